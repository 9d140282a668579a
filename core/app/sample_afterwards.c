#include "app/sample_inside.h"
#include "practice/action.h"
#include "practice/decision.h"
#include "practice/figure.h"
#include "practice/moderation.h"
#include "practice/practice_day.h"
#include "store/query.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char actor[] = "shipped";

/* A record as the steps after saving see it. */
struct graded {
    int64_t record_no;
    char grade[2], judged[2]; /* of record; the auditor's own */
    sl_day day;
};

struct step {
    struct sl_sample_world *world;
    struct graded *rows;
    size_t count, next;
    enum sl_status (*each)(struct step *step, struct sl_store *store, const struct graded *row,
                           struct sl_error *err);
};

enum { BATCH = 100 };

static enum sl_status run_some(struct sl_store *store, void *context, struct sl_error *err) {
    struct step *step = context;
    enum sl_status status = SL_OK;
    for (size_t i = step->next; status == SL_OK && i < step->count && i < step->next + BATCH; i++)
        status = step->each(step, store, &step->rows[i], err);
    return status;
}

static enum sl_status run_all(struct step *step, struct sl_error *err) {
    enum sl_status status = SL_OK;
    for (step->next = 0; status == SL_OK && step->next < step->count; step->next += BATCH)
        status = sl_store_write(step->world->store, run_some, step, err);
    return status;
}

static enum sl_status read_graded(struct step *step, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        step->world->store,
        "SELECT r.record_no, coalesce(r.grade, ''), coalesce(a.value, ''), r.day FROM record r "
        "LEFT JOIN answer a ON a.record_no = r.record_no AND a.question = 'X6' AND a.row_no = 0 "
        "WHERE r.grade IS NOT NULL ORDER BY r.record_no",
        err);
    while (sl_query_next(&q)) {
        if (step->count % 256 == 0)
            step->rows = sl_resize(step->rows, step->count + 256, sizeof *step->rows);
        struct graded *row = &step->rows[step->count++];
        *row = (struct graded){.record_no = sl_query_get_int(&q, 0)};
        row->grade[0] = sl_query_get_text(&q, 1)[0];
        row->judged[0] = sl_query_get_text(&q, 2)[0];
        if (sl_day_parse(sl_query_get_text(&q, 3), &row->day, err) != SL_OK)
            return SL_INVALID;
    }
    return q.status;
}

static enum sl_status make_action(struct sl_store *store, const struct sl_query *q,
                                  const struct graded *row, struct sl_error *err) {
    char id[SL_ID_SIZE], name[48], kept[SL_ID_SIZE];
    snprintf(name, sizeof name, "%lld/%lld", (long long)row->record_no,
             (long long)sl_query_get_int(q, 0));
    sl_id_from_name("sample action", name, id);
    sl_day due = SL_DAY_NONE;
    (void)sl_day_parse(sl_query_get_text(q, 3), &due, NULL);
    const struct sl_action_new action = {.id = id,
                                         .source = "record",
                                         .source_id = sl_query_get_text(q, 5),
                                         .record_no = row->record_no,
                                         .team = sl_query_get_text(q, 6),
                                         .wording = sl_query_get_text(q, 1),
                                         .owner = sl_query_get_text(q, 2),
                                         .due_on = due,
                                         .due_text = sl_query_get_text(q, 3),
                                         .expected_evidence = sl_query_get_text(q, 4),
                                         .raised_on = row->day};
    return sl_action_add(store, &action, actor, kept, err);
}

/* Of the agreed actions of a record, one a row. */
static enum sl_status make_actions(struct step *step, struct sl_store *store,
                                   const struct graded *row, struct sl_error *err) {
    (void)step;
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT w.row_no, w.value, coalesce(o.value, 'Social worker'), coalesce(d.value, ''), "
        "coalesce(e.value, ''), r.id, r.team FROM record r "
        "JOIN answer w ON w.record_no = r.record_no AND w.question = 'act.action' "
        "LEFT JOIN answer o ON o.record_no = w.record_no AND o.row_no = w.row_no "
        "AND o.question = 'act.owner' "
        "LEFT JOIN answer d ON d.record_no = w.record_no AND d.row_no = w.row_no "
        "AND d.question = 'act.by_when' "
        "LEFT JOIN answer e ON e.record_no = w.record_no AND e.row_no = w.row_no "
        "AND e.question = 'act.expected_evidence' "
        "WHERE r.record_no = :record ORDER BY w.row_no",
        err);
    sl_query_int(&q, ":record", row->record_no);
    enum sl_status status = SL_OK;
    while (status == SL_OK && sl_query_next(&q))
        status = make_action(store, &q, row, err);
    return status != SL_OK ? status : q.status;
}

static enum sl_status moderate(struct step *step, struct sl_store *store, const struct graded *row,
                               struct sl_error *err) {
    struct sl_random random = sl_sample_chance(step->world, "moderation", row->record_no);
    bool changed = row->judged[0] && row->judged[0] != row->grade[0];
    bool forced = row->grade[0] == 'I' || row->grade[0] == 'O';
    if (!row->judged[0] || (!changed && !forced && !sl_random_chance(&random, 20, 100)))
        return SL_OK;
    char id[SL_ID_SIZE], name[32], moderator[16];
    snprintf(name, sizeof name, "%lld", (long long)row->record_no);
    snprintf(moderator, sizeof moderator, "A%03d",
             1 + (int)sl_random_below(&random, (uint64_t)step->world->auditors));
    sl_id_from_name("sample moderation", name, id);
    const struct sl_moderation moderation = {
        .id = id,
        .record_no = row->record_no,
        .moderator = moderator,
        .route = forced ? "forced" : "random",
        .chosen_why = forced ? "graded at an end of the scale" : "drawn",
        .blind = !forced && sl_random_chance(&random, 50, 100),
        .grade_before = row->judged,
        .grade_after = row->grade,
        .outcome = changed ? "changed" : "confirmed",
        .reason = changed ? "The evidence carries the lower grade" : "",
        .decided_on = row->day + 6};
    return sl_moderation_add(store, &moderation, actor, err);
}

/* What became of one action. */
struct fate {
    char id[SL_ID_SIZE];
    sl_day raised, due;
};

struct fates {
    struct sl_sample_world *world;
    struct fate *fates;
    size_t count, next;
};

static enum sl_status note_action(void *context, const struct sl_action *action,
                                  struct sl_error *err) {
    (void)err;
    struct fates *all = context;
    if (all->count % 256 == 0)
        all->fates = sl_resize(all->fates, all->count + 256, sizeof *all->fates);
    struct fate *fate = &all->fates[all->count++];
    memcpy(fate->id, action->id, SL_ID_SIZE);
    fate->raised = action->raised_on;
    fate->due = action->due_on == SL_DAY_NONE ? action->raised_on + 28 : action->due_on;
    return SL_OK;
}

static enum sl_status tell(struct sl_store *store, const struct fate *fate, const char *kind,
                           sl_day day, sl_day due, const char *note, const char *who,
                           struct sl_error *err) {
    const struct sl_action_event event = {
        .action = fate->id, .kind = kind, .day = day, .due_on = due, .note = note, .actor = who};
    return sl_action_tell(store, &event, err);
}

static enum sl_status live_out(const struct sl_sample_world *world, struct sl_store *store,
                               const struct fate *fate, size_t number, struct sl_error *err) {
    struct sl_random random = sl_sample_chance(world, "action", (int64_t)number);
    sl_day end = sl_sample_month_day(world, world->months, 1) - 1;
    sl_day done = fate->due - 10 + (sl_day)sl_random_below(&random, 30), due = fate->due;
    enum sl_status status = SL_OK;
    if (sl_random_chance(&random, 18, 100) && fate->due < end) {
        due += 21;
        done += 21;
        status = tell(store, fate, "moved", fate->due, due, "The worker left; taken over",
                      "demo.auditor", err);
    }
    if (status != SL_OK || sl_random_chance(&random, 7, 100))
        return status;
    done = done < fate->raised ? fate->raised : done;
    if (done < (due > fate->due ? fate->due : fate->raised))
        done = fate->due;
    if (done + 9 > end)
        return SL_OK;
    status = tell(store, fate, "claimed", done, SL_DAY_NONE, "Note on file", "demo.auditor", err);
    if (status != SL_OK || sl_random_chance(&random, 15, 100))
        return status;
    if (sl_random_chance(&random, 3, 100))
        return tell(store, fate, "rejected", done + 9, SL_DAY_NONE, "The note does not show it",
                    "demo.lead", err);
    return tell(store, fate, "verified", done + 9, SL_DAY_NONE, "Seen on the file", "demo.lead",
                err);
}

static enum sl_status live_some(struct sl_store *store, void *context, struct sl_error *err) {
    struct fates *all = context;
    enum sl_status status = SL_OK;
    for (size_t i = all->next; status == SL_OK && i < all->count && i < all->next + BATCH; i++)
        status = live_out(all->world, store, &all->fates[i], i, err);
    return status;
}

static enum sl_status live_actions(struct sl_sample_world *world, struct sl_error *err) {
    struct fates all = {.world = world};
    const struct sl_action_filter filter = {
        .as_at = sl_sample_month_day(world, world->months, 1) - 1, .raised_from = SL_DAY_NONE};
    enum sl_status status = sl_action_each(world->store, &filter, note_action, &all, err);
    for (all.next = 0; status == SL_OK && all.next < all.count; all.next += BATCH)
        status = sl_store_write(world->store, live_some, &all, err);
    free(all.fates);
    return status;
}

static enum sl_status add_figures(struct sl_sample_world *world, struct sl_error *err) {
    SL_AUTO(sl_free) char *path = sl_format("%s/county/figures.csv", world->schema_home);
    struct sl_figure_import import = {.path = path, .actor = actor};
    return sl_figure_import(world->store, &import, err);
}

/* The day's own records: which service, when, and two of them to rest a finding on. */
static enum sl_status add_day(struct sl_sample_world *world, const char *programme,
                              const char *service, sl_day day, const int64_t evidence[2],
                              struct sl_error *err) {
    static const struct sl_enquiry_line lines[] = {
        {"Do plans say what happens if they do not work?", "audit findings of the last quarter"},
        {"Can workers say what a child's day is like?", "feedback from children"}};
    char id[SL_ID_SIZE], finding_id[SL_ID_SIZE];
    sl_id_from_name("sample practice day", programme, id);
    sl_id_from_name("sample finding", programme, finding_id);
    const struct sl_practice_day held = {.id = id,
                                         .service = service,
                                         .day = day,
                                         .why_now = "data",
                                         .lines = lines,
                                         .line_count = SL_COUNT(lines)};
    const struct sl_evidence seen[] = {{evidence[0], "", "seen on the day"},
                                       {evidence[1], "", "said on the day"}};
    const struct sl_finding finding = {.id = finding_id,
                                       .practice_day = id,
                                       .service = service,
                                       .day = day,
                                       .kind = "improve",
                                       .standing = "plans",
                                       .theme = "contingency",
                                       .wording = "Few plans say who does what when they fail",
                                       .evidence = seen,
                                       .evidence_count = SL_COUNT(seen)};
    enum sl_status status = sl_practice_day_add(world->store, &held, actor, id, err);
    return status == SL_OK ? sl_finding_add(world->store, &finding, actor, err) : status;
}

static enum sl_status add_days(struct sl_sample_world *world, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        world->store,
        "SELECT programme, min(service), min(day), min(record_no), max(record_no) FROM record "
        "WHERE tool = 'PD' GROUP BY programme ORDER BY programme",
        err);
    enum sl_status status = SL_OK;
    while (status == SL_OK && sl_query_next(&q)) {
        sl_day day = SL_DAY_NONE;
        const int64_t evidence[2] = {sl_query_get_int(&q, 3), sl_query_get_int(&q, 4)};
        status = sl_day_parse(sl_query_get_text(&q, 2), &day, err);
        if (status == SL_OK)
            status = add_day(world, sl_query_get_text(&q, 0), sl_query_get_text(&q, 1), day,
                             evidence, err);
    }
    return status != SL_OK ? status : q.status;
}

static enum sl_status add_accounts(struct sl_sample_world *world, struct sl_error *err) {
    static const struct {
        const char *name, *staff;
        enum sl_role role;
    } accounts[] = {{"demo.auditor", "A001", SL_AUDITOR},
                    {"demo.lead", "", SL_QUALITY_LEAD},
                    {"demo.publisher", "", SL_PUBLISHER}};
    enum sl_status status = SL_OK;
    for (size_t i = 0; status == SL_OK && i < SL_COUNT(accounts); i++) {
        const struct sl_account account = {
            .name = accounts[i].name, .password = "sample-county", .staff = accounts[i].staff};
        const struct sl_grant grant = {.role = accounts[i].role, .reach = SL_REACH_ALL};
        status = sl_account_add(world->store, &account, actor, err);
        if (status == SL_OK)
            status = sl_account_grant(world->store, account.name, &grant, actor, err);
    }
    return status;
}

enum sl_status sl_sample_afterwards(struct sl_sample_world *world, struct sl_error *err) {
    struct step step = {.world = world};
    enum sl_status status = add_accounts(world, err);
    if (status == SL_OK)
        status = read_graded(&step, err);
    step.each = make_actions;
    if (status == SL_OK)
        status = run_all(&step, err);
    step.each = moderate;
    if (status == SL_OK)
        status = run_all(&step, err);
    free(step.rows);
    if (status == SL_OK)
        status = live_actions(world, err);
    if (status == SL_OK)
        status = add_days(world, err);
    return status == SL_OK ? add_figures(world, err) : status;
}
