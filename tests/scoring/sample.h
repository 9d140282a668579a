/*
 * scoring/sample.h - a small tool, records made with it behind the back of practice/record, and
 * small rules for the scorer of support/scorer.h.
 */
#pragma once
#include "practice/tool.h"
#include "scoring/live.h"
#include "scoring/publication.h"
#include "scoring/rescore.h"
#include "scoring/shipping.h"
#include "store/query.h"
#include "support/scorer.h"
#include "support/store.h"
#include <stdlib.h>

static const char sample_tool_json[] =
    "{\"tool\":\"MINI\",\"version\":1,\"title\":\"Small audit\",\"about\":\"For tests.\","
    "\"source\":\"tests\",\"scales\":{\"ofsted4\":["
    "{\"token\":\"O\",\"label\":\"Outstanding\",\"rank\":4,\"good\":true},"
    "{\"token\":\"G\",\"label\":\"Good\",\"rank\":3,\"good\":true},"
    "{\"token\":\"R\",\"label\":\"Requires improvement\",\"rank\":2,\"good\":false},"
    "{\"token\":\"I\",\"label\":\"Inadequate\",\"rank\":1,\"good\":false}],"
    "\"yes_no\":[{\"token\":\"yes\",\"label\":\"Yes\",\"rank\":3,\"good\":true},"
    "{\"token\":\"no\",\"label\":\"No\",\"rank\":1,\"good\":false}]},"
    "\"forms\":[{\"code\":\"core\",\"title\":\"Core\",\"kind\":\"review\",\"minutes\":9,"
    "\"graded\":true}],"
    "\"sections\":[{\"code\":\"SAFE\",\"title\":\"Safety\",\"core\":true,\"questions\":["
    "{\"code\":\"SJ\",\"text\":\"How safe is the child?\",\"type\":\"grade\",\"scale\":\"ofsted4\","
    "\"judgement\":true},"
    "{\"code\":\"S1\",\"text\":\"Is the child safe now?\",\"type\":\"yes_no\",\"scale\":\"yes_no\","
    "\"critical\":{\"class\":\"A\",\"on\":\"no\",\"route\":\"safeguarding\"}}]},"
    "{\"code\":\"VOICE\",\"title\":\"Voice\",\"core\":true,\"questions\":["
    "{\"code\":\"VJ\",\"text\":\"How well is the child heard?\",\"type\":\"grade\","
    "\"scale\":\"ofsted4\",\"judgement\":true},"
    "{\"code\":\"V9\",\"text\":\"What did the child say?\",\"type\":\"text\"}]},"
    "{\"code\":\"PLAN\",\"title\":\"Plan\",\"questions\":["
    "{\"code\":\"plan_date\",\"text\":\"Day of the "
    "plan\",\"type\":\"day\",\"column\":\"plan_date\"}"
    "]},{\"code\":\"ACTIONS\",\"title\":\"Actions\",\"rows\":{\"of\":\"action\",\"min\":0,"
    "\"max\":100},\"questions\":["
    "{\"code\":\"plan.action\",\"text\":\"The action\",\"type\":\"text\",\"column\":\"action\"},"
    "{\"code\":\"plan.weeks\",\"text\":\"In how many weeks?\",\"type\":\"count\",\"min\":0,"
    "\"max\":99,\"column\":\"weeks\"}]}]}";

enum { SAMPLE_SJ, SAMPLE_S1, SAMPLE_VJ, SAMPLE_V9, SAMPLE_PLAN_DATE, SAMPLE_ACTION, SAMPLE_WEEKS };

/* The header of a rule on grades, as far as its steps; close with "}". */
#define SAMPLE_RULE(steps, examples)                                                               \
    "{\"code\":\"overall.mini\",\"title\":\"Overall grade\",\"kind\":\"grade\","                   \
    "\"why\":\"First version\",\"applies\":[\"MINI\"],\"needs\":[\"SAFE.SJ\",\"VJ\",\"V9\"],"      \
    "\"lists\":{},\"settings\":{\"good\":250},\"clauses\":{"                                       \
    "\"base\":\"The safety judgement is the grade; {good} or more is Good\","                      \
    "\"L1\":\"An Inadequate judgement on safety makes the case Inadequate\"},"                     \
    "\"outputs\":[[\"grade\",\"O G R I\"],[\"mean\",\"integer "                                    \
    "0..400\"],[\"half\",\"hundredths\"],"                                                         \
    "[\"due\",\"day\"],[\"partial\",\"yes_no\"],[\"note\",\"text\"]],"                             \
    "\"lines\":{\"clauses.L1\":12,\"examples\":30},"                                               \
    "\"steps\":" steps ",\"examples\":" examples "}"

#define SAMPLE_STEPS                                                                               \
    "[{\"if\":[\"SAFE.SJ\",\"I\"],\"do\":[[\"value\",\"grade\",\"I\"],"                            \
    "[\"reason\",\"L1\",\"SAFE.SJ\"]]},"                                                           \
    "{\"if\":[\"SJ\",\"G\"],\"do\":[[\"value\",\"grade\",\"G\"],[\"number\",\"mean\",300],"        \
    "[\"reason\",\"base\",\"SJ\",\"VJ\"]]},"                                                       \
    "{\"if\":[\"SJ\",\"O\"],\"do\":[[\"value\",\"grade\",\"O\"],[\"reason\",\"base\",\"SJ\"]]}]"
#define SAMPLE_EXAMPLES                                                                            \
    "[{\"name\":\"unsafe child\",\"given\":{\"SAFE.SJ\":\"I\",\"VJ\":\"G\"},"                      \
    "\"expect\":{\"grade\":\"I\",\"clauses\":[\"L1\"],\"without\":[\"base\"]}},"                   \
    "{\"name\":\"all good\",\"given\":{\"SJ\":\"G\"},\"expect\":{\"grade\":\"G\",\"mean\":300,"    \
    "\"exactly\":[\"base\"]}}]"

/* Harsher: a Good judgement on safety is no longer enough. */
#define SAMPLE_HARSH_STEPS                                                                         \
    "[{\"if\":[\"SAFE.SJ\",\"I\"],\"do\":[[\"value\",\"grade\",\"I\"],[\"reason\",\"L1\","         \
    "\"SJ\"]]},"                                                                                   \
    "{\"if\":[\"SJ\",\"G\"],\"do\":[[\"value\",\"grade\",\"R\"],[\"reason\",\"base\",\"SJ\"]]}]"
#define SAMPLE_HARSH_EXAMPLES                                                                      \
    "[{\"name\":\"unsafe\",\"given\":{\"SJ\":\"I\"},\"expect\":{\"grade\":\"I\"}},"                \
    "{\"name\":\"good\",\"given\":{\"SJ\":\"G\"},\"expect\":{\"grade\":\"R\"}}]"

struct sample {
    struct sl_store *store;
    struct sl_tool *tool;
    struct sl_engine engine;
    struct sl_engines engines;
    struct sl_shelf shelf;
};

static inline void sample_open(struct sample *sample, const char *name) {
    struct sl_error err = {0};
    *sample = (struct sample){.store = test_store(name), .engine = test_engine()};
    sample->engines = test_engines(&sample->engine);
    sample->shelf.store = sample->store;
    assert_ok(sl_tool_parse("MINI", sample_tool_json, &sample->tool, &err), err);
    assert_ok(sl_tool_add(sample->store, sample->tool, "tests", &err), err);
    test_write(sample->store, "INSERT INTO service (code, name) VALUES ('svc', 'Service')");
    test_write(sample->store,
               "INSERT INTO team (code, name, opened_on) VALUES ('red', 'Red team', '2000-01-01')");
    test_write(
        sample->store,
        "INSERT INTO team (code, name, opened_on) VALUES ('blue', 'Blue team', '2000-01-01')");
    test_write(sample->store, "INSERT INTO team_service (team, service, valid_from) "
                              "VALUES ('red', 'svc', '2000-01-01')");
}

static inline void sample_close(struct sample *sample) {
    test_engine_close(&sample->engine);
    sl_tool_free(sample->tool);
    sl_store_close(sample->store);
}

/* A body in the making. */
static inline struct sl_packer *sample_body(const struct sample *sample) {
    return sl_packer_new(sl_tool_hash(sample->tool)->bytes,
                         (uint32_t)sl_tool_questions(sample->tool));
}

static inline void sample_token(struct sl_packer *packer, uint32_t question, const char *token) {
    struct sl_value value = {
        .state = SL_ANSWERED, .kind = SL_VALUE_TOKEN, .text = sl_text_of(token)};
    sl_packer_put(packer, question, 0, &value);
}

static inline void sample_text(struct sl_packer *packer, uint32_t question, uint16_t row,
                               const char *words) {
    struct sl_value value = {
        .state = SL_ANSWERED, .kind = SL_VALUE_TEXT, .text = sl_text_of(words)};
    sl_packer_put(packer, question, row, &value);
}

static inline void sample_count(struct sl_packer *packer, uint32_t question, uint16_t row,
                                int32_t number) {
    struct sl_value value = {.state = SL_ANSWERED, .kind = SL_VALUE_NUMBER, .number = number};
    sl_packer_put(packer, question, row, &value);
}

struct sample_record {
    int64_t record_no;
    const char *team, *day, *state, *grade;
    const uint8_t *body;
    size_t length;
};

static inline enum sl_status sample_insert_revision(struct sl_store *store,
                                                    const struct sample_record *record,
                                                    struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "INSERT INTO record_revision (revision_no, record_no, "
                                      "revision, head, body, salt, saved_by, saved_at, why, "
                                      "trail_seq) VALUES (:no, :no, 1, '{}', :body, :body, "
                                      "'tests', 1, '', 0)",
                                      err);
    sl_query_int(&q, ":no", record->record_no);
    sl_query_bytes(&q, ":body", record->body, record->length);
    return sl_query_run(&q);
}

static inline enum sl_status sample_insert(struct sl_store *store, void *context,
                                           struct sl_error *err) {
    const struct sample_record *record = context;
    struct sl_hash hash = sl_hash_of(record->body, record->length);
    SL_AUTO(sl_free)
    char *id = sl_format("00000000-0000-4000-8000-%012lld", (long long)record->record_no);
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "INSERT INTO record (record_no, id, kind, tool, tool_version, form, case_ref, "
        "family_group, team, service, worker, auditor, day, route, programme, state, revision, "
        "revision_no, body_hash, grade, graded_on, saved_at) VALUES (:no, :id, 'review', 'MINI', "
        "1, 'core', 'C', '', :team, 'svc', '', 'aud', :day, 'random', '', :state, 1, :no, :hash, "
        ":grade, :graded_on, 1)",
        err);
    sl_query_int(&q, ":no", record->record_no);
    sl_query_text(&q, ":id", id);
    sl_query_text(&q, ":team", record->team);
    sl_query_text(&q, ":day", record->day);
    sl_query_text(&q, ":state", record->state);
    sl_query_bytes(&q, ":hash", hash.bytes, sizeof hash.bytes);
    sl_query_text(&q, ":grade", record->grade);
    sl_query_text(&q, ":graded_on", record->grade != NULL ? record->day : NULL);
    enum sl_status status = sl_query_run(&q);
    return status == SL_OK ? sample_insert_revision(store, record, err) : status;
}

/* Keeps what the packer holds as a record and ends the packer. */
static inline void sample_save(struct sample *sample, struct sl_packer *packer,
                               struct sample_record record) {
    struct sl_error err = {0};
    SL_AUTO(sl_free) uint8_t *body = NULL;
    sl_packer_finish(packer, &body, &record.length);
    record.body = body;
    record.team = record.team != NULL ? record.team : "red";
    record.day = record.day != NULL ? record.day : "2025-03-03";
    record.state = record.state != NULL ? record.state : "submitted";
    assert_ok(sl_store_write(sample->store, sample_insert, &record, &err), err);
    sl_packer_free(packer);
}

/* A record that says nothing but how safe the child is. */
static inline void sample_grade(struct sample *sample, int64_t record_no, const char *grade) {
    struct sl_packer *packer = sample_body(sample);
    sample_token(packer, SAMPLE_SJ, grade);
    sample_save(sample, packer, (struct sample_record){.record_no = record_no});
}

static inline struct sl_rule *sample_rule(struct sample *sample, const char *source) {
    struct sl_error err = {0};
    struct sl_rule *rule = NULL;
    assert_ok(sl_rule_from_source(&sample->engine, &sample->shelf, "mini.table.json",
                                  sl_text_of(source), NULL, &rule, &err),
              err);
    return rule;
}

/* Drafted by one person, published by another; the version as the store has it. */
static inline struct sl_rule *sample_publish(struct sample *sample, const char *source) {
    struct sl_error err = {0};
    int64_t number = 0;
    SL_AUTO(sl_rule_drop) struct sl_rule *draft = sample_rule(sample, source);
    assert_ok(sl_rule_draft(sample->store, draft, "ann", "", &number, &err), err);
    const char *code = sl_rule_header(draft)->code;
    assert_ok(sl_rule_propose(sample->store, &sample->engine, code, number, "ann", "", NULL, &err),
              err);
    assert_ok(sl_rule_publish(sample->store, &sample->engine, code, number, "ben", NULL,
                              SL_DAY_NONE, &err),
              err);
    struct sl_rule *rule = NULL;
    assert_ok(sl_rule_from_store(sample->store, code, 0, &rule, &err), err);
    return rule;
}
