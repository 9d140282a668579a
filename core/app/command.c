#include "app/command.h"
#include <argp.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_KEY = 0x1000, KEY_STORE = 1, KEY_AS, KEY_JSON };

struct parse {
    struct sl_app *app;
    const struct sl_command *command;
    char *values; /* the command's options */
    char **arguments;
    int argument_count;
};

static void take(const struct sl_option *option, char *values, char *given,
                 struct argp_state *state) {
    void *place = values + option->place;
    struct sl_error err = {0};
    char *end = NULL;
    switch (option->kind) {
    case SL_OPTION_FLAG:
        *(bool *)place = true;
        break;
    case SL_OPTION_TEXT:
        *(const char **)place = given;
        break;
    case SL_OPTION_NUMBER:
        *(int64_t *)place = strtoll(given, &end, 10);
        if (end == given || *end)
            argp_error(state, "--%s takes a whole number, not \"%s\"", option->name, given);
        break;
    case SL_OPTION_DAY:
        if (sl_day_parse(given, place, &err) != SL_OK)
            argp_error(state, "--%s: %s", option->name, err.text);
        break;
    }
}

static error_t parse_key(int key, char *given, struct argp_state *state) {
    struct parse *parse = state->input;
    struct sl_app_options *common = sl_app_options(parse->app);
    switch (key) {
    case KEY_STORE:
        common->store = given;
        return 0;
    case KEY_AS:
        common->as = given;
        return 0;
    case KEY_JSON:
        common->json = true;
        return 0;
    case ARGP_KEY_ARG:
        if (parse->argument_count >= parse->command->most)
            argp_error(state, "\"%s\" is one word too many", given);
        parse->arguments[parse->argument_count++] = given;
        return 0;
    case ARGP_KEY_END:
        if (parse->argument_count < parse->command->least)
            argp_error(state, "%s is missing", parse->command->arguments);
        return 0;
    default:
        if (key < FIRST_KEY || key - FIRST_KEY >= (int)parse->command->option_count)
            return ARGP_ERR_UNKNOWN;
        take(&parse->command->options[key - FIRST_KEY], parse->values, given, state);
        return 0;
    }
}

static struct argp_option *options_of(const struct sl_command *command) {
    static const struct argp_option common[] = {
        {"store", KEY_STORE, "FILE", 0, "The store (or set SIGHTLINE_STORE)", 1},
        {"as", KEY_AS, "NAME", 0, "Act as this account; asks for its password", 1},
        {"json", KEY_JSON, NULL, 0, "Print one JSON value for machines", 1}};
    size_t shared = SL_COUNT(common) - (command->json ? 0 : 1);
    struct argp_option *all =
        sl_new(command->option_count + SL_COUNT(common) + 1, sizeof(struct argp_option));
    for (size_t i = 0; i < command->option_count; i++) {
        const struct sl_option *option = &command->options[i];
        all[i] = (struct argp_option){
            option->name, FIRST_KEY + (int)i, option->argument, 0, option->help, 0};
    }
    memcpy(all + command->option_count, common, shared * sizeof *common);
    return all;
}

static void preset_days(const struct sl_command *command, char *values) {
    for (size_t i = 0; i < command->option_count; i++)
        if (command->options[i].kind == SL_OPTION_DAY)
            *(sl_day *)(void *)(values + command->options[i].place) = SL_DAY_NONE;
}

enum sl_exit sl_command_run(struct sl_app *app, const struct sl_command *command, int argc,
                            char **argv) {
    _Alignas(max_align_t) char values[SL_OPTIONS_MOST] = {0};
    preset_days(command, values);
    SL_AUTO(sl_free) char **arguments = sl_new((size_t)argc + 1, sizeof *arguments);
    SL_AUTO(sl_free) struct argp_option *options = options_of(command);
    SL_AUTO(sl_free) char *name = sl_format("sightline %s", command->words);
    struct parse parse = {.app = app, .command = command, .values = values, .arguments = arguments};
    const struct argp argp = {options, parse_key, command->arguments, command->summary, NULL,
                              NULL,    NULL};
    argv[0] = name;
    argp_err_exit_status = SL_USAGE;
    argp_parse(&argp, argc, argv, 0, NULL, &parse);
    sl_app_set_arguments(app, parse.argument_count, arguments);
    return command->run(app, values);
}
