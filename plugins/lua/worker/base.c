#include "binding.h"
#include "language.h"
#include "lib_table.h"
#include "value.h"
#include "watch.h"
#include <string.h>

/* The place of the script's own code, which a message begins with. */
static int raise_here(lua_State *L, const char *what) {
    return luaL_error(L, "%s", what);
}

static int base_assert(lua_State *L) {
    if (lua_toboolean(L, 1))
        return lua_gettop(L);
    luaL_checkany(L, 1);
    if (lua_type(L, 2) != LUA_TSTRING)
        return raise_here(L, "an assertion doesn't hold");
    return raise_here(L, lua_tostring(L, 2));
}

static int base_error(lua_State *L) {
    if (lua_type(L, 1) != LUA_TSTRING)
        return raise_here(L, "error needs a text");
    lua_Integer level = luaL_optinteger(L, 2, 1);
    luaL_where(L, level > 0 && level < 100 ? (int)level : 0);
    lua_pushvalue(L, 1);
    lua_concat(L, 2);
    return lua_error(L);
}

static int next_in_list(lua_State *L) {
    lua_Integer place = luaL_checkinteger(L, 2) + 1;
    lua_pushinteger(L, place);
    return lua_geti(L, 1, place) == LUA_TNIL ? 1 : 2;
}

static int base_ipairs(lua_State *L) {
    luaL_checkany(L, 1);
    lua_pushcfunction(L, next_in_list);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    return 3;
}

/* Whole numbers, then texts, then false and true. */
static int rank_of_key(lua_State *L, int index) {
    if (lua_isinteger(L, index))
        return 0;
    if (lua_type(L, index) == LUA_TSTRING)
        return 1;
    if (lua_isboolean(L, index))
        return 2 + lua_toboolean(L, index);
    return luaL_error(L, "pairs can't order a key that is a %s", sl_language_type(L, index));
}

static int comes_before(lua_State *L) {
    int left = rank_of_key(L, 1), right = rank_of_key(L, 2);
    lua_pushboolean(L, left != right ? left < right : left < 2 && lua_compare(L, 1, 2, LUA_OPLT));
    return 1;
}

/* Upvalues: keys in order, how many were given, the table. */
static int next_in_order(lua_State *L) {
    lua_Integer place = lua_tointeger(L, lua_upvalueindex(2)) + 1;
    lua_pushinteger(L, place);
    lua_replace(L, lua_upvalueindex(2));
    lua_settop(L, 0);
    if (lua_rawgeti(L, lua_upvalueindex(1), place) == LUA_TNIL)
        return 1;
    lua_pushvalue(L, 1);
    lua_rawget(L, lua_upvalueindex(3));
    return 2;
}

static int base_pairs(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    sl_value_behind(L, 1);
    lua_newtable(L);
    lua_Integer count = 0;
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
        sl_watch_look(L);
        rank_of_key(L, 3);
        lua_pushvalue(L, 3);
        lua_rawseti(L, 2, ++count);
    }
    lua_pushcfunction(L, sl_table_sort);
    lua_pushvalue(L, 2);
    lua_pushcfunction(L, comes_before);
    lua_call(L, 2, 0);
    lua_pushinteger(L, 0);
    lua_pushvalue(L, 1);
    lua_pushcclosure(L, next_in_order, 3);
    return 1;
}

static int base_select(lua_State *L) {
    int count = lua_gettop(L);
    if (lua_type(L, 1) == LUA_TSTRING && strcmp(lua_tostring(L, 1), "#") == 0) {
        lua_pushinteger(L, count - 1);
        return 1;
    }
    lua_Integer from = luaL_checkinteger(L, 1);
    if (from < 0)
        from = count + from;
    luaL_argcheck(L, from >= 1, 1, "there are not so many values");
    return from >= count ? 0 : count - (int)from;
}

static int base_tonumber(lua_State *L) {
    luaL_checkany(L, 1);
    size_t length;
    const char *text = lua_type(L, 1) == LUA_TSTRING ? lua_tolstring(L, 1, &length) : NULL;
    if (lua_type(L, 1) == LUA_TNUMBER)
        lua_settop(L, 1);
    else if (text == NULL || lua_stringtonumber(L, text) != length + 1)
        lua_pushnil(L);
    return 1;
}

static int base_tostring(lua_State *L) {
    luaL_checkany(L, 1);
    sl_language_push_text(L, 1);
    return 1;
}

static int base_type(lua_State *L) {
    luaL_checkany(L, 1);
    lua_pushstring(L, sl_language_type(L, 1));
    return 1;
}

/* A library is run when it is first used; until then its place holds its function. */
static int base_use(lua_State *L) {
    const char *name = luaL_checkstring(L, 1);
    lua_rawgeti(L, LUA_REGISTRYINDEX, SL_SLOT_LIBRARIES);
    if (lua_getfield(L, -1, name) == LUA_TNIL)
        return luaL_error(L, "there is no library %s", name);
    if (!lua_isfunction(L, -1)) {
        if (lua_isboolean(L, -1))
            return luaL_error(L, "%s uses itself", name);
        lua_rawgeti(L, -1, 1);
        return 1;
    }
    lua_pushboolean(L, 0);
    lua_setfield(L, -3, name);
    lua_call(L, 0, 1);
    if (lua_isnil(L, -1))
        return luaL_error(L, "%s returns nothing", name);
    lua_createtable(L, 1, 0);
    lua_pushvalue(L, -2);
    lua_rawseti(L, -2, 1);
    lua_setfield(L, -3, name);
    return 1;
}

static const struct sl_binding bindings[] = {
    {"assert", base_assert, "assert(value, message) -> value",
     "The value; an error with the message when it is false or nil."},
    {"error", base_error, "error(message)",
     "Ends the rule for this record: its result is \"failed\" with the message."},
    {"ipairs", base_ipairs, "ipairs(list) -> place, value",
     "For a for loop: places 1, 2, 3 and on, up to the first that is nil."},
    {"pairs", base_pairs, "pairs(table) -> key, value",
     "For a for loop: whole numbers in order, then texts in the order of their bytes, then false "
     "and true. Keys of other kinds are an error."},
    {"select", base_select, "select(n, ...) -> the n-th value and those behind it",
     "select(\"#\", ...) says how many there are."},
    {"tonumber", base_tonumber, "tonumber(value) -> number or nil",
     "A number, also from a text that is one."},
    {"tostring", base_tostring, "tostring(value) -> string",
     "A text for a value; tables and things give their kind only."},
    {"type", base_type, "type(value) -> string",
     "\"number\", \"string\", \"boolean\", \"table\", \"function\", \"nil\", \"text\" or the name "
     "of a thing."},
    {"use", base_use, "use \"lib/name\" -> what the library returns",
     "Takes up a library; its version is pinned when the rule is published. The name is written "
     "out in quotes."},
};

const struct sl_noun sl_noun_base = {"base", SL_NOUN_BASE, "Names that stand on their own.",
                                     bindings, sizeof bindings / sizeof *bindings};
