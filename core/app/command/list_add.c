#include "app/command.h"
#include "app/tools.h"
#include "practice/list.h"

static enum sl_exit add_list(struct sl_app *app, const void *options) {
    (void)options;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    SL_AUTO(sl_list_drop) struct sl_list *list = NULL;
    if (sl_app_enter(app, SL_VERB_LIST_ADD, NULL, &store, &user, &err) != SL_OK ||
        sl_list_check(sl_app_argument(app, 0), sl_app_told, app, &list, &err) != SL_OK ||
        sl_list_add(store, list, user->name, &err) != SL_OK)
        return sl_app_fail(app, &err);
    printf("List %s, version %lld, is in the store.\n", sl_list_name(list),
           (long long)sl_list_version(list));
    return SL_DONE;
}

const struct sl_command sl_command_list_add = {
    .words = "list add",
    .arguments = "FILE",
    .summary = "Adds a list, or a new version of one",
    .least = 1,
    .most = 1,
    .run = add_list,
};
