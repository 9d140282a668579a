#include "language.h"
#include "binding.h"
#include "value.h"
#include <string.h>

const struct sl_noun *const sl_nouns[] = {&sl_noun_base,  &sl_noun_facts, &sl_noun_text,
                                          &sl_noun_out,   &sl_noun_day,   &sl_noun_string,
                                          &sl_noun_table, &sl_noun_math,  &sl_noun_document};
const size_t sl_noun_count = SL_COUNT(sl_nouns);

/* What people reach for, and what there is in its place. */
const struct sl_lacking sl_lacking[] = {
    {"_G", ""},
    {"_VERSION", ""},
    {"arg", ""},
    {"bit32", "; the operators & | ~ << >> are"},
    {"collectgarbage", ""},
    {"coroutine", ""},
    {"debug", ""},
    {"dofile", "; use \"lib/name\" takes up a library"},
    {"getfenv", ""},
    {"getmetatable", ""},
    {"io", "; a rule reads nothing but its record"},
    {"load", ""},
    {"loadfile", "; use \"lib/name\" takes up a library"},
    {"loadstring", ""},
    {"module", "; a library returns a table"},
    {"newproxy", ""},
    {"next", "; pairs goes through a table in order"},
    {"os", "; f:day() is the day of the record"},
    {"package", "; use \"lib/name\" takes up a library"},
    {"pcall", ""},
    {"print", "; reasons are given by out:reason"},
    {"rawequal", ""},
    {"rawget", ""},
    {"rawlen", ""},
    {"rawset", ""},
    {"require", "; use \"lib/name\" takes up a library"},
    {"setfenv", ""},
    {"setmetatable", ""},
    {"unpack", "; table.unpack is"},
    {"utf8", "; texts have methods that know characters"},
    {"warn", ""},
    {"xpcall", ""},
    {"string.dump", ""},
    {"string.gmatch", "; text:matches(expression) is"},
    {"string.gsub", ""},
    {"string.match", "; text:matches(expression) is"},
    {"string.pack", ""},
    {"string.packsize", ""},
    {"string.split", ""},
    {"string.trim", ""},
    {"string.unpack", ""},
    {"table.clear", ""},
    {"table.foreach", "; a for loop with pairs is"},
    {"table.foreachi", "; a for loop with ipairs is"},
    {"table.getn", "; #list is its length"},
    {"table.maxn", "; #list is its length"},
    {"table.move", ""},
    {"table.pack", "; { ... } makes a table"},
    {"math.acos", ""},
    {"math.asin", ""},
    {"math.atan", ""},
    {"math.atan2", ""},
    {"math.cos", ""},
    {"math.cosh", ""},
    {"math.deg", ""},
    {"math.exp", ""},
    {"math.frexp", ""},
    {"math.huge", "; math.maxinteger is"},
    {"math.ldexp", ""},
    {"math.log", ""},
    {"math.log10", ""},
    {"math.mod", "; % is"},
    {"math.modf", "; math.floor is"},
    {"math.pi", ""},
    {"math.pow", "; ^ is, with whole exponents"},
    {"math.rad", ""},
    {"math.random", "; a rule gives the same result every time"},
    {"math.randomseed", "; a rule gives the same result every time"},
    {"math.round", "; (2 * a + b) // (2 * b) rounds a / b"},
    {"math.sin", ""},
    {"math.sinh", ""},
    {"math.sqrt", ""},
    {"math.tan", ""},
    {"math.tanh", ""},
};
const size_t sl_lacking_count = SL_COUNT(sl_lacking);

static int raise_lacking(lua_State *L, const struct sl_noun *noun, const char *name) {
    bool base = noun->kind == SL_NOUN_BASE;
    lua_pushfstring(L, "%s%s%s", base ? "" : noun->name, base ? "" : ".", name);
    const char *whole = lua_tostring(L, -1);
    for (size_t i = 0; i < sl_lacking_count; i++)
        if (strcmp(sl_lacking[i].name, whole) == 0)
            return luaL_error(L, "%s isn't available in rules%s", whole, sl_lacking[i].instead);
    if (base)
        return luaL_error(L, "there is no name %s here", whole);
    return luaL_error(L, "there is no %s in rules", whole);
}

/* __index of a noun's functions, for names that aren't laid into the state; upvalue: the noun. */
static int find_function(lua_State *L) {
    const struct sl_noun *noun = lua_touserdata(L, lua_upvalueindex(1));
    if (lua_type(L, 2) != LUA_TSTRING)
        return luaL_error(L, "%s has names, not numbers", noun->name);
    const char *name = lua_tostring(L, 2);
    for (size_t i = 0; i < noun->count; i++) {
        if (noun->bindings[i].function == NULL || strcmp(noun->bindings[i].name, name) != 0)
            continue;
        lua_pushcfunction(L, noun->bindings[i].function);
        return 1;
    }
    if (noun->kind == SL_NOUN_THING)
        return luaL_error(L, "%s has no %s", noun->name, name);
    return raise_lacking(L, noun, name);
}

static int refuse_name(lua_State *L) {
    return luaL_error(L, "%s isn't declared; write local %s", luaL_tolstring(L, 2, NULL),
                      lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "name");
}

static int refuse_change(lua_State *L) {
    return luaL_error(L, "%s can't be changed", lua_tostring(L, lua_upvalueindex(1)));
}

static void set_refusal(lua_State *L, lua_CFunction refuse, const char *name) {
    lua_pushstring(L, name);
    lua_pushcclosure(L, refuse, 1);
    lua_setfield(L, -2, "__newindex");
}

static void push_functions(lua_State *L, const struct sl_noun *noun, const json_t *named) {
    lua_newtable(L);
    for (size_t i = 0; i < noun->count; i++) {
        const struct sl_binding *binding = &noun->bindings[i];
        if (binding->function == NULL || json_object_get(named, binding->name) == NULL)
            continue;
        lua_pushcfunction(L, binding->function);
        lua_setfield(L, -2, binding->name);
    }
    lua_createtable(L, 0, 1);
    lua_pushlightuserdata(L, (void *)(uintptr_t)noun);
    lua_pushcclosure(L, find_function, 1);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
}

void sl_noun_push_metatable(lua_State *L, const struct sl_noun *noun, const json_t *named) {
    lua_createtable(L, 0, 3);
    push_functions(L, noun, named);
    lua_setfield(L, -2, "__index");
    set_refusal(L, refuse_change, noun->name);
    lua_pushstring(L, noun->name);
    lua_setfield(L, -2, "__name");
}

/* Puts an empty table that shows what is in the one on top in its place. */
static void hide_behind(lua_State *L, lua_CFunction refuse, const char *name) {
    lua_newtable(L);
    lua_createtable(L, 0, 2);
    lua_rotate(L, -3, -1);
    lua_setfield(L, -2, "__index");
    set_refusal(L, refuse, name);
    lua_setmetatable(L, -2);
}

static void add_math_constants(lua_State *L) {
    lua_pushinteger(L, LUA_MAXINTEGER);
    lua_setfield(L, -2, "maxinteger");
    lua_pushinteger(L, LUA_MININTEGER);
    lua_setfield(L, -2, "mininteger");
}

static void add_libraries(lua_State *L, const json_t *named) {
    for (size_t i = 0; i < sl_noun_count; i++) {
        const struct sl_noun *noun = sl_nouns[i];
        if (noun->kind != SL_NOUN_LIBRARY && noun != &sl_noun_text)
            continue;
        push_functions(L, noun, named);
        if (noun == &sl_noun_math)
            add_math_constants(L);
        hide_behind(L, refuse_change, noun->name);
        lua_setfield(L, -2, noun->name);
    }
}

/* Methods of all Lua strings, and of all texts, which are light userdata. */
static void open_texts(lua_State *L, const json_t *named) {
    lua_pushliteral(L, "");
    lua_createtable(L, 0, 1);
    push_functions(L, &sl_noun_string, named);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
    lua_pushlightuserdata(L, NULL);
    sl_noun_push_metatable(L, &sl_noun_text, named);
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
}

void sl_language_open(lua_State *L, const json_t *named) {
    push_functions(L, &sl_noun_base, named);
    add_libraries(L, named);
    hide_behind(L, refuse_name, "");
    lua_rawseti(L, LUA_REGISTRYINDEX, SL_SLOT_ENVIRONMENT);
    lua_newtable(L);
    lua_rawseti(L, LUA_REGISTRYINDEX, SL_SLOT_LIBRARIES);
    lua_newtable(L);
    lua_rawseti(L, LUA_REGISTRYINDEX, SL_SLOT_NAMES);
    open_texts(L, named);
}

void sl_language_compile(lua_State *L, struct sl_text source, const char *chunk) {
    if (luaL_loadbufferx(L, source.bytes, source.length, chunk, "t") != LUA_OK)
        lua_error(L);
    lua_rawgeti(L, LUA_REGISTRYINDEX, SL_SLOT_ENVIRONMENT);
    lua_setupvalue(L, -2, 1);
}

void sl_language_keep_library(lua_State *L, const char *name, struct sl_text source) {
    lua_rawgeti(L, LUA_REGISTRYINDEX, SL_SLOT_LIBRARIES);
    lua_pushfstring(L, "=%s", name);
    sl_language_compile(L, source, lua_tostring(L, -1));
    lua_setfield(L, -3, name);
    lua_pop(L, 2);
}

const char *sl_language_type(lua_State *L, int index) {
    int type = lua_type(L, index);
    if (type == LUA_TLIGHTUSERDATA)
        return "text";
    if (type != LUA_TUSERDATA)
        return lua_typename(L, type);
    const char *name = "thing";
    if (luaL_getmetafield(L, index, "__name") == LUA_TSTRING) {
        name = lua_tostring(L, -1);
        lua_pop(L, 1);
    }
    return name;
}

void sl_language_push_text(lua_State *L, int index) {
    switch (lua_type(L, index)) {
    case LUA_TSTRING:
        lua_pushvalue(L, index);
        break;
    case LUA_TNUMBER:
        lua_pushvalue(L, index);
        lua_tostring(L, -1);
        break;
    case LUA_TBOOLEAN:
        lua_pushstring(L, lua_toboolean(L, index) ? "true" : "false");
        break;
    default:
        lua_pushstring(L, sl_language_type(L, index));
    }
}
