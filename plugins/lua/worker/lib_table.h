/*
 * worker/lib_table.h - sorting, for table.sort and pairs. Lua's own sort picks pivots by the clock
 * and may put equal things in any order; this one is a merge sort: the same on every machine, and
 * equal things stay as they were.
 */
#pragma once
#include <lua.h>

enum { SL_SORT_MOST = 200000, SL_LIST_MOST = 1 << 20 };

/* How many entries the list at index has, as # says. Raises an error above SL_LIST_MOST: a table
 * can be made to say that it has as many as there are whole numbers. */
lua_Integer sl_table_length(lua_State *L, int index);

/* table.sort(list[, before]): as a Lua function. */
int sl_table_sort(lua_State *L);
