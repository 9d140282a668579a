#include "app/command.h"
#include "app/engines.h"
#include "app/scored.h"
#include "scoring/rule_version.h"
#include <string.h>

struct options {
    int64_t version;
    sl_day from;
};

static const struct sl_option publish_options[] = {
    {"version", "N", "The draft to publish", SL_OPTION_NUMBER, offsetof(struct options, version)},
    {"from", "DAY", "The day it is in force from (today)", SL_OPTION_DAY,
     offsetof(struct options, from)}};

struct finding {
    int64_t number;
    char author[SL_ACCOUNT_NAME_SIZE];
};

static enum sl_status find_author(void *context, const struct sl_rule_version *version,
                                  struct sl_error *err) {
    (void)err;
    struct finding *finding = context;
    if (version->number == finding->number)
        strncpy(finding->author, version->author, sizeof finding->author - 1);
    return SL_OK;
}

static enum sl_exit publish_rule(struct sl_app *app, const void *given) {
    const struct options *options = given;
    const char *code = sl_app_argument(app, 0);
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    struct sl_engine engine;
    struct finding finding = {.number = options->version};
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = NULL;
    if (options->version == 0) {
        sl_app_say(app, "which version? give --version N");
        return SL_USAGE;
    }
    if (sl_app_store(app, &store, &err) != SL_OK ||
        sl_rule_version_each(store, code, find_author, &finding, &err) != SL_OK)
        return sl_app_fail(app, &err);
    const struct sl_object object = {.author = finding.author};
    if (sl_app_enter(app, SL_VERB_RULE_PUBLISH, &object, &store, &user, &err) != SL_OK ||
        sl_app_rule(app, code, options->version, &rule, &engine, &err) != SL_OK ||
        sl_rule_publish(store, &engine, code, options->version, user->name, options->from, &err) !=
            SL_OK)
        return sl_app_fail(app, &err);
    printf(
        "%s, version %lld, is published. Grades of record stay as they are; new reviews are read "
        "under it.\n",
        code, (long long)options->version);
    printf("%lld scores were added, so that papers and explanations read every record under it.\n",
           (long long)sl_app_score_missing(app, store));
    return SL_DONE;
}

const struct sl_command sl_command_rule_publish = {
    .words = "rule publish",
    .arguments = "RULE",
    .summary = "Publishes a draft that somebody else wrote",
    .least = 1,
    .most = 1,
    .options = publish_options,
    .option_count = SL_COUNT(publish_options),
    .options_size = sizeof(struct options),
    .run = publish_rule,
};
