#include "app/previewed.h"
#include "app/engines.h"
#include "app/progress.h"
#include "scoring/rule_version.h"
#include <string.h>

static bool progress(void *context, int64_t done, int64_t total) {
    struct sl_progress *bar = context;
    bar->total = total;
    sl_progress_at(bar, done);
    return true;
}

enum sl_status sl_app_preview(struct sl_app *app, struct sl_store *store, const char *code,
                              int64_t number, struct sl_preview **out, struct sl_error *err) {
    struct sl_engine engine;
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = NULL;
    enum sl_status status = sl_app_rule(app, code, number, &rule, &engine, err);
    if (status != SL_OK)
        return status;
    struct sl_engines engines = sl_app_engines(app);
    struct sl_progress bar = sl_progress_begin("Previewing", 0);
    const struct sl_preview_request request = {.store = store,
                                               .engine = &engine,
                                               .engines = &engines,
                                               .rule = rule,
                                               .choice = sl_facts_of_all,
                                               .progress = progress,
                                               .context = &bar};
    status = sl_preview_run(&request, out, err);
    sl_progress_end(&bar);
    return status;
}

static enum sl_status take_open(void *context, const struct sl_rule_version *version,
                                struct sl_error *err) {
    (void)err;
    int64_t *number = context;
    if (strcmp(version->state, "draft") == 0 || strcmp(version->state, "proposed") == 0)
        *number = version->number;
    return SL_OK;
}

enum sl_status sl_app_newest_open(struct sl_store *store, const char *code, int64_t *number,
                                  struct sl_error *err) {
    int64_t found = 0;
    enum sl_status status = sl_rule_version_each(store, code, take_open, &found, err);
    if (status == SL_OK && found == 0)
        return sl_fail(err, SL_NOT_FOUND, "",
                       "%s has no draft or proposal; rule draft FILE keeps one", code);
    *number = found;
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
