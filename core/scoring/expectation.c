#include "scoring/expectation.h"
#include "scoring/result_check.h"
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct comparison {
    const struct sl_rule_header *header;
    const struct sl_result *result;
    sl_expectation_told *told;
    void *context;
    size_t differences;
};

static void tell(struct comparison *comparison, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void tell(struct comparison *comparison, const char *format, ...) {
    char sentence[480];
    va_list values;
    va_start(values, format);
    vsnprintf(sentence, sizeof sentence, format, values);
    va_end(values);
    comparison->differences++;
    if (comparison->told != NULL)
        comparison->told(comparison->context, sentence);
}

void sl_result_value_words(const struct sl_rule_output *output, const struct sl_result_value *value,
                           struct sl_buffer *out) {
    char day[SL_DAY_SIZE];
    sl_buffer_clear(out);
    switch (output->type) {
    case SL_OUTPUT_TOKENS:
    case SL_OUTPUT_YES_NO:
    case SL_OUTPUT_TEXT:
        sl_buffer_add(out, value->text.bytes, value->text.length);
        break;
    case SL_OUTPUT_DAY:
        sl_buffer_text(out, sl_day_format(value->number, day));
        break;
    case SL_OUTPUT_INTEGER:
    case SL_OUTPUT_HUNDREDTHS:
        sl_buffer_format(out, "%" PRId32, value->number);
    }
}

bool sl_result_find_value(const struct sl_result *result, size_t output, uint16_t row,
                          struct sl_result_value *out) {
    for (uint16_t i = 0; i < result->values; i++) {
        struct sl_result_value value = sl_result_value_at(result, i);
        if (value.output == output && value.row == row) {
            *out = value;
            return true;
        }
    }
    return false;
}

static void expected_words(const struct sl_rule_output *output, const json_t *expected,
                           struct sl_buffer *out) {
    sl_buffer_clear(out);
    bool yes_no = output->type == SL_OUTPUT_YES_NO;
    if (json_is_boolean(expected))
        sl_buffer_text(out, json_is_true(expected) ? "yes" : "no");
    else if (json_is_integer(expected) && yes_no)
        sl_buffer_text(out, json_integer_value(expected) == 1 ? "yes" : "no");
    else if (json_is_integer(expected))
        sl_buffer_format(out, "%" JSON_INTEGER_FORMAT, json_integer_value(expected));
    else if (json_is_string(expected))
        sl_buffer_text(out, json_string_value(expected));
}

static const char *or_nothing(const struct sl_buffer *words) {
    return words->length > 0 ? words->bytes : "nothing";
}

static void compare_output(struct comparison *comparison, const char *name, const json_t *expected,
                           uint16_t row) {
    int place = sl_rule_header_output(comparison->header, name);
    if (place < 0) {
        tell(comparison, "expects %s, which the rule's outputs don't name", name);
        return;
    }
    const struct sl_rule_output *output = &comparison->header->outputs[place];
    SL_AUTO(sl_buffer_drop) struct sl_buffer wanted = {0};
    SL_AUTO(sl_buffer_drop) struct sl_buffer got = {0};
    struct sl_result_value value;
    expected_words(output, expected, &wanted);
    if (sl_result_find_value(comparison->result, (size_t)place, row, &value))
        sl_result_value_words(output, &value, &got);
    if (strcmp(or_nothing(&wanted), or_nothing(&got)) == 0)
        return;
    if (row > 0)
        tell(comparison, "expected %s %s in row %u, got %s", name, or_nothing(&wanted), row,
             or_nothing(&got));
    else
        tell(comparison, "expected %s %s, got %s", name, or_nothing(&wanted), or_nothing(&got));
}

static bool fired(const struct comparison *comparison, size_t clause, int row) {
    for (uint16_t i = 0; i < comparison->result->reasons; i++) {
        struct sl_result_reason reason = sl_result_reason_at(comparison->result, i);
        if (reason.clause == clause && (row < 0 || reason.row == row))
            return true;
    }
    return false;
}

/* Each clause of the list must have fired, or must not. */
static void compare_clauses(struct comparison *comparison, const json_t *list, int row,
                            bool wanted) {
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *id = json_string_value(json_array_get(list, i));
        int clause = id == NULL ? -1 : sl_rule_header_clause(comparison->header, id);
        if (clause < 0)
            tell(comparison, "expects the clause %s, which the rule doesn't have",
                 id == NULL ? "(not a name)" : id);
        else if (fired(comparison, (size_t)clause, row) != wanted)
            tell(comparison, wanted ? "the clause %s didn't fire" : "the clause %s fired", id);
    }
}

static bool is_listed(const json_t *list, const char *id) {
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *listed = json_string_value(json_array_get(list, i));
        if (listed != NULL && strcmp(listed, id) == 0)
            return true;
    }
    return false;
}

static void compare_exactly(struct comparison *comparison, const json_t *list, int row) {
    if (list == NULL)
        return;
    compare_clauses(comparison, list, row, true);
    for (size_t i = 0; i < comparison->header->clauses_count; i++) {
        const char *id = comparison->header->clauses[i].id;
        if (fired(comparison, i, row) && !is_listed(list, id))
            tell(comparison, "the clause %s fired", id);
    }
}

static bool is_output_key(const char *key) {
    static const char *const others[] = {"status", "clauses", "without", "exactly", "rows"};
    for (size_t i = 0; i < SL_COUNT(others); i++)
        if (strcmp(key, others[i]) == 0)
            return false;
    return true;
}

static void compare_part(struct comparison *comparison, const json_t *expect, uint16_t output_row,
                         int clause_row) {
    json_t *walked = (json_t *)(uintptr_t)expect;
    for (void *at = json_object_iter(walked); at != NULL; at = json_object_iter_next(walked, at))
        if (is_output_key(json_object_iter_key(at)))
            compare_output(comparison, json_object_iter_key(at), json_object_iter_value(at),
                           output_row);
    compare_clauses(comparison, json_object_get(expect, "clauses"), clause_row, true);
    compare_clauses(comparison, json_object_get(expect, "without"), clause_row, false);
    compare_exactly(comparison, json_object_get(expect, "exactly"), clause_row);
}

static bool compare_status(struct comparison *comparison, const json_t *expect) {
    const char *wanted = sl_json_text_or(expect, "status", "scored");
    const char *got = sl_result_status_name(comparison->result->status);
    if (strcmp(wanted, got) == 0)
        return true;
    bool has_sentence = comparison->result->status >= SL_RESULT_FAILED;
    struct sl_text why = {"", 0};
    if (has_sentence)
        why = sl_result_reason_at(comparison->result, 0).text;
    tell(comparison, "expected %s, got %s%s%.*s", wanted, got, has_sentence ? ": " : "",
         (int)why.length, why.bytes);
    return false;
}

static bool speaks_of_rows(const struct sl_rule_header *header) {
    for (size_t i = 0; i < header->applies_count; i++)
        if (header->applies[i].rows != NULL)
            return true;
    return false;
}

size_t sl_expectation_compare(const struct sl_rule_header *header, const json_t *expect,
                              size_t rows, const struct sl_result *result,
                              sl_expectation_told *told, void *context) {
    struct comparison comparison = {
        .header = header, .result = result, .told = told, .context = context};
    if (!compare_status(&comparison, expect))
        return comparison.differences;
    bool one_row = rows == 1 && speaks_of_rows(header);
    compare_part(&comparison, expect, one_row ? 1 : 0, -1);
    const json_t *of_rows = json_object_get(expect, "rows");
    for (size_t i = 0; i < json_array_size(of_rows); i++)
        compare_part(&comparison, json_array_get(of_rows, i), (uint16_t)(i + 1), (int)(i + 1));
    return comparison.differences;
}
