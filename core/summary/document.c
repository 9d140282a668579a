#include "summary/document.h"
#include <stdlib.h>

static const char *const block_names[] = {
    [SL_BLOCK_HEADING] = "heading", [SL_BLOCK_PARAGRAPH] = "paragraph", [SL_BLOCK_LIST] = "list",
    [SL_BLOCK_TABLE] = "table",     [SL_BLOCK_CHART] = "chart",         [SL_BLOCK_BOX] = "box",
};

static const char *const chart_names[] = {
    [SL_CHART_GRADES] = "grades",       [SL_CHART_STACKED] = "stacked", [SL_CHART_BARS] = "bars",
    [SL_CHART_INTERVALS] = "intervals", [SL_CHART_RUN] = "run",
};

const char *sl_block_kind_name(enum sl_block_kind kind) {
    return block_names[kind];
}

const char *sl_chart_kind_name(enum sl_chart_kind kind) {
    return chart_names[kind];
}

static void free_texts(char **texts, size_t count) {
    for (size_t i = 0; texts != NULL && i < count; i++)
        free(texts[i]);
    free(texts);
}

static void drop_table(struct sl_table *table) {
    free(table->caption);
    free_texts(table->columns, table->column_count);
    free(table->is_number);
    free_texts(table->cells, table->row_count * table->column_count);
}

static void drop_chart(struct sl_chart *chart) {
    free(chart->title);
    free(chart->text);
    free(chart->unit);
    free_texts(chart->rows, chart->row_count);
    free(chart->n);
    for (size_t i = 0; i < chart->series_count; i++) {
        struct sl_series *series = &chart->series[i];
        free(series->label);
        free(series->token);
        free(series->values);
        free(series->from);
        free(series->to);
    }
    free(chart->series);
}

static void free_blocks(struct sl_block *blocks, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct sl_block *block = &blocks[i];
        free(block->text);
        free_texts(block->items, block->item_count);
        drop_table(&block->table);
        drop_chart(&block->chart);
        free_blocks(block->blocks, block->block_count);
    }
    free(blocks);
}

void sl_document_free(struct sl_document *document) {
    if (document == NULL)
        return;
    free(document->title);
    free(document->subtitle);
    free(document->kind);
    free(document->notice);
    free_texts(document->basis, document->basis_count);
    free_blocks(document->blocks, document->block_count);
    free(document);
}

void sl_document_drop(struct sl_document **document) {
    sl_document_free(*document);
    *document = NULL;
}

static void set_text(json_t *object, const char *key, const char *text) {
    json_object_set_new(object, key, json_string(text));
}

static json_t *json_of_texts(char *const *texts, size_t count) {
    json_t *array = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(array, json_string(texts[i]));
    return array;
}

static json_t *json_of_numbers(const int64_t *numbers, size_t count) {
    json_t *array = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(array,
                              numbers[i] == SL_CHART_NONE ? json_null() : json_integer(numbers[i]));
    return array;
}

static void put_table(json_t *object, const struct sl_table *table) {
    set_text(object, "caption", table->caption);
    json_t *columns = json_array();
    for (size_t i = 0; i < table->column_count; i++) {
        json_t *column = json_object();
        set_text(column, "title", table->columns[i]);
        json_object_set_new(column, "number", json_boolean(table->is_number[i]));
        json_array_append_new(columns, column);
    }
    json_object_set_new(object, "columns", columns);
    json_t *rows = json_array();
    for (size_t i = 0; i < table->row_count; i++)
        json_array_append_new(
            rows, json_of_texts(table->cells + i * table->column_count, table->column_count));
    json_object_set_new(object, "rows", rows);
}

static json_t *json_of_series(const struct sl_series *series, size_t rows) {
    json_t *object = json_object();
    set_text(object, "label", series->label);
    set_text(object, "token", series->token);
    json_object_set_new(object, "values", json_of_numbers(series->values, rows));
    if (series->from != NULL) {
        json_object_set_new(object, "from", json_of_numbers(series->from, rows));
        json_object_set_new(object, "to", json_of_numbers(series->to, rows));
    }
    return object;
}

static void put_chart(json_t *object, const struct sl_chart *chart) {
    set_text(object, "kind", chart_names[chart->kind]);
    set_text(object, "title", chart->title);
    set_text(object, "text", chart->text);
    set_text(object, "unit", chart->unit);
    json_t *rows = json_array();
    for (size_t i = 0; i < chart->row_count; i++) {
        json_t *row = json_object();
        set_text(row, "label", chart->rows[i]);
        if (chart->n != NULL)
            json_object_set_new(row, "n", json_integer(chart->n[i]));
        json_array_append_new(rows, row);
    }
    json_object_set_new(object, "rows", rows);
    json_t *series = json_array();
    for (size_t i = 0; i < chart->series_count; i++)
        json_array_append_new(series, json_of_series(&chart->series[i], chart->row_count));
    json_object_set_new(object, "series", series);
}

static json_t *json_of_blocks(const struct sl_block *blocks, size_t count);

static json_t *json_of_block(const struct sl_block *block) {
    json_t *object = json_object();
    set_text(object, "block", block_names[block->kind]);
    switch (block->kind) {
    case SL_BLOCK_HEADING:
        json_object_set_new(object, "level", json_integer(block->level));
        set_text(object, "text", block->text);
        break;
    case SL_BLOCK_PARAGRAPH:
        set_text(object, "text", block->text);
        break;
    case SL_BLOCK_LIST:
        json_object_set_new(object, "numbered", json_boolean(block->numbered));
        json_object_set_new(object, "items", json_of_texts(block->items, block->item_count));
        break;
    case SL_BLOCK_TABLE:
        put_table(object, &block->table);
        break;
    case SL_BLOCK_CHART:
        put_chart(object, &block->chart);
        break;
    case SL_BLOCK_BOX:
        set_text(object, "title", block->text);
        json_object_set_new(object, "blocks", json_of_blocks(block->blocks, block->block_count));
        break;
    }
    return object;
}

static json_t *json_of_blocks(const struct sl_block *blocks, size_t count) {
    json_t *array = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(array, json_of_block(&blocks[i]));
    return array;
}

json_t *sl_document_json(const struct sl_document *document) {
    json_t *object = json_object();
    set_text(object, "kind", document->kind);
    set_text(object, "title", document->title);
    set_text(object, "subtitle", document->subtitle);
    set_text(object, "notice", document->notice);
    json_object_set_new(object, "basis", json_of_texts(document->basis, document->basis_count));
    json_object_set_new(object, "blocks", json_of_blocks(document->blocks, document->block_count));
    return object;
}
