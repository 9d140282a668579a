/*
 * summary/canvas.h - a drawing of rectangles, lines, marks and words, written as SVG. Lengths and
 * places are whole tenths of a pixel, so that the same chart has the same bytes on every machine.
 * Words are measured with the widths of Helvetica (Adobe, Core 14 AFM files), which Arial shares,
 * and a fifth to spare for bold letters and wider fonts.
 */
#pragma once
#include "base/text.h"

enum sl_anchor { SL_ANCHOR_START, SL_ANCHOR_MIDDLE, SL_ANCHOR_END };
enum sl_stroke { SL_STROKE_WHOLE, SL_STROKE_DASHED };

/* Starts with {.name = "..."}, ends with sl_canvas_drop() or sl_canvas_finish(). */
struct sl_canvas {
    const char *name; /* what its ids begin with: letters, digits, hyphens; borrowed */
    struct sl_buffer body;
    bool hatched; /* somebody filled with SL_FILL_HATCHED */
};

#define SL_FILL_HATCHED "hatched"
#define SL_INK "#0b0c0c"
#define SL_INK_PALE "#505a5f"
#define SL_GRID "#b1b4b6"

/* How words look. */
struct sl_lettering {
    int size; /* pixels */
    enum sl_anchor anchor;
    const char *ink;
    bool bold;
};

/* fill may be SL_FILL_HATCHED or "none"; edge NULL: none. */
void sl_canvas_box(struct sl_canvas *canvas, int x, int y, int width, int height, const char *fill,
                   const char *edge);
void sl_canvas_line(struct sl_canvas *canvas, int x1, int y1, int x2, int y2, int thickness,
                    const char *ink, enum sl_stroke stroke);
/* A disc, or a square standing on its corner; filled with ink, or hollow with a white middle. */
void sl_canvas_disc(struct sl_canvas *canvas, int x, int y, int radius, const char *ink,
                    bool hollow);
void sl_canvas_diamond(struct sl_canvas *canvas, int x, int y, int radius, const char *ink,
                       bool hollow);
/* y is the base line. */
void sl_canvas_words(struct sl_canvas *canvas, int x, int y, const struct sl_lettering *lettering,
                     struct sl_text words);

/* Width in tenths of a pixel. */
int sl_canvas_width(struct sl_text words, int size);
/*
 * Breaks words into at most `most` lines no wider than width, at spaces where there are any; *cut
 * when something is left over. Returns the number of lines, at least 1.
 */
size_t sl_canvas_wrap(struct sl_text words, int size, int width, struct sl_span *lines, size_t most,
                      bool *cut);

/* Adds the whole drawing as one SVG element that also stands alone, and empties the canvas. title
 * and description: text alternative. */
void sl_canvas_finish(struct sl_canvas *canvas, int width, int height, const char *title,
                      const char *description, struct sl_buffer *out);
void sl_canvas_drop(struct sl_canvas *canvas); /* for SL_AUTO */
