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

void sl_sample_plan_rows(const struct sl_sample_world *world, const struct sl_sample_form *form,
                         const char *section, int rows, struct sl_random *random,
                         struct sl_record *record) {
    int place = sl_tool_find_section(form->tool, section);
    if (place < 0)
        return;
    sl_day plan_day = form->day - 30 - (sl_day)sl_random_below(random, 40);
    if (strcmp(sl_tool_code(form->tool), "PLANREC") == 0)
        plan_day = form->day;
    for (int row = 1; row <= rows; row++)
        fill_row(form, sl_tool_section(form->tool, (size_t)place), choose(world, form, random),
                 plan_day, (uint16_t)row, record);
}
