#include "base/round.h"
#include "page.h"
#include "summary/chart_svg.h"
#include <inttypes.h>
#include <stdio.h>

enum { DEEPEST = 6, PERCENT_SIZE = 24 };

static void add(struct page *page, const char *text) {
    sl_buffer_text(page->out, text);
}

static void put_heading(struct page *page, const struct sl_block *block) {
    page->level = block->level + 1;
    sl_buffer_format(page->out, "<h%d id=\"part-%d\">", page->level, ++page->headings);
    html_text(page, block->text);
    sl_buffer_format(page->out, "</h%d>\n", page->level);
}

static void put_paragraph(struct page *page, const struct sl_block *block) {
    add(page, "<p>");
    html_text(page, block->text);
    add(page, "</p>\n");
}

static void put_list(struct page *page, const struct sl_block *block) {
    if (block->item_count == 0)
        return;
    add(page, block->numbered ? "<ol>\n" : "<ul>\n");
    for (size_t i = 0; i < block->item_count; i++) {
        add(page, "<li>");
        html_text(page, block->items[i]);
        add(page, "</li>\n");
    }
    add(page, block->numbered ? "</ol>\n" : "</ul>\n");
}

/* A cell that heads its column or row is a th, unless it is empty. */
static void put_cell(struct page *page, const char *text, const char *scope, bool is_number) {
    const char *tag = scope != NULL && text[0] != '\0' ? "th" : "td";
    sl_buffer_format(page->out, "<%s", tag);
    if (tag[1] == 'h')
        sl_buffer_format(page->out, " scope=\"%s\"", scope);
    add(page, is_number ? " class=\"number\">" : ">");
    html_text(page, text);
    sl_buffer_format(page->out, "</%s>", tag);
}

static void open_table(struct page *page, const char *caption, const char *instead) {
    int number = ++page->tables;
    sl_buffer_format(page->out,
                     "<div class=\"wide\" role=\"group\" aria-labelledby=\"table-%d\" "
                     "tabindex=\"0\">\n<table>\n<caption id=\"table-%d\">",
                     number, number);
    html_text(page, caption[0] == '\0' ? instead : caption);
    add(page, "</caption>\n<thead>\n<tr>");
}

static void put_table(struct page *page, const struct sl_table *table) {
    open_table(page, table->caption, "Table");
    for (size_t i = 0; i < table->column_count; i++)
        put_cell(page, table->columns[i], "col", table->is_number[i]);
    add(page, "</tr>\n</thead>\n<tbody>\n");
    for (size_t row = 0; row < table->row_count; row++) {
        add(page, "<tr>");
        for (size_t i = 0; i < table->column_count; i++)
            put_cell(page, table->cells[row * table->column_count + i], i == 0 ? "row" : NULL,
                     table->is_number[i]);
        add(page, "</tr>\n");
    }
    add(page, "</tbody>\n</table>\n</div>\n");
}

static bool in_hundredths(const struct sl_chart *chart) {
    return chart->kind == SL_CHART_INTERVALS || chart->kind == SL_CHART_RUN;
}

static void put_percent(struct page *page, int64_t hundredths) {
    char words[PERCENT_SIZE];
    html_text(page, sl_percent(hundredths, 10000, 0, words));
}

static void put_value(struct page *page, const struct sl_chart *chart,
                      const struct sl_series *series, size_t row) {
    int64_t value = series->values[row];
    add(page, "<td class=\"number\">");
    if (value == SL_CHART_NONE)
        add(page, "not shown");
    else if (!in_hundredths(chart))
        sl_buffer_format(page->out, "%" PRId64, value);
    else
        put_percent(page, value);
    if (value != SL_CHART_NONE && series->from != NULL) {
        add(page, " (");
        put_percent(page, series->from[row]);
        add(page, " to ");
        put_percent(page, series->to[row]);
        add(page, ")");
    }
    add(page, "</td>");
}

static void put_chart_table(struct page *page, const struct sl_chart *chart) {
    open_table(page, chart->title, "Figures of this chart");
    add(page, "<td></td>");
    for (size_t i = 0; i < chart->series_count; i++)
        put_cell(page, chart->series[i].label, "col", true);
    if (chart->n != NULL)
        put_cell(page, "n", "col", true);
    add(page, "</tr>\n</thead>\n<tbody>\n");
    for (size_t row = 0; row < chart->row_count; row++) {
        add(page, "<tr>");
        put_cell(page, chart->rows[row], "row", false);
        for (size_t i = 0; i < chart->series_count; i++)
            put_value(page, chart, &chart->series[i], row);
        if (chart->n != NULL)
            sl_buffer_format(page->out, "<td class=\"number\">%" PRId64 "</td>", chart->n[row]);
        add(page, "</tr>\n");
    }
    add(page, "</tbody>\n</table>\n</div>\n");
}

static void put_chart(struct page *page, const struct sl_chart *chart) {
    char name[32];
    snprintf(name, sizeof name, "chart-%d", ++page->charts);
    add(page, "<figure>\n<figcaption>");
    html_text(page, chart->title);
    if (chart->unit[0] != '\0') {
        add(page, " <span class=\"unit\">(");
        html_text(page, chart->unit);
        add(page, ")</span>");
    }
    add(page, "</figcaption>\n");
    sl_chart_svg(chart, name, page->out);
    add(page, "<details>\n<summary>The figures of this chart</summary>\n");
    put_chart_table(page, chart);
    add(page, "</details>\n</figure>\n");
}

static void put_box(struct page *page, const struct sl_block *block) {
    int outer = page->level;
    page->level = outer < DEEPEST ? outer + 1 : DEEPEST;
    sl_buffer_format(page->out, "<div class=\"box\">\n<h%d>", page->level);
    html_text(page, block->text);
    sl_buffer_format(page->out, "</h%d>\n", page->level);
    html_blocks(page, block->blocks, block->block_count);
    add(page, "</div>\n");
    page->level = outer;
}

void html_blocks(struct page *page, const struct sl_block *blocks, size_t count) {
    for (size_t i = 0; i < count; i++) {
        switch (blocks[i].kind) {
        case SL_BLOCK_HEADING:
            put_heading(page, &blocks[i]);
            break;
        case SL_BLOCK_PARAGRAPH:
            put_paragraph(page, &blocks[i]);
            break;
        case SL_BLOCK_LIST:
            put_list(page, &blocks[i]);
            break;
        case SL_BLOCK_TABLE:
            put_table(page, &blocks[i].table);
            break;
        case SL_BLOCK_CHART:
            put_chart(page, &blocks[i].chart);
            break;
        case SL_BLOCK_BOX:
            put_box(page, &blocks[i]);
            break;
        }
    }
}
