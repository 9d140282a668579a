#include "scoring/rule_text.h"
#include "app/command.h"
#include "app/engines.h"

struct options {
    int64_t version;
};

static const struct sl_option text_options[] = {{"version", "N", "This version (the published one)",
                                                 SL_OPTION_NUMBER,
                                                 offsetof(struct options, version)}};

static enum sl_exit write_text(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    struct sl_engine engine;
    struct sl_store *store = NULL;
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = NULL;
    SL_AUTO(sl_json_drop) json_t *text = NULL;
    enum sl_status status =
        sl_app_rule(app, sl_app_argument(app, 0), options->version, &rule, &engine, &err);
    if (status == SL_OK && sl_app_options(app)->store)
        status = sl_app_store(app, &store, &err);
    struct sl_shelf shelf = sl_app_shelf(app, store);
    if (status == SL_OK)
        status = sl_rule_text(rule, &engine, &shelf, &text, &err);
    if (status != SL_OK) {
        enum sl_exit exit_code = sl_app_fail(app, &err);
        return status == SL_INVALID || status == SL_RULE ? SL_BAD_DATA : exit_code;
    }
    if (sl_app_wants_json(app)) {
        sl_app_print_json(app, json_incref(text));
        return SL_DONE;
    }
    SL_AUTO(sl_free) char *markdown = sl_rule_text_markdown(text);
    fputs(markdown, stdout);
    return SL_DONE;
}

const struct sl_command sl_command_rule_text = {
    .words = "rule text",
    .json = true,
    .arguments = "RULE",
    .summary = "A rule in plain English, with examples at the edge of each sentence",
    .least = 1,
    .most = 1,
    .options = text_options,
    .option_count = SL_COUNT(text_options),
    .options_size = sizeof(struct options),
    .run = write_text,
};
