#include "practice/action.h"
#include "practice/privacy.h"
#include "support/practice.h"
#include "support/suite.h"

#define COUNTY(name) SL_AUTO(test_county_drop) struct test_county county = test_county(__func__)

static struct sl_record_save save_with(struct test_county *county, const char *id, int64_t base,
                                       const char *answers) {
    struct sl_error err = {0};
    struct sl_record *record = test_record(county->std, "K-1", answers);
    struct sl_record_head head = test_head("K-1");
    head.id = id;
    assert_ok(sl_record_set_head(record, &head, &err), err);
    struct sl_record_save save = test_save(county->store, record, base);
    sl_record_free(record);
    return save;
}

static size_t actions_from(struct test_county *county, int64_t record_no) {
    struct sl_error err = {0};
    size_t added = 99;
    assert_ok(sl_action_from_record(county->store, record_no, "tester", &added, &err), err);
    return added;
}

START_TEST(agreed_actions_of_a_record_become_actions_once)
{
    COUNTY();
    struct sl_record_save save =
        save_with(&county, "", 0,
                  "act.action#1=Ring the school about Mondays\nact.owner#1=social worker\n"
                  "act.by_when#1=20 June 2025\nact.expected_evidence#1=Note on file\n"
                  "act.outcome#1=Is at school on Mondays\n"
                  "act.action#3=Ask Gran to the next meeting\nact.owner#3=team manager\n"
                  "plan.action#1=Mum rings the clinic");
    ck_assert_uint_eq(actions_from(&county, save.record_no), 2);
    ck_assert_uint_eq(actions_from(&county, save.record_no), 0);
    ck_assert_int_eq(
        test_number(county.store,
                    "SELECT count(*) FROM action WHERE due_on = '2025-06-20' AND team = 'N1' "
                    "AND raised_on = '2025-06-10' AND owner = 'social worker' "
                    "AND expected_evidence = 'Note on file' AND source = 'record'"),
        1);
    ck_assert_int_eq(test_number(county.store, "SELECT count(*) FROM action_event "
                                               "WHERE kind = 'opened'"),
                     2);
}
END_TEST

START_TEST(a_reworded_action_is_the_same_and_a_new_row_is_new)
{
    COUNTY();
    struct sl_record_save first =
        save_with(&county, "", 0, "act.action#1=Ring the school about Mondays");
    ck_assert_uint_eq(actions_from(&county, first.record_no), 1);
    struct sl_record_save second = save_with(
        &county, first.id, first.revision,
        "act.action#1=Ring the school about the Mondays\nact.action#2=Book a hearing test");
    ck_assert_int_eq(second.record_no, first.record_no);
    ck_assert_uint_eq(actions_from(&county, first.record_no), 1);
    ck_assert_int_eq(test_number(county.store, "SELECT count(*) FROM action"), 2);
}
END_TEST

START_TEST(an_action_without_owner_or_date_says_so)
{
    COUNTY();
    struct sl_record_save save =
        save_with(&county, "", 0, "act.action#1=Ring the school\nact.by_when#1=ongoing");
    ck_assert_uint_eq(actions_from(&county, save.record_no), 1);
    ck_assert_int_eq(test_number(county.store, "SELECT count(*) FROM action WHERE due_on IS NULL "
                                               "AND due_text = 'ongoing' AND owner = 'not named'"),
                     1);
}
END_TEST

START_TEST(a_record_that_is_not_there_gives_no_actions)
{
    COUNTY();
    struct sl_error err = {0};
    size_t added = 0;
    assert_fails(sl_action_from_record(county.store, 77, "tester", &added, &err), SL_NOT_FOUND, err,
                 "");
    ck_assert_int_eq(test_number(county.store, "SELECT count(*) FROM action"), 0);
}
END_TEST

struct warned {
    char text[600];
};

static void hear(void *context, size_t question, unsigned row, const char *sentence) {
    (void)question, (void)row;
    struct warned *warned = context;
    strncat(warned->text, sentence, sizeof warned->text - strlen(warned->text) - 1);
}

START_TEST(a_record_is_screened_in_its_texts_and_evidence)
{
    COUNTY();
    SL_AUTO(sl_record_drop)
    struct sl_record *record =
        test_record(county.std, "K-1",
                    "V1=no|Mrs Tarn said so\nplan.action#2=Call 07700 900123\nX1=Warm and honest");
    struct warned warned = {0};
    ck_assert_uint_eq(sl_privacy_screen_record(record, NULL, hear, &warned), 2);
    ck_assert_ptr_nonnull(
        strstr(warned.text, "V1, evidence: this looks like the name of a person"));
    ck_assert_ptr_nonnull(
        strstr(warned.text, "plan.action, row 2: this looks like a telephone number"));
    ck_assert_ptr_null(strstr(warned.text, "Tarn"));
}
END_TEST

SL_SUITE("action_record", agreed_actions_of_a_record_become_actions_once,
         a_reworded_action_is_the_same_and_a_new_row_is_new,
         an_action_without_owner_or_date_says_so, a_record_that_is_not_there_gives_no_actions,
         a_record_is_screened_in_its_texts_and_evidence)
