/*
 * lua/tests/liar.c - a worker that was taken over: it stands in the place of sightline-lua-worker
 * and does what the script of the rule names after "liar:".
 */
#include "../protocol.h"
#include "base/result.h"
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct liar {
    uint8_t *input, *output;
    char mode[32];
    struct sl_result_maker *maker;
};

static void take_mode(struct liar *liar, const struct sl_lua_message *message) {
    const uint8_t *slot = liar->input + (size_t)message->slot * SL_LUA_INPUT_SLOT;
    const char *word = memmem(slot, message->length, "liar:", 5);
    size_t length = word != NULL ? strcspn(word + 5, " \n") : 0;
    memcpy(liar->mode, word != NULL ? word + 5 : "", length);
    liar->mode[length] = '\0';
}

static bool is(const struct liar *liar, const char *mode) {
    return strcmp(liar->mode, mode) == 0;
}

/* A right answer to each case. */
static void score(struct liar *liar, struct sl_lua_message *m) {
    uint8_t *out = liar->output + SL_LUA_OUTPUT_HEAD + (size_t)m->slot * SL_LUA_OUTPUT_SLOT;
    size_t used = m->count * sizeof(struct sl_lua_result), length = 0;
    for (uint32_t i = 0; i < m->count; i++) {
        const uint8_t *bytes = NULL;
        struct sl_result_value value = {
            .output = 1, .kind = SL_RESULT_NUMBER, .number = (int32_t)m->count};
        sl_result_begin(liar->maker);
        sl_result_put(liar->maker, &value);
        sl_result_finish(liar->maker, SL_RESULT_SCORED, SL_TEXT(""), &bytes, &length);
        struct sl_lua_result result = {(uint32_t)used, (uint32_t)length};
        if (is(liar, "places"))
            result = (struct sl_lua_result){UINT32_MAX - 4 * i, 64};
        if (is(liar, "lengths"))
            result.length = UINT32_MAX;
        memcpy(out + i * sizeof result, &result, sizeof result);
        memcpy(out + used, bytes, length);
        if (is(liar, "garbage"))
            memset(out + used, 0xa5, length);
        used += length;
    }
    m->length = is(liar, "cut") ? 4 : used;
    m->status = 1;
}

static void answer(struct liar *liar, struct sl_lua_message *m) {
    if (is(liar, "die") || (is(liar, "die_on_many") && m->count > 1))
        raise(SIGKILL);
    if (is(liar, "still") || (is(liar, "still_on_many") && m->count > 1))
        for (;;)
            pause();
    score(liar, m);
    if (is(liar, "beyond"))
        m->length = UINT64_MAX;
    if (is(liar, "other_slot"))
        m->slot ^= 1;
    if (is(liar, "other_operation"))
        m->operation = SL_LUA_DESCRIBE;
    size_t length = is(liar, "short") ? 5 : sizeof *m;
    if (write(SL_LUA_SOCKET, m, length) < 0)
        _exit(1);
}

int main(void) {
    struct liar liar = {.maker = sl_result_maker_new()};
    struct sl_lua_message m = {.operation = SL_LUA_READY, .status = 1};
    liar.input = mmap(NULL, (size_t)SL_LUA_SLOTS * SL_LUA_INPUT_SLOT, PROT_READ, MAP_SHARED,
                      SL_LUA_INPUT, 0);
    liar.output = mmap(NULL, SL_LUA_OUTPUT_HEAD + (size_t)SL_LUA_SLOTS * SL_LUA_OUTPUT_SLOT,
                       PROT_READ | PROT_WRITE, MAP_SHARED, SL_LUA_OUTPUT, 0);
    if (mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, SL_LUA_INPUT, 0) != MAP_FAILED)
        return 1; /* the input must be sealed against writing */
    if (write(SL_LUA_SOCKET, &m, sizeof m) < 0)
        return 1;
    while (read(SL_LUA_SOCKET, &m, sizeof m) == sizeof m) {
        if (m.operation == SL_LUA_PROVE)
            raise(SIGSYS);
        if (m.operation == SL_LUA_SCORE) {
            answer(&liar, &m);
            continue;
        }
        take_mode(&liar, &m);
        m.status = !is(&liar, "noise");
        m.length = is(&liar, "noise") ? 3 : 0;
        memcpy(liar.output + SL_LUA_OUTPUT_HEAD, "\xff\xfe\x1b", 3);
        if (write(SL_LUA_SOCKET, &m, sizeof m) < 0)
            return 1;
    }
    return 0;
}
