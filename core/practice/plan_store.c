#include "practice/plan_store.h"
#include "practice/plan_kept.h"
#include "practice/plan_write.h"
#include "practice/table_text.h"
#include "store/query.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One import while it runs. Without writes it only finds out what would change. */
struct work {
    struct sl_store *store;
    struct sl_plan_import *import;
    struct sl_kept_plan kept;
    struct sl_store *writer; /* NULL on a trial */
    bool is_new;
    char **sentences; /* told after the commit */
    size_t sentence_count;
};

static void work_drop(struct work *work) {
    sl_kept_plan_drop(&work->kept);
    for (size_t i = 0; i < work->sentence_count; i++)
        free(work->sentences[i]);
    free(work->sentences);
    work->sentences = NULL;
    work->sentence_count = 0;
}

static void tell(struct work *work, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void tell(struct work *work, const char *format, ...) {
    char sentence[480];
    va_list values;
    va_start(values, format);
    vsnprintf(sentence, sizeof sentence, format, values);
    va_end(values);
    work->sentences = sl_resize(work->sentences, work->sentence_count + 1, sizeof *work->sentences);
    work->sentences[work->sentence_count++] = sl_copy(sentence);
}

static void id_within(const char *parent, const char *kind, size_t position, char id[SL_ID_SIZE]) {
    char name[48];
    snprintf(name, sizeof name, "%s/%zu", kind, position);
    sl_id_from_name(parent, name, id);
}

static enum sl_status add_area(struct work *work, const struct sl_plan_area *area, size_t *index,
                               struct sl_error *err) {
    char id[SL_ID_SIZE];
    size_t position = work->is_new ? area->position : work->kept.position + 1;
    id_within(work->kept.id, "area", position, id);
    *index = sl_kept_plan_add_area(&work->kept, id, area->title);
    work->kept.position = position;
    if (!work->is_new)
        tell(work, "Area '%.80s' is new.", area->title);
    return sl_plan_write_area(work->writer, id, work->kept.id, position, area, err);
}

static enum sl_status add_issue(struct work *work, size_t area, const char *wording, size_t *index,
                                struct sl_error *err) {
    char id[SL_ID_SIZE];
    size_t position = work->kept.areas[area].next++;
    id_within(work->kept.areas[area].id, "issue", position, id);
    *index = sl_kept_plan_add_issue(&work->kept, area, id, wording);
    return sl_plan_write_issue(work->writer, id, work->kept.areas[area].id, position, wording, err);
}

static enum sl_status add_entry(struct work *work, const char *line_id, int64_t seq,
                                const struct sl_plan_line *line, const char *reason,
                                struct sl_error *err) {
    struct sl_plan_entry entry = {
        line_id,        work->import->plan->made_on, line->progress, line->narrative, reason,
        line->evidence, work->import->actor};
    work->import->entries_added++;
    return sl_plan_write_entry(work->writer, &entry, seq, err);
}

static enum sl_status add_line(struct work *work, const struct sl_plan_area *area,
                               const struct sl_plan_issue *issue, const struct sl_plan_line *line,
                               struct sl_error *err) {
    enum sl_status status = SL_OK;
    char id[SL_ID_SIZE];
    int found = sl_kept_plan_area(&work->kept, area->title);
    size_t area_at = (size_t)found, issue_at = 0;
    if (found < 0)
        status = add_area(work, area, &area_at, err);
    if (status != SL_OK)
        return status;
    found = sl_kept_plan_issue(&work->kept, area_at, issue->wording);
    issue_at = (size_t)found;
    if (found < 0)
        status = add_issue(work, area_at, issue->wording, &issue_at, err);
    if (status != SL_OK)
        return status;
    struct sl_kept_issue *kept = &work->kept.issues[issue_at];
    size_t position = kept->next++;
    id_within(kept->id, "line", position, id);
    status = sl_plan_write_line(work->writer, id, kept->id, position, line, err);
    if (status == SL_OK)
        status = add_entry(work, id, 1, line, line->reason, err);
    work->import->lines_added++;
    if (!work->is_new)
        tell(work, "Action %s is new: %.120s", line->number, line->wording);
    return status;
}

static enum sl_status add_change(struct work *work, struct sl_kept_line *kept, const char *part,
                                 const char *wording, sl_day due_on, struct sl_error *err) {
    work->import->changes_added++;
    kept->changes++;
    struct sl_plan_change change = {kept->id, kept->changes, work->import->plan->made_on,
                                    part,     wording,       due_on};
    return sl_plan_write_change(work->writer, &change, err);
}

static bool differs(const char *folded, const char *text) {
    SL_AUTO(sl_free) char *other = sl_table_fold(text);
    return strcmp(folded, other) != 0;
}

static enum sl_status compare_words(struct work *work, struct sl_kept_line *kept,
                                    const struct sl_plan_line *line, struct sl_error *err) {
    enum sl_status status = SL_OK;
    if (differs(kept->folded, line->wording)) {
        tell(work, "Action %s is worded differently now; both wordings are kept.", line->number);
        status = add_change(work, kept, "wording", line->wording, SL_DAY_NONE, err);
    }
    SL_AUTO(sl_free) char *timescale = sl_table_fold(kept->timescale);
    if (status == SL_OK && differs(timescale, line->timescale)) {
        tell(work, "Action %s is due %s now; it was %s.", line->number, line->timescale,
             kept->timescale);
        status = add_change(work, kept, "timescale", line->timescale, line->due_on, err);
    }
    if (status == SL_OK && differs(kept->leads, line->lead_text)) {
        tell(work, "Action %s is led by %s now.", line->number,
             line->lead_text[0] != '\0' ? line->lead_text : "nobody");
        status = add_change(work, kept, "lead", line->lead_text, SL_DAY_NONE, err);
    }
    return status;
}

static bool slips(const struct sl_kept_line *kept, const struct sl_plan_line *line) {
    bool later =
        kept->due_on != SL_DAY_NONE && line->due_on != SL_DAY_NONE && line->due_on > kept->due_on;
    return later || sl_progress_is_backwards(kept->progress, line->progress);
}

static const char *reason_of(struct work *work, const struct sl_kept_line *kept,
                             const struct sl_plan_line *line) {
    if (line->reason[0] != '\0' || !slips(kept, line))
        return line->reason;
    if (work->import->reason != NULL && work->import->reason[0] != '\0')
        return work->import->reason;
    work->import->unreasoned++;
    if (sl_progress_is_backwards(kept->progress, line->progress))
        tell(work, "Action %s moves back from '%s' to '%s' and no reason is given.", line->number,
             sl_progress_label(kept->progress), sl_progress_label(line->progress));
    else
        tell(work, "Action %s slips to %s and no reason is given.", line->number, line->timescale);
    return "";
}

static enum sl_status compare_line(struct work *work, struct sl_kept_line *kept,
                                   const struct sl_plan_line *line, struct sl_error *err) {
    const char *reason = reason_of(work, kept, line);
    enum sl_status status = compare_words(work, kept, line, err);
    bool silent = line->narrative[0] == '\0' || strcmp(kept->narrative, line->narrative) == 0;
    bool says_more = (reason[0] != '\0' && strcmp(reason, kept->reason) != 0) ||
                     (line->evidence[0] != '\0' && strcmp(line->evidence, kept->evidence) != 0);
    if (status != SL_OK || (silent && !says_more && kept->progress == line->progress))
        return status;
    return add_entry(work, kept->id, kept->entries + 1, line, reason, err);
}

/* A line of the file with its place, and the kept line it turned out to be. */
struct pair {
    const struct sl_plan_area *area;
    const struct sl_plan_issue *issue;
    const struct sl_plan_line *line;
    struct sl_kept_line *kept;
};

static size_t list_lines(const struct sl_improvement_plan *plan, struct pair *pairs) {
    size_t count = 0;
    for (size_t i = 0; i < plan->area_count; i++)
        for (size_t j = 0; j < plan->areas[i].issue_count; j++)
            for (size_t k = 0; k < plan->areas[i].issues[j].line_count; k++)
                pairs[count++] = (struct pair){&plan->areas[i], &plan->areas[i].issues[j],
                                               &plan->areas[i].issues[j].lines[k], NULL};
    return count;
}

static size_t match_lines(struct work *work, struct pair *pairs, size_t count) {
    size_t matched = 0;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < count; i++) {
            if (pairs[i].kept != NULL)
                continue;
            pairs[i].kept = sl_kept_plan_match(&work->kept, pairs[i].line, pass == 0);
            matched += pairs[i].kept != NULL;
        }
    return matched;
}

static void tell_absent(struct work *work) {
    for (size_t i = 0; i < work->kept.line_count; i++) {
        if (work->kept.lines[i].matched)
            continue;
        work->import->absent++;
        tell(work, "Action %s is not in this file; it stays as it was.",
             work->kept.lines[i].number);
    }
}

static enum sl_status take_lines(struct work *work, struct sl_error *err) {
    const struct sl_improvement_plan *plan = work->import->plan;
    SL_AUTO(sl_free) struct pair *pairs = sl_new(sl_plan_count_lines(plan) + 1, sizeof *pairs);
    size_t count = list_lines(plan, pairs);
    size_t matched = match_lines(work, pairs, count);
    if (!work->is_new && matched == 0 && work->import->plan_id == NULL)
        return sl_fail(err, SL_CONFLICT, "plan",
                       "No action of %s is in the kept plan of the same title, '%.120s'; say "
                       "whether it continues that plan or is a new one.",
                       plan->source_name, plan->title);
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < count && status == SL_OK; i++)
        status = pairs[i].kept != NULL
                     ? compare_line(work, pairs[i].kept, pairs[i].line, err)
                     : add_line(work, pairs[i].area, pairs[i].issue, pairs[i].line, err);
    tell_absent(work);
    return status;
}

static enum sl_status has_note(struct work *work, const struct sl_plan_note *note, bool *out,
                               struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(work->store,
                      "SELECT count(*) FROM plan_note WHERE plan = :plan AND kind = :kind "
                      "AND label = :label AND wording = :wording",
                      err);
    sl_query_text(&q, ":plan", work->kept.id);
    sl_query_text(&q, ":kind", note->kind);
    sl_query_text(&q, ":label", note->label);
    sl_query_text(&q, ":wording", note->wording);
    if (sl_query_next(&q))
        *out = sl_query_get_int(&q, 0) > 0;
    return q.status;
}

static enum sl_status take_notes(struct work *work, struct sl_error *err) {
    const struct sl_improvement_plan *plan = work->import->plan;
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < plan->note_count && status == SL_OK; i++) {
        bool kept = false;
        if (!work->is_new)
            status = has_note(work, &plan->notes[i], &kept, err);
        if (status != SL_OK || kept)
            continue;
        size_t position = work->is_new ? plan->notes[i].position : ++work->kept.position;
        work->import->notes_added++;
        status = sl_plan_write_note(work->writer, work->kept.id, position, &plan->notes[i], err);
    }
    return status;
}

static enum sl_status file_is_known(struct work *work, bool *known, struct sl_error *err) {
    char hash[SL_HASH_SIZE];
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(work->store,
                                      "SELECT count(*) FROM import_file WHERE hash = :hash "
                                      "AND kind = 'improvement_plan'",
                                      err);
    sl_query_text(&q, ":hash", sl_hash_hex(&work->import->plan->source_hash, hash));
    if (sl_query_next(&q))
        *known = sl_query_get_int(&q, 0) > 0;
    return q.status;
}

static void name_plan(const struct sl_plan_import *import, char id[SL_ID_SIZE]) {
    const struct sl_improvement_plan *plan = import->plan;
    char day[SL_DAY_SIZE], hash[SL_HASH_SIZE];
    SL_AUTO(sl_free) char *folded = sl_table_fold(plan->title);
    SL_AUTO(sl_free)
    char *name = sl_format("%s\n%s\n%s", folded, sl_day_format(plan->made_on, day),
                           import->as_new ? sl_hash_hex(&plan->source_hash, hash) : "");
    sl_id_from_name("improvement_plan", name, id);
}

static enum sl_status check_plan_id(struct work *work, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(work->store, "SELECT id FROM improvement_plan WHERE id = :id", err);
    sl_query_text(&q, ":id", work->import->plan_id);
    bool found = sl_query_next(&q);
    return q.status != SL_OK || found
               ? q.status
               : sl_fail(err, SL_NOT_FOUND, "plan", "There is no improvement plan %.60s.",
                         work->import->plan_id);
}

/* Which kept plan it continues; none: it is new. */
static enum sl_status settle_plan(struct work *work, struct sl_error *err) {
    const struct sl_plan_import *import = work->import;
    char id[SL_ID_SIZE] = "";
    enum sl_status status = SL_NOT_FOUND;
    if (import->plan_id != NULL) {
        status = check_plan_id(work, err);
        snprintf(id, sizeof id, "%s", import->plan_id);
    } else if (!import->as_new)
        status = sl_plan_find(work->store, import->plan->title, id, NULL);
    if (status == SL_OK)
        return sl_kept_plan_load(work->store, id, import->plan->made_on, &work->kept, err);
    if (status != SL_NOT_FOUND || import->plan_id != NULL)
        return status;
    work->is_new = true;
    name_plan(import, work->kept.id);
    return sl_plan_write_plan(work->writer, work->kept.id, import->plan, err);
}

static enum sl_status run(struct work *work, struct sl_error *err) {
    struct sl_plan_import *import = work->import;
    import->lines_added = import->entries_added = import->changes_added = 0;
    import->notes_added = import->absent = import->unreasoned = 0;
    bool known = false;
    enum sl_status status = settle_plan(work, err);
    if (status == SL_OK)
        status = file_is_known(work, &known, err);
    if (status == SL_OK && !known)
        status = take_lines(work, err);
    if (status == SL_OK && !known)
        status = take_notes(work, err);
    size_t changed =
        import->lines_added + import->entries_added + import->changes_added + import->notes_added;
    if (status == SL_OK && !known && changed > 0)
        status = sl_plan_write_file(work->writer, work->kept.id, import->plan, import->actor, err);
    if (status != SL_OK)
        return status;
    memcpy(import->id, work->kept.id, SL_ID_SIZE);
    import->saved = work->is_new ? SL_PLAN_NEW : changed > 0 ? SL_PLAN_CHANGED : SL_PLAN_SAME;
    return SL_OK;
}

static enum sl_status write_import(struct sl_store *store, void *context, struct sl_error *err) {
    struct work *work = context;
    work_drop(work);
    work->store = work->writer = store;
    work->is_new = false;
    return run(work, err);
}

enum sl_status sl_plan_import(struct sl_store *store, struct sl_plan_import *import,
                              struct sl_error *err) {
    SL_AUTO(work_drop)
    struct work work = {.store = store, .import = import};
    enum sl_status status =
        import->dry_run ? run(&work, err) : sl_store_write(store, write_import, &work, err);
    for (size_t i = 0; i < work.sentence_count && status == SL_OK && import->told != NULL; i++)
        import->told(import->context, work.sentences[i]);
    return status;
}
