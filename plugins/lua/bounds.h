/*
 * lua/bounds.h - the limits a rule runs under. Each can be made smaller by the environment of the
 * program that starts the workers, never larger:
 *   SIGHTLINE_RULE_CPU_MS         250      CPU time of one record, in steps of 10
 *   SIGHTLINE_RULE_HEAP_MIB       16       memory of the script
 *   SIGHTLINE_RULE_ADDRESS_MIB    256      address space of the worker
 *   SIGHTLINE_RULE_SOURCE_BYTES   65536    one script
 *   SIGHTLINE_RULE_RESULT_BYTES   65536    one result
 *   SIGHTLINE_RULE_TEXT_BYTES     4096     one text in a result
 *   SIGHTLINE_RULE_STILL_MS       2000     without progress
 *   SIGHTLINE_RULE_BATCH_MS       30000    one batch
 *   SIGHTLINE_RULE_STOPPED        20       records stopped by limits before a run ends
 */
#pragma once
#include "base/error.h"

enum sl_lua_limit {
    SL_LUA_CPU_MS,
    SL_LUA_HEAP_MIB,
    SL_LUA_ADDRESS_MIB,
    SL_LUA_SOURCE_BYTES,
    SL_LUA_RESULT_BYTES,
    SL_LUA_TEXT_BYTES,
    SL_LUA_WORKER_LIMITS, /* the worker is told those above */
    SL_LUA_STILL_MS = SL_LUA_WORKER_LIMITS,
    SL_LUA_BATCH_MS,
    SL_LUA_STOPPED,
    SL_LUA_LIMITS
};

struct sl_lua_limits {
    int number[SL_LUA_LIMITS];
};

extern const struct sl_lua_limits sl_lua_limits_most;

/* As the environment says. Errors: SL_RULE naming a variable that isn't a number in its range. */
enum sl_status sl_lua_limits_read(struct sl_lua_limits *out, struct sl_error *err);
/* For the worker, whose limits are written out to it in order. False when they are not such. */
bool sl_lua_limits_take(int count, char *const *words, struct sl_lua_limits *out);
