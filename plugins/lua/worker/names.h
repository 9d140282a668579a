/*
 * worker/names.h - from a name in a script to a number, fast: Lua keeps equal short strings once,
 * so a name that stands in the script as it is written is known by its address. Others, put
 * together while the script runs, are looked up by their letters.
 */
#pragma once
#include <jansson.h>
#include <lua.h>
#include <stddef.h>
#include <stdint.h>

enum { SL_NAME_NONE = INT32_MIN };

struct sl_name {
    const void *string; /* the Lua string, kept in SL_SLOT_NAMES; NULL: a free place */
    int32_t number;
};

struct sl_names { /* start with {0}, settle before the first find, end with sl_names_drop() */
    json_t *all;  /* name -> number */
    struct sl_name *places; /* open addressing by string */
    size_t mask;
};

/* A name that is there already keeps its number. */
void sl_names_add(struct sl_names *names, const char *name, int32_t number);
/* After the last add, in a protected call. written: a set of the strings that stand in the script.
 */
void sl_names_settle(struct sl_names *names, lua_State *L, const json_t *written);
void sl_names_drop(struct sl_names *names);

/* By the letters of the string at index; SL_NAME_NONE when it isn't one of them, or no string. */
int32_t sl_names_find_slowly(const struct sl_names *names, lua_State *L, int index);

static inline size_t sl_name_place(const struct sl_names *names, const void *string) {
    return ((uintptr_t)string >> 4) * 0x9e3779b1u >> 12 & names->mask;
}

/* Of the string at index; SL_NAME_NONE when it isn't one of them. */
static inline int32_t sl_names_find(const struct sl_names *names, lua_State *L, int index) {
    const void *string = lua_topointer(L, index);
    for (size_t at = sl_name_place(names, string); names->places[at].string != NULL;
         at = (at + 1) & names->mask)
        if (names->places[at].string == string)
            return names->places[at].number;
    return sl_names_find_slowly(names, L, index);
}
