#include "scoring/replay_facts.h"
#include "scoring/decisions.h"
#include <stdlib.h>
#include <string.h>

void sl_replay_score_drop(struct sl_replay_score *score) {
    free(score->record);
    free(score->kept);
    free(score->body);
    free(score->decisions);
    *score = (struct sl_replay_score){0};
}

/* The form that a body was made with, by the hash it carries; -1 when the rule has none such. */
static int form_of(const struct sl_rule_forms *forms, const struct sl_body *body) {
    for (size_t i = 0; i < sl_rule_forms_count(forms); i++) {
        const struct sl_tool *tool = sl_rule_forms_at(forms, i)->tool;
        if (memcmp(sl_tool_hash(tool)->bytes, body->tool_hash, 16) == 0)
            return (int)i;
    }
    return -1;
}

static bool has_hash(const struct sl_replay_score *score, const struct sl_tool *tool) {
    struct sl_hash body = sl_hash_of(score->body, score->given.body.length);
    struct sl_hash hash =
        sl_facts_hash(&body, sl_tool_hash(tool), score->given.basis_day, score->given.decisions);
    return memcmp(hash.bytes, score->facts.hash.bytes, SL_HASH_BYTES) == 0;
}

/* Tries the records that may have stood before it, and at last none. */
static enum sl_status build_previous(struct sl_previous *previous, const struct sl_tool *tool,
                                     int64_t instant, struct sl_replay_score *score,
                                     struct sl_error *err) {
    struct sl_previous_then then = {score->facts.record_no, score->given.basis_day, instant, 0};
    enum sl_status status = SL_OK;
    bool found = true;
    for (; status == SL_OK && !score->built && found; then.skip++) {
        struct sl_text decisions = sl_text_of(score->decisions);
        status = sl_previous_at(previous, &then, &decisions, &found, err);
        score->given.decisions = decisions;
        score->built = status == SL_OK && has_hash(score, tool);
    }
    if (score->built) {
        char *own = sl_copy_bytes(score->given.decisions.bytes, score->given.decisions.length);
        free(score->decisions);
        score->decisions = own;
        score->given.decisions = sl_text_of(own);
    }
    return status;
}

/* Tries the decisions as they stood at an instant and, as long as the hash isn't met, earlier ones:
 * a decision may have been made while the score was on its way. */
static enum sl_status build_decisions(struct sl_store *store, const struct sl_tool *tool,
                                      struct sl_previous *previous, int64_t instant,
                                      struct sl_replay_score *score, struct sl_error *err) {
    enum sl_status status = SL_OK;
    const int64_t scored_at = instant;
    bool last = false;
    while (status == SL_OK && !score->built && !last) {
        free(score->decisions);
        score->decisions = NULL;
        status =
            sl_decisions_at(store, score->facts.record_no, tool, instant, &score->decisions, err);
        score->given.decisions = sl_text_of(score->decisions);
        if (status == SL_OK && previous != NULL)
            status = build_previous(previous, tool, scored_at, score, err);
        else
            score->built = status == SL_OK && has_hash(score, tool);
        last = instant == 0;
        if (status == SL_OK)
            status = sl_decisions_before(store, score->facts.record_no, instant, &instant, err);
    }
    return status;
}

static void copy_hash(const struct sl_query *q, int column, struct sl_hash *out) {
    size_t length = 0;
    const void *bytes = sl_query_get_bytes(q, column, &length);
    if (length == SL_HASH_BYTES)
        memcpy(out->bytes, bytes, SL_HASH_BYTES);
}

static enum sl_status read_score(const struct sl_query *q, struct sl_replay_score *score) {
    struct sl_text body;
    body.bytes = sl_query_get_bytes(q, 8, &body.length);
    *score = (struct sl_replay_score){
        .record = sl_copy(sl_query_get_text(q, 2)),
        .facts = {.record_no = sl_query_get_int(q, 1), .revision = sl_query_get_int(q, 3)},
        .engine = (int)sl_query_get_int(q, 5),
        .kept = sl_format("%s %s", sl_query_get_text(q, 6), sl_query_get_text(q, 7)),
        .body = sl_copy_bytes(body.bytes, body.length)};
    copy_hash(q, 9, &score->facts.hash);
    score->given.body = (struct sl_text){score->body, body.length};
    const char *day = sl_query_get_text(q, 4);
    score->given.basis_day = SL_DAY_NONE;
    return *day == '\0' ? SL_OK : sl_day_parse(day, &score->given.basis_day, q->err);
}

static enum sl_status build(struct sl_store *store, const struct sl_rule_forms *forms,
                            struct sl_previous *previous, int64_t scored_at,
                            struct sl_replay_score *score, struct sl_error *err) {
    struct sl_body body;
    if (sl_body_open(score->body, score->given.body.length, &body, NULL) != SL_OK)
        return SL_OK;
    int form = form_of(forms, &body);
    if (form < 0)
        return SL_OK;
    score->given.form = (size_t)form;
    return build_decisions(store, sl_rule_forms_at(forms, (size_t)form)->tool, previous, scored_at,
                           score, err);
}

enum sl_status sl_replay_scores(struct sl_store *store, int64_t version_no,
                                const struct sl_rule_forms *forms, struct sl_previous *previous,
                                int64_t *after, struct sl_replay_score scores[SL_REPLAY_MOST],
                                size_t *count, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT s.score_no, s.record_no, r.id, s.revision, s.basis_day, s.engine, s.status, "
        "s.result, v.body, s.facts_hash, s.scored_at FROM score s "
        "JOIN record r ON r.record_no = s.record_no "
        "JOIN record_revision v ON v.record_no = s.record_no AND v.revision = s.revision "
        "WHERE s.version_no = :version AND s.score_no > :after ORDER BY s.score_no LIMIT :most",
        err);
    sl_query_int(&q, ":version", version_no);
    sl_query_int(&q, ":after", *after);
    sl_query_int(&q, ":most", SL_REPLAY_MOST);
    enum sl_status status = SL_OK;
    for (*count = 0; status == SL_OK && sl_query_next(&q); ++*count) {
        struct sl_replay_score *score = &scores[*count];
        *after = sl_query_get_int(&q, 0);
        status = read_score(&q, score);
        if (status == SL_OK)
            status = build(store, forms, previous, sl_query_get_int(&q, 10), score, err);
    }
    return status != SL_OK ? status : q.status;
}
