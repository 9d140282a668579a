#include "app/sample/inside.h"
#include <assert.h>
#include <stdio.h>
#include <string.h>

struct filling {
    const struct sl_sample_world *world;
    const struct sl_sample_form *form;
    struct sl_random *random;
    struct sl_record *record;
    const struct sl_tool *tool;
    int form_place;
    int level;
};

struct sl_random sl_sample_chance(const struct sl_sample_world *world, const char *kind,
                                  int64_t number) {
    uint64_t mixed = world->sample->seed;
    for (; *kind; kind++)
        mixed = mixed * 1099511628211u ^ (uint64_t)(unsigned char)*kind;
    return sl_random_seeded(mixed * 31 + (uint64_t)number);
}

const char *sl_sample_pick(struct sl_random *random, const json_t *texts) {
    size_t count = json_array_size(texts);
    return count > 0 ? json_string_value(json_array_get(texts, sl_random_below(random, count)))
                     : "";
}

static bool names(const json_t *texts, const char *word) {
    for (size_t i = 0; i < json_array_size(texts); i++)
        if (strcmp(json_string_value(json_array_get(texts, i)), word) == 0)
            return true;
    return false;
}

static bool meets(const json_t *planted, const char *key, const char *value) {
    const char *wanted = sl_json_text_or(planted, key, NULL);
    return !wanted || strcmp(wanted, value) == 0;
}

/* Percentage points that the planted trends add to a question of this form. */
static int planted_shift(const struct filling *f, const char *question) {
    const json_t *all = json_object_get(f->world->county, "planted");
    int shift = 0;
    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *planted = json_array_get(all, i);
        const json_t *questions = json_object_get(planted, "questions");
        if (json_object_get(planted, "plan_actions") ||
            (questions && !names(questions, question)) ||
            !meets(planted, "service", f->form->team->service) ||
            !meets(planted, "team", f->form->team->code) ||
            !meets(planted, "tool", sl_tool_code(f->tool)) ||
            f->form->month + 1 < sl_json_whole_or(planted, "from_month", 0))
            continue;
        shift += (int)sl_json_whole_or(planted, "shift", 0);
        shift += (int)sl_json_whole_or(planted, "a_quarter", 0) * (f->form->month / 3);
    }
    return shift;
}

static void answer(const struct filling *f, size_t q, uint16_t row, const char *value,
                   uint16_t sources, const char *evidence) {
    struct sl_error err = {0};
    if (sl_record_answer(f->record, q, row, value, sources, evidence, &err) != SL_OK)
        (void)sl_record_answer(f->record, q, row, "", 0, "", NULL);
}

static const char *evidence_for(const struct filling *f, const struct sl_question *question,
                                int good) {
    const char *section = sl_tool_section(f->tool, question->section)->code;
    const json_t *sections = json_object_get(f->world->evidence, "sections");
    const json_t *texts = json_object_get(sections, section);
    if (!texts)
        texts = json_object_get(sections, "ASSESS");
    const char *key = good > 0 ? "good" : good == 0 ? "fair" : "poor";
    return sl_sample_pick(f->random, json_object_get(texts, key));
}

static bool asks_evidence(const struct sl_question *question, const char *token) {
    for (size_t i = 0; i < question->evidence_on_count; i++)
        if (strcmp(question->evidence_on[i], token) == 0)
            return true;
    return false;
}

static uint16_t some_sources(const struct filling *f, const struct sl_question *question) {
    uint16_t chosen = question->sources & SL_SOURCE_RECORD;
    if (sl_random_chance(f->random, 30, 100))
        chosen |= question->sources & SL_SOURCE_WORKER;
    if (sl_random_chance(f->random, 20, 100))
        chosen |= question->sources & (SL_SOURCE_CHILD | SL_SOURCE_PARENT_CARER);
    return chosen ? chosen : question->sources;
}

/* How far up its scale an answer stands: 1 worst to 4 best, near the level of the work. */
static int grade_near(const struct filling *f, const char *question) {
    int grade = f->level;
    int shift = planted_shift(f, question);
    uint64_t dice = sl_random_below(f->random, 100);
    if (dice < 16)
        grade--;
    else if (dice > 85)
        grade++;
    if (shift > 0 && sl_random_chance(f->random, (uint64_t)shift, 100))
        grade++;
    if (shift < 0 && sl_random_chance(f->random, (uint64_t)-shift, 100))
        grade--;
    return grade < 1 ? 1 : grade > 4 ? 4 : grade;
}

static const char *met_near(const struct filling *f, const char *question) {
    static const int yes_of_level[] = {0, 22, 44, 70, 91};
    int yes = yes_of_level[f->level] + planted_shift(f, question);
    int dice = (int)sl_random_below(f->random, 100);
    int partly = yes + (100 - yes) * 6 / 10;
    return dice < yes ? "yes" : dice < partly ? "partly" : "no";
}

static void answer_token(const struct filling *f, size_t q, uint16_t row, const char *token,
                         int good) {
    const struct sl_question *question = sl_tool_question(f->tool, q);
    bool words = asks_evidence(question, token) || sl_random_chance(f->random, 25, 100);
    answer(f, q, row, token, some_sources(f, question),
           words && question->sources ? evidence_for(f, question, good) : "");
}

static void fill_grade(const struct filling *f, size_t q, uint16_t row) {
    static const char *const grades[] = {"", "I", "R", "G", "O"};
    int grade = grade_near(f, sl_tool_question(f->tool, q)->code);
    answer_token(f, q, row, grades[grade], grade > 2 ? 1 : grade == 2 ? 0 : -1);
}

static void fill_met(const struct filling *f, size_t q, uint16_t row) {
    const struct sl_question *question = sl_tool_question(f->tool, q);
    const char *token = met_near(f, question->code);
    bool worst = strcmp(token, "no") == 0;
    if (question->critical && worst && !sl_random_chance(f->random, 12, 100)) {
        token = "partly";
        worst = false;
    }
    if (!sl_question_token(question, sl_text_of(token)))
        token = worst ? "no" : "yes";
    answer_token(f, q, row, token, strcmp(token, "yes") == 0 ? 1 : worst ? -1 : 0);
}

static void fill_yes_no(const struct filling *f, size_t q, uint16_t row) {
    const struct sl_question *question = sl_tool_question(f->tool, q);
    bool good = f->level > 1 || sl_random_chance(f->random, 60, 100);
    const char *token = good ? "yes" : "no";
    if (question->critical && strcmp(question->critical_on, "yes") == 0)
        token = sl_random_chance(f->random, 1, 60) ? "yes" : "no";
    else if (question->unscored || question->refuse_on[0])
        token = question->refuse_on[0] && strcmp(question->refuse_on, "no") == 0 ? "yes"
                : sl_random_chance(f->random, 20, 100)                           ? "yes"
                                                                                 : "no";
    answer_token(f, q, row, token, good ? 1 : -1);
}

/* Whom an auditor spoke to: mostly the worker, often a parent, sometimes the child. */
static void fill_voices(const struct filling *f, size_t q) {
    static const struct {
        const char *token;
        uint64_t share;
    } voices[] = {{"worker", 84}, {"manager", 35}, {"parent", 58}, {"child", 41}, {"partner", 22}};
    SL_AUTO(sl_buffer_drop) struct sl_buffer heard = {0};
    for (size_t i = 0; i < SL_COUNT(voices); i++)
        if (sl_question_token(sl_tool_question(f->tool, q), sl_text_of(voices[i].token)) &&
            sl_random_chance(f->random, voices[i].share, 100))
            sl_buffer_format(&heard, "%s%s", heard.length > 0 ? "; " : "", voices[i].token);
    answer(f, q, 0, heard.length > 0 ? heard.bytes : "worker", 0, "");
}

static const char *review_of(const char *plan_type) {
    if (strcmp(plan_type, "cp") == 0)
        return "cp_later";
    return strcmp(plan_type, "cin") == 0 ? "cin" : "cla_later";
}

static void fill_choice(const struct filling *f, size_t q, uint16_t row) {
    const struct sl_question *question = sl_tool_question(f->tool, q);
    if (strcmp(question->code, "voices") == 0) {
        fill_voices(f, q);
        return;
    }
    if (question->token_count == 0)
        return;
    const struct sl_token *token = &question->tokens[0];
    for (int tries = 0; tries < 8; tries++) {
        token = &question->tokens[sl_random_below(f->random, question->token_count)];
        if (!token->refused && !token->needs_text)
            break;
    }
    const char *value = token->token;
    if (strcmp(question->code, "plan_type") == 0)
        value = f->form->team->plan_type;
    else if (strcmp(question->code, "sample_route") == 0)
        value = f->form->route;
    else if (strcmp(question->code, "relation_to_case") == 0)
        value = "none";
    else if (sl_question_token(question, SL_TEXT("cla_later")))
        value = review_of(f->form->team->plan_type);
    answer_token(f, q, row, value, 1);
}

static bool ends_in(const char *code, const char *end) {
    size_t length = strlen(code), tail = strlen(end);
    return length > tail && strcmp(code + length - tail, end) == 0;
}

static int number_for(const struct filling *f, const char *code) {
    static const int missed_of_level[] = {0, 3, 2, 1, 1};
    int missed = (int)sl_random_below(f->random, (uint64_t)missed_of_level[f->level] + 1);
    if (strcmp(code, "minutes") == 0)
        return 60 + 15 * (int)sl_random_below(f->random, 5);
    if (strcmp(code, "P2.checked") == 0)
        return 4;
    if (strcmp(code, "P2.smart") == 0)
        return f->level + (f->form->month > 12) - (int)sl_random_below(f->random, 2);
    if (strcmp(code, "U2") == 0 || ends_in(code, ".longest_gap"))
        return 20 + 6 * missed;
    if (strcmp(code, "U10") == 0)
        return missed;
    if (ends_in(code, ".held") || ends_in(code, ".done"))
        return 6 - (sl_random_chance(f->random, 45, 100) ? missed : 0);
    return 6;
}

static int scale_for(const struct filling *f, const char *code) {
    return 3 + (int)sl_random_below(f->random, 3) + (ends_in(code, "_now") ? f->level - 1 : 0);
}

static void fill_number(const struct filling *f, size_t q, uint16_t row) {
    const struct sl_question *question = sl_tool_question(f->tool, q);
    char number[16];
    int value =
        question->type == SL_SCALE10 ? scale_for(f, question->code) : number_for(f, question->code);
    if (strcmp(question->code, "P2.smart") == 0 && value > 4)
        value = 4;
    if (question->most > 0 && value > question->most)
        value = question->most;
    if (value < question->least)
        value = question->least;
    snprintf(number, sizeof number, "%d", value);
    answer(f, q, row, number, some_sources(f, question), "");
}

/* Days of the calendar that a limit comes to. */
static int days_of(const struct sl_limit *limit) {
    bool working = strcmp(limit->unit, "working_days") == 0;
    return working ? limit->n * 7 / 5 : strcmp(limit->unit, "months") == 0 ? limit->n * 30 : 0;
}

/* The days between which something with a limit was done; the weaker the work, the later. */
static void fill_timely(const struct filling *f, size_t q, uint16_t row,
                        const struct sl_limit *limit) {
    enum { LONGEST = 63 };
    const struct sl_question *question = sl_tool_question(f->tool, q);
    char day[SL_DAY_SIZE];
    int days = days_of(limit) > 0 ? days_of(limit) : LONGEST;
    bool first = strstr(question->code, "before") || days == 90;
    sl_day start = f->form->day - (first ? 640 : days > LONGEST ? 320 : 180);
    if (ends_in(question->code, ".start")) {
        sl_day_format(start, day);
    } else {
        int span = (int)sl_random_below(f->random, 25 + 20 * (uint64_t)(5 - f->level));
        span -= (int)sl_random_below(f->random, 3);
        sl_day done = start + (span > 0 ? (span * days + LONGEST - 1) / LONGEST : 0);
        while (days < 5 && sl_day_weekday(done) > 4)
            done++;
        sl_day_format(done, day);
    }
    answer(f, q, row, day, some_sources(f, question), "");
}

static void fill_day(const struct filling *f, size_t q, uint16_t row) {
    const struct sl_question *question = sl_tool_question(f->tool, q);
    const struct sl_limit *limit =
        question->parent >= 0 ? sl_tool_question(f->tool, (size_t)question->parent)->limit : NULL;
    if (limit) {
        fill_timely(f, q, row, limit);
        return;
    }
    char day[SL_DAY_SIZE];
    bool start = ends_in(question->code, ".start");
    int back = start || ends_in(question->code, "_from") ? 180 : 100;
    if (strstr(question->code, "start_on"))
        back = 200;
    else if (strstr(question->code, "now_on") || strstr(question->code, "period_to"))
        back = 5;
    else if (question->parent >= 0 && !start)
        back = 180 - (int)sl_random_below(f->random, 25 + 20 * (uint64_t)(5 - f->level));
    if (strcmp(question->column, "plan_date") == 0)
        back = 0;
    else if (strcmp(question->column, "review_date") == 0 || strstr(question->code, "meeting."))
        back = -90;
    sl_day_format(f->form->day - back - (start ? 0 : (sl_day)sl_random_below(f->random, 3)), day);
    answer(f, q, row, day, some_sources(f, question), "");
}

static void fill_words(const struct filling *f, size_t q, uint16_t row) {
    const struct sl_question *question = sl_tool_question(f->tool, q);
    const char *key = strcmp(question->code, "X7") == 0            ? "for_a_child_you_love"
                      : strstr(question->code, "people")           ? "people"
                      : strcmp(question->code, "shared.with") == 0 ? "people"
                                                                   : "worked";
    if (question->parent >= 0 && !question->mandatory)
        return;
    answer(f, q, row, sl_sample_pick(f->random, json_object_get(f->world->evidence, key)), 0, "");
}

static bool is_asked(const struct filling *f, const struct sl_asked *asked) {
    struct sl_value value;
    if (asked->question < 0)
        return true;
    if (!sl_record_value(f->record, (size_t)asked->question, 0, &value))
        return false;
    for (size_t i = 0; i < asked->is_count; i++)
        if (sl_text_is(value.text, asked->is[i]))
            return true;
    return false;
}

static bool leaves_out(const struct filling *f, const struct sl_question *question) {
    if (question->na_reason_count > 0 && sl_random_chance(f->random, 12, 100))
        return true;
    return !question->mandatory && question->na_reason_count == 0 &&
           sl_random_chance(f->random, 15, 100);
}

static void fill_question(const struct filling *f, size_t q, uint16_t row) {
    static void (*const fillers[SL_QUESTION_TYPES])(const struct filling *, size_t, uint16_t) = {
        [SL_GRADE] = fill_grade,    [SL_MET] = fill_met,        [SL_YES_NO] = fill_yes_no,
        [SL_SCALE10] = fill_number, [SL_COUNT] = fill_number,   [SL_QUESTION_DAY] = fill_day,
        [SL_CHOICE] = fill_choice,  [SL_CHOICES] = fill_choice, [SL_QUESTION_TEXT] = fill_words};
    const struct sl_question *question = sl_tool_question(f->tool, q);
    if (!(question->forms >> f->form_place & 1) || !is_asked(f, &question->asked) ||
        !fillers[question->type])
        return;
    if (question->na_reason_count > 0 && leaves_out(f, question)) {
        SL_AUTO(sl_free)
        char *reason = sl_format("n/a: %s", question->na_reasons[0].token);
        answer(f, q, row, reason, 0, "");
    } else if (!leaves_out(f, question)) {
        fillers[question->type](f, q, row);
    }
}

static void fill_actions(const struct filling *f, const struct sl_section *section) {
    const json_t *actions = json_object_get(f->world->evidence, "actions");
    int rows = 1 + (int)sl_random_below(f->random, 3);
    for (int row = 1; row <= rows; row++) {
        const json_t *chosen =
            json_array_get(actions, sl_random_below(f->random, json_array_size(actions)));
        char due[SL_DAY_SIZE];
        sl_day_format(f->form->day + 14 + 7 * (sl_day)sl_random_below(f->random, 6), due);
        for (size_t q = section->first; q < section->end; q++) {
            const char *code = sl_tool_question(f->tool, q)->code;
            if (strcmp(code, "act.action") == 0)
                answer(f, q, (uint16_t)row, sl_json_text_or(chosen, "action", ""), 0, "");
            else if (strcmp(code, "act.owner") == 0)
                answer(f, q, (uint16_t)row, sl_json_text_or(chosen, "owner", ""), 0, "");
            else if (strcmp(code, "act.by_when") == 0)
                answer(f, q, (uint16_t)row, due, 0, "");
            else if (strcmp(code, "act.expected_evidence") == 0)
                answer(f, q, (uint16_t)row, sl_json_text_or(chosen, "evidence", ""), 0, "");
        }
    }
}

static void fill_section(const struct filling *f, size_t s) {
    const struct sl_section *section = sl_tool_section(f->tool, s);
    if (!(section->forms >> f->form_place & 1) || !is_asked(f, &section->asked))
        return;
    if (section->rows && strcmp(section->rows, "action") == 0) {
        sl_sample_plan_rows(f->world, f->form, section->code,
                            1 + (int)sl_random_below(f->random, 4), f->random, f->record);
        return;
    }
    if (section->rows && strcmp(section->rows, "agreed_action") == 0) {
        fill_actions(f, section);
        return;
    }
    bool applies = section->na_when[0] == '\0' || strcmp(f->form->team->plan_type, "care") == 0;
    for (size_t q = section->first; q < section->end; q++)
        for (uint16_t row = section->rows ? 1 : 0; row <= (section->rows ? 2 : 0); row++) {
            if (applies)
                fill_question(f, q, row);
            else if (sl_tool_question(f->tool, q)->forms >> f->form_place & 1)
                answer(f, q, row, "n/a: plan_type", 0, "");
        }
}

void sl_sample_fill(const struct sl_sample_world *world, const struct sl_sample_form *form,
                    int level, struct sl_random *random, struct sl_record *record) {
    struct filling f = {.world = world,
                        .form = form,
                        .random = random,
                        .record = record,
                        .tool = form->tool,
                        .form_place = sl_tool_find_form(form->tool, form->form),
                        .level = level};
    assert(f.form_place >= 0);
    for (size_t s = 0; s < sl_tool_sections(form->tool); s++)
        fill_section(&f, s);
}
