#include "app/sample/inside.h"
#include "practice/action.h"
#include "practice/moderation.h"
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

/* Actions and moderations of the reviews that have a grade. */
enum sl_status sl_sample_graded(struct sl_sample_world *world, struct sl_error *err) {
    struct step step = {.world = world};
    enum sl_status status = read_graded(&step, err);
    step.each = make_actions;
    if (status == SL_OK)
        status = run_all(&step, err);
    step.each = moderate;
    if (status == SL_OK)
        status = run_all(&step, err);
    free(step.rows);
    return status;
}
