#include "sample.h"
#include "scoring/halt.h"
#include "scoring/live.h"
#include "support/suite.h"

#define RULE SAMPLE_RULE(SAMPLE_STEPS, SAMPLE_EXAMPLES)
#define FIRES_ALL "[{\"name\":\"a\",\"given\":{\"SJ\":\"I\"},\"expect\":{}}]"
#define LIMITED                                                                                    \
    SAMPLE_RULE("[{\"if\":[\"SJ\",\"R\"],\"do\":[[\"limit\",\"it took too long\"]]},"              \
                "{\"if\":[\"SJ\",\"I\"],\"do\":[[\"reason\",\"L1\"],[\"reason\",\"base\"]]}]",     \
                FIRES_ALL)

static void assert_attempt(struct sample *sample, const char *words) {
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(sample->store, "SELECT reason FROM score_attempt ORDER BY record_no", NULL);
    ck_assert(sl_query_next(&q));
    const char *reason = sl_query_get_text(&q, 0);
    ck_assert_msg(strstr(reason, words) != NULL, "\"%s\" does not say \"%s\"", reason, words);
}

START_TEST(a_saved_record_is_scored_under_every_published_rule)
{
    struct sample sample;
    struct sl_error err = {0};
    struct sl_live_counts counts;
    sample_open(&sample, __func__);
    sample_grade(&sample, 1, "G");
    sample_grade(&sample, 2, "I");
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_publish(&sample, RULE);
    SL_AUTO(sl_rule_drop)
    struct sl_rule *second = sample_publish(
        &sample, "{\"code\":\"count.mini\",\"title\":\"B\",\"kind\":\"check\",\"why\":\"w\","
                 "\"applies\":[\"MINI\"],\"outputs\":[[\"n\",\"integer\"]],"
                 "\"steps\":[{\"do\":[[\"number\",\"n\",7]]}],\"examples\":[]}");
    SL_AUTO(sl_live_drop) struct sl_live *live = sl_live_new(&sample.engines);
    assert_ok(sl_score_record(sample.store, live, 2, &counts, &err), err);
    ck_assert_int_eq(counts.scored, 2);
    ck_assert_int_eq(test_number(sample.store, "SELECT count(*) FROM score WHERE record_no = 2"),
                     2);
    ck_assert_int_eq(test_number(sample.store, "SELECT count(*) FROM score WHERE record_no = 1"),
                     0);
    assert_ok(sl_score_record(sample.store, live, 2, &counts, &err), err);
    ck_assert_int_eq(test_number(sample.store, "SELECT count(*) FROM score"), 2);
    sample_close(&sample);
}
END_TEST

START_TEST(what_is_published_meanwhile_is_taken_up)
{
    struct sample sample;
    struct sl_error err = {0};
    sample_open(&sample, __func__);
    sample_grade(&sample, 1, "G");
    SL_AUTO(sl_live_drop) struct sl_live *live = sl_live_new(&sample.engines);
    struct sl_live_counts counts;
    assert_ok(sl_score_record(sample.store, live, 1, &counts, &err), err);
    ck_assert_int_eq(counts.scored + counts.not_scored, 0);
    SL_AUTO(sl_rule_drop) struct sl_rule *mild = sample_publish(&sample, RULE);
    assert_ok(sl_score_record(sample.store, live, 1, &counts, &err), err);
    SL_AUTO(sl_rule_drop)
    struct sl_rule *harsh =
        sample_publish(&sample, SAMPLE_RULE(SAMPLE_HARSH_STEPS, SAMPLE_HARSH_EXAMPLES));
    assert_ok(sl_score_record(sample.store, live, 1, &counts, &err), err);
    ck_assert_int_eq(counts.scored, 1);
    ck_assert_int_eq(test_number(sample.store, "SELECT count(*) FROM score_current "
                                               "WHERE result LIKE '%\"grade\":\"R\"%'"),
                     1);
    sample_close(&sample);
}
END_TEST

START_TEST(without_a_scorer_the_record_stays_and_says_why_it_is_not_scored)
{
    struct sample sample;
    struct sl_error err = {0};
    struct sl_live_counts counts;
    sample_open(&sample, __func__);
    sample_grade(&sample, 1, "G");
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_publish(&sample, RULE);
    struct sl_engines none = test_engines(NULL);
    SL_AUTO(sl_live_drop) struct sl_live *live = sl_live_new(&none);
    assert_ok(sl_score_record(sample.store, live, 1, &counts, &err), err);
    ck_assert_int_eq(counts.not_scored, 1);
    assert_attempt(&sample, "No plugin reads rules of the language table");
    ck_assert_int_eq(test_number(sample.store, "SELECT count(*) FROM record"), 1);
    none.context = &sample.engine;
    assert_ok(sl_score_record(sample.store, live, 1, &counts, &err), err);
    ck_assert_int_eq(counts.scored, 1);
    ck_assert_int_eq(test_number(sample.store, "SELECT count(*) FROM score_attempt"), 0);
    sample_close(&sample);
}
END_TEST

START_TEST(a_limit_leaves_the_record_not_scored)
{
    struct sample sample;
    struct sl_error err = {0};
    struct sl_live_counts counts;
    sample_open(&sample, __func__);
    sample_grade(&sample, 1, "R");
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_publish(&sample, LIMITED);
    SL_AUTO(sl_live_drop) struct sl_live *live = sl_live_new(&sample.engines);
    assert_ok(sl_score_record(sample.store, live, 1, &counts, &err), err);
    ck_assert_int_eq(counts.not_scored, 1);
    ck_assert_int_eq(test_number(sample.store, "SELECT count(*) FROM score"), 0);
    assert_attempt(&sample, "it took too long");
    sample_close(&sample);
}
END_TEST

START_TEST(a_rule_that_limits_stop_again_and_again_is_left_out)
{
    struct sample sample;
    struct sl_error err = {0};
    struct sl_live_counts counts;
    sample_open(&sample, __func__);
    sample_grade(&sample, 1, "R");
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_publish(&sample, LIMITED);
    SL_AUTO(sl_live_drop) struct sl_live *live = sl_live_new(&sample.engines);
    for (int i = 0; i < SL_HALT_AFTER; i++)
        assert_ok(sl_score_record(sample.store, live, 1, &counts, &err), err);
    int scored = test_engine_scored(&sample.engine);
    assert_ok(sl_score_record(sample.store, live, 1, &counts, &err), err);
    ck_assert_int_eq(test_engine_scored(&sample.engine), scored);
    assert_attempt(&sample,
                   "was stopped by limits 20 times while people worked and isn't tried any "
                   "more until it is checked again");
    bool resumed = false;
    assert_ok(sl_rule_resume(sample.store, "overall.mini", "tests", &resumed, &err), err);
    ck_assert(resumed);
    assert_ok(sl_score_record(sample.store, live, 1, &counts, &err), err);
    ck_assert_int_eq(test_engine_scored(&sample.engine), scored + 1);
    assert_ok(sl_rule_resume(sample.store, "overall.mini", "tests", &resumed, &err), err);
    ck_assert(!resumed);
    sample_close(&sample);
}
END_TEST

START_TEST(a_rule_that_cannot_be_taken_up_is_noted)
{
    struct sample sample;
    struct sl_error err = {0};
    struct sl_live_counts counts;
    sample_open(&sample, __func__);
    sample_grade(&sample, 1, "G");
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_publish(&sample, RULE);
    SL_AUTO(sl_free) char *path = sl_copy(sl_store_path(sample.store));
    sl_store_close(sample.store);
    test_raw(path, "UPDATE rule_version SET source = '{}'");
    assert_ok(sl_store_open(path, test_schema_home(), &sample.store, &err), err);
    SL_AUTO(sl_live_drop) struct sl_live *live = sl_live_new(&sample.engines);
    assert_ok(sl_score_record(sample.store, live, 1, &counts, &err), err);
    ck_assert_int_eq(counts.not_scored, 1);
    assert_attempt(&sample, "there are no steps");
    sample_close(&sample);
}
END_TEST

START_TEST(a_record_that_is_not_there_is_named)
{
    struct sample sample;
    struct sl_error err = {0};
    sample_open(&sample, __func__);
    SL_AUTO(sl_live_drop) struct sl_live *live = sl_live_new(&sample.engines);
    assert_fails(sl_score_record(sample.store, live, 9, NULL, &err), SL_NOT_FOUND, err, "9");
    sample_close(&sample);
}
END_TEST

static enum sl_status keep_result(void *context, const struct sl_live_result *result,
                                  struct sl_error *err) {
    (void)err;
    sl_buffer_format(context, "%s %.*s\n", result->rule->code, (int)result->result.length,
                     result->result.bytes);
    return SL_OK;
}

START_TEST(an_open_form_is_scored_and_nothing_is_kept)
{
    struct sample sample;
    struct sl_error err = {0};
    SL_AUTO(sl_buffer_drop) struct sl_buffer told = {0};
    SL_AUTO(sl_free) uint8_t *bytes = NULL;
    struct sl_text body = {0};
    sample_open(&sample, __func__);
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_publish(&sample, RULE);
    SL_AUTO(sl_live_drop) struct sl_live *live = sl_live_new(&sample.engines);
    struct sl_packer *packer = sample_body(&sample);
    sample_token(packer, SAMPLE_SJ, "O");
    sl_packer_finish(packer, &bytes, &body.length);
    sl_packer_free(packer);
    body.bytes = (const char *)bytes;
    assert_ok(sl_score_body(sample.store, live, NULL, sample.tool, body, SL_TEXT(""),
                            sl_day_of(2025, 3, 3), keep_result, &told, &err),
              err);
    ck_assert_ptr_nonnull(strstr(told.bytes, "overall.mini {"));
    ck_assert_ptr_nonnull(strstr(told.bytes, "\"grade\":\"O\""));
    ck_assert_int_eq(test_number(sample.store, "SELECT count(*) FROM score"), 0);
    assert_fails(sl_score_body(sample.store, live, "other", sample.tool, body, SL_TEXT(""),
                               SL_DAY_NONE, keep_result, &told, &err),
                 SL_NOT_FOUND, err, "other");
    sample_close(&sample);
}
END_TEST

static int fresh_opened; /* engines that were asked for */

static enum sl_status open_fresh(void *context, const char *language, struct sl_engine *out,
                                 struct sl_error *err) {
    (void)context;
    (void)language;
    fresh_opened++;
    out->api = &test_scorer_api;
    return test_scorer_api.open("", &out->scorer, err);
}

START_TEST(a_rule_that_is_asked_again_keeps_an_engine_of_its_own)
{
    struct sample sample;
    struct sl_error err = {0};
    struct sl_live_counts counts;
    sample_open(&sample, __func__);
    for (int64_t i = 1; i <= 4; i++)
        sample_grade(&sample, i, "G");
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_publish(&sample, RULE);
    fresh_opened = 0;
    sample.engines.fresh = open_fresh;
    struct sl_live *live = sl_live_new(&sample.engines);
    int loaded = test_engine_loaded(&sample.engine);
    for (int64_t i = 1; i <= 4; i++) {
        assert_ok(sl_score_record(sample.store, live, i, &counts, &err), err);
        ck_assert_int_eq(counts.scored, 1);
    }
    ck_assert_int_eq(fresh_opened, 1);
    ck_assert_int_eq(test_engine_loaded(&sample.engine), loaded + 1);
    ck_assert_int_eq(test_number(sample.store, "SELECT count(*) FROM score"), 4);
    sl_live_free(live);
    sample_close(&sample);
}
END_TEST

SL_SUITE("live", a_saved_record_is_scored_under_every_published_rule,
         what_is_published_meanwhile_is_taken_up,
         without_a_scorer_the_record_stays_and_says_why_it_is_not_scored,
         a_limit_leaves_the_record_not_scored, a_rule_that_limits_stop_again_and_again_is_left_out,
         a_rule_that_cannot_be_taken_up_is_noted, a_record_that_is_not_there_is_named,
         an_open_form_is_scored_and_nothing_is_kept,
         a_rule_that_is_asked_again_keeps_an_engine_of_its_own)
