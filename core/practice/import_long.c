#include "base/csv.h"
#include "practice/import_source.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum column { QUESTION, ROW, VALUE, EVIDENCE, SOURCE, COLUMNS };

static const char *const column_names[COLUMNS] = {"question", "row", "value", "evidence", "source"};

/* A row with its own memory, so that the next one can be read before it is done with. */
struct kept_row {
    bool there;
    long line;
    char *field[SL_FIELDS];
    char *column[COLUMNS];
};

struct tall {
    struct sl_import_context *context;
    struct sl_csv *csv;
    int field[SL_FIELDS], column[COLUMNS];
    struct kept_row ahead; /* the first row of the next record */
    char *head[SL_FIELDS]; /* of the record under way */
};

static void drop_row(struct kept_row *row) {
    for (int i = 0; i < SL_FIELDS; i++)
        free(row->field[i]);
    for (int i = 0; i < COLUMNS; i++)
        free(row->column[i]);
    *row = (struct kept_row){0};
}

static const char *cell(const struct sl_csv_row *row, int column) {
    return column >= 0 ? row->cells[column] : "";
}

static void keep_row(const struct tall *tall, const struct sl_csv_row *row, struct kept_row *out) {
    drop_row(out);
    out->there = true;
    out->line = row->line;
    for (int i = 0; i < SL_FIELDS; i++)
        out->field[i] = sl_copy(cell(row, tall->field[i]));
    for (int i = 0; i < COLUMNS; i++)
        out->column[i] = sl_copy(cell(row, tall->column[i]));
}

/* The next row that can be read; others are told and refuse the item. */
static enum sl_status fetch(struct tall *tall, struct sl_import_item *item, struct kept_row *out,
                            struct sl_error *err) {
    for (;;) {
        struct sl_csv_row row;
        struct sl_error fault = {0};
        enum sl_status status = sl_csv_next(tall->csv, &row, &fault);
        if (status == SL_OK)
            keep_row(tall, &row, out);
        else if (status == SL_INVALID)
            sl_import_refuse_as(tall->context, item, &fault);
        else if (status != SL_END && err != NULL)
            *err = fault;
        if (status != SL_INVALID)
            return status;
    }
}

static bool has_head(const struct kept_row *row) {
    for (int i = 0; i < SL_FIELDS; i++)
        if (row->field[i][0] != '\0')
            return true;
    return false;
}

/* Same id or, without ids, the same case, tool, day and auditor; a blank head goes on. */
static bool is_same_record(const struct tall *tall, const struct kept_row *row) {
    static const enum sl_import_field naming[] = {SL_FIELD_CASE, SL_FIELD_TOOL, SL_FIELD_DAY,
                                                  SL_FIELD_AUDITOR};
    if (!has_head(row))
        return true;
    if (row->field[SL_FIELD_ID][0] != '\0' || tall->head[SL_FIELD_ID][0] != '\0')
        return strcmp(row->field[SL_FIELD_ID], tall->head[SL_FIELD_ID]) == 0;
    for (size_t i = 0; i < SL_COUNT(naming); i++)
        if (strcmp(row->field[naming[i]], tall->head[naming[i]]) != 0)
            return false;
    return true;
}

static void check_head(struct tall *tall, struct sl_import_item *item, const struct kept_row *row) {
    for (int i = 0; i < SL_FIELDS; i++)
        if (row->field[i][0] != '\0' && strcmp(row->field[i], tall->head[i]) != 0) {
            sl_import_refuse(tall->context, item, row->line,
                             sl_import_field_name((enum sl_import_field)i),
                             "%s is '%.80s' here and '%.80s' on line %ld of the same record.",
                             sl_import_field_name((enum sl_import_field)i), row->field[i],
                             tall->head[i], item->line);
            return;
        }
}

static void read_answer(struct tall *tall, struct sl_import_item *item,
                        const struct kept_row *row) {
    const char *question = row->column[QUESTION], *number = row->column[ROW];
    struct sl_import_key key;
    struct sl_error err = {0};
    bool plain_row = number[0] != '\0' && strcmp(number, "0") != 0;
    SL_AUTO(sl_free)
    char *text = sl_format("%s%s%s%s", question, plain_row ? "[" : "", plain_row ? number : "",
                           plain_row ? "]" : "");
    if (question[0] == '\0')
        sl_import_refuse(tall->context, item, row->line, "question", "The row names no question.");
    else if (sl_import_key_read(sl_record_tool(item->record), text, &key, &err) != SL_OK ||
             key.part != SL_KEY_VALUE)
        sl_import_refuse(tall->context, item, row->line, "question", "%s",
                         err.status != SL_OK ? err.text : "The question's code alone is wanted.");
    else {
        const char *const cells[SL_KEY_PARTS] = {[SL_KEY_VALUE] = row->column[VALUE],
                                                 [SL_KEY_EVIDENCE] = row->column[EVIDENCE],
                                                 [SL_KEY_SOURCE] = row->column[SOURCE]};
        long first = item->line;
        item->line = row->line;
        sl_import_answer(tall->context, item, &key, cells, "value");
        item->line = first;
    }
}

static void take_head(struct tall *tall, struct kept_row *row) {
    for (int i = 0; i < SL_FIELDS; i++) {
        free(tall->head[i]);
        tall->head[i] = sl_copy(row->field[i]);
    }
}

static enum sl_status next_record(void *self, struct sl_import_item *item, struct sl_error *err) {
    struct tall *tall = self;
    enum sl_status status = SL_OK;
    *item = (struct sl_import_item){0};
    if (!tall->ahead.there)
        status = fetch(tall, item, &tall->ahead, err);
    if (status == SL_END && item->refused)
        return SL_OK;
    if (status != SL_OK)
        return status;
    struct kept_row *row = &tall->ahead;
    size_t tool;
    item->line = row->line;
    take_head(tall, row);
    sl_import_begin(tall->context, item, (const char *const *)tall->head, &tool);
    do {
        check_head(tall, item, row);
        if (item->record != NULL)
            read_answer(tall, item, row);
        status = fetch(tall, item, row, err);
    } while (status == SL_OK && is_same_record(tall, row));
    if (status == SL_END)
        drop_row(row);
    return status == SL_END ? SL_OK : status;
}

static void close_tall(void *self) {
    struct tall *tall = self;
    drop_row(&tall->ahead);
    for (int i = 0; i < SL_FIELDS; i++)
        free(tall->head[i]);
    sl_csv_close(tall->csv);
    free(tall);
}

static void tell_strange(struct tall *tall) {
    for (size_t i = 0; i < sl_csv_columns(tall->csv); i++) {
        bool known = false;
        for (int j = 0; j < SL_FIELDS; j++)
            known = known || tall->field[j] == (int)i;
        for (int j = 0; j < COLUMNS; j++)
            known = known || tall->column[j] == (int)i;
        if (!known)
            sl_import_remark(tall->context, "The column '%.80s' is not known; it was left out.",
                             sl_csv_column(tall->csv, i));
    }
}

enum sl_status sl_import_open_long(struct sl_import_context *context, struct sl_csv *csv,
                                   struct sl_import_source *out, struct sl_error *err) {
    (void)err;
    struct tall *tall = sl_new(1, sizeof *tall);
    tall->context = context;
    tall->csv = csv;
    for (int i = 0; i < COLUMNS; i++)
        tall->column[i] = sl_csv_find(csv, column_names[i]);
    if (tall->column[SOURCE] < 0)
        tall->column[SOURCE] = sl_csv_find(csv, "sources");
    for (int i = 0; i < SL_FIELDS; i++)
        tall->field[i] = -1;
    for (size_t i = 0; i < sl_csv_columns(csv); i++) {
        int field = sl_import_field_of(sl_csv_column(csv, i));
        if (field >= 0 && tall->field[field] < 0)
            tall->field[field] = (int)i;
    }
    tell_strange(tall);
    *out = (struct sl_import_source){tall, next_record, close_tall};
    return SL_OK;
}
