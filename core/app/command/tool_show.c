#include "app/command.h"
#include "app/tools.h"
#include <string.h>

struct options {
    int64_t version;
    const char *form;
};

static const struct sl_option show_options[] = {{"version", "N", "This version (the newest)",
                                                 SL_OPTION_NUMBER,
                                                 offsetof(struct options, version)},
                                                {"form", "FORM", "Only the questions of this form",
                                                 SL_OPTION_TEXT, offsetof(struct options, form)}};

static void print_tokens(const struct sl_question *question) {
    if (question->token_count == 0 || question->token_count > 6)
        return;
    printf("  [");
    for (size_t i = 0; i < question->token_count; i++)
        printf("%s%s", i > 0 ? ", " : "", question->tokens[i].label);
    printf("]");
}

static void print_question(const struct sl_question *question) {
    printf("  %*s%-12s %s%s", question->parent >= 0 ? 4 : 0, "", question->code, question->text,
           question->mandatory ? " *" : "");
    print_tokens(question);
    if (question->critical)
        printf("  critical %c on %s", question->critical, question->critical_on);
    putchar('\n');
}

static void print_tool(const struct sl_tool *tool, int form) {
    printf("%s, version %lld: %s\n", sl_tool_code(tool), (long long)sl_tool_version(tool),
           sl_tool_title(tool));
    for (size_t i = 0; i < sl_tool_forms(tool); i++)
        printf("form %-12s %s\n", sl_tool_form(tool, i)->code, sl_tool_form(tool, i)->title);
    for (size_t s = 0; s < sl_tool_sections(tool); s++) {
        const struct sl_section *section = sl_tool_section(tool, s);
        if (form >= 0 && !(section->forms >> form & 1))
            continue;
        printf("\n%s  %s%s%s\n", section->code, section->title, section->rows ? ", one row a " : "",
               section->rows ? section->rows : "");
        for (size_t q = section->first; q < section->end; q++)
            if (form < 0 || sl_tool_question(tool, q)->forms >> form & 1)
                print_question(sl_tool_question(tool, q));
    }
    puts("\n* mandatory");
}

static enum sl_exit show_tool(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = NULL;
    if (sl_app_tool(app, sl_app_argument(app, 0), options->version, &tool, &err) != SL_OK)
        return sl_app_fail(app, &err);
    int form = options->form ? sl_tool_find_form(tool, options->form) : -1;
    if (options->form && form < 0) {
        sl_fail(&err, SL_NOT_FOUND, "form", "tool %s has no form \"%s\"", sl_tool_code(tool),
                options->form);
        return sl_app_fail(app, &err);
    }
    if (!sl_app_wants_json(app)) {
        print_tool(tool, form);
        return SL_DONE;
    }
    const char *text = sl_tool_json(tool);
    json_t *json = NULL;
    if (sl_json_parse(sl_tool_code(tool), text, strlen(text), &json, &err) != SL_OK)
        return sl_app_fail(app, &err);
    sl_app_print_json(app, json);
    return SL_DONE;
}

const struct sl_command sl_command_tool_show = {
    .words = "tool show",
    .json = true,
    .arguments = "TOOL",
    .summary = "The questions of an audit tool",
    .least = 1,
    .most = 1,
    .options = show_options,
    .option_count = SL_COUNT(show_options),
    .options_size = sizeof(struct options),
    .run = show_tool,
};
