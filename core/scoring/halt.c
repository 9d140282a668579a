#include "scoring/halt.h"
#include "store/query.h"
#include "store/trail.h"
#include <stdio.h>

struct halting {
    int64_t version_no;
    const char *code, *why, *actor;
};

static enum sl_status add_trail(struct sl_store *store, const struct halting *halting,
                                const char *verb, const char *code, struct sl_error *err) {
    const struct sl_trail_entry entry = {.actor = halting->actor, .verb = verb, .object = code};
    return sl_trail_add(store, &entry, err);
}

static enum sl_status find_code(struct sl_store *store, int64_t version_no, char *code, size_t size,
                                struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store, "SELECT code FROM rule WHERE current_no = :version AND stopped = ''", err);
    sl_query_int(&q, ":version", version_no);
    *code = '\0';
    if (sl_query_next(&q))
        snprintf(code, size, "%s", sl_query_get_text(&q, 0));
    return q.status;
}

static enum sl_status set_stopped(struct sl_store *store, const char *code, const char *why,
                                  struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store, "UPDATE rule SET stopped = :why WHERE code = :code", err);
    sl_query_text(&q, ":why", why);
    sl_query_text(&q, ":code", code);
    return sl_query_run(&q);
}

static enum sl_status halt(struct sl_store *store, void *context, struct sl_error *err) {
    const struct halting *halting = context;
    char code[SL_TRAIL_OBJECT_MOST];
    enum sl_status status = find_code(store, halting->version_no, code, sizeof code, err);
    if (status != SL_OK || *code == '\0')
        return status;
    status = set_stopped(store, code, halting->why, err);
    return status == SL_OK ? add_trail(store, halting, "rule.halt", code, err) : status;
}

enum sl_status sl_rule_halt(struct sl_store *store, int64_t version_no, const char *why,
                            struct sl_error *err) {
    struct halting halting = {.version_no = version_no, .why = why};
    return sl_store_write(store, halt, &halting, err);
}

enum sl_status sl_rule_is_halted(struct sl_store *store, const char *code, bool *halted,
                                 struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store, "SELECT 1 FROM rule WHERE code = :code AND stopped <> ''", err);
    sl_query_text(&q, ":code", code);
    *halted = sl_query_next(&q);
    return q.status;
}

static enum sl_status resume(struct sl_store *store, void *context, struct sl_error *err) {
    const struct halting *halting = context;
    enum sl_status status = set_stopped(store, halting->code, "", err);
    return status == SL_OK ? add_trail(store, halting, "rule.resume", halting->code, err) : status;
}

enum sl_status sl_rule_resume(struct sl_store *store, const char *code, const char *actor,
                              bool *resumed, struct sl_error *err) {
    struct halting halting = {.code = code, .actor = actor};
    enum sl_status status = sl_rule_is_halted(store, code, resumed, err);
    return status == SL_OK && *resumed ? sl_store_write(store, resume, &halting, err) : status;
}
