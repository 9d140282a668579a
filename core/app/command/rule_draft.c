#include "app/command.h"
#include "app/engines.h"
#include "app/tools.h"
#include "scoring/rule_version.h"
#include <string.h>

struct options {
    const char *why;
};

static const struct sl_option draft_options[] = {{"why", "WORDS",
                                                  "Why it changes (what the file says)",
                                                  SL_OPTION_TEXT, offsetof(struct options, why)}};

/* Settings that were changed in a workbook stand beside the text, not in it. */
static void tell_lost_settings(struct sl_app *app, struct sl_store *store,
                               const struct sl_rule *rule) {
    struct sl_error none = {0};
    SL_AUTO(sl_rule_drop) struct sl_rule *current = NULL;
    const char *code = sl_rule_header(rule)->code;
    if (sl_rule_from_store(store, code, 0, &current, &none) != SL_OK ||
        strcmp(sl_rule_settings_json(current), "{}") == 0 ||
        strcmp(sl_rule_settings_json(rule), "{}") != 0)
        return;
    sl_app_say(app,
               "please look: version %lld, in force, has settings that are not in its text; this "
               "draft has those of the file (rule diff %s says which)",
               (long long)sl_rule_number(current), code);
}

static enum sl_exit draft_rule(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    struct sl_engine engine;
    int64_t number = 0;
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = NULL;
    if (sl_app_enter(app, SL_VERB_RULE_DRAFT, NULL, &store, &user, &err) != SL_OK ||
        sl_app_rule(app, sl_app_argument(app, 0), 0, &rule, &engine, &err) != SL_OK) {
        enum sl_exit exit_code = sl_app_fail(app, &err);
        return err.status == SL_RULE ? SL_BAD_DATA : exit_code;
    }
    struct sl_shelf shelf = sl_app_shelf(app, store);
    if (sl_rule_check(rule, &engine, &shelf, sl_app_told, app, NULL, &err) != SL_OK) {
        sl_app_say(app, "nothing was kept; mend the faults above and draft it again");
        return SL_BAD_DATA;
    }
    if (sl_rule_draft(store, rule, user->name, options->why ? options->why : "", &number, &err) !=
        SL_OK)
        return sl_app_fail(app, &err);
    const char *code = sl_rule_header(rule)->code;
    tell_lost_settings(app, store, rule);
    printf("%s, version %lld, is a draft. See what it would do: rule preview %s\n"
           "Then propose it: rule propose %s\n",
           code, (long long)number, code, code);
    return SL_DONE;
}

const struct sl_command sl_command_rule_draft = {
    .words = "rule draft",
    .arguments = "FILE",
    .summary = "Keeps a changed rule as a draft of its next version",
    .least = 1,
    .most = 1,
    .options = draft_options,
    .option_count = SL_COUNT(draft_options),
    .options_size = sizeof(struct options),
    .run = draft_rule,
};
