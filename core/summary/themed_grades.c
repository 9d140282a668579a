#include "store/query.h"
#include "summary/themed_inside.h"
#include <inttypes.h>
#include <string.h>

/* Rule versions that the grades of record of both periods were fixed under; -1 stands for none. */
struct fixed_under {
    int64_t versions[2]; /* the first two different ones */
    size_t count;
};

static enum sl_status find_versions(struct sl_themed_work *work, const char *tool, int side,
                                    struct fixed_under *under, struct sl_error *err) {
    struct sl_scope scope = sl_themed_scope(work, tool, side);
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(work->store,
                      "SELECT DISTINCT coalesce(r.graded_rule_no, -1) FROM record r WHERE" SL_SCOPE
                      " AND r.grade IS NOT NULL ORDER BY 1",
                      err);
    sl_scope_bind(&q, &scope);
    while (sl_query_next(&q)) {
        int64_t version = sl_query_get_int(&q, 0);
        if (under->count > 0 && under->versions[0] == version)
            continue;
        if (under->count < SL_COUNT(under->versions))
            under->versions[under->count++] = version;
    }
    return q.status;
}

/* Does this rule's header name the tool among those it applies to? */
static bool applies_to(const char *header, const char *tool) {
    SL_AUTO(sl_json_drop) json_t *json = json_loads(header, 0, NULL);
    const json_t *applies = json_object_get(json, "applies");
    for (size_t i = 0; i < json_array_size(applies); i++) {
        const char *name = json_string_value(json_array_get(applies, i));
        if (name != NULL && strcmp(name, tool) == 0)
            return true;
    }
    return false;
}

/* The published rule that grades records of the tool: *code stays NULL when there is none. */
static enum sl_status find_grading_rule(struct sl_store *store, const char *tool, char **code,
                                        int64_t *number, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "SELECT u.code, v.number, v.header FROM rule u"
                                      " JOIN rule_version v ON v.version_no = u.current_no"
                                      " WHERE u.kind = 'grade' ORDER BY u.code",
                                      err);
    while (*code == NULL && sl_query_next(&q)) {
        if (!applies_to(sl_query_get_text(&q, 2), tool))
            continue;
        *code = sl_copy(sl_query_get_text(&q, 0));
        *number = sl_query_get_int(&q, 1);
    }
    return q.status;
}

static void add_result(struct sl_tally *tally, const struct sl_question *overall,
                       const char *result) {
    SL_AUTO(sl_json_drop) json_t *json = json_loads(result, 0, NULL);
    const char *grade = sl_json_text_or(json_object_get(json, "values"), "grade", "");
    if (grade[0] != '\0')
        sl_tally_add(tally, overall, sl_text_of(grade), 1);
}

/* Grades that the published rule gives to the graded records of a period. */
static enum sl_status tally_scores(struct sl_themed_work *work, const struct sl_tool *tool,
                                   const char *rule, int side, struct sl_tally *tally,
                                   struct sl_error *err) {
    const struct sl_question *overall = sl_tool_question(tool, (size_t)sl_tool_overall(tool));
    struct sl_scope scope = sl_themed_scope(work, sl_tool_code(tool), side);
    sl_tally_start(tally, overall);
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        work->store,
        "SELECT s.result FROM record r JOIN score_current s ON s.record_no = r.record_no"
        " AND s.rule = :rule AND s.status = 'scored' WHERE" SL_SCOPE " AND r.grade IS NOT NULL"
        " ORDER BY r.record_no",
        err);
    sl_scope_bind(&q, &scope);
    sl_query_text(&q, ":rule", rule);
    while (sl_query_next(&q))
        add_result(tally, overall, sl_query_get_text(&q, 0));
    sl_tally_finish(tally, overall);
    return q.status;
}

/* Both periods read by the published rule, if every graded record has such a score. */
static enum sl_status compare_by_rule(struct sl_themed_work *work, struct sl_themed_tool *tool,
                                      const char *rule, int64_t number, struct sl_error *err) {
    struct sl_reading *good = &tool->grades.good;
    struct sl_tally was = {0}, is = {0};
    enum sl_status status = tally_scores(work, tool->tool, rule, SL_BEFORE, &was, err);
    if (status == SL_OK)
        status = tally_scores(work, tool->tool, rule, SL_NOW, &is, err);
    if (was.met.of == good->before.of && is.met.of == good->now.of) {
        good->was = was.met;
        good->is = is.met;
        good->on = sl_format("Both periods are read by rule %s version %" PRId64
                             "; the grades of record stand as they are.",
                             rule, number);
    } else {
        good->why_not = sl_format("Not comparable: the grades were fixed under different versions "
                                  "of the rule, and %" PRId64 " of %" PRId64
                                  " reviews have no score under one version for both.",
                                  good->before.of + good->now.of - was.met.of - is.met.of,
                                  good->before.of + good->now.of);
    }
    sl_tally_drop(&was);
    sl_tally_drop(&is);
    return status;
}

static enum sl_status compare_grades(struct sl_themed_work *work, struct sl_themed_tool *tool,
                                     struct sl_error *err) {
    const char *code = sl_tool_code(tool->tool);
    struct fixed_under under = {0};
    enum sl_status status = find_versions(work, code, SL_BEFORE, &under, err);
    if (status == SL_OK)
        status = find_versions(work, code, SL_NOW, &under, err);
    if (status != SL_OK || under.count < 2)
        return status;
    SL_AUTO(sl_free) char *rule = NULL;
    int64_t number = 0;
    status = find_grading_rule(work->store, code, &rule, &number, err);
    if (status != SL_OK)
        return status;
    if (rule != NULL)
        return compare_by_rule(work, tool, rule, number, err);
    tool->grades.good.why_not =
        sl_copy("Not comparable: the grades were fixed under different versions of the rule, and "
                "no published rule reads both periods.");
    return SL_OK;
}

static enum sl_status take_provisional(struct sl_themed_work *work, struct sl_themed_tool *tool,
                                       struct sl_error *err) {
    struct sl_scope scope = sl_themed_tool_scope(work, tool, SL_NOW);
    scope = sl_scope_on(scope, SL_BASIS_PROVISIONAL);
    return sl_tally_take(work->store, &scope, tool->tool, (size_t)sl_tool_overall(tool->tool), NULL,
                         &tool->grades.provisional, err);
}

static enum sl_status take_year(struct sl_themed_work *work, struct sl_themed_tool *tool,
                                struct sl_error *err) {
    struct sl_tally year = {0};
    struct sl_scope scope = sl_themed_tool_scope(work, tool, SL_NOW);
    scope = sl_scope_on(sl_scope_in(scope, sl_period_year(work->themed->period[SL_NOW])),
                        SL_BASIS_FINAL);
    enum sl_status status = sl_tally_grades(work->store, &scope, tool->tool, &year, err);
    tool->grades.good.year = year.met;
    sl_tally_drop(&year);
    return status;
}

enum sl_status sl_themed_take_grades(struct sl_themed_work *work, struct sl_themed_tool *tool,
                                     struct sl_error *err) {
    struct sl_themed_grades *grades = &tool->grades;
    enum sl_status status = take_provisional(work, tool, err);
    for (int side = 0; status == SL_OK && side < sl_themed_sides(work->themed); side++) {
        struct sl_scope scope = sl_themed_tool_scope(work, tool, side);
        scope = sl_scope_on(scope, SL_BASIS_FINAL);
        status = sl_tally_grades(work->store, &scope, tool->tool, &grades->of[side], err);
    }
    grades->good.now = grades->of[SL_NOW].met;
    grades->good.before = grades->of[SL_BEFORE].met;
    grades->good.is_compared = sl_themed_is_compared(work->themed);
    if (status == SL_OK && grades->good.is_compared)
        status = compare_grades(work, tool, err);
    return status == SL_OK ? take_year(work, tool, err) : status;
}
