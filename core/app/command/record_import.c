#include "app/command.h"
#include "app/progress.h"
#include "app/scored.h"
#include "practice/import.h"

struct options {
    const char *tool, *form, *state, *why;
    bool dry_run, change, keep_good, no_score;
};

static const struct sl_option import_options[] = {
    {"dry-run", NULL, "Check the file and say what would happen, write nothing", SL_OPTION_FLAG,
     offsetof(struct options, dry_run)},
    {"tool", "TOOL", "The audit tool of rows that name none", SL_OPTION_TEXT,
     offsetof(struct options, tool)},
    {"form", "FORM", "The form of rows that name none", SL_OPTION_TEXT,
     offsetof(struct options, form)},
    {"state", "STATE", "The state of rows that name none (submitted)", SL_OPTION_TEXT,
     offsetof(struct options, state)},
    {"change", NULL, "Let rows change records that are there: a new revision", SL_OPTION_FLAG,
     offsetof(struct options, change)},
    {"why", "WORDS", "Why they change", SL_OPTION_TEXT, offsetof(struct options, why)},
    {"keep-good", NULL, "Keep the rows without faults, though others have some", SL_OPTION_FLAG,
     offsetof(struct options, keep_good)},
    {"no-score", NULL, "Leave the scoring for later (rule rescore)", SL_OPTION_FLAG,
     offsetof(struct options, no_score)}};

struct telling {
    struct sl_app *app;
    struct sl_progress bar;
    json_t *refusals;
};

static void refused(void *context, long line, const char *column, const char *sentence) {
    struct telling *telling = context;
    json_array_append_new(telling->refusals, json_pack("{sIssss}", "line", (json_int_t)line,
                                                       "column", column, "why", sentence));
    sl_app_say(telling->app, "%s", sentence);
}

static void remark(void *context, const char *sentence) {
    struct telling *telling = context;
    sl_app_say(telling->app, "please look: %s", sentence);
}

static bool progress(void *context, size_t done, size_t total) {
    struct telling *telling = context;
    telling->bar.total = (int64_t)total;
    sl_progress_at(&telling->bar, (int64_t)done);
    return true;
}

static void print_outcome(struct sl_app *app, const struct sl_import *import, json_t *refusals,
                          int64_t scored) {
    if (sl_app_wants_json(app)) {
        sl_app_print_json(
            app,
            json_pack("{sbsbsIsIsIsIsIsIsIsIsO}", "known", import->known, "dry_run",
                      import->dry_run, "records", (json_int_t)import->records, "answers",
                      (json_int_t)import->answers, "added", (json_int_t)import->added, "changed",
                      (json_int_t)import->changed, "same", (json_int_t)import->same, "refused",
                      (json_int_t)import->refusals, "incomplete", (json_int_t)import->incomplete,
                      "scores", (json_int_t)scored, "refusals", refusals));
        return;
    }
    if (import->known) {
        puts("This file was read in before; nothing changed.");
        return;
    }
    printf("%zu %s, %zu %s: %zu %s, %zu %s, %zu the same, %zu refused.\n", import->records,
           sl_app_noun((int64_t)import->records, "record", "records"), import->answers,
           sl_app_noun((int64_t)import->answers, "answer", "answers"), import->added,
           import->dry_run ? "would be new" : "new", import->changed,
           import->dry_run ? "would change" : "changed", import->same, import->refusals);
    if (scored > 0)
        printf("%lld scores were added; rule explain RECORD says why each reads as it does.\n",
               (long long)scored);
}

static enum sl_exit import_records(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    struct telling telling = {
        .app = app, .bar = sl_progress_begin("Importing", 0), .refusals = json_array()};
    struct sl_import import = {.tool = options->tool,
                               .form = options->form,
                               .state = options->state,
                               .why = options->why,
                               .dry_run = options->dry_run,
                               .change = options->change,
                               .keep_good = options->keep_good,
                               .refused = refused,
                               .remark = remark,
                               .progress = progress,
                               .context = &telling};
    enum sl_status status = sl_app_enter(app, SL_VERB_RECORD_SAVE, NULL, &store, &user, &err);
    if (status == SL_OK) {
        import.actor = user->name;
        status = sl_import_records(store, sl_app_argument(app, 0), &import, &err);
    }
    sl_progress_end(&telling.bar);
    bool scores = status == SL_OK && !options->dry_run && !options->no_score &&
                  import.added + import.changed > 0;
    bool refusals = status == SL_INVALID && import.refusals > 0;
    if (status == SL_OK || (refusals && sl_app_wants_json(app)))
        print_outcome(app, &import, telling.refusals,
                      scores ? sl_app_score_missing(app, store) : 0);
    json_decref(telling.refusals);
    if (status == SL_OK)
        return import.refusals > 0 ? SL_FINDINGS : SL_DONE;
    if (!refusals)
        return sl_app_fail(app, &err);
    sl_app_say(app, "%zu %s refused, so nothing was stored", import.refusals,
               sl_app_noun((int64_t)import.refusals, "record was", "records were"));
    return SL_BAD_DATA;
}

const struct sl_command sl_command_record_import = {
    .words = "record import",
    .json = true,
    .arguments = "FILE",
    .summary = "Reads records from a CSV or JSON file, all or nothing",
    .least = 1,
    .most = 1,
    .options = import_options,
    .option_count = SL_COUNT(import_options),
    .options_size = sizeof(struct options),
    .run = import_records,
};
