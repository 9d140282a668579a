#include "app/command.h"
#include "app/records.h"
#include "practice/action.h"

struct options {
    const char *team;
    sl_day from, to;
};

static const struct sl_option report_options[] = {
    {"team", "TEAM", "Of this team", SL_OPTION_TEXT, offsetof(struct options, team)},
    {"from", "DAY", "First day of the period", SL_OPTION_DAY, offsetof(struct options, from)},
    {"to", "DAY", "Last day of the period", SL_OPTION_DAY, offsetof(struct options, to)}};

static void print_counts(const char *name, const struct sl_action_counts *c) {
    int overdue = 0;
    for (int band = 0; band < SL_ACTION_BANDS; band++)
        overdue += c->overdue[band];
    printf("%-14s %6d %7d %8d %8d %7d %6d %7d %8d", name, c->opened, c->claimed, c->verified,
           c->rejected, c->dropped, c->open, c->waiting, overdue);
    printf("  (%d, %d, %d, %d)", c->overdue[0], c->overdue[1], c->overdue[2], c->overdue[3]);
    if (c->median_days >= 0)
        printf("  %d days", c->median_days);
    putchar('\n');
}

static enum sl_exit report_actions(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    const struct sl_object object = {.team = options->team};
    SL_AUTO(sl_action_report_drop) struct sl_action_report *report = NULL;
    if (options->from == SL_DAY_NONE || options->to == SL_DAY_NONE) {
        sl_app_say(app, "an action report needs --from and --to");
        return SL_USAGE;
    }
    if (sl_app_enter(app, SL_VERB_RECORD_READ, &object, &store, &user, &err) != SL_OK ||
        sl_app_check_words(store, NULL, options->team, NULL, &err) != SL_OK ||
        sl_action_report(store, options->team, options->from, options->to, &report, &err) != SL_OK)
        return sl_app_fail(app, &err);
    if (sl_app_wants_json(app)) {
        sl_app_print_json(app, sl_action_report_json(report));
        return SL_DONE;
    }
    printf("%-14s %6s %7s %8s %8s %7s %6s %7s %8s  (1-14, 15-28, 29-56, 57+ days)  median to "
           "verify\n",
           "team", "opened", "claimed", "verified", "rejected", "dropped", "open", "waiting",
           "overdue");
    for (size_t i = 0; i < report->team_count; i++)
        print_counts(report->teams[i].team, &report->teams[i]);
    print_counts("all", &report->whole);
    return SL_DONE;
}

const struct sl_command sl_command_action_report = {
    .words = "action report",
    .json = true,
    .arguments = "",
    .summary = "Actions opened, verified and overdue, by team",
    .options = report_options,
    .option_count = SL_COUNT(report_options),
    .options_size = sizeof(struct options),
    .run = report_actions,
};
