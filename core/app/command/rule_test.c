#include "app/command.h"
#include "app/engines.h"
#include "app/progress.h"
#include "app/tools.h"
#include "scoring/mutation.h"
#include "scoring/rule_check.h"

struct options {
    bool strict, list;
};

static const struct sl_option test_options[] = {
    {"strict", NULL, "A change that no example notices is a finding (exit 1)", SL_OPTION_FLAG,
     offsetof(struct options, strict)},
    {"list", NULL, "Lists every such change", SL_OPTION_FLAG, offsetof(struct options, list)}};

enum { SHOWN = 10 };

struct testing {
    struct sl_progress bar;
    json_t *survivors;
};

static void keep_survivor(void *context, const char *path, const char *sentence) {
    struct testing *testing = context;
    json_array_append_new(testing->survivors,
                          json_pack("{s:s, s:s}", "setting", path, "sentence", sentence));
}

static void progress(void *context, int64_t done) {
    struct testing *testing = context;
    sl_progress_at(&testing->bar, done);
}

static void print_tested(const char *name, const struct options *options,
                         const struct sl_mutations *counts, const json_t *survivors) {
    size_t count = json_array_size(survivors), shown = options->list ? count : SHOWN;
    printf("%s: %zu examples hold; %zu of %zu changed settings are noticed%s\n", name,
           counts->examples, counts->noticed, counts->tried,
           counts->all ? "" : ", and there are more that were not tried");
    for (size_t i = 0; i < count && i < shown; i++)
        printf("  %s\n", sl_json_text_or(json_array_get(survivors, i), "sentence", ""));
    if (count > shown)
        printf("  and %zu more (--list)\n", count - shown);
}

static enum sl_status test_rule(struct sl_app *app, const char *word, struct testing *testing,
                                struct sl_mutations *counts, struct sl_error *err) {
    struct sl_engine engine;
    struct sl_store *store = NULL;
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = NULL;
    enum sl_status status = sl_app_rule(app, word, 0, &rule, &engine, err);
    if (status == SL_OK && sl_app_options(app)->store)
        status = sl_app_store(app, &store, err);
    if (status != SL_OK)
        return status;
    struct sl_shelf shelf = sl_app_shelf(app, store);
    status = sl_rule_check(rule, &engine, &shelf, sl_app_told, app, NULL, err);
    if (status != SL_OK)
        return status;
    testing->bar = sl_progress_begin("Changed settings", 0);
    status = sl_mutation_try(rule, &engine, &shelf, keep_survivor, progress, testing, counts, err);
    sl_progress_end(&testing->bar);
    return status;
}

static enum sl_exit test_one(struct sl_app *app, const struct options *options, const char *word,
                             json_t *all) {
    struct sl_error err = {0};
    struct sl_mutations counts = {0};
    SL_AUTO(sl_json_drop) json_t *survivors = json_array();
    struct testing testing = {.survivors = survivors};
    enum sl_status status = test_rule(app, word, &testing, &counts, &err);
    if (status != SL_OK) {
        enum sl_exit exit_code = sl_app_fail(app, &err);
        return status == SL_INVALID || status == SL_RULE ? SL_BAD_DATA : exit_code;
    }
    if (all != NULL)
        json_array_append_new(all, json_pack("{s:s, s:I, s:I, s:I, s:b, s:O}", "rule", word,
                                             "examples", (json_int_t)counts.examples, "tried",
                                             (json_int_t)counts.tried, "noticed",
                                             (json_int_t)counts.noticed, "all", counts.all,
                                             "survivors", survivors));
    else
        print_tested(word, options, &counts, survivors);
    return options->strict && counts.noticed < counts.tried ? SL_FINDINGS : SL_DONE;
}

static enum sl_exit test_rules(struct sl_app *app, const void *given) {
    const struct options *options = given;
    enum sl_exit worst = SL_DONE;
    json_t *all = sl_app_wants_json(app) ? json_array() : NULL;
    for (int i = 0; i < sl_app_argument_count(app); i++) {
        enum sl_exit exit_code = test_one(app, options, sl_app_argument(app, i), all);
        worst = exit_code > worst ? exit_code : worst;
    }
    if (all != NULL)
        sl_app_print_json(app, all);
    return worst;
}

const struct sl_command sl_command_rule_test = {
    .words = "rule test",
    .json = true,
    .arguments = "RULE...",
    .summary = "Do the examples of a rule hold, and would they notice a wrong setting?",
    .least = 1,
    .most = 100,
    .options = test_options,
    .option_count = SL_COUNT(test_options),
    .options_size = sizeof(struct options),
    .run = test_rules,
};
