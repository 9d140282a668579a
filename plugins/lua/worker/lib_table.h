/*
 * worker/lib_table.h - sorting, for table.sort and pairs. Lua's own sort picks pivots by the clock
 * and may put equal things in any order; this one is a merge sort: the same on every machine, and
 * equal things stay as they were.
 */
#pragma once
#include <lua.h>

enum { SL_SORT_MOST = 200000 };

/* table.sort(list[, before]): as a Lua function. */
int sl_table_sort(lua_State *L);
