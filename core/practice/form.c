#include "practice/form.h"
#include "practice/answer.h"
#include "practice/import_key.h"
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 92, TEMPLATE_ROWS = 2 };

struct writer {
    const struct sl_record *record;
    const struct sl_tool *tool;
    size_t form;
    struct sl_buffer out;
};

static enum sl_status find_form(const struct sl_tool *tool, const char *code, size_t *out,
                                struct sl_error *err) {
    int form = code[0] == '\0' && sl_tool_forms(tool) == 1 ? 0 : sl_tool_find_form(tool, code);
    if (form >= 0) {
        *out = (size_t)form;
        return SL_OK;
    }
    SL_AUTO(sl_buffer_drop) struct sl_buffer there = {0};
    for (size_t i = 0; i < sl_tool_forms(tool); i++)
        sl_buffer_format(&there, "%s%s", i > 0 ? ", " : "", sl_tool_form(tool, i)->code);
    return sl_fail(err, SL_INVALID, "form", "Tool %s has no form '%.40s'; it has: %s.",
                   sl_tool_code(tool), code, there.bytes);
}

/* A comment, broken at spaces. */
static void comment(struct writer *writer, const char *indent, const char *text) {
    struct sl_buffer *out = &writer->out;
    size_t column = 0, at = 0, length = strlen(text);
    while (at < length) {
        size_t word = strcspn(text + at, " \n");
        if (column == 0 || column + 1 + word > WIDTH) {
            sl_buffer_format(out, "%s#%s", column == 0 ? "" : "\n", indent);
            column = strlen(indent);
        }
        sl_buffer_char(out, ' ');
        sl_buffer_add(out, text + at, word);
        column += 1 + word;
        at += word;
        at += strspn(text + at, " \n");
    }
    sl_buffer_char(out, '\n');
}

static void key(struct writer *writer, size_t question, uint16_t row, enum sl_key_part part) {
    struct sl_import_key key = {question, row, part};
    sl_import_key_write(writer->tool, &key, &writer->out);
    sl_buffer_char(&writer->out, ':');
}

/* A value behind its key; further lines are set in. */
static void value(struct writer *writer, const char *bytes, size_t length) {
    if (length > 0)
        sl_buffer_char(&writer->out, ' ');
    for (size_t i = 0; i < length; i++) {
        sl_buffer_char(&writer->out, bytes[i]);
        if (bytes[i] == '\n')
            sl_buffer_text(&writer->out, "    ");
    }
    sl_buffer_char(&writer->out, '\n');
}

static void field(struct writer *writer, const char *name, const char *text) {
    sl_buffer_format(&writer->out, "%s:", name);
    value(writer, text, strlen(text));
}

static void write_introduction(struct writer *writer) {
    SL_AUTO(sl_free)
    char *title = sl_format("%s (%s, version %lld)", sl_tool_title(writer->tool),
                            sl_tool_code(writer->tool), (long long)sl_tool_version(writer->tool));
    comment(writer, "", title);
    comment(writer, "", sl_tool_about(writer->tool));
    sl_buffer_text(&writer->out, "#\n");
    comment(writer, "",
            "Write behind the colons. Lines that begin with # are not read. A longer answer goes "
            "on in lines that begin with a space. Where a question does not apply write n/a: and "
            "the reason; where the record shows nothing write: not evidenced; leave blank what is "
            "not answered yet. Put roles such as Mum or school nurse in place of names.");
}

static void write_forms(struct writer *writer) {
    struct sl_buffer forms = {0};
    sl_buffer_text(&forms, "form:");
    for (size_t i = 0; i < sl_tool_forms(writer->tool); i++) {
        const struct sl_form *form = sl_tool_form(writer->tool, i);
        sl_buffer_format(&forms, "%s %s (%s)", i > 0 ? " |" : "", form->code, form->title);
    }
    comment(writer, "", forms.bytes);
    sl_buffer_drop(&forms);
}

static void write_head(struct writer *writer) {
    const struct sl_record_head *head = sl_record_get_head(writer->record);
    char day[SL_DAY_SIZE], version[24];
    snprintf(version, sizeof version, "%lld", (long long)sl_tool_version(writer->tool));
    sl_buffer_char(&writer->out, '\n');
    field(writer, "tool", sl_tool_code(writer->tool));
    field(writer, "version", version);
    write_forms(writer);
    field(writer, "form", sl_tool_form(writer->tool, writer->form)->code);
    comment(writer, "", "id: leave blank for a new record");
    field(writer, "id", head->id);
    field(writer, "case_ref", head->case_ref);
    field(writer, "family_group", head->family_group);
    field(writer, "team", head->team);
    field(writer, "worker", head->worker);
    field(writer, "auditor", head->auditor);
    comment(writer, "", "day: reviewed on, such as 2025-04-03 or 3 April 2025");
    field(writer, "day", sl_day_format(head->day, day));
    field(writer, "route", head->route);
    field(writer, "programme", head->programme);
    comment(writer, "", "state: in_progress while you work on it; blank is submitted");
    field(writer, "state", head->state);
    if (head->grade[0] != '\0') {
        field(writer, "grade", head->grade);
        field(writer, "graded_on", sl_day_format(head->graded_on, day));
    }
}

static bool is_on(const struct writer *writer, const struct sl_question *question, size_t form) {
    uint64_t bit = UINT64_C(1) << form;
    return (question->forms & bit) != 0 &&
           (sl_tool_section(writer->tool, question->section)->forms & bit) != 0;
}

static bool holds_answer(const struct sl_question *question) {
    return question->type != SL_GROUP &&
           (question->type != SL_TIMELY || question->na_reason_count > 0);
}

static bool wants_evidence(const struct sl_question *question) {
    return question->evidence_on_count > 0 || question->sources != 0;
}

static void write_tokens(struct writer *writer, const struct sl_question *question) {
    struct sl_buffer choices = {0};
    for (size_t i = 0; i < question->token_count; i++)
        sl_buffer_format(&choices, "%s%s (%s)", i > 0 ? " | " : "", question->tokens[i].token,
                         question->tokens[i].label);
    if (question->type == SL_CHOICES)
        sl_buffer_text(&choices, "; several are separated by ;");
    if (choices.length > 0)
        comment(writer, "  ", choices.bytes);
    sl_buffer_drop(&choices);
}

static void write_kind(struct writer *writer, const struct sl_question *question) {
    SL_AUTO(sl_free) char *count = NULL;
    switch (question->type) {
    case SL_SCALE10:
        comment(writer, "  ", "A number from 0 to 10");
        break;
    case SL_COUNT:
        count = sl_format("A whole number from %d to %d", question->least, question->most);
        comment(writer, "  ", count);
        break;
    case SL_QUESTION_DAY:
        comment(writer, "  ", "A day, such as 2025-04-03 or 3 April 2025");
        break;
    case SL_LINK:
        count = sl_format("Reference to: %s", question->of);
        comment(writer, "  ", count);
        break;
    case SL_TIMELY:
        comment(writer, "  ", "Worked out from its two days below");
        break;
    default:
        write_tokens(writer, question);
    }
}

static void write_reasons(struct writer *writer, const struct sl_question *question) {
    struct sl_buffer text = {0};
    for (size_t i = 0; i < question->na_reason_count; i++)
        sl_buffer_format(&text, "%s n/a: %s%s", i > 0 ? " |" : "Or", question->na_reasons[i].token,
                         question->na_reasons[i].needs_text ? ": words" : "");
    if (text.length > 0)
        comment(writer, "  ", text.bytes);
    sl_buffer_clear(&text);
    for (size_t i = 0; i < question->evidence_on_count; i++)
        sl_buffer_format(&text, "%s%s", i > 0 ? ", " : "Say what you saw when the answer is ",
                         question->evidence_on[i]);
    if (text.length > 0)
        comment(writer, "  ", text.bytes);
    sl_buffer_clear(&text);
    for (unsigned bit = 1; bit <= SL_SOURCE_DATA; bit <<= 1)
        if ((question->sources & bit) != 0)
            sl_buffer_format(&text, "%s %s",
                             text.length > 0 ? "," : "Source:", sl_source_code((uint16_t)bit));
    if (text.length > 0)
        comment(writer, "  ", text.bytes);
    sl_buffer_drop(&text);
}

static void explain(struct writer *writer, const struct sl_question *question) {
    SL_AUTO(sl_free)
    char *line =
        sl_format("%s%s  %s", question->code, question->mandatory ? " *" : "", question->text);
    sl_buffer_char(&writer->out, '\n');
    comment(writer, "", line);
    write_kind(writer, question);
    write_reasons(writer, question);
    if (question->guidance[0] != '\0')
        comment(writer, "  ", question->guidance);
}

static void write_answer(struct writer *writer, size_t place, uint16_t row) {
    const struct sl_question *question = sl_tool_question(writer->tool, place);
    SL_AUTO(sl_buffer_drop) struct sl_buffer text = {0};
    struct sl_value kept;
    bool has = sl_record_value(writer->record, place, row, &kept);
    if (has)
        sl_answer_write(question, &kept, SL_ANSWER_TOKENS, &text);
    key(writer, place, row, SL_KEY_VALUE);
    value(writer, text.bytes, text.length);
    if (wants_evidence(question) || (has && kept.evidence.length > 0)) {
        key(writer, place, row, SL_KEY_EVIDENCE);
        value(writer, has ? kept.evidence.bytes : "", has ? kept.evidence.length : 0);
    }
    if (question->sources != 0 || (has && kept.sources != 0)) {
        sl_buffer_clear(&text);
        sl_sources_write(has ? kept.sources : 0, &text);
        key(writer, place, row, SL_KEY_SOURCE);
        value(writer, text.bytes, text.length);
    }
}

/* Questions of another form that are shown to think of. */
static void write_prompts(struct writer *writer, const struct sl_section *section) {
    const char *from = sl_tool_form(writer->tool, writer->form)->prompts_from;
    int other = from[0] != '\0' ? sl_tool_find_form(writer->tool, from) : -1;
    bool first = true;
    for (size_t i = section->first; i < section->end && other >= 0; i++) {
        const struct sl_question *question = sl_tool_question(writer->tool, i);
        if (question->parent >= 0 || is_on(writer, question, writer->form) ||
            !is_on(writer, question, (size_t)other))
            continue;
        if (first)
            comment(writer, "", "To think of:");
        comment(writer, "  -", question->text);
        first = false;
    }
}

static void write_questions(struct writer *writer, const struct sl_section *section, uint16_t row,
                            bool explained) {
    for (size_t i = section->first; i < section->end; i++) {
        const struct sl_question *question = sl_tool_question(writer->tool, i);
        if (!is_on(writer, question, writer->form))
            continue;
        if (explained)
            explain(writer, question);
        if (holds_answer(question))
            write_answer(writer, i, row);
    }
}

static void write_rows(struct writer *writer, size_t place) {
    const struct sl_section *section = sl_tool_section(writer->tool, place);
    int most = sl_tool_most_rows(writer->tool, place, writer->form);
    int rows = section->least_rows > TEMPLATE_ROWS ? section->least_rows : TEMPLATE_ROWS;
    rows =
        sl_record_rows(writer->record, place) > rows ? sl_record_rows(writer->record, place) : rows;
    SL_AUTO(sl_free)
    char *how =
        sl_format("Up to %d rows; for further ones copy a row and count its number on.", most);
    comment(writer, "", how);
    for (int row = 1; row <= rows && row <= most; row++) {
        sl_buffer_format(&writer->out, row > 1 ? "\n# row %d\n" : "", row);
        write_questions(writer, section, (uint16_t)row, row == 1);
    }
}

static bool is_empty(const struct writer *writer, const struct sl_section *section) {
    for (size_t i = section->first; i < section->end; i++)
        if (is_on(writer, sl_tool_question(writer->tool, i), writer->form))
            return false;
    return true;
}

static void write_section(struct writer *writer, size_t place) {
    const struct sl_section *section = sl_tool_section(writer->tool, place);
    if (is_empty(writer, section))
        return;
    sl_buffer_format(&writer->out, "\n## %s  %s\n", section->code, section->title);
    if (section->na_when[0] != '\0') {
        SL_AUTO(sl_free) char *when = sl_format("May be left out: %s", section->na_when);
        comment(writer, "", when);
    }
    write_prompts(writer, section);
    if (section->rows != NULL)
        write_rows(writer, place);
    else
        write_questions(writer, section, 0, true);
}

enum sl_status sl_form_write(const struct sl_record *record, const char *form, char **out,
                             struct sl_error *err) {
    const char *kept = sl_record_get_head(record)->form;
    struct writer writer = {.record = record, .tool = sl_record_tool(record)};
    enum sl_status status =
        find_form(writer.tool, kept[0] != '\0' ? kept : form, &writer.form, err);
    if (status != SL_OK)
        return status;
    write_introduction(&writer);
    write_head(&writer);
    for (size_t i = 0; i < sl_tool_sections(writer.tool); i++)
        write_section(&writer, i);
    *out = sl_buffer_take(&writer.out);
    return SL_OK;
}

static void csv_question(struct writer *writer, size_t place, unsigned row) {
    const struct sl_question *question = sl_tool_question(writer->tool, place);
    for (int part = 0; part < SL_KEY_PARTS; part++) {
        if ((part == SL_KEY_EVIDENCE && !wants_evidence(question)) ||
            (part == SL_KEY_SOURCE && question->sources == 0))
            continue;
        struct sl_import_key key = {place, (uint16_t)row, (enum sl_key_part)part};
        sl_buffer_char(&writer->out, ',');
        sl_import_key_write(writer->tool, &key, &writer->out);
    }
}

static void csv_section(struct writer *writer, size_t place, unsigned rows) {
    const struct sl_section *section = sl_tool_section(writer->tool, place);
    unsigned most = (unsigned)sl_tool_most_rows(writer->tool, place, writer->form);
    unsigned first = section->rows != NULL ? 1 : 0;
    unsigned last = section->rows == NULL ? 0 : rows < most ? rows : most;
    for (unsigned row = first; row <= last; row++)
        for (size_t i = section->first; i < section->end; i++) {
            const struct sl_question *question = sl_tool_question(writer->tool, i);
            if (is_on(writer, question, writer->form) && holds_answer(question))
                csv_question(writer, i, row);
        }
}

enum sl_status sl_form_csv(const struct sl_tool *tool, const char *form, unsigned rows, char **out,
                           struct sl_error *err) {
    struct writer writer = {.tool = tool};
    enum sl_status status = find_form(tool, form, &writer.form, err);
    if (status != SL_OK)
        return status;
    sl_buffer_text(&writer.out, "id,tool,form,case_ref,family_group,team,worker,auditor,day,route,"
                                "programme,state");
    for (size_t i = 0; i < sl_tool_sections(tool); i++)
        csv_section(&writer, i, rows);
    sl_buffer_char(&writer.out, '\n');
    *out = sl_buffer_take(&writer.out);
    return SL_OK;
}
