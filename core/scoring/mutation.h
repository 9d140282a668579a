/*
 * scoring/mutation.h - would a rule's golden cases notice if a setting were wrong? Each number is
 * set one step higher and one lower, each yes or no is turned round, each row of a table is left
 * out, and the examples are scored again. A change that no example notices survives: the value may
 * be mistyped and the rule would still pass. A setting that nothing reads survives too.
 */
#pragma once
#include "scoring/golden.h"

enum { SL_MUTATIONS_MOST = 2000 };

struct sl_mutations {
    size_t examples, tried, noticed;
    bool all; /* false: there are more than SL_MUTATIONS_MOST, and the rest was not tried */
};

/* survived: once for each change that no example notices, a sentence such as "no example notices
 * when from of bands, G goes from 250 to 251". progress may be NULL. The rule must pass its own
 * examples as it is. Errors: SL_RULE, SL_INVALID (its examples don't hold), SL_NOT_FOUND. */
enum sl_status sl_mutation_try(const struct sl_rule *rule, const struct sl_engine *engine,
                               const struct sl_shelf *shelf,
                               void (*survived)(void *context, const char *path,
                                                const char *sentence),
                               void (*progress)(void *context, int64_t done), void *context,
                               struct sl_mutations *out, struct sl_error *err);
