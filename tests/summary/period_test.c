#include "base/memory.h"
#include "summary/period.h"
#include "support/suite.h"

static struct sl_period between(int y1, int m1, int d1, int y2, int m2, int d2) {
    return (struct sl_period){sl_day_of(y1, m1, d1), sl_day_of(y2, m2, d2)};
}

static void assert_words(struct sl_period period, const char *wanted) {
    SL_AUTO(sl_free) char *words = sl_period_words(period);
    ck_assert_str_eq(words, wanted);
}

START_TEST(whole_months_are_said_as_months)
{
    assert_words(between(2025, 4, 1, 2025, 6, 30), "April to June 2025");
    assert_words(between(2025, 2, 1, 2025, 2, 28), "February 2025");
    assert_words(between(2024, 11, 1, 2025, 1, 31), "November 2024 to January 2025");
}
END_TEST

START_TEST(other_spans_are_said_by_their_days)
{
    assert_words(between(2025, 4, 3, 2025, 6, 17), "3 April to 17 June 2025");
    assert_words(between(2024, 12, 31, 2025, 1, 2), "31 December 2024 to 2 January 2025");
    assert_words(between(2025, 4, 1, 2025, 6, 29), "1 April to 29 June 2025");
    assert_words(between(2025, 4, 3, 2025, 4, 3), "3 April 2025");
}
END_TEST

static void assert_same(struct sl_period got, struct sl_period wanted) {
    ck_assert_int_eq(got.from, wanted.from);
    ck_assert_int_eq(got.to, wanted.to);
}

START_TEST(the_period_before_has_as_many_months_or_days)
{
    assert_same(sl_period_before(between(2025, 4, 1, 2025, 6, 30)),
                between(2025, 1, 1, 2025, 3, 31));
    assert_same(sl_period_before(between(2025, 3, 1, 2025, 3, 31)),
                between(2025, 2, 1, 2025, 2, 28));
    assert_same(sl_period_before(between(2024, 11, 1, 2025, 1, 31)),
                between(2024, 8, 1, 2024, 10, 31));
    assert_same(sl_period_before(between(2025, 4, 8, 2025, 4, 14)),
                between(2025, 4, 1, 2025, 4, 7));
}
END_TEST

START_TEST(the_year_ends_with_the_period)
{
    assert_same(sl_period_year(between(2025, 4, 1, 2025, 6, 30)), between(2024, 7, 1, 2025, 6, 30));
    assert_same(sl_period_year(between(2025, 2, 1, 2025, 2, 28)), between(2024, 3, 1, 2025, 2, 28));
}
END_TEST

START_TEST(a_span_that_ends_before_it_begins_is_no_period)
{
    ck_assert(sl_period_is(between(2025, 4, 1, 2025, 4, 1)));
    ck_assert(!sl_period_is(between(2025, 4, 2, 2025, 4, 1)));
    ck_assert(!sl_period_is((struct sl_period){SL_DAY_NONE, SL_DAY_NONE}));
}
END_TEST

SL_SUITE("period", whole_months_are_said_as_months, other_spans_are_said_by_their_days,
         the_period_before_has_as_many_months_or_days, the_year_ends_with_the_period,
         a_span_that_ends_before_it_begins_is_no_period)
