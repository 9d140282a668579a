#include "app/command.h"
#include <locale.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] = "sightline judges the quality of social work with children: it keeps "
                            "case reviews, scores them by\n"
                            "rules that quality leads change, and writes themed summaries.\n\n"
                            "Usage: sightline NOUN VERB [OPTION...] [ARGUMENT...]\n"
                            "       sightline NOUN VERB --help\n\n";

static void print_commands(FILE *out) {
    fputs(usage, out);
    for (size_t i = 0; i < sl_command_count; i++)
        fprintf(out, "  %-20s %s\n", sl_commands[i]->words, sl_commands[i]->summary);
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
    fprintf(stderr, "sightline: there is no command \"%s%s%s\"; the commands are:\n\n", argv[1],
            argc > 2 ? " " : "", argc > 2 ? argv[2] : "");
    for (size_t i = 0; i < sl_command_count; i++)
        fprintf(stderr, "  %-20s %s\n", sl_commands[i]->words, sl_commands[i]->summary);
    return SL_USAGE;
}

int main(int argc, char **argv) {
    setlocale(LC_CTYPE, "C.UTF-8");
    if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
        print_commands(argc < 2 ? stderr : stdout);
        return argc < 2 ? SL_USAGE : SL_DONE;
    }
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
    if (fflush(stdout) != 0 || ferror(stdout))
        exit_code = SL_BAD_IO;
    return (int)exit_code;
}
