/*
 * summary/county.h - records made row by row for tests of summaries: two services, three teams, all
 * tools and lists of the schema folder. Nothing here goes through practice/record.h, so that a
 * figure is compared with what was put into the store and not with what another module makes of it.
 */
#pragma once
#include "base/random.h"
#include "practice/list.h"
#include "practice/tool.h"
#include "store/query.h"
#include "support/store.h"
#include "support/suite.h"
#include <stdio.h>

struct county_record {
    int64_t no;
    const char *tool, *form, *kind; /* NULL: STD, full, review */
    const char *team;               /* NULL: north */
    const char *service;            /* NULL: safeguarding */
    const char *day, *state;        /* NULL: graded */
    const char *grade;              /* NULL: none */
    const char *route;              /* NULL: random */
    int64_t version, rule_no;       /* 0: 1; 0: none */
};

static inline const char *county_or(const char *given, const char *otherwise) {
    return given == NULL ? otherwise : given;
}

static inline void county_record(struct sl_store *store, const struct county_record *r) {
    struct sl_error err = {0};
    char id[40];
    snprintf(id, sizeof id, "00000000-0000-4000-8000-%012lld", (long long)r->no);
    struct sl_query q = sl_query_open(
        store,
        "INSERT INTO record (record_no, id, kind, tool, tool_version, form, case_ref, family_group,"
        " team, service, worker, auditor, day, route, programme, state, revision, revision_no,"
        " body_hash, grade, graded_on, graded_rule_no, saved_at) VALUES (:no, :id, :kind, :tool,"
        " :version, :form, :id, '', :team, :service, 'W1', 'A1', :day, :route, '', :state, 1, :no,"
        " :hash, :grade, :graded_on, :rule_no, 0)",
        &err);
    sl_query_int(&q, ":no", r->no);
    sl_query_text(&q, ":id", id);
    sl_query_text(&q, ":kind", county_or(r->kind, "review"));
    sl_query_text(&q, ":tool", county_or(r->tool, "STD"));
    sl_query_int(&q, ":version", r->version == 0 ? 1 : r->version);
    sl_query_text(&q, ":form", county_or(r->form, "full"));
    sl_query_text(&q, ":team", county_or(r->team, "north"));
    sl_query_text(&q, ":service", county_or(r->service, "safeguarding"));
    sl_query_text(&q, ":day", r->day);
    sl_query_text(&q, ":route", county_or(r->route, "random"));
    sl_query_text(&q, ":state", county_or(r->state, "graded"));
    sl_query_bytes(&q, ":hash", "0", 1);
    sl_query_text(&q, ":grade", r->grade);
    sl_query_text(&q, ":graded_on", r->grade == NULL ? NULL : r->day);
    if (r->rule_no == 0)
        sl_query_null(&q, ":rule_no");
    else
        sl_query_int(&q, ":rule_no", r->rule_no);
    assert_ok(sl_query_run(&q), err);
    sl_query_close(&q);
}

/* value: a token; NULL with state not_applicable or not_evidenced. */
static inline void county_answer(struct sl_store *store, int64_t no, const char *question,
                                 const char *state, const char *value) {
    struct sl_error err = {0};
    struct sl_query q = sl_query_open(
        store,
        "INSERT INTO answer (record_no, question, row_no, state, value, number, sources)"
        " VALUES (:no, :question, 0, :state, :value, NULL, 1)",
        &err);
    sl_query_int(&q, ":no", no);
    sl_query_text(&q, ":question", question);
    sl_query_text(&q, ":state", state);
    sl_query_text(&q, ":value", value);
    assert_ok(sl_query_run(&q), err);
    sl_query_close(&q);
}

/* How many records have each answer, from record no on. */
static inline void county_answers(struct sl_store *store, int64_t no, const char *question,
                                  const char *value, int n) {
    for (int i = 0; i < n; i++)
        county_answer(store, no + i, question, "answered", value);
}

static inline enum sl_status county_teams(struct sl_store *store, void *context,
                                          struct sl_error *err) {
    static const char *const rows[] = {
        "INSERT INTO service (code, name) VALUES ('safeguarding', 'Safeguarding'),"
        " ('looked-after', 'Looked After Children')",
        "INSERT INTO team (code, name, opened_on) VALUES ('north', 'North', '2020-01-01'),"
        " ('south', 'South', '2020-01-01'), ('coast', 'Coast', '2020-01-01')",
        "INSERT INTO team_service (team, service, valid_from, valid_to) VALUES"
        " ('north', 'safeguarding', '2020-01-01', NULL),"
        " ('south', 'safeguarding', '2020-01-01', '2025-03-31'),"
        " ('south', 'looked-after', '2025-04-01', NULL),"
        " ('coast', 'looked-after', '2020-01-01', NULL)",
    };
    (void)context;
    for (size_t i = 0; i < SL_COUNT(rows); i++) {
        struct sl_query q = sl_query_open(store, rows[i], err);
        enum sl_status status = sl_query_run(&q);
        sl_query_close(&q);
        if (status != SL_OK)
            return status;
    }
    return SL_OK;
}

/* The kept cells as they must be, by plain SQL. */
static inline enum sl_status county_cells(struct sl_store *store, void *context,
                                          struct sl_error *err) {
    (void)context;
    struct sl_query q = sl_query_open(
        store,
        "INSERT INTO summary_cell (tool, question, value, team, month, basis, n)"
        " SELECT r.tool, a.question, CASE a.state WHEN 'answered' THEN a.value ELSE a.state END,"
        " r.team, substr(r.day, 1, 7), CASE WHEN r.state IN ('submitted', 'moderating')"
        " THEN 'provisional' ELSE 'final' END, count(*) FROM record r JOIN answer a"
        " ON a.record_no = r.record_no WHERE r.state NOT IN ('in_progress', 'returned',"
        " 'withdrawn') GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6",
        err);
    enum sl_status status = sl_query_run(&q);
    sl_query_close(&q);
    return status;
}

/* A store with services, teams, tools and lists, then what fill puts into it. */
static inline struct sl_store *county(const char *name, sl_write_fn *fill) {
    struct sl_error err = {0};
    struct sl_store *store = test_store(name);
    assert_ok(sl_list_add_all(store, test_schema_home(), "test", &err), err);
    assert_ok(sl_tool_add_all(store, test_schema_home(), "test", &err), err);
    assert_ok(sl_store_write(store, county_teams, NULL, &err), err);
    assert_ok(sl_store_write(store, fill, NULL, &err), err);
    assert_ok(sl_store_write(store, county_cells, NULL, &err), err);
    return store;
}

/* A rule with one published version; version_no is its number in rule_version. */
static inline void county_rule(struct sl_store *store, const char *code, const char *kind,
                               int64_t version_no, int64_t number) {
    struct sl_error err = {0};
    char id[40];
    snprintf(id, sizeof id, "10000000-0000-4000-8000-%012lld", (long long)version_no);
    struct sl_query q = sl_query_open(store,
                                      "INSERT INTO rule (code, title, kind, current_no)"
                                      " VALUES (:code, :code, :kind, NULL) ON CONFLICT DO NOTHING",
                                      &err);
    sl_query_text(&q, ":code", code);
    sl_query_text(&q, ":kind", kind);
    assert_ok(sl_query_run(&q), err);
    sl_query_close(&q);
    q = sl_query_open(store,
                      "INSERT INTO rule_version (version_no, id, rule, number, language, source,"
                      " settings, header, lists, libraries, hash, author, why, state, made_at)"
                      " VALUES (:no, :id, :code, :number, 'lua', '', '{}',"
                      " '{\"applies\":[\"STD\"]}', '{}', '{}', :hash, 'a', 'w', 'published', 0)",
                      &err);
    sl_query_int(&q, ":no", version_no);
    sl_query_text(&q, ":id", id);
    sl_query_text(&q, ":code", code);
    sl_query_int(&q, ":number", number);
    sl_query_text(&q, ":hash", "0000000000000000000000000000000000000000000000000000000000000000");
    assert_ok(sl_query_run(&q), err);
    sl_query_close(&q);
    q = sl_query_open(store, "UPDATE rule SET current_no = :no WHERE code = :code", &err);
    sl_query_int(&q, ":no", version_no);
    sl_query_text(&q, ":code", code);
    assert_ok(sl_query_run(&q), err);
    sl_query_close(&q);
}

static inline void county_score(struct sl_store *store, int64_t record_no, int64_t version_no,
                                int64_t revision, const char *status, const char *values) {
    struct sl_error err = {0};
    SL_AUTO(sl_free) char *result = sl_format("{\"reasons\":[],\"values\":%s}", values);
    struct sl_query q = sl_query_open(
        store,
        "INSERT INTO score (record_no, revision, facts_hash, version_no, basis_day, engine, status,"
        " result, hash, scored_at) VALUES (:no, :revision, :hash, :version, '2025-01-01', 1,"
        " :status, :result, :hash, 0)",
        &err);
    sl_query_int(&q, ":no", record_no);
    sl_query_int(&q, ":revision", revision);
    sl_query_int(&q, ":version", version_no);
    sl_query_text(&q, ":status", status);
    sl_query_text(&q, ":result", result);
    sl_query_bytes(&q, ":hash", "0", 1);
    assert_ok(sl_query_run(&q), err);
    sl_query_close(&q);
}

/* Statements of a fill function, one after the other. */
static inline void county_sql(struct sl_store *store, const char *sql) {
    struct sl_error err = {0};
    struct sl_query q = sl_query_open_once(store, sql, &err);
    assert_ok(sl_query_run(&q), err);
    sl_query_close(&q);
}
