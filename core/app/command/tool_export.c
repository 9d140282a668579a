#include "app/command.h"
#include "app/tools.h"
#include <string.h>

static enum sl_exit export_tool(struct sl_app *app, const void *options) {
    (void)options;
    struct sl_error err = {0};
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = NULL;
    if (sl_app_tool(app, sl_app_argument(app, 0), 0, &tool, &err) != SL_OK)
        return sl_app_fail(app, &err);
    const char *text = sl_tool_json(tool);
    json_t *json = NULL;
    if (sl_json_parse(sl_tool_code(tool), text, strlen(text), &json, &err) != SL_OK)
        return sl_app_fail(app, &err);
    json_object_del(json, "lists"); /* taken from where it is added */
    sl_app_print_json(app, json);
    return SL_DONE;
}

const struct sl_command sl_command_tool_export = {
    .words = "tool export",
    .arguments = "TOOL",
    .summary = "An audit tool as JSON that tool add takes, everything inherited resolved",
    .least = 1,
    .most = 1,
    .run = export_tool,
};
