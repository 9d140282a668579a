#include "app/command.h"

struct options {
    const char *reach;
    bool take_away;
};

static const struct sl_option role_options[] = {
    {"reach", "REACH", "all, own, team:CODE or service:CODE (all)", SL_OPTION_TEXT,
     offsetof(struct options, reach)},
    {"take-away", NULL, "Take the role away", SL_OPTION_FLAG, offsetof(struct options, take_away)}};

static enum sl_exit change_role(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    const char *name = sl_app_argument(app, 0), *role = sl_app_argument(app, 1);
    struct sl_grant grant = {.role = sl_role_of(role)};
    if (grant.role == SL_ROLES) {
        sl_app_say(app,
                   "there is no role \"%s\"; there are auditor, quality_lead, publisher and "
                   "administrator",
                   role);
        return SL_BAD_DATA;
    }
    if (sl_app_enter(app, SL_VERB_ACCOUNT_CHANGE, NULL, &store, &user, &err) != SL_OK ||
        sl_reach_read(options->reach ? options->reach : "all", &grant.reach, grant.code, &err) !=
            SL_OK)
        return sl_app_fail(app, &err);
    enum sl_status status = options->take_away
                                ? sl_account_revoke(store, name, &grant, user->name, &err)
                                : sl_account_grant(store, name, &grant, user->name, &err);
    if (status != SL_OK)
        return sl_app_fail(app, &err);
    printf("%s is %s %s.\n", name, options->take_away ? "no longer" : "now",
           sl_role_label(grant.role));
    return SL_DONE;
}

const struct sl_command sl_command_account_role = {
    .words = "account role",
    .arguments = "NAME ROLE",
    .summary = "Gives an account a role, or takes it away",
    .least = 2,
    .most = 2,
    .options = role_options,
    .option_count = SL_COUNT(role_options),
    .options_size = sizeof(struct options),
    .run = change_role,
};
