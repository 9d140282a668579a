#include "app/command.h"
#include "app/tools.h"
#include "practice/plan_store.h"

struct options {
    bool dry_run, as_new;
    const char *reason, *title, *source;
    sl_day made_on;
};

static const struct sl_option import_options[] = {
    {"dry-run", NULL, "Say what would change, write nothing", SL_OPTION_FLAG,
     offsetof(struct options, dry_run)},
    {"as-new", NULL, "Keep it as a plan of its own, though its title is known", SL_OPTION_FLAG,
     offsetof(struct options, as_new)},
    {"reason", "WORDS", "Reason of lines that slip or move back", SL_OPTION_TEXT,
     offsetof(struct options, reason)},
    {"title", "WORDS", "The plan's title, where the file has none", SL_OPTION_TEXT,
     offsetof(struct options, title)},
    {"made-on", "DAY", "The plan's own date, where the file has none", SL_OPTION_DAY,
     offsetof(struct options, made_on)},
    {"source", "WORD", "Where its lines come from: inspection, verbal, own_audit, feedback",
     SL_OPTION_TEXT, offsetof(struct options, source)}};

static void told_reading(void *context, bool fault, const char *sentence) {
    sl_app_say(context, "%s%s", fault ? "" : "please look: ", sentence);
}

static enum sl_status read_file(struct sl_app *app, const struct options *options,
                                struct sl_improvement_plan **plan, struct sl_error *err) {
    const struct sl_plan_reading reading = {.title = options->title,
                                            .made_on = options->made_on,
                                            .provenance = options->source,
                                            .told = told_reading,
                                            .context = app};
    return sl_plan_read(sl_app_argument(app, 0), &reading, plan, err);
}

static void print_outcome(struct sl_app *app, const struct sl_plan_import *import,
                          const struct options *options) {
    static const char *const saved[] = {"new", "changed", "same"};
    const struct sl_improvement_plan *plan = import->plan;
    size_t lines = sl_plan_count_lines(plan);
    if (sl_app_wants_json(app)) {
        sl_app_print_json(
            app,
            json_pack("{sssssIsIsIsIsIsIsb}", "plan", import->id, "saved", saved[import->saved],
                      "areas", (json_int_t)plan->area_count, "lines", (json_int_t)lines,
                      "lines_added", (json_int_t)import->lines_added, "entries_added",
                      (json_int_t)import->entries_added, "absent", (json_int_t)import->absent,
                      "unreasoned", (json_int_t)import->unreasoned, "dry_run", options->dry_run));
        return;
    }
    printf("%s: %zu areas, %zu actions.\n", plan->title, plan->area_count, lines);
    if (import->saved == SL_PLAN_SAME)
        puts("The store has this file already; nothing changed.");
    else
        printf("%s %zu new lines, %zu new ratings, %zu changed words, %zu new notes.\n",
               options->dry_run ? "It would add" : "Added", import->lines_added,
               import->entries_added, import->changes_added, import->notes_added);
}

static enum sl_exit import_plan(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    SL_AUTO(sl_plan_drop) struct sl_improvement_plan *plan = NULL;
    if (sl_app_enter(app, SL_VERB_PLAN_IMPORT, NULL, &store, &user, &err) != SL_OK ||
        read_file(app, options, &plan, &err) != SL_OK)
        return sl_app_fail(app, &err);
    struct sl_plan_import import = {.plan = plan,
                                    .as_new = options->as_new,
                                    .dry_run = options->dry_run,
                                    .reason = options->reason,
                                    .actor = user->name,
                                    .told = sl_app_told,
                                    .context = app};
    if (sl_plan_import(store, &import, &err) != SL_OK)
        return sl_app_fail(app, &err);
    print_outcome(app, &import, options);
    return SL_DONE;
}

const struct sl_command sl_command_plan_import = {
    .words = "plan import",
    .json = true,
    .arguments = "FILE",
    .summary = "Reads an improvement plan from a CSV or text copied out of Word",
    .least = 1,
    .most = 1,
    .options = import_options,
    .option_count = SL_COUNT(import_options),
    .options_size = sizeof(struct options),
    .run = import_plan,
};
