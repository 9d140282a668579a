#include "practice/theme.h"
#include "practice/list.h"
#include "store/query.h"
#include <stdlib.h>
#include <string.h>

/* Codes of one sort. */
struct codes {
    char **codes;
    size_t count;
};

struct sl_theme {
    char *code, *label;
    struct codes themes, sections, tools;
};

static bool has(const struct codes *codes, const char *code) {
    for (size_t i = 0; i < codes->count; i++)
        if (strcmp(codes->codes[i], code) == 0)
            return true;
    return false;
}

static void add(struct codes *codes, const char *code) {
    if (has(codes, code))
        return;
    codes->codes = sl_resize(codes->codes, codes->count + 1, sizeof *codes->codes);
    codes->codes[codes->count++] = sl_copy(code);
}

static void add_all(struct codes *codes, const json_t *entry, const char *key) {
    const json_t *array = json_object_get(entry, key);
    for (size_t i = 0; i < json_array_size(array); i++)
        add(codes, json_string_value(json_array_get(array, i)));
}

static void drop_codes(struct codes *codes) {
    for (size_t i = 0; i < codes->count; i++)
        free(codes->codes[i]);
    free(codes->codes);
}

void sl_theme_free(struct sl_theme *theme) {
    if (theme == NULL)
        return;
    free(theme->code);
    free(theme->label);
    drop_codes(&theme->themes);
    drop_codes(&theme->sections);
    drop_codes(&theme->tools);
    free(theme);
}

void sl_theme_drop(struct sl_theme **theme) {
    sl_theme_free(*theme);
    *theme = NULL;
}

const char *sl_theme_code(const struct sl_theme *theme) {
    return theme->code;
}

const char *sl_theme_label(const struct sl_theme *theme) {
    return theme->label;
}

bool sl_theme_has(const struct sl_theme *theme, const char *tag) {
    return has(&theme->themes, tag);
}

bool sl_theme_has_tool(const struct sl_theme *theme, const char *tool) {
    return has(&theme->tools, tool);
}

static bool can_be_met(const struct sl_question *question) {
    bool of_worth =
        question->type == SL_MET || question->type == SL_YES_NO || question->type == SL_GRADE;
    return of_worth && !question->in_rows && !question->overall && !question->unscored;
}

bool sl_theme_asks(const struct sl_theme *theme, const struct sl_tool *tool, size_t place) {
    const struct sl_question *question = sl_tool_question(tool, place);
    if (!can_be_met(question))
        return false;
    const char *section = sl_tool_section(tool, question->section)->code;
    SL_AUTO(sl_free) char *full = sl_format("%s.%s", sl_tool_code(tool), section);
    if (has(&theme->tools, sl_tool_code(tool)) || has(&theme->sections, section) ||
        has(&theme->sections, full))
        return true;
    for (size_t i = 0; i < question->theme_count; i++)
        if (has(&theme->themes, question->themes[i]))
            return true;
    return false;
}

/* SL_NOT_FOUND without a sentence when the list lacks the code, or the store the list. */
static enum sl_status find_entry(struct sl_store *store, const char *name, const char *code,
                                 struct sl_list **list, const struct sl_list_entry **entry,
                                 struct sl_error *err) {
    struct sl_error missing = {0};
    enum sl_status status = sl_list_load(store, name, 0, list, &missing);
    if (status == SL_NOT_FOUND)
        return status;
    if (status != SL_OK) {
        if (err != NULL)
            *err = missing;
        return status;
    }
    int at = sl_list_find(*list, code);
    if (at < 0)
        return SL_NOT_FOUND;
    *entry = sl_list_at(*list, (size_t)at);
    return SL_OK;
}

static enum sl_status take_group(struct sl_store *store, struct sl_theme *theme,
                                 struct sl_error *err) {
    SL_AUTO(sl_list_drop) struct sl_list *groups = NULL;
    const struct sl_list_entry *group;
    enum sl_status status = find_entry(store, "theme_groups", theme->code, &groups, &group, err);
    if (status != SL_OK)
        return status;
    theme->label = sl_copy(group->label);
    add_all(&theme->themes, group->fields, "themes");
    add_all(&theme->sections, group->fields, "sections");
    add_all(&theme->tools, group->fields, "tools");
    return SL_OK;
}

static enum sl_status take_theme(struct sl_store *store, struct sl_theme *theme,
                                 struct sl_error *err) {
    SL_AUTO(sl_list_drop) struct sl_list *themes = NULL;
    const struct sl_list_entry *entry;
    enum sl_status status = find_entry(store, "themes", theme->code, &themes, &entry, err);
    if (status != SL_OK)
        return status;
    theme->label = sl_copy(entry->label);
    add(&theme->themes, theme->code);
    return SL_OK;
}

/* A section of any tool: labelled with its title in the first tool that has it. */
static enum sl_status take_section(struct sl_store *store, struct sl_theme *theme,
                                   struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store, "SELECT code FROM tool ORDER BY code", err);
    while (theme->label == NULL && sl_query_next(&q)) {
        SL_AUTO(sl_tool_drop) struct sl_tool *tool = NULL;
        enum sl_status status = sl_tool_load(store, sl_query_get_text(&q, 0), 0, &tool, err);
        if (status != SL_OK)
            return status;
        int section = sl_tool_find_section(tool, theme->code);
        if (section >= 0)
            theme->label = sl_copy(sl_tool_section(tool, (size_t)section)->title);
    }
    if (q.status != SL_OK || theme->label == NULL)
        return q.status != SL_OK ? q.status : SL_NOT_FOUND;
    add(&theme->sections, theme->code);
    return SL_OK;
}

/* Narrower themes of list themes, to any depth. */
static enum sl_status add_narrower(struct sl_store *store, struct sl_theme *theme,
                                   struct sl_error *err) {
    SL_AUTO(sl_list_drop) struct sl_list *themes = NULL;
    const struct sl_list_entry *none;
    enum sl_status status = find_entry(store, "themes", "", &themes, &none, err);
    if (themes == NULL)
        return status == SL_NOT_FOUND ? SL_OK : status;
    for (size_t before = theme->themes.count + 1; before != theme->themes.count;) {
        before = theme->themes.count;
        for (size_t i = 0; i < sl_list_count(themes); i++) {
            const struct sl_list_entry *entry = sl_list_at(themes, i);
            if (has(&theme->themes, sl_json_text_or(entry->fields, "parent", "")))
                add(&theme->themes, entry->code);
        }
    }
    return SL_OK;
}

static enum sl_status add_merged(struct sl_store *store, struct sl_theme *theme,
                                 struct sl_error *err) {
    for (size_t i = 0; i < theme->themes.count; i++) {
        SL_AUTO(sl_query_close)
        struct sl_query q = sl_query_open(
            store, "SELECT theme FROM theme_merge WHERE into_theme = :into ORDER BY theme", err);
        sl_query_text(&q, ":into", theme->themes.codes[i]);
        while (sl_query_next(&q))
            add(&theme->themes, sl_query_get_text(&q, 0));
        if (q.status != SL_OK)
            return q.status;
    }
    return SL_OK;
}

static enum sl_status unknown_theme(struct sl_store *store, const char *code,
                                    struct sl_error *err) {
    SL_AUTO(sl_list_drop) struct sl_list *groups = NULL;
    SL_AUTO(sl_buffer_drop) struct sl_buffer names = {0};
    sl_buffer_text(&names, "");
    if (sl_list_load(store, "theme_groups", 0, &groups, NULL) == SL_OK)
        for (size_t i = 0; i < sl_list_count(groups); i++)
            sl_buffer_format(&names, "%s%s", i == 0 ? "" : ", ", sl_list_at(groups, i)->code);
    return sl_fail(err, SL_NOT_FOUND, "theme",
                   "no theme is called \"%.40s\"; there are the groups %s, each theme of the list "
                   "themes and each section of a tool",
                   code, names.bytes);
}

enum sl_status sl_theme_open(struct sl_store *store, const char *code, struct sl_theme **out,
                             struct sl_error *err) {
    SL_AUTO(sl_theme_drop) struct sl_theme *theme = sl_new(1, sizeof *theme);
    theme->code = sl_copy(code);
    enum sl_status status = take_group(store, theme, err);
    if (status == SL_NOT_FOUND)
        status = take_theme(store, theme, err);
    if (status == SL_NOT_FOUND)
        status = take_section(store, theme, err);
    if (status == SL_NOT_FOUND)
        return unknown_theme(store, code, err);
    if (status == SL_OK)
        status = add_narrower(store, theme, err);
    if (status == SL_OK)
        status = add_merged(store, theme, err);
    if (status != SL_OK)
        return status;
    *out = theme;
    theme = NULL;
    return SL_OK;
}
