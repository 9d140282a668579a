#include "scoring/preview_inside.h"
#include "store/query.h"
#include <stdlib.h>
#include <string.h>

static size_t keep(struct sl_preview_cases *cases, struct sl_text text) {
    if (cases->texts.length == 0)
        sl_buffer_char(&cases->texts, '\0');
    if (text.length == 0)
        return 0;
    size_t place = cases->texts.length;
    sl_buffer_add(&cases->texts, text.bytes, text.length);
    sl_buffer_char(&cases->texts, '\0');
    return place;
}

/* Takes the text over. */
static size_t keep_made(struct sl_preview_cases *cases, char *text) {
    size_t place = keep(cases, sl_text_of(text));
    free(text);
    return place;
}

static enum sl_status keep_head(struct sl_preview *preview, struct sl_preview_kept_case *one,
                                struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(preview->store, "SELECT id, day FROM record WHERE record_no = :record", err);
    sl_query_int(&q, ":record", one->record_no);
    if (!sl_query_next(&q))
        return q.status;
    one->id = keep(&preview->cases, sl_query_get_slice(&q, 0));
    one->day = keep(&preview->cases, sl_query_get_slice(&q, 1));
    return SL_OK;
}

static struct sl_preview_kept_case start(const struct sl_preview_record *record,
                                         enum sl_preview_kind kind) {
    return (struct sl_preview_kept_case){.kind = kind,
                                         .record_no = record->record_no,
                                         .team = record->team,
                                         .form = record->form,
                                         .output = "",
                                         .clause = ""};
}

static void append(struct sl_preview_cases *cases, const struct sl_preview_kept_case *one) {
    if (cases->count == cases->capacity) {
        cases->capacity = 2 * cases->capacity + 64;
        cases->cases = sl_resize(cases->cases, cases->capacity, sizeof *cases->cases);
    }
    cases->cases[cases->count++] = *one;
}

/* What a reason says: its own text, else its clause's sentence in that version. */
static char *said(const struct sl_preview *preview, const struct sl_read_reason *reason, bool now) {
    if (reason->text.length > 0)
        return sl_result_read_plain(reason->text);
    int at = sl_preview_clause_find(&preview->counts, reason->clause);
    if (at < 0)
        return sl_copy("");
    const struct sl_preview_clause *clause = &preview->counts.clauses[at];
    const char *sentence = now ? clause->sentence : clause->was;
    return sl_copy(sentence != NULL ? sentence : "");
}

static void keep_sentences(struct sl_preview *preview, int row, struct sl_preview_kept_case *one) {
    struct sl_preview_mover mover = sl_preview_move(preview, row, NULL);
    if (mover.clause >= 0)
        one->clause = preview->counts.clauses[mover.clause].id;
    if (mover.was != NULL)
        one->before = keep_made(&preview->cases, said(preview, mover.was, false));
    if (mover.now != NULL)
        one->because = keep_made(&preview->cases, said(preview, mover.now, true));
    else if (mover.was != NULL) {
        SL_AUTO(sl_free) char *gone = said(preview, mover.was, false);
        one->because = keep_made(&preview->cases, sl_format("No longer: %s", gone));
    }
}

static void add_row(struct sl_preview *preview, const struct sl_preview_change *change,
                    struct sl_preview_kept_case one) {
    const struct sl_rule_output *output = preview->counts.outputs[change->output].output;
    bool acted_on = preview->counts.outputs[change->output].acted_on;
    one.kind = acted_on ? SL_PREVIEW_MOVED : SL_PREVIEW_FIGURES;
    one.row = change->row;
    one.output = output->name;
    one.from = keep_made(&preview->cases, sl_preview_value(output, change->from));
    one.to = keep_made(&preview->cases, sl_preview_value(output, change->to));
    keep_sentences(preview, change->row, &one);
    append(&preview->cases, &one);
}

/* One case for each row that differs: its first output that people act on, else its first. */
static void add_rows(struct sl_preview *preview, const struct sl_preview_kept_case *head) {
    const struct sl_preview_diff *diff = &preview->diff;
    for (size_t i = 0, end; i < diff->change_count; i = end) {
        size_t shown = i;
        for (end = i; end < diff->change_count && diff->changes[end].row == diff->changes[i].row;
             end++)
            if (!preview->counts.outputs[diff->changes[shown].output].acted_on)
                shown = preview->counts.outputs[diff->changes[end].output].acted_on ? end : shown;
        add_row(preview, &diff->changes[shown], *head);
    }
}

static void add_whole(struct sl_preview *preview, const struct sl_preview_result *was,
                      const struct sl_preview_result *now, struct sl_preview_kept_case one) {
    if (preview->diff.of_status) {
        one.output = preview->counts.outputs[0].output->name;
        one.from = keep_made(&preview->cases, sl_preview_from(preview, was));
        one.to = keep_made(&preview->cases, sl_preview_to(preview, now));
    }
    keep_sentences(preview, SL_PREVIEW_ANY_ROW, &one);
    append(&preview->cases, &one);
}

enum sl_status sl_preview_case_add(struct sl_preview *preview,
                                   const struct sl_preview_record *record,
                                   const struct sl_preview_result *was,
                                   const struct sl_preview_result *now, struct sl_error *err) {
    struct sl_preview_kept_case one = start(record, preview->diff.kind);
    enum sl_status status = keep_head(preview, &one, err);
    if (status != SL_OK)
        return status;
    one.was = keep(&preview->cases, was->text);
    one.now = keep(&preview->cases, now->text);
    if (preview->diff.change_count > 0)
        add_rows(preview, &one);
    else
        add_whole(preview, was, now, one);
    return SL_OK;
}

enum sl_status sl_preview_case_refuse(struct sl_preview *preview,
                                      const struct sl_preview_record *record, const char *why,
                                      struct sl_error *err) {
    struct sl_preview_kept_case one = start(record, SL_PREVIEW_NOT);
    enum sl_status status = keep_head(preview, &one, err);
    one.why_not = keep(&preview->cases, sl_text_of(why));
    if (status == SL_OK)
        append(&preview->cases, &one);
    return status;
}

static int by_record_and_row(const void *a, const void *b) {
    const struct sl_preview_kept_case *x = a, *y = b;
    if (x->record_no != y->record_no)
        return x->record_no < y->record_no ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

void sl_preview_cases_sort(struct sl_preview_cases *cases) {
    if (cases->count > 1)
        qsort(cases->cases, cases->count, sizeof *cases->cases, by_record_and_row);
}

void sl_preview_cases_drop(struct sl_preview_cases *cases) {
    free(cases->cases);
    sl_buffer_drop(&cases->texts);
    *cases = (struct sl_preview_cases){0};
}

size_t sl_preview_cases(const struct sl_preview *preview) {
    return preview->cases.count;
}

struct sl_preview_case sl_preview_case_at(const struct sl_preview *preview, size_t index) {
    const struct sl_preview_kept_case *kept = &preview->cases.cases[index];
    const char *texts = preview->cases.texts.bytes;
    return (struct sl_preview_case){.kind = kept->kind,
                                    .record_no = kept->record_no,
                                    .id = texts + kept->id,
                                    .team = preview->records.teams[kept->team].code,
                                    .day = texts + kept->day,
                                    .tool = preview->records.forms[kept->form].tool,
                                    .row = kept->row,
                                    .output = kept->output,
                                    .from = texts + kept->from,
                                    .to = texts + kept->to,
                                    .clause = kept->clause,
                                    .because = texts + kept->because,
                                    .before = texts + kept->before,
                                    .was = texts + kept->was,
                                    .now = texts + kept->now,
                                    .why_not = kept->kind == SL_PREVIEW_NOT ? texts + kept->why_not
                                                                            : NULL};
}

static void put(json_t *json, const char *key, const char *value) {
    if (value != NULL && *value != '\0')
        json_object_set_new(json, key, json_string(value));
}

static void put_result(json_t *json, const char *key, const char *text) {
    if (*text != '\0')
        json_object_set_new(json, key, json_loads(text, 0, NULL));
}

json_t *sl_preview_case_json(const struct sl_preview_case *one) {
    static const char *const changes[] = {[SL_PREVIEW_MOVED] = "moved",
                                          [SL_PREVIEW_FIGURES] = "figures",
                                          [SL_PREVIEW_REASONS] = "reasons",
                                          [SL_PREVIEW_NOT] = "not_compared"};
    bool differs = one->kind == SL_PREVIEW_MOVED || one->kind == SL_PREVIEW_FIGURES;
    json_t *json = json_object();
    put(json, "record", one->id);
    put(json, "team", one->team);
    put(json, "day", one->day);
    put(json, "tool", one->tool);
    if (one->row > 0)
        json_object_set_new(json, "row", json_integer(one->row));
    put(json, "change", changes[one->kind]);
    put(json, "output", one->output);
    if (differs) {
        json_object_set_new(json, "from", json_string(one->from));
        json_object_set_new(json, "to", json_string(one->to));
    }
    put(json, "clause", one->clause);
    put(json, "because", one->because);
    put(json, "before", one->before);
    put_result(json, "was", one->was);
    put_result(json, "now", one->now);
    put(json, "why_not", one->why_not);
    return json;
}
