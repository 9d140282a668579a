#include "sample.h"
#include "scoring/rule_check.h"
#include "support/suite.h"

/* Faults told, one a line. */
static void gather(void *context, const char *sentence) {
    if (strstr(sentence, "(a note, no fault)") == NULL)
        sl_buffer_format(context, "%s\n", sentence);
}

static void gather_all(void *context, const char *sentence) {
    sl_buffer_format(context, "%s\n", sentence);
}

/* Checks a rule in memory; the sentences told, owned by the caller. */
static char *faults(struct sample *sample, const char *source, enum sl_status expected) {
    struct sl_error err = {0};
    struct sl_buffer told = {0};
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_rule(sample, source);
    struct sl_rule_checked checked = {0};
    enum sl_status status =
        sl_rule_check(rule, &sample->engine, &sample->shelf, gather, &told, &checked, &err);
    ck_assert_msg(status == expected, "%d: %s", (int)status, err.text);
    ck_assert_uint_eq(checked.faults > 0, status != SL_OK);
    return sl_buffer_take(&told);
}

static void assert_fault(struct sample *sample, const char *source, const char *words) {
    SL_AUTO(sl_free) char *told = faults(sample, source, SL_INVALID);
    ck_assert_msg(strstr(told, words) != NULL, "\"%s\" does not say \"%s\"", told, words);
}

START_TEST(a_rule_whose_examples_hold_is_fit)
{
    struct sample sample;
    sample_open(&sample, __func__);
    SL_AUTO(sl_free)
    char *told = faults(&sample, SAMPLE_RULE(SAMPLE_STEPS, SAMPLE_EXAMPLES), SL_OK);
    ck_assert_str_eq(told, "");
    sample_close(&sample);
}
END_TEST

START_TEST(a_failing_example_is_named_with_what_was_expected_and_got)
{
    struct sample sample;
    sample_open(&sample, __func__);
    assert_fault(&sample,
                 SAMPLE_RULE(SAMPLE_STEPS,
                             "[{\"name\":\"unsafe child\",\"line\":31,\"given\":{\"SJ\":\"I\"},"
                             "\"expect\":{\"grade\":\"R\",\"clauses\":[\"base\"]}}]"),
                 "mini.table.json:31: example \"unsafe child\": expected grade R, got I");
    assert_fault(&sample,
                 SAMPLE_RULE(SAMPLE_STEPS, "[{\"name\":\"x\",\"given\":{\"SJ\":\"I\"},"
                                           "\"expect\":{\"clauses\":[\"base\"]}}]"),
                 "mini.table.json:30: example \"x\": the clause base didn't fire");
    assert_fault(&sample,
                 SAMPLE_RULE(SAMPLE_STEPS, "[{\"name\":\"x\",\"given\":{\"SJ\":\"I\"},"
                                           "\"expect\":{\"without\":[\"L1\"]}}]"),
                 "the clause L1 fired");
    assert_fault(&sample,
                 SAMPLE_RULE(SAMPLE_STEPS, "[{\"name\":\"x\",\"given\":{\"SJ\":\"I\"},"
                                           "\"expect\":{\"exactly\":[]}}]"),
                 "the clause L1 fired");
    assert_fault(&sample,
                 SAMPLE_RULE(SAMPLE_STEPS, "[{\"name\":\"x\",\"given\":{\"SJ\":\"I\"},"
                                           "\"expect\":{\"status\":\"not_enough\"}}]"),
                 "expected not_enough, got scored");
    assert_fault(&sample,
                 SAMPLE_RULE(SAMPLE_STEPS, "[{\"name\":\"x\",\"given\":{\"SJ\":\"G\"},"
                                           "\"expect\":{\"mean\":\"\"}}]"),
                 "expected mean nothing, got 300");
    assert_fault(&sample,
                 SAMPLE_RULE(SAMPLE_STEPS, "[{\"name\":\"x\",\"given\":{\"SJ\":\"G\"},"
                                           "\"expect\":{\"grad\":\"G\"}}]"),
                 "expects grad, which the rule's outputs don't name");
    sample_close(&sample);
}
END_TEST

START_TEST(an_example_that_cannot_be_given_is_named)
{
    struct sample sample;
    sample_open(&sample, __func__);
    assert_fault(&sample, SAMPLE_RULE(SAMPLE_STEPS, "[{\"name\":\"x\",\"given\":{\"ZZ\":\"I\"}}]"),
                 "example \"x\": ZZ: the tool has no such question");
    assert_fault(&sample, SAMPLE_RULE(SAMPLE_STEPS, "[{\"name\":\"x\",\"given\":{\"SJ\":\"Q\"}}]"),
                 "example \"x\": SJ: ");
    assert_fault(&sample,
                 SAMPLE_RULE(SAMPLE_STEPS, "[{\"name\":\"x\",\"tool\":\"STD\",\"given\":{}}]"),
                 "the rule doesn't apply to it");
    assert_fault(&sample, SAMPLE_RULE(SAMPLE_STEPS, "[{\"name\":\"x\",\"day\":\"31/02/2025\"}]"),
                 "a day is written 2025-03-03");
    sample_close(&sample);
}
END_TEST

START_TEST(a_clause_that_no_example_fires_is_named)
{
    struct sample sample;
    sample_open(&sample, __func__);
    assert_fault(
        &sample,
        SAMPLE_RULE(SAMPLE_STEPS, "[{\"name\":\"x\",\"given\":{\"SJ\":\"G\"},\"expect\":{}}]"),
        "mini.table.json:12: clauses.L1: no example fires this clause");
    assert_fault(&sample, SAMPLE_RULE(SAMPLE_STEPS, "{}"), "clauses.base: no example");
    sample_close(&sample);
}
END_TEST

#define SENTENCE(words)                                                                            \
    "{\"code\":\"a.b\",\"title\":\"A\",\"kind\":\"check\",\"applies\":[\"MINI\"],"                 \
    "\"clauses\":{\"c\":\"" words "\"},\"settings\":{\"n\":3},"                                    \
    "\"outputs\":[[\"mean\",\"integer\"]],\"steps\":[{\"do\":[[\"reason\",\"c\"]]}],"              \
    "\"examples\":[{\"name\":\"x\",\"expect\":{}}]}"

START_TEST(a_bare_number_in_a_sentence_is_refused)
{
    struct sample sample;
    sample_open(&sample, __func__);
    assert_fault(&sample, SENTENCE("3 or more are needed"), "clauses.c: the sentence has a number");
    assert_fault(&sample, SENTENCE("At least 75 %"), "clauses.c: the sentence has a number");
    static const char *const fine[] = {SENTENCE("{n} or more are needed"),
                                       SENTENCE("Three or more are needed"),
                                       SENTENCE("PF1 holds and so does 2nd best")};
    for (size_t i = 0; i < SL_COUNT(fine); i++) {
        SL_AUTO(sl_free) char *told = faults(&sample, fine[i], SL_OK);
        ck_assert_str_eq(told, "");
    }
    sample_close(&sample);
}
END_TEST

START_TEST(a_question_the_tool_does_not_ask_is_named)
{
    struct sample sample;
    sample_open(&sample, __func__);
    assert_fault(&sample,
                 "{\"code\":\"a\",\"title\":\"A\",\"kind\":\"check\",\"applies\":[\"MINI\"],"
                 "\"needs\":[\"SAFE.VJ\"],\"lines\":{\"needs\":7},"
                 "\"outputs\":[[\"n\",\"integer\"]],\"steps\":[]}",
                 "mini.table.json:7: needs: MINI version 1 doesn't ask SAFE.VJ");
    assert_fault(&sample,
                 "{\"code\":\"a\",\"title\":\"A\",\"kind\":\"check\",\"applies\":[\"NONE\"],"
                 "\"outputs\":[[\"n\",\"integer\"]],\"steps\":[]}",
                 "applies: ");
    assert_fault(&sample,
                 "{\"code\":\"a\",\"title\":\"A\",\"kind\":\"check\","
                 "\"applies\":{\"tool\":\"MINI\",\"rows\":\"meeting\"},"
                 "\"outputs\":[[\"n\",\"integer\"]],\"steps\":[]}",
                 "no section whose rows are \"meeting\"");
    sample_close(&sample);
}
END_TEST

START_TEST(a_list_that_is_not_there_is_named)
{
    struct sample sample;
    struct sl_error err = {0};
    struct sl_rule *rule = NULL;
    sample_open(&sample, __func__);
    assert_fails(sl_rule_from_source(&sample.engine, &sample.shelf, "a.table.json",
                                     SL_TEXT("{\"code\":\"a\",\"title\":\"A\",\"kind\":\"check\","
                                             "\"applies\":[\"MINI\"],\"lists\":[\"soft_words\"],"
                                             "\"outputs\":[[\"n\",\"integer\"]]}"),
                                     NULL, &rule, &err),
                 SL_NOT_FOUND, err, "soft_words");
    sample_close(&sample);
}
END_TEST

#define ROWS_RULE(examples)                                                                        \
    "{\"code\":\"a.rows\",\"title\":\"A\",\"kind\":\"check\","                                     \
    "\"applies\":[{\"tool\":\"MINI\",\"rows\":\"action\"}],\"needs\":[\"plan.action\","            \
    "\"plan.weeks\"],\"clauses\":{\"c\":\"It has weeks\"},"                                        \
    "\"outputs\":[[\"weeks\",\"integer 0..99\"],[\"ok\",\"yes_no\"]],"                             \
    "\"steps\":[{\"if\":[\"plan.weeks\"],\"do\":[[\"count\",\"weeks\",\"plan.weeks\"],"            \
    "[\"value\",\"ok\",\"yes\"],[\"reason\",\"c\",\"plan.weeks\"]]}],\"examples\":" examples "}"

START_TEST(examples_of_rows_are_held_row_by_row)
{
    struct sample sample;
    sample_open(&sample, __func__);
    SL_AUTO(sl_free)
    char *told = faults(&sample,
                        ROWS_RULE("[{\"name\":\"one\",\"rows\":[{\"action\":\"Visit\","
                                  "\"weeks\":4}],\"expect\":{\"weeks\":4,\"ok\":true}},"
                                  "{\"name\":\"two\",\"rows\":[{\"plan.action\":\"Visit\"},"
                                  "{\"plan.action\":\"Ring\",\"plan.weeks\":2}],\"expect\":{"
                                  "\"rows\":[{\"weeks\":\"\",\"without\":[\"c\"]},"
                                  "{\"weeks\":2,\"exactly\":[\"c\"]}]}}]"),
                        SL_OK);
    ck_assert_str_eq(told, "");
    assert_fault(&sample,
                 ROWS_RULE("[{\"name\":\"two\",\"rows\":[{\"action\":\"Visit\"},"
                           "{\"action\":\"Ring\",\"weeks\":2}],"
                           "\"expect\":{\"rows\":[{},{\"weeks\":3}]}}]"),
                 "expected weeks 3 in row 2, got 2");
    sample_close(&sample);
}
END_TEST

START_TEST(examples_know_flags_states_and_evidence)
{
    struct sample sample;
    sample_open(&sample, __func__);
    SL_AUTO(sl_free)
    char *told = faults(
        &sample,
        SAMPLE_RULE("[{\"flag\":\"A\",\"do\":[[\"value\",\"grade\",\"I\"],[\"reason\",\"L1\"]]},"
                    "{\"if\":[\"V9\"],\"do\":[[\"reason\",\"base\",\"V9\"]]}]",
                    "[{\"name\":\"by question\",\"flags\":[\"S1\"],\"expect\":{\"grade\":\"I\"}},"
                    "{\"name\":\"by class\",\"flags\":[\"A\"],\"expect\":{\"grade\":\"I\"}},"
                    "{\"name\":\"set aside\",\"flags\":[{\"question\":\"S1\",\"outcome\":"
                    "\"no_concern\"}],\"expect\":{\"grade\":\"\"}},"
                    "{\"name\":\"looked\",\"given\":{\"V9\":{\"state\":\"not_evidenced\"}},"
                    "\"expect\":{\"clauses\":[\"base\"]}},"
                    "{\"name\":\"not yet\",\"given\":{\"V9\":{\"state\":\"not_yet\"}},"
                    "\"expect\":{\"exactly\":[]}}]"),
        SL_OK);
    ck_assert_str_eq(told, "");
    sample_close(&sample);
}
END_TEST

START_TEST(an_example_a_limit_stops_fails)
{
    struct sample sample;
    sample_open(&sample, __func__);
    assert_fault(&sample,
                 SAMPLE_RULE("[{\"do\":[[\"limit\",\"it took too long\"]]}]",
                             "[{\"name\":\"x\",\"expect\":{}}]"),
                 "expected scored, got limit: it took too long");
    assert_fault(&sample,
                 SAMPLE_RULE("[{\"do\":[[\"put\",17,0,2,5]]}]", "[{\"name\":\"x\",\"expect\":{}}]"),
                 "example \"x\": the result has a value for output 18");
    sample_close(&sample);
}
END_TEST

START_TEST(a_clause_that_every_example_fires_is_noted)
{
    struct sample sample;
    struct sl_error err = {0};
    struct sl_rule_checked checked = {0};
    SL_AUTO(sl_buffer_drop) struct sl_buffer told = {0};
    sample_open(&sample, __func__);
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_rule(&sample, SENTENCE("{n} are needed"));
    assert_ok(sl_rule_check(rule, &sample.engine, &sample.shelf, gather_all, &told, &checked, &err),
              err);
    ck_assert_uint_eq(checked.notes, 1);
    ck_assert_uint_eq(checked.faults, 0);
    ck_assert_ptr_nonnull(strstr(told.bytes, "clauses.c: every example fires this clause"));
    SL_AUTO(sl_rule_drop)
    struct sl_rule *edged = sample_rule(&sample, SAMPLE_RULE(SAMPLE_STEPS, SAMPLE_EXAMPLES));
    assert_ok(
        sl_rule_check(edged, &sample.engine, &sample.shelf, gather_all, &told, &checked, &err),
        err);
    ck_assert_uint_eq(checked.notes, 0);
    sample_close(&sample);
}
END_TEST

#define CEILED(when, groups)                                                                       \
    "{\"code\":\"a.b\",\"title\":\"A\",\"kind\":\"check\",\"applies\":[\"MINI\"],"                 \
    "\"clauses\":{\"c\":\"Plain\"},\"columns\":{\"rows\":[[\"when\",\"condition\"]]},"             \
    "\"settings\":{\"groups\":{" groups "},\"rows\":[{\"when\":\"" when "\"}]},"                   \
    "\"outputs\":[[\"mean\",\"integer\"]],\"steps\":[{\"do\":[[\"reason\",\"c\"]]}],"              \
    "\"examples\":[{\"name\":\"x\",\"expect\":{}}]}"

START_TEST(conditions_are_held_against_the_questions_of_the_tool)
{
    struct sample sample;
    sample_open(&sample, __func__);
    SL_AUTO(sl_free)
    char *none = faults(
        &sample, CEILED("at least 1 of both < G or S1 = no", "\"both\":[\"SJ\",\"VJ\"]"), SL_OK);
    ck_assert_str_eq(none, "");
    assert_fault(&sample, CEILED("S1 = maybe", ""),
                 "settings.rows row 1, when: maybe is no answer to S1, which has yes, no");
    assert_fault(&sample, CEILED("V99 = no", ""),
                 "settings.rows row 1, when: MINI version 1 doesn't ask V99");
    assert_fault(&sample, CEILED("V9 = no", ""),
                 "settings.rows row 1, when: V9 can't be compared; is answered");
    assert_fault(&sample, CEILED("plan_date < 7", ""),
                 "plan_date is answered by a day such as 2025-03-03, so it is never \"7\"");
    assert_fault(&sample, CEILED("plan.weeks > 7", ""),
                 "plan.weeks is asked in each row of its section");
    assert_fault(&sample, CEILED("at least 1 of both = Q", "\"both\":[\"SJ\",\"VJ\"]"),
                 "Q is no answer to SJ, which has O, G, R, I");
    assert_fault(&sample, CEILED("at least 1 of both = G", "\"both\":[\"SJ\",\"V77\"]"),
                 "settings.groups.both: MINI version 1 doesn't ask V77");
    sample_close(&sample);
}
END_TEST

#define LISTED(needs)                                                                              \
    "{\"code\":\"a.b\",\"title\":\"A\",\"kind\":\"check\",\"applies\":[\"MINI\"],\"needs\":"       \
    "[" needs "],\"clauses\":{\"c\":\"Plain\"},\"columns\":{\"rows\":[[\"asks\",\"question\"]]},"  \
    "\"settings\":{\"rows\":[{\"asks\":\"plan.weeks\"}]},\"outputs\":[[\"mean\",\"integer\"]],"    \
    "\"steps\":[{\"do\":[[\"reason\",\"c\"]]}],\"examples\":[{\"name\":\"x\",\"expect\":{}}]}"

START_TEST(a_question_of_rows_stands_in_a_column_when_the_text_names_it)
{
    struct sample sample;
    sample_open(&sample, __func__);
    assert_fault(&sample, LISTED(""),
                 "settings.rows row 1, asks: plan.weeks is asked in each row of its section");
    SL_AUTO(sl_free) char *none = faults(&sample, LISTED("\"plan.weeks\""), SL_OK);
    ck_assert_str_eq(none, "");
    sample_close(&sample);
}
END_TEST

/* Checks the sample rule with cases that its settings bring. */
static char *faults_with(struct sample *sample, const char *cases, size_t examples) {
    struct sl_error err = {0};
    struct sl_buffer told = {0};
    struct sl_rule_checked checked = {0};
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = NULL;
    SL_AUTO(sl_json_drop) json_t *settings = json_pack("{s:i}", "good", 250);
    json_t *list = NULL;
    ck_assert_int_eq(sl_json_parse("cases", cases, strlen(cases), &list, &err), SL_OK);
    json_object_set_new(settings, "examples", list);
    assert_ok(sl_rule_from_source(&sample->engine, &sample->shelf, "mini.table.json",
                                  sl_text_of(SAMPLE_RULE(SAMPLE_STEPS, SAMPLE_EXAMPLES)), settings,
                                  &rule, &err),
              err);
    sl_rule_check(rule, &sample->engine, &sample->shelf, gather, &told, &checked, &err);
    ck_assert_uint_eq(checked.examples, examples);
    return sl_buffer_take(&told);
}

START_TEST(settings_may_bring_examples_that_count_like_the_rules_own)
{
    struct sample sample;
    sample_open(&sample, __func__);
    SL_AUTO(sl_free)
    char *fine = faults_with(
        &sample, "[{\"name\":\"more\",\"given\":{\"SJ\":\"O\"},\"expect\":{\"grade\":\"O\"}}]", 3);
    ck_assert_str_eq(fine, "");
    SL_AUTO(sl_free)
    char *wrong = faults_with(
        &sample, "[{\"name\":\"more\",\"given\":{\"SJ\":\"O\"},\"expect\":{\"grade\":\"R\"}}]", 3);
    ck_assert_ptr_nonnull(strstr(wrong, "example \"more\": expected grade R, got O"));
    SL_AUTO(sl_free)
    char *replaced = faults_with(
        &sample, "[{\"name\":\"all good\",\"given\":{\"SJ\":\"G\"},\"expect\":{\"grade\":\"I\"}}]",
        2);
    ck_assert_ptr_nonnull(strstr(replaced, "example \"all good\": expected grade I, got G"));
    sample_close(&sample);
}
END_TEST

SL_SUITE("rule_check", a_rule_whose_examples_hold_is_fit,
         a_failing_example_is_named_with_what_was_expected_and_got,
         an_example_that_cannot_be_given_is_named, a_clause_that_no_example_fires_is_named,
         a_bare_number_in_a_sentence_is_refused, a_question_the_tool_does_not_ask_is_named,
         a_list_that_is_not_there_is_named, examples_of_rows_are_held_row_by_row,
         examples_know_flags_states_and_evidence, a_clause_that_every_example_fires_is_noted,
         an_example_a_limit_stops_fails, conditions_are_held_against_the_questions_of_the_tool,
         a_question_of_rows_stands_in_a_column_when_the_text_names_it,
         settings_may_bring_examples_that_count_like_the_rules_own)
