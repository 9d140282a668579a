#include "practice/list.h"
#include "store/query.h"
#include "summary/themed_inside.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>

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

static enum sl_status take_scores(struct sl_themed_work *work, struct sl_themed_measure *measure,
                                  const char *tool, int side, struct sl_error *err) {
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
    int64_t scored = 0;
    for (; sl_query_next(&q); scored++)
        add_score(measure, side, sl_query_get_text(&q, 0), sl_query_get_text(&q, 1));
    if (q.status != SL_OK || side != SL_NOW)
        return q.status;
    int64_t records = 0;
    enum sl_status status = sl_scope_count(work->store, &scope, &records, err);
    measure->not_scored += records - scored;
    return status;
}

static enum sl_status take_practice(struct sl_themed_work *work, struct sl_themed_measure *measure,
                                    const char *header, struct sl_error *err) {
    SL_AUTO(sl_json_drop) json_t *json = json_loads(header, 0, NULL);
    const json_t *applies = json_object_get(json, "applies");
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < json_array_size(applies); i++) {
        const char *tool = json_string_value(json_array_get(applies, i));
        for (int side = 0; tool != NULL && side < sl_themed_sides(work->themed); side++)
            if (status == SL_OK)
                status = take_scores(work, measure, tool, side, err);
    }
    measure->practice.is_compared = sl_themed_is_compared(work->themed);
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

enum sl_status sl_themed_take_measures(struct sl_themed_work *work, struct sl_error *err) {
    struct sl_themed *themed = work->themed;
    SL_AUTO(sl_list_drop) struct sl_list *strands = NULL;
    enum sl_status status = sl_list_load(work->store, "measure_strands", 0, &strands, err);
    if (status != SL_OK && status != SL_NOT_FOUND)
        return status;
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(work->store,
                                      "SELECT u.code, u.title, v.number, v.header FROM rule u"
                                      " JOIN rule_version v ON v.version_no = u.current_no"
                                      " WHERE u.kind = 'measure' ORDER BY u.code",
                                      err);
    status = SL_OK;
    while (status == SL_OK && sl_query_next(&q)) {
        themed->measures =
            sl_resize(themed->measures, themed->measure_count + 1, sizeof *themed->measures);
        struct sl_themed_measure *measure = &themed->measures[themed->measure_count++];
        *measure = (struct sl_themed_measure){.code = sl_copy(sl_query_get_text(&q, 0)),
                                              .title = sl_copy(sl_query_get_text(&q, 1)),
                                              .version = sl_query_get_int(&q, 2)};
        status = take_practice(work, measure, sl_query_get_text(&q, 3), err);
        if (status == SL_OK)
            status = take_strands(work, measure, strands, err);
    }
    if (themed->measure_count > 0)
        qsort(themed->measures, themed->measure_count, sizeof *themed->measures, compare_measures);
    return status == SL_OK ? q.status : status;
}
