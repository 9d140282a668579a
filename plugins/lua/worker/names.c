#include "names.h"
#include "base/memory.h"
#include "worker.h"
#include <stdlib.h>
#include <string.h>

void sl_names_add(struct sl_names *names, const char *name, int32_t number) {
    if (names->all == NULL)
        names->all = json_object();
    if (json_object_get(names->all, name) == NULL)
        json_object_set_new(names->all, name, json_integer(number));
}

/* Pushes the string and keeps it from being collected. */
static const void *keep_string(lua_State *L, const char *name) {
    lua_rawgeti(L, LUA_REGISTRYINDEX, SL_SLOT_NAMES);
    lua_pushstring(L, name);
    const void *string = lua_topointer(L, -1);
    lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
    lua_pop(L, 1);
    return string;
}

void sl_names_settle(struct sl_names *names, lua_State *L, const json_t *written) {
    size_t places = 8, count = 0;
    for (void *at = json_object_iter(names->all); at != NULL;
         at = json_object_iter_next(names->all, at))
        count += json_object_get(written, json_object_iter_key(at)) != NULL;
    while (places < count * 2)
        places *= 2;
    names->places = sl_new(places, sizeof *names->places);
    names->mask = places - 1;
    for (void *at = json_object_iter(names->all); at != NULL;
         at = json_object_iter_next(names->all, at)) {
        const char *name = json_object_iter_key(at);
        if (json_object_get(written, name) == NULL)
            continue;
        const void *string = keep_string(L, name);
        size_t place = sl_name_place(names, string);
        while (names->places[place].string != NULL)
            place = (place + 1) & names->mask;
        json_int_t number = json_integer_value(json_object_iter_value(at));
        names->places[place] = (struct sl_name){string, (int32_t)number};
    }
}

void sl_names_drop(struct sl_names *names) {
    json_decref(names->all);
    free(names->places);
    *names = (struct sl_names){0};
}

int32_t sl_names_find_slowly(const struct sl_names *names, lua_State *L, int index) {
    if (lua_type(L, index) != LUA_TSTRING)
        return SL_NAME_NONE;
    size_t length;
    const char *name = lua_tolstring(L, index, &length);
    const json_t *number = strlen(name) == length ? json_object_get(names->all, name) : NULL;
    return number != NULL ? (int32_t)json_integer_value(number) : SL_NAME_NONE;
}
