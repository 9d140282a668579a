#include "base/json.h"
#include "summary/document.h"
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEVELS = 4, LEAST_FOR_PERCENT = 10, HUNDREDTHS = 10000 };
static const int64_t value_most = 1000000000000;

/* Where reading stands; where is what messages begin with. */
struct reading {
    struct sl_error *err;
    char where[64];
    size_t blocks;
    int level; /* of the last heading */
};

static enum sl_status fault(struct reading *reading, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static enum sl_status fault(struct reading *reading, const char *format, ...) {
    char sentence[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    return sl_fail(reading->err, SL_RULE, "", "%s: %s", reading->where, sentence);
}

static enum sl_status copy_text(struct reading *reading, const json_t *value, const char *what,
                                char **out) {
    if (!json_is_string(value))
        return fault(reading, "\"%s\" must be a text", what);
    struct sl_text text = {json_string_value(value), json_string_length(value)};
    if (text.length > SL_TEXT_MOST)
        return fault(reading, "\"%s\" has %zu bytes; at most %d are allowed", what, text.length,
                     SL_TEXT_MOST);
    struct sl_error unclean = {0};
    if (sl_text_check(text, &unclean) != SL_OK)
        return fault(reading, "\"%s\": %s", what, unclean.text);
    *out = sl_copy_bytes(text.bytes, text.length);
    return SL_OK;
}

static enum sl_status take_text(struct reading *reading, const json_t *object, const char *key,
                                bool may_lack, char **out) {
    const json_t *value = json_object_get(object, key);
    if (value != NULL)
        return copy_text(reading, value, key, out);
    if (!may_lack)
        return fault(reading, "\"%s\" is missing", key);
    *out = sl_copy("");
    return SL_OK;
}

static enum sl_status take_array(struct reading *reading, const json_t *object, const char *key,
                                 size_t most, const json_t **out, size_t *count) {
    const json_t *array = json_object_get(object, key);
    if (!json_is_array(array))
        return fault(reading, "\"%s\" must be an array", key);
    if (json_array_size(array) > most)
        return fault(reading, "\"%s\" has %zu entries; at most %zu are allowed", key,
                     json_array_size(array), most);
    *out = array;
    *count = json_array_size(array);
    return SL_OK;
}

static enum sl_status take_texts(struct reading *reading, const json_t *object, const char *key,
                                 char ***out, size_t *count) {
    const json_t *array;
    size_t size;
    enum sl_status status = take_array(reading, object, key, SL_DOCUMENT_LINES, &array, &size);
    if (status != SL_OK)
        return status;
    *out = sl_new(size, sizeof **out);
    *count = size;
    for (size_t i = 0; i < size && status == SL_OK; i++)
        status = copy_text(reading, json_array_get(array, i), key, &(*out)[i]);
    return status;
}

static enum sl_status take_flag(struct reading *reading, const json_t *object, const char *key,
                                bool *out) {
    const json_t *value = json_object_get(object, key);
    if (value != NULL && !json_is_boolean(value))
        return fault(reading, "\"%s\" must be true or false", key);
    *out = json_is_true(value);
    return SL_OK;
}

/* value: a column's title, or {"title", "number"}. */
static enum sl_status read_column(struct reading *reading, const json_t *value, char **title,
                                  bool *is_number) {
    if (json_is_string(value))
        return copy_text(reading, value, "columns", title);
    enum sl_status status = take_text(reading, value, "title", false, title);
    return status == SL_OK ? take_flag(reading, value, "number", is_number) : status;
}

static enum sl_status read_cell(struct reading *reading, const json_t *value, char **out) {
    if (!json_is_integer(value))
        return copy_text(reading, value, "rows", out);
    *out = sl_format("%" JSON_INTEGER_FORMAT, json_integer_value(value));
    return SL_OK;
}

static enum sl_status read_table_row(struct reading *reading, const json_t *row, size_t number,
                                     struct sl_table *table) {
    size_t count = json_is_array(row) ? json_array_size(row) : 0;
    if (count != table->column_count)
        return fault(reading, "row %zu has %zu cells; the table has %zu columns", number + 1, count,
                     table->column_count);
    enum sl_status status = SL_OK;
    char **cells = table->cells + number * count;
    for (size_t i = 0; i < count && status == SL_OK; i++)
        status = read_cell(reading, json_array_get(row, i), &cells[i]);
    return status;
}

static enum sl_status read_columns(struct reading *reading, const json_t *object,
                                   struct sl_table *table) {
    const json_t *columns;
    size_t count;
    enum sl_status status =
        take_array(reading, object, "columns", SL_DOCUMENT_COLUMNS, &columns, &count);
    if (status == SL_OK && count == 0)
        status = fault(reading, "a table needs at least one column");
    if (status != SL_OK)
        return status;
    table->columns = sl_new(count, sizeof *table->columns);
    table->is_number = sl_new(count, sizeof *table->is_number);
    table->column_count = count;
    for (size_t i = 0; i < count && status == SL_OK; i++)
        status = read_column(reading, json_array_get(columns, i), &table->columns[i],
                             &table->is_number[i]);
    return status;
}

static enum sl_status read_table(struct reading *reading, const json_t *object,
                                 struct sl_table *table) {
    enum sl_status status = take_text(reading, object, "caption", false, &table->caption);
    if (status == SL_OK)
        status = read_columns(reading, object, table);
    const json_t *rows;
    size_t count;
    if (status == SL_OK)
        status = take_array(reading, object, "rows", SL_DOCUMENT_CELLS / table->column_count, &rows,
                            &count);
    if (status != SL_OK)
        return status;
    table->cells = sl_new(count * table->column_count, sizeof *table->cells);
    table->row_count = count;
    for (size_t i = 0; i < count && status == SL_OK; i++)
        status = read_table_row(reading, json_array_get(rows, i), i, table);
    return status;
}

static bool may_have_gaps(enum sl_chart_kind kind) {
    return kind == SL_CHART_INTERVALS || kind == SL_CHART_RUN;
}

static enum sl_status read_value(struct reading *reading, const json_t *value, const char *key,
                                 enum sl_chart_kind kind, int64_t *out) {
    if (may_have_gaps(kind) && (json_is_null(value) || json_is_false(value))) {
        *out = SL_CHART_NONE;
        return SL_OK;
    }
    int64_t most = may_have_gaps(kind) ? HUNDREDTHS : value_most;
    int64_t number = json_is_integer(value) ? json_integer_value(value) : -1;
    if (number < 0 || number > most)
        return fault(reading, "\"%s\" must hold whole numbers from 0 to %" PRId64, key, most);
    *out = number;
    return SL_OK;
}

static enum sl_status read_values(struct reading *reading, const json_t *series, const char *key,
                                  const struct sl_chart *chart, int64_t **out) {
    const json_t *values;
    size_t count;
    enum sl_status status = take_array(reading, series, key, SL_DOCUMENT_ROWS, &values, &count);
    if (status == SL_OK && count != chart->row_count)
        status = fault(reading, "\"%s\" has %zu numbers; the chart has %zu rows", key, count,
                       chart->row_count);
    if (status != SL_OK)
        return status;
    *out = sl_new(count, sizeof **out);
    for (size_t i = 0; i < count && status == SL_OK; i++)
        status = read_value(reading, json_array_get(values, i), key, chart->kind, &(*out)[i]);
    return status;
}

static enum sl_status read_one_series(struct reading *reading, const json_t *value,
                                      const struct sl_chart *chart, struct sl_series *series) {
    enum sl_status status = take_text(reading, value, "label", false, &series->label);
    if (status == SL_OK)
        status = take_text(reading, value, "token", true, &series->token);
    if (status == SL_OK)
        status = read_values(reading, value, "values", chart, &series->values);
    if (status == SL_OK && chart->kind == SL_CHART_INTERVALS)
        status = read_values(reading, value, "from", chart, &series->from);
    if (status == SL_OK && chart->kind == SL_CHART_INTERVALS)
        status = read_values(reading, value, "to", chart, &series->to);
    return status;
}

static enum sl_status read_series(struct reading *reading, const json_t *object,
                                  struct sl_chart *chart) {
    const json_t *array;
    size_t count;
    enum sl_status status =
        take_array(reading, object, "series", SL_DOCUMENT_SERIES, &array, &count);
    if (status != SL_OK)
        return status;
    chart->series = sl_new(count, sizeof *chart->series);
    chart->series_count = count;
    for (size_t i = 0; i < count && status == SL_OK; i++)
        status = read_one_series(reading, json_array_get(array, i), chart, &chart->series[i]);
    return status;
}

static enum sl_status read_base(struct reading *reading, const json_t *row, struct sl_chart *chart,
                                size_t number) {
    const json_t *n = json_object_get(row, "n");
    bool has =
        json_is_integer(n) && json_integer_value(n) >= 0 && json_integer_value(n) <= value_most;
    if (n != NULL && !has)
        return fault(reading, "\"n\" of row %zu must be a whole number of 0 or more", number + 1);
    if (has && number == 0)
        chart->n = sl_new(chart->row_count, sizeof *chart->n);
    if (has != (chart->n != NULL))
        return fault(reading, "\"n\" must stand in every row or in none");
    if (has)
        chart->n[number] = json_integer_value(n);
    return SL_OK;
}

static enum sl_status read_chart_rows(struct reading *reading, const json_t *object,
                                      struct sl_chart *chart) {
    const json_t *rows;
    size_t count;
    enum sl_status status = take_array(reading, object, "rows", SL_DOCUMENT_ROWS, &rows, &count);
    if (status != SL_OK)
        return status;
    chart->rows = sl_new(count, sizeof *chart->rows);
    chart->row_count = count;
    for (size_t i = 0; i < count && status == SL_OK; i++) {
        const json_t *row = json_array_get(rows, i);
        status = take_text(reading, row, "label", false, &chart->rows[i]);
        if (status == SL_OK)
            status = read_base(reading, row, chart, i);
    }
    return status;
}

static enum sl_status check_interval(struct reading *reading, const struct sl_chart *chart,
                                     const struct sl_series *series, size_t row) {
    int64_t value = series->values[row], from = series->from[row], to = series->to[row];
    bool none = value == SL_CHART_NONE;
    if ((from == SL_CHART_NONE) != none || (to == SL_CHART_NONE) != none)
        return fault(reading, "row %zu has only part of its value and interval", row + 1);
    if (!none && (from > value || value > to))
        return fault(reading, "the interval of row %zu does not hold its value", row + 1);
    if (!none && chart->n[row] < LEAST_FOR_PERCENT)
        return fault(reading,
                     "row %zu rests on %" PRId64 " cases; below %d counts are given, no percentage",
                     row + 1, chart->n[row], LEAST_FOR_PERCENT);
    return SL_OK;
}

static enum sl_status check_intervals(struct reading *reading, const struct sl_chart *chart) {
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < chart->series_count; i++)
        for (size_t row = 0; row < chart->row_count && status == SL_OK; row++)
            status = check_interval(reading, chart, &chart->series[i], row);
    return status;
}

static enum sl_status check_sums(struct reading *reading, const struct sl_chart *chart) {
    for (size_t row = 0; row < chart->row_count; row++) {
        int64_t sum = 0;
        for (size_t i = 0; i < chart->series_count; i++)
            sum += chart->series[i].values[row];
        if (sum != chart->n[row])
            return fault(reading, "row %zu adds up to %" PRId64 ", not to its n of %" PRId64,
                         row + 1, sum, chart->n[row]);
    }
    return SL_OK;
}

static enum sl_status check_chart(struct reading *reading, const struct sl_chart *chart) {
    if (chart->row_count == 0 || chart->series_count == 0)
        return fault(reading, "a chart needs at least one row and one series");
    bool single = chart->kind == SL_CHART_BARS || chart->kind == SL_CHART_RUN;
    size_t most = single ? 1 : chart->kind == SL_CHART_INTERVALS ? 2 : SL_DOCUMENT_SERIES;
    if (chart->series_count > most)
        return fault(reading, "a chart of kind \"%s\" has at most %zu series",
                     sl_chart_kind_name(chart->kind), most);
    if (chart->kind == SL_CHART_BARS)
        return SL_OK;
    if (chart->n == NULL)
        return fault(reading, "every row of a chart of kind \"%s\" needs its n",
                     sl_chart_kind_name(chart->kind));
    if (chart->kind == SL_CHART_INTERVALS)
        return check_intervals(reading, chart);
    return chart->kind == SL_CHART_RUN ? SL_OK : check_sums(reading, chart);
}

static enum sl_status read_chart_kind(struct reading *reading, const json_t *object,
                                      enum sl_chart_kind *out) {
    const char *name = sl_json_text_or(object, "kind", "");
    for (int kind = SL_CHART_GRADES; kind <= SL_CHART_RUN; kind++) {
        if (strcmp(name, sl_chart_kind_name((enum sl_chart_kind)kind)) != 0)
            continue;
        *out = (enum sl_chart_kind)kind;
        return SL_OK;
    }
    return fault(reading,
                 "\"%.40s\" is no kind of chart; there are grades, stacked, bars, intervals, run",
                 name);
}

static enum sl_status read_chart(struct reading *reading, const json_t *object,
                                 struct sl_chart *chart) {
    enum sl_status status = read_chart_kind(reading, object, &chart->kind);
    if (status == SL_OK)
        status = take_text(reading, object, "title", false, &chart->title);
    if (status == SL_OK)
        status = take_text(reading, object, "text", false, &chart->text);
    if (status == SL_OK)
        status = take_text(reading, object, "unit", true, &chart->unit);
    if (status == SL_OK)
        status = read_chart_rows(reading, object, chart);
    if (status == SL_OK)
        status = read_series(reading, object, chart);
    return status == SL_OK ? check_chart(reading, chart) : status;
}

static enum sl_status read_heading(struct reading *reading, const json_t *object, int depth,
                                   struct sl_block *block) {
    if (depth > 0)
        return fault(reading, "a box holds no headings; its title is one");
    int64_t level = sl_json_whole_or(object, "level", 0);
    if (level < 1 || level > LEVELS)
        return fault(reading, "\"level\" must be from 1 to %d", LEVELS);
    if (level > reading->level + 1)
        return fault(reading, "level %" PRId64 " can't follow level %d", level, reading->level);
    block->level = reading->level = (int)level;
    return take_text(reading, object, "text", false, &block->text);
}

static enum sl_status read_list(struct reading *reading, const json_t *object,
                                struct sl_block *block) {
    enum sl_status status = take_flag(reading, object, "numbered", &block->numbered);
    return status == SL_OK ? take_texts(reading, object, "items", &block->items, &block->item_count)
                           : status;
}

static enum sl_status read_blocks(struct reading *reading, const json_t *object, const char *path,
                                  int depth, struct sl_block **out, size_t *out_count);

static enum sl_status read_box(struct reading *reading, const json_t *object, const char *path,
                               int depth, struct sl_block *block) {
    if (depth == SL_DOCUMENT_DEPTH)
        return fault(reading, "boxes lie at most %d deep", SL_DOCUMENT_DEPTH);
    enum sl_status status = take_text(reading, object, "title", false, &block->text);
    return status == SL_OK
               ? read_blocks(reading, object, path, depth + 1, &block->blocks, &block->block_count)
               : status;
}

static enum sl_status read_block_kind(struct reading *reading, const json_t *object,
                                      enum sl_block_kind *out) {
    const char *name = sl_json_text_or(object, "block", "");
    for (int kind = SL_BLOCK_HEADING; kind <= SL_BLOCK_BOX; kind++) {
        if (strcmp(name, sl_block_kind_name((enum sl_block_kind)kind)) != 0)
            continue;
        *out = (enum sl_block_kind)kind;
        return SL_OK;
    }
    return fault(reading,
                 "\"%.40s\" is no kind of block; there are heading, paragraph, list, table, chart, "
                 "box",
                 name);
}

static enum sl_status read_block(struct reading *reading, const json_t *object, const char *path,
                                 int depth, struct sl_block *block) {
    snprintf(reading->where, sizeof reading->where, "block %s", path);
    enum sl_status status = read_block_kind(reading, object, &block->kind);
    if (status != SL_OK)
        return status;
    snprintf(reading->where, sizeof reading->where, "block %s (%s)", path,
             sl_block_kind_name(block->kind));
    switch (block->kind) {
    case SL_BLOCK_HEADING:
        return read_heading(reading, object, depth, block);
    case SL_BLOCK_PARAGRAPH:
        return take_text(reading, object, "text", false, &block->text);
    case SL_BLOCK_LIST:
        return read_list(reading, object, block);
    case SL_BLOCK_TABLE:
        return read_table(reading, object, &block->table);
    case SL_BLOCK_CHART:
        return read_chart(reading, object, &block->chart);
    case SL_BLOCK_BOX:
        return read_box(reading, object, path, depth, block);
    }
    return SL_OK;
}

/* path: "" at the top, else the box's own. */
static enum sl_status read_blocks(struct reading *reading, const json_t *object, const char *path,
                                  int depth, struct sl_block **out, size_t *out_count) {
    const json_t *array;
    size_t count;
    enum sl_status status =
        take_array(reading, object, "blocks", SL_DOCUMENT_BLOCKS, &array, &count);
    if (status != SL_OK)
        return status;
    reading->blocks += count;
    if (reading->blocks > SL_DOCUMENT_BLOCKS)
        return fault(reading, "a document has at most %d blocks", SL_DOCUMENT_BLOCKS);
    *out = sl_new(count, sizeof **out);
    *out_count = count;
    for (size_t i = 0; i < count && status == SL_OK; i++) {
        char own[48];
        snprintf(own, sizeof own, "%s%s%zu", path, path[0] == '\0' ? "" : ".", i + 1);
        status = read_block(reading, json_array_get(array, i), own, depth, &(*out)[i]);
    }
    return status;
}

static enum sl_status read_all(struct reading *reading, const json_t *json,
                               struct sl_document *document) {
    enum sl_status status = take_text(reading, json, "kind", false, &document->kind);
    if (status == SL_OK)
        status = take_text(reading, json, "title", false, &document->title);
    if (status == SL_OK && document->title[0] == '\0')
        status = fault(reading, "\"title\" is empty; every paper has a title");
    if (status == SL_OK)
        status = take_text(reading, json, "subtitle", true, &document->subtitle);
    if (status == SL_OK)
        status = take_text(reading, json, "notice", true, &document->notice);
    if (status == SL_OK && json_object_get(json, "basis") != NULL)
        status = take_texts(reading, json, "basis", &document->basis, &document->basis_count);
    return status == SL_OK
               ? read_blocks(reading, json, "", 0, &document->blocks, &document->block_count)
               : status;
}

enum sl_status sl_document_read(const json_t *json, struct sl_document **out,
                                struct sl_error *err) {
    struct reading reading = {.err = err, .where = "document"};
    if (!json_is_object(json))
        return fault(&reading, "a document is an object with kind, title and blocks");
    SL_AUTO(sl_document_drop) struct sl_document *document = sl_new(1, sizeof *document);
    enum sl_status status = read_all(&reading, json, document);
    if (status != SL_OK)
        return status;
    *out = document;
    document = NULL;
    return SL_OK;
}

enum sl_status sl_document_parse(const char *name, struct sl_text text, struct sl_document **out,
                                 struct sl_error *err) {
    SL_AUTO(sl_json_drop) json_t *json = NULL;
    enum sl_status status = sl_json_parse(name, text.bytes, text.length, &json, err);
    return status == SL_OK ? sl_document_read(json, out, err) : status;
}
