/*
 * scoring/explain.h - why a record reads as it does: for each published rule that applies, what it
 * said, the sentences that decided, the answers they cite and the words in them, which version said
 * so, what a person confirmed; and where there is no score, why not. A record whose grade is fixed
 * is never regraded: what a rule published later says of it is marked as a comparison.
 *
 * JSON: {"record","tool","tool_version","day","state","grade":TOKEN or null,
 *   "grade_words","graded_on",
 *   "rules":[{"rule","title","kind","version","version_id","in_force_from",
 *     "status": scored, not_applicable, not_enough, failed, not_scored,
 *     "engine","basis_day","comparison":true or false,"why": of not_scored,
 *     "values":[{"output","row","value","words","confirmed":{"value","words","proposed","by","at",
 *       "reason"}}],
 *     "reasons":[{"clause","sentence","text","at_most" and "at_most_words" (of a ceiling),"row",
 *       "cites":[{"question","wording","row","part","state","answer","before","quote","after"}]}]}],
 *   "difference": what would make the biggest difference for this child (scoring/difference.h)}
 * Words are what people call a value: "Requires improvement" for R, "3.66" for 366 hundredths.
 * Keys without a content are absent. A quote is the span the rule points at; before and after are
 * the words around it.
 */
#pragma once
#include "base/json.h"
#include "store/store.h"

/* rule: only that one, NULL: all that apply. The caller owns *out (json_decref). Errors:
 * SL_NOT_FOUND (record, rule), SL_STORE. */
enum sl_status sl_explain_record(struct sl_store *store, int64_t record_no, const char *rule,
                                 json_t **out, struct sl_error *err);
/* The same for people, line by line; without newlines, and without the difference, whose lines are
 * those of scoring/difference.h. Words that are pointed at stand between » and «. */
void sl_explain_lines(const json_t *explanation, void (*told)(void *context, const char *line),
                      void *context);
/* The same with other marks around such words, as a terminal may show them. */
void sl_explain_lines_marked(const json_t *explanation, const char *open, const char *close,
                             void (*told)(void *context, const char *line), void *context);
