#include "summary/canvas.h"
#include "summary/markup.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST = 32, LAST = 126, OTHER = 556, NUMBER_SIZE = 16, WIDE = 1000000 };

/* Thousandths of the size, space to tilde. */
static const short widths[LAST - FIRST + 1] = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584};

static bool starts_character(char byte) {
    return ((unsigned char)byte & 0xc0) != 0x80;
}

static int thousandths(struct sl_text words) {
    int sum = 0;
    for (size_t i = 0; i < words.length && sum < WIDE; i++) {
        unsigned char byte = (unsigned char)words.bytes[i];
        if (byte >= FIRST && byte <= LAST)
            sum += widths[byte - FIRST];
        else if (starts_character(words.bytes[i]))
            sum += OTHER;
    }
    return sum;
}

int sl_canvas_width(struct sl_text words, int size) {
    return thousandths(words) * size / 100 * 6 / 5;
}

static struct sl_text slice(struct sl_text words, struct sl_span span) {
    return (struct sl_text){words.bytes + span.from, span.to - span.from};
}

static size_t next_space(struct sl_text words, size_t at) {
    while (at < words.length && words.bytes[at] != ' ' && words.bytes[at] != '\n')
        at++;
    return at;
}

static size_t next_character(struct sl_text words, size_t at) {
    do
        at++;
    while (at < words.length && !starts_character(words.bytes[at]));
    return at;
}

/* The end of the longest start of a line that fits: whole words, else characters, at least one. */
static size_t line_end(struct sl_text words, size_t from, int size, int width) {
    size_t fits = from;
    for (size_t to = next_space(words, from); to > fits; to = next_space(words, to + 1)) {
        if (sl_canvas_width(slice(words, (struct sl_span){from, to}), size) > width)
            break;
        fits = to;
        if (to >= words.length)
            break;
    }
    if (fits > from)
        return fits;
    fits = next_character(words, from);
    for (size_t to = fits; to < words.length; fits = to) {
        to = next_character(words, to);
        if (sl_canvas_width(slice(words, (struct sl_span){from, to}), size) > width)
            break;
    }
    return fits;
}

size_t sl_canvas_wrap(struct sl_text words, int size, int width, struct sl_span *lines, size_t most,
                      bool *cut) {
    size_t count = 0;
    size_t at = 0;
    while (at < words.length && count < most) {
        size_t end = line_end(words, at, size, width);
        lines[count++] = (struct sl_span){at, end};
        at = end;
        while (at < words.length && (words.bytes[at] == ' ' || words.bytes[at] == '\n'))
            at++;
    }
    *cut = at < words.length;
    if (count == 0)
        lines[count++] = (struct sl_span){0, 0};
    return count;
}

static const char *tenths(int value, char out[NUMBER_SIZE]) {
    int size = abs(value);
    if (size % 10 == 0)
        snprintf(out, NUMBER_SIZE, "%s%d", value < 0 ? "-" : "", size / 10);
    else
        snprintf(out, NUMBER_SIZE, "%s%d.%d", value < 0 ? "-" : "", size / 10, size % 10);
    return out;
}

static void put_number(struct sl_canvas *canvas, const char *attribute, int value) {
    char number[NUMBER_SIZE];
    sl_buffer_format(&canvas->body, " %s=\"%s\"", attribute, tenths(value, number));
}

static void put_ink(struct sl_canvas *canvas, const char *ink, bool hollow, int thickness) {
    char number[NUMBER_SIZE];
    sl_buffer_format(&canvas->body, " fill=\"%s\" stroke=\"%s\" stroke-width=\"%s\"/>\n",
                     hollow ? "#ffffff" : ink, ink, tenths(thickness, number));
}

void sl_canvas_box(struct sl_canvas *canvas, int x, int y, int width, int height, const char *fill,
                   const char *edge) {
    sl_buffer_text(&canvas->body, "<rect");
    put_number(canvas, "x", x);
    put_number(canvas, "y", y);
    put_number(canvas, "width", width);
    put_number(canvas, "height", height);
    if (strcmp(fill, SL_FILL_HATCHED) == 0) {
        canvas->hatched = true;
        sl_buffer_format(&canvas->body, " fill=\"url(#%s-hatching)\"", canvas->name);
    } else {
        sl_buffer_format(&canvas->body, " fill=\"%s\"", fill);
    }
    if (edge != NULL)
        sl_buffer_format(&canvas->body, " stroke=\"%s\"", edge);
    sl_buffer_text(&canvas->body, "/>\n");
}

void sl_canvas_line(struct sl_canvas *canvas, int x1, int y1, int x2, int y2, int thickness,
                    const char *ink, enum sl_stroke stroke) {
    sl_buffer_text(&canvas->body, "<line");
    put_number(canvas, "x1", x1);
    put_number(canvas, "y1", y1);
    put_number(canvas, "x2", x2);
    put_number(canvas, "y2", y2);
    put_number(canvas, "stroke-width", thickness);
    sl_buffer_format(&canvas->body, " stroke=\"%s\"%s/>\n", ink,
                     stroke == SL_STROKE_DASHED ? " stroke-dasharray=\"6 4\"" : "");
}

void sl_canvas_disc(struct sl_canvas *canvas, int x, int y, int radius, const char *ink,
                    bool hollow) {
    sl_buffer_text(&canvas->body, "<circle");
    put_number(canvas, "cx", x);
    put_number(canvas, "cy", y);
    put_number(canvas, "r", radius);
    put_ink(canvas, ink, hollow, 20);
}

void sl_canvas_diamond(struct sl_canvas *canvas, int x, int y, int radius, const char *ink,
                       bool hollow) {
    const int corners[4][2] = {{x, y - radius}, {x + radius, y}, {x, y + radius}, {x - radius, y}};
    sl_buffer_text(&canvas->body, "<path d=\"M");
    for (int i = 0; i < 4; i++) {
        char across[NUMBER_SIZE], down[NUMBER_SIZE];
        sl_buffer_format(&canvas->body, "%s%s %s", i == 0 ? "" : "L", tenths(corners[i][0], across),
                         tenths(corners[i][1], down));
    }
    sl_buffer_text(&canvas->body, "Z\"");
    put_ink(canvas, ink, hollow, 20);
}

void sl_canvas_words(struct sl_canvas *canvas, int x, int y, const struct sl_lettering *lettering,
                     struct sl_text words) {
    static const char *const anchors[] = {[SL_ANCHOR_START] = "",
                                          [SL_ANCHOR_MIDDLE] = " text-anchor=\"middle\"",
                                          [SL_ANCHOR_END] = " text-anchor=\"end\""};
    sl_buffer_text(&canvas->body, "<text");
    put_number(canvas, "x", x);
    put_number(canvas, "y", y);
    sl_buffer_format(&canvas->body, " font-size=\"%d\"%s%s fill=\"%s\">", lettering->size,
                     lettering->bold ? " font-weight=\"bold\"" : "", anchors[lettering->anchor],
                     lettering->ink);
    sl_markup_put(&canvas->body, words);
    sl_buffer_text(&canvas->body, "</text>\n");
}

static void put_hatching(const char *name, struct sl_buffer *out) {
    sl_buffer_format(out,
                     "<defs><pattern id=\"%s-hatching\" width=\"6\" height=\"6\" "
                     "patternUnits=\"userSpaceOnUse\"><rect width=\"6\" height=\"6\" "
                     "fill=\"#ffffff\"/><path d=\"M0 6L6 0\" stroke=\"" SL_INK_PALE
                     "\"/></pattern></defs>\n",
                     name);
}

void sl_canvas_finish(struct sl_canvas *canvas, int width, int height, const char *title,
                      const char *description, struct sl_buffer *out) {
    const char *name = canvas->name;
    char across[NUMBER_SIZE], down[NUMBER_SIZE];
    tenths(width, across);
    tenths(height, down);
    sl_buffer_format(out,
                     "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"%s\" viewBox=\"0 0 %s %s\" "
                     "width=\"%s\" height=\"%s\" role=\"img\" aria-labelledby=\"%s-title "
                     "%s-text\" font-family=\"Arial, Helvetica, sans-serif\">\n<title "
                     "id=\"%s-title\">",
                     name, across, down, across, down, name, name, name);
    sl_markup_text(out, title);
    sl_buffer_format(out, "</title>\n<desc id=\"%s-text\">", name);
    sl_markup_text(out, description);
    sl_buffer_text(out, "</desc>\n");
    if (canvas->hatched)
        put_hatching(name, out);
    sl_buffer_add(out, canvas->body.bytes, canvas->body.length);
    sl_buffer_text(out, "</svg>\n");
    sl_buffer_clear(&canvas->body);
}

void sl_canvas_drop(struct sl_canvas *canvas) {
    sl_buffer_drop(&canvas->body);
}
