#include "practice/list.h"
#include "store/query.h"
#include "summary/themed_inside.h"
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

struct rule_in_force {
    int64_t version_no;
    json_t *header;
};

/* Adds what one record's score says. */
static void add_score(struct sl_themed_measure *measure, int side, const char *status,
                      const char *result) {
    struct sl_share *share = side == SL_NOW ? &measure->practice.now : &measure->practice.before;
    if (strcmp(status, "scored") == 0) {
        SL_AUTO(sl_json_drop) json_t *json = json_loads(result, 0, NULL);
        const json_t *values = json_object_get(json, "values");
        bool counted = sl_json_true(values, "counted");
        share->of += counted;
        share->n += counted && sl_json_true(values, "met");
        measure->left_out += side == SL_NOW && !counted;
    } else if (side == SL_NOW) {
        measure->left_out += strcmp(status, "not_applicable") == 0;
        measure->not_enough += strcmp(status, "not_enough") == 0;
        measure->not_scored += strcmp(status, "failed") == 0;
    }
}

/* Can the rule read records of that tool version: does it ask everything the rule needs? */
static enum sl_status can_read(struct sl_store *store, const json_t *header, const char *tool,
                               int64_t version, bool *out, struct sl_error *err) {
    const json_t *needs = json_object_get(header, "needs");
    SL_AUTO(sl_tool_drop) struct sl_tool *loaded = NULL;
    enum sl_status status = sl_tool_load(store, tool, version, &loaded, err);
    *out = status == SL_OK;
    for (size_t i = 0; status == SL_OK && i < json_array_size(needs); i++)
        *out = *out && sl_tool_find(loaded, json_string_value(json_array_get(needs, i))) >= 0;
    return status;
}

/* Records that the version in force could have scored, and neither did nor tried. */
static enum sl_status take_unread(struct sl_themed_work *work, struct sl_themed_measure *measure,
                                  const struct rule_in_force *rule, const struct sl_scope *scope,
                                  int side, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        work->store,
        "SELECT r.tool_version, count(*) FROM record r WHERE" SL_SCOPE
        " AND NOT EXISTS (SELECT 1 FROM score s WHERE s.record_no = r.record_no"
        " AND s.version_no = :version AND s.revision = r.revision)"
        " AND NOT EXISTS (SELECT 1 FROM score_attempt a WHERE a.record_no = r.record_no"
        " AND a.version_no = :version AND a.revision = r.revision)"
        " GROUP BY r.tool_version ORDER BY r.tool_version",
        err);
    sl_scope_bind(&q, scope);
    sl_query_int(&q, ":version", rule->version_no);
    while (sl_query_next(&q)) {
        bool readable = false;
        enum sl_status status = can_read(work->store, rule->header, scope->tool,
                                         sl_query_get_int(&q, 0), &readable, err);
        if (status != SL_OK)
            return status;
        measure->unread[side] += readable ? sl_query_get_int(&q, 1) : 0;
    }
    return q.status;
}

static enum sl_status take_scores(struct sl_themed_work *work, struct sl_themed_measure *measure,
                                  const struct rule_in_force *rule, const char *tool, int side,
                                  struct sl_error *err) {
    struct sl_scope scope = sl_themed_scope(work, tool, side);
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(work->store,
                      "SELECT s.status, s.result FROM record r"
                      " JOIN score_current s ON s.record_no = r.record_no AND s.rule = :rule"
                      " WHERE" SL_SCOPE " ORDER BY r.record_no",
                      err);
    sl_scope_bind(&q, &scope);
    sl_query_text(&q, ":rule", measure->code);
    int64_t scored = 0, records = 0;
    for (; sl_query_next(&q); scored++)
        add_score(measure, side, sl_query_get_text(&q, 0), sl_query_get_text(&q, 1));
    if (q.status != SL_OK)
        return q.status;
    enum sl_status status = sl_scope_count(work->store, &scope, &records, err);
    measure->records[side] += records;
    measure->not_scored += side == SL_NOW ? records - scored : 0;
    return status == SL_OK && records > scored ? take_unread(work, measure, rule, &scope, side, err)
                                               : status;
}

static char *missing_scores(const struct sl_themed_measure *measure, int side) {
    return sl_format("%" PRId64 " of %" PRId64 " reviews of %s have no score under it",
                     measure->unread[side], measure->records[side],
                     side == SL_NOW ? "the period" : "the earlier period");
}

/* Both periods under one version, or not at all: figures of several are never held together. */
static void guard_comparison(const struct sl_themed *themed, struct sl_themed_measure *measure) {
    struct sl_reading *practice = &measure->practice;
    char words[32];
    sl_day from = SL_DAY_NONE;
    int side = measure->unread[SL_BEFORE] > 0 ? SL_BEFORE : SL_NOW;
    practice->is_compared = sl_themed_is_compared(themed);
    if (!practice->is_compared)
        return;
    if (measure->unread[side] > 0) {
        SL_AUTO(sl_free) char *missing = missing_scores(measure, side);
        practice->why_not =
            sl_format("Not comparable: version %" PRId64
                      " of the rule is in force, and %s; rule rescore %s makes them.",
                      measure->version, missing, measure->code);
        return;
    }
    sl_day_parse(measure->in_force_from, &from, NULL);
    if (!measure->replaces || from == SL_DAY_NONE || from <= themed->period[SL_BEFORE].from)
        return;
    practice->was = practice->before;
    practice->is = practice->now;
    practice->on = sl_format("Both periods are read by the rule of %s (version %" PRId64
                             "); what the earlier period read under the rule of its own time is "
                             "in no figure.",
                             sl_day_words(from, words, sizeof words), measure->version);
}

static enum sl_status take_practice(struct sl_themed_work *work, struct sl_themed_measure *measure,
                                    const struct rule_in_force *rule, struct sl_error *err) {
    const json_t *applies = json_object_get(rule->header, "applies");
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < json_array_size(applies); i++) {
        const char *tool = json_string_value(json_array_get(applies, i));
        for (int side = 0; tool != NULL && side < sl_themed_sides(work->themed); side++)
            if (status == SL_OK)
                status = take_scores(work, measure, rule, tool, side, err);
    }
    guard_comparison(work->themed, measure);
    return status;
}

/* Good answers to a feedback question among its answers; feedback has no grade and no state to
 * wait for, so what is there counts unless it was withdrawn. */
static enum sl_status tally_feedback(struct sl_themed_work *work, const struct sl_tool *tool,
                                     const struct sl_question *question, int side,
                                     struct sl_share *share, struct sl_error *err) {
    struct sl_scope scope = sl_themed_scope(work, sl_tool_code(tool), side);
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        work->store,
        "SELECT a.value, count(*) FROM record r JOIN answer a ON a.record_no = r.record_no"
        " AND a.question = :question AND a.row_no = 0 AND a.state = 'answered'"
        " WHERE r.tool = :tool AND r.day >= :from AND r.day <= :to"
        " AND (:service = '' OR r.service = :service) AND (:team = '' OR r.team = :team)"
        " AND r.kind = 'feedback' AND r.state NOT IN ('in_progress', 'returned', 'withdrawn')"
        " GROUP BY a.value ORDER BY a.value",
        err);
    sl_scope_bind_all(&q, &scope);
    sl_query_text(&q, ":question", question->code);
    while (sl_query_next(&q)) {
        const struct sl_token *token = sl_question_token(question, sl_query_get_slice(&q, 0));
        share->of += token != NULL ? sl_query_get_int(&q, 1) : 0;
        share->n += token != NULL && token->good ? sl_query_get_int(&q, 1) : 0;
    }
    return q.status;
}

/* full: TOOL.QUESTION. A question that isn't there is left out. */
static enum sl_status take_voice(struct sl_themed_work *work, struct sl_themed_measure *measure,
                                 const char *full, struct sl_error *err) {
    const char *dot = strchr(full, '.');
    if (dot == NULL)
        return SL_OK;
    SL_AUTO(sl_free) char *code = sl_copy_bytes(full, (size_t)(dot - full));
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = NULL;
    struct sl_error missing = {0};
    enum sl_status status = sl_tool_load(work->store, code, 0, &tool, &missing);
    int place = status == SL_OK ? sl_tool_find(tool, dot + 1) : -1;
    if (status == SL_NOT_FOUND || place < 0)
        return SL_OK;
    const struct sl_question *question = sl_tool_question(tool, (size_t)place);
    measure->voices = sl_resize(measure->voices, measure->voice_count + 1, sizeof *measure->voices);
    struct sl_themed_voice *voice = &measure->voices[measure->voice_count++];
    *voice = (struct sl_themed_voice){.code = sl_copy(full), .label = sl_copy(question->text)};
    voice->good.is_compared = sl_themed_is_compared(work->themed);
    status = tally_feedback(work, tool, question, SL_NOW, &voice->good.now, err);
    if (status == SL_OK && voice->good.is_compared)
        status = tally_feedback(work, tool, question, SL_BEFORE, &voice->good.before, err);
    return status;
}

static enum sl_status take_strands(struct sl_themed_work *work, struct sl_themed_measure *measure,
                                   const struct sl_list *strands, struct sl_error *err) {
    int at = strands == NULL ? -1 : sl_list_find(strands, measure->code);
    measure->place = at < 0 ? INT_MAX : at;
    if (at < 0)
        return SL_OK;
    const json_t *fields = sl_list_at(strands, (size_t)at)->fields;
    const json_t *experience = json_object_get(fields, "experience");
    const json_t *data = json_object_get(fields, "data");
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < json_array_size(experience) && status == SL_OK; i++)
        status = take_voice(work, measure, json_string_value(json_array_get(experience, i)), err);
    for (size_t i = 0; i < json_array_size(data) && status == SL_OK; i++)
        status = sl_themed_take_figures(work, json_string_value(json_array_get(data, i)),
                                        &measure->data, err);
    return status;
}

static int compare_measures(const void *a, const void *b) {
    const struct sl_themed_measure *x = a, *y = b;
    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    return strcmp(x->code, y->code);
}

static struct sl_themed_measure *add_measure(struct sl_themed *themed, const struct sl_query *q) {
    themed->measures =
        sl_resize(themed->measures, themed->measure_count + 1, sizeof *themed->measures);
    struct sl_themed_measure *measure = &themed->measures[themed->measure_count++];
    *measure = (struct sl_themed_measure){.code = sl_copy(sl_query_get_text(q, 0)),
                                          .title = sl_copy(sl_query_get_text(q, 1)),
                                          .version = sl_query_get_int(q, 2),
                                          .replaces = sl_query_get_int(q, 6) != 0};
    strncpy(measure->in_force_from, sl_query_get_text(q, 5), SL_DAY_SIZE - 1);
    return measure;
}

enum sl_status sl_themed_take_measures(struct sl_themed_work *work, struct sl_error *err) {
    struct sl_themed *themed = work->themed;
    SL_AUTO(sl_list_drop) struct sl_list *strands = NULL;
    enum sl_status status = sl_list_load(work->store, "measure_strands", 0, &strands, err);
    if (status != SL_OK && status != SL_NOT_FOUND)
        return status;
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        work->store,
        "SELECT u.code, u.title, v.number, v.header, v.version_no, v.in_force_from,"
        " EXISTS (SELECT 1 FROM rule_version e WHERE e.rule = u.code AND e.state = 'published'"
        " AND e.version_no <> v.version_no) FROM rule u"
        " JOIN rule_version v ON v.version_no = u.current_no"
        " WHERE u.kind = 'measure' ORDER BY u.code",
        err);
    status = SL_OK;
    while (status == SL_OK && sl_query_next(&q)) {
        struct sl_themed_measure *measure = add_measure(themed, &q);
        SL_AUTO(sl_json_drop) json_t *header = json_loads(sl_query_get_text(&q, 3), 0, NULL);
        const struct rule_in_force rule = {sl_query_get_int(&q, 4), header};
        status = take_practice(work, measure, &rule, err);
        if (status == SL_OK)
            status = take_strands(work, measure, strands, err);
    }
    if (themed->measure_count > 0)
        qsort(themed->measures, themed->measure_count, sizeof *themed->measures, compare_measures);
    return status == SL_OK ? q.status : status;
}
