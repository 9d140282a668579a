#include "app/command.h"
#include "app/engines.h"
#include "app/progress.h"
#include "scoring/replay.h"

struct options {
    int64_t version;
};

static const struct sl_option replay_options[] = {
    {"version", "N", "That version only (all of them)", SL_OPTION_NUMBER,
     offsetof(struct options, version)}};

struct telling {
    bool json;
    json_t *findings;
    struct sl_progress bar;
};

static void add_finding(struct telling *telling, const struct sl_replay_finding *f) {
    json_array_append_new(telling->findings,
                          json_pack("{ss ss ss ss ss sI sI}", "record", f->record, "rule", f->rule,
                                    "what", f->what, "kept", f->kept, "now", f->now, "version",
                                    (json_int_t)f->number, "revision", (json_int_t)f->revision));
}

static void found(void *context, const struct sl_replay_finding *f) {
    struct telling *telling = context;
    add_finding(telling, f);
    if (telling->json)
        return;
    printf("%s, revision %lld, under %s version %lld: %s\n", f->record, (long long)f->revision,
           f->rule, (long long)f->number, f->what);
}

static bool progress(void *context, int64_t done, int64_t total) {
    struct telling *telling = context;
    telling->bar.total = total;
    sl_progress_at(&telling->bar, done);
    return true;
}

static json_t *counts_json(const struct sl_replay_counts *c) {
    return json_pack("{sIsIsIsIsIsI}", "scores", (json_int_t)c->scores, "same", (json_int_t)c->same,
                     "differ", (json_int_t)c->differ, "other_engine", (json_int_t)c->other_engine,
                     "unbuilt", (json_int_t)c->unbuilt, "limited", (json_int_t)c->limited);
}

static void print_counts(const struct sl_replay_counts *c) {
    printf("%lld scores were made again: %lld are the same to the byte.\n", (long long)c->scores,
           (long long)c->same);
    if (c->differ > 0)
        printf("%lld differ: the store or the program isn't what made them. Run verify, and keep "
               "this output.\n",
               (long long)c->differ);
    if (c->other_engine > 0)
        printf("%lld were made by another engine and read otherwise now.\n",
               (long long)c->other_engine);
    if (c->unbuilt > 0)
        printf("%lld could not be made again: their facts aren't what they were.\n",
               (long long)c->unbuilt);
    if (c->limited > 0)
        printf("%lld were stopped by a limit this time.\n", (long long)c->limited);
}

static enum sl_exit replay_rules(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    SL_AUTO(sl_json_drop) json_t *findings = json_array();
    struct telling telling = {sl_app_wants_json(app), findings, sl_progress_begin("Replaying", 0)};
    struct sl_engines engines = sl_app_engines(app);
    struct sl_replay replay = {.engines = &engines,
                               .rule = sl_app_argument(app, 0),
                               .number = options->version,
                               .found = found,
                               .progress = progress,
                               .context = &telling};
    if (sl_app_enter(app, SL_VERB_RULE_RESCORE, NULL, &store, &user, &err) != SL_OK)
        return sl_app_fail(app, &err);
    replay.store = store;
    enum sl_status status = sl_replay_run(&replay, &err);
    sl_progress_end(&telling.bar);
    if (status != SL_OK)
        return sl_app_fail(app, &err);
    const struct sl_replay_counts *c = &replay.counts;
    if (telling.json)
        sl_app_print_json(app, json_pack("{sosO}", "counts", counts_json(c), "findings", findings));
    else
        print_counts(c);
    return c->differ + c->unbuilt > 0 ? SL_FINDINGS : SL_DONE;
}

const struct sl_command sl_command_rule_replay = {
    .words = "rule replay",
    .json = true,
    .arguments = "[RULE]",
    .summary = "Makes every kept score again and compares the bytes",
    .most = 1,
    .options = replay_options,
    .option_count = SL_COUNT(replay_options),
    .options_size = sizeof(struct options),
    .run = replay_rules,
};
