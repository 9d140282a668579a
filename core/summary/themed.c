#include "summary/themed.h"
#include "store/query.h"
#include "summary/themed_inside.h"
#include <stdlib.h>
#include <string.h>

bool sl_themed_is_compared(const struct sl_themed *themed) {
    return sl_period_is(themed->period[SL_BEFORE]);
}

int sl_themed_sides(const struct sl_themed *themed) {
    return sl_themed_is_compared(themed) ? SL_PERIODS : 1;
}

struct sl_scope sl_themed_scope(const struct sl_themed_work *work, const char *tool, int side) {
    const struct sl_themed *themed = work->themed;
    struct sl_scope scope = {.tool = tool,
                             .service = themed->service,
                             .team = themed->team,
                             .basis = themed->provisional ? SL_BASIS_BOTH : SL_BASIS_FINAL};
    return sl_scope_in(scope, themed->period[side]);
}

struct sl_scope sl_themed_tool_scope(const struct sl_themed_work *work,
                                     const struct sl_themed_tool *tool, int side) {
    struct sl_scope scope = sl_themed_scope(work, sl_tool_code(tool->tool), side);
    return tool->graded ? scope : sl_scope_on(scope, SL_BASIS_BOTH);
}

void sl_themed_counts_add(struct sl_themed_counts *counts, const char *code, const char *label,
                          int side, int64_t n) {
    for (size_t i = 0; i < counts->count; i++) {
        if (strcmp(counts->counts[i].code, code) != 0)
            continue;
        counts->counts[i].n[side] += n;
        return;
    }
    counts->counts = sl_resize(counts->counts, counts->count + 1, sizeof *counts->counts);
    struct sl_themed_count *count = &counts->counts[counts->count++];
    *count = (struct sl_themed_count){sl_copy(code), sl_copy(label), {0}};
    count->n[side] = n;
}

static int compare_counts(const void *a, const void *b) {
    const struct sl_themed_count *x = a, *y = b;
    if (x->n[SL_NOW] != y->n[SL_NOW])
        return x->n[SL_NOW] > y->n[SL_NOW] ? -1 : 1;
    return strcmp(x->code, y->code);
}

void sl_themed_counts_sort(struct sl_themed_counts *counts) {
    if (counts->count > 0)
        qsort(counts->counts, counts->count, sizeof *counts->counts, compare_counts);
}

void sl_themed_counts_drop(struct sl_themed_counts *counts) {
    for (size_t i = 0; i < counts->count; i++) {
        free(counts->counts[i].code);
        free(counts->counts[i].label);
    }
    free(counts->counts);
}

void sl_themed_figures_drop(struct sl_themed_figures *figures) {
    for (size_t i = 0; i < figures->count; i++) {
        free(figures->figures[i].code);
        free(figures->figures[i].unit);
        free(figures->figures[i].source);
    }
    free(figures->figures);
}

static void drop_tool(struct sl_themed_tool *tool) {
    sl_tool_free(tool->tool);
    sl_themed_counts_drop(&tool->versions);
    sl_themed_counts_drop(&tool->routes);
    sl_themed_counts_drop(&tool->voices);
    sl_tally_drop(&tool->grades.of[SL_NOW]);
    sl_tally_drop(&tool->grades.of[SL_BEFORE]);
    sl_tally_drop(&tool->grades.provisional);
    sl_reading_drop(&tool->grades.good);
    for (size_t i = 0; i < tool->question_count; i++) {
        sl_tally_drop(&tool->questions[i].of[SL_NOW]);
        sl_tally_drop(&tool->questions[i].of[SL_BEFORE]);
        sl_reading_drop(&tool->questions[i].met);
    }
    free(tool->questions);
}

static void drop_measure(struct sl_themed_measure *measure) {
    free(measure->code);
    free(measure->title);
    sl_reading_drop(&measure->practice);
    for (size_t i = 0; i < measure->voice_count; i++) {
        free(measure->voices[i].code);
        free(measure->voices[i].label);
        sl_reading_drop(&measure->voices[i].good);
    }
    free(measure->voices);
    sl_themed_figures_drop(&measure->data);
}

void sl_themed_free(struct sl_themed *themed) {
    if (themed == NULL)
        return;
    for (size_t i = 0; i < themed->tool_count; i++)
        drop_tool(&themed->tools[i]);
    for (size_t i = 0; i < themed->measure_count; i++)
        drop_measure(&themed->measures[i]);
    for (size_t i = 0; i < themed->basis_count; i++)
        free(themed->basis[i]);
    sl_themed_figures_drop(&themed->figures);
    sl_theme_free(themed->theme);
    free(themed->tools);
    free(themed->measures);
    free(themed->basis);
    free(themed->service);
    free(themed->team);
    free(themed->place);
    free(themed);
}

void sl_themed_drop(struct sl_themed **themed) {
    sl_themed_free(*themed);
    *themed = NULL;
}

static enum sl_status name_of(struct sl_store *store, const char *sql, const char *what,
                              const char *code, char **name, struct sl_error *err) {
    SL_AUTO(sl_query_close) struct sl_query q = sl_query_open(store, sql, err);
    sl_query_text(&q, ":code", code);
    if (sl_query_next(&q))
        *name = sl_copy(sl_query_get_text(&q, 0));
    else if (q.status == SL_OK)
        return sl_fail(err, SL_NOT_FOUND, what, "there is no %s with the code \"%.40s\"", what,
                       code);
    return q.status;
}

/* Whose records, in words. */
static enum sl_status take_place(struct sl_store *store, struct sl_themed *themed,
                                 struct sl_error *err) {
    SL_AUTO(sl_free) char *service = NULL;
    SL_AUTO(sl_free) char *team = NULL;
    enum sl_status status = SL_OK;
    if (themed->service[0] != '\0')
        status = name_of(store, "SELECT name FROM service WHERE code = :code", "service",
                         themed->service, &service, err);
    if (status == SL_OK && themed->team[0] != '\0')
        status = name_of(store, "SELECT name FROM team WHERE code = :code", "team", themed->team,
                         &team, err);
    if (status != SL_OK)
        return status;
    if (service != NULL && team != NULL)
        themed->place = sl_format("%s, %s", service, team);
    else
        themed->place = sl_copy(service != NULL ? service : team != NULL ? team : "All services");
    return SL_OK;
}

static enum sl_status check_ask(const struct sl_themed_ask *ask, struct sl_error *err) {
    if (!sl_period_is(ask->period))
        return sl_fail(err, SL_INVALID, "period", "the period must begin on or before its end");
    if (ask->before.from == SL_DAY_NONE)
        return SL_OK;
    if (!sl_period_is(ask->before))
        return sl_fail(err, SL_INVALID, "before",
                       "the comparison period must begin on or before its end");
    if (ask->before.to >= ask->period.from)
        return sl_fail(err, SL_INVALID, "before",
                       "the comparison period must end before the period begins");
    return SL_OK;
}

/* Does any of its forms end in a grade of record? */
static bool is_graded(const struct sl_tool *tool) {
    for (size_t i = 0; i < sl_tool_forms(tool); i++)
        if (sl_tool_form(tool, i)->graded)
            return sl_tool_overall(tool) >= 0;
    return false;
}

static size_t count_questions(const struct sl_theme *theme, const struct sl_tool *tool) {
    size_t count = 0;
    for (size_t i = 0; i < sl_tool_questions(tool); i++)
        count += sl_theme_asks(theme, tool, i);
    return count;
}

/* The newest version that records of either period were made with; 0 when there are none. */
static enum sl_status newest_version(struct sl_themed_work *work, const char *code,
                                     int64_t *version, struct sl_error *err) {
    *version = 0;
    for (int side = 0; side < sl_themed_sides(work->themed); side++) {
        struct sl_scope scope = sl_themed_scope(work, code, side);
        SL_AUTO(sl_query_close)
        struct sl_query q = sl_query_open(
            work->store, "SELECT coalesce(max(r.tool_version), 0) FROM record r WHERE" SL_SCOPE_ALL,
            err);
        sl_scope_bind_all(&q, &scope);
        if (sl_query_next(&q) && sl_query_get_int(&q, 0) > *version)
            *version = sl_query_get_int(&q, 0);
        if (q.status != SL_OK)
            return q.status;
    }
    return SL_OK;
}

static enum sl_status take_tool(struct sl_themed_work *work, const char *code, bool must_ask,
                                struct sl_error *err) {
    struct sl_themed *themed = work->themed;
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = NULL;
    int64_t version;
    enum sl_status status = newest_version(work, code, &version, err);
    if (status == SL_OK && (version > 0 || must_ask))
        status = sl_tool_load(work->store, code, version, &tool, err);
    if (status != SL_OK || tool == NULL)
        return status;
    bool asks = count_questions(themed->theme, tool) > 0;
    if (!asks && must_ask)
        return sl_fail(err, SL_INVALID, "tool", "the tool %s asks nothing about %s", code,
                       sl_theme_label(themed->theme));
    if (!asks || version == 0)
        return SL_OK;
    themed->tools = sl_resize(themed->tools, themed->tool_count + 1, sizeof *themed->tools);
    struct sl_themed_tool *taken = &themed->tools[themed->tool_count++];
    *taken = (struct sl_themed_tool){.tool = tool, .graded = is_graded(tool)};
    tool = NULL;
    status = sl_themed_take_cohort(work, taken, err);
    if (status == SL_OK && taken->graded)
        status = sl_themed_take_grades(work, taken, err);
    if (status == SL_OK)
        status = sl_themed_take_questions(work, taken, err);
    return status == SL_OK ? sl_themed_take_moderation(work, taken, err) : status;
}

static int compare_tools(const void *a, const void *b) {
    const struct sl_themed_tool *x = a, *y = b;
    int64_t n = x->cohort[SL_NOW].final + x->cohort[SL_NOW].provisional;
    int64_t m = y->cohort[SL_NOW].final + y->cohort[SL_NOW].provisional;
    if (n != m)
        return n > m ? -1 : 1;
    return strcmp(sl_tool_code(x->tool), sl_tool_code(y->tool));
}

static enum sl_status take_tools(struct sl_themed_work *work, const char *only,
                                 struct sl_error *err) {
    struct sl_themed *themed = work->themed;
    if (only != NULL)
        return take_tool(work, only, true, err);
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(work->store, "SELECT code FROM tool ORDER BY code", err);
    enum sl_status status = SL_OK;
    while (status == SL_OK && sl_query_next(&q)) {
        SL_AUTO(sl_free) char *code = sl_copy(sl_query_get_text(&q, 0));
        status = take_tool(work, code, false, err);
    }
    if (status == SL_OK && themed->tool_count > 0)
        qsort(themed->tools, themed->tool_count, sizeof *themed->tools, compare_tools);
    return status == SL_OK ? q.status : status;
}

static struct sl_themed *start(const struct sl_themed_ask *ask) {
    struct sl_themed *themed = sl_new(1, sizeof *themed);
    themed->period[SL_NOW] = ask->period;
    themed->period[SL_BEFORE] = ask->before;
    themed->service = sl_copy(ask->service == NULL ? "" : ask->service);
    themed->team = sl_copy(ask->team == NULL ? "" : ask->team);
    themed->provisional = ask->provisional;
    return themed;
}

enum sl_status sl_themed_open(struct sl_store *store, const struct sl_themed_ask *ask,
                              struct sl_themed **out, struct sl_error *err) {
    enum sl_status status = check_ask(ask, err);
    if (status != SL_OK)
        return status;
    SL_AUTO(sl_themed_drop) struct sl_themed *themed = start(ask);
    struct sl_themed_work work = {store, themed};
    status = sl_theme_open(store, ask->theme, &themed->theme, err);
    if (status == SL_OK)
        status = take_place(store, themed, err);
    if (status == SL_OK)
        status = take_tools(&work, ask->tool, err);
    if (status == SL_OK)
        status = sl_themed_take_measures(&work, err);
    if (status == SL_OK)
        status = sl_themed_take_actions(&work, err);
    if (status == SL_OK)
        status = sl_themed_take_figures(&work, NULL, &themed->figures, err);
    if (status == SL_OK)
        status = sl_themed_take_basis(&work, err);
    if (status != SL_OK)
        return status;
    *out = themed;
    themed = NULL;
    return SL_OK;
}
