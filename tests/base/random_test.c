#include "base/random.h"
#include "support/suite.h"

START_TEST(the_generator_gives_the_published_sequence)
{
    struct sl_random random = {{1, 2, 3, 4}};
    const uint64_t known[] = {11520,
                              0,
                              1509978240,
                              1215971899390074240,
                              1216172134540287360,
                              607988272756665600,
                              16172922978634559625u,
                              8476171486693032832,
                              10595114339597558777u,
                              2904607092377533576};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        ck_assert_uint_eq(sl_random_next(&random), known[i]);
}
END_TEST

START_TEST(the_seed_is_spread_by_split_mix)
{
    struct sl_random random = sl_random_seeded(1234567);
    const uint64_t known[] = {6457827717110365317u, 3203168211198807973u, 9817491932198370423u,
                              4593380528125082431u};
    for (size_t i = 0; i < 4; i++)
        ck_assert_uint_eq(random.state[i], known[i]);
}
END_TEST

START_TEST(the_same_seed_draws_the_same_cases)
{
    struct sl_random one = sl_random_seeded(42), same = sl_random_seeded(42);
    struct sl_random other = sl_random_seeded(43);
    int different = 0;
    for (int i = 0; i < 100; i++) {
        uint64_t drawn = sl_random_below(&one, 1000);
        ck_assert_uint_eq(drawn, sl_random_below(&same, 1000));
        different += drawn != sl_random_below(&other, 1000);
    }
    ck_assert_int_gt(different, 90);
}
END_TEST

START_TEST(every_number_below_the_bound_comes_about_equally_often)
{
    struct sl_random random = sl_random_seeded(7);
    int seen[7] = {0};
    for (int i = 0; i < 70000; i++)
        seen[sl_random_below(&random, 7)]++;
    for (int i = 0; i < 7; i++) {
        ck_assert_int_gt(seen[i], 9600);
        ck_assert_int_lt(seen[i], 10400);
    }
}
END_TEST

START_TEST(bounds_near_the_top_are_kept)
{
    struct sl_random random = sl_random_seeded(8);
    const uint64_t bound = (UINT64_C(1) << 63) + 1;
    int high = 0;
    for (int i = 0; i < 1000; i++) {
        uint64_t drawn = sl_random_below(&random, bound);
        ck_assert_uint_lt(drawn, bound);
        high += drawn >= bound / 2;
    }
    ck_assert_int_gt(high, 400);
    ck_assert_int_lt(high, 600);
    ck_assert_uint_eq(sl_random_below(&random, 1), 0);
    int low = 0;
    for (int i = 0; i < 3000; i++)
        low += sl_random_below(&random, UINT64_C(3) << 62) < UINT64_C(1) << 62;
    ck_assert_int_gt(low, 900);
    ck_assert_int_lt(low, 1100);
}
END_TEST

START_TEST(chances_of_nothing_and_everything_are_certain)
{
    struct sl_random random = sl_random_seeded(9);
    int twelve = 0;
    for (int i = 0; i < 10000; i++) {
        ck_assert_int_eq(sl_random_chance(&random, 0, 100), 0);
        ck_assert_int_eq(sl_random_chance(&random, 100, 100), 1);
        twelve += sl_random_chance(&random, 12, 100);
    }
    ck_assert_int_gt(twelve, 1050);
    ck_assert_int_lt(twelve, 1350);
}
END_TEST

SL_SUITE("random", the_generator_gives_the_published_sequence, the_seed_is_spread_by_split_mix,
         the_same_seed_draws_the_same_cases, every_number_below_the_bound_comes_about_equally_often,
         bounds_near_the_top_are_kept, chances_of_nothing_and_everything_are_certain)
