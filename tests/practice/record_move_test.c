#include "practice/decision.h"
#include "practice/record.h"
#include "support/practice.h"
#include "support/suite.h"

#define COUNTY(name) SL_AUTO(test_county_drop) struct test_county county = test_county(__func__)

static struct sl_record_save saved(const struct test_county *county, const char *state,
                                   const char *answers) {
    struct sl_error err = {0};
    SL_AUTO(sl_record_drop) struct sl_record *record = test_record(county->std, "K-1", answers);
    struct sl_record_head head = test_head("K-1");
    head.state = state;
    assert_ok(sl_record_set_head(record, &head, &err), err);
    struct sl_record_save save = test_save(county->store, record, 0);
    save.record = NULL;
    return save;
}

static enum sl_status step(const struct test_county *county, int64_t record_no, const char *state,
                           const char *grade, const char *why, struct sl_error *err) {
    return sl_record_move(county->store, record_no, state, grade, test_day("2025-07-01"), "lea",
                          why, err);
}

static char *text_of(struct sl_store *store, const char *sql) {
    return test_raw_text(sl_store_path(store), sql);
}

START_TEST(a_review_goes_its_way_from_submitted_to_closed)
{
    COUNTY();
    struct sl_error err = {0};
    int64_t no = saved(&county, "submitted", "X6=G\nVJ=G").record_no;
    const char *const way[] = {"moderating",     "graded",  "shared",
                               "actions_agreed", "closing", "closed"};
    for (size_t i = 0; i < SL_COUNT(way); i++)
        assert_ok(step(&county, no, way[i], "", "", &err), err);
    SL_AUTO(sl_free)
    char *row = text_of(county.store, "SELECT state || grade || graded_on FROM record");
    ck_assert_str_eq(row, "closedG2025-07-01");
    ck_assert_int_eq(test_number(county.store, "SELECT count(*) FROM record_move"), 6);
    ck_assert_int_eq(
        test_number(county.store, "SELECT count(*) FROM trail WHERE verb = 'record.graded'"), 1);
    ck_assert_ptr_null(test_verify_records(county.store));
}
END_TEST

START_TEST(steps_that_the_life_cycle_does_not_know_are_refused)
{
    COUNTY();
    struct sl_error err = {0};
    int64_t no = saved(&county, "submitted", "X6=G").record_no;
    assert_fails(step(&county, no, "closed", "", "", &err), SL_REFUSED, err,
                 "submitted can't become closed; it can become: moderating, graded, returned, "
                 "withdrawn");
    assert_fails(step(&county, no, "withdrawn", "", "", &err), SL_INVALID, err, "wants a reason");
    assert_ok(step(&county, no, "withdrawn", "", "duplicate family", &err), err);
    assert_fails(step(&county, no, "submitted", "", "", &err), SL_REFUSED, err, "nothing else");
    assert_fails(step(&county, 99, "graded", "", "", &err), SL_NOT_FOUND, err, "no such record");
    SL_AUTO(sl_free) char *why = text_of(county.store, "SELECT why FROM record_move");
    ck_assert_str_eq(why, "duplicate family");
}
END_TEST

START_TEST(submitting_asks_for_completeness)
{
    COUNTY();
    struct sl_error err = {0};
    int64_t no = saved(&county, "in_progress", "VJ=G").record_no;
    assert_fails(step(&county, no, "submitted", "", "", &err), SL_REFUSED, err,
                 "can't be submitted yet: plan_type: not yet answered");
}
END_TEST

START_TEST(an_undecided_flag_of_class_a_stands_before_graded)
{
    COUNTY();
    struct sl_error err = {0};
    int64_t no = saved(&county, "submitted", "X6=I|unsafe\nS1=no|nobody acts").record_no;
    assert_fails(step(&county, no, "graded", "", "", &err), SL_REFUSED, err, "undecided");
    assert_ok(
        sl_decision_add(county.store, no, "flag", "S1", "confirmed", "told by phone", "lea", &err),
        err);
    assert_ok(step(&county, no, "graded", "", "", &err), err);
    SL_AUTO(sl_free) char *grade = text_of(county.store, "SELECT grade FROM record");
    ck_assert_str_eq(grade, "I");
}
END_TEST

START_TEST(a_moderated_grade_takes_the_place_of_the_auditors)
{
    COUNTY();
    struct sl_error err = {0};
    int64_t no = saved(&county, "submitted", "X6=G").record_no;
    assert_fails(step(&county, no, "graded", "3", "", &err), SL_INVALID, err, "'3' is no grade");
    assert_ok(step(&county, no, "moderating", "", "", &err), err);
    assert_ok(step(&county, no, "graded", "R", "", &err), err);
    SL_AUTO(sl_free) char *grade = text_of(county.store, "SELECT grade FROM record");
    ck_assert_str_eq(grade, "R");
    assert_ok(step(&county, no, "moderating", "", "challenged", &err), err);
    assert_ok(step(&county, no, "graded", "G", "upheld", &err), err);
    SL_AUTO(sl_free)
    char *grades = text_of(county.store, "SELECT group_concat(grade, '') FROM record_move");
    ck_assert_str_eq(grades, "RRG");
    ck_assert_ptr_null(test_verify_records(county.store));
}
END_TEST

START_TEST(a_graded_form_without_a_grade_is_not_graded)
{
    COUNTY();
    struct sl_error err = {0};
    int64_t no = saved(&county, "submitted", "VJ=G").record_no;
    assert_fails(step(&county, no, "graded", "", "", &err), SL_INVALID, err,
                 "answer X6 or give one");
}
END_TEST

START_TEST(a_graded_record_is_changed_only_after_reopening)
{
    COUNTY();
    struct sl_error err = {0};
    struct sl_record_save first = saved(&county, "submitted", "X6=G");
    const char *const way[] = {"graded", "shared", "actions_agreed", "closing", "closed"};
    for (size_t i = 0; i < SL_COUNT(way); i++)
        assert_ok(step(&county, first.record_no, way[i], "", "", &err), err);
    SL_AUTO(sl_record_drop) struct sl_record *record = NULL;
    struct sl_tool *tool = county.std;
    assert_ok(sl_record_load(county.store, first.id, 0, 0, &tool, &record, &err), err);
    ck_assert_str_eq(sl_record_get_head(record)->grade, "G");
    test_answers(record, "VJ=G");
    struct sl_record_save save = {.record = record, .base = 1, .actor = "ada", .why = "new"};
    assert_fails(sl_record_save(county.store, &save, &err), SL_REFUSED, err, "closed");
    assert_ok(step(&county, first.record_no, "in_progress", "", "new information", &err), err);
    sl_record_free(record);
    record = NULL;
    assert_ok(sl_record_load(county.store, first.id, 0, 0, &tool, &record, &err), err);
    ck_assert_str_eq(sl_record_get_head(record)->grade, "");
    test_answers(record, "VJ=G");
    save.record = record;
    assert_ok(sl_record_save(county.store, &save, &err), err);
    ck_assert_int_eq(save.revision, 2);
    ck_assert_ptr_null(test_verify_records(county.store));
}
END_TEST

START_TEST(the_same_file_again_is_the_same_however_far_the_record_has_moved)
{
    COUNTY();
    struct sl_error err = {0};
    struct sl_record_save first = saved(&county, "submitted", "X6=G");
    assert_ok(step(&county, first.record_no, "graded", "", "", &err), err);
    SL_AUTO(sl_record_drop) struct sl_record *record = test_record(county.std, "K-1", "X6=G");
    struct sl_record_head head = test_head("K-1");
    head.id = first.id;
    assert_ok(sl_record_set_head(record, &head, &err), err);
    struct sl_record_save again = test_save(county.store, record, 0);
    ck_assert_int_eq(again.saved, SL_SAVED_SAME);
    assert_ok(step(&county, first.record_no, "moderating", "", "drawn late", &err), err);
    assert_ok(step(&county, first.record_no, "withdrawn", "", "consent", &err), err);
    test_answers(record, "VJ=G");
    struct sl_record_save late = {.record = record, .base = 1, .actor = "ada", .why = "late"};
    assert_fails(sl_record_save(county.store, &late, &err), SL_CONFLICT, err,
                 "withdrawn by lea on 2025-07-01");
}
END_TEST

SL_SUITE("record_move", a_review_goes_its_way_from_submitted_to_closed,
         steps_that_the_life_cycle_does_not_know_are_refused, submitting_asks_for_completeness,
         an_undecided_flag_of_class_a_stands_before_graded,
         a_moderated_grade_takes_the_place_of_the_auditors,
         a_graded_form_without_a_grade_is_not_graded,
         a_graded_record_is_changed_only_after_reopening,
         the_same_file_again_is_the_same_however_far_the_record_has_moved)
