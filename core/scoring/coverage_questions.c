#include "scoring/answer_change.h"
#include "scoring/coverage_inside.h"
#include <stdlib.h>
#include <string.h>

enum { TOGETHER = 128, RECORDS_LEAST = 10, RECORDS_MOST = 100, SCORINGS_MOST = 10000 };

struct counted {
    const char *code, *wording; /* of the tool */
    int64_t answered, moved;
    size_t answered_last, moved_last; /* specimen + 1: each counts once */
};

struct counting {
    const struct sl_covering *covering;
    const struct sl_specimens *specimens;
    struct counted *questions;
    size_t count;
    struct sl_scorer_case cases[TOGETHER];
    uint8_t *bodies[TOGETHER];
    size_t of_question[TOGETHER], of_specimen[TOGETHER];
    size_t waiting;
};

static size_t count_needed(const struct sl_covering *covering) {
    const struct sl_rule_form *form = sl_rule_forms_at(covering->run.forms, 0);
    size_t needed = 0;
    for (size_t i = 0; i < form->questions; i++)
        needed += form->needed[i];
    return needed;
}

static size_t records_most(const struct sl_covering *covering) {
    if (covering->request->sample > 0)
        return (size_t)covering->request->sample;
    size_t most = SCORINGS_MOST / (SL_NEIGHBOURS_MOST * (count_needed(covering) + 1));
    return most < RECORDS_LEAST ? RECORDS_LEAST : most > RECORDS_MOST ? RECORDS_MOST : most;
}

static size_t question_place(struct counting *counting, const struct sl_question *question) {
    for (size_t i = 0; i < counting->count; i++)
        if (strcmp(counting->questions[i].code, question->code) == 0)
            return i;
    counting->questions =
        sl_resize(counting->questions, counting->count + 1, sizeof *counting->questions);
    counting->questions[counting->count] =
        (struct counted){.code = question->code, .wording = question->text};
    return counting->count++;
}

static void compare(void *context, size_t index, const struct sl_result *result,
                    const char *sentence) {
    struct counting *counting = context;
    size_t at = counting->of_specimen[index];
    struct counted *question = &counting->questions[counting->of_question[index]];
    const char *was = counting->specimens->specimens[at].said;
    (void)sentence;
    if (result == NULL || result->status == SL_RESULT_LIMIT || question->moved_last == at + 1)
        return;
    SL_AUTO(sl_free) char *now = sl_specimen_said(counting->covering->header, result);
    if (strcmp(was, now) == 0)
        return;
    question->moved_last = at + 1;
    question->moved++;
}

static enum sl_status score_waiting(struct counting *counting, struct sl_error *err) {
    enum sl_status status = sl_case_run_score(&counting->covering->run, counting->cases,
                                              counting->waiting, compare, counting, err);
    for (size_t i = 0; i < counting->waiting; i++)
        free(counting->bodies[i]);
    counting->waiting = 0;
    return status;
}

static enum sl_status wait_with(struct counting *counting, size_t specimen, size_t question,
                                const struct sl_body *body, const struct sl_answer_change *change,
                                struct sl_error *err) {
    struct sl_scorer_case *waiting = &counting->cases[counting->waiting];
    uint8_t *bytes = NULL;
    *waiting = counting->specimens->specimens[specimen].given;
    sl_body_changed(body, change, 1, &bytes, &waiting->body.length);
    waiting->body.bytes = (const char *)bytes;
    counting->bodies[counting->waiting] = bytes;
    counting->of_question[counting->waiting] = question;
    counting->of_specimen[counting->waiting++] = specimen;
    return counting->waiting == TOGETHER ? score_waiting(counting, err) : SL_OK;
}

static enum sl_status step_question(struct counting *counting, size_t specimen,
                                    const struct sl_question *asked, uint32_t place,
                                    const struct sl_body *body, struct sl_error *err) {
    uint32_t from, to;
    enum sl_status status = SL_OK;
    sl_body_cells(body, place, &from, &to);
    for (uint32_t cell = from; cell < to && status == SL_OK; cell++) {
        struct sl_value value, other[SL_NEIGHBOURS_MOST];
        struct sl_answer_change change = {.question = place,
                                          .row = sl_body_value(body, cell, &value)};
        size_t count = sl_answer_neighbours(asked, &value, other);
        size_t question = count > 0 ? question_place(counting, asked) : 0;
        if (count > 0 && counting->questions[question].answered_last != specimen + 1) {
            counting->questions[question].answered_last = specimen + 1;
            counting->questions[question].answered++;
        }
        for (size_t i = 0; i < count && status == SL_OK; i++) {
            change.value = other[i];
            status = wait_with(counting, specimen, question, body, &change, err);
        }
    }
    return status;
}

static enum sl_status step_specimen(struct counting *counting, size_t index, struct sl_error *err) {
    const struct sl_specimen *specimen = &counting->specimens->specimens[index];
    const struct sl_rule_form *form =
        sl_rule_forms_at(counting->covering->run.forms, specimen->given.form);
    struct sl_body body;
    if (specimen->said == NULL)
        return SL_OK;
    enum sl_status status =
        sl_body_open(specimen->given.body.bytes, specimen->given.body.length, &body, err);
    for (uint32_t i = 0; i < body.questions && status == SL_OK; i++)
        if (form->needed[i])
            status = step_question(counting, index, sl_tool_question(form->tool, i), i, &body, err);
    return status;
}

static int by_moved(const void *a, const void *b) {
    const struct counted *left = a, *right = b;
    if (left->moved != right->moved)
        return left->moved > right->moved ? -1 : 1;
    return strcmp(left->code, right->code);
}

static json_t *counted_json(const struct counting *counting) {
    json_t *moved = json_array();
    for (size_t i = 0; i < counting->count; i++) {
        const struct counted *question = &counting->questions[i];
        json_array_append_new(moved, json_pack("{s:s, s:s, s:I, s:I}", "question", question->code,
                                               "wording", question->wording, "answered",
                                               (json_int_t)question->answered, "moved",
                                               (json_int_t)question->moved));
    }
    return json_pack("{s:I, s:o}", "n", (json_int_t)counting->specimens->count, "moved", moved);
}

enum sl_status sl_coverage_questions(const struct sl_covering *covering, json_t **out,
                                     struct sl_error *err) {
    SL_AUTO(sl_specimens_drop) struct sl_specimens specimens = {0};
    enum sl_status status = sl_covering_take(covering, records_most(covering), &specimens, err);
    struct counting *counting = sl_new(1, sizeof *counting);
    counting->covering = covering;
    counting->specimens = &specimens;
    for (size_t i = 0; i < specimens.count && status == SL_OK; i++) {
        status = step_specimen(counting, i, err);
        sl_covering_progress(covering, "Answers a step better or worse", (int64_t)i + 1,
                             (int64_t)specimens.count);
    }
    if (status == SL_OK)
        status = score_waiting(counting, err);
    for (size_t i = 0; i < counting->waiting; i++)
        free(counting->bodies[i]);
    if (status == SL_OK) {
        if (counting->count > 0)
            qsort(counting->questions, counting->count, sizeof *counting->questions, by_moved);
        *out = counted_json(counting);
    }
    free(counting->questions);
    free(counting);
    return status;
}
