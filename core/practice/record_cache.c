#include "practice/record_cache.h"
#include <string.h>

enum { REBUILT_AT_ONCE = 200, TRIES = 3 };

enum sl_status sl_record_pass_over(struct sl_store *store, int64_t from, int64_t to,
                                   struct sl_record_tools *tools, sl_record_pass_fn *each,
                                   void *context, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT r.record_no, r.revision, r.tool, r.tool_version, r.team, r.day, r.state,"
        " coalesce(r.grade, ''), v.body FROM record r JOIN record_revision v"
        " ON v.revision_no = r.revision_no WHERE r.record_no > :from AND r.record_no <= :to"
        " ORDER BY r.record_no",
        err);
    sl_query_int(&q, ":from", from);
    sl_query_int(&q, ":to", to);
    enum sl_status status = SL_OK;
    while (status == SL_OK && sl_query_next(&q)) {
        size_t length;
        struct sl_record_pass pass = {.record_no = sl_query_get_int(&q, 0),
                                      .revision = sl_query_get_int(&q, 1)};
        status = sl_record_tool_of(tools, sl_query_get_text(&q, 2), sl_query_get_int(&q, 3),
                                   &pass.tool, err);
        pass.place = (struct sl_cell_place){.tool = sl_query_get_text(&q, 2),
                                            .team = sl_query_get_text(&q, 4),
                                            .basis = sl_record_basis(sl_query_get_text(&q, 6)),
                                            .grade = sl_query_get_text(&q, 7)};
        if (status == SL_OK)
            status = sl_day_parse(sl_query_get_text(&q, 5), &pass.place.day, err);
        const void *bytes = sl_query_get_bytes(&q, 8, &length);
        if (status == SL_OK)
            status = sl_body_open(bytes, length, &pass.body, err);
        if (status == SL_OK && pass.body.questions != sl_tool_questions(pass.tool))
            status =
                sl_fail(err, SL_INVALID, "tool", "The answers of record %lld don't fit its tool",
                        (long long)pass.record_no);
        if (status == SL_OK)
            status = each(context, &pass, err);
    }
    return status != SL_OK ? status : q.status;
}

struct counting {
    struct sl_cell_count *count;
    int64_t records;
};

static enum sl_status count_record(void *context, const struct sl_record_pass *pass,
                                   struct sl_error *err) {
    struct counting *counting = context;
    counting->records++;
    return sl_cell_count_add(counting->count, pass->tool, &pass->place, &pass->body, 1, err);
}

enum sl_status sl_record_count_cells(struct sl_store *store, struct sl_cell_count *count,
                                     int64_t *records, struct sl_error *err) {
    SL_AUTO(sl_record_tools_drop) struct sl_record_tools tools = {.store = store};
    struct counting counting = {.count = count};
    enum sl_status status =
        sl_record_pass_over(store, 0, INT64_MAX, &tools, count_record, &counting, err);
    if (status == SL_OK)
        *records = counting.records;
    return status;
}

/* Rebuilding answers: some hundred records a write, so that saves get their turn between. */

struct rebuilding {
    int64_t from, to;
    struct sl_store *store;
    struct sl_record_tools *tools;
    int64_t records;
};

static enum sl_status rebuild_answers(void *context, const struct sl_record_pass *pass,
                                      struct sl_error *err) {
    struct rebuilding *rebuilding = context;
    rebuilding->records++;
    return sl_record_put_answers(rebuilding->store, pass->tool, pass->record_no, &pass->body, err);
}

static enum sl_status drop_answers(struct sl_store *store, const struct rebuilding *rebuilding,
                                   struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store, "DELETE FROM answer WHERE record_no > :from AND record_no <= :to", err);
    sl_query_int(&q, ":from", rebuilding->from);
    sl_query_int(&q, ":to", rebuilding->to);
    return sl_query_run(&q);
}

static enum sl_status rebuild_some(struct sl_store *store, void *context, struct sl_error *err) {
    struct rebuilding *rebuilding = context;
    rebuilding->store = store;
    rebuilding->tools->store = store;
    rebuilding->records = 0;
    enum sl_status status = drop_answers(store, rebuilding, err);
    if (status == SL_OK)
        status = sl_record_pass_over(store, rebuilding->from, rebuilding->to, rebuilding->tools,
                                     rebuild_answers, rebuilding, err);
    return status;
}

static enum sl_status rebuild_all_answers(struct sl_store *store, int64_t *records,
                                          struct sl_error *err) {
    SL_AUTO(sl_record_tools_drop) struct sl_record_tools tools = {.store = store};
    int64_t most = 0, total = 0;
    enum sl_status status =
        sl_query_number(store,
                        "SELECT max(n) FROM (SELECT coalesce(max(record_no), 0) AS n FROM record"
                        " UNION ALL SELECT coalesce(max(record_no), 0) FROM answer) m",
                        &most, err);
    for (int64_t from = 0; from < most && status == SL_OK; from += REBUILT_AT_ONCE) {
        struct rebuilding rebuilding = {
            .from = from, .to = from + REBUILT_AT_ONCE, .tools = &tools};
        status = sl_store_write(store, rebuild_some, &rebuilding, err);
        total += rebuilding.records;
    }
    if (status == SL_OK)
        *records = total;
    return status;
}

/* Rebuilding cells: counted while others save, kept if nothing changed meanwhile; after some tries
 * counted while others wait. */

struct keeping {
    struct sl_cell_count *count;
    int64_t seq;
    bool stale;
};

static enum sl_status replace_cells(struct sl_store *store, struct sl_cell_count *count,
                                    struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store, "DELETE FROM summary_cell", err);
    enum sl_status status = sl_query_run(&q);
    return status == SL_OK ? sl_cell_count_keep(count, store, err) : status;
}

static enum sl_status newest(struct sl_store *store, int64_t *seq, struct sl_error *err) {
    return sl_query_number(store, "SELECT coalesce(max(seq), 0) FROM trail", seq, err);
}

static enum sl_status keep_if_fresh(struct sl_store *store, void *context, struct sl_error *err) {
    struct keeping *keeping = context;
    int64_t now = 0;
    enum sl_status status = newest(store, &now, err);
    keeping->stale = now != keeping->seq;
    if (status != SL_OK || keeping->stale)
        return status;
    return replace_cells(store, keeping->count, err);
}

static enum sl_status count_and_keep(struct sl_store *store, void *context, struct sl_error *err) {
    (void)context;
    int64_t records;
    SL_AUTO(sl_cell_count_drop) struct sl_cell_count *count = sl_cell_count_new();
    enum sl_status status = sl_record_count_cells(store, count, &records, err);
    return status == SL_OK ? replace_cells(store, count, err) : status;
}

static enum sl_status try_to_keep(struct sl_store *store, bool *stale, struct sl_error *err) {
    int64_t records;
    SL_AUTO(sl_cell_count_drop) struct sl_cell_count *count = sl_cell_count_new();
    struct keeping keeping = {.count = count};
    enum sl_status status = sl_store_begin_reading(store, err);
    if (status != SL_OK)
        return status;
    status = newest(store, &keeping.seq, err);
    if (status == SL_OK)
        status = sl_record_count_cells(store, count, &records, err);
    sl_store_end_reading(store);
    if (status == SL_OK)
        status = sl_store_write(store, keep_if_fresh, &keeping, err);
    *stale = keeping.stale;
    return status;
}

static enum sl_status rebuild_cells(struct sl_store *store, struct sl_error *err) {
    bool stale = true;
    enum sl_status status = SL_OK;
    for (int i = 0; i < TRIES && stale && status == SL_OK; i++)
        status = try_to_keep(store, &stale, err);
    if (status == SL_OK && stale)
        status = sl_store_write(store, count_and_keep, NULL, err);
    return status;
}

enum sl_status sl_record_rebuild(struct sl_store *store, int64_t *records, struct sl_error *err) {
    enum sl_status status = rebuild_all_answers(store, records, err);
    return status == SL_OK ? rebuild_cells(store, err) : status;
}
