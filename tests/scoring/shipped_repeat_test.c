/* Every rule that ships gives the same bytes whatever was scored before, beside or behind, and in
 * whichever process. The records are those of the rules' own examples, which fire every clause. */
#include "app/plugin.h"
#include "base/file.h"
#include "scoring/example.h"
#include "scoring/rule.h"
#include "support/store.h"
#include "support/suite.h"
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CASES = 300, FRESH_MOST = 5 }; /* CASES: more than the batches of one worker */

struct trial {
    struct sl_engine engine;
    char *folder;
    struct sl_shelf shelf;
    struct sl_rule *rule;
    struct sl_rule_forms *forms;
    json_t *json;
    struct sl_example **examples;
    size_t example_count, rules;
    struct sl_buffer *expected; /* one for each example */
};

static char *plugin_folder(void) {
    const char *build = getenv("SIGHTLINE_BUILD");
    return sl_format("%s/plugins/lua", build != NULL ? build : ".");
}

static struct sl_engine open_engine(const char *folder) {
    struct sl_engine engine;
    struct sl_error err = {0};
    SL_AUTO(sl_free) char *path = sl_format("%s/lua.so", folder);
    void *library = dlopen(path, RTLD_LAZY | RTLD_LOCAL);
    ck_assert_msg(library != NULL, "%s", dlerror());
    const struct sl_plugin *plugin = dlsym(library, SL_PLUGIN_SYMBOL);
    ck_assert_ptr_nonnull(plugin);
    engine.api = plugin->scorer;
    assert_ok(engine.api->open(folder, &engine.scorer, &err), err);
    return engine;
}

static void read_forms(struct trial *trial) {
    const struct sl_rule_header *header = sl_rule_header(trial->rule);
    struct sl_error err = {0};
    trial->forms = sl_rule_forms_new();
    for (size_t i = 0; i < header->applies_count; i++) {
        struct sl_tool *tool = NULL;
        assert_ok(sl_shelf_tool(&trial->shelf, header->applies[i].tool, &tool, &err), err);
        assert_ok(sl_rule_forms_add(trial->forms, header, tool, &err), err);
    }
}

static void read_examples(struct trial *trial) {
    SL_AUTO(sl_free) char *text = NULL;
    struct sl_error err = {0};
    const struct sl_engine *engine = &trial->engine;
    assert_ok(engine->api->examples(engine->scorer, sl_rule_for_scorer(trial->rule), &text, &err),
              err);
    assert_ok(sl_json_parse("examples", text, strlen(text), &trial->json, &err), err);
    trial->example_count = json_array_size(trial->json);
    ck_assert_uint_gt(trial->example_count, 0);
    trial->examples = sl_new(trial->example_count, sizeof *trial->examples);
    trial->expected = sl_new(trial->example_count, sizeof *trial->expected);
    for (size_t i = 0; i < trial->example_count; i++)
        assert_ok(sl_example_read(sl_rule_header(trial->rule), trial->forms,
                                  json_array_get(trial->json, i), &trial->examples[i], &err),
                  err);
}

/* Which example stands at each place of a run. */
struct run {
    struct trial *trial;
    size_t *order;
    const char *what;
};

static enum sl_status compare(void *context, size_t index, struct sl_text result,
                              struct sl_error *err) {
    struct run *run = context;
    size_t example = run->order[index];
    struct sl_buffer *expected = &run->trial->expected[example];
    (void)err;
    if (expected->length == 0)
        sl_buffer_add(expected, result.bytes, result.length);
    bool same = expected->length == result.length &&
                memcmp(expected->bytes, result.bytes, result.length) == 0;
    ck_assert_msg(same, "%s, %s: another result %s", sl_rule_name(run->trial->rule),
                  sl_example_name(run->trial->examples[example]), run->what);
    return SL_OK;
}

static void score(struct trial *trial, const struct sl_engine *engine, size_t *order, size_t count,
                  const char *what) {
    struct sl_scorer_case *cases = sl_new(count, sizeof *cases);
    struct run run = {trial, order, what};
    struct sl_error err = {0};
    for (size_t i = 0; i < count; i++)
        cases[i] = *sl_example_case(trial->examples[order[i]]);
    assert_ok(engine->api->score(engine->scorer, cases, count, compare, &run, &err), err);
    free(cases);
}

static void score_in_order(struct trial *trial, const char *how) {
    size_t order[CASES];
    uint32_t chance = 7;
    for (size_t i = 0; i < CASES; i++)
        order[i] = (*how == 'b' ? CASES - 1 - i : i) % trial->example_count;
    for (size_t i = CASES - 1; *how == 's' && i > 0; i--) {
        chance = chance * 1103515245 + 12345;
        size_t other = (chance >> 8) % (i + 1), kept = order[i];
        order[i] = order[other];
        order[other] = kept;
    }
    score(trial, &trial->engine, order, CASES, how);
}

static void score_one_by_one(struct trial *trial) {
    size_t step = trial->example_count / FRESH_MOST + 1;
    for (size_t i = 0; i < trial->example_count; i++)
        score(trial, &trial->engine, &i, 1, "alone");
    for (size_t i = 0; i < trial->example_count; i += step) {
        struct sl_engine fresh = open_engine(trial->folder);
        struct sl_error err = {0};
        assert_ok(sl_rule_load(trial->rule, &fresh, trial->forms, &err), err);
        score(trial, &fresh, &i, 1, "in a fresh process");
        fresh.api->close(fresh.scorer);
    }
}

static void end_rule(struct trial *trial) {
    for (size_t i = 0; i < trial->example_count; i++) {
        sl_example_free(trial->examples[i]);
        sl_buffer_drop(&trial->expected[i]);
    }
    free(trial->examples);
    free(trial->expected);
    json_decref(trial->json);
    sl_rule_forms_free(trial->forms);
    sl_rule_free(trial->rule);
}

static enum sl_status try_rule(void *context, const char *name, struct sl_error *err) {
    struct trial *trial = context;
    SL_AUTO(sl_free) char *path = sl_format("%s/rules/%s", trial->shelf.scripts_home, name);
    struct sl_error why = {0};
    (void)err;
    if (strstr(name, ".lua") == NULL)
        return SL_OK;
    assert_ok(sl_rule_from_file(&trial->engine, &trial->shelf, path, &trial->rule, &why), why);
    read_forms(trial);
    read_examples(trial);
    assert_ok(sl_rule_load(trial->rule, &trial->engine, trial->forms, &why), why);
    score_in_order(trial, "forwards");
    score_in_order(trial, "backwards");
    score_in_order(trial, "shuffled");
    score_one_by_one(trial);
    end_rule(trial);
    trial->rules++;
    return SL_OK;
}

START_TEST(every_rule_that_ships_gives_the_same_bytes_in_any_order_and_process)
{
    SL_AUTO(sl_free) char *folder = plugin_folder();
    SL_AUTO(sl_free) char *scripts = sl_format("%s/../scripts", test_schema_home());
    SL_AUTO(sl_free) char *rules = sl_format("%s/rules", scripts);
    struct trial trial = {.folder = folder, .engine = open_engine(folder)};
    struct sl_error err = {0};
    trial.shelf = (struct sl_shelf){.schema_home = test_schema_home(), .scripts_home = scripts};
    assert_ok(sl_file_each(rules, try_rule, &trial, &err), err);
    ck_assert_uint_ge(trial.rules, 8);
    trial.engine.api->close(trial.engine.scorer);
}
END_TEST

int main(void) {
    const TTest *const tests[] = {
        every_rule_that_ships_gives_the_same_bytes_in_any_order_and_process};
    SL_AUTO(sl_free) char *folder = plugin_folder();
    SL_AUTO(sl_free) char *path = sl_format("%s/lua.so", folder);
    if (access(path, R_OK) != 0) {
        puts("1..0 # SKIP the plugin lua isn't built");
        return EXIT_SUCCESS;
    }
    return sl_suite_run("shipped_repeat", tests, SL_COUNT(tests));
}
