#include "base/csv.h"
#include "practice/import_text.h"
#include "practice/plan_build.h"
#include <string.h>

/* The header row of the CSV, as a table's. */
static enum sl_status read_header(const struct sl_csv *csv, struct sl_plan_builder *builder,
                                  struct sl_table_header *out, struct sl_error *err) {
    const char *cells[SL_TABLE_CELLS_MOST];
    size_t count = sl_csv_columns(csv);
    if (count > SL_TABLE_CELLS_MOST)
        return sl_fail(err, SL_INVALID, "", "%s:1: There are %zu columns; at most %d are read.",
                       builder->name, count, SL_TABLE_CELLS_MOST);
    for (size_t i = 0; i < count; i++)
        cells[i] = sl_csv_column(csv, i);
    struct sl_table_line line = {SL_TABLE_CELLS, 1, count, cells};
    if (!sl_plan_is_header(&line, out))
        return sl_fail(err, SL_INVALID, "",
                       "%s:1: The header names no columns of a plan; area, number, issue, action, "
                       "timescale, progress, narrative and lead are known, and action and "
                       "progress are needed.",
                       builder->name);
    for (size_t i = 0; i < count; i++)
        if (out->column[i] < 0)
            sl_plan_remark(builder, 1,
                           "The column '%.60s' is not known; its text is kept as notes.", cells[i]);
    return SL_OK;
}

static const char *cell_of(const struct sl_csv_row *row, const struct sl_table_header *header,
                           size_t column) {
    int cell = header->cell[column];
    return cell >= 0 ? row->cells[cell] : "";
}

/* The plan's own title and date, which its first row may carry. */
static void read_plan(struct sl_plan_builder *builder, const struct sl_plan_row *row) {
    if (row->cells[SL_PLAN_TITLE][0] != '\0')
        sl_plan_add_note(builder, "title", "", row->cells[SL_PLAN_TITLE]);
    if (row->cells[SL_PLAN_MADE_ON][0] != '\0')
        sl_plan_add_note(builder, "title", "", row->cells[SL_PLAN_MADE_ON]);
}

static void read_row(struct sl_plan_builder *builder, const struct sl_table_header *header,
                     const struct sl_csv_row *cells) {
    struct sl_plan_row row = {.line = cells->line};
    for (size_t i = 0; i < SL_PLAN_COLUMNS; i++)
        row.cells[i] = cell_of(cells, header, i);
    if (builder->plan->area_count == 0)
        read_plan(builder, &row);
    sl_plan_add_row(builder, &row);
    for (size_t i = 0; i < cells->count; i++) {
        if (header->column[i] >= 0 || cells->cells[i][0] == '\0')
            continue;
        SL_AUTO(sl_free)
        char *label = sl_format("%s %s", row.cells[SL_PLAN_NUMBER], header->word[i]);
        sl_plan_add_note(builder, "other", label, cells->cells[i]);
    }
}

/* Every row; one that can't be read is told, and reading goes on. */
static void read_rows(struct sl_csv *csv, struct sl_plan_builder *builder,
                      const struct sl_table_header *header) {
    for (;;) {
        struct sl_csv_row row;
        struct sl_error err = {0};
        enum sl_status status = sl_csv_next(csv, &row, &err);
        if (status == SL_END)
            return;
        if (status == SL_OK)
            read_row(builder, header, &row);
        else
            sl_plan_fault_is(builder, &err);
        if (status != SL_OK && status != SL_INVALID)
            return;
    }
}

enum sl_status sl_plan_read_csv(const char *path, const struct sl_plan_reading *reading,
                                struct sl_improvement_plan **out, struct sl_error *err) {
    SL_AUTO(sl_import_text_drop) struct sl_import_text text = {0};
    SL_AUTO(sl_csv_drop) struct sl_csv *csv = NULL;
    enum sl_status status = sl_import_text_read(path, SL_IMPORT_TEXT_MOST, &text, err);
    if (status == SL_OK)
        status = sl_csv_open_text(text.name, (struct sl_text){text.bytes, text.length}, &csv, err);
    if (status != SL_OK)
        return status;
    SL_AUTO(sl_plan_builder_drop)
    struct sl_plan_builder builder = sl_plan_build(text.name, reading);
    builder.plan->source_name = sl_copy(text.name);
    builder.plan->source_hash = text.hash;
    struct sl_table_header header;
    status = read_header(csv, &builder, &header, err);
    if (status != SL_OK)
        return status;
    read_rows(csv, &builder, &header);
    return sl_plan_finish(&builder, out, err);
}
