#include "practice/record.h"
#include "scoring/coverage_inside.h"
#include "scoring/smallest_change.h"
#include "store/query.h"
#include <string.h>

enum { RECORDS_MOST = 50 };

static bool is_being_answered(const char *state) {
    return strcmp(state, "in_progress") == 0 || strcmp(state, "returned") == 0;
}

static enum sl_status find_state(const struct sl_covering *covering, int64_t record_no,
                                 bool *answering, char id[37], struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        covering->request->store, "SELECT state, id FROM record WHERE record_no = :record", err);
    sl_query_int(&q, ":record", record_no);
    if (!sl_query_next(&q))
        return q.status;
    *answering = is_being_answered(sl_query_get_text(&q, 0));
    strncpy(id, sl_query_get_text(&q, 1), 36);
    return SL_OK;
}

struct sizes {
    json_int_t answering, blank, best, of[SL_SMALLEST_MOST + 1], more;
};

static void count_found(struct sizes *sizes, const struct sl_smallest_change *found) {
    sizes->blank += found->outcome == SL_SMALLEST_BLANK;
    sizes->best += found->outcome == SL_SMALLEST_BEST;
    sizes->more += found->outcome == SL_SMALLEST_MORE;
    if (found->outcome == SL_SMALLEST_FOUND)
        sizes->of[found->count]++;
}

static enum sl_status count_specimen(const struct sl_covering *covering,
                                     const struct sl_specimen *specimen, struct sizes *sizes,
                                     struct sl_error *err) {
    struct sl_smallest_change found;
    char id[37] = "";
    bool answering = false;
    enum sl_status status = find_state(covering, specimen->record_no, &answering, id, err);
    if (status != SL_OK || answering) {
        sizes->answering += answering;
        return status;
    }
    status = sl_smallest_find(&covering->run, &specimen->given, &found, err);
    if (status == SL_OK)
        count_found(sizes, &found);
    return status;
}

enum sl_status sl_coverage_lift(const struct sl_covering *covering, json_t **out,
                                struct sl_error *err) {
    SL_AUTO(sl_specimens_drop) struct sl_specimens specimens = {0};
    struct sizes sizes = {0};
    *out = NULL;
    if (sl_smallest_output(covering->header) < 0)
        return SL_OK;
    int64_t sample = covering->request->sample;
    size_t most = sample > 0 ? (size_t)sample : RECORDS_MOST;
    enum sl_status status = sl_covering_take(covering, most, &specimens, err);
    for (size_t i = 0; i < specimens.count && status == SL_OK; i++) {
        status = count_specimen(covering, &specimens.specimens[i], &sizes, err);
        sl_covering_progress(covering, "Smallest sets of answers", (int64_t)i + 1,
                             (int64_t)specimens.count);
    }
    if (status == SL_OK)
        *out = json_pack("{s:I, s:I, s:I, s:I, s:{s:I, s:I, s:I, s:I}}", "n",
                         (json_int_t)specimens.count, "answering", sizes.answering, "blank",
                         sizes.blank, "best", sizes.best, "sizes", "1", sizes.of[1], "2",
                         sizes.of[2], "3", sizes.of[3], "more", sizes.more);
    return status;
}

static char *token_words(const struct sl_question *asked, const struct sl_value *value) {
    if (value->state == SL_NOT_EVIDENCED)
        return sl_copy("not evidenced");
    const struct sl_token *token = sl_question_token(asked, value->text);
    return token != NULL ? sl_copy(token->label)
                         : sl_copy_bytes(value->text.bytes, value->text.length);
}

static json_t *change_json(const struct sl_rule_form *form, const struct sl_body *body,
                           const struct sl_answer_change *change) {
    const struct sl_question *asked = sl_tool_question(form->tool, change->question);
    struct sl_value was = {0};
    sl_body_find(body, change->question, change->row, &was);
    SL_AUTO(sl_free) char *from = token_words(asked, &was);
    SL_AUTO(sl_free) char *to = token_words(asked, &change->value);
    return json_pack("{s:s, s:s, s:i, s:s, s:s}", "question", asked->code, "wording", asked->text,
                     "row", (int)change->row, "from", from, "to", to);
}

static enum sl_status found_json(const struct sl_covering *covering,
                                 const struct sl_specimen *specimen, const char *id,
                                 const struct sl_smallest_change *found, json_t **out,
                                 struct sl_error *err) {
    static const char *const outcomes[] = {[SL_SMALLEST_FOUND] = "found",
                                           [SL_SMALLEST_MORE] = "more",
                                           [SL_SMALLEST_BEST] = "best",
                                           [SL_SMALLEST_BLANK] = "blank"};
    struct sl_body body;
    enum sl_status status =
        sl_body_open(specimen->given.body.bytes, specimen->given.body.length, &body, err);
    if (status != SL_OK)
        return status;
    json_t *changes = json_array();
    for (size_t i = 0; i < found->count; i++)
        json_array_append_new(
            changes, change_json(sl_rule_forms_at(covering->run.forms, specimen->given.form), &body,
                                 &found->changes[i]));
    *out = json_pack("{s:s, s:s, s:s, s:s, s:o, s:i}", "record", id, "outcome",
                     outcomes[found->outcome], "from", found->from, "to", found->to, "changes",
                     changes, "tries", found->tries);
    return SL_OK;
}

enum sl_status sl_coverage_record(const struct sl_covering *covering, json_t **out,
                                  struct sl_error *err) {
    SL_AUTO(sl_specimens_drop) struct sl_specimens specimens = {0};
    int64_t record_no = covering->request->choice.record_no;
    struct sl_smallest_change found;
    char id[37] = "";
    bool answering = false;
    if (sl_smallest_output(covering->header) < 0)
        return sl_fail(err, SL_INVALID, "rule",
                       "What %s says has no order of better and worse, so no answer lifts it",
                       covering->header->code);
    enum sl_status status = find_state(covering, record_no, &answering, id, err);
    if (status == SL_OK && answering)
        return sl_fail(err, SL_REFUSED, "record",
                       "The record is still being answered; this is shown once it is submitted");
    if (status == SL_OK)
        status = sl_specimens_read(covering->request->store, &covering->run, &record_no, 1,
                                   &specimens, err);
    if (status == SL_OK && specimens.count == 0)
        return sl_fail(err, SL_NOT_FOUND, "record", "%s doesn't read this record",
                       covering->header->code);
    if (status == SL_OK)
        status = sl_case_run_load(&covering->run, err);
    if (status == SL_OK)
        status = sl_smallest_find(&covering->run, &specimens.specimens[0].given, &found, err);
    return status == SL_OK ? found_json(covering, &specimens.specimens[0], id, &found, out, err)
                           : status;
}
