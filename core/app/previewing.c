#include "app/previewing.h"
#include "app/engines.h"
#include "app/progress.h"
#include "app/records.h"
#include "app/tools.h"
#include "scoring/rule_version.h"
#include <string.h>

void sl_previewed_drop(struct sl_previewed *previewed) {
    sl_preview_free(previewed->preview);
    sl_rule_free(previewed->rule);
    *previewed = (struct sl_previewed){0};
}

struct finding {
    int64_t wanted; /* number; 0: the newest that isn't published */
    int64_t number;
    char state[16];
};

static enum sl_status find_version(void *context, const struct sl_rule_version *version,
                                   struct sl_error *err) {
    (void)err;
    struct finding *finding = context;
    bool open = strcmp(version->state, "draft") == 0 || strcmp(version->state, "proposed") == 0;
    if (finding->wanted == 0 ? open : version->number == finding->wanted) {
        finding->number = version->number;
        strncpy(finding->state, version->state, sizeof finding->state - 1);
    }
    return SL_OK;
}

/* Which version of a stored rule is meant; a rule that isn't there is told when it is loaded. */
static enum sl_status choose_version(struct sl_store *store, const char *code, int64_t *number,
                                     struct sl_previewed *out, struct sl_error *err) {
    struct finding finding = {.wanted = *number};
    struct sl_error ignored = {0};
    SL_AUTO(sl_rule_drop) struct sl_rule *there = NULL;
    enum sl_status status = sl_rule_version_each(store, code, find_version, &finding, err);
    if (status != SL_OK)
        return status;
    if (finding.number == 0 && *number == 0 &&
        sl_rule_from_store(store, code, 0, &there, &ignored) == SL_OK)
        return sl_fail(err, SL_NOT_FOUND, "version",
                       "There is no draft or proposal of %s; give --version N, or a file", code);
    *number = finding.number > 0 ? finding.number : *number;
    snprintf(out->called, sizeof out->called, "version %lld%s", (long long)*number,
             strcmp(finding.state, "draft") == 0      ? ", a draft,"
             : strcmp(finding.state, "proposed") == 0 ? ", proposed,"
                                                      : "");
    return SL_OK;
}

static enum sl_status run(struct sl_app *app, struct sl_store *store,
                          const struct sl_engine *engine, const struct sl_previewing *what,
                          struct sl_previewed *out, struct sl_error *err) {
    struct sl_engines engines = sl_app_engines(app);
    struct sl_progress bar = sl_progress_begin("Preview", 0);
    const struct sl_preview_request request = {.store = store,
                                               .engine = engine,
                                               .engines = &engines,
                                               .rule = out->rule,
                                               .choice = {.from = what->from,
                                                          .to = what->to,
                                                          .team = what->team,
                                                          .service = what->service},
                                               .tool = what->tool,
                                               .theme = what->theme,
                                               .progress = sl_progress_told,
                                               .context = &bar};
    enum sl_status status = sl_preview_run(&request, &out->preview, err);
    sl_progress_end(&bar);
    return status;
}

/* A rule that doesn't hold what its own examples say isn't worth looking at. */
static enum sl_status check(struct sl_app *app, struct sl_store *store,
                            const struct sl_engine *engine, const struct sl_rule *rule,
                            struct sl_error *err) {
    struct sl_shelf shelf = sl_app_shelf(app, store);
    return sl_rule_check(rule, engine, &shelf, sl_app_told, app, NULL, err);
}

static enum sl_status load(struct sl_app *app, struct sl_store *store, const char *word,
                           int64_t number, struct sl_previewed *out, struct sl_engine *engine,
                           struct sl_error *err) {
    bool published = number > 0 && strchr(out->called, ',') == NULL;
    enum sl_status status = sl_app_rule(app, word, number, &out->rule, engine, err);
    if (status == SL_OK && !published)
        status = check(app, store, engine, out->rule, err);
    if (status == SL_RULE)
        err->status = status = SL_INVALID;
    return status;
}

enum sl_status sl_app_preview_run(struct sl_app *app, struct sl_store *store, const char *word,
                                  const struct sl_previewing *what, struct sl_previewed *out,
                                  struct sl_error *err) {
    struct sl_engine engine;
    struct sl_engines engines = sl_app_engines(app);
    int64_t number = what->version;
    enum sl_status status = sl_app_check_words(store, what->tool, what->team, what->service, err);
    bool stored = engines.language_of(engines.context, word) == NULL;
    if (!stored)
        snprintf(out->called, sizeof out->called, "%.80s", word);
    if (status == SL_OK && stored)
        status = choose_version(store, word, &number, out, err);
    if (status == SL_OK)
        status = load(app, store, word, number, out, &engine, err);
    return status == SL_OK ? run(app, store, &engine, what, out, err) : status;
}

enum sl_status sl_app_newest_open(struct sl_store *store, const char *code, int64_t *number,
                                  struct sl_error *err) {
    struct finding finding = {0};
    enum sl_status status = sl_rule_version_each(store, code, find_version, &finding, err);
    if (status == SL_OK && finding.number == 0)
        return sl_fail(err, SL_NOT_FOUND, "",
                       "%s has no draft or proposal; rule draft FILE keeps one", code);
    *number = finding.number;
    return status;
}

enum sl_status sl_app_allow_failures(const struct sl_preview *preview, int64_t allowed,
                                     struct sl_error *err) {
    int64_t failed = sl_preview_failed(preview);
    if (failed <= allowed)
        return SL_OK;
    return sl_fail(err, SL_REFUSED, "",
                   "%lld %s would not be scored under it: rule preview says which and why. To go "
                   "on all the same, give --allow-failures %lld",
                   (long long)failed, sl_app_noun(failed, "record", "records"), (long long)failed);
}
