#include "scoring/quote.h"

enum { AROUND = 60 }; /* bytes shown before and after a quote */

static bool is_middle(char c) {
    return ((unsigned char)c & 0xc0) == 0x80;
}

static json_t *part_of(struct sl_text text, size_t from, size_t to) {
    while (from < to && is_middle(text.bytes[from]))
        from++;
    while (to < text.length && to > from && is_middle(text.bytes[to]))
        to--;
    return json_stringn(text.bytes + from, to - from);
}

void sl_quote_add(json_t *cite, struct sl_text text, size_t from, size_t to) {
    if (to <= from || to > text.length)
        return;
    size_t start = from > AROUND ? from - AROUND : 0;
    size_t end = text.length - to > AROUND ? to + AROUND : text.length;
    json_object_set_new(cite, "before", part_of(text, start, from));
    json_object_set_new(cite, "quote", part_of(text, from, to));
    json_object_set_new(cite, "after", part_of(text, to, end));
}
