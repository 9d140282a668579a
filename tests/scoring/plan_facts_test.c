#include "scoring/plan_facts.h"
#include "support/store.h"
#include "support/suite.h"

static struct sl_tool *tool_of_lines(void) {
    struct sl_error err = {0};
    struct sl_tool *tool = NULL;
    SL_AUTO(sl_free) char *path = sl_format("%s/tools/ACTION.json", test_schema_home());
    assert_ok(sl_tool_check(path, test_schema_home(), NULL, NULL, &tool, &err), err);
    return tool;
}

/* A line that was largely achieved in May and achieved in September. */
struct line {
    struct sl_plan_history history[2];
    struct sl_plan_lead leads[2];
    struct sl_plan_standing standing;
};

static void make_line(struct line *line) {
    *line = (struct line){
        .history = {{sl_day_of(2023, 5, 31), SL_PROGRESS_LARGELY, "Three held.", "", "", "lead"},
                    {sl_day_of(2023, 9, 30), SL_PROGRESS_ACHIEVED, "All held.", "", "Register",
                     "lead"}},
        .leads = {{"KM", false}, {"AW", true}}};
    line->standing = (struct sl_plan_standing){.number = "1.1",
                                               .issue = "",
                                               .wording = "Hold four sessions",
                                               .timescale = "May 2023",
                                               .due_on = sl_day_of(2023, 5, 31),
                                               .leads = line->leads,
                                               .lead_count = 2,
                                               .history = line->history,
                                               .history_count = 2};
}

/* What the body answers, words for words; "" when it says nothing. The caller owns it. */
static char *answer(const struct sl_tool *tool, const struct sl_body *body, const char *question) {
    char day[SL_DAY_SIZE];
    struct sl_value value = {0};
    int place = sl_tool_find(tool, question);
    ck_assert_int_ge(place, 0);
    if (!sl_body_find(body, (uint32_t)place, 0, &value))
        return sl_format("%s", "");
    ck_assert_int_eq(value.state, SL_ANSWERED);
    if (value.kind == SL_VALUE_DAY)
        return sl_format("%s", sl_day_format(value.number, day));
    return sl_format("%.*s", (int)value.text.length, value.text.bytes);
}

static void assert_answer(const struct sl_tool *tool, const struct sl_body *body,
                          const char *question, const char *expected) {
    SL_AUTO(sl_free) char *got = answer(tool, body, question);
    ck_assert_str_eq(got, expected);
}

START_TEST(a_line_is_offered_with_the_rating_in_force)
{
    struct sl_error err = {0};
    struct sl_body body;
    struct line line;
    uint8_t *bytes = NULL;
    size_t length = 0;
    make_line(&line);
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = tool_of_lines();
    sl_plan_facts(tool, &line.standing, &bytes, &length);
    assert_ok(sl_body_open(bytes, length, &body, &err), err);
    assert_answer(tool, &body, "line.number", "1.1");
    assert_answer(tool, &body, "line.issue", "");
    assert_answer(tool, &body, "line.action", "Hold four sessions");
    assert_answer(tool, &body, "line.timescale", "May 2023");
    assert_answer(tool, &body, "line.due", "2023-05-31");
    assert_answer(tool, &body, "line.lead", "KM, AW (lead)");
    assert_answer(tool, &body, "line.rating", "rag1");
    assert_answer(tool, &body, "line.told_on", "2023-09-30");
    assert_answer(tool, &body, "line.narrative", "All held.");
    assert_answer(tool, &body, "line.evidence", "Register");
    free(bytes);
}
END_TEST

START_TEST(a_line_without_date_or_rating_is_offered_without)
{
    struct sl_error err = {0};
    struct sl_body body;
    struct line line;
    uint8_t *bytes = NULL;
    size_t length = 0;
    make_line(&line);
    line.standing.due_on = SL_DAY_NONE;
    line.standing.history_count = 0;
    line.standing.lead_count = 1;
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = tool_of_lines();
    sl_plan_facts(tool, &line.standing, &bytes, &length);
    assert_ok(sl_body_open(bytes, length, &body, &err), err);
    assert_answer(tool, &body, "line.due", "");
    assert_answer(tool, &body, "line.rating", "");
    assert_answer(tool, &body, "line.narrative", "");
    assert_answer(tool, &body, "line.lead", "KM");
    free(bytes);
}
END_TEST

SL_SUITE("plan_facts", a_line_is_offered_with_the_rating_in_force,
         a_line_without_date_or_rating_is_offered_without)
