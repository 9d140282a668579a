#include "value.h"
#include "base/text.h"
#include <lauxlib.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reading {
    lua_State *L;
    char path[sizeof(((struct sl_error *)0)->field)];
    int depth, nodes;
    size_t text_bytes;
    struct sl_error *err;
};

static json_t *read_value(struct reading *r, int index);

static json_t *fault(struct reading *r, const char *what) {
    sl_fail(r->err, SL_RULE, r->path, "%s", what);
    return NULL;
}

/* Adds ".step" to the path, cutting what doesn't fit; returns where it was added. */
static size_t step_in(struct reading *r, const char *step) {
    size_t length = strlen(r->path), wanted = strlen(step);
    if (length + 1 + wanted < sizeof r->path) {
        r->path[length] = '.';
        memcpy(r->path + length + 1, step, wanted + 1);
    }
    return length;
}

static json_t *read_number(struct reading *r, int index) {
    lua_Integer whole = lua_tointeger(r->L, index);
    if (lua_isinteger(r->L, index))
        return json_integer(whole);
    lua_Number number = lua_tonumber(r->L, index);
    if (!(fabs(number) < 9e15) || floor(number) != number)
        return fault(r, "a number must be whole; write hundredths as whole numbers");
    return json_integer((json_int_t)number);
}

static bool counts(struct reading *r, size_t length) {
    r->text_bytes += length;
    return r->text_bytes <= SL_VALUE_BYTES;
}

static json_t *read_text(struct reading *r, int index) {
    size_t length;
    const char *bytes = lua_tolstring(r->L, index, &length);
    struct sl_error why = {0};
    if (!counts(r, length))
        return fault(r, "the texts of this table are too long");
    if (sl_text_check((struct sl_text){bytes, length}, &why) != SL_OK)
        return fault(r, why.text);
    return json_stringn_nocheck(bytes, length);
}

/* How many keys there are, and whether they are exactly 1 to that number; -1 for another key. */
static int count_keys(lua_State *L, int table, bool *is_list) {
    int count = 0;
    lua_Integer highest = 0;
    bool names = false;
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
        count++;
        if (lua_type(L, -2) == LUA_TSTRING)
            names = true;
        else if (lua_isinteger(L, -2) && lua_tointeger(L, -2) > 0)
            highest = lua_tointeger(L, -2) > highest ? lua_tointeger(L, -2) : highest;
        else
            highest = INT64_MAX;
    }
    *is_list = !names;
    if (names ? highest != 0 : highest != count) {
        return -1;
    }
    return count;
}

static json_t *read_list(struct reading *r, int table, int count) {
    json_t *list = json_array();
    for (int i = 1; i <= count && list != NULL; i++) {
        char step[12];
        snprintf(step, sizeof step, "%d", i);
        size_t before = step_in(r, step);
        lua_rawgeti(r->L, table, i);
        json_t *item = read_value(r, lua_gettop(r->L));
        lua_pop(r->L, 1);
        if (item == NULL) {
            json_decref(list);
            return NULL;
        }
        r->path[before] = '\0';
        json_array_append_new(list, item);
    }
    return list;
}

static json_t *read_object(struct reading *r, int table) {
    json_t *object = json_object();
    for (lua_pushnil(r->L); lua_next(r->L, table); lua_pop(r->L, 1)) {
        size_t length;
        const char *key = lua_tolstring(r->L, -2, &length);
        size_t before = step_in(r, key);
        json_t *value = NULL;
        if (!counts(r, length))
            fault(r, "the names in this table are too long");
        else if (strlen(key) != length ||
                 sl_text_check((struct sl_text){key, length}, NULL) != SL_OK)
            fault(r, "a name in a table must be plain text");
        else
            value = read_value(r, lua_gettop(r->L));
        if (value == NULL) {
            lua_pop(r->L, 2);
            json_decref(object);
            return NULL;
        }
        r->path[before] = '\0';
        json_object_set_new_nocheck(object, key, value);
    }
    return object;
}

static json_t *read_table(struct reading *r, int index) {
    if (r->depth == SL_VALUE_DEPTH)
        return fault(r, "tables are nested too deep here");
    lua_pushvalue(r->L, index);
    int table = lua_gettop(r->L);
    sl_value_behind(r->L, table);
    bool is_list;
    int count = count_keys(r->L, table, &is_list);
    json_t *value = NULL;
    r->depth++;
    if (count < 0)
        fault(r, "a table must be a list without holes or have only names as keys");
    else
        value = is_list ? read_list(r, table, count) : read_object(r, table);
    r->depth--;
    lua_settop(r->L, table - 1);
    return value;
}

static json_t *read_value(struct reading *r, int index) {
    if (++r->nodes > SL_VALUE_NODES || !lua_checkstack(r->L, 8))
        return fault(r, "this table is too large");
    switch (lua_type(r->L, index)) {
    case LUA_TBOOLEAN:
        return json_boolean(lua_toboolean(r->L, index));
    case LUA_TNUMBER:
        return read_number(r, index);
    case LUA_TSTRING:
        return read_text(r, index);
    case LUA_TTABLE:
        return read_table(r, index);
    case LUA_TFUNCTION:
        return fault(r, "a function can't stand here");
    default:
        return fault(r, "a text, a whole number, true, false or a table is needed here");
    }
}

enum sl_status sl_value_read(lua_State *L, int index, const char *path, json_t **out,
                             struct sl_error *err) {
    struct sl_error unused = {0};
    struct reading r = {.L = L, .err = err != NULL ? err : &unused};
    strncpy(r.path, path, sizeof r.path - 1);
    json_t *value = read_value(&r, lua_absindex(L, index));
    if (value == NULL)
        return SL_RULE;
    *out = value;
    return SL_OK;
}

static void push_list(lua_State *L, const json_t *list) {
    size_t count = json_array_size(list);
    lua_createtable(L, (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        sl_value_push(L, json_array_get(list, i));
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

static void push_object(lua_State *L, const json_t *object) {
    json_t *any = (json_t *)(uintptr_t)object;
    lua_createtable(L, 0, (int)json_object_size(object));
    for (void *at = json_object_iter(any); at != NULL; at = json_object_iter_next(any, at)) {
        lua_pushstring(L, json_object_iter_key(at));
        sl_value_push(L, json_object_iter_value(at));
        lua_rawset(L, -3);
    }
}

void sl_value_push(lua_State *L, const json_t *value) {
    luaL_checkstack(L, 8, "tables are nested too deep");
    if (json_is_object(value))
        push_object(L, value);
    else if (json_is_array(value))
        push_list(L, value);
    else if (json_is_string(value))
        lua_pushlstring(L, json_string_value(value), json_string_length(value));
    else if (json_is_integer(value))
        lua_pushinteger(L, json_integer_value(value));
    else if (json_is_real(value))
        lua_pushnumber(L, json_real_value(value));
    else
        lua_pushboolean(L, json_is_true(value));
}

static int refuse_change(lua_State *L) {
    return luaL_error(L, "%s can be read here, not changed", lua_tostring(L, lua_upvalueindex(1)));
}

static int length_behind(lua_State *L) {
    sl_value_behind(L, 1);
    lua_pushinteger(L, (lua_Integer)lua_rawlen(L, 1));
    return 1;
}

void sl_value_freeze(lua_State *L, const char *what) {
    luaL_checkstack(L, 8, "tables are nested too deep");
    int table = lua_gettop(L);
    for (lua_pushnil(L); lua_next(L, table);) {
        if (!lua_istable(L, -1)) {
            lua_pop(L, 1);
            continue;
        }
        sl_value_freeze(L, what);
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_rawset(L, table); /* an old key: the traversal may go on */
    }
    lua_newtable(L);
    lua_createtable(L, 0, 3);
    lua_pushvalue(L, table);
    lua_setfield(L, -2, "__index");
    lua_pushstring(L, what);
    lua_pushcclosure(L, refuse_change, 1);
    lua_setfield(L, -2, "__newindex");
    lua_pushcfunction(L, length_behind);
    lua_setfield(L, -2, "__len");
    lua_setmetatable(L, -2);
    lua_replace(L, table);
}

/* Only look-alikes of tables have a length of their own. */
void sl_value_behind(lua_State *L, int index) {
    if (!lua_istable(L, index) || luaL_getmetafield(L, index, "__len") == LUA_TNIL)
        return;
    lua_pop(L, 1);
    luaL_getmetafield(L, index, "__index");
    lua_replace(L, index);
}
