#include "scoring/force.h"
#include "scoring/publication.h"
#include "scoring/rule_notice.h"
#include "store/query.h"
#include "store/trail.h"

static enum sl_status move_pointer(struct sl_store *store, const struct sl_rule_header *header,
                                   int64_t version_no, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "UPDATE rule SET current_no = :version, title = :title, "
                                      "kind = :kind, stopped = '' WHERE code = :code",
                                      err);
    sl_query_int(&q, ":version", version_no);
    sl_query_text(&q, ":title", header->title);
    sl_query_text(&q, ":kind", header->kind);
    sl_query_text(&q, ":code", header->code);
    return sl_query_run(&q);
}

static enum sl_status next_seq(struct sl_store *store, struct sl_move *move, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store, "SELECT coalesce(max(seq), 0) + 1 FROM rule_move WHERE rule = :rule", err);
    sl_query_text(&q, ":rule", move->rule);
    if (sl_query_next(&q))
        move->seq = sl_query_get_int(&q, 0);
    return q.status;
}

static enum sl_status keep_move(struct sl_store *store, struct sl_move *move,
                                struct sl_error *err) {
    char day[SL_DAY_SIZE];
    enum sl_status status = next_seq(store, move, err);
    if (status != SL_OK)
        return status;
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "INSERT INTO rule_move (rule, seq, version_no, before_no, "
                                      "day, why, actor, at) VALUES (:rule, :seq, :version, "
                                      ":before, :day, :why, :actor, :now)",
                                      err);
    sl_query_text(&q, ":rule", move->rule);
    sl_query_int(&q, ":seq", move->seq);
    sl_query_int(&q, ":version", move->version_no);
    if (move->before_no > 0)
        sl_query_int(&q, ":before", move->before_no);
    else
        sl_query_null(&q, ":before");
    sl_query_text(&q, ":day", sl_day_format(move->day, day));
    sl_query_text(&q, ":why", move->why);
    sl_query_text(&q, ":actor", move->actor);
    sl_query_int(&q, ":now", sl_store_now(store));
    return sl_query_run(&q);
}

enum sl_status sl_rule_come_into_force(struct sl_store *store, const struct sl_rule *rule,
                                       const struct sl_standing *standing,
                                       const struct sl_rule *before, struct sl_move *move,
                                       const char *verb, struct sl_error *err) {
    char day[SL_DAY_SIZE];
    enum sl_status status = move_pointer(store, sl_rule_header(rule), move->version_no, err);
    if (status == SL_OK)
        status = keep_move(store, move, err);
    if (status != SL_OK)
        return status;
    const struct sl_notice_facts facts = {.rule = rule,
                                          .before = before,
                                          .number = standing->number,
                                          .day = sl_day_format(move->day, day),
                                          .why = move->why,
                                          .publisher = move->actor,
                                          .author = standing->author,
                                          .consulted = standing->consulted,
                                          .preview = standing->preview};
    SL_AUTO(sl_json_drop) json_t *notice = sl_rule_notice_make(&facts);
    status = sl_rule_notice_keep(store, move->rule, move->seq, notice, err);
    const struct sl_trail_entry entry = {move->actor, verb, standing->id,
                                         before != NULL ? sl_rule_hash(before) : NULL,
                                         sl_rule_hash(rule)};
    return status == SL_OK ? sl_trail_add(store, &entry, err) : status;
}

static enum sl_status current_of(struct sl_store *store, const char *code, int64_t *version_no,
                                 struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store, "SELECT coalesce(current_no, 0) FROM rule WHERE code = :code", err);
    sl_query_text(&q, ":code", code);
    *version_no = sl_query_next(&q) ? sl_query_get_int(&q, 0) : 0;
    return q.status;
}

enum sl_status sl_rule_load_current(struct sl_store *store, const char *code,
                                    struct sl_rule **before, struct sl_error *err) {
    int64_t current = 0;
    enum sl_status status = current_of(store, code, &current, err);
    return status == SL_OK && current > 0 ? sl_rule_from_version(store, current, before, err)
                                          : status;
}

enum sl_status sl_rule_move_each(struct sl_store *store, const char *rule,
                                 enum sl_status (*told)(void *context,
                                                        const struct sl_rule_move *move,
                                                        struct sl_error *err),
                                 void *context, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT m.rule, m.seq, v.number, coalesce(b.number, 0), m.day, m.why, m.actor, m.at "
        "FROM rule_move m JOIN rule_version v ON v.version_no = m.version_no "
        "LEFT JOIN rule_version b ON b.version_no = m.before_no "
        "WHERE (:rule = '' OR m.rule = :rule) ORDER BY m.rule, m.seq",
        err);
    sl_query_text(&q, ":rule", rule != NULL ? rule : "");
    enum sl_status status = SL_OK;
    while (status == SL_OK && sl_query_next(&q)) {
        const struct sl_rule_move move = {sl_query_get_text(&q, 0), sl_query_get_int(&q, 1),
                                          sl_query_get_int(&q, 2),  sl_query_get_int(&q, 3),
                                          sl_query_get_text(&q, 4), sl_query_get_text(&q, 5),
                                          sl_query_get_text(&q, 6), sl_query_get_int(&q, 7)};
        status = told(context, &move, err);
    }
    return status != SL_OK ? status : q.status;
}
