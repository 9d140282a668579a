#include "base/round.h"
#include "summary/chart_parts.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    HUNDREDTHS = 10000,
    /* dots with intervals */
    DOT_X = SL_CHART_LABELS + 150,
    DOT_END = 5700,
    WORDS_X = DOT_END + 200,
    LANE = 240, /* one series of a row */
    DOT_GAP = 140,
    DOT_RADIUS = 55,
    AXIS_HEIGHT = 260,
    /* run charts */
    RUN_X = 500,
    RUN_END = 6400,
    RUN_TOP = 200,
    RUN_HEIGHT = 2200,
    RUN_BOTTOM = RUN_TOP + RUN_HEIGHT,
    POINT_RADIUS = 40
};

static int64_t whole_percent(int64_t hundredths) {
    return sl_round_ratio(hundredths, 100, 1, 0);
}

static int across(int64_t hundredths) {
    return DOT_X + (int)sl_round_ratio(hundredths, HUNDREDTHS, DOT_END - DOT_X, 0);
}

/* One series of a row: its interval, its mark and the same in words, in the lane around y. */
static void draw_lane(struct sl_canvas *canvas, const struct sl_chart *chart, size_t place,
                      size_t row, int y) {
    const struct sl_series *series = &chart->series[place];
    const char *ink = sl_chart_look(series, place, chart->series_count).fill;
    struct sl_lettering beside = {SL_CHART_NUMBER_SIZE, SL_ANCHOR_START,
                                  place == 0 ? SL_INK : SL_INK_PALE, place == 0};
    char words[96];
    if (series->values[row] == SL_CHART_NONE) {
        const char *missing = chart->n[row] < SL_CHART_FEW ? "too few to show" : "none";
        snprintf(words, sizeof words, "%s", missing);
        beside.ink = SL_INK_PALE;
        beside.bold = false;
    } else {
        int x = across(series->values[row]);
        sl_canvas_line(canvas, across(series->from[row]), y, across(series->to[row]), y, 30, ink,
                       SL_STROKE_WHOLE);
        if (place == 0)
            sl_canvas_disc(canvas, x, y, DOT_RADIUS, ink, false);
        else
            sl_canvas_diamond(canvas, x, y, DOT_RADIUS + 10, ink, true);
        snprintf(words, sizeof words, "%" PRId64 " %% (%" PRId64 " to %" PRId64 ")",
                 whole_percent(series->values[row]), whole_percent(series->from[row]),
                 whole_percent(series->to[row]));
    }
    sl_canvas_words(canvas, WORDS_X, y + 45, &beside, sl_text_of(words));
}

static void draw_percent_axis(struct sl_canvas *canvas, int top, int bottom) {
    static const struct sl_lettering pale = {12, SL_ANCHOR_MIDDLE, SL_INK_PALE, false};
    for (int percent = 0; percent <= 100; percent += 25) {
        char label[16];
        int x = across(percent * 100);
        snprintf(label, sizeof label, "%d %%", percent);
        sl_canvas_line(canvas, x, top, x, bottom + 40, 10, SL_GRID, SL_STROKE_WHOLE);
        sl_canvas_words(canvas, x, bottom + 180, &pale, sl_text_of(label));
    }
}

static int lanes_height(const struct sl_chart *chart, size_t row) {
    int label = sl_chart_label_height(chart->rows[row], SL_CHART_LABELS);
    int lanes = LANE * (int)chart->series_count;
    return label > lanes ? label : lanes;
}

static void draw_lanes(struct sl_canvas *canvas, const struct sl_chart *chart, size_t row, int y,
                       int height) {
    static const struct sl_lettering pale = {SL_CHART_NUMBER_SIZE, SL_ANCHOR_END, SL_INK_PALE,
                                             false};
    size_t lanes = chart->series_count;
    if (lanes > 1 && chart->series[1].values[row] == SL_CHART_NONE)
        lanes = 1;
    int first = y + (height - LANE * (int)lanes) / 2 + LANE / 2;
    for (size_t i = 0; i < lanes; i++)
        draw_lane(canvas, chart, i, row, first + (int)i * LANE);
    char n[32];
    snprintf(n, sizeof n, "n %" PRId64, chart->n[row]);
    sl_canvas_words(canvas, SL_CHART_WIDTH, first + 45, &pale, sl_text_of(n));
}

int sl_chart_draw_intervals(struct sl_canvas *canvas, const struct sl_chart *chart) {
    static const enum sl_mark marks[] = {SL_MARK_DISC, SL_MARK_DIAMOND};
    int top = chart->series_count > 1 ? sl_chart_legend(canvas, chart, DOT_X, 0, marks) : 60;
    int bottom = top;
    for (size_t i = 0; i < chart->row_count; i++)
        bottom += lanes_height(chart, i) + DOT_GAP;
    draw_percent_axis(canvas, top, bottom);
    int y = top + DOT_GAP / 2;
    for (size_t i = 0; i < chart->row_count; i++) {
        int height = lanes_height(chart, i);
        sl_chart_label(canvas, chart->rows[i], SL_CHART_LABELS, y, height);
        draw_lanes(canvas, chart, i, y, height);
        y += height + DOT_GAP;
    }
    return bottom + AXIS_HEIGHT;
}

static int compare_numbers(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* Of the values there are; SL_CHART_NONE when there are none. */
static int64_t median(const int64_t *values, size_t count) {
    SL_AUTO(sl_free) int64_t *sorted = sl_new(count, sizeof *sorted);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (values[i] != SL_CHART_NONE)
            sorted[kept++] = values[i];
    if (kept == 0)
        return SL_CHART_NONE;
    qsort(sorted, kept, sizeof *sorted, compare_numbers);
    return sl_round_ratio(sorted[(kept - 1) / 2] + sorted[kept / 2], 2, 1, 0);
}

static int run_x(size_t place, size_t count) {
    if (count == 1)
        return (RUN_X + RUN_END) / 2;
    return RUN_X + 150 +
           (int)sl_round_ratio((int64_t)place, (int64_t)count - 1, RUN_END - RUN_X - 300, 0);
}

static int run_y(int64_t hundredths) {
    return RUN_BOTTOM - (int)sl_round_ratio(hundredths, HUNDREDTHS, RUN_HEIGHT, 0);
}

static void draw_run_grid(struct sl_canvas *canvas) {
    static const struct sl_lettering pale = {12, SL_ANCHOR_END, SL_INK_PALE, false};
    for (int percent = 0; percent <= 100; percent += 25) {
        char label[16];
        int y = run_y(percent * 100);
        snprintf(label, sizeof label, "%d %%", percent);
        sl_canvas_line(canvas, RUN_X, y, RUN_END, y, 10, SL_GRID, SL_STROKE_WHOLE);
        sl_canvas_words(canvas, RUN_X - 80, y + 40, &pale, sl_text_of(label));
    }
}

static void draw_run_line(struct sl_canvas *canvas, const struct sl_chart *chart, const char *ink) {
    const int64_t *values = chart->series[0].values;
    size_t count = chart->row_count;
    for (size_t i = 1; i < count; i++)
        if (values[i - 1] != SL_CHART_NONE && values[i] != SL_CHART_NONE)
            sl_canvas_line(canvas, run_x(i - 1, count), run_y(values[i - 1]), run_x(i, count),
                           run_y(values[i]), 20, ink, SL_STROKE_WHOLE);
    for (size_t i = 0; i < count; i++)
        if (values[i] != SL_CHART_NONE)
            sl_canvas_disc(canvas, run_x(i, count), run_y(values[i]), POINT_RADIUS, ink,
                           chart->n[i] < SL_CHART_FEW);
}

/* The last value and the median in words at the right, kept apart when they are close. */
static void put_run_words(struct sl_canvas *canvas, const struct sl_chart *chart, int64_t middle,
                          const char *ink) {
    const int64_t *values = chart->series[0].values;
    struct sl_lettering bold = {SL_CHART_NUMBER_SIZE, SL_ANCHOR_START, ink, true};
    static const struct sl_lettering plain = {SL_CHART_NUMBER_SIZE, SL_ANCHOR_START, SL_INK, false};
    char words[48];
    int median_y = run_y(middle) + 45;
    int64_t last = values[chart->row_count - 1];
    if (last != SL_CHART_NONE) {
        int y = run_y(last) + 45;
        if (abs(y - median_y) < 170)
            y = last >= middle ? median_y - 170 : median_y + 170;
        snprintf(words, sizeof words, "latest %" PRId64 " %%", whole_percent(last));
        sl_canvas_words(canvas, RUN_END + 60, y, &bold, sl_text_of(words));
    }
    snprintf(words, sizeof words, "median %" PRId64 " %%", whole_percent(middle));
    sl_canvas_words(canvas, RUN_END + 60, median_y, &plain, sl_text_of(words));
}

/* Labels under the points; every second, third ... where all would run into each other. */
static void put_run_labels(struct sl_canvas *canvas, const struct sl_chart *chart) {
    static const struct sl_lettering label = {12, SL_ANCHOR_MIDDLE, SL_INK, false};
    static const struct sl_lettering pale = {12, SL_ANCHOR_MIDDLE, SL_INK_PALE, false};
    int widest = 0;
    for (size_t i = 0; i < chart->row_count; i++) {
        int width = sl_canvas_width(sl_text_of(chart->rows[i]), label.size) + 100;
        widest = width > widest ? width : widest;
    }
    size_t step = (size_t)(widest * (int)chart->row_count / (RUN_END - RUN_X)) + 1;
    for (size_t i = (chart->row_count - 1) % step; i < chart->row_count; i += step) {
        int x = run_x(i, chart->row_count);
        char n[24];
        snprintf(n, sizeof n, "n %" PRId64, chart->n[i]);
        sl_canvas_words(canvas, x, RUN_BOTTOM + 230, &label, sl_text_of(chart->rows[i]));
        sl_canvas_words(canvas, x, RUN_BOTTOM + 390, &pale, sl_text_of(n));
    }
}

static bool has_hollow_points(const struct sl_chart *chart) {
    for (size_t i = 0; i < chart->row_count; i++)
        if (chart->series[0].values[i] != SL_CHART_NONE && chart->n[i] < SL_CHART_FEW)
            return true;
    return false;
}

int sl_chart_draw_run(struct sl_canvas *canvas, const struct sl_chart *chart) {
    static const struct sl_lettering pale = {12, SL_ANCHOR_START, SL_INK_PALE, false};
    const char *ink = sl_chart_look(&chart->series[0], 0, 1).fill;
    int64_t middle = median(chart->series[0].values, chart->row_count);
    draw_run_grid(canvas);
    if (middle != SL_CHART_NONE) {
        sl_canvas_line(canvas, RUN_X, run_y(middle), RUN_END, run_y(middle), 20, SL_INK,
                       SL_STROKE_DASHED);
        draw_run_line(canvas, chart, ink);
        put_run_words(canvas, chart, middle, ink);
    }
    put_run_labels(canvas, chart);
    if (!has_hollow_points(chart))
        return RUN_BOTTOM + 500;
    sl_canvas_words(canvas, RUN_X, RUN_BOTTOM + 600, &pale,
                    SL_TEXT("Hollow points rest on fewer than 10 cases."));
    return RUN_BOTTOM + 700;
}
