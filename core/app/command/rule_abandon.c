#include "app/command.h"
#include "app/previewing.h"
#include "scoring/publication.h"

struct options {
    int64_t version;
    const char *why;
};

static const struct sl_option abandon_options[] = {
    {"version", "N", "The draft or proposal to give up (the newest)", SL_OPTION_NUMBER,
     offsetof(struct options, version)},
    {"why", "WORDS", "Why it is given up", SL_OPTION_TEXT, offsetof(struct options, why)}};

static enum sl_exit abandon_rule(struct sl_app *app, const void *given) {
    const struct options *options = given;
    const char *code = sl_app_argument(app, 0);
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    int64_t number = options->version, swept = 0;
    if (options->why == NULL) {
        sl_app_say(app, "why is it given up? give --why WORDS");
        return SL_USAGE;
    }
    if (sl_app_enter(app, SL_VERB_RULE_DRAFT, NULL, &store, &user, &err) != SL_OK ||
        (number == 0 && sl_app_newest_open(store, code, &number, &err) != SL_OK) ||
        sl_rule_abandon(store, code, number, user->name, options->why, &swept, &err) != SL_OK)
        return sl_app_fail(app, &err);
    printf("%s, version %lld, is given up; %lld unseen %s taken away.\n", code, (long long)number,
           (long long)swept, sl_app_noun(swept, "score was", "scores were"));
    return SL_DONE;
}

const struct sl_command sl_command_rule_abandon = {
    .words = "rule abandon",
    .arguments = "RULE",
    .summary = "Gives up a draft or proposal",
    .least = 1,
    .most = 1,
    .options = abandon_options,
    .option_count = SL_COUNT(abandon_options),
    .options_size = sizeof(struct options),
    .run = abandon_rule,
};
