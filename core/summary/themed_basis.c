#include "practice/list.h"
#include "store/query.h"
#include "store/trail.h"
#include "summary/themed_inside.h"
#include "summary/wording.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Takes the line over. */
static void add_line(struct sl_themed *themed, char *line) {
    themed->basis = sl_resize(themed->basis, themed->basis_count + 1, sizeof *themed->basis);
    themed->basis[themed->basis_count++] = line;
}

static void add_asked(struct sl_themed *themed) {
    SL_AUTO(sl_free) char *period = sl_period_words(themed->period[SL_NOW]);
    SL_AUTO(sl_free)
    char *before =
        sl_themed_is_compared(themed) ? sl_period_words(themed->period[SL_BEFORE]) : NULL;
    add_line(themed, sl_format("Theme: %s (%s). %s.", sl_theme_label(themed->theme),
                               sl_theme_code(themed->theme), themed->place));
    add_line(themed,
             sl_format("Period: %s%s%s. Records count by their own day.", period,
                       before != NULL ? ", compared with " : "", before != NULL ? before : ""));
    add_line(themed, sl_copy(themed->provisional
                                 ? "Counted: final and provisional records together; drafts, "
                                   "returned and withdrawn ones are left out."
                                 : "Counted: final records (graded or later, or submitted where "
                                   "the tool gives no grade); provisional ones are shown apart; "
                                   "drafts, returned and withdrawn ones are left out."));
}

static void add_tool(struct sl_themed *themed, const struct sl_themed_tool *tool) {
    for (size_t i = 0; i < tool->versions.count; i++) {
        const struct sl_themed_count *version = &tool->versions.counts[i];
        add_line(themed, sl_format("Tool: %s (%s), %s: %" PRId64 " records, %" PRId64
                                   " in the comparison period.",
                                   sl_tool_title(tool->tool), sl_tool_code(tool->tool),
                                   version->label, version->n[SL_NOW], version->n[SL_BEFORE]));
    }
    for (size_t i = 0; i < tool->question_count; i++) {
        const struct sl_themed_question *question = &tool->questions[i];
        int64_t unread = question->of[SL_NOW].unread + question->of[SL_BEFORE].unread;
        if (unread > 0)
            add_line(themed,
                     sl_format("Question %s: %" PRId64 " answers use a scale that the tool "
                               "no longer has; they are in no figure.",
                               sl_tool_question(tool->tool, question->place)->code, unread));
    }
}

static enum sl_status add_grade_rules(struct sl_themed_work *work,
                                      const struct sl_themed_tool *tool, struct sl_error *err) {
    struct sl_scope scope = sl_themed_tool_scope(work, tool, SL_NOW);
    if (sl_themed_is_compared(work->themed))
        sl_day_format(work->themed->period[SL_BEFORE].from, scope.from);
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        work->store,
        "SELECT v.rule, v.number, count(*) FROM record r"
        " JOIN rule_version v ON v.version_no = r.graded_rule_no WHERE" SL_SCOPE
        " AND r.grade IS NOT NULL GROUP BY v.rule, v.number ORDER BY v.rule, v.number",
        err);
    sl_scope_bind(&q, &scope);
    while (sl_query_next(&q))
        add_line(work->themed, sl_format("Grades of record: %" PRId64 " fixed while rule %s "
                                         "version %" PRId64 " was in force.",
                                         sl_query_get_int(&q, 2), sl_query_get_text(&q, 0),
                                         sl_query_get_int(&q, 1)));
    return q.status;
}

static void add_measure(struct sl_themed *themed, const struct sl_themed_measure *measure) {
    char words[32];
    sl_day from = SL_DAY_NONE;
    const struct sl_reading *practice = &measure->practice;
    sl_day_parse(measure->in_force_from, &from, NULL);
    if (practice->why_not != NULL)
        add_line(themed, sl_format("Measure: rule %s version %" PRId64 "; the periods are not "
                                   "compared, because %" PRId64 " reviews have no score under it.",
                                   measure->code, measure->version,
                                   measure->unread[SL_NOW] + measure->unread[SL_BEFORE]));
    else if (practice->on != NULL)
        add_line(themed, sl_format("Measure: rule %s version %" PRId64 ", in force from %s; the "
                                   "earlier period is read by the rule of that day as well.",
                                   measure->code, measure->version,
                                   sl_day_words(from, words, sizeof words)));
    else
        add_line(themed, sl_format("Measure: rule %s version %" PRId64 ", for both periods.",
                                   measure->code, measure->version));
}

static void add_measures(struct sl_themed *themed) {
    for (size_t i = 0; i < themed->measure_count; i++)
        add_measure(themed, &themed->measures[i]);
}

static enum sl_status add_list(struct sl_themed_work *work, const char *name,
                               struct sl_error *err) {
    SL_AUTO(sl_list_drop) struct sl_list *list = NULL;
    enum sl_status status = sl_list_load(work->store, name, 0, &list, err);
    if (status == SL_OK)
        add_line(work->themed,
                 sl_format("List: %s version %" PRId64 ".", name, sl_list_version(list)));
    return status == SL_NOT_FOUND ? SL_OK : status;
}

static void add_methods(struct sl_themed *themed) {
    add_line(
        themed,
        sl_copy("Intervals: Wilson 95 % for a share; a change is judged on Newcombe's interval "
                "of the difference (method 10). Percentages need at least 10 cases; rounded "
                "once, half away from zero, from whole counts."));
    add_line(themed, sl_copy(sl_wording_bands()));
}

static enum sl_status add_trail(struct sl_themed_work *work, struct sl_error *err) {
    int64_t seq = 0;
    struct sl_hash head;
    char hex[SL_HASH_SIZE];
    enum sl_status status = sl_trail_head(work->store, &seq, &head, err);
    if (status == SL_OK)
        add_line(work->themed, sl_format("Trail of the store: entry %" PRId64 ", %s.", seq,
                                         sl_hash_hex(&head, hex)));
    return status;
}

enum sl_status sl_themed_take_basis(struct sl_themed_work *work, struct sl_error *err) {
    struct sl_themed *themed = work->themed;
    enum sl_status status = SL_OK;
    add_asked(themed);
    for (size_t i = 0; i < themed->tool_count && status == SL_OK; i++) {
        add_tool(themed, &themed->tools[i]);
        status = add_grade_rules(work, &themed->tools[i], err);
    }
    add_measures(themed);
    if (status == SL_OK)
        status = add_list(work, "theme_groups", err);
    if (status == SL_OK)
        status = add_list(work, "themes", err);
    add_methods(themed);
    return status == SL_OK ? add_trail(work, err) : status;
}
