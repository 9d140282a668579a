#include "scoring/force.h"
#include "scoring/publication.h"
#include "store/query.h"
#include <string.h>

struct reversion {
    const char *code, *actor, *why;
    int64_t number; /* in, out */
};

static enum sl_status number_before(struct sl_store *store, struct reversion *r,
                                    struct sl_error *err) {
    if (r->number > 0)
        return SL_OK;
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "SELECT v.number, n.number FROM rule_move m JOIN rule_version v "
                      "ON v.version_no = m.before_no JOIN rule_version n "
                      "ON n.version_no = m.version_no WHERE m.rule = :rule "
                      "AND m.seq = (SELECT max(seq) FROM rule_move WHERE rule = :rule)",
                      err);
    sl_query_text(&q, ":rule", r->code);
    bool found = sl_query_next(&q);
    if (found && sl_query_get_int(&q, 0) > sl_query_get_int(&q, 1))
        return sl_fail(err, SL_CONFLICT, "version",
                       "%s went back from version %lld to %lld already; say which version to go to",
                       r->code, (long long)sl_query_get_int(&q, 0),
                       (long long)sl_query_get_int(&q, 1));
    if (found)
        r->number = sl_query_get_int(&q, 0);
    if (q.status == SL_OK && r->number == 0)
        return sl_fail(err, SL_CONFLICT, "", "No version of %s was in force before this one",
                       r->code);
    return q.status;
}

static enum sl_status check_reversion(const struct sl_standing *standing, const struct sl_rule *to,
                                      const struct sl_rule *current, struct sl_error *err) {
    if (strcmp(standing->state, "published") != 0)
        return sl_fail(err, SL_CONFLICT, "state", "%s was never published: publish it instead",
                       sl_rule_name(to));
    if (current != NULL && sl_rule_version_no(current) == sl_rule_version_no(to))
        return sl_fail(err, SL_CONFLICT, "state", "%s is in force already", sl_rule_name(to));
    return SL_OK;
}

static enum sl_status go_back(struct sl_store *store, void *context, struct sl_error *err) {
    struct reversion *r = context;
    SL_AUTO(sl_standing_drop) struct sl_standing standing = {0};
    SL_AUTO(sl_rule_drop) struct sl_rule *to = NULL;
    SL_AUTO(sl_rule_drop) struct sl_rule *current = NULL;
    enum sl_status status = number_before(store, r, err);
    if (status == SL_OK)
        status = sl_rule_from_store(store, r->code, r->number, &to, err);
    if (status == SL_OK)
        status = sl_standing_read(store, sl_rule_version_no(to), &standing, err);
    if (status == SL_OK)
        status = sl_rule_load_current(store, r->code, &current, err);
    if (status == SL_OK)
        status = check_reversion(&standing, to, current, err);
    if (status != SL_OK)
        return status;
    *standing.preview = '\0'; /* it told of another change */
    struct sl_move move = {.rule = r->code,
                           .why = r->why,
                           .actor = r->actor,
                           .version_no = sl_rule_version_no(to),
                           .before_no = current != NULL ? sl_rule_version_no(current) : 0,
                           .day = sl_day_at(sl_store_now(store))};
    return sl_rule_come_into_force(store, to, &standing, current, &move, "rule.revert", err);
}

enum sl_status sl_rule_revert(struct sl_store *store, const char *code, int64_t number,
                              const char *actor, const char *why, int64_t *went_to,
                              struct sl_error *err) {
    if (why == NULL || *why == '\0')
        return sl_fail(err, SL_INVALID, "why", "Say why the rule goes back");
    struct reversion r = {code, actor, why, number};
    enum sl_status status = sl_store_write(store, go_back, &r, err);
    if (status == SL_OK && went_to != NULL)
        *went_to = r.number;
    return status;
}
