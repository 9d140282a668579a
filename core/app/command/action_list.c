#include "app/command.h"
#include "app/records.h"
#include "practice/action.h"

struct options {
    const char *team, *state, *owner;
    sl_day as_at;
    bool overdue;
};

static const struct sl_option list_options[] = {
    {"team", "TEAM", "Of this team", SL_OPTION_TEXT, offsetof(struct options, team)},
    {"state", "STATE", "open, claimed, verified, rejected, dropped", SL_OPTION_TEXT,
     offsetof(struct options, state)},
    {"owner", "OWNER", "Of this owner", SL_OPTION_TEXT, offsetof(struct options, owner)},
    {"as-at", "DAY", "As they stood at the end of this day (today)", SL_OPTION_DAY,
     offsetof(struct options, as_at)},
    {"overdue", NULL, "Only those past their day", SL_OPTION_FLAG,
     offsetof(struct options, overdue)}};

struct telling {
    struct sl_app *app;
    json_t *all;
};

static enum sl_status tell(void *context, const struct sl_action *action, struct sl_error *err) {
    (void)err;
    struct telling *telling = context;
    char due[SL_DAY_SIZE];
    json_array_append_new(telling->all, sl_action_json(action));
    if (sl_app_wants_json(telling->app))
        return SL_OK;
    sl_day_format(action->due_on, due);
    printf("%-10s %-9s %-14s %s", due[0] ? due : "no day", sl_action_state_name(action->state),
           action->owner, action->wording);
    if (action->days_overdue > 0)
        printf(" (overdue by %d days)", action->days_overdue);
    putchar('\n');
    return SL_OK;
}

static enum sl_exit list_actions(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    const struct sl_object object = {.team = options->team};
    const struct sl_action_filter filter = {.as_at = options->as_at == SL_DAY_NONE ? sl_day_today()
                                                                                   : options->as_at,
                                            .team = options->team,
                                            .owner = options->owner,
                                            .state = options->state,
                                            .overdue = options->overdue,
                                            .raised_from = SL_DAY_NONE};
    struct telling telling = {app, json_array()};
    enum sl_status status = sl_app_enter(app, SL_VERB_RECORD_READ, &object, &store, &user, &err);
    if (status == SL_OK)
        status = sl_app_check_words(store, NULL, options->team, NULL, &err);
    if (status == SL_OK)
        status = sl_action_each(store, &filter, tell, &telling, &err);
    if (status == SL_OK && sl_app_wants_json(app))
        sl_app_print_json(app, json_incref(telling.all));
    else if (status == SL_OK)
        sl_app_say(app, "%zu %s", json_array_size(telling.all),
                   sl_app_noun((int64_t)json_array_size(telling.all), "action", "actions"));
    json_decref(telling.all);
    return status == SL_OK ? SL_DONE : sl_app_fail(app, &err);
}

const struct sl_command sl_command_action_list = {
    .words = "action list",
    .json = true,
    .arguments = "",
    .summary = "What was agreed, by whom and when, and where it stands",
    .options = list_options,
    .option_count = SL_COUNT(list_options),
    .options_size = sizeof(struct options),
    .run = list_actions,
};
