/*
 * practice/tool_shape.h - does a tool file have the keys and types that the grammar knows? What a
 * tool says is looked at by tool_check.c. For files of tool*.c only.
 */
#pragma once
#include "practice/list_fault.h"

/* root: marked with lines. */
void sl_tool_check_shape(struct sl_faults *faults, const json_t *root);
