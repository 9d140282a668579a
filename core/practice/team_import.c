#include "practice/team.h"
#include "store/query.h"
#include <stdlib.h>
#include <string.h>

/* One row of either file, with its own copies of the cells. */
struct row {
    long line;
    char *staff, *role;
    char *team, *name, *service, *service_name, *locality;
    sl_day from, to;
};

struct import {
    struct row *rows;
    size_t count, capacity;
    struct sl_faults faults;
    const char *actor;
    size_t added;
};

static void drop_rows(struct import *import) {
    for (size_t i = 0; i < import->count; i++) {
        const struct row *row = &import->rows[i];
        char *const texts[] = {row->team,     row->name,  row->service, row->service_name,
                               row->locality, row->staff, row->role};
        for (size_t k = 0; k < SL_COUNT(texts); k++)
            free(texts[k]);
    }
    free(import->rows);
}

static struct row *add_row(struct import *import, long line) {
    if (import->count == import->capacity) {
        import->capacity = import->capacity > 0 ? 2 * import->capacity : 64;
        import->rows = sl_resize(import->rows, import->capacity, sizeof *import->rows);
    }
    struct row *row = &import->rows[import->count++];
    *row = (struct row){.line = line};
    return row;
}

static void read_team_row(void *context, const struct sl_csv *csv, const struct sl_csv_row *from) {
    struct import *import = context;
    struct row *row = add_row(import, from->line);
    row->team = sl_copy(sl_row_cell(csv, from, "team"));
    row->name = sl_copy(sl_row_cell(csv, from, "name"));
    row->service = sl_copy(sl_row_cell(csv, from, "service"));
    row->service_name = sl_copy(sl_row_cell(csv, from, "service_name"));
    row->locality = sl_copy(sl_row_cell(csv, from, "locality"));
    row->from = sl_row_day(&import->faults, csv, from, "opened");
    row->to = sl_row_day(&import->faults, csv, from, "closed");
    if (row->team[0] == '\0' || row->name[0] == '\0' || row->service[0] == '\0')
        sl_faults_tell(&import->faults, from->line, "team, name and service may not be empty");
    else if (row->from == SL_DAY_NONE)
        sl_faults_tell(&import->faults, from->line, "team %s has no opening day", row->team);
}

static void read_staff_row(void *context, const struct sl_csv *csv, const struct sl_csv_row *from) {
    struct import *import = context;
    struct row *row = add_row(import, from->line);
    row->staff = sl_copy(sl_row_cell(csv, from, "staff"));
    row->role = sl_copy(sl_row_cell(csv, from, "role"));
    row->team = sl_copy(sl_row_cell(csv, from, "team"));
    row->from = sl_row_day(&import->faults, csv, from, "from");
    row->to = sl_row_day(&import->faults, csv, from, "to");
    if (row->staff[0] == '\0' || row->role[0] == '\0')
        sl_faults_tell(&import->faults, from->line, "staff and role may not be empty");
}

static int by_name_and_day(const void *left, const void *right) {
    const struct row *a = left, *b = right;
    int order = a->staff != NULL ? strcmp(a->staff, b->staff) : strcmp(a->team, b->team);
    if (order == 0)
        order = (a->from > b->from) - (a->from < b->from);
    return order != 0 ? order : (a->line > b->line) - (a->line < b->line);
}

/* What the store has of a team's memberships, in order of their first days. */
struct membership {
    char service[SL_TEAM_CODE_SIZE];
    sl_day from, to;
};

enum { MEMBERSHIPS_MOST = 64 };

static enum sl_status read_memberships(struct sl_store *store, const char *team,
                                       struct membership *kept, size_t *count,
                                       struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "SELECT service, valid_from, coalesce(valid_to, '')"
                                      " FROM team_service WHERE team = :team ORDER BY valid_from",
                                      err);
    sl_query_text(&q, ":team", team);
    *count = 0;
    while (*count < MEMBERSHIPS_MOST && sl_query_next(&q)) {
        struct membership *one = &kept[(*count)++];
        one->from = one->to = SL_DAY_NONE;
        strncpy(one->service, sl_query_get_text(&q, 0), sizeof one->service - 1);
        one->service[sizeof one->service - 1] = '\0';
        sl_day_parse(sl_query_get_text(&q, 1), &one->from, NULL);
        if (sl_query_get_text(&q, 2)[0] != '\0')
            sl_day_parse(sl_query_get_text(&q, 2), &one->to, NULL);
    }
    return q.status;
}

static enum sl_status add_services(struct sl_store *store, const struct import *import,
                                   struct sl_error *err) {
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < import->count && status == SL_OK; i++) {
        const struct row *row = &import->rows[i];
        SL_AUTO(sl_query_close)
        struct sl_query q = sl_query_open(store, "SELECT 1 FROM service WHERE code = :code", err);
        sl_query_text(&q, ":code", row->service);
        bool there = sl_query_next(&q);
        const char *name = row->service_name[0] != '\0' ? row->service_name : row->service;
        struct sl_service service = {row->service, name};
        status = q.status;
        if (status == SL_OK && (!there || row->service_name[0] != '\0'))
            status = sl_service_add(store, &service, import->actor, err);
    }
    return status;
}

/* A row that the store doesn't have yet: the team's first, or a move. */
static enum sl_status add_membership(struct sl_store *store, struct import *import,
                                     const struct row *row, bool first, struct sl_error *err) {
    import->added++;
    if (!first)
        return sl_team_move(store, row->team, row->service, row->from, import->actor, err);
    struct sl_team team = {.code = row->team,
                           .name = row->name,
                           .locality = row->locality,
                           .service = row->service,
                           .opened = row->from,
                           .closed = SL_DAY_NONE};
    return sl_team_add(store, &team, import->actor, err);
}

static enum sl_status apply_row(struct sl_store *store, struct import *import,
                                const struct row *row, const struct membership *kept, bool first,
                                bool last, struct sl_error *err) {
    if (kept != NULL && (strcmp(kept->service, row->service) != 0 || kept->from != row->from))
        return sl_fail(err, SL_CONFLICT, "team",
                       "team %s is there already with other days or another service", row->team);
    bool closes = last && row->to != SL_DAY_NONE;
    if (closes && kept != NULL && kept->to == row->to)
        return SL_OK;
    enum sl_status status = SL_OK;
    if (kept == NULL)
        status = add_membership(store, import, row, first, err);
    if (status == SL_OK && closes)
        status = sl_team_close(store, row->team, row->to, import->actor, err);
    return status;
}

static void apply_team(struct sl_store *store, struct import *import, const struct row *rows,
                       size_t count) {
    struct membership kept[MEMBERSHIPS_MOST];
    struct sl_error fault = {0};
    size_t known = 0;
    enum sl_status status = read_memberships(store, rows[0].team, kept, &known, &fault);
    for (size_t i = 0; i < count; i++) {
        bool last = i + 1 == count;
        if (status == SL_OK && !last && rows[i].to != SL_DAY_NONE &&
            rows[i].to + 1 != rows[i + 1].from)
            sl_faults_tell(&import->faults, rows[i + 1].line,
                           "team %s: this row does not begin the day after the row before it ends",
                           rows[i].team);
        if (status == SL_OK)
            status = apply_row(store, import, &rows[i], i < known ? &kept[i] : NULL, i == 0, last,
                               &fault);
        if (status != SL_OK) {
            sl_faults_tell(&import->faults, rows[i].line, "%s", fault.text);
            return;
        }
    }
}

static enum sl_status apply_teams(struct sl_store *store, void *context, struct sl_error *err) {
    struct import *import = context;
    import->added = 0;
    enum sl_status status = add_services(store, import, err);
    if (status != SL_OK)
        return status;
    for (size_t from = 0, to; from < import->count; from = to) {
        to = from + 1;
        while (to < import->count && strcmp(import->rows[to].team, import->rows[from].team) == 0)
            to++;
        apply_team(store, import, &import->rows[from], to - from);
    }
    return sl_faults_end(&import->faults, err);
}

static enum sl_status count_staff(struct sl_store *store, int64_t *n, struct sl_error *err) {
    return sl_query_number(
        store, "SELECT (SELECT count(*) FROM staff) + (SELECT count(*) FROM staff_team)", n, err);
}

static enum sl_status apply_staff(struct sl_store *store, void *context, struct sl_error *err) {
    struct import *import = context;
    int64_t before = 0, after = 0;
    import->added = 0;
    enum sl_status status = count_staff(store, &before, err);
    for (size_t i = 0; i < import->count && status == SL_OK; i++) {
        const struct row *row = &import->rows[i];
        struct sl_error fault = {0};
        struct sl_staff staff = {row->staff, row->role, row->team, row->from, row->to};
        if (sl_staff_add(store, &staff, import->actor, &fault) != SL_OK)
            sl_faults_tell(&import->faults, row->line, "%s", fault.text);
        status = count_staff(store, &after, err);
        import->added += after > before;
        before = after;
    }
    return status == SL_OK ? sl_faults_end(&import->faults, err) : status;
}

static enum sl_status run(struct sl_store *store, struct import *import, const char *path,
                          const char *const *columns, sl_row_fn *read, sl_write_fn *apply,
                          size_t *added, struct sl_error *err) {
    enum sl_status status = sl_rows_each(path, columns, &import->faults, read, import, err);
    if (status == SL_OK)
        status = sl_faults_end(&import->faults, err);
    if (status == SL_OK && import->count > 0)
        qsort(import->rows, import->count, sizeof *import->rows, by_name_and_day);
    if (status == SL_OK)
        status = sl_store_write(store, apply, import, err);
    if (status == SL_OK)
        *added = import->added;
    drop_rows(import);
    return status;
}

enum sl_status sl_team_import(struct sl_store *store, const char *path, const char *actor,
                              sl_told *told, void *context, size_t *added, struct sl_error *err) {
    static const char *const columns[] = {"team", "name", "service", "opened", "closed", NULL};
    struct import import = {.faults = sl_faults_of(path, told, context), .actor = actor};
    return run(store, &import, path, columns, read_team_row, apply_teams, added, err);
}

enum sl_status sl_staff_import(struct sl_store *store, const char *path, const char *actor,
                               sl_told *told, void *context, size_t *added, struct sl_error *err) {
    static const char *const columns[] = {"staff", "role", "team", "from", "to", NULL};
    struct import import = {.faults = sl_faults_of(path, told, context), .actor = actor};
    return run(store, &import, path, columns, read_staff_row, apply_staff, added, err);
}
