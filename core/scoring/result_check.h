/*
 * scoring/result_check.h - is a packed result one that this rule may give about this record? A
 * worker that was taken over, or a plugin with a fault, can write any bytes; nothing of a result is
 * believed before it passed here: outputs declared and of their type, tokens allowed, rows that the
 * record has, clauses of the rule, cites only of questions the rule declared, spans inside the
 * cited text and at whole characters; of a text that a slim body left out, spans from and to places
 * of its finds. A result that wants the whole body may only answer a slim one.
 */
#pragma once
#include "base/result.h"
#include "scoring/rule_form.h"

/* body: the packed body that was scored, or the slim one. Errors: SL_RULE, naming what was wrong.
 */
enum sl_status sl_result_check(const struct sl_rule_header *header, const struct sl_rule_form *form,
                               struct sl_text body, struct sl_text packed, struct sl_result *out,
                               struct sl_error *err);

/* "scored", "not_applicable", "not_enough", "failed", "limit", "wants". */
const char *sl_result_status_name(enum sl_result_status status);
