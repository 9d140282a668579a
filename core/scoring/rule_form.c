#include "scoring/rule_form.h"
#include "store/query.h"
#include <stdlib.h>
#include <string.h>

struct whole {
    struct sl_rule_form form;
    bool *needed;
    struct sl_text *codes;
    char *code_bytes;
};

static enum sl_status mark_needed(struct whole *whole, const struct sl_rule_header *header,
                                  struct sl_error *err) {
    for (size_t i = 0; i < header->needs_count; i++) {
        int question = sl_tool_find(whole->form.tool, header->needs[i]);
        if (question < 0 && header->applies_count > 1)
            continue;
        if (question < 0) {
            SL_AUTO(sl_free)
            char *sentence =
                sl_format("%s version %lld doesn't ask %s", sl_tool_code(whole->form.tool),
                          (long long)sl_tool_version(whole->form.tool), header->needs[i]);
            return sl_rule_header_need_fault(header, err, i, sentence);
        }
        whole->needed[question] = true;
    }
    return SL_OK;
}

static enum sl_status find_rows(struct whole *whole, const struct sl_rule_header *header,
                                const char *rows, struct sl_error *err) {
    const struct sl_tool *tool = whole->form.tool;
    whole->form.section = -1;
    if (rows == NULL)
        return SL_OK;
    for (size_t i = 0; i < sl_tool_sections(tool); i++) {
        const struct sl_section *section = sl_tool_section(tool, i);
        if (section->rows != NULL && strcmp(section->rows, rows) == 0) {
            whole->form.section = (int)i;
            return SL_OK;
        }
    }
    return sl_rule_header_fault(header, err, "applies", "%s has no section whose rows are \"%s\"",
                                sl_tool_code(tool), rows);
}

static void write_codes(struct whole *whole) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer bytes = {0};
    size_t count = whole->form.questions;
    for (size_t i = 0; i < count; i++)
        sl_buffer_format(&bytes, "\"%s\"", sl_tool_question(whole->form.tool, i)->code);
    whole->code_bytes = sl_buffer_take(&bytes);
    const char *at = whole->code_bytes;
    for (size_t i = 0; i < count; i++) {
        whole->codes[i] = (struct sl_text){at, strcspn(at + 1, "\"") + 2};
        at += whole->codes[i].length;
    }
}

enum sl_status sl_rule_form_new(const struct sl_rule_header *header, const struct sl_tool *tool,
                                struct sl_rule_form **out, struct sl_error *err) {
    const struct sl_rule_tool *applies = sl_rule_header_applies(header, sl_tool_code(tool));
    if (applies == NULL)
        return sl_rule_header_fault(header, err, "applies", "the rule doesn't apply to %s",
                                    sl_tool_code(tool));
    size_t count = sl_tool_questions(tool);
    struct whole *whole = sl_new(1, sizeof *whole);
    whole->needed = sl_new(count, sizeof *whole->needed);
    whole->codes = sl_new(count, sizeof *whole->codes);
    whole->form = (struct sl_rule_form){.tool = tool,
                                        .code = sl_tool_code(tool),
                                        .version = sl_tool_version(tool),
                                        .questions = count,
                                        .needed = whole->needed,
                                        .codes = whole->codes,
                                        .section = -1};
    enum sl_status status = mark_needed(whole, header, err);
    if (status == SL_OK)
        status = find_rows(whole, header, applies->rows, err);
    if (status == SL_OK) {
        write_codes(whole);
        *out = &whole->form;
    } else {
        sl_rule_form_free(&whole->form);
    }
    return status;
}

void sl_rule_form_free(struct sl_rule_form *form) {
    if (form == NULL)
        return;
    struct whole *whole = (struct whole *)form;
    free(whole->needed);
    free(whole->codes);
    free(whole->code_bytes);
    free(whole);
}

uint16_t sl_rule_form_rows(const struct sl_rule_form *form, const struct sl_body *body) {
    uint16_t rows = 0;
    if (form->section < 0)
        return 0;
    const struct sl_section *section = sl_tool_section(form->tool, (size_t)form->section);
    for (size_t q = section->first; q < section->end && q < body->questions; q++) {
        uint32_t from, to;
        sl_body_cells(body, (uint32_t)q, &from, &to);
        struct sl_value value;
        uint16_t last = to > from ? sl_body_value(body, to - 1, &value) : 0;
        rows = last > rows ? last : rows;
    }
    return rows;
}

struct sl_rule_forms {
    struct sl_rule_form **forms;
    struct sl_tool **tools;
    struct sl_scorer_form *for_scorer;
    size_t count;
};

struct sl_rule_forms *sl_rule_forms_new(void) {
    return sl_new(1, sizeof(struct sl_rule_forms));
}

enum sl_status sl_rule_forms_add(struct sl_rule_forms *forms, const struct sl_rule_header *header,
                                 struct sl_tool *tool, struct sl_error *err) {
    struct sl_rule_form *form = NULL;
    enum sl_status status = sl_rule_form_new(header, tool, &form, err);
    if (status != SL_OK) {
        sl_tool_free(tool);
        return status;
    }
    size_t count = forms->count + 1;
    forms->forms = sl_resize(forms->forms, count, sizeof *forms->forms);
    forms->tools = sl_resize(forms->tools, count, sizeof *forms->tools);
    forms->for_scorer = sl_resize(forms->for_scorer, count, sizeof *forms->for_scorer);
    forms->forms[forms->count] = form;
    forms->tools[forms->count] = tool;
    forms->for_scorer[forms->count] =
        (struct sl_scorer_form){sl_text_of(sl_tool_for_scorers(tool))};
    forms->count = count;
    return SL_OK;
}

static enum sl_status load_versions(struct sl_store *store, const struct sl_rule_header *header,
                                    const char *code, struct sl_rule_forms *forms,
                                    struct sl_error *unfit, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store, "SELECT version FROM tool_version WHERE tool = :tool ORDER BY version", err);
    sl_query_text(&q, ":tool", code);
    while (sl_query_next(&q)) {
        struct sl_tool *tool = NULL;
        enum sl_status status = sl_tool_load(store, code, sl_query_get_int(&q, 0), &tool, err);
        if (status != SL_OK)
            return status;
        sl_rule_forms_add(forms, header, tool, unfit);
    }
    return q.status;
}

enum sl_status sl_rule_forms_load(struct sl_store *store, const struct sl_rule_header *header,
                                  struct sl_rule_forms **out, struct sl_error *err) {
    SL_AUTO(sl_rule_forms_drop) struct sl_rule_forms *forms = sl_rule_forms_new();
    struct sl_error unfit = {0};
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < header->applies_count && status == SL_OK; i++)
        status = load_versions(store, header, header->applies[i].tool, forms, &unfit, err);
    if (status != SL_OK)
        return status;
    if (forms->count == 0 && unfit.status != SL_OK)
        return sl_fail(err, SL_NOT_FOUND, unfit.field, "%s", unfit.text);
    if (forms->count == 0)
        return sl_fail(err, SL_NOT_FOUND, "applies",
                       "The store has no tool %s, which the rule %s applies to",
                       header->applies[0].tool, header->code);
    *out = forms;
    forms = NULL;
    return SL_OK;
}

enum sl_status sl_rule_forms_check(const struct sl_rule_forms *forms,
                                   const struct sl_rule_header *header, struct sl_error *err) {
    for (size_t n = 0; n < header->needs_count; n++) {
        bool asked = false;
        for (size_t i = 0; i < forms->count && !asked; i++)
            asked = sl_tool_find(forms->forms[i]->tool, header->needs[n]) >= 0;
        if (asked)
            continue;
        SL_AUTO(sl_free)
        char *sentence = sl_format("none of the tools it applies to asks %s", header->needs[n]);
        return sl_rule_header_need_fault(header, err, n, sentence);
    }
    return SL_OK;
}

void sl_rule_forms_free(struct sl_rule_forms *forms) {
    if (forms == NULL)
        return;
    for (size_t i = 0; i < forms->count; i++) {
        sl_rule_form_free(forms->forms[i]);
        sl_tool_free(forms->tools[i]);
    }
    free(forms->forms);
    free(forms->tools);
    free(forms->for_scorer);
    free(forms);
}

void sl_rule_forms_drop(struct sl_rule_forms **forms) {
    sl_rule_forms_free(*forms);
    *forms = NULL;
}

size_t sl_rule_forms_count(const struct sl_rule_forms *forms) {
    return forms->count;
}

const struct sl_rule_form *sl_rule_forms_at(const struct sl_rule_forms *forms, size_t index) {
    return forms->forms[index];
}

int sl_rule_forms_find(const struct sl_rule_forms *forms, const char *tool, int64_t version) {
    for (size_t i = 0; i < forms->count; i++)
        if (forms->forms[i]->version == version && strcmp(forms->forms[i]->code, tool) == 0)
            return (int)i;
    return -1;
}

const struct sl_scorer_form *sl_rule_forms_for_scorer(const struct sl_rule_forms *forms) {
    return forms->for_scorer;
}
