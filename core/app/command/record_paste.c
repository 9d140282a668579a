#include "app/command.h"
#include "app/fill.h"
#include "app/tools.h"
#include "practice/child_plan.h"
#include "practice/list.h"
#include <string.h>
#include <unistd.h>

struct options {
    const char *case_ref, *team, *auditor, *worker;
    sl_day day, review;
    bool dry_run;
};

static const struct sl_option paste_options[] = {
    {"case", "REF", "The case, as a pseudonym", SL_OPTION_TEXT, offsetof(struct options, case_ref)},
    {"team", "TEAM", "The team of the case", SL_OPTION_TEXT, offsetof(struct options, team)},
    {"auditor", "STAFF", "Who reads the plan", SL_OPTION_TEXT, offsetof(struct options, auditor)},
    {"worker", "STAFF", "Whose case it is", SL_OPTION_TEXT, offsetof(struct options, worker)},
    {"day", "DAY", "The plan's date, where the text says none", SL_OPTION_DAY,
     offsetof(struct options, day)},
    {"review", "DAY", "The next review, where the text says none", SL_OPTION_DAY,
     offsetof(struct options, review)},
    {"dry-run", NULL, "Show what is read, keep nothing", SL_OPTION_FLAG,
     offsetof(struct options, dry_run)}};

/* Asked on the terminal, never kept. */
static bool ask_who(void *context, const char *name, size_t times, char role[SL_ROLE_SIZE]) {
    (void)context;
    char line[SL_ROLE_SIZE + 2] = "";
    role[0] = '\0';
    fprintf(stderr,
            "Who is \"%s\" (%zu times)? A role such as Mum; empty: a number; -: no name: ", name,
            times);
    if (!fgets(line, sizeof line, stdin))
        return true;
    line[strcspn(line, "\n")] = '\0';
    if (strcmp(line, "-") == 0)
        return false;
    memcpy(role, line, SL_ROLE_SIZE);
    role[SL_ROLE_SIZE - 1] = '\0';
    return true;
}

static void print_plan(const struct sl_child_plan *plan) {
    char day[32];
    for (size_t i = 0; i < plan->action_count; i++) {
        const struct sl_child_plan_action *action = &plan->actions[i];
        printf("%2zu. %s\n    outcome: %s\n    who: %s, by when: %s", i + 1, action->action,
               action->outcome[0] ? action->outcome : "-", action->who[0] ? action->who : "-",
               action->by_when[0] ? action->by_when : "-");
        if (action->due_on != SL_DAY_NONE)
            printf(" (%s)", sl_day_words(action->due_on, day, sizeof day));
        printf("%s\n", action->doubtful ? "  <- please look at the date" : "");
    }
    printf("%zu actions; %zu names became roles; %zu lines were not read.\n", plan->action_count,
           plan->people, plan->unread);
}

static enum sl_status read_plan(struct sl_app *app, const struct options *options,
                                struct sl_child_plan **plan, struct sl_error *err) {
    SL_AUTO(sl_list_drop) struct sl_list *holidays = NULL;
    SL_AUTO(sl_calendar_drop) struct sl_calendar *calendar = NULL;
    SL_AUTO(sl_free) char *path = sl_format("%s/lists/holidays.england.json", sl_app_schema(app));
    enum sl_status status = sl_list_check(path, NULL, NULL, &holidays, err);
    if (status == SL_OK)
        status = sl_list_calendar(holidays, &calendar, err);
    if (status != SL_OK)
        return status;
    const struct sl_child_plan_reading reading = {.who = isatty(STDIN_FILENO) ? ask_who : NULL,
                                                  .plan_date = options->day,
                                                  .review_date = options->review,
                                                  .calendar = calendar,
                                                  .told = sl_app_told,
                                                  .context = app};
    return sl_child_plan_read(sl_app_argument(app, 0), &reading, plan, err);
}

static enum sl_status fill_head(struct sl_record *record, const struct options *options,
                                const struct sl_child_plan *plan, struct sl_error *err) {
    sl_day day = plan->plan_date != SL_DAY_NONE ? plan->plan_date : options->day;
    const struct sl_record_head head = {.id = "",
                                        .form = "full",
                                        .case_ref = options->case_ref ? options->case_ref : "",
                                        .family_group = "",
                                        .team = options->team ? options->team : "",
                                        .worker = options->worker ? options->worker : "",
                                        .auditor = options->auditor ? options->auditor : "",
                                        .day = day == SL_DAY_NONE ? sl_day_today() : day,
                                        .route = "purposive",
                                        .programme = "",
                                        .state = "",
                                        .grade = "",
                                        .graded_on = SL_DAY_NONE};
    return sl_record_set_head(record, &head, err);
}

static enum sl_exit keep(struct sl_app *app, const struct options *options,
                         const struct sl_child_plan *plan) {
    struct sl_error err = {0};
    char id[37];
    SL_AUTO(sl_free) char *kept = NULL;
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = NULL;
    SL_AUTO(sl_record_drop) struct sl_record *record = NULL;
    if (sl_app_tool(app, "PLANREC", 0, &tool, &err) != SL_OK)
        return sl_app_fail(app, &err);
    record = sl_record_new(tool);
    const struct sl_fill fill = {.record = record, .form = "full", .draft = true};
    if (fill_head(record, options, plan, &err) != SL_OK ||
        sl_child_plan_record(plan, record, &err) != SL_OK ||
        sl_fill_run(app, &fill, &kept, &err) != SL_OK ||
        sl_fill_save(app, &fill, kept, id, &err) != SL_OK)
        return sl_app_fail(app, &err);
    printf("The plan is kept as record %s, in progress.\n", id);
    return SL_DONE;
}

static enum sl_exit paste(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    SL_AUTO(sl_child_plan_drop) struct sl_child_plan *plan = NULL;
    if (read_plan(app, options, &plan, &err) != SL_OK)
        return sl_app_fail(app, &err);
    print_plan(plan);
    return options->dry_run ? SL_DONE : keep(app, options, plan);
}

const struct sl_command sl_command_record_paste = {
    .words = "record paste",
    .arguments = "FILE",
    .summary = "Reads a child's plan copied out of a case system or Word, without its names",
    .least = 1,
    .most = 1,
    .options = paste_options,
    .option_count = SL_COUNT(paste_options),
    .options_size = sizeof(struct options),
    .run = paste,
};
