#include "app/command.h"
#include "app/password.h"
#include <string.h>

static enum sl_exit change_password(struct sl_app *app, const void *options) {
    (void)options;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    SL_AUTO(sl_password_drop) char *password = NULL;
    if (sl_app_store(app, &store, &err) != SL_OK || sl_app_user(app, &user, &err) != SL_OK)
        return sl_app_fail(app, &err);
    const char *name = sl_app_argument(app, 0) ? sl_app_argument(app, 0) : user->name;
    if ((strcmp(name, user->name) != 0 &&
         sl_authorise(store, user, SL_VERB_ACCOUNT_CHANGE, NULL, &err) != SL_OK) ||
        sl_password_ask(name, &password, &err) != SL_OK ||
        sl_account_set_password(store, name, password, user->name, &err) != SL_OK)
        return sl_app_fail(app, &err);
    printf("The password of %s is changed.\n", name);
    return SL_DONE;
}

const struct sl_command sl_command_account_passwd = {
    .words = "account passwd",
    .arguments = "[NAME]",
    .summary = "Changes a password: your own, or as administrator anyone's",
    .most = 1,
    .run = change_password,
};
