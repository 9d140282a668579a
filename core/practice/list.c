#include "practice/list.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct sl_list {
    json_t *root;
    char *json;
    struct sl_hash hash;
    enum sl_list_kind kind;
    struct sl_list_entry *entries;
    const char **phrases;
    sl_day *holidays;
    sl_day from, to;
    size_t count;
};

static const char *const kind_names[] = {
    [SL_LIST_ENTRIES] = "entries",
    [SL_LIST_PHRASES] = "phrases",
    [SL_LIST_HOLIDAYS] = "holidays",
};
static_assert(SL_COUNT(kind_names) == SL_LIST_KINDS, "one each");

static enum sl_status parse_kind(struct sl_list *list, const char *name, struct sl_error *err) {
    const char *kind = sl_json_text_or(list->root, "kind", "");
    for (size_t i = 0; i < SL_COUNT(kind_names); i++)
        if (strcmp(kind, kind_names[i]) == 0) {
            list->kind = (enum sl_list_kind)i;
            return SL_OK;
        }
    return sl_fail(err, SL_INVALID, "kind", "%s: kind is '%s', not entries, phrases or holidays",
                   name, kind);
}

static enum sl_status parse_entries(struct sl_list *list, const char *name, const json_t *rows,
                                    struct sl_error *err) {
    list->entries = sl_new(list->count + 1, sizeof *list->entries);
    for (size_t i = 0; i < list->count; i++) {
        const json_t *row = json_array_get(rows, i);
        struct sl_list_entry *entry = &list->entries[i];
        entry->code = sl_json_text_or(row, "code", NULL);
        entry->label = sl_json_text_or(row, "label", NULL);
        entry->fields = row;
        if (entry->code == NULL || entry->label == NULL)
            return sl_fail(err, SL_INVALID, "entries", "%s: entry %zu lacks a code or a label",
                           name, i + 1);
    }
    return SL_OK;
}

static enum sl_status parse_phrases(struct sl_list *list, const char *name, const json_t *rows,
                                    struct sl_error *err) {
    list->phrases = sl_new(list->count + 1, sizeof *list->phrases);
    for (size_t i = 0; i < list->count; i++) {
        list->phrases[i] = json_string_value(json_array_get(rows, i));
        if (list->phrases[i] == NULL)
            return sl_fail(err, SL_INVALID, "phrases", "%s: phrase %zu is no text", name, i + 1);
    }
    return SL_OK;
}

static enum sl_status parse_holidays(struct sl_list *list, const char *name, const json_t *rows,
                                     struct sl_error *err) {
    const char *from, *to, *day;
    enum sl_status status = sl_json_text(list->root, name, "from", &from, err);
    if (status == SL_OK)
        status = sl_day_parse(from, &list->from, err);
    if (status == SL_OK)
        status = sl_json_text(list->root, name, "to", &to, err);
    if (status == SL_OK)
        status = sl_day_parse(to, &list->to, err);
    list->holidays = sl_new(list->count + 1, sizeof *list->holidays);
    for (size_t i = 0; i < list->count && status == SL_OK; i++) {
        status = sl_json_text(json_array_get(rows, i), name, "day", &day, err);
        if (status == SL_OK)
            status = sl_day_parse(day, &list->holidays[i], err);
    }
    return status;
}

static enum sl_status parse_rows(struct sl_list *list, const char *name, struct sl_error *err) {
    const json_t *rows =
        json_object_get(list->root, list->kind == SL_LIST_PHRASES ? "phrases" : "entries");
    if (!json_is_array(rows))
        return sl_fail(err, SL_INVALID, "", "%s has no entries", name);
    list->count = json_array_size(rows);
    if (list->kind == SL_LIST_PHRASES)
        return parse_phrases(list, name, rows, err);
    if (list->kind == SL_LIST_HOLIDAYS)
        return parse_holidays(list, name, rows, err);
    return parse_entries(list, name, rows, err);
}

enum sl_status sl_list_parse(const char *name, const char *json, struct sl_list **out,
                             struct sl_error *err) {
    SL_AUTO(sl_list_drop) struct sl_list *list = sl_new(1, sizeof *list);
    const char *text;
    int64_t version;
    enum sl_status status = sl_json_parse(name, json, strlen(json), &list->root, err);
    if (status == SL_OK)
        status = sl_json_text(list->root, name, "list", &text, err);
    if (status == SL_OK)
        status = sl_json_whole(list->root, name, "version", &version, err);
    if (status == SL_OK)
        status = parse_kind(list, name, err);
    if (status == SL_OK)
        status = parse_rows(list, name, err);
    if (status != SL_OK)
        return status;
    list->json = sl_json_canonical(list->root);
    list->hash = sl_hash_of(list->json, strlen(list->json));
    *out = list;
    list = NULL;
    return SL_OK;
}

void sl_list_free(struct sl_list *list) {
    if (list == NULL)
        return;
    json_decref(list->root);
    free(list->json);
    free(list->entries);
    free(list->phrases);
    free(list->holidays);
    free(list);
}

void sl_list_drop(struct sl_list **list) {
    sl_list_free(*list);
    *list = NULL;
}

const char *sl_list_name(const struct sl_list *list) {
    return sl_json_text_or(list->root, "list", "");
}

int64_t sl_list_version(const struct sl_list *list) {
    return sl_json_whole_or(list->root, "version", 0);
}

const char *sl_list_title(const struct sl_list *list) {
    return sl_json_text_or(list->root, "title", sl_list_name(list));
}

enum sl_list_kind sl_list_kind(const struct sl_list *list) {
    return list->kind;
}

const char *sl_list_json(const struct sl_list *list) {
    return list->json;
}

const struct sl_hash *sl_list_hash(const struct sl_list *list) {
    return &list->hash;
}

size_t sl_list_count(const struct sl_list *list) {
    return list->count;
}

const struct sl_list_entry *sl_list_at(const struct sl_list *list, size_t index) {
    assert(list->kind == SL_LIST_ENTRIES && index < list->count);
    return &list->entries[index];
}

static size_t entry_count(const struct sl_list *list) {
    return list->kind == SL_LIST_ENTRIES ? list->count : 0;
}

int sl_list_find(const struct sl_list *list, const char *code) {
    for (size_t i = 0; i < entry_count(list); i++)
        if (strcmp(list->entries[i].code, code) == 0)
            return (int)i;
    return -1;
}

int sl_list_read(const struct sl_list *list, struct sl_text text) {
    text = sl_text_trim(text);
    for (size_t i = 0; i < entry_count(list); i++)
        if (sl_text_is(text, list->entries[i].code))
            return (int)i;
    for (size_t i = 0; i < entry_count(list); i++) {
        const char *label = list->entries[i].label;
        if (strlen(label) == text.length && strncasecmp(label, text.bytes, text.length) == 0)
            return (int)i;
    }
    return -1;
}

const char *sl_list_label(const struct sl_list *list, const char *code) {
    int index = sl_list_find(list, code);
    return index >= 0 ? list->entries[index].label : code;
}

static enum sl_status of_kind(const struct sl_list *list, enum sl_list_kind kind,
                              struct sl_error *err) {
    if (list->kind == kind)
        return SL_OK;
    return sl_fail(err, SL_INVALID, "list", "The list %s holds %s, not %s", sl_list_name(list),
                   kind_names[list->kind], kind_names[kind]);
}

enum sl_status sl_list_phrases(const struct sl_list *list, struct sl_phrases **out,
                               struct sl_error *err) {
    enum sl_status status = of_kind(list, SL_LIST_PHRASES, err);
    if (status != SL_OK)
        return status;
    return sl_phrases_new(list->phrases, list->count, out, err);
}

enum sl_status sl_list_calendar(const struct sl_list *list, struct sl_calendar **out,
                                struct sl_error *err) {
    enum sl_status status = of_kind(list, SL_LIST_HOLIDAYS, err);
    if (status == SL_OK)
        *out = sl_calendar_new(list->from, list->to, list->holidays, list->count);
    return status;
}
