#include "base/round.h"
#include "support/suite.h"
#include <stdint.h>
#include <string.h>

START_TEST(thirty_of_forty_eight_is_63_per_cent)
{
    ck_assert_int_eq(sl_round_ratio(30, 48, 100, 0), 63);
    ck_assert_int_eq(sl_round_ratio(30, 48, 100, 1), 625);
    ck_assert_int_eq(sl_round_ratio(30, 48, 1, 4), 6250);
}
END_TEST

START_TEST(halves_go_away_from_zero_on_both_sides)
{
    ck_assert_int_eq(sl_round_ratio(1, 2, 1, 0), 1);
    ck_assert_int_eq(sl_round_ratio(-1, 2, 1, 0), -1);
    ck_assert_int_eq(sl_round_ratio(5, 2, 1, 0), 3);
    ck_assert_int_eq(sl_round_ratio(-5, 2, 1, 0), -3);
    ck_assert_int_eq(sl_round_ratio(-499, 1000, 1, 0), 0);
    ck_assert_int_eq(sl_round_ratio(499, 1000, 1, 0), 0);
    ck_assert_int_eq(sl_round_ratio(1, 3, 100, 0), 33);
    ck_assert_int_eq(sl_round_ratio(-2, 3, 100, 0), -67);
    ck_assert_int_eq(sl_round_ratio(0, 9, 100, 1), 0);
}
END_TEST

START_TEST(products_beyond_64_bits_are_exact)
{
    ck_assert_int_eq(sl_round_ratio(INT64_MAX, INT64_MAX, 100, 9), INT64_C(100000000000));
    ck_assert_int_eq(sl_round_ratio(INT64_MAX - 1, INT64_MAX, 1, 9), INT64_C(1000000000));
    ck_assert_int_eq(sl_round_ratio(INT64_MIN, 1, 1, 0), INT64_MIN);
}
END_TEST

START_TEST(every_small_ratio_agrees_with_the_school_method)
{
    for (int64_t n = -60; n <= 60; n++)
        for (int64_t d = 1; d <= 60; d++) {
            int64_t size = n < 0 ? -n : n, school = (2 * size * 100 + d) / (2 * d);
            ck_assert_int_eq(sl_round_ratio(n, d, 100, 0), n < 0 ? -school : school);
        }
}
END_TEST

START_TEST(real_numbers_round_the_same_way)
{
    ck_assert_int_eq(sl_round_real(0.125, 2), 13);
    ck_assert_int_eq(sl_round_real(-0.125, 2), -13);
    ck_assert_int_eq(sl_round_real(62.5, 0), 63);
    ck_assert_int_eq(sl_round_real(-2.5, 0), -3);
    ck_assert_int_eq(sl_round_real(0, 3), 0);
}
END_TEST

START_TEST(per_cents_are_written_for_people)
{
    char out[24];
    ck_assert_str_eq(sl_percent(30, 48, 0, out), "63 %");
    ck_assert_str_eq(sl_percent(30, 48, 1, out), "62.5 %");
    ck_assert_str_eq(sl_percent(1, 1000, 2, out), "0.10 %");
    ck_assert_str_eq(sl_percent(-1, 1000, 1, out), "-0.1 %");
    ck_assert_str_eq(sl_percent(-1, 3, 1, out), "-33.3 %");
    ck_assert_str_eq(sl_percent(48, 48, 1, out), "100.0 %");
    ck_assert_str_eq(sl_percent(0, 0, 0, out), "-");
}
END_TEST

SL_SUITE("round", thirty_of_forty_eight_is_63_per_cent, halves_go_away_from_zero_on_both_sides,
         products_beyond_64_bits_are_exact, every_small_ratio_agrees_with_the_school_method,
         real_numbers_round_the_same_way, per_cents_are_written_for_people)
