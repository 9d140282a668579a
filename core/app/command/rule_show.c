#include "app/command.h"
#include "app/engines.h"
#include "scoring/rule_version.h"
#include "scoring/setting_table.h"
#include <string.h>

struct options {
    int64_t version;
    bool source;
};

static const struct sl_option show_options[] = {
    {"version", "N", "This version (the published one)", SL_OPTION_NUMBER,
     offsetof(struct options, version)},
    {"source", NULL, "The text that runs", SL_OPTION_FLAG, offsetof(struct options, source)}};

static void print_line(void *context, const char *line) {
    (void)context;
    puts(line);
}

static void print_rule(const struct sl_rule *rule) {
    const struct sl_rule_header *header = sl_rule_header(rule);
    char type[160];
    printf("%s: %s\n%s\n\nIt says:\n", sl_rule_name(rule), header->title, header->why);
    for (size_t i = 0; i < header->clauses_count; i++)
        printf("  %-16s %s.\n", header->clauses[i].id, header->clauses[i].sentence);
    puts("\nSettings, the part people change:");
    sl_setting_tables(header, print_line, NULL);
    puts("\nIt reads:");
    for (size_t i = 0; i < header->needs_count; i++)
        printf("%s%s", i > 0 ? ", " : "  ", header->needs[i]);
    puts("\n\nIt returns:");
    for (size_t i = 0; i < header->outputs_count; i++)
        printf("  %-16s %s\n", header->outputs[i].name,
               sl_rule_output_type_text(&header->outputs[i], type, sizeof type));
}

static enum sl_exit show_rule(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = NULL;
    if (sl_app_rule(app, sl_app_argument(app, 0), options->version, &rule, NULL, &err) != SL_OK)
        return sl_app_fail(app, &err);
    if (options->source) {
        struct sl_text source = sl_rule_for_scorer(rule)->source;
        fwrite(source.bytes, 1, source.length, stdout);
        if (strcmp(sl_rule_settings_json(rule), "{}") != 0)
            sl_app_say(
                app,
                "%s has settings that this text does not hold: change them with rule export, "
                "or they are undone by a draft of this text",
                sl_rule_name(rule));
        return SL_DONE;
    }
    if (!sl_app_wants_json(app)) {
        print_rule(rule);
        return SL_DONE;
    }
    const char *text = sl_rule_header_json(sl_rule_header(rule));
    json_t *json = NULL;
    if (sl_json_parse(sl_rule_name(rule), text, sl_text_of(text).length, &json, &err) != SL_OK)
        return sl_app_fail(app, &err);
    sl_app_print_json(app, json);
    return SL_DONE;
}

const struct sl_command sl_command_rule_show = {
    .words = "rule show",
    .json = true,
    .arguments = "RULE",
    .summary = "What a rule says, reads and returns",
    .least = 1,
    .most = 1,
    .options = show_options,
    .option_count = SL_COUNT(show_options),
    .options_size = sizeof(struct options),
    .run = show_rule,
};
