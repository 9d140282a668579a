/*
 * scoring/plan_facts.h - a line of an improvement plan as rules are given records: its wording,
 * timescale and leads, and the rating in force with narrative, evidence and day, as the packed body
 * of the tool ACTION (schema/tools/ACTION.json). Nothing of it is kept: the plan is the truth.
 */
#pragma once
#include "practice/plan_report.h"
#include "practice/tool.h"

extern const char sl_plan_facts_tool[]; /* "ACTION" */

/* tool: a version of that tool; what it doesn't ask is left out. *bytes is owned by the caller. */
void sl_plan_facts(const struct sl_tool *tool, const struct sl_plan_standing *line, uint8_t **bytes,
                   size_t *length);
