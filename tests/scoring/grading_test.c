#include "sample.h"
#include "scoring/grading.h"
#include "support/suite.h"

#define RULE SAMPLE_RULE(SAMPLE_STEPS, SAMPLE_EXAMPLES)
#define HARSH SAMPLE_RULE(SAMPLE_HARSH_STEPS, SAMPLE_HARSH_EXAMPLES)

static struct sl_error err; /* of the last call */

static void save(struct sample *sample, int64_t record_no, const char *state, const char *day) {
    struct sl_packer *packer = sample_body(sample);
    sample_token(packer, SAMPLE_SJ, "G");
    sample_save(sample, packer,
                (struct sample_record){.record_no = record_no, .state = state, .day = day});
}

/* Version 1 in force from 2025-01-01, the harsher version 2 from 2025-06-01. */
static void publish_two(struct sample *sample) {
    SL_AUTO(sl_rule_drop) struct sl_rule *first = sample_publish(sample, RULE);
    test_write(sample->store, "DROP TRIGGER rule_move_is_final");
    test_write(sample->store, "UPDATE rule_move SET day = '2025-01-01' WHERE seq = 1");
    SL_AUTO(sl_rule_drop) struct sl_rule *second = sample_publish(sample, HARSH);
    test_write(sample->store, "UPDATE rule_move SET day = '2025-06-01' WHERE seq = 2");
}

static int64_t version_of(struct sample *sample, int64_t record_no) {
    struct sl_query q = sl_query_open(
        sample->store, "SELECT coalesce(graded_rule_no, 0) FROM record WHERE record_no = :record",
        &err);
    sl_query_int(&q, ":record", record_no);
    int64_t version = sl_query_next(&q) ? sl_query_get_int(&q, 0) : -1;
    sl_query_close(&q);
    return version;
}

START_TEST(a_review_keeps_the_rule_that_was_in_force_when_it_was_submitted)
{
    struct sample sample;
    int64_t noted = 0;
    sample_open(&sample, __func__);
    save(&sample, 1, "graded", "2025-03-03");
    save(&sample, 2, "graded", "2025-07-01");
    save(&sample, 3, "in_progress", "2025-07-01");
    save(&sample, 4, "submitted", "2024-11-11");
    publish_two(&sample);
    assert_ok(sl_grading_note(sample.store, 0, &noted, &err), err);
    ck_assert_int_eq(noted, 3);
    ck_assert_int_eq(version_of(&sample, 1), 1);
    ck_assert_int_eq(version_of(&sample, 2), 2);
    ck_assert_int_eq(version_of(&sample, 3), 0);
    ck_assert_int_eq(version_of(&sample, 4), 1);
    sample_close(&sample);
}
END_TEST

START_TEST(going_back_changes_nothing_that_was_noted)
{
    struct sample sample;
    int64_t noted = 0;
    sample_open(&sample, __func__);
    save(&sample, 1, "graded", "2025-07-01");
    publish_two(&sample);
    assert_ok(sl_grading_note(sample.store, 0, &noted, &err), err);
    assert_ok(sl_rule_revert(sample.store, "overall.mini", 1, "ben", "Too harsh", NULL, &err), err);
    assert_ok(sl_grading_note(sample.store, 1, &noted, &err), err);
    ck_assert_int_eq(noted, 0);
    ck_assert_int_eq(version_of(&sample, 1), 2);
    sample_close(&sample);
}
END_TEST

SL_SUITE("grading", a_review_keeps_the_rule_that_was_in_force_when_it_was_submitted,
         going_back_changes_nothing_that_was_noted)
