#include "binding.h"
#include <math.h>

static int math_abs(lua_State *L) {
    if (lua_isinteger(L, 1)) {
        lua_Unsigned size = (lua_Unsigned)lua_tointeger(L, 1);
        lua_pushinteger(L, (lua_Integer)(lua_tointeger(L, 1) < 0 ? 0u - size : size));
    } else {
        lua_pushnumber(L, fabs(luaL_checknumber(L, 1)));
    }
    return 1;
}

/* A whole number where it fits one. */
static int push_whole(lua_State *L, lua_Number number) {
    lua_Integer whole;
    if (lua_numbertointeger(number, &whole))
        lua_pushinteger(L, whole);
    else
        lua_pushnumber(L, number);
    return 1;
}

static int math_ceil(lua_State *L) {
    if (!lua_isinteger(L, 1))
        return push_whole(L, ceil(luaL_checknumber(L, 1)));
    lua_settop(L, 1);
    return 1;
}

static int math_floor(lua_State *L) {
    if (!lua_isinteger(L, 1))
        return push_whole(L, floor(luaL_checknumber(L, 1)));
    lua_settop(L, 1);
    return 1;
}

static int math_fmod(lua_State *L) {
    if (!lua_isinteger(L, 1) || !lua_isinteger(L, 2)) {
        lua_pushnumber(L, fmod(luaL_checknumber(L, 1), luaL_checknumber(L, 2)));
        return 1;
    }
    lua_Integer by = lua_tointeger(L, 2);
    luaL_argcheck(L, by != 0, 2, "a number can't be divided by 0");
    lua_pushinteger(L, by == -1 ? 0 : lua_tointeger(L, 1) % by);
    return 1;
}

static int math_max(lua_State *L) {
    int count = lua_gettop(L), best = 1;
    luaL_checknumber(L, 1);
    for (int i = 2; i <= count; i++) {
        luaL_checknumber(L, i);
        if (lua_compare(L, best, i, LUA_OPLT))
            best = i;
    }
    lua_pushvalue(L, best);
    return 1;
}

static int math_min(lua_State *L) {
    int count = lua_gettop(L), best = 1;
    luaL_checknumber(L, 1);
    for (int i = 2; i <= count; i++) {
        luaL_checknumber(L, i);
        if (lua_compare(L, i, best, LUA_OPLT))
            best = i;
    }
    lua_pushvalue(L, best);
    return 1;
}

static int math_tointeger(lua_State *L) {
    int whole;
    lua_Integer number = lua_tointegerx(L, 1, &whole);
    if (whole && lua_type(L, 1) == LUA_TNUMBER)
        lua_pushinteger(L, number);
    else
        lua_pushnil(L);
    return 1;
}

static int math_type(lua_State *L) {
    luaL_checkany(L, 1);
    if (lua_type(L, 1) != LUA_TNUMBER)
        lua_pushnil(L);
    else
        lua_pushstring(L, lua_isinteger(L, 1) ? "integer" : "float");
    return 1;
}

static int math_ult(lua_State *L) {
    lua_Unsigned left = (lua_Unsigned)luaL_checkinteger(L, 1);
    lua_pushboolean(L, left < (lua_Unsigned)luaL_checkinteger(L, 2));
    return 1;
}

static const struct sl_binding bindings[] = {
    {"abs", math_abs, "math.abs(x) -> number", "The size of a number, without its sign."},
    {"ceil", math_ceil, "math.ceil(x) -> integer", "The next whole number, upwards."},
    {"floor", math_floor, "math.floor(x) -> integer", "The next whole number, downwards."},
    {"fmod", math_fmod, "math.fmod(x, y) -> number",
     "What is left of x divided by y, with the sign of x."},
    {"max", math_max, "math.max(x, ...) -> number", "The largest."},
    {"min", math_min, "math.min(x, ...) -> number", "The smallest."},
    {"tointeger", math_tointeger, "math.tointeger(x) -> integer or nil",
     "The same number as a whole one; nil when it isn't."},
    {"type", math_type, "math.type(x) -> string or nil", "\"integer\", \"float\" or nil."},
    {"ult", math_ult, "math.ult(m, n) -> boolean", "Is m below n, both read without a sign?"},
    {"maxinteger", NULL, "math.maxinteger", "The largest whole number."},
    {"mininteger", NULL, "math.mininteger", "The smallest whole number."},
};

const struct sl_noun sl_noun_math = {
    "math", SL_NOUN_LIBRARY,
    "Arithmetic that is exact everywhere. Roots, logarithms and angles are left out: libraries "
    "disagree about their last digit. / gives a number that may not be whole, // divides down to a "
    "whole one; ^ takes whole exponents.",
    bindings, sizeof bindings / sizeof *bindings};
