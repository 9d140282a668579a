#include "base/memory.h"
#include "base/round.h"
#include "practice/action_events.h"
#include "store/query.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REPEAT_MONTHS = 6 };

/* Counts of a team, or of the whole, while they are made. */
struct tally {
    struct sl_action_counts counts;
    int *days; /* from opened to verified, one each */
    size_t day_count;
};

/* An action opened in the period, or verified before its end: for repeats. */
struct mark {
    char *team, *theme;
    sl_day day;
};

struct marks {
    struct mark *mark;
    size_t count;
};

struct work {
    sl_day from, to;
    struct tally whole;
    struct tally *teams;
    size_t team_count;
    struct marks opened, verified;
};

static void marks_drop(struct marks *marks) {
    for (size_t i = 0; i < marks->count; i++) {
        free(marks->mark[i].team);
        free(marks->mark[i].theme);
    }
    free(marks->mark);
}

static void work_drop(struct work *work) {
    free(work->whole.days);
    for (size_t i = 0; i < work->team_count; i++)
        free(work->teams[i].days);
    free(work->teams);
    marks_drop(&work->opened);
    marks_drop(&work->verified);
}

static void add_mark(struct marks *marks, const char *team, const char *theme, sl_day day) {
    if (theme[0] == '\0')
        return;
    marks->mark = sl_resize(marks->mark, marks->count + 1, sizeof *marks->mark);
    marks->mark[marks->count++] = (struct mark){sl_copy(team), sl_copy(theme), day};
}

/* Actions come in order of team, so it is the last one or a new one. */
static struct tally *tally_of(struct work *work, const char *team) {
    if (work->team_count > 0 && strcmp(work->teams[work->team_count - 1].counts.team, team) == 0)
        return &work->teams[work->team_count - 1];
    work->teams = sl_resize(work->teams, work->team_count + 1, sizeof *work->teams);
    struct tally *tally = &work->teams[work->team_count++];
    *tally = (struct tally){0};
    snprintf(tally->counts.team, sizeof tally->counts.team, "%s", team);
    return tally;
}

static void count_event(struct tally *tally, const struct sl_action_happened *event,
                        sl_day raised_on) {
    struct sl_action_counts *counts = &tally->counts;
    counts->opened += event->opened;
    counts->claimed += event->state == SL_ACTION_CLAIMED;
    counts->rejected += event->state == SL_ACTION_REJECTED;
    counts->dropped += event->state == SL_ACTION_DROPPED;
    if (event->state != SL_ACTION_VERIFIED)
        return;
    counts->verified++;
    tally->days = sl_resize(tally->days, tally->day_count + 1, sizeof *tally->days);
    tally->days[tally->day_count++] = event->day - raised_on;
}

static int band_of(int days_overdue) {
    return days_overdue <= 14 ? 0 : days_overdue <= 28 ? 1 : days_overdue <= 56 ? 2 : 3;
}

static void count_standing(struct tally *tally, const struct sl_action *action) {
    struct sl_action_counts *counts = &tally->counts;
    counts->open += action->state == SL_ACTION_OPEN || action->state == SL_ACTION_REJECTED;
    counts->waiting += action->state == SL_ACTION_CLAIMED;
    if (action->days_overdue > 0)
        counts->overdue[band_of(action->days_overdue)]++;
}

static void count_action(struct work *work, const struct sl_action_events *events,
                         const struct sl_action *action) {
    struct tally *tallies[] = {&work->whole, tally_of(work, action->team)};
    for (size_t i = 0; i < events->count; i++) {
        const struct sl_action_happened *event = &events->event[i];
        if (event->state == SL_ACTION_VERIFIED)
            add_mark(&work->verified, action->team, action->theme, event->day);
        if (event->day < work->from)
            continue;
        if (event->opened)
            add_mark(&work->opened, action->team, action->theme, event->day);
        for (size_t j = 0; j < SL_COUNT(tallies); j++)
            count_event(tallies[j], event, action->raised_on);
    }
    for (size_t j = 0; j < SL_COUNT(tallies); j++)
        count_standing(tallies[j], action);
}

static sl_day day_or_none(const char *text) {
    sl_day day = SL_DAY_NONE;
    sl_day_parse(text, &day, NULL);
    return day;
}

static enum sl_status count_all(struct sl_store *store, struct work *work, const char *team,
                                struct sl_error *err) {
    char to[SL_DAY_SIZE];
    struct sl_action_events events = {0};
    enum sl_status status = SL_OK;
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT id, coalesce(team, ''), coalesce(theme, ''), due_on, raised_on FROM action "
        "WHERE raised_on <= :to AND (:team = '' OR team = :team) ORDER BY 2, raised_on, id",
        err);
    sl_query_text(&q, ":to", sl_day_format(work->to, to));
    sl_query_text(&q, ":team", team);
    while (status == SL_OK && sl_query_next(&q)) {
        struct sl_action action = {.id = sl_query_get_text(&q, 0),
                                   .team = sl_query_get_text(&q, 1),
                                   .theme = sl_query_get_text(&q, 2),
                                   .first_due = day_or_none(sl_query_get_text(&q, 3)),
                                   .raised_on = day_or_none(sl_query_get_text(&q, 4))};
        status = sl_action_events_load(store, action.id, work->to, &events, err);
        sl_action_stand(&events, work->to, &action);
        count_action(work, &events, &action);
    }
    sl_action_events_drop(&events);
    return status != SL_OK ? status : q.status;
}

static int compare_marks(const void *one, const void *other) {
    const struct mark *a = one, *b = other;
    int order = strcmp(a->team, b->team);
    if (order == 0)
        order = strcmp(a->theme, b->theme);
    return order != 0 ? order : (a->day > b->day) - (a->day < b->day);
}

static bool is_same_matter(const struct mark *a, const struct mark *b) {
    return strcmp(a->team, b->team) == 0 && strcmp(a->theme, b->theme) == 0;
}

/* Was an action of the same theme and team verified in the six months before? */
static bool repeats(const struct marks *verified, const struct mark *opened) {
    sl_day earliest = sl_day_add_months(opened->day, -REPEAT_MONTHS);
    size_t low = 0, high = verified->count;
    while (low < high) { /* behind the last that was verified on an earlier day */
        size_t middle = low + (high - low) / 2;
        if (compare_marks(&verified->mark[middle], opened) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 && is_same_matter(&verified->mark[low - 1], opened) &&
           verified->mark[low - 1].day >= earliest;
}

static void count_repeats(struct work *work) {
    if (work->verified.count == 0 || work->opened.count == 0)
        return;
    qsort(work->verified.mark, work->verified.count, sizeof *work->verified.mark, compare_marks);
    for (size_t i = 0; i < work->opened.count; i++) {
        if (!repeats(&work->verified, &work->opened.mark[i]))
            continue;
        work->whole.counts.repeats++;
        for (size_t j = 0; j < work->team_count; j++)
            work->teams[j].counts.repeats +=
                strcmp(work->teams[j].counts.team, work->opened.mark[i].team) == 0;
    }
}

static int compare_days(const void *one, const void *other) {
    int a = *(const int *)one, b = *(const int *)other;
    return (a > b) - (a < b);
}

static struct sl_action_counts settle(struct tally *tally) {
    tally->counts.median_days = -1;
    size_t count = tally->day_count;
    if (count == 0)
        return tally->counts;
    qsort(tally->days, count, sizeof *tally->days, compare_days);
    int64_t both = (int64_t)tally->days[(count - 1) / 2] + tally->days[count / 2];
    tally->counts.median_days = (int)sl_round_ratio(both, 2, 1, 0);
    return tally->counts;
}

enum sl_status sl_action_report(struct sl_store *store, const char *team, sl_day from, sl_day to,
                                struct sl_action_report **out, struct sl_error *err) {
    if (from == SL_DAY_NONE || to == SL_DAY_NONE || to < from)
        return sl_fail(err, SL_INVALID, "to", "The period ends before it begins.");
    SL_AUTO(work_drop) struct work work = {.from = from, .to = to};
    enum sl_status status = count_all(store, &work, team != NULL ? team : "", err);
    if (status != SL_OK)
        return status;
    count_repeats(&work);
    struct sl_action_report *report = sl_new(1, sizeof *report);
    *report = (struct sl_action_report){.from = from, .to = to, .whole = settle(&work.whole)};
    report->teams = sl_new(work.team_count + 1, sizeof *report->teams);
    for (size_t i = 0; i < work.team_count; i++)
        report->teams[report->team_count++] = settle(&work.teams[i]);
    *out = report;
    return SL_OK;
}

void sl_action_report_free(struct sl_action_report *report) {
    if (report == NULL)
        return;
    free(report->teams);
    free(report);
}

void sl_action_report_drop(struct sl_action_report **report) {
    sl_action_report_free(*report);
    *report = NULL;
}

static json_t *counts_json(const struct sl_action_counts *counts) {
    static const char *const bands[SL_ACTION_BANDS] = {"1-14", "15-28", "29-56", "57+"};
    json_t *overdue = json_object();
    for (size_t i = 0; i < SL_ACTION_BANDS; i++)
        json_object_set_new(overdue, bands[i], json_integer(counts->overdue[i]));
    json_t *object =
        json_pack("{s:i,s:i,s:i,s:i,s:i,s:i,s:i,s:o,s:i}", "opened", counts->opened, "claimed",
                  counts->claimed, "verified", counts->verified, "rejected", counts->rejected,
                  "dropped", counts->dropped, "open", counts->open, "waiting", counts->waiting,
                  "overdue", overdue, "repeats", counts->repeats);
    json_object_set_new(object, "median_days_to_verify",
                        counts->median_days < 0 ? json_null() : json_integer(counts->median_days));
    return object;
}

json_t *sl_action_report_json(const struct sl_action_report *report) {
    char from[SL_DAY_SIZE], to[SL_DAY_SIZE];
    json_t *object = counts_json(&report->whole), *teams = json_array();
    for (size_t i = 0; i < report->team_count; i++) {
        json_t *team = counts_json(&report->teams[i]);
        json_object_set_new(team, "team", json_string(report->teams[i].team));
        json_array_append_new(teams, team);
    }
    json_object_set_new(object, "from", json_string(sl_day_format(report->from, from)));
    json_object_set_new(object, "to", json_string(sl_day_format(report->to, to)));
    json_object_set_new(object, "teams", teams);
    return object;
}
