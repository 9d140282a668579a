#include "practice/answer.h"
#include "practice/record_inside.h"
#include <stdio.h>
#include <string.h>

struct missing {
    const struct sl_record *record;
    size_t form;
    void (*told)(void *context, size_t question, uint16_t row, const char *sentence);
    void *context;
    size_t count;
};

static void tell(struct missing *missing, size_t question, uint16_t row, const char *sentence) {
    missing->count++;
    if (missing->told != NULL)
        missing->told(missing->context, question, row, sentence);
}

static bool holds_one_of(const struct sl_value *value, const struct sl_asked *asked) {
    struct sl_text token;
    for (size_t at = 0; sl_answer_next_token(value->text, &at, &token);)
        for (size_t i = 0; i < asked->is_count; i++)
            if (sl_text_is(token, asked->is[i]))
                return true;
    return false;
}

static bool is_asked(const struct sl_record *record, const struct sl_asked *asked, uint16_t row) {
    if (asked->question < 0)
        return true;
    size_t other = (size_t)asked->question;
    bool in_rows = sl_tool_question(record->tool, other)->in_rows;
    struct sl_value value;
    return sl_record_value(record, other, in_rows ? row : 0, &value) &&
           value.state == SL_ANSWERED && holds_one_of(&value, asked);
}

/* A part is not asked while its question is said not to apply, or found no evidence. */
static bool is_parent_open(const struct sl_record *record, const struct sl_question *question,
                           uint16_t row) {
    struct sl_value value;
    while (question->parent >= 0) {
        if (sl_record_value(record, (size_t)question->parent, row, &value) &&
            value.state != SL_ANSWERED)
            return false;
        question = sl_tool_question(record->tool, (size_t)question->parent);
        if (!is_asked(record, &question->asked, row))
            return false;
    }
    return true;
}

bool sl_record_asks(const struct sl_record *record, size_t question, uint16_t row) {
    const struct sl_question *asked = sl_tool_question(record->tool, question);
    const struct sl_section *section = sl_tool_section(record->tool, asked->section);
    uint64_t form = UINT64_C(1) << sl_record_form(record);
    return (asked->forms & form) != 0 && (section->forms & form) != 0 &&
           is_asked(record, &section->asked, row) && is_asked(record, &asked->asked, row) &&
           is_parent_open(record, asked, row);
}

static bool asks_for_evidence(const struct sl_question *question, const struct sl_value *value) {
    for (size_t i = 0; i < question->evidence_on_count; i++)
        if (value->state == SL_ANSWERED && sl_text_is(value->text, question->evidence_on[i]))
            return value->evidence.length == 0;
    return false;
}

static bool has_start(const struct sl_record *record, const struct sl_question *question,
                      uint16_t row) {
    struct sl_value value;
    char code[96];
    snprintf(code, sizeof code, "%.80s.start", question->code);
    int start = sl_tool_find(record->tool, code);
    return start < 0 || sl_tool_question(record->tool, (size_t)start)->mandatory ||
           sl_record_value(record, (size_t)start, row, &value);
}

static void check_question(struct missing *missing, size_t place, uint16_t row) {
    const struct sl_question *question = sl_tool_question(missing->record->tool, place);
    struct sl_value value;
    char sentence[160];
    if (!sl_record_asks(missing->record, place, row))
        return;
    if (sl_record_value(missing->record, place, row, &value)) {
        if (asks_for_evidence(question, &value)) {
            snprintf(sentence, sizeof sentence, "%.60s: say what you saw that leads to this answer",
                     question->code);
            tell(missing, place, row, sentence);
        }
        return;
    }
    if (!question->mandatory || question->type == SL_GROUP ||
        (question->type == SL_TIMELY && has_start(missing->record, question, row)))
        return;
    snprintf(sentence, sizeof sentence, "%.60s: not yet answered", question->code);
    tell(missing, place, row, sentence);
}

static void check_rows(struct missing *missing, size_t place) {
    const struct sl_section *section = sl_tool_section(missing->record->tool, place);
    uint16_t rows = sl_record_rows(missing->record, place);
    char sentence[160];
    if (!sl_record_asks(missing->record, section->first, 1))
        return;
    if (rows < section->least_rows) {
        snprintf(sentence, sizeof sentence, "%.60s: at least %d are wanted, there are %u",
                 section->title, section->least_rows, rows);
        tell(missing, section->first, 0, sentence);
    }
    for (uint16_t row = 1; row <= rows; row++)
        for (size_t i = section->first; i < section->end; i++)
            check_question(missing, i, row);
}

/* Whose voices were heard, or why none was: a review answers one of the two. */
static void check_voices(struct missing *missing) {
    struct sl_value value;
    int heard = sl_tool_find(missing->record->tool, "voices");
    int why = sl_tool_find(missing->record->tool, "X8");
    if (heard < 0 || why < 0 || !sl_record_asks(missing->record, (size_t)heard, 0) ||
        !sl_record_asks(missing->record, (size_t)why, 0) ||
        sl_record_value(missing->record, (size_t)heard, 0, &value) ||
        sl_record_value(missing->record, (size_t)why, 0, &value))
        return;
    tell(missing, (size_t)heard, 0,
         "voices: say whose voices you heard, or in X8 why you heard none");
}

size_t sl_record_missing(const struct sl_record *record,
                         void (*told)(void *context, size_t question, uint16_t row,
                                      const char *sentence),
                         void *context) {
    struct missing missing = {.record = record, .told = told, .context = context};
    for (size_t i = 0; i < sl_tool_sections(record->tool); i++) {
        const struct sl_section *section = sl_tool_section(record->tool, i);
        if (section->rows != NULL)
            check_rows(&missing, i);
        else
            for (size_t q = section->first; q < section->end; q++)
                check_question(&missing, q, 0);
    }
    check_voices(&missing);
    return missing.count;
}
