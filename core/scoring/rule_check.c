#include "scoring/rule_check.h"
#include "scoring/example.h"
#include "scoring/result_check.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct check {
    const struct sl_rule *rule;
    const struct sl_rule_header *header;
    const struct sl_engine *engine;
    struct sl_rule_forms *forms;
    bool *fired; /* one for each clause */
    struct sl_example **examples;
    struct sl_scorer_case *cases;
    size_t example_count;
    const struct sl_example *looked_at;
    void (*told)(void *context, const char *sentence);
    void *context;
    size_t faults;
    struct sl_error first;
};

static void check_drop(struct check *check) {
    for (size_t i = 0; i < check->example_count; i++)
        sl_example_free(check->examples[i]);
    free(check->examples);
    free(check->cases);
    free(check->fired);
    sl_rule_forms_free(check->forms);
}

static void add_fault(struct check *check, const struct sl_error *fault) {
    if (check->faults++ == 0)
        check->first = *fault;
    if (check->told != NULL)
        check->told(check->context, fault->text);
}

static void add_example_fault(void *context, const char *sentence) {
    struct check *check = context;
    struct sl_error fault = {0};
    const char *name = sl_example_name(check->looked_at);
    long line = sl_example_line(check->looked_at);
    sl_fail(&fault, SL_INVALID, name, "example \"%s\": %s", name, sentence);
    sl_fail_at(&fault, SL_INVALID, sl_rule_name(check->rule), line, 0);
    add_fault(check, &fault);
}

static void check_tools(struct check *check, const struct sl_shelf *shelf) {
    check->forms = sl_rule_forms_new();
    for (size_t i = 0; i < check->header->applies_count; i++) {
        const char *code = check->header->applies[i].tool;
        struct sl_tool *tool = NULL;
        struct sl_error fault = {0}, missing = {0};
        enum sl_status status = sl_shelf_tool(shelf, code, &tool, &missing);
        if (status == SL_OK)
            status = sl_rule_forms_add(check->forms, check->header, tool, &fault);
        else
            sl_rule_header_fault(check->header, &fault, "applies", "%s", missing.text);
        if (status != SL_OK)
            add_fault(check, &fault);
    }
    struct sl_error unasked = {0};
    if (sl_rule_forms_count(check->forms) == check->header->applies_count &&
        sl_rule_forms_check(check->forms, check->header, &unasked) != SL_OK)
        add_fault(check, &unasked);
}

/* A number on its own, outside placeholders; not the digit of a name such as L1. */
static bool has_bare_number(const char *wording) {
    bool inside = false, in_word = false;
    for (const char *c = wording; *c != '\0'; c++) {
        if (*c == '{' || *c == '}')
            inside = *c == '{';
        else if (!inside && !in_word && isdigit((unsigned char)*c)) {
            size_t digits = strspn(c, "0123456789.,");
            if (!isalpha((unsigned char)c[digits]))
                return true;
        }
        in_word = isalnum((unsigned char)*c) || *c == '_';
    }
    return false;
}

static void check_sentences(struct check *check) {
    for (size_t i = 0; i < check->header->clauses_count; i++) {
        const struct sl_rule_clause *clause = &check->header->clauses[i];
        if (!has_bare_number(clause->wording))
            continue;
        SL_AUTO(sl_free) char *path = sl_format("clauses.%s", clause->id);
        struct sl_error fault = {0};
        sl_rule_header_fault(check->header, &fault, path,
                             "the sentence has a number in it; write {setting} in its place, or "
                             "the number as a word");
        add_fault(check, &fault);
    }
}

static void read_examples(struct check *check, const json_t *cases) {
    size_t count = json_array_size(cases);
    check->examples = sl_new(count, sizeof(struct sl_example *));
    check->cases = sl_new(count, sizeof *check->cases);
    for (size_t i = 0; i < count; i++) {
        struct sl_example *example = NULL;
        struct sl_error fault = {0};
        if (sl_example_read(check->header, check->forms, json_array_get(cases, i), &example,
                            &fault) == SL_OK) {
            check->cases[check->example_count] = *sl_example_case(example);
            check->examples[check->example_count++] = example;
            continue;
        }
        sl_fail_at(&fault, SL_INVALID, sl_rule_name(check->rule),
                   sl_rule_header_line(check->header, "examples"), 0);
        add_fault(check, &fault);
    }
}

static void mark_fired(struct check *check, const struct sl_result *result) {
    if (result->status >= SL_RESULT_FAILED)
        return;
    for (uint16_t i = 0; i < result->reasons; i++)
        check->fired[sl_result_reason_at(result, i).clause] = true;
}

/* The sink of the scorer. */
static enum sl_status take_result(void *context, size_t index, struct sl_text packed,
                                  struct sl_error *err) {
    struct check *check = context;
    struct sl_result result;
    struct sl_error lie = {0};
    if (index >= check->example_count)
        return sl_fail(err, SL_RULE, "", "The scorer gave more results than there are examples");
    check->looked_at = check->examples[index];
    const struct sl_scorer_case *given = &check->cases[index];
    const struct sl_rule_form *form = sl_rule_forms_at(check->forms, given->form);
    if (sl_result_check(check->header, form, given->body, packed, &result, &lie) != SL_OK) {
        add_example_fault(check, lie.text);
        return SL_OK;
    }
    mark_fired(check, &result);
    sl_example_compare(check->looked_at, &result, add_example_fault, check);
    return SL_OK;
}

static void check_coverage(struct check *check) {
    for (size_t i = 0; i < check->header->clauses_count; i++) {
        if (check->fired[i])
            continue;
        const char *id = check->header->clauses[i].id;
        SL_AUTO(sl_free) char *path = sl_format("clauses.%s", id);
        struct sl_error fault = {0};
        sl_rule_header_fault(check->header, &fault, path, "no example fires this clause");
        add_fault(check, &fault);
    }
}

static enum sl_status run_examples(struct check *check, struct sl_error *err) {
    const struct sl_engine *engine = check->engine;
    SL_AUTO(sl_free) char *text = NULL;
    SL_AUTO(sl_json_drop) json_t *cases = NULL;
    enum sl_status status =
        engine->api->examples(engine->scorer, sl_rule_for_scorer(check->rule), &text, err);
    if (status == SL_OK)
        status = sl_json_parse(sl_rule_name(check->rule), text, text != NULL ? strlen(text) : 0,
                               &cases, err);
    if (status != SL_OK)
        return status;
    read_examples(check, cases);
    status = sl_rule_load(check->rule, engine, check->forms, err);
    if (status == SL_OK)
        status = engine->api->score(engine->scorer, check->cases, check->example_count, take_result,
                                    check, err);
    check->looked_at = NULL;
    return status;
}

static enum sl_status end_check(const struct check *check, struct sl_rule_checked *out,
                                struct sl_error *err) {
    if (out != NULL)
        *out = (struct sl_rule_checked){check->example_count, check->header->clauses_count,
                                        check->faults};
    if (check->faults == 0)
        return SL_OK;
    if (check->faults == 1)
        return sl_fail(err, SL_INVALID, check->first.field, "%s", check->first.text);
    return sl_fail(err, SL_INVALID, check->first.field, "%s (and %zu more)", check->first.text,
                   check->faults - 1);
}

enum sl_status sl_rule_check(const struct sl_rule *rule, const struct sl_engine *engine,
                             const struct sl_shelf *shelf,
                             void (*told)(void *context, const char *sentence), void *context,
                             struct sl_rule_checked *out, struct sl_error *err) {
    SL_AUTO(check_drop)
    struct check check = {.rule = rule,
                          .header = sl_rule_header(rule),
                          .engine = engine,
                          .told = told,
                          .context = context};
    check.fired = sl_new(check.header->clauses_count + 1, sizeof *check.fired);
    check_tools(&check, shelf);
    check_sentences(&check);
    if (sl_rule_forms_count(check.forms) == check.header->applies_count) {
        enum sl_status status = run_examples(&check, err);
        if (status != SL_OK)
            return status;
        check_coverage(&check);
    }
    return end_check(&check, out, err);
}
