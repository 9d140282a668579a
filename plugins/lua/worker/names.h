/*
 * worker/names.h - from a name in a script to a number, fast: the names a rule declares are kept
 * as Lua strings in the image, where equal short strings are one object, so most look-ups compare
 * one pointer.
 */
#pragma once
#include <lua.h>
#include <stddef.h>
#include <stdint.h>

enum { SL_NAME_NONE = INT32_MIN };

struct sl_name {
    const char *bytes; /* of a Lua string kept in SL_SLOT_NAMES */
    size_t length;
    const void *string; /* the Lua string itself */
    int32_t number;
};

struct sl_names { /* start with {0}, settle before the first find, end with sl_names_drop() */
    struct sl_name *names;
    size_t count;
    struct sl_name *slots; /* open addressing by string; NULL: empty */
    size_t slot_mask;
};

/* In a protected call. A name that is there already keeps its number. */
void sl_names_add(struct sl_names *names, lua_State *L, const char *name, int32_t number);
/* After the last add. */
void sl_names_settle(struct sl_names *names);
void sl_names_drop(struct sl_names *names);

/* Of a string too long for Lua to keep once; SL_NAME_NONE when it isn't one of them. */
int32_t sl_names_find_long(const struct sl_names *names, lua_State *L, int index);

static inline size_t sl_name_place(const struct sl_names *names, const void *string) {
    return ((uintptr_t)string >> 4) * 0x9e3779b1u >> 12 & names->slot_mask;
}

/* Of the string at index; SL_NAME_NONE when it isn't one of them. */
static inline int32_t sl_names_find(const struct sl_names *names, lua_State *L, int index) {
    const void *string = lua_topointer(L, index);
    for (size_t at = sl_name_place(names, string); names->slots[at].string != NULL;
         at = (at + 1) & names->slot_mask)
        if (names->slots[at].string == string)
            return names->slots[at].number;
    return sl_names_find_long(names, L, index);
}
