#include "practice/moderation.h"
#include "practice/practice_day.h"
#include "support/practice.h"
#include "support/suite.h"
#include <string.h>

static int64_t reviewed(const struct test_county *county, const char *case_ref) {
    SL_AUTO(sl_record_drop)
    struct sl_record *record = test_record(county->std, case_ref, "VJ=G");
    return test_save(county->store, record, 0).record_no;
}

static struct sl_moderation second_look(int64_t record_no) {
    return (struct sl_moderation){.record_no = record_no,
                                  .moderator = "AUD1",
                                  .route = "random",
                                  .chosen_why = "drawn",
                                  .blind = true,
                                  .grade_before = "G",
                                  .grade_after = "G",
                                  .outcome = "confirmed",
                                  .reason = "",
                                  .decided_on = test_day("2025-06-20")};
}

START_TEST(both_grades_and_why_it_was_chosen_stay)
{
    SL_AUTO(test_county_drop) struct test_county county = test_county(__func__);
    struct sl_error err = {0};
    struct sl_moderation look = second_look(reviewed(&county, "C-1"));
    look.grade_after = "R";
    look.outcome = "changed";
    look.reason = "No plan on the file";
    assert_ok(sl_moderation_add(county.store, &look, "tester", &err), err);
    ck_assert_int_eq(test_number(county.store,
                                 "SELECT count(*) FROM moderation WHERE blind = 1 AND "
                                 "grade_before = 'G' AND grade_after = 'R'"),
                     1);
}
END_TEST

START_TEST(a_change_without_a_reason_is_refused)
{
    SL_AUTO(test_county_drop) struct test_county county = test_county(__func__);
    struct sl_moderation look = second_look(reviewed(&county, "C-1"));
    look.grade_after = "R";
    ck_assert_int_eq(sl_moderation_add(county.store, &look, "tester", NULL), SL_INVALID);
    look.outcome = "changed";
    ck_assert_int_eq(sl_moderation_add(county.store, &look, "tester", NULL), SL_INVALID);
    look.grade_after = "G";
    look.reason = "None";
    ck_assert_int_eq(sl_moderation_add(county.store, &look, "tester", NULL), SL_INVALID);
    ck_assert_int_eq(test_number(county.store, "SELECT count(*) FROM moderation"), 0);
}
END_TEST

START_TEST(a_record_that_is_not_there_cannot_be_moderated)
{
    SL_AUTO(test_county_drop) struct test_county county = test_county(__func__);
    struct sl_moderation look = second_look(77);
    ck_assert_int_eq(sl_moderation_add(county.store, &look, "tester", NULL), SL_NOT_FOUND);
}
END_TEST

START_TEST(a_practice_day_needs_a_line_of_enquiry)
{
    struct sl_error err = {0};
    SL_AUTO(test_county_drop) struct test_county county = test_county(__func__);
    static const struct sl_enquiry_line lines[] = {{"Is every child seen?", "data"}};
    struct sl_practice_day day = {
        .service = "CS", .day = test_day("2025-06-12"), .why_now = "data"};
    char id[SL_ID_SIZE];
    ck_assert_int_eq(sl_practice_day_add(county.store, &day, "tester", id, NULL), SL_INVALID);
    day.lines = lines;
    day.line_count = 1;
    assert_ok(sl_practice_day_add(county.store, &day, "tester", id, &err), err);
    ck_assert_int_eq(test_number(county.store, "SELECT count(*) FROM line_of_enquiry"), 1);
}
END_TEST

START_TEST(a_finding_on_one_record_is_only_an_impression)
{
    struct sl_error err = {0};
    SL_AUTO(test_county_drop) struct test_county county = test_county(__func__);
    int64_t one = reviewed(&county, "C-1"), two = reviewed(&county, "C-2");
    struct sl_evidence evidence[] = {{one, "V1", "seen"}, {one, "V3", "read"}};
    struct sl_finding finding = {.service = "CS",
                                 .day = test_day("2025-06-12"),
                                 .kind = "strength",
                                 .wording = "Children are seen",
                                 .evidence = evidence,
                                 .evidence_count = 2};
    assert_ok(sl_finding_add(county.store, &finding, "tester", &err), err);
    ck_assert_int_eq(
        test_number(county.store, "SELECT count(*) FROM finding WHERE kind = 'impression'"), 1);
    evidence[1].record_no = two;
    assert_ok(sl_finding_add(county.store, &finding, "tester", &err), err);
    ck_assert_int_eq(
        test_number(county.store, "SELECT count(*) FROM finding WHERE kind = 'strength'"), 1);
}
END_TEST

SL_SUITE("moderation", both_grades_and_why_it_was_chosen_stay, a_change_without_a_reason_is_refused,
         a_record_that_is_not_there_cannot_be_moderated, a_practice_day_needs_a_line_of_enquiry,
         a_finding_on_one_record_is_only_an_impression)
