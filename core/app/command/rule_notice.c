#include "scoring/rule_notice.h"
#include "app/command.h"

struct options {
    int64_t version;
};

static const struct sl_option notice_options[] = {
    {"version", "N", "The change to that version (the newest change)", SL_OPTION_NUMBER,
     offsetof(struct options, version)}};

static void print_line(void *context, const char *line) {
    (void)context;
    puts(line);
}

static enum sl_exit show_notice(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    SL_AUTO(sl_json_drop) json_t *notice = NULL;
    if (sl_app_store(app, &store, &err) != SL_OK ||
        sl_rule_notice_find(store, sl_app_argument(app, 0), options->version, &notice, &err) !=
            SL_OK)
        return sl_app_fail(app, &err);
    if (sl_app_wants_json(app))
        sl_app_print_json(app, json_incref(notice));
    else
        sl_rule_notice_lines(notice, print_line, NULL);
    return SL_DONE;
}

const struct sl_command sl_command_rule_notice = {
    .words = "rule notice",
    .json = true,
    .arguments = "RULE",
    .summary = "What everybody is told of a rule that changed",
    .least = 1,
    .most = 1,
    .options = notice_options,
    .option_count = SL_COUNT(notice_options),
    .options_size = sizeof(struct options),
    .run = show_notice,
};
