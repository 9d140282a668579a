#include "summary/proportion.h"
#include "support/suite.h"
#include <math.h>

static void assert_near(double got, double wanted) {
    ck_assert_msg(fabs(got - wanted) < 0.0000005, "%.7f is not %.6f", got, wanted);
}

static struct sl_points percent_95(int64_t n, int64_t of) {
    struct sl_share share = {n, of};
    return sl_interval_points(sl_proportion_interval(share, SL_CONFIDENCE_95));
}

START_TEST(the_score_interval_gives_published_values)
{
    struct sl_interval i = sl_proportion_interval((struct sl_share){4, 20}, SL_CONFIDENCE_95);
    assert_near(i.from, 0.080658);
    assert_near(i.to, 0.416017);
}
END_TEST

/* Newcombe (1998) Two-sided confidence intervals for the single proportion, Statistics in Medicine
 * 17, 857-872, table I, method 3. */
START_TEST(the_score_interval_gives_the_four_cases_of_newcombe)
{
    static const struct {
        struct sl_share share;
        double from, to;
    } cases[] = {
        {{81, 263}, 0.2553, 0.3662},
        {{15, 148}, 0.0624, 0.1605},
        {{0, 20}, 0.0000, 0.1611},
        {{1, 29}, 0.0061, 0.1718},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sl_interval got = sl_proportion_interval(cases[i].share, SL_CONFIDENCE_95);
        ck_assert(fabs(got.from - cases[i].from) < 0.00005);
        ck_assert(fabs(got.to - cases[i].to) < 0.00005);
    }
}
END_TEST

START_TEST(shares_of_audits_have_the_intervals_of_the_practice_notes)
{
    static const struct {
        int n, of, from, to;
    } cases[] = {
        {0, 5, 0, 43},    {5, 5, 57, 100},  {8, 12, 39, 86},   {9, 15, 36, 80},  {14, 20, 48, 85},
        {21, 30, 52, 83}, {45, 60, 63, 84}, {91, 100, 84, 95}, {13, 22, 39, 77}, {10, 11, 62, 98},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sl_points got = percent_95(cases[i].n, cases[i].of);
        ck_assert_int_eq(got.from, cases[i].from);
        ck_assert_int_eq(got.to, cases[i].to);
    }
}
END_TEST

START_TEST(none_and_all_reach_the_ends_exactly)
{
    for (int of = 1; of <= 200; of++) {
        ck_assert(sl_proportion_interval((struct sl_share){0, of}, SL_CONFIDENCE_99).from == 0);
        ck_assert(sl_proportion_interval((struct sl_share){of, of}, SL_CONFIDENCE_80).to == 1);
    }
}
END_TEST

START_TEST(of_nothing_nothing_is_known)
{
    struct sl_interval i = sl_proportion_interval((struct sl_share){0, 0}, SL_CONFIDENCE_95);
    ck_assert(i.from == 0 && i.to == 1);
}
END_TEST

START_TEST(every_interval_holds_its_share_and_widens_with_confidence)
{
    for (int n = 0; n <= 40; n++) {
        struct sl_interval last = {2, -1};
        for (int c = SL_CONFIDENCE_80; c <= SL_CONFIDENCE_99; c++) {
            struct sl_interval i =
                sl_proportion_interval((struct sl_share){n, 40}, (enum sl_confidence)c);
            ck_assert(i.from <= n / 40.0 && n / 40.0 <= i.to);
            ck_assert(i.from <= last.from && i.to >= last.to);
            last = i;
        }
    }
}
END_TEST

START_TEST(the_difference_interval_gives_published_values)
{
    struct sl_difference d = sl_proportion_difference((struct sl_share){6, 31},
                                                      (struct sl_share){17, 40}, SL_CONFIDENCE_95);
    assert_near(d.interval.from, 0.011860);
    assert_near(d.interval.to, 0.415198);
}
END_TEST

/* Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10: cases a to h. */
START_TEST(the_difference_interval_gives_the_eight_cases_of_newcombe)
{
    static const struct {
        struct sl_share first, second;
        double from, to;
    } cases[] = {
        {{56, 70}, {48, 80}, 0.0524, 0.3339}, {{9, 10}, {3, 10}, 0.1705, 0.8090},
        {{6, 7}, {2, 7}, 0.0582, 0.8062},     {{5, 56}, {0, 29}, -0.0381, 0.1926},
        {{0, 10}, {0, 20}, -0.1611, 0.2775},  {{0, 10}, {0, 10}, -0.2775, 0.2775},
        {{10, 10}, {0, 20}, 0.6791, 1.0000},  {{10, 10}, {0, 10}, 0.6075, 1.0000},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sl_difference got =
            sl_proportion_difference(cases[i].second, cases[i].first, SL_CONFIDENCE_95);
        ck_assert_msg(fabs(got.interval.from - cases[i].from) < 0.00005, "case %zu: %.5f", i,
                      got.interval.from);
        ck_assert_msg(fabs(got.interval.to - cases[i].to) < 0.00005, "case %zu: %.5f", i,
                      got.interval.to);
    }
}
END_TEST

START_TEST(turning_the_periods_round_turns_the_interval_round)
{
    struct sl_share a = {12, 30}, b = {21, 33};
    struct sl_difference forth = sl_proportion_difference(a, b, SL_CONFIDENCE_90);
    struct sl_difference back = sl_proportion_difference(b, a, SL_CONFIDENCE_90);
    ck_assert(fabs(forth.interval.from + back.interval.to) < 1e-15);
    ck_assert(fabs(forth.difference + back.difference) < 1e-15);
}
END_TEST

START_TEST(a_change_is_rounded_half_away_from_zero_on_counts)
{
    ck_assert_int_eq(sl_proportion_change((struct sl_share){20, 40}, (struct sl_share){29, 40}),
                     23);
    ck_assert_int_eq(sl_proportion_change((struct sl_share){29, 40}, (struct sl_share){20, 40}),
                     -23);
}
END_TEST

START_TEST(confidence_is_one_of_four)
{
    enum sl_confidence confidence = SL_CONFIDENCE_80;
    ck_assert(sl_confidence_of(99, &confidence));
    ck_assert_int_eq(confidence, SL_CONFIDENCE_99);
    ck_assert(!sl_confidence_of(93, &confidence));
    ck_assert_int_eq(confidence, SL_CONFIDENCE_99);
    ck_assert_str_eq(sl_confidence_label(SL_CONFIDENCE_95), "95 %");
    ck_assert(sl_confidence_deviate(SL_CONFIDENCE_80) == 1.2815515655446004);
}
END_TEST

SL_SUITE("proportion", the_score_interval_gives_published_values,
         the_score_interval_gives_the_four_cases_of_newcombe,
         shares_of_audits_have_the_intervals_of_the_practice_notes,
         none_and_all_reach_the_ends_exactly, of_nothing_nothing_is_known,
         every_interval_holds_its_share_and_widens_with_confidence,
         the_difference_interval_gives_published_values,
         the_difference_interval_gives_the_eight_cases_of_newcombe,
         turning_the_periods_round_turns_the_interval_round,
         a_change_is_rounded_half_away_from_zero_on_counts, confidence_is_one_of_four)
