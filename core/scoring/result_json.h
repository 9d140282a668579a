/*
 * scoring/result_json.h - a checked result as canonical JSON, which is what the store keeps:
 *   {"reasons":[{"cites":[{"from":4,"part":"evidence","question":"V1","row":2,"to":9},
 *    {"question":"SJ"}],"clause":"L1","row":2,"text":"..."}],
 *    "rows":[{"row":1,"values":{"S":"2"}}],"values":{"grade":"G"}}
 * Numbers and hundredths are whole numbers, yes_no is true or false, days are texts. What says
 * nothing is absent: an output without a value, row 0, part "value", a cite's from and to where it
 * points at no words, a reason's text where the clause's own sentence says it. A failed result has
 * one reason with a text and no clause. Written by hand: it runs for every record of a rescoring.
 */
#pragma once
#include "scoring/result_check.h"

struct sl_result_json; /* for one rule; the caller owns it, sl_result_json_free() */

/* Borrows the header. */
struct sl_result_json *sl_result_json_new(const struct sl_rule_header *header);
void sl_result_json_free(struct sl_result_json *json);
void sl_result_json_drop(struct sl_result_json **json); /* for SL_AUTO */

/* Adds the text to out. The result must have passed sl_result_check() with this header and form. */
void sl_result_json_write(const struct sl_result_json *json, const struct sl_rule_form *form,
                          const struct sl_result *result, struct sl_buffer *out);
