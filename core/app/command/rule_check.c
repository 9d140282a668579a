#include "scoring/rule_check.h"
#include "app/command.h"
#include "app/engines.h"
#include "app/tools.h"
#include "scoring/halt.h"

/* A rule of the store that limits had set to "not scoring" scores again. */
static void resume(struct sl_app *app, struct sl_store *store, const struct sl_rule *rule) {
    const char *code = sl_rule_header(rule)->code;
    const struct sl_user *user = NULL;
    struct sl_error err = {0};
    bool halted = false;
    if (sl_rule_is_halted(store, code, &halted, &err) != SL_OK || !halted)
        return;
    if (sl_app_user(app, &user, &err) != SL_OK ||
        sl_authorise(store, user, SL_VERB_RULE_DRAFT, NULL, &err) != SL_OK ||
        sl_rule_resume(store, code, user->name, &halted, &err) != SL_OK)
        sl_app_say(app, "%s stays out of use: %s", code, err.text);
    else
        printf("%s had been stopped by limits; it scores again.\n", code);
}

static enum sl_exit check_one(struct sl_app *app, const char *word) {
    struct sl_error err = {0};
    struct sl_engine engine;
    struct sl_store *store = NULL;
    struct sl_rule_checked checked = {0};
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = NULL;
    if (sl_app_rule(app, word, 0, &rule, &engine, &err) != SL_OK) {
        enum sl_exit exit_code = sl_app_fail(app, &err);
        return err.status == SL_RULE ? SL_BAD_DATA : exit_code;
    }
    if (sl_app_has_store(app) && sl_app_store(app, &store, &err) != SL_OK)
        return sl_app_fail(app, &err);
    struct sl_shelf shelf = sl_app_shelf(app, store);
    enum sl_status status = sl_rule_check(rule, &engine, &shelf, sl_app_told, app, &checked, &err);
    printf("%s: %zu clauses, %zu examples, %zu faults", word, checked.clauses, checked.examples,
           checked.faults);
    if (checked.notes > 0)
        printf(", %zu %s", checked.notes, sl_app_noun((int64_t)checked.notes, "note", "notes"));
    putchar('\n');
    if (status == SL_OK && store != NULL && sl_rule_version_no(rule) > 0)
        resume(app, store, rule);
    if (status == SL_OK)
        return SL_DONE;
    if (checked.faults == 0)
        sl_app_fail(app, &err);
    return status == SL_INVALID || status == SL_RULE ? SL_BAD_DATA : sl_app_exit_of(status);
}

static enum sl_exit check_rules(struct sl_app *app, const void *options) {
    (void)options;
    enum sl_exit worst = SL_DONE;
    for (int i = 0; i < sl_app_argument_count(app); i++) {
        enum sl_exit exit_code = check_one(app, sl_app_argument(app, i));
        worst = exit_code != SL_DONE ? exit_code : worst;
    }
    return worst;
}

const struct sl_command sl_command_rule_check = {
    .words = "rule check",
    .arguments = "RULE...",
    .summary = "Checks a rule: header, questions, sentences, its own examples",
    .least = 1,
    .most = 100,
    .run = check_rules,
};
