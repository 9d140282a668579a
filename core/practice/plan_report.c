#include "practice/plan_report.h"
#include "practice/plan_store.h"
#include "store/query.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void free_line(struct sl_plan_standing *line) {
    free(line->number);
    free(line->issue);
    free(line->wording);
    free(line->provenance);
    free(line->timescale);
    free(line->first_timescale);
    sl_plan_leads_free(line->leads, line->lead_count);
    for (size_t i = 0; i < line->history_count; i++) {
        free(line->history[i].narrative);
        free(line->history[i].reason);
        free(line->history[i].evidence);
        free(line->history[i].entered_by);
    }
    free(line->history);
}

void sl_plan_report_free(struct sl_plan_report *report) {
    if (report == NULL)
        return;
    for (size_t i = 0; i < report->area_count; i++) {
        free(report->areas[i].number);
        free(report->areas[i].title);
    }
    for (size_t i = 0; i < report->line_count; i++)
        free_line(&report->lines[i]);
    for (size_t i = 0; i < report->note_count; i++) {
        free(report->notes[i].label);
        free(report->notes[i].wording);
    }
    free(report->notes);
    free(report->areas);
    free(report->lines);
    free(report->title);
    free(report->made_text);
    free(report);
}

void sl_plan_report_drop(struct sl_plan_report **report) {
    sl_plan_report_free(*report);
    *report = NULL;
}

static sl_day day_or_none(const char *text) {
    sl_day day = SL_DAY_NONE;
    sl_day_parse(text, &day, NULL);
    return day;
}

static enum sl_status load_plan(struct sl_store *store, struct sl_plan_report *report,
                                struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store, "SELECT title, made_text, made_on FROM improvement_plan WHERE id = :id", err);
    sl_query_text(&q, ":id", report->id);
    if (!sl_query_next(&q))
        return q.status != SL_OK ? q.status
                                 : sl_fail(err, SL_NOT_FOUND, "plan",
                                           "There is no improvement plan %.60s.", report->id);
    report->title = sl_copy(sl_query_get_text(&q, 0));
    report->made_text = sl_copy(sl_query_get_text(&q, 1));
    report->made_on = day_or_none(sl_query_get_text(&q, 2));
    return SL_OK;
}

static enum sl_status load_areas(struct sl_store *store, struct sl_plan_report *report,
                                 struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store, "SELECT number, title FROM plan_area WHERE plan = :plan ORDER BY position", err);
    sl_query_text(&q, ":plan", report->id);
    while (sl_query_next(&q)) {
        report->areas = sl_resize(report->areas, report->area_count + 1, sizeof *report->areas);
        report->areas[report->area_count++] =
            (struct sl_plan_area_standing){.number = sl_copy(sl_query_get_text(&q, 0)),
                                           .title = sl_copy(sl_query_get_text(&q, 1))};
    }
    return q.status;
}

static const char *note_kind(const char *text) {
    static const char *const kinds[] = {"title",     "key",        "glossary", "heading",
                                        "assurance", "monitoring", "other"};
    size_t i = 0;
    while (i + 1 < SL_COUNT(kinds) && strcmp(kinds[i], text) != 0)
        i++;
    return kinds[i];
}

static enum sl_status load_notes(struct sl_store *store, struct sl_plan_report *report,
                                 struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "SELECT position, kind, label, wording FROM plan_note "
                                      "WHERE plan = :plan ORDER BY position",
                                      err);
    sl_query_text(&q, ":plan", report->id);
    while (sl_query_next(&q)) {
        report->notes = sl_resize(report->notes, report->note_count + 1, sizeof *report->notes);
        report->notes[report->note_count++] = (struct sl_plan_note){
            (size_t)sl_query_get_int(&q, 0), note_kind(sl_query_get_text(&q, 1)),
            sl_copy(sl_query_get_text(&q, 2)), sl_copy(sl_query_get_text(&q, 3))};
    }
    return q.status;
}

static void take_line(struct sl_plan_report *report, const struct sl_query *q, size_t area) {
    report->lines = sl_resize(report->lines, report->line_count + 1, sizeof *report->lines);
    struct sl_plan_standing *line = &report->lines[report->line_count++];
    *line = (struct sl_plan_standing){
        .area = area,
        .issue = sl_copy(sl_query_get_text(q, 1)),
        .number = sl_copy(sl_query_get_text(q, 3)),
        .wording = sl_copy(sl_query_get_text(q, 4)),
        .timescale = sl_copy(sl_query_get_text(q, 5)),
        .first_timescale = sl_copy(sl_query_get_text(q, 5)),
        .due_on = day_or_none(sl_query_get_text(q, 6)),
        .provenance = sl_copy(sl_query_get_text(q, 7)),
    };
    memcpy(line->id, sl_query_get_text(q, 2), SL_ID_SIZE);
}

static enum sl_status load_lines(struct sl_store *store, struct sl_plan_report *report,
                                 struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT a.id, i.wording, l.id, l.number, l.wording, l.timescale, l.due_on, l.provenance, "
        "(SELECT count(*) FROM plan_area b WHERE b.plan = a.plan AND b.position < a.position) "
        "FROM plan_area a JOIN plan_issue i ON i.area = a.id JOIN plan_line l ON l.issue = i.id "
        "WHERE a.plan = :plan ORDER BY a.position, i.position, l.position",
        err);
    sl_query_text(&q, ":plan", report->id);
    while (sl_query_next(&q))
        take_line(report, &q, (size_t)sl_query_get_int(&q, 8));
    return q.status;
}

static enum sl_status load_leads(struct sl_store *store, struct sl_plan_standing *line,
                                 struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store, "SELECT lead, accountable FROM plan_lead WHERE line = :line ORDER BY position", err);
    sl_query_text(&q, ":line", line->id);
    while (sl_query_next(&q)) {
        line->leads = sl_resize(line->leads, line->lead_count + 1, sizeof *line->leads);
        line->leads[line->lead_count++] =
            (struct sl_plan_lead){sl_copy(sl_query_get_text(&q, 0)), sl_query_get_int(&q, 1) != 0};
    }
    return q.status;
}

static void replace(char **text, const char *with) {
    free(*text);
    *text = sl_copy(with);
}

static void take_change(struct sl_plan_standing *line, const char *part, const char *wording,
                        const char *due_on) {
    if (strcmp(part, "wording") == 0)
        replace(&line->wording, wording);
    else if (strcmp(part, "timescale") == 0) {
        replace(&line->timescale, wording);
        line->due_on = day_or_none(due_on);
        line->times_moved++;
    } else {
        sl_plan_leads_free(line->leads, line->lead_count);
        line->lead_count = sl_plan_leads_read(wording, &line->leads);
    }
}

static enum sl_status load_changes(struct sl_store *store, struct sl_plan_standing *line,
                                   const char *as_at, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "SELECT part, wording, due_on FROM plan_change "
                                      "WHERE line = :line AND day <= :as_at ORDER BY day, seq",
                                      err);
    sl_query_text(&q, ":line", line->id);
    sl_query_text(&q, ":as_at", as_at);
    while (sl_query_next(&q))
        take_change(line, sl_query_get_text(&q, 0), sl_query_get_text(&q, 1),
                    sl_query_get_text(&q, 2));
    return q.status;
}

static enum sl_status load_history(struct sl_store *store, struct sl_plan_standing *line,
                                   const char *as_at, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT day, progress, narrative, reason, evidence, entered_by FROM progress_entry "
        "WHERE line = :line AND day <= :as_at ORDER BY day, seq",
        err);
    sl_query_text(&q, ":line", line->id);
    sl_query_text(&q, ":as_at", as_at);
    while (sl_query_next(&q)) {
        line->history = sl_resize(line->history, line->history_count + 1, sizeof *line->history);
        line->history[line->history_count++] = (struct sl_plan_history){
            .day = day_or_none(sl_query_get_text(&q, 0)),
            .progress = sl_progress_read(sl_query_get_text(&q, 1)),
            .narrative = sl_copy(sl_query_get_text(&q, 2)),
            .reason = sl_copy(sl_query_get_text(&q, 3)),
            .evidence = sl_copy(sl_query_get_text(&q, 4)),
            .entered_by = sl_copy(sl_query_get_text(&q, 5)),
        };
    }
    return q.status;
}

/* Lines that came later leave the report. */
static void leave_later_lines_out(struct sl_plan_report *report) {
    size_t kept = 0;
    for (size_t i = 0; i < report->line_count; i++) {
        if (report->lines[i].history_count > 0)
            report->lines[kept++] = report->lines[i];
        else
            free_line(&report->lines[i]);
    }
    report->line_count = kept;
}

static enum sl_progress rated_on(const struct sl_plan_standing *line, sl_day day) {
    enum sl_progress progress = SL_PROGRESS_NONE;
    for (size_t i = 0; i < line->history_count && line->history[i].day <= day; i++)
        progress = line->history[i].progress;
    return progress;
}

static void judge_line(struct sl_plan_report *report, struct sl_plan_standing *line) {
    const struct sl_plan_history *now = &line->history[line->history_count - 1];
    line->progress = now->progress;
    if (report->since != SL_DAY_NONE)
        line->before = rated_on(line, report->since);
    else if (line->history_count > 1)
        line->before = now[-1].progress;
    bool open = line->progress != SL_PROGRESS_ACHIEVED;
    line->overdue = open && line->due_on != SL_DAY_NONE && line->due_on <= report->as_at;
    line->days_overdue = line->overdue ? report->as_at - line->due_on : 0;
    line->no_evidence = !open && now->evidence[0] == '\0';
    line->unreasoned = line->history_count > 1 && now->reason[0] == '\0' &&
                       sl_progress_is_backwards(now[-1].progress, now->progress);
}

static void count_line(struct sl_plan_report *report, const struct sl_plan_standing *line) {
    struct sl_plan_area_standing *area = &report->areas[line->area];
    area->lines++;
    area->progress[line->progress]++;
    area->overdue += line->overdue;
    report->progress[line->progress]++;
    report->overdue += line->overdue;
    report->undated += line->due_on == SL_DAY_NONE;
}

static enum sl_status fail_too_early(const struct sl_plan_report *report, struct sl_error *err) {
    char first[20], asked[20];
    return sl_fail(err, SL_INVALID, "as_at",
                   "The plan '%.120s' is dated %s; nothing had been entered for %s or earlier.",
                   report->title, sl_day_words(report->made_on, first, sizeof first),
                   sl_day_words(report->as_at, asked, sizeof asked));
}

static enum sl_status fill(struct sl_store *store, struct sl_plan_report *report,
                           struct sl_error *err) {
    char as_at[SL_DAY_SIZE];
    sl_day_format(report->as_at, as_at);
    enum sl_status status = load_plan(store, report, err);
    if (status == SL_OK)
        status = load_areas(store, report, err);
    if (status == SL_OK)
        status = load_lines(store, report, err);
    if (status == SL_OK)
        status = load_notes(store, report, err);
    for (size_t i = 0; i < report->line_count && status == SL_OK; i++) {
        status = load_leads(store, &report->lines[i], err);
        if (status == SL_OK)
            status = load_changes(store, &report->lines[i], as_at, err);
        if (status == SL_OK)
            status = load_history(store, &report->lines[i], as_at, err);
    }
    if (status != SL_OK)
        return status;
    leave_later_lines_out(report);
    if (report->line_count == 0)
        return fail_too_early(report, err);
    for (size_t i = 0; i < report->line_count; i++) {
        judge_line(report, &report->lines[i]);
        count_line(report, &report->lines[i]);
    }
    return SL_OK;
}

enum sl_status sl_plan_report(struct sl_store *store, const char *plan, sl_day as_at, sl_day since,
                              struct sl_plan_report **out, struct sl_error *err) {
    SL_AUTO(sl_plan_report_drop) struct sl_plan_report *report = sl_new(1, sizeof *report);
    report->as_at = as_at;
    report->since = since;
    enum sl_status status = SL_OK;
    if (plan == NULL)
        status = sl_plan_find(store, NULL, report->id, err);
    else
        snprintf(report->id, sizeof report->id, "%s", plan);
    if (status == SL_OK)
        status = fill(store, report, err);
    if (status != SL_OK)
        return status;
    *out = report;
    report = NULL;
    return SL_OK;
}

enum sl_status sl_plan_each(struct sl_store *store,
                            void (*each)(void *context, const struct sl_plan_kept *plan),
                            void *context, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "SELECT p.id, p.title, p.made_on, p.made_text, p.source_name, "
                      "(SELECT count(*) FROM plan_area a JOIN plan_issue i ON i.area = a.id "
                      "JOIN plan_line l ON l.issue = i.id WHERE a.plan = p.id) "
                      "FROM improvement_plan p ORDER BY p.made_on DESC, p.imported_at DESC, p.id",
                      err);
    while (sl_query_next(&q)) {
        struct sl_plan_kept plan = {sl_query_get_text(&q, 0), sl_query_get_text(&q, 1),
                                    sl_query_get_text(&q, 2), sl_query_get_text(&q, 3),
                                    sl_query_get_text(&q, 4), sl_query_get_int(&q, 5)};
        each(context, &plan);
    }
    return q.status;
}
