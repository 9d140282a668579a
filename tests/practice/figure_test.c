#include "base/file.h"
#include "practice/figure.h"
#include "support/practice.h"
#include "support/suite.h"
#include <string.h>

static const char header[] =
    "code,unit,period_from,period_to,numerator,denominator,source,drawn_on\n";

static enum sl_status import(const struct test_county *county, const char *name, const char *rows,
                             struct sl_figure_import *import, struct sl_error *err) {
    SL_AUTO(sl_free) char *path = test_path("figure", name);
    SL_AUTO(sl_free) char *text = sl_format("%s%s", header, rows);
    ck_assert_int_eq(sl_file_write(path, text, strlen(text), err), SL_OK);
    import->path = path;
    import->actor = "tester";
    return sl_figure_import(county->store, import, err);
}

struct seen {
    int count;
    int64_t numerator, denominator;
};

static enum sl_status see(void *context, const struct sl_figure *figure, struct sl_error *err) {
    (void)err;
    struct seen *seen = context;
    seen->count++;
    seen->numerator = figure->numerator;
    seen->denominator = figure->denominator;
    return SL_OK;
}

static struct seen all(const struct test_county *county) {
    struct seen seen = {0};
    struct sl_error err = {0};
    assert_ok(sl_figure_each(county->store, NULL, SL_DAY_NONE, SL_DAY_NONE, see, &seen, &err), err);
    return seen;
}

START_TEST(a_figure_keeps_its_numerator_and_base)
{
    SL_AUTO(test_county_drop) struct test_county county = test_county(__func__);
    struct sl_error err = {0};
    struct sl_figure_import given = {0};
    assert_ok(import(&county, "figures.csv",
                     "visits,N1,2025-06-01,2025-06-30,78,93,extract,2025-07-05\n", &given, &err),
              err);
    ck_assert_uint_eq(given.added, 1);
    struct seen seen = all(&county);
    ck_assert_int_eq(seen.count, 1);
    ck_assert_int_eq(seen.numerator, 78);
    ck_assert_int_eq(seen.denominator, 93);
}
END_TEST

START_TEST(the_same_file_twice_changes_nothing)
{
    struct sl_error err = {0};
    SL_AUTO(test_county_drop) struct test_county county = test_county(__func__);
    const char *row = "visits,N1,2025-06-01,2025-06-30,78,93,extract,2025-07-05\n";
    struct sl_figure_import first = {0}, second = {0};
    assert_ok(import(&county, "once.csv", row, &first, &err), err);
    assert_ok(import(&county, "twice.csv", row, &second, &err), err);
    ck_assert_uint_eq(second.added + second.changed, 0);
}
END_TEST

START_TEST(only_a_later_drawing_takes_a_figures_place)
{
    struct sl_error err = {0};
    SL_AUTO(test_county_drop) struct test_county county = test_county(__func__);
    struct sl_figure_import given = {0};
    assert_ok(import(&county, "a.csv", "visits,N1,2025-06-01,2025-06-30,78,93,x,2025-07-05\n",
                     &given, &err),
              err);
    assert_ok(import(&county, "b.csv", "visits,N1,2025-06-01,2025-06-30,70,93,x,2025-07-01\n",
                     &given, &err),
              err);
    ck_assert_int_eq(all(&county).numerator, 78);
    assert_ok(import(&county, "c.csv", "visits,N1,2025-06-01,2025-06-30,80,93,x,2025-07-20\n",
                     &given, &err),
              err);
    ck_assert_int_eq(all(&county).numerator, 80);
}
END_TEST

START_TEST(one_faulty_row_keeps_every_row_out)
{
    SL_AUTO(test_county_drop) struct test_county county = test_county(__func__);
    struct sl_error err = {0};
    struct sl_figure_import given = {0};
    ck_assert_int_eq(import(&county, "bad.csv",
                            "visits,N1,2025-06-01,2025-06-30,78,93,x,2025-07-05\n"
                            "visits,N2,2025-06-01,2025-06-31,minus,93,x,2025-07-05\n",
                            &given, &err),
                     SL_INVALID);
    ck_assert_ptr_nonnull(strstr(err.text, "bad.csv:3"));
    ck_assert_int_eq(all(&county).count, 0);
}
END_TEST

START_TEST(a_share_is_no_more_than_all_and_drawn_by_today)
{
    SL_AUTO(test_county_drop) struct test_county county = test_county(__func__);
    static const char *const faults[][2] = {
        {"visits,N1,2025-06-01,2025-06-30,94,93,x,2025-07-05\n", "94 of 93 is more than all"},
        {"visits,N1,2025-06-01,2025-06-30,78,93,x,2190-07-05\n", "drawn_on lies after today"},
        {"visits,N1,,2025-06-30,78,93,x,2025-07-05\n", "period_from is empty"},
    };
    for (size_t i = 0; i < SL_COUNT(faults); i++) {
        struct sl_error err = {0};
        struct sl_figure_import given = {0};
        assert_fails(import(&county, "faulty.csv", faults[i][0], &given, &err), SL_INVALID, err,
                     faults[i][1]);
    }
    ck_assert_int_eq(all(&county).count, 0);
}
END_TEST

START_TEST(a_dry_run_writes_nothing)
{
    struct sl_error err = {0};
    SL_AUTO(test_county_drop) struct test_county county = test_county(__func__);
    struct sl_figure_import given = {.dry_run = true};
    assert_ok(import(&county, "dry.csv", "visits,N1,2025-06-01,2025-06-30,78,93,x,2025-07-05\n",
                     &given, &err),
              err);
    ck_assert_uint_eq(given.rows, 1);
    ck_assert_int_eq(all(&county).count, 0);
}
END_TEST

START_TEST(a_unit_is_a_team_a_service_or_all)
{
    SL_AUTO(test_county_drop) struct test_county county = test_county(__func__);
    struct sl_error err = {0};
    SL_AUTO(test_told_drop) struct test_told told = {0};
    struct sl_figure_import given = {.told = test_tell, .context = &told};
    assert_fails(import(&county, "units.csv",
                        "visits,CS,2025-06-01,2025-06-30,78,93,x,2025-07-05\n"
                        "visits,Nrth,2025-06-01,2025-06-30,78,93,x,2025-07-05\n"
                        "visits,all,2025-06-01,2025-06-30,78,93,x,2025-07-05\n"
                        "visits,,2025-06-01,2025-06-30,78,93,x,2025-07-05\n",
                        &given, &err),
                 SL_INVALID, err, ":5: code, unit and source");
    assert_fails(import(&county, "units.csv",
                        "visits,CS,2025-06-01,2025-06-30,78,93,x,2025-07-05\n"
                        "visits,Nrth,2025-06-01,2025-06-30,78,93,x,2025-07-05\n",
                        &given, &err),
                 SL_INVALID, err, ":3: unit 'Nrth' is no team");
    ck_assert_int_eq(all(&county).count, 0);
}
END_TEST

START_TEST(other_numbers_of_the_same_drawing_are_a_fault)
{
    SL_AUTO(test_county_drop) struct test_county county = test_county(__func__);
    struct sl_error err = {0};
    struct sl_figure_import given = {0};
    assert_ok(import(&county, "one.csv", "visits,N1,2025-06-01,2025-06-30,78,93,x,2025-07-05\n",
                     &given, &err),
              err);
    assert_fails(import(&county, "two.csv", "visits,N1,2025-06-01,2025-06-30,79,93,x,2025-07-05\n",
                        &given, &err),
                 SL_INVALID, err, "is kept as 78 of 93");
    given.dry_run = true;
    assert_fails(import(&county, "two.csv", "visits,N1,2025-06-01,2025-06-30,79,93,x,2025-07-05\n",
                        &given, &err),
                 SL_INVALID, err, "later drawing");
    ck_assert_int_eq(all(&county).numerator, 78);
}
END_TEST

SL_SUITE("figure", a_unit_is_a_team_a_service_or_all, other_numbers_of_the_same_drawing_are_a_fault,
         a_figure_keeps_its_numerator_and_base, the_same_file_twice_changes_nothing,
         only_a_later_drawing_takes_a_figures_place, one_faulty_row_keeps_every_row_out,
         a_share_is_no_more_than_all_and_drawn_by_today, a_dry_run_writes_nothing)
