#include "scoring/preview_inside.h"
#include <stdlib.h>
#include <string.h>

char *sl_preview_status(const char *status) {
    return sl_format("(%s)", *status != '\0' ? status : "none");
}

char *sl_preview_value(const struct sl_rule_output *output, struct sl_text raw) {
    if (output->type != SL_OUTPUT_HUNDREDTHS || raw.length == 0)
        return sl_result_read_plain(raw);
    SL_AUTO(sl_free) char *whole = sl_copy_bytes(raw.bytes, raw.length);
    long long number = strtoll(whole, NULL, 10), size = number < 0 ? -number : number;
    return sl_format("%s%lld.%02lld", number < 0 ? "-" : "", size / 100, size % 100);
}

static bool is_same(struct sl_text a, struct sl_text b) {
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

/* By row, then name; a side that has ended comes last. */
static int order(const struct sl_result_read *was, size_t i, const struct sl_result_read *now,
                 size_t j) {
    if (i == was->value_count || j == now->value_count)
        return i == was->value_count ? 1 : -1;
    const struct sl_read_value *a = &was->values[i], *b = &now->values[j];
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    size_t both = a->name.length < b->name.length ? a->name.length : b->name.length;
    int by_name = memcmp(a->name.bytes, b->name.bytes, both);
    if (by_name != 0)
        return by_name;
    return (a->name.length > b->name.length) - (a->name.length < b->name.length);
}

static void add_change(struct sl_preview *preview, const struct sl_read_value *was,
                       const struct sl_read_value *now) {
    struct sl_preview_diff *diff = &preview->diff;
    const struct sl_read_value *either = now != NULL ? now : was;
    int output = sl_preview_output_find(&preview->counts, either->name);
    if (output < 0)
        return;
    if (diff->change_count == diff->change_capacity) {
        diff->change_capacity = 2 * diff->change_capacity + 16;
        diff->changes = sl_resize(diff->changes, diff->change_capacity, sizeof *diff->changes);
    }
    struct sl_text blank = {"", 0};
    diff->changes[diff->change_count++] =
        (struct sl_preview_change){either->row, (size_t)output, was != NULL ? was->raw : blank,
                                   now != NULL ? now->raw : blank};
}

static int by_row_and_output(const void *a, const void *b) {
    const struct sl_preview_change *x = a, *y = b;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    return (x->output > y->output) - (x->output < y->output);
}

static void find_changes(struct sl_preview *preview) {
    struct sl_preview_diff *diff = &preview->diff;
    const struct sl_result_read *was = &diff->was, *now = &diff->now;
    for (size_t i = 0, j = 0; i < was->value_count || j < now->value_count;) {
        int which = order(was, i, now, j);
        const struct sl_read_value *old = which <= 0 ? &was->values[i++] : NULL;
        const struct sl_read_value *new = which >= 0 ? &now->values[j++] : NULL;
        if (old == NULL || new == NULL || !is_same(old->raw, new->raw))
            add_change(preview, old, new);
    }
    if (diff->change_count > 1)
        qsort(diff->changes, diff->change_count, sizeof *diff->changes, by_row_and_output);
}

static void mark_clauses(const struct sl_preview_counts *counts, const struct sl_result_read *read,
                         bool *marks) {
    memset(marks, 0, counts->clause_count * sizeof *marks);
    for (size_t i = 0; i < read->reason_count; i++) {
        int clause = sl_preview_clause_find(counts, read->reasons[i].clause);
        if (clause >= 0)
            marks[clause] = true;
    }
}

/* The same from the packed form, whose clauses are places in the rule's header. */
static void mark_packed(const struct sl_preview_counts *counts,
                        const struct sl_preview_result *result, bool *marks) {
    memset(marks, 0, counts->clause_count * sizeof *marks);
    for (uint16_t i = 0; i < result->packed->reasons; i++)
        marks[result->places[sl_result_reason_at(result->packed, i).clause]] = true;
}

static bool is_acted_on(const struct sl_preview *preview) {
    for (size_t i = 0; i < preview->diff.change_count; i++)
        if (preview->counts.outputs[preview->diff.changes[i].output].acted_on)
            return true;
    return false;
}

static enum sl_preview_kind kind_of(const struct sl_preview *preview) {
    if (preview->diff.of_status || is_acted_on(preview))
        return SL_PREVIEW_MOVED;
    return preview->diff.change_count > 0 ? SL_PREVIEW_FIGURES : SL_PREVIEW_REASONS;
}

static enum sl_status read_side(struct sl_result_read *read, struct sl_text text,
                                struct sl_error *err) {
    read->value_count = read->reason_count = 0;
    return text.length > 0 ? sl_result_read(read, text, err) : SL_OK;
}

static enum sl_status read_both(struct sl_preview *preview, const struct sl_preview_result *was,
                                const struct sl_preview_result *now, struct sl_error *err) {
    struct sl_preview_diff *diff = &preview->diff;
    enum sl_status status = read_side(&diff->now, now->text, err);
    if (status == SL_OK)
        status = read_side(&diff->was, was->text, err);
    if (status != SL_OK)
        return status;
    mark_clauses(&preview->counts, &diff->now, diff->fires);
    mark_clauses(&preview->counts, &diff->was, diff->fired);
    if (!diff->of_status)
        find_changes(preview);
    diff->kind = kind_of(preview);
    return SL_OK;
}

enum sl_status sl_preview_compare(struct sl_preview *preview, const struct sl_preview_result *was,
                                  const struct sl_preview_result *now, struct sl_error *err) {
    struct sl_preview_diff *diff = &preview->diff;
    diff->change_count = 0;
    diff->of_status = strcmp(was->status, now->status) != 0;
    if (diff->of_status || !is_same(was->text, now->text))
        return read_both(preview, was, now, err);
    diff->kind = SL_PREVIEW_NOT;
    mark_packed(&preview->counts, now->packed != NULL ? now : was, diff->fires);
    memcpy(diff->fired, diff->fires, preview->counts.clause_count * sizeof *diff->fired);
    return SL_OK;
}

void sl_preview_diff_drop(struct sl_preview_diff *diff) {
    free(diff->changes);
    free(diff->fired);
    free(diff->fires);
    free(diff->movers);
    sl_result_read_drop(&diff->was);
    sl_result_read_drop(&diff->now);
    *diff = (struct sl_preview_diff){0};
}
