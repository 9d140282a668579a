#include "scoring/example.h"
#include "practice/record.h"
#include "scoring/previous.h"
#include <stdlib.h>
#include <string.h>

struct sl_example {
    const struct sl_rule_header *header;
    const struct sl_rule_form *form;
    const json_t *json;
    struct sl_scorer_case given;
    uint8_t *body;
    char *decisions;
    size_t rows;
};

/* A case being put together: where messages point, and what is filled. */
struct reading {
    struct sl_example *example;
    struct sl_record *record;
    struct sl_error *err;
};

static const char *name_of(const json_t *json) {
    return sl_json_text_or(json, "name", "without a name");
}

static enum sl_status fault(const struct reading *reading, const char *question,
                            const char *sentence) {
    const char *name = name_of(reading->example->json);
    if (*question == '\0')
        return sl_fail(reading->err, SL_INVALID, "", "example \"%s\": %s", name, sentence);
    return sl_fail(reading->err, SL_INVALID, question, "example \"%s\": %s: %s", name, question,
                   sentence);
}

static enum sl_status find_form(struct sl_example *example, const struct sl_rule_forms *forms,
                                struct sl_error *err) {
    struct reading reading = {.example = example, .err = err};
    const char *wanted = sl_json_text_or(example->json, "tool", example->header->applies[0].tool);
    for (size_t i = 0; i < sl_rule_forms_count(forms); i++) {
        const struct sl_rule_form *form = sl_rule_forms_at(forms, i);
        if (strcmp(sl_tool_code(form->tool), wanted) == 0) {
            example->form = form;
            example->given.form = i;
        }
    }
    return example->form != NULL ? SL_OK : fault(&reading, "tool", "the rule doesn't apply to it");
}

static int find_column(const struct sl_tool *tool, const char *name) {
    for (size_t i = 0; i < sl_tool_questions(tool); i++)
        if (strcmp(sl_tool_question(tool, i)->column, name) == 0)
            return (int)i;
    return -1;
}

static uint16_t sources_of(const json_t *list) {
    uint16_t bits = 0;
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *source = json_string_value(json_array_get(list, i));
        bits = (uint16_t)(bits | sl_source_of(sl_text_of(source)));
    }
    return bits;
}

/* The value as people write it; NULL when it can't be one. The caller owns it. */
static char *words_of(const json_t *value) {
    if (json_is_string(value))
        return sl_copy(json_string_value(value));
    if (json_is_integer(value))
        return sl_format("%" JSON_INTEGER_FORMAT, json_integer_value(value));
    if (json_is_boolean(value))
        return sl_copy(json_is_true(value) ? "yes" : "no");
    if (!json_is_object(value))
        return NULL;
    const char *state = sl_json_text_or(value, "state", "answered");
    if (strcmp(state, "not_applicable") == 0)
        return sl_format("n/a: %s", sl_json_text_or(value, "reason", ""));
    if (strcmp(state, "not_evidenced") == 0)
        return sl_copy("not evidenced");
    if (strcmp(state, "not_yet") == 0)
        return sl_copy("");
    return json_object_get(value, "value") != NULL ? words_of(json_object_get(value, "value"))
                                                   : NULL;
}

static enum sl_status put_answer(const struct reading *reading, const char *code, uint16_t row,
                                 const json_t *value) {
    const struct sl_tool *tool = reading->example->form->tool;
    int question = sl_tool_find(tool, code);
    if (question < 0)
        question = find_column(tool, code);
    if (question < 0)
        return fault(reading, code, "the tool has no such question");
    SL_AUTO(sl_free) char *words = words_of(value);
    if (words == NULL)
        return fault(reading, code, "a text, a whole number or {state = ...} is needed");
    const char *evidence = sl_json_text_or(value, "evidence", "");
    struct sl_error wrong = {0};
    enum sl_status status =
        sl_record_answer(reading->record, (size_t)question, row, words,
                         sources_of(json_object_get(value, "sources")), evidence, &wrong);
    return status == SL_OK ? SL_OK : fault(reading, code, wrong.text);
}

static enum sl_status put_answers(const struct reading *reading, const json_t *answers,
                                  uint16_t row) {
    enum sl_status status = SL_OK;
    json_t *walked = (json_t *)(uintptr_t)answers;
    for (void *at = json_object_iter(walked); at != NULL && status == SL_OK;
         at = json_object_iter_next(walked, at))
        status = put_answer(reading, json_object_iter_key(at), row, json_object_iter_value(at));
    return status;
}

static enum sl_status put_list(const struct reading *reading, const json_t *rows) {
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < json_array_size(rows) && status == SL_OK; i++)
        status = put_answers(reading, json_array_get(rows, i), (uint16_t)(i + 1));
    return status;
}

/* A list of rows, or lists by section. */
static enum sl_status put_rows(const struct reading *reading, json_t *rows) {
    if (!json_is_object(rows))
        return put_list(reading, rows);
    enum sl_status status = SL_OK;
    const char *section;
    json_t *list;
    json_object_foreach(rows, section, list) {
        if (status == SL_OK)
            status = put_list(reading, list);
    }
    return status;
}

static enum sl_status fill_body(struct sl_example *example, struct sl_error *err) {
    SL_AUTO(sl_record_drop) struct sl_record *record = sl_record_new(example->form->tool);
    struct reading reading = {example, record, err};
    const char *form = sl_json_text_or(example->json, "form", "");
    enum sl_status status = SL_OK;
    if (form[0] != '\0')
        status = sl_record_set_form(record, form, err);
    if (status == SL_OK)
        status = put_answers(&reading, json_object_get(example->json, "given"), 0);
    if (status == SL_OK)
        status = put_rows(&reading, json_object_get(example->json, "rows"));
    if (status == SL_OK) {
        sl_record_body(record, &example->body, &example->given.body.length);
        example->given.body.bytes = (const char *)example->body;
        example->rows = json_array_size(json_object_get(example->json, "rows"));
    }
    return status;
}

static enum sl_status read_day(struct sl_example *example, struct sl_error *err) {
    const char *day = sl_json_text_or(example->json, "day", "");
    struct reading reading = {.example = example, .err = err};
    example->given.basis_day = SL_DAY_NONE;
    if (*day != '\0' && sl_day_parse(day, &example->given.basis_day, NULL) != SL_OK)
        return fault(&reading, "day", "a day is written 2025-03-03");
    return SL_OK;
}

static bool is_class(const char *text) {
    return strcmp(text, "A") == 0 || strcmp(text, "B") == 0;
}

static json_t *flag_of(const struct sl_example *example, const json_t *flag) {
    const char *word = json_string_value(flag);
    bool by_class = word != NULL && is_class(word);
    const char *question =
        word != NULL ? (by_class ? "" : word) : sl_json_text_or(flag, "question", "");
    int place = sl_tool_find(example->form->tool, question);
    const struct sl_question *asked =
        place < 0 ? NULL : sl_tool_question(example->form->tool, (size_t)place);
    char of_tool[2] = {asked != NULL && asked->caps ? asked->critical : '\0', '\0'};
    const char *class = by_class ? word : sl_json_text_or(flag, "class", of_tool);
    return json_pack("{s:s, s:s, s:s}", "class", class, "outcome",
                     sl_json_text_or(flag, "outcome", "confirmed"), "question", question);
}

/* The record before, as the case gives it; NULL when it gives none. */
static enum sl_status read_previous(const struct sl_example *example, json_t **out,
                                    struct sl_error *err) {
    const json_t *before = json_object_get(example->json, "previous");
    if (before == NULL)
        return SL_OK;
    SL_AUTO(sl_record_drop) struct sl_record *record = sl_record_new(example->form->tool);
    SL_AUTO(sl_free) void *owned = NULL;
    const struct reading reading = {(struct sl_example *)(uintptr_t)example, record, err};
    sl_day day = SL_DAY_NONE;
    if (!example->header->history)
        return fault(&reading, "previous", "the rule doesn't declare history = true");
    if (sl_day_parse(sl_json_text_or(before, "day", ""), &day, NULL) != SL_OK)
        return fault(&reading, "previous", "its day is needed, written 2025-03-03");
    enum sl_status status = put_answers(&reading, json_object_get(before, "given"), 0);
    if (status == SL_OK)
        status = put_rows(&reading, json_object_get(before, "rows"));
    if (status != SL_OK)
        return status;
    uint8_t *bytes = NULL;
    size_t length = 0;
    struct sl_body body;
    sl_record_body(record, &bytes, &length);
    owned = bytes;
    status = sl_body_open(bytes, length, &body, err);
    if (status == SL_OK)
        *out = sl_previous_json(example->header, example->form->tool, &body, day);
    return status;
}

/* Takes previous over. */
static void fill_decisions(struct sl_example *example, json_t *previous) {
    const json_t *flags = json_object_get(example->json, "flags");
    json_t *waivers = json_object_get(example->json, "waivers");
    if (json_array_size(flags) == 0 && json_array_size(waivers) == 0 && previous == NULL)
        return;
    json_t *decided = json_array();
    for (size_t i = 0; i < json_array_size(flags); i++)
        json_array_append_new(decided, flag_of(example, json_array_get(flags, i)));
    SL_AUTO(sl_json_drop)
    json_t *whole = json_pack("{s:o, s:o}", "flags", decided, "waivers",
                              json_is_array(waivers) ? json_incref(waivers) : json_array());
    if (previous != NULL)
        json_object_set_new(whole, "previous", previous);
    example->decisions = sl_json_canonical(whole);
    example->given.decisions = sl_text_of(example->decisions);
}

enum sl_status sl_example_read(const struct sl_rule_header *header,
                               const struct sl_rule_forms *forms, const json_t *json,
                               struct sl_example **out, struct sl_error *err) {
    SL_AUTO(sl_example_drop) struct sl_example *example = sl_new(1, sizeof *example);
    example->header = header;
    example->json = json;
    example->given.decisions = SL_TEXT("");
    if (!json_is_object(json) || json_string_length(json_object_get(json, "name")) == 0)
        return sl_fail(err, SL_INVALID, "examples",
                       "examples: a case has a name: { name = \"...\", given = { ... } }");
    enum sl_status status = find_form(example, forms, err);
    if (status == SL_OK)
        status = read_day(example, err);
    if (status == SL_OK)
        status = fill_body(example, err);
    json_t *previous = NULL;
    if (status == SL_OK)
        status = read_previous(example, &previous, err);
    if (status != SL_OK)
        return status;
    fill_decisions(example, previous);
    *out = example;
    example = NULL;
    return SL_OK;
}

void sl_example_free(struct sl_example *example) {
    if (example == NULL)
        return;
    free(example->body);
    free(example->decisions);
    free(example);
}

void sl_example_drop(struct sl_example **example) {
    sl_example_free(*example);
    *example = NULL;
}

const char *sl_example_name(const struct sl_example *example) {
    return name_of(example->json);
}

long sl_example_line(const struct sl_example *example) {
    long line = (long)sl_json_whole_or(example->json, "line", 0);
    return line > 0 ? line : sl_rule_header_line(example->header, "examples");
}

const json_t *sl_example_settings(const struct sl_example *example) {
    const json_t *settings = json_object_get(example->json, "settings");
    return json_is_object(settings) ? settings : NULL;
}

const struct sl_scorer_case *sl_example_case(const struct sl_example *example) {
    return &example->given;
}

size_t sl_example_compare(const struct sl_example *example, const struct sl_result *result,
                          sl_expectation_told *told, void *context) {
    return sl_expectation_compare(example->header, json_object_get(example->json, "expect"),
                                  example->rows, result, told, context);
}
