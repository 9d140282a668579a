/*
 * scoring/case_run.h - cases scored outright: golden cases, or records with an answer changed.
 * Nothing is read from the store and nothing is kept; what the scorer says is checked before it is
 * told.
 */
#pragma once
#include "base/result.h"
#include "scoring/rule.h"

/* Told of each case in order. result: borrowed for the call; NULL: it had to be refused, and
 * sentence says why. A case that a limit stopped has the status SL_RESULT_LIMIT. */
typedef void sl_case_told(void *context, size_t index, const struct sl_result *result,
                          const char *sentence);

struct sl_case_run { /* all borrowed */
    const struct sl_rule *rule;
    const struct sl_engine *engine;
    const struct sl_rule_forms *forms;
};

/* Takes the rule up; the engine keeps it until another is loaded. Errors: SL_RULE. */
enum sl_status sl_case_run_load(const struct sl_case_run *run, struct sl_error *err);
/* Under the rule that was loaded last. Errors: SL_RULE when the run can't go on. */
enum sl_status sl_case_run_score(const struct sl_case_run *run, const struct sl_scorer_case *cases,
                                 size_t count, sl_case_told *told, void *context,
                                 struct sl_error *err);
