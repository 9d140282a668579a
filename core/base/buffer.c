#include "base/buffer.h"
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SMALLEST = 64 };

void sl_buffer_reserve(struct sl_buffer *buffer, size_t more) {
    if (more < buffer->capacity - buffer->length)
        return;
    if (more > SIZE_MAX / 4 || buffer->length > SIZE_MAX / 4)
        abort();
    size_t needed = buffer->length + more + 1;
    size_t doubled = buffer->capacity * 2;
    buffer->capacity = needed > doubled ? needed : doubled;
    if (buffer->capacity < SMALLEST)
        buffer->capacity = SMALLEST;
    buffer->bytes = sl_resize(buffer->bytes, buffer->capacity, 1);
}

void sl_buffer_add(struct sl_buffer *buffer, const void *bytes, size_t length) {
    sl_buffer_reserve(buffer, length);
    if (length > 0)
        memcpy(buffer->bytes + buffer->length, bytes, length);
    buffer->length += length;
    buffer->bytes[buffer->length] = '\0';
}

void sl_buffer_text(struct sl_buffer *buffer, const char *text) {
    sl_buffer_add(buffer, text, strlen(text));
}

void sl_buffer_char(struct sl_buffer *buffer, char c) {
    sl_buffer_reserve(buffer, 1);
    buffer->bytes[buffer->length++] = c;
    buffer->bytes[buffer->length] = '\0';
}

void sl_buffer_format(struct sl_buffer *buffer, const char *format, ...) {
    va_list values, again;
    va_start(values, format);
    va_copy(again, values);
    size_t room = buffer->capacity - buffer->length;
    int wanted = vsnprintf(room > 0 ? buffer->bytes + buffer->length : NULL, room, format, values);
    if (wanted < 0)
        abort();
    if ((size_t)wanted >= room) {
        sl_buffer_reserve(buffer, (size_t)wanted);
        vsnprintf(buffer->bytes + buffer->length, (size_t)wanted + 1, format, again);
    }
    buffer->length += (size_t)wanted;
    va_end(again);
    va_end(values);
}

void sl_buffer_clear(struct sl_buffer *buffer) {
    buffer->length = 0;
    if (buffer->bytes != NULL)
        buffer->bytes[0] = '\0';
}

char *sl_buffer_take(struct sl_buffer *buffer) {
    char *bytes = buffer->bytes != NULL ? buffer->bytes : sl_copy("");
    *buffer = (struct sl_buffer){0};
    return bytes;
}

void sl_buffer_drop(struct sl_buffer *buffer) {
    free(buffer->bytes);
    *buffer = (struct sl_buffer){0};
}
