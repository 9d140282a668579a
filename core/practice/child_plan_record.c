#include "practice/child_plan.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct writer {
    const struct sl_child_plan *plan;
    struct sl_record *record;
    struct sl_error *err;
    enum sl_status status; /* the first failure sticks */
};

/* A question that the tool doesn't ask is passed over. */
static void answer(struct writer *writer, const char *code, uint16_t row, const char *value) {
    int question = sl_tool_find(sl_record_tool(writer->record), code);
    if (writer->status != SL_OK || question < 0 || value[0] == '\0')
        return;
    writer->status =
        sl_record_answer(writer->record, (size_t)question, row, value, 0, "", writer->err);
}

static void answer_day(struct writer *writer, const char *code, uint16_t row, sl_day day) {
    char text[SL_DAY_SIZE];
    answer(writer, code, row, sl_day_format(day, text));
}

/* Row of an action's outcome among the different ones; 0 when it has none. */
static uint16_t outcome_row(const struct sl_child_plan *plan, size_t action) {
    uint16_t row = 0;
    const char *outcome = plan->actions[action].outcome;
    if (outcome[0] == '\0')
        return 0;
    for (size_t i = 0; i <= action; i++) {
        const char *other = plan->actions[i].outcome;
        bool first = other[0] != '\0';
        for (size_t j = 0; j < i && first; j++)
            first = strcmp(plan->actions[j].outcome, other) != 0;
        row = (uint16_t)(row + first);
        if (strcmp(other, outcome) == 0)
            return row;
    }
    return row;
}

static void write_plan(struct writer *writer) {
    const struct sl_child_plan *plan = writer->plan;
    answer_day(writer, "plan.plan_date", 0, plan->plan_date);
    answer_day(writer, "plan.review_date", 0, plan->review_date);
    answer(writer, "danger_statement", 0, plan->worry);
    answer(writer, "safety_goal", 0, plan->safety_goal);
    answer(writer, "bottom_lines", 0, plan->bottom_lines);
    answer(writer, "plan_contingency", 0, plan->contingency);
}

/* The person marked "(lead)", else the only one. */
static char *lead_of(const char *who) {
    const char *mark = strcasestr(who, "(lead)");
    if (mark == NULL)
        return sl_copy(strpbrk(who, ",/;&") == NULL ? who : "");
    size_t from = (size_t)(mark - who);
    while (from > 0 && strchr(",/;&", who[from - 1]) == NULL)
        from--;
    struct sl_text lead = sl_text_trim((struct sl_text){who + from, (size_t)(mark - who) - from});
    return sl_copy_bytes(lead.bytes, lead.length);
}

static void write_action(struct writer *writer, size_t index) {
    const struct sl_child_plan_action *action = &writer->plan->actions[index];
    uint16_t row = (uint16_t)(index + 1), outcome = outcome_row(writer->plan, index);
    bool has_outcomes = sl_tool_find(sl_record_tool(writer->record), "plan.outcome_id") >= 0;
    char mark[16] = "";
    if (outcome > 0)
        snprintf(mark, sizeof mark, "o%u", (unsigned)outcome);
    SL_AUTO(sl_free) char *lead = lead_of(action->who);
    answer(writer, "outcome.id", outcome, mark);
    if (has_outcomes && outcome > 0)
        answer(writer, "plan.outcome", outcome, action->outcome);
    else if (!has_outcomes)
        answer(writer, "plan.outcome", row, action->outcome);
    answer(writer, "plan.outcome_id", row, mark);
    answer(writer, "plan.action", row, action->action);
    answer(writer, "plan.who", row, action->who);
    answer(writer, "plan.lead", row, lead);
    answer(writer, "plan.by_when", row, action->by_when);
    answer_day(writer, "plan.by_when_date", row, action->due_on);
    answer(writer, "plan.measure", row, action->measure);
    answer(writer, "plan.contingency", row, action->contingency);
}

enum sl_status sl_child_plan_record(const struct sl_child_plan *plan, struct sl_record *record,
                                    struct sl_error *err) {
    struct writer writer = {plan, record, err, SL_OK};
    if (sl_tool_find(sl_record_tool(record), "plan.action") < 0)
        return sl_fail(err, SL_INVALID, "tool",
                       "%s holds no plan: it has no question plan.action; use PLANREC.",
                       sl_tool_code(sl_record_tool(record)));
    write_plan(&writer);
    for (size_t i = 0; i < plan->action_count; i++)
        write_action(&writer, i);
    return writer.status;
}
