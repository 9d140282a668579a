#include "scoring/golden.h"
#include "scoring/rule_settings.h"
#include <stdlib.h>
#include <string.h>

struct sl_golden {
    const struct sl_rule *rule;
    const struct sl_rule_forms *forms;
    json_t *json;
    struct sl_example **examples;
    struct sl_scorer_case *cases;
    size_t count, clauses;
    bool *fires;  /* by example, then clause */
    bool *scored; /* by example */
};

struct scoring {
    struct sl_golden *golden;
    const struct sl_engine *engine;
    void (*told)(void *context, const struct sl_example *example, const char *sentence);
    void *context;
    const struct sl_example *at;
    const size_t *places; /* of the cases given to the scorer */
};

static size_t place_of(const json_t *cases, const char *name) {
    size_t i = 0;
    while (i < json_array_size(cases) &&
           strcmp(sl_json_text_or(json_array_get(cases, i), "name", ""), name) != 0)
        i++;
    return i;
}

void sl_golden_take_further(json_t **cases, const json_t *settings) {
    const json_t *further = json_object_get(settings, SL_RULE_EXAMPLES);
    if (json_array_size(further) > 0 && !json_is_array(*cases)) {
        json_decref(*cases);
        *cases = json_array();
    }
    for (size_t i = 0; i < json_array_size(further); i++) {
        json_t *one = json_array_get(further, i);
        size_t place = place_of(*cases, sl_json_text_or(one, "name", ""));
        if (place < json_array_size(*cases))
            json_array_set(*cases, place, one);
        else
            json_array_append(*cases, one);
    }
}

static void read_examples(struct sl_golden *golden,
                          void (*told)(void *context, const struct sl_error *fault),
                          void *context) {
    const struct sl_rule_header *header = sl_rule_header(golden->rule);
    size_t count = json_array_size(golden->json);
    golden->examples = sl_new(count, sizeof(struct sl_example *));
    golden->cases = sl_new(count, sizeof *golden->cases);
    golden->scored = sl_new(count, sizeof *golden->scored);
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
    sl_golden_take_further(&golden->json, sl_rule_header(rule)->settings);
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
    free(golden->scored);
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
    golden->scored[index] = result->status == SL_RESULT_SCORED;
    if (result->status >= SL_RESULT_FAILED)
        return;
    for (uint16_t i = 0; i < result->reasons; i++)
        fires[sl_result_reason_at(result, i).clause] = true;
}

static void take_result(void *context, size_t index, const struct sl_result *result,
                        const char *sentence) {
    struct scoring *scoring = context;
    index = scoring->places[index];
    scoring->at = scoring->golden->examples[index];
    if (result == NULL) {
        tell(scoring, sentence);
        return;
    }
    mark_fired(scoring->golden, index, result);
    sl_example_compare(scoring->at, result, tell, scoring);
}

/* The same tools as the rule with other settings sees them. */
static enum sl_status copy_forms(const struct sl_rule_forms *forms, const struct sl_rule *rule,
                                 struct sl_rule_forms **out, struct sl_error *err) {
    SL_AUTO(sl_rule_forms_drop) struct sl_rule_forms *made = sl_rule_forms_new();
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < sl_rule_forms_count(forms) && status == SL_OK; i++) {
        const struct sl_tool *tool = sl_rule_forms_at(forms, i)->tool;
        struct sl_tool *copy = NULL;
        status = sl_tool_parse(sl_tool_code(tool), sl_tool_json(tool), &copy, err);
        if (status == SL_OK)
            status = sl_rule_forms_add(made, sl_rule_header(rule), copy, err);
    }
    if (status != SL_OK)
        return status;
    *out = made;
    made = NULL;
    return SL_OK;
}

static enum sl_status score_variant(struct scoring *scoring, const struct sl_rule *rule,
                                    const struct sl_scorer_case *one, struct sl_error *err) {
    SL_AUTO(sl_rule_forms_drop) struct sl_rule_forms *forms = NULL;
    enum sl_status status = copy_forms(scoring->golden->forms, rule, &forms, err);
    const struct sl_case_run run = {rule, scoring->engine, forms};
    if (status == SL_OK)
        status = sl_case_run_load(&run, err);
    return status == SL_OK ? sl_case_run_score(&run, one, 1, take_result, scoring, err) : status;
}

/* A case that brings settings of its own is scored under them. */
static void score_own(struct scoring *scoring, const struct sl_rule *rule, size_t index) {
    const json_t *own = sl_example_settings(scoring->golden->examples[index]);
    SL_AUTO(sl_json_drop)
    json_t *settings = sl_rule_settings_merged(sl_rule_header(rule)->settings, own);
    SL_AUTO(sl_rule_drop) struct sl_rule *variant = NULL;
    struct sl_error fault = {0};
    scoring->places = &index;
    scoring->at = scoring->golden->examples[index];
    if (sl_rule_with_settings(rule, settings, &variant, &fault) != SL_OK ||
        score_variant(scoring, variant, &scoring->golden->cases[index], &fault) != SL_OK)
        tell(scoring, fault.text);
}

static enum sl_status score_plain(struct scoring *scoring, const struct sl_rule *rule,
                                  struct sl_error *err) {
    const struct sl_golden *golden = scoring->golden;
    const struct sl_case_run run = {rule, scoring->engine, golden->forms};
    SL_AUTO(sl_free) size_t *places = sl_new(golden->count, sizeof *places);
    SL_AUTO(sl_free) struct sl_scorer_case *cases = sl_new(golden->count, sizeof *cases);
    size_t count = 0;
    for (size_t i = 0; i < golden->count; i++) {
        if (sl_example_settings(golden->examples[i]) != NULL)
            continue;
        places[count] = i;
        cases[count++] = golden->cases[i];
    }
    scoring->places = places;
    enum sl_status status = sl_case_run_load(&run, err);
    return status == SL_OK ? sl_case_run_score(&run, cases, count, take_result, scoring, err)
                           : status;
}

enum sl_status sl_golden_score(struct sl_golden *golden, const struct sl_rule *rule,
                               const struct sl_engine *engine,
                               void (*told)(void *context, const struct sl_example *example,
                                            const char *sentence),
                               void *context, struct sl_error *err) {
    struct scoring scoring = {golden, engine, told, context, NULL, NULL};
    memset(golden->fires, 0, golden->count * golden->clauses * sizeof *golden->fires);
    enum sl_status status = score_plain(&scoring, rule, err);
    for (size_t i = 0; i < golden->count && status == SL_OK; i++)
        if (sl_example_settings(golden->examples[i]) != NULL)
            score_own(&scoring, rule, i);
    return status;
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

bool sl_golden_scored(const struct sl_golden *golden, size_t index) {
    return golden->scored[index];
}
