#include "scoring/preview_inside.h"
#include "scoring/result_check.h"
#include "scoring/result_json.h"
#include "store/query.h"
#include <stdlib.h>
#include <string.h>

/* A result of the new rule that waits for the version in force to be scored. */
struct waiting {
    int64_t record_no;
    enum sl_result_status status;
    size_t from, length; /* in the texts */
    bool met;
};

struct run {
    const struct sl_preview_request *request;
    struct sl_preview *preview;
    const struct sl_preview_side *scored;
    struct sl_result_json *json; /* of that side */
    struct sl_buffer result;
    struct waiting *waiting; /* by record_no */
    size_t waiting_count, waiting_capacity, next;
    struct sl_buffer texts;
};

static void run_drop(struct run *run) {
    free(run->waiting);
    sl_buffer_drop(&run->texts);
    sl_buffer_drop(&run->result);
    sl_result_json_free(run->json);
}

static struct sl_preview_result result_of(enum sl_result_status status, struct sl_text text) {
    return (struct sl_preview_result){.status = sl_result_status_name(status), .text = text};
}

/* The text stays until the next result. */
static struct sl_preview_result json_of(struct run *run, const struct sl_rescore_one *one) {
    sl_buffer_clear(&run->result);
    sl_result_json_write(run->json, one->form, one->result, &run->result);
    struct sl_preview_result result =
        result_of(one->status, (struct sl_text){run->result.bytes, run->result.length});
    result.packed = one->result;
    result.places = run->scored->places;
    return result;
}

static enum sl_status refuse(struct sl_preview *preview, const struct sl_preview_record *record,
                             const char *why, struct sl_error *err) {
    sl_preview_count_refusal(&preview->counts, why);
    return sl_preview_case_refuse(preview, record, why, err);
}

static enum sl_status compare(struct sl_preview *preview, const struct sl_preview_record *record,
                              const struct sl_preview_result *was,
                              const struct sl_preview_result *now, struct sl_error *err) {
    enum sl_status status = sl_preview_compare(preview, was, now, err);
    if (status != SL_OK)
        return status;
    sl_preview_count(preview, record, was, now);
    return preview->diff.kind != SL_PREVIEW_NOT
               ? sl_preview_case_add(preview, record, was, now, err)
               : SL_OK;
}

static void wait_for(struct run *run, const struct sl_rescore_one *one, struct sl_text text) {
    if (run->waiting_count == run->waiting_capacity) {
        run->waiting_capacity = 2 * run->waiting_capacity + 64;
        run->waiting = sl_resize(run->waiting, run->waiting_capacity, sizeof *run->waiting);
    }
    run->waiting[run->waiting_count++] =
        (struct waiting){one->facts->record_no, one->status, run->texts.length, text.length, false};
    sl_buffer_add(&run->texts, text.bytes, text.length);
}

static bool holds_kept(const struct sl_preview *preview) {
    return preview->was.rule != NULL && sl_rule_version_no(preview->was.rule) > 0;
}

/* Compares with the kept score of the same facts, where there is one. */
static enum sl_status meet_kept(struct run *run, const struct sl_preview_record *record,
                                const struct sl_facts *facts, const struct sl_preview_result *now,
                                bool *met, struct sl_error *err) {
    *met = false;
    if (!holds_kept(run->preview))
        return SL_OK;
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(run->request->store,
                      "SELECT status, result FROM score WHERE record_no = :record "
                      "AND version_no = :version AND revision = :revision AND facts_hash = :facts "
                      "ORDER BY engine DESC LIMIT 1",
                      err);
    sl_query_int(&q, ":record", facts->record_no);
    sl_query_int(&q, ":version", sl_rule_version_no(run->preview->was.rule));
    sl_query_int(&q, ":revision", facts->revision);
    sl_query_bytes(&q, ":facts", facts->hash.bytes, SL_HASH_BYTES);
    if (!sl_query_next(&q))
        return q.status;
    *met = true;
    struct sl_preview_result was = {.status = sl_query_get_text(&q, 0),
                                    .text = sl_query_get_slice(&q, 1)};
    return compare(run->preview, record, &was, now, err);
}

static enum sl_status take_failure(struct sl_preview *preview,
                                   const struct sl_preview_record *record,
                                   const struct sl_rescore_one *one, struct sl_error *err) {
    bool limited = one->status == SL_RESULT_LIMIT;
    preview->counts.limited += limited;
    preview->counts.failed += !limited;
    struct sl_text why = limited ? one->why : sl_result_reason_at(one->result, 0).text;
    SL_AUTO(sl_free) char *sentence = sl_copy_bytes(why.bytes, why.length);
    return refuse(preview, record, sentence, err);
}

static enum sl_status take_new(void *context, const struct sl_rescore_one *one,
                               struct sl_error *err) {
    struct run *run = context;
    struct sl_preview *preview = run->preview;
    struct sl_preview_record *record =
        sl_preview_record_find(&preview->records, one->facts->record_no);
    if (record == NULL || preview->records.forms[record->form].why_not != NULL)
        return SL_OK;
    enum sl_status status =
        sl_preview_record_look(&preview->records, record, one->given->body, err);
    if (status != SL_OK || !record->looked_at)
        return status;
    if (one->status == SL_RESULT_LIMIT || one->status == SL_RESULT_FAILED)
        return take_failure(preview, record, one, err);
    struct sl_preview_result now = json_of(run, one), none = {.status = "", .text = {"", 0}};
    if (preview->was.rule == NULL)
        return compare(preview, record, &none, &now, err);
    bool met = false;
    status = meet_kept(run, record, one->facts, &now, &met, err);
    if (status == SL_OK && !met)
        wait_for(run, one, now.text);
    return status;
}

static struct waiting *find_waiting(struct run *run, int64_t record_no) {
    while (run->next < run->waiting_count && run->waiting[run->next].record_no < record_no)
        run->next++;
    bool found = run->next < run->waiting_count && run->waiting[run->next].record_no == record_no;
    return found ? &run->waiting[run->next] : NULL;
}

static enum sl_status take_old(void *context, const struct sl_rescore_one *one,
                               struct sl_error *err) {
    struct run *run = context;
    struct waiting *waiting = find_waiting(run, one->facts->record_no);
    if (waiting == NULL || one->status == SL_RESULT_LIMIT)
        return SL_OK;
    waiting->met = true;
    struct sl_text text = {run->texts.bytes + waiting->from, waiting->length};
    struct sl_preview_result was = json_of(run, one), now = result_of(waiting->status, text);
    return compare(run->preview,
                   sl_preview_record_find(&run->preview->records, one->facts->record_no), &was,
                   &now, err);
}

static bool tell_progress(void *context, int64_t done, int64_t total) {
    const struct run *run = context;
    const struct sl_preview_request *request = run->request;
    return request->progress == NULL || request->progress(request->context, done, total);
}

typedef enum sl_status taking(void *context, const struct sl_rescore_one *one,
                              struct sl_error *err);

static enum sl_status score(struct run *run, const struct sl_preview_side *side,
                            const struct sl_engine *engine, bool missing, taking *each,
                            struct sl_error *err) {
    struct sl_rescore rescore = {.store = run->request->store,
                                 .engine = engine,
                                 .rule = side->rule,
                                 .choice = run->request->choice,
                                 .missing = missing,
                                 .hashed = holds_kept(run->preview),
                                 .each_packed = each,
                                 .progress = tell_progress,
                                 .context = run};
    sl_result_json_free(run->json);
    run->scored = side;
    run->json = sl_result_json_new(side->header);
    return sl_rescore_run(&rescore, err);
}

static enum sl_status score_waiting(struct run *run, struct sl_error *err) {
    struct sl_preview *preview = run->preview;
    const struct sl_rule *rule = preview->was.rule;
    if (run->waiting_count == 0)
        return SL_OK;
    struct sl_engine engine;
    const struct sl_engines *engines = run->request->engines;
    enum sl_status status = engines->find(engines->context, sl_rule_language(rule), &engine, err);
    if (status == SL_OK)
        status = score(run, &preview->was, &engine, holds_kept(preview), take_old, err);
    for (size_t i = 0; i < run->waiting_count && status == SL_OK; i++) {
        if (run->waiting[i].met)
            continue;
        preview->counts.unfit++;
        status =
            refuse(preview, sl_preview_record_find(&preview->records, run->waiting[i].record_no),
                   "The version in force gives no result to compare with", err);
    }
    return status;
}

/* Records that one of the two can't read. */
static enum sl_status refuse_unfit(struct sl_preview *preview, struct sl_error *err) {
    struct sl_preview_records *records = &preview->records;
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < records->count && status == SL_OK; i++) {
        struct sl_preview_record *record = &records->records[i];
        const char *why = records->forms[record->form].why_not;
        if (why == NULL)
            continue;
        status = sl_preview_record_look_up(preview, record, err);
        if (status != SL_OK || !record->looked_at)
            continue;
        preview->counts.unfit++;
        status = refuse(preview, record, why, err);
    }
    return status;
}

/* Labels of grades, where the first output's tokens are those of a tool's grades. */
static void find_words(struct sl_preview *preview) {
    const struct sl_rule_output *output = preview->counts.outputs[0].output;
    const struct sl_preview_records *records = &preview->records;
    preview->words = json_object();
    for (size_t f = 0; f < records->form_count; f++) {
        const struct sl_tool *tool = records->forms[f].loaded;
        for (size_t q = 0; q < sl_tool_questions(tool); q++) {
            const struct sl_question *question = sl_tool_question(tool, q);
            for (size_t t = 0; question->type == SL_GRADE && t < question->token_count; t++)
                if (sl_rule_output_allows(output, sl_text_of(question->tokens[t].token)))
                    json_object_set_new(preview->words, question->tokens[t].token,
                                        json_string(question->tokens[t].label));
        }
    }
}

/* Takes a side up. Its header is read once more, so that the preview outlives the rule. */
static enum sl_status take_side(struct sl_preview_side *side, const struct sl_rule *rule,
                                struct sl_error *err) {
    const struct sl_rule_header *header = sl_rule_header(rule);
    side->rule = rule;
    side->name = sl_copy(sl_rule_name(rule));
    side->number = sl_rule_number(rule);
    return sl_rule_header_parse(side->name, sl_text_of(sl_rule_header_json(header)),
                                header->settings, &side->header, err);
}

static enum sl_status find_current(const struct sl_preview_request *request, int64_t *version_no,
                                   struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        request->store, "SELECT coalesce(current_no, 0) FROM rule WHERE code = :code", err);
    sl_query_text(&q, ":code", sl_rule_header(request->rule)->code);
    if (sl_query_next(&q))
        *version_no = sl_query_get_int(&q, 0);
    return q.status;
}

/* What the rule is held against: the version in force, unless another is asked for; there may be
 * none. *loaded is owned by the caller. */
static enum sl_status find_against(const struct sl_preview_request *request,
                                   struct sl_preview_side *side, struct sl_rule **loaded,
                                   struct sl_error *err) {
    int64_t version_no = request->against_no;
    if (request->against != NULL)
        return take_side(side, request->against, err);
    enum sl_status status = version_no > 0 ? SL_OK : find_current(request, &version_no, err);
    if (status != SL_OK || version_no == 0)
        return status;
    status = sl_rule_from_version(request->store, version_no, loaded, err);
    return status == SL_OK ? take_side(side, *loaded, err) : status;
}

static enum sl_status look(struct run *run, struct sl_error *err) {
    const struct sl_preview_request *request = run->request;
    struct sl_preview *preview = run->preview;
    SL_AUTO(sl_rule_drop) struct sl_rule *in_force = NULL;
    enum sl_status status = take_side(&preview->now, request->rule, err);
    if (status == SL_OK)
        status = find_against(request, &preview->was, &in_force, err);
    if (status != SL_OK)
        return status;
    sl_preview_counts_start(preview);
    status = sl_preview_records_read(preview, request, err);
    if (status != SL_OK)
        return status;
    find_words(preview);
    status = refuse_unfit(preview, err);
    if (status == SL_OK && preview->records.count > 0)
        status = score(run, &preview->now, request->engine, false, take_new, err);
    if (status == SL_OK)
        status = score_waiting(run, err);
    sl_preview_cases_sort(&preview->cases);
    return status;
}

enum sl_status sl_preview_run(const struct sl_preview_request *request, struct sl_preview **out,
                              struct sl_error *err) {
    SL_AUTO(sl_preview_drop) struct sl_preview *preview = sl_new(1, sizeof *preview);
    SL_AUTO(run_drop) struct run run = {.request = request, .preview = preview};
    preview->store = request->store;
    enum sl_status status = sl_store_begin_reading(request->store, err);
    if (status != SL_OK)
        return status;
    status = look(&run, err);
    sl_store_end_reading(request->store);
    if (status != SL_OK)
        return status;
    preview->store = NULL;
    preview->now.rule = preview->was.rule = NULL;
    *out = preview;
    preview = NULL;
    return SL_OK;
}

static void drop_side(struct sl_preview_side *side) {
    sl_rule_header_free(side->header);
    free(side->places);
    free(side->name);
}

void sl_preview_free(struct sl_preview *preview) {
    if (preview == NULL)
        return;
    drop_side(&preview->now);
    drop_side(&preview->was);
    sl_preview_records_drop(&preview->records);
    sl_preview_counts_drop(&preview->counts);
    sl_preview_diff_drop(&preview->diff);
    sl_preview_cases_drop(&preview->cases);
    json_decref(preview->words);
    free(preview);
}

void sl_preview_drop(struct sl_preview **preview) {
    sl_preview_free(*preview);
    *preview = NULL;
}

int64_t sl_preview_records(const struct sl_preview *preview) {
    return preview->records.looked_at;
}

int64_t sl_preview_failed(const struct sl_preview *preview) {
    return preview->counts.failed + preview->counts.limited;
}
