#include "base/json.h"

#include "base/file.h"
#include "base/memory.h"
#include <stdlib.h>
#include <string.h>

static const char byte_order_mark[] = "\xef\xbb\xbf";

static void skip_mark(const char **bytes, size_t *length) {
    if (*length >= 3 && memcmp(*bytes, byte_order_mark, 3) == 0) {
        *bytes += 3;
        *length -= 3;
    }
}

/* Looks at brackets outside of strings before jansson, which recurses, sees them. */
static enum sl_status check_depth(const char *name, const char *bytes, size_t length,
                                  struct sl_error *err) {
    long line = 1, column = 0;
    int depth = 0;
    bool quoted = false, escaped = false;
    for (size_t i = 0; i < length; i++) {
        char c = bytes[i];
        if (((unsigned char)c & 0xc0) != 0x80)
            column++;
        if (c == '\n') {
            line++;
            column = 0;
        }
        if (quoted) {
            quoted = escaped || c != '"';
            escaped = !escaped && c == '\\';
        } else if (c == '"')
            quoted = true;
        else if (c == ']' || c == '}')
            depth--;
        else if ((c == '[' || c == '{') && ++depth > SL_JSON_DEPTH) {
            sl_fail(err, SL_INVALID, "", "Lists and objects go more than %d deep here.",
                    SL_JSON_DEPTH);
            return sl_fail_at(err, SL_INVALID, name, line, column);
        }
    }
    return SL_OK;
}

/* jansson says "what was expected near 'text'"; the rest of its words are for programmers. */
static enum sl_status explain(struct sl_error *err, const char *name, const json_error_t *fault) {
    const char *near = strstr(fault->text, " near '");
    const char *shown = near != NULL ? near : "";
    switch (json_error_code(fault)) {
    case json_error_invalid_utf8:
        sl_fail(err, SL_INVALID, "", "The text is not UTF-8 here; save the file as UTF-8.");
        break;
    case json_error_premature_end_of_input:
        sl_fail(err, SL_INVALID, "", "The text ends before it is complete.");
        break;
    case json_error_end_of_input_expected:
        sl_fail(err, SL_INVALID, "", "There is more text behind the end%s.", shown);
        break;
    case json_error_duplicate_key:
        sl_fail(err, SL_INVALID, "", "A key stands twice in the same object%s.", shown);
        break;
    case json_error_numeric_overflow:
        sl_fail(err, SL_INVALID, "", "A number is too large%s.", shown);
        break;
    case json_error_null_character:
    case json_error_null_byte_in_key:
        sl_fail(err, SL_INVALID, "", "A text holds a NUL, which no text may have.");
        break;
    default:
        sl_fail(err, SL_INVALID, "", "This is not proper JSON: %s.", fault->text);
    }
    return sl_fail_at(err, SL_INVALID, name, fault->line > 0 ? fault->line : 1, fault->column);
}

enum sl_status sl_json_parse(const char *name, const char *bytes, size_t length, json_t **out,
                             struct sl_error *err) {
    skip_mark(&bytes, &length);
    enum sl_status status = check_depth(name, bytes, length, err);
    if (status != SL_OK)
        return status;
    json_error_t fault;
    json_t *parsed = json_loadb(bytes, length, JSON_REJECT_DUPLICATES, &fault);
    if (parsed == NULL)
        return explain(err, name, &fault);
    *out = parsed;
    return SL_OK;
}

enum sl_status sl_json_read(const char *path, size_t limit, json_t **out, struct sl_error *err) {
    SL_AUTO(sl_free) char *bytes = NULL;
    size_t length = 0;
    enum sl_status status = sl_file_read(path, limit, &bytes, &length, err);
    return status == SL_OK ? sl_json_parse(path, bytes, length, out, err) : status;
}

static char *dump(const json_t *value, size_t flags) {
    char *text = json_dumps(value, flags | JSON_ENCODE_ANY);
    if (text == NULL)
        abort(); /* no memory, or no value */
    return text;
}

char *sl_json_canonical(const json_t *value) {
    return dump(value, JSON_COMPACT | JSON_SORT_KEYS);
}

char *sl_json_pretty(const json_t *value) {
    return dump(value, JSON_INDENT(2));
}

void sl_json_drop(json_t **value) {
    json_decref(*value);
}

static enum sl_status complain(struct sl_error *err, const char *where, const char *key,
                               const json_t *value, const char *wanted) {
    if (value == NULL)
        return sl_fail(err, SL_INVALID, key, "%s: \"%s\" is missing; it must be %s.", where, key,
                       wanted);
    SL_AUTO(sl_free) char *shown = sl_json_canonical(value);
    return sl_fail(err, SL_INVALID, key, "%s: \"%s\" must be %s, not %.60s.", where, key, wanted,
                   shown);
}

enum sl_status sl_json_text(const json_t *object, const char *where, const char *key,
                            const char **out, struct sl_error *err) {
    const json_t *value = json_object_get(object, key);
    if (!json_is_string(value))
        return complain(err, where, key, value, "a text in quotes");
    *out = json_string_value(value);
    return SL_OK;
}

enum sl_status sl_json_whole(const json_t *object, const char *where, const char *key, int64_t *out,
                             struct sl_error *err) {
    const json_t *value = json_object_get(object, key);
    if (!json_is_integer(value))
        return complain(err, where, key, value, "a whole number");
    *out = json_integer_value(value);
    return SL_OK;
}

const char *sl_json_text_or(const json_t *object, const char *key, const char *fallback) {
    const json_t *value = json_object_get(object, key);
    return json_is_string(value) ? json_string_value(value) : fallback;
}

int64_t sl_json_whole_or(const json_t *object, const char *key, int64_t fallback) {
    const json_t *value = json_object_get(object, key);
    return json_is_integer(value) ? json_integer_value(value) : fallback;
}

bool sl_json_true(const json_t *object, const char *key) {
    return json_is_true(json_object_get(object, key));
}
