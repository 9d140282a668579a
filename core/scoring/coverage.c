#include "scoring/coverage_inside.h"
#include <stdlib.h>
#include <string.h>

static void covering_drop(struct sl_covering *covering) {
    free(covering->records);
    free(covering->fired);
}

void sl_covering_progress(const struct sl_covering *covering, const char *doing, int64_t done,
                          int64_t total) {
    const struct sl_coverage_request *request = covering->request;
    if (request->progress != NULL)
        request->progress(request->context, doing, done, total);
}

enum sl_status sl_covering_take(const struct sl_covering *covering, size_t most,
                                struct sl_specimens *out, struct sl_error *err) {
    size_t taken = covering->count < most ? covering->count : most;
    int64_t *chosen = sl_new(taken + 1, sizeof *chosen);
    for (size_t i = 0; i < taken; i++)
        chosen[i] = covering->records[sl_specimen_place(covering->count, taken, i)];
    enum sl_status status =
        sl_specimens_read(covering->request->store, &covering->run, chosen, taken, out, err);
    free(chosen);
    return status == SL_OK ? sl_specimens_score(out, &covering->run, err) : status;
}

static void keep_record(struct sl_covering *covering, int64_t record_no) {
    if (covering->count == covering->capacity) {
        covering->capacity = 2 * covering->capacity + 256;
        covering->records =
            sl_resize(covering->records, covering->capacity, sizeof *covering->records);
    }
    covering->records[covering->count++] = record_no;
}

/* A clause counts once for each record, however many rows it fires in. */
static void count_clauses(struct sl_covering *covering, const struct sl_result *result) {
    for (uint16_t i = 0; i < result->reasons; i++) {
        uint16_t clause = sl_result_reason_at(result, i).clause;
        bool counted = false;
        for (uint16_t before = 0; before < i && !counted; before++)
            counted = sl_result_reason_at(result, before).clause == clause;
        covering->fired[clause] += !counted;
    }
}

static enum sl_status take_one(void *context, const struct sl_rescore_one *one,
                               struct sl_error *err) {
    struct sl_covering *covering = context;
    const char *tool = covering->request->tool;
    (void)err;
    if (tool != NULL && strcmp(one->form->code, tool) != 0)
        return SL_OK;
    if (one->result == NULL || one->status == SL_RESULT_LIMIT || one->status == SL_RESULT_FAILED) {
        covering->not_scored++;
        return SL_OK;
    }
    keep_record(covering, one->facts->record_no);
    count_clauses(covering, one->result);
    return SL_OK;
}

static bool tell_scored(void *context, int64_t done, int64_t total) {
    sl_covering_progress(context, "Records", done, total);
    return true;
}

static enum sl_status score_all(struct sl_covering *covering, struct sl_error *err) {
    const struct sl_coverage_request *request = covering->request;
    struct sl_rescore rescore = {.store = request->store,
                                 .engine = request->engine,
                                 .rule = request->rule,
                                 .choice = request->choice,
                                 .each_packed = take_one,
                                 .progress = tell_scored,
                                 .context = covering};
    return sl_rescore_run(&rescore, err);
}

static json_t *clauses_json(const struct sl_covering *covering, json_t *never) {
    json_t *clauses = json_array();
    for (size_t i = 0; i < covering->header->clauses_count; i++) {
        const struct sl_rule_clause *clause = &covering->header->clauses[i];
        json_array_append_new(clauses,
                              json_pack("{s:s, s:s, s:I}", "clause", clause->id, "sentence",
                                        clause->sentence, "fired", (json_int_t)covering->fired[i]));
        if (covering->fired[i] == 0)
            json_array_append_new(never, json_string(clause->id));
    }
    return clauses;
}

static json_t *head_json(const struct sl_covering *covering) {
    const struct sl_rule *rule = covering->run.rule;
    return json_pack("{s:s, s:s, s:I}", "rule", covering->header->code, "title",
                     covering->header->title, "version", (json_int_t)sl_rule_number(rule));
}

typedef enum sl_status part(const struct sl_covering *covering, json_t **out, struct sl_error *err);

static enum sl_status add_part(const struct sl_covering *covering, json_t *out, const char *key,
                               part *made_by, struct sl_error *err) {
    json_t *made = NULL;
    enum sl_status status = made_by(covering, &made, err);
    if (made != NULL)
        json_object_set_new(out, key, made);
    return status;
}

static enum sl_status cover_selection(struct sl_covering *covering, json_t *out,
                                      struct sl_error *err) {
    enum sl_status status = score_all(covering, err);
    if (status != SL_OK)
        return status;
    json_t *never = json_array();
    json_int_t scored = (json_int_t)covering->count;
    json_object_set_new(out, "records", json_integer(scored + covering->not_scored));
    json_object_set_new(out, "scored", json_integer(scored));
    json_object_set_new(out, "not_scored", json_integer(covering->not_scored));
    json_object_set_new(out, "clauses", clauses_json(covering, never));
    json_object_set_new(out, "never", never);
    status = add_part(covering, out, "questions", sl_coverage_questions, err);
    if (status == SL_OK)
        status = add_part(covering, out, "settings", sl_coverage_settings, err);
    return status == SL_OK ? add_part(covering, out, "lift", sl_coverage_lift, err) : status;
}

static enum sl_status cover(struct sl_covering *covering, json_t *out, struct sl_error *err) {
    if (covering->request->choice.record_no > 0)
        return add_part(covering, out, "record", sl_coverage_record, err);
    return cover_selection(covering, out, err);
}

enum sl_status sl_coverage_run(const struct sl_coverage_request *request, json_t **out,
                               struct sl_error *err) {
    SL_AUTO(sl_rule_forms_drop) struct sl_rule_forms *forms = NULL;
    SL_AUTO(covering_drop)
    struct sl_covering covering = {.request = request, .header = sl_rule_header(request->rule)};
    enum sl_status status = sl_rule_forms_load(request->store, covering.header, &forms, err);
    if (status != SL_OK)
        return status;
    covering.run = (struct sl_case_run){request->rule, request->engine, forms};
    covering.fired = sl_new(covering.header->clauses_count + 1, sizeof *covering.fired);
    SL_AUTO(sl_json_drop) json_t *made = head_json(&covering);
    status = sl_store_begin_reading(request->store, err);
    if (status != SL_OK)
        return status;
    status = cover(&covering, made, err);
    sl_store_end_reading(request->store);
    if (status == SL_OK)
        *out = json_incref(made);
    return status;
}
