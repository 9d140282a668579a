#include "app/command.h"
#include "app/tools.h"
#include "practice/team.h"

static enum sl_exit import_rows(struct sl_app *app, const char *what,
                                enum sl_status (*import)(struct sl_store *, const char *,
                                                         const char *, sl_told *, void *, size_t *,
                                                         struct sl_error *)) {
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    size_t added = 0;
    if (sl_app_enter(app, SL_VERB_LIST_ADD, NULL, &store, &user, &err) != SL_OK ||
        import(store, sl_app_argument(app, 0), user->name, sl_app_told, app, &added, &err) != SL_OK)
        return sl_app_fail(app, &err);
    printf("%zu new %s of %s.\n", added, sl_app_noun((int64_t)added, "row", "rows"), what);
    return SL_DONE;
}

static enum sl_exit import_teams(struct sl_app *app, const void *options) {
    (void)options;
    return import_rows(app, "teams", sl_team_import);
}

static enum sl_exit import_staff(struct sl_app *app, const void *options) {
    (void)options;
    return import_rows(app, "staff", sl_staff_import);
}

const struct sl_command sl_command_team_import = {
    .words = "team import",
    .arguments = "FILE",
    .summary = "Reads services and teams, with their dates, from a CSV",
    .least = 1,
    .most = 1,
    .run = import_teams,
};

const struct sl_command sl_command_staff_import = {
    .words = "staff import",
    .arguments = "FILE",
    .summary = "Reads staff pseudonyms, roles and teams from a CSV",
    .least = 1,
    .most = 1,
    .run = import_staff,
};
