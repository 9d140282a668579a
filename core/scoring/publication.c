#include "scoring/publication.h"
#include "scoring/force.h"
#include "scoring/rule_write.h"
#include "store/query.h"
#include <string.h>

static bool is(const char *text, const char *other) {
    return strcmp(text, other) == 0;
}

static enum sl_status check_second_person(const struct sl_standing *standing,
                                          const struct sl_rule_publishing *p,
                                          struct sl_error *err) {
    if (is(p->publisher, SL_RULE_SHIPPED))
        return SL_OK;
    if (is(standing->author, p->publisher))
        return sl_fail(err, SL_REFUSED, "publisher",
                       "%s wrote %s; a second person has to publish it", p->publisher,
                       sl_rule_name(p->rule));
    if (is(standing->proposer, p->publisher))
        return sl_fail(err, SL_REFUSED, "publisher",
                       "%s proposed %s; a second person has to publish it", p->publisher,
                       sl_rule_name(p->rule));
    return SL_OK;
}

static sl_day in_force_day(struct sl_store *store, const struct sl_rule_publishing *p) {
    return p->in_force_from != SL_DAY_NONE ? p->in_force_from : sl_day_at(sl_store_now(store));
}

static enum sl_status stamp_version(struct sl_store *store, const struct sl_rule_publishing *p,
                                    struct sl_error *err) {
    char day[SL_DAY_SIZE];
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "UPDATE rule_version SET state = 'published', publisher = :publisher, "
                      "published_at = :now, in_force_from = :day WHERE version_no = :version",
                      err);
    sl_query_text(&q, ":publisher", p->publisher);
    sl_query_int(&q, ":now", sl_store_now(store));
    sl_query_text(&q, ":day", sl_day_format(in_force_day(store, p), day));
    sl_query_int(&q, ":version", p->version_no);
    return sl_query_run(&q);
}

enum sl_status sl_rule_write_publication(struct sl_store *store, void *context,
                                         struct sl_error *err) {
    const struct sl_rule_publishing *p = context;
    const char *code = sl_rule_header(p->rule)->code;
    SL_AUTO(sl_standing_drop) struct sl_standing standing = {0};
    SL_AUTO(sl_rule_drop) struct sl_rule *before = NULL;
    enum sl_status status = sl_standing_read(store, p->version_no, &standing, err);
    if (status == SL_OK)
        status = sl_standing_check_open(&standing, sl_rule_name(p->rule), err);
    if (status == SL_OK)
        status = check_second_person(&standing, p, err);
    if (status == SL_OK)
        status = sl_rule_load_current(store, code, &before, err);
    if (status == SL_OK)
        status = stamp_version(store, p, err);
    if (status != SL_OK)
        return status;
    struct sl_move move = {.rule = code,
                           .why = p->why,
                           .actor = p->publisher,
                           .version_no = p->version_no,
                           .before_no = before != NULL ? sl_rule_version_no(before) : 0,
                           .day = in_force_day(store, p)};
    return sl_rule_come_into_force(store, p->rule, &standing, before, &move, p->verb, err);
}

static enum sl_status stale(const char *name, const char *what, struct sl_error *err) {
    return sl_fail(err, SL_CONFLICT, "preview",
                   "The preview that %s was proposed with no longer holds: %s. Preview it again, "
                   "and propose it again if it is still what you want",
                   name, what);
}

/* Does what was previewed when the version was proposed still hold? */
static enum sl_status check_preview(const struct sl_standing *standing, const char *name,
                                    const json_t *now, struct sl_error *err) {
    SL_AUTO(sl_json_drop) json_t *then = NULL;
    if (*standing->preview == '\0')
        return SL_OK;
    if (now == NULL)
        return sl_fail(err, SL_INVALID, "preview", "%s was proposed with a preview: take a new one",
                       name);
    enum sl_status status =
        sl_json_parse(name, standing->preview, strlen(standing->preview), &then, err);
    if (status != SL_OK)
        return status;
    if (sl_json_whole_or(then, "against", 0) != sl_json_whole_or(now, "against", 0))
        return stale(name, "another version has come into force", err);
    if (!json_equal(json_object_get(then, "moves"), json_object_get(now, "moves")))
        return stale(name, "other reviews would move now", err);
    if (sl_json_whole_or(then, "failed", 0) != sl_json_whole_or(now, "failed", 0))
        return stale(name, "it fails on another number of records", err);
    return SL_OK;
}

/* The day of the newest move of the rule's pointer; SL_DAY_NONE: it was never moved. */
static enum sl_status newest_day(struct sl_store *store, const char *code, sl_day *out,
                                 struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store, "SELECT day FROM rule_move WHERE rule = :rule ORDER BY seq DESC LIMIT 1", err);
    sl_query_text(&q, ":rule", code);
    *out = SL_DAY_NONE;
    return sl_query_next(&q) ? sl_day_parse(sl_query_get_text(&q, 0), out, err) : q.status;
}

static enum sl_status check_day(struct sl_store *store, const struct sl_rule *rule, sl_day from,
                                struct sl_error *err) {
    sl_day newest = SL_DAY_NONE;
    char words[32];
    if (from == SL_DAY_NONE)
        return SL_OK;
    if (from > sl_day_at(sl_store_now(store)))
        return sl_fail(err, SL_INVALID, "in_force_from",
                       "A rule is published on the day it comes into force, or later: publish it "
                       "again on that day");
    enum sl_status status = newest_day(store, sl_rule_header(rule)->code, &newest, err);
    if (status == SL_OK && newest != SL_DAY_NONE && from < newest)
        return sl_fail(err, SL_INVALID, "in_force_from",
                       "The version in force has been so since %s; another can't come into force "
                       "before that",
                       sl_day_words(newest, words, sizeof words));
    return status;
}

static enum sl_status check_publication(struct sl_store *store, const struct sl_rule *rule,
                                        sl_day from, const json_t *preview, char **why,
                                        struct sl_error *err) {
    const char *name = sl_rule_name(rule);
    SL_AUTO(sl_standing_drop) struct sl_standing standing = {0};
    enum sl_status status = sl_standing_read(store, sl_rule_version_no(rule), &standing, err);
    if (status == SL_OK)
        status = sl_standing_check_open(&standing, name, err);
    if (status != SL_OK)
        return status;
    *why = sl_copy(standing.why);
    if (is(standing.state, "draft"))
        return sl_fail(err, SL_CONFLICT, "state",
                       "%s is a draft: preview it, then propose it, before it is published", name);
    status = check_day(store, rule, from, err);
    if (status != SL_OK)
        return status;
    return check_preview(&standing, name, preview, err);
}

enum sl_status sl_rule_publish(struct sl_store *store, const struct sl_engine *engine,
                               const char *code, int64_t number, const char *publisher,
                               const json_t *preview, sl_day in_force_from, struct sl_error *err) {
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = NULL;
    SL_AUTO(sl_free) char *why = NULL;
    const struct sl_shelf shelf = {.store = store};
    enum sl_status status = sl_rule_from_store(store, code, number, &rule, err);
    if (status == SL_OK)
        status = check_publication(store, rule, in_force_from, preview, &why, err);
    if (status == SL_OK)
        status = sl_rule_check(rule, engine, &shelf, NULL, NULL, NULL, err);
    if (status != SL_OK)
        return status;
    struct sl_rule_publishing p = {.rule = rule,
                                   .publisher = publisher,
                                   .verb = "rule.publish",
                                   .why = why,
                                   .version_no = sl_rule_version_no(rule),
                                   .in_force_from = in_force_from};
    return sl_store_write(store, sl_rule_write_publication, &p, err);
}
