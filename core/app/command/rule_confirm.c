#include "app/command.h"
#include "app/records.h"
#include "scoring/confirmation.h"
#include <stdlib.h>
#include <string.h>

struct options {
    const char *rule, *reason;
    int64_t row;
};

static const struct sl_option confirm_options[] = {
    {"rule", "RULE", "The rule that proposed it (plan.smart)", SL_OPTION_TEXT,
     offsetof(struct options, rule)},
    {"row", "N", "The row, for a rule that speaks of rows", SL_OPTION_NUMBER,
     offsetof(struct options, row)},
    {"reason", "WORDS", "Why, where the value is another than was proposed", SL_OPTION_TEXT,
     offsetof(struct options, reason)}};

static enum sl_exit confirm(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    int64_t record_no = 0;
    SL_AUTO(sl_free) char *output = sl_copy(sl_app_argument(app, 1));
    char *value = strchr(output, '=');
    if (!value) {
        sl_app_say(app, "give the output and its value as OUTPUT=VALUE, such as S=2");
        return SL_USAGE;
    }
    *value++ = '\0';
    if (sl_app_record(app, sl_app_argument(app, 0), SL_VERB_RECORD_SAVE, &store, &record_no,
                      &err) != SL_OK ||
        sl_app_user(app, &user, &err) != SL_OK)
        return sl_app_fail(app, &err);
    const struct sl_confirmation confirmation = {.record_no = record_no,
                                                 .rule =
                                                     options->rule ? options->rule : "plan.smart",
                                                 .row = (uint16_t)options->row,
                                                 .output = output,
                                                 .confirmed = value,
                                                 .reason = options->reason ? options->reason : "",
                                                 .actor = user->name};
    if (sl_confirmation_add(store, &confirmation, &err) != SL_OK)
        return sl_app_fail(app, &err);
    printf("%s is confirmed as %s.\n", output, value);
    return SL_DONE;
}

const struct sl_command sl_command_rule_confirm = {
    .words = "rule confirm",
    .arguments = "RECORD OUTPUT=VALUE",
    .summary = "Confirms or changes what a rule proposed from wording",
    .least = 2,
    .most = 2,
    .options = confirm_options,
    .option_count = SL_COUNT(confirm_options),
    .options_size = sizeof(struct options),
    .run = confirm,
};
