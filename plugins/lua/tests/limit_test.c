#include "kit.h"
#include <string.h>
#include <time.h>

/* Two records, of which the first (A4=1) is the one that goes wrong. */
static char *run_two(const char *score) {
    SL_AUTO(sl_free) char *rule = kit_rule(score);
    struct sl_error err = {0};
    struct kit_results results = {0};
    ck_assert_msg(kit_load(rule, &err) == SL_OK, "%s", err.text);
    struct sl_text bodies[2] = {kit_body("A4=1"), kit_body("A4=2")};
    enum sl_status status = kit_score(bodies, 2, &results, &err);
    ck_assert_msg(status == SL_OK, "%s", err.text);
    SL_AUTO(sl_free) char *first = kit_text_of(kit_result(&results, 0));
    SL_AUTO(sl_free) char *second = kit_text_of(kit_result(&results, 1));
    kit_results_drop(&results);
    free((void *)(uintptr_t)bodies[0].bytes);
    free((void *)(uintptr_t)bodies[1].bytes);
    return sl_format("%s / %s", first, second);
}

/* bad: what is done for the first record only; the second must come out unharmed. */
static void stops(const char *bad, const char *sentence) {
    SL_AUTO(sl_free)
    char *score = sl_format("if f:count(\"A4\") == 1 then %s end\nout:value(\"n\", 5)", bad);
    SL_AUTO(sl_free) char *got = run_two(score);
    SL_AUTO(sl_free) char *expected = sl_format("limit | \"%s\" / scored n=5", sentence);
    ck_assert_msg(strcmp(got, expected) == 0, "%s\n  gave     %s\n  expected %s", bad, got,
                  expected);
}

START_TEST(an_endless_loop_is_stopped)
{
    stops("while true do end", "the rule took more than 250 ms (line 11)");
    stops("local function again() return again() end again()",
          "the rule took more than 250 ms (line 11)");
    stops("local x repeat x = f:grade(\"A1\") until x", "the rule took more than 250 ms (line 11)");
    stops("table.sort({ 3, 2, 1 }, function() while true do end end)",
          "the rule took more than 250 ms (line 11)");
}
END_TEST

START_TEST(a_growing_heap_is_stopped)
{
    const char *sentence = "the rule used more than 16 MiB of memory";
    stops("local t = {} while true do t[#t + 1] = { #t } end", sentence);
    stops("local s = \"x\" while true do s = s .. s end", sentence);
    stops("local function deep(n) return 1 + deep(n + 1) end deep(1)", sentence);
    stops("local t = {} for i = 1, 1e9 do t[i] = string.rep(\"x\", 60000) .. i end", sentence);
}
END_TEST

START_TEST(garbage_is_collected_before_a_heap_is_called_full)
{
    SL_AUTO(sl_free)
    char *got = run_two("local s for i = 1, 2000 do s = string.rep(\"x\", 60000) .. i end "
                        "out:value(\"n\", #s % 1000)");
    ck_assert_str_eq(got, "scored n=4 / scored n=4");
}
END_TEST

START_TEST(a_flood_of_output_is_stopped)
{
    stops("for i = 1, 9000 do out:reason(\"L1\", \"number \" .. i) end",
          "the result is larger than 64 kB");
}
END_TEST

START_TEST(what_a_script_builds_is_bounded)
{
    SL_AUTO(sl_free) char *rep = run_two("local s = string.rep(\"x\", 1e9)");
    ck_assert_ptr_nonnull(strstr(rep, "failed | \"a repeated text has at most 65536 bytes"));
    SL_AUTO(sl_free) char *overflow = run_two("local s = string.rep(\"xy\", math.maxinteger)");
    ck_assert_ptr_nonnull(strstr(overflow, "failed | \"a repeated text has at most 65536 bytes"));
    SL_AUTO(sl_free) char *unpack = run_two("local s = select(\"#\", table.unpack({}, 1, 1e8))");
    ck_assert_ptr_nonnull(strstr(unpack, "failed | \"at most 200 values can be unpacked"));
    SL_AUTO(sl_free)
    char *format = run_two("local s = string.rep(\"x\", 40000) s = string.format(\"%s%s\", s, s)");
    ck_assert_ptr_nonnull(strstr(format, "failed | \"a formatted text has at most 65536 bytes"));
}
END_TEST

START_TEST(a_run_ends_after_twenty_stopped_records)
{
    SL_AUTO(sl_free) char *rule = kit_rule("local s = \"x\" while true do s = s .. s end");
    struct sl_error err = {0};
    struct kit_results results = {0};
    struct sl_text bodies[60];
    ck_assert_int_eq(kit_load(rule, &err), SL_OK);
    for (size_t i = 0; i < 60; i++)
        bodies[i] = kit_body("A4=1");
    ck_assert_int_eq(kit_score(bodies, 60, &results, &err), SL_RULE);
    ck_assert_str_eq(err.text, "The run ended after limits stopped the rule on 20 records; 40 were "
                               "not tried.");
    ck_assert_uint_eq(results.count, 20);
    SL_AUTO(sl_free) char *after = kit_try("return 1", "");
    ck_assert_ptr_nonnull(strstr(after, "refused"));
    kit_results_drop(&results);
    for (size_t i = 0; i < 60; i++)
        free((void *)(uintptr_t)bodies[i].bytes);
}
END_TEST

START_TEST(what_stands_behind_slow_records_is_scored_all_the_same)
{
    enum { COUNT = 300 };
    static const int slow[] = {0, 2, 3, 130, 299};
    SL_AUTO(sl_free)
    char *rule = kit_rule("if f:count(\"A4\") < 0 then while true do end end "
                          "out:value(\"n\", f:count(\"A4\"))");
    struct sl_error err = {0};
    struct kit_results results = {0};
    struct sl_text bodies[COUNT];
    for (int i = 0; i < COUNT; i++) {
        SL_AUTO(sl_free) char *answers = sl_format("A4=%d", i);
        bodies[i] = kit_body(answers);
    }
    for (size_t i = 0; i < SL_COUNT(slow); i++) {
        free((void *)(uintptr_t)bodies[slow[i]].bytes);
        bodies[slow[i]] = kit_body("A4=-1");
    }
    ck_assert_int_eq(kit_load(rule, &err), SL_OK);
    ck_assert_msg(kit_score(bodies, COUNT, &results, &err) == SL_OK, "%s", err.text);
    ck_assert_uint_eq(results.count, COUNT);
    for (size_t i = 0, at = 0; i < COUNT; i++) {
        SL_AUTO(sl_free) char *text = kit_text_of(kit_result(&results, i));
        SL_AUTO(sl_free) char *scored = sl_format("scored n=%zu", i);
        bool is_slow = at < SL_COUNT(slow) && (size_t)slow[at] == i;
        at += is_slow;
        ck_assert_str_eq(text,
                         is_slow ? "limit | \"the rule took more than 250 ms (line 11)\"" : scored);
        free((void *)(uintptr_t)bodies[i].bytes);
    }
    kit_results_drop(&results);
}
END_TEST

START_TEST(no_record_leaves_anything_for_the_next)
{
    SL_AUTO(sl_free)
    char *got = run_two("local sums = use \"lib/sums\" sums.n = (sums.n or 0) + 1 "
                        "out:value(\"n\", sums.n)");
    ck_assert_str_eq(got, "scored n=1 / scored n=1");
}
END_TEST

/* What the rule comes to where the environment says NAME=number. */
static char *run_under(const char *name, const char *number, const char *score) {
    SL_AUTO(sl_free) char *source = kit_rule(score);
    struct sl_scorer_rule rule = kit_scorer_rule(source, "{}");
    struct sl_scorer *scorer = NULL;
    struct sl_error err = {0};
    struct kit_results results = {0};
    struct sl_text body = kit_body("A4=1");
    char *text = NULL;
    setenv(name, number, 1);
    enum sl_status status = kit_api()->open(kit_home(), &scorer, &err);
    unsetenv(name);
    if (status == SL_OK)
        status = kit_api()->load(scorer, &rule, kit_forms(), 2, &err);
    if (status == SL_OK)
        status = kit_score_by(scorer, &body, 1, &results, &err);
    text = results.count > 0 ? kit_text_of(kit_result(&results, 0)) : sl_copy(err.text);
    kit_api()->close(scorer);
    kit_results_drop(&results);
    free((void *)(uintptr_t)body.bytes);
    return text;
}

static void under(const char *name, const char *number, const char *score, const char *expected) {
    SL_AUTO(sl_free) char *got = run_under(name, number, score);
    ck_assert_msg(strstr(got, expected) != NULL, "%s=%s gave %s", name, number, got);
}

START_TEST(limits_are_made_smaller_by_the_environment)
{
    under("SIGHTLINE_RULE_CPU_MS", "60", "while true do end", "took more than 60 ms");
    under("SIGHTLINE_RULE_HEAP_MIB", "2", "local t = {} while true do t[#t + 1] = { #t } end",
          "used more than 2 MiB of memory");
    under("SIGHTLINE_RULE_ADDRESS_MIB", "208", "out:value(\"n\", 5)", "scored n=5");
    under("SIGHTLINE_RULE_SOURCE_BYTES", "500", "out:value(\"n\", 5)",
          "try.lua: a script has at most 500 bytes");
    under("SIGHTLINE_RULE_RESULT_BYTES", "300",
          "for i = 1, 20 do out:reason(\"L1\", \"number \" .. i) end",
          "the result is larger than 300 bytes");
    under("SIGHTLINE_RULE_TEXT_BYTES", "20", "out:value(\"words\", string.rep(\"x\", 21))",
          "words takes at most 20 bytes");
    under("SIGHTLINE_RULE_STOPPED", "1", "while true do end", "took more than 250 ms");
}
END_TEST

START_TEST(no_limit_is_made_larger)
{
    under("SIGHTLINE_RULE_HEAP_MIB", "64", "",
          "SIGHTLINE_RULE_HEAP_MIB is \"64\"; it can be 1 to 16.");
    under("SIGHTLINE_RULE_CPU_MS", "0", "", "SIGHTLINE_RULE_CPU_MS is \"0\"; it can be 10 to 250.");
    under("SIGHTLINE_RULE_STILL_MS", "2 s", "", "it can be 100 to 2000.");
    under("SIGHTLINE_RULE_STOPPED", "", "", "it can be 1 to 20.");
}
END_TEST

START_TEST(a_run_ends_after_as_many_stopped_records_as_the_environment_says)
{
    SL_AUTO(sl_free) char *source = kit_rule("local s = \"x\" while true do s = s .. s end");
    struct sl_scorer_rule rule = kit_scorer_rule(source, "{}");
    struct sl_scorer *scorer = NULL;
    struct sl_error err = {0};
    struct kit_results results = {0};
    struct sl_text bodies[5];
    setenv("SIGHTLINE_RULE_STOPPED", "3", 1);
    ck_assert_int_eq(kit_api()->open(kit_home(), &scorer, &err), SL_OK);
    unsetenv("SIGHTLINE_RULE_STOPPED");
    for (size_t i = 0; i < 5; i++)
        bodies[i] = kit_body("A4=1");
    ck_assert_int_eq(kit_api()->load(scorer, &rule, kit_forms(), 2, &err), SL_OK);
    ck_assert_int_eq(kit_score_by(scorer, bodies, 5, &results, &err), SL_RULE);
    ck_assert_str_eq(err.text, "The run ended after limits stopped the rule on 3 records; 2 were "
                               "not tried.");
    kit_api()->close(scorer);
    kit_results_drop(&results);
    for (size_t i = 0; i < 5; i++)
        free((void *)(uintptr_t)bodies[i].bytes);
}
END_TEST

SL_SUITE("limit", limits_are_made_smaller_by_the_environment, no_limit_is_made_larger,
         a_run_ends_after_as_many_stopped_records_as_the_environment_says,
         an_endless_loop_is_stopped, a_growing_heap_is_stopped,
         garbage_is_collected_before_a_heap_is_called_full, a_flood_of_output_is_stopped,
         what_a_script_builds_is_bounded, a_run_ends_after_twenty_stopped_records,
         what_stands_behind_slow_records_is_scored_all_the_same,
         no_record_leaves_anything_for_the_next)
