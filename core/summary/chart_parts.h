/*
 * summary/chart_parts.h - what the kinds of charts share: colours, the column of labels, the
 * legend. Lengths are tenths of a pixel. For summary/chart_*.c only.
 */
#pragma once
#include "summary/canvas.h"
#include "summary/document.h"

enum {
    SL_CHART_WIDTH = 7600,
    SL_CHART_LABEL_SIZE = 14,
    SL_CHART_NUMBER_SIZE = 13,
    SL_CHART_LINE = 170,      /* between base lines of a wrapped label */
    SL_CHART_LABELS = 2900,   /* width of the column of labels */
    SL_CHART_LABEL_LINES = 4, /* more of a label is cut; the table has it whole */
    SL_CHART_FEW = 10         /* below it there are no percentages */
};

struct sl_look {
    const char *fill;
    const char *ink; /* of words on it */
};

/* By the token of a series, else by its place among `count`. */
struct sl_look sl_chart_look(const struct sl_series *series, size_t place, size_t count);

/* A row's label, its lines centred on the middle of a band from y; returns how high it is. */
int sl_chart_label_height(const char *label, int width);
void sl_chart_label(struct sl_canvas *canvas, const char *label, int width, int y, int height);

enum sl_mark { SL_MARK_SQUARE, SL_MARK_DISC, SL_MARK_DIAMOND };
/* Marks and series labels from x, y on, from the left edge when they would not fit, in as many
 * lines as they need; returns the y below. */
int sl_chart_legend(struct sl_canvas *canvas, const struct sl_chart *chart, int x, int y,
                    const enum sl_mark *marks);

/* Each draws from y 0 down and returns the height. */
int sl_chart_draw_shares(struct sl_canvas *canvas, const struct sl_chart *chart);
int sl_chart_draw_bars(struct sl_canvas *canvas, const struct sl_chart *chart);
int sl_chart_draw_intervals(struct sl_canvas *canvas, const struct sl_chart *chart);
int sl_chart_draw_run(struct sl_canvas *canvas, const struct sl_chart *chart);
