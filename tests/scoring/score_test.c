#include "sample.h"
#include "scoring/score.h"
#include "support/suite.h"

struct kept {
    struct sample sample;
    struct sl_rule *rule;
};

static void kept_open(struct kept *kept, const char *name) {
    sample_open(&kept->sample, name);
    sample_grade(&kept->sample, 1, "G");
    kept->rule = sample_publish(&kept->sample, SAMPLE_RULE(SAMPLE_STEPS, SAMPLE_EXAMPLES));
}

static void kept_close(struct kept *kept) {
    sl_rule_free(kept->rule);
    sample_close(&kept->sample);
}

static struct sl_score score_of(const struct kept *kept, const char *json) {
    struct sl_score score = {.record_no = 1,
                             .revision = 1,
                             .version_no = sl_rule_version_no(kept->rule),
                             .facts = sl_hash_of("facts", 5),
                             .basis_day = sl_day_of(2025, 3, 3),
                             .engine = 1,
                             .status = SL_RESULT_SCORED,
                             .result = sl_text_of(json)};
    score.hash = sl_score_hash(score.status, score.result);
    return score;
}

static enum sl_status insert(struct sl_store *store, void *context, struct sl_error *err) {
    const struct sl_score *score = context;
    struct sl_score_insert series;
    enum sl_status status = sl_score_insert_begin(store, score->version_no, &series, err);
    if (status == SL_OK)
        status = sl_score_insert_one(&series, score, err);
    if (status == SL_OK)
        status = sl_score_insert_end(&series, err);
    return status;
}

START_TEST(the_same_score_twice_is_one_row)
{
    struct kept kept;
    struct sl_error err = {0};
    kept_open(&kept, __func__);
    struct sl_score score = score_of(&kept, "{\"a\":1}");
    assert_ok(sl_store_write(kept.sample.store, insert, &score, &err), err);
    assert_ok(sl_store_write(kept.sample.store, insert, &score, &err), err);
    ck_assert_int_eq(test_number(kept.sample.store, "SELECT count(*) FROM score"), 1);
    ck_assert_int_eq(
        test_number(kept.sample.store, "SELECT n FROM store_count WHERE name = 'score'"), 1);
    bool there = false;
    assert_ok(sl_score_is_there(kept.sample.store, &score, &there, &err), err);
    ck_assert(there);
    score.engine = 2;
    assert_ok(sl_score_is_there(kept.sample.store, &score, &there, &err), err);
    ck_assert(!there);
    kept_close(&kept);
}
END_TEST

START_TEST(other_bytes_under_the_same_key_are_an_alarm)
{
    struct kept kept;
    struct sl_error err = {0};
    kept_open(&kept, __func__);
    struct sl_score score = score_of(&kept, "{\"a\":1}"), other = score_of(&kept, "{\"a\":2}");
    assert_ok(sl_store_write(kept.sample.store, insert, &score, &err), err);
    assert_fails(sl_store_write(kept.sample.store, insert, &other, &err), SL_CONFLICT, err,
                 "the result was another");
    other = score;
    other.status = SL_RESULT_NOT_ENOUGH;
    other.hash = sl_score_hash(other.status, other.result);
    assert_fails(sl_store_write(kept.sample.store, insert, &other, &err), SL_CONFLICT, err,
                 "the result was another");
    ck_assert_int_eq(test_number(kept.sample.store, "SELECT count(*) FROM score"), 1);
    kept_close(&kept);
}
END_TEST

START_TEST(other_facts_or_another_engine_are_another_score)
{
    struct kept kept;
    struct sl_error err = {0};
    kept_open(&kept, __func__);
    struct sl_score score = score_of(&kept, "{\"a\":1}");
    assert_ok(sl_store_write(kept.sample.store, insert, &score, &err), err);
    score.engine = 2;
    assert_ok(sl_store_write(kept.sample.store, insert, &score, &err), err);
    score.facts = sl_hash_of("other", 5);
    assert_ok(sl_store_write(kept.sample.store, insert, &score, &err), err);
    ck_assert_int_eq(test_number(kept.sample.store, "SELECT count(*) FROM score"), 3);
    kept_close(&kept);
}
END_TEST

START_TEST(a_score_ends_the_attempt_before_it)
{
    struct kept kept;
    struct sl_error err = {0};
    kept_open(&kept, __func__);
    struct sl_score score = score_of(&kept, "{\"a\":1}");
    assert_ok(sl_score_note_attempt(kept.sample.store, 1, score.version_no, "too slow", &err), err);
    assert_ok(sl_score_note_attempt(kept.sample.store, 1, score.version_no, "no worker", &err),
              err);
    ck_assert_int_eq(test_number(kept.sample.store,
                                 "SELECT count(*) FROM score_attempt WHERE reason = 'no worker'"),
                     1);
    assert_ok(sl_store_write(kept.sample.store, insert, &score, &err), err);
    ck_assert_int_eq(test_number(kept.sample.store, "SELECT count(*) FROM score_attempt"), 0);
    assert_fails(sl_score_note_attempt(kept.sample.store, 77, 1, "x", &err), SL_NOT_FOUND, err,
                 "77");
    kept_close(&kept);
}
END_TEST

START_TEST(a_score_altered_behind_the_stores_back_is_found)
{
    struct kept kept;
    struct sl_error err = {0};
    kept_open(&kept, __func__);
    struct sl_score score = score_of(&kept, "{\"grade\":\"I\"}");
    assert_ok(sl_store_write(kept.sample.store, insert, &score, &err), err);
    SL_AUTO(sl_free) char *note = NULL;
    assert_ok(sl_score_checks[0].run(kept.sample.store, &note, &err), err);
    ck_assert_str_eq(note, "1 scores, each as inserted");
    SL_AUTO(sl_free) char *path = sl_copy(sl_store_path(kept.sample.store));
    test_raw(path, "UPDATE score SET result = replace(result, 'I', 'G')");
    kept.sample.store = test_store_again(kept.sample.store);
    assert_fails(sl_score_checks[0].run(kept.sample.store, &note, &err), SL_INVALID, err,
                 "Score 1 isn't what was inserted");
    kept_close(&kept);
}
END_TEST

SL_SUITE("score", the_same_score_twice_is_one_row, other_bytes_under_the_same_key_are_an_alarm,
         other_facts_or_another_engine_are_another_score, a_score_ends_the_attempt_before_it,
         a_score_altered_behind_the_stores_back_is_found)
