#include "bounds.h"
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *variable;
    int least;
} limits[SL_LUA_LIMITS] = {
    [SL_LUA_CPU_MS] = {"SIGHTLINE_RULE_CPU_MS", 10},
    [SL_LUA_HEAP_MIB] = {"SIGHTLINE_RULE_HEAP_MIB", 1},
    [SL_LUA_ADDRESS_MIB] = {"SIGHTLINE_RULE_ADDRESS_MIB", 208},
    [SL_LUA_SOURCE_BYTES] = {"SIGHTLINE_RULE_SOURCE_BYTES", 256},
    [SL_LUA_RESULT_BYTES] = {"SIGHTLINE_RULE_RESULT_BYTES", 256},
    [SL_LUA_TEXT_BYTES] = {"SIGHTLINE_RULE_TEXT_BYTES", 16},
    [SL_LUA_STILL_MS] = {"SIGHTLINE_RULE_STILL_MS", 100},
    [SL_LUA_BATCH_MS] = {"SIGHTLINE_RULE_BATCH_MS", 500},
    [SL_LUA_STOPPED] = {"SIGHTLINE_RULE_STOPPED", 1},
};

const struct sl_lua_limits sl_lua_limits_most = {{
    [SL_LUA_CPU_MS] = 250,
    [SL_LUA_HEAP_MIB] = 16,
    [SL_LUA_ADDRESS_MIB] = 256,
    [SL_LUA_SOURCE_BYTES] = 64 << 10,
    [SL_LUA_RESULT_BYTES] = 64 << 10,
    [SL_LUA_TEXT_BYTES] = 4096,
    [SL_LUA_STILL_MS] = 2000,
    [SL_LUA_BATCH_MS] = 30000,
    [SL_LUA_STOPPED] = 20,
}};

static bool read_limit(const char *word, enum sl_lua_limit which, int *out) {
    size_t digits = strspn(word, "0123456789");
    long number = digits > 0 && digits < 9 && word[digits] == '\0' ? strtol(word, NULL, 10) : -1;
    if (number < limits[which].least || number > sl_lua_limits_most.number[which])
        return false;
    *out = (int)number;
    return true;
}

enum sl_status sl_lua_limits_read(struct sl_lua_limits *out, struct sl_error *err) {
    struct sl_lua_limits read = sl_lua_limits_most;
    for (enum sl_lua_limit i = 0; i < SL_LUA_LIMITS; i++) {
        const char *word = getenv(limits[i].variable);
        if (word != NULL && !read_limit(word, i, &read.number[i]))
            return sl_fail(err, SL_RULE, "", "%s is \"%.40s\"; it can be %d to %d.",
                           limits[i].variable, word, limits[i].least, sl_lua_limits_most.number[i]);
    }
    *out = read;
    return SL_OK;
}

bool sl_lua_limits_take(int count, char *const *words, struct sl_lua_limits *out) {
    struct sl_lua_limits taken = sl_lua_limits_most;
    if (count != SL_LUA_WORKER_LIMITS)
        return false;
    for (int i = 0; i < count; i++)
        if (!read_limit(words[i], (enum sl_lua_limit)i, &taken.number[i]))
            return false;
    *out = taken;
    return true;
}
