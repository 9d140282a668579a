#include "app/command.h"
#include "app/records.h"
#include "scoring/difference.h"
#include "scoring/explain.h"
#include <unistd.h>

struct options {
    const char *rule;
};

static const struct sl_option explain_options[] = {
    {"rule", "RULE", "Only this rule", SL_OPTION_TEXT, offsetof(struct options, rule)}};

static void print_line(void *context, const char *line) {
    (void)context;
    puts(line);
}

static enum sl_exit explain(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    int64_t record_no = 0;
    json_t *explanation = NULL;
    if (sl_app_record(app, sl_app_argument(app, 0), SL_VERB_RECORD_READ, &store, &record_no,
                      &err) != SL_OK ||
        sl_explain_record(store, record_no, options->rule, &explanation, &err) != SL_OK)
        return sl_app_fail(app, &err);
    if (sl_app_wants_json(app)) {
        sl_app_print_json(app, explanation);
        return SL_DONE;
    }
    if (isatty(STDOUT_FILENO))
        sl_explain_lines_marked(explanation, "\033[1m", "\033[0m", print_line, NULL);
    else
        sl_explain_lines(explanation, print_line, NULL);
    sl_difference_lines(json_object_get(explanation, "difference"), print_line, NULL);
    json_decref(explanation);
    return SL_DONE;
}

const struct sl_command sl_command_rule_explain = {
    .words = "rule explain",
    .json = true,
    .arguments = "RECORD",
    .summary = "Why a record reads as it does: sentences, answers, words, versions",
    .least = 1,
    .most = 1,
    .options = explain_options,
    .option_count = SL_COUNT(explain_options),
    .options_size = sizeof(struct options),
    .run = explain,
};
