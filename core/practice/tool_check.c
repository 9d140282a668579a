#include "base/file.h"
#include "practice/tool_checking.h"
#include "practice/tool_inherit.h"
#include "practice/tool_shape.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TOOL_FILE_MOST = 4 << 20, ROWS_MOST = 1000, FORMS_MOST = 64 };

static const char *const form_kinds[] = {"review", "observation", "conversation", "feedback",
                                         "plan",   "supervision", "practice_day", "panel"};

static const struct sl_list *known_list(const struct sl_tool_checking *checking, const char *name) {
    for (size_t i = 0; i < checking->list_count; i++)
        if (strcmp(sl_list_name(checking->lists[i]), name) == 0)
            return checking->lists[i];
    return NULL;
}

const struct sl_list *sl_tool_list(struct sl_tool_checking *checking, const char *name, long line,
                                   const char *who) {
    const struct sl_list *known = known_list(checking, name);
    if (known != NULL || checking->list_count == SL_TOOL_LISTS_MOST)
        return known;
    SL_AUTO(sl_free) char *path = sl_format("%s/lists/%s.json", checking->home, name);
    struct sl_error err = {0};
    if (strchr(name, '/') != NULL || !sl_file_exists(path)) {
        sl_faults_tell(checking->faults, line, "%s: there is no list '%s'", who, name);
        return NULL;
    }
    struct sl_list *list = NULL;
    if (sl_list_check(path, NULL, NULL, &list, &err) != SL_OK) {
        sl_faults_tell(checking->faults, line, "%s: list %s: %s", who, name, err.text);
        return NULL;
    }
    checking->lists[checking->list_count++] = list;
    return list;
}

void sl_tool_check_code(struct sl_tool_checking *checking, const char *list, const char *code,
                        long line, const char *who) {
    const struct sl_list *found = sl_tool_list(checking, list, line, who);
    if (found != NULL && sl_list_find(found, code) < 0)
        sl_faults_tell(checking->faults, line, "%s: '%s' is not in the list %s", who, code, list);
}

static bool has_form(const json_t *root, const char *code) {
    const json_t *form;
    size_t i;
    json_array_foreach(json_object_get(root, "forms"), i, form) {
        if (strcmp(sl_json_text_or(form, "code", ""), code) == 0)
            return true;
    }
    return false;
}

void sl_tool_check_forms(struct sl_tool_checking *checking, const json_t *object, const char *who) {
    const json_t *names = json_object_get(object, "forms"), *name;
    size_t i;
    json_array_foreach(names, i, name) {
        if (!has_form(checking->root, json_string_value(name)))
            sl_faults_tell(checking->faults, sl_line_of(object), "%s: there is no form '%s'", who,
                           json_string_value(name));
    }
}

static void check_head(struct sl_tool_checking *checking) {
    const json_t *root = checking->root, *type;
    const char *code = sl_json_text_or(root, "tool", "");
    long line = sl_line_of(root);
    size_t i, length = strlen(code);
    if (length < 2 || length > 12 || !isupper((unsigned char)code[0]) ||
        strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != length)
        sl_faults_tell(checking->faults, line,
                       "tool '%s' is no code: 2 to 12 capital letters and digits", code);
    if (strncmp(checking->faults->file, code, length) != 0 ||
        strcmp(checking->faults->file + length, ".json") != 0)
        sl_faults_tell(checking->faults, line, "the tool is called %s, its file is not", code);
    if (sl_json_whole_or(root, "version", 0) < 1)
        sl_faults_tell(checking->faults, line, "version is a whole number from 1");
    json_array_foreach(json_object_get(root, "plan_types"), i, type) {
        sl_tool_check_code(checking, "plan_types", json_string_value(type), line, "plan_types");
    }
}

static void check_scale(struct sl_tool_checking *checking, const char *name, const json_t *scale) {
    const json_t *token, *earlier;
    size_t i, j;
    if (json_array_size(scale) < 2)
        sl_faults_tell(checking->faults, sl_line_of(checking->root),
                       "scale %s has fewer than two tokens", name);
    json_array_foreach(scale, i, token) {
        const char *text = sl_json_text_or(token, "token", "");
        for (j = 0; j < i; j++) {
            earlier = json_array_get(scale, j);
            if (strcmp(sl_json_text_or(earlier, "token", ""), text) == 0)
                sl_faults_tell(checking->faults, sl_line_of(token),
                               "scale %s: token %s stands twice", name, text);
            if (sl_json_whole_or(earlier, "rank", 0) == sl_json_whole_or(token, "rank", 0))
                sl_faults_tell(checking->faults, sl_line_of(token),
                               "scale %s: %s has the same rank as another token", name, text);
        }
    }
}

static void check_form(struct sl_tool_checking *checking, const json_t *form, size_t at) {
    const json_t *forms = json_object_get(checking->root, "forms");
    const char *code = sl_json_text_or(form, "code", "");
    const char *kind = sl_json_text_or(form, "kind", "");
    const char *from = sl_json_text_or(form, "prompts_from", code);
    bool known = false;
    for (size_t i = 0; i < SL_COUNT(form_kinds); i++)
        known = known || strcmp(kind, form_kinds[i]) == 0;
    if (!known)
        sl_faults_tell(checking->faults, sl_line_of(form), "form %s: unknown kind '%s'", code,
                       kind);
    if (!has_form(checking->root, from))
        sl_faults_tell(checking->faults, sl_line_of(form),
                       "form %s: prompts_from: there is no form '%s'", code, from);
    for (size_t i = 0; i < at; i++)
        if (strcmp(sl_json_text_or(json_array_get(forms, i), "code", ""), code) == 0)
            sl_faults_tell(checking->faults, sl_line_of(form), "form %s stands twice", code);
}

static void check_all_forms(struct sl_tool_checking *checking) {
    const json_t *forms = json_object_get(checking->root, "forms"), *form;
    size_t i, count = json_array_size(forms);
    if (count == 0 || count > FORMS_MOST)
        sl_faults_tell(checking->faults, sl_line_of(checking->root),
                       "a tool has 1 to %d forms, this one %zu", FORMS_MOST, count);
    json_array_foreach(forms, i, form) {
        check_form(checking, form, i);
    }
}

static void check_rows(struct sl_tool_checking *checking, const json_t *section, const char *who) {
    const json_t *rows = json_object_get(section, "rows");
    if (rows == NULL)
        return;
    int64_t least = sl_json_whole_or(rows, "min", 0), most = sl_json_whole_or(rows, "max", 0);
    if (least < 0 || most < 1 || most > ROWS_MOST || least > most)
        sl_faults_tell(checking->faults, sl_line_of(rows),
                       "%s: rows are min 0 or more, max 1 to %d and not below min", who, ROWS_MOST);
    const char *form;
    json_t *value;
    json_object_foreach(json_object_get(rows, "max_by_form"), form, value) {
        if (form[0] == '@')
            continue;
        if (!has_form(checking->root, form))
            sl_faults_tell(checking->faults, sl_line_of(rows),
                           "%s: max_by_form: there is no form '%s'", who, form);
        else if (json_integer_value(value) < 1 || json_integer_value(value) > most)
            sl_faults_tell(checking->faults, sl_line_of(rows), "%s: max_by_form: %s is above max",
                           who, form);
    }
}

static bool is_section_code(const char *code) {
    size_t length = strlen(code);
    return length > 0 && length <= 32 && isupper((unsigned char)code[0]) &&
           strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == length;
}

static void check_section(struct sl_tool_checking *checking, size_t at) {
    const json_t *sections = json_object_get(checking->root, "sections"), *question;
    const json_t *section = json_array_get(sections, at);
    const char *code = sl_json_text_or(section, "code", "");
    long line = sl_line_of(section);
    size_t i;
    char who[64];
    snprintf(who, sizeof who, "section %.40s", code);
    if (!is_section_code(code))
        sl_faults_tell(checking->faults, line, "%s: a section's code is capital letters and digits",
                       who);
    if (sl_json_text_or(section, "title", "")[0] == '\0')
        sl_faults_tell(checking->faults, line, "%s has no title", who);
    for (i = 0; i < at; i++)
        if (strcmp(sl_json_text_or(json_array_get(sections, i), "code", ""), code) == 0)
            sl_faults_tell(checking->faults, line, "%s stands twice", who);
    if (json_array_size(json_object_get(section, "questions")) == 0)
        sl_faults_tell(checking->faults, line, "%s has no questions", who);
    sl_tool_check_forms(checking, section, who);
    check_rows(checking, section, who);
    json_array_foreach(json_object_get(section, "questions"), i, question) {
        sl_tool_check_question(checking, question, NULL);
    }
}

static void check_section_references(struct sl_tool_checking *checking, const json_t *section) {
    const json_t *question;
    size_t i;
    char who[64];
    snprintf(who, sizeof who, "section %.40s", sl_json_text_or(section, "code", ""));
    sl_tool_check_asked(checking, section, who);
    json_array_foreach(json_object_get(section, "questions"), i, question) {
        sl_tool_check_references(checking, question);
    }
}

static void check_overall(struct sl_tool_checking *checking) {
    const json_t *form;
    size_t i;
    if (checking->overalls > 1)
        sl_faults_tell(checking->faults, sl_line_of(checking->root),
                       "%zu questions are the overall grade; one may be", checking->overalls);
    json_array_foreach(json_object_get(checking->root, "forms"), i, form) {
        if (sl_json_true(form, "graded") && checking->overalls == 0)
            sl_faults_tell(checking->faults, sl_line_of(form),
                           "form %s is graded, but no question is the overall grade",
                           sl_json_text_or(form, "code", ""));
    }
}

static void check_whole(struct sl_tool_checking *checking) {
    check_head(checking);
    check_all_forms(checking);
    const char *name;
    json_t *scale;
    json_object_foreach(json_object_get(checking->root, "scales"), name, scale) {
        if (name[0] != '@')
            check_scale(checking, name, scale);
    }
    const json_t *sections = json_object_get(checking->root, "sections");
    size_t i, count = json_array_size(sections);
    if (count == 0)
        sl_faults_tell(checking->faults, sl_line_of(checking->root), "a tool has sections");
    for (i = 0; i < count; i++)
        check_section(checking, i);
    for (i = 0; i < count; i++)
        check_section_references(checking, json_array_get(sections, i));
    check_overall(checking);
}

static json_t *pinned_entries(const struct sl_list *list, const json_t *only) {
    json_t *entries = json_array();
    for (size_t i = 0; i < sl_list_count(list); i++) {
        const struct sl_list_entry *entry = sl_list_at(list, i);
        if (only != NULL && json_object_get(only, entry->code) == NULL)
            continue;
        json_t *pinned = json_pack("{ss ss}", "code", entry->code, "label", entry->label);
        if (sl_json_true(entry->fields, "refused"))
            json_object_set_new(pinned, "refused", json_true());
        if (sl_json_true(entry->fields, "needs_text"))
            json_object_set_new(pinned, "needs_text", json_true());
        json_array_append_new(entries, pinned);
    }
    return entries;
}

/* What the tool's questions choose from becomes part of the version. */
static json_t *pin_lists(const struct sl_tool_checking *checking) {
    json_t *pinned = json_object(), *unused;
    const char *name;
    json_object_foreach(checking->wanted, name, unused) {
        const struct sl_list *list = known_list(checking, name);
        if (list != NULL)
            json_object_set_new(pinned, name,
                                json_pack("{sI so}", "version", (json_int_t)sl_list_version(list),
                                          "entries", pinned_entries(list, NULL)));
    }
    const struct sl_list *reasons = known_list(checking, "na_reasons");
    if (json_object_size(checking->reasons) > 0 && reasons != NULL)
        json_object_set_new(
            pinned, "na_reasons",
            json_pack("{so}", "entries", pinned_entries(reasons, checking->reasons)));
    return pinned;
}

static enum sl_status check_marked(const char *path, const char *home, const json_t *root,
                                   struct sl_faults *faults, struct sl_tool **out,
                                   struct sl_error *err) {
    sl_tool_check_shape(faults, root);
    if (faults->count > 0)
        return sl_faults_end(faults, err);
    SL_AUTO(sl_json_drop) json_t *whole = sl_tool_inherit(home, root, faults);
    SL_AUTO(sl_json_drop) json_t *codes = json_object();
    SL_AUTO(sl_json_drop) json_t *wanted = json_object();
    SL_AUTO(sl_json_drop) json_t *reasons = json_object();
    struct sl_tool_checking checking = {.faults = faults,
                                        .home = home,
                                        .root = whole,
                                        .codes = codes,
                                        .wanted = wanted,
                                        .reasons = reasons};
    check_whole(&checking);
    json_object_set_new(whole, "lists", pin_lists(&checking));
    for (size_t i = 0; i < checking.list_count; i++)
        sl_list_free(checking.lists[i]);
    if (faults->count > 0 || out == NULL)
        return sl_faults_end(faults, err);
    sl_lines_strip(whole);
    SL_AUTO(sl_free) char *canonical = sl_json_canonical(whole);
    return sl_tool_parse(path, canonical, out, err);
}

enum sl_status sl_tool_check(const char *path, const char *home, sl_told *told, void *context,
                             struct sl_tool **out, struct sl_error *err) {
    SL_AUTO(sl_free) char *text = NULL;
    SL_AUTO(sl_json_drop) json_t *root = NULL;
    size_t length;
    enum sl_status status = sl_file_read(path, TOOL_FILE_MOST, &text, &length, err);
    if (status == SL_OK)
        status = sl_json_parse(path, text, length, &root, err);
    if (status != SL_OK) {
        if (told != NULL && err != NULL && status == SL_INVALID)
            told(context, err->text);
        return status;
    }
    struct sl_faults faults = sl_faults_of(path, told, context);
    sl_lines_mark(root, text);
    sl_faults_check_texts(&faults, root);
    return check_marked(path, home, root, &faults, out, err);
}
