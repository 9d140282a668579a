#include "county.h"
#include "summary/tally.h"
#include "practice/theme.h"

static const struct sl_scope spring = {.tool = "STD",
                                       .from = "2025-04-01",
                                       .to = "2025-06-30",
                                       .service = "",
                                       .team = "",
                                       .basis = SL_BASIS_FINAL};

/* Records 1-12 in spring, graded, of which 11 and 12 on the core form; 20-23 are in no final
 * figure; 30 is earlier, 31 later, 32 of another service, 33 no case review. */
static enum sl_status fill(struct sl_store *store, void *context, struct sl_error *err) {
    (void)context;
    (void)err;
    for (int64_t no = 1; no <= 12; no++)
        county_record(store, &(struct county_record){.no = no,
                                                     .day = no == 1 ? "2025-04-01" : "2025-06-30",
                                                     .grade = no <= 3 ? "G" : "R",
                                                     .form = no > 10 ? "core" : "full"});
    static const char *const states[] = {"submitted", "moderating", "returned", "withdrawn"};
    for (int64_t i = 0; i < 4; i++)
        county_record(
            store, &(struct county_record){.no = 20 + i, .day = "2025-05-05", .state = states[i]});
    county_record(store, &(struct county_record){.no = 30, .day = "2025-03-31", .grade = "O"});
    county_record(store, &(struct county_record){.no = 31, .day = "2025-07-01", .grade = "O"});
    county_record(store, &(struct county_record){.no = 32,
                                                 .day = "2025-05-05",
                                                 .grade = "I",
                                                 .team = "coast",
                                                 .service = "looked-after"});
    county_record(
        store,
        &(struct county_record){
            .no = 33, .day = "2025-05-05", .tool = "FB", .form = "child", .kind = "feedback"});
    /* V4 is on the full form only, and practice: silence in the record is no answer. */
    county_answers(store, 1, "V4", "yes", 5);
    county_answers(store, 6, "V4", "partly", 1);
    county_answer(store, 7, "V4", "not_applicable", "age");
    county_answer(store, 8, "V4", "not_evidenced", NULL);
    county_answers(store, 20, "V4", "no", 4);
    county_answers(store, 30, "V4", "no", 4);
    /* V3 rests on the record alone. */
    county_answers(store, 1, "V3", "yes", 4);
    county_answers(store, 5, "V3", "no", 2);
    county_answer(store, 7, "V3", "not_evidenced", NULL);
    county_answer(store, 8, "V3", "not_applicable", "other: a baby");
    county_answer(store, 9, "V3", "answered", "perhaps");
    return SL_OK;
}

static void take(struct sl_store *store, const struct sl_scope *scope, const char *question,
                 struct sl_tally *tally) {
    struct sl_error err = {0};
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = NULL;
    assert_ok(sl_tool_load(store, "STD", 0, &tool, &err), err);
    int place = sl_tool_find(tool, question);
    ck_assert_int_ge(place, 0);
    SL_AUTO(sl_free) int64_t *forms = NULL;
    assert_ok(sl_tally_forms(store, scope, tool, &forms, &err), err);
    assert_ok(sl_tally_take(store, scope, tool, (size_t)place, forms, tally, &err), err);
}

START_TEST(the_four_states_of_an_answer_are_kept_apart)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = county(__func__, fill);
    struct sl_scope scope = spring;
    scope.service = "safeguarding";
    SL_AUTO(sl_tally_drop) struct sl_tally tally = {0};
    take(store, &scope, "V4", &tally);
    ck_assert_int_eq(tally.tokens[0], 5);
    ck_assert_int_eq(tally.tokens[1], 1);
    ck_assert_int_eq(tally.tokens[2], 0);
    ck_assert_int_eq(tally.not_applicable, 1);
    ck_assert_int_eq(tally.not_evidenced, 1);
    ck_assert_int_eq(tally.blank, 2);
    ck_assert_int_eq(tally.met.n, 5);
    ck_assert_int_eq(tally.met.of, 6);
}
END_TEST

START_TEST(silence_counts_only_where_the_record_is_the_only_source)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = county(__func__, fill);
    SL_AUTO(sl_tally_drop) struct sl_tally tally = {0};
    take(store, &spring, "V3", &tally);
    ck_assert_int_eq(tally.met.n, 4);
    ck_assert_int_eq(tally.met.of, 7);
    ck_assert_int_eq(tally.not_evidenced, 1);
    ck_assert_int_eq(tally.not_applicable, 1);
    ck_assert_int_eq(tally.unread, 1);
}
END_TEST

START_TEST(provisional_records_count_only_when_asked_for)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = county(__func__, fill);
    struct sl_error err = {0};
    int64_t n = 0;
    assert_ok(sl_scope_count(store, &spring, &n, &err), err);
    ck_assert_int_eq(n, 13);
    struct sl_scope both = sl_scope_on(spring, SL_BASIS_BOTH);
    assert_ok(sl_scope_count(store, &both, &n, &err), err);
    ck_assert_int_eq(n, 15);
    struct sl_scope provisional = sl_scope_on(spring, SL_BASIS_PROVISIONAL);
    SL_AUTO(sl_tally_drop) struct sl_tally tally = {0};
    take(store, &provisional, "V4", &tally);
    ck_assert_int_eq(tally.tokens[2], 2);
    ck_assert_int_eq(tally.met.of, 2);
}
END_TEST

START_TEST(services_and_teams_are_those_on_the_record)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = county(__func__, fill);
    struct sl_error err = {0};
    struct sl_scope scope = spring;
    int64_t n = 0;
    scope.service = "looked-after";
    assert_ok(sl_scope_count(store, &scope, &n, &err), err);
    ck_assert_int_eq(n, 1);
    scope.service = "";
    scope.team = "north";
    assert_ok(sl_scope_count(store, &scope, &n, &err), err);
    ck_assert_int_eq(n, 12);
}
END_TEST

START_TEST(grades_of_record_are_counted_by_token)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = county(__func__, fill);
    struct sl_error err = {0};
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = NULL;
    assert_ok(sl_tool_load(store, "STD", 0, &tool, &err), err);
    SL_AUTO(sl_tally_drop) struct sl_tally tally = {0};
    assert_ok(sl_tally_grades(store, &spring, tool, &tally, &err), err);
    ck_assert_uint_eq(tally.token_count, 4);
    static const int64_t wanted[] = {0, 3, 9, 1};
    for (size_t i = 0; i < 4; i++)
        ck_assert_int_eq(tally.tokens[i], wanted[i]);
    ck_assert_int_eq(tally.met.n, 3);
    ck_assert_int_eq(tally.met.of, 13);
}
END_TEST

START_TEST(kept_cells_and_answers_give_the_same_figures)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = county(__func__, fill);
    static const char *const codes[] = {"V3", "V4"};
    struct sl_scope scopes[] = {spring, sl_scope_on(spring, SL_BASIS_BOTH), spring};
    scopes[2].team = "north";
    for (size_t i = 0; i < 6; i++) {
        SL_AUTO(sl_tally_drop) struct sl_tally kept = {0}, counted = {0};
        char from[SL_MONTH_SIZE], to[SL_MONTH_SIZE];
        ck_assert(sl_scope_is_months(&scopes[i / 2], from, to));
        take(store, &scopes[i / 2], codes[i % 2], &kept);
        test_write(store, "UPDATE summary_cell SET month = 'gone-' || month");
        struct sl_scope days = scopes[i / 2];
        snprintf(days.to, sizeof days.to, "2025-07-00");
        ck_assert(!sl_scope_is_months(&days, from, to));
        take(store, &days, codes[i % 2], &counted);
        test_write(store, "UPDATE summary_cell SET month = substr(month, 6)");
        ck_assert_int_eq(memcmp(kept.tokens, counted.tokens, 3 * sizeof *kept.tokens), 0);
        ck_assert_int_gt(kept.met.of, 0);
        ck_assert_int_eq(kept.met.of, counted.met.of);
        ck_assert_int_eq(kept.not_applicable, counted.not_applicable);
        ck_assert_int_eq(kept.not_evidenced, counted.not_evidenced);
        ck_assert_int_eq(kept.blank, counted.blank);
        ck_assert_int_eq(kept.unread, counted.unread);
    }
}
END_TEST

static size_t count_asked(struct sl_store *store, const char *theme_code, const char *tool_code) {
    struct sl_error err = {0};
    SL_AUTO(sl_theme_drop) struct sl_theme *theme = NULL;
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = NULL;
    assert_ok(sl_theme_open(store, theme_code, &theme, &err), err);
    assert_ok(sl_tool_load(store, tool_code, 0, &tool, &err), err);
    size_t count = 0;
    for (size_t i = 0; i < sl_tool_questions(tool); i++)
        count += sl_theme_asks(theme, tool, i);
    return count;
}

static bool asks(struct sl_store *store, const char *theme_code, const char *question) {
    struct sl_error err = {0};
    SL_AUTO(sl_theme_drop) struct sl_theme *theme = NULL;
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = NULL;
    assert_ok(sl_theme_open(store, theme_code, &theme, &err), err);
    assert_ok(sl_tool_load(store, "STD", 0, &tool, &err), err);
    return sl_theme_asks(theme, tool, (size_t)sl_tool_find(tool, question));
}

START_TEST(the_group_plans_means_the_section_and_the_themes_of_plans)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = county(__func__, fill);
    static const char *const in[] = {"P1", "P3", "P4", "P7", "P10", "PJ", "S5", "R5", "O4", "A6"};
    for (size_t i = 0; i < SL_COUNT(in); i++)
        ck_assert_msg(asks(store, "plans", in[i]), "%s is about plans", in[i]);
    ck_assert(!asks(store, "plans", "V3"));
    ck_assert(!asks(store, "plans", "P2"));
    ck_assert(!asks(store, "plans", "X6"));
    ck_assert(!asks(store, "plans", "I2"));
}
END_TEST

START_TEST(a_theme_a_section_and_a_whole_tool_can_be_asked_for)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = county(__func__, fill);
    ck_assert(asks(store, "contingency", "P7"));
    ck_assert(!asks(store, "contingency", "P3"));
    ck_assert(asks(store, "PLAN", "P3"));
    ck_assert(!asks(store, "PLAN", "S5"));
    ck_assert(asks(store, "exploitation", "S6"));
    ck_assert_uint_gt(count_asked(store, "later-life-letters", "TLL"), 20);
    ck_assert_uint_eq(count_asked(store, "PLAN", "TLL"), 0);
}
END_TEST

START_TEST(a_theme_that_was_merged_counts_under_the_new_one)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = county(__func__, fill);
    ck_assert(!asks(store, "outcomes", "P7"));
    test_write(store, "INSERT INTO theme_merge (theme, into_theme, merged_at) VALUES"
                      " ('contingency', 'outcomes', 0)");
    ck_assert(asks(store, "outcomes", "P7"));
}
END_TEST

START_TEST(an_unknown_theme_names_the_groups_there_are)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = county(__func__, fill);
    struct sl_error err = {0};
    struct sl_theme *theme = NULL;
    assert_fails(sl_theme_open(store, "planz", &theme, &err), SL_NOT_FOUND, err,
                 "no theme is called \"planz\"; there are the groups plans, child-centred");
}
END_TEST

SL_SUITE("tally", the_four_states_of_an_answer_are_kept_apart,
         silence_counts_only_where_the_record_is_the_only_source,
         provisional_records_count_only_when_asked_for, services_and_teams_are_those_on_the_record,
         grades_of_record_are_counted_by_token, kept_cells_and_answers_give_the_same_figures,
         the_group_plans_means_the_section_and_the_themes_of_plans,
         a_theme_a_section_and_a_whole_tool_can_be_asked_for,
         a_theme_that_was_merged_counts_under_the_new_one,
         an_unknown_theme_names_the_groups_there_are)
