/*
 * worker/value.h - Lua values as JSON and back, and tables that can only be read. A table whose
 * keys are 1 to n is a list, one whose keys are all names is an object, another is a fault; the
 * empty table is a list. Numbers are whole. All texts together have at most SL_VALUE_BYTES.
 */
#pragma once
#include "base/error.h"
#include <jansson.h>
#include <lua.h>

enum { SL_VALUE_DEPTH = 16, SL_VALUE_NODES = 200000, SL_VALUE_BYTES = 4 << 20 };

/*
 * The value at index; never runs a script and allocates nothing in Lua. path is what messages call
 * it ("settings"); on failure err->field is the path of the value at fault and err->text says what
 * is wrong with it. The caller owns *out.
 */
enum sl_status sl_value_read(lua_State *L, int index, const char *path, json_t **out,
                             struct sl_error *err);
/* Pushes it; inside a protected call. null is false, the nearest thing a table can hold. */
void sl_value_push(lua_State *L, const json_t *value);
/* Puts a read-only look-alike in the place of the table on top of the stack, nested ones too;
 * inside a protected call. what: "settings". */
void sl_value_freeze(lua_State *L, const char *what);
/* Replaces the look-alike at index by the table behind it; other values stay. */
void sl_value_behind(lua_State *L, int index);
