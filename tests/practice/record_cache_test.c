#include "base/random.h"
#include "practice/cell.h"
#include "practice/decision.h"
#include "practice/record.h"
#include "support/practice.h"
#include "support/suite.h"
#include <stdio.h>

#define COUNTY(name) SL_AUTO(test_county_drop) struct test_county county = test_county(__func__)

static int64_t cell(struct sl_store *store, const char *question, const char *value,
                    const char *where) {
    SL_AUTO(sl_free)
    char *sql = sl_format("SELECT coalesce(sum(n), 0) FROM summary_cell WHERE question = '%s' AND "
                          "value = '%s' AND %s",
                          question, value, where);
    return test_number(store, sql);
}

START_TEST(cells_count_answers_by_team_month_and_basis)
{
    COUNTY();
    struct sl_error err = {0};
    SL_AUTO(sl_record_drop)
    struct sl_record *record = test_record(
        county.std, "K-1",
        "V1=no|x\nVJ=G\nV4=n/a: age\nV3=not evidenced\nvoices=child;worker\nX6=G\nplan.action#1=a");
    struct sl_record_save save = test_save(county.store, record, 0);
    const char *june =
        "tool = 'STD' AND team = 'N1' AND month = '2025-06' AND basis = 'provisional'";
    ck_assert_int_eq(cell(county.store, "V1", "no", june), 1);
    ck_assert_int_eq(cell(county.store, "VJ", "G", june), 1);
    ck_assert_int_eq(cell(county.store, "V4", "not_applicable", june), 1);
    ck_assert_int_eq(cell(county.store, "V3", "not_evidenced", june), 1);
    ck_assert_int_eq(cell(county.store, "voices", "child", june), 1);
    ck_assert_int_eq(cell(county.store, "voices", "worker", june), 1);
    ck_assert_int_eq(cell(county.store, "", "", june), 1);
    ck_assert_int_eq(test_number(county.store, "SELECT count(*) FROM summary_cell"), 8);
    assert_ok(sl_record_move(county.store, save.record_no, "graded", "", test_day("2025-07-01"),
                             "lea", "", &err),
              err);
    ck_assert_int_eq(cell(county.store, "VJ", "G", june), 0);
    ck_assert_int_eq(cell(county.store, "VJ", "G", "basis = 'final'"), 1);
    ck_assert_int_eq(cell(county.store, "", "G", "basis = 'final'"), 1);
    ck_assert_int_eq(test_number(county.store, "SELECT count(*) FROM summary_cell"), 9);
}
END_TEST

START_TEST(drafts_and_withdrawn_records_are_in_no_cell)
{
    COUNTY();
    struct sl_error err = {0};
    SL_AUTO(sl_record_drop) struct sl_record *record = test_record(county.std, "K-1", "VJ=G");
    struct sl_record_head head = test_head("K-1");
    head.state = "in_progress";
    assert_ok(sl_record_set_head(record, &head, &err), err);
    struct sl_record_save save = test_save(county.store, record, 0);
    ck_assert_int_eq(test_number(county.store, "SELECT count(*) FROM summary_cell"), 0);
    head.state = "submitted";
    head.id = save.id;
    assert_ok(sl_record_set_head(record, &head, &err), err);
    test_save(county.store, record, 1);
    ck_assert_int_eq(test_number(county.store, "SELECT count(*) FROM summary_cell"), 2);
    assert_ok(sl_record_move(county.store, save.record_no, "withdrawn", "", test_day("2025-07-01"),
                             "lea", "drawn twice", &err),
              err);
    ck_assert_int_eq(test_number(county.store, "SELECT count(*) FROM summary_cell"), 0);
}
END_TEST

START_TEST(a_changed_answer_moves_only_its_own_cells)
{
    COUNTY();
    struct sl_error err = {0};
    SL_AUTO(sl_record_drop)
    struct sl_record *record = test_record(county.std, "K-1", "VJ=G\nSJ=R|x\nvoices=child");
    struct sl_record_save save = test_save(county.store, record, 0);
    struct sl_record_head head = test_head("K-1");
    head.id = save.id;
    assert_ok(sl_record_set_head(record, &head, &err), err);
    test_answers(record, "SJ=I|worse\nvoices=worker");
    test_save(county.store, record, 1);
    ck_assert_int_eq(cell(county.store, "SJ", "R", "1 = 1"), 0);
    ck_assert_int_eq(cell(county.store, "SJ", "I", "1 = 1"), 1);
    ck_assert_int_eq(cell(county.store, "VJ", "G", "1 = 1"), 1);
    ck_assert_int_eq(cell(county.store, "voices", "child", "1 = 1"), 0);
    head.team = "N2";
    head.day = test_day("2025-05-02");
    assert_ok(sl_record_set_head(record, &head, &err), err);
    test_save(county.store, record, 2);
    ck_assert_int_eq(cell(county.store, "SJ", "I", "team = 'N1'"), 0);
    ck_assert_int_eq(cell(county.store, "SJ", "I", "team = 'N2' AND month = '2025-05'"), 1);
    ck_assert_ptr_null(test_verify_records(county.store));
}
END_TEST

static const char *pick(struct sl_random *random, const char *const *from, size_t count) {
    return from[sl_random_below(random, count)];
}

/* Saves, changes and moves by chance. */
static void live(const struct test_county *county, struct sl_random *random, size_t steps) {
    static const char *const teams[] = {"N1", "N2"};
    static const char *const grades[] = {"O", "G", "R", "I"};
    static const char *const met[] = {"yes", "partly", "no", "not evidenced", ""};
    static const char *const states[] = {"moderating", "graded",  "returned",       "submitted",
                                         "shared",     "closing", "actions_agreed", "withdrawn"};
    struct sl_error err = {0};
    for (size_t i = 0; i < steps; i++) {
        char id[37], answers[200];
        snprintf(id, sizeof id, "00000000-0000-4000-8000-%012d",
                 (int)sl_random_below(random, steps / 3 + 1));
        snprintf(answers, sizeof answers, "VJ=%s\nX6=%s\nV1=%s\nV5=%s\nplan.action#%d=x",
                 pick(random, grades, 4), pick(random, grades, 4), pick(random, met, 5),
                 pick(random, met, 5), 1 + (int)sl_random_below(random, 4));
        SL_AUTO(sl_record_drop) struct sl_record *record = test_record(county->std, "K", answers);
        struct sl_record_head head = test_head("K-9");
        head.id = id;
        head.team = pick(random, teams, 2);
        head.day = test_day("2025-05-01") + (int)sl_random_below(random, 60);
        assert_ok(sl_record_set_head(record, &head, &err), err);
        SL_AUTO(sl_free)
        char *sql = sl_format("SELECT coalesce(max(revision), 0) FROM record WHERE id = '%s'", id);
        struct sl_record_save save = {.record = record,
                                      .base = test_number(county->store, sql),
                                      .actor = "ada",
                                      .why = "because"};
        if (sl_record_save(county->store, &save, &err) == SL_OK)
            sl_record_move(county->store, save.record_no, pick(random, states, 8), "",
                           test_day("2025-08-01"), "lea", "reason", &err);
    }
}

START_TEST(what_was_kept_step_by_step_is_what_counting_anew_gives)
{
    COUNTY();
    struct sl_random random = sl_random_seeded(7);
    live(&county, &random, 150);
    ck_assert_int_gt(test_number(county.store, "SELECT count(*) FROM record_revision"), 60);
    ck_assert_int_gt(test_number(county.store, "SELECT count(*) FROM summary_cell"), 30);
    ck_assert_ptr_null(test_verify_records(county.store));
}
END_TEST

START_TEST(rebuilding_gives_the_same_rows_again)
{
    COUNTY();
    struct sl_error err = {0};
    struct sl_random random = sl_random_seeded(11);
    live(&county, &random, 60);
    const char *cells =
        "SELECT group_concat(tool || question || value || team || month || basis || n) FROM "
        "(SELECT * FROM summary_cell ORDER BY tool, month, team, basis, question, value)";
    const char *answers =
        "SELECT group_concat(record_no || question || row_no || state || coalesce(value, number, "
        "'') || sources) FROM (SELECT * FROM answer ORDER BY record_no, question, row_no)";
    SL_AUTO(sl_free) char *cells_before = test_raw_text(sl_store_path(county.store), cells);
    SL_AUTO(sl_free) char *answers_before = test_raw_text(sl_store_path(county.store), answers);
    test_write(county.store, "UPDATE summary_cell SET n = n + 1");
    test_write(county.store, "DELETE FROM answer WHERE question = 'VJ'");
    test_write(county.store, "INSERT INTO answer VALUES (9999, 'VJ', 0, 'answered', 'G', NULL, 0)");
    ck_assert_str_eq(test_verify_records(county.store), "answers");
    int64_t records = 0;
    assert_ok(sl_record_rebuild(county.store, &records, &err), err);
    ck_assert_int_eq(records, test_number(county.store, "SELECT count(*) FROM record"));
    SL_AUTO(sl_free) char *cells_after = test_raw_text(sl_store_path(county.store), cells);
    SL_AUTO(sl_free) char *answers_after = test_raw_text(sl_store_path(county.store), answers);
    ck_assert_str_eq(cells_after, cells_before);
    ck_assert_str_eq(answers_after, answers_before);
    ck_assert_ptr_null(test_verify_records(county.store));
}
END_TEST

/* Each of these is a change that somebody with another tool could make to the file. */
START_TEST(every_altered_value_fails_the_check_it_belongs_to)
{
    COUNTY();
    static const struct {
        const char *change, *undo, *check;
    } forgeries[] = {
        {"UPDATE record_revision SET body = CAST(replace(CAST(hex(body) AS TEXT), '47', '49') AS "
         "BLOB) WHERE revision_no = 1",
         NULL, "bodies"},
        {"UPDATE record_revision SET head = replace(head, 'N1', 'N2') WHERE revision_no = 1",
         "UPDATE record_revision SET head = replace(head, 'N2', 'N1') WHERE revision_no = 1",
         "bodies"},
        {"UPDATE record_move SET grade = 'O' WHERE record_no = 1 AND grade = 'G'",
         "UPDATE record_move SET grade = 'G' WHERE record_no = 1 AND grade = 'O'", "steps"},
        {"UPDATE record_move SET why = 'other'", "UPDATE record_move SET why = ''", "steps"},
        {"UPDATE record SET grade = 'O'", "UPDATE record SET grade = 'G'", "records"},
        {"UPDATE record SET state = 'shared'", "UPDATE record SET state = 'graded'", "records"},
        {"UPDATE record SET team = 'N2'", "UPDATE record SET team = 'N1'", "records"},
        {"UPDATE record SET day = '2025-06-11'", "UPDATE record SET day = '2025-06-10'", "records"},
        {"UPDATE record SET kind = 'plan'", "UPDATE record SET kind = 'review'", "records"},
        {"UPDATE record SET auditor = 'X'", "UPDATE record SET auditor = 'AUD1'", "records"},
        {"UPDATE answer SET value = 'O' WHERE question = 'VJ'",
         "UPDATE answer SET value = 'G' WHERE question = 'VJ'", "answers"},
        {"UPDATE answer SET sources = 8 WHERE question = 'VJ'",
         "UPDATE answer SET sources = 0 WHERE question = 'VJ'", "answers"},
        {"UPDATE answer SET number = 7 WHERE question = 'V1.due'",
         "UPDATE answer SET number = 6 WHERE question = 'V1.due'", "answers"},
        {"UPDATE decision SET outcome = 'no_concern' WHERE outcome = 'confirmed'",
         "UPDATE decision SET outcome = 'confirmed' WHERE outcome = 'no_concern'", "decisions"},
        {"UPDATE decision SET decided_by = 'ada' WHERE outcome = 'confirmed'",
         "UPDATE decision SET decided_by = 'lea' WHERE outcome = 'confirmed'", "decisions"},
        {"UPDATE decision SET reason = 'none' WHERE outcome = 'confirmed'",
         "UPDATE decision SET reason = 'told' WHERE outcome = 'confirmed'", "decisions"},
        {"UPDATE tool_version SET content = replace(content, '\"rank\":4', '\"rank\":0')",
         "UPDATE tool_version SET content = replace(content, '\"rank\":0', '\"rank\":4')", "words"},
        {"UPDATE summary_cell SET n = 2 WHERE question = 'VJ'",
         "UPDATE summary_cell SET n = 1 WHERE question = 'VJ'", "cells"},
    };
    struct sl_error err = {0};
    SL_AUTO(sl_record_drop)
    struct sl_record *record =
        test_record(county.std, "K-1", "VJ=G\nX6=G\nV1.due=6\nX1=Warmth\nX5=yes");
    struct sl_record_save save = test_save(county.store, record, 0);
    assert_ok(sl_decision_add(county.store, save.record_no, "flag", "X5", "confirmed", "told",
                              "lea", &err),
              err);
    assert_ok(sl_record_move(county.store, save.record_no, "graded", "", test_day("2025-07-01"),
                             "lea", "", &err),
              err);
    for (size_t i = SL_COUNT(forgeries); i-- > 0;) {
        ck_assert_ptr_null(test_verify_records(county.store));
        test_raw(sl_store_path(county.store), forgeries[i].change);
        const char *failed = test_verify_records(county.store);
        ck_assert_msg(failed != NULL, "not found: %s", forgeries[i].change);
        ck_assert_str_eq(failed, forgeries[i].check);
        if (forgeries[i].undo != NULL)
            test_raw(sl_store_path(county.store), forgeries[i].undo);
    }
    ck_assert_str_eq(test_verify_records(county.store), "bodies");
}
END_TEST

START_TEST(a_decision_that_is_gone_fails_verification)
{
    COUNTY();
    SL_AUTO(sl_record_drop) struct sl_record *record = test_record(county.std, "K-1", "X5=yes");
    test_save(county.store, record, 0);
    ck_assert_ptr_null(test_verify_records(county.store));
    test_raw(sl_store_path(county.store), "DELETE FROM decision");
    ck_assert_str_eq(test_verify_records(county.store), "decisions");
}
END_TEST

static enum sl_status add_up(void *context, const struct sl_cell *cell, struct sl_error *err) {
    (void)err;
    int64_t *sum = context;
    *sum += cell->n;
    return SL_OK;
}

START_TEST(cells_are_read_by_tool_question_team_and_months)
{
    COUNTY();
    struct sl_error err = {0};
    for (int i = 0; i < 6; i++) {
        SL_AUTO(sl_record_drop) struct sl_record *record = test_record(county.std, "K-1", "VJ=G");
        struct sl_record_head head = test_head("K-1");
        head.day = test_day("2025-01-15") + 31 * i;
        head.team = i % 2 == 0 ? "N1" : "N2";
        assert_ok(sl_record_set_head(record, &head, &err), err);
        test_save(county.store, record, 0);
    }
    const struct {
        struct sl_cell_choice choice;
        int64_t n;
    } asked[] = {{{.tool = "STD", .question = "VJ"}, 6},
                 {{.tool = "STD", .question = "VJ", .team = "N1"}, 3},
                 {{.tool = "STD", .question = "VJ", .from = "2025-02", .to = "2025-03"}, 2},
                 {{.question = ""}, 6},
                 {{.tool = "STD", .basis = "final"}, 0},
                 {{.tool = "TDA"}, 0},
                 {{.tool = NULL}, 12}};
    for (size_t i = 0; i < SL_COUNT(asked); i++) {
        int64_t sum = 0;
        assert_ok(sl_cell_each(county.store, &asked[i].choice, add_up, &sum, &err), err);
        ck_assert_int_eq(sum, asked[i].n);
    }
}
END_TEST

SL_SUITE("record_cache", cells_count_answers_by_team_month_and_basis,
         drafts_and_withdrawn_records_are_in_no_cell, a_changed_answer_moves_only_its_own_cells,
         what_was_kept_step_by_step_is_what_counting_anew_gives,
         rebuilding_gives_the_same_rows_again, every_altered_value_fails_the_check_it_belongs_to,
         a_decision_that_is_gone_fails_verification,
         cells_are_read_by_tool_question_team_and_months)
