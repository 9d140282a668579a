#include "practice/decision.h"
#include "practice/record.h"
#include "practice/team.h"
#include "store/trail.h"
#include "support/practice.h"
#include "support/suite.h"

#define COUNTY(name) SL_AUTO(test_county_drop) struct test_county county = test_county(__func__)

START_TEST(a_saved_record_comes_back_with_every_answer)
{
    COUNTY();
    struct sl_error err = {0};
    SL_AUTO(sl_record_drop)
    struct sl_record *record = test_record(
        county.std, "K-17",
        "V1=Partly|seen \xe2\x80\x94 not alone\nVJ=G\nV1.due=6\nV1.done=5\nperiod_from=3/4/25\n"
        "voices=child; parent\nX1=Warm and honest.\nI1.child_now=n/a: age\nplan.action#2=Call "
        "Gran");
    struct sl_record_save save = test_save(county.store, record, 0);
    ck_assert_int_eq(save.saved, SL_SAVED_NEW);
    ck_assert_int_eq(save.revision, 1);

    SL_AUTO(sl_record_drop) struct sl_record *loaded = NULL;
    struct sl_tool *tool = county.std;
    assert_ok(sl_record_load(county.store, save.id, 0, 0, &tool, &loaded, &err), err);
    struct sl_value value;
    ck_assert(sl_record_value(loaded, test_question(tool, "V1"), 0, &value));
    ck_assert(sl_text_is(value.text, "partly"));
    ck_assert(sl_text_is(value.evidence, "seen \xe2\x80\x94 not alone"));
    ck_assert(sl_record_value(loaded, test_question(tool, "period_from"), 0, &value));
    ck_assert_int_eq(value.number, test_day("2025-04-03"));
    ck_assert(sl_record_value(loaded, test_question(tool, "voices"), 0, &value));
    ck_assert(sl_text_is(value.text, "child parent"));
    ck_assert(sl_record_value(loaded, test_question(tool, "plan.action"), 2, &value));
    ck_assert(!sl_record_value(loaded, test_question(tool, "plan.action"), 1, &value));
    ck_assert_int_eq(value.state, SL_NOT_YET);
    ck_assert_str_eq(sl_record_get_head(loaded)->case_ref, "K-17");
    ck_assert_str_eq(sl_record_get_head(loaded)->service, "CS");
    ck_assert_int_eq(sl_record_no(loaded), save.record_no);
}
END_TEST

START_TEST(the_same_answers_make_the_same_body_in_whatever_order)
{
    COUNTY();
    SL_AUTO(sl_record_drop)
    struct sl_record *one = test_record(county.std, "K-1", "V1=yes\nVJ=G\nplan.action#1=a");
    SL_AUTO(sl_record_drop)
    struct sl_record *other =
        test_record(county.std, "K-1", "plan.action#1=b\nVJ=R\nV1=yes\nV2=O\nplan.action#1=a");
    test_answers(other, "VJ=G\nV2=");
    SL_AUTO(sl_free) uint8_t *a = NULL;
    SL_AUTO(sl_free) uint8_t *b = NULL;
    size_t a_length, b_length;
    sl_record_body(one, &a, &a_length);
    sl_record_body(other, &b, &b_length);
    ck_assert_uint_eq(a_length, b_length);
    ck_assert_mem_eq(a, b, a_length);
}
END_TEST

START_TEST(the_service_is_that_of_the_team_on_the_day)
{
    COUNTY();
    struct sl_error err = {0};
    SL_AUTO(sl_record_drop) struct sl_record *record = test_record(county.std, "K-1", "VJ=G");
    struct sl_record_head head = test_head("K-1");
    head.team = "N2";
    head.day = test_day("2025-03-31");
    assert_ok(sl_record_set_head(record, &head, &err), err);
    test_save(county.store, record, 0);
    head.day = test_day("2025-04-01");
    assert_ok(sl_record_set_head(record, &head, &err), err);
    test_save(county.store, record, 0);
    ck_assert_int_eq(
        test_number(county.store,
                    "SELECT count(*) FROM record WHERE service = 'CS' AND team = 'N2'"),
        1);
    ck_assert_int_eq(
        test_number(county.store,
                    "SELECT count(*) FROM record WHERE service = 'EH' AND team = 'N2'"),
        1);
}
END_TEST

START_TEST(a_team_that_was_not_open_is_refused_with_its_dates)
{
    COUNTY();
    struct sl_error err = {0};
    SL_AUTO(sl_record_drop) struct sl_record *record = test_record(county.std, "K-1", "VJ=G");
    struct sl_record_head head = test_head("K-1");
    head.day = test_day("2018-12-31");
    assert_ok(sl_record_set_head(record, &head, &err), err);
    struct sl_record_save save = {.record = record, .actor = "tester"};
    assert_fails(sl_record_save(county.store, &save, &err), SL_NOT_FOUND, err, "2019-01-01");
    head = test_head("K-1");
    head.auditor = "NOBODY";
    assert_ok(sl_record_set_head(record, &head, &err), err);
    assert_fails(sl_record_save(county.store, &save, &err), SL_NOT_FOUND, err, "NOBODY");
    ck_assert_int_eq(test_number(county.store, "SELECT count(*) FROM record"), 0);
}
END_TEST

START_TEST(saving_the_same_twice_changes_nothing)
{
    COUNTY();
    struct sl_error err = {0};
    SL_AUTO(sl_record_drop) struct sl_record *record = test_record(county.std, "K-1", "VJ=G\nSJ=G");
    struct sl_record_save first = test_save(county.store, record, 0);
    struct sl_record_head head = test_head("K-1");
    head.id = first.id;
    assert_ok(sl_record_set_head(record, &head, &err), err);
    int64_t entries = test_number(county.store, "SELECT count(*) FROM trail");
    struct sl_record_save second = test_save(county.store, record, 0);
    ck_assert_int_eq(second.saved, SL_SAVED_SAME);
    ck_assert_int_eq(second.revision, 1);
    ck_assert_int_eq(test_number(county.store, "SELECT count(*) FROM trail"), entries);
    ck_assert_int_eq(test_number(county.store, "SELECT count(*) FROM record_revision"), 1);
}
END_TEST

START_TEST(a_change_is_a_new_revision_and_the_old_one_stays)
{
    COUNTY();
    struct sl_error err = {0};
    SL_AUTO(sl_record_drop) struct sl_record *record = test_record(county.std, "K-1", "VJ=G\nSJ=G");
    struct sl_record_save save = test_save(county.store, record, 0);
    struct sl_record_head head = test_head("K-1");
    head.id = save.id;
    assert_ok(sl_record_set_head(record, &head, &err), err);
    test_answers(record, "VJ=R|too few visits\nSJ=");
    struct sl_record_save change = test_save(county.store, record, 1);
    ck_assert_int_eq(change.saved, SL_SAVED_CHANGED);
    ck_assert_int_eq(change.revision, 2);

    struct sl_tool *tool = county.std;
    SL_AUTO(sl_record_drop) struct sl_record *old = NULL;
    struct sl_value value;
    assert_ok(sl_record_load(county.store, save.id, 0, 1, &tool, &old, &err), err);
    ck_assert(sl_record_value(old, test_question(tool, "VJ"), 0, &value));
    ck_assert(sl_text_is(value.text, "G"));
    ck_assert_int_eq(test_number(county.store, "SELECT count(*) FROM answer"), 1);
    ck_assert_ptr_null(test_verify_records(county.store));
}
END_TEST

START_TEST(a_save_on_an_older_revision_is_a_conflict_that_names_who_and_when)
{
    COUNTY();
    struct sl_error err = {0};
    SL_AUTO(sl_record_drop) struct sl_record *record = test_record(county.std, "K-1", "VJ=G");
    struct sl_record_save save = test_save(county.store, record, 0);
    struct sl_record_head head = test_head("K-1");
    head.id = save.id;
    assert_ok(sl_record_set_head(record, &head, &err), err);
    test_answers(record, "SJ=G");
    test_save(county.store, record, 1);
    test_answers(record, "SJ=R|no");
    struct sl_record_save late = {.record = record, .base = 1, .actor = "other", .why = "late"};
    assert_fails(sl_record_save(county.store, &late, &err), SL_CONFLICT, err,
                 "revision 2 was saved by tester on 1 September 2025 at 12:00");
    late.base = 0;
    assert_fails(sl_record_save(county.store, &late, &err), SL_CONFLICT, err, "already");
    ck_assert_int_eq(test_number(county.store, "SELECT max(revision) FROM record"), 2);
}
END_TEST

START_TEST(own_cases_are_refused)
{
    COUNTY();
    struct sl_error err = {0};
    SL_AUTO(sl_record_drop) struct sl_record *record = test_record(county.std, "K-1", "");
    size_t relation = test_question(county.std, "relation_to_case");
    assert_fails(sl_record_answer(record, relation, 0, "own_case", 0, "", &err), SL_REFUSED, err,
                 "It is my own case");
    assert_fails(sl_record_answer(record, relation, 0, "I supervise the worker", 0, "", &err),
                 SL_REFUSED, err, "someone else");
    assert_ok(sl_record_answer(record, relation, 0, "same_team", 0, "", &err), err);
}
END_TEST

START_TEST(what_is_missing_is_told_question_by_question)
{
    COUNTY();
    SL_AUTO(sl_record_drop)
    struct sl_record *record = test_record(county.std, "K-1", "V1=no\nX4=none\nplan.who#1=Mum");
    size_t missing = sl_record_missing(record, NULL, NULL);
    ck_assert_uint_gt(missing, 20);
    SL_AUTO(sl_record_drop)
    struct sl_record *answered =
        test_record(county.std, "K-1", "V1=no|never alone\nX4=none\nplan.who#1=Mum");
    ck_assert_uint_eq(sl_record_missing(answered, NULL, NULL), missing - 1);
    test_answers(answered, "plan.action#1=Mum rings");
    ck_assert_uint_eq(sl_record_missing(answered, NULL, NULL), missing - 2);
}
END_TEST

START_TEST(the_core_form_asks_less_than_the_full_one)
{
    COUNTY();
    struct sl_error err = {0};
    SL_AUTO(sl_record_drop) struct sl_record *record = test_record(county.std, "K-1", "");
    size_t core = sl_record_missing(record, NULL, NULL);
    ck_assert(!sl_record_asks(record, test_question(county.std, "V2"), 0));
    struct sl_record_head head = test_head("K-1");
    head.form = "full";
    assert_ok(sl_record_set_head(record, &head, &err), err);
    ck_assert(sl_record_asks(record, test_question(county.std, "V2"), 0));
    ck_assert_uint_gt(sl_record_missing(record, NULL, NULL), core);
    head.form = "short";
    assert_fails(sl_record_set_head(record, &head, &err), SL_INVALID, err, "core, full");
}
END_TEST

START_TEST(heads_are_checked_field_by_field)
{
    COUNTY();
    struct sl_error err = {0};
    SL_AUTO(sl_record_drop) struct sl_record *record = sl_record_new(county.std);
    struct sl_record_head head = test_head("");
    assert_fails(sl_record_set_head(record, &head, &err), SL_INVALID, err, "case_ref");
    head = test_head(" K-1");
    assert_fails(sl_record_set_head(record, &head, &err), SL_INVALID, err, "spaces");
    head = test_head("K-1");
    head.day = sl_day_today() + 1;
    assert_fails(sl_record_set_head(record, &head, &err), SL_INVALID, err, "after today");
    head = test_head("K-1");
    head.state = "done";
    assert_fails(sl_record_set_head(record, &head, &err), SL_INVALID, err, "no state");
    head = test_head("K-1");
    head.grade = "G";
    assert_fails(sl_record_set_head(record, &head, &err), SL_INVALID, err, "graded");
    head.state = "graded";
    head.grade = "3";
    assert_fails(sl_record_set_head(record, &head, &err), SL_INVALID, err, "no grade");
    ck_assert_str_eq(sl_record_get_head(record)->case_ref, "");
}
END_TEST

START_TEST(a_record_as_json_reads_back_to_the_same_body)
{
    COUNTY();
    struct sl_error err = {0};
    SL_AUTO(sl_record_drop)
    struct sl_record *record = test_record(
        county.std, "K-1",
        "V1=no|never alone\nV1.due=6\nVJ=R|late\nvoices=child;worker\nX1=n/a as they say\n"
        "I1.child_now=7\nI1.parent_now=n/a: other: abroad\nV3=not evidenced\nperiod_to=2025-06-01\n"
        "plan.action#1=Ring\nplan.who#3=Mum");
    SL_AUTO(sl_json_drop) json_t *json = sl_record_json(record);
    SL_AUTO(sl_record_drop) struct sl_record *again = sl_record_new(county.std);
    assert_ok(sl_record_read_json(again, json, NULL, NULL, &err), err);
    SL_AUTO(sl_json_drop) json_t *second = sl_record_json(again);
    SL_AUTO(sl_free) char *one = sl_json_canonical(json);
    SL_AUTO(sl_free) char *two = sl_json_canonical(second);
    ck_assert_str_eq(one, two);
    ck_assert_ptr_nonnull(strstr(one, "\"V3\":{\"state\":\"not_evidenced\"}"));
    ck_assert_ptr_nonnull(strstr(one, "\"plan.who\":[null,null,{"));
    ck_assert_ptr_nonnull(strstr(one, "\"voices\":{\"state\":\"answered\",\"value\":[\"child\","));
}
END_TEST

START_TEST(faults_in_json_are_all_told)
{
    COUNTY();
    struct sl_error err = {0};
    SL_AUTO(test_told_drop) struct test_told told = {0};
    SL_AUTO(sl_record_drop) struct sl_record *record = sl_record_new(county.std);
    SL_AUTO(sl_json_drop)
    json_t *json = json_pack("{ss ss ss s{s{ss} s{ss} s{ss}}}", "tool", "STD", "day", "2025-13-01",
                             "team", "N1", "answers", "V1", "value", "maybe", "Q99", "value", "yes",
                             "VJ", "state", "perhaps");
    assert_fails(sl_record_read_json(record, json, test_tell, &told, &err), SL_INVALID, err, "day");
    ck_assert_uint_eq(told.count, 4);
    ck_assert_ptr_nonnull(strstr(told.sentences.bytes, "Q99"));
    ck_assert_ptr_nonnull(strstr(told.sentences.bytes, "'maybe' is not one of"));
}
END_TEST

struct two {
    const struct sl_record *one, *other;
    bool fails;
};

static enum sl_status save_two(struct sl_store *store, void *context, struct sl_error *err) {
    const struct two *two = context;
    struct sl_record_save first = {.record = two->one, .actor = "tester"};
    struct sl_record_save second = {.record = two->other, .actor = "tester"};
    enum sl_status status = sl_record_save(store, &first, err);
    if (status == SL_OK)
        status = sl_record_save(store, &second, err);
    if (status == SL_OK && two->fails)
        status = sl_fail(err, SL_INVALID, "", "the file's last line is wrong");
    return status;
}

START_TEST(saves_inside_a_write_stand_or_fall_with_it)
{
    COUNTY();
    struct sl_error err = {0};
    SL_AUTO(sl_record_drop) struct sl_record *one = test_record(county.std, "K-1", "S1=no|alone");
    SL_AUTO(sl_record_drop) struct sl_record *other = test_record(county.std, "K-2", "VJ=G");
    struct two two = {one, other, true};
    ck_assert_int_eq(sl_store_write(county.store, save_two, &two, &err), SL_INVALID);
    ck_assert_int_eq(test_number(county.store, "SELECT count(*) FROM record"), 0);
    ck_assert_int_eq(test_number(county.store, "SELECT count(*) FROM summary_cell"), 0);
    ck_assert_int_eq(test_number(county.store, "SELECT count(*) FROM decision"), 0);
    two.fails = false;
    assert_ok(sl_store_write(county.store, save_two, &two, &err), err);
    ck_assert_int_eq(test_number(county.store, "SELECT max(record_no) FROM record"), 2);
    ck_assert_ptr_null(test_verify_records(county.store));
}
END_TEST

START_TEST(an_answer_with_which_nothing_may_be_saved_is_refused)
{
    COUNTY();
    struct sl_error err = {0};
    SL_AUTO(sl_tool_drop) struct sl_tool *day = NULL;
    SL_AUTO(sl_free) char *path = sl_format("%s/tools/PD.json", test_schema_home());
    assert_ok(sl_tool_check(path, test_schema_home(), NULL, NULL, &day, &err), err);
    assert_ok(sl_tool_add(county.store, day, "tester", &err), err);
    SL_AUTO(sl_record_drop) struct sl_record *record = sl_record_new(day);
    struct sl_record_head head = test_head("");
    head.form = "observation";
    assert_ok(sl_record_set_head(record, &head, &err), err);
    test_answers(record, "B2=no");
    struct sl_record_save save = {.record = record, .actor = "tester"};
    assert_fails(sl_record_save(county.store, &save, &err), SL_REFUSED, err, "B2");
    test_answers(record, "B2=yes");
    test_save(county.store, record, 0);
}
END_TEST

SL_SUITE("record", a_saved_record_comes_back_with_every_answer,
         the_same_answers_make_the_same_body_in_whatever_order,
         the_service_is_that_of_the_team_on_the_day,
         a_team_that_was_not_open_is_refused_with_its_dates, saving_the_same_twice_changes_nothing,
         a_change_is_a_new_revision_and_the_old_one_stays,
         a_save_on_an_older_revision_is_a_conflict_that_names_who_and_when, own_cases_are_refused,
         what_is_missing_is_told_question_by_question, the_core_form_asks_less_than_the_full_one,
         heads_are_checked_field_by_field, a_record_as_json_reads_back_to_the_same_body,
         faults_in_json_are_all_told, saves_inside_a_write_stand_or_fall_with_it,
         an_answer_with_which_nothing_may_be_saved_is_refused)
