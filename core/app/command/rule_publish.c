#include "app/command.h"
#include "app/engines.h"
#include "app/previewing.h"
#include "app/scored.h"
#include "scoring/publication.h"
#include "scoring/rule_notice.h"
#include <string.h>

struct options {
    int64_t version, failures;
    sl_day from;
};

static const struct sl_option publish_options[] = {
    {"version", "N", "The proposal to publish", SL_OPTION_NUMBER,
     offsetof(struct options, version)},
    {"from", "DAY", "The day it is in force from (today)", SL_OPTION_DAY,
     offsetof(struct options, from)},
    {"allow-failures", "N", "Go on though so many records are not scored under it",
     SL_OPTION_NUMBER, offsetof(struct options, failures)}};

struct finding {
    int64_t number;
    char author[SL_ACCOUNT_NAME_SIZE];
    bool previewed;
};

static enum sl_status find_author(void *context, const struct sl_rule_version *version,
                                  struct sl_error *err) {
    (void)err;
    struct finding *finding = context;
    if (version->number != finding->number)
        return SL_OK;
    strncpy(finding->author, version->author, sizeof finding->author - 1);
    finding->previewed = *version->preview != '\0';
    return SL_OK;
}

static enum sl_status may_publish(struct sl_app *app, const char *code, int64_t number,
                                  struct sl_store **store, const struct sl_user **user,
                                  struct sl_error *err) {
    struct finding finding = {.number = number};
    enum sl_status status = sl_app_store(app, store, err);
    if (status == SL_OK)
        status = sl_rule_version_each(*store, code, find_author, &finding, err);
    const struct sl_object object = {.author = finding.author};
    return status == SL_OK ? sl_app_enter(app, SL_VERB_RULE_PUBLISH, &object, store, user, err)
                           : status;
}

static bool is_proposed_with_preview(struct sl_store *store, const char *code, int64_t number) {
    struct finding finding = {.number = number};
    struct sl_error none = {0};
    sl_rule_version_each(store, code, find_author, &finding, &none);
    return finding.previewed;
}

static enum sl_status publish(struct sl_app *app, struct sl_store *store,
                              const struct sl_user *user, const char *code,
                              const struct options *options, struct sl_error *err) {
    struct sl_engine engine;
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = NULL;
    SL_AUTO(sl_previewed_drop) struct sl_previewed previewed = {0};
    const struct sl_previewing what = {
        .version = options->version, .from = SL_DAY_NONE, .to = SL_DAY_NONE};
    SL_AUTO(sl_json_drop) json_t *counts = NULL;
    enum sl_status status = sl_app_rule(app, code, options->version, &rule, &engine, err);
    if (status == SL_OK && is_proposed_with_preview(store, code, options->version)) {
        status = sl_app_preview_run(app, store, code, &what, &previewed, err);
        counts = status == SL_OK ? sl_preview_json(previewed.preview) : NULL;
        if (status == SL_OK)
            status = sl_app_allow_failures(previewed.preview, options->failures, err);
    }
    return status == SL_OK ? sl_rule_publish(store, &engine, code, options->version, user->name,
                                             counts, options->from, err)
                           : status;
}

static void print_line(void *context, const char *line) {
    (void)context;
    printf("  %s\n", line);
}

static void print_notice(struct sl_store *store, const char *code, int64_t number) {
    struct sl_error none = {0};
    SL_AUTO(sl_json_drop) json_t *notice = NULL;
    if (sl_rule_notice_find(store, code, number, &notice, &none) == SL_OK)
        sl_rule_notice_lines(notice, print_line, NULL);
}

static enum sl_exit publish_rule(struct sl_app *app, const void *given) {
    const struct options *options = given;
    const char *code = sl_app_argument(app, 0);
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    if (options->version == 0) {
        sl_app_say(app, "which version? give --version N");
        return SL_USAGE;
    }
    if (may_publish(app, code, options->version, &store, &user, &err) != SL_OK ||
        publish(app, store, user, code, options, &err) != SL_OK)
        return sl_app_fail(app, &err);
    printf("%s, version %lld, is published. Grades of record stay as they are; new reviews are "
           "read under it. The notice (rule notice %s):\n",
           code, (long long)options->version, code);
    print_notice(store, code, options->version);
    printf("%lld scores were added, so that papers and explanations read every record under it.\n",
           (long long)sl_app_score_missing(app, store));
    return SL_DONE;
}

const struct sl_command sl_command_rule_publish = {
    .words = "rule publish",
    .arguments = "RULE",
    .summary = "Publishes a proposal that somebody else wrote",
    .least = 1,
    .most = 1,
    .options = publish_options,
    .option_count = SL_COUNT(publish_options),
    .options_size = sizeof(struct options),
    .run = publish_rule,
};
