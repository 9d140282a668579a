#include "scoring/result_read.h"
#include "base/json.h"
#include <stdlib.h>
#include <string.h>

/* Where reading has come to; at is NULL once something unexpected stood there. */
struct cursor {
    const char *at, *end;
};

static bool is_next(const struct cursor *c, char expected) {
    return c->at != NULL && c->at < c->end && *c->at == expected;
}

static bool take(struct cursor *c, char expected) {
    if (!is_next(c, expected))
        return false;
    c->at++;
    return true;
}

static void need(struct cursor *c, const char *expected) {
    size_t length = strlen(expected);
    bool fits = c->at != NULL && (size_t)(c->end - c->at) >= length;
    c->at = fits && memcmp(c->at, expected, length) == 0 ? c->at + length : NULL;
}

/* A string, quotes included; empty when there is none. */
static struct sl_text take_string(struct cursor *c) {
    const char *from = c->at;
    if (!take(c, '"')) {
        c->at = NULL;
        return (struct sl_text){"", 0};
    }
    while (c->at < c->end && *c->at != '"')
        c->at += *c->at == '\\' ? 2 : 1;
    if (c->at >= c->end) {
        c->at = NULL;
        return (struct sl_text){"", 0};
    }
    c->at++;
    return (struct sl_text){from, (size_t)(c->at - from)};
}

static struct sl_text inside(struct sl_text quoted) {
    return quoted.length < 2 ? (struct sl_text){"", 0}
                             : (struct sl_text){quoted.bytes + 1, quoted.length - 2};
}

static uint16_t take_number(struct cursor *c) {
    unsigned number = 0;
    while (c->at != NULL && c->at < c->end && *c->at >= '0' && *c->at <= '9')
        number = number * 10 + (unsigned)(*c->at++ - '0');
    return (uint16_t)number;
}

/* A string, or a number or word up to what ends it. */
static struct sl_text take_plain(struct cursor *c) {
    if (is_next(c, '"'))
        return take_string(c);
    const char *from = c->at;
    while (c->at != NULL && c->at < c->end && *c->at != ',' && *c->at != '}')
        c->at++;
    return (struct sl_text){from, c->at != NULL ? (size_t)(c->at - from) : 0};
}

/* Passes over an array of flat objects: cites. */
static void skip_cites(struct cursor *c) {
    need(c, "[");
    while (c->at != NULL && c->at < c->end && *c->at != ']') {
        if (*c->at == '"')
            take_string(c);
        else
            c->at++;
    }
    need(c, "]");
}

static void add_value(struct sl_result_read *read, struct sl_read_value value) {
    if (read->value_count == read->value_capacity) {
        read->value_capacity = 2 * read->value_capacity + 16;
        read->values = sl_resize(read->values, read->value_capacity, sizeof *read->values);
    }
    read->values[read->value_count++] = value;
}

static void add_reason(struct sl_result_read *read, struct sl_read_reason reason) {
    if (read->reason_count == read->reason_capacity) {
        read->reason_capacity = 2 * read->reason_capacity + 16;
        read->reasons = sl_resize(read->reasons, read->reason_capacity, sizeof *read->reasons);
    }
    read->reasons[read->reason_count++] = reason;
}

static void read_reason(struct sl_result_read *read, struct cursor *c) {
    const char *from = c->at;
    struct sl_read_reason reason = {.clause = {"", 0}, .text = {"", 0}};
    need(c, "{\"cites\":");
    skip_cites(c);
    while (take(c, ',')) {
        struct sl_text key = take_string(c);
        need(c, ":");
        if (sl_text_is(key, "\"clause\""))
            reason.clause = inside(take_string(c));
        else if (sl_text_is(key, "\"text\""))
            reason.text = take_string(c);
        else if (sl_text_is(key, "\"row\""))
            reason.row = take_number(c);
        else
            c->at = NULL;
    }
    need(c, "}");
    if (c->at == NULL)
        return;
    reason.whole = (struct sl_text){from, (size_t)(c->at - from)};
    add_reason(read, reason);
}

static void read_values(struct sl_result_read *read, uint16_t row, struct cursor *c) {
    need(c, "{");
    while (c->at != NULL && !is_next(c, '}')) {
        struct sl_read_value value = {.row = row, .name = inside(take_string(c))};
        need(c, ":");
        value.raw = take_plain(c);
        if (c->at == NULL || (!is_next(c, '}') && !take(c, ','))) {
            c->at = NULL;
            return;
        }
        add_value(read, value);
    }
    need(c, "}");
}

static void read_row(struct sl_result_read *read, struct cursor *c) {
    need(c, "{\"row\":");
    uint16_t row = take_number(c);
    need(c, ",\"values\":");
    read_values(read, row, c);
    need(c, "}");
}

static void read_array(struct sl_result_read *read, struct cursor *c,
                       void (*element)(struct sl_result_read *read, struct cursor *c)) {
    need(c, "[");
    while (c->at != NULL && !is_next(c, ']')) {
        element(read, c);
        if (!is_next(c, ']') && !take(c, ','))
            c->at = NULL;
    }
    need(c, "]");
}

/* The record's own values stand last in the text and first in the list. */
static void put_record_first(struct sl_result_read *read, size_t of_rows) {
    size_t own = read->value_count - of_rows;
    if (own == 0 || of_rows == 0)
        return;
    struct sl_read_value *copy = sl_new(own, sizeof *copy);
    memcpy(copy, read->values + of_rows, own * sizeof *copy);
    memmove(read->values + own, read->values, of_rows * sizeof *copy);
    memcpy(read->values, copy, own * sizeof *copy);
    free(copy);
}

enum sl_status sl_result_read(struct sl_result_read *read, struct sl_text json,
                              struct sl_error *err) {
    struct cursor c = {json.bytes, json.bytes + json.length};
    read->value_count = read->reason_count = 0;
    need(&c, "{\"reasons\":");
    read_array(read, &c, read_reason);
    need(&c, ",\"rows\":");
    read_array(read, &c, read_row);
    size_t of_rows = read->value_count;
    need(&c, ",\"values\":");
    read_values(read, 0, &c);
    need(&c, "}");
    if (c.at != c.end)
        return sl_fail(err, SL_INVALID, "", "A kept result isn't one: %.60s", json.bytes);
    put_record_first(read, of_rows);
    return SL_OK;
}

void sl_result_read_drop(struct sl_result_read *read) {
    free(read->values);
    free(read->reasons);
    *read = (struct sl_result_read){0};
}

char *sl_result_read_plain(struct sl_text raw) {
    if (sl_text_is(raw, "true") || sl_text_is(raw, "false"))
        return sl_copy(*raw.bytes == 't' ? "yes" : "no");
    if (raw.length < 2 || *raw.bytes != '"')
        return sl_copy_bytes(raw.bytes, raw.length);
    if (memchr(raw.bytes, '\\', raw.length) == NULL)
        return sl_copy_bytes(raw.bytes + 1, raw.length - 2);
    SL_AUTO(sl_json_drop) json_t *json = json_loadb(raw.bytes, raw.length, JSON_DECODE_ANY, NULL);
    return sl_copy(json_is_string(json) ? json_string_value(json) : "");
}
