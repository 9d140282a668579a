#include "app/command.h"
#include "app/tools.h"

static enum sl_exit check_tools(struct sl_app *app, const void *options) {
    (void)options;
    enum sl_exit exit_code = SL_DONE;
    for (int i = 0; i < sl_app_argument_count(app); i++) {
        struct sl_error err = {0};
        SL_AUTO(sl_tool_drop) struct sl_tool *tool = NULL;
        const char *path = sl_app_argument(app, i);
        enum sl_status status =
            sl_tool_check(path, sl_app_schema(app), sl_app_told, app, &tool, &err);
        if (status == SL_OK) {
            printf("%s: tool %s, version %lld, %zu questions, no faults\n", path,
                   sl_tool_code(tool), (long long)sl_tool_version(tool), sl_tool_questions(tool));
        } else if (status == SL_INVALID) {
            exit_code = SL_BAD_DATA;
        } else {
            exit_code = sl_app_fail(app, &err);
        }
    }
    return exit_code;
}

const struct sl_command sl_command_tool_check = {
    .words = "tool check",
    .arguments = "FILE...",
    .summary = "Checks files of audit tools and names every fault",
    .least = 1,
    .most = 100,
    .run = check_tools,
};
