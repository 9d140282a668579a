/*
 * scoring/golden_pair.h - two golden cases that show the edge of a clause: one that fires it, and,
 * of those that don't, the one that is most like it.
 */
#pragma once
#include "scoring/golden.h"

/* How many answers two examples of one tool differ in; flags and waivers count as one, settings of
 * its own as another. */
size_t sl_example_distance(const struct sl_example *a, const struct sl_example *b);

struct sl_golden_pair {
    const struct sl_example *fires; /* NULL: none does */
    const struct sl_example *not_;  /* NULL: every one of that tool fires it */
};
/* Of an examined set, as scored last. The nearest two that come both to a result, or
 * both to none, where there are such; of equals the first. */
struct sl_golden_pair sl_golden_pair_of(const struct sl_golden *golden, size_t clause);

/* What they differ in: told "SJ" with the answers in words, once for each. */
void sl_golden_pair_each(const struct sl_golden_pair *pair, const struct sl_rule_forms *forms,
                         void (*told)(void *context, const struct sl_question *question,
                                      uint16_t row, const char *fires, const char *not_),
                         void *context);
