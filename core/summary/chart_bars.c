#include "base/round.h"
#include "summary/chart_parts.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
    BAR_X = SL_CHART_LABELS + 100,
    BAR_END = 6900,
    BAR_WIDTH = BAR_END - BAR_X,
    BAR_HEIGHT = 280,
    BELOW_SIZE = 11, /* of counts that don't fit into their part */
    BELOW_HEIGHT = 130,
    GAP = 140,   /* between rows */
    NARROW = 60, /* a part this wide has no white edge */
    AXIS_HEIGHT = 240
};

static const struct sl_lettering at_end = {SL_CHART_NUMBER_SIZE, SL_ANCHOR_END, SL_INK, false};

static int scaled(int64_t value, int64_t whole, int width) {
    return whole == 0 ? 0 : (int)sl_round_ratio(value, whole, width, 0);
}

/* A part of a row's bar. */
struct part {
    const struct sl_series *series;
    struct sl_look look;
    int64_t value;
    int x, width, y;
    int room; /* for words, from x: the first of single cases, else the whole part */
};

static bool is_hatched(const struct part *part) {
    return strcmp(part->look.fill, SL_FILL_HATCHED) == 0;
}

static bool put_inside(struct sl_canvas *canvas, const struct part *part, const char *words) {
    struct sl_text text = sl_text_of(words);
    struct sl_lettering lettering = {SL_CHART_NUMBER_SIZE, SL_ANCHOR_MIDDLE, part->look.ink, true};
    int width = sl_canvas_width(text, SL_CHART_NUMBER_SIZE) * 11 / 10; /* bold */
    int middle = part->x + part->room / 2;
    if (width + 20 > part->room)
        return false;
    if (is_hatched(part))
        sl_canvas_box(canvas, middle - width / 2, part->y + 60, width, 160, "#ffffff", NULL);
    sl_canvas_words(canvas, middle, part->y + 190, &lettering, text);
    return true;
}

/* The count inside the part, with the name where it is a grade; below it when too narrow. *free_x:
 * where the line of counts below is still free. */
static void put_count(struct sl_canvas *canvas, const struct part *part, bool named, int *free_x) {
    char count[24], short_name[40], long_name[80];
    snprintf(count, sizeof count, "%" PRId64, part->value);
    snprintf(short_name, sizeof short_name, "%.10s %s", part->series->token, count);
    snprintf(long_name, sizeof long_name, "%.40s %s", part->series->label, count);
    if (named && put_inside(canvas, part, long_name))
        return;
    if (named && part->series->token[0] != '\0' && put_inside(canvas, part, short_name))
        return;
    if (put_inside(canvas, part, count))
        return;
    static const struct sl_lettering below = {BELOW_SIZE, SL_ANCHOR_START, SL_INK, false};
    struct sl_text words = sl_text_of(named && part->series->token[0] != '\0' ? short_name : count);
    int width = sl_canvas_width(words, BELOW_SIZE);
    int x = part->x + part->width / 2 - width / 2;
    if (x < *free_x)
        x = *free_x;
    if (x + width > SL_CHART_WIDTH)
        x = SL_CHART_WIDTH - width;
    sl_canvas_words(canvas, x, part->y + BAR_HEIGHT + 110, &below, words);
    *free_x = x + width + 40;
}

/* Few cases are drawn one by one, so that nobody takes them for many. */
static void split_cases(struct sl_canvas *canvas, struct part *part) {
    for (int64_t i = 1; i < part->value; i++) {
        int x = part->x + scaled(i, part->value, part->width);
        sl_canvas_line(canvas, x, part->y, x, part->y + BAR_HEIGHT, 20, "#ffffff", SL_STROKE_WHOLE);
    }
    part->room = scaled(1, part->value, part->width);
}

static void draw_part(struct sl_canvas *canvas, const struct part *part) {
    const char *edge = is_hatched(part) ? SL_INK_PALE : part->width > NARROW ? "#ffffff" : NULL;
    sl_canvas_box(canvas, part->x, part->y, part->width, BAR_HEIGHT, part->look.fill, edge);
}

static void draw_row(struct sl_canvas *canvas, const struct sl_chart *chart, size_t row, int y) {
    int64_t n = chart->n[row];
    int64_t before = 0;
    int free_x = BAR_X;
    for (size_t i = 0; i < chart->series_count; i++) {
        const struct sl_series *series = &chart->series[i];
        int64_t value = series->values[row];
        int x = BAR_X + scaled(before, n, BAR_WIDTH);
        before += value;
        int width = BAR_X + scaled(before, n, BAR_WIDTH) - x;
        struct part part = {
            series, sl_chart_look(series, i, chart->series_count), value, x, width, y, width};
        if (value == 0)
            continue;
        draw_part(canvas, &part);
        if (n < SL_CHART_FEW)
            split_cases(canvas, &part);
        put_count(canvas, &part, chart->kind == SL_CHART_GRADES, &free_x);
    }
}

static void draw_empty_row(struct sl_canvas *canvas, int y) {
    static const struct sl_lettering pale = {SL_CHART_NUMBER_SIZE, SL_ANCHOR_START, SL_INK_PALE,
                                             false};
    sl_canvas_box(canvas, BAR_X, y, BAR_WIDTH, BAR_HEIGHT, "none", SL_GRID);
    sl_canvas_words(canvas, BAR_X + 80, y + 190, &pale, SL_TEXT("none"));
}

static int band_height(const char *label) {
    int height = sl_chart_label_height(label, SL_CHART_LABELS);
    return height > BAR_HEIGHT + BELOW_HEIGHT ? height : BAR_HEIGHT + BELOW_HEIGHT;
}

static void put_n(struct sl_canvas *canvas, int64_t n, int y) {
    char words[32];
    snprintf(words, sizeof words, "n %" PRId64, n);
    sl_canvas_words(canvas, SL_CHART_WIDTH, y + 190, &at_end, sl_text_of(words));
}

static void draw_axis(struct sl_canvas *canvas, int top, int bottom) {
    static const char *const labels[] = {"0 %", "50 %", "100 %"};
    static const struct sl_lettering pale = {12, SL_ANCHOR_MIDDLE, SL_INK_PALE, false};
    for (int i = 0; i < 3; i++) {
        int x = BAR_X + i * BAR_WIDTH / 2;
        sl_canvas_line(canvas, x, top, x, bottom + 40, 10, SL_GRID, SL_STROKE_WHOLE);
        sl_canvas_words(canvas, x, bottom + 170, &pale, sl_text_of(labels[i]));
    }
}

static bool has_percentages(const struct sl_chart *chart) {
    for (size_t i = 0; i < chart->row_count; i++)
        if (chart->n[i] >= SL_CHART_FEW)
            return true;
    return false;
}

int sl_chart_draw_shares(struct sl_canvas *canvas, const struct sl_chart *chart) {
    int top = sl_chart_legend(canvas, chart, BAR_X, 0, NULL);
    int bottom = top;
    for (size_t i = 0; i < chart->row_count; i++)
        bottom += band_height(chart->rows[i]) + GAP;
    bool axis = chart->kind == SL_CHART_STACKED && has_percentages(chart);
    if (axis)
        draw_axis(canvas, top, bottom);
    int y = top;
    for (size_t i = 0; i < chart->row_count; i++) {
        int height = band_height(chart->rows[i]);
        int bar = y + (height - BAR_HEIGHT) / 2;
        sl_chart_label(canvas, chart->rows[i], SL_CHART_LABELS, y, height);
        if (chart->n[i] > 0)
            draw_row(canvas, chart, i, bar);
        else
            draw_empty_row(canvas, bar);
        put_n(canvas, chart->n[i], bar);
        y += height + GAP;
    }
    return axis ? bottom + AXIS_HEIGHT : bottom;
}

static int64_t largest(const struct sl_chart *chart) {
    int64_t most = 1;
    for (size_t i = 0; i < chart->row_count; i++)
        if (chart->series[0].values[i] > most)
            most = chart->series[0].values[i];
    return most;
}

int sl_chart_draw_bars(struct sl_canvas *canvas, const struct sl_chart *chart) {
    static const struct sl_lettering beside = {SL_CHART_NUMBER_SIZE, SL_ANCHOR_START, SL_INK, true};
    int64_t most = largest(chart);
    int y = 0;
    for (size_t i = 0; i < chart->row_count; i++) {
        int64_t value = chart->series[0].values[i];
        int label = sl_chart_label_height(chart->rows[i], SL_CHART_LABELS);
        int height = label > BAR_HEIGHT ? label : BAR_HEIGHT;
        int width = scaled(value, most, BAR_WIDTH);
        int bar = y + (height - BAR_HEIGHT) / 2;
        char count[24];
        snprintf(count, sizeof count, "%" PRId64, value);
        sl_chart_label(canvas, chart->rows[i], SL_CHART_LABELS, y, height);
        if (value > 0)
            sl_canvas_box(canvas, BAR_X, bar, width, BAR_HEIGHT,
                          sl_chart_look(&chart->series[0], 0, 1).fill, NULL);
        sl_canvas_words(canvas, BAR_X + width + 60, bar + 190, &beside, sl_text_of(count));
        y += height + GAP;
    }
    sl_canvas_line(canvas, BAR_X, 0, BAR_X, y - GAP, 10, SL_INK, SL_STROKE_WHOLE);
    return y;
}
