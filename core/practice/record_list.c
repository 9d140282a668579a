#include "practice/record_list.h"
#include "practice/tool.h"
#include "store/query.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* Questions of the newest tools that choose from the list themes. */

enum { TAGGING_MOST = 16 };

struct tagging {
    char codes[TAGGING_MOST][64];
    size_t count;
    char like[140];
};

static const char *const tagging_names[TAGGING_MOST] = {
    ":q0", ":q1", ":q2",  ":q3",  ":q4",  ":q5",  ":q6",  ":q7",
    ":q8", ":q9", ":q10", ":q11", ":q12", ":q13", ":q14", ":q15"};

static void add_tagging(struct tagging *tagging, const char *code) {
    for (size_t i = 0; i < tagging->count; i++)
        if (strcmp(tagging->codes[i], code) == 0)
            return;
    if (tagging->count < TAGGING_MOST)
        snprintf(tagging->codes[tagging->count++], sizeof tagging->codes[0], "%s", code);
}

static enum sl_status add_tool(struct sl_store *store, const char *code, struct tagging *tagging,
                               struct sl_error *err) {
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = NULL;
    enum sl_status status = sl_tool_load(store, code, 0, &tool, err);
    for (size_t i = 0; status == SL_OK && i < sl_tool_questions(tool); i++)
        if (strcmp(sl_tool_question(tool, i)->list, "themes") == 0)
            add_tagging(tagging, sl_tool_question(tool, i)->code);
    return status;
}

/* "% code %", with what LIKE would read otherwise marked. */
static void write_like(const char *theme, char out[140]) {
    size_t used = 0;
    out[used++] = '%';
    out[used++] = ' ';
    for (; *theme != '\0' && used < 130; theme++) {
        if (strchr("%_!", *theme) != NULL)
            out[used++] = '!';
        out[used++] = *theme;
    }
    memcpy(out + used, " %", 3);
}

static enum sl_status find_tagging(struct sl_store *store, const struct sl_record_choice *choice,
                                   struct tagging *out, struct sl_error *err) {
    out->count = 0;
    if (choice->theme == NULL)
        return SL_OK;
    write_like(choice->theme, out->like);
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "SELECT code FROM tool WHERE :tool = '' OR code = :tool"
                                      " ORDER BY code",
                                      err);
    sl_query_text(&q, ":tool", choice->tool != NULL ? choice->tool : "");
    enum sl_status status = SL_OK;
    while (status == SL_OK && sl_query_next(&q))
        status = add_tool(store, sl_query_get_text(&q, 0), out, err);
    return status != SL_OK ? status : q.status;
}

static void add_theme(const struct tagging *tagging, struct sl_buffer *sql) {
    sl_buffer_text(sql, " AND EXISTS (SELECT 1 FROM answer a WHERE a.record_no = record.record_no"
                        " AND a.question IN (");
    for (size_t i = 0; i < tagging->count; i++)
        sl_buffer_format(sql, "%s%s", i > 0 ? ", " : "", tagging_names[i]);
    sl_buffer_text(sql, tagging->count > 0 ? "" : "''");
    sl_buffer_text(sql, ") AND ' ' || a.value || ' ' LIKE :theme ESCAPE '!')");
}

static void add_basis(const char *basis, struct sl_buffer *sql) {
    if (basis == NULL)
        return;
    sl_buffer_text(sql, strcmp(basis, "final") == 0
                            ? " AND state IN ('graded', 'shared', 'actions_agreed', 'closing',"
                              " 'closed')"
                            : " AND state IN ('submitted', 'moderating')");
}

static void bind_all(struct sl_query *q, const struct condition conditions[CONDITIONS],
                     const struct sl_record_choice *choice, const struct tagging *tagging) {
    for (size_t i = 0; i < CONDITIONS; i++)
        if (conditions[i].value)
            sl_query_text(q, conditions[i].name, conditions[i].value);
    if (choice->theme == NULL)
        return;
    for (size_t i = 0; i < tagging->count; i++)
        sl_query_text(q, tagging_names[i], tagging->codes[i]);
    sl_query_text(q, ":theme", tagging->like);
}

/* tagging is borrowed by the query. */
static struct sl_query select_records(struct sl_store *store, const char *columns,
                                      const struct sl_record_choice *choice,
                                      const struct bounds *bounds, struct tagging *tagging,
                                      const char *tail, struct sl_error *err) {
    struct condition conditions[CONDITIONS];
    conditions_of(choice, bounds, conditions);
    enum sl_status status = find_tagging(store, choice, tagging, err);
    if (status != SL_OK)
        return (struct sl_query){.store = store, .err = err, .status = status};
    SL_AUTO(sl_buffer_drop) struct sl_buffer sql = {0};
    sl_buffer_format(&sql, "SELECT %s FROM record WHERE %s", columns,
                     choice->state ? "record_no > 0" : "state <> 'withdrawn'");
    for (size_t i = 0; i < CONDITIONS; i++)
        if (conditions[i].value)
            sl_buffer_text(&sql, conditions[i].sql);
    add_basis(choice->basis, &sql);
    if (choice->theme != NULL)
        add_theme(tagging, &sql);
    sl_buffer_text(&sql, tail);
    struct sl_query q = sl_query_open_once(store, sql.bytes, err);
    bind_all(&q, conditions, choice, tagging);
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
    struct tagging tagging;
    SL_AUTO(sl_query_close)
    struct sl_query q = select_records(
        store,
        "record_no, revision, id, kind, tool, form, case_ref, team, service, auditor, day, route, "
        "state, coalesce(grade, '')",
        choice, &bounds, &tagging, " ORDER BY day, record_no LIMIT :most", err);
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
    struct tagging tagging;
    SL_AUTO(sl_query_close)
    struct sl_query q = select_records(store, "count(*)", choice, &bounds, &tagging, "", err);
    if (sl_query_next(&q))
        *out = sl_query_get_int(&q, 0);
    return q.status;
}

struct numbers {
    int64_t *all;
    size_t count, capacity;
};

static enum sl_status add_number(void *context, const struct sl_record_row *row,
                                 struct sl_error *err) {
    (void)err;
    struct numbers *numbers = context;
    if (numbers->count == numbers->capacity) {
        numbers->capacity = numbers->capacity > 0 ? 2 * numbers->capacity : 256;
        numbers->all = sl_resize(numbers->all, numbers->capacity, sizeof *numbers->all);
    }
    numbers->all[numbers->count++] = row->record_no;
    return SL_OK;
}

enum sl_status sl_record_numbers(struct sl_store *store, const struct sl_record_choice *choice,
                                 int64_t **out, size_t *count, struct sl_error *err) {
    struct numbers numbers = {0};
    enum sl_status status = sl_record_list(store, choice, add_number, &numbers, err);
    if (status == SL_OK) {
        *out = numbers.all;
        *count = numbers.count;
    } else
        free(numbers.all);
    return status;
}
