#include "app/command.h"
#include "app/engines.h"
#include "app/progress.h"
#include "app/records.h"
#include "scoring/coverage.h"
#include <string.h>

struct options {
    int64_t version, sample;
    sl_day from, to;
    const char *team, *service, *tool, *record;
};

static const struct sl_option coverage_options[] = {
    {"version", "N", "This version (the published one)", SL_OPTION_NUMBER,
     offsetof(struct options, version)},
    {"from", "DAY", "Only records of this day on", SL_OPTION_DAY, offsetof(struct options, from)},
    {"to", "DAY", "Only records up to this day", SL_OPTION_DAY, offsetof(struct options, to)},
    {"team", "TEAM", "Only this team's records", SL_OPTION_TEXT, offsetof(struct options, team)},
    {"service", "SERVICE", "Only this service's records", SL_OPTION_TEXT,
     offsetof(struct options, service)},
    {"tool", "TOOL", "Only records of this audit tool", SL_OPTION_TEXT,
     offsetof(struct options, tool)},
    {"sample", "N", "So many records are tried with other answers and settings", SL_OPTION_NUMBER,
     offsetof(struct options, sample)},
    {"record", "RECORD", "Only how few answers would lift this record", SL_OPTION_TEXT,
     offsetof(struct options, record)}};

static void print_line(void *context, const char *line) {
    (void)context;
    puts(line);
}

struct doing {
    struct sl_progress bar;
};

static void progress(void *context, const char *words, int64_t done, int64_t total) {
    struct doing *doing = context;
    if (strcmp(doing->bar.doing, words) != 0) {
        sl_progress_end(&doing->bar);
        int64_t started = doing->bar.started;
        doing->bar = sl_progress_begin(words, total);
        doing->bar.started = started;
    }
    doing->bar.total = total;
    sl_progress_at(&doing->bar, done);
}

static enum sl_status cover(struct sl_app *app, struct sl_store *store,
                            const struct options *options, int64_t record_no, json_t **out,
                            struct sl_error *err) {
    struct sl_engine engine;
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = NULL;
    enum sl_status status =
        sl_app_check_words(store, options->tool, options->team, options->service, err);
    if (status == SL_OK)
        status = sl_app_rule(app, sl_app_argument(app, 0), options->version, &rule, &engine, err);
    if (status != SL_OK)
        return status;
    struct doing doing = {sl_progress_begin("Records", 0)};
    const struct sl_coverage_request request = {.store = store,
                                                .engine = &engine,
                                                .rule = rule,
                                                .choice = {.record_no = record_no,
                                                           .from = options->from,
                                                           .to = options->to,
                                                           .team = options->team,
                                                           .service = options->service},
                                                .tool = options->tool,
                                                .sample = options->sample,
                                                .progress = progress,
                                                .context = &doing};
    status = sl_coverage_run(&request, out, err);
    sl_progress_end(&doing.bar);
    return status;
}

static enum sl_exit cover_rule(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    const struct sl_object object = {.team = options->team, .service = options->service};
    SL_AUTO(sl_json_drop) json_t *coverage = NULL;
    int64_t record_no = 0;
    enum sl_status status = sl_app_enter(app, SL_VERB_RULE_PREVIEW, &object, &store, &user, &err);
    if (status == SL_OK && options->record != NULL)
        status = sl_app_record(app, options->record, SL_VERB_RECORD_READ, &store, &record_no, &err);
    if (status == SL_OK)
        status = cover(app, store, options, record_no, &coverage, &err);
    if (status != SL_OK)
        return sl_app_fail(app, &err);
    if (record_no == 0 && sl_json_whole_or(coverage, "records", 0) == 0) {
        sl_app_say(app, "no record of that selection is read by %s",
                   sl_json_text_or(coverage, "rule", ""));
        return SL_FINDINGS;
    }
    if (sl_app_wants_json(app))
        sl_app_print_json(app, json_incref(coverage));
    else
        sl_coverage_lines(coverage, print_line, NULL);
    return SL_DONE;
}

const struct sl_command sl_command_rule_coverage = {
    .words = "rule coverage",
    .json = true,
    .arguments = "RULE",
    .summary = "What of a rule does any work: clauses, questions, weights",
    .least = 1,
    .most = 1,
    .options = coverage_options,
    .option_count = SL_COUNT(coverage_options),
    .options_size = sizeof(struct options),
    .run = cover_rule,
};
