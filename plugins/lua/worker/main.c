/*
 * worker/main.c - sightline-lua-worker: reads requests from descriptor 3, works on what lies in
 * shared memory, answers. It can do nothing else: see confine.h.
 */
#include "../protocol.h"
#include "arena.h"
#include "base/file.h"
#include "base/json.h"
#include "bundle.h"
#include "confine.h"
#include "header.h"
#include "loaded.h"
#include "report.h"
#include "score.h"
#include "value.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

/* In the place of core's own, so that nothing of what opens files is linked into the worker. */
enum sl_status sl_file_read(const char *path, size_t limit, char **bytes, size_t *length,
                            struct sl_error *err) {
    (void)limit;
    (void)bytes;
    (void)length;
    return sl_fail(err, SL_IO, "", "The rules' worker reads no files, %s neither.", path);
}

static bool map_memories(struct sl_worker *w) {
    void *input = mmap(NULL, (size_t)SL_LUA_SLOTS * SL_LUA_INPUT_SLOT, PROT_READ, MAP_SHARED,
                       SL_LUA_INPUT, 0);
    void *output = mmap(NULL, SL_LUA_OUTPUT_HEAD + (size_t)SL_LUA_SLOTS * SL_LUA_OUTPUT_SLOT,
                        PROT_READ | PROT_WRITE, MAP_SHARED, SL_LUA_OUTPUT, 0);
    if (input == MAP_FAILED || output == MAP_FAILED)
        return false;
    w->input = input;
    w->output = (uint8_t *)output + SL_LUA_OUTPUT_HEAD;
    w->progress = output;
    close(SL_LUA_INPUT);
    close(SL_LUA_OUTPUT);
    return true;
}

enum { LARGE = 4096 }; /* more than qsort sorts without asking */

static int by_first(const void *a, const void *b) {
    const char *left = a, *right = b;
    return *left - *right;
}

/* What the C library and jansson look up once, they look up before the filter: how much memory
 * there is (qsort of more than a page), a seed for hash tables. */
static void warm_up(struct sl_worker *w) {
    char *bytes = sl_new(2, LARGE);
    qsort(bytes, 2, LARGE, by_first);
    free(bytes);
    json_object_seed(1);
    json_decref(json_object());
    w->maker = sl_result_maker_new();
}

static bool answer(const struct sl_lua_message *message) {
    return write(SL_LUA_SOCKET, message, sizeof *message) == sizeof *message;
}

/* Puts a text into the output slot; too long a one becomes a sentence that says so. */
static void answer_text(struct sl_worker *w, struct sl_lua_message *m, const char *text,
                        bool done) {
    size_t length = strlen(text);
    if (length > SL_LUA_OUTPUT_SLOT) {
        text = "What the script gave is too long.";
        length = strlen(text);
        done = false;
    }
    memcpy(w->output + (size_t)m->slot * SL_LUA_OUTPUT_SLOT, text, length);
    m->status = done;
    m->length = length;
}

static enum sl_status describe(struct sl_worker *w, const struct sl_bundle *bundle, char **text,
                               struct sl_error *err) {
    struct sl_script script = {0};
    SL_AUTO(sl_json_drop) json_t *header = NULL;
    enum sl_status status = sl_script_open(w, bundle, &sl_allowance_of_header, &script, err);
    if (status != SL_OK)
        return status;
    status = sl_header_read(&script, &header, err);
    if (status == SL_OK)
        *text = sl_json_canonical(header);
    sl_script_drop(&script);
    return status;
}

static enum sl_status read_examples(const struct sl_script *script, json_t **cases,
                                    struct sl_error *err) {
    lua_State *L = script->L;
    lua_rawgeti(L, LUA_REGISTRYINDEX, SL_SLOT_SCRIPT);
    lua_pushliteral(L, "examples");
    *cases = NULL;
    if (lua_rawget(L, -2) == LUA_TNIL) {
        *cases = json_array();
        return SL_OK;
    }
    enum sl_status status = sl_script_call(script, 0, 1, &sl_allowance_of_header, err);
    struct sl_error why = {0};
    if (status == SL_OK && sl_value_read(L, -1, "examples", cases, &why) != SL_OK)
        status = sl_fail(err, SL_RULE, why.field, "%s: %s: %s", script->path, why.field, why.text);
    if (status == SL_OK && !json_is_array(*cases))
        status =
            sl_fail(err, SL_RULE, "examples", "%s: examples returns a list of cases", script->path);
    return status;
}

static enum sl_status examples(struct sl_worker *w, const struct sl_bundle *bundle, char **text,
                               struct sl_error *err) {
    struct sl_script script = {0};
    SL_AUTO(sl_json_drop) json_t *cases = NULL;
    SL_AUTO(sl_json_drop) json_t *header = NULL;
    enum sl_status status = sl_script_open(w, bundle, &sl_allowance_of_header, &script, err);
    if (status != SL_OK)
        return status;
    status = sl_header_read(&script, &header, err);
    if (status == SL_OK)
        status = read_examples(&script, &cases, err);
    if (status == SL_OK)
        *text = sl_json_canonical(cases);
    sl_script_drop(&script);
    return status;
}

static enum sl_status load(struct sl_worker *w, const struct sl_bundle *bundle, char **text,
                           struct sl_error *err) {
    enum sl_status status = sl_loaded_open(w, bundle, err);
    if (status == SL_OK)
        *text = sl_copy("");
    return status;
}

/* Requests about a script: parts in, a text or a sentence out. */
static void serve_script(struct sl_worker *w, struct sl_lua_message *m, const uint8_t *slot) {
    static enum sl_status (*const operations[])(struct sl_worker *, const struct sl_bundle *,
                                                char **, struct sl_error *) = {
        [SL_LUA_DESCRIBE] = describe,
        [SL_LUA_EXAMPLES] = examples,
        [SL_LUA_LOAD] = load,
        [SL_LUA_REPORT] = sl_report_write,
    };
    SL_AUTO(sl_free) struct sl_bundle *bundle = sl_new(1, sizeof *bundle);
    SL_AUTO(sl_free) char *text = NULL;
    struct sl_error err = {0};
    if (!sl_bundle_read(slot, m->length, m->count, bundle))
        answer_text(w, m, "The worker was given a request that isn't whole.", false);
    else if (operations[m->operation](w, bundle, &text, &err) == SL_OK)
        answer_text(w, m, text, true);
    else
        answer_text(w, m, err.text, false);
}

static void serve(struct sl_worker *w, struct sl_lua_message *m) {
    const uint8_t *slot = w->input + (size_t)m->slot * SL_LUA_INPUT_SLOT;
    uint8_t *out = w->output + (size_t)m->slot * SL_LUA_OUTPUT_SLOT;
    sl_worker_progress(w);
    if (m->operation == SL_LUA_SCORE) {
        m->length = sl_score_batch(w, slot, m->length, m->count, out);
        m->status = m->length > 0;
    } else {
        serve_script(w, m, slot);
    }
    sl_worker_progress(w);
}

static void prove(void) {
    syscall(SYS_socket, 1, 1, 0);
}

static void listen_to_requests(struct sl_worker *w) {
    struct sl_lua_message m;
    while (read(SL_LUA_SOCKET, &m, sizeof m) == sizeof m) {
        if (m.slot >= SL_LUA_SLOTS || m.operation >= SL_LUA_QUIT || m.operation <= SL_LUA_READY)
            break;
        if (m.operation == SL_LUA_PROVE)
            prove();
        else
            serve(w, &m);
        if (!answer(&m))
            break;
    }
}

int main(int argc, char **argv) {
    bool confined = argc < 2 || strcmp(argv[1], "unconfined") != 0;
    struct sl_worker worker = {0};
    if (argc < 2 || !sl_lua_limits_take(argc - 2, argv + 2, &worker.limits))
        return 2;
    if (!map_memories(&worker) || !sl_watch_open() || !sl_state_open() || !sl_arena_open())
        return 3;
    warm_up(&worker);
    const int *limits = worker.limits.number;
    sl_watch_limit(limits[SL_LUA_CPU_MS], limits[SL_LUA_HEAP_MIB]);
    if (!sl_confine_limits(limits[SL_LUA_ADDRESS_MIB]) || !sl_watch_arm() ||
        (confined && !sl_confine_filter()))
        return 4;
    struct sl_lua_message ready = {.operation = SL_LUA_READY, .status = confined};
    if (answer(&ready))
        listen_to_requests(&worker);
    _exit(0);
}
