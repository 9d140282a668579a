/*
 * base/text.h - text that people wrote: UTF-8, checked and composed (NFC, utf8proc) when it comes
 * in, and looked at by whole words. Offsets are bytes of the original. Lengths of user text are
 * bounded by SL_TEXT_MOST.
 */
#pragma once
#include "base/buffer.h"
#include "base/error.h"
#include <stdint.h>

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

/* The code point at a byte (-1 where it isn't UTF-8) and how many bytes it has (1 then). */
size_t sl_text_point(struct sl_text text, size_t at, int32_t *point);
/* A letter or digit of any script, or a mark that belongs to one. */
bool sl_text_is_letter(int32_t point);
/* White space, non-breaking and of any width. */
bool sl_text_is_space(int32_t point);

/*
 * Is it clean UTF-8 of at most SL_TEXT_MOST bytes: no NUL, no control characters but tab and
 * newline (carriage return is allowed before a newline), no bidirectional overrides (U+202A-202E,
 * U+2066-2069), no U+FEFF, tags outside flags or other invisible format characters that no language
 * needs (joiners and direction marks are allowed), no lone surrogates or noncharacters, at most 30
 * marks on one letter? Errors: SL_INVALID with line and character (from 1) and the code
 * point.
 */
enum sl_status sl_text_check(struct sl_text text, struct sl_error *err);
/* Checked and composed (NFC); CRLF becomes LF. *out is owned by the caller. Errors as above. */
enum sl_status sl_text_compose(struct sl_text text, char **out, struct sl_error *err);
/* The same, added to a buffer; nothing is added on failure. */
enum sl_status sl_text_compose_into(struct sl_text text, struct sl_buffer *out,
                                    struct sl_error *err);

/*
 * The next word at or after *at: letters, digits and inner apostrophes and hyphens, curly ones too.
 * Moves *at behind it; false at the end.
 */
bool sl_text_next_word(struct sl_text text, size_t *at, struct sl_span *word);
size_t sl_text_words(struct sl_text text);
/* The next sentence that has a word in it, without white space around (libunistring's rules for
 * sentence breaks are too eager on "e.g."): it ends at a full stop, question or exclamation mark
 * followed by white space, or at a newline, and then a capital, digit, a bullet after a newline, or
 * the end. The stop of a single letter, a title or a list number ends nothing. */
bool sl_text_next_sentence(struct sl_text text, size_t *at, struct sl_span *sentence);
size_t sl_text_sentences(struct sl_text text);
bool sl_text_has_digit(struct sl_text text);

/*
 * A plain copy for looking: lower case, curly quotes and dashes made plain, non-breaking spaces and
 * bullets as spaces, soft hyphens and other invisible characters left out. plain is emptied first.
 * map[i] is the byte of the original that plain byte i came from (map has one more entry for the
 * end). Both owned by the caller; map may be NULL.
 */
void sl_text_plain(struct sl_text text, struct sl_buffer *plain, size_t **map);

/* How many of the words are acronyms (two or more capitals, digits and & allowed, a small s behind
 * let go: IROs) not in allowed. */
size_t sl_text_acronyms(struct sl_text text, const char *const *allowed, size_t allowed_count);
