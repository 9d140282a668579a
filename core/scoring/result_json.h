/*
 * scoring/result_json.h - a checked result as canonical JSON, which is what the store keeps:
 *   {"reasons":[{"cites":[{"from":0,"part":"value","question":"SJ","row":0,"to":0}],"clause":"L1",
 *    "row":0,"text":"..."}],"rows":[{"row":1,"values":{"S":"2"}}],"values":{"grade":"G"}}
 * Numbers and hundredths are whole numbers, yes_no is true or false, days are texts; an output
 * without a value is absent. A reason's text is absent when the clause's own sentence says it; a
 * failed result has one reason with a text and no clause. Written by hand: it runs for every record
 * of a rescoring.
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
