/*
 * practice/tool_inherit.h - makes a tool file whole: what "same_as" takes over from other tools of
 * the folder and the sections that "sets" adds. For files of tool*.c only.
 *
 * A question or section with same_as has everything of the other that it doesn't say itself; null
 * takes a key away. Taken-over parts are renamed with their question (STD.V1's V1.due is D3.due in
 * D3). Forms that this tool doesn't have are left out of what is taken over; when none is left the
 * question is asked on all forms.
 */
#pragma once
#include "practice/list_fault.h"

/* root: the marked content of home/tools/CODE.json. The caller owns what is returned; its objects
 * carry lines of this file. Rings and names that lead nowhere are told. */
json_t *sl_tool_inherit(const char *home, const json_t *root, struct sl_faults *faults);
