#include "app/command.h"
#include "app/tools.h"
#include "practice/figure.h"

struct options {
    bool dry_run;
};

static const struct sl_option import_options[] = {
    {"dry-run", NULL, "Say what would change, write nothing", SL_OPTION_FLAG,
     offsetof(struct options, dry_run)}};

static enum sl_exit import_figures(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    if (sl_app_enter(app, SL_VERB_FIGURE_IMPORT, NULL, &store, &user, &err) != SL_OK)
        return sl_app_fail(app, &err);
    struct sl_figure_import import = {.path = sl_app_argument(app, 0),
                                      .actor = user->name,
                                      .dry_run = options->dry_run,
                                      .told = sl_app_told,
                                      .context = app};
    if (sl_figure_import(store, &import, &err) != SL_OK)
        return sl_app_fail(app, &err);
    if (sl_app_wants_json(app))
        sl_app_print_json(app, json_pack("{sIsIsI}", "rows", (json_int_t)import.rows, "added",
                                         (json_int_t)import.added, "changed",
                                         (json_int_t)import.changed));
    else
        printf("%zu %s read, %zu new, %zu drawn anew%s.\n", import.rows,
               sl_app_noun((int64_t)import.rows, "figure", "figures"), import.added, import.changed,
               options->dry_run ? " (nothing was written)" : "");
    return SL_DONE;
}

const struct sl_command sl_command_figure_import = {
    .words = "figure import",
    .json = true,
    .arguments = "FILE",
    .summary = "Reads performance figures drawn elsewhere from a CSV",
    .least = 1,
    .most = 1,
    .options = import_options,
    .option_count = SL_COUNT(import_options),
    .options_size = sizeof(struct options),
    .run = import_figures,
};
