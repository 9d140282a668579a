#include "practice/record_list.h"
#include "support/practice.h"
#include "support/suite.h"

struct seen {
    int count;
    char cases[8][16];
};

static enum sl_status see(void *context, const struct sl_record_row *row, struct sl_error *err) {
    (void)err;
    struct seen *seen = context;
    snprintf(seen->cases[seen->count++], 16, "%s", row->case_ref);
    return SL_OK;
}

static void save_on(const struct test_county *county, const char *case_ref, const char *team,
                    const char *day) {
    struct sl_error err = {0};
    SL_AUTO(sl_record_drop)
    struct sl_record *record = test_record(county->std, case_ref, "VJ=G");
    struct sl_record_head head = test_head(case_ref);
    head.team = team;
    head.day = test_day(day);
    assert_ok(sl_record_set_head(record, &head, &err), err);
    test_save(county->store, record, 0);
}

static struct test_county three_records(const char *name) {
    struct test_county county = test_county(name);
    save_on(&county, "C-3", "N1", "2025-06-30");
    save_on(&county, "C-1", "N1", "2025-06-01");
    save_on(&county, "C-2", "N2", "2025-06-15");
    return county;
}

static struct seen list(const struct test_county *county, struct sl_record_choice choice) {
    struct seen seen = {0};
    struct sl_error err = {0};
    int64_t count = -1;
    assert_ok(sl_record_list(county->store, &choice, see, &seen, &err), err);
    assert_ok(sl_record_count(county->store, &choice, &count, &err), err);
    if (choice.most == 0)
        ck_assert_int_eq(count, seen.count);
    return seen;
}

START_TEST(records_come_in_order_of_their_day)
{
    SL_AUTO(test_county_drop) struct test_county county = three_records(__func__);
    struct seen seen = list(&county, sl_record_choice_all);
    ck_assert_int_eq(seen.count, 3);
    ck_assert_str_eq(seen.cases[0], "C-1");
    ck_assert_str_eq(seen.cases[2], "C-3");
}
END_TEST

START_TEST(a_period_includes_both_its_days)
{
    SL_AUTO(test_county_drop) struct test_county county = three_records(__func__);
    struct sl_record_choice choice = {.from = test_day("2025-06-01"), .to = test_day("2025-06-15")};
    struct seen seen = list(&county, choice);
    ck_assert_int_eq(seen.count, 2);
    ck_assert_str_eq(seen.cases[1], "C-2");
    choice.from = choice.to = test_day("2025-06-30");
    ck_assert_int_eq(list(&county, choice).count, 1);
}
END_TEST

START_TEST(a_team_and_a_service_narrow_a_selection)
{
    SL_AUTO(test_county_drop) struct test_county county = three_records(__func__);
    struct sl_record_choice choice = sl_record_choice_all;
    choice.team = "N1";
    ck_assert_int_eq(list(&county, choice).count, 2);
    choice.team = NULL;
    choice.service = "EH";
    ck_assert_str_eq(list(&county, choice).cases[0], "C-2");
    choice.case_ref = "C-1";
    ck_assert_int_eq(list(&county, choice).count, 0);
}
END_TEST

START_TEST(the_first_few_can_be_asked_for)
{
    SL_AUTO(test_county_drop) struct test_county county = three_records(__func__);
    struct sl_record_choice choice = sl_record_choice_all;
    choice.most = 2;
    ck_assert_int_eq(list(&county, choice).count, 2);
}
END_TEST

START_TEST(a_theme_and_a_basis_narrow_a_selection)
{
    SL_AUTO(test_county_drop) struct test_county county = three_records(__func__);
    struct sl_error err = {0};
    SL_AUTO(sl_record_drop)
    struct sl_record *tagged = test_record(county.std, "C-9", "X3=lived-experience; drift");
    struct sl_record_save saved = test_save(county.store, tagged, 0);
    struct sl_record_choice choice = sl_record_choice_all;
    choice.theme = "drift";
    ck_assert_str_eq(list(&county, choice).cases[0], "C-9");
    choice.tool = "STD";
    ck_assert_int_eq(list(&county, choice).count, 1);
    choice.theme = "lived-experience";
    ck_assert_int_eq(list(&county, choice).count, 1);
    choice.theme = "lived_experience";
    ck_assert_int_eq(list(&county, choice).count, 0);
    choice.theme = "experience";
    ck_assert_int_eq(list(&county, choice).count, 0);
    choice.theme = NULL;
    choice.basis = "final";
    ck_assert_int_eq(list(&county, choice).count, 0);
    assert_ok(sl_record_move(county.store, saved.record_no, "graded", "G", test_day("2025-07-01"),
                             "lea", "", &err),
              err);
    ck_assert_str_eq(list(&county, choice).cases[0], "C-9");
    choice.basis = "provisional";
    ck_assert_int_eq(list(&county, choice).count, 3);
    SL_AUTO(sl_free) int64_t *numbers = NULL;
    size_t count = 0;
    assert_ok(sl_record_numbers(county.store, &choice, &numbers, &count, &err), err);
    ck_assert_uint_eq(count, 3);
    ck_assert_int_eq(numbers[0], 2);
    ck_assert_int_eq(numbers[2], 1);
}
END_TEST

SL_SUITE("record_list", a_theme_and_a_basis_narrow_a_selection, records_come_in_order_of_their_day,
         a_period_includes_both_its_days, a_team_and_a_service_narrow_a_selection,
         the_first_few_can_be_asked_for)
