/*
 * scoring/expectation.h - what a golden case expects, held against a result: status, outputs and
 * the clauses that fired, as scoring/scorer.h describes it.
 */
#pragma once
#include "base/result.h"
#include "scoring/rule_header.h"

typedef void sl_expectation_told(void *context, const char *sentence);

/*
 * expect: the JSON object. rows: how many rows the case has. The result must have been checked.
 * told once for each difference, as "expected grade I, got R". Returns how many.
 */
size_t sl_expectation_compare(const struct sl_rule_header *header, const json_t *expect,
                              size_t rows, const struct sl_result *result,
                              sl_expectation_told *told, void *context);

/* A value as people read it: token, number, day, yes or no, text. Into out, which is emptied. */
void sl_result_value_words(const struct sl_rule_output *output, const struct sl_result_value *value,
                           struct sl_buffer *out);
/* false when the result has none. */
bool sl_result_find_value(const struct sl_result *result, size_t output, uint16_t row,
                          struct sl_result_value *out);
