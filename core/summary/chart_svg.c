#include "summary/chart_svg.h"
#include "summary/chart_parts.h"
#include <string.h>

#define DARK_BLUE "#12436D"
#define TURQUOISE "#28A197"
#define DARK_PINK "#801650"
#define ORANGE "#F46A25"
#define WHITE "#ffffff"

static const struct {
    const char *token;
    struct sl_look look;
} tokens[] = {
    {"O", {TURQUOISE, SL_INK}},
    {"G", {DARK_BLUE, WHITE}},
    {"R", {ORANGE, SL_INK}},
    {"I", {DARK_PINK, WHITE}},
    {"yes", {DARK_BLUE, WHITE}},
    {"partly", {ORANGE, SL_INK}},
    {"no", {DARK_PINK, WHITE}},
    {"not_evidenced", {SL_FILL_HATCHED, SL_INK}},
    {"rag1", {TURQUOISE, SL_INK}},
    {"rag2", {DARK_BLUE, WHITE}},
    {"rag3", {ORANGE, SL_INK}},
    {"rag4", {DARK_PINK, WHITE}},
    {"now", {DARK_BLUE, WHITE}},
    {"before", {ORANGE, SL_INK}},
    {"data", {DARK_BLUE, WHITE}},
    {"practice", {ORANGE, SL_INK}},
    {"experience", {DARK_PINK, WHITE}},
};

struct sl_look sl_chart_look(const struct sl_series *series, size_t place, size_t count) {
    static const struct sl_look two[] = {{DARK_BLUE, WHITE}, {ORANGE, SL_INK}};
    static const struct sl_look four[] = {
        {TURQUOISE, SL_INK}, {DARK_BLUE, WHITE}, {ORANGE, SL_INK}, {DARK_PINK, WHITE}};
    for (size_t i = 0; i < SL_COUNT(tokens); i++)
        if (strcmp(tokens[i].token, series->token) == 0)
            return tokens[i].look;
    if (place >= SL_COUNT(four))
        return (struct sl_look){SL_FILL_HATCHED, SL_INK};
    return count <= 2 ? two[place] : four[place];
}

int sl_chart_label_height(const char *label, int width) {
    struct sl_span lines[SL_CHART_LABEL_LINES];
    bool cut;
    size_t count = sl_canvas_wrap(sl_text_of(label), SL_CHART_LABEL_SIZE, width, lines,
                                  SL_CHART_LABEL_LINES, &cut);
    return (int)count * SL_CHART_LINE;
}

void sl_chart_label(struct sl_canvas *canvas, const char *label, int width, int y, int height) {
    static const struct sl_lettering lettering = {SL_CHART_LABEL_SIZE, SL_ANCHOR_START, SL_INK,
                                                  false};
    struct sl_span lines[SL_CHART_LABEL_LINES];
    bool cut;
    size_t count = sl_canvas_wrap(sl_text_of(label), SL_CHART_LABEL_SIZE, width, lines,
                                  SL_CHART_LABEL_LINES, &cut);
    int top = y + (height - (int)count * SL_CHART_LINE) / 2;
    for (size_t i = 0; i < count; i++) {
        bool last = cut && i + 1 == count;
        SL_AUTO(sl_free)
        char *line = sl_format("%.*s%s", (int)(lines[i].to - lines[i].from), label + lines[i].from,
                               last ? "\u2026" : "");
        sl_canvas_words(canvas, 0, top + 130 + (int)i * SL_CHART_LINE, &lettering,
                        sl_text_of(line));
    }
}

static void draw_mark(struct sl_canvas *canvas, enum sl_mark mark, int x, int y, const char *fill) {
    if (mark == SL_MARK_DISC)
        sl_canvas_disc(canvas, x + 60, y + 60, 55, fill, false);
    else if (mark == SL_MARK_DIAMOND)
        sl_canvas_diamond(canvas, x + 60, y + 60, 65, fill, true);
    else
        sl_canvas_box(canvas, x, y, 120, 120, fill, SL_INK);
}

static int entry_width(const struct sl_series *series) {
    return 190 + sl_canvas_width(sl_text_of(series->label), SL_CHART_NUMBER_SIZE) + 150;
}

static int legend_width(const struct sl_chart *chart) {
    int width = 0;
    for (size_t i = 0; i < chart->series_count; i++)
        width += entry_width(&chart->series[i]);
    return width;
}

int sl_chart_legend(struct sl_canvas *canvas, const struct sl_chart *chart, int x, int y,
                    const enum sl_mark *marks) {
    static const struct sl_lettering lettering = {SL_CHART_NUMBER_SIZE, SL_ANCHOR_START, SL_INK,
                                                  false};
    if (x + legend_width(chart) > SL_CHART_WIDTH)
        x = 0;
    int at = x;
    for (size_t i = 0; i < chart->series_count; i++) {
        const struct sl_series *series = &chart->series[i];
        int width = entry_width(series);
        if (at > x && at + width > SL_CHART_WIDTH) {
            at = x;
            y += 220;
        }
        draw_mark(canvas, marks == NULL ? SL_MARK_SQUARE : marks[i], at, y + 30,
                  sl_chart_look(series, i, chart->series_count).fill);
        sl_canvas_words(canvas, at + 190, y + 140, &lettering, sl_text_of(series->label));
        at += width;
    }
    return y + 280;
}

void sl_chart_svg(const struct sl_chart *chart, const char *name, struct sl_buffer *out) {
    SL_AUTO(sl_canvas_drop) struct sl_canvas canvas = {.name = name};
    int height = 0;
    switch (chart->kind) {
    case SL_CHART_GRADES:
    case SL_CHART_STACKED:
        height = sl_chart_draw_shares(&canvas, chart);
        break;
    case SL_CHART_BARS:
        height = sl_chart_draw_bars(&canvas, chart);
        break;
    case SL_CHART_INTERVALS:
        height = sl_chart_draw_intervals(&canvas, chart);
        break;
    case SL_CHART_RUN:
        height = sl_chart_draw_run(&canvas, chart);
        break;
    }
    sl_canvas_finish(&canvas, SL_CHART_WIDTH, height, chart->title, chart->text, out);
}
