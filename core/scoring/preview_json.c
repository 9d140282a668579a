#include "scoring/preview_inside.h"
#include <stdlib.h>
#include <string.h>

static void put_text(json_t *object, const char *key, const char *value) {
    json_object_set_new(object, key, json_string(value));
}

static void put_whole(json_t *object, const char *key, int64_t value) {
    json_object_set_new(object, key, json_integer(value));
}

static int by_move(const void *a, const void *b) {
    const struct sl_preview_move *x = a, *y = b;
    if (x->output != y->output)
        return x->output < y->output ? -1 : 1;
    if (x->n != y->n)
        return x->n > y->n ? -1 : 1;
    int order = strcmp(x->from, y->from);
    return order != 0 ? order : strcmp(x->to, y->to);
}

static json_t *moves_json(const struct sl_preview_counts *counts) {
    json_t *array = json_array();
    if (counts->move_count > 1)
        qsort(counts->moves, counts->move_count, sizeof *counts->moves, by_move);
    for (size_t i = 0; i < counts->move_count; i++) {
        const struct sl_preview_move *move = &counts->moves[i];
        json_t *one = json_object();
        put_text(one, "output", counts->outputs[move->output].output->name);
        put_text(one, "from", move->from);
        put_text(one, "to", move->to);
        put_whole(one, "n", move->n);
        json_array_append_new(array, one);
    }
    return array;
}

static json_t *shifts_json(const struct sl_preview_counts *counts) {
    json_t *array = json_array();
    for (size_t i = 0; i < counts->output_count; i++) {
        const struct sl_preview_output *output = &counts->outputs[i];
        if (output->n == 0)
            continue;
        json_t *one = json_object();
        put_text(one, "output", output->output->name);
        put_whole(one, "n", output->n);
        if (output->output->type != SL_OUTPUT_TEXT) {
            put_whole(one, "higher", output->higher);
            put_whole(one, "lower", output->lower);
        }
        json_array_append_new(array, one);
    }
    return array;
}

static int by_team(const void *a, const void *b) {
    const struct sl_preview_team *const *x = a, *const *y = b;
    return strcmp((*x)->code, (*y)->code);
}

static json_t *team_json(const struct sl_preview_team *team, bool graded) {
    json_t *one = json_object();
    put_text(one, "team", team->code);
    put_text(one, "name", team->name);
    put_whole(one, "n", team->n);
    put_whole(one, "moved", team->moved);
    if (graded) {
        put_whole(one, "better", team->better);
        put_whole(one, "worse", team->worse);
    }
    return one;
}

static json_t *teams_json(const struct sl_preview_records *records, bool graded) {
    json_t *array = json_array();
    SL_AUTO(sl_free)
    const struct sl_preview_team **sorted = sl_new(records->team_count, sizeof(void *));
    for (size_t i = 0; i < records->team_count; i++)
        sorted[i] = &records->teams[i];
    if (records->team_count > 1)
        qsort(sorted, records->team_count, sizeof *sorted, by_team);
    for (size_t i = 0; i < records->team_count; i++)
        if (sorted[i]->n > 0)
            json_array_append_new(array, team_json(sorted[i], graded));
    return array;
}

static json_t *themes_json(const struct sl_preview_records *records) {
    json_t *array = json_array();
    for (size_t i = 0; i < records->theme_count; i++) {
        const struct sl_preview_theme *theme = &records->themes[i];
        if (theme->n == 0)
            continue;
        json_t *one = json_object();
        put_text(one, "theme", sl_theme_code(theme->theme));
        put_text(one, "name", sl_theme_label(theme->theme));
        put_whole(one, "n", theme->n);
        put_whole(one, "moved", theme->moved);
        json_array_append_new(array, one);
    }
    return array;
}

static json_t *clauses_json(const struct sl_preview_counts *counts) {
    json_t *array = json_array();
    for (size_t i = 0; i < counts->clause_count; i++) {
        const struct sl_preview_clause *clause = &counts->clauses[i];
        const char *sentence = clause->sentence != NULL ? clause->sentence : clause->was;
        json_t *one = json_object();
        put_text(one, "clause", clause->id);
        put_text(one, "sentence", sentence);
        if (clause->was != NULL && strcmp(clause->was, sentence) != 0)
            put_text(one, "was", clause->was);
        put_whole(one, "fires", clause->fires);
        put_whole(one, "fired", clause->fired);
        put_whole(one, "starts", clause->starts);
        put_whole(one, "stops", clause->stops);
        put_whole(one, "moved", clause->moved);
        json_array_append_new(array, one);
    }
    return array;
}

static int by_refusal(const void *a, const void *b) {
    const struct sl_preview_refusal *x = a, *y = b;
    return x->n != y->n ? (x->n > y->n ? -1 : 1) : strcmp(x->why, y->why);
}

static json_t *refusals_json(const struct sl_preview_counts *counts) {
    json_t *array = json_array();
    if (counts->refusal_count > 1)
        qsort(counts->refusals, counts->refusal_count, sizeof *counts->refusals, by_refusal);
    for (size_t i = 0; i < counts->refusal_count; i++) {
        json_t *one = json_object();
        put_text(one, "why", counts->refusals[i].why);
        put_whole(one, "n", counts->refusals[i].n);
        json_array_append_new(array, one);
    }
    return array;
}

static void put_counts(json_t *json, const struct sl_preview *preview, bool graded) {
    const struct sl_preview_counts *counts = &preview->counts;
    put_whole(json, "records", preview->records.looked_at);
    put_whole(json, "compared", counts->compared);
    put_whole(json, "same", counts->same);
    put_whole(json, "moved", counts->moved);
    put_whole(json, "figures_only", counts->figures_only);
    put_whole(json, "reasons_only", counts->reasons_only);
    if (graded) {
        put_whole(json, "better", counts->better);
        put_whole(json, "worse", counts->worse);
    }
    put_whole(json, "failed", counts->failed);
    put_whole(json, "limited", counts->limited);
    put_whole(json, "unfit", counts->unfit);
}

json_t *sl_preview_json(const struct sl_preview *preview) {
    const struct sl_rule_header *header = preview->now.header;
    const struct sl_preview_counts *counts = &preview->counts;
    bool graded = strcmp(header->kind, "grade") == 0;
    json_t *json = json_object();
    put_text(json, "rule", header->code);
    put_text(json, "title", header->title);
    put_text(json, "kind", header->kind);
    put_whole(json, "version", preview->now.number);
    put_whole(json, "against", preview->was.number);
    put_text(json, "output", counts->outputs[0].output->name);
    put_counts(json, preview, graded);
    json_object_set_new(json, "moves", moves_json(counts));
    json_object_set_new(json, "shifts", shifts_json(counts));
    json_object_set_new(json, "teams", teams_json(&preview->records, graded));
    json_object_set_new(json, "themes", themes_json(&preview->records));
    json_object_set_new(json, "clauses", clauses_json(counts));
    json_object_set_new(json, "refusals", refusals_json(counts));
    json_object_set(json, "words", preview->words);
    return json;
}

const char *sl_preview_word(const struct sl_preview *preview, const char *value) {
    static const struct {
        const char *value, *word;
    } known[] = {{"", "blank"},
                 {"(scored)", "scored"},
                 {"(none)", "no rule in force"},
                 {"(not_applicable)", "not spoken of"},
                 {"(not_enough)", "too little answered"},
                 {"(failed)", "failed"}};
    for (size_t i = 0; i < SL_COUNT(known); i++)
        if (strcmp(known[i].value, value) == 0)
            return known[i].word;
    return sl_json_text_or(preview->words, value, value);
}
