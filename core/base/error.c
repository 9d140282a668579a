#include "base/error.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

static bool is_shown(utf8proc_int32_t point) {
    return point >= 0x20 && point != 0x7f && !(point >= 0x80 && point < 0xa0);
}

/* Copies what fits in whole characters; what nobody could read becomes a question mark. */
static void copy_clean(char *out, size_t size, const char *text) {
    size_t left = strlen(text), used = 0;
    while (left > 0) {
        utf8proc_int32_t point;
        utf8proc_ssize_t read =
            utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)left, &point);
        size_t step = read > 0 ? (size_t)read : 1;
        if (used + step >= size)
            break;
        if (point == '\n' || point == '\r' || point == '\t')
            out[used++] = ' ';
        else if (read <= 0 || !is_shown(point))
            out[used++] = '?';
        else {
            memcpy(out + used, text, step);
            used += step;
        }
        text += step;
        left -= step;
    }
    out[used] = '\0';
}

enum sl_status sl_fail(struct sl_error *err, enum sl_status status, const char *field,
                       const char *format, ...) {
    if (err == NULL)
        return status;
    char name[sizeof err->field], sentence[2 * sizeof err->text];
    va_list values;
    va_start(values, format);
    if (vsnprintf(sentence, sizeof sentence, format, values) < 0)
        sentence[0] = '\0';
    va_end(values);
    copy_clean(name, sizeof name, field != NULL ? field : "");
    err->status = status;
    memcpy(err->field, name, sizeof name);
    copy_clean(err->text, sizeof err->text, sentence);
    return status;
}

enum sl_status sl_fail_at(struct sl_error *err, enum sl_status status, const char *where, long line,
                          long column) {
    if (err == NULL)
        return status;
    char place[48] = "";
    if (line > 0 && column > 0)
        snprintf(place, sizeof place, "%ld:%ld:", line, column);
    else if (line > 0)
        snprintf(place, sizeof place, "%ld:", line);
    char sentence[2 * sizeof err->text];
    snprintf(sentence, sizeof sentence, "%s:%s %s", where, place, err->text);
    copy_clean(err->text, sizeof err->text, sentence);
    return err->status;
}
