#include "practice/plan_kept.h"
#include "practice/table_text.h"
#include "store/query.h"
#include <stdlib.h>
#include <string.h>

enum { ALIKE = 50 }; /* hundredths of the words, under the same number */

static void free_line(struct sl_kept_line *line) {
    free(line->number);
    free(line->folded);
    free(line->timescale);
    free(line->leads);
    free(line->narrative);
    free(line->reason);
    free(line->evidence);
}

void sl_kept_plan_drop(struct sl_kept_plan *plan) {
    for (size_t i = 0; i < plan->area_count; i++)
        free(plan->areas[i].folded);
    for (size_t i = 0; i < plan->issue_count; i++)
        free(plan->issues[i].folded);
    for (size_t i = 0; i < plan->line_count; i++)
        free_line(&plan->lines[i]);
    free(plan->areas);
    free(plan->issues);
    free(plan->lines);
    *plan = (struct sl_kept_plan){0};
}

size_t sl_kept_plan_add_area(struct sl_kept_plan *plan, const char *id, const char *title) {
    plan->areas = sl_resize(plan->areas, plan->area_count + 1, sizeof *plan->areas);
    struct sl_kept_area *area = &plan->areas[plan->area_count];
    *area = (struct sl_kept_area){.folded = sl_table_fold(title), .next = 1};
    memcpy(area->id, id, SL_ID_SIZE);
    return plan->area_count++;
}

size_t sl_kept_plan_add_issue(struct sl_kept_plan *plan, size_t area, const char *id,
                              const char *wording) {
    plan->issues = sl_resize(plan->issues, plan->issue_count + 1, sizeof *plan->issues);
    struct sl_kept_issue *issue = &plan->issues[plan->issue_count];
    *issue = (struct sl_kept_issue){.area = area, .folded = sl_table_fold(wording), .next = 1};
    memcpy(issue->id, id, SL_ID_SIZE);
    return plan->issue_count++;
}

int sl_kept_plan_area(const struct sl_kept_plan *plan, const char *title) {
    SL_AUTO(sl_free) char *folded = sl_table_fold(title);
    for (size_t i = 0; i < plan->area_count; i++)
        if (strcmp(plan->areas[i].folded, folded) == 0)
            return (int)i;
    return -1;
}

int sl_kept_plan_issue(const struct sl_kept_plan *plan, size_t area, const char *wording) {
    SL_AUTO(sl_free) char *folded = sl_table_fold(wording);
    for (size_t i = 0; i < plan->issue_count; i++)
        if (plan->issues[i].area == area && strcmp(plan->issues[i].folded, folded) == 0)
            return (int)i;
    return -1;
}

static size_t area_with_id(const struct sl_kept_plan *plan, const char *id) {
    size_t i = 0;
    while (i < plan->area_count && strcmp(plan->areas[i].id, id) != 0)
        i++;
    return i;
}

static enum sl_status load_areas(struct sl_store *store, struct sl_kept_plan *plan,
                                 struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store, "SELECT id, title, position FROM plan_area WHERE plan = :plan ORDER BY position",
        err);
    sl_query_text(&q, ":plan", plan->id);
    while (sl_query_next(&q)) {
        sl_kept_plan_add_area(plan, sl_query_get_text(&q, 0), sl_query_get_text(&q, 1));
        size_t position = (size_t)sl_query_get_int(&q, 2);
        plan->position = position > plan->position ? position : plan->position;
    }
    return q.status;
}

static enum sl_status load_last_note(struct sl_store *store, struct sl_kept_plan *plan,
                                     struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store, "SELECT coalesce(max(position), 0) FROM plan_note WHERE plan = :plan", err);
    sl_query_text(&q, ":plan", plan->id);
    if (sl_query_next(&q) && (size_t)sl_query_get_int(&q, 0) > plan->position)
        plan->position = (size_t)sl_query_get_int(&q, 0);
    return q.status;
}

static enum sl_status load_issues(struct sl_store *store, struct sl_kept_plan *plan,
                                  struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT i.id, i.area, i.wording, i.position FROM plan_issue i "
        "JOIN plan_area a ON a.id = i.area WHERE a.plan = :plan ORDER BY a.position, i.position",
        err);
    sl_query_text(&q, ":plan", plan->id);
    while (sl_query_next(&q)) {
        size_t area = area_with_id(plan, sl_query_get_text(&q, 1));
        sl_kept_plan_add_issue(plan, area, sl_query_get_text(&q, 0), sl_query_get_text(&q, 2));
        plan->areas[area].next = (size_t)sl_query_get_int(&q, 3) + 1;
    }
    return q.status;
}

static void count_line(struct sl_kept_plan *plan, const char *issue, int64_t position) {
    for (size_t i = 0; i < plan->issue_count; i++)
        if (strcmp(plan->issues[i].id, issue) == 0)
            plan->issues[i].next = (size_t)position + 1;
}

static sl_day day_or_none(const char *text) {
    sl_day day = SL_DAY_NONE;
    sl_day_parse(text, &day, NULL);
    return day;
}

static enum sl_status load_lines(struct sl_store *store, struct sl_kept_plan *plan,
                                 struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT l.id, l.issue, l.position, l.number, l.wording, l.timescale, l.due_on "
        "FROM plan_line l JOIN plan_issue i ON i.id = l.issue JOIN plan_area a ON a.id = i.area "
        "WHERE a.plan = :plan ORDER BY a.position, i.position, l.position",
        err);
    sl_query_text(&q, ":plan", plan->id);
    while (sl_query_next(&q)) {
        plan->lines = sl_resize(plan->lines, plan->line_count + 1, sizeof *plan->lines);
        struct sl_kept_line *line = &plan->lines[plan->line_count++];
        *line = (struct sl_kept_line){.number = sl_copy(sl_query_get_text(&q, 3)),
                                      .folded = sl_table_fold(sl_query_get_text(&q, 4)),
                                      .timescale = sl_copy(sl_query_get_text(&q, 5)),
                                      .due_on = day_or_none(sl_query_get_text(&q, 6)),
                                      .narrative = sl_copy(""),
                                      .reason = sl_copy(""),
                                      .evidence = sl_copy("")};
        memcpy(line->id, sl_query_get_text(&q, 0), SL_ID_SIZE);
        count_line(plan, sl_query_get_text(&q, 1), sl_query_get_int(&q, 2));
    }
    return q.status;
}

static void replace(char **text, char *with) {
    free(*text);
    *text = with;
}

static enum sl_status load_leads(struct sl_store *store, struct sl_kept_line *line,
                                 struct sl_error *err) {
    struct sl_buffer names = {0};
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store, "SELECT lead FROM plan_lead WHERE line = :line ORDER BY position", err);
    sl_query_text(&q, ":line", line->id);
    while (sl_query_next(&q)) {
        sl_buffer_text(&names, sl_query_get_text(&q, 0));
        sl_buffer_char(&names, '/');
    }
    SL_AUTO(sl_free) char *joined = sl_buffer_take(&names);
    line->leads = sl_table_fold(joined);
    return q.status;
}

static enum sl_status load_changes(struct sl_store *store, struct sl_kept_line *line,
                                   const char *day, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "SELECT part, wording, due_on, seq, day FROM plan_change "
                                      "WHERE line = :line ORDER BY day, seq",
                                      err);
    sl_query_text(&q, ":line", line->id);
    while (sl_query_next(&q)) {
        const char *part = sl_query_get_text(&q, 0), *wording = sl_query_get_text(&q, 1);
        if (sl_query_get_int(&q, 3) > line->changes)
            line->changes = sl_query_get_int(&q, 3);
        if (strcmp(sl_query_get_text(&q, 4), day) > 0)
            continue;
        if (strcmp(part, "wording") == 0)
            replace(&line->folded, sl_table_fold(wording));
        else if (strcmp(part, "lead") == 0)
            replace(&line->leads, sl_table_fold(wording));
        else {
            replace(&line->timescale, sl_copy(wording));
            line->due_on = day_or_none(sl_query_get_text(&q, 2));
        }
    }
    return q.status;
}

static enum sl_status load_entries(struct sl_store *store, struct sl_kept_line *line,
                                   const char *day, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "SELECT progress, narrative, reason, evidence, seq, day FROM progress_entry "
                      "WHERE line = :line ORDER BY day, seq",
                      err);
    sl_query_text(&q, ":line", line->id);
    while (sl_query_next(&q)) {
        if (sl_query_get_int(&q, 4) > line->entries)
            line->entries = sl_query_get_int(&q, 4);
        if (strcmp(sl_query_get_text(&q, 5), day) > 0)
            continue;
        line->progress = sl_progress_read(sl_query_get_text(&q, 0));
        replace(&line->narrative, sl_copy(sl_query_get_text(&q, 1)));
        replace(&line->reason, sl_copy(sl_query_get_text(&q, 2)));
        replace(&line->evidence, sl_copy(sl_query_get_text(&q, 3)));
    }
    return q.status;
}

enum sl_status sl_kept_plan_load(struct sl_store *store, const char *id, sl_day day,
                                 struct sl_kept_plan *out, struct sl_error *err) {
    SL_AUTO(sl_kept_plan_drop) struct sl_kept_plan plan = {0};
    char until[SL_DAY_SIZE];
    sl_day_format(day, until);
    memcpy(plan.id, id, SL_ID_SIZE);
    enum sl_status status = load_areas(store, &plan, err);
    if (status == SL_OK)
        status = load_last_note(store, &plan, err);
    if (status == SL_OK)
        status = load_issues(store, &plan, err);
    if (status == SL_OK)
        status = load_lines(store, &plan, err);
    for (size_t i = 0; i < plan.line_count && status == SL_OK; i++) {
        status = load_leads(store, &plan.lines[i], err);
        if (status == SL_OK)
            status = load_changes(store, &plan.lines[i], until, err);
        if (status == SL_OK)
            status = load_entries(store, &plan.lines[i], until, err);
    }
    if (status != SL_OK)
        return status;
    *out = plan;
    plan = (struct sl_kept_plan){0};
    return SL_OK;
}

/* How well they fit: 3 number and wording, 2 wording, 1 number and half of the words, 0 not. */
static int fit(const struct sl_kept_line *kept, const struct sl_plan_line *line,
               const char *folded) {
    bool same_number = line->number[0] != '\0' && strcmp(kept->number, line->number) == 0;
    if (strcmp(kept->folded, folded) == 0)
        return same_number ? 3 : 2;
    return same_number && sl_table_likeness(kept->folded, folded) >= ALIKE ? 1 : 0;
}

struct sl_kept_line *sl_kept_plan_match(struct sl_kept_plan *plan, const struct sl_plan_line *line,
                                        bool exact) {
    SL_AUTO(sl_free) char *folded = sl_table_fold(line->wording);
    struct sl_kept_line *best = NULL;
    int best_fit = exact ? 2 : 0;
    for (size_t i = 0; i < plan->line_count; i++) {
        if (plan->lines[i].matched)
            continue;
        int this_fit = fit(&plan->lines[i], line, folded);
        if (this_fit <= best_fit)
            continue;
        best = &plan->lines[i];
        best_fit = this_fit;
    }
    if (best != NULL)
        best->matched = true;
    return best;
}
