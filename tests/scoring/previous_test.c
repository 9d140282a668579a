#include "sample.h"
#include "scoring/kept_result.h"
#include "scoring/previous.h"
#include "scoring/replay.h"
#include "support/suite.h"

#define HISTORY                                                                                    \
    "{\"code\":\"again.mini\",\"title\":\"The same again\",\"kind\":\"check\",\"why\":\"w\","      \
    "\"history\":true,\"applies\":[\"MINI\"],\"needs\":[\"SAFE.SJ\",\"plan.action\","              \
    "\"plan.weeks\",\"plan_date\"],\"outputs\":[[\"n\",\"integer\"]],"                             \
    "\"steps\":[{\"do\":[[\"number\",\"n\",7]]}],\"examples\":[]}"

static struct sl_error err; /* of the last call */

/* A record with one action in its second row. */
static void save(struct sample *sample, int64_t record_no, const char *day, const char *action,
                 const char *state) {
    struct sl_packer *packer = sample_body(sample);
    struct sl_value date = {
        .state = SL_ANSWERED, .kind = SL_VALUE_DAY, .number = sl_day_of(2025, 3, 1)};
    sample_token(packer, SAMPLE_SJ, "G");
    sample_token(packer, SAMPLE_VJ, "O");
    sl_packer_put(packer, SAMPLE_PLAN_DATE, 0, &date);
    sample_text(packer, SAMPLE_ACTION, 2, action);
    sample_count(packer, SAMPLE_WEEKS, 1, 4);
    sample_save(sample, packer,
                (struct sample_record){.record_no = record_no, .day = day, .state = state});
}

/* The decisions of a record with the record before; the caller owns them. */
static char *before(struct sample *sample, const struct sl_rule *rule, int64_t record_no,
                    const char *decided) {
    struct sl_text decisions = sl_text_of(decided);
    SL_AUTO(sl_previous_drop)
    struct sl_previous *previous = sl_previous_new(sample->store, sl_rule_header(rule));
    ck_assert_ptr_nonnull(previous);
    assert_ok(sl_previous_now(previous, record_no, &decisions, &err), err);
    return sl_copy_bytes(decisions.bytes, decisions.length);
}

static void assert_before(struct sample *sample, const struct sl_rule *rule, int64_t record_no,
                          const char *expected) {
    SL_AUTO(sl_free) char *got = before(sample, rule, record_no, "");
    ck_assert_str_eq(got, expected);
}

/* What is told of a record of 3 February. */
#define TELLS(action)                                                                              \
    "{\"previous\":{\"answers\":{\"SAFE.SJ\":\"G\",\"plan.action\":[false,\"" action               \
    "\"],\"plan.weeks\":[4],\"plan_date\":20148},\"day\":20122}}"

START_TEST(answers_of_the_record_before_are_told_as_far_as_they_are_needed)
{
    struct sample sample;
    sample_open(&sample, __func__);
    save(&sample, 1, "2025-02-03", "Mum rings", NULL);
    save(&sample, 2, "2025-03-03", "Dad rings", NULL);
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_rule(&sample, HISTORY);
    assert_before(&sample, rule, 2, TELLS("Mum rings"));
    assert_before(&sample, rule, 1, "");
    sample_close(&sample);
}
END_TEST

START_TEST(decisions_about_the_record_itself_stay)
{
    struct sample sample;
    sample_open(&sample, __func__);
    save(&sample, 1, "2025-02-03", "Mum rings", NULL);
    save(&sample, 2, "2025-03-03", "Dad rings", NULL);
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_rule(&sample, HISTORY);
    SL_AUTO(sl_free)
    char *got = before(&sample, rule, 2, "{\"flags\":[],\"waivers\":[\"L4\"]}");
    ck_assert_ptr_nonnull(strstr(got, "\"waivers\":[\"L4\"]"));
    ck_assert_ptr_nonnull(strstr(got, "\"previous\":{"));
    sample_close(&sample);
}
END_TEST

START_TEST(it_is_the_latest_of_an_earlier_day_that_is_not_withdrawn)
{
    struct sample sample;
    sample_open(&sample, __func__);
    save(&sample, 1, "2025-01-06", "Too early", NULL);
    save(&sample, 2, "2025-02-03", "The one before", NULL);
    save(&sample, 3, "2025-02-10", "Withdrawn", "withdrawn");
    save(&sample, 4, "2025-03-03", "The same day", NULL);
    save(&sample, 5, "2025-03-03", "This one", NULL);
    save(&sample, 6, "2025-02-20", "Another child's", NULL);
    test_write(sample.store, "UPDATE record SET case_ref = 'D' WHERE record_no = 6");
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_rule(&sample, HISTORY);
    assert_before(&sample, rule, 5, TELLS("The one before"));
    assert_before(&sample, rule, 6, "");
    sample_close(&sample);
}
END_TEST

START_TEST(records_without_a_case_have_none_before)
{
    struct sample sample;
    sample_open(&sample, __func__);
    save(&sample, 1, "2025-02-03", "a", NULL);
    save(&sample, 2, "2025-03-03", "b", NULL);
    test_write(sample.store, "UPDATE record SET case_ref = ''");
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_rule(&sample, HISTORY);
    assert_before(&sample, rule, 2, "");
    sample_close(&sample);
}
END_TEST

START_TEST(a_rule_without_history_is_told_nothing)
{
    struct sample sample;
    sample_open(&sample, __func__);
    SL_AUTO(sl_rule_drop)
    struct sl_rule *rule = sample_rule(&sample, SAMPLE_RULE(SAMPLE_STEPS, SAMPLE_EXAMPLES));
    ck_assert_ptr_null(sl_previous_new(sample.store, sl_rule_header(rule)));
    sample_close(&sample);
}
END_TEST

static void score_all(struct sample *sample, const struct sl_rule *rule) {
    struct sl_rescore run = {.store = sample->store,
                             .engine = &sample->engine,
                             .rule = rule,
                             .choice = sl_facts_of_all,
                             .keep = true};
    assert_ok(sl_rescore_run(&run, &err), err);
}

static bool is_scored(struct sample *sample, const struct sl_rule *rule, int64_t record_no) {
    struct sl_kept_facts facts;
    SL_AUTO(sl_kept_score_drop) struct sl_kept_score score = {0};
    assert_ok(sl_kept_facts_of_rule(sample->store, record_no, sample->tool, sl_rule_header(rule),
                                    &facts, &err),
              err);
    assert_ok(sl_kept_score_find(sample->store, &facts, sl_rule_version_no(rule), &score, &err),
              err);
    return score.found;
}

/* A second revision of the record, saved at an instant. */
static void edit(struct sample *sample, int64_t record_no, const char *action, int instant) {
    SL_AUTO(sl_free) uint8_t *body = NULL;
    size_t length = 0;
    struct sl_packer *packer = sample_body(sample);
    sample_text(packer, SAMPLE_ACTION, 1, action);
    sl_packer_finish(packer, &body, &length);
    sl_packer_free(packer);
    SL_AUTO(sl_buffer_drop) struct sl_buffer hex = {0};
    for (size_t i = 0; i < length; i++)
        sl_buffer_format(&hex, "%02X", body[i]);
    struct sl_hash hash = sl_hash_of(body, length);
    SL_AUTO(sl_buffer_drop) struct sl_buffer hashed = {0};
    for (size_t i = 0; i < sizeof hash.bytes; i++)
        sl_buffer_format(&hashed, "%02X", hash.bytes[i]);
    SL_AUTO(sl_free)
    char *revision = sl_format("INSERT INTO record_revision (revision_no, record_no, revision, "
                               "head, body, salt, saved_by, saved_at, why, trail_seq) VALUES "
                               "(100, %lld, 2, '{}', x'%s', x'00', 'tests', %d, '', 0)",
                               (long long)record_no, hex.bytes, instant);
    SL_AUTO(sl_free)
    char *record = sl_format("UPDATE record SET revision = 2, revision_no = 100, body_hash = "
                             "x'%s' WHERE record_no = %lld",
                             hashed.bytes, (long long)record_no);
    test_write(sample->store, revision);
    test_write(sample->store, record);
}

START_TEST(a_changed_record_asks_for_another_score_of_the_one_behind_it)
{
    struct sample sample;
    struct sl_live_counts counts;
    sample_open(&sample, __func__);
    save(&sample, 1, "2025-02-03", "Mum rings", NULL);
    save(&sample, 2, "2025-03-03", "Mum rings", NULL);
    save(&sample, 3, "2025-04-07", "Mum rings", NULL);
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_publish(&sample, HISTORY);
    score_all(&sample, rule);
    ck_assert(is_scored(&sample, rule, 2));
    edit(&sample, 1, "Dad rings", 2);
    ck_assert(!is_scored(&sample, rule, 2));
    ck_assert(is_scored(&sample, rule, 3));
    SL_AUTO(sl_live_drop) struct sl_live *live = sl_live_new(&sample.engines);
    assert_ok(sl_score_record(sample.store, live, 1, &counts, &err), err);
    ck_assert_int_eq(counts.scored, 2);
    ck_assert(is_scored(&sample, rule, 1));
    ck_assert(is_scored(&sample, rule, 2));
    sample_close(&sample);
}
END_TEST

START_TEST(scores_are_replayed_on_the_record_before_as_it_stood)
{
    struct sample sample;
    sample_open(&sample, __func__);
    sl_store_fix_clock(sample.store, 1000);
    save(&sample, 1, "2025-02-03", "Mum rings", NULL);
    save(&sample, 2, "2025-03-03", "Mum rings", NULL);
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_publish(&sample, HISTORY);
    score_all(&sample, rule);
    edit(&sample, 1, "Dad rings", 2000);
    sl_store_fix_clock(sample.store, 3000);
    score_all(&sample, rule);
    test_write(sample.store, "UPDATE record SET state = 'withdrawn' WHERE record_no = 1");
    struct sl_replay run = {.store = sample.store, .engines = &sample.engines};
    assert_ok(sl_replay_run(&run, &err), err);
    ck_assert_int_eq(run.counts.scores, 4);
    ck_assert_int_eq(run.counts.same, 4);
    ck_assert_int_eq(run.counts.unbuilt, 0);
    sample_close(&sample);
}
END_TEST

SL_SUITE("previous", answers_of_the_record_before_are_told_as_far_as_they_are_needed,
         decisions_about_the_record_itself_stay,
         it_is_the_latest_of_an_earlier_day_that_is_not_withdrawn,
         records_without_a_case_have_none_before, a_rule_without_history_is_told_nothing,
         a_changed_record_asks_for_another_score_of_the_one_behind_it,
         scores_are_replayed_on_the_record_before_as_it_stood)
