/*
 * lua/request.h - requests as they are laid into an input slot.
 */
#pragma once
#include "protocol.h"
#include "scoring/scorer.h"

struct sl_lua_request { /* start with {0}, end with sl_lua_request_drop() */
    struct sl_buffer bytes;
    uint32_t count; /* of parts */
};

void sl_lua_request_add(struct sl_lua_request *request, enum sl_lua_part_kind kind,
                        const char *name, struct sl_text text);
void sl_lua_request_rule(struct sl_lua_request *request, const struct sl_scorer_rule *rule);
/* The lists that slim bodies tell of. */
void sl_lua_request_remembered(struct sl_lua_request *request, const struct sl_scorer_rule *rule);
void sl_lua_request_drop(struct sl_lua_request *request);
/* Errors: SL_RULE when it is too large for a slot. */
enum sl_status sl_lua_request_check(const struct sl_lua_request *request, struct sl_error *err);

/* Lays as many cases into a slot as fit, at most SL_LUA_BATCH and at least none; returns how many
 * and sets the bytes used. */
size_t sl_lua_lay_cases(const struct sl_scorer_case *cases, size_t count, uint8_t *slot,
                        uint64_t *used);
