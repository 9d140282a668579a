/*
 * practice/child_plan_words.h - words of written plans that are no names: ordinary English, roles,
 * agencies, initials, verbs. For child_plan_names.h.
 */
#pragma once
#include "base/text.h"
#include "store/store.h"

struct sl_known_words; /* immutable; the caller owns it and ends it with sl_known_words_free() */

/* Ordinary words, with those of the store's lists of owners, initials, acronyms and verbs; store
 * NULL or without the lists: the ordinary words alone, so more is asked. */
struct sl_known_words *sl_known_words_new(struct sl_store *store);
void sl_known_words_free(struct sl_known_words *words);
void sl_known_words_drop(struct sl_known_words **words); /* for SL_AUTO */
/* word in any case, also in its plural or with 's. */
bool sl_known_words_have(const struct sl_known_words *words, struct sl_text word);

/* Does the word go with the name before it (School, Road)? */
bool sl_known_words_belong(struct sl_text word);
/* An ordinary word that is a given name too (Mark, Grace, June). */
bool sl_known_words_also_names(struct sl_text word);
