#include "app/command.h"
#include "app/county.h"
#include "practice/account.h"
#include <string.h>

struct options {
    const char *name, *account;
};

static const struct sl_option init_options[] = {
    {"name", "WORDS", "The authority's name", SL_OPTION_TEXT, offsetof(struct options, name)},
    {"account", "NAME", "The first administrator's account (the operating-system user)",
     SL_OPTION_TEXT, offsetof(struct options, account)}};

static enum sl_exit init(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    if (!sl_app_store_path(app))
        return SL_USAGE;
    const struct sl_county county = {.name = options->name ? options->name : "My authority",
                                     .first_account = options->account};
    if (sl_county_make(app, &county, &err) != SL_OK)
        return sl_app_fail(app, &err);
    printf("%s is made for %s. You are its first administrator.\n"
           "Next: add services, teams and staff (team import, staff import), then records.\n",
           sl_app_store_path(app), county.name);
    return SL_DONE;
}

const struct sl_command sl_command_init = {
    .words = "init",
    .arguments = "",
    .summary = "Makes an empty store with the tools, lists and rules that ship",
    .options = init_options,
    .option_count = SL_COUNT(init_options),
    .options_size = sizeof(struct options),
    .run = init,
};
