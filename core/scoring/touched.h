/*
 * scoring/touched.h - which records a change of a rule can touch. Between two versions of a rule of
 * which only phrase lists differ, a record in whose texts none of the phrases stands that were
 * added or taken away reads the same: what is looked for in it finds the same, so the result of the
 * one version is that of the other, to the byte. A phrase counts as standing in a text wherever its
 * letters do, in the middle of words too (an expression may cut a text there), whatever the
 * question and whether or not the rule reads it; so more records are scored than must be, never
 * fewer. Everything else that can differ - source, settings, libraries, language, lists of other
 * kinds, an order of phrases - touches every record.
 */
#pragma once
#include "scoring/rule.h"
#include "store/store.h"

struct sl_touched; /* the caller owns it and ends it with sl_touched_free() */

/* *out NULL: the change can touch every record. Errors: SL_NOT_FOUND, SL_INVALID, SL_STORE (a
 * pinned list). */
enum sl_status sl_touched_between(struct sl_store *store, const struct sl_rule *before,
                                  const struct sl_rule *after, struct sl_touched **out,
                                  struct sl_error *err);
/* The same for a version of the store and the one its scores may be taken over from: the version in
 * force, or, for that one, the one published before it. *before_no: its version_no. */
enum sl_status sl_touched_since(struct sl_store *store, const struct sl_rule *rule,
                                struct sl_touched **out, int64_t *before_no, struct sl_error *err);
void sl_touched_free(struct sl_touched *touched);
void sl_touched_drop(struct sl_touched **touched); /* for SL_AUTO */

/* Phrases that differ. */
size_t sl_touched_phrases(const struct sl_touched *touched);
/* Can the change touch a record with that packed, whole body? Yes, when it can't be read. */
bool sl_touched_is(struct sl_touched *touched, struct sl_text body);
