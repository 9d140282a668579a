#include "scoring/plan_check.h"
#include "app/command.h"
#include "app/engines.h"

struct options {
    sl_day as_at;
    const char *plan;
};

static const struct sl_option check_options[] = {
    {"as-at", "DAY", "As it stood at the end of this day (the day it was last told of)",
     SL_OPTION_DAY, offsetof(struct options, as_at)},
    {"plan", "ID", "This plan (the newest)", SL_OPTION_TEXT, offsetof(struct options, plan)}};

static void print_line(void *context, const char *line) {
    (void)context;
    puts(line);
}

static sl_day last_told(const struct sl_plan_report *report) {
    sl_day last = report->made_on;
    for (size_t i = 0; i < report->line_count; i++) {
        const struct sl_plan_standing *line = &report->lines[i];
        sl_day told = line->history[line->history_count - 1].day;
        last = told > last ? told : last;
    }
    return last;
}

/* Without a day: everything that was ever entered, as it stood on the last of those days. */
static enum sl_status report_plan(struct sl_store *store, const struct options *options,
                                  struct sl_plan_report **out, struct sl_error *err) {
    if (options->as_at != SL_DAY_NONE)
        return sl_plan_report(store, options->plan, options->as_at, SL_DAY_NONE, out, err);
    enum sl_status status =
        sl_plan_report(store, options->plan, sl_day_of(2200, 12, 31), SL_DAY_NONE, out, err);
    if (status == SL_OK)
        (*out)->as_at = last_told(*out);
    return status;
}

static enum sl_exit check_plan(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    SL_AUTO(sl_plan_report_drop) struct sl_plan_report *report = NULL;
    struct sl_engines engines = sl_app_engines(app);
    SL_AUTO(sl_live_drop) struct sl_live *live = sl_live_new(&engines);
    SL_AUTO(sl_json_drop) json_t *check = NULL;
    if (sl_app_enter(app, SL_VERB_PLAN_READ, NULL, &store, &user, &err) != SL_OK ||
        report_plan(store, options, &report, &err) != SL_OK ||
        sl_plan_check(store, live, report, &check, &err) != SL_OK)
        return sl_app_fail(app, &err);
    if (sl_app_wants_json(app))
        sl_app_print_json(app, json_incref(check));
    else
        sl_plan_check_lines(check, print_line, NULL);
    return json_array_size(json_object_get(check, "findings")) > 0 ? SL_FINDINGS : SL_DONE;
}

const struct sl_command sl_command_plan_check = {
    .words = "plan check",
    .json = true,
    .arguments = "",
    .summary = "Lines of the improvement plan whose rating and words don't agree",
    .options = check_options,
    .option_count = SL_COUNT(check_options),
    .options_size = sizeof(struct options),
    .run = check_plan,
};
