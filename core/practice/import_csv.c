#include "base/csv.h"
#include "practice/import_source.h"
#include <stdlib.h>
#include <string.h>

/* One answer of a tool and the cells it is made of; -1: no such column. */
struct slot {
    struct sl_import_key key;
    int cell[SL_KEY_PARTS];
};

/* The columns as they are for one tool. */
struct columns {
    struct slot *slots;
    size_t count;
    int *strange; /* columns that are no question of this tool */
    size_t strange_count;
};

struct wide {
    struct sl_import_context *context;
    struct sl_csv *csv;
    int field[SL_FIELDS]; /* column of each head field, or -1 */
    bool *is_field;       /* of each column */
    size_t *left_out;     /* filled cells of each column that the row's tool doesn't ask */
    bool *known;          /* to any tool met so far */
};

static void free_columns(void *memory) {
    struct columns *columns = memory;
    if (columns == NULL)
        return;
    free(columns->slots);
    free(columns->strange);
    free(columns);
}

static struct slot *slot_of(struct columns *columns, const struct sl_import_key *key) {
    for (size_t i = columns->count; i > 0; i--) {
        const struct sl_import_key *other = &columns->slots[i - 1].key;
        if (other->question == key->question && other->row == key->row)
            return &columns->slots[i - 1];
    }
    columns->slots = sl_resize(columns->slots, columns->count + 1, sizeof *columns->slots);
    struct slot *slot = &columns->slots[columns->count++];
    *slot = (struct slot){.key = *key, .cell = {-1, -1, -1}};
    return slot;
}

/* A column twice for one answer ("V3" and "v3") keeps the first; the second is strange. */
static bool place_column(struct columns *columns, const struct sl_tool *tool, const char *name,
                         int column) {
    struct sl_import_key key;
    if (sl_import_key_read(tool, name, &key, NULL) != SL_OK)
        return false;
    struct slot *slot = slot_of(columns, &key);
    if (slot->cell[key.part] >= 0)
        return false;
    slot->cell[key.part] = column;
    return true;
}

static struct columns *settle_columns(struct wide *wide, const struct sl_tool *tool) {
    struct columns *columns = sl_new(1, sizeof *columns);
    size_t count = sl_csv_columns(wide->csv);
    columns->strange = sl_new(count + 1, sizeof *columns->strange);
    for (size_t i = 0; i < count; i++) {
        if (wide->is_field[i])
            continue;
        if (place_column(columns, tool, sl_csv_column(wide->csv, i), (int)i))
            wide->known[i] = true;
        else
            columns->strange[columns->strange_count++] = (int)i;
    }
    return columns;
}

static const struct columns *columns_of(struct wide *wide, size_t tool) {
    struct sl_import_tool *entry = &wide->context->tools[tool];
    if (entry->columns == NULL) {
        entry->columns = settle_columns(wide, entry->tool);
        entry->free_columns = free_columns;
    }
    return entry->columns;
}

static void count_strange(struct wide *wide, const struct columns *columns,
                          const struct sl_csv_row *row) {
    for (size_t i = 0; i < columns->strange_count; i++)
        wide->left_out[columns->strange[i]] += row->cells[columns->strange[i]][0] != '\0';
}

/* Filled cells of columns that no tool of the file knows, or that their row's tool doesn't ask. */
static void tell_strange(const struct wide *wide) {
    for (size_t i = 0; i < sl_csv_columns(wide->csv); i++)
        if (wide->left_out[i] > 0)
            sl_import_remark(wide->context,
                             "The column '%.80s' is no question of %s; %zu filled %s left out.",
                             sl_csv_column(wide->csv, i),
                             wide->known[i] ? "some rows' tools" : "any tool in the file",
                             wide->left_out[i], wide->left_out[i] == 1 ? "cell was" : "cells were");
}

static void read_answers(struct wide *wide, struct sl_import_item *item,
                         const struct columns *columns, const struct sl_csv_row *row) {
    for (size_t i = 0; i < columns->count; i++) {
        const struct slot *slot = &columns->slots[i];
        const char *cells[SL_KEY_PARTS];
        int first = -1;
        for (int part = 0; part < SL_KEY_PARTS; part++) {
            cells[part] = slot->cell[part] >= 0 ? row->cells[slot->cell[part]] : "";
            if (first < 0 && cells[part][0] != '\0')
                first = slot->cell[part];
        }
        if (first >= 0)
            sl_import_answer(wide->context, item, &slot->key, cells,
                             sl_csv_column(wide->csv, (size_t)first));
    }
    count_strange(wide, columns, row);
}

static enum sl_status next_row(void *self, struct sl_import_item *item, struct sl_error *err) {
    struct wide *wide = self;
    struct sl_csv_row row;
    struct sl_error fault = {0};
    enum sl_status status = sl_csv_next(wide->csv, &row, &fault);
    *item = (struct sl_import_item){0};
    if (status == SL_INVALID) {
        sl_import_refuse_as(wide->context, item, &fault);
        return SL_OK;
    }
    if (status == SL_END)
        tell_strange(wide);
    if (err != NULL && status != SL_OK)
        *err = fault;
    if (status != SL_OK)
        return status;
    item->line = row.line;
    const char *fields[SL_FIELDS];
    for (int i = 0; i < SL_FIELDS; i++)
        fields[i] = wide->field[i] >= 0 ? row.cells[wide->field[i]] : "";
    size_t tool;
    bool begun = sl_import_begin(wide->context, item, fields, &tool);
    if (begun || item->record != NULL)
        read_answers(wide, item, columns_of(wide, tool), &row);
    return SL_OK;
}

static void close_wide(void *self) {
    struct wide *wide = self;
    sl_csv_close(wide->csv);
    free(wide->is_field);
    free(wide->known);
    free(wide->left_out);
    free(wide);
}

static void find_fields(struct wide *wide) {
    size_t count = sl_csv_columns(wide->csv);
    wide->is_field = sl_new(count + 1, sizeof *wide->is_field);
    wide->known = sl_new(count + 1, sizeof *wide->known);
    wide->left_out = sl_new(count + 1, sizeof *wide->left_out);
    for (int i = 0; i < SL_FIELDS; i++)
        wide->field[i] = -1;
    for (size_t i = 0; i < count; i++) {
        int field = sl_import_field_of(sl_csv_column(wide->csv, i));
        if (field < 0 || wide->field[field] >= 0)
            continue;
        wide->field[field] = (int)i;
        wide->is_field[i] = true;
    }
}

enum sl_status sl_import_open_csv(struct sl_import_context *context, struct sl_import_bytes bytes,
                                  struct sl_import_source *out, struct sl_error *err) {
    struct sl_csv *csv = NULL;
    enum sl_status status =
        sl_csv_open_text(context->name, (struct sl_text){bytes.bytes, bytes.length}, &csv, err);
    if (status != SL_OK)
        return status;
    if (sl_csv_find(csv, "question") >= 0 && sl_csv_find(csv, "value") >= 0)
        return sl_import_open_long(context, csv, out, err);
    struct wide *wide = sl_new(1, sizeof *wide);
    *wide = (struct wide){.context = context, .csv = csv};
    find_fields(wide);
    *out = (struct sl_import_source){wide, next_row, close_wide};
    return SL_OK;
}
