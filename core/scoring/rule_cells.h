/*
 * scoring/rule_cells.h - cells of a rule's settings beside the tools it applies to: does the answer
 * that a condition asks for stand in the scale of its question, and can that question be compared?
 * Whether a tool asks the question at all is told where needs are (scoring/rule_form.h).
 * A condition can't read a question of each row of a section; a column of questions can hold one
 * that the rule's text names, since the script may read it row by row.
 */
#pragma once
#include "scoring/rule_form.h"

/* Tells each fault; told may be NULL. Returns how many there are. With several tools a value that
 * one of them allows is right. */
size_t sl_rule_cells_check(const struct sl_rule_header *header, const struct sl_rule_forms *forms,
                           void (*told)(void *context, const struct sl_column_place *place,
                                        const char *sentence),
                           void *context);
