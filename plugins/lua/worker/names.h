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
    int32_t number;
};

struct sl_names { /* start with {0}, end with sl_names_drop() */
    struct sl_name *names;
    size_t count;
    struct sl_name *slots; /* open addressing by pointer; bytes NULL: empty */
    size_t slot_count;
};

/* In a protected call. A name that is there already keeps its number. */
void sl_names_add(struct sl_names *names, lua_State *L, const char *name, int32_t number);
/* After the last add. */
void sl_names_settle(struct sl_names *names);
void sl_names_drop(struct sl_names *names);

/* Of the string at index; SL_NAME_NONE when it isn't one of them. */
int32_t sl_names_find(const struct sl_names *names, lua_State *L, int index);
