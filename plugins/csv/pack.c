#include "pack.h"
#include "base/csv.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define ABOUT "About this paper"

enum { PLACE_SIZE = 48 };

struct pack {
    struct sl_buffer *out;
    bool raw;
};

struct line {
    const char *block, *caption;
    size_t row;
    const char *label, *column, *value;
};

static bool looks_like_formula(const char *cell) {
    return cell[0] != '\0' && strchr("=+-@\t\r", cell[0]) != NULL;
}

static void put_cell(struct pack *pack, const char *cell) {
    if (pack->raw || !looks_like_formula(cell)) {
        sl_csv_put(pack->out, cell);
        return;
    }
    SL_AUTO(sl_free) char *harmless = sl_format("'%s", cell);
    sl_csv_put(pack->out, harmless);
}

static void put_line(struct pack *pack, const struct line *line) {
    char row[24];
    snprintf(row, sizeof row, "%zu", line->row);
    const char *const cells[] = {line->block, line->caption, row,
                                 line->label, line->column,  line->value};
    for (size_t i = 0; i < SL_COUNT(cells); i++) {
        if (i > 0)
            sl_buffer_char(pack->out, ',');
        put_cell(pack, cells[i]);
    }
    sl_buffer_text(pack->out, pack->raw ? "\n" : "\r\n");
}

static void put_about(struct pack *pack, size_t row, const char *label, const char *value) {
    if (value[0] != '\0')
        put_line(pack, &(struct line){"0", ABOUT, row, label, "value", value});
}

static void put_paper(struct pack *pack, const struct sl_document *document) {
    put_about(pack, 1, "title", document->title);
    put_about(pack, 2, "subtitle", document->subtitle);
    put_about(pack, 3, "notice", document->notice);
    for (size_t i = 0; i < document->basis_count; i++)
        put_about(pack, 4 + i, "basis", document->basis[i]);
}

static void put_table(struct pack *pack, const char *place, const struct sl_table *table) {
    for (size_t row = 0; row < table->row_count; row++) {
        char *const *cells = table->cells + row * table->column_count;
        for (size_t i = table->column_count > 1; i < table->column_count; i++)
            put_line(pack, &(struct line){place, table->caption, row + 1, cells[0],
                                          table->columns[i], cells[i]});
    }
}

static void format_value(const struct sl_chart *chart, int64_t value, char *out, size_t size) {
    bool is_share = chart->kind == SL_CHART_INTERVALS || chart->kind == SL_CHART_RUN;
    if (value == SL_CHART_NONE)
        out[0] = '\0';
    else if (is_share)
        snprintf(out, size, "%" PRId64 ".%02" PRId64, value / 100, value % 100);
    else
        snprintf(out, size, "%" PRId64, value);
}

static void put_number(struct pack *pack, const char *place, const struct sl_chart *chart,
                       size_t row, const char *column, int64_t value) {
    char words[32];
    format_value(chart, value, words, sizeof words);
    put_line(pack, &(struct line){place, chart->title, row + 1, chart->rows[row], column, words});
}

static void put_series(struct pack *pack, const char *place, const struct sl_chart *chart,
                       const struct sl_series *series, size_t row) {
    put_number(pack, place, chart, row, series->label, series->values[row]);
    if (series->from == NULL)
        return;
    SL_AUTO(sl_free) char *from = sl_format("%s, interval from", series->label);
    SL_AUTO(sl_free) char *to = sl_format("%s, interval to", series->label);
    put_number(pack, place, chart, row, from, series->from[row]);
    put_number(pack, place, chart, row, to, series->to[row]);
}

static void put_chart(struct pack *pack, const char *place, const struct sl_chart *chart) {
    for (size_t row = 0; row < chart->row_count; row++) {
        for (size_t i = 0; i < chart->series_count; i++)
            put_series(pack, place, chart, &chart->series[i], row);
        if (chart->n == NULL)
            continue;
        char n[24];
        snprintf(n, sizeof n, "%" PRId64, chart->n[row]);
        put_line(pack, &(struct line){place, chart->title, row + 1, chart->rows[row], "n", n});
    }
}

static void put_blocks(struct pack *pack, const char *path, const struct sl_block *blocks,
                       size_t count) {
    for (size_t i = 0; i < count; i++) {
        char place[PLACE_SIZE];
        snprintf(place, sizeof place, "%s%s%zu", path, path[0] == '\0' ? "" : ".", i + 1);
        if (blocks[i].kind == SL_BLOCK_TABLE)
            put_table(pack, place, &blocks[i].table);
        else if (blocks[i].kind == SL_BLOCK_CHART)
            put_chart(pack, place, &blocks[i].chart);
        else if (blocks[i].kind == SL_BLOCK_BOX)
            put_blocks(pack, place, blocks[i].blocks, blocks[i].block_count);
    }
}

static void put_all(struct pack *pack, const struct sl_document *document) {
    sl_buffer_text(pack->out, "block,caption,row,label,column,value");
    sl_buffer_text(pack->out, pack->raw ? "\n" : "\r\n");
    put_paper(pack, document);
    put_blocks(pack, "", document->blocks, document->block_count);
}

enum sl_status pack_write(const struct sl_document *document, struct sl_buffer *out,
                          struct sl_error *err) {
    (void)err;
    sl_buffer_text(out, "\xef\xbb\xbf");
    put_all(&(struct pack){out, false}, document);
    return SL_OK;
}

enum sl_status pack_write_raw(const struct sl_document *document, struct sl_buffer *out,
                              struct sl_error *err) {
    (void)err;
    put_all(&(struct pack){out, true}, document);
    return SL_OK;
}
