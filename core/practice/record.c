#include "practice/answer.h"
#include "practice/record_inside.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const char *const states[] = {"in_progress", "submitted", "moderating",     "returned",
                                     "graded",      "shared",    "actions_agreed", "closing",
                                     "closed",      "withdrawn"};

static uint32_t rows_of(const struct sl_tool *tool, const struct sl_question *question) {
    return question->in_rows ? (uint32_t)sl_tool_section(tool, question->section)->most_rows : 1;
}

struct sl_record *sl_record_new(const struct sl_tool *tool) {
    struct sl_record *record = sl_new(1, sizeof *record);
    size_t questions = sl_tool_questions(tool);
    uint32_t slots = 0;
    record->tool = tool;
    record->first = sl_new(questions + 1, sizeof *record->first);
    for (size_t i = 0; i < questions; i++) {
        record->first[i] = slots;
        slots += rows_of(tool, sl_tool_question(tool, i));
    }
    record->first[questions] = slots;
    record->slots = sl_new(slots + 1, sizeof *record->slots);
    record->packer = sl_packer_new(sl_tool_hash(tool)->bytes, (uint32_t)questions);
    sl_record_clear(record);
    return record;
}

void sl_record_free(struct sl_record *record) {
    if (record == NULL)
        return;
    sl_packer_free(record->packer);
    sl_buffer_drop(&record->head_texts);
    sl_buffer_drop(&record->texts);
    sl_buffer_drop(&record->words);
    free(record->cells);
    free(record->slots);
    free(record->first);
    free(record);
}

void sl_record_drop(struct sl_record **record) {
    sl_record_free(*record);
    *record = NULL;
}

static uint32_t *slot_of(const struct sl_record *record, size_t question, uint16_t row) {
    uint32_t in_rows = sl_tool_question(record->tool, question)->in_rows;
    return &record->slots[record->first[question] + row - in_rows];
}

void sl_record_clear(struct sl_record *record) {
    for (size_t i = 0; i < record->count; i++)
        *slot_of(record, record->cells[i].question, record->cells[i].row) = 0;
    record->count = 0;
    record->record_no = record->revision = 0;
    sl_buffer_clear(&record->texts);
    sl_buffer_clear(&record->head_texts);
    record->head = (struct sl_record_head){"", "",          "", "", "", "", "",
                                           "", SL_DAY_NONE, "", "", "", "", SL_DAY_NONE};
}

enum sl_status sl_record_set_form(struct sl_record *record, const char *form,
                                  struct sl_error *err) {
    int place = sl_tool_find_form(record->tool, form);
    if (place < 0)
        return sl_fail(err, SL_NOT_FOUND, "form", "Tool %s has no form '%s'",
                       sl_tool_code(record->tool), form);
    record->head.form = sl_tool_form(record->tool, (size_t)place)->code;
    return SL_OK;
}

const struct sl_record_head *sl_record_get_head(const struct sl_record *record) {
    return &record->head;
}

const struct sl_tool *sl_record_tool(const struct sl_record *record) {
    return record->tool;
}

int64_t sl_record_no(const struct sl_record *record) {
    return record->record_no;
}

int64_t sl_record_revision(const struct sl_record *record) {
    return record->revision;
}

size_t sl_record_form(const struct sl_record *record) {
    int form = sl_tool_find_form(record->tool, record->head.form);
    return form >= 0 ? (size_t)form : 0;
}

/* The head */

static const char *const basis_names[] = {"provisional", "final"};

const char *sl_record_basis(const char *state) {
    if (strcmp(state, "submitted") == 0 || strcmp(state, "moderating") == 0)
        return basis_names[0];
    static const char *const final[] = {"graded", "shared", "actions_agreed", "closing", "closed"};
    for (size_t i = 0; i < SL_COUNT(final); i++)
        if (strcmp(state, final[i]) == 0)
            return basis_names[1];
    return NULL;
}

static size_t characters(const char *text) {
    size_t count = 0;
    for (; *text != '\0'; text++)
        count += ((unsigned char)*text & 0xc0) != 0x80;
    return count;
}

static enum sl_status check_reference(const char *field, const char *text, size_t most,
                                      struct sl_error *err) {
    struct sl_text whole = sl_text_of(text);
    struct sl_error fault = {0};
    if (sl_text_check(whole, &fault) != SL_OK)
        return sl_fail(err, SL_INVALID, field, "%s: %s", field, fault.text);
    if (characters(text) > most)
        return sl_fail(err, SL_INVALID, field, "%s has more than %zu characters", field, most);
    if (sl_text_trim(whole).length != whole.length || strpbrk(text, "\n\t") != NULL)
        return sl_fail(err, SL_INVALID, field,
                       "%s '%s' has spaces at an end, a tab or a new line in it", field, text);
    return SL_OK;
}

static enum sl_status check_form(const struct sl_tool *tool, const char *form, const char **out,
                                 struct sl_error *err) {
    *out = form;
    if (form[0] == '\0' && sl_tool_forms(tool) == 1)
        *out = sl_tool_form(tool, 0)->code;
    if (sl_tool_find_form(tool, *out) >= 0)
        return SL_OK;
    SL_AUTO(sl_buffer_drop) struct sl_buffer there = {0};
    for (size_t i = 0; i < sl_tool_forms(tool); i++)
        sl_buffer_format(&there, "%s%s", i > 0 ? ", " : "", sl_tool_form(tool, i)->code);
    return sl_fail(err, SL_INVALID, "form", "Tool %s has no form '%s'; it has: %s",
                   sl_tool_code(tool), form, there.bytes);
}

static enum sl_status check_day(sl_day day, struct sl_error *err) {
    char text[SL_DAY_SIZE];
    if (day == SL_DAY_NONE)
        return sl_fail(err, SL_INVALID, "day", "The day of the record is missing");
    if (day > sl_day_today())
        return sl_fail(err, SL_INVALID, "day", "The day of the record, %s, lies after today",
                       sl_day_format(day, text));
    return SL_OK;
}

static enum sl_status check_state(const char *state, struct sl_error *err) {
    for (size_t i = 0; i < SL_COUNT(states); i++)
        if (strcmp(state, states[i]) == 0)
            return SL_OK;
    return sl_fail(
        err, SL_INVALID, "state",
        "'%s' is no state: in_progress, submitted, moderating, returned, graded, shared, "
        "actions_agreed, closing, closed, withdrawn",
        state);
}

static bool is_final(const char *state) {
    const char *basis = sl_record_basis(state);
    return basis != NULL && strcmp(basis, "final") == 0;
}

static enum sl_status check_grade(const struct sl_tool *tool, const struct sl_record_head *head,
                                  struct sl_error *err) {
    int overall = sl_tool_overall(tool);
    if (head->grade[0] == '\0')
        return SL_OK;
    if (overall < 0)
        return sl_fail(err, SL_INVALID, "grade", "Tool %s gives no grade", sl_tool_code(tool));
    if (sl_question_token(sl_tool_question(tool, (size_t)overall), sl_text_of(head->grade)) == NULL)
        return sl_fail(err, SL_INVALID, "grade", "'%s' is no grade of tool %s", head->grade,
                       sl_tool_code(tool));
    if (!is_final(head->state) && strcmp(head->state, "moderating") != 0)
        return sl_fail(err, SL_INVALID, "grade", "A record has a grade from 'graded' on, not %s",
                       head->state);
    return SL_OK;
}

static enum sl_status check_case(const struct sl_tool *tool, const struct sl_record_head *head,
                                 struct sl_error *err) {
    int form = sl_tool_find_form(tool, head->form);
    if (head->case_ref[0] != '\0' || strcmp(sl_tool_form(tool, (size_t)form)->kind, "review") != 0)
        return SL_OK;
    return sl_fail(err, SL_INVALID, "case_ref", "A review is about a case: case_ref is missing");
}

static enum sl_status check_head(const struct sl_tool *tool, struct sl_record_head *head,
                                 struct sl_error *err) {
    const struct {
        const char *field, *text;
    } references[] = {{"case_ref", head->case_ref},  {"family_group", head->family_group},
                      {"team", head->team},          {"worker", head->worker},
                      {"auditor", head->auditor},    {"route", head->route},
                      {"programme", head->programme}};
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < SL_COUNT(references) && status == SL_OK; i++)
        status = check_reference(references[i].field, references[i].text, 64, err);
    if (status == SL_OK && head->team[0] == '\0')
        status = sl_fail(err, SL_INVALID, "team", "The team is missing");
    if (status == SL_OK && head->id[0] != '\0' && strlen(head->id) != 36)
        status = sl_fail(err, SL_INVALID, "id", "'%s' is no id of a record", head->id);
    if (status == SL_OK)
        status = check_form(tool, head->form, &head->form, err);
    if (status == SL_OK)
        status = check_day(head->day, err);
    if (status == SL_OK)
        status = check_state(head->state, err);
    if (status == SL_OK)
        status = check_grade(tool, head, err);
    return status == SL_OK ? check_case(tool, head, err) : status;
}

void sl_record_keep_head(struct sl_record *record, const struct sl_record_head *head) {
    const char *const *const from[] = {&head->id,           &head->form,    &head->case_ref,
                                       &head->family_group, &head->team,    &head->service,
                                       &head->worker,       &head->auditor, &head->route,
                                       &head->programme,    &head->state,   &head->grade};
    struct sl_record_head *to = &record->head;
    const char **const into[] = {&to->id,    &to->form,      &to->case_ref, &to->family_group,
                                 &to->team,  &to->service,   &to->worker,   &to->auditor,
                                 &to->route, &to->programme, &to->state,    &to->grade};
    size_t places[SL_COUNT(from)];
    struct sl_buffer texts = {0};
    for (size_t i = 0; i < SL_COUNT(from); i++) {
        places[i] = texts.length;
        sl_buffer_add(&texts, *from[i], strlen(*from[i]) + 1);
    }
    sl_buffer_drop(&record->head_texts);
    record->head_texts = texts;
    for (size_t i = 0; i < SL_COUNT(into); i++)
        *into[i] = texts.bytes + places[i];
    to->day = head->day;
    to->graded_on = head->graded_on;
}

static const char *or_empty(const char *text) {
    return text != NULL ? text : "";
}

enum sl_status sl_record_set_head(struct sl_record *record, const struct sl_record_head *head,
                                  struct sl_error *err) {
    struct sl_record_head whole = {or_empty(head->id),
                                   or_empty(head->form),
                                   or_empty(head->case_ref),
                                   or_empty(head->family_group),
                                   or_empty(head->team),
                                   or_empty(head->service),
                                   or_empty(head->worker),
                                   or_empty(head->auditor),
                                   head->day,
                                   or_empty(head->route),
                                   or_empty(head->programme),
                                   or_empty(head->state),
                                   or_empty(head->grade),
                                   head->graded_on};
    if (whole.state[0] == '\0')
        whole.state = "submitted";
    if (whole.grade[0] == '\0')
        whole.graded_on = SL_DAY_NONE;
    else if (whole.graded_on == 0 || whole.graded_on == SL_DAY_NONE)
        whole.graded_on = whole.day;
    enum sl_status status = check_head(record->tool, &whole, err);
    if (status == SL_OK)
        sl_record_keep_head(record, &whole);
    return status;
}

static const char *text_in(const json_t *json, const char *key) {
    return sl_json_text_or(json, key, "");
}

static sl_day day_in(const json_t *json, const char *key) {
    sl_day day = SL_DAY_NONE;
    sl_day_parse(text_in(json, key), &day, NULL);
    return day;
}

enum sl_status sl_record_take_head(struct sl_record *record, const char *id, const char *json,
                                   struct sl_error *err) {
    SL_AUTO(sl_json_drop) json_t *root = NULL;
    enum sl_status status = sl_json_parse(id, json, strlen(json), &root, err);
    if (status != SL_OK)
        return status;
    struct sl_record_head head = {.id = id,
                                  .form = text_in(root, "form"),
                                  .case_ref = text_in(root, "case_ref"),
                                  .family_group = text_in(root, "family_group"),
                                  .team = text_in(root, "team"),
                                  .service = text_in(root, "service"),
                                  .worker = text_in(root, "worker"),
                                  .auditor = text_in(root, "auditor"),
                                  .day = day_in(root, "day"),
                                  .route = text_in(root, "route"),
                                  .programme = text_in(root, "programme"),
                                  .state = text_in(root, "state"),
                                  .grade = text_in(root, "grade"),
                                  .graded_on = day_in(root, "graded_on")};
    sl_record_keep_head(record, &head);
    return SL_OK;
}

/* Answers */

static size_t keep_text(struct sl_record *record, struct sl_text text) {
    size_t at = record->texts.length;
    if (text.length > 0)
        sl_buffer_add(&record->texts, text.bytes, text.length);
    return at;
}

void sl_record_take(struct sl_record *record, size_t question, uint16_t row,
                    const struct sl_value *value) {
    uint32_t *slot = slot_of(record, question, row);
    if (*slot == 0) {
        if (record->count == record->capacity) {
            record->capacity = record->capacity > 0 ? 2 * record->capacity : 128;
            record->cells = sl_resize(record->cells, record->capacity, sizeof *record->cells);
        }
        *slot = (uint32_t)++record->count;
    }
    record->cells[*slot - 1] = (struct sl_record_cell){
        .question = (uint32_t)question,
        .row = row,
        .state = (uint8_t)value->state,
        .kind = (uint8_t)value->kind,
        .sources = value->sources,
        .number = value->number,
        .text = keep_text(record, value->text),
        .text_length = value->text.length,
        .evidence = keep_text(record, value->evidence),
        .evidence_length = value->evidence.length,
    };
}

static enum sl_status check_row(const struct sl_record *record, size_t question, uint16_t row,
                                struct sl_error *err) {
    const struct sl_question *asked = sl_tool_question(record->tool, question);
    uint32_t most = rows_of(record->tool, asked);
    if (asked->in_rows ? row >= 1 && row <= most : row == 0)
        return SL_OK;
    if (asked->in_rows)
        return sl_fail(err, SL_INVALID, asked->code, "%s has rows 1 to %u, not %u", asked->code,
                       most, row);
    return sl_fail(err, SL_INVALID, asked->code, "%s is answered once, not in rows", asked->code);
}

enum sl_status sl_record_put(struct sl_record *record, size_t question, uint16_t row,
                             const struct sl_value *value, struct sl_error *err) {
    assert(question < sl_tool_questions(record->tool));
    enum sl_status status = check_row(record, question, row, err);
    if (status == SL_OK)
        status = sl_answer_check(sl_tool_question(record->tool, question), value, err);
    if (status == SL_OK && (value->state != SL_NOT_YET || *slot_of(record, question, row) != 0))
        sl_record_take(record, question, row, value);
    return status;
}

enum sl_status sl_record_answer(struct sl_record *record, size_t question, uint16_t row,
                                const char *value, uint16_t sources, const char *evidence,
                                struct sl_error *err) {
    assert(question < sl_tool_questions(record->tool));
    SL_AUTO(sl_free) char *composed = NULL;
    struct sl_value read;
    enum sl_status status = sl_answer_read(sl_tool_question(record->tool, question),
                                           sl_text_of(value), &record->words, &read, err);
    if (status != SL_OK)
        return status;
    if (read.state != SL_NOT_YET) {
        read.sources = sources;
        read.evidence = sl_text_trim(sl_text_of(evidence));
        if (!sl_answer_is_plain(read.evidence)) {
            struct sl_error fault = {0};
            const char *code = sl_tool_question(record->tool, question)->code;
            status = sl_text_compose(read.evidence, &composed, &fault);
            if (status != SL_OK)
                return sl_fail(err, status, code, "%s.evidence: %s", code, fault.text);
            read.evidence = sl_text_of(composed);
        }
    }
    return status == SL_OK ? sl_record_put(record, question, row, &read, err) : status;
}

static struct sl_value value_of(const struct sl_record *record, const struct sl_record_cell *cell) {
    const char *texts = record->texts.bytes != NULL ? record->texts.bytes : "";
    return (struct sl_value){
        .state = cell->state,
        .kind = cell->kind,
        .number = cell->number,
        .text = {texts + cell->text, cell->text_length},
        .sources = cell->sources,
        .evidence = {texts + cell->evidence, cell->evidence_length},
    };
}

bool sl_record_value(const struct sl_record *record, size_t question, uint16_t row,
                     struct sl_value *out) {
    assert(question < sl_tool_questions(record->tool));
    *out = (struct sl_value){.state = SL_NOT_YET, .text = {"", 0}, .evidence = {"", 0}};
    if (check_row(record, question, row, NULL) != SL_OK)
        return false;
    uint32_t slot = *slot_of(record, question, row);
    if (slot == 0 || record->cells[slot - 1].state == SL_NOT_YET)
        return false;
    *out = value_of(record, &record->cells[slot - 1]);
    return true;
}

uint16_t sl_record_rows(const struct sl_record *record, size_t section) {
    uint16_t rows = 0;
    for (size_t i = 0; i < record->count; i++) {
        const struct sl_record_cell *cell = &record->cells[i];
        if (cell->state != SL_NOT_YET && cell->row > rows &&
            sl_tool_question(record->tool, cell->question)->section == section)
            rows = cell->row;
    }
    return rows;
}

void sl_record_body(const struct sl_record *record, uint8_t **bytes, size_t *length) {
    for (size_t i = 0; i < record->count; i++) {
        const struct sl_record_cell *cell = &record->cells[i];
        struct sl_value value = value_of(record, cell);
        sl_packer_put(record->packer, cell->question, cell->row, &value);
    }
    sl_packer_set_form(record->packer, (uint32_t)sl_record_form(record));
    sl_packer_finish(record->packer, bytes, length);
}

const char *sl_record_route(const struct sl_record *record, struct sl_buffer *words) {
    struct sl_value value;
    int question = sl_tool_find(record->tool, "sample_route");
    if (record->head.route[0] != '\0' || question < 0 ||
        !sl_record_value(record, (size_t)question, 0, &value) || value.state != SL_ANSWERED)
        return record->head.route;
    sl_buffer_clear(words);
    sl_buffer_add(words, value.text.bytes, value.text.length);
    return words->bytes;
}
