/*
 * scoring/plan_check.h - the lines of an improvement plan whose rating does not go with their own
 * narrative and evidence, by the published version of the rule action.rating. A finding asks a
 * person to look; it changes nothing. What is said of a line is what was in force on the report's
 * day, and ages are counted to that day.
 *
 * JSON: {"plan":{"id","title"},"rule","as_at","lines","checked",
 *   "findings":[{"number","area","action","progress","label","told_on","finding",
 *     "reasons":[{"clause","sentence","cites":[{"question","before","quote","after"}]}]}],
 *   "not_checked":[{"number","why"}]}
 * A cite without a quote speaks of an answer as a whole.
 */
#pragma once
#include "practice/plan_report.h"
#include "scoring/live.h"

extern const char sl_plan_check_rule[]; /* "action.rating" */

/* The caller owns *out (json_decref). Errors: SL_NOT_FOUND (the store was made without the tool
 * ACTION or without that rule), SL_STORE. */
enum sl_status sl_plan_check(struct sl_store *store, struct sl_live *live,
                             const struct sl_plan_report *report, json_t **out,
                             struct sl_error *err);
/* The same for people, line by line; without newlines. */
void sl_plan_check_lines(const json_t *check, void (*told)(void *context, const char *line),
                         void *context);
