#include "app/command.h"
#include "app/tools.h"

static enum sl_exit add_tool(struct sl_app *app, const void *options) {
    (void)options;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = NULL;
    if (sl_app_enter(app, SL_VERB_TOOL_ADD, NULL, &store, &user, &err) != SL_OK ||
        sl_tool_check(sl_app_argument(app, 0), sl_app_schema(app), sl_app_told, app, &tool, &err) !=
            SL_OK ||
        sl_tool_add(store, tool, user->name, &err) != SL_OK)
        return sl_app_fail(app, &err);
    printf("Tool %s, version %lld, is in the store; new records are made with it.\n",
           sl_tool_code(tool), (long long)sl_tool_version(tool));
    return SL_DONE;
}

const struct sl_command sl_command_tool_add = {
    .words = "tool add",
    .arguments = "FILE",
    .summary = "Adds an audit tool, or a new version of one",
    .least = 1,
    .most = 1,
    .run = add_tool,
};
