#include "scoring/specimen.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

void sl_specimens_drop(struct sl_specimens *specimens) {
    for (size_t i = 0; i < specimens->count; i++) {
        free(specimens->specimens[i].body);
        free(specimens->specimens[i].decisions);
        free(specimens->specimens[i].said);
    }
    free(specimens->specimens);
    *specimens = (struct sl_specimens){0};
}

size_t sl_specimen_place(size_t count, size_t taken, size_t i) {
    return i * count / taken;
}

static void keep(struct sl_specimens *specimens, const struct sl_facts *facts,
                 const struct sl_scorer_case *given) {
    struct sl_specimen *made = &specimens->specimens[specimens->count++];
    *made = (struct sl_specimen){
        .record_no = facts->record_no,
        .given = *given,
        .body = sl_copy_bytes(given->body.bytes, given->body.length),
        .decisions = sl_copy_bytes(given->decisions.length > 0 ? given->decisions.bytes : "",
                                   given->decisions.length)};
    made->given.body.bytes = made->body;
    made->given.decisions.bytes = made->decisions;
}

enum sl_status sl_specimens_read(struct sl_store *store, const struct sl_case_run *run,
                                 const int64_t *record_nos, size_t count, struct sl_specimens *out,
                                 struct sl_error *err) {
    SL_AUTO(sl_facts_drop)
    struct sl_facts_cursor *cursor =
        sl_facts_open(store, sl_rule_header(run->rule), run->forms, &sl_facts_of_all);
    SL_AUTO(sl_facts_batch_drop) struct sl_facts_batch batch = {0};
    enum sl_status status = SL_OK;
    out->specimens = sl_new(count + 1, sizeof *out->specimens);
    sl_facts_spare_hashes(cursor);
    for (size_t done = 0, taken = 0; done < count && status == SL_OK; done += taken) {
        status = sl_facts_read(cursor, record_nos + done, count - done, &batch, &taken, err);
        for (size_t i = 0; status == SL_OK && i < batch.count; i++)
            keep(out, &batch.facts[i], &batch.cases[i]);
        if (taken == 0)
            break;
    }
    return status;
}

static bool is_choice(const struct sl_rule_output *output) {
    return output->type == SL_OUTPUT_TOKENS || output->type == SL_OUTPUT_YES_NO;
}

static bool has_choices(const struct sl_rule_header *header) {
    for (size_t i = 0; i < header->outputs_count; i++)
        if (is_choice(&header->outputs[i]))
            return true;
    return false;
}

static bool is_acted_on(const struct sl_rule_header *header, uint16_t output) {
    if (strcmp(header->kind, "grade") == 0 || !has_choices(header))
        return output == 0;
    return is_choice(&header->outputs[output]);
}

char *sl_specimen_said(const struct sl_rule_header *header, const struct sl_result *result) {
    struct sl_buffer said = {0};
    sl_buffer_format(&said, "%d", (int)result->status);
    for (uint16_t i = 0; result->status < SL_RESULT_FAILED && i < result->values; i++) {
        struct sl_result_value value = sl_result_value_at(result, i);
        if (!is_acted_on(header, value.output))
            continue;
        sl_buffer_format(&said, ";%u.%u=", value.output, value.row);
        if (value.kind == SL_RESULT_TOKEN || value.kind == SL_RESULT_TEXT)
            sl_buffer_add(&said, value.text.bytes, value.text.length);
        else
            sl_buffer_format(&said, "%" PRId32, value.number);
    }
    return sl_buffer_take(&said);
}

struct scoring {
    struct sl_specimen *specimens;
    const struct sl_rule_header *header;
    size_t moved;
};

static void take_said(void *context, size_t index, const struct sl_result *result,
                      const char *sentence) {
    struct scoring *scoring = context;
    struct sl_specimen *specimen = &scoring->specimens[index];
    (void)sentence;
    free(specimen->said);
    bool says = result != NULL && result->status != SL_RESULT_LIMIT;
    specimen->said = says ? sl_specimen_said(scoring->header, result) : NULL;
}

static void compare_said(void *context, size_t index, const struct sl_result *result,
                         const char *sentence) {
    struct scoring *scoring = context;
    const char *was = scoring->specimens[index].said;
    (void)sentence;
    if (was == NULL || (result != NULL && result->status == SL_RESULT_LIMIT))
        return;
    SL_AUTO(sl_free)
    char *now = result != NULL ? sl_specimen_said(scoring->header, result) : NULL;
    scoring->moved += now == NULL || strcmp(was, now) != 0;
}

static enum sl_status score(const struct sl_specimens *specimens, const struct sl_case_run *run,
                            struct scoring *scoring, sl_case_told *told, struct sl_error *err) {
    scoring->specimens = specimens->specimens;
    scoring->header = sl_rule_header(run->rule);
    struct sl_scorer_case *cases = sl_new(specimens->count + 1, sizeof *cases);
    for (size_t i = 0; i < specimens->count; i++)
        cases[i] = specimens->specimens[i].given;
    enum sl_status status = sl_case_run_load(run, err);
    if (status == SL_OK)
        status = sl_case_run_score(run, cases, specimens->count, told, scoring, err);
    free(cases);
    return status;
}

enum sl_status sl_specimens_score(struct sl_specimens *specimens, const struct sl_case_run *run,
                                  struct sl_error *err) {
    struct scoring scoring = {0};
    return score(specimens, run, &scoring, take_said, err);
}

enum sl_status sl_specimens_moved(const struct sl_specimens *specimens,
                                  const struct sl_case_run *run, size_t *moved,
                                  struct sl_error *err) {
    struct scoring scoring = {0};
    enum sl_status status = score(specimens, run, &scoring, compare_said, err);
    if (status == SL_OK)
        *moved = scoring.moved;
    return status;
}
