#include "form.h"
#include "base/json.h"
#include "base/memory.h"
#include <stdlib.h>
#include <string.h>

enum { NAME_SIZE = 200 };

static int add_section(struct sl_form *form, const char *code, const char *row) {
    for (size_t i = 0; i < form->section_count; i++)
        if (strcmp(form->sections[i].code, code) == 0)
            return (int)i;
    if (form->section_count == SL_FORM_SECTIONS_MOST)
        return SL_FORM_SECTIONS_MOST;
    form->sections[form->section_count] =
        (struct sl_row_section){.code = code, .row = row, .from = form->question_count};
    return (int)form->section_count++;
}

/* Without a list every form asks it. */
static uint64_t forms_asking(const json_t *list) {
    uint64_t forms = json_is_array(list) ? 0 : UINT64_MAX;
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_int_t place = json_integer_value(json_array_get(list, i));
        forms |= place >= 0 && place < 64 ? UINT64_C(1) << place : 0;
    }
    return forms;
}

static enum sl_status read_question(struct sl_form *form, const json_t *entry,
                                    struct sl_error *err) {
    struct sl_asked *asked = &form->questions[form->question_count];
    enum sl_status status = sl_json_text(entry, "a question", "code", &asked->code, err);
    if (status == SL_OK)
        status = sl_json_text(entry, asked->code, "section", &asked->section, err);
    if (status == SL_OK)
        status = sl_json_text(entry, asked->code, "type", &asked->type, err);
    if (status != SL_OK)
        return status;
    const char *row = sl_json_text_or(entry, "row", NULL);
    asked->column = sl_json_text_or(entry, "column", "");
    asked->tokens = json_object_get(entry, "tokens");
    asked->ranked = sl_json_true(entry, "ranked");
    asked->forms = forms_asking(json_object_get(entry, "forms"));
    asked->rows = row != NULL ? add_section(form, asked->section, row) : -1;
    if (asked->rows >= 0 && asked->rows < SL_FORM_SECTIONS_MOST)
        form->sections[asked->rows].to = form->question_count + 1;
    if (asked->rows == SL_FORM_SECTIONS_MOST)
        return sl_fail(err, SL_RULE, "", "%s has more than %d sections with rows.", form->tool,
                       SL_FORM_SECTIONS_MOST);
    form->question_count++;
    return SL_OK;
}

enum sl_status sl_form_read(struct sl_text json, struct sl_form *out, struct sl_error *err) {
    struct sl_form form = {.rule_rows = -1};
    enum sl_status status = sl_json_parse("a form", json.bytes, json.length, &form.json, err);
    if (status == SL_OK)
        status = sl_json_text(form.json, "a form", "tool", &form.tool, err);
    const json_t *questions = json_object_get(form.json, "questions");
    size_t count = json_array_size(questions);
    form.questions = sl_new(count, sizeof *form.questions);
    for (size_t i = 0; i < count && status == SL_OK; i++)
        status = read_question(&form, json_array_get(questions, i), err);
    if (status == SL_OK)
        *out = form;
    else
        sl_form_drop(&form);
    return status == SL_OK ? SL_OK : SL_RULE;
}

void sl_form_drop(struct sl_form *form) {
    for (size_t i = 0; i < form->section_count; i++)
        sl_names_drop(&form->sections[i].columns);
    sl_names_drop(&form->names);
    free(form->questions);
    json_decref(form->json);
    *form = (struct sl_form){0};
}

/* Is name the question's code, or SECTION.CODE, or SECTION.*? */
static bool is_called(const struct sl_asked *asked, const char *name) {
    if (strcmp(asked->code, name) == 0)
        return true;
    size_t section = strlen(asked->section);
    if (strncmp(asked->section, name, section) != 0 || name[section] != '.')
        return false;
    return strcmp(name + section + 1, "*") == 0 || strcmp(name + section + 1, asked->code) == 0;
}

bool sl_form_need(struct sl_form *form, const char *need) {
    bool any = false;
    for (size_t i = 0; i < form->question_count; i++)
        if (is_called(&form->questions[i], need))
            any = form->questions[i].needed = true;
    return any;
}

bool sl_form_asks(const struct sl_form *form, const char *question) {
    for (size_t i = 0; i < form->question_count; i++)
        if (is_called(&form->questions[i], question))
            return true;
    return false;
}

static void name_question(struct sl_form *form, size_t index) {
    const struct sl_asked *asked = &form->questions[index];
    char whole[NAME_SIZE];
    size_t section = strlen(asked->section), code = strlen(asked->code);
    sl_names_add(&form->names, asked->code, (int32_t)index);
    if (section + code + 2 < sizeof whole) {
        memcpy(whole, asked->section, section);
        whole[section] = '.';
        memcpy(whole + section + 1, asked->code, code + 1);
        sl_names_add(&form->names, whole, (int32_t)index);
    }
    if (asked->rows >= 0 && asked->column[0] != '\0')
        sl_names_add(&form->sections[asked->rows].columns, asked->column, (int32_t)index);
}

void sl_form_name(struct sl_form *form, const json_t *needs) {
    for (size_t i = 0; i < form->question_count; i++)
        if (form->questions[i].needed)
            name_question(form, i);
    for (size_t i = 0; i < json_array_size(needs); i++) {
        const char *need = json_string_value(json_array_get(needs, i));
        const char *code = strchr(need, '.');
        if (sl_form_asks(form, need))
            continue;
        sl_names_add(&form->names, need, SL_QUESTION_ABSENT);
        if (code != NULL && !sl_form_asks(form, code + 1))
            sl_names_add(&form->names, code + 1, SL_QUESTION_ABSENT);
    }
}

void sl_form_settle(struct sl_form *form, lua_State *L, const json_t *written) {
    sl_names_settle(&form->names, L, written);
    for (size_t i = 0; i < form->section_count; i++)
        sl_names_settle(&form->sections[i].columns, L, written);
}

int sl_form_rows(const struct sl_form *form, const char *rows) {
    for (size_t i = 0; i < form->section_count; i++)
        if (strcmp(form->sections[i].row, rows) == 0 || strcmp(form->sections[i].code, rows) == 0)
            return (int)i;
    return -1;
}

const char *sl_form_sheet(const struct sl_form *form, uint32_t place) {
    const char *code =
        json_string_value(json_array_get(json_object_get(form->json, "forms"), place));
    return code != NULL ? code : "";
}
