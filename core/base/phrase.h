/*
 * base/phrase.h - phrase sets: named, versioned lists of words and phrases looked for in what
 * people wrote. Whole words (before and after stands no letter or digit; the apostrophe of "don't"
 * is a letter), case-blind; curly quotes, dashes, non-breaking spaces and bullets count as their
 * plain forms; runs of white space count as one; a trailing * lets the last word go on ("attend*").
 * Spans are bytes of the original and take in the whole of a word that goes on. One pass over the
 * text whatever the size of the set. A set may be used by several threads at once.
 */
#pragma once
#include "base/text.h"

enum { SL_PHRASES_MOST = 4000 };

struct sl_phrases; /* the caller owns it and ends it with sl_phrases_free() */

struct sl_phrase_hit {
    struct sl_span span;
    size_t phrase; /* index in the list it was built from */
};

/* Errors: SL_INVALID for an empty phrase, more than SL_PHRASES_MOST, a * that isn't at the end of a
 * word and of the phrase, text that sl_text_check() refuses. */
enum sl_status sl_phrases_new(const char *const *phrases, size_t count, struct sl_phrases **out,
                              struct sl_error *err);
void sl_phrases_free(struct sl_phrases *phrases);  /* NULL is fine */
void sl_phrases_drop(struct sl_phrases **phrases); /* for SL_AUTO */
size_t sl_phrases_count(const struct sl_phrases *phrases);

bool sl_phrases_any(const struct sl_phrases *phrases, struct sl_text text);
/* The first hit at or after byte at; of several at one place the longest, of equals the first in
 * the list. */
bool sl_phrases_find(const struct sl_phrases *phrases, struct sl_text text, size_t at,
                     struct sl_phrase_hit *hit);
/* How often any of them stands in the text, overlaps not counted twice. */
size_t sl_phrases_hits(const struct sl_phrases *phrases, struct sl_text text);
/* The hits that sl_phrases_hits() counts, at most most of them; returns how many. */
size_t sl_phrases_spans(const struct sl_phrases *phrases, struct sl_text text,
                        struct sl_phrase_hit *hits, size_t most);
/* Sets found[i] for each phrase i that stands in the text; leaves the others as they are. */
void sl_phrases_mark(const struct sl_phrases *phrases, struct sl_text text, bool *found);
