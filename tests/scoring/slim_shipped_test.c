/* Every shipped rule over the sample county, with whole and with slim bodies: the results are the
 * same to the byte. Needs the program and the plugin that reads the rules. */
#include "app/plugin.h"
#include "base/json.h"
#include "practice/list.h"
#include "scoring/rescore.h"
#include "scoring/slim_row.h"
#include "store/query.h"
#include "support/store.h"
#include "support/suite.h"
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

static const char *build(void) {
    const char *folder = getenv("SIGHTLINE_BUILD");
    return folder != NULL ? folder : ".";
}

static struct sl_engine open_engine(void) {
    struct sl_error err = {0};
    struct sl_engine engine = {0};
    SL_AUTO(sl_free) char *folder = sl_format("%s/plugins/lua", build());
    SL_AUTO(sl_free) char *path = sl_format("%s/lua.so", folder);
    void *library = dlopen(path, RTLD_LAZY | RTLD_LOCAL);
    ck_assert_msg(library != NULL, "%s", dlerror());
    const struct sl_plugin *plugin = dlsym(library, SL_PLUGIN_SYMBOL);
    engine.api = plugin->scorer;
    assert_ok(engine.api->open(folder, &engine.scorer, &err), err);
    return engine;
}

/* The sample county, made by the program. */
static struct sl_store *county(void) {
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    SL_AUTO(sl_free) char *path = test_path("county", ".db");
    SL_AUTO(sl_free)
    char *command = sl_format("SIGHTLINE_HOME='%s/..' SIGHTLINE_PLUGINS='%s/plugins' "
                              "'%s/core/sightline' demo --store '%s' >/dev/null",
                              test_schema_home(), build(), build(), path);
    ck_assert_int_eq(system(command), 0);
    assert_ok(sl_store_open(path, test_schema_home(), &store, &err), err);
    return store;
}

/* All lists of phrases that the rule asks, as a set of its own. */
static enum sl_status keep_set(struct sl_store *store, void *context, struct sl_error *err) {
    const struct sl_rule *rule = context;
    SL_AUTO(sl_json_drop) json_t *lists = json_array();
    SL_AUTO(sl_json_drop) json_t *pins = NULL;
    const char *json = sl_rule_lists_json(rule);
    assert_ok(sl_json_parse("lists", json, strlen(json), &pins, err), *err);
    for (void *at = json_object_iter(pins); at != NULL; at = json_object_iter_next(pins, at)) {
        SL_AUTO(sl_list_drop) struct sl_list *list = NULL;
        const char *name = json_object_iter_key(at);
        json_int_t version = json_integer_value(json_object_iter_value(at));
        assert_ok(sl_list_load(store, name, version, &list, err), *err);
        if (sl_list_kind(list) == SL_LIST_PHRASES && json_array_size(lists) < SL_SLIM_LISTS_MOST)
            json_array_append_new(lists, json_pack("[s, I]", name, version));
    }
    SL_AUTO(sl_free) char *text = sl_json_canonical(lists);
    const struct sl_rule_header *header = sl_rule_header(rule);
    for (size_t i = 0; i < header->applies_count; i++) {
        SL_AUTO(sl_query_close)
        struct sl_query q =
            sl_query_open(store,
                          "INSERT INTO remembered_set (set_no, tool, lists) SELECT "
                          "coalesce(max(set_no), 0) + 1, :tool, :lists FROM remembered_set",
                          err);
        sl_query_text(&q, ":tool", header->applies[i].tool);
        sl_query_text(&q, ":lists", text);
        assert_ok(sl_query_run(&q), *err);
    }
    return SL_OK;
}

struct making {
    const char *tool;
    struct sl_remembered set;
    int64_t made;
};

static enum sl_status make_rows(struct sl_store *store, void *context, struct sl_error *err) {
    struct making *making = context;
    struct sl_slim_rows rows = {0};
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "SELECT r.record_no, r.revision_no, v.body FROM record r "
                                      "JOIN record_revision v ON v.revision_no = r.revision_no "
                                      "WHERE r.tool = :tool ORDER BY r.record_no",
                                      err);
    sl_query_text(&q, ":tool", making->tool);
    while (sl_query_next(&q)) {
        struct sl_text body;
        body.bytes = sl_query_get_bytes(&q, 2, &body.length);
        sl_slim_rows_add(&rows, &making->set, sl_query_get_int(&q, 0), sl_query_get_int(&q, 1),
                         body);
    }
    making->made += (int64_t)rows.count;
    enum sl_status status = sl_slim_rows_write(store, &rows, err);
    sl_slim_rows_drop(&rows);
    return status;
}

static void remember(struct sl_store *store, const struct sl_rule *rule) {
    struct sl_error err = {0};
    const struct sl_rule_header *header = sl_rule_header(rule);
    assert_ok(sl_store_write(store, keep_set, (void *)(uintptr_t)rule, &err), err);
    for (size_t i = 0; i < header->applies_count; i++) {
        struct making making = {.tool = header->applies[i].tool};
        assert_ok(sl_remembered_load(store, making.tool, &making.set, &err), err);
        assert_ok(sl_remembered_prepare(store, &making.set, &err), err);
        assert_ok(sl_store_write(store, make_rows, &making, &err), err);
        sl_remembered_drop(&making.set);
    }
}

struct told {
    struct sl_buffer json;
    int64_t slim;
};

static enum sl_status note(void *context, const struct sl_score *score, struct sl_error *err) {
    struct told *told = context;
    (void)err;
    sl_buffer_format(&told->json, "%lld %d %.*s\n", (long long)score->record_no, (int)score->status,
                     (int)score->result.length, score->result.bytes);
    return SL_OK;
}

static enum sl_status count_slim(void *context, const struct sl_rescore_one *one,
                                 struct sl_error *err) {
    struct told *told = context;
    (void)err;
    told->slim += one->facts->slim;
    return SL_OK;
}

static int64_t run(struct sl_store *store, const struct sl_engine *engine,
                   const struct sl_rule *rule, bool whole, struct told *told) {
    struct sl_error err = {0};
    struct sl_rescore rescore = {.store = store,
                                 .engine = engine,
                                 .rule = rule,
                                 .choice = sl_facts_of_all,
                                 .whole = whole,
                                 .each = note,
                                 .each_packed = count_slim,
                                 .context = told};
    assert_ok(sl_rescore_run(&rescore, &err), err);
    ck_assert_int_eq(rescore.counts.refused, 0);
    return rescore.counts.scored + rescore.counts.not_enough + rescore.counts.not_applicable;
}

static int64_t compare(struct sl_store *store, const struct sl_engine *engine, const char *code) {
    struct sl_error err = {0};
    struct told whole = {0}, slim = {0};
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = NULL;
    assert_ok(sl_rule_from_store(store, code, 0, &rule, &err), err);
    remember(store, rule);
    int64_t records = run(store, engine, rule, true, &whole);
    run(store, engine, rule, false, &slim);
    ck_assert_int_eq(whole.slim, 0);
    sl_buffer_char(&whole.json, '\n');
    sl_buffer_char(&slim.json, '\n');
    ck_assert_msg(strcmp(whole.json.bytes, slim.json.bytes) == 0, "%s says something else", code);
    printf("# %s: %lld records, %lld of them by slim bodies\n", code, (long long)records,
           (long long)slim.slim);
    sl_buffer_drop(&whole.json);
    sl_buffer_drop(&slim.json);
    return slim.slim;
}

/* Each with a NUL behind it; read to the end, because a query that stays open sees no writes. */
static void read_codes(struct sl_store *store, struct sl_buffer *out) {
    struct sl_error err = {0};
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "SELECT r.code FROM rule r JOIN rule_version v "
                                      "ON v.version_no = r.current_no AND v.language = 'lua' "
                                      "ORDER BY r.code",
                                      &err);
    while (sl_query_next(&q))
        sl_buffer_add(out, sl_query_get_text(&q, 0), strlen(sl_query_get_text(&q, 0)) + 1);
    assert_ok(q.status, err);
}

START_TEST(slim_bodies_and_whole_ones_come_to_the_same)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = county();
    struct sl_engine engine = open_engine();
    int64_t slim = 0, rules = 0;
    SL_AUTO(sl_buffer_drop) struct sl_buffer codes = {0};
    read_codes(store, &codes);
    for (size_t at = 0; at < codes.length; at += strlen(codes.bytes + at) + 1) {
        slim += compare(store, &engine, codes.bytes + at);
        rules++;
    }
    ck_assert_int_ge(rules, 8);
    ck_assert_int_gt(slim, 0);
    engine.api->close(engine.scorer);
}
END_TEST

static int skip(void) {
    puts("1..0 # SKIP the program or the plugin that reads the shipped rules isn't built here");
    return EXIT_SUCCESS;
}

static bool is_there(const char *name) {
    SL_AUTO(sl_free) char *path = sl_format("%s/%s", build(), name);
    FILE *file = fopen(path, "rb");
    if (file != NULL)
        fclose(file);
    return file != NULL;
}

int main(void) {
    const TTest *const tests[] = {slim_bodies_and_whole_ones_come_to_the_same};
    if (!is_there("core/sightline") || !is_there("plugins/lua/lua.so"))
        return skip();
    return sl_suite_run("slim_shipped", tests, sizeof tests / sizeof *tests);
}
