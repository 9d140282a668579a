#include "practice/plan_report.h"
#include "app/command.h"

struct options {
    sl_day as_at, since;
    const char *plan;
    bool history;
};

static const struct sl_option report_options[] = {
    {"as-at", "DAY", "Where it stood at the end of this day (today)", SL_OPTION_DAY,
     offsetof(struct options, as_at)},
    {"since", "DAY", "Show what changed since this day", SL_OPTION_DAY,
     offsetof(struct options, since)},
    {"plan", "ID", "This plan (the newest)", SL_OPTION_TEXT, offsetof(struct options, plan)},
    {"history", NULL, "Every rating of each line", SL_OPTION_FLAG,
     offsetof(struct options, history)}};

static void print_leads(const struct sl_plan_standing *line) {
    for (size_t i = 0; i < line->lead_count; i++)
        printf("%s%s", i > 0 ? ", " : "", line->leads[i].name);
}

static void print_history(const struct sl_plan_standing *line) {
    char day[32];
    for (size_t i = 0; i < line->history_count; i++) {
        const struct sl_plan_history *entry = &line->history[i];
        printf("         %s: %s. %s%s%s\n", sl_day_words(entry->day, day, sizeof day),
               sl_progress_label(entry->progress), entry->narrative,
               entry->reason[0] ? " Reason: " : "", entry->reason);
    }
}

static void print_line(const struct sl_plan_standing *line, bool history) {
    printf("  %-5s %s, %s", line->number, sl_progress_code(line->progress),
           sl_progress_label(line->progress));
    if (line->overdue && line->days_overdue == 0)
        printf(" - due by this day");
    else if (line->overdue)
        printf(" - overdue by %d days", line->days_overdue);
    if (line->times_moved > 0)
        printf(" - first due %s", line->first_timescale);
    printf("\n        %s\n        by %s, lead ", line->wording, line->timescale);
    print_leads(line);
    if (line->no_evidence)
        printf("; achieved, with no evidence kept beside it");
    putchar('\n');
    if (history)
        print_history(line);
}

static void print_counts(const int progress[SL_PROGRESS_END]) {
    for (int p = SL_PROGRESS_ACHIEVED; p < SL_PROGRESS_END; p++)
        printf("%s %s %d", p > SL_PROGRESS_ACHIEVED ? "," : "",
               sl_progress_label((enum sl_progress)p), progress[p]);
    putchar('\n');
}

static void print_report(const struct sl_plan_report *report, bool history) {
    char day[32];
    printf("%s\nAs at %s: %zu actions in %zu areas.", report->title,
           sl_day_words(report->as_at, day, sizeof day), report->line_count, report->area_count);
    print_counts(report->progress);
    for (size_t a = 0; a < report->area_count; a++) {
        const struct sl_plan_area_standing *area = &report->areas[a];
        printf("\n%s %s\n ", area->number, area->title);
        print_counts(area->progress);
        for (size_t i = 0; i < report->line_count; i++)
            if (report->lines[i].area == a)
                print_line(&report->lines[i], history);
    }
    printf("\nOverdue: %zu of %zu.", report->overdue, report->line_count);
    for (size_t i = 0; i < report->line_count; i++)
        if (report->lines[i].overdue)
            printf(" %s", report->lines[i].number);
    putchar('\n');
}

static enum sl_exit report_plan(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    SL_AUTO(sl_plan_report_drop) struct sl_plan_report *report = NULL;
    sl_day as_at = options->as_at == SL_DAY_NONE ? sl_day_today() : options->as_at;
    if (sl_app_enter(app, SL_VERB_PLAN_READ, NULL, &store, &user, &err) != SL_OK ||
        sl_plan_report(store, options->plan, as_at, options->since, &report, &err) != SL_OK)
        return sl_app_fail(app, &err);
    if (sl_app_wants_json(app))
        sl_app_print_json(app, sl_plan_report_json(report));
    else
        print_report(report, options->history);
    return SL_DONE;
}

const struct sl_command sl_command_plan_report = {
    .words = "plan report",
    .json = true,
    .arguments = "",
    .summary = "Where the improvement plan stands on a day",
    .options = report_options,
    .option_count = SL_COUNT(report_options),
    .options_size = sizeof(struct options),
    .run = report_plan,
};
