/*
 * practice/import_text.h - the text of a file that somebody gives us to read: a plan copied out of
 * a Word document, an edited form, a CSV. It comes back as clean composed UTF-8 with plain newlines
 * or not at all. A byte order mark is dropped; Word's line break (U+000B) and page break (U+000C)
 * become newlines; every other control character, a NUL, a bidirectional override and any other
 * encoding (UTF-16, Windows-1252) is refused with file, line and column.
 */
#pragma once
#include "base/hash.h"
#include "base/text.h"

enum { SL_IMPORT_TEXT_MOST = 16 << 20 }; /* bytes of one pasted plan or form */

struct sl_import_text {
    char *name;  /* the file's name without its folders, for messages and the store */
    char *bytes; /* NUL-terminated */
    size_t length;
    struct sl_hash hash; /* of the bytes as they were given */
};

void sl_import_text_drop(struct sl_import_text *text); /* frees what it holds; for SL_AUTO */

/* "-" is standard input. Errors: SL_IO (missing, a directory, longer than limit), SL_INVALID. */
enum sl_status sl_import_text_read(const char *path, size_t limit, struct sl_import_text *out,
                                   struct sl_error *err);
/* The same for bytes in memory; name is what messages call them. Errors: SL_INVALID. */
enum sl_status sl_import_text_take(const char *name, const char *bytes, size_t length,
                                   struct sl_import_text *out, struct sl_error *err);
