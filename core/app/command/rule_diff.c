#include "scoring/rule_diff.h"
#include "app/command.h"
#include "app/engines.h"
#include "app/progress.h"
#include "app/records.h"
#include "scoring/preview.h"
#include <stdlib.h>

struct options {
    sl_day from, to;
    const char *team, *service, *tool, *theme;
    bool text_only;
};

static const struct sl_option diff_options[] = {
    {"from", "DAY", "Only records of this day on", SL_OPTION_DAY, offsetof(struct options, from)},
    {"to", "DAY", "Only records up to this day", SL_OPTION_DAY, offsetof(struct options, to)},
    {"team", "TEAM", "Only this team's records", SL_OPTION_TEXT, offsetof(struct options, team)},
    {"service", "SERVICE", "Only this service's records", SL_OPTION_TEXT,
     offsetof(struct options, service)},
    {"tool", "TOOL", "Only records of this audit tool", SL_OPTION_TEXT,
     offsetof(struct options, tool)},
    {"theme", "THEME", "Only records with an answer below good in this theme", SL_OPTION_TEXT,
     offsetof(struct options, theme)},
    {"no-effect", NULL, "Leave out what it does to the records", SL_OPTION_FLAG,
     offsetof(struct options, text_only)}};

/* The two that are held beside one another. */
struct pair {
    struct sl_rule *from, *to;
    struct sl_engine engine; /* of to */
};

static void pair_drop(struct pair *pair) {
    sl_rule_free(pair->from);
    sl_rule_free(pair->to);
}

/* A version by its number, or a file. */
static enum sl_status load_side(struct sl_app *app, const char *rule, const char *word,
                                struct sl_rule **out, struct sl_engine *engine,
                                struct sl_error *err) {
    char *end;
    long long number = strtoll(word, &end, 10);
    if (*word != '\0' && *end == '\0' && number > 0)
        return sl_app_rule(app, rule, number, out, engine, err);
    struct sl_engines engines = sl_app_engines(app);
    if (engines.language_of(engines.context, word) == NULL)
        return sl_fail(err, SL_INVALID, "version",
                       "\"%.60s\" is neither the number of a version nor a rule file", word);
    return sl_app_rule(app, word, 0, out, engine, err);
}

/* RULE A B, RULE FILE (against the version in force), or RULE A (a version against it). */
static enum sl_status load_pair(struct sl_app *app, struct pair *pair, struct sl_error *err) {
    const char *rule = sl_app_argument(app, 0), *a = sl_app_argument(app, 1);
    const char *b = sl_app_argument(app, 2);
    enum sl_status status = b == NULL ? sl_app_rule(app, rule, 0, &pair->from, NULL, err)
                                      : load_side(app, rule, a, &pair->from, NULL, err);
    if (status == SL_OK)
        status = load_side(app, rule, b == NULL ? a : b, &pair->to, &pair->engine, err);
    return status;
}

static enum sl_status see_effect(struct sl_app *app, struct sl_store *store,
                                 const struct options *options, const struct pair *pair,
                                 struct sl_preview **out, struct sl_error *err) {
    struct sl_engines engines = sl_app_engines(app);
    struct sl_progress bar = sl_progress_begin("Preview", 0);
    const struct sl_preview_request request = {.store = store,
                                               .engine = &pair->engine,
                                               .engines = &engines,
                                               .rule = pair->to,
                                               .against = pair->from,
                                               .choice = {.from = options->from,
                                                          .to = options->to,
                                                          .team = options->team,
                                                          .service = options->service},
                                               .tool = options->tool,
                                               .theme = options->theme,
                                               .progress = sl_progress_told,
                                               .context = &bar};
    enum sl_status status = sl_preview_run(&request, out, err);
    sl_progress_end(&bar);
    return status;
}

static void print_line(void *context, const char *line) {
    (void)context;
    puts(line);
}

static void print_diff(struct sl_app *app, json_t *diff, const struct sl_preview *effect,
                       const char *called) {
    if (sl_app_wants_json(app)) {
        if (effect != NULL)
            json_object_set_new(diff, "effect", sl_preview_json(effect));
        sl_app_print_json(app, json_incref(diff));
        return;
    }
    sl_rule_diff_lines(diff, print_line, NULL);
    if (effect == NULL)
        return;
    puts("\nWhat it does to the records");
    sl_preview_lines(effect, called, 0, print_line, NULL);
}

static enum sl_exit diff_rule(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    const struct sl_object object = {.team = options->team, .service = options->service};
    SL_AUTO(pair_drop) struct pair pair = {0};
    SL_AUTO(sl_preview_drop) struct sl_preview *effect = NULL;
    if (sl_app_enter(app, SL_VERB_RULE_PREVIEW, &object, &store, &user, &err) != SL_OK ||
        sl_app_check_words(store, options->tool, options->team, options->service, &err) != SL_OK ||
        load_pair(app, &pair, &err) != SL_OK ||
        (!options->text_only && see_effect(app, store, options, &pair, &effect, &err) != SL_OK))
        return sl_app_fail(app, &err);
    SL_AUTO(sl_json_drop) json_t *diff = sl_rule_diff(pair.from, pair.to);
    print_diff(app, diff, effect, sl_rule_name(pair.to));
    return SL_DONE;
}

const struct sl_command sl_command_rule_diff = {
    .words = "rule diff",
    .json = true,
    .arguments = "RULE [A] B",
    .summary = "What two versions differ in, and what that does; with one, against that in force",
    .least = 2,
    .most = 3,
    .options = diff_options,
    .option_count = SL_COUNT(diff_options),
    .options_size = sizeof(struct options),
    .run = diff_rule,
};
