#include "app/command.h"
#include "app/records.h"
#include "practice/record.h"
#include "practice/record_list.h"

struct options {
    const char *tool, *team, *service, *case_ref;
    sl_day from, to;
};

static const struct sl_option export_options[] = {
    {"tool", "TOOL", "Made with this tool", SL_OPTION_TEXT, offsetof(struct options, tool)},
    {"team", "TEAM", "Of this team", SL_OPTION_TEXT, offsetof(struct options, team)},
    {"service", "SERVICE", "Of this service", SL_OPTION_TEXT, offsetof(struct options, service)},
    {"case", "REF", "About this case", SL_OPTION_TEXT, offsetof(struct options, case_ref)},
    {"from", "DAY", "From this day on", SL_OPTION_DAY, offsetof(struct options, from)},
    {"to", "DAY", "Up to this day", SL_OPTION_DAY, offsetof(struct options, to)}};

struct exporting {
    struct sl_store *store;
    int64_t count;
};

static enum sl_status export_one(void *context, const struct sl_record_row *row,
                                 struct sl_error *err) {
    struct exporting *exporting = context;
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = NULL;
    SL_AUTO(sl_record_drop) struct sl_record *record = NULL;
    enum sl_status status =
        sl_record_load(exporting->store, NULL, row->record_no, 0, &tool, &record, err);
    if (status != SL_OK)
        return status;
    SL_AUTO(sl_json_drop) json_t *json = sl_record_json(record);
    SL_AUTO(sl_free) char *text = sl_json_canonical(json);
    printf("%s\n%s", exporting->count++ > 0 ? "," : "", text);
    return SL_OK;
}

static enum sl_exit export_records(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    const struct sl_user *user = NULL;
    struct exporting exporting = {0};
    const struct sl_object object = {.team = options->team, .service = options->service};
    const struct sl_record_choice choice = {.tool = options->tool,
                                            .team = options->team,
                                            .service = options->service,
                                            .case_ref = options->case_ref,
                                            .from = options->from,
                                            .to = options->to};
    if (sl_app_enter(app, SL_VERB_RECORD_EXPORT, &object, &exporting.store, &user, &err) != SL_OK ||
        sl_app_check_words(exporting.store, options->tool, options->team, options->service, &err) !=
            SL_OK)
        return sl_app_fail(app, &err);
    putchar('[');
    if (sl_record_list(exporting.store, &choice, export_one, &exporting, &err) != SL_OK)
        return sl_app_fail(app, &err);
    puts("\n]");
    sl_app_say(app,
               "%lld %s; what was written about children is in it, so keep the file as you keep "
               "the case files",
               (long long)exporting.count, sl_app_noun(exporting.count, "record", "records"));
    return SL_DONE;
}

const struct sl_command sl_command_record_export = {
    .words = "record export",
    .json = true,
    .arguments = "",
    .summary = "Records of a selection as JSON that record import takes",
    .options = export_options,
    .option_count = SL_COUNT(export_options),
    .options_size = sizeof(struct options),
    .run = export_records,
};
