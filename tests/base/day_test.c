#include "base/day.h"
#include "support/suite.h"
#include <string.h>

static sl_day uk(const char *text) {
    sl_day day = SL_DAY_NONE;
    struct sl_error err = {0};
    ck_assert_msg(sl_day_parse_uk(text, &day, &err) == SL_OK, "%s: %s", text, err.text);
    return day;
}

static void expect_refused(const char *text, const char *part) {
    sl_day day = 12345;
    struct sl_error err = {0};
    ck_assert_msg(sl_day_parse_uk(text, &day, &err) == SL_INVALID, "%s was taken", text);
    ck_assert_msg(strstr(err.text, part) != NULL, "%s: %s", text, err.text);
    ck_assert_int_eq(day, 12345);
}

START_TEST(every_day_of_three_centuries_comes_back_as_itself)
{
    sl_day expected = sl_day_of(1900, 1, 1);
    ck_assert_int_eq(expected, -25567);
    ck_assert_int_eq(sl_day_of(1970, 1, 1), 0);
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (int year = 1900; year <= 2200; year++)
        for (int month = 1; month <= 12; month++) {
            bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
            int length = lengths[month - 1] + (month == 2 && leap);
            for (int day = 1; day <= length; day++, expected++) {
                ck_assert_int_eq(sl_day_of(year, month, day), expected);
                int y, m, d;
                sl_day_parts(expected, &y, &m, &d);
                ck_assert(y == year && m == month && d == day);
                char text[SL_DAY_SIZE];
                sl_day parsed = 0;
                ck_assert_int_eq(sl_day_parse(sl_day_format(expected, text), &parsed, NULL), SL_OK);
                ck_assert_int_eq(parsed, expected);
            }
            ck_assert_int_eq(sl_day_of(year, month, length + 1), SL_DAY_NONE);
            ck_assert_int_eq(sl_day_month_end(year, month), expected - 1);
        }
    ck_assert_int_eq(expected - 1, sl_day_of(2200, 12, 31));
}
END_TEST

START_TEST(there_are_no_days_outside_the_range)
{
    ck_assert_int_eq(sl_day_of(1899, 12, 31), SL_DAY_NONE);
    ck_assert_int_eq(sl_day_of(2201, 1, 1), SL_DAY_NONE);
    ck_assert_int_eq(sl_day_of(2025, 0, 1), SL_DAY_NONE);
    ck_assert_int_eq(sl_day_of(2025, 13, 1), SL_DAY_NONE);
    ck_assert_int_eq(sl_day_of(2025, 1, 0), SL_DAY_NONE);
    ck_assert_int_eq(sl_day_month_end(2025, 13), SL_DAY_NONE);
}
END_TEST

START_TEST(a_day_is_written_with_noughts_or_not_at_all)
{
    char text[SL_DAY_SIZE];
    ck_assert_str_eq(sl_day_format(sl_day_of(2025, 4, 3), text), "2025-04-03");
    ck_assert_str_eq(sl_day_format(SL_DAY_NONE, text), "");
}
END_TEST

START_TEST(numbers_that_are_no_days_do_no_harm)
{
    static const sl_day odd[] = {SL_DAY_NONE, INT32_MIN + 1, INT32_MAX, -25568, 84371};
    char words[20];
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        ck_assert(!sl_day_is(odd[i]));
        ck_assert_str_eq(sl_day_format(odd[i], words), "");
        ck_assert_str_eq(sl_day_words(odd[i], words, sizeof words), "");
        ck_assert_int_eq(sl_day_add_months(odd[i], 1), SL_DAY_NONE);
        ck_assert_int_lt(sl_day_weekday(odd[i]), 7);
        int year = 1, month = 1, day = 1;
        sl_day_parts(odd[i], &year, &month, &day);
        ck_assert(year == 0 && month == 0 && day == 0);
    }
    ck_assert(sl_day_is(sl_day_of(1900, 1, 1)) && sl_day_is(sl_day_of(2200, 12, 31)));
}
END_TEST

START_TEST(only_ten_exact_characters_are_a_stored_day)
{
    static const char *const bad[] = {"",           "2025-4-3",    "2025-04-3 ",  "25-04-03",
                                      "2025/04/03", "2025-04-031", "2025-04-0x",  "2025-06-31",
                                      "2025-02-29", "1899-12-31",  " 2025-04-03", "20250403"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        sl_day day = 77;
        struct sl_error err = {0};
        ck_assert_msg(sl_day_parse(bad[i], &day, &err) == SL_INVALID, "%s was taken", bad[i]);
        ck_assert_int_eq(day, 77);
        ck_assert_ptr_nonnull(strstr(err.text, bad[i]));
    }
    ck_assert_int_eq(sl_day_parse(NULL, &(sl_day){0}, NULL), SL_INVALID);
}
END_TEST

START_TEST(people_in_england_write_the_day_first)
{
    sl_day april = sl_day_of(2025, 4, 3);
    static const char *const ways[] = {"3/4/25",
                                       "03/04/2025",
                                       "03.04.2025",
                                       "3-4-2025",
                                       "3 April 2025",
                                       "3rd April 2025",
                                       " 3 APR 25 ",
                                       "3-Apr-2025",
                                       "3 apr. 2025",
                                       "2025-04-03",
                                       " 2025-04-03\n",
                                       "Thursday 3 April 2025",
                                       "Thu, 3 Apr 2025",
                                       "3rd of April 2025",
                                       "April 3, 2025",
                                       "Thurs 03/04/2025",
                                       "3\xc2\xa0"
                                       "April\xc2\xa0"
                                       "2025",
                                       "3 / 4 / 2025",
                                       "3 April, 2025",
                                       "3april2025"};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        ck_assert_msg(uk(ways[i]) == april, "%s", ways[i]);
    ck_assert_int_eq(uk("1 Sept 2025"), sl_day_of(2025, 9, 1));
    ck_assert_int_eq(uk("29/2/24"), sl_day_of(2024, 2, 29));
    ck_assert_int_eq(uk("22nd Aug 2025"), sl_day_of(2025, 8, 22));
}
END_TEST

START_TEST(impossible_days_are_refused_with_the_reason)
{
    expect_refused("31/06/2025", "June 2025 has days 1 to 30");
    expect_refused("29 Feb 2025", "February 2025 has days 1 to 28");
    expect_refused("4/13/2025", "month 13");
    expect_refused("0/4/2025", "April 2025");
    expect_refused("3/4/1825", "1900 to 2200");
    expect_refused("2025-06-31", "June 2025 has days 1 to 30");
    expect_refused("Friday 3 April 2025", "3 April 2025 is a Thursday");
}
END_TEST

START_TEST(half_a_date_is_no_date)
{
    expect_refused("3 April", "day, month and year");
    expect_refused("3/4", "day, month and year");
    expect_refused("April 2025", "day, month and year");
    expect_refused("April", "day, month and year");
    expect_refused("Friday", "not a day");
    expect_refused("ongoing", "not a day");
    expect_refused("", "not a day");
    expect_refused("3", "day, month and year");
    expect_refused("3 4 2025", "not a day");
    expect_refused("3/4/025", "not a day");
    expect_refused("3/4/2025 or so", "not a day");
    expect_refused("3/4/20255", "not a day");
    expect_refused("33333333333333333333/4/2025", "not a day");
    expect_refused("3 ma 2025", "not a day");
    expect_refused("3/4/\xff", "not a day");
    ck_assert_int_eq(sl_day_parse_uk(NULL, &(sl_day){0}, NULL), SL_INVALID);
}
END_TEST

START_TEST(a_day_reads_as_words)
{
    char words[20];
    ck_assert_str_eq(sl_day_words(sl_day_of(2025, 4, 3), words, sizeof words), "3 April 2025");
    ck_assert_str_eq(sl_day_words(sl_day_of(2025, 9, 30), words, sizeof words),
                     "30 September 2025");
    ck_assert_str_eq(sl_day_words(SL_DAY_NONE, words, sizeof words), "");
}
END_TEST

START_TEST(weekdays_follow_each_other)
{
    ck_assert_int_eq(sl_day_weekday(sl_day_of(2025, 3, 3)), 0);
    ck_assert_int_eq(sl_day_weekday(sl_day_of(1969, 12, 28)), 6);
    for (sl_day day = sl_day_of(1900, 1, 1); day < 100; day++)
        ck_assert_int_eq(sl_day_weekday(day + 1), (sl_day_weekday(day) + 1) % 7);
}
END_TEST

START_TEST(months_later_is_the_same_day_or_the_last)
{
    ck_assert_int_eq(sl_day_add_months(sl_day_of(2024, 11, 30), 3), sl_day_of(2025, 2, 28));
    ck_assert_int_eq(sl_day_add_months(sl_day_of(2023, 11, 30), 3), sl_day_of(2024, 2, 29));
    ck_assert_int_eq(sl_day_add_months(sl_day_of(2025, 8, 31), 6), sl_day_of(2026, 2, 28));
    ck_assert_int_eq(sl_day_add_months(sl_day_of(2025, 12, 15), 1), sl_day_of(2026, 1, 15));
    ck_assert_int_eq(sl_day_add_months(sl_day_of(2025, 3, 31), -1), sl_day_of(2025, 2, 28));
    ck_assert_int_eq(sl_day_add_months(sl_day_of(2025, 1, 15), -13), sl_day_of(2023, 12, 15));
    ck_assert_int_eq(sl_day_add_months(sl_day_of(2025, 1, 15), 0), sl_day_of(2025, 1, 15));
    ck_assert_int_eq(sl_day_add_months(sl_day_of(2200, 12, 1), 1), SL_DAY_NONE);
    ck_assert_int_eq(sl_day_add_months(sl_day_of(2025, 1, 1), 2147483647), SL_DAY_NONE);
    ck_assert_int_eq(sl_day_add_months(SL_DAY_NONE, 1), SL_DAY_NONE);
}
END_TEST

START_TEST(easter_falls_where_the_tables_say)
{
    static const int known[][3] = {{1913, 3, 23}, {1943, 4, 25}, {1961, 4, 2},  {2000, 4, 23},
                                   {2008, 3, 23}, {2011, 4, 24}, {2019, 4, 21}, {2022, 4, 17},
                                   {2023, 4, 9},  {2024, 3, 31}, {2025, 4, 20}, {2026, 4, 5},
                                   {2027, 3, 28}, {2038, 4, 25}, {2100, 3, 28}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        ck_assert_int_eq(sl_day_easter(known[i][0]),
                         sl_day_of(known[i][0], known[i][1], known[i][2]));
    for (int year = 1900; year <= 2200; year++)
        ck_assert_int_eq(sl_day_weekday(sl_day_easter(year)), 6);
}
END_TEST

static sl_day at(int year, int month, int day, int hour, int minute) {
    int64_t minutes = (int64_t)sl_day_of(year, month, day) * 1440 + hour * 60 + minute;
    return sl_day_at(minutes * 60000);
}

START_TEST(the_day_begins_an_hour_earlier_in_summer_time)
{
    ck_assert_int_eq(at(2025, 1, 15, 23, 59), sl_day_of(2025, 1, 15));
    ck_assert_int_eq(at(2025, 7, 15, 22, 59), sl_day_of(2025, 7, 15));
    ck_assert_int_eq(at(2025, 7, 15, 23, 0), sl_day_of(2025, 7, 16));
    ck_assert_int_eq(at(2025, 3, 29, 23, 30), sl_day_of(2025, 3, 29));
    ck_assert_int_eq(at(2025, 3, 30, 23, 30), sl_day_of(2025, 3, 31));
    ck_assert_int_eq(at(2025, 10, 25, 23, 30), sl_day_of(2025, 10, 26));
    ck_assert_int_eq(at(2025, 10, 26, 23, 30), sl_day_of(2025, 10, 26));
    ck_assert_int_eq(sl_day_at(-1), sl_day_of(1969, 12, 31));
    ck_assert_int_eq(sl_day_at(INT64_MAX), SL_DAY_NONE);
    ck_assert_int_eq(sl_day_at(INT64_MIN), SL_DAY_NONE);
}
END_TEST

START_TEST(today_is_the_day_of_now)
{
    sl_day before = sl_day_at(sl_instant_now()), today = sl_day_today();
    sl_day after = sl_day_at(sl_instant_now());
    ck_assert(before <= today && today <= after);
    ck_assert_int_gt(today, sl_day_of(2024, 1, 1));
}
END_TEST

SL_SUITE("day", every_day_of_three_centuries_comes_back_as_itself,
         there_are_no_days_outside_the_range, a_day_is_written_with_noughts_or_not_at_all,
         numbers_that_are_no_days_do_no_harm, only_ten_exact_characters_are_a_stored_day,
         people_in_england_write_the_day_first, impossible_days_are_refused_with_the_reason,
         half_a_date_is_no_date, a_day_reads_as_words, weekdays_follow_each_other,
         months_later_is_the_same_day_or_the_last, easter_falls_where_the_tables_say,
         the_day_begins_an_hour_earlier_in_summer_time, today_is_the_day_of_now)
