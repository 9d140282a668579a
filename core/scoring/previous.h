/*
 * scoring/previous.h - the record before, for rules that declare history: of the same case and tool
 * the latest of an earlier day that isn't withdrawn. Its answers to what the rule needs travel with
 * the decisions (scoring/scorer.h), so the hash of the facts takes them in:
 *   "previous":{"answers":{"plan.action":["...",false],"plan_type":"cp"},"day":20181}
 * Texts and tokens are texts, several tokens parted by one space; numbers and days are whole
 * numbers; a question of rows has a list with false where a row has no answer; what is not answered
 * is left out. A record without a case, or with none before it, has no such key.
 */
#pragma once
#include "practice/tool.h"
#include "scoring/rule_header.h"
#include "store/store.h"

struct sl_previous; /* the caller owns it and ends it with sl_previous_free() */

/* Borrows both. NULL when the rule declares no history; then there is nothing to ask. */
struct sl_previous *sl_previous_new(struct sl_store *store, const struct sl_rule_header *header);
void sl_previous_free(struct sl_previous *previous);
void sl_previous_drop(struct sl_previous **previous); /* for SL_AUTO */

/* Adds what is true now to *decisions (canonical JSON or empty), which is borrowed from previous
 * then, until the next call. Errors: SL_STORE, SL_INVALID (a kept body can't be read). */
enum sl_status sl_previous_now(struct sl_previous *previous, int64_t record_no,
                               struct sl_text *decisions, struct sl_error *err);

struct sl_previous_then {
    int64_t record_no;
    sl_day day;      /* of the record then */
    int64_t instant; /* revisions saved by then */
    int64_t skip;    /* the latest but so many: one may have been withdrawn or not been there */
};
/* The same as it may have stood at an instant. *found: there was one to add. */
enum sl_status sl_previous_at(struct sl_previous *previous, const struct sl_previous_then *then,
                              struct sl_text *decisions, bool *found, struct sl_error *err);

/* The value of "previous" for a body; the caller owns it. */
json_t *sl_previous_json(const struct sl_rule_header *header, const struct sl_tool *tool,
                         const struct sl_body *body, sl_day day);

/* The records that this one is the record before of: told their number, in order. */
enum sl_status sl_previous_successors(struct sl_store *store, int64_t record_no,
                                      enum sl_status (*each)(void *context, int64_t record_no,
                                                             int64_t revision,
                                                             struct sl_error *err),
                                      void *context, struct sl_error *err);
