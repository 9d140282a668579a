#include "scoring/live.h"
#include "scoring/grading.h"
#include "scoring/halt.h"
#include "scoring/outcome.h"
#include "scoring/previous.h"
#include "scoring/slim_row.h"
#include "store/query.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A published rule, ready to be taken up; why says why it isn't. */
struct ready {
    int64_t version_no;
    struct sl_rule *rule;
    struct sl_rule_forms *forms;
    struct sl_result_json *json;
    struct sl_engine engine; /* shared: it may have run anything since */
    struct sl_engine own;    /* from the second time on: it has this rule */
    bool has_own;
    int times;
    struct sl_error why;
    char stopped[200]; /* as the store has it: halt.h */
    int limits;
    bool halted; /* by this one */
    bool current;
};

/* What slim bodies of a tool's records tell of. */
struct kept_set {
    char *tool;
    struct sl_remembered set;
    bool settled; /* since the published rules last changed */
};

struct sl_live {
    const struct sl_engines *engines;
    struct kept_set *sets;
    size_t set_count;
    struct sl_slim_rows rows; /* of the record being scored */
    struct ready *rules;
    size_t count;
    int64_t tool_versions; /* when the forms were loaded */
    struct sl_facts_batch batch;
    struct sl_outcomes outcomes;
};

struct sl_live *sl_live_new(const struct sl_engines *engines) {
    struct sl_live *live = sl_new(1, sizeof *live);
    live->engines = engines;
    return live;
}

static void end_ready(struct ready *ready) {
    if (ready->has_own)
        ready->own.api->close(ready->own.scorer);
    sl_result_json_free(ready->json);
    sl_rule_forms_free(ready->forms);
    sl_rule_free(ready->rule);
}

static void forget_rules(struct sl_live *live) {
    for (size_t i = 0; i < live->count; i++)
        end_ready(&live->rules[i]);
    live->count = 0;
}

static void forget_sets(struct sl_live *live) {
    for (size_t i = 0; i < live->set_count; i++) {
        free(live->sets[i].tool);
        sl_remembered_drop(&live->sets[i].set);
    }
    free(live->sets);
    live->sets = NULL;
    live->set_count = 0;
}

static void unsettle(struct sl_live *live) {
    for (size_t i = 0; i < live->set_count; i++)
        live->sets[i].settled = false;
}

void sl_live_free(struct sl_live *live) {
    if (live == NULL)
        return;
    forget_rules(live);
    free(live->rules);
    forget_sets(live);
    sl_slim_rows_drop(&live->rows);
    sl_facts_batch_drop(&live->batch);
    sl_outcomes_drop(&live->outcomes);
    free(live);
}

void sl_live_drop(struct sl_live **live) {
    sl_live_free(*live);
    *live = NULL;
}

static void make_ready(struct sl_store *store, const struct sl_live *live, struct ready *ready) {
    enum sl_status status =
        sl_rule_from_version(store, ready->version_no, &ready->rule, &ready->why);
    if (status == SL_OK)
        status = live->engines->find(live->engines->context, sl_rule_language(ready->rule),
                                     &ready->engine, &ready->why);
    if (status == SL_OK)
        status = sl_rule_forms_load(store, sl_rule_header(ready->rule), &ready->forms, &ready->why);
    if (status == SL_OK)
        ready->json = sl_result_json_new(sl_rule_header(ready->rule));
}

static struct ready *find_ready(struct sl_live *live, int64_t version_no) {
    for (size_t i = 0; i < live->count; i++)
        if (live->rules[i].version_no == version_no)
            return &live->rules[i];
    return NULL;
}

static struct ready *add_ready(struct sl_store *store, struct sl_live *live, int64_t version_no) {
    live->rules = sl_resize(live->rules, live->count + 1, sizeof *live->rules);
    struct ready *ready = &live->rules[live->count++];
    *ready = (struct ready){.version_no = version_no, .current = true};
    make_ready(store, live, ready);
    unsettle(live);
    return ready;
}

/* A rule that was halted here and isn't any more was checked again: its count starts anew. */
static void take_stopped(struct ready *ready, const char *stopped) {
    snprintf(ready->stopped, sizeof ready->stopped, "%s", stopped);
    if (ready->halted && *stopped == '\0') {
        ready->halted = false;
        ready->limits = 0;
    }
}

static void drop_old(struct sl_live *live) {
    size_t kept = 0;
    for (size_t i = 0; i < live->count; i++) {
        if (live->rules[i].current)
            live->rules[kept++] = live->rules[i];
        else
            end_ready(&live->rules[i]);
    }
    live->count = kept;
}

/* Tools or rules may have changed since the last call; what a missing plugin kept from being ready
 * is tried again. */
static enum sl_status refresh(struct sl_store *store, struct sl_live *live, struct sl_error *err) {
    int64_t tool_versions = 0;
    enum sl_status status =
        sl_query_number(store, "SELECT count(*) FROM tool_version", &tool_versions, err);
    if (status != SL_OK)
        return status;
    if (tool_versions != live->tool_versions)
        forget_rules(live);
    live->tool_versions = tool_versions;
    for (size_t i = 0; i < live->count; i++)
        live->rules[i].current = live->rules[i].why.status == SL_OK;
    drop_old(live);
    for (size_t i = 0; i < live->count; i++)
        live->rules[i].current = false;
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "SELECT current_no, stopped FROM rule WHERE current_no IS NOT NULL "
                      "ORDER BY code",
                      err);
    while (sl_query_next(&q)) {
        struct ready *ready = find_ready(live, sl_query_get_int(&q, 0));
        if (ready == NULL)
            ready = add_ready(store, live, sl_query_get_int(&q, 0));
        ready->current = true;
        take_stopped(ready, sl_query_get_text(&q, 1));
    }
    if (q.status == SL_OK)
        drop_old(live);
    return q.status;
}

/* One case under one rule, and what came of it. */
struct attempt {
    struct ready *ready;
    const struct sl_facts *facts;
    const struct sl_scorer_case *given;
    struct sl_outcomes *outcomes;
};

static struct sl_outcome_source source_of(const struct ready *ready) {
    int engine = ready->engine.api != NULL ? ready->engine.api->engine : 0;
    return (struct sl_outcome_source){ready->rule, ready->forms, ready->json, engine};
}

static void refuse(const struct attempt *attempt, const char *reason) {
    struct sl_score key = {.record_no = attempt->facts->record_no,
                           .revision = attempt->facts->revision,
                           .version_no = attempt->ready->version_no};
    sl_outcomes_refuse(attempt->outcomes, &key, reason);
}

/* The sink of the scorer. */
static enum sl_status take_result(void *context, size_t index, struct sl_text packed,
                                  struct sl_error *err) {
    struct attempt *attempt = context;
    enum sl_result_status status = SL_RESULT_LIMIT;
    struct sl_outcome_source source = source_of(attempt->ready);
    if (index != 0)
        return sl_fail(err, SL_RULE, "", "The scorer gave more results than it had records");
    enum sl_outcome_kind kind = sl_outcomes_take(attempt->outcomes, &source, attempt->facts,
                                                 attempt->given, packed, &status);
    attempt->ready->limits += kind != SL_OUTCOME_SCORE;
    return SL_OK;
}

static void take_own(struct ready *ready, const struct sl_engines *engines) {
    struct sl_engine own;
    if (engines->fresh(engines->context, sl_rule_language(ready->rule), &own, NULL) != SL_OK)
        return;
    if (sl_rule_load(ready->rule, &own, ready->forms, NULL) == SL_OK) {
        ready->own = own;
        ready->has_own = true;
    } else {
        own.api->close(own.scorer);
    }
}

/* Loading a rule costs more than scoring a record: one that is asked again gets an engine of its
 * own, which keeps it. */
static enum sl_status take_engine(struct ready *ready, const struct sl_engines *engines,
                                  struct sl_engine *out, struct sl_error *err) {
    if (ready->times++ == 1 && engines->fresh != NULL)
        take_own(ready, engines);
    *out = ready->has_own ? ready->own : ready->engine;
    return ready->has_own ? SL_OK : sl_rule_load(ready->rule, out, ready->forms, err);
}

static void score_case(const struct sl_engines *engines, const struct attempt *attempt) {
    struct ready *ready = attempt->ready;
    struct sl_engine engine;
    size_t before = attempt->outcomes->count;
    struct sl_error why = ready->why;
    if (why.status == SL_OK && ready->stopped[0] != '\0')
        sl_fail(&why, SL_RULE, "", "%s %s and isn't tried any more until it is checked again",
                sl_rule_name(ready->rule), ready->stopped);
    enum sl_status status = why.status;
    if (status == SL_OK)
        status = take_engine(ready, engines, &engine, &why);
    if (status == SL_OK)
        status = engine.api->score(engine.scorer, attempt->given, 1, take_result,
                                   (void *)(uintptr_t)attempt, &why);
    if (attempt->outcomes->count == before)
        refuse(attempt, status == SL_OK ? "the scorer gave no result" : why.text);
}

static enum sl_status tool_of_record(struct sl_store *store, int64_t record_no, char *tool,
                                     size_t size, int64_t *revision, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store, "SELECT tool, revision FROM record WHERE record_no = :record", err);
    sl_query_int(&q, ":record", record_no);
    if (!sl_query_next(&q))
        return q.status != SL_OK ? q.status
                                 : sl_fail(err, SL_NOT_FOUND, "", "There is no record %lld",
                                           (long long)record_no);
    strncpy(tool, sl_query_get_text(&q, 0), size - 1);
    *revision = sl_query_get_int(&q, 1);
    return SL_OK;
}

static bool concerns(const struct ready *ready, const char *tool) {
    return ready->rule == NULL || sl_rule_header_applies(sl_rule_header(ready->rule), tool) != NULL;
}

static struct kept_set *kept_set_of(struct sl_live *live, const char *tool) {
    for (size_t i = 0; i < live->set_count; i++)
        if (strcmp(live->sets[i].tool, tool) == 0)
            return &live->sets[i];
    live->sets = sl_resize(live->sets, live->set_count + 1, sizeof *live->sets);
    struct kept_set *kept = &live->sets[live->set_count++];
    *kept = (struct kept_set){.tool = sl_copy(tool)};
    return kept;
}

/* The set in use, which another program may have changed. Nothing that goes wrong here keeps a
 * record from being scored: then no slim body is made. */
static struct sl_remembered *set_in_use(struct sl_store *store, struct sl_live *live,
                                        const char *tool) {
    struct kept_set *kept = kept_set_of(live, tool);
    SL_AUTO(sl_remembered_drop) struct sl_remembered now = {0};
    enum sl_status status = kept->settled ? sl_remembered_load(store, tool, &now, NULL)
                                          : sl_remembered_settle(store, tool, NULL, &now, NULL);
    kept->settled = status == SL_OK;
    if (status == SL_OK && now.set_no != kept->set.set_no) {
        sl_remembered_drop(&kept->set);
        kept->set = now;
        now = (struct sl_remembered){0};
    }
    if (status == SL_OK)
        status = sl_remembered_prepare(store, &kept->set, NULL);
    return status == SL_OK ? &kept->set : NULL;
}

static void remember(struct sl_store *store, struct sl_live *live, const struct ready *ready) {
    const struct sl_facts *facts = live->batch.facts;
    const struct sl_scorer_case *given = live->batch.cases;
    if (!ready->engine.api->slim || live->rows.count > 0)
        return;
    const char *tool = sl_rule_forms_at(ready->forms, given->form)->code;
    struct sl_remembered *set = set_in_use(store, live, tool);
    if (set != NULL && set->set_no != facts->slim_set)
        sl_slim_rows_add(&live->rows, set, facts->record_no, facts->revision_no, given->body);
}

/* Reads the record's facts as this rule's forms count them, and scores them. */
static enum sl_status score_under(struct sl_store *store, struct sl_live *live, struct ready *ready,
                                  const struct sl_facts *record, struct sl_error *err) {
    struct attempt attempt = {ready, record, NULL, &live->outcomes};
    if (ready->why.status != SL_OK) {
        score_case(live->engines, &attempt);
        return SL_OK;
    }
    struct sl_facts_choice choice = sl_facts_of_all;
    choice.record_no = record->record_no;
    SL_AUTO(sl_facts_drop)
    struct sl_facts_cursor *cursor =
        sl_facts_open(store, sl_rule_header(ready->rule), ready->forms, &choice);
    sl_facts_take_slim(cursor, &(struct sl_facts_slim){.look = true});
    enum sl_status status = sl_facts_next(cursor, &live->batch, err);
    if (status == SL_END && sl_facts_unfit(cursor) > 0)
        refuse(&attempt, "the record's version of the tool doesn't ask all that the rule needs");
    if (status != SL_OK)
        return status == SL_END ? SL_OK : status;
    attempt.facts = live->batch.facts;
    attempt.given = live->batch.cases;
    remember(store, live, ready);
    score_case(live->engines, &attempt);
    return SL_OK;
}

struct following {
    struct sl_store *store;
    struct sl_live *live;
    struct ready *ready;
};

static enum sl_status score_following(void *context, int64_t record_no, int64_t revision,
                                      struct sl_error *err) {
    const struct following *following = context;
    const struct sl_facts record = {.record_no = record_no, .revision = revision};
    return score_under(following->store, following->live, following->ready, &record, err);
}

/* What a rule with history says of the records behind it may be another now. */
static enum sl_status score_behind(struct sl_store *store, struct sl_live *live,
                                   struct ready *ready, int64_t record_no, struct sl_error *err) {
    struct following following = {store, live, ready};
    if (ready->why.status != SL_OK || !sl_rule_header(ready->rule)->history)
        return SL_OK;
    return sl_previous_successors(store, record_no, score_following, &following, err);
}

/* A write function. */
static enum sl_status write_live(struct sl_store *store, void *context, struct sl_error *err) {
    struct sl_live *live = context;
    enum sl_status status = sl_outcomes_write(store, &live->outcomes, err);
    return status == SL_OK ? sl_slim_rows_write(store, &live->rows, err) : status;
}

/* What can't be written is written after the next record. */
static void halt_stopped(struct sl_store *store, struct sl_live *live) {
    for (size_t i = 0; i < live->count; i++) {
        struct ready *ready = &live->rules[i];
        if (ready->halted || ready->limits < SL_HALT_AFTER)
            continue;
        SL_AUTO(sl_free)
        char *why = sl_format("was stopped by limits %d times while people worked", ready->limits);
        ready->halted = sl_rule_halt(store, ready->version_no, why, NULL) == SL_OK;
    }
}

static void count_outcomes(const struct sl_outcomes *outcomes, struct sl_live_counts *out) {
    struct sl_live_counts counts = {0};
    for (size_t i = 0; i < outcomes->count; i++) {
        bool scored = outcomes->scores[i].status != SL_RESULT_LIMIT;
        counts.scored += scored;
        counts.not_scored += !scored;
    }
    if (out != NULL)
        *out = counts;
}

enum sl_status sl_score_record(struct sl_store *store, struct sl_live *live, int64_t record_no,
                               struct sl_live_counts *out, struct sl_error *err) {
    char tool[64] = "";
    struct sl_facts record = {.record_no = record_no};
    enum sl_status status =
        tool_of_record(store, record_no, tool, sizeof tool, &record.revision, err);
    if (status == SL_OK)
        status = refresh(store, live, err);
    sl_outcomes_clear(&live->outcomes);
    sl_slim_rows_clear(&live->rows);
    for (size_t i = 0; i < live->count && status == SL_OK; i++) {
        struct ready *ready = &live->rules[i];
        if (!concerns(ready, tool))
            continue;
        status = score_under(store, live, ready, &record, err);
        if (status == SL_OK)
            status = score_behind(store, live, ready, record_no, err);
    }
    if (status == SL_OK && live->outcomes.count > 0) {
        sl_outcomes_settle(&live->outcomes, true);
        status = sl_store_write(store, write_live, live, err);
    }
    if (status == SL_OK)
        halt_stopped(store, live);
    if (status == SL_OK)
        count_outcomes(&live->outcomes, out);
    return status == SL_OK ? sl_grading_note(store, record_no, NULL, err) : status;
}

struct telling {
    enum sl_status (*told)(void *context, const struct sl_live_result *result,
                           struct sl_error *err);
    void *context;
};

static enum sl_status score_body_under(struct sl_live *live, struct ready *ready, int form,
                                       const struct sl_scorer_case *given,
                                       const struct telling *telling, struct sl_error *err) {
    struct sl_facts nobody = {0};
    struct attempt attempt = {ready, &nobody, given, &live->outcomes};
    sl_outcomes_clear(&live->outcomes);
    score_case(live->engines, &attempt);
    sl_outcomes_settle(&live->outcomes, false);
    const struct sl_score *score = &live->outcomes.scores[0];
    struct sl_live_result result = {sl_rule_header(ready->rule),
                                    sl_rule_forms_at(ready->forms, (size_t)form), score->status,
                                    score->result};
    return telling->told(telling->context, &result, err);
}

enum sl_status sl_score_body(struct sl_store *store, struct sl_live *live, const char *rule,
                             const struct sl_tool *tool, struct sl_text body,
                             struct sl_text decisions, sl_day basis_day,
                             enum sl_status (*told)(void *context,
                                                    const struct sl_live_result *result,
                                                    struct sl_error *err),
                             void *context, struct sl_error *err) {
    struct telling telling = {told, context};
    struct sl_scorer_case given = {body, decisions, basis_day, 0};
    bool found = false;
    enum sl_status status = refresh(store, live, err);
    for (size_t i = 0; i < live->count && status == SL_OK; i++) {
        struct ready *ready = &live->rules[i];
        if (ready->why.status != SL_OK)
            continue;
        if (rule != NULL && strcmp(rule, sl_rule_header(ready->rule)->code) != 0)
            continue;
        found = true;
        int form = sl_rule_forms_find(ready->forms, sl_tool_code(tool), sl_tool_version(tool));
        if (form < 0)
            continue;
        given.form = (size_t)form;
        status = score_body_under(live, ready, form, &given, &telling, err);
    }
    if (status == SL_OK && rule != NULL && !found)
        return sl_fail(err, SL_NOT_FOUND, "",
                       "No version of the rule %s is published, or no "
                       "scorer reads it",
                       rule);
    return status;
}
