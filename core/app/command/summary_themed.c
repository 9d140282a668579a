#include "app/command.h"
#include "app/paper.h"
#include "summary/themed.h"

struct options {
    const char *theme, *tool, *service, *team, *format, *out;
    sl_day from, to, against_from, against_to;
    bool provisional, figures;
};

static const struct sl_option themed_options[] = {
    {"theme", "THEME", "What it is about: plans, voice, PLAN ...", SL_OPTION_TEXT,
     offsetof(struct options, theme)},
    {"from", "DAY", "First day of the period", SL_OPTION_DAY, offsetof(struct options, from)},
    {"to", "DAY", "Last day of the period", SL_OPTION_DAY, offsetof(struct options, to)},
    {"against-from", "DAY", "First day of the period to compare with", SL_OPTION_DAY,
     offsetof(struct options, against_from)},
    {"against-to", "DAY", "Last day of the period to compare with", SL_OPTION_DAY,
     offsetof(struct options, against_to)},
    {"tool", "TOOL", "Only this audit tool", SL_OPTION_TEXT, offsetof(struct options, tool)},
    {"service", "SERVICE", "Only this service", SL_OPTION_TEXT, offsetof(struct options, service)},
    {"team", "TEAM", "Only this team", SL_OPTION_TEXT, offsetof(struct options, team)},
    {"provisional", NULL, "Count records that are not graded yet as well", SL_OPTION_FLAG,
     offsetof(struct options, provisional)},
    {"format", "FORMAT", "html, csv, csv-raw (html)", SL_OPTION_TEXT,
     offsetof(struct options, format)},
    {"out", "FILE", "Where the paper goes (standard output)", SL_OPTION_TEXT,
     offsetof(struct options, out)},
    {"figures", NULL, "Only the figures, as JSON", SL_OPTION_FLAG,
     offsetof(struct options, figures)}};

static bool asks_enough(struct sl_app *app, const struct options *options) {
    bool half_compared =
        (options->against_from == SL_DAY_NONE) != (options->against_to == SL_DAY_NONE);
    if (!options->theme || options->from == SL_DAY_NONE || options->to == SL_DAY_NONE)
        sl_app_say(app, "a themed summary needs --theme, --from and --to");
    else if (half_compared)
        sl_app_say(app, "a comparison needs both --against-from and --against-to");
    else
        return true;
    return false;
}

static enum sl_status read_figures(struct sl_store *store, const struct options *options,
                                   struct sl_themed **themed, struct sl_error *err) {
    const struct sl_themed_ask ask = {.theme = options->theme,
                                      .tool = options->tool,
                                      .period = {options->from, options->to},
                                      .before = {options->against_from, options->against_to},
                                      .service = options->service,
                                      .team = options->team,
                                      .provisional = options->provisional};
    enum sl_status status = sl_store_begin_reading(store, err);
    if (status != SL_OK)
        return status;
    status = sl_themed_open(store, &ask, themed, err);
    sl_store_end_reading(store);
    return status;
}

static enum sl_exit write_summary(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    const struct sl_object object = {.team = options->team, .service = options->service};
    SL_AUTO(sl_themed_drop) struct sl_themed *themed = NULL;
    if (!asks_enough(app, options))
        return SL_USAGE;
    if (sl_app_enter(app, SL_VERB_SUMMARY_READ, &object, &store, &user, &err) != SL_OK ||
        read_figures(store, options, &themed, &err) != SL_OK)
        return sl_app_fail(app, &err);
    if (themed->tool_count == 0) {
        sl_app_say(app,
                   "no record of that period asks about \"%s\"%s, so no paper was written; "
                   "record list shows what there is",
                   options->theme, options->provisional ? "" : " and is graded");
        return SL_FINDINGS;
    }
    json_t *figures = sl_themed_json(themed);
    if (options->figures) {
        sl_app_print_json(app, figures);
        return SL_DONE;
    }
    const struct sl_paper paper = {
        .report = "themed", .figures = figures, .format = options->format, .out = options->out};
    enum sl_status status = sl_paper_write(app, &paper, &err);
    json_decref(figures);
    if (status == SL_OK && options->out)
        sl_app_say(app, "%s is written", options->out);
    return status == SL_OK ? SL_DONE : sl_app_fail(app, &err);
}

const struct sl_command sl_command_summary_themed = {
    .words = "summary themed",
    .json = true,
    .arguments = "",
    .summary = "What was found about one theme in a period, as a paper",
    .options = themed_options,
    .option_count = SL_COUNT(themed_options),
    .options_size = sizeof(struct options),
    .run = write_summary,
};
