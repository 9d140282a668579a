#include "county.h"
#include "summary/themed.h"
#include "summary/travel.h"

static const struct sl_period none = {SL_DAY_NONE, SL_DAY_NONE};

static struct sl_period months(int from_year, int from_month, int to_year, int to_month) {
    return (struct sl_period){sl_day_of(from_year, from_month, 1),
                              sl_day_month_end(to_year, to_month)};
}

/* Plans in April to June 2025 beside January to March. */
static struct sl_themed_ask plans(void) {
    return (struct sl_themed_ask){.theme = "plans",
                                  .tool = "STD",
                                  .period = months(2025, 4, 2025, 6),
                                  .before = months(2025, 1, 2025, 3)};
}

static struct sl_themed *open_themed(struct sl_store *store, struct sl_themed_ask ask) {
    struct sl_error err = {0};
    struct sl_themed *themed = NULL;
    assert_ok(sl_store_begin_reading(store, &err), err);
    assert_ok(sl_themed_open(store, &ask, &themed, &err), err);
    sl_store_end_reading(store);
    return themed;
}

static const struct sl_themed_question *question(const struct sl_themed *themed, const char *code) {
    const struct sl_themed_tool *tool = &themed->tools[0];
    for (size_t i = 0; i < tool->question_count; i++)
        if (strcmp(sl_tool_question(tool->tool, tool->questions[i].place)->code, code) == 0)
            return &tool->questions[i];
    ck_abort_msg("%s is not among the questions", code);
    return NULL;
}

/* A county of two quarters and a year of audits, with answers by chance. */

static const char *pick(struct sl_random *random, const char *const *words, size_t count) {
    return words[sl_random_below(random, count)];
}

static void random_answers(struct sl_store *store, struct sl_random *random, int64_t no) {
    static const char *const questions[] = {"P3", "P4", "P5", "P6", "P7", "P8", "P10",
                                            "S5", "R5", "O4", "A6", "V3", "K1"};
    static const char *const met[] = {"yes", "partly", "no"};
    static const char *const grades[] = {"O", "G", "R", "I"};
    for (size_t i = 0; i < SL_COUNT(questions); i++) {
        uint64_t chance = sl_random_below(random, 100);
        if (chance < 70)
            county_answer(store, no, questions[i], "answered", pick(random, met, 3));
        else if (chance < 82)
            county_answer(store, no, questions[i], "not_applicable", "age");
        else if (chance < 92)
            county_answer(store, no, questions[i], "not_evidenced", NULL);
    }
    county_answer(store, no, "PJ", "answered", pick(random, grades, 4));
    county_answer(store, no, "P9", "answered", pick(random, grades, 4));
    county_answer(store, no, "X6", "answered", pick(random, grades, 4));
    county_answer(store, no, "voices", "answered",
                  sl_random_chance(random, 1, 3) ? "child worker" : "worker");
}

static enum sl_status fill_by_chance(struct sl_store *store, void *context, struct sl_error *err) {
    static const char *const states[] = {"graded",      "graded",   "shared",    "actions_agreed",
                                         "closing",     "closed",   "submitted", "moderating",
                                         "in_progress", "returned", "withdrawn"};
    static const char *const grades[] = {"O", "G", "G", "G", "R", "R", "I"};
    static const char *const routes[] = {"random", "random", "purposive", "re_audit"};
    static const char *const teams[] = {"north", "south", "coast"};
    (void)context;
    (void)err;
    struct sl_random random = sl_random_seeded(11);
    for (int64_t no = 1; no <= 300; no++) {
        char day[SL_DAY_SIZE];
        sl_day_format(sl_day_of(2024, 7, 1) + (sl_day)sl_random_below(&random, 400), day);
        size_t state = sl_random_below(&random, SL_COUNT(states));
        const char *team = pick(&random, teams, 3);
        county_record(store,
                      &(struct county_record){
                          .no = no,
                          .day = day,
                          .state = states[state],
                          .grade = state < 6 ? pick(&random, grades, 7) : NULL,
                          .route = pick(&random, routes, 4),
                          .team = team,
                          .service = strcmp(team, "north") == 0 ? "safeguarding" : "looked-after"});
        random_answers(store, &random, no);
    }
    return SL_OK;
}

#define FINAL "('graded','shared','actions_agreed','closing','closed')"
#define SPRING "r.day BETWEEN '2025-04-01' AND '2025-06-30'"
#define WINTER "r.day BETWEEN '2025-01-01' AND '2025-03-31'"

/* What plain SQL says: records with this answer, in a period, of a service ("" all). */
static int64_t plain(struct sl_store *store, const char *when, const char *service,
                     const char *code, const char *what) {
    SL_AUTO(sl_free)
    char *sql = sl_format("SELECT count(*) FROM answer a, record r WHERE a.record_no = r.record_no"
                          " AND r.tool = 'STD' AND r.state IN " FINAL " AND %s AND a.question ="
                          " '%s' AND ('%s' = '' OR r.service = '%s') AND (%s)",
                          when, code, service, service, what);
    return test_number(store, sql);
}

static void assert_question(struct sl_store *store, const struct sl_themed *themed,
                            const struct sl_themed_question *themed_question, const char *when,
                            const char *service, int side) {
    const struct sl_question *asked =
        sl_tool_question(themed->tools[0].tool, themed_question->place);
    const struct sl_tally *tally = &themed_question->of[side];
    const char *good = asked->type == SL_GRADE ? "a.value IN ('O','G')" : "a.value = 'yes'";
    ck_assert_int_eq(tally->met.n, plain(store, when, service, asked->code, good));
    ck_assert_int_eq(tally->not_applicable,
                     plain(store, when, service, asked->code, "a.state = 'not_applicable'"));
    ck_assert_int_eq(tally->not_evidenced,
                     plain(store, when, service, asked->code, "a.state = 'not_evidenced'"));
    const char *base =
        asked->record_only ? "a.state IN ('answered', 'not_evidenced')" : "a.state = 'answered'";
    ck_assert_int_eq(tally->met.of, plain(store, when, service, asked->code, base));
}

START_TEST(every_question_is_what_plain_sql_counts)
{
    static const char *const services[] = {"", "safeguarding"};
    SL_AUTO(sl_store_drop) struct sl_store *store = county(__func__, fill_by_chance);
    for (size_t s = 0; s < SL_COUNT(services); s++) {
        struct sl_themed_ask ask = plans();
        ask.service = services[s];
        SL_AUTO(sl_themed_drop) struct sl_themed *themed = open_themed(store, ask);
        ck_assert_uint_eq(themed->tool_count, 1);
        ck_assert_uint_ge(themed->tools[0].question_count, 14);
        ck_assert_int_gt(question(themed, "P7")->met.now.of, 5);
        for (size_t i = 0; i < themed->tools[0].question_count; i++) {
            assert_question(store, themed, &themed->tools[0].questions[i], SPRING, services[s],
                            SL_NOW);
            assert_question(store, themed, &themed->tools[0].questions[i], WINTER, services[s],
                            SL_BEFORE);
        }
    }
}
END_TEST

static int64_t plain_records(struct sl_store *store, const char *what) {
    SL_AUTO(sl_free)
    char *sql = sl_format(
        "SELECT count(*) FROM record r WHERE r.tool = 'STD' AND " SPRING " AND (%s)", what);
    return test_number(store, sql);
}

START_TEST(grades_states_routes_and_voices_are_what_plain_sql_counts)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = county(__func__, fill_by_chance);
    SL_AUTO(sl_themed_drop) struct sl_themed *themed = open_themed(store, plans());
    const struct sl_themed_tool *tool = &themed->tools[0];
    static const char *const grades[] = {"r.grade = 'O'", "r.grade = 'G'", "r.grade = 'R'",
                                         "r.grade = 'I'"};
    for (size_t i = 0; i < 4; i++)
        ck_assert_int_eq(tool->grades.of[SL_NOW].tokens[i], plain_records(store, grades[i]));
    ck_assert_int_eq(tool->cohort[SL_NOW].final, plain_records(store, "r.state IN " FINAL));
    ck_assert_int_eq(tool->cohort[SL_NOW].provisional,
                     plain_records(store, "r.state IN ('submitted', 'moderating')"));
    ck_assert_int_eq(tool->cohort[SL_NOW].withdrawn, plain_records(store, "r.state = 'withdrawn'"));
    ck_assert_int_eq(tool->routes.counts[0].n[SL_NOW],
                     plain_records(store, "r.route = 'random' AND r.state IN " FINAL));
    ck_assert_str_eq(tool->routes.counts[0].label, "Drawn at random");
    ck_assert_str_eq(tool->voices.counts[1].code, "child");
    ck_assert_int_eq(tool->voices.counts[1].n[SL_NOW],
                     plain(store, SPRING, "", "voices", "a.value = 'child worker'"));
    ck_assert_int_eq(sl_tally_answered(&tool->grades.provisional),
                     plain_records(store, "r.state IN ('submitted', 'moderating')"));
}
END_TEST

START_TEST(questions_stand_best_first)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = county(__func__, fill_by_chance);
    SL_AUTO(sl_themed_drop) struct sl_themed *themed = open_themed(store, plans());
    const struct sl_themed_tool *tool = &themed->tools[0];
    for (size_t i = 1; i < tool->question_count; i++) {
        struct sl_share a = tool->questions[i - 1].met.now, b = tool->questions[i].met.now;
        ck_assert(b.of == 0 || a.n * b.of >= b.n * a.of);
    }
}
END_TEST

/* Two quarters by hand: 30 audits in each, records 1-30 in spring, 101-130 in winter. */

static void quarter(struct sl_store *store, int64_t first, const char *day, int64_t rule_no) {
    for (int64_t no = first; no < first + 30; no++)
        county_record(store, &(struct county_record){.no = no,
                                                     .day = day,
                                                     .rule_no = rule_no,
                                                     .grade = no < first + 15 ? "G" : "R"});
}

static void shares(struct sl_store *store, int64_t first, const char *code, int yes, int of) {
    county_answers(store, first, code, "yes", yes);
    county_answers(store, first + yes, code, "no", of - yes);
}

static enum sl_status fill_quarters(struct sl_store *store, void *context, struct sl_error *err) {
    (void)context;
    (void)err;
    quarter(store, 1, "2025-05-05", 0);
    quarter(store, 101, "2025-02-02", 0);
    shares(store, 1, "P7", 21, 30);
    shares(store, 101, "P7", 12, 30);
    shares(store, 1, "P3", 15, 30);
    shares(store, 101, "P3", 16, 30);
    shares(store, 1, "P10", 3, 8);
    shares(store, 101, "P10", 7, 9);
    return SL_OK;
}

static enum sl_travel travel_of(const struct sl_themed *themed, const char *code) {
    const struct sl_reading *met = &question(themed, code)->met;
    return sl_travel_between(met->before, met->now);
}

START_TEST(each_question_has_its_direction_of_travel)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = county(__func__, fill_quarters);
    SL_AUTO(sl_themed_drop) struct sl_themed *themed = open_themed(store, plans());
    ck_assert_int_eq(travel_of(themed, "P7"), SL_TRAVEL_IMPROVED);
    ck_assert_int_eq(travel_of(themed, "P3"), SL_TRAVEL_NO_CLEAR_CHANGE);
    ck_assert_int_eq(travel_of(themed, "P10"), SL_TRAVEL_TOO_FEW);
    ck_assert_int_eq(question(themed, "P10")->met.year.n, 10);
    ck_assert_int_eq(question(themed, "P10")->met.year.of, 17);
    ck_assert_ptr_null(question(themed, "P7")->met.why_not);
}
END_TEST

static enum sl_status add_newer_tool(struct sl_store *store, void *context, struct sl_error *err) {
    (void)context;
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = NULL;
    SL_AUTO(sl_tool_drop) struct sl_tool *newer = NULL;
    enum sl_status status = sl_tool_load(store, "STD", 0, &tool, err);
    if (status != SL_OK)
        return status;
    SL_AUTO(sl_json_drop) json_t *json = json_loads(sl_tool_json(tool), 0, NULL);
    json_object_set_new(json, "version", json_integer(2));
    json_t *sections = json_object_get(json, "sections"), *section;
    size_t i;
    json_array_foreach(sections, i, section) {
        if (strcmp(sl_json_text_or(section, "code", ""), "PLAN") != 0)
            continue;
        json_t *questions = json_object_get(section, "questions");
        json_t *new_one = json_deep_copy(json_array_get(questions, 2));
        json_object_set_new(new_one, "code", json_string("P11"));
        json_array_append_new(questions, new_one);
    }
    SL_AUTO(sl_free) char *text = sl_json_canonical(json);
    status = sl_tool_parse("STD", text, &newer, err);
    return status == SL_OK ? sl_tool_add(store, newer, "test", err) : status;
}

static enum sl_status fill_new_version(struct sl_store *store, void *context,
                                       struct sl_error *err) {
    enum sl_status status = add_newer_tool(store, context, err);
    for (int64_t no = 1; no <= 12; no++)
        county_record(store, &(struct county_record){.no = no, .day = "2025-05-05", .version = 2});
    for (int64_t no = 101; no <= 112; no++)
        county_record(store, &(struct county_record){.no = no, .day = "2025-02-02"});
    shares(store, 1, "P11", 6, 12);
    shares(store, 1, "P7", 6, 12);
    shares(store, 101, "P7", 6, 12);
    return status;
}

START_TEST(a_question_that_was_not_asked_before_is_not_comparable)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = county(__func__, fill_new_version);
    SL_AUTO(sl_themed_drop) struct sl_themed *themed = open_themed(store, plans());
    ck_assert_str_eq(question(themed, "P11")->met.why_not,
                     "Not comparable: the tool did not ask this in the period before.");
    ck_assert_ptr_null(question(themed, "P7")->met.why_not);
    ck_assert_uint_eq(themed->tools[0].versions.count, 2);
}
END_TEST

/* Spring was graded under version 2 of the rule, winter under version 1. */
static enum sl_status fill_rule_change(struct sl_store *store, void *context,
                                       struct sl_error *err) {
    (void)context;
    (void)err;
    county_rule(store, "overall.standard", "grade", 1, 1);
    county_rule(store, "overall.standard", "grade", 2, 2);
    quarter(store, 1, "2025-05-05", 2);
    quarter(store, 101, "2025-02-02", 1);
    return SL_OK;
}

static enum sl_status score_both(struct sl_store *store, void *context, struct sl_error *err) {
    (void)context;
    (void)err;
    for (int64_t no = 1; no <= 30; no++) {
        county_score(store, no, 2, 1, "scored",
                     no <= 20 ? "{\"grade\":\"G\"}" : "{\"grade\":\"R\"}");
        county_score(store, no + 100, 2, 1, "scored",
                     no <= 8 ? "{\"grade\":\"O\"}" : "{\"grade\":\"I\"}");
    }
    return SL_OK;
}

START_TEST(grades_of_one_rule_version_are_compared_as_they_are)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = county(__func__, fill_quarters);
    SL_AUTO(sl_themed_drop) struct sl_themed *themed = open_themed(store, plans());
    const struct sl_reading *good = &themed->tools[0].grades.good;
    ck_assert_ptr_null(good->why_not);
    ck_assert_ptr_null(good->on);
    ck_assert_int_eq(good->now.n, 15);
    ck_assert_int_eq(good->before.of, 30);
}
END_TEST

START_TEST(grades_of_two_rule_versions_are_not_compared)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = county(__func__, fill_rule_change);
    SL_AUTO(sl_themed_drop) struct sl_themed *themed = open_themed(store, plans());
    ck_assert_str_eq(themed->tools[0].grades.good.why_not,
                     "Not comparable: the grades were fixed under different versions of the rule, "
                     "and 60 of 60 reviews have no score under one version for both.");
}
END_TEST

START_TEST(scores_under_one_version_make_them_comparable)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = county(__func__, fill_rule_change);
    struct sl_error err = {0};
    assert_ok(sl_store_write(store, score_both, NULL, &err), err);
    SL_AUTO(sl_themed_drop) struct sl_themed *themed = open_themed(store, plans());
    const struct sl_reading *good = &themed->tools[0].grades.good;
    ck_assert_ptr_null(good->why_not);
    ck_assert_int_eq(good->now.n, 15);
    ck_assert_int_eq(good->is.n, 20);
    ck_assert_int_eq(good->was.n, 8);
    ck_assert_str_eq(good->on, "Both periods are read by rule overall.standard version 2; the "
                               "grades of record stand as they are.");
}
END_TEST

#define MET "{\"counted\":true,\"met\":true}"
#define NOT_MET "{\"counted\":true,\"met\":false}"

static enum sl_status fill_measure(struct sl_store *store, void *context, struct sl_error *err) {
    (void)context;
    (void)err;
    quarter(store, 1, "2025-05-05", 0);
    quarter(store, 101, "2025-02-02", 0);
    county_rule(store, "mm.heard", "measure", 1, 1);
    county_rule(store, "mm.heard", "measure", 2, 2);
    for (int64_t no = 1; no <= 13; no++)
        county_score(store, no, 2, 1, "scored", MET);
    for (int64_t no = 14; no <= 22; no++)
        county_score(store, no, 2, 1, "scored", NOT_MET);
    county_score(store, 23, 2, 1, "not_applicable", "{}");
    county_score(store, 24, 2, 1, "not_enough", "{}");
    county_score(store, 25, 2, 1, "failed", "{}");
    county_score(store, 26, 1, 1, "scored", MET);
    county_score(store, 27, 2, 7, "scored", MET);
    for (int64_t no = 101; no <= 110; no++)
        county_score(store, no, 2, 1, "scored", NOT_MET);
    for (int64_t no = 201; no <= 206; no++) {
        county_record(store, &(struct county_record){.no = no,
                                                     .day = "2025-05-05",
                                                     .tool = "FB",
                                                     .form = "child",
                                                     .kind = "feedback",
                                                     .state = "submitted"});
        county_answer(store, no, "H2", "answered", no < 205 ? "agree" : "unsure");
    }
    county_sql(store, "INSERT INTO figure (code, unit, period_from, period_to, numerator,"
                      " denominator, source, drawn_on, imported_at) VALUES"
                      " ('visits.seen_alone', 'all', '2025-04-01', '2025-04-30', 300, 400, 'case"
                      " system', '2025-05-02', 0),"
                      " ('visits.seen_alone', 'all', '2025-06-01', '2025-06-30', 320, 400, 'case"
                      " system', '2025-07-02', 0),"
                      " ('visits.seen_alone', 'north', '2025-06-01', '2025-06-30', 3, 4, 'case"
                      " system', '2025-07-02', 0),"
                      " ('contacts.within_day', 'all', '2025-06-01', '2025-06-30', 90, 100, 'case"
                      " system', '2025-07-02', 0),"
                      " ('contacts.within_day', 'all', '2025-01-01', '2025-01-31', 80, 100, 'case"
                      " system', '2025-02-02', 0)");
    return SL_OK;
}

START_TEST(a_measure_counts_current_scores_and_says_what_it_left_out)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = county(__func__, fill_measure);
    SL_AUTO(sl_themed_drop) struct sl_themed *themed = open_themed(store, plans());
    ck_assert_uint_eq(themed->measure_count, 1);
    const struct sl_themed_measure *measure = &themed->measures[0];
    ck_assert_int_eq(measure->practice.now.n, 13);
    ck_assert_int_eq(measure->practice.now.of, 22);
    ck_assert_int_eq(measure->practice.before.n, 0);
    ck_assert_int_eq(measure->practice.before.of, 10);
    ck_assert_int_eq(measure->left_out, 1);
    ck_assert_int_eq(measure->not_enough, 1);
    ck_assert_int_eq(measure->not_scored, 6);
    ck_assert_int_eq(measure->version, 2);
}
END_TEST

static bool basis_says(const struct sl_themed *themed, const char *words) {
    for (size_t i = 0; i < themed->basis_count; i++)
        if (strstr(themed->basis[i], words) != NULL)
            return true;
    return false;
}

START_TEST(a_measure_without_scores_under_one_version_is_not_compared)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = county(__func__, fill_measure);
    SL_AUTO(sl_themed_drop) struct sl_themed *themed = open_themed(store, plans());
    const struct sl_reading *practice = &themed->measures[0].practice;
    ck_assert_str_eq(practice->why_not,
                     "Not comparable: version 2 of the rule is in force, and 20 of 30 reviews of "
                     "the earlier period have no score under it; rule rescore mm.heard makes "
                     "them.");
    SL_AUTO(sl_json_drop) json_t *json = sl_reading_json("Heard", practice);
    ck_assert_str_eq(sl_json_text_or(json_object_get(json, "travel"), "code", ""),
                     "not_comparable");
    ck_assert(basis_says(themed, "the periods are not compared"));
}
END_TEST

/* Version 1 found every child of both periods heard; version 2, of 1 June, is harsher. */
static enum sl_status fill_harsher_measure(struct sl_store *store, void *context,
                                           struct sl_error *err) {
    (void)context;
    (void)err;
    quarter(store, 1, "2025-05-05", 0);
    quarter(store, 101, "2025-02-02", 0);
    county_rule(store, "mm.heard", "measure", 1, 1);
    county_rule(store, "mm.heard", "measure", 2, 2);
    county_sql(store, "UPDATE rule_version SET in_force_from = '2024-01-01' WHERE version_no = 1");
    county_sql(store, "UPDATE rule_version SET in_force_from = '2025-06-01' WHERE version_no = 2");
    for (int64_t i = 0; i < 30; i++) {
        county_score(store, 1 + i, 1, 1, "scored", MET);
        county_score(store, 101 + i, 1, 1, "scored", MET);
        county_score(store, 1 + i, 2, 1, "scored", i < 10 ? MET : NOT_MET);
        county_score(store, 101 + i, 2, 1, "scored", i < 12 ? MET : NOT_MET);
    }
    return SL_OK;
}

START_TEST(after_a_harsher_version_the_earlier_period_is_read_by_it_and_says_so)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = county(__func__, fill_harsher_measure);
    SL_AUTO(sl_themed_drop) struct sl_themed *themed = open_themed(store, plans());
    const struct sl_reading *practice = &themed->measures[0].practice;
    ck_assert_ptr_null(practice->why_not);
    ck_assert_int_eq(practice->now.n, 10);
    ck_assert_int_eq(practice->before.n, 12);
    ck_assert_int_eq(practice->before.of, 30);
    ck_assert_ptr_nonnull(strstr(practice->on, "read by the rule of 1 June 2025 (version 2)"));
    SL_AUTO(sl_json_drop) json_t *json = sl_reading_json("Heard", practice);
    const char *sentence = sl_json_text_or(json_object_get(json, "travel"), "sentence", "");
    ck_assert_ptr_nonnull(strstr(sentence, "the rule of 1 June 2025"));
    ck_assert(basis_says(themed, "the earlier period is read by the rule of that day as well"));
}
END_TEST

START_TEST(three_strands_stand_side_by_side)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = county(__func__, fill_measure);
    SL_AUTO(sl_themed_drop) struct sl_themed *themed = open_themed(store, plans());
    const struct sl_themed_measure *measure = &themed->measures[0];
    ck_assert_uint_eq(measure->voice_count, 2);
    ck_assert_str_eq(measure->voices[0].label, "My worker listens");
    ck_assert_int_eq(measure->voices[0].good.now.n, 4);
    ck_assert_int_eq(measure->voices[0].good.now.of, 6);
    ck_assert_uint_eq(measure->data.count, 1);
    ck_assert_int_eq(measure->data.figures[0].share.n, 320);
    ck_assert_str_eq(measure->data.figures[0].drawn_on, "2025-07-02");
    ck_assert_uint_eq(themed->figures.count, 1);
    ck_assert_str_eq(themed->figures.figures[0].code, "contacts.within_day");
    ck_assert_int_eq(themed->figures.figures[0].share.n, 90);
}
END_TEST

static void add_action(struct sl_store *store, int no, const char *theme, const char *raised_on,
                       const char *due_on) {
    SL_AUTO(sl_free)
    char *sql = sl_format("INSERT INTO action (id, source, source_id, record_no, team, theme,"
                          " wording, owner, due_on, raised_on) VALUES"
                          " ('20000000-0000-4000-8000-%012d', 'record', 'x', 1, 'north',"
                          " nullif('%s', ''), 'w', 'o', nullif('%s', ''), '%s')",
                          no, theme, due_on, raised_on);
    county_sql(store, sql);
}

static void add_event(struct sl_store *store, int no, int seq, const char *day, const char *kind,
                      const char *due_on) {
    SL_AUTO(sl_free)
    char *sql = sl_format("INSERT INTO action_event (action, seq, day, kind, due_on, note, actor)"
                          " VALUES ('20000000-0000-4000-8000-%012d', %d, '%s', '%s',"
                          " nullif('%s', ''), 'n', 'a')",
                          no, seq, day, kind, due_on);
    county_sql(store, sql);
}

static enum sl_status fill_actions(struct sl_store *store, void *context, struct sl_error *err) {
    (void)context;
    (void)err;
    county_record(store, &(struct county_record){.no = 1, .day = "2025-05-05"});
    /* verified in the period */
    add_action(store, 1, "contingency", "2025-04-01", "2025-05-01");
    add_event(store, 1, 1, "2025-04-20", "claimed", "");
    add_event(store, 1, 2, "2025-05-20", "verified", "");
    /* claimed only after the period: open and overdue on its last day */
    add_action(store, 2, "contingency", "2025-05-01", "2025-05-31");
    add_event(store, 2, 1, "2025-07-02", "claimed", "");
    /* open without a date; due on the last day; moved beyond it */
    add_action(store, 3, "smart-who", "2025-06-30", "");
    add_action(store, 4, "smart-who", "2025-05-01", "2025-06-30");
    add_action(store, 5, "pace", "2025-05-01", "2025-05-10");
    add_event(store, 5, 1, "2025-05-09", "moved", "2025-08-01");
    /* of another theme; of none; raised later */
    add_action(store, 6, "voice", "2025-05-01", "2025-05-10");
    add_action(store, 8, "", "2025-05-01", "2025-05-10");
    add_action(store, 9, "pace", "2025-07-01", "2025-07-10");
    /* older, and its evidence was rejected */
    add_action(store, 7, "pace", "2025-03-31", "2025-05-10");
    add_event(store, 7, 1, "2025-05-09", "claimed", "");
    add_event(store, 7, 2, "2025-05-12", "rejected", "");
    return SL_OK;
}

START_TEST(actions_stand_as_they_stood_on_the_last_day)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = county(__func__, fill_actions);
    SL_AUTO(sl_themed_drop) struct sl_themed *themed = open_themed(store, plans());
    const struct sl_themed_actions *now = &themed->actions[SL_NOW];
    ck_assert_int_eq(now->raised, 5);
    ck_assert_int_eq(now->verified, 1);
    ck_assert_int_eq(now->claimed, 0);
    ck_assert_int_eq(now->open, 4);
    ck_assert_int_eq(now->overdue, 1);
    ck_assert_int_eq(now->undated, 1);
    ck_assert_int_eq(now->open_older, 1);
    ck_assert_int_eq(now->overdue_older, 1);
    ck_assert_int_eq(themed->audit_actions[SL_NOW].raised, 7);
    ck_assert_int_eq(themed->audit_actions[SL_NOW].overdue, 3);
    ck_assert_int_eq(themed->actions[SL_BEFORE].raised, 1);
    ck_assert_int_eq(themed->actions[SL_BEFORE].open, 1);
}
END_TEST

static void add_moderation(struct sl_store *store, int record_no, const char *route, int blind,
                           const char *before, const char *after) {
    SL_AUTO(sl_free)
    char *sql = sl_format("INSERT INTO moderation (id, record_no, moderator, route, chosen_why,"
                          " blind, grade_before, grade_after, outcome, reason, decided_on) VALUES"
                          " ('30000000-0000-4000-8000-%012d', %d, 'M1', '%s', 'why', %d,"
                          " nullif('%s', ''), nullif('%s', ''), 'confirmed', 'r', '2025-06-01')",
                          record_no, record_no, route, blind, before, after);
    county_sql(store, sql);
}

static enum sl_status fill_moderations(struct sl_store *store, void *context,
                                       struct sl_error *err) {
    (void)context;
    (void)err;
    quarter(store, 1, "2025-05-05", 0);
    county_record(store, &(struct county_record){.no = 99, .day = "2025-02-05"});
    add_moderation(store, 1, "forced", 0, "I", "I");
    add_moderation(store, 2, "forced", 0, "O", "G");
    add_moderation(store, 3, "random", 1, "G", "G");
    add_moderation(store, 4, "random", 1, "G", "R");
    add_moderation(store, 5, "random", 0, "G", "G");
    add_moderation(store, 6, "group", 0, "G", "");
    add_moderation(store, 99, "random", 1, "G", "G");
    return SL_OK;
}

START_TEST(moderation_keeps_forced_random_and_blind_apart)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = county(__func__, fill_moderations);
    SL_AUTO(sl_themed_drop) struct sl_themed *themed = open_themed(store, plans());
    const struct sl_themed_moderation *moderation = &themed->tools[0].moderation;
    ck_assert_int_eq(moderation->records, 6);
    ck_assert_int_eq(moderation->forced, 2);
    ck_assert_int_eq(moderation->random, 3);
    ck_assert_int_eq(moderation->group, 1);
    ck_assert_int_eq(moderation->blind, 2);
    ck_assert_int_eq(moderation->exact.n, 3);
    ck_assert_int_eq(moderation->exact.of, 5);
    ck_assert_int_eq(moderation->exact_random.n, 2);
    ck_assert_int_eq(moderation->exact_random.of, 3);
    ck_assert_int_eq(moderation->exact_blind.n, 1);
    ck_assert_int_eq(moderation->exact_blind.of, 2);
}
END_TEST

static enum sl_status fill_dip_sample(struct sl_store *store, void *context, struct sl_error *err) {
    (void)context;
    (void)err;
    for (int64_t no = 1; no <= 12; no++)
        county_record(store, &(struct county_record){.no = no,
                                                     .tool = "DIP",
                                                     .day = "2025-05-05",
                                                     .state = no < 12 ? "submitted" : "returned"});
    shares(store, 1, "O2", 7, 12);
    return SL_OK;
}

START_TEST(a_tool_without_a_grade_counts_once_it_is_submitted)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = county(__func__, fill_dip_sample);
    struct sl_themed_ask ask = plans();
    ask.theme = "rationale";
    ask.tool = "DIP";
    SL_AUTO(sl_themed_drop) struct sl_themed *themed = open_themed(store, ask);
    ck_assert(!themed->tools[0].graded);
    ck_assert_int_eq(themed->tools[0].cohort[SL_NOW].final, 11);
    ck_assert_int_eq(themed->tools[0].cohort[SL_NOW].provisional, 0);
    ck_assert_int_eq(question(themed, "O2")->met.now.n, 7);
    ck_assert_int_eq(question(themed, "O2")->met.now.of, 11);
}
END_TEST

static void assert_refused(struct sl_store *store, struct sl_themed_ask ask, enum sl_status status,
                           const char *words) {
    struct sl_error err = {0};
    struct sl_themed *themed = NULL;
    assert_fails(sl_themed_open(store, &ask, &themed, &err), status, err, words);
    ck_assert_ptr_null(themed);
}

START_TEST(what_cannot_be_asked_is_refused_in_words)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = county(__func__, fill_quarters);
    struct sl_themed_ask ask = plans();
    ask.tool = "TLX";
    assert_refused(store, ask, SL_NOT_FOUND, "TLX");
    ask.tool = "CL";
    ask.theme = "contingency";
    assert_refused(store, ask, SL_INVALID, "the tool CL asks nothing about Contingency");
    ask = plans();
    ask.team = "west";
    assert_refused(store, ask, SL_NOT_FOUND, "there is no team with the code \"west\"");
    ask = plans();
    ask.period = (struct sl_period){ask.period.to, ask.period.from};
    assert_refused(store, ask, SL_INVALID, "the period must begin on or before its end");
    ask = plans();
    ask.before.to = ask.period.from;
    assert_refused(store, ask, SL_INVALID, "must end before the period begins");
}
END_TEST

START_TEST(a_period_without_records_is_an_empty_summary)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = county(__func__, fill_quarters);
    struct sl_themed_ask ask = plans();
    ask.tool = NULL;
    ask.period = months(2030, 1, 2030, 3);
    ask.before = none;
    SL_AUTO(sl_themed_drop) struct sl_themed *themed = open_themed(store, ask);
    ck_assert_uint_eq(themed->tool_count, 0);
    SL_AUTO(sl_json_drop) json_t *json = sl_themed_json(themed);
    ck_assert_uint_eq(json_array_size(json_object_get(json, "tools")), 0);
    ck_assert_ptr_null(json_object_get(json, "before"));
}
END_TEST

static const json_t *json_question(const json_t *json, const char *code) {
    const json_t *tool = json_array_get(json_object_get(json, "tools"), 0);
    const json_t *questions = json_object_get(tool, "questions");
    for (size_t i = 0; i < json_array_size(questions); i++)
        if (strcmp(sl_json_text_or(json_array_get(questions, i), "code", ""), code) == 0)
            return json_array_get(questions, i);
    ck_abort_msg("%s is not among the figures", code);
    return NULL;
}

START_TEST(a_script_gets_figures_that_say_everything_but_the_sum)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = county(__func__, fill_quarters);
    SL_AUTO(sl_themed_drop) struct sl_themed *themed = open_themed(store, plans());
    SL_AUTO(sl_json_drop) json_t *json = sl_themed_json(themed);
    const json_t *share = json_object_get(json_question(json, "P7"), "share");
    ck_assert_str_eq(sl_json_text_or(share, "text", ""), "21 of 30 (70 %)");
    ck_assert_str_eq(sl_json_text_or(share, "interval", ""), "52 to 83 %");
    ck_assert_str_eq(sl_json_text_or(share, "word", ""), "most");
    ck_assert_int_eq(sl_json_whole_or(share, "hundredths", 0), 7000);
    ck_assert_int_eq(sl_json_whole_or(share, "from", 0), 5212);
    ck_assert_str_eq(sl_json_text_or(json_object_get(share, "before"), "counts", ""), "12 of 30");
    const json_t *travel = json_object_get(share, "travel");
    ck_assert_str_eq(sl_json_text_or(travel, "code", ""), "improved");
    ck_assert_ptr_nonnull(strstr(sl_json_text_or(travel, "sentence", ""), "a rise of 30 points"));
}
END_TEST

START_TEST(below_ten_cases_a_script_gets_counts_only)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = county(__func__, fill_quarters);
    SL_AUTO(sl_themed_drop) struct sl_themed *themed = open_themed(store, plans());
    SL_AUTO(sl_json_drop) json_t *json = sl_themed_json(themed);
    const json_t *share = json_object_get(json_question(json, "P10"), "share");
    ck_assert_str_eq(sl_json_text_or(share, "text", ""), "3 of 8");
    ck_assert(sl_json_true(share, "few"));
    static const char *const absent[] = {"percent", "interval", "word", "hundredths", "from", "to"};
    for (size_t i = 0; i < SL_COUNT(absent); i++)
        ck_assert_ptr_null(json_object_get(share, absent[i]));
    const char *sentence = sl_json_text_or(json_object_get(share, "travel"), "sentence", "");
    ck_assert_ptr_nonnull(strstr(sentence, "the last 12 months together hold 10 of 17"));
}
END_TEST

START_TEST(no_figure_carries_a_reference_or_an_id)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = county(__func__, fill_by_chance);
    SL_AUTO(sl_themed_drop) struct sl_themed *themed = open_themed(store, plans());
    SL_AUTO(sl_json_drop) json_t *json = sl_themed_json(themed);
    SL_AUTO(sl_free) char *text = sl_json_canonical(json);
    ck_assert_ptr_null(strstr(text, "00000000-0000"));
    ck_assert_ptr_null(strstr(text, "\"W1\""));
    ck_assert_ptr_null(strstr(text, "\"A1\""));
}
END_TEST

START_TEST(the_same_store_gives_the_same_bytes)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = county(__func__, fill_by_chance);
    SL_AUTO(sl_themed_drop) struct sl_themed *first = open_themed(store, plans());
    SL_AUTO(sl_themed_drop) struct sl_themed *second = open_themed(store, plans());
    SL_AUTO(sl_json_drop) json_t *first_json = sl_themed_json(first);
    SL_AUTO(sl_json_drop) json_t *second_json = sl_themed_json(second);
    SL_AUTO(sl_free) char *first_text = sl_json_canonical(first_json);
    SL_AUTO(sl_free) char *second_text = sl_json_canonical(second_json);
    ck_assert_str_eq(first_text, second_text);
}
END_TEST

SL_SUITE("themed", every_question_is_what_plain_sql_counts,
         grades_states_routes_and_voices_are_what_plain_sql_counts, questions_stand_best_first,
         each_question_has_its_direction_of_travel,
         a_question_that_was_not_asked_before_is_not_comparable,
         grades_of_one_rule_version_are_compared_as_they_are,
         grades_of_two_rule_versions_are_not_compared,
         scores_under_one_version_make_them_comparable,
         a_measure_counts_current_scores_and_says_what_it_left_out,
         a_measure_without_scores_under_one_version_is_not_compared,
         after_a_harsher_version_the_earlier_period_is_read_by_it_and_says_so,
         three_strands_stand_side_by_side, actions_stand_as_they_stood_on_the_last_day,
         moderation_keeps_forced_random_and_blind_apart,
         a_tool_without_a_grade_counts_once_it_is_submitted,
         what_cannot_be_asked_is_refused_in_words, a_period_without_records_is_an_empty_summary,
         a_script_gets_figures_that_say_everything_but_the_sum,
         below_ten_cases_a_script_gets_counts_only, no_figure_carries_a_reference_or_an_id,
         the_same_store_gives_the_same_bytes)
