#include "scoring/rule_sentence.h"
#include "base/json.h"
#include <stdlib.h>
#include <string.h>

/* What {path} stands for: NULL when settings have no such place or a table stands there. */
static const json_t *setting_at(const json_t *settings, const char *path, size_t length) {
    SL_AUTO(sl_free) char *copy = sl_copy_bytes(path, length);
    const json_t *at = settings;
    char *rest = copy;
    for (char *step; at != NULL && (step = strtok_r(rest, ".", &rest)) != NULL;) {
        char *end;
        unsigned long place = strtoul(step, &end, 10);
        if (json_is_array(at))
            at = *end == '\0' && place > 0 ? json_array_get(at, place - 1) : NULL;
        else
            at = json_object_get(at, step);
    }
    return at;
}

static bool put_setting(struct sl_buffer *out, const json_t *value) {
    if (json_is_integer(value))
        sl_buffer_format(out, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    else if (json_is_string(value))
        sl_buffer_text(out, json_string_value(value));
    else if (json_is_boolean(value))
        sl_buffer_text(out, json_is_true(value) ? "yes" : "no");
    else
        return false;
    return true;
}

char *sl_rule_sentence(const json_t *settings, const char *wording, struct sl_text *missing) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer sentence = {0};
    for (const char *at = wording; *at != '\0';) {
        const char *close = *at == '{' ? strchr(at, '}') : NULL;
        if (close == NULL) {
            sl_buffer_char(&sentence, *at++);
            continue;
        }
        size_t length = (size_t)(close - at) - 1;
        if (!put_setting(&sentence, setting_at(settings, at + 1, length))) {
            *missing = (struct sl_text){at + 1, length};
            return NULL;
        }
        at = close + 1;
    }
    return sl_buffer_take(&sentence);
}
