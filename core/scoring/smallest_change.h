/*
 * scoring/smallest_change.h - the arithmetic of a better result, for the quality lead: which
 * answers of one record, as few as can be, would have to be otherwise for the rule to say something
 * better. One answer is tried, then two, then three, those that the reasons cite first, each at its
 * best; of the first that does, each is then taken back as far as it still does. Only of rules
 * whose result has an order: a grade, or a measure that is met or not. Never for those who are
 * still answering.
 */
#pragma once
#include "scoring/answer_change.h"
#include "scoring/case_run.h"

enum { SL_SMALLEST_MOST = 3, SL_SMALLEST_TRIES = 2000 };

enum sl_smallest_outcome {
    SL_SMALLEST_FOUND,
    SL_SMALLEST_MORE,  /* more than three answers, or none within the tries */
    SL_SMALLEST_BEST,  /* nothing is better */
    SL_SMALLEST_BLANK, /* the rule gives this record no result */
    SL_SMALLEST_OUTCOMES
};

struct sl_smallest_change {
    enum sl_smallest_outcome outcome;
    size_t count; /* of changes, where it was found */
    struct sl_answer_change changes[SL_SMALLEST_MOST];
    int tries;
    char from[16], to[16]; /* tokens: what the rule says, and would say */
};

/* The output that has an order; -1: none of the rule's has. */
int sl_smallest_output(const struct sl_rule_header *header);

/* given: of the run's forms, its whole body. The run is loaded. Errors: SL_RULE. */
enum sl_status sl_smallest_find(const struct sl_case_run *run, const struct sl_scorer_case *given,
                                struct sl_smallest_change *out, struct sl_error *err);
