#include "base/memory.h"
#include "table.h"
#include <string.h>

static void add_once(json_t *list, const char *text) {
    size_t i;
    json_t *one;
    json_array_foreach(list, i, one) if (strcmp(json_string_value(one), text) == 0) return;
    json_array_append_new(list, json_string(text));
}

static void add_groups(json_t *needs, const struct sl_points_table *table,
                       const struct sl_condition *when) {
    const json_t *groups = json_object_get(table->settings, "groups");
    for (size_t g = 0; g < sl_condition_groups(when); g++) {
        const json_t *group = json_object_get(groups, sl_condition_group(when, g));
        for (size_t i = 0; i < json_array_size(group); i++)
            if (json_is_string(json_array_get(group, i)))
                add_once(needs, json_string_value(json_array_get(group, i)));
    }
}

static json_t *needs_of(const struct sl_points_table *table) {
    json_t *needs = json_array();
    for (size_t i = 0; i < table->row_count; i++) {
        const struct sl_points_row *row = &table->rows[i];
        add_once(needs, row->question);
        if (row->limit == 0)
            continue;
        SL_AUTO(sl_free) char *start = sl_format("%s.start", row->question);
        SL_AUTO(sl_free) char *end = sl_format("%s.end", row->question);
        add_once(needs, start);
        add_once(needs, end);
    }
    for (size_t i = 0; i < table->domain_count; i++)
        add_once(needs, table->domains[i].judgement);
    for (size_t i = 0; i < table->ceiling_count; i++) {
        const struct sl_condition *when = table->ceilings[i].when;
        for (size_t q = 0; q < sl_condition_questions(when); q++)
            add_once(needs, sl_condition_question(when, q));
        add_groups(needs, table, when);
    }
    return needs;
}

/* The grades of the bands, best first: "O G R I". */
static char *grades_of(const struct sl_points_table *table) {
    struct sl_buffer grades = {0};
    for (size_t i = 0; i < table->band_count; i++)
        sl_buffer_format(&grades, "%s%s", i > 0 ? " " : "", table->bands[i].grade);
    return sl_buffer_take(&grades);
}

static void add_output(json_t *outputs, const char *name, const char *part, const char *type) {
    SL_AUTO(sl_free) char *whole = sl_format("%s%s", name, part);
    json_array_append_new(outputs, json_pack("[ss]", whole, type));
}

static json_t *outputs_of(const struct sl_points_table *table) {
    json_t *outputs = json_array();
    SL_AUTO(sl_free) char *grades = grades_of(table);
    SL_AUTO(sl_free)
    char *gap = sl_format("integer -%zu..%zu", table->band_count - 1, table->band_count - 1);
    for (size_t i = 0; i < table->domain_count; i++) {
        add_output(outputs, table->domains[i].name, "", "hundredths");
        add_output(outputs, table->domains[i].name, "_grade", grades);
        add_output(outputs, table->domains[i].name, "_coverage", "integer 0..100");
        add_output(outputs, table->domains[i].name, "_gap", gap);
    }
    if (table->method == SL_POINTS_INDICATORS)
        return outputs;
    add_output(outputs, "grade", "", grades);
    add_output(outputs, "base", "", grades);
    add_output(outputs, "mean", "", "hundredths");
    add_output(outputs, "coverage", "", "integer 0..100");
    add_output(outputs, "partial", "", "yes_no");
    return outputs;
}

/* What the cells of its tables hold, so that core checks them and a workbook offers them. */
static json_t *columns_of(const struct sl_points_table *table) {
    SL_AUTO(sl_free) char *grades = grades_of(table);
    json_t *bands = NULL;
    if (table->method == SL_POINTS_INDICATORS)
        return json_pack("{s[[ss][ss]]s[[ss][ss]]s[[ss][ss][ss][ss][ss]]}", "domains", "name",
                         "text", "judgement", "question", "bands", "points", "integer -1000..1000",
                         "from", "hundredths", "questions", "domain", "text", "question",
                         "question", "weight", "integer 1..10000", "record_only", "yes_no?",
                         "limit", "integer 1..10000?");
    bands = json_pack("[[ss][ss]]", "grade", grades, "from", "hundredths");
    return json_pack("{s[[ss][ss][ss]]sos[[ss][ss][ss][ss][ss]]}", "domains", "judgement",
                     "question", "weight", "integer 1..10000", "gate", "yes_no", "bands", bands,
                     "ceilings", "when", "condition", "at_most", grades, "because", "text?",
                     "clause", "clause?", "on", "yes_no");
}

char *sl_points_describe(const struct sl_points_table *table) {
    static const char *const kept[] = {"code", "title", "kind", "why", "applies", "clauses"};
    SL_AUTO(sl_json_drop) json_t *header = json_object();
    for (size_t i = 0; i < SL_COUNT(kept); i++)
        if (json_object_get(table->file, kept[i]) != NULL)
            json_object_set(header, kept[i], json_object_get(table->file, kept[i]));
    json_t *lists = json_object_get(table->file, "lists");
    json_object_set_new(header, "lists", lists != NULL ? json_incref(lists) : json_array());
    json_object_set_new(header, "uses", json_array());
    json_object_set(header, "settings", table->settings);
    json_object_set_new(header, "needs", needs_of(table));
    json_object_set_new(header, "columns", columns_of(table));
    json_object_set_new(header, "outputs", outputs_of(table));
    return sl_json_canonical(header);
}
