#include "base/calendar.h"
#include "base/json.h"
#include "base/memory.h"
#include "support/suite.h"
#include <string.h>

static sl_day day(const char *text) {
    sl_day parsed = SL_DAY_NONE;
    struct sl_error err = {0};
    ck_assert_msg(sl_day_parse(text, &parsed, &err) == SL_OK, "%s", err.text);
    return parsed;
}

/* The list of England's holidays that ships. */
static struct sl_calendar *england(void) {
    const char *source = getenv("SIGHTLINE_SOURCE");
    SL_AUTO(sl_free)
    char *path = sl_format("%s/schema/lists/holidays.england.json", source != NULL ? source : ".");
    SL_AUTO(sl_json_drop) json_t *list = NULL;
    struct sl_error err = {0};
    ck_assert_msg(sl_json_read(path, 1 << 20, &list, &err) == SL_OK, "%s", err.text);
    json_t *entries = json_object_get(list, "entries"), *entry;
    SL_AUTO(sl_free) sl_day *holidays = sl_new(json_array_size(entries), sizeof *holidays);
    size_t i;
    json_array_foreach(entries, i, entry) holidays[i] = day(sl_json_text_or(entry, "day", ""));
    return sl_calendar_new(day(sl_json_text_or(list, "from", "")),
                           day(sl_json_text_or(list, "to", "")), holidays,
                           json_array_size(entries));
}

static sl_day add(const struct sl_calendar *calendar, const char *from, int n) {
    sl_day result = SL_DAY_NONE;
    struct sl_error err = {0};
    ck_assert_msg(sl_calendar_add(calendar, day(from), n, &result, &err) == SL_OK, "%s", err.text);
    return result;
}

static int between(const struct sl_calendar *calendar, const char *from, const char *to) {
    int result = -999;
    struct sl_error err = {0};
    ck_assert_msg(sl_calendar_between(calendar, day(from), day(to), &result, &err) == SL_OK, "%s",
                  err.text);
    return result;
}

static bool works(const struct sl_calendar *calendar, sl_day on) {
    bool working = false;
    struct sl_error err = {0};
    ck_assert_msg(sl_calendar_is_working(calendar, on, &working, &err) == SL_OK, "%s", err.text);
    return working;
}

START_TEST(limits_in_working_days_end_where_the_field_says)
{
    static const struct {
        const char *from;
        int n;
        const char *end;
    } known[] = {{"2025-04-10", 15, "2025-05-06"}, {"2022-05-20", 15, "2022-06-14"},
                 {"2025-08-16", 15, "2025-09-08"}, {"2024-12-12", 20, "2025-01-14"},
                 {"2025-03-03", 45, "2025-05-08"}, {"2022-08-01", 45, "2022-10-05"},
                 {"2025-04-10", 10, "2025-04-28"}, {"2025-12-19", 10, "2026-01-07"},
                 {"2025-04-17", 1, "2025-04-22"}};
    SL_AUTO(sl_calendar_drop) struct sl_calendar *calendar = england();
    for (size_t i = 0; i < SL_COUNT(known); i++) {
        ck_assert_int_eq(add(calendar, known[i].from, known[i].n), day(known[i].end));
        ck_assert_int_eq(between(calendar, known[i].from, known[i].end), known[i].n);
    }
    ck_assert_int_eq(between(calendar, "2025-03-03", "2025-05-09"), 46);
    ck_assert_int_eq(between(calendar, "2025-04-10", "2025-05-02"), 14);
}
END_TEST

START_TEST(the_shipped_list_has_the_holidays_of_each_year)
{
    static const char *const known[] = {
        "1999-12-31", "2002-06-03", "2002-06-04", "2011-04-29", "2012-06-04", "2012-06-05",
        "2020-05-08", "2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08", "2025-12-25",
        "2021-12-27", "2021-12-28", "2022-01-03", "2022-12-27", "2027-12-28"};
    static const char *const working[] = {"2020-05-04", "2022-05-30", "2002-05-27",
                                          "2012-05-28", "2024-12-27", "2022-12-28"};
    SL_AUTO(sl_calendar_drop) struct sl_calendar *calendar = england();
    for (size_t i = 0; i < SL_COUNT(known); i++)
        ck_assert_msg(!works(calendar, day(known[i])), "%s", known[i]);
    for (size_t i = 0; i < SL_COUNT(working); i++)
        ck_assert_msg(works(calendar, day(working[i])), "%s", working[i]);
    int year, month, part;
    sl_day_parts(sl_calendar_to(calendar), &year, &month, &part);
    for (int y = 1995; y <= year; y++) {
        ck_assert(!works(calendar, sl_day_easter(y) - 2));
        ck_assert(!works(calendar, sl_day_easter(y) + 1));
        ck_assert(works(calendar, sl_day_easter(y) + 2));
    }
}
END_TEST

START_TEST(a_list_may_be_given_in_any_order)
{
    sl_day holidays[] = {day("2025-05-05"), day("2030-01-01"), day("2025-04-18"),
                         day("2025-04-21"), day("2025-05-05"), day("2025-05-03")};
    SL_AUTO(sl_calendar_drop)
    struct sl_calendar *calendar =
        sl_calendar_new(day("2025-04-01"), day("2025-05-31"), holidays, SL_COUNT(holidays));
    ck_assert_int_eq(sl_calendar_from(calendar), day("2025-04-01"));
    ck_assert_int_eq(sl_calendar_to(calendar), day("2025-05-31"));
    ck_assert_int_eq(add(calendar, "2025-04-10", 15), day("2025-05-06"));
    ck_assert(!works(calendar, day("2025-05-05")));
    ck_assert(works(calendar, day("2025-05-06")));
}
END_TEST

START_TEST(counting_back_and_counting_nothing)
{
    SL_AUTO(sl_calendar_drop) struct sl_calendar *calendar = england();
    ck_assert_int_eq(add(calendar, "2025-04-22", -1), day("2025-04-17"));
    ck_assert_int_eq(add(calendar, "2025-04-20", -1), day("2025-04-17"));
    ck_assert_int_eq(add(calendar, "2025-05-06", -15), day("2025-04-10"));
    ck_assert_int_eq(add(calendar, "2025-04-20", 0), day("2025-04-20"));
    ck_assert_int_eq(between(calendar, "2025-05-02", "2025-04-10"), -14);
    ck_assert_int_eq(between(calendar, "2025-04-19", "2025-04-21"), 0);
}
END_TEST

START_TEST(a_day_outside_the_range_is_an_error_not_a_working_day)
{
    SL_AUTO(sl_calendar_drop)
    struct sl_calendar *calendar = sl_calendar_new(day("2025-01-01"), day("2025-12-31"), NULL, 0);
    struct sl_error err = {0};
    bool working = true;
    sl_day out = 77;
    int count = 77;
    ck_assert_int_eq(sl_calendar_is_working(calendar, day("2026-01-01"), &working, &err),
                     SL_INVALID);
    ck_assert_str_eq(err.text, "2026-01-01 is outside the holiday list, which runs from 2025-01-01 "
                               "to 2025-12-31; working days cannot be counted there.");
    ck_assert(working);
    ck_assert_int_eq(sl_calendar_add(calendar, day("2024-12-31"), 1, &out, &err), SL_INVALID);
    ck_assert_ptr_nonnull(strstr(err.text, "2024-12-31"));
    ck_assert_int_eq(sl_calendar_add(calendar, day("2025-12-20"), 10, &out, &err), SL_INVALID);
    ck_assert_str_eq(err.text, "10 working days after 2025-12-20 lead out of the holiday list, "
                               "which runs from 2025-01-01 to 2025-12-31.");
    ck_assert_int_eq(sl_calendar_add(calendar, day("2025-01-03"), -3, &out, &err), SL_INVALID);
    ck_assert_ptr_nonnull(strstr(err.text, "3 working days before 2025-01-03"));
    ck_assert_int_eq(sl_calendar_add(calendar, day("2025-01-03"), INT32_MIN, &out, &err),
                     SL_INVALID);
    ck_assert_int_eq(sl_calendar_add(calendar, day("2025-01-03"), INT32_MAX, &out, &err),
                     SL_INVALID);
    ck_assert_int_eq(sl_calendar_add(calendar, SL_DAY_NONE, 1, &out, &err), SL_INVALID);
    ck_assert_ptr_nonnull(strstr(err.text, "without a day"));
    ck_assert_int_eq(
        sl_calendar_between(calendar, day("2025-12-31"), day("2026-01-05"), &count, &err),
        SL_INVALID);
    ck_assert_int_eq(
        sl_calendar_between(calendar, day("2020-01-01"), day("2025-01-05"), &count, &err),
        SL_INVALID);
    ck_assert_int_eq(out, 77);
    ck_assert_int_eq(count, 77);
}
END_TEST

START_TEST(the_first_and_the_last_day_belong_to_the_range)
{
    SL_AUTO(sl_calendar_drop)
    struct sl_calendar *calendar = sl_calendar_new(day("2025-01-01"), day("2025-12-31"), NULL, 0);
    ck_assert(works(calendar, day("2025-01-01")));
    ck_assert(works(calendar, day("2025-12-31")));
    ck_assert_int_eq(add(calendar, "2025-12-30", 1), day("2025-12-31"));
    ck_assert_int_eq(add(calendar, "2025-01-02", -1), day("2025-01-01"));
    ck_assert_int_eq(between(calendar, "2025-01-01", "2025-12-31"), 260);
}
END_TEST

START_TEST(adding_agrees_with_walking_day_by_day)
{
    SL_AUTO(sl_calendar_drop) struct sl_calendar *calendar = england();
    for (sl_day from = day("2021-12-01"); from < day("2022-07-01"); from++) {
        sl_day ahead = from, back = from;
        for (int n = 1; n <= 46; n++) {
            do
                ahead++;
            while (!works(calendar, ahead));
            do
                back--;
            while (!works(calendar, back));
            sl_day out = SL_DAY_NONE;
            int counted = 0;
            ck_assert_int_eq(sl_calendar_add(calendar, from, n, &out, NULL), SL_OK);
            ck_assert_int_eq(out, ahead);
            ck_assert_int_eq(sl_calendar_add(calendar, from, -n, &out, NULL), SL_OK);
            ck_assert_int_eq(out, back);
            ck_assert_int_eq(sl_calendar_between(calendar, from, ahead, &counted, NULL), SL_OK);
            ck_assert_int_eq(counted, n);
        }
    }
}
END_TEST

SL_SUITE("calendar", limits_in_working_days_end_where_the_field_says,
         the_shipped_list_has_the_holidays_of_each_year, a_list_may_be_given_in_any_order,
         counting_back_and_counting_nothing, a_day_outside_the_range_is_an_error_not_a_working_day,
         the_first_and_the_last_day_belong_to_the_range, adding_agrees_with_walking_day_by_day)
