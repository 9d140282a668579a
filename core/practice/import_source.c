#include "practice/import_source.h"
#include "practice/answer.h"
#include <assert.h>
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const field_names[] = {
    [SL_FIELD_ID] = "id",       [SL_FIELD_TOOL] = "tool",     [SL_FIELD_VERSION] = "version",
    [SL_FIELD_FORM] = "form",   [SL_FIELD_CASE] = "case_ref", [SL_FIELD_FAMILY] = "family_group",
    [SL_FIELD_TEAM] = "team",   [SL_FIELD_WORKER] = "worker", [SL_FIELD_AUDITOR] = "auditor",
    [SL_FIELD_DAY] = "day",     [SL_FIELD_ROUTE] = "route",   [SL_FIELD_PROGRAMME] = "programme",
    [SL_FIELD_STATE] = "state", [SL_FIELD_GRADE] = "grade",   [SL_FIELD_GRADED_ON] = "graded_on",
};
static_assert(SL_COUNT(field_names) == SL_FIELDS, "one each");

const char *sl_import_field_name(enum sl_import_field field) {
    return field_names[field];
}

static char plain(char c) {
    return c == ' ' || c == '-' ? '_' : (char)tolower((unsigned char)c);
}

static bool is_called(const char *column, const char *name) {
    while (*name != '\0' && plain(*column) == *name) {
        column++;
        name++;
    }
    return *name == '\0' && *column == '\0';
}

int sl_import_field_of(const char *column) {
    for (int i = 0; i < SL_FIELDS; i++)
        if (is_called(column, field_names[i]))
            return i;
    return is_called(column, "record") || is_called(column, "record_id") ? SL_FIELD_ID : -1;
}

static void free_tool(struct sl_import_tool *tool) {
    for (size_t i = 0; i < tool->record_count; i++)
        sl_record_free(tool->records[i]);
    free(tool->records);
    if (tool->free_columns != NULL)
        tool->free_columns(tool->columns);
    sl_tool_free(tool->tool);
}

void sl_import_context_drop(struct sl_import_context *context) {
    for (size_t i = 0; i < context->tool_count; i++)
        free_tool(&context->tools[i]);
    free(context->tools);
    context->tools = NULL;
    context->tool_count = 0;
}

static void tell_fault(struct sl_import_context *context, struct sl_import_item *item, long line,
                       const struct sl_error *fault) {
    item->refused = true;
    if (context->quiet)
        return;
    if (context->first.status == SL_OK)
        context->first = *fault;
    if (context->import->refused != NULL)
        context->import->refused(context->import->context, line, fault->field, fault->text);
}

void sl_import_refuse_as(struct sl_import_context *context, struct sl_import_item *item,
                         const struct sl_error *fault) {
    size_t name = strlen(context->name);
    bool has_place = strncmp(fault->text, context->name, name) == 0 && fault->text[name] == ':';
    tell_fault(context, item, has_place ? strtol(fault->text + name + 1, NULL, 10) : 0, fault);
}

void sl_import_refuse(struct sl_import_context *context, struct sl_import_item *item, long line,
                      const char *column, const char *format, ...) {
    char sentence[480];
    va_list values;
    va_start(values, format);
    vsnprintf(sentence, sizeof sentence, format, values);
    va_end(values);
    struct sl_error err;
    sl_fail(&err, SL_INVALID, column, "%s", sentence);
    sl_fail_at(&err, SL_INVALID, context->name, line, 0);
    tell_fault(context, item, line, &err);
}

void sl_import_remark(struct sl_import_context *context, const char *format, ...) {
    if (context->quiet || context->import->remark == NULL)
        return;
    char sentence[480];
    va_list values;
    va_start(values, format);
    vsnprintf(sentence, sizeof sentence, format, values);
    va_end(values);
    context->import->remark(context->import->context, sentence);
}

enum sl_status sl_import_find_tool(struct sl_import_context *context, const char *code,
                                   int64_t version, size_t *index, struct sl_error *err) {
    for (size_t i = 0; i < context->tool_count; i++) {
        const struct sl_tool *tool = context->tools[i].tool;
        if (strcmp(sl_tool_code(tool), code) == 0 &&
            (version == 0 || sl_tool_version(tool) == version)) {
            *index = i;
            return SL_OK;
        }
    }
    struct sl_tool *tool = NULL;
    enum sl_status status = sl_tool_load(context->store, code, version, &tool, err);
    if (status != SL_OK)
        return status;
    context->tools = sl_resize(context->tools, context->tool_count + 1, sizeof *context->tools);
    context->tools[context->tool_count] = (struct sl_import_tool){.tool = tool};
    *index = context->tool_count++;
    return SL_OK;
}

struct sl_record *sl_import_hand_out(struct sl_import_context *context, size_t index) {
    struct sl_import_tool *tool = &context->tools[index];
    if (tool->used == tool->record_count) {
        tool->records =
            sl_resize(tool->records, tool->record_count + 1, sizeof(struct sl_record *));
        tool->records[tool->record_count++] = sl_record_new(tool->tool);
    }
    struct sl_record *record = tool->records[tool->used++];
    sl_record_clear(record);
    return record;
}

void sl_import_take_back(struct sl_import_context *context) {
    for (size_t i = 0; i < context->tool_count; i++)
        context->tools[i].used = 0;
}

void sl_import_name_id(const char *tool, const char *const fields[SL_FIELDS], char id[SL_ID_SIZE]) {
    const char *given = fields[SL_FIELD_ID];
    SL_AUTO(sl_free) char *space = sl_format("record/%s", tool);
    if (sl_id_is(given)) {
        memcpy(id, given, SL_ID_SIZE);
        return;
    }
    if (given[0] != '\0') {
        sl_id_from_name(space, given, id);
        return;
    }
    sl_day day = SL_DAY_NONE;
    char text[SL_DAY_SIZE];
    sl_day_parse_uk(fields[SL_FIELD_DAY], &day, NULL);
    SL_AUTO(sl_free)
    char *name = sl_format("\n%s\n%s\n%s", fields[SL_FIELD_CASE], sl_day_format(day, text),
                           fields[SL_FIELD_AUDITOR]);
    sl_id_from_name(space, name, id);
}

static bool read_day(struct sl_import_context *context, struct sl_import_item *item,
                     const char *const fields[SL_FIELDS], enum sl_import_field field, sl_day *out) {
    struct sl_error err = {0};
    *out = SL_DAY_NONE;
    if (fields[field][0] == '\0' || sl_day_parse_uk(fields[field], out, &err) == SL_OK)
        return true;
    sl_import_refuse(context, item, item->line, field_names[field], "%s: %s", field_names[field],
                     err.text);
    return false;
}

static const char *or_default(const char *given, const char *fallback) {
    return given[0] != '\0' || fallback == NULL ? given : fallback;
}

static bool set_head(struct sl_import_context *context, struct sl_import_item *item,
                     const char *const fields[SL_FIELDS], const char *tool) {
    char id[SL_ID_SIZE];
    struct sl_error err = {0};
    sl_import_name_id(tool, fields, id);
    struct sl_record_head head = {
        .id = id,
        .form = or_default(fields[SL_FIELD_FORM], context->import->form),
        .case_ref = fields[SL_FIELD_CASE],
        .family_group = fields[SL_FIELD_FAMILY],
        .team = fields[SL_FIELD_TEAM],
        .worker = fields[SL_FIELD_WORKER],
        .auditor = fields[SL_FIELD_AUDITOR],
        .route = fields[SL_FIELD_ROUTE],
        .programme = fields[SL_FIELD_PROGRAMME],
        .state = or_default(fields[SL_FIELD_STATE], context->import->state),
        .grade = fields[SL_FIELD_GRADE],
    };
    if (!read_day(context, item, fields, SL_FIELD_DAY, &head.day) ||
        !read_day(context, item, fields, SL_FIELD_GRADED_ON, &head.graded_on))
        return false;
    if (sl_record_set_head(item->record, &head, &err) == SL_OK)
        return true;
    sl_import_refuse(context, item, item->line, err.field, "%s", err.text);
    return false;
}

/* 0 when the field is blank or no number. */
static int64_t version_of(const char *text) {
    return strlen(text) <= 9 && text[strspn(text, "0123456789")] == '\0' ? atoi(text) : 0;
}

bool sl_import_begin(struct sl_import_context *context, struct sl_import_item *item,
                     const char *const fields[SL_FIELDS], size_t *tool) {
    const char *code = or_default(fields[SL_FIELD_TOOL], context->import->tool);
    struct sl_error err = {0};
    if (code[0] == '\0') {
        sl_import_refuse(context, item, item->line, "tool", "The row names no tool.");
        return false;
    }
    if (sl_import_find_tool(context, code, version_of(fields[SL_FIELD_VERSION]), tool, &err) !=
        SL_OK) {
        sl_import_refuse(context, item, item->line, "tool", "%s", err.text);
        return false;
    }
    item->record = sl_import_hand_out(context, *tool);
    return set_head(context, item, fields, code);
}

void sl_import_answer(struct sl_import_context *context, struct sl_import_item *item,
                      const struct sl_import_key *key, const char *const cells[SL_KEY_PARTS],
                      const char *column) {
    struct sl_error err = {0};
    uint16_t sources = 0;
    const char *value = cells[SL_KEY_VALUE], *evidence = cells[SL_KEY_EVIDENCE];
    const char *code = sl_tool_question(sl_record_tool(item->record), key->question)->code;
    if (cells[SL_KEY_SOURCE][0] != '\0' &&
        sl_sources_read(sl_text_of(cells[SL_KEY_SOURCE]), &sources, &err) != SL_OK) {
        sl_import_refuse(context, item, item->line, column, "%s: %s", code, err.text);
        return;
    }
    if (value[0] == '\0' && (evidence[0] != '\0' || sources != 0)) {
        sl_import_refuse(context, item, item->line, column, "%s: there is evidence but no answer.",
                         code);
        return;
    }
    item->answers += value[0] != '\0';
    if (sl_record_answer(item->record, key->question, key->row, value, sources, evidence, &err) !=
        SL_OK)
        sl_import_refuse(context, item, item->line, column, "%s", err.text);
}
