/* One edited record costs the same in a store of few and of many: counted in steps of SQLite's
 * machine, which a scan of a table shows and a busy computer doesn't. */
#include "practice/record.h"
#include "sample.h"
#include "scoring/slim_row.h"
#include "support/suite.h"
#include <sqlite3.h>
#include <stdatomic.h>

static atomic_llong steps, scanned; /* by all connections; SQLite gives the hook no context */

static int count_statement(unsigned kind, void *context, void *statement, void *nanoseconds) {
    (void)kind;
    (void)context;
    (void)nanoseconds;
    steps += sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 1);
    scanned += sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_FULLSCAN_STEP, 1);
    return 0;
}

static int watch(sqlite3 *connection, char **fault, const void *routines) {
    (void)fault;
    (void)routines;
    return sqlite3_trace_v2(connection, SQLITE_TRACE_PROFILE, count_statement, NULL);
}

#define SOFT_RULE                                                                                  \
    "{\"code\":\"soft.mini\",\"title\":\"Soft words\",\"kind\":\"check\",\"why\":\"First\","       \
    "\"applies\":[\"MINI\"],\"needs\":[\"SJ\",\"V9\"],\"lists\":[],\"settings\":{},\"clauses\":"   \
    "{\"a\":\"A\"},\"outputs\":[[\"grade\",\"G I\"]],\"steps\":[{\"if\":[\"SJ\",\"I\"],\"do\":"    \
    "[[\"value\",\"grade\",\"I\"],[\"reason\",\"a\",\"SJ\"]]}],\"examples\":"                      \
    "[{\"name\":\"e\",\"given\":{\"SJ\":\"I\"},\"expect\":{\"clauses\":[\"a\"]}}]}"

struct filling {
    struct sample *sample;
    int records;
};

static void fill_in(struct sl_record *record, const char *grade, const char *text) {
    struct sl_error err = {0};
    assert_ok(sl_record_answer(record, SAMPLE_SJ, 0, grade, 0, "", &err), err);
    assert_ok(sl_record_answer(record, SAMPLE_VJ, 0, "G", 0, "", &err), err);
    assert_ok(sl_record_answer(record, SAMPLE_V9, 0, text, 0, "", &err), err);
}

static enum sl_status save_many(struct sl_store *store, void *context, struct sl_error *err) {
    const struct filling *filling = context;
    SL_AUTO(sl_record_drop) struct sl_record *record = sl_record_new(filling->sample->tool);
    enum sl_status status = SL_OK;
    for (int i = 0; i < filling->records && status == SL_OK; i++) {
        SL_AUTO(sl_free) char *case_ref = sl_format("C%d", i);
        struct sl_record_head head = {.id = "",
                                      .form = "core",
                                      .case_ref = case_ref,
                                      .family_group = "",
                                      .team = "red",
                                      .worker = "",
                                      .auditor = "aud",
                                      .day = sl_day_of(2025, 3, 1 + i % 28),
                                      .route = "random",
                                      .programme = "",
                                      .state = "",
                                      .grade = "",
                                      .graded_on = SL_DAY_NONE};
        sl_record_clear(record);
        assert_ok(sl_record_set_head(record, &head, err), *err);
        fill_in(record, "G", "She told the reviewer what she would like to change.");
        struct sl_record_save save = {.record = record, .actor = "aud", .why = ""};
        status = sl_record_save_within(store, &save, err);
    }
    return status;
}

static void edit(struct sample *sample, struct sl_live *live, int64_t record_no, const char *text) {
    struct sl_error err = {0};
    struct sl_tool *tool = sample->tool;
    struct sl_live_counts counts;
    SL_AUTO(sl_record_drop) struct sl_record *record = NULL;
    assert_ok(sl_record_load(sample->store, NULL, record_no, 0, &tool, &record, &err), err);
    fill_in(record, "I", text);
    struct sl_record_save save = {
        .record = record, .base = sl_record_revision(record), .actor = "aud", .why = "Read again"};
    assert_ok(sl_record_save(sample->store, &save, &err), err);
    ck_assert_int_eq(save.saved, SL_SAVED_CHANGED);
    assert_ok(sl_score_record(sample->store, live, record_no, &counts, &err), err);
    ck_assert_int_eq(counts.scored, 2);
}

struct cost {
    long long steps, scanned;
};

/* Of the second edit: the first one finds the rules and lists. */
static struct cost cost_among(int records, const char *name) {
    struct sample sample;
    struct sl_error err = {0};
    sample_open(&sample, name);
    test_write(sample.store, "INSERT INTO staff (code, role) VALUES ('aud', 'auditor')");
    struct filling filling = {&sample, records};
    assert_ok(sl_store_write(sample.store, save_many, &filling, &err), err);
    const char *const sources[] = {SAMPLE_RULE(SAMPLE_STEPS, SAMPLE_EXAMPLES), SOFT_RULE};
    for (size_t i = 0; i < SL_COUNT(sources); i++) {
        SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_publish(&sample, sources[i]);
        struct sl_rescore rescore = {.store = sample.store,
                                     .engine = &sample.engine,
                                     .rule = rule,
                                     .choice = sl_facts_of_all,
                                     .keep = true};
        assert_ok(sl_rescore_run(&rescore, &err), err);
    }
    SL_AUTO(sl_live_drop) struct sl_live *live = sl_live_new(&sample.engines);
    edit(&sample, live, records / 2, "She told us something else than what was written before.");
    steps = scanned = 0;
    edit(&sample, live, records / 2 + 1, "He said that he was asked and that nobody came back.");
    struct cost cost = {steps, scanned};
    ck_assert_int_eq(test_number(sample.store, "SELECT count(*) FROM record_slim s JOIN record r "
                                               "ON r.revision_no = s.revision_no"),
                     records);
    sample_close(&sample);
    return cost;
}

START_TEST(an_edit_costs_the_same_among_few_and_many)
{
    enum { FEW = 40, MANY = 4000 };
    ck_assert_int_eq(sqlite3_auto_extension((void (*)(void))watch), SQLITE_OK);
    struct cost few = cost_among(FEW, "few"), many = cost_among(MANY, "many");
    sqlite3_cancel_auto_extension((void (*)(void))watch);
    ck_assert_int_gt(few.steps, 1000);
    ck_assert_msg(5 * many.steps <= 6 * few.steps, "%lld steps among %d, %lld among %d", many.steps,
                  MANY, few.steps, FEW);
    ck_assert_msg(many.scanned <= few.scanned + 20, "%lld rows scanned among %d, %lld among %d",
                  many.scanned, MANY, few.scanned, FEW);
}
END_TEST

SL_SUITE("edit_cost", an_edit_costs_the_same_among_few_and_many)
