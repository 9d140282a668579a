#include "practice/team.h"
#include "store/query.h"
#include "store/trail.h"
#include <stdio.h>
#include <string.h>

static enum sl_status tell_trail(struct sl_store *store, const char *actor, const char *verb,
                                 const char *object, struct sl_error *err) {
    struct sl_trail_entry entry = {.actor = actor, .verb = verb, .object = object};
    return sl_trail_add(store, &entry, err);
}

static enum sl_status check_code(const char *what, const char *code, struct sl_error *err) {
    size_t length = strlen(code);
    if (length > 0 && length < SL_TEAM_CODE_SIZE && strpbrk(code, " \t\n,;") == NULL)
        return SL_OK;
    return sl_fail(err, SL_INVALID, what,
                   "'%s' is no code of a %s: 1 to 64 characters without spaces, commas or "
                   "semicolons",
                   code, what);
}

static void bind_day(struct sl_query *query, const char *name, sl_day day, char text[SL_DAY_SIZE]) {
    if (day == SL_DAY_NONE)
        sl_query_null(query, name);
    else
        sl_query_text(query, name, sl_day_format(day, text));
}

static sl_day get_day(const struct sl_query *query, int column) {
    sl_day day = SL_DAY_NONE;
    if (!sl_query_is_null(query, column))
        sl_day_parse(sl_query_get_text(query, column), &day, NULL);
    return day;
}

/* Services */

struct service_write {
    const struct sl_service *service;
    const char *actor;
};

static enum sl_status add_service(struct sl_store *store, void *context, struct sl_error *err) {
    const struct service_write *write = context;
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "INSERT INTO service (code, name) VALUES (:code, :name)"
        " ON CONFLICT (code) DO UPDATE SET name = excluded.name WHERE service.name <> excluded.name"
        " RETURNING code",
        err);
    sl_query_text(&q, ":code", write->service->code);
    sl_query_text(&q, ":name", write->service->name);
    bool changed = sl_query_next(&q);
    if (q.status != SL_OK || !changed)
        return q.status;
    return tell_trail(store, write->actor, "service.add", write->service->code, err);
}

enum sl_status sl_service_add(struct sl_store *store, const struct sl_service *service,
                              const char *actor, struct sl_error *err) {
    struct service_write write = {service, actor};
    enum sl_status status = check_code("service", service->code, err);
    return status == SL_OK ? sl_store_write(store, add_service, &write, err) : status;
}

static enum sl_status find_service(struct sl_store *store, const char *code, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store, "SELECT 1 FROM service WHERE code = :code", err);
    sl_query_text(&q, ":code", code);
    if (sl_query_next(&q) || q.status != SL_OK)
        return q.status;
    return sl_fail(err, SL_NOT_FOUND, "service", "There is no service '%s'", code);
}

/* Teams */

struct team_write {
    const struct sl_team *team; /* for a new one */
    const char *code, *service;
    sl_day day;
    const char *actor;
};

/* SL_END: the same team is there already. */
static enum sl_status compare_team(struct sl_store *store, const struct sl_team *team,
                                   struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "SELECT t.name, coalesce(t.locality, ''), t.opened_on, t.closed_on, s.service"
                      " FROM team t JOIN team_service s ON s.team = t.code WHERE t.code = :code"
                      " ORDER BY s.valid_from LIMIT 1",
                      err);
    sl_query_text(&q, ":code", team->code);
    if (!sl_query_next(&q))
        return q.status;
    if (strcmp(sl_query_get_text(&q, 0), team->name) == 0 &&
        strcmp(sl_query_get_text(&q, 1), team->locality) == 0 && get_day(&q, 2) == team->opened &&
        get_day(&q, 3) == team->closed && strcmp(sl_query_get_text(&q, 4), team->service) == 0)
        return SL_END;
    return sl_fail(err, SL_CONFLICT, "team",
                   "Team %s is there already as '%s' of service %s, opened %s; close or move it "
                   "instead of adding it again",
                   team->code, sl_query_get_text(&q, 0), sl_query_get_text(&q, 4),
                   sl_query_get_text(&q, 2));
}

static enum sl_status insert_team(struct sl_store *store, const struct sl_team *team,
                                  struct sl_error *err) {
    char opened[SL_DAY_SIZE], closed[SL_DAY_SIZE];
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "INSERT INTO team (code, name, locality, opened_on, closed_on)"
                      " VALUES (:code, :name, :locality, :opened, :closed)",
                      err);
    sl_query_text(&q, ":code", team->code);
    sl_query_text(&q, ":name", team->name);
    sl_query_text(&q, ":locality", team->locality[0] != '\0' ? team->locality : NULL);
    bind_day(&q, ":opened", team->opened, opened);
    bind_day(&q, ":closed", team->closed, closed);
    return sl_query_run(&q);
}

static enum sl_status insert_membership(struct sl_store *store, const char *team,
                                        const char *service, sl_day from, sl_day to,
                                        struct sl_error *err) {
    char from_text[SL_DAY_SIZE], to_text[SL_DAY_SIZE];
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "INSERT INTO team_service (team, service, valid_from, valid_to)"
                      " VALUES (:team, :service, :from, :to)",
                      err);
    sl_query_text(&q, ":team", team);
    sl_query_text(&q, ":service", service);
    bind_day(&q, ":from", from, from_text);
    bind_day(&q, ":to", to, to_text);
    return sl_query_run(&q);
}

static enum sl_status add_team(struct sl_store *store, void *context, struct sl_error *err) {
    const struct team_write *write = context;
    const struct sl_team *team = write->team;
    enum sl_status status = compare_team(store, team, err);
    if (status == SL_END)
        return SL_OK;
    if (status == SL_OK)
        status = find_service(store, team->service, err);
    if (status == SL_OK)
        status = insert_team(store, team, err);
    if (status == SL_OK)
        status =
            insert_membership(store, team->code, team->service, team->opened, team->closed, err);
    if (status == SL_OK)
        status = tell_trail(store, write->actor, "team.add", team->code, err);
    return status;
}

enum sl_status sl_team_add(struct sl_store *store, const struct sl_team *team, const char *actor,
                           struct sl_error *err) {
    struct team_write write = {.team = team, .actor = actor};
    enum sl_status status = check_code("team", team->code, err);
    if (status == SL_OK && team->opened == SL_DAY_NONE)
        status = sl_fail(err, SL_INVALID, "opened", "Team %s has no opening day", team->code);
    if (status == SL_OK && team->closed != SL_DAY_NONE && team->closed < team->opened)
        status = sl_fail(err, SL_INVALID, "closed", "Team %s closes before it opens", team->code);
    return status == SL_OK ? sl_store_write(store, add_team, &write, err) : status;
}

/* Sets the last day of the membership that runs without end, and of the team with it if closing. */
static enum sl_status end_membership(struct sl_store *store, const char *team, sl_day last,
                                     struct sl_error *err) {
    char text[SL_DAY_SIZE];
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "UPDATE team_service SET valid_to = :last WHERE team = :team AND valid_to IS"
                      " NULL AND valid_from <= :last RETURNING service",
                      err);
    sl_query_text(&q, ":team", team);
    bind_day(&q, ":last", last, text);
    bool ended = sl_query_next(&q);
    if (q.status != SL_OK || ended)
        return q.status;
    return sl_fail(err, SL_INVALID, "day",
                   "Team %s can't end on %s: it is closed, opened later or was moved later", team,
                   text);
}

static enum sl_status move_team(struct sl_store *store, void *context, struct sl_error *err) {
    const struct team_write *write = context;
    enum sl_status status = find_service(store, write->service, err);
    if (status == SL_OK)
        status = end_membership(store, write->code, write->day - 1, err);
    if (status == SL_OK)
        status =
            insert_membership(store, write->code, write->service, write->day, SL_DAY_NONE, err);
    if (status == SL_OK)
        status = tell_trail(store, write->actor, "team.move", write->code, err);
    return status;
}

static enum sl_status close_team(struct sl_store *store, void *context, struct sl_error *err) {
    const struct team_write *write = context;
    char text[SL_DAY_SIZE];
    enum sl_status status = end_membership(store, write->code, write->day, err);
    if (status != SL_OK)
        return status;
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store, "UPDATE team SET closed_on = :day WHERE code = :code", err);
    sl_query_text(&q, ":code", write->code);
    bind_day(&q, ":day", write->day, text);
    status = sl_query_run(&q);
    return status == SL_OK ? tell_trail(store, write->actor, "team.close", write->code, err)
                           : status;
}

static enum sl_status find_team(struct sl_store *store, const char *code, struct sl_error *err) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer there = {0};
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store, "SELECT code FROM team ORDER BY code", err);
    while (sl_query_next(&q)) {
        if (strcmp(sl_query_get_text(&q, 0), code) == 0)
            return SL_OK;
        sl_buffer_format(&there, "%s%s", there.length > 0 ? ", " : "", sl_query_get_text(&q, 0));
    }
    if (q.status != SL_OK)
        return q.status;
    return sl_fail(err, SL_NOT_FOUND, "team", "There is no team '%s'; there are: %s", code,
                   there.length > 0 ? there.bytes : "none yet");
}

enum sl_status sl_team_move(struct sl_store *store, const char *team, const char *service,
                            sl_day day, const char *actor, struct sl_error *err) {
    struct team_write write = {.code = team, .service = service, .day = day, .actor = actor};
    enum sl_status status = find_team(store, team, err);
    return status == SL_OK ? sl_store_write(store, move_team, &write, err) : status;
}

enum sl_status sl_team_close(struct sl_store *store, const char *team, sl_day day,
                             const char *actor, struct sl_error *err) {
    struct team_write write = {.code = team, .day = day, .actor = actor};
    enum sl_status status = find_team(store, team, err);
    return status == SL_OK ? sl_store_write(store, close_team, &write, err) : status;
}

static enum sl_status not_open(struct sl_store *store, const char *team, const char *day,
                               struct sl_error *err) {
    enum sl_status status = find_team(store, team, err);
    if (status != SL_OK)
        return status;
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store, "SELECT opened_on, closed_on FROM team WHERE code = :code", err);
    sl_query_text(&q, ":code", team);
    if (!sl_query_next(&q))
        return q.status;
    return sl_fail(err, SL_NOT_FOUND, "team", "Team %s was not open on %s: it opened on %s%s%s",
                   team, day, sl_query_get_text(&q, 0),
                   sl_query_is_null(&q, 1) ? "" : " and closed on ", sl_query_get_text(&q, 1));
}

enum sl_status sl_team_service_on(struct sl_store *store, const char *team, sl_day day,
                                  char service[SL_TEAM_CODE_SIZE], struct sl_error *err) {
    char text[SL_DAY_SIZE];
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT service FROM team_service WHERE team = :team AND valid_from <= :day"
        " AND (valid_to IS NULL OR valid_to >= :day) ORDER BY valid_from DESC LIMIT 1",
        err);
    sl_query_text(&q, ":team", team);
    sl_query_text(&q, ":day", sl_day_format(day, text));
    if (sl_query_next(&q)) {
        snprintf(service, SL_TEAM_CODE_SIZE, "%s", sl_query_get_text(&q, 0));
        return SL_OK;
    }
    return q.status != SL_OK ? q.status : not_open(store, team, text, err);
}

/* Staff */

struct staff_write {
    const struct sl_staff *staff;
    const char *actor;
    bool changed;
};

static enum sl_status keep_staff(struct sl_store *store, struct staff_write *write,
                                 struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "INSERT INTO staff (code, role) VALUES (:code, :role)"
        " ON CONFLICT (code) DO UPDATE SET role = excluded.role WHERE staff.role <> excluded.role"
        " RETURNING code",
        err);
    sl_query_text(&q, ":code", write->staff->code);
    sl_query_text(&q, ":role", write->staff->role);
    if (sl_query_next(&q))
        write->changed = true;
    return q.status;
}

static enum sl_status end_earlier_team(struct sl_store *store, const struct sl_staff *staff,
                                       struct sl_error *err) {
    char from[SL_DAY_SIZE], last[SL_DAY_SIZE];
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "UPDATE staff_team SET valid_to = :last WHERE staff = :staff"
                                      " AND valid_to IS NULL AND valid_from < :from",
                                      err);
    sl_query_text(&q, ":staff", staff->code);
    sl_query_text(&q, ":from", sl_day_format(staff->from, from));
    sl_query_text(&q, ":last", sl_day_format(staff->from - 1, last));
    return sl_query_run(&q);
}

static enum sl_status keep_staff_team(struct sl_store *store, struct staff_write *write,
                                      struct sl_error *err) {
    const struct sl_staff *staff = write->staff;
    char from[SL_DAY_SIZE], to[SL_DAY_SIZE];
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "INSERT INTO staff_team (staff, team, valid_from, valid_to)"
        " VALUES (:staff, :team, :from, :to)"
        " ON CONFLICT (staff, team, valid_from) DO UPDATE SET valid_to = excluded.valid_to"
        " WHERE excluded.valid_to IS NOT NULL AND coalesce(staff_team.valid_to, '') <>"
        " excluded.valid_to"
        " RETURNING staff",
        err);
    sl_query_text(&q, ":staff", staff->code);
    sl_query_text(&q, ":team", staff->team);
    bind_day(&q, ":from", staff->from, from);
    bind_day(&q, ":to", staff->to, to);
    if (sl_query_next(&q))
        write->changed = true;
    return q.status;
}

static enum sl_status add_staff(struct sl_store *store, void *context, struct sl_error *err) {
    struct staff_write *write = context;
    const struct sl_staff *staff = write->staff;
    write->changed = false;
    enum sl_status status = keep_staff(store, write, err);
    if (status == SL_OK && staff->team[0] != '\0') {
        status = find_team(store, staff->team, err);
        if (status == SL_OK)
            status = end_earlier_team(store, staff, err);
        if (status == SL_OK)
            status = keep_staff_team(store, write, err);
    }
    if (status == SL_OK && write->changed)
        status = tell_trail(store, write->actor, "staff.add", staff->code, err);
    return status;
}

enum sl_status sl_staff_add(struct sl_store *store, const struct sl_staff *staff, const char *actor,
                            struct sl_error *err) {
    struct staff_write write = {.staff = staff, .actor = actor};
    enum sl_status status = check_code("staff", staff->code, err);
    if (status == SL_OK && staff->team[0] != '\0' && staff->from == SL_DAY_NONE)
        status = sl_fail(err, SL_INVALID, "from", "%s joined team %s on which day?", staff->code,
                         staff->team);
    if (status == SL_OK && staff->to != SL_DAY_NONE && staff->to < staff->from)
        status = sl_fail(err, SL_INVALID, "to", "%s left team %s before joining it", staff->code,
                         staff->team);
    return status == SL_OK ? sl_store_write(store, add_staff, &write, err) : status;
}

enum sl_status sl_staff_find(struct sl_store *store, const char *staff, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store, "SELECT 1 FROM staff WHERE code = :code", err);
    sl_query_text(&q, ":code", staff);
    if (sl_query_next(&q) || q.status != SL_OK)
        return q.status;
    return sl_fail(err, SL_NOT_FOUND, "staff",
                   "There is no '%s' among the staff; staff import adds people", staff);
}

enum sl_status sl_staff_team_on(struct sl_store *store, const char *staff, sl_day day,
                                char team[SL_TEAM_CODE_SIZE], struct sl_error *err) {
    char text[SL_DAY_SIZE];
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT team FROM staff_team WHERE staff = :staff AND valid_from <= :day"
        " AND (valid_to IS NULL OR valid_to >= :day) ORDER BY valid_from DESC, team LIMIT 1",
        err);
    sl_query_text(&q, ":staff", staff);
    sl_query_text(&q, ":day", sl_day_format(day, text));
    bool found = sl_query_next(&q);
    if (q.status == SL_OK)
        snprintf(team, SL_TEAM_CODE_SIZE, "%s", found ? sl_query_get_text(&q, 0) : "");
    return q.status;
}

/* Going through them */

enum sl_status sl_service_each(struct sl_store *store, sl_service_fn *each, void *context,
                               struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store, "SELECT code, name FROM service ORDER BY code", err);
    enum sl_status status = SL_OK;
    while (status == SL_OK && sl_query_next(&q)) {
        struct sl_service service = {sl_query_get_text(&q, 0), sl_query_get_text(&q, 1)};
        status = each(context, &service, err);
    }
    return status != SL_OK ? status : q.status;
}

enum sl_status sl_team_each(struct sl_store *store, const char *service, sl_day day,
                            sl_team_fn *each, void *context, struct sl_error *err) {
    char text[SL_DAY_SIZE];
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT t.code, t.name, coalesce(t.locality, ''), s.service, t.opened_on, t.closed_on"
        " FROM team t JOIN team_service s ON s.team = t.code"
        " WHERE (:service = '' OR s.service = :service)"
        " AND CASE WHEN :day = '' THEN s.valid_from = (SELECT max(l.valid_from) FROM team_service"
        " l WHERE l.team = t.code)"
        " ELSE s.valid_from <= :day AND (s.valid_to IS NULL OR s.valid_to >= :day) END"
        " ORDER BY t.code",
        err);
    sl_query_text(&q, ":service", service != NULL ? service : "");
    sl_query_text(&q, ":day", sl_day_format(day, text));
    enum sl_status status = SL_OK;
    while (status == SL_OK && sl_query_next(&q)) {
        struct sl_team team = {sl_query_get_text(&q, 0), sl_query_get_text(&q, 1),
                               sl_query_get_text(&q, 2), sl_query_get_text(&q, 3),
                               get_day(&q, 4),           get_day(&q, 5)};
        status = each(context, &team, err);
    }
    return status != SL_OK ? status : q.status;
}
