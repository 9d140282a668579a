#include "base/file.h"
#include "practice/list.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { LIST_FILE_MOST = 4 << 20, CODE_MOST = 64 };

static const struct {
    const char *key;
    json_type type;
} entry_keys[] = {
    {"code", JSON_STRING},      {"label", JSON_STRING},     {"finding", JSON_STRING},
    {"parent", JSON_STRING},    {"unit", JSON_STRING},      {"clock", JSON_STRING},
    {"source", JSON_STRING},    {"from", JSON_STRING},      {"to", JSON_STRING},
    {"until", JSON_STRING},     {"day", JSON_STRING},       {"n", JSON_INTEGER},
    {"refused", JSON_TRUE},     {"flagged", JSON_TRUE},     {"needs_text", JSON_TRUE},
    {"needs_day", JSON_TRUE},   {"random", JSON_TRUE},      {"whole", JSON_TRUE},
    {"case", JSON_TRUE},        {"partner", JSON_TRUE},     {"setting", JSON_TRUE},
    {"unconfirmed", JSON_TRUE}, {"themes", JSON_ARRAY},     {"sections", JSON_ARRAY},
    {"tools", JSON_ARRAY},      {"experience", JSON_ARRAY}, {"data", JSON_ARRAY},
};

static const char *const list_keys[] = {"list", "version", "title",   "about",  "kind",
                                        "from", "to",      "entries", "phrases"};

static bool same_type(json_type want, const json_t *value) {
    return want == JSON_TRUE ? json_is_boolean(value) : json_typeof(value) == want;
}

static void check_entry_key(struct sl_faults *faults, const json_t *entry, size_t at,
                            const char *key, const json_t *value) {
    for (size_t i = 0; i < SL_COUNT(entry_keys); i++) {
        if (strcmp(key, entry_keys[i].key) != 0)
            continue;
        if (!same_type(entry_keys[i].type, value))
            sl_faults_tell(faults, sl_line_of(entry), "entry %zu: '%s' is of the wrong type",
                           at + 1, key);
        return;
    }
    sl_faults_tell(faults, sl_line_of(entry), "entry %zu: unknown key '%s'", at + 1, key);
}

static bool is_code(const char *code) {
    size_t length = strlen(code);
    if (length == 0 || length > CODE_MOST || !isalnum((unsigned char)code[0]))
        return false;
    return strspn(code, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+-") ==
           length;
}

static void check_coded(struct sl_faults *faults, const json_t *entries, size_t at) {
    const json_t *entry = json_array_get(entries, at);
    const char *code = sl_json_text_or(entry, "code", "");
    if (!is_code(code))
        sl_faults_tell(faults, sl_line_of(entry),
                       "entry %zu: '%s' is no code (letters, digits and . _ + -)", at + 1, code);
    if (sl_json_text_or(entry, "label", "")[0] == '\0')
        sl_faults_tell(faults, sl_line_of(entry), "entry %zu (%s) has no label", at + 1, code);
    for (size_t i = 0; i < at; i++)
        if (strcmp(sl_json_text_or(json_array_get(entries, i), "code", ""), code) == 0)
            sl_faults_tell(faults, sl_line_of(entry), "entry %zu: code %s is already entry %zu",
                           at + 1, code, i + 1);
}

static void check_holiday(struct sl_faults *faults, const json_t *root, const json_t *entries,
                          size_t at) {
    const json_t *entry = json_array_get(entries, at);
    const char *text = sl_json_text_or(entry, "day", "");
    sl_day day, from, to;
    struct sl_error err = {0};
    if (sl_day_parse(text, &day, &err) != SL_OK) {
        sl_faults_tell(faults, sl_line_of(entry), "entry %zu: %s", at + 1, err.text);
        return;
    }
    if (sl_day_parse(sl_json_text_or(root, "from", ""), &from, NULL) == SL_OK &&
        sl_day_parse(sl_json_text_or(root, "to", ""), &to, NULL) == SL_OK &&
        (day < from || day > to))
        sl_faults_tell(faults, sl_line_of(entry), "entry %zu: %s lies outside the list's range",
                       at + 1, text);
    for (size_t i = 0; i < at; i++)
        if (strcmp(sl_json_text_or(json_array_get(entries, i), "day", ""), text) == 0)
            sl_faults_tell(faults, sl_line_of(entry), "entry %zu: %s is already entry %zu", at + 1,
                           text, i + 1);
}

static void check_entries(struct sl_faults *faults, const json_t *root, bool holidays) {
    const json_t *entries = json_object_get(root, "entries"), *entry;
    if (json_array_size(entries) == 0)
        sl_faults_tell(faults, sl_line_of(root), "the list has no entries");
    size_t i;
    json_array_foreach(entries, i, entry) {
        if (!json_is_object(entry)) {
            sl_faults_tell(faults, 0, "entry %zu is no object with code and label", i + 1);
            continue;
        }
        const char *key;
        json_t *value;
        json_object_foreach((json_t *)(uintptr_t)entry, key, value) {
            if (key[0] != '@')
                check_entry_key(faults, entry, i, key, value);
        }
        if (holidays)
            check_holiday(faults, root, entries, i);
        else
            check_coded(faults, entries, i);
    }
}

static void check_phrases(struct sl_faults *faults, const json_t *root) {
    const json_t *phrases = json_object_get(root, "phrases"), *phrase;
    if (json_array_size(phrases) == 0)
        sl_faults_tell(faults, sl_line_of(root), "the list has no phrases");
    size_t i;
    json_array_foreach(phrases, i, phrase) {
        long line = sl_line_of_text(root, "phrases", i);
        const char *text = json_string_value(phrase);
        struct sl_phrases *made = NULL;
        struct sl_error err = {0};
        if (text == NULL)
            sl_faults_tell(faults, line, "phrase %zu is no text", i + 1);
        else if (sl_phrases_new(&text, 1, &made, &err) != SL_OK)
            sl_faults_tell(faults, line, "phrase %zu: %s", i + 1, err.text);
        sl_phrases_free(made);
    }
}

static void check_range(struct sl_faults *faults, const json_t *root) {
    struct sl_error err = {0};
    sl_day from, to;
    if (sl_day_parse(sl_json_text_or(root, "from", ""), &from, &err) != SL_OK)
        sl_faults_tell(faults, sl_line_of(root), "from: %s", err.text);
    else if (sl_day_parse(sl_json_text_or(root, "to", ""), &to, &err) != SL_OK)
        sl_faults_tell(faults, sl_line_of(root), "to: %s", err.text);
    else if (to < from)
        sl_faults_tell(faults, sl_line_of(root), "to lies before from");
}

static void check_keys(struct sl_faults *faults, json_t *root) {
    const char *key;
    json_t *value;
    json_object_foreach(root, key, value) {
        bool known = key[0] == '@';
        for (size_t i = 0; i < SL_COUNT(list_keys); i++)
            known = known || strcmp(key, list_keys[i]) == 0;
        if (!known)
            sl_faults_tell(faults, sl_line_of(root), "unknown key '%s'", key);
    }
}

static void check_name(struct sl_faults *faults, const json_t *root) {
    const char *name = sl_json_text_or(root, "list", "");
    size_t length = strlen(name);
    if (!is_code(name))
        sl_faults_tell(faults, sl_line_of(root), "list: '%s' is no name of a list", name);
    else if (strncmp(faults->file, name, length) != 0 ||
             strcmp(faults->file + length, ".json") != 0)
        sl_faults_tell(faults, sl_line_of(root), "the list is called %s, its file is not", name);
    if (sl_json_whole_or(root, "version", 0) < 1)
        sl_faults_tell(faults, sl_line_of(root), "version is a whole number from 1");
    if (sl_json_text_or(root, "title", NULL) == NULL)
        sl_faults_tell(faults, sl_line_of(root), "title is missing");
}

static void check_root(struct sl_faults *faults, json_t *root) {
    if (!json_is_object(root)) {
        sl_faults_tell(faults, 1, "a list is one JSON object");
        return;
    }
    check_keys(faults, root);
    check_name(faults, root);
    const char *kind = sl_json_text_or(root, "kind", "");
    if (strcmp(kind, "phrases") == 0)
        check_phrases(faults, root);
    else if (strcmp(kind, "entries") == 0)
        check_entries(faults, root, false);
    else if (strcmp(kind, "holidays") == 0) {
        check_range(faults, root);
        check_entries(faults, root, true);
    } else
        sl_faults_tell(faults, sl_line_of(root), "kind '%s' is not entries, phrases or holidays",
                       kind);
}

enum sl_status sl_list_check(const char *path, sl_told *told, void *context, struct sl_list **out,
                             struct sl_error *err) {
    SL_AUTO(sl_free) char *text = NULL;
    SL_AUTO(sl_json_drop) json_t *root = NULL;
    SL_AUTO(sl_free) char *canonical = NULL;
    size_t length;
    enum sl_status status = sl_file_read(path, LIST_FILE_MOST, &text, &length, err);
    if (status == SL_OK)
        status = sl_json_parse(path, text, length, &root, err);
    if (status != SL_OK)
        return status;
    struct sl_faults faults = sl_faults_of(path, told, context);
    sl_lines_mark(root, text);
    sl_faults_check_texts(&faults, root);
    check_root(&faults, root);
    status = sl_faults_end(&faults, err);
    if (status != SL_OK || out == NULL)
        return status;
    sl_lines_strip(root);
    canonical = sl_json_canonical(root);
    return sl_list_parse(path, canonical, out, err);
}
