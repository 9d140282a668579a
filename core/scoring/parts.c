#include "scoring/parts.h"
#include <stdlib.h>
#include <string.h>

static size_t place_for(const struct sl_parts *parts, const char *name) {
    size_t at = 0;
    while (at < parts->count && strcmp(parts->parts[at].name, name) < 0)
        at++;
    return at;
}

static void end_part(struct sl_scorer_part *part) {
    free((void *)(uintptr_t)part->name);
    free((void *)(uintptr_t)part->text.bytes);
}

void sl_parts_add(struct sl_parts *parts, const char *name, struct sl_text text) {
    size_t at = place_for(parts, name);
    struct sl_scorer_part part = {sl_copy(name),
                                  {sl_copy_bytes(text.bytes, text.length), text.length}};
    if (at < parts->count && strcmp(parts->parts[at].name, name) == 0) {
        end_part(&parts->parts[at]);
    } else {
        parts->parts = sl_resize(parts->parts, parts->count + 1, sizeof *parts->parts);
        memmove(&parts->parts[at + 1], &parts->parts[at],
                (parts->count - at) * sizeof *parts->parts);
        parts->count++;
    }
    parts->parts[at] = part;
}

void sl_parts_drop(struct sl_parts *parts) {
    for (size_t i = 0; i < parts->count; i++)
        end_part(&parts->parts[i]);
    free(parts->parts);
    *parts = (struct sl_parts){0};
}

const struct sl_scorer_part *sl_parts_find(const struct sl_parts *parts, const char *name) {
    size_t at = place_for(parts, name);
    bool found = at < parts->count && strcmp(parts->parts[at].name, name) == 0;
    return found ? &parts->parts[at] : NULL;
}

json_t *sl_parts_json(const struct sl_parts *parts) {
    json_t *object = json_object();
    for (size_t i = 0; i < parts->count; i++) {
        const struct sl_text text = parts->parts[i].text;
        json_object_set_new(object, parts->parts[i].name, json_stringn(text.bytes, text.length));
    }
    return object;
}

void sl_parts_add_json(struct sl_parts *parts, const json_t *object) {
    json_t *walked = (json_t *)(uintptr_t)object;
    for (void *at = json_object_iter(walked); at != NULL; at = json_object_iter_next(walked, at)) {
        const json_t *value = json_object_iter_value(at);
        struct sl_text text = {json_string_value(value), json_string_length(value)};
        if (text.bytes != NULL)
            sl_parts_add(parts, json_object_iter_key(at), text);
    }
}
