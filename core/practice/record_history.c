#include "practice/record_history.h"
#include "store/query.h"
#include <stdlib.h>
#include <string.h>

struct telling {
    const struct sl_tool *tool;
    sl_record_change_fn *each;
    void *context;
    struct sl_record_change change;
    int told;
};

static bool same_text(struct sl_text a, struct sl_text b) {
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

static bool same_value(const struct sl_value *a, const struct sl_value *b) {
    return a->state == b->state && a->kind == b->kind && a->number == b->number &&
           a->sources == b->sources && same_text(a->text, b->text) &&
           same_text(a->evidence, b->evidence);
}

static enum sl_status tell(struct telling *telling, const char *question, uint16_t row,
                           const struct sl_value *before, const struct sl_value *after,
                           struct sl_error *err) {
    telling->change.question = question;
    telling->change.row = row;
    telling->change.before = *before;
    telling->change.after = *after;
    telling->told++;
    return telling->each(telling->context, &telling->change, err);
}

static uint16_t last_row(const struct sl_body *body, uint32_t question) {
    uint32_t from = 0, to = 0;
    struct sl_value value;
    sl_body_cells(body, question, &from, &to);
    return to > from ? sl_body_value(body, to - 1, &value) : 0;
}

static enum sl_status tell_question(struct telling *telling, const struct sl_body *before,
                                    const struct sl_body *after, uint32_t question,
                                    struct sl_error *err) {
    uint16_t last = last_row(before, question), other = last_row(after, question);
    last = other > last ? other : last;
    enum sl_status status = SL_OK;
    for (uint32_t row = 0; status == SL_OK && row <= last; row++) {
        struct sl_value was = {0}, is = {0};
        sl_body_find(before, question, (uint16_t)row, &was);
        sl_body_find(after, question, (uint16_t)row, &is);
        if (!same_value(&was, &is))
            status = tell(telling, sl_tool_question(telling->tool, question)->code, (uint16_t)row,
                          &was, &is, err);
    }
    return status;
}

static enum sl_status tell_revision(struct telling *telling, const struct sl_body *before,
                                    const struct sl_body *after, struct sl_error *err) {
    static const struct sl_value none = {0};
    enum sl_status status = SL_OK;
    telling->told = 0;
    for (uint32_t q = 0; before->bytes && status == SL_OK && q < after->questions; q++)
        if (q < before->questions)
            status = tell_question(telling, before, after, q, err);
    if (status == SL_OK && telling->told == 0)
        status = tell(telling, "", 0, &none, &none, err);
    return status;
}

enum sl_status sl_record_history(struct sl_store *store, int64_t record_no,
                                 const struct sl_tool *tool, sl_record_change_fn *each,
                                 void *context, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "SELECT revision, saved_at, saved_by, why, body FROM record_revision "
                      "WHERE record_no = :record ORDER BY revision",
                      err);
    sl_query_int(&q, ":record", record_no);
    SL_AUTO(sl_free) char *kept = NULL;
    struct sl_body before = {0}, after = {0};
    struct telling telling = {.tool = tool, .each = each, .context = context};
    enum sl_status status = SL_OK;
    while (status == SL_OK && sl_query_next(&q)) {
        size_t length = 0;
        const void *bytes = sl_query_get_bytes(&q, 4, &length);
        telling.change.revision = sl_query_get_int(&q, 0);
        telling.change.saved_at = sl_query_get_int(&q, 1);
        telling.change.saved_by = sl_query_get_text(&q, 2);
        telling.change.why = sl_query_get_text(&q, 3);
        char *copy = sl_copy_bytes(bytes, length);
        status = sl_body_open(copy, length, &after, err);
        if (status == SL_OK && after.questions > sl_tool_questions(tool))
            status = sl_fail(err, SL_INVALID, "body", "a revision was made with another tool");
        if (status == SL_OK)
            status = tell_revision(&telling, &before, &after, err);
        before = after;
        free(kept);
        kept = copy;
    }
    if (status == SL_OK)
        status = q.status;
    if (status == SL_OK && !kept)
        return sl_fail(err, SL_NOT_FOUND, "record", "there is no such record");
    return status;
}
