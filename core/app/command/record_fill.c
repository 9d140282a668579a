#include "app/command.h"
#include "app/fill.h"
#include "app/records.h"
#include "app/tools.h"
#include <string.h>

struct options {
    const char *form, *from, *record, *why;
    bool draft;
};

static const struct sl_option fill_options[] = {
    {"form", "FORM", "This form of the tool", SL_OPTION_TEXT, offsetof(struct options, form)},
    {"from", "FILE", "Go on with a form that was begun", SL_OPTION_TEXT,
     offsetof(struct options, from)},
    {"record", "RECORD", "Go on with this record", SL_OPTION_TEXT,
     offsetof(struct options, record)},
    {"why", "WORDS", "Why it changes", SL_OPTION_TEXT, offsetof(struct options, why)},
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

/* Its form says submitted, unless it is kept in progress. */
static enum sl_status open_kept(struct sl_app *app, const struct options *options,
                                struct sl_tool **tool, struct sl_record **out,
                                struct sl_error *err) {
    struct sl_store *store = NULL;
    int64_t record_no = 0;
    enum sl_status status =
        sl_app_record(app, options->record, SL_VERB_RECORD_SAVE, &store, &record_no, err);
    if (status == SL_OK)
        status = sl_record_load(store, NULL, record_no, 0, tool, out, err);
    if (status != SL_OK)
        return status;
    struct sl_record_head head = *sl_record_get_head(*out);
    if (strcmp(head.state, "in_progress") == 0)
        head.state = "submitted";
    return sl_record_set_head(*out, &head, err);
}

static enum sl_status open_form(struct sl_app *app, const struct options *options,
                                struct sl_tool **tool, struct sl_record **out,
                                struct sl_error *err) {
    if (options->record)
        return open_kept(app, options, tool, out, err);
    enum sl_status status = find_tool(app, options->from, tool, err);
    if (status == SL_OK)
        *out = sl_record_new(*tool);
    return status;
}

static enum sl_exit fill_record(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    char id[37], kept_id[37] = "";
    SL_AUTO(sl_free) char *kept = NULL;
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = NULL;
    SL_AUTO(sl_record_drop) struct sl_record *record = NULL;
    if (!options->from && !options->record && !sl_app_argument(app, 0)) {
        sl_app_say(app,
                   "which tool? give its code, such as STD, or --record RECORD or --from FILE");
        return SL_USAGE;
    }
    if (open_form(app, options, &tool, &record, &err) != SL_OK)
        return sl_app_fail(app, &err);
    strncpy(kept_id, sl_record_get_head(record)->id, sizeof kept_id - 1);
    const struct sl_fill fill = {.record = record,
                                 .form =
                                     options->form ? options->form : sl_tool_form(tool, 0)->code,
                                 .from = options->from,
                                 .draft = options->draft,
                                 .kept = options->record ? kept_id : NULL,
                                 .base = sl_record_revision(record),
                                 .why = options->why};
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
