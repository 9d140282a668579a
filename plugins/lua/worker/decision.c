#include "decision.h"
#include "base/json.h"
#include "loaded.h"
#include "value.h"
#include "worker.h"
#include <lauxlib.h>
#include <string.h>

/* One of the lists in the decisions about the record; parsed when first asked for. */
static const json_t *decisions(struct sl_worker *w, const char *key) {
    struct sl_scored *scored = &w->scored;
    if (scored->decisions == NULL && scored->decisions_text.length > 0)
        sl_json_parse("decisions", scored->decisions_text.bytes, scored->decisions_text.length,
                      &scored->decisions, NULL);
    return json_object_get(scored->decisions, key);
}

static bool is_same(const json_t *object, const char *key, const char *text) {
    const char *value = json_string_value(json_object_get(object, key));
    return value != NULL && strcmp(value, text) == 0;
}

static bool is_flag(const json_t *flag, const char *wanted) {
    if (json_is_string(flag))
        return strcmp(json_string_value(flag), wanted) == 0;
    return is_same(flag, "outcome", "confirmed") &&
           (is_same(flag, "class", wanted) || is_same(flag, "question", wanted));
}

bool sl_decision_is_flag(struct sl_worker *w, const char *wanted) {
    const json_t *flags = decisions(w, "flags");
    for (size_t i = 0; i < json_array_size(flags); i++)
        if (is_flag(json_array_get(flags, i), wanted))
            return true;
    return false;
}

int sl_decision_flag(lua_State *L) {
    lua_pushboolean(L, sl_decision_is_flag(sl_worker_of(L), luaL_checkstring(L, 2)));
    return 1;
}

int sl_decision_waived(lua_State *L) {
    const char *clause = luaL_checkstring(L, 2);
    const json_t *waivers = decisions(sl_worker_of(L), "waivers");
    bool waived = false;
    for (size_t i = 0; i < json_array_size(waivers); i++) {
        const char *one = json_string_value(json_array_get(waivers, i));
        waived = waived || (one != NULL && strcmp(one, clause) == 0);
    }
    lua_pushboolean(L, waived);
    return 1;
}

int sl_decision_confirmed(lua_State *L) {
    const char *rule = luaL_checkstring(L, 2), *output = luaL_checkstring(L, 4);
    lua_Integer row = luaL_checkinteger(L, 3);
    const json_t *confirmed = decisions(sl_worker_of(L), "confirmed");
    for (size_t i = 0; i < json_array_size(confirmed); i++) {
        const json_t *one = json_array_get(confirmed, i);
        if (!is_same(one, "rule", rule) || !is_same(one, "output", output) ||
            sl_json_whole_or(one, "row", 0) != row)
            continue;
        const json_t *value = json_object_get(one, "value");
        if (json_is_integer(value))
            lua_pushinteger(L, json_integer_value(value));
        else if (json_is_boolean(value))
            lua_pushboolean(L, json_is_true(value));
        else
            lua_pushstring(L, json_string_value(value));
        return 1;
    }
    lua_pushnil(L);
    return 1;
}

/* Its day stands among its answers. */
int sl_decision_previous(lua_State *L) {
    struct sl_worker *w = sl_worker_of(L);
    if (!w->loaded->history)
        return luaL_error(L, "a rule that reads the record before declares history = true");
    const json_t *previous = decisions(w, "previous");
    if (previous == NULL) {
        lua_pushnil(L);
        return 1;
    }
    sl_value_push(L, json_object_get(previous, "answers"));
    lua_pushinteger(L, sl_json_whole_or(previous, "day", 0));
    lua_setfield(L, -2, "day");
    return 1;
}
