#include "app/command.h"

struct options {
    bool undo;
};

static const struct sl_option disable_options[] = {
    {"undo", NULL, "Let it sign in again", SL_OPTION_FLAG, offsetof(struct options, undo)}};

static enum sl_exit disable(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    const char *name = sl_app_argument(app, 0);
    if (sl_app_enter(app, SL_VERB_ACCOUNT_CHANGE, NULL, &store, &user, &err) != SL_OK ||
        (options->undo ? sl_account_enable(store, name, user->name, &err)
                       : sl_account_disable(store, name, user->name, &err)) != SL_OK)
        return sl_app_fail(app, &err);
    printf("%s %s.\n", name,
           options->undo ? "can sign in again" : "can't sign in any more; what it did stays");
    return SL_DONE;
}

const struct sl_command sl_command_account_disable = {
    .words = "account disable",
    .arguments = "NAME",
    .summary = "Lets an account sign in no more",
    .least = 1,
    .most = 1,
    .options = disable_options,
    .option_count = SL_COUNT(disable_options),
    .options_size = sizeof(struct options),
    .run = disable,
};
