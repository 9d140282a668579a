#include "scoring/rule.h"
#include "base/file.h"
#include "base/hash.h"
#include "store/query.h"
#include <stdlib.h>
#include <string.h>

struct sl_rule {
    struct sl_rule_header *header;
    char *name, *language, *source;
    size_t source_length;
    char *settings_json, *lists_json, *libraries_json;
    json_t *settings; /* NULL: the source's own */
    struct sl_parts libraries, lists;
    struct sl_scorer_rule for_scorer;
    struct sl_hash hash;
    int64_t version_no, number;
};

static void show_to_scorer(struct sl_rule *rule, const struct sl_parts *libraries) {
    bool own = rule->settings == NULL;
    rule->for_scorer = (struct sl_scorer_rule){
        .path = rule->name,
        .source = {rule->source, rule->source_length},
        .settings = own ? (struct sl_text){"", 0} : sl_text_of(rule->settings_json),
        .libraries = libraries->parts,
        .library_count = libraries->count,
        .lists = rule->lists.parts,
        .list_count = rule->lists.count,
    };
}

static void hash_rule(struct sl_rule *rule) {
    SL_AUTO(sl_json_drop)
    json_t *whole = json_pack("{s:s, s:s%, s:s, s:s, s:s}", "language", rule->language, "source",
                              rule->source, rule->source_length, "settings", rule->settings_json,
                              "lists", rule->lists_json, "libraries", rule->libraries_json);
    SL_AUTO(sl_free) char *bytes = sl_json_canonical(whole);
    rule->hash = sl_hash_of(bytes, strlen(bytes));
}

/* Only what phrases find is remembered. */
static enum sl_status check_remembered(const struct sl_rule *rule, const struct sl_list *list,
                                       struct sl_error *err) {
    const struct sl_rule_header *header = rule->header;
    const char *name = sl_list_name(list);
    for (size_t i = 0; i < header->remembers_count; i++)
        if (strcmp(header->remembers[i], name) == 0 && sl_list_kind(list) != SL_LIST_PHRASES)
            return sl_rule_header_fault(header, err, "remembers", "%s is no list of phrases", name);
    return SL_OK;
}

static enum sl_status pin_lists(struct sl_rule *rule, const struct sl_shelf *shelf,
                                struct sl_error *err) {
    SL_AUTO(sl_json_drop) json_t *pins = json_object();
    for (size_t i = 0; i < rule->header->lists_count; i++) {
        const char *name = rule->header->lists[i];
        SL_AUTO(sl_list_drop) struct sl_list *list = NULL;
        struct sl_error missing = {0};
        enum sl_status status = sl_shelf_list(shelf, name, &list, &missing);
        if (status != SL_OK) {
            sl_rule_header_fault(rule->header, err, "lists", "%s", missing.text);
            return status;
        }
        status = check_remembered(rule, list, err);
        if (status != SL_OK)
            return status;
        sl_parts_add(&rule->lists, name, sl_text_of(sl_list_json(list)));
        json_object_set_new(pins, name, json_integer(sl_list_version(list)));
    }
    rule->lists_json = sl_json_canonical(pins);
    return SL_OK;
}

static enum sl_status keep_libraries(struct sl_rule *rule, const struct sl_parts *all,
                                     struct sl_error *err) {
    for (size_t i = 0; i < rule->header->uses_count; i++) {
        const char *name = rule->header->uses[i];
        const struct sl_scorer_part *part = sl_parts_find(all, name);
        if (part == NULL) {
            sl_rule_header_fault(rule->header, err, "uses", "there is no library %s", name);
            return SL_NOT_FOUND;
        }
        sl_parts_add(&rule->libraries, name, part->text);
    }
    SL_AUTO(sl_json_drop) json_t *object = sl_parts_json(&rule->libraries);
    rule->libraries_json = sl_json_canonical(object);
    return SL_OK;
}

static enum sl_status describe(struct sl_rule *rule, const struct sl_engine *engine,
                               const struct sl_parts *libraries, struct sl_error *err) {
    SL_AUTO(sl_free) char *json = NULL;
    show_to_scorer(rule, libraries);
    enum sl_status status = engine->api->describe(engine->scorer, &rule->for_scorer, &json, err);
    if (status != SL_OK)
        return status;
    return sl_rule_header_parse(rule->name, sl_text_of(json), rule->settings, &rule->header, err);
}

static enum sl_status settle(struct sl_rule *rule, const struct sl_engine *engine,
                             const struct sl_shelf *shelf, struct sl_error *err) {
    SL_AUTO(sl_parts_drop) struct sl_parts libraries = {0};
    enum sl_status status = sl_shelf_libraries(shelf, engine->api->extension, &libraries, err);
    if (status == SL_OK)
        status = describe(rule, engine, &libraries, err);
    if (status == SL_OK)
        status = pin_lists(rule, shelf, err);
    if (status == SL_OK)
        status = keep_libraries(rule, &libraries, err);
    if (status != SL_OK)
        return status;
    show_to_scorer(rule, &rule->libraries);
    hash_rule(rule);
    return SL_OK;
}

static void take_settings(struct sl_rule *rule, const json_t *settings) {
    bool given = settings != NULL && json_object_size(settings) > 0;
    rule->settings = given ? json_deep_copy(settings) : NULL;
    rule->settings_json = given ? sl_json_canonical(settings) : sl_copy("{}");
}

enum sl_status sl_rule_from_source(const struct sl_engine *engine, const struct sl_shelf *shelf,
                                   const char *path, struct sl_text source, const json_t *settings,
                                   struct sl_rule **out, struct sl_error *err) {
    if (source.length > SL_RULE_SOURCE_MOST)
        return sl_fail(err, SL_INVALID, "", "%s: a rule has at most %d bytes, this one %zu", path,
                       SL_RULE_SOURCE_MOST, source.length);
    if (sl_text_check(source, err) != SL_OK)
        return sl_fail_at(err, SL_INVALID, path, 0, 0);
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sl_new(1, sizeof *rule);
    rule->name = sl_copy(path);
    rule->language = sl_copy(engine->api->language);
    rule->source = sl_copy_bytes(source.bytes, source.length);
    rule->source_length = source.length;
    take_settings(rule, settings);
    enum sl_status status = settle(rule, engine, shelf, err);
    if (status != SL_OK)
        return status;
    *out = rule;
    rule = NULL;
    return SL_OK;
}

enum sl_status sl_rule_from_file(const struct sl_engine *engine, const struct sl_shelf *shelf,
                                 const char *path, struct sl_rule **out, struct sl_error *err) {
    SL_AUTO(sl_free) char *bytes = NULL;
    size_t length = 0;
    enum sl_status status = sl_file_read(path, SL_RULE_SOURCE_MOST, &bytes, &length, err);
    if (status != SL_OK)
        return status;
    return sl_rule_from_source(engine, shelf, path, (struct sl_text){bytes, length}, NULL, out,
                               err);
}

static enum sl_status load_pinned(struct sl_store *store, struct sl_rule *rule,
                                  struct sl_error *err) {
    SL_AUTO(sl_json_drop) json_t *pins = NULL;
    enum sl_status status =
        sl_json_parse(rule->name, rule->lists_json, strlen(rule->lists_json), &pins, err);
    for (void *at = json_object_iter(pins); at != NULL && status == SL_OK;
         at = json_object_iter_next(pins, at)) {
        SL_AUTO(sl_list_drop) struct sl_list *list = NULL;
        const char *name = json_object_iter_key(at);
        status =
            sl_list_load(store, name, json_integer_value(json_object_iter_value(at)), &list, err);
        if (status == SL_OK)
            sl_parts_add(&rule->lists, name, sl_text_of(sl_list_json(list)));
    }
    return status;
}

static enum sl_status load_parts(struct sl_store *store, struct sl_rule *rule,
                                 struct sl_error *err) {
    SL_AUTO(sl_json_drop) json_t *settings = NULL;
    SL_AUTO(sl_json_drop) json_t *libraries = NULL;
    enum sl_status status =
        sl_json_parse(rule->name, rule->settings_json, strlen(rule->settings_json), &settings, err);
    if (status == SL_OK)
        status = sl_json_parse(rule->name, rule->libraries_json, strlen(rule->libraries_json),
                               &libraries, err);
    if (status != SL_OK)
        return status;
    sl_parts_add_json(&rule->libraries, libraries);
    if (json_object_size(settings) > 0)
        rule->settings = json_incref(settings);
    return load_pinned(store, rule, err);
}

static enum sl_status read_version(struct sl_query *q, struct sl_rule *rule) {
    struct sl_text source = sl_query_get_slice(q, 3);
    rule->version_no = sl_query_get_int(q, 0);
    rule->number = sl_query_get_int(q, 1);
    rule->language = sl_copy(sl_query_get_text(q, 2));
    rule->source = sl_copy_bytes(source.bytes, source.length);
    rule->source_length = source.length;
    rule->settings_json = sl_copy(sl_query_get_text(q, 4));
    rule->lists_json = sl_copy(sl_query_get_text(q, 5));
    rule->libraries_json = sl_copy(sl_query_get_text(q, 6));
    rule->name = sl_format("%s version %lld", sl_query_get_text(q, 8), (long long)rule->number);
    return load_parts(q->store, rule, q->err);
}

enum sl_status sl_rule_from_version(struct sl_store *store, int64_t version_no,
                                    struct sl_rule **out, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "SELECT version_no, number, language, source, settings, "
                                      "lists, libraries, header, rule "
                                      "FROM rule_version WHERE version_no = :version",
                                      err);
    sl_query_int(&q, ":version", version_no);
    if (!sl_query_next(&q))
        return q.status != SL_OK ? q.status
                                 : sl_fail(err, SL_NOT_FOUND, "", "There is no rule version %lld",
                                           (long long)version_no);
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sl_new(1, sizeof *rule);
    enum sl_status status = read_version(&q, rule);
    if (status == SL_OK)
        status = sl_rule_header_parse(rule->name, sl_query_get_slice(&q, 7), rule->settings,
                                      &rule->header, err);
    if (status != SL_OK)
        return status;
    show_to_scorer(rule, &rule->libraries);
    hash_rule(rule);
    *out = rule;
    rule = NULL;
    return SL_OK;
}

static enum sl_status name_rules(struct sl_store *store, const char *code, struct sl_error *err) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer names = {0};
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store, "SELECT code FROM rule ORDER BY code", err);
    while (sl_query_next(&q))
        sl_buffer_format(&names, "%s%s", names.length == 0 ? "" : ", ", sl_query_get_text(&q, 0));
    if (q.status != SL_OK)
        return q.status;
    if (names.length == 0)
        return sl_fail(err, SL_NOT_FOUND, "", "There is no rule %s: the store has no rules", code);
    return sl_fail(err, SL_NOT_FOUND, "", "There is no rule %s; there are: %s", code, names.bytes);
}

static enum sl_status say_not_there(struct sl_store *store, const char *code, int64_t number,
                                    struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "SELECT max(v.number) FROM rule r "
                                      "LEFT JOIN rule_version v ON v.rule = r.code "
                                      "WHERE r.code = :code GROUP BY r.code",
                                      err);
    sl_query_text(&q, ":code", code);
    if (!sl_query_next(&q))
        return q.status != SL_OK ? q.status : name_rules(store, code, err);
    if (number == 0)
        return sl_fail(err, SL_NOT_FOUND, "", "No version of the rule %s is published", code);
    return sl_fail(err, SL_NOT_FOUND, "",
                   "There is no version %lld of the rule %s; the last is %lld", (long long)number,
                   code, (long long)sl_query_get_int(&q, 0));
}

enum sl_status sl_rule_from_store(struct sl_store *store, const char *code, int64_t number,
                                  struct sl_rule **out, struct sl_error *err) {
    int64_t version_no = 0;
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "SELECT v.version_no FROM rule r JOIN rule_version v ON v.rule = r.code "
                      "WHERE r.code = :code AND (v.number = :number "
                      "OR (:number = 0 AND v.version_no = r.current_no))",
                      err);
    sl_query_text(&q, ":code", code);
    sl_query_int(&q, ":number", number);
    if (sl_query_next(&q))
        version_no = sl_query_get_int(&q, 0);
    if (q.status != SL_OK)
        return q.status;
    if (version_no == 0)
        return say_not_there(store, code, number, err);
    return sl_rule_from_version(store, version_no, out, err);
}

static void copy_parts(const struct sl_parts *from, struct sl_parts *to) {
    for (size_t i = 0; i < from->count; i++)
        sl_parts_add(to, from->parts[i].name, from->parts[i].text);
}

enum sl_status sl_rule_with_settings(const struct sl_rule *rule, const json_t *settings,
                                     struct sl_rule **out, struct sl_error *err) {
    SL_AUTO(sl_rule_drop) struct sl_rule *made = sl_new(1, sizeof *made);
    made->name = sl_copy(rule->name);
    made->language = sl_copy(rule->language);
    made->source = sl_copy_bytes(rule->source, rule->source_length);
    made->source_length = rule->source_length;
    made->lists_json = sl_copy(rule->lists_json);
    made->libraries_json = sl_copy(rule->libraries_json);
    copy_parts(&rule->libraries, &made->libraries);
    copy_parts(&rule->lists, &made->lists);
    take_settings(made, settings);
    enum sl_status status =
        sl_rule_header_parse(made->name, sl_text_of(sl_rule_header_json(rule->header)),
                             made->settings, &made->header, err);
    if (status != SL_OK)
        return status;
    show_to_scorer(made, &made->libraries);
    hash_rule(made);
    *out = made;
    made = NULL;
    return SL_OK;
}

void sl_rule_free(struct sl_rule *rule) {
    if (rule == NULL)
        return;
    sl_rule_header_free(rule->header);
    sl_parts_drop(&rule->libraries);
    sl_parts_drop(&rule->lists);
    json_decref(rule->settings);
    free(rule->name);
    free(rule->language);
    free(rule->source);
    free(rule->settings_json);
    free(rule->lists_json);
    free(rule->libraries_json);
    free(rule);
}

void sl_rule_drop(struct sl_rule **rule) {
    sl_rule_free(*rule);
    *rule = NULL;
}

const struct sl_rule_header *sl_rule_header(const struct sl_rule *rule) {
    return rule->header;
}

const struct sl_scorer_rule *sl_rule_for_scorer(const struct sl_rule *rule) {
    return &rule->for_scorer;
}

const char *sl_rule_language(const struct sl_rule *rule) {
    return rule->language;
}

const char *sl_rule_name(const struct sl_rule *rule) {
    return rule->name;
}

int64_t sl_rule_version_no(const struct sl_rule *rule) {
    return rule->version_no;
}

int64_t sl_rule_number(const struct sl_rule *rule) {
    return rule->number;
}

const char *sl_rule_settings_json(const struct sl_rule *rule) {
    return rule->settings_json;
}

const char *sl_rule_lists_json(const struct sl_rule *rule) {
    return rule->lists_json;
}

const char *sl_rule_libraries_json(const struct sl_rule *rule) {
    return rule->libraries_json;
}

const struct sl_hash *sl_rule_hash(const struct sl_rule *rule) {
    return &rule->hash;
}

enum sl_status sl_rule_load_remembering(const struct sl_rule *rule, const struct sl_engine *engine,
                                        const struct sl_rule_forms *forms,
                                        const char *const *remembered, size_t count,
                                        struct sl_error *err) {
    struct sl_scorer_rule for_scorer = rule->for_scorer;
    for_scorer.remembered = remembered;
    for_scorer.remembered_count = count;
    return engine->api->load(engine->scorer, &for_scorer, sl_rule_forms_for_scorer(forms),
                             sl_rule_forms_count(forms), err);
}

enum sl_status sl_rule_load(const struct sl_rule *rule, const struct sl_engine *engine,
                            const struct sl_rule_forms *forms, struct sl_error *err) {
    return sl_rule_load_remembering(rule, engine, forms, NULL, 0, err);
}
