#include "request.h"
#include <string.h>

static void pad(struct sl_buffer *bytes) {
    static const char zeros[8] = {0};
    sl_buffer_add(bytes, zeros, (8 - bytes->length % 8) % 8);
}

void sl_lua_request_add(struct sl_lua_request *request, enum sl_lua_part_kind kind,
                        const char *name, struct sl_text text) {
    struct sl_lua_part head = {kind, (uint32_t)strlen(name), (uint32_t)text.length, 0};
    sl_buffer_add(&request->bytes, &head, sizeof head);
    sl_buffer_add(&request->bytes, name, head.name_length + 1);
    sl_buffer_add(&request->bytes, text.bytes, text.length);
    pad(&request->bytes);
    request->count++;
}

void sl_lua_request_rule(struct sl_lua_request *request, const struct sl_scorer_rule *rule) {
    sl_lua_request_add(request, SL_LUA_SOURCE, rule->path, rule->source);
    sl_lua_request_add(request, SL_LUA_SETTINGS, "", rule->settings);
    for (size_t i = 0; i < rule->library_count; i++)
        sl_lua_request_add(request, SL_LUA_LIBRARY, rule->libraries[i].name,
                           rule->libraries[i].text);
    for (size_t i = 0; i < rule->list_count; i++)
        sl_lua_request_add(request, SL_LUA_LIST, rule->lists[i].name, rule->lists[i].text);
}

void sl_lua_request_remembered(struct sl_lua_request *request, const struct sl_scorer_rule *rule) {
    for (size_t i = 0; i < rule->remembered_count; i++) {
        const char *name = rule->remembered[i];
        sl_lua_request_add(request, SL_LUA_REMEMBERED, name != NULL ? name : "", SL_TEXT(""));
    }
}

void sl_lua_request_drop(struct sl_lua_request *request) {
    sl_buffer_drop(&request->bytes);
    request->count = 0;
}

enum sl_status sl_lua_request_check(const struct sl_lua_request *request, struct sl_error *err) {
    if (request->bytes.length > SL_LUA_INPUT_SLOT)
        return sl_fail(err, SL_RULE, "",
                       "The rule, its lists and its tools are %zu bytes; %d can be taken up.",
                       request->bytes.length, SL_LUA_INPUT_SLOT);
    if (request->count > SL_LUA_PARTS_MOST)
        return sl_fail(err, SL_RULE, "",
                       "The rule comes with %u lists, libraries and tools; %d "
                       "can be taken up.",
                       request->count, SL_LUA_PARTS_MOST);
    return SL_OK;
}

static size_t rounded(size_t length) {
    return (length + 7) / 8 * 8;
}

static uint32_t lay(uint8_t *slot, size_t *at, struct sl_text text) {
    uint32_t place = (uint32_t)*at;
    if (text.length > 0)
        memcpy(slot + place, text.bytes, text.length);
    *at += rounded(text.length);
    return place;
}

static size_t how_many_fit(const struct sl_scorer_case *cases, size_t count) {
    size_t bytes = SL_LUA_BATCH * sizeof(struct sl_lua_case), fit = 0;
    while (fit < count && fit < SL_LUA_BATCH) {
        size_t body = cases[fit].body.length, decisions = cases[fit].decisions.length;
        if (body > SL_LUA_INPUT_SLOT || decisions > SL_LUA_INPUT_SLOT)
            break;
        bytes += rounded(body) + rounded(decisions);
        if (bytes > SL_LUA_INPUT_SLOT)
            break;
        fit++;
    }
    return fit;
}

size_t sl_lua_lay_cases(const struct sl_scorer_case *cases, size_t count, uint8_t *slot,
                        uint64_t *used) {
    size_t fit = how_many_fit(cases, count);
    size_t at = fit * sizeof(struct sl_lua_case);
    for (size_t i = 0; i < fit; i++) {
        struct sl_lua_case c = {.basis_day = cases[i].basis_day,
                                .form = (uint32_t)cases[i].form,
                                .body_length = (uint32_t)cases[i].body.length,
                                .decisions_length = (uint32_t)cases[i].decisions.length};
        c.body = lay(slot, &at, cases[i].body);
        c.decisions = lay(slot, &at, cases[i].decisions);
        memcpy(slot + i * sizeof c, &c, sizeof c);
    }
    *used = at;
    return fit;
}
