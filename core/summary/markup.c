#include "summary/markup.h"
#include <string.h>

static const char *reference(char c) {
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void sl_markup_put(struct sl_buffer *out, struct sl_text text) {
    size_t plain = 0;
    for (size_t i = 0; i < text.length; i++) {
        const char *instead = reference(text.bytes[i]);
        if (instead == NULL)
            continue;
        sl_buffer_add(out, text.bytes + plain, i - plain);
        sl_buffer_text(out, instead);
        plain = i + 1;
    }
    sl_buffer_add(out, text.bytes + plain, text.length - plain);
}

void sl_markup_text(struct sl_buffer *out, const char *text) {
    sl_markup_put(out, (struct sl_text){text, strlen(text)});
}
