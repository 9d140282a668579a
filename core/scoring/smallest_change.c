#include "scoring/smallest_change.h"
#include "scoring/expectation.h"
#include <stdlib.h>
#include <string.h>

enum { TOGETHER = 64 };

/* An answer that could be better: steps is how far it is from the best. */
struct candidate {
    uint32_t question;
    uint16_t row;
    struct sl_value value;
    int steps;
};

struct search {
    const struct sl_case_run *run;
    const struct sl_scorer_case *given;
    const struct sl_rule_form *form;
    struct sl_body body;
    int output;
    int rank; /* of what the rule says now: 0 is the best */
    struct candidate *candidates;
    size_t count;
    struct sl_smallest_change *out;
    /* Sets of answers that wait to be scored together. */
    struct sl_scorer_case cases[TOGETHER];
    uint8_t *bodies[TOGETHER];
    size_t sets[TOGETHER][SL_SMALLEST_MOST];
    size_t waiting;
    long found; /* place among those that waited; -1: none */
    char to[16];
};

int sl_smallest_output(const struct sl_rule_header *header) {
    bool grades = strcmp(header->kind, "grade") == 0;
    if (grades)
        return header->outputs[0].type == SL_OUTPUT_TOKENS ? 0 : -1;
    int met = strcmp(header->kind, "measure") == 0 ? sl_rule_header_output(header, "met") : -1;
    return met >= 0 && header->outputs[met].type == SL_OUTPUT_YES_NO ? met : -1;
}

/* Place of what the result says among what the output may say, best first; -1: it is blank. */
static int rank_in(const struct search *search, const struct sl_result *result, char said[16]) {
    const struct sl_rule_output *output =
        &sl_rule_header(search->run->rule)->outputs[search->output];
    struct sl_result_value value;
    if (result == NULL || result->status != SL_RESULT_SCORED ||
        !sl_result_find_value(result, (size_t)search->output, 0, &value))
        return -1;
    size_t length = value.text.length < 15 ? value.text.length : 15;
    memcpy(said, value.text.bytes, length);
    said[length] = '\0';
    if (output->type == SL_OUTPUT_YES_NO)
        return strcmp(said, "yes") == 0 ? 0 : 1;
    for (size_t i = 0; i < output->token_count; i++)
        if (sl_text_is(value.text, output->tokens[i]))
            return (int)i;
    return -1;
}

static bool is_listed(const struct search *search, uint32_t question, uint16_t row) {
    for (size_t i = 0; i < search->count; i++)
        if (search->candidates[i].question == question && search->candidates[i].row == row)
            return true;
    return false;
}

static void add_candidate(struct search *search, uint32_t question, uint16_t row) {
    const struct sl_question *asked = sl_tool_question(search->form->tool, question);
    struct candidate made = {.question = question, .row = row};
    if (!search->form->needed[question] || !sl_answer_is_ranked(asked) ||
        !sl_body_find(&search->body, question, row, &made.value) ||
        is_listed(search, question, row))
        return;
    made.steps = sl_answer_steps_up(asked, &made.value);
    if (made.steps > 0)
        search->candidates[search->count++] = made;
}

/* Those that the reasons cite come first, in the order of the reasons. */
static void list_candidates(struct search *search, const struct sl_result *result) {
    search->candidates = sl_new(search->body.cells + 1, sizeof *search->candidates);
    for (uint16_t i = 0; i < result->cites; i++) {
        struct sl_result_cite cite = sl_result_cite_at(result, i);
        if (cite.question < search->body.questions)
            add_candidate(search, cite.question, cite.row);
    }
    for (uint32_t question = 0; question < search->body.questions; question++) {
        uint32_t from, to;
        sl_body_cells(&search->body, question, &from, &to);
        for (uint32_t cell = from; cell < to; cell++) {
            struct sl_value value;
            add_candidate(search, question, sl_body_value(&search->body, cell, &value));
        }
    }
}

static void take_now(void *context, size_t index, const struct sl_result *result,
                     const char *sentence) {
    struct search *search = context;
    (void)index;
    (void)sentence;
    search->rank = rank_in(search, result, search->out->from);
    if (search->rank > 0)
        list_candidates(search, result);
}

static void take_tried(void *context, size_t index, const struct sl_result *result,
                       const char *sentence) {
    struct search *search = context;
    char said[16] = "";
    (void)sentence;
    int rank = rank_in(search, result, said);
    if (search->found >= 0 || rank < 0 || rank >= search->rank)
        return;
    search->found = (long)index;
    memcpy(search->to, said, sizeof search->to);
}

static struct sl_answer_change change_of(const struct search *search, size_t candidate, int steps) {
    const struct candidate *at = &search->candidates[candidate];
    const struct sl_question *asked = sl_tool_question(search->form->tool, at->question);
    return (struct sl_answer_change){at->question, at->row, sl_answer_at(asked, &at->value, steps)};
}

static void wait_with(struct search *search, const struct sl_answer_change *changes, size_t count) {
    struct sl_scorer_case *waiting = &search->cases[search->waiting];
    uint8_t *bytes = NULL;
    *waiting = *search->given;
    sl_body_changed(&search->body, changes, count, &bytes, &waiting->body.length);
    waiting->body.bytes = (const char *)bytes;
    search->bodies[search->waiting++] = bytes;
    search->out->tries++;
}

static enum sl_status score_waiting(struct search *search, struct sl_error *err) {
    search->found = -1;
    enum sl_status status =
        sl_case_run_score(search->run, search->cases, search->waiting, take_tried, search, err);
    for (size_t i = 0; i < search->waiting; i++)
        free(search->bodies[i]);
    search->waiting = 0;
    return status;
}

static enum sl_status take_back(struct search *search, const size_t *set, struct sl_error *err) {
    struct sl_smallest_change *out = search->out;
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < out->count && status == SL_OK; i++) {
        for (int steps = 1; steps < search->candidates[set[i]].steps; steps++) {
            struct sl_answer_change best = out->changes[i];
            out->changes[i] = change_of(search, set[i], steps);
            wait_with(search, out->changes, out->count);
            status = score_waiting(search, err);
            if (status == SL_OK && search->found >= 0)
                continue;
            out->changes[i] = best;
            break;
        }
    }
    memcpy(out->to, search->to, sizeof out->to);
    return status;
}

static enum sl_status settle(struct search *search, size_t count, struct sl_error *err) {
    struct sl_smallest_change *out = search->out;
    const size_t *set = search->sets[search->found];
    out->outcome = SL_SMALLEST_FOUND;
    out->count = count;
    for (size_t i = 0; i < count; i++)
        out->changes[i] = change_of(search, set[i], 0);
    size_t kept[SL_SMALLEST_MOST];
    memcpy(kept, set, sizeof kept);
    return take_back(search, kept, err);
}

/* Moves a set of count places to the next one; false behind the last. */
static bool next_set(size_t *set, size_t count, size_t of) {
    for (size_t i = count; i-- > 0;)
        if (set[i] + (count - i) < of) {
            set[i]++;
            for (size_t k = i + 1; k < count; k++)
                set[k] = set[k - 1] + 1;
            return true;
        }
    return false;
}

static enum sl_status try_sets(struct search *search, size_t count, struct sl_error *err) {
    size_t set[SL_SMALLEST_MOST] = {0, 1, 2};
    enum sl_status status = SL_OK;
    bool more = search->count >= count;
    while (more && status == SL_OK && search->out->tries < SL_SMALLEST_TRIES) {
        struct sl_answer_change changes[SL_SMALLEST_MOST];
        for (size_t i = 0; i < count; i++)
            changes[i] = change_of(search, set[i], 0);
        memcpy(search->sets[search->waiting], set, sizeof set);
        wait_with(search, changes, count);
        more = next_set(set, count, search->count);
        bool full = search->waiting == TOGETHER || search->out->tries == SL_SMALLEST_TRIES;
        if (more && !full)
            continue;
        status = score_waiting(search, err);
        if (status == SL_OK && search->found >= 0)
            return settle(search, count, err);
    }
    return status;
}

static enum sl_status search_record(struct search *search, struct sl_error *err) {
    enum sl_status status = sl_case_run_score(search->run, search->given, 1, take_now, search, err);
    if (status != SL_OK)
        return status;
    struct sl_smallest_change *out = search->out;
    out->outcome = search->rank < 0    ? SL_SMALLEST_BLANK
                   : search->rank == 0 ? SL_SMALLEST_BEST
                                       : SL_SMALLEST_MORE;
    for (size_t count = 1; status == SL_OK && out->outcome == SL_SMALLEST_MORE &&
                           count <= SL_SMALLEST_MOST && search->rank > 0;
         count++)
        status = try_sets(search, count, err);
    return status;
}

enum sl_status sl_smallest_find(const struct sl_case_run *run, const struct sl_scorer_case *given,
                                struct sl_smallest_change *out, struct sl_error *err) {
    struct search *search = sl_new(1, sizeof *search);
    struct sl_smallest_change made = {.outcome = SL_SMALLEST_BLANK};
    search->run = run;
    search->given = given;
    search->form = sl_rule_forms_at(run->forms, given->form);
    search->output = sl_smallest_output(sl_rule_header(run->rule));
    search->rank = -1;
    search->out = &made;
    enum sl_status status = sl_body_open(given->body.bytes, given->body.length, &search->body, err);
    if (status == SL_OK && search->output >= 0)
        status = search_record(search, err);
    if (status == SL_OK)
        *out = made;
    free(search->candidates);
    free(search);
    return status;
}
