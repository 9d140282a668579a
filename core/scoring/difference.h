/*
 * scoring/difference.h - what would make the biggest difference for this child: answers that can
 * still be changed by what people do next, each with what good looks like. They are those below
 * good that the reasons of the rules rest on; where a reason rests on an auditor's judgement, the
 * answers below good of its section, or of the whole tool where judgements stand in a section of
 * their own. Safety comes first, then the child's voice; then what a ceiling rests on, then the
 * weakest answers. Days, counts, facts about the child, what does not apply and limits in time that
 * have passed can't be changed and are not among them.
 *
 * It is feedback, never arithmetic: which answers would lift the grade is another question
 * (scoring/smallest_change.h), for the one who looks after the rule. Neither is shown while the
 * auditor is still answering.
 *
 * JSON: {"shown":false,"why"} or {"shown":true,"answers":[{"question","section","wording","row",
 *   "answer","good","rule","clause"}]}; good is what good looks like.
 */
#pragma once
#include "base/json.h"
#include "practice/record.h"

enum { SL_DIFFERENCE_MOST = 5 };

/* rules: those of an explanation (scoring/explain.h). state: of the record. The caller owns *out.
 * Errors: SL_STORE. */
enum sl_status sl_difference_find(struct sl_store *store, const struct sl_record *record,
                                  const char *state, const json_t *rules, json_t **out,
                                  struct sl_error *err);
/* The same for people, line by line; without newlines. */
void sl_difference_lines(const json_t *difference, void (*told)(void *context, const char *line),
                         void *context);
