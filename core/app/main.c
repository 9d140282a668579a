#include "app/command.h"
#include <locale.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] = "sightline judges the quality of social work with children: it keeps "
                            "case reviews, scores them by\n"
                            "rules that quality leads change, and writes themed summaries.\n\n"
                            "Usage: sightline NOUN VERB [OPTION...] [ARGUMENT...]\n"
                            "       sightline NOUN VERB --help\n\n";

/* Does the command begin with that noun? Without a noun: any. */
static bool is_of(const struct sl_command *command, const char *noun) {
    size_t length = noun ? strlen(noun) : 0;
    return length == 0 ||
           (strncmp(command->words, noun, length) == 0 && strchr(" ", command->words[length]));
}

static size_t print_commands(FILE *out, const char *noun) {
    size_t printed = 0;
    for (size_t i = 0; i < sl_command_count; i++) {
        if (!is_of(sl_commands[i], noun))
            continue;
        fprintf(out, "  %-20s %s\n", sl_commands[i]->words, sl_commands[i]->summary);
        printed++;
    }
    return printed;
}

static bool is_noun(const char *word) {
    for (size_t i = 0; i < sl_command_count; i++)
        if (is_of(sl_commands[i], word))
            return true;
    return false;
}

static bool asks_for_help(const char *word) {
    return strcmp(word, "--help") == 0 || strcmp(word, "help") == 0;
}

static enum sl_exit help(FILE *out) {
    fputs(usage, out);
    print_commands(out, NULL);
    return out == stdout ? SL_DONE : SL_USAGE;
}

/* How many of the words after the program's name make up the command's. */
static int words_matched(const struct sl_command *command, int argc, char **argv) {
    const char *rest = command->words;
    for (int i = 1; i < argc; i++) {
        size_t length = strlen(argv[i]);
        if (strncmp(rest, argv[i], length) != 0)
            return 0;
        if (rest[length] == '\0')
            return i;
        if (rest[length] != ' ')
            return 0;
        rest += length + 1;
    }
    return 0;
}

static const struct sl_command *find_command(int argc, char **argv, int *words) {
    for (size_t i = 0; i < sl_command_count; i++) {
        *words = words_matched(sl_commands[i], argc, argv);
        if (*words > 0)
            return sl_commands[i];
    }
    return NULL;
}

static enum sl_exit unknown(int argc, char **argv) {
    const char *verb = argc > 2 ? argv[2] : "";
    if (argv[1][0] == '-') {
        fprintf(stderr,
                "sightline: %s stands before the command; options come behind it: "
                "sightline NOUN VERB [OPTION...]\n",
                argv[1]);
        return SL_USAGE;
    }
    if (!is_noun(argv[1])) {
        fprintf(stderr, "sightline: there is no command \"%s\"; sightline --help lists them\n",
                argv[1]);
        return SL_USAGE;
    }
    if (asks_for_help(verb)) {
        print_commands(stdout, argv[1]);
        return SL_DONE;
    }
    fprintf(stderr, "sightline: there is no command \"%s%s%s\"; there are:\n", argv[1],
            verb[0] ? " " : "", verb);
    print_commands(stderr, argv[1]);
    return SL_USAGE;
}

int main(int argc, char **argv) {
    setlocale(LC_CTYPE, "C.UTF-8");
    if (argc < 2 || asks_for_help(argv[1]))
        return (int)help(argc < 2 ? stderr : stdout);
    if (strcmp(argv[1], "--version") == 0) {
        puts("sightline " SL_VERSION);
        return SL_DONE;
    }
    int words = 0;
    const struct sl_command *command = find_command(argc, argv, &words);
    if (!command)
        return (int)unknown(argc, argv);
    struct sl_app *app = sl_app_new();
    enum sl_exit exit_code = sl_command_run(app, command, argc - words, argv + words);
    sl_app_free(app);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fputs("sightline: not all of the output could be written; is the disk full?\n", stderr);
        exit_code = SL_BAD_IO;
    }
    return (int)exit_code;
}
