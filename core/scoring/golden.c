#include "scoring/golden.h"
#include <stdlib.h>
#include <string.h>

struct sl_golden {
    const struct sl_rule *rule;
    const struct sl_rule_forms *forms;
    json_t *json;
    struct sl_example **examples;
    struct sl_scorer_case *cases;
    size_t count, clauses;
    bool *fires; /* by example, then clause */
};

struct scoring {
    struct sl_golden *golden;
    void (*told)(void *context, const struct sl_example *example, const char *sentence);
    void *context;
    const struct sl_example *at;
};

static void read_examples(struct sl_golden *golden,
                          void (*told)(void *context, const struct sl_error *fault),
                          void *context) {
    const struct sl_rule_header *header = sl_rule_header(golden->rule);
    size_t count = json_array_size(golden->json);
    golden->examples = sl_new(count, sizeof(struct sl_example *));
    golden->cases = sl_new(count, sizeof *golden->cases);
    golden->fires = sl_new(count * (golden->clauses + 1), sizeof *golden->fires);
    for (size_t i = 0; i < count; i++) {
        struct sl_example *example = NULL;
        struct sl_error fault = {0};
        if (sl_example_read(header, golden->forms, json_array_get(golden->json, i), &example,
                            &fault) == SL_OK) {
            golden->cases[golden->count] = *sl_example_case(example);
            golden->examples[golden->count++] = example;
            continue;
        }
        sl_fail_at(&fault, SL_INVALID, sl_rule_name(golden->rule),
                   sl_rule_header_line(header, "examples"), 0);
        if (told != NULL)
            told(context, &fault);
    }
}

enum sl_status sl_golden_read(const struct sl_rule *rule, const struct sl_engine *engine,
                              const struct sl_rule_forms *forms,
                              void (*told)(void *context, const struct sl_error *fault),
                              void *context, struct sl_golden **out, struct sl_error *err) {
    SL_AUTO(sl_golden_drop) struct sl_golden *golden = sl_new(1, sizeof *golden);
    SL_AUTO(sl_free) char *text = NULL;
    golden->rule = rule;
    golden->forms = forms;
    golden->clauses = sl_rule_header(rule)->clauses_count;
    enum sl_status status =
        engine->api->examples(engine->scorer, sl_rule_for_scorer(rule), &text, err);
    if (status == SL_OK)
        status = sl_json_parse(sl_rule_name(rule), text, text != NULL ? strlen(text) : 0,
                               &golden->json, err);
    if (status != SL_OK)
        return status;
    read_examples(golden, told, context);
    *out = golden;
    golden = NULL;
    return SL_OK;
}

void sl_golden_free(struct sl_golden *golden) {
    if (golden == NULL)
        return;
    for (size_t i = 0; i < golden->count; i++)
        sl_example_free(golden->examples[i]);
    free(golden->examples);
    free(golden->cases);
    free(golden->fires);
    json_decref(golden->json);
    free(golden);
}

void sl_golden_drop(struct sl_golden **golden) {
    sl_golden_free(*golden);
    *golden = NULL;
}

static void tell(void *context, const char *sentence) {
    const struct scoring *scoring = context;
    if (scoring->told != NULL)
        scoring->told(scoring->context, scoring->at, sentence);
}

static void mark_fired(struct sl_golden *golden, size_t index, const struct sl_result *result) {
    bool *fires = &golden->fires[index * golden->clauses];
    if (result->status >= SL_RESULT_FAILED)
        return;
    for (uint16_t i = 0; i < result->reasons; i++)
        fires[sl_result_reason_at(result, i).clause] = true;
}

static void take_result(void *context, size_t index, const struct sl_result *result,
                        const char *sentence) {
    struct scoring *scoring = context;
    scoring->at = scoring->golden->examples[index];
    if (result == NULL) {
        tell(scoring, sentence);
        return;
    }
    mark_fired(scoring->golden, index, result);
    sl_example_compare(scoring->at, result, tell, scoring);
}

enum sl_status sl_golden_score(struct sl_golden *golden, const struct sl_rule *rule,
                               const struct sl_engine *engine,
                               void (*told)(void *context, const struct sl_example *example,
                                            const char *sentence),
                               void *context, struct sl_error *err) {
    const struct sl_case_run run = {rule, engine, golden->forms};
    struct scoring scoring = {golden, told, context, NULL};
    memset(golden->fires, 0, golden->count * golden->clauses * sizeof *golden->fires);
    enum sl_status status = sl_case_run_load(&run, err);
    return status == SL_OK
               ? sl_case_run_score(&run, golden->cases, golden->count, take_result, &scoring, err)
               : status;
}

size_t sl_golden_count(const struct sl_golden *golden) {
    return golden->count;
}

const struct sl_example *sl_golden_at(const struct sl_golden *golden, size_t index) {
    return golden->examples[index];
}

bool sl_golden_fires(const struct sl_golden *golden, size_t index, size_t clause) {
    return golden->fires[index * golden->clauses + clause];
}

enum sl_status sl_golden_forms(const struct sl_rule *rule, const struct sl_shelf *shelf,
                               struct sl_rule_forms **out, struct sl_error *err) {
    const struct sl_rule_header *header = sl_rule_header(rule);
    SL_AUTO(sl_rule_forms_drop) struct sl_rule_forms *forms = sl_rule_forms_new();
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < header->applies_count && status == SL_OK; i++) {
        struct sl_tool *tool = NULL;
        status = sl_shelf_tool(shelf, header->applies[i].tool, &tool, err);
        if (status == SL_OK)
            status = sl_rule_forms_add(forms, header, tool, err);
    }
    if (status != SL_OK)
        return status;
    *out = forms;
    forms = NULL;
    return SL_OK;
}
