#include "scoring/rule_text.h"
#include "scoring/golden_pair.h"
#include "scoring/setting_table.h"
#include <stdlib.h>
#include <string.h>

struct making {
    const struct sl_rule *rule;
    const struct sl_rule_header *header;
    struct sl_rule_forms *forms;
    struct sl_golden *golden;
};

static void making_drop(struct making *making) {
    sl_golden_free(making->golden);
    sl_rule_forms_free(making->forms);
}

static json_t *applies_json(const struct making *making) {
    json_t *applies = json_array();
    for (size_t i = 0; i < making->header->applies_count; i++) {
        const struct sl_rule_tool *one = &making->header->applies[i];
        const struct sl_rule_form *form = sl_rule_forms_at(making->forms, i);
        json_t *tool =
            json_pack("{s:s, s:s}", "tool", one->tool, "title", sl_tool_title(form->tool));
        if (one->rows != NULL)
            json_object_set_new(tool, "rows", json_string(one->rows));
        json_array_append_new(applies, tool);
    }
    return applies;
}

/* The wording of the first tool that asks it. */
static json_t *reads_json(const struct making *making) {
    json_t *reads = json_array();
    for (size_t i = 0; i < making->header->needs_count; i++) {
        const char *need = making->header->needs[i];
        const char *wording = "";
        for (size_t f = 0; f < sl_rule_forms_count(making->forms) && *wording == '\0'; f++) {
            const struct sl_tool *tool = sl_rule_forms_at(making->forms, f)->tool;
            int place = sl_tool_find(tool, need);
            if (place >= 0)
                wording = sl_tool_question(tool, (size_t)place)->text;
        }
        json_array_append_new(reads, json_pack("{s:s, s:s}", "question", need, "wording", wording));
    }
    return reads;
}

static json_t *returns_json(const struct making *making) {
    json_t *returns = json_array();
    for (size_t i = 0; i < making->header->outputs_count; i++) {
        const struct sl_rule_output *output = &making->header->outputs[i];
        SL_AUTO(sl_buffer_drop) struct sl_buffer type = {0};
        char plain[160];
        for (size_t t = 0; t < output->token_count; t++)
            sl_buffer_format(&type, "%s%s", t > 0 ? ", " : "",
                             sl_setting_grade(making->forms, output->tokens[t]));
        if (output->token_count == 0)
            sl_buffer_text(&type, sl_rule_output_type_text(output, plain, sizeof plain));
        json_array_append_new(returns,
                              json_pack("{s:s, s:s}", "output", output->name, "type", type.bytes));
    }
    return returns;
}

static void add_difference(void *context, const struct sl_question *question, uint16_t row,
                           const char *fires, const char *not_) {
    json_array_append_new(context, json_pack("{s:s, s:i, s:s, s:s}", "question", question->code,
                                             "row", (int)row, "fires", fires, "not", not_));
}

static bool decided_otherwise(const struct sl_golden_pair *pair) {
    struct sl_text a = sl_example_case(pair->fires)->decisions;
    struct sl_text b = sl_example_case(pair->not_)->decisions;
    return a.length != b.length || (a.length > 0 && memcmp(a.bytes, b.bytes, a.length) != 0);
}

static void add_examples(const struct making *making, size_t clause, json_t *sentence) {
    struct sl_golden_pair pair = sl_golden_pair_of(making->golden, clause);
    if (pair.fires != NULL)
        json_object_set_new(sentence, "fires", json_string(sl_example_name(pair.fires)));
    if (pair.not_ == NULL)
        return;
    json_t *differs = json_array();
    sl_golden_pair_each(&pair, making->forms, add_difference, differs);
    json_object_set_new(sentence, "not", json_string(sl_example_name(pair.not_)));
    json_object_set_new(sentence, "differs", differs);
    json_object_set_new(sentence, "decided", json_boolean(decided_otherwise(&pair)));
    bool own = sl_example_settings(pair.fires) != NULL || sl_example_settings(pair.not_) != NULL;
    json_object_set_new(sentence, "settings", json_boolean(own));
}

struct ordered {
    size_t clause;
    long line;
    const char *id;
};

static int by_line(const void *a, const void *b) {
    const struct ordered *left = a, *right = b;
    if (left->line != right->line)
        return left->line < right->line ? -1 : 1;
    return strcmp(left->id, right->id);
}

static json_t *sentences_json(const struct making *making) {
    size_t count = making->header->clauses_count;
    struct ordered *order = sl_new(count + 1, sizeof *order);
    json_t *sentences = json_array();
    for (size_t i = 0; i < count; i++) {
        const char *id = making->header->clauses[i].id;
        SL_AUTO(sl_free) char *path = sl_format("clauses.%s", id);
        order[i] = (struct ordered){i, sl_rule_header_line(making->header, path), id};
    }
    if (count > 0)
        qsort(order, count, sizeof *order, by_line);
    for (size_t i = 0; i < count; i++) {
        const struct sl_rule_clause *clause = &making->header->clauses[order[i].clause];
        json_t *sentence =
            json_pack("{s:s, s:s}", "clause", clause->id, "sentence", clause->sentence);
        add_examples(making, order[i].clause, sentence);
        json_array_append_new(sentences, sentence);
    }
    free(order);
    return sentences;
}

static void take_fault(void *context, const struct sl_example *example, const char *sentence) {
    struct sl_error *first = context;
    if (first->status == SL_OK)
        sl_fail(first, SL_INVALID, "", "example \"%s\": %s", sl_example_name(example), sentence);
}

static enum sl_status score_examples(struct making *making, const struct sl_engine *engine,
                                     struct sl_error *err) {
    struct sl_error first = {0};
    enum sl_status status =
        sl_golden_read(making->rule, engine, making->forms, NULL, NULL, &making->golden, err);
    if (status == SL_OK)
        status = sl_golden_score(making->golden, making->rule, engine, take_fault, &first, err);
    if (status == SL_OK && first.status != SL_OK)
        return sl_fail(err, SL_INVALID, "", "%s doesn't do what its examples say: %s",
                       sl_rule_name(making->rule), first.text);
    return status;
}

enum sl_status sl_rule_text(const struct sl_rule *rule, const struct sl_engine *engine,
                            const struct sl_shelf *shelf, json_t **out, struct sl_error *err) {
    SL_AUTO(making_drop) struct making making = {.rule = rule, .header = sl_rule_header(rule)};
    enum sl_status status = sl_golden_forms(rule, shelf, &making.forms, err);
    if (status == SL_OK)
        status = score_examples(&making, engine, err);
    if (status != SL_OK)
        return status;
    *out =
        json_pack("{s:s, s:s, s:s, s:I, s:s, s:o, s:o, s:o, s:o, s:o}", "rule", making.header->code,
                  "title", making.header->title, "kind", making.header->kind, "version",
                  (json_int_t)sl_rule_number(rule), "why", making.header->why, "applies",
                  applies_json(&making), "reads", reads_json(&making), "returns",
                  returns_json(&making), "sentences", sentences_json(&making), "settings",
                  sl_setting_sentences(making.header, making.forms));
    return SL_OK;
}
