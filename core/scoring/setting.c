#include "scoring/setting.h"
#include "base/buffer.h"
#include "scoring/rule_settings.h"
#include <string.h>

struct walk {
    enum sl_status (*told)(void *context, const struct sl_setting *setting, struct sl_error *err);
    void *context;
    struct sl_error *err;
};

/* Where the walk is: path as it is written, and the table and row in words. */
struct place {
    const char *path, *table, *row;
};

const char *sl_settings_row_name(const json_t *row) {
    static const char *const keys[] = {"question", "judgement", "clause", "kind",
                                       "name",     "code",      "grade",  "when"};
    for (size_t i = 0; i < SL_COUNT(keys); i++) {
        const char *word = sl_json_text_or(row, keys[i], "");
        if (*word != '\0')
            return word;
    }
    json_t *walked = (json_t *)(uintptr_t)row;
    for (void *at = json_object_iter(walked); at != NULL; at = json_object_iter_next(walked, at))
        if (json_is_string(json_object_iter_value(at)))
            return json_string_value(json_object_iter_value(at));
    return "";
}

static char *words_of(const struct place *place, const char *key) {
    struct sl_buffer words = {0};
    if (key != NULL)
        sl_buffer_text(&words, key);
    if (*place->table != '\0')
        sl_buffer_format(&words, "%s%s", key != NULL ? " of " : "", place->table);
    if (*place->row != '\0')
        sl_buffer_format(&words, ", %s", place->row);
    return sl_buffer_take(&words);
}

static enum sl_status tell(const struct walk *walk, enum sl_setting_kind kind,
                           const struct place *place, const char *key, size_t index, json_t *holder,
                           json_t *value) {
    const char *said = kind == SL_SETTING_ROW ? NULL : key;
    SL_AUTO(sl_free) char *words = words_of(place, said);
    const struct sl_setting setting = {kind, place->path, words, holder, key, index, value};
    return walk->told(walk->context, &setting, walk->err);
}

static enum sl_status look(const struct walk *walk, const struct place *at, const char *key,
                           size_t index, json_t *holder, json_t *value);

static enum sl_status look_in_array(const struct walk *walk, const struct place *at,
                                    json_t *array) {
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < json_array_size(array) && status == SL_OK; i++) {
        json_t *row = json_array_get(array, i);
        SL_AUTO(sl_free) char *path = sl_format("%s.%zu", at->path, i + 1);
        SL_AUTO(sl_free) char *number = sl_format("row %zu", i + 1);
        const char *name = json_is_object(row) ? sl_settings_row_name(row) : "";
        const struct place inside = {path, at->table, *name != '\0' ? name : number};
        status = look(walk, &inside, NULL, i, array, row);
    }
    return status;
}

static enum sl_status look_in_object(const struct walk *walk, const struct place *at,
                                     json_t *object) {
    enum sl_status status = SL_OK;
    for (void *entry = json_object_iter(object); entry != NULL && status == SL_OK;
         entry = json_object_iter_next(object, entry)) {
        const char *key = json_object_iter_key(entry);
        json_t *value = json_object_iter_value(entry);
        bool top = *at->path == '\0';
        if (top && strcmp(key, SL_RULE_EXAMPLES) == 0)
            continue;
        bool table = json_is_object(value) || json_is_array(value);
        SL_AUTO(sl_free) char *path = top ? sl_copy(key) : sl_format("%s.%s", at->path, key);
        SL_AUTO(sl_free)
        char *name = top || *at->table == '\0' ? sl_copy(key) : sl_format("%s %s", at->table, key);
        const struct place inside = {path, table ? name : at->table, at->row};
        status = look(walk, &inside, key, 0, object, value);
    }
    return status;
}

static enum sl_status look(const struct walk *walk, const struct place *at, const char *key,
                           size_t index, json_t *holder, json_t *value) {
    if (json_is_integer(value))
        return tell(walk, SL_SETTING_NUMBER, at, key, index, holder, value);
    if (json_is_boolean(value))
        return tell(walk, SL_SETTING_YES_NO, at, key, index, holder, value);
    if (json_is_array(value))
        return look_in_array(walk, at, value);
    if (!json_is_object(value))
        return SL_OK;
    enum sl_status status = SL_OK;
    if (json_is_array(holder)) {
        json_t *row = json_incref(value);
        status = tell(walk, SL_SETTING_ROW, at, key, index, holder, row);
        json_decref(row);
    }
    return status == SL_OK ? look_in_object(walk, at, value) : status;
}

enum sl_status sl_settings_walk(json_t *settings,
                                enum sl_status (*told)(void *context,
                                                       const struct sl_setting *setting,
                                                       struct sl_error *err),
                                void *context, struct sl_error *err) {
    const struct walk walk = {told, context, err};
    const struct place top = {"", "", ""};
    return json_is_object(settings) ? look_in_object(&walk, &top, settings) : SL_OK;
}

void sl_setting_put(const struct sl_setting *setting, json_t *value) {
    if (json_is_object(setting->holder))
        json_object_set_new(setting->holder, setting->key, value);
    else if (value == NULL)
        json_array_remove(setting->holder, setting->index);
    else
        json_array_set_new(setting->holder, setting->index, value);
}

void sl_setting_restore(const struct sl_setting *setting, json_t *kept) {
    if (setting->kind == SL_SETTING_ROW)
        json_array_insert_new(setting->holder, setting->index, kept);
    else
        sl_setting_put(setting, kept);
}
