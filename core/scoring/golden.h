/*
 * scoring/golden.h - the golden cases of a rule: read from it, scored, and held against what they
 * expect. They can be scored again under the same rule with other settings. A case that brings
 * settings of its own is scored under those, laid over the rule's.
 */
#pragma once
#include "scoring/case_run.h"
#include "scoring/example.h"

struct sl_golden; /* the caller owns it and ends it with sl_golden_free() */

/*
 * Asks the scorer for the rule's examples and reads them. Borrows rule and forms. told (may be
 * NULL) gets the fault of each that can't be read, which is left out. Errors: SL_RULE, SL_INVALID.
 */
enum sl_status sl_golden_read(const struct sl_rule *rule, const struct sl_engine *engine,
                              const struct sl_rule_forms *forms,
                              void (*told)(void *context, const struct sl_error *fault),
                              void *context, struct sl_golden **out, struct sl_error *err);
void sl_golden_free(struct sl_golden *golden);
void sl_golden_drop(struct sl_golden **golden); /* for SL_AUTO */

/* rule: the one they are of, or the same with other settings. told (may be NULL) once for each
 * thing that isn't as an example expects. Errors: SL_RULE. */
enum sl_status sl_golden_score(struct sl_golden *golden, const struct sl_rule *rule,
                               const struct sl_engine *engine,
                               void (*told)(void *context, const struct sl_example *example,
                                            const char *sentence),
                               void *context, struct sl_error *err);

size_t sl_golden_count(const struct sl_golden *golden);
const struct sl_example *sl_golden_at(const struct sl_golden *golden, size_t index);
/* As scored last: does the example fire the clause? */
bool sl_golden_fires(const struct sl_golden *golden, size_t index, size_t clause);
/* Did the rule come to a result of it, rather than "not enough" or "not applicable"? */
bool sl_golden_scored(const struct sl_golden *golden, size_t index);

/* Adds the cases that settings bring (SL_RULE_EXAMPLES); one of the same name is replaced. */
void sl_golden_take_further(json_t **cases, const json_t *settings);

/* The newest versions of the tools that a rule applies to. Errors: SL_NOT_FOUND, SL_INVALID. */
enum sl_status sl_golden_forms(const struct sl_rule *rule, const struct sl_shelf *shelf,
                               struct sl_rule_forms **out, struct sl_error *err);
