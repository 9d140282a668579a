#include "kit.h"
#include <string.h>

/* What shows Lua's hash seed (the length of tables with holes, whose keys come and go), addresses
 * and order, if anything does. */
static const char curious[] =
    "local x, sum = 7, 0\n"
    "local function chance(n) x = x * 1103515245 + 12345 & 0x7fffffff return (x >> 8) % n end\n"
    "for k = 1, 100 do\n"
    "  local t = {}\n"
    "  for step = 1, 60 do\n"
    "    local what = chance(4)\n"
    "    if what == 0 then t[\"s\" .. chance(30)] = true\n"
    "    elseif what == 1 then t[\"s\" .. chance(30)] = nil\n"
    "    elseif what == 2 then t[chance(24) + 1] = true\n"
    "    else t[chance(24) + 1] = nil end\n"
    "  end\n"
    "  sum = (sum * 31 + #t) % 1000003\n"
    "end\n"
    "local things = { f, out, s, {} }\n"
    "local mixed = {}\n"
    "for i = 1, 40 do mixed[{}] = i; mixed[things[i % 4 + 1]] = i; mixed[i * 2] = i end\n"
    "local order = {}\n"
    "for k, v in pairs({ b = 1, a = 2, [3] = 3, [true] = 4 }) do order[#order + 1] = tostring(k) "
    "end\n"
    "local list = {}\n"
    "for i = 1, 90 do list[i] = { chance(9), i } end\n"
    "table.sort(list, function(a, b) return a[1] < b[1] end)\n"
    "for i = 1, 90 do sum = (sum * 31 + list[i][2]) % 1000003 end\n"
    "table.sort(list, function() return chance(2) == 0 end)\n"
    "for i = 1, 90 do sum = (sum * 31 + list[i][2]) % 1000003 end\n"
    "local a = f:text(\"A6\")\n"
    "out:value(\"n\", #mixed)\n"
    "out:value(\"words\", sum .. table.concat(order) .. tostring(things[4]) .. 1/3)\n"
    "out:reason(\"L1\", tostring(a and a:lower()), a)\n";

static struct sl_text *make_bodies(size_t count) {
    struct sl_text *bodies = sl_new(count, sizeof *bodies);
    for (size_t i = 0; i < count; i++) {
        SL_AUTO(sl_free)
        char *answers = sl_format("A4=%zu;A6=text number %zu;act.who.%zu=x", i, i * 7, i % 5 + 1);
        bodies[i] = kit_body(i % 6 == 5 ? "A1=G" : answers);
    }
    return bodies;
}

static void free_bodies(struct sl_text *bodies, size_t count) {
    for (size_t i = 0; i < count; i++)
        free((void *)(uintptr_t)bodies[i].bytes);
    free(bodies);
}

static void same(struct sl_text one, struct sl_text other) {
    ck_assert_uint_eq(one.length, other.length);
    ck_assert_mem_eq(one.bytes, other.bytes, one.length);
}

START_TEST(forty_fresh_workers_give_the_same_bytes)
{
    SL_AUTO(sl_free) char *source = kit_rule(curious);
    struct sl_scorer_rule rule = kit_scorer_rule(source, "");
    struct kit_results first = {0};
    struct sl_error err = {0};
    struct sl_text *bodies = make_bodies(12);
    ck_assert_msg(kit_load(source, &err) == SL_OK, "%s", err.text);
    ck_assert_msg(kit_score(bodies, 12, &first, &err) == SL_OK, "%s", err.text);
    SL_AUTO(sl_free) char *text = kit_text_of(kit_result(&first, 0));
    ck_assert_msg(strncmp(text, "scored", 6) == 0, "%s", text);
    for (int process = 0; process < 40; process++) {
        struct kit_results again = {0};
        struct sl_scorer *scorer = NULL;
        ck_assert_int_eq(kit_api()->open(kit_home(), &scorer, &err), SL_OK);
        ck_assert_int_eq(kit_api()->load(scorer, &rule, kit_forms(), 2, &err), SL_OK);
        ck_assert_int_eq(kit_score_by(scorer, bodies, 12, &again, &err), SL_OK);
        for (size_t i = 0; i < 12; i++)
            same(kit_result(&first, i), kit_result(&again, i));
        kit_api()->close(scorer);
        kit_results_drop(&again);
    }
    kit_results_drop(&first);
    free_bodies(bodies, 12);
}
END_TEST

START_TEST(order_and_batches_leave_no_trace)
{
    enum { COUNT = 300 };
    SL_AUTO(sl_free) char *source = kit_rule(curious);
    struct kit_results forwards = {0}, backwards = {0};
    struct sl_error err = {0};
    struct sl_text *bodies = make_bodies(COUNT), *turned = sl_new(COUNT, sizeof *turned);
    for (size_t i = 0; i < COUNT; i++)
        turned[i] = bodies[COUNT - 1 - i];
    ck_assert_int_eq(kit_load(source, &err), SL_OK);
    ck_assert_int_eq(kit_score(bodies, COUNT, &forwards, &err), SL_OK);
    ck_assert_int_eq(kit_score(turned, COUNT, &backwards, &err), SL_OK);
    for (size_t i = 0; i < COUNT; i++)
        same(kit_result(&forwards, i), kit_result(&backwards, COUNT - 1 - i));
    for (size_t i = 0; i < COUNT; i += 9) {
        struct kit_results alone = {0};
        ck_assert_int_eq(kit_score(&bodies[i], 1, &alone, &err), SL_OK);
        same(kit_result(&forwards, i), kit_result(&alone, 0));
        kit_results_drop(&alone);
    }
    kit_results_drop(&forwards);
    kit_results_drop(&backwards);
    free(turned);
    free_bodies(bodies, COUNT);
}
END_TEST

/* Takes almost all memory there is, makes garbage beyond it, and tells what it kept. */
static const char at_the_cap[] =
    "local kept, sum = {}, 0\n"
    "for i = 1, 150 do kept[i] = string.rep(\"x\", 65000) .. i end\n"
    "for i = 1, 300 do sum = sum + #(string.rep(\"y\", 65000) .. i) end\n"
    "for i = 1, 150 do sum = sum + #kept[i] end\n"
    "out:value(\"words\", tostring(sum) .. #kept)\n";
static const char greedy[] =
    "if f:count(\"A4\") == 1 then local t = {} while true do t[#t + 1] = { #t } end end\n";

START_TEST(a_rule_at_the_heap_cap_is_the_same_after_a_greedy_one)
{
    SL_AUTO(sl_free) char *score = sl_format("%s%s", greedy, at_the_cap);
    SL_AUTO(sl_free) char *both = kit_rule(score);
    SL_AUTO(sl_free) char *alone = kit_rule(greedy);
    struct kit_results first = {0}, behind = {0}, later = {0};
    struct sl_text bodies[3] = {kit_body("A4=2"), kit_body("A4=1"), kit_body("A4=2")};
    ck_assert_int_eq(kit_load(both, NULL), SL_OK);
    ck_assert_int_eq(kit_score(bodies, 1, &first, NULL), SL_OK);
    SL_AUTO(sl_free) char *text = kit_text_of(kit_result(&first, 0));
    ck_assert_msg(strncmp(text, "scored words=", 13) == 0, "%s", text);
    ck_assert_int_eq(kit_score(bodies, 3, &behind, NULL), SL_OK);
    same(kit_result(&first, 0), kit_result(&behind, 0));
    same(kit_result(&first, 0), kit_result(&behind, 2));
    ck_assert_int_eq(kit_load(alone, NULL), SL_OK);
    kit_results_drop(&behind);
    ck_assert_int_eq(kit_score(bodies, 3, &behind, NULL), SL_OK);
    ck_assert_int_eq(kit_load(both, NULL), SL_OK);
    ck_assert_int_eq(kit_score(&bodies[2], 1, &later, NULL), SL_OK);
    same(kit_result(&first, 0), kit_result(&later, 0));
    kit_results_drop(&first);
    kit_results_drop(&behind);
    kit_results_drop(&later);
    for (size_t i = 0; i < 3; i++)
        free((void *)(uintptr_t)bodies[i].bytes);
}
END_TEST

START_TEST(describing_another_rule_between_leaves_no_trace)
{
    SL_AUTO(sl_free) char *source = kit_rule(curious);
    SL_AUTO(sl_free) char *other = kit_rule("local big = {} for i = 1, 1000 do big[i] = {} end");
    SL_AUTO(sl_free) char *header = NULL;
    struct sl_scorer_rule rule = kit_scorer_rule(other, "");
    struct kit_results before = {0}, after = {0};
    struct sl_text body = kit_body("A4=1;A6=words");
    ck_assert_int_eq(kit_load(source, NULL), SL_OK);
    ck_assert_int_eq(kit_score(&body, 1, &before, NULL), SL_OK);
    ck_assert_int_eq(kit_api()->describe(kit_scorer(), &rule, &header, NULL), SL_OK);
    ck_assert_int_eq(kit_load("this is no rule", NULL), SL_RULE);
    ck_assert_int_eq(kit_score(&body, 1, &after, NULL), SL_OK);
    same(kit_result(&before, 0), kit_result(&after, 0));
    kit_results_drop(&before);
    kit_results_drop(&after);
    free((void *)(uintptr_t)body.bytes);
}
END_TEST

SL_SUITE("repeat", forty_fresh_workers_give_the_same_bytes,
         a_rule_at_the_heap_cap_is_the_same_after_a_greedy_one, order_and_batches_leave_no_trace,
         describing_another_rule_between_leaves_no_trace)
