#include "names.h"
#include "base/memory.h"
#include "worker.h"
#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

/* Lua keeps longer strings apart even when they are equal. */
enum { SHORT_MOST = 40 };

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
    const void *string = lua_topointer(L, -1);
    lua_pushboolean(L, 1);
    lua_rawset(L, -3);
    lua_pop(L, 1);
    names->names = sl_resize(names->names, names->count + 1, sizeof *names->names);
    names->names[names->count++] = (struct sl_name){bytes, strlen(name), string, number};
}

void sl_names_settle(struct sl_names *names) {
    size_t slots = 8;
    while (slots < names->count * 4)
        slots *= 2;
    free(names->slots);
    names->slots = sl_new(slots, sizeof *names->slots);
    names->slot_mask = slots - 1;
    for (size_t i = 0; i < names->count; i++) {
        size_t at = sl_name_place(names, names->names[i].string);
        while (names->slots[at].string != NULL)
            at = (at + 1) & names->slot_mask;
        names->slots[at] = names->names[i];
    }
}

void sl_names_drop(struct sl_names *names) {
    free(names->names);
    free(names->slots);
    *names = (struct sl_names){0};
}

int32_t sl_names_find_long(const struct sl_names *names, lua_State *L, int index) {
    size_t length;
    if (lua_type(L, index) != LUA_TSTRING)
        return SL_NAME_NONE;
    const char *bytes = lua_tolstring(L, index, &length);
    const struct sl_name *equal = length > SHORT_MOST ? find_equal(names, bytes, length) : NULL;
    return equal != NULL ? equal->number : SL_NAME_NONE;
}
