#include "base/memory.h"
#include "scoring/publication.h"
#include "scoring/standing.h"
#include "store/count.h"
#include "store/query.h"
#include "store/trail.h"
#include <string.h>

struct proposal {
    const struct sl_rule *rule;
    const char *proposer, *consulted;
    char *preview; /* NULL: none */
};

static enum sl_status freeze(struct sl_store *store, const struct proposal *p,
                             struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "UPDATE rule_version SET state = 'proposed', proposed_by = :proposer, proposed_at = :now, "
        "consulted = CASE WHEN :consulted = '' THEN consulted ELSE :consulted END, "
        "preview = :preview WHERE version_no = :version",
        err);
    sl_query_text(&q, ":proposer", p->proposer);
    sl_query_int(&q, ":now", sl_store_now(store));
    sl_query_text(&q, ":consulted", p->consulted != NULL ? p->consulted : "");
    sl_query_text(&q, ":preview", p->preview);
    sl_query_int(&q, ":version", sl_rule_version_no(p->rule));
    return sl_query_run(&q);
}

static enum sl_status write_proposal(struct sl_store *store, void *context, struct sl_error *err) {
    const struct proposal *p = context;
    SL_AUTO(sl_standing_drop) struct sl_standing standing = {0};
    enum sl_status status = sl_standing_read(store, sl_rule_version_no(p->rule), &standing, err);
    if (status == SL_OK)
        status = sl_standing_check_open(&standing, sl_rule_name(p->rule), err);
    if (status == SL_OK)
        status = freeze(store, p, err);
    if (status != SL_OK)
        return status;
    const struct sl_trail_entry entry = {p->proposer, "rule.propose", standing.id, NULL,
                                         sl_rule_hash(p->rule)};
    return sl_trail_add(store, &entry, err);
}

enum sl_status sl_rule_propose(struct sl_store *store, const struct sl_engine *engine,
                               const char *code, int64_t number, const char *proposer,
                               const char *consulted, const json_t *preview, struct sl_error *err) {
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = NULL;
    const struct sl_shelf shelf = {.store = store};
    enum sl_status status = sl_rule_from_store(store, code, number, &rule, err);
    if (status == SL_OK)
        status = sl_rule_check(rule, engine, &shelf, NULL, NULL, NULL, err);
    if (status != SL_OK)
        return status;
    SL_AUTO(sl_free) char *told = preview != NULL ? sl_json_canonical(preview) : NULL;
    struct proposal p = {rule, proposer, consulted, told};
    return sl_store_write(store, write_proposal, &p, err);
}

enum { SWEPT_TOGETHER = 1000 };

struct abandoning {
    const struct sl_rule *rule;
    const char *actor, *why;
    int64_t swept;
};

static enum sl_status stamp_abandoned(struct sl_store *store, int64_t version_no,
                                      struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store, "UPDATE rule_version SET state = 'abandoned' WHERE version_no = :version", err);
    sl_query_int(&q, ":version", version_no);
    return sl_query_run(&q);
}

static enum sl_status write_abandoned(struct sl_store *store, void *context, struct sl_error *err) {
    const struct abandoning *a = context;
    int64_t version_no = sl_rule_version_no(a->rule);
    SL_AUTO(sl_standing_drop) struct sl_standing standing = {0};
    enum sl_status status = sl_standing_read(store, version_no, &standing, err);
    if (status == SL_OK)
        status = sl_standing_check_open(&standing, sl_rule_name(a->rule), err);
    if (status == SL_OK)
        status = stamp_abandoned(store, version_no, err);
    const struct sl_trail_entry entry = {a->actor, "rule.abandon", standing.id,
                                         sl_rule_hash(a->rule), NULL};
    return status == SL_OK ? sl_trail_add(store, &entry, err) : status;
}

/* Takes away a block of the scores that nothing points at. */
static enum sl_status sweep_block(struct sl_store *store, void *context, struct sl_error *err) {
    struct abandoning *a = context;
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "DELETE FROM score WHERE score_no IN (SELECT score_no FROM score "
        "WHERE version_no = :version ORDER BY score_no LIMIT :most) RETURNING score_no",
        err);
    sl_query_int(&q, ":version", sl_rule_version_no(a->rule));
    sl_query_int(&q, ":most", SWEPT_TOGETHER);
    int64_t swept = 0;
    while (sl_query_next(&q))
        swept++;
    a->swept = swept;
    return q.status == SL_OK && swept > 0 ? sl_count_add(store, "score", -swept, err) : q.status;
}

static enum sl_status sweep_attempts(struct sl_store *store, void *context, struct sl_error *err) {
    const struct abandoning *a = context;
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store, "DELETE FROM score_attempt WHERE version_no = :version", err);
    sl_query_int(&q, ":version", sl_rule_version_no(a->rule));
    return sl_query_run(&q);
}

static enum sl_status sweep(struct sl_store *store, struct abandoning *a, int64_t *swept,
                            struct sl_error *err) {
    enum sl_status status = sl_store_write(store, sweep_attempts, a, err);
    *swept = 0;
    do {
        a->swept = 0;
        if (status == SL_OK)
            status = sl_store_write(store, sweep_block, a, err);
        *swept += a->swept;
    } while (status == SL_OK && a->swept > 0);
    return status;
}

enum sl_status sl_rule_abandon(struct sl_store *store, const char *code, int64_t number,
                               const char *actor, const char *why, int64_t *swept,
                               struct sl_error *err) {
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = NULL;
    int64_t scores = 0;
    if (why == NULL || *why == '\0')
        return sl_fail(err, SL_INVALID, "why", "Say why the version is given up");
    enum sl_status status = sl_rule_from_store(store, code, number, &rule, err);
    struct abandoning a = {rule, actor, why, 0};
    if (status == SL_OK)
        status = sl_store_write(store, write_abandoned, &a, err);
    if (status == SL_OK)
        status = sweep(store, &a, &scores, err);
    if (status == SL_OK && swept != NULL)
        *swept = scores;
    return status;
}
