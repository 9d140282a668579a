#include "app/command.h"
#include "app/previewing.h"
#include "base/csv.h"
#include <string.h>

enum { CASES_SHOWN = 25 };

struct options {
    struct sl_previewing what;
    int64_t cases;
    bool csv;
};

static const struct sl_option preview_options[] = {
    {"version", "N", "This version (the newest draft or proposal)", SL_OPTION_NUMBER,
     offsetof(struct options, what.version)},
    {"from", "DAY", "Only records of this day on", SL_OPTION_DAY,
     offsetof(struct options, what.from)},
    {"to", "DAY", "Only records up to this day", SL_OPTION_DAY, offsetof(struct options, what.to)},
    {"team", "TEAM", "Only this team's records", SL_OPTION_TEXT,
     offsetof(struct options, what.team)},
    {"service", "SERVICE", "Only this service's records", SL_OPTION_TEXT,
     offsetof(struct options, what.service)},
    {"tool", "TOOL", "Only records of this audit tool", SL_OPTION_TEXT,
     offsetof(struct options, what.tool)},
    {"theme", "THEME", "Only records with an answer below good in this theme", SL_OPTION_TEXT,
     offsetof(struct options, what.theme)},
    {"cases", "N", "So many cases are listed (25)", SL_OPTION_NUMBER,
     offsetof(struct options, cases)},
    {"csv", NULL, "One row a case", SL_OPTION_FLAG, offsetof(struct options, csv)}};

static void print_line(void *context, const char *line) {
    (void)context;
    puts(line);
}

static void print_json(struct sl_app *app, const struct sl_preview *preview) {
    json_t *json = sl_preview_json(preview);
    json_t *cases = json_array();
    for (size_t i = 0; i < sl_preview_cases(preview); i++) {
        struct sl_preview_case one = sl_preview_case_at(preview, i);
        json_array_append_new(cases, sl_preview_case_json(&one));
    }
    json_object_set_new(json, "cases", cases);
    sl_app_print_json(app, json);
}

/* A spreadsheet takes a cell that begins so for a formula; behind an apostrophe it is text. */
static void put_cell(struct sl_buffer *out, const char *cell, bool last) {
    SL_AUTO(sl_free) char *harmless = NULL;
    if (*cell != '\0' && strchr("=+-@\t\r", *cell) != NULL)
        harmless = sl_format("'%s", cell);
    sl_csv_put(out, harmless != NULL ? harmless : cell);
    sl_buffer_text(out, last ? "\r\n" : ",");
}

static void put_case(struct sl_buffer *out, const struct sl_preview *preview,
                     const struct sl_preview_case *one) {
    static const char *const changes[] = {"moved", "figure only", "reasons only", "not compared"};
    bool differs = one->kind == SL_PREVIEW_MOVED || one->kind == SL_PREVIEW_FIGURES;
    SL_AUTO(sl_free) char *row = one->row > 0 ? sl_format("%u", one->row) : sl_copy("");
    const char *const cells[] = {one->id,
                                 one->team,
                                 one->day,
                                 one->tool,
                                 row,
                                 changes[one->kind],
                                 one->output,
                                 differs ? sl_preview_word(preview, one->from) : "",
                                 differs ? sl_preview_word(preview, one->to) : "",
                                 one->clause,
                                 one->because,
                                 one->before,
                                 one->why_not != NULL ? one->why_not : ""};
    for (size_t i = 0; i < SL_COUNT(cells); i++)
        put_cell(out, cells[i], i + 1 == SL_COUNT(cells));
}

static void print_csv(const struct sl_preview *preview) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer out = {0};
    sl_buffer_text(&out, "record,team,day,tool,row,change,output,from,to,clause,because,before,"
                         "why not compared\r\n");
    for (size_t i = 0; i < sl_preview_cases(preview); i++) {
        struct sl_preview_case one = sl_preview_case_at(preview, i);
        put_case(&out, preview, &one);
    }
    fwrite(out.bytes, 1, out.length, stdout);
}

static enum sl_exit preview_rule(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    const struct sl_object object = {.team = options->what.team, .service = options->what.service};
    SL_AUTO(sl_previewed_drop) struct sl_previewed done = {0};
    if (sl_app_enter(app, SL_VERB_RULE_PREVIEW, &object, &store, &user, &err) != SL_OK ||
        sl_app_preview_run(app, store, sl_app_argument(app, 0), &options->what, &done, &err) !=
            SL_OK)
        return sl_app_fail(app, &err);
    if (sl_preview_records(done.preview) == 0) {
        sl_app_say(app, "no record of that selection is read by %s, so there is nothing to compare",
                   sl_rule_header(done.rule)->code);
        return SL_FINDINGS;
    }
    if (sl_app_wants_json(app))
        print_json(app, done.preview);
    else if (options->csv)
        print_csv(done.preview);
    else
        sl_preview_lines(done.preview, done.called,
                         options->cases > 0 ? (size_t)options->cases : CASES_SHOWN, print_line,
                         NULL);
    return SL_DONE;
}

const struct sl_command sl_command_rule_preview = {
    .words = "rule preview",
    .json = true,
    .arguments = "RULE",
    .summary = "Which records a changed rule would move, from what to what, and why",
    .least = 1,
    .most = 1,
    .options = preview_options,
    .option_count = SL_COUNT(preview_options),
    .options_size = sizeof(struct options),
    .run = preview_rule,
};
