#include "scoring/result_json.h"
#include <stdlib.h>
#include <string.h>

struct key {
    const char *bytes; /* "name": of an output, "id" of a clause, quotes included */
    size_t length;
    size_t place; /* in the header */
};

struct sl_result_json {
    const struct sl_rule_header *header;
    struct key *outputs; /* in byte order of their names */
    struct key *clauses; /* in the header's order */
};

/* Values of one output still to be written. */
struct run {
    uint16_t next, end;
};

enum { ESCAPED_MOST = 6, NUMBER_MOST = 24, CITE_MOST = 160, DECORATION = 64 };

static char *reserve(struct sl_buffer *out, size_t length) {
    if (out->capacity - out->length <= length) {
        out->capacity = 2 * out->capacity + length + 1;
        out->bytes = sl_resize(out->bytes, out->capacity, 1);
    }
    return out->bytes + out->length;
}

static void settle(struct sl_buffer *out, char *end) {
    *end = '\0';
    out->length = (size_t)(end - out->bytes);
}

static char *put(char *at, const char *bytes, size_t length) {
    memcpy(at, bytes, length);
    return at + length;
}

#define PUT(at, literal) put(at, literal, sizeof(literal) - 1)

static char *put_number(char *at, int64_t number) {
    char digits[NUMBER_MOST];
    size_t count = 0;
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do {
        digits[count++] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (number < 0)
        *at++ = '-';
    while (count > 0)
        *at++ = digits[--count];
    return at;
}

static char *put_escaped(char *at, unsigned char c) {
    static const char hex[] = "0123456789ABCDEF";
    static const char short_for[] = {['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f',
                                     ['\r'] = 'r', ['"'] = '"',  ['\\'] = '\\'};
    *at++ = '\\';
    if (short_for[c] != '\0') {
        *at++ = short_for[c];
        return at;
    }
    at = PUT(at, "u00");
    *at++ = hex[c >> 4];
    *at++ = hex[c & 15];
    return at;
}

static bool is_plain(unsigned char c) {
    return c >= 0x20 && c != '"' && c != '\\';
}

static char *put_string(char *at, struct sl_text text) {
    *at++ = '"';
    size_t from = 0;
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.bytes[i];
        if (is_plain(c))
            continue;
        at = put(at, text.bytes + from, i - from);
        at = put_escaped(at, c);
        from = i + 1;
    }
    at = put(at, text.bytes + from, text.length - from);
    *at++ = '"';
    return at;
}

static int by_name(const void *a, const void *b) {
    const struct key *left = a, *right = b;
    return strcmp(left->bytes, right->bytes);
}

static struct key key_of(const char *name, const char *after, size_t place) {
    struct sl_text text = sl_text_of(name);
    char *bytes = sl_new(text.length * ESCAPED_MOST + 4, 1);
    char *end = put_string(bytes, text);
    end = put(end, after, strlen(after));
    return (struct key){bytes, (size_t)(end - bytes), place};
}

struct sl_result_json *sl_result_json_new(const struct sl_rule_header *header) {
    struct sl_result_json *json = sl_new(1, sizeof *json);
    json->header = header;
    json->outputs = sl_new(header->outputs_count, sizeof *json->outputs);
    json->clauses = sl_new(header->clauses_count, sizeof *json->clauses);
    for (size_t i = 0; i < header->outputs_count; i++)
        json->outputs[i] = key_of(header->outputs[i].name, ":", i);
    qsort(json->outputs, header->outputs_count, sizeof *json->outputs, by_name);
    for (size_t i = 0; i < header->clauses_count; i++)
        json->clauses[i] = key_of(header->clauses[i].id, "", i);
    return json;
}

void sl_result_json_free(struct sl_result_json *json) {
    if (json == NULL)
        return;
    for (size_t i = 0; i < json->header->outputs_count; i++)
        free((void *)(uintptr_t)json->outputs[i].bytes);
    for (size_t i = 0; i < json->header->clauses_count; i++)
        free((void *)(uintptr_t)json->clauses[i].bytes);
    free(json->outputs);
    free(json->clauses);
    free(json);
}

void sl_result_json_drop(struct sl_result_json **json) {
    sl_result_json_free(*json);
    *json = NULL;
}

static char *put_value(const struct sl_rule_output *output, const struct sl_result_value *value,
                       char *at) {
    switch (output->type) {
    case SL_OUTPUT_TOKENS:
    case SL_OUTPUT_TEXT:
        return put_string(at, value->text);
    case SL_OUTPUT_DAY:
        *at++ = '"';
        sl_day_format(value->number, at);
        at += strlen(at);
        *at++ = '"';
        return at;
    case SL_OUTPUT_YES_NO:
        return sl_text_is(value->text, "yes") ? PUT(at, "true") : PUT(at, "false");
    case SL_OUTPUT_INTEGER:
    case SL_OUTPUT_HUNDREDTHS:
        break;
    }
    return put_number(at, value->number);
}

/* The values of one row as an object; moves the runs behind them. */
static void write_values(const struct sl_result_json *json, const struct sl_result *result,
                         uint16_t row, struct run *runs, struct sl_buffer *out) {
    sl_buffer_char(out, '{');
    const char *comma = "";
    for (size_t i = 0; i < json->header->outputs_count; i++) {
        const struct key *key = &json->outputs[i];
        struct run *run = &runs[key->place];
        if (run->next == run->end)
            continue;
        struct sl_result_value value = sl_result_value_at(result, run->next);
        if (value.row != row)
            continue;
        run->next++;
        char *at = reserve(out, key->length + value.text.length * ESCAPED_MOST + DECORATION);
        at = put(at, comma, strlen(comma));
        at = put(at, key->bytes, key->length);
        settle(out, put_value(&json->header->outputs[key->place], &value, at));
        comma = ",";
    }
    sl_buffer_char(out, '}');
}

/* Where the values of each output stand; they come in order of output and row. */
static void find_runs(const struct sl_result *result, struct run *runs) {
    for (uint16_t i = 0; i < result->values; i++) {
        struct run *run = &runs[sl_result_value_at(result, i).output];
        if (run->end == 0)
            run->next = i;
        run->end = (uint16_t)(i + 1);
    }
}

/* The same runs behind the values of row 0, which are the record's. */
static void skip_record(const struct sl_result_json *json, const struct sl_result *result,
                        const struct run *runs, struct run *of_rows) {
    for (size_t i = 0; i < json->header->outputs_count; i++) {
        of_rows[i] = runs[i];
        if (runs[i].next < runs[i].end && sl_result_value_at(result, runs[i].next).row == 0)
            of_rows[i].next++;
    }
}

static uint16_t next_row(const struct sl_result_json *json, const struct sl_result *result,
                         const struct run *runs) {
    uint16_t row = UINT16_MAX;
    for (size_t i = 0; i < json->header->outputs_count; i++) {
        if (runs[i].next == runs[i].end)
            continue;
        uint16_t of_output = sl_result_value_at(result, runs[i].next).row;
        row = of_output < row ? of_output : row;
    }
    return row;
}

static void write_rows(const struct sl_result_json *json, const struct sl_result *result,
                       struct run *runs, struct sl_buffer *out) {
    const char *comma = "";
    for (uint16_t row; (row = next_row(json, result, runs)) != UINT16_MAX;) {
        char *at = reserve(out, DECORATION);
        at = put(at, comma, strlen(comma));
        at = PUT(at, "{\"row\":");
        at = put_number(at, row);
        settle(out, PUT(at, ",\"values\":"));
        write_values(json, result, row, runs, out);
        sl_buffer_char(out, '}');
        comma = ",";
    }
}

static char *put_row(char *at, uint16_t row) {
    if (row == 0)
        return at;
    at = PUT(at, ",\"row\":");
    return put_number(at, row);
}

static void write_cite(const struct sl_rule_form *form, const struct sl_result_cite *cite,
                       struct sl_buffer *out) {
    struct sl_text code = SL_TEXT("\"\"");
    if (cite->question != SL_RESULT_NO_QUESTION)
        code = form->codes[cite->question];
    bool points = cite->to > cite->from;
    char *at = reserve(out, CITE_MOST + code.length);
    *at++ = '{';
    if (points) {
        at = PUT(at, "\"from\":");
        at = put_number(at, cite->from);
        *at++ = ',';
    }
    if (cite->part == SL_CITE_EVIDENCE)
        at = PUT(at, "\"part\":\"evidence\",");
    at = PUT(at, "\"question\":");
    at = put(at, code.bytes, code.length);
    at = put_row(at, cite->row);
    if (points) {
        at = PUT(at, ",\"to\":");
        at = put_number(at, cite->to);
    }
    *at++ = '}';
    settle(out, at);
}

static void write_cites(const struct sl_rule_form *form, const struct sl_result *result,
                        const struct sl_result_reason *reason, struct sl_buffer *out) {
    for (uint16_t c = 0; c < reason->cites; c++) {
        struct sl_result_cite cite = sl_result_cite_at(result, (uint16_t)(reason->first_cite + c));
        if (c > 0)
            sl_buffer_char(out, ',');
        write_cite(form, &cite, out);
    }
}

static void write_reason(const struct sl_result_json *json, const struct sl_rule_form *form,
                         const struct sl_result *result, uint16_t index, struct sl_buffer *out) {
    struct sl_result_reason reason = sl_result_reason_at(result, index);
    sl_buffer_add(out, "{\"cites\":[", 10);
    write_cites(form, result, &reason, out);
    struct key none = {0};
    bool has_clause = reason.clause < json->header->clauses_count;
    const struct key *clause = has_clause ? &json->clauses[reason.clause] : &none;
    char *at =
        reserve(out, clause->length + reason.text.length * ESCAPED_MOST + DECORATION + NUMBER_MOST);
    *at++ = ']';
    if (has_clause) {
        at = PUT(at, ",\"clause\":");
        at = put(at, clause->bytes, clause->length);
    }
    at = put_row(at, reason.row);
    if (reason.text.length > 0) {
        at = PUT(at, ",\"text\":");
        at = put_string(at, reason.text);
    }
    *at++ = '}';
    settle(out, at);
}

void sl_result_json_write(const struct sl_result_json *json, const struct sl_rule_form *form,
                          const struct sl_result *result, struct sl_buffer *out) {
    struct run runs[SL_RULE_OUTPUTS_MOST] = {0};
    find_runs(result, runs);
    sl_buffer_add(out, "{\"reasons\":[", 12);
    for (uint16_t i = 0; i < result->reasons; i++) {
        if (i > 0)
            sl_buffer_char(out, ',');
        write_reason(json, form, result, i, out);
    }
    struct run of_rows[SL_RULE_OUTPUTS_MOST];
    skip_record(json, result, runs, of_rows);
    sl_buffer_add(out, "],\"rows\":[", 10);
    write_rows(json, result, of_rows, out);
    sl_buffer_add(out, "],\"values\":", 11);
    write_values(json, result, 0, runs, out);
    sl_buffer_char(out, '}');
}
