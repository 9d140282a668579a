#include "scoring/outcome.h"
#include <stdlib.h>

void sl_outcomes_clear(struct sl_outcomes *outcomes) {
    outcomes->count = 0;
    outcomes->same = 0;
    sl_buffer_clear(&outcomes->texts);
}

void sl_outcomes_drop(struct sl_outcomes *outcomes) {
    free(outcomes->scores);
    free(outcomes->from);
    sl_buffer_drop(&outcomes->texts);
    *outcomes = (struct sl_outcomes){0};
}

struct sl_score sl_score_key(const struct sl_outcome_source *source, const struct sl_facts *facts,
                             sl_day basis_day) {
    return (struct sl_score){.record_no = facts->record_no,
                             .revision = facts->revision,
                             .version_no = sl_rule_version_no(source->rule),
                             .facts = facts->hash,
                             .basis_day = basis_day,
                             .engine = source->engine};
}

static struct sl_score *add(struct sl_outcomes *outcomes, const struct sl_score *key) {
    if (outcomes->count == outcomes->capacity) {
        outcomes->capacity = outcomes->capacity * 2 + 16;
        outcomes->scores =
            sl_resize(outcomes->scores, outcomes->capacity, sizeof *outcomes->scores);
        outcomes->from = sl_resize(outcomes->from, outcomes->capacity, sizeof *outcomes->from);
    }
    outcomes->from[outcomes->count] = outcomes->texts.length;
    outcomes->scores[outcomes->count] = *key;
    return &outcomes->scores[outcomes->count++];
}

static void end_text(struct sl_outcomes *outcomes, struct sl_score *score) {
    score->result.length = outcomes->texts.length - outcomes->from[outcomes->count - 1];
    sl_buffer_char(&outcomes->texts, '\0');
}

void sl_outcomes_refuse(struct sl_outcomes *outcomes, const struct sl_score *key,
                        const char *reason) {
    struct sl_score *score = add(outcomes, key);
    score->status = SL_RESULT_LIMIT;
    sl_buffer_text(&outcomes->texts, reason);
    end_text(outcomes, score);
}

enum sl_status sl_outcomes_carry(struct sl_outcomes *outcomes, struct sl_store *store,
                                 const struct sl_score *from, const struct sl_score *key,
                                 bool *found, struct sl_error *err) {
    enum sl_result_status kept = SL_RESULT_FAILED;
    size_t begin = outcomes->texts.length;
    enum sl_status status = sl_score_find(store, from, &kept, &outcomes->texts, found, err);
    if (status != SL_OK || !*found)
        return status;
    struct sl_score *score = add(outcomes, key);
    outcomes->from[outcomes->count - 1] = begin;
    score->status = kept;
    end_text(outcomes, score);
    return SL_OK;
}

enum sl_outcome_kind sl_outcome_judge(const struct sl_outcome_source *source,
                                      const struct sl_scorer_case *given, struct sl_text packed,
                                      struct sl_result *result, struct sl_error *lie) {
    const struct sl_rule_form *form = sl_rule_forms_at(source->forms, given->form);
    if (sl_result_check(sl_rule_header(source->rule), form, given->body, packed, result, lie) !=
        SL_OK)
        return SL_OUTCOME_REFUSED;
    if (result->status == SL_RESULT_WANTS)
        return SL_OUTCOME_WANTS;
    return result->status == SL_RESULT_LIMIT ? SL_OUTCOME_LIMIT : SL_OUTCOME_SCORE;
}

void sl_outcomes_add(struct sl_outcomes *outcomes, const struct sl_outcome_source *source,
                     const struct sl_facts *facts, const struct sl_scorer_case *given,
                     const struct sl_result *result) {
    struct sl_score key = sl_score_key(source, facts, given->basis_day);
    struct sl_score *score = add(outcomes, &key);
    score->status = result->status;
    if (result->status == SL_RESULT_LIMIT) {
        struct sl_text why = sl_result_reason_at(result, 0).text;
        sl_buffer_add(&outcomes->texts, why.bytes, why.length);
    } else {
        const struct sl_rule_form *form = sl_rule_forms_at(source->forms, given->form);
        sl_result_json_write(source->json, form, result, &outcomes->texts);
    }
    end_text(outcomes, score);
}

enum sl_outcome_kind sl_outcomes_take(struct sl_outcomes *outcomes,
                                      const struct sl_outcome_source *source,
                                      const struct sl_facts *facts,
                                      const struct sl_scorer_case *given, struct sl_text packed,
                                      enum sl_result_status *status) {
    struct sl_result result;
    struct sl_error lie = {0};
    enum sl_outcome_kind kind = sl_outcome_judge(source, given, packed, &result, &lie);
    if (kind == SL_OUTCOME_REFUSED) {
        struct sl_score key = sl_score_key(source, facts, given->basis_day);
        sl_outcomes_refuse(outcomes, &key, lie.text);
        return kind;
    }
    if (kind == SL_OUTCOME_WANTS)
        return kind;
    *status = result.status;
    sl_outcomes_add(outcomes, source, facts, given, &result);
    return kind;
}

void sl_outcomes_settle(struct sl_outcomes *outcomes, bool keep) {
    for (size_t i = 0; i < outcomes->count; i++) {
        struct sl_score *score = &outcomes->scores[i];
        score->result.bytes = outcomes->texts.bytes + outcomes->from[i];
        if (keep && score->status != SL_RESULT_LIMIT)
            score->hash = sl_score_hash(score->status, score->result);
    }
}

enum sl_status sl_outcomes_write(struct sl_store *store, void *context, struct sl_error *err) {
    struct sl_outcomes *outcomes = context;
    struct sl_score_insert insert = {0};
    enum sl_status status = sl_score_insert_begin(store, outcomes->version_no, &insert, err);
    for (size_t i = 0; i < outcomes->count && status == SL_OK; i++) {
        const struct sl_score *score = &outcomes->scores[i];
        if (score->status == SL_RESULT_LIMIT)
            status = sl_score_insert_attempt(&insert, score->record_no, score->version_no,
                                             score->revision, score->result.bytes, err);
        else
            status = sl_score_insert_one(&insert, score, err);
    }
    if (status == SL_OK)
        status = sl_score_insert_end(&insert, err);
    outcomes->same = insert.same;
    return status;
}
