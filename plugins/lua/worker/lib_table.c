#include "lib_table.h"
#include "binding.h"
#include "watch.h"
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { UNPACK_MOST = 200, CONCAT_MOST = 1 << 20 };

struct sort {
    lua_State *L; /* 1: the list, 2: before or nil, 3: a copy of the list */
    uint32_t *order, *spare;
};

lua_Integer sl_table_length(lua_State *L, int index) {
    lua_Integer count = luaL_len(L, index);
    luaL_argcheck(L, count >= 0 && count <= SL_LIST_MOST, index, "the list is too long");
    return count;
}

static int stands_before(const struct sort *s, uint32_t left, uint32_t right) {
    lua_State *L = s->L;
    sl_watch_look(L);
    if (lua_isnil(L, 2)) {
        lua_rawgeti(L, 3, left);
        lua_rawgeti(L, 3, right);
        int before = lua_compare(L, -2, -1, LUA_OPLT);
        lua_pop(L, 2);
        return before;
    }
    lua_pushvalue(L, 2);
    lua_rawgeti(L, 3, left);
    lua_rawgeti(L, 3, right);
    lua_call(L, 2, 1);
    int before = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return before;
}

static void merge(const struct sort *s, size_t from, size_t middle, size_t to) {
    size_t left = from, right = middle;
    memcpy(s->spare + from, s->order + from, (to - from) * sizeof *s->order);
    for (size_t at = from; at < to; at++) {
        bool take_right =
            left == middle || (right < to && stands_before(s, s->spare[right], s->spare[left]));
        s->order[at] = take_right ? s->spare[right++] : s->spare[left++];
    }
}

static void sort_part(const struct sort *s, size_t from, size_t to) {
    if (to - from < 2)
        return;
    size_t middle = from + (to - from) / 2;
    sort_part(s, from, middle);
    sort_part(s, middle, to);
    merge(s, from, middle, to);
}

int sl_table_sort(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 2);
    if (!lua_isnil(L, 2))
        luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_Integer count = sl_table_length(L, 1);
    luaL_argcheck(L, count <= SL_SORT_MOST, 1, "the list is too long to sort");
    lua_createtable(L, (int)count, 0);
    struct sort s = {L, NULL, NULL};
    s.order = lua_newuserdatauv(L, (size_t)count * 2 * sizeof *s.order, 0);
    s.spare = s.order + count;
    for (lua_Integer i = 1; i <= count; i++) {
        lua_geti(L, 1, i);
        lua_rawseti(L, 3, i);
        s.order[i - 1] = (uint32_t)i;
    }
    sort_part(&s, 0, (size_t)count);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, 3, s.order[i - 1]);
        lua_seti(L, 1, i);
    }
    return 0;
}

static int table_insert(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_Integer end = sl_table_length(L, 1) + 1;
    int count = lua_gettop(L);
    luaL_argcheck(L, count == 2 || count == 3, 2, "a value, or a place and a value, is needed");
    if (count == 2) {
        lua_seti(L, 1, end);
        return 0;
    }
    lua_Integer at = luaL_checkinteger(L, 2);
    luaL_argcheck(L, at >= 1 && at <= end, 2, "the place isn't in the list");
    for (lua_Integer i = end; i > at; i--) {
        lua_geti(L, 1, i - 1);
        lua_seti(L, 1, i);
    }
    lua_seti(L, 1, at);
    return 0;
}

static int table_remove(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_Integer end = sl_table_length(L, 1), at = luaL_optinteger(L, 2, end);
    if (end == 0 && at == 0)
        return 0;
    luaL_argcheck(L, at >= 1 && at <= end, 2, "the place isn't in the list");
    lua_geti(L, 1, at);
    for (lua_Integer i = at; i < end; i++) {
        lua_geti(L, 1, i + 1);
        lua_seti(L, 1, i);
    }
    lua_pushnil(L);
    lua_seti(L, 1, end);
    return 1;
}

/* Which entries are meant: from index 3, to index 4 or the end. How many they are at most is
 * checked, so that counting from one to the other can't go past the last whole number. */
struct range {
    lua_Integer from;
    lua_Unsigned count;
};

static struct range range_at(lua_State *L, int from_index, lua_Unsigned most, const char *what) {
    lua_Integer from = luaL_optinteger(L, from_index, 1);
    lua_Integer to = lua_isnoneornil(L, from_index + 1) ? sl_table_length(L, 1)
                                                        : luaL_checkinteger(L, from_index + 1);
    if (from > to)
        return (struct range){from, 0};
    lua_Unsigned between = (lua_Unsigned)to - (lua_Unsigned)from;
    if (between >= most)
        luaL_error(L, "at most %d %s", (int)most, what);
    return (struct range){from, between + 1};
}

static void push_entry(lua_State *L, const struct range *range, lua_Unsigned place) {
    lua_geti(L, 1, (lua_Integer)((lua_Unsigned)range->from + place));
}

static size_t joined_length(lua_State *L, size_t gap, const struct range *range) {
    size_t length = 0;
    for (lua_Unsigned i = 0; i < range->count; i++) {
        push_entry(L, range, i);
        int type = lua_type(L, -1);
        if (type != LUA_TSTRING && type != LUA_TNUMBER)
            luaL_error(L, "only texts and numbers can be joined, and entry %I is neither",
                       (LUAI_UACINT)((lua_Unsigned)range->from + i));
        size_t one;
        lua_tolstring(L, -1, &one);
        length += one + (i + 1 < range->count ? gap : 0);
        lua_pop(L, 1);
        if (length > CONCAT_MOST)
            luaL_error(L, "the joined text is longer than %d bytes", CONCAT_MOST);
    }
    return length;
}

static int table_concat(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    size_t gap_length, one;
    const char *gap = luaL_optlstring(L, 2, "", &gap_length);
    lua_settop(L, 4);
    struct range range = range_at(L, 3, SL_LIST_MOST, "entries can be joined");
    size_t length = joined_length(L, gap_length, &range);
    char *joined = lua_newuserdatauv(L, length + 1, 0), *at = joined;
    for (lua_Unsigned i = 0; i < range.count; i++) {
        push_entry(L, &range, i);
        const char *bytes = lua_tolstring(L, -1, &one);
        memcpy(at, bytes, one);
        at += one;
        lua_pop(L, 1);
        if (i + 1 < range.count) {
            memcpy(at, gap, gap_length);
            at += gap_length;
        }
    }
    lua_pushlstring(L, joined, length);
    return 1;
}

static int table_unpack(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 3);
    struct range range = range_at(L, 2, UNPACK_MOST, "values can be unpacked");
    luaL_checkstack(L, UNPACK_MOST, "there are too many values");
    for (lua_Unsigned i = 0; i < range.count; i++)
        push_entry(L, &range, i);
    return (int)range.count;
}

static const struct sl_binding bindings[] = {
    {"concat", table_concat, "table.concat(list, gap) -> string",
     "The texts and numbers of a list in one, with gap between them."},
    {"insert", table_insert, "table.insert(list, [place,] value)",
     "Puts a value at the end, or at a place and moves the rest up."},
    {"remove", table_remove, "table.remove(list, place) -> value",
     "Takes the last value out, or the one at a place, and gives it back."},
    {"sort", sl_table_sort, "table.sort(list, before)",
     "Sorts a list in place; before(a, b) says whether a comes first. Equal things keep their "
     "order."},
    {"unpack", table_unpack, "table.unpack(list) -> values",
     "The values of a list one beside the other, at most 200."},
};

const struct sl_noun sl_noun_table = {"table", SL_NOUN_LIBRARY, "Lists.", bindings,
                                      sizeof bindings / sizeof *bindings};
