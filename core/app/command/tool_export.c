#include "app/command.h"
#include "app/tools.h"

static enum sl_exit export_tool(struct sl_app *app, const void *options) {
    (void)options;
    struct sl_error err = {0};
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = NULL;
    if (sl_app_tool(app, sl_app_argument(app, 0), 0, &tool, &err) != SL_OK)
        return sl_app_fail(app, &err);
    puts(sl_tool_json(tool));
    return SL_DONE;
}

const struct sl_command sl_command_tool_export = {
    .words = "tool export",
    .arguments = "TOOL",
    .summary = "An audit tool as canonical JSON, everything inherited resolved",
    .least = 1,
    .most = 1,
    .run = export_tool,
};
