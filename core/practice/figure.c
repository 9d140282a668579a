#include "practice/figure.h"
#include "store/query.h"
#include "store/trail.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct row {
    long line;
    struct sl_figure figure;
    char *code, *unit, *source;
};

struct reading {
    struct sl_figure_import *import;
    struct sl_faults faults;
    struct row *rows;
    size_t count, capacity;
};

static void drop(struct reading *reading) {
    for (size_t i = 0; i < reading->count; i++) {
        free(reading->rows[i].code);
        free(reading->rows[i].unit);
        free(reading->rows[i].source);
    }
    free(reading->rows);
}

static int64_t whole(struct reading *reading, long line, const char *column, const char *text) {
    char *end = NULL;
    errno = 0;
    long long number = strtoll(text, &end, 10);
    if (end == text || *end || errno || number < 0)
        sl_faults_tell(&reading->faults, line, "%s takes a whole number from 0, not \"%.40s\"",
                       column, text);
    return number;
}

static void check(struct reading *reading, const struct row *row) {
    const struct sl_figure *f = &row->figure;
    if (f->code[0] == '\0' || f->unit[0] == '\0' || f->source[0] == '\0')
        sl_faults_tell(&reading->faults, row->line, "code, unit and source may not be empty");
    if (f->from != SL_DAY_NONE && f->to != SL_DAY_NONE && f->to < f->from)
        sl_faults_tell(&reading->faults, row->line, "period_to lies before period_from");
    if (f->drawn_on != SL_DAY_NONE && f->drawn_on > sl_day_today())
        sl_faults_tell(&reading->faults, row->line, "drawn_on lies after today");
    if (f->denominator > 0 && f->numerator > f->denominator)
        sl_faults_tell(&reading->faults, row->line, "%lld of %lld is more than all of them",
                       (long long)f->numerator, (long long)f->denominator);
    for (size_t i = 0; i + 1 < reading->count; i++) {
        const struct sl_figure *other = &reading->rows[i].figure;
        if (strcmp(other->code, f->code) == 0 && strcmp(other->unit, f->unit) == 0 &&
            other->from == f->from && other->to == f->to)
            sl_faults_tell(&reading->faults, row->line,
                           "figure %s of %s for that period stands in line %ld already", f->code,
                           f->unit, reading->rows[i].line);
    }
}

static sl_day day(struct reading *reading, const struct sl_csv *csv, const struct sl_csv_row *row,
                  const char *column) {
    if (sl_row_cell(csv, row, column)[0] == '\0')
        sl_faults_tell(&reading->faults, row->line, "%s is empty; it must be a day", column);
    return sl_row_day(&reading->faults, csv, row, column);
}

static void read_row(void *context, const struct sl_csv *csv, const struct sl_csv_row *from) {
    struct reading *reading = context;
    if (reading->count == reading->capacity) {
        reading->capacity = reading->capacity > 0 ? 2 * reading->capacity : 64;
        reading->rows = sl_resize(reading->rows, reading->capacity, sizeof *reading->rows);
    }
    struct row *row = &reading->rows[reading->count++];
    *row = (struct row){.line = from->line,
                        .code = sl_copy(sl_row_cell(csv, from, "code")),
                        .unit = sl_copy(sl_row_cell(csv, from, "unit")),
                        .source = sl_copy(sl_row_cell(csv, from, "source"))};
    row->figure = (struct sl_figure){
        .code = row->code,
        .unit = row->unit,
        .source = row->source,
        .from = day(reading, csv, from, "period_from"),
        .to = day(reading, csv, from, "period_to"),
        .drawn_on = day(reading, csv, from, "drawn_on"),
        .numerator = whole(reading, from->line, "numerator", sl_row_cell(csv, from, "numerator")),
        .denominator =
            whole(reading, from->line, "denominator", sl_row_cell(csv, from, "denominator"))};
    check(reading, row);
}

static void bind(struct sl_query *q, const struct sl_figure *f, char days[2][SL_DAY_SIZE]) {
    sl_query_text(q, ":code", f->code);
    sl_query_text(q, ":unit", f->unit);
    sl_query_text(q, ":from", sl_day_format(f->from, days[0]));
    sl_query_text(q, ":to", sl_day_format(f->to, days[1]));
}

static enum sl_status upsert(struct sl_store *store, const struct sl_figure *f,
                             struct sl_error *err) {
    char days[2][SL_DAY_SIZE], drawn[SL_DAY_SIZE];
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "INSERT INTO figure (code, unit, period_from, period_to, numerator, denominator, source, "
        "drawn_on, imported_at) VALUES (:code, :unit, :from, :to, :numerator, :denominator, "
        ":source, :drawn, :at) ON CONFLICT (code, unit, period_from, period_to) DO UPDATE SET "
        "numerator = excluded.numerator, denominator = excluded.denominator, "
        "source = excluded.source, drawn_on = excluded.drawn_on, "
        "imported_at = excluded.imported_at WHERE figure.drawn_on < excluded.drawn_on",
        err);
    bind(&q, f, days);
    sl_query_int(&q, ":numerator", f->numerator);
    sl_query_int(&q, ":denominator", f->denominator);
    sl_query_text(&q, ":source", f->source);
    sl_query_text(&q, ":drawn", sl_day_format(f->drawn_on, drawn));
    sl_query_int(&q, ":at", sl_store_now(store));
    return sl_query_run(&q);
}

static enum sl_status check_unit(struct sl_store *store, struct reading *reading,
                                 const struct row *row, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "SELECT code FROM team WHERE code = :unit"
                                      " UNION ALL SELECT code FROM service WHERE code = :unit",
                                      err);
    sl_query_text(&q, ":unit", row->unit);
    if (strcmp(row->unit, "all") != 0 && !sl_query_next(&q) && q.status == SL_OK)
        sl_faults_tell(&reading->faults, row->line, "unit '%s' is no team, no service and not all",
                       row->unit);
    return q.status;
}

/* known: is the figure there? One of the same drawing with other numbers is told. */
static enum sl_status compare(struct sl_store *store, struct reading *reading,
                              const struct row *row, bool *known, struct sl_error *err) {
    char days[2][SL_DAY_SIZE], drawn[SL_DAY_SIZE];
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT numerator, denominator, drawn_on FROM figure WHERE code = :code AND unit = :unit "
        "AND period_from = :from AND period_to = :to",
        err);
    bind(&q, &row->figure, days);
    *known = sl_query_next(&q);
    sl_day_format(row->figure.drawn_on, drawn);
    if (*known && strcmp(sl_query_get_text(&q, 2), drawn) == 0 &&
        (sl_query_get_int(&q, 0) != row->figure.numerator ||
         sl_query_get_int(&q, 1) != row->figure.denominator))
        sl_faults_tell(&reading->faults, row->line,
                       "figure %s of %s drawn on %s is kept as %lld of %lld; other numbers need a "
                       "later drawing",
                       row->code, row->unit, drawn, (long long)sl_query_get_int(&q, 0),
                       (long long)sl_query_get_int(&q, 1));
    return q.status;
}

static enum sl_status check_kept(struct sl_store *store, struct reading *reading,
                                 struct sl_error *err) {
    enum sl_status status = SL_OK;
    for (size_t i = 0; status == SL_OK && i < reading->count; i++) {
        bool known;
        status = check_unit(store, reading, &reading->rows[i], err);
        if (status == SL_OK)
            status = compare(store, reading, &reading->rows[i], &known, err);
    }
    return status == SL_OK ? sl_faults_end(&reading->faults, err) : status;
}

static enum sl_status keep_one(struct sl_store *store, struct reading *reading,
                               const struct row *row, struct sl_error *err) {
    bool known = false;
    enum sl_status status = compare(store, reading, row, &known, err);
    if (status == SL_OK)
        status = upsert(store, &row->figure, err);
    if (status != SL_OK || sl_store_changes(store) == 0)
        return status;
    reading->import->added += known ? 0 : 1;
    reading->import->changed += known ? 1 : 0;
    return SL_OK;
}

static enum sl_status keep(struct sl_store *store, void *context, struct sl_error *err) {
    struct reading *reading = context;
    reading->import->added = reading->import->changed = 0;
    enum sl_status status = SL_OK;
    for (size_t i = 0; status == SL_OK && i < reading->count; i++)
        status = keep_one(store, reading, &reading->rows[i], err);
    if (status == SL_OK)
        status = sl_faults_end(&reading->faults, err);
    if (status != SL_OK || reading->import->added + reading->import->changed == 0)
        return status;
    const struct sl_trail_entry entry = {
        .actor = reading->import->actor, .verb = "figure.import", .object = "figures"};
    return sl_trail_add(store, &entry, err);
}

enum sl_status sl_figure_import(struct sl_store *store, struct sl_figure_import *import,
                                struct sl_error *err) {
    static const char *const columns[] = {"code",      "unit",      "period_from",
                                          "period_to", "numerator", "denominator",
                                          "source",    "drawn_on",  NULL};
    SL_AUTO(drop)
    struct reading reading = {.import = import,
                              .faults = sl_faults_of(import->path, import->told, import->context)};
    enum sl_status status =
        sl_rows_each(import->path, columns, &reading.faults, read_row, &reading, err);
    if (status == SL_OK)
        status = sl_faults_end(&reading.faults, err);
    if (status == SL_OK)
        status = check_kept(store, &reading, err);
    import->rows = reading.count;
    if (status != SL_OK || import->dry_run)
        return status;
    return sl_store_write(store, keep, &reading, err);
}

enum sl_status sl_figure_each(struct sl_store *store, const char *code, sl_day from, sl_day to,
                              sl_figure_fn *each, void *context, struct sl_error *err) {
    char first[SL_DAY_SIZE], last[SL_DAY_SIZE];
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT code, unit, period_from, period_to, numerator, denominator, source, drawn_on "
        "FROM figure WHERE (:any = 1 OR code = :code) AND period_from >= :from AND "
        "(:to = '' OR period_to <= :to) ORDER BY code, unit, period_from, period_to",
        err);
    sl_query_int(&q, ":any", code == NULL);
    sl_query_text(&q, ":code", code ? code : "");
    sl_query_text(&q, ":from", sl_day_format(from, first));
    sl_query_text(&q, ":to", sl_day_format(to, last));
    enum sl_status status = SL_OK;
    while (status == SL_OK && sl_query_next(&q)) {
        struct sl_figure figure = {.code = sl_query_get_text(&q, 0),
                                   .unit = sl_query_get_text(&q, 1),
                                   .numerator = sl_query_get_int(&q, 4),
                                   .denominator = sl_query_get_int(&q, 5),
                                   .source = sl_query_get_text(&q, 6)};
        status = sl_day_parse(sl_query_get_text(&q, 2), &figure.from, err);
        if (status == SL_OK)
            status = sl_day_parse(sl_query_get_text(&q, 3), &figure.to, err);
        if (status == SL_OK)
            status = sl_day_parse(sl_query_get_text(&q, 7), &figure.drawn_on, err);
        if (status == SL_OK)
            status = each(context, &figure, err);
    }
    return status != SL_OK ? status : q.status;
}
