#include "summary/travel.h"
#include "support/suite.h"
#include <string.h>

static const struct sl_share unknown = {0, 0};

START_TEST(changes_have_the_labels_of_the_practice_notes)
{
    static const struct {
        struct sl_share before, now;
        enum sl_travel label;
    } cases[] = {
        {{8, 14}, {11, 14}, SL_TRAVEL_NO_CLEAR_CHANGE},
        {{9, 15}, {13, 15}, SL_TRAVEL_POSSIBLY_IMPROVED},
        {{12, 30}, {21, 30}, SL_TRAVEL_IMPROVED},
        {{33, 60}, {45, 60}, SL_TRAVEL_IMPROVED},
        {{26, 40}, {22, 40}, SL_TRAVEL_NO_CLEAR_CHANGE},
        {{40, 60}, {42, 60}, SL_TRAVEL_NO_CLEAR_CHANGE},
        {{330, 450}, {128, 180}, SL_TRAVEL_SIMILAR_SHOWN},
        {{66, 90}, {14, 18}, SL_TRAVEL_NO_CLEAR_CHANGE},
        {{66, 90}, {9, 18}, SL_TRAVEL_DECLINED},
        {{6, 31}, {17, 40}, SL_TRAVEL_IMPROVED},
        {{13, 15}, {9, 15}, SL_TRAVEL_POSSIBLY_DECLINED},
        {{9, 9}, {0, 90}, SL_TRAVEL_TOO_FEW},
        {{0, 90}, {9, 9}, SL_TRAVEL_TOO_FEW},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_str_eq(sl_travel_label(sl_travel_between(cases[i].before, cases[i].now)),
                         sl_travel_label(cases[i].label));
}
END_TEST

START_TEST(overlapping_intervals_do_not_hide_a_difference)
{
    struct sl_share before = {6, 31}, now = {17, 40};
    struct sl_interval was = sl_proportion_interval(before, SL_CONFIDENCE_95);
    struct sl_interval is = sl_proportion_interval(now, SL_CONFIDENCE_95);
    ck_assert(is.from < was.to);
    ck_assert_int_eq(sl_travel_between(before, now), SL_TRAVEL_IMPROVED);
}
END_TEST

START_TEST(turning_the_periods_round_turns_the_label_round)
{
    static const enum sl_travel turned[] = {
        SL_TRAVEL_TOO_FEW,       SL_TRAVEL_DECLINED,        SL_TRAVEL_POSSIBLY_DECLINED,
        SL_TRAVEL_SIMILAR_SHOWN, SL_TRAVEL_NO_CLEAR_CHANGE, SL_TRAVEL_POSSIBLY_IMPROVED,
        SL_TRAVEL_IMPROVED,
    };
    for (int of = 8; of <= 40; of += 8)
        for (int n = 0; n <= of; n++)
            for (int m = 0; m <= 20; m++) {
                struct sl_share a = {n, of}, b = {m, 20};
                ck_assert_int_eq(sl_travel_between(b, a), turned[sl_travel_between(a, b)]);
            }
}
END_TEST

START_TEST(the_smallest_rise_that_n_can_show_is_the_table_of_the_practice_notes)
{
    static const int table[][2] = {{10, 50}, {15, 40}, {20, 30},  {30, 27},
                                   {40, 23}, {60, 18}, {100, 14}, {200, 10}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        ck_assert_int_eq(sl_travel_smallest_points(table[i][0]), table[i][1]);
    ck_assert_int_eq(sl_travel_smallest_points(9), 0);
}
END_TEST

START_TEST(the_smallest_rise_is_the_smallest)
{
    struct sl_share before = {7, 25};
    int64_t rise = sl_travel_smallest_rise(before);
    ck_assert_int_eq(sl_travel_between(before, (struct sl_share){7 + rise, 25}),
                     SL_TRAVEL_IMPROVED);
    ck_assert_int_ne(sl_travel_between(before, (struct sl_share){7 + rise - 1, 25}),
                     SL_TRAVEL_IMPROVED);
    ck_assert_int_eq(sl_travel_smallest_rise((struct sl_share){24, 25}), 0);
}
END_TEST

static void assert_sentence(struct sl_share before, struct sl_share now, struct sl_share pooled,
                            const char *wanted) {
    char *sentence = sl_travel_sentence(before, now, pooled);
    ck_assert_str_eq(sentence, wanted);
    free(sentence);
}

START_TEST(every_label_has_its_sentence)
{
    assert_sentence((struct sl_share){12, 30}, (struct sl_share){21, 30}, unknown,
                    "Improved: 21 of 30 now, 12 of 30 before, a rise of 30 points. That is more "
                    "than chance would explain (95 % interval +5 to +50 points).");
    assert_sentence((struct sl_share){66, 90}, (struct sl_share){9, 18}, unknown,
                    "Declined: 9 of 18 now, 66 of 90 before, a fall of 23 points. That is more "
                    "than chance would explain (95 % interval −45.8 to −0.1 points).");
    assert_sentence((struct sl_share){9, 15}, (struct sl_share){13, 15}, unknown,
                    "Possibly improved: 13 of 15 now, 9 of 15 before, a rise of 27 points. It "
                    "points one way but may still be chance (95 % interval −5 to +53 points).");
    assert_sentence((struct sl_share){13, 15}, (struct sl_share){9, 15}, unknown,
                    "Possibly declined: 9 of 15 now, 13 of 15 before, a fall of 27 points. It "
                    "points one way but may still be chance (95 % interval −53 to +5 points).");
    assert_sentence((struct sl_share){26, 40}, (struct sl_share){22, 40}, unknown,
                    "No clear change: 22 of 40 now, 26 of 40 before, a difference of 10 points. "
                    "Chance alone gives as much (95 % interval −30 to +11 points); with 40 in a "
                    "period, only a rise of about 23 points or more would show.");
    assert_sentence((struct sl_share){330, 450}, (struct sl_share){128, 180}, unknown,
                    "Similar: 128 of 180 now, 330 of 450 before. Any real difference is smaller "
                    "than 10 points (90 % interval −9 to +4 points).");
}
END_TEST

START_TEST(too_few_to_say_tells_what_would_help)
{
    assert_sentence((struct sl_share){3, 8}, (struct sl_share){4, 7}, (struct sl_share){22, 54},
                    "Too few to say: 4 of 7 now, 3 of 8 before. A comparison needs at least 10 in "
                    "each period; the last 12 months together hold 22 of 54.");
    assert_sentence((struct sl_share){3, 8}, (struct sl_share){4, 7}, unknown,
                    "Too few to say: 4 of 7 now, 3 of 8 before. A comparison needs at least 10 in "
                    "each period; taking 12 months together would help.");
    assert_sentence((struct sl_share){0, 0}, (struct sl_share){4, 7}, (struct sl_share){4, 7},
                    "Too few to say: 4 of 7 now, none before. A comparison needs at least 10 in "
                    "each period; the last 12 months together hold 4 of 7.");
}
END_TEST

START_TEST(codes_and_labels_stand_one_each)
{
    for (int i = 0; i < SL_TRAVELS; i++) {
        ck_assert(strlen(sl_travel_code((enum sl_travel)i)) > 3);
        for (int j = 0; j < i; j++)
            ck_assert_str_ne(sl_travel_code((enum sl_travel)i), sl_travel_code((enum sl_travel)j));
    }
}
END_TEST

SL_SUITE("travel", changes_have_the_labels_of_the_practice_notes,
         overlapping_intervals_do_not_hide_a_difference,
         turning_the_periods_round_turns_the_label_round,
         the_smallest_rise_that_n_can_show_is_the_table_of_the_practice_notes,
         the_smallest_rise_is_the_smallest, every_label_has_its_sentence,
         too_few_to_say_tells_what_would_help, codes_and_labels_stand_one_each)
