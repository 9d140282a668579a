#include "app/workbook.h"
#include "base/json.h"
#include "parts.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { CELLS_MOST = 200000, REFERENCE_SIZE = 16, FARTHEST_COLUMN = 20000 };

struct cells {
    const struct xlsx_archive *archive;
    const char *sheet;
    const json_t *shared;
    json_t *rows;
    struct sl_error err;
    json_t *row; /* being filled */
    size_t count;
    long row_number;
    int column;
    char type[REFERENCE_SIZE];
    bool in_cell, in_value, in_text, in_phonetic, formula;
    struct sl_buffer text;
};

/* "AB" for 27; of columns within bounds. */
static void write_letters(int column, char letters[3]) {
    int at = 0;
    if (column >= 26)
        letters[at++] = (char)('A' + column / 26 - 1);
    letters[at++] = (char)('A' + column % 26);
    letters[at] = '\0';
}

static void fault(struct cells *c, const char *why) {
    char letters[3];
    if (c->err.status != SL_OK)
        return;
    write_letters(c->column % SL_WORKBOOK_COLUMNS_MOST, letters);
    sl_fail(&c->err, SL_INVALID, "", "%s: %s!%s%ld: %s", xlsx_archive_name(c->archive), c->sheet,
            letters, c->row_number, why);
}

/* "AB12": column 27, row 12; false: it isn't a reference. */
static bool read_reference(const char *text, int *column, long *row) {
    int letters = 0;
    while (isupper((unsigned char)*text) && letters < FARTHEST_COLUMN)
        letters = letters * 26 + (*text++ - 'A' + 1);
    char *end = NULL;
    *row = strtol(text, &end, 10);
    *column = letters - 1;
    return letters > 0 && isdigit((unsigned char)*text) && *end == '\0' && *row > 0;
}

static void begin_row(struct cells *c, const char *const *attributes) {
    const char *number = xlsx_attribute(attributes, "r");
    c->row_number = number != NULL ? strtol(number, NULL, 10) : c->row_number + 1;
    c->column = -1;
    c->row = NULL;
    if (c->row_number < 1 || c->row_number > SL_WORKBOOK_ROWS_MOST)
        return;
    c->row = json_pack("{s:I, s:{}}", "row", (json_int_t)c->row_number, "cells");
    json_array_append_new(c->rows, c->row);
}

static void begin_cell(struct cells *c, const char *const *attributes) {
    const char *reference = xlsx_attribute(attributes, "r");
    const char *type = xlsx_attribute(attributes, "t");
    long row = c->row_number;
    c->column++;
    if (reference != NULL &&
        (!read_reference(reference, &c->column, &row) || row != c->row_number)) {
        c->column = 0;
        fault(c, "the place of a cell can't be read");
        return;
    }
    if (++c->count > CELLS_MOST)
        fault(c, "there are too many cells");
    snprintf(c->type, sizeof c->type, "%s", type != NULL ? type : "n");
    sl_buffer_clear(&c->text);
    c->formula = false;
    c->in_cell = true;
}

static json_t *shared_text(struct cells *c) {
    char *end = NULL;
    unsigned long place = strtoul(c->text.bytes, &end, 10);
    json_t *text = *end == '\0' ? json_array_get(c->shared, place) : NULL;
    if (text == NULL)
        fault(c, "the text of a cell is not there");
    return json_incref(text);
}

static json_t *text_of(struct cells *c) {
    json_t *text = json_stringn(c->text.bytes, c->text.length);
    if (text == NULL)
        fault(c, "its text is not UTF-8");
    return text;
}

static json_t *value_of(struct cells *c) {
    if (c->formula)
        return json_pack("{s:b}", "formula", 1);
    if (c->text.length == 0)
        return NULL;
    if (strcmp(c->type, "s") == 0)
        return shared_text(c);
    if (strcmp(c->type, "str") == 0 || strcmp(c->type, "inlineStr") == 0)
        return text_of(c);
    if (strcmp(c->type, "b") == 0)
        return json_boolean(strcmp(c->text.bytes, "0") != 0);
    const char *key = strcmp(c->type, "e") == 0 ? "error" : "number";
    json_t *value = json_pack("{s:s%}", key, c->text.bytes, c->text.length);
    if (value == NULL)
        fault(c, "its value can't be read");
    return value;
}

static void refuse_far(struct cells *c) {
    sl_fail(&c->err, SL_INVALID, "", "%s: %s: a cell lies beyond row %d or column %d",
            xlsx_archive_name(c->archive), c->sheet, SL_WORKBOOK_ROWS_MOST,
            SL_WORKBOOK_COLUMNS_MOST);
}

/* Blank cells far away are what spreadsheets leave of a format. */
static void end_cell(struct cells *c) {
    bool far = c->row == NULL || c->column >= SL_WORKBOOK_COLUMNS_MOST;
    char letters[3];
    sl_buffer_text(&c->text, "");
    c->in_cell = false;
    if (far && (c->formula || c->text.length > 0))
        refuse_far(c);
    json_t *value = far ? NULL : value_of(c);
    if (value == NULL)
        return;
    write_letters(c->column, letters);
    json_t *cells = json_object_get(c->row, "cells");
    if (json_object_get(cells, letters) != NULL)
        fault(c, "the cell stands in the file twice");
    json_object_set_new(cells, letters, value);
}

static void begin(void *context, const char *name, const char *const *attributes) {
    struct cells *c = context;
    if (strcmp(name, "row") == 0)
        begin_row(c, attributes);
    else if (strcmp(name, "c") == 0)
        begin_cell(c, attributes);
    else if (strcmp(name, "f") == 0)
        c->formula = true;
    else if (strcmp(name, "v") == 0)
        c->in_value = c->in_cell;
    else if (strcmp(name, "t") == 0)
        c->in_text = c->in_cell && !c->in_phonetic;
    else if (strcmp(name, "rPh") == 0)
        c->in_phonetic = true;
}

static void end(void *context, const char *name) {
    struct cells *c = context;
    if (strcmp(name, "c") == 0 && c->in_cell)
        end_cell(c);
    else if (strcmp(name, "v") == 0)
        c->in_value = false;
    else if (strcmp(name, "t") == 0)
        c->in_text = false;
    else if (strcmp(name, "rPh") == 0)
        c->in_phonetic = false;
}

static void text(void *context, const char *bytes, size_t length) {
    struct cells *c = context;
    if (!c->in_value && !c->in_text)
        return;
    sl_buffer_add(&c->text, bytes, length);
    if (c->text.length > SL_WORKBOOK_CELL_MOST * 4)
        fault(c, "a cell holds at most 32767 characters");
}

enum sl_status xlsx_cells(struct xlsx_archive *archive, const char *path, const char *sheet,
                          const json_t *shared, json_t *rows, struct sl_error *err) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer part = {0};
    struct cells c = {.archive = archive, .sheet = sheet, .shared = shared, .rows = rows};
    const struct xlsx_reader reader = {begin, end, text, &c, &c.err};
    enum sl_status status = xlsx_archive_part(archive, path, &part, &c.err);
    if (status == SL_OK)
        status = xlsx_parse(archive, path, &part, &reader);
    sl_buffer_drop(&c.text);
    return status == SL_OK ? SL_OK : sl_fail(err, SL_INVALID, "", "%s", c.err.text);
}
