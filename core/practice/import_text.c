#include "practice/import_text.h"
#include "base/file.h"
#include <stdlib.h>
#include <string.h>

void sl_import_text_drop(struct sl_import_text *text) {
    free(text->name);
    free(text->bytes);
    *text = (struct sl_import_text){0};
}

static bool starts_with(const char *bytes, size_t length, const char *mark, size_t size) {
    return length >= size && memcmp(bytes, mark, size) == 0;
}

static bool is_utf16(const char *bytes, size_t length) {
    return starts_with(bytes, length, "\xff\xfe", 2) || starts_with(bytes, length, "\xfe\xff", 2);
}

static void break_lines(char *bytes, size_t length) {
    for (size_t i = 0; i < length; i++)
        if (bytes[i] == '\v' || bytes[i] == '\f')
            bytes[i] = '\n';
}

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash != NULL && slash[1] != '\0' ? slash + 1 : path;
}

enum sl_status sl_import_text_take(const char *name, const char *bytes, size_t length,
                                   struct sl_import_text *out, struct sl_error *err) {
    if (is_utf16(bytes, length))
        return sl_fail(err, SL_INVALID, "", "%s:1:1: This is UTF-16 text; save it as UTF-8.", name);
    size_t skip = starts_with(bytes, length, "\xef\xbb\xbf", 3) ? 3 : 0;
    SL_AUTO(sl_free) char *copy = sl_copy_bytes(bytes + skip, length - skip);
    break_lines(copy, length - skip);
    char *composed = NULL;
    enum sl_status status = sl_text_compose((struct sl_text){copy, length - skip}, &composed, err);
    if (status != SL_OK)
        return sl_fail_at(err, status, name, 0, 0);
    *out = (struct sl_import_text){.name = sl_copy(base_name(name)),
                                   .bytes = composed,
                                   .length = strlen(composed),
                                   .hash = sl_hash_of(bytes, length)};
    return SL_OK;
}

enum sl_status sl_import_text_read(const char *path, size_t limit, struct sl_import_text *out,
                                   struct sl_error *err) {
    SL_AUTO(sl_free) char *bytes = NULL;
    size_t length = 0;
    enum sl_status status = sl_file_read(path, limit, &bytes, &length, err);
    if (status != SL_OK)
        return status;
    return sl_import_text_take(strcmp(path, "-") == 0 ? "standard input" : path, bytes, length, out,
                               err);
}
