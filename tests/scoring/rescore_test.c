#include "sample.h"
#include "scoring/rescore.h"
#include "support/suite.h"
#include <pthread.h>

struct told {
    struct sl_buffer lines;
    int64_t done, total;
    int stop_after; /* calls of progress; 0: never */
    int calls;
};

static enum sl_status note(void *context, const struct sl_score *score, struct sl_error *err) {
    struct told *told = context;
    (void)err;
    sl_buffer_format(&told->lines, "%lld %s;", (long long)score->record_no,
                     score->status == SL_RESULT_LIMIT ? "limit" : "score");
    return SL_OK;
}

static bool count(void *context, int64_t done, int64_t total) {
    struct told *told = context;
    told->done = done;
    told->total = total;
    return ++told->calls != told->stop_after;
}

static struct sl_rescore run_of(struct sample *sample, const struct sl_rule *rule,
                                struct told *told) {
    return (struct sl_rescore){.store = sample->store,
                               .engine = &sample->engine,
                               .rule = rule,
                               .choice = sl_facts_of_all,
                               .keep = true,
                               .each = note,
                               .progress = count,
                               .context = told};
}

#define RULE SAMPLE_RULE(SAMPLE_STEPS, SAMPLE_EXAMPLES)

START_TEST(every_record_is_scored_once)
{
    struct sample sample;
    struct sl_error err = {0};
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = NULL;
    struct told told = {0};
    sample_open(&sample, __func__);
    for (int i = 1; i <= SL_FACTS_MOST + 7; i++)
        sample_grade(&sample, i, i % 3 == 0 ? "I" : "G");
    rule = sample_publish(&sample, RULE);
    struct sl_rescore run = run_of(&sample, rule, &told);
    assert_ok(sl_rescore_run(&run, &err), err);
    ck_assert_int_eq(run.counts.scored, SL_FACTS_MOST + 7);
    ck_assert_int_eq(run.counts.same, 0);
    ck_assert_int_eq(told.done, SL_FACTS_MOST + 7);
    ck_assert_int_eq(told.total, told.done);
    ck_assert_int_eq(told.calls, 2);
    ck_assert_int_eq(test_number(sample.store, "SELECT count(*) FROM score"), SL_FACTS_MOST + 7);
    ck_assert_int_eq(test_number(sample.store, "SELECT count(*) FROM score_current "
                                               "WHERE result LIKE '%\"grade\":\"I\"%'"),
                     (SL_FACTS_MOST + 7) / 3);
    assert_ok(sl_rescore_run(&run, &err), err);
    ck_assert_int_eq(run.counts.same, SL_FACTS_MOST + 7);
    ck_assert_int_eq(test_number(sample.store, "SELECT count(*) FROM score"), SL_FACTS_MOST + 7);
    sl_buffer_drop(&told.lines);
    sample_close(&sample);
}
END_TEST

START_TEST(a_preview_writes_nothing)
{
    struct sample sample;
    struct sl_error err = {0};
    struct told told = {0};
    sample_open(&sample, __func__);
    sample_grade(&sample, 1, "G");
    sample_grade(&sample, 2, "I");
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_rule(&sample, RULE);
    struct sl_rescore run = run_of(&sample, rule, &told);
    run.keep = false;
    assert_ok(sl_rescore_run(&run, &err), err);
    ck_assert_str_eq(told.lines.bytes, "1 score;2 score;");
    ck_assert_int_eq(test_number(sample.store, "SELECT count(*) FROM score"), 0);
    run.keep = true;
    assert_fails(sl_rescore_run(&run, &err), SL_INVALID, err, "mini.table.json isn't a version");
    sl_buffer_drop(&told.lines);
    sample_close(&sample);
}
END_TEST

START_TEST(only_what_is_missing_is_scored_when_asked)
{
    struct sample sample;
    struct sl_error err = {0};
    struct told told = {0};
    sample_open(&sample, __func__);
    sample_grade(&sample, 1, "G");
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_publish(&sample, RULE);
    struct sl_rescore run = run_of(&sample, rule, &told);
    assert_ok(sl_rescore_run(&run, &err), err);
    sample_grade(&sample, 2, "I");
    sl_buffer_clear(&told.lines);
    run.missing = true;
    assert_ok(sl_rescore_run(&run, &err), err);
    ck_assert_str_eq(told.lines.bytes, "2 score;");
    ck_assert_int_eq(run.counts.kept, 1);
    sl_buffer_drop(&told.lines);
    sample_close(&sample);
}
END_TEST

START_TEST(a_limit_is_never_a_score)
{
    struct sample sample;
    struct sl_error err = {0};
    struct told told = {0};
    sample_open(&sample, __func__);
    sample_grade(&sample, 1, "G");
    sample_grade(&sample, 2, "R");
    SL_AUTO(sl_rule_drop)
    struct sl_rule *rule = sample_publish(
        &sample,
        SAMPLE_RULE("[{\"if\":[\"SJ\",\"R\"],\"do\":[[\"value\",\"grade\",\"R\"],"
                    "[\"limit\",\"the rule took more than 250 ms\"]]},"
                    "{\"if\":[\"SJ\",\"I\"],\"do\":[[\"reason\",\"L1\"],[\"reason\",\"base\"]]}]",
                    "[{\"name\":\"a\",\"given\":{\"SJ\":\"I\"},\"expect\":{}}]"));
    struct sl_rescore run = run_of(&sample, rule, &told);
    assert_ok(sl_rescore_run(&run, &err), err);
    ck_assert_str_eq(told.lines.bytes, "1 score;2 limit;");
    ck_assert_int_eq(run.counts.limited, 1);
    ck_assert_int_eq(test_number(sample.store, "SELECT count(*) FROM score WHERE record_no = 2"),
                     0);
    ck_assert_int_eq(test_number(sample.store, "SELECT record_no FROM score_attempt "
                                               "WHERE reason = 'the rule took more than 250 ms'"),
                     2);
    sl_buffer_drop(&told.lines);
    sample_close(&sample);
}
END_TEST

START_TEST(a_run_that_limits_end_says_how_many_were_not_tried)
{
    struct sample sample;
    struct sl_error err = {0};
    struct told told = {0};
    sample_open(&sample, __func__);
    for (int i = 1; i <= 40; i++)
        sample_grade(&sample, i, i <= 5 ? "G" : "R");
    SL_AUTO(sl_rule_drop)
    struct sl_rule *rule = sample_publish(
        &sample,
        SAMPLE_RULE("[{\"if\":[\"SJ\",\"R\"],\"do\":[[\"limit\",\"too slow\"]]},"
                    "{\"if\":[\"SJ\",\"I\"],\"do\":[[\"reason\",\"L1\"],[\"reason\",\"base\"]]}]",
                    "[{\"name\":\"a\",\"given\":{\"SJ\":\"I\"},\"expect\":{}}]"));
    struct sl_rescore run = run_of(&sample, rule, &told);
    assert_fails(sl_rescore_run(&run, &err), SL_RULE, err,
                 "stopped after 20 records that limits stopped; 15 records were not tried");
    ck_assert_int_eq(run.counts.not_tried, 15);
    ck_assert_int_eq(run.counts.limited, 20);
    ck_assert_int_eq(test_number(sample.store, "SELECT count(*) FROM score"), 5);
    ck_assert_int_eq(test_number(sample.store, "SELECT count(*) FROM score_attempt"), 20);
    ck_assert_int_eq(test_number(sample.store, "SELECT count(*) FROM rule WHERE stopped = "
                                               "'was stopped by limits on 20 records in one run'"),
                     1);
    sl_buffer_drop(&told.lines);
    sample_close(&sample);
}
END_TEST

START_TEST(a_failure_the_rule_raises_is_a_score_and_no_grade)
{
    struct sample sample;
    struct sl_error err = {0};
    struct told told = {0};
    sample_open(&sample, __func__);
    sample_grade(&sample, 1, "R");
    SL_AUTO(sl_rule_drop)
    struct sl_rule *rule = sample_publish(
        &sample,
        SAMPLE_RULE("[{\"if\":[\"SJ\",\"R\"],\"do\":[[\"fail\",\"no such band (line 4)\"]]},"
                    "{\"if\":[\"SJ\",\"I\"],\"do\":[[\"reason\",\"L1\"],[\"reason\",\"base\"]]}]",
                    "[{\"name\":\"a\",\"given\":{\"SJ\":\"I\"},\"expect\":{}}]"));
    struct sl_rescore run = run_of(&sample, rule, &told);
    assert_ok(sl_rescore_run(&run, &err), err);
    ck_assert_int_eq(run.counts.failed, 1);
    ck_assert_int_eq(test_number(sample.store, "SELECT count(*) FROM score WHERE status = 'failed' "
                                               "AND result LIKE '%no such band%' "
                                               "AND result LIKE '%\"values\":{}%'"),
                     1);
    sl_buffer_drop(&told.lines);
    sample_close(&sample);
}
END_TEST

START_TEST(results_that_lie_are_refused_and_noted)
{
    struct sample sample;
    struct sl_error err = {0};
    struct told told = {0};
    sample_open(&sample, __func__);
    sample_grade(&sample, 1, "R");
    sample_grade(&sample, 2, "I");
    SL_AUTO(sl_rule_drop)
    struct sl_rule *rule = sample_publish(
        &sample,
        SAMPLE_RULE("[{\"if\":[\"SJ\",\"R\"],\"do\":[[\"put\",17,0,2,5]]},"
                    "{\"if\":[\"SJ\",\"I\"],\"do\":[[\"reason\",\"L1\"],[\"reason\",\"base\"]]}]",
                    "[{\"name\":\"a\",\"given\":{\"SJ\":\"I\"},\"expect\":{}}]"));
    struct sl_rescore run = run_of(&sample, rule, &told);
    assert_ok(sl_rescore_run(&run, &err), err);
    ck_assert_int_eq(run.counts.refused, 1);
    ck_assert_int_eq(run.counts.scored, 1);
    ck_assert_int_eq(
        test_number(sample.store,
                    "SELECT record_no FROM score_attempt WHERE reason LIKE '%output 18%'"),
        1);
    sl_buffer_drop(&told.lines);
    sample_close(&sample);
}
END_TEST

START_TEST(an_engine_that_says_something_else_raises_the_alarm)
{
    struct sample sample;
    struct sl_error err = {0};
    struct told told = {0};
    sample_open(&sample, __func__);
    sample_grade(&sample, 1, "G");
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_publish(&sample, RULE);
    struct sl_rescore run = run_of(&sample, rule, &told);
    assert_ok(sl_rescore_run(&run, &err), err);
    test_engine_twist(&sample.engine, 1);
    assert_fails(sl_rescore_run(&run, &err), SL_CONFLICT, err, "the result was another");
    ck_assert_int_eq(
        test_number(sample.store, "SELECT count(*) FROM score WHERE result LIKE '%\"mean\":300%'"),
        1);
    sl_buffer_drop(&told.lines);
    sample_close(&sample);
}
END_TEST

START_TEST(a_run_can_be_stopped_between_batches)
{
    struct sample sample;
    struct sl_error err = {0};
    struct told told = {.stop_after = 1};
    sample_open(&sample, __func__);
    for (int i = 1; i <= 2 * SL_FACTS_MOST; i++)
        sample_grade(&sample, i, "G");
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_publish(&sample, RULE);
    struct sl_rescore run = run_of(&sample, rule, &told);
    assert_fails(sl_rescore_run(&run, &err), SL_END, err, "Stopped after 128 records");
    ck_assert_int_eq(run.counts.not_tried, SL_FACTS_MOST);
    ck_assert_int_eq(test_number(sample.store, "SELECT count(*) FROM score"), SL_FACTS_MOST);
    sl_buffer_drop(&told.lines);
    sample_close(&sample);
}
END_TEST

START_TEST(long_results_are_worked_through_in_bounded_memory)
{
    struct sample sample;
    struct sl_error err = {0};
    struct told told = {0};
    sample_open(&sample, __func__);
    for (int i = 1; i <= 600; i++)
        sample_grade(&sample, i, "G");
    SL_AUTO(sl_rule_drop)
    struct sl_rule *rule =
        sample_rule(&sample, SAMPLE_RULE("[{\"do\":[[\"fill\",\"L1\",1],[\"number\",\"mean\",1]]},"
                                         "{\"do\":[[\"fill\",\"base\",14]]}]",
                                         "[]"));
    struct sl_rescore run = run_of(&sample, rule, &told);
    run.keep = false;
    assert_ok(sl_rescore_run(&run, &err), err);
    ck_assert_int_eq(run.counts.scored, 600);
    ck_assert_int_gt(told.calls, 2);
    sl_buffer_drop(&told.lines);
    sample_close(&sample);
}
END_TEST

static void *save_meanwhile(void *context) {
    struct sample *sample = context;
    for (int i = 5001; i <= 5020; i++)
        sample_grade(sample, i, "I");
    return NULL;
}

START_TEST(saves_go_on_during_a_run)
{
    struct sample sample;
    struct sl_error err = {0};
    struct told told = {0};
    sample_open(&sample, __func__);
    for (int i = 1; i <= 2000; i++)
        sample_grade(&sample, i, "G");
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_publish(&sample, RULE);
    struct sl_rescore run = run_of(&sample, rule, &told);
    pthread_t thread;
    ck_assert_int_eq(pthread_create(&thread, NULL, save_meanwhile, &sample), 0);
    assert_ok(sl_rescore_run(&run, &err), err);
    pthread_join(thread, NULL);
    ck_assert_int_ge(run.counts.scored, 2000);
    ck_assert_int_eq(test_number(sample.store, "SELECT count(*) FROM record"), 2020);
    sl_buffer_drop(&told.lines);
    sample_close(&sample);
}
END_TEST

SL_SUITE("rescore", every_record_is_scored_once, a_preview_writes_nothing,
         only_what_is_missing_is_scored_when_asked, a_limit_is_never_a_score,
         a_run_that_limits_end_says_how_many_were_not_tried,
         a_failure_the_rule_raises_is_a_score_and_no_grade, results_that_lie_are_refused_and_noted,
         an_engine_that_says_something_else_raises_the_alarm, a_run_can_be_stopped_between_batches,
         long_results_are_worked_through_in_bounded_memory, saves_go_on_during_a_run)
