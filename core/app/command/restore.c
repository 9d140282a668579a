#include "app/command.h"
#include "store/backup.h"

static enum sl_exit restore_backup(struct sl_app *app, const void *options) {
    (void)options;
    struct sl_error err = {0};
    const char *path = sl_app_store_path(app);
    if (!path)
        return SL_USAGE;
    if (sl_app_may_restore(app, sl_app_argument(app, 0), &err) != SL_OK ||
        sl_backup_restore(sl_app_argument(app, 0), path, sl_app_schema(app), &err) != SL_OK)
        return sl_app_fail(app, &err);
    printf("%s is now the store of the backup; a store that was there is kept beside it as "
           ".replaced.\n",
           path);
    return SL_DONE;
}

const struct sl_command sl_command_restore = {
    .words = "restore",
    .arguments = "BACKUP",
    .summary = "Puts a verified backup in the place of the store",
    .least = 1,
    .most = 1,
    .run = restore_backup,
};
