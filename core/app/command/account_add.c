#include "app/command.h"
#include "app/password.h"

struct options {
    const char *os_user, *staff, *role, *reach;
    bool password;
};

static const struct sl_option add_options[] = {
    {"os-user", "USER", "The command line acts as this account for that user", SL_OPTION_TEXT,
     offsetof(struct options, os_user)},
    {"staff", "CODE", "The staff pseudonym it audits under", SL_OPTION_TEXT,
     offsetof(struct options, staff)},
    {"role", "ROLE", "auditor, quality_lead, publisher or administrator", SL_OPTION_TEXT,
     offsetof(struct options, role)},
    {"reach", "REACH", "all, own, team:CODE or service:CODE (all)", SL_OPTION_TEXT,
     offsetof(struct options, reach)},
    {"password", NULL, "Ask for a password", SL_OPTION_FLAG, offsetof(struct options, password)}};

static enum sl_status read_grant(const struct options *options, struct sl_grant *grant,
                                 struct sl_error *err) {
    *grant = (struct sl_grant){.role = options->role ? sl_role_of(options->role) : SL_AUDITOR};
    if (grant->role == SL_ROLES)
        return sl_fail(err, SL_INVALID, "role",
                       "There is no role \"%s\"; there are auditor, quality_lead, publisher and "
                       "administrator",
                       options->role);
    return sl_reach_read(options->reach ? options->reach : "all", &grant->reach, grant->code, err);
}

struct adding {
    struct sl_account account;
    const struct sl_grant *grant; /* NULL: none */
    const char *actor;
};

/* With its role or not at all. */
static enum sl_status add(struct sl_store *store, void *context, struct sl_error *err) {
    const struct adding *adding = context;
    enum sl_status status = sl_account_add(store, &adding->account, adding->actor, err);
    if (status == SL_OK && adding->grant)
        status = sl_account_grant(store, adding->account.name, adding->grant, adding->actor, err);
    return status;
}

static enum sl_exit add_account(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    SL_AUTO(sl_password_drop) char *password = NULL;
    const char *name = sl_app_argument(app, 0);
    struct sl_grant grant;
    if (read_grant(options, &grant, &err) != SL_OK ||
        sl_app_enter(app, SL_VERB_ACCOUNT_CHANGE, NULL, &store, &user, &err) != SL_OK ||
        (options->password && sl_password_ask(name, &password, &err) != SL_OK))
        return sl_app_fail(app, &err);
    struct adding adding = {.account = {.name = name,
                                        .password = password,
                                        .os_user = options->os_user,
                                        .staff = options->staff},
                            .grant = options->role ? &grant : NULL,
                            .actor = user->name};
    if (sl_store_write(store, add, &adding, &err) != SL_OK)
        return sl_app_fail(app, &err);
    printf("Account %s is made%s%s.\n", name, options->role ? " with the role " : "",
           options->role ? options->role : "; give it a role with account role");
    return SL_DONE;
}

const struct sl_command sl_command_account_add = {
    .words = "account add",
    .arguments = "NAME",
    .summary = "Makes an account",
    .least = 1,
    .most = 1,
    .options = add_options,
    .option_count = SL_COUNT(add_options),
    .options_size = sizeof(struct options),
    .run = add_account,
};
