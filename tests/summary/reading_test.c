#include "base/memory.h"
#include "summary/reading.h"
#include "summary/wording.h"
#include "support/suite.h"
#include <string.h>

static const char *text(const json_t *object, const char *key) {
    return sl_json_text_or(object, key, "absent");
}

START_TEST(words_are_bound_to_bands)
{
    static const struct {
        struct sl_share share;
        const char *word;
    } cases[] = {
        {{20, 20}, "all"},
        {{18, 20}, "almost all"},
        {{17, 20}, "most"},
        {{67, 100}, "most"},
        {{66, 99}, "more than half"},
        {{11, 20}, "more than half"},
        {{10, 20}, "half"},
        {{9, 20}, "fewer than half"},
        {{33, 99}, "fewer than half"},
        {{32, 99}, "some"},
        {{3, 20}, "some"},
        {{2, 20}, "few"},
        {{0, 20}, "none"},
        {{9, 9}, ""},
        {{0, 0}, ""},
    };
    for (size_t i = 0; i < SL_COUNT(cases); i++)
        ck_assert_str_eq(sl_wording_of(cases[i].share), cases[i].word);
}
END_TEST

START_TEST(a_reading_says_counts_percentage_and_interval)
{
    struct sl_reading reading = {.now = {30, 48}};
    SL_AUTO(sl_json_drop) json_t *json = sl_reading_json("Leads", &reading);
    ck_assert_str_eq(text(json, "label"), "Leads");
    ck_assert_str_eq(text(json, "counts"), "30 of 48");
    ck_assert_str_eq(text(json, "text"), "30 of 48 (63 %)");
    ck_assert_str_eq(text(json, "percent"), "63 %");
    ck_assert_str_eq(text(json, "interval"), "48 to 75 %");
    ck_assert_int_eq(sl_json_whole_or(json, "hundredths", 0), 6250);
    ck_assert(sl_json_true(json, "most"));
    ck_assert_ptr_null(json_object_get(json, "travel"));
    ck_assert_ptr_null(json_object_get(json, "before"));
}
END_TEST

START_TEST(nothing_counted_is_no_share)
{
    struct sl_reading reading = {0};
    SL_AUTO(sl_json_drop) json_t *json = sl_reading_json("Leads", &reading);
    ck_assert_str_eq(text(json, "text"), "none counted");
    ck_assert(sl_json_true(json, "few"));
    ck_assert(!sl_json_true(json, "most"));
}
END_TEST

START_TEST(what_cannot_be_compared_says_why_and_has_no_label_of_change)
{
    struct sl_reading reading = {.now = {30, 48},
                                 .before = {10, 48},
                                 .is_compared = true,
                                 .why_not = sl_copy("Not comparable: because.")};
    SL_AUTO(sl_json_drop) json_t *json = sl_reading_json("Leads", &reading);
    const json_t *travel = json_object_get(json, "travel");
    ck_assert_str_eq(text(travel, "code"), "not_comparable");
    ck_assert_str_eq(text(travel, "label"), "Not comparable");
    ck_assert_str_eq(text(travel, "sentence"), "Not comparable: because.");
    ck_assert_str_eq(text(json_object_get(json, "before"), "counts"), "10 of 48");
    sl_reading_drop(&reading);
}
END_TEST

START_TEST(a_comparison_on_other_grounds_says_so)
{
    struct sl_reading reading = {.now = {30, 48},
                                 .before = {30, 48},
                                 .was = {12, 30},
                                 .is = {21, 30},
                                 .is_compared = true,
                                 .on = sl_copy("Read by one rule.")};
    SL_AUTO(sl_json_drop) json_t *json = sl_reading_json("Good", &reading);
    const json_t *travel = json_object_get(json, "travel");
    ck_assert_str_eq(text(travel, "code"), "improved");
    ck_assert_ptr_nonnull(strstr(text(travel, "sentence"), "21 of 30 now, 12 of 30 before"));
    ck_assert_ptr_nonnull(strstr(text(travel, "sentence"), "points). Read by one rule."));
    ck_assert_str_eq(text(json, "counts"), "30 of 48");
    sl_reading_drop(&reading);
}
END_TEST

SL_SUITE("reading", words_are_bound_to_bands, a_reading_says_counts_percentage_and_interval,
         nothing_counted_is_no_share, what_cannot_be_compared_says_why_and_has_no_label_of_change,
         a_comparison_on_other_grounds_says_so)
