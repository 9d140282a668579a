#include "practice/record_list.h"
#include "base/buffer.h"
#include "store/query.h"

const struct sl_record_choice sl_record_choice_all = {.from = SL_DAY_NONE, .to = SL_DAY_NONE};

struct condition {
    const char *sql, *name, *value;
};

enum { CONDITIONS = 11 };

/* Kept by the caller as long as the query, which borrows them. */
struct bounds {
    char from[SL_DAY_SIZE], to[SL_DAY_SIZE];
};

static struct bounds bounds_of(const struct sl_record_choice *choice) {
    struct bounds bounds;
    sl_day_format(choice->from, bounds.from);
    sl_day_format(choice->to, bounds.to);
    return bounds;
}

static void conditions_of(const struct sl_record_choice *choice, const struct bounds *bounds,
                          struct condition out[CONDITIONS]) {
    const struct condition all[CONDITIONS] = {
        {" AND tool = :tool", ":tool", choice->tool},
        {" AND form = :form", ":form", choice->form},
        {" AND team = :team", ":team", choice->team},
        {" AND service = :service", ":service", choice->service},
        {" AND auditor = :auditor", ":auditor", choice->auditor},
        {" AND case_ref = :case", ":case", choice->case_ref},
        {" AND route = :route", ":route", choice->route},
        {" AND programme = :programme", ":programme", choice->programme},
        {" AND state = :state", ":state", choice->state},
        {" AND day >= :from", ":from", bounds->from[0] ? bounds->from : NULL},
        {" AND day <= :to", ":to", bounds->to[0] ? bounds->to : NULL},
    };
    for (size_t i = 0; i < CONDITIONS; i++)
        out[i] = all[i];
}

static struct sl_query select_records(struct sl_store *store, const char *columns,
                                      const struct sl_record_choice *choice,
                                      const struct bounds *bounds, const char *tail,
                                      struct sl_error *err) {
    struct condition conditions[CONDITIONS];
    conditions_of(choice, bounds, conditions);
    SL_AUTO(sl_buffer_drop) struct sl_buffer sql = {0};
    sl_buffer_format(&sql, "SELECT %s FROM record WHERE %s", columns,
                     choice->state ? "record_no > 0" : "state <> 'withdrawn'");
    for (size_t i = 0; i < CONDITIONS; i++)
        if (conditions[i].value)
            sl_buffer_text(&sql, conditions[i].sql);
    sl_buffer_text(&sql, tail);
    struct sl_query q = sl_query_open_once(store, sql.bytes, err);
    for (size_t i = 0; i < CONDITIONS; i++)
        if (conditions[i].value)
            sl_query_text(&q, conditions[i].name, conditions[i].value);
    return q;
}

static struct sl_record_row row_of(const struct sl_query *q) {
    return (struct sl_record_row){.record_no = sl_query_get_int(q, 0),
                                  .revision = sl_query_get_int(q, 1),
                                  .id = sl_query_get_text(q, 2),
                                  .kind = sl_query_get_text(q, 3),
                                  .tool = sl_query_get_text(q, 4),
                                  .form = sl_query_get_text(q, 5),
                                  .case_ref = sl_query_get_text(q, 6),
                                  .team = sl_query_get_text(q, 7),
                                  .service = sl_query_get_text(q, 8),
                                  .auditor = sl_query_get_text(q, 9),
                                  .day = sl_query_get_text(q, 10),
                                  .route = sl_query_get_text(q, 11),
                                  .state = sl_query_get_text(q, 12),
                                  .grade = sl_query_get_text(q, 13)};
}

enum sl_status sl_record_list(struct sl_store *store, const struct sl_record_choice *choice,
                              sl_record_row_fn *each, void *context, struct sl_error *err) {
    struct bounds bounds = bounds_of(choice);
    SL_AUTO(sl_query_close)
    struct sl_query q = select_records(
        store,
        "record_no, revision, id, kind, tool, form, case_ref, team, service, auditor, day, route, "
        "state, coalesce(grade, '')",
        choice, &bounds, " ORDER BY day, record_no LIMIT :most", err);
    sl_query_int(&q, ":most", choice->most > 0 ? choice->most : INT64_MAX);
    enum sl_status status = SL_OK;
    while (status == SL_OK && sl_query_next(&q)) {
        struct sl_record_row row = row_of(&q);
        status = each(context, &row, err);
    }
    return status != SL_OK ? status : q.status;
}

enum sl_status sl_record_count(struct sl_store *store, const struct sl_record_choice *choice,
                               int64_t *out, struct sl_error *err) {
    struct bounds bounds = bounds_of(choice);
    SL_AUTO(sl_query_close)
    struct sl_query q = select_records(store, "count(*)", choice, &bounds, "", err);
    if (sl_query_next(&q))
        *out = sl_query_get_int(&q, 0);
    return q.status;
}
