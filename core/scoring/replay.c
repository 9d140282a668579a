#include "scoring/replay.h"
#include "scoring/outcome.h"
#include "scoring/replay_facts.h"
#include "scoring/rule_version.h"
#include "store/query.h"
#include <stdlib.h>
#include <string.h>

enum { VERSIONS_MOST = 4096 };

struct replaying { /* one version at work */
    struct sl_replay *replay;
    struct sl_rule *rule;
    struct sl_engine engine;
    bool fresh; /* the engine is ours to close */
    struct sl_rule_forms *forms;
    struct sl_result_json *json;
    struct sl_previous *previous; /* NULL: the rule reads none */
    struct sl_replay_score scores[SL_REPLAY_MOST];
    size_t count;
    struct sl_scorer_case cases[SL_REPLAY_MOST];
    size_t place[SL_REPLAY_MOST]; /* of each case in scores */
    size_t cases_count;
    int64_t done, total;
};

static void drop_scores(struct replaying *r) {
    for (size_t i = 0; i < r->count; i++)
        sl_replay_score_drop(&r->scores[i]);
    r->count = 0;
}

static void replaying_drop(struct replaying *r) {
    drop_scores(r);
    sl_previous_free(r->previous);
    sl_result_json_free(r->json);
    sl_rule_forms_free(r->forms);
    sl_rule_free(r->rule);
    if (r->fresh)
        r->engine.api->close(r->engine.scorer);
}

static void tell(const struct replaying *r, const struct sl_replay_score *score, const char *what,
                 const char *now) {
    const struct sl_replay_finding finding = {.record = score->record,
                                              .rule = sl_rule_header(r->rule)->code,
                                              .number = sl_rule_number(r->rule),
                                              .revision = score->facts.revision,
                                              .what = what,
                                              .kept = score->kept,
                                              .now = now};
    if (r->replay->found != NULL)
        r->replay->found(r->replay->context, &finding);
}

static void compare(const struct replaying *r, const struct sl_replay_score *score,
                    const char *now) {
    struct sl_replay_counts *counts = &r->replay->counts;
    if (strcmp(score->kept, now) == 0) {
        counts->same++;
    } else if (score->engine != r->engine.api->engine) {
        counts->other_engine++;
        tell(r, score, "other engine", now);
    } else {
        counts->differ++;
        tell(r, score, "differs", now);
    }
}

static enum sl_status take(void *context, size_t index, struct sl_text packed,
                           struct sl_error *err) {
    (void)err;
    const struct replaying *r = context;
    const struct sl_replay_score *score = &r->scores[r->place[index]];
    const struct sl_outcome_source source = {r->rule, r->forms, r->json, r->engine.api->engine};
    SL_AUTO(sl_outcomes_drop) struct sl_outcomes outcomes = {0};
    enum sl_result_status status = SL_RESULT_LIMIT;
    enum sl_outcome_kind kind =
        sl_outcomes_take(&outcomes, &source, &score->facts, &r->cases[index], packed, &status);
    sl_outcomes_settle(&outcomes, false);
    struct sl_text result = outcomes.scores[0].result;
    SL_AUTO(sl_free)
    char *now = sl_format("%s %.*s", kind == SL_OUTCOME_SCORE ? sl_result_status_name(status) : "",
                          (int)result.length, result.bytes);
    if (kind == SL_OUTCOME_LIMIT) {
        r->replay->counts.limited++;
        tell(r, score, "limit", now);
    } else {
        compare(r, score, now);
    }
    return SL_OK;
}

/* Leaves out scores whose facts can't be put together again. */
static void lay_cases(struct replaying *r) {
    r->cases_count = 0;
    for (size_t i = 0; i < r->count; i++) {
        if (r->scores[i].built) {
            r->place[r->cases_count] = i;
            r->cases[r->cases_count++] = r->scores[i].given;
            continue;
        }
        r->replay->counts.unbuilt++;
        tell(r, &r->scores[i], "facts", "");
    }
}

static enum sl_status replay_batch(struct replaying *r, int64_t *after, struct sl_error *err) {
    drop_scores(r);
    enum sl_status status =
        sl_replay_scores(r->replay->store, sl_rule_version_no(r->rule), r->forms, r->previous,
                         after, r->scores, &r->count, err);
    if (status != SL_OK || r->count == 0)
        return status;
    lay_cases(r);
    r->replay->counts.scores += (int64_t)r->count;
    r->done += (int64_t)r->count;
    status = r->engine.api->score(r->engine.scorer, r->cases, r->cases_count, take, r, err);
    bool (*progress)(void *, int64_t, int64_t) = r->replay->progress;
    if (status == SL_OK && progress != NULL &&
        !progress(r->replay->context, r->replay->counts.scores, r->total))
        return sl_fail(err, SL_END, "", "Stopped after %lld scores",
                       (long long)r->replay->counts.scores);
    return status;
}

static enum sl_status find_engine(struct replaying *r, struct sl_error *err) {
    const struct sl_engines *engines = r->replay->engines;
    const char *language = sl_rule_language(r->rule);
    if (engines->fresh == NULL)
        return engines->find(engines->context, language, &r->engine, err);
    enum sl_status status = engines->fresh(engines->context, language, &r->engine, err);
    r->fresh = status == SL_OK;
    return status;
}

static enum sl_status replay_version(struct sl_replay *replay, int64_t version_no, int64_t total,
                                     struct sl_error *err) {
    SL_AUTO(sl_free) struct replaying *r = sl_new(1, sizeof *r);
    int64_t after = 0;
    r->replay = replay;
    r->total = total;
    enum sl_status status = sl_rule_from_version(replay->store, version_no, &r->rule, err);
    if (status == SL_OK)
        status = find_engine(r, err);
    if (status == SL_OK)
        status = sl_rule_forms_load(replay->store, sl_rule_header(r->rule), &r->forms, err);
    if (status == SL_OK)
        status = sl_rule_load(r->rule, &r->engine, r->forms, err);
    if (status == SL_OK)
        r->json = sl_result_json_new(sl_rule_header(r->rule));
    if (status == SL_OK)
        r->previous = sl_previous_new(replay->store, sl_rule_header(r->rule));
    do {
        if (status == SL_OK)
            status = replay_batch(r, &after, err);
    } while (status == SL_OK && r->count > 0);
    replaying_drop(r);
    return status;
}

struct versions {
    int64_t number; /* wanted; 0: all */
    int64_t no[VERSIONS_MOST];
    size_t count;
};

static enum sl_status add_version(void *context, const struct sl_rule_version *version,
                                  struct sl_error *err) {
    (void)err;
    struct versions *versions = context;
    bool wanted = versions->number == 0 || versions->number == version->number;
    if (wanted && versions->count < VERSIONS_MOST)
        versions->no[versions->count++] = version->version_no;
    return SL_OK;
}

static enum sl_status find_versions(const struct sl_replay *replay, struct versions *versions,
                                    struct sl_error *err) {
    enum sl_status status =
        sl_rule_version_each(replay->store, replay->rule, add_version, versions, err);
    if (status == SL_OK && versions->count == 0 && replay->rule != NULL)
        return sl_fail(err, SL_NOT_FOUND, "", "There is no such version of the rule %s",
                       replay->rule);
    return status;
}

static enum sl_status count_scores(struct sl_store *store, const struct versions *versions,
                                   int64_t *total, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store, "SELECT version_no, count(*) FROM score GROUP BY version_no", err);
    while (sl_query_next(&q))
        for (size_t i = 0; i < versions->count; i++)
            if (versions->no[i] == sl_query_get_int(&q, 0))
                *total += sl_query_get_int(&q, 1);
    return q.status;
}

enum sl_status sl_replay_run(struct sl_replay *replay, struct sl_error *err) {
    SL_AUTO(sl_free) struct versions *versions = sl_new(1, sizeof *versions);
    int64_t total = 0;
    versions->number = replay->number;
    replay->counts = (struct sl_replay_counts){0};
    enum sl_status status = find_versions(replay, versions, err);
    if (status == SL_OK)
        status = count_scores(replay->store, versions, &total, err);
    for (size_t i = 0; i < versions->count && status == SL_OK; i++)
        status = replay_version(replay, versions->no[i], total, err);
    return status;
}
