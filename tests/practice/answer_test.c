#include "practice/answer.h"
#include "support/practice.h"
#include "support/suite.h"

static struct sl_tool *std_tool(void) {
    struct sl_error err = {0};
    struct sl_tool *tool = NULL;
    SL_AUTO(sl_free) char *path = sl_format("%s/tools/STD.json", test_schema_home());
    assert_ok(sl_tool_check(path, test_schema_home(), NULL, NULL, &tool, &err), err);
    return tool;
}

/* What the text becomes, written back as tokens; "" when it is no answer. */
static void assert_reads(const struct sl_tool *tool, const char *code, const char *text,
                         const char *tokens) {
    struct sl_error err = {0};
    SL_AUTO(sl_buffer_drop) struct sl_buffer words = {0};
    SL_AUTO(sl_buffer_drop) struct sl_buffer written = {0};
    const struct sl_question *question = sl_tool_question(tool, test_question(tool, code));
    struct sl_value value, again;
    assert_ok(sl_answer_read(question, sl_text_of(text), &words, &value, &err), err);
    assert_ok(sl_answer_check(question, &value, &err), err);
    sl_buffer_text(&written, "");
    sl_answer_write(question, &value, SL_ANSWER_TOKENS, &written);
    ck_assert_str_eq(written.bytes, tokens);
    assert_ok(sl_answer_read(question, sl_text_of(tokens), &words, &again, &err), err);
    ck_assert_int_eq(again.state, value.state);
    ck_assert_int_eq(again.number, value.number);
}

static void assert_refuses(const struct sl_tool *tool, const char *code, const char *text,
                           const char *sentence) {
    struct sl_error err = {0};
    SL_AUTO(sl_buffer_drop) struct sl_buffer words = {0};
    const struct sl_question *question = sl_tool_question(tool, test_question(tool, code));
    struct sl_value value = {.state = SL_ANSWERED, .number = 77};
    assert_fails(sl_answer_read(question, sl_text_of(text), &words, &value, &err), SL_INVALID, err,
                 sentence);
    ck_assert_str_eq(err.field, code);
    ck_assert_int_eq(value.number, 77);
}

START_TEST(tokens_and_labels_are_read_without_regard_to_case)
{
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = std_tool();
    assert_reads(tool, "VJ", "O", "O");
    assert_reads(tool, "VJ", " requires improvement ", "R");
    assert_reads(tool, "V1", "YES", "yes");
    assert_reads(tool, "I5", "The same", "same");
    assert_refuses(tool, "VJ", "4", "O (Outstanding), G (Good)");
    assert_refuses(tool, "V1", "mostly", "'mostly' is not one of yes (Yes), partly (Partly), no");
}
END_TEST

START_TEST(several_tokens_stand_in_the_tools_order)
{
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = std_tool();
    assert_reads(tool, "voices", "worker; child", "child; worker");
    assert_reads(tool, "voices", "child,Parent", "child; parent");
    assert_reads(tool, "voices", "worker child worker", "child; worker");
    assert_reads(tool, "voices", "Foster carer or other carer | Worker\n", "carer; worker");
    assert_reads(tool, "voices", "Foster carer or other carer", "carer");
    assert_refuses(tool, "voices", "child; dog", "'dog' is not one of");
    assert_refuses(tool, "X3", "voice; fathers; drift; pace; neglect; missing", "at most 5");
}
END_TEST

START_TEST(numbers_have_bounds)
{
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = std_tool();
    assert_reads(tool, "V1.due", "0", "0");
    assert_reads(tool, "V1.due", "999", "999");
    assert_reads(tool, "I1.child_now", "10", "10");
    assert_refuses(tool, "V1.due", "1000", "from 0 to 999");
    assert_refuses(tool, "V1.due", "-1", "from 0 to 999");
    assert_refuses(tool, "V1.due", "6.5", "a whole number");
    assert_refuses(tool, "I1.child_now", "11", "from 0 to 10");
}
END_TEST

START_TEST(days_are_day_first)
{
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = std_tool();
    assert_reads(tool, "period_from", "03/04/25", "2025-04-03");
    assert_reads(tool, "period_from", "3 April 2025", "2025-04-03");
    assert_reads(tool, "period_from", "2025-04-03", "2025-04-03");
    assert_refuses(tool, "period_from", "31/06/2025", "period_from:");
    assert_refuses(tool, "period_from",
                   "soon after the meeting that was held before the end of "
                   "the term at the school",
                   "not words");
}
END_TEST

START_TEST(not_applicable_gives_a_reason_that_the_question_allows)
{
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = std_tool();
    assert_reads(tool, "V4", "n/a: age", "n/a: age");
    assert_reads(tool, "V4", "N/A - Child not in contact", "n/a: child_not_in_contact");
    assert_reads(tool, "V4", "Not applicable (age)", "n/a: age");
    assert_reads(tool, "V4", "n/a: other: abroad: with Gran", "n/a: other: abroad: with Gran");
    assert_refuses(tool, "V4", "n/a", "needs one of these reasons: age");
    assert_refuses(tool, "V4", "n/a: other", "needs words");
    assert_refuses(tool, "V4", "n/a: plan_type", "needs one of these reasons");
    assert_refuses(tool, "V1", "n/a: age", "always applies");
}
END_TEST

START_TEST(not_evidenced_is_no_answer_to_a_judgement)
{
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = std_tool();
    assert_reads(tool, "V1", "Not evidenced", "not evidenced");
    assert_reads(tool, "V1.due", "not_evidenced", "not evidenced");
    assert_refuses(tool, "VJ", "not evidenced", "judgement");
}
END_TEST

START_TEST(words_in_rows_are_kept_as_written)
{
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = std_tool();
    assert_reads(tool, "plan.measure", "N/A", "N/A");
    assert_reads(tool, "plan.measure", "not evidenced", "not evidenced");
    assert_reads(tool, "plan.action", "Caf\x65\xcc\x81 visit", "Caf\xc3\xa9 visit");
    assert_refuses(tool, "X1", "bad \xff bytes", "X1:");
}
END_TEST

START_TEST(headings_and_time_limits_are_worked_out)
{
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = std_tool();
    assert_refuses(tool, "O1", "6", "its parts are answered");
    assert_refuses(tool, "A2", "yes", "A2.start");
    assert_reads(tool, "A2", "n/a: plan type", "n/a: plan_type");
}
END_TEST

static enum sl_status check(const struct sl_tool *tool, const char *code, struct sl_value value,
                            struct sl_error *err) {
    return sl_answer_check(sl_tool_question(tool, test_question(tool, code)), &value, err);
}

START_TEST(finished_values_are_checked_too)
{
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = std_tool();
    struct sl_error err = {0};
    struct sl_value token = {
        .state = SL_ANSWERED, .kind = SL_VALUE_TOKEN, .text = SL_TEXT("G"), .evidence = {"", 0}};
    assert_ok(check(tool, "VJ", token, &err), err);
    token.text = SL_TEXT("good");
    assert_fails(check(tool, "VJ", token, &err), SL_INVALID, err, "'good'");
    token.kind = SL_VALUE_TEXT;
    assert_fails(check(tool, "VJ", token, &err), SL_INVALID, err, "of type grade");
    struct sl_value tokens = {.state = SL_ANSWERED,
                              .kind = SL_VALUE_TOKENS,
                              .text = SL_TEXT("worker child"),
                              .evidence = {"", 0}};
    assert_fails(check(tool, "voices", tokens, &err), SL_INVALID, err, "order");
    struct sl_value number = {.state = SL_ANSWERED,
                              .kind = SL_VALUE_NUMBER,
                              .number = 1000,
                              .text = {"", 0},
                              .evidence = {"", 0}};
    assert_fails(check(tool, "V1.due", number, &err), SL_INVALID, err, "0 to 999");
    struct sl_value worker = {.state = SL_ANSWERED,
                              .kind = SL_VALUE_TOKEN,
                              .text = SL_TEXT("yes"),
                              .sources = SL_SOURCE_RECORD,
                              .evidence = {"", 0}};
    assert_fails(check(tool, "O9", worker, &err), SL_INVALID, err,
                 "takes its evidence from: worker");
    worker.sources = SL_SOURCE_WORKER;
    assert_ok(check(tool, "O9", worker, &err), err);
    worker.evidence = SL_TEXT("\xc3\x28");
    ck_assert_int_eq(check(tool, "O9", worker, &err), SL_INVALID);
}
END_TEST

START_TEST(sources_are_read_and_written)
{
    struct sl_error err = {0};
    uint16_t sources = 0;
    SL_AUTO(sl_buffer_drop) struct sl_buffer out = {0};
    assert_ok(sl_sources_read(SL_TEXT("parent; record,worker"), &sources, &err), err);
    ck_assert_uint_eq(sources, SL_SOURCE_RECORD | SL_SOURCE_WORKER | SL_SOURCE_PARENT_CARER);
    sl_sources_write(sources, &out);
    ck_assert_str_eq(out.bytes, "record, worker, parent");
    assert_fails(sl_sources_read(SL_TEXT("neighbour"), &sources, &err), SL_INVALID, err,
                 "'neighbour' is no evidence source");
}
END_TEST

SL_SUITE("answer", tokens_and_labels_are_read_without_regard_to_case,
         several_tokens_stand_in_the_tools_order, numbers_have_bounds, days_are_day_first,
         not_applicable_gives_a_reason_that_the_question_allows,
         not_evidenced_is_no_answer_to_a_judgement, words_in_rows_are_kept_as_written,
         headings_and_time_limits_are_worked_out, finished_values_are_checked_too,
         sources_are_read_and_written)
