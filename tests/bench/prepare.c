#include "bench.h"
#include "scoring/publication.h"
#include "scoring/rescore.h"
#include "store/query.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct desk {
    struct sl_store *store;
    struct bench_scorers scorers;
    struct sl_engine engine; /* of lua */
};

static struct desk desk_at(const char *path) {
    struct desk desk = {.store = bench_open(path), .scorers = bench_scorers_open()};
    desk.engine = bench_engine(&desk.scorers, "lua");
    return desk;
}

static void leave(struct desk *desk) {
    bench_scorers_close(&desk->scorers);
    sl_store_close(desk->store);
}

static struct sl_rule *rule_of(const struct desk *desk, const char *name) {
    SL_AUTO(sl_free) char *path = bench_file(name);
    const struct sl_shelf shelf = {.store = desk->store};
    struct sl_error err = {0};
    struct sl_rule *rule = NULL;
    bench_must(sl_rule_from_file(&desk->engine, &shelf, path, &rule, &err), &err);
    return rule;
}

/* The same rule with one of its settings changed; the caller's. */
static struct sl_rule *with_setting(const struct sl_rule *rule, const char *name, int value) {
    struct sl_error err = {0};
    struct sl_rule *changed = NULL;
    json_t *settings = json_pack("{si}", name, value);
    bench_must(sl_rule_with_settings(rule, settings, &changed, &err), &err);
    json_decref(settings);
    return changed;
}

/* A draft whose text is the newest one already stays that. */
static int64_t draft(const struct desk *desk, const struct sl_rule *rule) {
    struct sl_error err = {0};
    int64_t number = 0;
    enum sl_status status = sl_rule_draft(desk->store, rule, "author", "", &number, &err);
    if (status == SL_CONFLICT)
        return bench_newest(desk->store, sl_rule_header(rule)->code);
    bench_must(status, &err);
    return number;
}

static void publish(const struct desk *desk, const char *code, int64_t number) {
    struct sl_error err = {0};
    bench_must(sl_rule_propose(desk->store, &desk->engine, code, number, "author", "", NULL, &err),
               &err);
    bench_must(sl_rule_publish(desk->store, &desk->engine, code, number, "publisher", NULL,
                               SL_DAY_NONE, &err),
               &err);
}

/* Scores everything and keeps the scores, and with them what is remembered. */
static int64_t keep_scores(const struct desk *desk, int64_t number) {
    struct sl_error err = {0};
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = NULL;
    bench_must(sl_rule_from_store(desk->store, BENCH_RULE, number, &rule, &err), &err);
    struct sl_rescore rescore = {.store = desk->store,
                                 .engine = &desk->engine,
                                 .rule = rule,
                                 .choice = sl_facts_of_all,
                                 .keep = true};
    bench_must(sl_rescore_run(&rescore, &err), &err);
    return rescore.counts.scored;
}

static bool is_newest(const struct desk *desk, const struct sl_rule *rule) {
    const char *code = sl_rule_header(rule)->code;
    if (bench_newest(desk->store, code) < 2)
        return false;
    SL_AUTO(sl_rule_drop) struct sl_rule *newest = bench_rule(desk->store, code);
    return memcmp(sl_rule_hash(newest), sl_rule_hash(rule), sizeof(struct sl_hash)) == 0;
}

int bench_prepare(int count, char **words) {
    (void)count;
    struct desk desk = desk_at(words[0]);
    SL_AUTO(sl_rule_drop) struct sl_rule *plain = rule_of(&desk, "plain.lua");
    SL_AUTO(sl_rule_drop) struct sl_rule *review = rule_of(&desk, "review.lua");
    int64_t kept = 0;
    draft(&desk, plain);
    if (!is_newest(&desk, review)) {
        SL_AUTO(sl_rule_drop)
        struct sl_rule *before = with_setting(review, "specific_actions", 5);
        int64_t number = draft(&desk, before);
        publish(&desk, BENCH_RULE, number);
        kept = keep_scores(&desk, number);
        draft(&desk, review);
    }
    leave(&desk);
    return bench_tell(json_pack("{sI}", "kept", (json_int_t)kept));
}

/* One proposal after the other, each with another setting, its scores inserted as those of
 * `rule propose`; says when the first one begins. */
int bench_propose(int count, char **words) {
    (void)count;
    struct desk desk = desk_at(words[0]);
    SL_AUTO(sl_rule_drop) struct sl_rule *review = rule_of(&desk, "review.lua");
    int64_t scored = 0;
    int proposals = 0;
    struct bench_time start = bench_now();
    puts("begun");
    fflush(stdout);
    while (bench_since(start).wall < atof(words[1])) {
        SL_AUTO(sl_rule_drop)
        struct sl_rule *next = with_setting(review, "high", 851 + proposals++);
        struct sl_error err = {0};
        int64_t number = draft(&desk, next);
        bench_must(
            sl_rule_propose(desk.store, &desk.engine, BENCH_RULE, number, "author", "", NULL, &err),
            &err);
        scored += keep_scores(&desk, number);
    }
    double wall = bench_since(start).wall;
    leave(&desk);
    return bench_tell(json_pack("{sisIsf}", "proposals", proposals, "scored", (json_int_t)scored,
                                "seconds", wall));
}
