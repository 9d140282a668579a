#include "app/command.h"
#include "app/tools.h"
#include "base/file.h"
#include "scoring/rule_start.h"
#include <string.h>

enum { TEXT_MOST = 64 * 1024 };

struct options {
    const char *tool, *kind, *title;
};

static const struct sl_option new_options[] = {
    {"for", "TOOL", "The audit tool it is to read", SL_OPTION_TEXT, offsetof(struct options, tool)},
    {"kind", "KIND", "check, measure, grade, points or timeliness (check)", SL_OPTION_TEXT,
     offsetof(struct options, kind)},
    {"title", "TITLE", "What it is called", SL_OPTION_TEXT, offsetof(struct options, title)}};

static bool is_kind(const char *kind) {
    static const char *const kinds[] = {"check", "measure", "grade", "points", "timeliness"};
    for (size_t i = 0; i < SL_COUNT(kinds); i++)
        if (strcmp(kind, kinds[i]) == 0)
            return true;
    return false;
}

static enum sl_status start(struct sl_app *app, const struct options *options, char **out,
                            struct sl_error *err) {
    const char *kind = options->kind != NULL ? options->kind : "check";
    const char *code = sl_app_argument(app, 0);
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = NULL;
    SL_AUTO(sl_free) char *text = NULL;
    SL_AUTO(sl_free) char *path = NULL;
    SL_AUTO(sl_free) char *title = sl_format("What %s says in one line", code);
    size_t length = 0;
    if (!is_kind(kind))
        return sl_fail(err, SL_INVALID, "kind",
                       "A rule is a check, measure, grade, points or timeliness, not \"%s\"", kind);
    enum sl_status status = sl_app_tool(app, options->tool, 0, &tool, err);
    if (status == SL_OK)
        path = sl_format("%s/new/%s.lua", sl_app_scripts(app), sl_rule_start_name(tool, kind));
    if (status == SL_OK)
        status = sl_file_read(path, TEXT_MOST, &text, &length, err);
    return status == SL_OK
               ? sl_rule_start(tool, code, options->title != NULL ? options->title : title, text,
                               out, err)
               : status;
}

static enum sl_exit new_rule(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    SL_AUTO(sl_free) char *text = NULL;
    if (options->tool == NULL) {
        sl_app_say(app, "say which audit tool the rule is to read: --for STD");
        return SL_USAGE;
    }
    if (start(app, options, &text, &err) != SL_OK)
        return sl_app_fail(app, &err);
    fputs(text, stdout);
    return SL_DONE;
}

const struct sl_command sl_command_rule_new = {
    .words = "rule new",
    .arguments = "CODE",
    .summary = "A small complete rule to start from",
    .least = 1,
    .most = 1,
    .options = new_options,
    .option_count = SL_COUNT(new_options),
    .options_size = sizeof(struct options),
    .run = new_rule,
};
