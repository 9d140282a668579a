#include "app/command.h"
#include "app/engines.h"
#include "app/progress.h"
#include "app/published.h"
#include "app/records.h"
#include "scoring/grading.h"
#include "scoring/rescore.h"

struct options {
    sl_day from, to;
    const char *team, *service;
    bool dry_run;
};

static const struct sl_option rescore_options[] = {
    {"from", "DAY", "Only records of this day on", SL_OPTION_DAY, offsetof(struct options, from)},
    {"to", "DAY", "Only records up to this day", SL_OPTION_DAY, offsetof(struct options, to)},
    {"team", "TEAM", "Only this team's records", SL_OPTION_TEXT, offsetof(struct options, team)},
    {"service", "SERVICE", "Only this service's records", SL_OPTION_TEXT,
     offsetof(struct options, service)},
    {"dry-run", NULL, "Score, keep nothing", SL_OPTION_FLAG, offsetof(struct options, dry_run)}};

static json_t *counts_json(const char *rule, const struct sl_rescore_counts *c) {
    return json_pack("{sssIsIsIsIsIsIsIsIsIsIsI}", "rule", rule, "scored", (json_int_t)c->scored,
                     "not_applicable", (json_int_t)c->not_applicable, "not_enough",
                     (json_int_t)c->not_enough, "failed", (json_int_t)c->failed, "same",
                     (json_int_t)c->same, "kept", (json_int_t)c->kept, "carried",
                     (json_int_t)c->carried, "limited", (json_int_t)c->limited, "refused",
                     (json_int_t)c->refused, "unfit", (json_int_t)c->unfit, "not_tried",
                     (json_int_t)c->not_tried);
}

static void print_counts(const char *rule, const struct sl_rescore_counts *c) {
    printf("%-20s %lld scored, %lld not applicable, %lld not enough", rule, (long long)c->scored,
           (long long)c->not_applicable, (long long)c->not_enough);
    if (c->failed + c->limited + c->refused + c->not_tried > 0)
        printf("; %lld failed, %lld stopped by a limit, %lld refused, %lld not tried",
               (long long)c->failed, (long long)c->limited, (long long)c->refused,
               (long long)c->not_tried);
    if (c->same > 0)
        printf("; %lld were there already", (long long)c->same);
    putchar('\n');
}

static enum sl_status rescore_one(struct sl_app *app, struct sl_store *store, const char *code,
                                  const struct options *options, json_t *all,
                                  struct sl_error *err) {
    struct sl_engine engine;
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = NULL;
    enum sl_status status = sl_app_rule(app, code, 0, &rule, &engine, err);
    if (status != SL_OK)
        return status;
    struct sl_progress bar = sl_progress_begin(code, 0);
    struct sl_rescore rescore = {.store = store,
                                 .engine = &engine,
                                 .rule = rule,
                                 .choice = sl_facts_of_all,
                                 .keep = !options->dry_run,
                                 .progress = sl_progress_told,
                                 .context = &bar};
    rescore.choice.from = options->from;
    rescore.choice.to = options->to;
    rescore.choice.team = options->team;
    rescore.choice.service = options->service;
    status = sl_rescore_run(&rescore, err);
    sl_progress_end(&bar);
    json_array_append_new(all, counts_json(code, &rescore.counts));
    if (!sl_app_wants_json(app))
        print_counts(code, &rescore.counts);
    return status;
}

static enum sl_exit rescore(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    SL_AUTO(sl_published_drop) struct sl_published rules = {0};
    SL_AUTO(sl_json_drop) json_t *all = json_array();
    const char *only = sl_app_argument(app, 0);
    if (sl_app_enter(app, SL_VERB_RULE_RESCORE, NULL, &store, &user, &err) != SL_OK ||
        sl_app_check_words(store, NULL, options->team, options->service, &err) != SL_OK ||
        (!only && sl_published_read(store, &rules, &err) != SL_OK))
        return sl_app_fail(app, &err);
    enum sl_status status = SL_OK;
    if (only)
        status = rescore_one(app, store, only, options, all, &err);
    for (size_t i = 0; status == SL_OK && i < rules.count; i++)
        status = rescore_one(app, store, rules.codes[i], options, all, &err);
    if (status == SL_OK && !options->dry_run)
        status = sl_grading_note(store, 0, NULL, &err);
    if (sl_app_wants_json(app))
        sl_app_print_json(app, json_incref(all));
    return status == SL_OK ? SL_DONE : sl_app_fail(app, &err);
}

const struct sl_command sl_command_rule_rescore = {
    .words = "rule rescore",
    .json = true,
    .arguments = "[RULE]",
    .summary = "Scores the records under the published rules, or one of them",
    .most = 1,
    .options = rescore_options,
    .option_count = SL_COUNT(rescore_options),
    .options_size = sizeof(struct options),
    .run = rescore,
};
