#include "names.h"
#include "base/memory.h"
#include "worker.h"
#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

static const struct sl_name *find_equal(const struct sl_names *names, const char *bytes,
                                        size_t length) {
    for (size_t i = 0; i < names->count; i++)
        if (names->names[i].length == length && memcmp(names->names[i].bytes, bytes, length) == 0)
            return &names->names[i];
    return NULL;
}

void sl_names_add(struct sl_names *names, lua_State *L, const char *name, int32_t number) {
    if (find_equal(names, name, strlen(name)) != NULL)
        return;
    lua_rawgeti(L, LUA_REGISTRYINDEX, SL_SLOT_NAMES);
    const char *bytes = lua_pushstring(L, name);
    lua_pushboolean(L, 1);
    lua_rawset(L, -3);
    lua_pop(L, 1);
    names->names = sl_resize(names->names, names->count + 1, sizeof *names->names);
    names->names[names->count++] = (struct sl_name){bytes, strlen(name), number};
}

static size_t place_of(const struct sl_names *names, const char *bytes) {
    return ((uintptr_t)bytes >> 4) * 0x9e3779b1u & (names->slot_count - 1);
}

void sl_names_settle(struct sl_names *names) {
    names->slot_count = 8;
    while (names->slot_count < names->count * 4)
        names->slot_count *= 2;
    free(names->slots);
    names->slots = sl_new(names->slot_count, sizeof *names->slots);
    for (size_t i = 0; i < names->count; i++) {
        size_t at = place_of(names, names->names[i].bytes);
        while (names->slots[at].bytes != NULL)
            at = (at + 1) & (names->slot_count - 1);
        names->slots[at] = names->names[i];
    }
}

void sl_names_drop(struct sl_names *names) {
    free(names->names);
    free(names->slots);
    *names = (struct sl_names){0};
}

int32_t sl_names_find(const struct sl_names *names, lua_State *L, int index) {
    size_t length;
    if (lua_type(L, index) != LUA_TSTRING || names->slot_count == 0)
        return SL_NAME_NONE;
    const char *bytes = lua_tolstring(L, index, &length);
    for (size_t at = place_of(names, bytes); names->slots[at].bytes != NULL;
         at = (at + 1) & (names->slot_count - 1))
        if (names->slots[at].bytes == bytes)
            return names->slots[at].number;
    if (length <= 40)
        return SL_NAME_NONE;
    const struct sl_name *equal = find_equal(names, bytes, length);
    return equal != NULL ? equal->number : SL_NAME_NONE;
}
