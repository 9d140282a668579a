#include "scoring/result_check.h"
#include "base/slim.h"
#include <inttypes.h>

struct check {
    const struct sl_rule_header *header;
    const struct sl_rule_form *form;
    struct sl_text body_bytes;
    struct sl_body body; /* opened when first looked into */
    bool opened, slim;
    uint16_t rows;
    const struct sl_result *result;
    struct sl_error *err;
};

#define LIE(check, ...) sl_fail((check)->err, SL_RULE, "", __VA_ARGS__)

static enum sl_status open_body(struct check *check) {
    if (check->opened)
        return SL_OK;
    struct sl_text bytes = check->body_bytes;
    check->slim = sl_slim_bytes_are(bytes.bytes, bytes.length);
    enum sl_status status = check->slim
                                ? sl_slim_open(bytes.bytes, bytes.length, &check->body, check->err)
                                : sl_body_open(bytes.bytes, bytes.length, &check->body, check->err);
    if (status != SL_OK)
        return status;
    check->rows = sl_rule_form_rows(check->form, &check->body);
    check->opened = true;
    return SL_OK;
}

static enum sl_status check_row(struct check *check, const char *what, uint16_t row) {
    if (row == 0)
        return SL_OK;
    if (check->form->section < 0)
        return LIE(check, "the result names row %u in %s, but the rule speaks of whole records",
                   row, what);
    enum sl_status status = open_body(check);
    if (status == SL_OK && row > check->rows)
        return LIE(check, "the result names row %u in %s, but the record has %u", row, what,
                   check->rows);
    return status;
}

static bool is_number_allowed(const struct sl_rule_output *output, int32_t number) {
    return output->type != SL_OUTPUT_INTEGER || (number >= output->least && number <= output->most);
}

static bool is_day(sl_day day) {
    return day >= sl_day_of(1900, 1, 1) && day <= sl_day_of(2200, 12, 31);
}

static bool is_value_allowed(const struct sl_rule_output *output,
                             const struct sl_result_value *value) {
    switch (output->type) {
    case SL_OUTPUT_TOKENS:
        return value->kind == SL_RESULT_TOKEN && sl_rule_output_allows(output, value->text);
    case SL_OUTPUT_YES_NO:
        return value->kind == SL_RESULT_TOKEN &&
               (sl_text_is(value->text, "yes") || sl_text_is(value->text, "no"));
    case SL_OUTPUT_TEXT:
        return value->kind == SL_RESULT_TEXT;
    case SL_OUTPUT_DAY:
        return value->kind == SL_RESULT_DAY && is_day(value->number);
    case SL_OUTPUT_INTEGER:
    case SL_OUTPUT_HUNDREDTHS:
        return value->kind == SL_RESULT_NUMBER && is_number_allowed(output, value->number);
    }
    return false;
}

static enum sl_status tell_value(struct check *check, const struct sl_rule_output *output,
                                 const struct sl_result_value *value) {
    char type[128];
    sl_rule_output_type_text(output, type, sizeof type);
    if (value->kind == SL_RESULT_TOKEN || value->kind == SL_RESULT_TEXT)
        return LIE(check, "the output %s is \"%.*s\", which isn't one of: %s", output->name,
                   (int)(value->text.length < 60 ? value->text.length : 60), value->text.bytes,
                   type);
    return LIE(check, "the output %s is %" PRId32 ", which isn't of type: %s", output->name,
               value->number, type);
}

static enum sl_status check_values(struct check *check) {
    int64_t before = -1;
    for (uint16_t i = 0; i < check->result->values; i++) {
        struct sl_result_value value = sl_result_value_at(check->result, i);
        if (value.output >= check->header->outputs_count)
            return LIE(check, "the result has a value for output %u, but the rule declares %zu",
                       value.output + 1, check->header->outputs_count);
        const struct sl_rule_output *output = &check->header->outputs[value.output];
        int64_t place = ((int64_t)value.output << 16) | value.row;
        if (place <= before)
            return LIE(check, "the values of the result are out of order at %s", output->name);
        before = place;
        enum sl_status status = check_row(check, output->name, value.row);
        if (status != SL_OK)
            return status;
        if (!is_value_allowed(output, &value))
            return tell_value(check, output, &value);
    }
    return SL_OK;
}

static bool is_inside_character(struct sl_text text, uint32_t at) {
    return at < text.length && ((unsigned char)text.bytes[at] & 0xc0) == 0x80;
}

/* Of a text that isn't there it is known where finds begin and end, and that those are whole
 * characters; nothing else of it can be cited. */
static bool is_known_place(const struct sl_slim_stub *stub, uint32_t at) {
    if (at == 0 || at == stub->length)
        return true;
    for (uint16_t i = 0; i < stub->finds; i++) {
        struct sl_slim_find find = sl_slim_find_at(stub, i);
        if (find.from == at || find.to == at)
            return true;
    }
    return false;
}

static enum sl_status check_stub(struct check *check, const struct sl_result_cite *cite,
                                 const struct sl_slim_stub *stub) {
    if (cite->from <= cite->to && is_known_place(stub, cite->from) &&
        is_known_place(stub, cite->to))
        return SL_OK;
    return LIE(check,
               "the result cites bytes %" PRIu32 " to %" PRIu32 " of %.*s, which weren't found",
               cite->from, cite->to, (int)check->form->codes[cite->question].length,
               check->form->codes[cite->question].bytes);
}

/* The text that is cited; false: a stub stands for it. */
static bool cited_text(struct check *check, const struct sl_result_cite *cite, struct sl_text *text,
                       struct sl_slim_stub *stub) {
    bool evidence = cite->part == SL_CITE_EVIDENCE;
    uint32_t cell = 0;
    *text = (struct sl_text){"", 0};
    if (!sl_body_cell(&check->body, cite->question, cite->row, &cell))
        return true;
    return sl_slim_text(&check->body, sl_slim_place(&check->body, cell, evidence), text, stub);
}

static enum sl_status check_span(struct check *check, const struct sl_result_cite *cite) {
    enum sl_status status = open_body(check);
    if (status != SL_OK)
        return status;
    struct sl_text text;
    struct sl_slim_stub stub;
    if (!cited_text(check, cite, &text, &stub))
        return check_stub(check, cite, &stub);
    if (cite->from > cite->to || cite->to > text.length)
        return LIE(check,
                   "the result cites bytes %" PRIu32 " to %" PRIu32 " of %.*s, which has %zu",
                   cite->from, cite->to, (int)check->form->codes[cite->question].length,
                   check->form->codes[cite->question].bytes, text.length);
    if (is_inside_character(text, cite->from) || is_inside_character(text, cite->to))
        return LIE(check, "the result cites half a character of %.*s",
                   (int)check->form->codes[cite->question].length,
                   check->form->codes[cite->question].bytes);
    return SL_OK;
}

/* A rule on whole records may cite an answer of any row that its section has. */
static enum sl_status check_cited_row(struct check *check, const struct sl_result_cite *cite) {
    struct sl_rule_form owner = *check->form;
    owner.section = (int)sl_tool_question(owner.tool, cite->question)->section;
    bool has_rows = sl_tool_section(owner.tool, (size_t)owner.section)->rows != NULL;
    if (cite->row == 0 || check->form->section >= 0 || !has_rows)
        return check_row(check, "a cite", cite->row);
    enum sl_status status = open_body(check);
    if (status != SL_OK)
        return status;
    uint16_t rows = sl_rule_form_rows(&owner, &check->body);
    if (cite->row > rows)
        return LIE(check, "the result names row %u in a cite, but the record has %u", cite->row,
                   rows);
    return SL_OK;
}

static enum sl_status check_cite(struct check *check, const struct sl_result_cite *cite) {
    if (cite->question == SL_RESULT_NO_QUESTION)
        return check_row(check, "a cite", cite->row);
    if (cite->question >= check->form->questions)
        return LIE(check, "the result cites question %u of a form that has %zu",
                   cite->question + 1u, check->form->questions);
    if (!check->form->needed[cite->question])
        return LIE(check, "the result cites %.*s, which the rule's needs don't name",
                   (int)check->form->codes[cite->question].length,
                   check->form->codes[cite->question].bytes);
    if (cite->part != SL_CITE_VALUE && cite->part != SL_CITE_EVIDENCE)
        return LIE(check, "the result cites part %d of an answer", (int)cite->part);
    enum sl_status status = check_cited_row(check, cite);
    if (status == SL_OK && cite->to != cite->from)
        status = check_span(check, cite);
    return status;
}

static enum sl_status check_reasons(struct check *check) {
    const struct sl_result *result = check->result;
    for (uint16_t i = 0; i < result->reasons; i++) {
        struct sl_result_reason reason = sl_result_reason_at(result, i);
        if (reason.clause >= check->header->clauses_count)
            return LIE(check, "the result cites clause %u, but the rule declares %zu",
                       reason.clause + 1u, check->header->clauses_count);
        if (reason.first_cite + reason.cites > result->cites)
            return LIE(check, "reason %u of the result has cites that aren't there", i + 1u);
        enum sl_status status = check_row(check, "a reason", reason.row);
        for (uint16_t c = 0; c < reason.cites && status == SL_OK; c++) {
            struct sl_result_cite cite =
                sl_result_cite_at(result, (uint16_t)(reason.first_cite + c));
            status = check_cite(check, &cite);
        }
        if (status != SL_OK)
            return status;
    }
    return SL_OK;
}

/* A failure says why, and nothing else. */
static enum sl_status check_failure(struct check *check) {
    const struct sl_result *result = check->result;
    if (result->values != 0 || result->reasons != 1 || result->cites != 0)
        return LIE(check, "a result that failed must hold one sentence and no values");
    if (sl_result_reason_at(result, 0).text.length == 0)
        return LIE(check, "a result that failed must say why");
    return SL_OK;
}

static enum sl_status tell_unread(struct sl_text packed, struct sl_error *err) {
    struct sl_result result;
    struct sl_error why = {0};
    sl_result_open(packed.bytes, packed.length, &result, &why);
    return sl_fail(err, SL_RULE, "", "The scorer gave a result that can't be read: %s", why.text);
}

enum sl_status sl_result_check(const struct sl_rule_header *header, const struct sl_rule_form *form,
                               struct sl_text body, struct sl_text packed, struct sl_result *out,
                               struct sl_error *err) {
    struct sl_result result;
    enum sl_status status = sl_result_open(packed.bytes, packed.length, &result, NULL);
    if (status != SL_OK)
        return tell_unread(packed, err);
    struct check check = {
        .header = header, .form = form, .body_bytes = body, .result = &result, .err = err};
    if (result.status >= SL_RESULT_STATUSES)
        return LIE(&check, "the result has status %d, which doesn't exist", (int)result.status);
    if (result.status == SL_RESULT_WANTS) {
        if (!sl_slim_bytes_are(body.bytes, body.length))
            return LIE(&check, "the scorer was given the whole body and wants it nevertheless");
    } else if (result.status == SL_RESULT_FAILED || result.status == SL_RESULT_LIMIT) {
        status = check_failure(&check);
    } else {
        status = check_values(&check);
        if (status == SL_OK)
            status = check_reasons(&check);
    }
    if (status == SL_OK)
        *out = result;
    return status;
}

const char *sl_result_status_name(enum sl_result_status status) {
    static const char *const names[] = {
        [SL_RESULT_SCORED] = "scored",         [SL_RESULT_NOT_APPLICABLE] = "not_applicable",
        [SL_RESULT_NOT_ENOUGH] = "not_enough", [SL_RESULT_FAILED] = "failed",
        [SL_RESULT_LIMIT] = "limit",           [SL_RESULT_WANTS] = "wants"};
    return names[status];
}
