/*
 * app/command.h - one command of the program: its words, its options, what it does. Each has a file
 * of its own in app/command/; app/command_list.h lists them. Data goes to stdout, messages to
 * stderr.
 */
#pragma once
#include "app/app.h"
#include "base/day.h"
#include "base/memory.h"
#include <stdbool.h>
#include <stddef.h>

enum sl_option_kind {
    SL_OPTION_FLAG,   /* bool */
    SL_OPTION_TEXT,   /* const char *, borrowed from the command line */
    SL_OPTION_NUMBER, /* int64_t */
    SL_OPTION_DAY     /* sl_day; give SL_DAY_NONE as the default by preset */
};

struct sl_option {
    const char *name;     /* "from": --from */
    const char *argument; /* "DAY", NULL for a flag */
    const char *help;
    enum sl_option_kind kind;
    size_t place; /* offsetof(struct of the command's options, field) */
};

struct sl_command {
    const char *words;     /* "record import" */
    const char *arguments; /* "FILE", "RULE [RECORD]" for the help; "" */
    const char *summary;   /* one line */
    int least, most;       /* how many arguments it takes */
    bool json;             /* --json is offered: one value for machines */
    const struct sl_option *options;
    size_t option_count;
    size_t options_size; /* of the struct that options point into; at most SL_OPTIONS_MOST */
    enum sl_exit (*run)(struct sl_app *app, const void *options);
};

enum { SL_OPTIONS_MOST = 512 };

/* Days start as SL_DAY_NONE, everything else as zero. */
enum sl_exit sl_command_run(struct sl_app *app, const struct sl_command *command, int argc,
                            char **argv);

extern const struct sl_command *const sl_commands[];
extern const size_t sl_command_count;
