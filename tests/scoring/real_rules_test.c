/* The rules that ship, run by the plugin that reads them. Skipped, visibly, where it isn't built.
 */
#include "app/plugin.h"
#include "base/file.h"
#include "practice/list.h"
#include "practice/record.h"
#include "practice/team.h"
#include "scoring/explain.h"
#include "scoring/live.h"
#include "scoring/rescore.h"
#include "scoring/shipping.h"
#include "scoring/try.h"
#include "store/query.h"
#include "support/store.h"
#include "support/suite.h"
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct house {
    struct sl_store *store;
    struct sl_engine engine;
    struct sl_engines engines;
    struct sl_shelf shelf;
    char *scripts;
};

static char *plugin_folder(void) {
    const char *build = getenv("SIGHTLINE_BUILD");
    return sl_format("%s/plugins/lua", build != NULL ? build : ".");
}

static enum sl_status find(void *context, const char *language, struct sl_engine *out,
                           struct sl_error *err) {
    const struct house *house = context;
    if (strcmp(language, house->engine.api->language) != 0)
        return sl_fail(err, SL_NOT_FOUND, "", "No plugin reads %s", language);
    *out = house->engine;
    return SL_OK;
}

static const char *language_of(void *context, const char *path) {
    const struct house *house = context;
    const char *dot = strrchr(path, '.');
    bool fits = dot != NULL && strcmp(dot, house->engine.api->extension) == 0;
    return fits ? house->engine.api->language : NULL;
}

static void open_engine(struct house *house) {
    struct sl_error err = {0};
    SL_AUTO(sl_free) char *folder = plugin_folder();
    SL_AUTO(sl_free) char *path = sl_format("%s/lua.so", folder);
    void *library = dlopen(path, RTLD_LAZY | RTLD_LOCAL);
    ck_assert_msg(library != NULL, "%s", dlerror());
    const struct sl_plugin *plugin = dlsym(library, SL_PLUGIN_SYMBOL);
    ck_assert_ptr_nonnull(plugin);
    house->engine.api = plugin->scorer;
    assert_ok(house->engine.api->open(folder, &house->engine.scorer, &err), err);
}

static void house_open(struct house *house, const char *name) {
    struct sl_error err = {0};
    struct sl_service service = {"svc", "Service"};
    struct sl_team team = {"red", "Red team", "", "svc", sl_day_of(2020, 1, 1), SL_DAY_NONE};
    struct sl_staff auditor = {"aud", "auditor", "", SL_DAY_NONE, SL_DAY_NONE};
    *house = (struct house){.store = test_store(name)};
    open_engine(house);
    house->engines =
        (struct sl_engines){.find = find, .language_of = language_of, .context = house};
    house->scripts = sl_format("%s/../scripts", test_schema_home());
    house->shelf = (struct sl_shelf){.store = house->store, .scripts_home = house->scripts};
    assert_ok(sl_list_add_all(house->store, test_schema_home(), "tests", &err), err);
    assert_ok(sl_tool_add_all(house->store, test_schema_home(), "tests", &err), err);
    assert_ok(sl_service_add(house->store, &service, "tests", &err), err);
    assert_ok(sl_team_add(house->store, &team, "tests", &err), err);
    assert_ok(sl_staff_add(house->store, &auditor, "tests", &err), err);
}

static void house_close(struct house *house) {
    house->engine.api->close(house->engine.scorer);
    free(house->scripts);
    sl_store_close(house->store);
}

static void gather(void *context, const char *line) {
    sl_buffer_format(context, "%s\n", line);
}

/* What is wrong with shipped rules, owned by the caller; "" when nothing is. */
static char *ship(struct house *house) {
    struct sl_error err = {0};
    struct sl_rule_shipping counts = {0};
    struct sl_buffer told = {0};
    assert_ok(
        sl_rule_ship(house->store, &house->engines, house->scripts, gather, &told, &counts, &err),
        err);
    ck_assert_int_gt(counts.shipped, 0);
    return sl_buffer_take(&told);
}

static const char *const judgements[] = {"VOICE.VJ",     "SAFE.SJ",  "ASSESS.AJ", "PLAN.PJ",
                                         "OVERSIGHT.OJ", "MULTI.MJ", "REVIEW.RJ", "RECORD.KJ",
                                         "PERM.EJ",      "IMPACT.IJ"};

/* A standard audit with one letter for each domain. Returns its record_no. */
static int64_t save_audit(struct house *house, const char *letters, const char *case_ref) {
    struct sl_error err = {0};
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = NULL;
    assert_ok(sl_tool_load(house->store, "STD", 0, &tool, &err), err);
    SL_AUTO(sl_record_drop) struct sl_record *record = sl_record_new(tool);
    struct sl_record_head head = {.id = "",
                                  .form = "full",
                                  .case_ref = case_ref,
                                  .family_group = "",
                                  .team = "red",
                                  .worker = "",
                                  .auditor = "aud",
                                  .day = sl_day_of(2025, 3, 3),
                                  .route = "random",
                                  .programme = "",
                                  .state = "",
                                  .grade = "",
                                  .graded_on = SL_DAY_NONE};
    assert_ok(sl_record_set_head(record, &head, &err), err);
    for (size_t i = 0; i < SL_COUNT(judgements); i++) {
        const char letter[2] = {letters[i], '\0'};
        int question = sl_tool_find(tool, judgements[i]);
        ck_assert_int_ge(question, 0);
        assert_ok(sl_record_answer(record, (size_t)question, 0, letter, 0, "", &err), err);
    }
    struct sl_record_save save = {.record = record, .actor = "aud", .why = ""};
    assert_ok(sl_record_save(house->store, &save, &err), err);
    return save.record_no;
}

START_TEST(every_rule_that_ships_passes_its_own_examples)
{
    struct house house;
    house_open(&house, __func__);
    SL_AUTO(sl_free) char *faults = ship(&house);
    ck_assert_str_eq(faults, "");
    house_close(&house);
}
END_TEST

START_TEST(a_saved_audit_is_graded_and_explained)
{
    struct house house;
    struct sl_error err = {0};
    SL_AUTO(sl_buffer_drop) struct sl_buffer told = {0};
    SL_AUTO(sl_json_drop) json_t *explanation = NULL;
    house_open(&house, __func__);
    SL_AUTO(sl_free) char *faults = ship(&house);
    int64_t record_no = save_audit(&house, "GIGGGGGGGG", "C1");
    SL_AUTO(sl_live_drop) struct sl_live *live = sl_live_new(&house.engines);
    struct sl_live_counts counts;
    assert_ok(sl_score_record(house.store, live, record_no, &counts, &err), err);
    ck_assert_int_gt(counts.scored, 0);
    ck_assert_int_eq(counts.not_scored, 0);
    assert_ok(sl_explain_record(house.store, record_no, "overall.standard", &explanation, &err),
              err);
    sl_explain_lines(explanation, gather, &told);
    ck_assert_msg(strstr(told.bytes, "grade Inadequate") != NULL, "%s", told.bytes);
    ck_assert_msg(strstr(told.bytes, "mean 2.") != NULL, "%s", told.bytes);
    ck_assert_msg(strstr(told.bytes, "An Inadequate judgement on safety makes the case Inadequate "
                                     "(L1, at most Inadequate)") != NULL,
                  "%s", told.bytes);
    ck_assert_msg(strstr(told.bytes, "-> Inadequate") != NULL, "%s", told.bytes);
    house_close(&house);
}
END_TEST

START_TEST(a_second_scoring_says_the_same_to_the_byte)
{
    static const char *const cases[] = {"GGGGGGGGGG", "OGRRRGGGGG", "OOOOOGGGGG", "OOOGOGOGOO",
                                        "GGGIGGGGGG", "GGGIIGGGGG", "GRGGGGGGGG", "OOOROOOOOO"};
    struct house house;
    struct sl_error err = {0};
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = NULL;
    house_open(&house, __func__);
    SL_AUTO(sl_free) char *faults = ship(&house);
    for (int i = 0; i < 304; i++) {
        SL_AUTO(sl_free) char *case_ref = sl_format("C%d", i);
        save_audit(&house, cases[i % 8], case_ref);
    }
    assert_ok(sl_rule_from_store(house.store, "overall.standard", 0, &rule, &err), err);
    struct sl_rescore run = {.store = house.store,
                             .engine = &house.engine,
                             .rule = rule,
                             .choice = sl_facts_of_all,
                             .keep = true};
    assert_ok(sl_rescore_run(&run, &err), err);
    ck_assert_int_eq(run.counts.scored, 304);
    ck_assert_int_eq(test_number(house.store, "SELECT count(*) FROM score_current "
                                              "WHERE rule = 'overall.standard' "
                                              "AND result LIKE '%\"grade\":\"O\"%'"),
                     304 / 8);
    assert_ok(sl_rescore_run(&run, &err), err);
    ck_assert_int_eq(run.counts.same, 304);
    house.engine.api->close(house.engine.scorer);
    open_engine(&house);
    assert_ok(sl_rescore_run(&run, &err), err);
    ck_assert_int_eq(run.counts.same, 304);
    house_close(&house);
}
END_TEST

START_TEST(an_edited_weight_changes_what_the_rule_says_and_nothing_of_record)
{
    struct house house;
    struct sl_error err = {0};
    SL_AUTO(sl_rule_drop) struct sl_rule *shipped = NULL;
    SL_AUTO(sl_rule_drop) struct sl_rule *changed = NULL;
    SL_AUTO(sl_json_drop) json_t *settings = NULL;
    house_open(&house, __func__);
    SL_AUTO(sl_free) char *faults = ship(&house);
    int64_t record_no = save_audit(&house, "GGGGGGGGGG", "C1");
    test_write(house.store,
               "UPDATE record SET state = 'graded', grade = 'G', graded_on = '2025-03-05'");
    assert_ok(sl_rule_from_store(house.store, "overall.standard", 0, &shipped, &err), err);
    settings = json_deep_copy(sl_rule_header(shipped)->settings);
    json_t *good = json_array_get(json_object_get(settings, "bands"), 1);
    json_object_set_new(good, "from", json_integer(301));
    assert_ok(sl_rule_from_source(&house.engine, &house.shelf, "overall.standard.lua",
                                  sl_rule_for_scorer(shipped)->source, settings, &changed, &err),
              err);
    SL_AUTO(sl_live_drop) struct sl_live *live = sl_live_new(&house.engines);
    assert_ok(sl_score_record(house.store, live, record_no, NULL, &err), err);
    struct sl_rescore run = {
        .store = house.store, .engine = &house.engine, .rule = changed, .choice = sl_facts_of_all};
    assert_ok(sl_rescore_run(&run, &err), err);
    ck_assert_int_eq(run.counts.scored, 1);
    assert_fails(sl_rule_check(changed, &house.engine, &house.shelf, NULL, NULL, NULL, &err),
                 SL_INVALID, err, "expected grade G, got R");
    ck_assert_int_eq(test_number(house.store, "SELECT count(*) FROM record WHERE grade = 'G'"), 1);
    house_close(&house);
}
END_TEST

START_TEST(a_rule_runs_over_the_rows_of_a_spreadsheet)
{
    struct house house;
    struct sl_error err = {0};
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = NULL;
    SL_AUTO(sl_csv_drop) struct sl_csv *csv = NULL;
    SL_AUTO(sl_buffer_drop) struct sl_buffer out = {0};
    SL_AUTO(sl_buffer_drop) struct sl_buffer told = {0};
    struct sl_try_counts counts = {0};
    house_open(&house, __func__);
    SL_AUTO(sl_free) char *path = sl_format("%s/rules/plan.smart.lua", house.scripts);
    ck_assert(sl_file_exists(path));
    assert_ok(sl_rule_from_file(&house.engine, &house.shelf, path, &rule, &err), err);
    assert_ok(
        sl_csv_open_text("rows.csv",
                         SL_TEXT("id,plan_type,outcome,action,who,by_when,measure,"
                                 "contingency,plan_date,review_date\n"
                                 "A1,cp,Mia sees her nan every week,\"Social worker rings "
                                 "nan and books the first visit\",Social worker,14/03/2025,"
                                 "Visit on file,,2025-03-03,2025-06-02\n"
                                 "A2,cp,,Family to engage,,ongoing,,,2025-03-03,2025-06-02\n"),
                         &csv, &err),
        err);
    assert_ok(
        sl_try_rows(rule, &house.engine, &house.shelf, csv, &out, gather, &told, &counts, &err),
        err);
    ck_assert_msg(counts.scored == 2 && told.length == 0, "%s", told.bytes);
    ck_assert_msg(strncmp(out.bytes, "id,S,M,A,R,T,", 13) == 0, "%s", out.bytes);
    ck_assert_msg(strstr(out.bytes, "2025-03-14\nA2,") != NULL, "%s", out.bytes);
    house_close(&house);
}
END_TEST

int main(void) {
    const TTest *const tests[] = {
        every_rule_that_ships_passes_its_own_examples,
        a_saved_audit_is_graded_and_explained,
        a_second_scoring_says_the_same_to_the_byte,
        an_edited_weight_changes_what_the_rule_says_and_nothing_of_record,
        a_rule_runs_over_the_rows_of_a_spreadsheet,
    };
    SL_AUTO(sl_free) char *folder = plugin_folder();
    SL_AUTO(sl_free) char *path = sl_format("%s/lua.so", folder);
    if (access(path, R_OK) != 0) {
        puts("1..0 # SKIP the plugin lua isn't built");
        return EXIT_SUCCESS;
    }
    return sl_suite_run("real_rules", tests, SL_COUNT(tests));
}
