#include "sample.h"
#include "scoring/replay.h"
#include "support/suite.h"

#define RULE SAMPLE_RULE(SAMPLE_STEPS, SAMPLE_EXAMPLES)

static struct sl_error err; /* of the last call */

static void save(struct sample *sample, int64_t record_no, const char *grade) {
    struct sl_packer *packer = sample_body(sample);
    sample_token(packer, SAMPLE_SJ, grade);
    sample_token(packer, SAMPLE_VJ, "G");
    sample_save(sample, packer, (struct sample_record){.record_no = record_no});
}

static void score_all(struct sample *sample, const struct sl_rule *rule) {
    struct sl_rescore run = {.store = sample->store,
                             .engine = &sample->engine,
                             .rule = rule,
                             .choice = sl_facts_of_all,
                             .keep = true};
    assert_ok(sl_rescore_run(&run, &err), err);
}

static void gather(void *context, const struct sl_replay_finding *f) {
    sl_buffer_format(context, "%s of %s %lld; ", f->what, f->rule, (long long)f->number);
}

static struct sl_replay replay(struct sample *sample, struct sl_buffer *told) {
    struct sl_replay run = {
        .store = sample->store, .engines = &sample->engines, .found = gather, .context = told};
    sl_buffer_text(told, "");
    assert_ok(sl_replay_run(&run, &err), err);
    return run;
}

START_TEST(every_kept_score_is_made_again_to_the_byte)
{
    struct sample sample;
    SL_AUTO(sl_buffer_drop) struct sl_buffer told = {0};
    sample_open(&sample, __func__);
    save(&sample, 1, "G");
    save(&sample, 2, "I");
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_publish(&sample, RULE);
    score_all(&sample, rule);
    struct sl_replay run = replay(&sample, &told);
    ck_assert_int_eq(run.counts.scores, 2);
    ck_assert_int_eq(run.counts.same, 2);
    ck_assert_str_eq(told.bytes, "");
    sample_close(&sample);
}
END_TEST

START_TEST(an_engine_that_does_not_repeat_itself_is_found)
{
    struct sample sample;
    SL_AUTO(sl_buffer_drop) struct sl_buffer told = {0};
    sample_open(&sample, __func__);
    save(&sample, 1, "G");
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_publish(&sample, RULE);
    score_all(&sample, rule);
    test_engine_twist(&sample.engine, 1);
    struct sl_replay run = replay(&sample, &told);
    ck_assert_int_eq(run.counts.differ, 1);
    ck_assert_str_eq(told.bytes, "differs of overall.mini 1; ");
    sample_close(&sample);
}
END_TEST

START_TEST(a_score_of_another_engine_that_differs_is_listed_and_is_no_fault)
{
    struct sample sample;
    SL_AUTO(sl_buffer_drop) struct sl_buffer told = {0};
    sample_open(&sample, __func__);
    save(&sample, 1, "G");
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_publish(&sample, RULE);
    score_all(&sample, rule);
    test_write(sample.store, "DROP TRIGGER score_is_final");
    test_write(sample.store, "UPDATE score SET engine = 77");
    ck_assert_int_eq(replay(&sample, &told).counts.same, 1);
    test_engine_twist(&sample.engine, 1);
    struct sl_replay run = replay(&sample, &told);
    ck_assert_int_eq(run.counts.other_engine, 1);
    ck_assert_int_eq(run.counts.differ, 0);
    sample_close(&sample);
}
END_TEST

START_TEST(a_score_is_replayed_on_the_decisions_that_stood_when_it_was_made)
{
    struct sample sample;
    SL_AUTO(sl_buffer_drop) struct sl_buffer told = {0};
    sample_open(&sample, __func__);
    save(&sample, 1, "G");
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_publish(&sample, RULE);
    score_all(&sample, rule);
    test_write(sample.store,
               "INSERT INTO decision (id, record_no, kind, code, outcome, reason, decided_by, "
               "decided_at) VALUES ('00000000-0000-4000-8000-000000000001', 1, 'flag', 'S1', "
               "'confirmed', 'seen', 'ann', 4102444800000)");
    score_all(&sample, rule);
    struct sl_replay run = replay(&sample, &told);
    ck_assert_int_eq(run.counts.scores, 2);
    ck_assert_int_ge(run.counts.same, 1);
    ck_assert_int_eq(run.counts.differ, 0);
    sample_close(&sample);
}
END_TEST

START_TEST(a_body_that_is_not_what_was_scored_is_told)
{
    struct sample sample;
    SL_AUTO(sl_buffer_drop) struct sl_buffer told = {0};
    sample_open(&sample, __func__);
    save(&sample, 1, "G");
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_publish(&sample, RULE);
    score_all(&sample, rule);
    test_write(sample.store, "DROP TRIGGER score_is_final");
    test_write(sample.store, "UPDATE score SET facts_hash = zeroblob(32)");
    struct sl_replay run = replay(&sample, &told);
    ck_assert_int_eq(run.counts.unbuilt, 1);
    ck_assert_str_eq(told.bytes, "facts of overall.mini 1; ");
    sample_close(&sample);
}
END_TEST

START_TEST(a_version_that_is_not_there_is_told)
{
    struct sample sample;
    sample_open(&sample, __func__);
    struct sl_replay run = {
        .store = sample.store, .engines = &sample.engines, .rule = "overall.none"};
    assert_fails(sl_replay_run(&run, &err), SL_NOT_FOUND, err, "no such version");
    sample_close(&sample);
}
END_TEST

SL_SUITE("replay", every_kept_score_is_made_again_to_the_byte,
         an_engine_that_does_not_repeat_itself_is_found,
         a_score_of_another_engine_that_differs_is_listed_and_is_no_fault,
         a_score_is_replayed_on_the_decisions_that_stood_when_it_was_made,
         a_body_that_is_not_what_was_scored_is_told, a_version_that_is_not_there_is_told)
