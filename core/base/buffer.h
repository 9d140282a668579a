/*
 * base/buffer.h - bytes that grow. Start with {0}, end with sl_buffer_drop() or take the bytes.
 * bytes is always NUL-terminated once something was added.
 */
#pragma once
#include "base/memory.h"

struct sl_buffer {
    char *bytes;
    size_t length;
    size_t capacity;
};

/* Makes room for more bytes and a NUL behind what is there, so that they can be written in place.
 */
void sl_buffer_reserve(struct sl_buffer *buffer, size_t more);
void sl_buffer_add(struct sl_buffer *buffer, const void *bytes, size_t length);
void sl_buffer_text(struct sl_buffer *buffer, const char *text);
void sl_buffer_char(struct sl_buffer *buffer, char c);
void sl_buffer_format(struct sl_buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Empties it and keeps the memory. */
void sl_buffer_clear(struct sl_buffer *buffer);
/* The caller owns the returned text ("" when nothing was added); the buffer is empty after. */
char *sl_buffer_take(struct sl_buffer *buffer);
void sl_buffer_drop(struct sl_buffer *buffer);
