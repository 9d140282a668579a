/*
 * scoring/rule_notice.h - what everybody is told when a rule changes: which rule, from when, why,
 * who decided and who was asked, the sentences that are new, changed or gone, the settings, and how
 * many of the reviews at hand would read otherwise. No case, no team; numbers of 1 to 5 are told as
 * "fewer than 6" (null in JSON), so that a notice can be pinned to a wall.
 *
 * JSON: {"rule","title","version","before" (number, 0: none),"day","why","published_by","author",
 *   "consulted","sentences":[{"clause","was","now"}] ("" where there is none),
 *   "settings":[{"path","was","now"}],
 *   "records" (0: no preview),"moved","moves":[{"from","to","n"}]}
 */
#pragma once
#include "base/json.h"
#include "scoring/rule.h"
#include "store/store.h"

struct sl_notice_facts { /* borrowed */
    const struct sl_rule *rule;
    const struct sl_rule *before; /* NULL: none */
    int64_t number;               /* of the version in the store */
    const char *day, *why, *publisher, *author, *consulted;
    const char *preview; /* JSON, "" when there is none */
};
json_t *sl_rule_notice_make(const struct sl_notice_facts *facts); /* the caller owns it */
/* Keeps it beside the newest move of its rule, inside a write function. */
enum sl_status sl_rule_notice_keep(struct sl_store *store, const char *rule, int64_t seq,
                                   const json_t *notice, struct sl_error *err);
/* The notice of the move to that version; number 0: the newest. The caller owns *out. Errors:
 * SL_NOT_FOUND. */
enum sl_status sl_rule_notice_find(struct sl_store *store, const char *rule, int64_t number,
                                   json_t **out, struct sl_error *err);
/* For people, line by line; without newlines. */
void sl_rule_notice_lines(const json_t *notice, void (*told)(void *context, const char *line),
                          void *context);
