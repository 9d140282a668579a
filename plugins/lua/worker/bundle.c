#include "bundle.h"
#include <string.h>

bool sl_bundle_read(const uint8_t *slot, uint64_t length, uint32_t count, struct sl_bundle *out) {
    if (length > SL_LUA_INPUT_SLOT || count > SL_LUA_PARTS_MOST)
        return false;
    size_t at = 0;
    for (uint32_t i = 0; i < count; i++) {
        struct sl_lua_part head;
        if (length - at < sizeof head)
            return false;
        memcpy(&head, slot + at, sizeof head);
        at += sizeof head;
        size_t left = length - at;
        if (head.name_length >= left || head.text_length > left - head.name_length - 1)
            return false;
        const char *name = (const char *)slot + at;
        if (name[head.name_length] != '\0')
            return false;
        out->part[i] =
            (struct sl_part){head.kind, name, {name + head.name_length + 1, head.text_length}};
        at += ((size_t)head.name_length + 1 + head.text_length + 7) / 8 * 8;
        if (at > length)
            return false;
    }
    out->count = count;
    return true;
}

const struct sl_part *sl_bundle_first(const struct sl_bundle *parts, enum sl_lua_part_kind kind) {
    for (size_t i = 0; i < parts->count; i++)
        if (parts->part[i].kind == kind)
            return &parts->part[i];
    return NULL;
}

const struct sl_part *sl_bundle_find(const struct sl_bundle *parts, enum sl_lua_part_kind kind,
                                     const char *name) {
    for (size_t i = 0; i < parts->count; i++)
        if (parts->part[i].kind == kind && strcmp(parts->part[i].name, name) == 0)
            return &parts->part[i];
    return NULL;
}
