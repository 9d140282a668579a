#include "scoring/preview_inside.h"
#include <stdlib.h>
#include <string.h>

static bool is_token(const struct sl_rule_output *output) {
    return output->type == SL_OUTPUT_TOKENS || output->type == SL_OUTPUT_YES_NO;
}

static void add_outputs(struct sl_preview_counts *counts, const struct sl_rule_header *header) {
    for (size_t i = 0; header != NULL && i < header->outputs_count; i++) {
        const struct sl_rule_output *output = &header->outputs[i];
        if (sl_preview_output_find(counts, sl_text_of(output->name)) >= 0)
            continue;
        size_t place = counts->output_count++;
        counts->outputs[place] = (struct sl_preview_output){
            .output = output, .acted_on = place == 0 || is_token(output)};
    }
}

/* Clauses stand in byte order in both headers. */
static void merge_clauses(struct sl_preview_counts *counts, const struct sl_rule_header *now,
                          const struct sl_rule_header *was) {
    size_t of_now = now->clauses_count, of_was = was != NULL ? was->clauses_count : 0;
    counts->clauses = sl_new(of_now + of_was, sizeof *counts->clauses);
    for (size_t i = 0, j = 0; i < of_now || j < of_was;) {
        int order = i == of_now   ? 1
                    : j == of_was ? -1
                                  : strcmp(now->clauses[i].id, was->clauses[j].id);
        struct sl_preview_clause *clause = &counts->clauses[counts->clause_count++];
        if (order >= 0) {
            clause->id = was->clauses[j].id;
            clause->was = was->clauses[j++].sentence;
        }
        if (order <= 0) {
            clause->id = now->clauses[i].id;
            clause->sentence = now->clauses[i++].sentence;
        }
    }
}

static void find_places(const struct sl_preview_counts *counts, struct sl_preview_side *side) {
    if (side->header == NULL)
        return;
    side->places = sl_new(side->header->clauses_count, sizeof *side->places);
    for (size_t i = 0; i < side->header->clauses_count; i++)
        side->places[i] = sl_preview_clause_find(counts, sl_text_of(side->header->clauses[i].id));
}

static bool names(const json_t *row, const char *clause) {
    return strcmp(sl_json_text_or(row, "clause", ""), clause) == 0;
}

/* Is there a row of these settings that names the clause, and that the others don't have? */
static bool has_row_alone(const json_t *settings, const json_t *others, const char *clause) {
    const char *key;
    json_t *table;
    json_object_foreach((json_t *)(uintptr_t)settings, key, table) {
        const json_t *other = json_object_get(others, key);
        for (size_t i = 0; i < json_array_size(table); i++) {
            const json_t *row = json_array_get(table, i);
            bool there = !names(row, clause);
            for (size_t j = 0; !there && j < json_array_size(other); j++)
                there = json_equal(row, json_array_get(other, j)) != 0;
            if (!there)
                return true;
        }
    }
    return false;
}

static void mark_touched(struct sl_preview *preview) {
    struct sl_preview_counts *counts = &preview->counts;
    const struct sl_rule_header *now = preview->now.header, *was = preview->was.header;
    for (size_t i = 0; was != NULL && i < counts->clause_count; i++) {
        struct sl_preview_clause *one = &counts->clauses[i];
        one->touched = one->sentence == NULL || one->was == NULL ||
                       strcmp(one->sentence, one->was) != 0 ||
                       has_row_alone(now->settings, was->settings, one->id) ||
                       has_row_alone(was->settings, now->settings, one->id);
    }
}

void sl_preview_counts_start(struct sl_preview *preview) {
    struct sl_preview_counts *counts = &preview->counts;
    const struct sl_rule_header *now = preview->now.header, *was = preview->was.header;
    size_t outputs = now->outputs_count + (was != NULL ? was->outputs_count : 0);
    counts->outputs = sl_new(outputs, sizeof *counts->outputs);
    add_outputs(counts, now);
    add_outputs(counts, was);
    merge_clauses(counts, now, was);
    find_places(counts, &preview->now);
    find_places(counts, &preview->was);
    mark_touched(preview);
    preview->diff.fires = sl_new(counts->clause_count, sizeof(bool));
    preview->diff.fired = sl_new(counts->clause_count, sizeof(bool));
    preview->diff.movers = sl_new(counts->clause_count, sizeof(bool));
}

int sl_preview_output_find(const struct sl_preview_counts *counts, struct sl_text name) {
    for (size_t i = 0; i < counts->output_count; i++)
        if (sl_text_is(name, counts->outputs[i].output->name))
            return (int)i;
    return -1;
}

int sl_preview_clause_find(const struct sl_preview_counts *counts, struct sl_text id) {
    size_t low = 0, high = counts->clause_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *there = counts->clauses[middle].id;
        int order = strncmp(there, id.bytes, id.length);
        if (order == 0 && there[id.length] == '\0')
            return (int)middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return -1;
}

static void count_move(struct sl_preview_counts *counts, size_t output, const char *from,
                       const char *to) {
    for (size_t i = 0; i < counts->move_count; i++) {
        struct sl_preview_move *move = &counts->moves[i];
        if (move->output == output && strcmp(move->from, from) == 0 && strcmp(move->to, to) == 0) {
            move->n++;
            return;
        }
    }
    counts->moves = sl_resize(counts->moves, counts->move_count + 1, sizeof *counts->moves);
    counts->moves[counts->move_count++] =
        (struct sl_preview_move){output, sl_copy(from), sl_copy(to), 1};
}

static void count_shift(struct sl_preview_output *output, const struct sl_preview_change *change) {
    output->n++;
    if (output->output->type == SL_OUTPUT_TEXT || change->from.length == 0 ||
        change->to.length == 0)
        return;
    SL_AUTO(sl_free) char *from = sl_result_read_plain(change->from);
    SL_AUTO(sl_free) char *to = sl_result_read_plain(change->to);
    bool higher = output->output->type == SL_OUTPUT_DAY
                      ? strcmp(to, from) > 0
                      : strtoll(to, NULL, 10) > strtoll(from, NULL, 10);
    output->higher += higher;
    output->lower += !higher;
}

static int rank_of(const struct sl_rule_output *output, const char *token) {
    for (size_t i = 0; i < output->token_count; i++)
        if (strcmp(output->tokens[i], token) == 0)
            return (int)i;
    return -1;
}

/* Grades stand best first; a status is neither better nor worse than a grade. */
static void count_worth(struct sl_preview *preview, struct sl_preview_team *team, const char *from,
                        const char *to) {
    const struct sl_rule_output *output = preview->counts.outputs[0].output;
    int old = rank_of(output, from), new = rank_of(output, to);
    if (strcmp(preview->now.header->kind, "grade") != 0 || old < 0 || new < 0)
        return;
    preview->counts.better += new < old;
    preview->counts.worse += new > old;
    team->better += new < old;
    team->worse += new > old;
}

static void count_change(struct sl_preview *preview, struct sl_preview_team *team,
                         const struct sl_preview_change *change) {
    struct sl_preview_output *output = &preview->counts.outputs[change->output];
    if (!is_token(output->output)) {
        count_shift(output, change);
        return;
    }
    SL_AUTO(sl_free) char *from = sl_preview_value(output->output, change->from);
    SL_AUTO(sl_free) char *to = sl_preview_value(output->output, change->to);
    count_move(&preview->counts, change->output, from, to);
    if (change->output == 0)
        count_worth(preview, team, from, to);
}

/* The first output of the record, or the status where it has none. */
static char *side_of_status(const struct sl_preview *preview, const struct sl_result_read *read,
                            const char *status) {
    const struct sl_rule_output *output = preview->counts.outputs[0].output;
    for (size_t i = 0; strcmp(status, "scored") == 0 && i < read->value_count; i++)
        if (read->values[i].row == 0 && sl_text_is(read->values[i].name, output->name))
            return sl_preview_value(output, read->values[i].raw);
    return sl_preview_status(status);
}

char *sl_preview_from(const struct sl_preview *preview, const struct sl_preview_result *was) {
    return side_of_status(preview, &preview->diff.was, was->status);
}

char *sl_preview_to(const struct sl_preview *preview, const struct sl_preview_result *now) {
    return side_of_status(preview, &preview->diff.now, now->status);
}

static void mark_movers(struct sl_preview *preview) {
    struct sl_preview_diff *diff = &preview->diff;
    memset(diff->movers, 0, preview->counts.clause_count * sizeof *diff->movers);
    if (diff->of_status) {
        sl_preview_move(preview, SL_PREVIEW_ANY_ROW, diff->movers);
        return;
    }
    for (size_t i = 0; i < diff->change_count; i++)
        if (i == 0 || diff->changes[i].row != diff->changes[i - 1].row)
            sl_preview_move(preview, diff->changes[i].row, diff->movers);
}

static void count_clauses(struct sl_preview *preview) {
    const struct sl_preview_diff *diff = &preview->diff;
    bool moved = diff->kind == SL_PREVIEW_MOVED;
    if (moved)
        mark_movers(preview);
    for (size_t i = 0; i < preview->counts.clause_count; i++) {
        struct sl_preview_clause *clause = &preview->counts.clauses[i];
        clause->fires += diff->fires[i];
        clause->fired += diff->fired[i];
        clause->starts += diff->fires[i] && !diff->fired[i];
        clause->stops += diff->fired[i] && !diff->fires[i];
        clause->moved += moved && diff->movers[i];
    }
}

static void count_moved(struct sl_preview *preview, const struct sl_preview_record *record) {
    struct sl_preview_records *records = &preview->records;
    preview->counts.moved++;
    records->teams[record->team].moved++;
    for (size_t t = 0; t < records->theme_count; t++)
        records->themes[t].moved += (int64_t)(record->themes >> t & 1);
}

void sl_preview_count(struct sl_preview *preview, const struct sl_preview_record *record,
                      const struct sl_preview_result *was, const struct sl_preview_result *now) {
    struct sl_preview_counts *counts = &preview->counts;
    const struct sl_preview_diff *diff = &preview->diff;
    counts->compared++;
    counts->same += diff->kind == SL_PREVIEW_NOT;
    counts->figures_only += diff->kind == SL_PREVIEW_FIGURES;
    counts->reasons_only += diff->kind == SL_PREVIEW_REASONS;
    if (diff->kind == SL_PREVIEW_MOVED)
        count_moved(preview, record);
    count_clauses(preview);
    if (diff->of_status) {
        SL_AUTO(sl_free) char *from = sl_preview_from(preview, was);
        SL_AUTO(sl_free) char *to = sl_preview_to(preview, now);
        count_move(counts, 0, from, to);
    }
    for (size_t i = 0; i < diff->change_count; i++)
        count_change(preview, &preview->records.teams[record->team], &diff->changes[i]);
}

void sl_preview_count_refusal(struct sl_preview_counts *counts, const char *why) {
    for (size_t i = 0; i < counts->refusal_count; i++)
        if (strcmp(counts->refusals[i].why, why) == 0) {
            counts->refusals[i].n++;
            return;
        }
    counts->refusals =
        sl_resize(counts->refusals, counts->refusal_count + 1, sizeof *counts->refusals);
    counts->refusals[counts->refusal_count++] = (struct sl_preview_refusal){sl_copy(why), 1};
}

void sl_preview_counts_drop(struct sl_preview_counts *counts) {
    for (size_t i = 0; i < counts->move_count; i++) {
        free(counts->moves[i].from);
        free(counts->moves[i].to);
    }
    for (size_t i = 0; i < counts->refusal_count; i++)
        free(counts->refusals[i].why);
    free(counts->outputs);
    free(counts->clauses);
    free(counts->moves);
    free(counts->refusals);
    *counts = (struct sl_preview_counts){0};
}
