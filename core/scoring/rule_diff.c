#include "scoring/rule_diff.h"
#include "base/line_diff.h"
#include <string.h>

static void put(json_t *object, const char *key, const json_t *value) {
    if (value != NULL)
        json_object_set(object, key, (json_t *)(uintptr_t)value);
}

static void add_setting(json_t *changes, const char *path, const json_t *was, const json_t *now) {
    json_t *one = json_object();
    json_object_set_new(one, "path", json_string(path));
    put(one, "was", was);
    put(one, "now", now);
    json_array_append_new(changes, one);
}

static void walk(json_t *changes, const char *path, const json_t *was, const json_t *now);

static void walk_key(json_t *changes, const char *path, const char *key, const json_t *was,
                     const json_t *now) {
    SL_AUTO(sl_free) char *deeper = sl_format("%s%s%s", path, *path != '\0' ? "." : "", key);
    walk(changes, deeper, json_object_get(was, key), json_object_get(now, key));
}

static void walk_objects(json_t *changes, const char *path, const json_t *was, const json_t *now) {
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)was, key, value)
        walk_key(changes, path, key, was, now);
    json_object_foreach((json_t *)(uintptr_t)now, key, value) if (json_object_get(was, key) == NULL)
        walk_key(changes, path, key, was, now);
}

/* A row is called by what it names, where it names something, else by its place from 1. */
static char *row_path(const char *path, const json_t *row, size_t place) {
    static const char *const names[] = {"clause", "code", "question", "name", "domain", "grade"};
    for (size_t i = 0; i < SL_COUNT(names); i++) {
        const char *name = sl_json_text_or(row, names[i], NULL);
        if (name != NULL)
            return sl_format("%s[%s]", path, name);
    }
    return sl_format("%s[%zu]", path, place + 1);
}

static bool is_called(const char *path, const json_t *row, size_t place, const char *wanted) {
    SL_AUTO(sl_free) char *called = row_path(path, row, place);
    return strcmp(called, wanted) == 0;
}

/* The row of an array that is called so, from a place on; NULL when there is none. */
static const json_t *row_called(const char *path, const json_t *rows, const char *wanted) {
    for (size_t i = 0; i < json_array_size(rows); i++)
        if (is_called(path, json_array_get(rows, i), i, wanted))
            return json_array_get(rows, i);
    return NULL;
}

static bool has_twins(const char *path, const json_t *rows) {
    for (size_t i = 0; i < json_array_size(rows); i++) {
        SL_AUTO(sl_free) char *called = row_path(path, json_array_get(rows, i), i);
        if (row_called(path, rows, called) != json_array_get(rows, i))
            return true;
    }
    return false;
}

static void walk_by_place(json_t *changes, const char *path, const json_t *was, const json_t *now) {
    size_t most =
        json_array_size(was) > json_array_size(now) ? json_array_size(was) : json_array_size(now);
    for (size_t i = 0; i < most; i++) {
        SL_AUTO(sl_free) char *deeper = sl_format("%s[%zu]", path, i + 1);
        walk(changes, deeper, json_array_get(was, i), json_array_get(now, i));
    }
}

static void walk_arrays(json_t *changes, const char *path, const json_t *was, const json_t *now) {
    if (has_twins(path, was) || has_twins(path, now)) {
        walk_by_place(changes, path, was, now);
        return;
    }
    for (size_t i = 0; i < json_array_size(was); i++) {
        const json_t *row = json_array_get(was, i);
        SL_AUTO(sl_free) char *called = row_path(path, row, i);
        walk(changes, called, row, row_called(path, now, called));
    }
    for (size_t i = 0; i < json_array_size(now); i++) {
        const json_t *row = json_array_get(now, i);
        SL_AUTO(sl_free) char *called = row_path(path, row, i);
        if (row_called(path, was, called) == NULL)
            add_setting(changes, called, NULL, row);
    }
}

static void walk(json_t *changes, const char *path, const json_t *was, const json_t *now) {
    if (json_is_object(was) && json_is_object(now))
        walk_objects(changes, path, was, now);
    else if (json_is_array(was) && json_is_array(now))
        walk_arrays(changes, path, was, now);
    else if (was == NULL || now == NULL || !json_equal(was, now))
        add_setting(changes, path, was, now);
}

json_t *sl_rule_diff_settings(const json_t *was, const json_t *now) {
    json_t *changes = json_array();
    walk(changes, "", was, now);
    return changes;
}

static const char *sentence_of(const struct sl_rule_header *header, const char *clause) {
    int place = sl_rule_header_clause(header, clause);
    return place >= 0 ? header->clauses[place].sentence : "";
}

static void add_pair(json_t *array, const char *key, const char *name, const char *was,
                     const char *now) {
    if (strcmp(was, now) != 0)
        json_array_append_new(array, json_pack("{ssssss}", key, name, "was", was, "now", now));
}

static json_t *sentences(const struct sl_rule_header *was, const struct sl_rule_header *now) {
    json_t *array = json_array();
    for (size_t i = 0; i < now->clauses_count; i++)
        add_pair(array, "clause", now->clauses[i].id, sentence_of(was, now->clauses[i].id),
                 now->clauses[i].sentence);
    for (size_t i = 0; i < was->clauses_count; i++)
        if (sl_rule_header_clause(now, was->clauses[i].id) < 0)
            add_pair(array, "clause", was->clauses[i].id, was->clauses[i].sentence, "");
    return array;
}

static bool reads(const struct sl_rule_header *header, const char *question) {
    for (size_t i = 0; i < header->needs_count; i++)
        if (strcmp(header->needs[i], question) == 0)
            return true;
    return false;
}

static void add_needs(json_t *array, const struct sl_rule_header *of,
                      const struct sl_rule_header *other, bool now) {
    for (size_t i = 0; i < of->needs_count; i++)
        if (!reads(other, of->needs[i]))
            json_array_append_new(
                array, json_pack("{sssbsb}", "question", of->needs[i], "was", !now, "now", now));
}

static void type_of(const struct sl_rule_header *header, const char *name, char out[160]) {
    int place = sl_rule_header_output(header, name);
    out[0] = '\0';
    if (place >= 0)
        sl_rule_output_type_text(&header->outputs[place], out, 160);
}

static json_t *outputs(const struct sl_rule_header *was, const struct sl_rule_header *now) {
    json_t *array = json_array();
    char old[160], new[160];
    for (size_t i = 0; i < now->outputs_count; i++) {
        type_of(was, now->outputs[i].name, old);
        type_of(now, now->outputs[i].name, new);
        add_pair(array, "output", now->outputs[i].name, old, new);
    }
    for (size_t i = 0; i < was->outputs_count; i++) {
        type_of(was, was->outputs[i].name, old);
        if (sl_rule_header_output(now, was->outputs[i].name) < 0)
            add_pair(array, "output", was->outputs[i].name, old, "");
    }
    return array;
}

static void add_list(json_t *array, const char *list, const json_t *was, const json_t *now) {
    if (was != NULL && now != NULL && json_equal(was, now))
        return;
    json_t *one = json_pack("{ss}", "list", list);
    put(one, "was", was);
    put(one, "now", now);
    json_array_append_new(array, one);
}

static json_t *lists(const json_t *was, const json_t *now) {
    json_t *array = json_array();
    const char *name;
    json_t *version;
    json_object_foreach((json_t *)(uintptr_t)was, name, version)
        add_list(array, name, version, json_object_get(now, name));
    json_object_foreach((json_t *)(uintptr_t)now, name,
                        version) if (json_object_get(was, name) == NULL)
        add_list(array, name, NULL, version);
    return array;
}

static void add_library(json_t *array, const char *name, const char *was, const char *now) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer text = {0};
    const struct sl_line_diff_names names = {name, name};
    if (sl_line_diff(sl_text_of(was), sl_text_of(now), &names, &text) > 0)
        json_array_append_new(array, json_pack("{ssss}", "library", name, "source", text.bytes));
}

static json_t *libraries(const json_t *was, const json_t *now) {
    json_t *array = json_array();
    const char *name;
    json_t *source;
    json_object_foreach((json_t *)(uintptr_t)was, name, source)
        add_library(array, name, json_string_value(source), sl_json_text_or(now, name, ""));
    json_object_foreach((json_t *)(uintptr_t)now, name,
                        source) if (json_object_get(was, name) == NULL)
        add_library(array, name, "", json_string_value(source));
    return array;
}

static json_t *parsed(const char *text) {
    json_t *json = json_loads(text, 0, NULL);
    return json != NULL ? json : json_object();
}

static void put_parts(json_t *diff, const struct sl_rule *from, const struct sl_rule *to) {
    SL_AUTO(sl_json_drop) json_t *old_lists = parsed(sl_rule_lists_json(from));
    SL_AUTO(sl_json_drop) json_t *new_lists = parsed(sl_rule_lists_json(to));
    SL_AUTO(sl_json_drop) json_t *old_libraries = parsed(sl_rule_libraries_json(from));
    SL_AUTO(sl_json_drop) json_t *new_libraries = parsed(sl_rule_libraries_json(to));
    json_object_set_new(diff, "lists", lists(old_lists, new_lists));
    json_object_set_new(diff, "libraries", libraries(old_libraries, new_libraries));
}

json_t *sl_rule_diff(const struct sl_rule *from, const struct sl_rule *to) {
    const struct sl_rule_header *was = sl_rule_header(from), *now = sl_rule_header(to);
    const struct sl_line_diff_names names = {sl_rule_name(from), sl_rule_name(to)};
    SL_AUTO(sl_buffer_drop) struct sl_buffer source = {0};
    sl_buffer_text(&source, "");
    sl_line_diff(sl_rule_for_scorer(from)->source, sl_rule_for_scorer(to)->source, &names, &source);
    json_t *needs = json_array();
    add_needs(needs, was, now, false);
    add_needs(needs, now, was, true);
    json_t *diff = json_pack("{ssssssssss}", "rule", now->code, "title", now->title, "from",
                             names.from, "to", names.to, "source", source.bytes);
    json_object_set_new(diff, "settings", sl_rule_diff_settings(was->settings, now->settings));
    json_object_set_new(diff, "sentences", sentences(was, now));
    json_object_set_new(diff, "needs", needs);
    json_object_set_new(diff, "outputs", outputs(was, now));
    put_parts(diff, from, to);
    return diff;
}
