#include "app/command.h"
#include "app/fill.h"
#include "app/tools.h"
#include <string.h>

struct options {
    const char *form, *from;
    bool draft;
};

static const struct sl_option fill_options[] = {
    {"form", "FORM", "This form of the tool", SL_OPTION_TEXT, offsetof(struct options, form)},
    {"from", "FILE", "Go on with a form that was begun", SL_OPTION_TEXT,
     offsetof(struct options, from)},
    {"draft", NULL, "Keep it in progress, though something is missing", SL_OPTION_FLAG,
     offsetof(struct options, draft)}};

/* The one that is named, or the one that a form to go on with was begun with. */
static enum sl_status find_tool(struct sl_app *app, const char *from, struct sl_tool **out,
                                struct sl_error *err) {
    char code[64] = "";
    int64_t version = 0;
    const char *named = sl_app_argument(app, 0);
    enum sl_status status = from ? sl_fill_tool(from, code, &version, err) : SL_OK;
    if (status != SL_OK)
        return status;
    if (from && named && strcmp(named, code) != 0)
        return sl_fail(err, SL_INVALID, "tool", "%s is a form of %s, not of %s", from, code, named);
    status = sl_app_tool(app, from ? code : named, version, out, err);
    return from && status != SL_OK ? sl_fail_at(err, status, from, 0, 0) : status;
}

static enum sl_exit fill_record(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    char id[37];
    SL_AUTO(sl_free) char *kept = NULL;
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = NULL;
    SL_AUTO(sl_record_drop) struct sl_record *record = NULL;
    if (!options->from && !sl_app_argument(app, 0)) {
        sl_app_say(app, "which tool? give its code, such as STD, or --from FILE");
        return SL_USAGE;
    }
    if (find_tool(app, options->from, &tool, &err) != SL_OK)
        return sl_app_fail(app, &err);
    record = sl_record_new(tool);
    const struct sl_fill fill = {.record = record,
                                 .form =
                                     options->form ? options->form : sl_tool_form(tool, 0)->code,
                                 .from = options->from,
                                 .draft = options->draft};
    if (sl_fill_run(app, &fill, &kept, &err) != SL_OK ||
        sl_fill_save(app, &fill, kept, id, &err) != SL_OK)
        return sl_app_fail(app, &err);
    printf("Record %s is saved.\n", id);
    return SL_DONE;
}

const struct sl_command sl_command_record_fill = {
    .words = "record fill",
    .arguments = "[TOOL]",
    .summary = "Fills a form in with your editor, checks and saves it",
    .most = 1,
    .options = fill_options,
    .option_count = SL_COUNT(fill_options),
    .options_size = sizeof(struct options),
    .run = fill_record,
};
