#include "app/command.h"
#include "app/engines.h"
#include "app/previewing.h"
#include "app/progress.h"
#include "scoring/publication.h"
#include "scoring/rescore.h"

struct options {
    int64_t version, failures;
    const char *consulted;
};

static const struct sl_option propose_options[] = {
    {"version", "N", "The draft to propose (the newest)", SL_OPTION_NUMBER,
     offsetof(struct options, version)},
    {"consulted", "WORDS", "Who was asked about it", SL_OPTION_TEXT,
     offsetof(struct options, consulted)},
    {"allow-failures", "N", "Go on though so many records would not be scored", SL_OPTION_NUMBER,
     offsetof(struct options, failures)}};

/* Scores every record under the proposed version, in small writes between which saves get their
 * turn; nobody sees these scores, because nothing points at the version. */
static enum sl_status score_proposal(struct sl_app *app, struct sl_store *store, const char *code,
                                     int64_t number, int64_t *scored, struct sl_error *err) {
    struct sl_engine engine;
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = NULL;
    enum sl_status status = sl_app_rule(app, code, number, &rule, &engine, err);
    if (status != SL_OK)
        return status;
    struct sl_progress bar = sl_progress_begin("Scoring the proposal", 0);
    struct sl_rescore rescore = {.store = store,
                                 .engine = &engine,
                                 .rule = rule,
                                 .choice = sl_facts_of_all,
                                 .keep = true,
                                 .missing = true,
                                 .progress = sl_progress_told,
                                 .context = &bar};
    status = sl_rescore_run(&rescore, err);
    sl_progress_end(&bar);
    const struct sl_rescore_counts *c = &rescore.counts;
    *scored = c->scored + c->not_applicable + c->not_enough + c->failed + c->kept + c->carried;
    return status;
}

static enum sl_status propose(struct sl_app *app, struct sl_store *store,
                              const struct sl_user *user, const char *code, int64_t number,
                              const struct options *options, struct sl_error *err) {
    struct sl_engine engine;
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = NULL;
    SL_AUTO(sl_previewed_drop) struct sl_previewed previewed = {0};
    const struct sl_previewing what = {.version = number, .from = SL_DAY_NONE, .to = SL_DAY_NONE};
    enum sl_status status = sl_app_rule(app, code, number, &rule, &engine, err);
    if (status == SL_OK)
        status = sl_app_preview_run(app, store, code, &what, &previewed, err);
    if (status == SL_OK)
        status = sl_app_allow_failures(previewed.preview, options->failures, err);
    if (status != SL_OK)
        return status;
    SL_AUTO(sl_json_drop) json_t *counts = sl_preview_json(previewed.preview);
    status =
        sl_rule_propose(store, &engine, code, number, user->name, options->consulted, counts, err);
    if (status == SL_OK)
        printf("%s, version %lld, is proposed. Of %lld records %lld would read otherwise.\n", code,
               (long long)number, (long long)sl_json_whole_or(counts, "compared", 0),
               (long long)sl_json_whole_or(counts, "moved", 0));
    return status;
}

static enum sl_exit propose_rule(struct sl_app *app, const void *given) {
    const struct options *options = given;
    const char *code = sl_app_argument(app, 0);
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    int64_t number = options->version, scored = 0;
    if (sl_app_enter(app, SL_VERB_RULE_DRAFT, NULL, &store, &user, &err) != SL_OK ||
        (number == 0 && sl_app_newest_open(store, code, &number, &err) != SL_OK) ||
        propose(app, store, user, code, number, options, &err) != SL_OK ||
        score_proposal(app, store, code, number, &scored, &err) != SL_OK)
        return sl_app_fail(app, &err);
    printf("%lld scores are ready; nobody sees them before it is published.\n"
           "Another person publishes it: rule publish %s --version %lld\n",
           (long long)scored, code, (long long)number);
    return SL_DONE;
}

const struct sl_command sl_command_rule_propose = {
    .words = "rule propose",
    .arguments = "RULE",
    .summary = "Freezes a draft with its preview, and scores the records under it unseen",
    .least = 1,
    .most = 1,
    .options = propose_options,
    .option_count = SL_COUNT(propose_options),
    .options_size = sizeof(struct options),
    .run = propose_rule,
};
