/*
 * worker/bundle.h - the parts of a request about a rule or a report, as they lie in an input slot.
 */
#pragma once
#include "../protocol.h"
#include "base/text.h"

struct sl_part {
    enum sl_lua_part_kind kind;
    const char *name; /* NUL-terminated */
    struct sl_text text;
};

struct sl_bundle {
    size_t count;
    struct sl_part part[SL_LUA_PARTS_MOST];
};

/* Borrows the slot. False when the parts don't fit in it. */
bool sl_bundle_read(const uint8_t *slot, uint64_t length, uint32_t count, struct sl_bundle *out);
/* NULL when there is none of that kind. */
const struct sl_part *sl_bundle_first(const struct sl_bundle *parts, enum sl_lua_part_kind kind);
const struct sl_part *sl_bundle_find(const struct sl_bundle *parts, enum sl_lua_part_kind kind,
                                     const char *name);
