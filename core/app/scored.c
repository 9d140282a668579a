#include "app/scored.h"
#include "app/engines.h"
#include "app/progress.h"
#include "app/published.h"
#include "base/memory.h"
#include "scoring/grading.h"
#include "scoring/rescore.h"

/* The rule could not be run at all: each record that lacks its score is shown with the reason. */
static void note(struct sl_app *app, struct sl_store *store, const char *code,
                 const struct sl_error *why) {
    struct sl_error err = {0};
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = NULL;
    sl_app_say(app, "not scored by %s: %s", code, why->text);
    enum sl_status status = sl_rule_from_store(store, code, 0, &rule, &err);
    const struct sl_rule_header *header = rule ? sl_rule_header(rule) : NULL;
    for (size_t i = 0; status == SL_OK && i < header->applies_count; i++)
        status = sl_score_note_missing(store, header->applies[i].tool, sl_rule_version_no(rule),
                                       why->text, &err);
    if (status != SL_OK)
        sl_app_say(app, "%s", err.text);
}

static int64_t score_one(struct sl_app *app, struct sl_store *store, const char *code) {
    struct sl_error err = {0};
    struct sl_engine engine;
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = NULL;
    enum sl_status status = sl_app_rule(app, code, 0, &rule, &engine, &err);
    if (status != SL_OK) {
        note(app, store, code, &err);
        return 0;
    }
    struct sl_progress bar = sl_progress_begin(code, 0);
    struct sl_rescore rescore = {.store = store,
                                 .engine = &engine,
                                 .rule = rule,
                                 .choice = sl_facts_of_all,
                                 .keep = true,
                                 .missing = true,
                                 .progress = sl_progress_told,
                                 .context = &bar};
    status = sl_rescore_run(&rescore, &err);
    sl_progress_end(&bar);
    if (status != SL_OK)
        note(app, store, code, &err);
    const struct sl_rescore_counts *c = &rescore.counts;
    if (c->limited + c->refused > 0)
        sl_app_say(app, "%s could not score %lld %s; record show says why", code,
                   (long long)(c->limited + c->refused),
                   sl_app_noun(c->limited + c->refused, "record", "records"));
    return c->scored + c->not_applicable + c->not_enough + c->failed + c->carried;
}

int64_t sl_app_score_missing(struct sl_app *app, struct sl_store *store) {
    struct sl_error err = {0};
    SL_AUTO(sl_published_drop) struct sl_published rules = {0};
    int64_t kept = 0;
    if (sl_published_read(store, &rules, &err) != SL_OK)
        sl_app_say(app, "not scored: %s", err.text);
    for (size_t i = 0; i < rules.count; i++)
        kept += score_one(app, store, rules.codes[i]);
    if (sl_grading_note(store, 0, NULL, &err) != SL_OK)
        sl_app_say(app, "%s", err.text);
    return kept;
}
