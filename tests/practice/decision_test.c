#include "practice/account.h"
#include "practice/decision.h"
#include "support/practice.h"
#include "support/suite.h"

#define COUNTY(name) SL_AUTO(test_county_drop) struct test_county county = test_county(__func__)

static enum sl_status gather(void *context, const struct sl_decision *decision,
                             struct sl_error *err) {
    (void)err;
    sl_buffer_format(context, "%s %s %s by %s;", decision->kind, decision->code, decision->outcome,
                     decision->decided_by);
    return SL_OK;
}

static void assert_stands(struct sl_store *store, int64_t record_no, const char *expected) {
    struct sl_error err = {0};
    SL_AUTO(sl_buffer_drop) struct sl_buffer out = {0};
    sl_buffer_text(&out, "");
    assert_ok(sl_decision_each(store, record_no, gather, &out, &err), err);
    ck_assert_str_eq(out.bytes, expected);
}

static struct sl_record_save change(const struct test_county *county, const char *id, int64_t base,
                                    const char *answers) {
    struct sl_error err = {0};
    SL_AUTO(sl_record_drop) struct sl_record *record = test_record(county->std, "K-1", answers);
    struct sl_record_head head = test_head("K-1");
    head.id = id;
    assert_ok(sl_record_set_head(record, &head, &err), err);
    return test_save(county->store, record, base);
}

START_TEST(a_critical_answer_raises_a_flag_when_it_is_saved)
{
    COUNTY();
    struct sl_error err = {0};
    int64_t no = change(&county, "", 0, "S1=no|x\nV1=no|y\nX5=yes\nP1=yes").record_no;
    assert_stands(county.store, no,
                  "flag S1 raised by tester;flag V1 raised by tester;flag X5 raised by tester;");
    size_t open = 0;
    assert_ok(sl_flag_count_open(county.store, no, county.std, 'A', &open, &err), err);
    ck_assert_uint_eq(open, 2);
    assert_ok(sl_flag_count_open(county.store, no, county.std, 'B', &open, &err), err);
    ck_assert_uint_eq(open, 1);
    ck_assert_int_eq(
        test_number(county.store, "SELECT count(*) FROM trail WHERE verb = 'flag.raised'"), 3);
}
END_TEST

START_TEST(a_flag_stays_until_a_person_decides)
{
    COUNTY();
    struct sl_error err = {0};
    size_t open = 0;
    struct sl_record_save save = change(&county, "", 0, "S1=no|x");
    change(&county, save.id, 1, "S1=yes");
    assert_ok(sl_flag_count_open(county.store, save.record_no, county.std, 'A', &open, &err), err);
    ck_assert_uint_eq(open, 1);
    assert_ok(sl_decision_add(county.store, save.record_no, "flag", "S1", "no_concern", "mis-key",
                              "lea", &err),
              err);
    assert_ok(sl_flag_count_open(county.store, save.record_no, county.std, 'A', &open, &err), err);
    ck_assert_uint_eq(open, 0);
    change(&county, save.id, 2, "S1=no|now really");
    assert_stands(county.store, save.record_no,
                  "flag S1 raised by tester;flag S1 no_concern by lea;flag S1 raised by tester;");
    change(&county, save.id, 3, "S1=no|now really\nVJ=G");
    assert_ok(sl_flag_count_open(county.store, save.record_no, county.std, 'A', &open, &err), err);
    ck_assert_uint_eq(open, 1);
    ck_assert_int_eq(test_number(county.store, "SELECT count(*) FROM decision"), 3);
}
END_TEST

START_TEST(decisions_want_a_reason_a_flag_and_a_known_outcome)
{
    COUNTY();
    struct sl_error err = {0};
    int64_t no = change(&county, "", 0, "S1=no|x").record_no;
    assert_fails(sl_decision_add(county.store, no, "flag", "S1", "confirmed", " ", "lea", &err),
                 SL_INVALID, err, "reason");
    assert_fails(sl_decision_add(county.store, no, "flag", "S1", "raised", "why", "lea", &err),
                 SL_INVALID, err, "confirmed, resolved or no_concern");
    assert_fails(sl_decision_add(county.store, no, "waiver", "L1", "confirmed", "why", "lea", &err),
                 SL_INVALID, err, "waived");
    assert_fails(sl_decision_add(county.store, no, "flag", "V1", "confirmed", "why", "lea", &err),
                 SL_NOT_FOUND, err, "No flag was raised on question V1");
    assert_fails(sl_decision_add(county.store, 77, "flag", "S1", "confirmed", "why", "lea", &err),
                 SL_NOT_FOUND, err, "record");
    assert_ok(
        sl_decision_add(county.store, no, "waiver", "L6", "waived", "panel of 3 July", "lea", &err),
        err);
    assert_stands(county.store, no, "flag S1 raised by tester;waiver L6 waived by lea;");
}
END_TEST

START_TEST(nobody_decides_on_the_own_case_or_grade)
{
    COUNTY();
    struct sl_error err = {0};
    struct sl_account worker = {.name = "wendy", .staff = "WRK1"};
    struct sl_account auditor = {.name = "ada", .staff = "AUD1"};
    assert_ok(sl_account_add(county.store, &worker, "tester", &err), err);
    assert_ok(sl_account_add(county.store, &auditor, "tester", &err), err);
    int64_t no = change(&county, "", 0, "S1=no|x").record_no;
    assert_fails(
        sl_decision_add(county.store, no, "flag", "S1", "no_concern", "fine", "wendy", &err),
        SL_REFUSED, err, "a manager does");
    assert_ok(sl_decision_add(county.store, no, "flag", "S1", "confirmed", "told", "ada", &err),
              err);
    assert_fails(sl_decision_add(county.store, no, "waiver", "L1", "waived", "why", "ada", &err),
                 SL_REFUSED, err, "a quality lead does");
}
END_TEST

SL_SUITE("decision", a_critical_answer_raises_a_flag_when_it_is_saved,
         a_flag_stays_until_a_person_decides, decisions_want_a_reason_a_flag_and_a_known_outcome,
         nobody_decides_on_the_own_case_or_grade)
