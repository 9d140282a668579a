/*
 * scoring/example.h - a golden case of a rule: what is given and what is expected of it, from the
 * JSON that scoring/scorer.h describes. A rule that fails one of its own examples can't be
 * previewed or published.
 */
#pragma once
#include "scoring/expectation.h"
#include "scoring/rule_form.h"

struct sl_example;

/* Borrows header, forms and json. The form is the tool the example names, or the first.
 * Errors: SL_INVALID naming the example and the question at fault. */
enum sl_status sl_example_read(const struct sl_rule_header *header,
                               const struct sl_rule_forms *forms, const json_t *json,
                               struct sl_example **out, struct sl_error *err);
void sl_example_free(struct sl_example *example);
void sl_example_drop(struct sl_example **example); /* for SL_AUTO */

const char *sl_example_name(const struct sl_example *example);
long sl_example_line(const struct sl_example *example); /* 0 when not known */
/* Settings that this case alone is scored under, laid over the rule's; NULL: none. */
const json_t *sl_example_settings(const struct sl_example *example);
const struct sl_scorer_case *sl_example_case(const struct sl_example *example);

/* Is the checked result what the example expects? As sl_expectation_compare(). */
size_t sl_example_compare(const struct sl_example *example, const struct sl_result *result,
                          sl_expectation_told *told, void *context);
