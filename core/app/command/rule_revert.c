#include "app/command.h"
#include "app/scored.h"
#include "scoring/publication.h"

struct options {
    int64_t version;
    const char *why;
};

static const struct sl_option revert_options[] = {
    {"version", "N", "The version to go back to (the one before)", SL_OPTION_NUMBER,
     offsetof(struct options, version)},
    {"why", "WORDS", "Why it goes back", SL_OPTION_TEXT, offsetof(struct options, why)}};

static enum sl_exit revert_rule(struct sl_app *app, const void *given) {
    const struct options *options = given;
    const char *code = sl_app_argument(app, 0);
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    int64_t number = 0;
    if (options->why == NULL) {
        sl_app_say(app, "why does it go back? give --why WORDS");
        return SL_USAGE;
    }
    if (sl_app_enter(app, SL_VERB_RULE_PUBLISH, NULL, &store, &user, &err) != SL_OK ||
        sl_rule_revert(store, code, options->version, user->name, options->why, &number, &err) !=
            SL_OK)
        return sl_app_fail(app, &err);
    printf("%s is back at version %lld. Grades of record stay as they are.\n", code,
           (long long)number);
    sl_app_score_missing(app, store);
    return SL_DONE;
}

const struct sl_command sl_command_rule_revert = {
    .words = "rule revert",
    .arguments = "RULE",
    .summary = "Goes back to a version that was in force before",
    .least = 1,
    .most = 1,
    .options = revert_options,
    .option_count = SL_COUNT(revert_options),
    .options_size = sizeof(struct options),
    .run = revert_rule,
};
