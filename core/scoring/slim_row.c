#include "scoring/slim_row.h"
#include "store/query.h"
#include <stdlib.h>
#include <string.h>

enum { WRITTEN_TOGETHER = 500 };

void sl_slim_rows_clear(struct sl_slim_rows *rows) {
    rows->count = 0;
    sl_buffer_clear(&rows->bytes);
}

void sl_slim_rows_drop(struct sl_slim_rows *rows) {
    free(rows->rows);
    sl_buffer_drop(&rows->bytes);
    *rows = (struct sl_slim_rows){0};
}

static bool make(const struct sl_remembered *set, struct sl_text body, struct sl_buffer *out) {
    const struct sl_phrases *lists[SL_SLIM_LISTS_MOST];
    struct sl_body opened;
    if (sl_body_open(body.bytes, body.length, &opened, NULL) != SL_OK)
        return false;
    for (size_t i = 0; i < set->count; i++)
        lists[i] = set->lists[i].phrases;
    sl_slim_make(&opened, lists, set->count, out);
    return true;
}

void sl_slim_rows_add(struct sl_slim_rows *rows, const struct sl_remembered *set, int64_t record_no,
                      int64_t revision_no, struct sl_text body) {
    size_t from = rows->bytes.length;
    if (!make(set, body, &rows->bytes))
        return;
    if (rows->count == rows->capacity) {
        rows->capacity = rows->capacity * 2 + 16;
        rows->rows = sl_resize(rows->rows, rows->capacity, sizeof *rows->rows);
    }
    rows->rows[rows->count++] =
        (struct sl_slim_row){record_no, revision_no, set->set_no, {from, rows->bytes.length}};
}

enum sl_status sl_slim_rows_write(struct sl_store *store, const struct sl_slim_rows *rows,
                                  struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "INSERT INTO record_slim (record_no, revision_no, set_no, slim) "
        "VALUES (:record, :revision, :set, :slim) ON CONFLICT (record_no) DO UPDATE SET "
        "revision_no = excluded.revision_no, set_no = excluded.set_no, slim = excluded.slim "
        "WHERE record_slim.revision_no <= excluded.revision_no",
        err);
    enum sl_status status = q.status;
    for (size_t i = 0; i < rows->count && status == SL_OK; i++) {
        const struct sl_slim_row *row = &rows->rows[i];
        sl_query_int(&q, ":record", row->record_no);
        sl_query_int(&q, ":revision", row->revision_no);
        sl_query_int(&q, ":set", row->set_no);
        sl_query_bytes(&q, ":slim", rows->bytes.bytes + row->slim.from,
                       row->slim.to - row->slim.from);
        status = sl_query_run(&q);
    }
    return status;
}

struct rebuild {
    struct sl_remembered *set;
    const char *tool;
    int64_t after; /* the last record that was made */
    struct sl_slim_rows rows;
};

static void end_rebuild(struct rebuild *rebuild) {
    sl_slim_rows_drop(&rebuild->rows);
}

/* By number, not by the index of a tool's days, which would be sorted anew for each write. */
static enum sl_status make_rows(struct sl_store *store, struct rebuild *rebuild,
                                struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "SELECT r.record_no, r.revision_no, v.body FROM record r "
                      "JOIN record_revision v ON v.revision_no = r.revision_no "
                      "WHERE r.record_no > :after AND (r.tool = :tool OR :tool = '') "
                      "AND r.state <> 'withdrawn' "
                      "ORDER BY r.record_no LIMIT :most",
                      err);
    sl_query_int(&q, ":after", rebuild->after);
    sl_query_text(&q, ":tool", rebuild->tool);
    sl_query_int(&q, ":most", WRITTEN_TOGETHER);
    sl_slim_rows_clear(&rebuild->rows);
    while (sl_query_next(&q)) {
        struct sl_text body;
        body.bytes = sl_query_get_bytes(&q, 2, &body.length);
        rebuild->after = sl_query_get_int(&q, 0);
        sl_slim_rows_add(&rebuild->rows, rebuild->set, rebuild->after, sl_query_get_int(&q, 1),
                         body);
    }
    return q.status;
}

/* A write function: read inside it, so that no save comes between. */
static enum sl_status rebuild_some(struct sl_store *store, void *context, struct sl_error *err) {
    struct rebuild *rebuild = context;
    int64_t after = rebuild->after;
    enum sl_status status = make_rows(store, rebuild, err);
    if (status == SL_OK)
        status = sl_slim_rows_write(store, &rebuild->rows, err);
    if (status != SL_OK)
        rebuild->after = after;
    return status;
}

static enum sl_status rebuild_tool(struct sl_store *store, const char *tool, int64_t *records,
                                   struct sl_error *err) {
    SL_AUTO(sl_remembered_drop) struct sl_remembered set = {0};
    SL_AUTO(end_rebuild) struct rebuild rebuild = {.set = &set, .tool = tool};
    enum sl_status status = sl_remembered_settle(store, tool, NULL, &set, err);
    if (status == SL_OK)
        status = sl_remembered_prepare(store, &set, err);
    do {
        if (status == SL_OK)
            status = sl_store_write(store, rebuild_some, &rebuild, err);
        *records += status == SL_OK ? (int64_t)rebuild.rows.count : 0;
    } while (status == SL_OK && rebuild.rows.count == WRITTEN_TOGETHER);
    return status;
}

static enum sl_status forget_all(struct sl_store *store, void *context, struct sl_error *err) {
    (void)context;
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store, "DELETE FROM record_slim", err);
    return sl_query_run(&q);
}

enum sl_status sl_slim_rows_rebuild(struct sl_store *store, int64_t *records,
                                    struct sl_error *err) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer tools = {0};
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store, "SELECT DISTINCT tool FROM remembered_set ORDER BY tool", err);
    while (sl_query_next(&q))
        sl_buffer_add(&tools, sl_query_get_text(&q, 0), strlen(sl_query_get_text(&q, 0)) + 1);
    enum sl_status status = q.status;
    int64_t made = 0;
    if (status == SL_OK)
        status = sl_store_write(store, forget_all, NULL, err);
    for (size_t at = 0; at < tools.length && status == SL_OK; at += strlen(tools.bytes + at) + 1)
        status = rebuild_tool(store, tools.bytes + at, &made, err);
    if (status == SL_OK)
        *records = made;
    return status;
}

static enum sl_status verify_row(const struct sl_query *q, const struct sl_remembered *set,
                                 struct sl_buffer *made) {
    struct sl_text body, slim;
    body.bytes = sl_query_get_bytes(q, 1, &body.length);
    slim.bytes = sl_query_get_bytes(q, 2, &slim.length);
    sl_buffer_clear(made);
    if (make(set, body, made) && made->length == slim.length &&
        memcmp(made->bytes, slim.bytes, slim.length) == 0)
        return SL_OK;
    return sl_fail(q->err, SL_INVALID, "",
                   "What is remembered of record %lld isn't what its body says; "
                   "`sightline caches rebuild` makes it anew",
                   (long long)sl_query_get_int(q, 0));
}

static enum sl_status verify_tool(struct sl_store *store, const char *tool, int64_t *rows,
                                  struct sl_error *err) {
    SL_AUTO(sl_remembered_drop) struct sl_remembered set = {0};
    SL_AUTO(sl_buffer_drop) struct sl_buffer made = {0};
    enum sl_status status = sl_remembered_load(store, tool, &set, err);
    if (status == SL_OK)
        status = sl_remembered_prepare(store, &set, err);
    if (status != SL_OK)
        return status;
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT r.record_no, v.body, s.slim FROM record_slim s "
        "JOIN record r ON r.record_no = s.record_no AND r.revision_no = s.revision_no "
        "JOIN record_revision v ON v.revision_no = r.revision_no "
        "WHERE s.set_no = :set AND r.tool = :tool ORDER BY s.record_no",
        err);
    sl_query_int(&q, ":set", set.set_no);
    sl_query_text(&q, ":tool", tool);
    while (status == SL_OK && sl_query_next(&q)) {
        status = verify_row(&q, &set, &made);
        ++*rows;
    }
    return status == SL_OK ? q.status : status;
}

static enum sl_status verify_rows(struct sl_store *store, char **note, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store, "SELECT DISTINCT tool FROM remembered_set ORDER BY tool", err);
    enum sl_status status = SL_OK;
    int64_t rows = 0;
    while (status == SL_OK && sl_query_next(&q)) {
        SL_AUTO(sl_free) char *tool = sl_copy(sl_query_get_text(&q, 0));
        status = verify_tool(store, tool, &rows, err);
    }
    status = status == SL_OK ? q.status : status;
    if (status == SL_OK)
        *note = sl_format("%lld bodies without their texts, each as it would be made now",
                          (long long)rows);
    return status;
}

const struct sl_verify_check sl_slim_row_checks[] = {{"remembered", verify_rows}, {NULL, NULL}};
