#include "practice/list_fault.h"
#include "base/memory.h"
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct sl_faults sl_faults_of(const char *path, sl_told *told, void *context) {
    const char *slash = strrchr(path, '/');
    return (struct sl_faults){
        .file = slash != NULL ? slash + 1 : path, .told = told, .context = context};
}

void sl_faults_pass(struct sl_faults *faults, const char *sentence) {
    if (faults->count++ == 0)
        sl_fail(&faults->first, SL_INVALID, "", "%s", sentence);
    if (faults->told != NULL && faults->count <= SL_FAULTS_MOST)
        faults->told(faults->context, sentence);
}

void sl_faults_tell(struct sl_faults *faults, long line, const char *format, ...) {
    char sentence[sizeof faults->first.text], where[128];
    if (line > 0)
        snprintf(where, sizeof where, "%.100s:%ld: ", faults->file, line);
    else
        snprintf(where, sizeof where, "%.100s: ", faults->file);
    size_t used = strlen(where);
    memcpy(sentence, where, used + 1);
    va_list values;
    va_start(values, format);
    vsnprintf(sentence + used, sizeof sentence - used, format, values);
    va_end(values);
    sl_faults_pass(faults, sentence);
}

enum sl_status sl_faults_end(const struct sl_faults *faults, struct sl_error *err) {
    if (faults->count == 0)
        return SL_OK;
    if (faults->count == 1)
        return sl_fail(err, SL_INVALID, "", "%s", faults->first.text);
    return sl_fail(err, SL_INVALID, "", "%s (and %zu more)", faults->first.text, faults->count - 1);
}

static enum sl_status check_columns(const struct sl_csv *csv, const char *const *columns,
                                    struct sl_error *err) {
    for (; *columns != NULL; columns++)
        if (sl_csv_find(csv, *columns) < 0)
            return sl_fail(err, SL_INVALID, *columns, "%s: there is no column '%s'",
                           sl_csv_name(csv), *columns);
    return SL_OK;
}

enum sl_status sl_rows_each(const char *path, const char *const *columns, struct sl_faults *faults,
                            sl_row_fn *each, void *context, struct sl_error *err) {
    SL_AUTO(sl_csv_drop) struct sl_csv *csv = NULL;
    struct sl_csv_row row;
    struct sl_error fault = {0};
    enum sl_status status = sl_csv_open(path, &csv, err);
    if (status == SL_OK)
        status = check_columns(csv, columns, err);
    if (status != SL_OK)
        return status;
    while ((status = sl_csv_next(csv, &row, &fault)) == SL_OK || status == SL_INVALID) {
        if (status == SL_OK)
            each(context, csv, &row);
        else
            sl_faults_pass(faults, fault.text);
    }
    return status == SL_END ? SL_OK : sl_fail(err, status, fault.field, "%s", fault.text);
}

const char *sl_row_cell(const struct sl_csv *csv, const struct sl_csv_row *row,
                        const char *column) {
    int at = sl_csv_find(csv, column);
    return at >= 0 ? row->cells[at] : "";
}

sl_day sl_row_day(struct sl_faults *faults, const struct sl_csv *csv, const struct sl_csv_row *row,
                  const char *column) {
    const char *text = sl_row_cell(csv, row, column);
    struct sl_error err = {0};
    sl_day day = SL_DAY_NONE;
    if (text[0] != '\0' && sl_day_parse_uk(text, &day, &err) != SL_OK)
        sl_faults_tell(faults, row->line, "%s: %s", column, err.text);
    return day;
}

static bool ends_with(const char *name, const char *end) {
    size_t length = strlen(name), part = strlen(end);
    return length > part && strcmp(name + length - part, end) == 0;
}

bool sl_is_data_file(const char *name) {
    return ends_with(name, ".json") && !ends_with(name, ".schema.json");
}

struct cursor {
    const char *at;
    long line;
};

static void step(struct cursor *cursor) {
    if (*cursor->at == '\n')
        cursor->line++;
    if (*cursor->at != '\0')
        cursor->at++;
}

static void skip_between(struct cursor *cursor) {
    while (*cursor->at != '\0' && (isspace((unsigned char)*cursor->at) || *cursor->at == ',' ||
                                   *cursor->at == ':' || *cursor->at == ']' || *cursor->at == '}'))
        step(cursor);
}

static void skip_text(struct cursor *cursor) {
    step(cursor);
    while (*cursor->at != '\0' && *cursor->at != '"') {
        if (*cursor->at == '\\')
            step(cursor);
        step(cursor);
    }
    step(cursor);
}

static void skip_scalar(struct cursor *cursor) {
    if (*cursor->at == '"')
        skip_text(cursor);
    else
        while (*cursor->at != '\0' && strchr(",]} \t\r\n", *cursor->at) == NULL)
            step(cursor);
}

static void mark(json_t *value, struct cursor *cursor);

static json_t *mark_array(json_t *array, struct cursor *cursor) {
    json_t *lines = json_array();
    for (size_t i = 0; i < json_array_size(array); i++) {
        skip_between(cursor);
        if (json_is_string(json_array_get(array, i)))
            json_array_append_new(lines, json_integer(cursor->line));
        mark(json_array_get(array, i), cursor);
    }
    return lines;
}

static void mark_object(json_t *object, struct cursor *cursor) {
    json_t *marks = json_object(), *value, *lines;
    const char *key;
    json_object_set_new(marks, "@line", json_integer(cursor->line));
    step(cursor);
    json_object_foreach(object, key, value) {
        skip_between(cursor);
        skip_text(cursor);
        skip_between(cursor);
        if (!json_is_array(value)) {
            mark(value, cursor);
            continue;
        }
        step(cursor);
        lines = mark_array(value, cursor);
        SL_AUTO(sl_free) char *name = sl_format("@%s", key);
        if (json_array_size(lines) > 0)
            json_object_set(marks, name, lines);
        json_decref(lines);
    }
    json_object_update(object, marks);
    json_decref(marks);
}

static void mark(json_t *value, struct cursor *cursor) {
    skip_between(cursor);
    if (json_is_object(value))
        mark_object(value, cursor);
    else if (json_is_array(value)) {
        step(cursor);
        json_decref(mark_array(value, cursor));
    } else
        skip_scalar(cursor);
}

void sl_lines_mark(json_t *root, const char *text) {
    struct cursor cursor = {text, 1};
    mark(root, &cursor);
}

long sl_line_of(const json_t *object) {
    return (long)sl_json_whole_or(object, "@line", 0);
}

long sl_line_of_text(const json_t *object, const char *key, size_t index) {
    SL_AUTO(sl_free) char *name = sl_format("@%s", key);
    return (long)json_integer_value(json_array_get(json_object_get(object, name), index));
}

void sl_lines_strip(json_t *root) {
    json_t *value;
    if (json_is_array(root)) {
        size_t i;
        json_array_foreach(root, i, value) {
            sl_lines_strip(value);
        }
        return;
    }
    const char *key;
    void *next;
    json_object_foreach_safe(root, next, key, value) {
        if (key[0] == '@')
            json_object_del(root, key);
        else
            sl_lines_strip(value);
    }
}

static void check_text(struct sl_faults *faults, long line, const char *key, const json_t *value) {
    struct sl_error fault = {0};
    if (json_is_string(value) &&
        sl_text_check(sl_text_of(json_string_value(value)), &fault) != SL_OK)
        sl_faults_tell(faults, line, "'%s': %s", key, fault.text);
}

static void check_texts(struct sl_faults *faults, const json_t *value, long line, const char *key) {
    const char *inner;
    json_t *member;
    size_t i;
    check_text(faults, line, key, value);
    json_array_foreach(value, i, member) {
        check_texts(faults, member, line, key);
    }
    line = json_is_object(value) ? sl_line_of(value) : line;
    json_object_foreach((json_t *)(uintptr_t)value, inner, member) {
        check_texts(faults, member, line, inner);
    }
}

void sl_faults_check_texts(struct sl_faults *faults, const json_t *root) {
    check_texts(faults, root, 1, "");
}
