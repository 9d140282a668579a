#include "base/line_diff.h"
#include <stdlib.h>
#include <string.h>

struct lines {
    struct sl_text *lines;
    size_t count;
};

enum edit { KEEP, TAKE_OUT, PUT_IN };

/* Edits in order, as found from the end. */
struct script {
    enum edit *edits;
    size_t count;
};

static struct lines split(struct sl_text text) {
    struct lines lines = {sl_new(text.length + 1, sizeof *lines.lines), 0};
    for (size_t at = 0; at < text.length;) {
        const char *end = memchr(text.bytes + at, '\n', text.length - at);
        size_t length = end != NULL ? (size_t)(end - text.bytes) - at : text.length - at;
        lines.lines[lines.count++] = (struct sl_text){text.bytes + at, length};
        at += length + 1;
    }
    return lines;
}

static bool is_same(struct sl_text a, struct sl_text b) {
    return a.length == b.length && memcmp(a.bytes, b.bytes, a.length) == 0;
}

/* How far along a diagonal the lines are the same. */
static long slide(const struct lines *a, const struct lines *b, long x, long diagonal) {
    long y = x - diagonal;
    while (x < (long)a->count && y < (long)b->count && is_same(a->lines[x], b->lines[y])) {
        x++;
        y++;
    }
    return x;
}

static bool goes_down(const long *reach, long diagonal, long edits) {
    return diagonal == -edits || (diagonal != edits && reach[diagonal - 1] < reach[diagonal + 1]);
}

/* One more edit on every diagonal; true when the end of both is reached. reach is indexed from the
 * middle. */
static bool step(const struct lines *a, const struct lines *b, long *reach, long edits) {
    for (long k = -edits; k <= edits; k += 2) {
        long x = goes_down(reach, k, edits) ? reach[k + 1] : reach[k - 1] + 1;
        reach[k] = slide(a, b, x, k);
        if (reach[k] >= (long)a->count && reach[k] - k >= (long)b->count)
            return true;
    }
    return false;
}

/* Goes back from the end of both through what each step had reached. */
static void walk_back(struct script *script, long x, long y, long *const *kept, long edits) {
    for (long d = edits; d >= 0; d--) {
        const long *reach = kept[d] + d + 1;
        long k = x - y;
        bool down = d > 0 && goes_down(reach, k, d);
        long from = d == 0 ? 0 : down ? reach[k + 1] : reach[k - 1];
        long corner = d == 0 ? 0 : down ? from : from + 1;
        for (; x > corner; x--, y--)
            script->edits[script->count++] = KEEP;
        if (d == 0)
            return;
        script->edits[script->count++] = down ? PUT_IN : TAKE_OUT;
        x = from;
        y = x - (down ? k + 1 : k - 1);
    }
}

static void turn_round(struct script *script) {
    for (size_t i = 0; i < script->count / 2; i++) {
        enum edit edit = script->edits[i];
        script->edits[i] = script->edits[script->count - 1 - i];
        script->edits[script->count - 1 - i] = edit;
    }
}

/* The shortest script; its edits are the caller's. */
static struct script find_script(const struct lines *a, const struct lines *b) {
    long most = (long)(a->count + b->count);
    long *all = sl_new((size_t)(2 * most + 3), sizeof *all), *reach = all + most + 1;
    long **kept = sl_new((size_t)most + 1, sizeof *kept);
    long edits = -1;
    bool done = false;
    while (!done && edits < most) {
        edits++;
        size_t width = (size_t)(2 * edits + 3);
        kept[edits] = sl_new(width, sizeof **kept);
        memcpy(kept[edits], reach - edits - 1, width * sizeof **kept);
        done = step(a, b, reach, edits);
    }
    struct script script = {sl_new((size_t)most + 1, sizeof *script.edits), 0};
    walk_back(&script, (long)a->count, (long)b->count, kept, edits);
    turn_round(&script);
    for (long d = 0; d <= edits; d++)
        free(kept[d]);
    free(kept);
    free(all);
    return script;
}

/* The edits of a hunk, and the lines they begin at. */
struct hunk {
    size_t first, end, from_line, to_line;
};

/* Beginning at the first edit that isn't KEEP, with the lines around it; false behind the last. */
static bool next_hunk(const struct script *script, struct hunk *hunk) {
    size_t first = hunk->end;
    while (first < script->count && script->edits[first] == KEEP)
        first++;
    if (first == script->count)
        return false;
    size_t last = first;
    for (size_t i = first; i < script->count && i - last <= 2 * SL_LINE_DIFF_CONTEXT + 1; i++)
        last = script->edits[i] != KEEP ? i : last;
    size_t before = first - hunk->end;
    before = before < SL_LINE_DIFF_CONTEXT ? before : SL_LINE_DIFF_CONTEXT;
    size_t end = last + 1 + SL_LINE_DIFF_CONTEXT;
    for (size_t i = hunk->end; i < first - before; i++) {
        hunk->from_line++;
        hunk->to_line++;
    }
    hunk->first = first - before;
    hunk->end = end < script->count ? end : script->count;
    return true;
}

static void write_lines(const struct lines *a, const struct lines *b, const struct script *script,
                        struct hunk *hunk, struct sl_buffer *out) {
    static const char signs[] = {[KEEP] = ' ', [TAKE_OUT] = '-', [PUT_IN] = '+'};
    for (size_t i = hunk->first; i < hunk->end; i++) {
        enum edit edit = script->edits[i];
        struct sl_text line = edit == PUT_IN ? b->lines[hunk->to_line] : a->lines[hunk->from_line];
        sl_buffer_char(out, signs[edit]);
        sl_buffer_add(out, line.bytes, line.length);
        sl_buffer_char(out, '\n');
        hunk->from_line += edit != PUT_IN;
        hunk->to_line += edit != TAKE_OUT;
    }
}

static void write_hunk(const struct lines *a, const struct lines *b, const struct script *script,
                       struct hunk *hunk, struct sl_buffer *out) {
    size_t of_from = 0, of_to = 0;
    for (size_t i = hunk->first; i < hunk->end; i++) {
        of_from += script->edits[i] != PUT_IN;
        of_to += script->edits[i] != TAKE_OUT;
    }
    sl_buffer_format(out, "@@ -%zu,%zu +%zu,%zu @@\n", hunk->from_line + (of_from > 0), of_from,
                     hunk->to_line + (of_to > 0), of_to);
    write_lines(a, b, script, hunk, out);
}

size_t sl_line_diff(struct sl_text from, struct sl_text to, const struct sl_line_diff_names *names,
                    struct sl_buffer *out) {
    struct lines a = split(from), b = split(to);
    struct script script = find_script(&a, &b);
    struct hunk hunk = {0};
    size_t changed = 0;
    for (size_t i = 0; i < script.count; i++)
        changed += script.edits[i] != KEEP;
    if (changed > 0)
        sl_buffer_format(out, "--- %s\n+++ %s\n", names->from, names->to);
    while (next_hunk(&script, &hunk))
        write_hunk(&a, &b, &script, &hunk, out);
    free(script.edits);
    free(a.lines);
    free(b.lines);
    return changed;
}
