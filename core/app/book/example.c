#include "app/book/inside.h"
#include "base/json.h"
#include <string.h>

/* Columns of the sheet: these, then one for each output, then those behind. */
enum { NAME, TOOL, FORM, DAY, GIVEN, FLAGS, WAIVERS, STATUS, OUTPUTS };
enum { FIRES, FIRES_NOT, FIRES_EXACTLY, KEPT, BEHIND };

static const char *const front[OUTPUTS][2] = {
    {"example", "text"}, {"tool", "text"},  {"form", "text"},    {"day", "day"},
    {"given", "text"},   {"flags", "text"}, {"waivers", "text"}, {"expected status", "text"}};
static const char *const behind[BEHIND] = {"fires", "does not fire", "fires just these", "kept in"};
static const int widths[OUTPUTS] = {34, 8, 8, 12, 60, 12, 12, 14};

static const char *kind_of(const struct sl_rule_output *output) {
    static const char *const kinds[] = {
        [SL_OUTPUT_TOKENS] = "text",           [SL_OUTPUT_INTEGER] = "whole",
        [SL_OUTPUT_HUNDREDTHS] = "hundredths", [SL_OUTPUT_DAY] = "day",
        [SL_OUTPUT_YES_NO] = "yes_no",         [SL_OUTPUT_TEXT] = "text"};
    return kinds[output->type];
}

static void offer_tokens(json_t *column, const struct sl_rule_output *output) {
    json_t *choices = json_array();
    for (size_t i = 0; i < output->token_count; i++)
        json_array_append_new(choices, json_string(output->tokens[i]));
    if (output->type == SL_OUTPUT_YES_NO) {
        json_array_append_new(choices, json_string("yes"));
        json_array_append_new(choices, json_string("no"));
    }
    json_object_set_new(column, "choices", choices);
    json_object_set_new(column, "free", json_true());
}

json_t *sl_book_example_columns(const struct sl_rule_header *header) {
    json_t *columns = json_array();
    for (size_t i = 0; i < OUTPUTS; i++)
        json_array_append_new(columns, sl_book_column(front[i][0], widths[i], front[i][1]));
    for (size_t i = 0; i < header->outputs_count; i++) {
        SL_AUTO(sl_free) char *title = sl_format("expected %s", header->outputs[i].name);
        json_t *column = sl_book_column(title, 12, kind_of(&header->outputs[i]));
        offer_tokens(column, &header->outputs[i]);
        json_array_append_new(columns, column);
    }
    for (size_t i = 0; i < BEHIND; i++)
        json_array_append_new(columns, sl_book_column(behind[i], 16, "text"));
    json_object_set_new(json_array_get(columns, GIVEN), "note",
                        json_string("Answers, parted by semicolons: VJ = G; V1 = no; EJ = n/a: "
                                    "age"));
    return columns;
}

/* --- a case as a row --- */

/* A value as a cell can hold it; NULL: it can't. The caller owns it. */
static char *words_of(const json_t *value) {
    const char *text = json_string_value(value);
    if (text != NULL) {
        bool plain = *text != '\0' && strpbrk(text, ";\n\r") == NULL &&
                     sl_text_trim(sl_text_of(text)).length == strlen(text);
        return plain ? sl_copy(text) : NULL;
    }
    if (json_is_integer(value))
        return sl_format("%" JSON_INTEGER_FORMAT, json_integer_value(value));
    if (json_is_boolean(value))
        return sl_copy(json_is_true(value) ? "yes" : "no");
    const char *state = sl_json_text_or(value, "state", "");
    if (strcmp(state, "not_applicable") == 0 && json_object_size(value) == 2)
        return sl_format("n/a: %s", sl_json_text_or(value, "reason", ""));
    if (strcmp(state, "not_evidenced") == 0 && json_object_size(value) == 1)
        return sl_copy("not evidenced");
    return NULL;
}

static json_t *text_or_null(const struct sl_buffer *text) {
    return text->length > 0 ? json_string(text->bytes) : json_null();
}

/* "VJ = G; V1 = no" */
static json_t *given_cell(const json_t *given, bool *whole) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer out = {0};
    json_t *any = (json_t *)(uintptr_t)given, *value;
    const char *code;
    json_object_foreach(any, code, value) {
        SL_AUTO(sl_free) char *words = words_of(value);
        *whole = *whole && words != NULL && strchr(code, '=') == NULL;
        sl_buffer_format(&out, "%s%s = %s", out.length > 0 ? "; " : "", code,
                         words != NULL ? words : "...");
    }
    return text_or_null(&out);
}

/* "L1; L8" */
static json_t *list_cell(const json_t *list, bool *whole) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer out = {0};
    *whole = *whole && (list == NULL || json_is_array(list));
    for (size_t i = 0; i < json_array_size(list); i++) {
        SL_AUTO(sl_free) char *words = words_of(json_array_get(list, i));
        *whole = *whole && words != NULL;
        sl_buffer_format(&out, "%s%s", i > 0 ? "; " : "", words != NULL ? words : "...");
    }
    return text_or_null(&out);
}

static json_t *output_cell(const struct sl_rule_output *output, const json_t *value) {
    if (value == NULL)
        return json_null();
    if (json_is_string(value) && json_string_length(value) == 0)
        return json_string("nothing");
    if (output->type == SL_OUTPUT_YES_NO && json_is_integer(value))
        return json_boolean(json_integer_value(value) == 1);
    return json_incref((json_t *)(uintptr_t)value);
}

static json_t *text_cell(const json_t *example, const char *key) {
    const char *text = sl_json_text_or(example, key, "");
    return *text != '\0' ? json_string(text) : json_null();
}

static bool is_known(const char *key, const char *const *known, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(key, known[i]) == 0)
            return true;
    return false;
}

/* Nothing stands in the case that the sheet has no column for. */
static bool has_only_columns(const struct sl_rule_header *header, const json_t *example) {
    static const char *const keys[] = {"name",  "tool",    "form",   "day", "given",
                                       "flags", "waivers", "expect", "line"};
    static const char *const expected[] = {"status", "clauses", "without", "exactly"};
    json_t *any = (json_t *)(uintptr_t)example, *value;
    json_t *expect = json_object_get(example, "expect");
    const char *key;
    json_object_foreach(any, key, value) if (!is_known(key, keys, SL_COUNT(keys))) return false;
    json_object_foreach(expect, key,
                        value) if (!is_known(key, expected, SL_COUNT(expected)) &&
                                   sl_rule_header_output(header, key) < 0) return false;
    return true;
}

json_t *sl_book_example_row(const struct sl_rule_header *header, const json_t *example,
                            bool *whole) {
    static const char *const lists[] = {"clauses", "without", "exactly"};
    const json_t *expect = json_object_get(example, "expect");
    json_t *row = json_array();
    *whole = has_only_columns(header, example);
    json_array_append_new(row, text_cell(example, "name"));
    json_array_append_new(row, text_cell(example, "tool"));
    json_array_append_new(row, text_cell(example, "form"));
    json_array_append_new(row, text_cell(example, "day"));
    json_array_append_new(row, given_cell(json_object_get(example, "given"), whole));
    json_array_append_new(row, list_cell(json_object_get(example, "flags"), whole));
    json_array_append_new(row, list_cell(json_object_get(example, "waivers"), whole));
    json_array_append_new(row, text_cell(expect, "status"));
    for (size_t i = 0; i < header->outputs_count; i++)
        json_array_append_new(row, output_cell(&header->outputs[i],
                                               json_object_get(expect, header->outputs[i].name)));
    const json_t *exactly = json_object_get(expect, "exactly");
    *whole = *whole && (exactly == NULL || json_array_size(exactly) > 0);
    for (size_t i = 0; i < SL_COUNT(lists); i++)
        json_array_append_new(row, list_cell(json_object_get(expect, lists[i]), whole));
    json_array_append_new(row, *whole ? json_null() : json_string("the rule's text"));
    return row;
}

/* --- a row as a case --- */

/* The next part of a list parted by semicolons or lines; false behind the last. */
static bool next_part(struct sl_text *rest, struct sl_text *part) {
    while (rest->length > 0) {
        size_t length = 0;
        while (length < rest->length && strchr(";\n\r", rest->bytes[length]) == NULL)
            length++;
        *part = sl_text_trim((struct sl_text){rest->bytes, length});
        size_t step = length < rest->length ? length + 1 : length;
        *rest = (struct sl_text){rest->bytes + step, rest->length - step};
        if (part->length > 0)
            return true;
    }
    return false;
}

static json_t *string_of(struct sl_text text) {
    return json_stringn(text.bytes, text.length);
}

static json_t *list_of(const json_t *cell) {
    json_t *list = json_array();
    struct sl_text rest = sl_text_of(json_string_value(cell)), part;
    while (next_part(&rest, &part))
        json_array_append_new(list, string_of(part));
    return list;
}

static enum sl_status given_of(const json_t *cell, json_t **given, struct sl_error *err) {
    SL_AUTO(sl_json_drop) json_t *made = json_object();
    struct sl_text rest = sl_text_of(json_string_value(cell)), part;
    while (next_part(&rest, &part)) {
        const char *equals = memchr(part.bytes, '=', part.length);
        size_t before = equals != NULL ? (size_t)(equals - part.bytes) : part.length;
        struct sl_text code = sl_text_trim((struct sl_text){part.bytes, before});
        struct sl_text value = {"", 0};
        if (equals != NULL)
            value = sl_text_trim((struct sl_text){equals + 1, part.length - before - 1});
        if (code.length == 0 || value.length == 0)
            return sl_fail(err, SL_INVALID, "",
                           "\"%.*s\" is no answer; write V1 = no, parted by semicolons",
                           (int)(part.length < 40 ? part.length : 40), part.bytes);
        SL_AUTO(sl_free) char *key = sl_copy_bytes(code.bytes, code.length);
        if (json_object_get(made, key) != NULL)
            return sl_fail(err, SL_INVALID, "", "%.40s is answered twice", key);
        json_object_set_new(made, key, string_of(value));
    }
    *given = json_incref(made);
    return SL_OK;
}

static void set_text(json_t *object, const char *key, const json_t *cell) {
    if (json_is_string(cell))
        json_object_set(object, key, (json_t *)(uintptr_t)cell);
}

static void set_list(json_t *object, const char *key, const json_t *cell) {
    if (json_is_string(cell))
        json_object_set_new(object, key, list_of(cell));
}

static void set_expected(const struct sl_rule_header *header, const json_t *row, json_t *expect) {
    for (size_t i = 0; i < header->outputs_count; i++) {
        const char *name = header->outputs[i].name;
        json_t *cell = json_array_get(row, OUTPUTS + i);
        const char *word = json_string_value(cell);
        if (word != NULL && strcmp(word, "nothing") == 0)
            json_object_set_new(expect, name, json_string(""));
        else if (cell != NULL && !json_is_null(cell))
            json_object_set(expect, name, cell);
    }
}

enum sl_status sl_book_example_of(const struct sl_rule_header *header, const json_t *row,
                                  json_t **example, size_t *column, struct sl_error *err) {
    json_t *given = NULL;
    size_t last = OUTPUTS + header->outputs_count;
    *column = NAME;
    if (!json_is_string(json_array_get(row, NAME)))
        return sl_fail(err, SL_INVALID, "", "an example needs a name");
    *column = GIVEN;
    enum sl_status status = given_of(json_array_get(row, GIVEN), &given, err);
    if (status != SL_OK)
        return status;
    json_t *expect = json_object();
    *example = json_pack("{s:O, s:o, s:o}", "name", json_array_get(row, NAME), "given", given,
                         "expect", expect);
    set_text(*example, "tool", json_array_get(row, TOOL));
    set_text(*example, "form", json_array_get(row, FORM));
    set_text(*example, "day", json_array_get(row, DAY));
    set_list(*example, "flags", json_array_get(row, FLAGS));
    set_list(*example, "waivers", json_array_get(row, WAIVERS));
    set_text(expect, "status", json_array_get(row, STATUS));
    set_expected(header, row, expect);
    set_list(expect, "clauses", json_array_get(row, last + FIRES));
    set_list(expect, "without", json_array_get(row, last + FIRES_NOT));
    set_list(expect, "exactly", json_array_get(row, last + FIRES_EXACTLY));
    return SL_OK;
}
