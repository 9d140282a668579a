#include "app/command.h"
#include "app/tools.h"
#include "practice/form.h"

struct options {
    const char *form;
    bool csv;
    int64_t rows;
};

static const struct sl_option template_options[] = {
    {"form", "FORM", "This form of the tool", SL_OPTION_TEXT, offsetof(struct options, form)},
    {"csv", NULL, "A header for a spreadsheet, one row a record", SL_OPTION_FLAG,
     offsetof(struct options, csv)},
    {"rows", "N", "Rows of each repeating section in the header (4)", SL_OPTION_NUMBER,
     offsetof(struct options, rows)}};

static enum sl_exit print_template(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = NULL;
    SL_AUTO(sl_record_drop) struct sl_record *record = NULL;
    SL_AUTO(sl_free) char *text = NULL;
    const char *form = options->form ? options->form : "";
    enum sl_status status = sl_app_tool(app, sl_app_argument(app, 0), 0, &tool, &err);
    if (status == SL_OK && form[0] == '\0')
        form = sl_tool_form(tool, 0)->code;
    if (status == SL_OK && options->csv) {
        unsigned rows = options->rows > 0 && options->rows < 100 ? (unsigned)options->rows : 4;
        status = sl_form_csv(tool, form, rows, &text, &err);
    } else if (status == SL_OK) {
        record = sl_record_new(tool);
        status = sl_form_write(record, form, &text, &err);
    }
    if (status != SL_OK)
        return sl_app_fail(app, &err);
    fputs(text, stdout);
    return SL_DONE;
}

const struct sl_command sl_command_record_template = {
    .words = "record template",
    .arguments = "TOOL",
    .summary = "A form to fill in: text with every question, or a CSV header",
    .least = 1,
    .most = 1,
    .options = template_options,
    .option_count = SL_COUNT(template_options),
    .options_size = sizeof(struct options),
    .run = print_template,
};
