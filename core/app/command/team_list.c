#include "app/command.h"
#include "practice/team.h"

static enum sl_status add_team(void *context, const struct sl_team *team, struct sl_error *err) {
    (void)err;
    char opened[SL_DAY_SIZE], closed[SL_DAY_SIZE];
    json_array_append_new(context,
                          json_pack("{ssssssssssss}", "team", team->code, "name", team->name,
                                    "locality", team->locality, "service", team->service, "opened",
                                    sl_day_format(team->opened, opened), "closed",
                                    sl_day_format(team->closed, closed)));
    return SL_OK;
}

static enum sl_exit list_teams(struct sl_app *app, const void *options) {
    (void)options;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    SL_AUTO(sl_json_drop) json_t *all = json_array();
    if (sl_app_store(app, &store, &err) != SL_OK ||
        sl_team_each(store, NULL, SL_DAY_NONE, add_team, all, &err) != SL_OK)
        return sl_app_fail(app, &err);
    if (sl_app_wants_json(app)) {
        sl_app_print_json(app, json_incref(all));
        return SL_DONE;
    }
    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *team = json_array_get(all, i);
        const char *closed = sl_json_text_or(team, "closed", "");
        printf("%-14s %-28s %-14s from %s%s%s\n", sl_json_text_or(team, "team", ""),
               sl_json_text_or(team, "name", ""), sl_json_text_or(team, "service", ""),
               sl_json_text_or(team, "opened", ""), closed[0] ? " to " : "", closed);
    }
    return SL_DONE;
}

const struct sl_command sl_command_team_list = {
    .words = "team list",
    .json = true,
    .arguments = "",
    .summary = "The teams and the services they belong to",
    .run = list_teams,
};
