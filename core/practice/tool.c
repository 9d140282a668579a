#include "practice/tool_inside.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const char *const type_names[] = {
    [SL_GRADE] = "grade",     [SL_MET] = "met",         [SL_YES_NO] = "yes_no",
    [SL_SCALE10] = "scale10", [SL_COUNT] = "count",     [SL_QUESTION_DAY] = "day",
    [SL_CHOICE] = "choice",   [SL_CHOICES] = "choices", [SL_QUESTION_TEXT] = "text",
    [SL_TIMELY] = "timely",   [SL_GROUP] = "group",     [SL_LINK] = "link",
};
static_assert(SL_COUNT(type_names) == SL_QUESTION_TYPES, "one each");

static const struct {
    uint16_t bit;
    const char *code;
} sources[] = {
    {SL_SOURCE_RECORD, "record"},           {SL_SOURCE_WORKER, "worker"},
    {SL_SOURCE_MANAGER, "manager"},         {SL_SOURCE_CHILD, "child"},
    {SL_SOURCE_PARENT_CARER, "parent"},     {SL_SOURCE_PARTNER, "partner"},
    {SL_SOURCE_OBSERVATION, "observation"}, {SL_SOURCE_DATA, "data"},
};

void sl_tool_free(struct sl_tool *tool) {
    if (tool == NULL)
        return;
    for (size_t i = 0; i < tool->kept_count; i++)
        free(tool->kept[i]);
    free(tool->kept);
    free(tool->scales);
    free(tool->lists);
    free(tool->forms);
    free(tool->sections);
    free(tool->questions);
    free(tool->slots);
    free(tool->by_code);
    free(tool->for_scorers);
    free(tool->json);
    json_decref(tool->root);
    free(tool);
}

void sl_tool_drop(struct sl_tool **tool) {
    sl_tool_free(*tool);
    *tool = NULL;
}

const char *sl_tool_code(const struct sl_tool *tool) {
    return sl_json_text_or(tool->root, "tool", "");
}

int64_t sl_tool_version(const struct sl_tool *tool) {
    return sl_json_whole_or(tool->root, "version", 0);
}

const char *sl_tool_title(const struct sl_tool *tool) {
    return sl_json_text_or(tool->root, "title", sl_tool_code(tool));
}

const char *sl_tool_about(const struct sl_tool *tool) {
    return sl_json_text_or(tool->root, "about", "");
}

bool sl_tool_is_question_set(const struct sl_tool *tool) {
    return sl_json_true(tool->root, "question_set");
}

const struct sl_hash *sl_tool_hash(const struct sl_tool *tool) {
    return &tool->hash;
}

const char *sl_tool_json(const struct sl_tool *tool) {
    return tool->json;
}

const char *sl_tool_for_scorers(const struct sl_tool *tool) {
    return tool->for_scorers;
}

size_t sl_tool_forms(const struct sl_tool *tool) {
    return tool->form_count;
}

const struct sl_form *sl_tool_form(const struct sl_tool *tool, size_t index) {
    assert(index < tool->form_count);
    return &tool->forms[index];
}

int sl_tool_find_form(const struct sl_tool *tool, const char *code) {
    for (size_t i = 0; i < tool->form_count; i++)
        if (strcmp(tool->forms[i].code, code) == 0)
            return (int)i;
    return -1;
}

size_t sl_tool_sections(const struct sl_tool *tool) {
    return tool->section_count;
}

const struct sl_section *sl_tool_section(const struct sl_tool *tool, size_t index) {
    assert(index < tool->section_count);
    return &tool->sections[index];
}

int sl_tool_find_section(const struct sl_tool *tool, const char *code) {
    for (size_t i = 0; i < tool->section_count; i++)
        if (strcmp(tool->sections[i].code, code) == 0)
            return (int)i;
    return -1;
}

int sl_tool_most_rows(const struct sl_tool *tool, size_t section, size_t form) {
    assert(section < tool->section_count && form < tool->form_count);
    const json_t *json = json_array_get(json_object_get(tool->root, "sections"), section);
    const json_t *by_form = json_object_get(json_object_get(json, "rows"), "max_by_form");
    return (int)sl_json_whole_or(by_form, tool->forms[form].code,
                                 tool->sections[section].most_rows);
}

size_t sl_tool_questions(const struct sl_tool *tool) {
    return tool->question_count;
}

const struct sl_question *sl_tool_question(const struct sl_tool *tool, size_t index) {
    assert(index < tool->question_count);
    return &tool->questions[index];
}

static uint32_t hash_on(uint32_t hash, const char *text) {
    for (; *text != '\0'; text++)
        hash = (hash ^ (unsigned char)*text) * UINT32_C(16777619);
    return hash;
}

static bool names(const struct sl_tool *tool, const struct sl_tool_slot *slot, const char *code) {
    const struct sl_question *question = &tool->questions[slot->place - 1];
    if (slot->with_section) {
        const char *section = tool->sections[question->section].code;
        size_t length = strlen(section);
        if (strncmp(code, section, length) != 0 || code[length] != '.')
            return false;
        code += length + 1;
    }
    return strcmp(code, question->code) == 0;
}

int sl_tool_find(const struct sl_tool *tool, const char *question) {
    uint32_t hash = hash_on(UINT32_C(2166136261), question);
    size_t at = hash & (tool->slot_count - 1);
    for (; tool->slots[at].place != 0; at = (at + 1) & (tool->slot_count - 1))
        if (tool->slots[at].hash == hash && names(tool, &tool->slots[at], question))
            return (int)tool->slots[at].place - 1;
    return -1;
}

static void put_slot(struct sl_tool *tool, uint32_t hash, size_t place, bool with_section) {
    size_t at = hash & (tool->slot_count - 1);
    while (tool->slots[at].place != 0)
        at = (at + 1) & (tool->slot_count - 1);
    tool->slots[at] = (struct sl_tool_slot){hash, (uint32_t)place + 1, with_section};
}

static int by_code(const void *left, const void *right, void *questions) {
    const struct sl_question *all = questions;
    return strcmp(all[*(const uint32_t *)left].code, all[*(const uint32_t *)right].code);
}

void sl_tool_index(struct sl_tool *tool) {
    const uint32_t start = UINT32_C(2166136261);
    tool->slot_count = 8;
    while (tool->slot_count < 4 * tool->question_count)
        tool->slot_count *= 2;
    tool->slots = sl_new(tool->slot_count, sizeof *tool->slots);
    tool->by_code = sl_new(tool->question_count + 1, sizeof *tool->by_code);
    for (size_t i = 0; i < tool->question_count; i++) {
        const struct sl_question *question = &tool->questions[i];
        const char *section = tool->sections[question->section].code;
        put_slot(tool, hash_on(start, question->code), i, false);
        put_slot(tool, hash_on(hash_on(hash_on(start, section), "."), question->code), i, true);
        tool->by_code[i] = (uint32_t)i;
    }
    qsort_r(tool->by_code, tool->question_count, sizeof *tool->by_code, by_code, tool->questions);
}

int sl_tool_find_column(const struct sl_tool *tool, const char *rows, const char *column) {
    for (size_t i = 0; i < tool->question_count; i++) {
        const char *of = tool->sections[tool->questions[i].section].rows;
        bool here = rows == NULL ? of == NULL : of != NULL && strcmp(of, rows) == 0;
        if (here && strcmp(tool->questions[i].column, column) == 0)
            return (int)i;
    }
    return -1;
}

const uint32_t *sl_tool_by_code(const struct sl_tool *tool) {
    return tool->by_code;
}

int sl_tool_overall(const struct sl_tool *tool) {
    return tool->overall;
}

static json_t *tokens_of(const struct sl_question *question) {
    json_t *tokens = json_array();
    for (size_t i = 0; i < question->token_count; i++)
        json_array_append_new(tokens, json_string(question->tokens[i].token));
    return tokens;
}

/* NULL when every form asks it. */
static json_t *forms_asking(const struct sl_tool *tool, const struct sl_question *question) {
    size_t count = sl_tool_forms(tool), asking = 0;
    json_t *forms = json_array();
    for (size_t i = 0; i < count; i++)
        if (question->forms >> i & 1) {
            json_array_append_new(forms, json_integer((json_int_t)i));
            asking++;
        }
    if (asking < count)
        return forms;
    json_decref(forms);
    return NULL;
}

static json_t *question_for_scorers(const struct sl_tool *tool,
                                    const struct sl_question *question) {
    const struct sl_section *section = &tool->sections[question->section];
    json_t *row = section->rows != NULL ? json_string(section->rows) : json_null();
    bool ranked = question->token_count > 0 && question->tokens[0].rank != 0;
    return json_pack("{ss ss ss so sb so ss sb sb so*}", "code", question->code, "section",
                     section->code, "type", type_names[question->type], "tokens",
                     tokens_of(question), "ranked", ranked, "row", row, "column", question->column,
                     "core", section->core, "judgement", question->judgement, "forms",
                     forms_asking(tool, question));
}

char *sl_tool_tell_scorers(const struct sl_tool *tool) {
    json_t *questions = json_array(), *forms = json_array();
    for (size_t i = 0; i < tool->question_count; i++)
        json_array_append_new(questions, question_for_scorers(tool, &tool->questions[i]));
    for (size_t i = 0; i < sl_tool_forms(tool); i++)
        json_array_append_new(forms, json_string(sl_tool_form(tool, i)->code));
    SL_AUTO(sl_json_drop)
    json_t *all =
        json_pack("{ss sI so so}", "tool", sl_tool_code(tool), "version",
                  (json_int_t)sl_tool_version(tool), "forms", forms, "questions", questions);
    return sl_json_canonical(all);
}

const struct sl_token *sl_question_token(const struct sl_question *question, struct sl_text token) {
    for (size_t i = 0; i < question->token_count; i++)
        if (sl_text_is(token, question->tokens[i].token))
            return &question->tokens[i];
    return NULL;
}

const char *sl_tool_grade_label(const struct sl_tool *tool, const char *token) {
    for (size_t i = 0; i < sl_tool_questions(tool); i++) {
        const struct sl_question *asked = sl_tool_question(tool, i);
        const struct sl_token *found =
            asked->type == SL_GRADE ? sl_question_token(asked, sl_text_of(token)) : NULL;
        if (found != NULL)
            return found->label;
    }
    return NULL;
}

const char *sl_question_type_name(enum sl_question_type type) {
    return type < SL_QUESTION_TYPES ? type_names[type] : "";
}

enum sl_question_type sl_question_type_of(const char *name) {
    size_t type = 0;
    while (type < SL_QUESTION_TYPES && strcmp(name, type_names[type]) != 0)
        type++;
    return (enum sl_question_type)type;
}

uint16_t sl_source_of(struct sl_text code) {
    for (size_t i = 0; i < SL_COUNT(sources); i++)
        if (sl_text_is(code, sources[i].code))
            return sources[i].bit;
    return 0;
}

const char *sl_source_code(uint16_t source) {
    for (size_t i = 0; i < SL_COUNT(sources); i++)
        if (sources[i].bit == source)
            return sources[i].code;
    return "";
}
