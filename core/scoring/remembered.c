#include "scoring/remembered.h"
#include "practice/list.h"
#include "store/query.h"
#include <stdlib.h>
#include <string.h>

void sl_remembered_drop(struct sl_remembered *set) {
    for (size_t i = 0; i < set->count; i++) {
        free(set->lists[i].name);
        sl_phrases_free(set->lists[i].phrases);
    }
    *set = (struct sl_remembered){0};
}

/* Where the list stands, or would stand. */
static size_t place_of(const struct sl_remembered *set, const char *name, int64_t version,
                       bool *there) {
    for (size_t i = 0; i < set->count; i++) {
        int order = strcmp(set->lists[i].name, name);
        if (order == 0 && set->lists[i].version != version)
            order = set->lists[i].version < version ? -1 : 1;
        *there = order == 0;
        if (order >= 0)
            return i;
    }
    *there = false;
    return set->count;
}

/* What finds no room isn't remembered. */
static void add_list(struct sl_remembered *set, const char *name, int64_t version) {
    bool there;
    size_t place = place_of(set, name, version, &there);
    if (there || set->count == SL_SLIM_LISTS_MOST)
        return;
    memmove(&set->lists[place + 1], &set->lists[place], (set->count - place) * sizeof *set->lists);
    set->lists[place] = (struct sl_remembered_list){sl_copy(name), version, NULL};
    set->count++;
}

static bool holds_all(const struct sl_remembered *set, const struct sl_remembered *needed) {
    bool there = true;
    for (size_t i = 0; i < needed->count && there; i++)
        place_of(set, needed->lists[i].name, needed->lists[i].version, &there);
    return there;
}

static void add_rule(struct sl_remembered *set, const struct sl_rule_header *header,
                     const json_t *pins) {
    for (size_t i = 0; i < header->remembers_count; i++) {
        const json_t *version = json_object_get(pins, header->remembers[i]);
        if (json_is_integer(version))
            add_list(set, header->remembers[i], json_integer_value(version));
    }
}

static enum sl_status add_rule_at_hand(struct sl_remembered *set, const char *tool,
                                       const struct sl_rule *rule, struct sl_error *err) {
    const struct sl_rule_header *header = sl_rule_header(rule);
    const char *lists = sl_rule_lists_json(rule);
    SL_AUTO(sl_json_drop) json_t *pins = NULL;
    if (sl_rule_header_applies(header, tool) == NULL || header->remembers_count == 0)
        return SL_OK;
    enum sl_status status = sl_json_parse(sl_rule_name(rule), lists, strlen(lists), &pins, err);
    if (status == SL_OK)
        add_rule(set, header, pins);
    return status;
}

static enum sl_status add_kept_rule(struct sl_remembered *set, const char *tool,
                                    const struct sl_query *q) {
    SL_AUTO(sl_rule_header_drop) struct sl_rule_header *header = NULL;
    SL_AUTO(sl_json_drop) json_t *pins = NULL;
    const char *name = sl_query_get_text(q, 0);
    struct sl_text lists = sl_query_get_slice(q, 2);
    enum sl_status status =
        sl_rule_header_parse(name, sl_query_get_slice(q, 1), NULL, &header, q->err);
    if (status == SL_OK)
        status = sl_json_parse(name, lists.bytes, lists.length, &pins, q->err);
    if (status == SL_OK && sl_rule_header_applies(header, tool) != NULL)
        add_rule(set, header, pins);
    return status;
}

static enum sl_status find_needed(struct sl_store *store, const char *tool,
                                  const struct sl_rule *rule, struct sl_remembered *out,
                                  struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "SELECT v.rule, v.header, v.lists FROM rule_version v "
                                      "JOIN rule r ON r.code = v.rule "
                                      "WHERE v.version_no = r.current_no OR v.state = 'proposed' "
                                      "ORDER BY v.version_no",
                                      err);
    enum sl_status status = rule != NULL ? add_rule_at_hand(out, tool, rule, err) : SL_OK;
    while (status == SL_OK && sl_query_next(&q))
        status = add_kept_rule(out, tool, &q);
    return status == SL_OK ? q.status : status;
}

static enum sl_status read_lists(struct sl_remembered *set, struct sl_text json,
                                 struct sl_error *err) {
    SL_AUTO(sl_json_drop) json_t *lists = NULL;
    enum sl_status status =
        sl_json_parse("the remembered lists", json.bytes, json.length, &lists, err);
    for (size_t i = 0; status == SL_OK && i < json_array_size(lists); i++) {
        const json_t *one = json_array_get(lists, i);
        const char *name = json_string_value(json_array_get(one, 0));
        if (name == NULL || i >= SL_SLIM_LISTS_MOST)
            return sl_fail(err, SL_STORE, "", "The remembered lists of the store are damaged");
        set->lists[set->count++] = (struct sl_remembered_list){
            sl_copy(name), json_integer_value(json_array_get(one, 1)), NULL};
    }
    return status;
}

enum sl_status sl_remembered_load(struct sl_store *store, const char *tool,
                                  struct sl_remembered *out, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "SELECT set_no, lists FROM remembered_set "
                                      "WHERE tool = :tool ORDER BY set_no DESC LIMIT 1",
                                      err);
    SL_AUTO(sl_remembered_drop) struct sl_remembered set = {0};
    sl_query_text(&q, ":tool", tool);
    enum sl_status status = SL_OK;
    if (sl_query_next(&q)) {
        set.set_no = sl_query_get_int(&q, 0);
        status = read_lists(&set, sl_query_get_slice(&q, 1), err);
    }
    if (q.status != SL_OK || status != SL_OK)
        return q.status != SL_OK ? q.status : status;
    sl_remembered_drop(out);
    *out = set;
    set = (struct sl_remembered){0};
    return SL_OK;
}

struct settling {
    const char *tool;
    const struct sl_remembered *needed;
};

static char *lists_json(const struct sl_remembered *set) {
    SL_AUTO(sl_json_drop) json_t *lists = json_array();
    for (size_t i = 0; i < set->count; i++)
        json_array_append_new(
            lists, json_pack("[s, I]", set->lists[i].name, (json_int_t)set->lists[i].version));
    return sl_json_canonical(lists);
}

/* Another program may have kept a set that will do since it was looked for. */
static enum sl_status keep_set(struct sl_store *store, void *context, struct sl_error *err) {
    const struct settling *settling = context;
    SL_AUTO(sl_remembered_drop) struct sl_remembered now = {0};
    int64_t set_no = 0;
    enum sl_status status = sl_remembered_load(store, settling->tool, &now, err);
    if (status != SL_OK || (now.set_no > 0 && holds_all(&now, settling->needed)))
        return status;
    status = sl_query_number(store, "SELECT coalesce(max(set_no), 0) + 1 FROM remembered_set",
                             &set_no, err);
    SL_AUTO(sl_free) char *lists = lists_json(settling->needed);
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store, "INSERT INTO remembered_set (set_no, tool, lists) VALUES (:set, :tool, :lists)",
        err);
    sl_query_int(&q, ":set", set_no);
    sl_query_text(&q, ":tool", settling->tool);
    sl_query_text(&q, ":lists", lists);
    return status == SL_OK ? sl_query_run(&q) : status;
}

enum sl_status sl_remembered_settle(struct sl_store *store, const char *tool,
                                    const struct sl_rule *rule, struct sl_remembered *out,
                                    struct sl_error *err) {
    SL_AUTO(sl_remembered_drop) struct sl_remembered needed = {0};
    enum sl_status status = find_needed(store, tool, rule, &needed, err);
    if (status == SL_OK)
        status = sl_remembered_load(store, tool, out, err);
    if (status != SL_OK || (out->set_no > 0 && holds_all(out, &needed)))
        return status;
    struct settling settling = {tool, &needed};
    status = sl_store_write(store, keep_set, &settling, err);
    return status == SL_OK ? sl_remembered_load(store, tool, out, err) : status;
}

enum sl_status sl_remembered_prepare(struct sl_store *store, struct sl_remembered *set,
                                     struct sl_error *err) {
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < set->count && !set->prepared && status == SL_OK; i++) {
        struct sl_remembered_list *one = &set->lists[i];
        SL_AUTO(sl_list_drop) struct sl_list *list = NULL;
        if (one->phrases != NULL)
            continue;
        status = sl_list_load(store, one->name, one->version, &list, err);
        if (status == SL_OK)
            status = sl_list_phrases(list, &one->phrases, err);
    }
    set->prepared = status == SL_OK;
    return status;
}

size_t sl_remembered_names(const struct sl_remembered *set, const struct sl_rule *rule,
                           const char *names[SL_SLIM_LISTS_MOST]) {
    const char *json = sl_rule_lists_json(rule);
    SL_AUTO(sl_json_drop) json_t *pins = NULL;
    size_t found = 0;
    memset(names, 0, SL_SLIM_LISTS_MOST * sizeof *names);
    if (sl_json_parse(sl_rule_name(rule), json, strlen(json), &pins, NULL) != SL_OK)
        return 0;
    for (size_t i = 0; i < set->count; i++) {
        const json_t *version = json_object_get(pins, set->lists[i].name);
        if (!json_is_integer(version) || json_integer_value(version) != set->lists[i].version)
            continue;
        names[i] = set->lists[i].name;
        found++;
    }
    return found;
}
