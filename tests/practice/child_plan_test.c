#include "practice/child_plan.h"
#include "practice/samples.h"
#include "support/suite.h"

struct family {
    char asked[1000];
    char told[4000];
};

static bool who_is_it(void *context, const char *name, size_t times, char role[SL_ROLE_SIZE]) {
    static const char *const people[][2] = {{"Mrs Tarn", "Mum"},
                                            {"Corin", "child"},
                                            {"Jago Tarn", "Dad"},
                                            {"Nell Tarn", "Gran"},
                                            {"Before", NULL}};
    struct family *family = context;
    size_t used = strlen(family->asked);
    snprintf(family->asked + used, sizeof family->asked - used, "%s %zu;", name, times);
    for (size_t i = 0; i < SL_COUNT(people); i++)
        if (strcmp(people[i][0], name) == 0 && people[i][1] != NULL) {
            snprintf(role, SL_ROLE_SIZE, "%s", people[i][1]);
            return true;
        }
    return true;
}

static void hear(void *context, const char *sentence) {
    struct family *family = context;
    size_t used = strlen(family->told);
    snprintf(family->told + used, sizeof family->told - used, "%s\n", sentence);
}

static struct sl_child_plan *read_sample(const char *name, struct family *family) {
    SL_AUTO(sl_free) char *path = sample_path(name);
    struct sl_child_plan_reading reading = {.who = who_is_it,
                                            .plan_date = SL_DAY_NONE,
                                            .review_date = SL_DAY_NONE,
                                            .told = hear,
                                            .context = family};
    struct sl_child_plan *plan = NULL;
    struct sl_error err = {0};
    assert_ok(sl_child_plan_read(path, &reading, &plan, &err), err);
    return plan;
}

START_TEST(a_pasted_table_becomes_rows_in_their_own_words)
{
    struct family family = {0};
    SL_AUTO(sl_child_plan_drop)
    struct sl_child_plan *plan = read_sample("plans/child_plan.txt", &family);
    ck_assert_uint_eq(plan->action_count, 5);
    ck_assert_str_eq(plan->actions[0].action, "Clear the rubbish bags out of the back bedroom");
    ck_assert_str_eq(plan->actions[0].who, "Mum");
    ck_assert_str_eq(plan->actions[0].measure, "SW sees the empty room on 18 March");
    ck_assert_str_eq(plan->actions[1].outcome, plan->actions[0].outcome);
    ck_assert_int_eq(plan->plan_date, sl_day_of(2025, 3, 3));
    ck_assert_int_eq(plan->review_date, sl_day_of(2025, 6, 2));
    ck_assert_str_eq(plan->safety_goal,
                     "child lives with adults who are sober when he is at home.");
}
END_TEST

START_TEST(each_person_is_asked_about_once_and_only_roles_are_left)
{
    struct family family = {0};
    SL_AUTO(sl_child_plan_drop)
    struct sl_child_plan *plan = read_sample("plans/child_plan.txt", &family);
    ck_assert_str_eq(family.asked, "Mrs Tarn 1;Corin 5;Jago Tarn 2;Nell Tarn 3;");
    ck_assert_uint_eq(plan->people, 4);
    ck_assert_str_eq(plan->worry, "Mum and the school are worried that child may be hurt when Dad "
                                  "drinks.");
    ck_assert_str_eq(plan->actions[0].outcome, "child has a clean place to play");
    ck_assert_str_eq(plan->actions[0].contingency, "Gran (Gran) helps");
    ck_assert_str_eq(plan->actions[1].action,
                     "Send the referral to the young people's service and text child's mum the "
                     "reference");
    static const char *const names[] = {"Tarn", "Corin", "Jago", "Nell"};
    for (size_t i = 0; i < SL_COUNT(names); i++)
        ck_assert_ptr_null(strstr(family.told, names[i]));
}
END_TEST

START_TEST(a_row_cut_by_a_page_break_is_one_action)
{
    struct family family = {0};
    SL_AUTO(sl_child_plan_drop)
    struct sl_child_plan *plan = read_sample("plans/child_plan.txt", &family);
    ck_assert_str_eq(plan->actions[2].action,
                     "Before he visits Dad rings Gran; if he has been drinking he stays at his "
                     "flat at home and Gran rings out of hours");
}
END_TEST

START_TEST(dates_are_recognised_and_doubtful_ones_told)
{
    struct family family = {0};
    SL_AUTO(sl_child_plan_drop)
    struct sl_child_plan *plan = read_sample("plans/child_plan.txt", &family);
    ck_assert_int_eq(plan->actions[0].due_on, sl_day_of(2025, 3, 17));
    ck_assert_int_eq(plan->actions[1].due_on, sl_day_of(2025, 3, 7));
    ck_assert_int_eq(plan->actions[2].due_on, sl_day_of(2025, 6, 2));
    ck_assert_int_eq(plan->actions[3].due_on, SL_DAY_NONE);
    ck_assert_int_eq(plan->actions[4].due_on, SL_DAY_NONE);
    ck_assert(plan->actions[4].doubtful && !plan->actions[0].doubtful);
    ck_assert_ptr_nonnull(strstr(family.told, "child_plan.txt:13: The date of this action does "
                                              "not exist."));
    ck_assert_ptr_nonnull(strstr(family.told, ":12: When this action is due comes out as no date"));
}
END_TEST

START_TEST(what_looks_like_a_postcode_is_warned_of_without_being_quoted)
{
    struct family family = {0};
    SL_AUTO(sl_child_plan_drop)
    struct sl_child_plan *plan = read_sample("plans/child_plan.txt", &family);
    ck_assert_uint_eq(plan->warnings, 1);
    ck_assert_ptr_nonnull(
        strstr(family.told, "child_plan.txt: Contingency: this looks like a postcode"));
    ck_assert_ptr_null(strstr(family.told, "NE99"));
}
END_TEST

START_TEST(bulleted_lines_are_actions_under_their_outcome)
{
    struct family family = {0};
    SL_AUTO(sl_child_plan_drop)
    struct sl_child_plan *plan = read_sample("plans/child_plan_bullets.txt", &family);
    ck_assert_str_eq(family.asked, "");
    ck_assert_uint_eq(plan->action_count, 3);
    ck_assert_str_eq(plan->actions[0].who, "Mum");
    ck_assert_str_eq(plan->actions[0].outcome, "Is at nursery every day");
    ck_assert_int_eq(plan->actions[0].due_on, sl_day_of(2025, 5, 30));
    ck_assert_str_eq(plan->actions[1].who, "Family worker");
    ck_assert_str_eq(plan->actions[2].outcome, "Sleeps well");
    ck_assert_str_eq(plan->actions[2].action, "Send the referral by 7 March 2025");
    ck_assert_int_eq(plan->actions[2].due_on, sl_day_of(2025, 3, 7));
    ck_assert_uint_eq(plan->unread, 1);
    ck_assert_ptr_nonnull(strstr(family.told, ":5: This line was left out"));
}
END_TEST

static struct sl_record *record_of(const char *code, struct sl_tool **tool) {
    SL_AUTO(sl_free) char *path = sl_format("%s/tools/%s.json", test_schema_home(), code);
    struct sl_error err = {0};
    assert_ok(sl_tool_check(path, test_schema_home(), NULL, NULL, tool, &err), err);
    return sl_record_new(*tool);
}

static const char *answer_of(const struct sl_record *record, const char *code, uint16_t row) {
    static char text[400];
    struct sl_value value;
    int question = sl_tool_find(sl_record_tool(record), code);
    ck_assert_int_ge(question, 0);
    if (!sl_record_value(record, (size_t)question, row, &value))
        return NULL;
    if (value.kind == SL_VALUE_DAY)
        return sl_day_format(value.number, text);
    snprintf(text, sizeof text, "%.*s", (int)value.text.length, value.text.bytes);
    return text;
}

START_TEST(the_rows_become_answers_of_a_plan_record)
{
    struct family family = {0};
    SL_AUTO(sl_child_plan_drop)
    struct sl_child_plan *plan = read_sample("plans/child_plan.txt", &family);
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = NULL;
    SL_AUTO(sl_record_drop) struct sl_record *record = record_of("PLANREC", &tool);
    struct sl_error err = {0};
    assert_ok(sl_child_plan_record(plan, record, &err), err);
    ck_assert_str_eq(answer_of(record, "plan.plan_date", 0), "2025-03-03");
    ck_assert_str_eq(answer_of(record, "plan.outcome", 1), "child has a clean place to play");
    ck_assert_str_eq(answer_of(record, "plan.outcome", 2), "No adult is drunk near child");
    ck_assert_str_eq(answer_of(record, "plan.outcome_id", 2), "o1");
    ck_assert_str_eq(answer_of(record, "plan.outcome_id", 5), "o2");
    ck_assert_str_eq(answer_of(record, "plan.by_when", 1), "17/03/2025");
    ck_assert_str_eq(answer_of(record, "plan.by_when_date", 1), "2025-03-17");
    ck_assert_ptr_null(answer_of(record, "plan.by_when_date", 4));
    ck_assert_str_eq(answer_of(record, "plan.lead", 3), "Dad");
    ck_assert_ptr_null(answer_of(record, "plan.measure", 4));
}
END_TEST

START_TEST(a_tool_without_plan_actions_is_refused)
{
    struct family family = {0};
    SL_AUTO(sl_child_plan_drop)
    struct sl_child_plan *plan = read_sample("plans/child_plan.txt", &family);
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = NULL;
    SL_AUTO(sl_record_drop) struct sl_record *record = record_of("FB", &tool);
    struct sl_error err = {0};
    assert_fails(sl_child_plan_record(plan, record, &err), SL_INVALID, err, "use PLANREC");
}
END_TEST

static enum sl_status take(const char *bytes, size_t length, struct sl_error *err) {
    struct sl_child_plan_reading reading = {.plan_date = SL_DAY_NONE, .review_date = SL_DAY_NONE};
    SL_AUTO(sl_child_plan_drop) struct sl_child_plan *plan = NULL;
    enum sl_status status =
        sl_child_plan_take("p.txt", (struct sl_text){bytes, length}, &reading, &plan, err);
    ck_assert(status == SL_OK || plan == NULL);
    return status;
}

START_TEST(bad_text_is_refused_with_a_sentence)
{
    struct sl_error err = {0};
    assert_fails(take("", 0, &err), SL_INVALID, err, "No actions were found");
    assert_fails(take("- do\0 it", 8, &err), SL_INVALID, err, "p.txt:");
    assert_fails(take("- do \xe9", 6, &err), SL_INVALID, err, "p.txt:");
    assert_fails(take("\xff\xfe-\0", 4, &err), SL_INVALID, err, "UTF-16");
    assert_fails(take("Action\tWho\nring\tMum\tand more", 28, &err), SL_INVALID, err,
                 "p.txt:2:3: This row has 3 cells");
    size_t length = SL_CHILD_PLAN_MOST + 1;
    SL_AUTO(sl_free) char *big = sl_new(length + 1, 1);
    memset(big, 'x', length);
    assert_fails(take(big, length, &err), SL_INVALID, err, "at most 1048576 bytes");
    struct sl_child_plan_reading reading = {.plan_date = SL_DAY_NONE, .review_date = SL_DAY_NONE};
    struct sl_child_plan *plan = NULL;
    assert_fails(sl_child_plan_read("/nowhere.txt", &reading, &plan, &err), SL_IO, err, "/nowhere");
}
END_TEST

START_TEST(too_many_names_are_no_plan)
{
    struct sl_buffer names = {0};
    for (int i = 0; i < 600; i++)
        sl_buffer_format(&names, "- Ring X%c%c%cq\n", 'a' + i / 26 % 26, 'a' + i % 26,
                         'a' + i / 676);
    struct sl_error err = {0};
    assert_fails(take(names.bytes, names.length, &err), SL_INVALID, err, "more than 500 names");
    sl_buffer_drop(&names);
}
END_TEST

static char *roles_of(const char *text) {
    SL_AUTO(sl_known_words_drop) struct sl_known_words *words = sl_known_words_new(NULL);
    size_t replaced;
    return sl_names_to_roles(sl_text_of(text), words, NULL, NULL, &replaced);
}

START_TEST(names_are_told_from_words_roles_and_months)
{
    static const char *const pairs[][2] = {
        {"Speak to Mark in May.", "Speak to person 1 in May."},
        {"School Nurse to weigh baby with June", "School Nurse to weigh baby with person 1"},
        {"by 3 June, CAMHS and IRO", "by 3 June, CAMHS and IRO"},
        {"Kayleigh's mum and Kayleigh Otley", "person 1's mum and person 1"},
        {"Hillfoot Primary School rings", "person 1 rings"},
        {"Zo\xc3\xab and Tyler-James", "person 1 and person 2"},
        {"Dr. A Sood writes", "person 1 writes"},
        {"Monitor. Attend. Visit Mum.", "Monitor. Attend. Visit Mum."},
    };
    for (size_t i = 0; i < SL_COUNT(pairs); i++) {
        SL_AUTO(sl_free) char *roles = roles_of(pairs[i][0]);
        ck_assert_str_eq(roles, pairs[i][1]);
    }
}
END_TEST

static bool say_the_name(void *context, const char *name, size_t times, char role[SL_ROLE_SIZE]) {
    (void)context;
    (void)times;
    snprintf(role, SL_ROLE_SIZE, "our %s", name);
    return true;
}

static bool no_name(void *context, const char *name, size_t times, char role[SL_ROLE_SIZE]) {
    (void)context, (void)name, (void)times, (void)role;
    return false;
}

START_TEST(a_role_that_repeats_the_name_is_not_taken)
{
    SL_AUTO(sl_known_words_drop) struct sl_known_words *words = sl_known_words_new(NULL);
    size_t replaced;
    SL_AUTO(sl_free)
    char *roles = sl_names_to_roles(SL_TEXT("Corin rings"), words, say_the_name, NULL, &replaced);
    ck_assert_str_eq(roles, "person 1 rings");
    SL_AUTO(sl_free)
    char *kept = sl_names_to_roles(SL_TEXT("Lego works"), words, no_name, NULL, &replaced);
    ck_assert_str_eq(kept, "Lego works");
    ck_assert_uint_eq(replaced, 0);
}
END_TEST

SL_SUITE("child_plan", a_pasted_table_becomes_rows_in_their_own_words,
         each_person_is_asked_about_once_and_only_roles_are_left,
         a_row_cut_by_a_page_break_is_one_action, dates_are_recognised_and_doubtful_ones_told,
         what_looks_like_a_postcode_is_warned_of_without_being_quoted,
         bulleted_lines_are_actions_under_their_outcome, the_rows_become_answers_of_a_plan_record,
         a_tool_without_plan_actions_is_refused, bad_text_is_refused_with_a_sentence,
         too_many_names_are_no_plan, names_are_told_from_words_roles_and_months,
         a_role_that_repeats_the_name_is_not_taken)
