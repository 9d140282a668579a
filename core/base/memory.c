#include "base/memory.h"
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *sl_new(size_t count, size_t size) {
    void *memory = calloc(count > 0 ? count : 1, size > 0 ? size : 1);
    if (memory == NULL)
        abort();
    return memory;
}

void *sl_resize(void *memory, size_t count, size_t size) {
    void *resized = reallocarray(memory, count > 0 ? count : 1, size > 0 ? size : 1);
    if (resized == NULL)
        abort();
    return resized;
}

char *sl_copy(const char *text) {
    return text != NULL ? sl_copy_bytes(text, strlen(text)) : NULL;
}

char *sl_copy_bytes(const char *bytes, size_t length) {
    if (length == SIZE_MAX)
        abort();
    char *copy = sl_resize(NULL, length + 1, 1);
    if (length > 0)
        memcpy(copy, bytes, length);
    copy[length] = '\0';
    return copy;
}

char *sl_format(const char *format, ...) {
    char *text = NULL;
    va_list values;
    va_start(values, format);
    if (vasprintf(&text, format, values) < 0)
        abort();
    va_end(values);
    return text;
}

void sl_free(void *pointer_address) {
    void *memory;
    memcpy(&memory, pointer_address, sizeof memory);
    free(memory);
}
