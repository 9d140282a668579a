#include "app/booking.h"
#include "app/command.h"

struct options {
    const char *xlsx;
    int64_t version;
};

static const struct sl_option export_options[] = {
    {"xlsx", "FILE", "Writes a workbook", SL_OPTION_TEXT, offsetof(struct options, xlsx)},
    {"version", "N", "This version (the published one)", SL_OPTION_NUMBER,
     offsetof(struct options, version)}};

static enum sl_exit export_rule(struct sl_app *app, const void *given) {
    const struct options *options = given;
    const char *code = sl_app_argument(app, 0);
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    if (!options->xlsx) {
        sl_app_say(app, "where to? rule export %s --xlsx FILE.xlsx", code);
        return SL_USAGE;
    }
    if (sl_app_store(app, &store, &err) != SL_OK ||
        sl_app_book_export(app, store, code, options->version, "xlsx", options->xlsx, &err) !=
            SL_OK)
        return sl_app_fail(app, &err);
    printf("%s is in %s. Change it there, save it as .xlsx and bring it back:\n"
           "  rule import %s --why \"why it changes\"\n",
           code, options->xlsx, options->xlsx);
    return SL_DONE;
}

const struct sl_command sl_command_rule_export = {
    .words = "rule export",
    .arguments = "RULE",
    .summary = "Writes a rule's settings and examples as a workbook",
    .least = 1,
    .most = 1,
    .options = export_options,
    .option_count = SL_COUNT(export_options),
    .options_size = sizeof(struct options),
    .run = export_rule,
};
