#include "store/backup.h"
#include "app/command.h"

static enum sl_exit make_backup(struct sl_app *app, const void *options) {
    (void)options;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    if (sl_app_enter(app, SL_VERB_STORE_BACKUP, NULL, &store, &user, &err) != SL_OK ||
        sl_backup_make(store, sl_app_argument(app, 0), &err) != SL_OK)
        return sl_app_fail(app, &err);
    printf("%s holds a checked copy of %s.\n", sl_app_argument(app, 0), sl_store_path(store));
    return SL_DONE;
}

const struct sl_command sl_command_backup = {
    .words = "backup",
    .arguments = "FILE",
    .summary = "A checked copy of the store",
    .least = 1,
    .most = 1,
    .run = make_backup,
};
