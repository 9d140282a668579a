/*
 * base/text.h - text that people wrote: UTF-8, checked and composed (NFC, utf8proc) when it comes
 * in, and looked at by whole words. Offsets are bytes of the original. Lengths of user text are
 * bounded by SL_TEXT_MOST.
 */
#pragma once
#include "base/buffer.h"
#include "base/error.h"

enum { SL_TEXT_MOST = 1 << 20 }; /* bytes of one answer, cell or message */

/* Borrowed bytes; not NUL-terminated unless said. */
struct sl_text {
    const char *bytes;
    size_t length;
};

struct sl_span {
    size_t from, to; /* bytes, to is exclusive */
};

#define SL_TEXT(literal) ((struct sl_text){(literal), sizeof(literal) - 1})
struct sl_text sl_text_of(const char *c_string); /* NULL is the empty text */
bool sl_text_is(struct sl_text text, const char *c_string);
struct sl_text sl_text_trim(struct sl_text text); /* spaces, tabs, non-breaking spaces, newlines */

/*
 * Is it clean UTF-8: no NUL, no control characters but tab and newline (carriage return is allowed
 * before a newline), no bidirectional overrides (U+202A-202E, U+2066-2069), no lone surrogates?
 * Errors: SL_INVALID with line and column (characters, from 1) and the code point.
 */
enum sl_status sl_text_check(struct sl_text text, struct sl_error *err);
/* Checked and composed (NFC); CRLF becomes LF. *out is owned by the caller. Errors as above. */
enum sl_status sl_text_compose(struct sl_text text, char **out, struct sl_error *err);

/*
 * The next word at or after *at: letters, digits and inner apostrophes and hyphens, curly ones too.
 * Moves *at behind it; false at the end.
 */
bool sl_text_next_word(struct sl_text text, size_t *at, struct sl_span *word);
size_t sl_text_words(struct sl_text text);
/* The next sentence (libunistring's rules for sentence breaks are too eager on "e.g."; full stop,
 * question or exclamation mark, or newline, followed by a capital, digit or the end). */
bool sl_text_next_sentence(struct sl_text text, size_t *at, struct sl_span *sentence);
size_t sl_text_sentences(struct sl_text text);
bool sl_text_has_digit(struct sl_text text);

/*
 * A plain copy for looking: lower case, curly quotes and dashes made plain, non-breaking spaces and
 * bullets as spaces. map[i] is the byte of the original that plain byte i came from (map has one
 * more entry for the end). Both owned by the caller; map may be NULL.
 */
void sl_text_plain(struct sl_text text, struct sl_buffer *plain, size_t **map);

/* How many of the words are acronyms (two or more capitals, digits and & allowed) not in allowed.
 */
size_t sl_text_acronyms(struct sl_text text, const char *const *allowed, size_t allowed_count);
