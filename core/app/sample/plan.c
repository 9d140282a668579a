#include "app/sample/inside.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_for(const json_t *action, const char *plan_type) {
    const json_t *types = json_object_get(action, "for");
    for (size_t i = 0; i < json_array_size(types); i++)
        if (strcmp(json_string_value(json_array_get(types, i)), plan_type) == 0)
            return true;
    return false;
}

static int clear_share(const struct sl_sample_world *world, int month) {
    const json_t *all = json_object_get(world->county, "planted");
    int share = 45;
    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *planted = json_array_get(all, i);
        if (json_object_get(planted, "plan_actions") &&
            month + 1 >= sl_json_whole_or(planted, "from_month", 0))
            share += (int)sl_json_whole_or(planted, "shift", 0);
    }
    return share;
}

static const json_t *choose(const struct sl_sample_world *world, const struct sl_sample_form *form,
                            struct sl_random *random) {
    const json_t *actions = json_object_get(world->plans, "actions");
    bool clear = sl_random_chance(random, (uint64_t)clear_share(world, form->month), 100);
    for (;;) {
        const json_t *action =
            json_array_get(actions, sl_random_below(random, json_array_size(actions)));
        if (is_for(action, form->team->plan_type) && sl_json_true(action, "clear") == clear)
            return action;
    }
}

/* {d:N} is the day N days after the plan, {y} its year. */
static char *with_days(const char *text, sl_day plan_day) {
    struct sl_buffer out = {0};
    char day[SL_DAY_SIZE];
    int year = 0, month = 0, day_of_month = 0;
    for (; *text; text++) {
        if (strncmp(text, "{d:", 3) == 0) {
            char *end = NULL;
            sl_day_parts(plan_day + (sl_day)strtol(text + 3, &end, 10), &year, &month,
                         &day_of_month);
            sl_buffer_format(&out, "%02d/%02d/%04d", day_of_month, month, year);
            text = end;
        } else if (strncmp(text, "{y}", 3) == 0) {
            sl_day_format(plan_day, day);
            sl_buffer_add(&out, day, 4);
            text += 2;
        } else {
            sl_buffer_char(&out, *text);
        }
    }
    return sl_buffer_take(&out);
}

static void put(struct sl_record *record, size_t q, uint16_t row, const char *value) {
    if (value[0] != '\0')
        (void)sl_record_answer(record, q, row, value, 0, "", NULL);
}

static void fill_row(const struct sl_sample_form *form, const struct sl_section *section,
                     const json_t *action, sl_day plan_day, uint16_t row,
                     struct sl_record *record) {
    char made[SL_DAY_SIZE], review[SL_DAY_SIZE];
    sl_day_format(plan_day, made);
    sl_day_format(plan_day + 91, review);
    for (size_t q = section->first; q < section->end; q++) {
        const char *column = sl_tool_question(form->tool, q)->column;
        if (column[0] == '\0')
            continue;
        if (strcmp(column, "plan_date") == 0) {
            put(record, q, row, made);
        } else if (strcmp(column, "review_date") == 0) {
            put(record, q, row, review);
        } else {
            SL_AUTO(sl_free)
            char *text = with_days(sl_json_text_or(action, column, ""), plan_day);
            put(record, q, row, text);
        }
    }
}

/* The outcomes of a written plan: those its actions serve, and no others. */
struct outcomes {
    const struct sl_sample_form *form;
    struct sl_record *record;
    const struct sl_section *section;
    const char *texts[64];
    uint16_t count;
};

static bool find_outcomes(const struct sl_sample_form *form, struct sl_record *record,
                          struct outcomes *out) {
    *out = (struct outcomes){.form = form, .record = record};
    for (size_t s = 0; s < sl_tool_sections(form->tool) && out->section == NULL; s++) {
        const struct sl_section *section = sl_tool_section(form->tool, s);
        if (section->rows != NULL && strcmp(section->rows, "outcome") == 0)
            out->section = section;
    }
    if (out->section == NULL)
        return false;
    for (size_t q = out->section->first; q < out->section->end; q++)
        for (uint16_t row = 1; row <= 2; row++)
            (void)sl_record_answer(record, q, row, "", 0, "", NULL);
    return true;
}

static void put_by_code(const struct outcomes *outcomes, const char *code, uint16_t row,
                        const char *value) {
    int question = sl_tool_find(outcomes->form->tool, code);
    if (question >= 0)
        put(outcomes->record, (size_t)question, row, value);
}

/* The first outcome of a plan that protects is about safety. */
static uint16_t add_outcome(struct outcomes *outcomes, const char *text) {
    uint16_t row = ++outcomes->count;
    bool protects = strcmp(outcomes->form->team->plan_type, "cp") == 0 && row == 1;
    SL_AUTO(sl_free) char *mark = sl_format("o%d", (int)row);
    outcomes->texts[row - 1] = text;
    put_by_code(outcomes, "outcome.id", row, mark);
    put_by_code(outcomes, "plan.outcome", row, text);
    put_by_code(outcomes, "outcome.for_whom", row, "child");
    put_by_code(outcomes, "outcome.safety", row, protects ? "yes" : "no");
    return row;
}

static void serve_outcome(struct outcomes *outcomes, const json_t *action, uint16_t action_row) {
    const char *text = sl_json_text_or(action, "outcome", "");
    uint16_t row = 0;
    if (text[0] == '\0' || outcomes->count == SL_COUNT(outcomes->texts))
        return;
    for (uint16_t i = 0; i < outcomes->count && row == 0; i++)
        if (strcmp(outcomes->texts[i], text) == 0)
            row = (uint16_t)(i + 1);
    if (row == 0)
        row = add_outcome(outcomes, text);
    SL_AUTO(sl_free) char *mark = sl_format("o%d", (int)row);
    put_by_code(outcomes, "plan.outcome_id", action_row, mark);
}

void sl_sample_plan_rows(const struct sl_sample_world *world, const struct sl_sample_form *form,
                         const char *section, int rows, struct sl_random *random,
                         struct sl_record *record) {
    int place = sl_tool_find_section(form->tool, section);
    if (place < 0)
        return;
    sl_day plan_day = form->day - 30 - (sl_day)sl_random_below(random, 40);
    if (strcmp(sl_tool_code(form->tool), "PLANREC") == 0)
        plan_day = form->day;
    struct outcomes outcomes;
    bool written = find_outcomes(form, record, &outcomes);
    for (int row = 1; row <= rows; row++) {
        const json_t *action = choose(world, form, random);
        fill_row(form, sl_tool_section(form->tool, (size_t)place), action, plan_day, (uint16_t)row,
                 record);
        if (written)
            serve_outcome(&outcomes, action, (uint16_t)row);
    }
}
