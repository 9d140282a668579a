#include "practice/record_history.h"
#include "base/json.h"
#include "store/query.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct telling {
    const struct sl_tool *tool;
    sl_record_change_fn *each;
    void *context;
    struct sl_record_change change;
    char state[24], grade[32]; /* as they stood before */
    bool at_step;
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

static struct sl_value words(const char *text) {
    return (struct sl_value){.state = text[0] != '\0' ? SL_ANSWERED : SL_NOT_YET,
                             .kind = SL_VALUE_TEXT,
                             .text = sl_text_of(text),
                             .evidence = {"", 0}};
}

static enum sl_status tell_words(struct telling *telling, const char *what, const char *before,
                                 const char *after, struct sl_error *err) {
    struct sl_value was = words(before), is = words(after);
    return strcmp(before, after) == 0 ? SL_OK : tell(telling, what, 0, &was, &is, err);
}

/* state and grade are told as steps. */
static enum sl_status tell_head(struct telling *telling, const json_t *before, const json_t *after,
                                struct sl_error *err) {
    static const struct {
        const char *key, *told;
    } fields[] = {{"form", "head.form"},
                  {"case_ref", "head.case_ref"},
                  {"family_group", "head.family_group"},
                  {"team", "head.team"},
                  {"service", "head.service"},
                  {"worker", "head.worker"},
                  {"auditor", "head.auditor"},
                  {"day", "head.day"},
                  {"route", "head.route"},
                  {"programme", "head.programme"}};
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < SL_COUNT(fields) && status == SL_OK; i++)
        status = tell_words(telling, fields[i].told, sl_json_text_or(before, fields[i].key, ""),
                            sl_json_text_or(after, fields[i].key, ""), err);
    return status;
}

static enum sl_status tell_standing(struct telling *telling, const char *state, const char *grade,
                                    struct sl_error *err) {
    enum sl_status status = tell_words(telling, "state", telling->state, state, err);
    if (status == SL_OK)
        status = tell_words(telling, "grade", telling->grade, grade, err);
    snprintf(telling->state, sizeof telling->state, "%s", state);
    snprintf(telling->grade, sizeof telling->grade, "%s", grade);
    return status;
}

static enum sl_status tell_answers(struct telling *telling, const struct sl_body *before,
                                   const struct sl_body *after, struct sl_error *err) {
    enum sl_status status = SL_OK;
    for (uint32_t q = 0; status == SL_OK && q < after->questions; q++)
        if (q < before->questions)
            status = tell_question(telling, before, after, q, err);
    return status;
}

/* A revision and the one before it. */
struct revision {
    char *body_bytes;
    struct sl_body body;
    json_t *head;
};

static void drop_revision(struct revision *revision) {
    free(revision->body_bytes);
    json_decref(revision->head);
    *revision = (struct revision){0};
}

static enum sl_status tell_revision(struct telling *telling, const struct revision *before,
                                    const struct revision *after, struct sl_error *err) {
    static const struct sl_value none = {.text = {"", 0}, .evidence = {"", 0}};
    const char *state = sl_json_text_or(after->head, "state", "");
    const char *grade = sl_json_text_or(after->head, "grade", "");
    if (before->body_bytes == NULL) {
        snprintf(telling->state, sizeof telling->state, "%s", state);
        snprintf(telling->grade, sizeof telling->grade, "%s", grade);
        return tell(telling, "", 0, &none, &none, err);
    }
    enum sl_status status = tell_head(telling, before->head, after->head, err);
    if (status == SL_OK)
        status = tell_standing(telling, state, grade, err);
    return status == SL_OK ? tell_answers(telling, &before->body, &after->body, err) : status;
}

static void take_change(struct telling *telling, const struct sl_query *q) {
    telling->change.revision = sl_query_get_int(q, 0);
    telling->change.saved_at = sl_query_get_int(q, 1);
    telling->change.saved_by = sl_query_get_text(q, 2);
    telling->change.why = sl_query_get_text(q, 3);
}

static enum sl_status take_revision(const struct sl_query *q, const struct sl_tool *tool,
                                    struct revision *out, struct sl_error *err) {
    size_t length = 0;
    const void *bytes = sl_query_get_bytes(q, 4, &length);
    out->body_bytes = sl_copy_bytes(bytes, length);
    const char *head = sl_query_get_text(q, 5);
    enum sl_status status = sl_json_parse("head", head, strlen(head), &out->head, err);
    if (status == SL_OK)
        status = sl_body_open(out->body_bytes, length, &out->body, err);
    if (status == SL_OK && out->body.questions > sl_tool_questions(tool))
        status = sl_fail(err, SL_INVALID, "body", "a revision was made with another tool");
    return status;
}

/* Steps taken before the trail's entry seq. */
static enum sl_status tell_steps(struct telling *telling, struct sl_query *steps, int64_t seq,
                                 struct sl_error *err) {
    enum sl_status status = SL_OK;
    while (status == SL_OK && telling->at_step && sl_query_get_int(steps, 6) < seq) {
        take_change(telling, steps);
        status =
            tell_standing(telling, sl_query_get_text(steps, 4), sl_query_get_text(steps, 5), err);
        telling->at_step = sl_query_next(steps);
    }
    return status != SL_OK ? status : steps->status;
}

static enum sl_status tell_all(struct telling *telling, struct sl_query *revisions,
                               struct sl_query *steps, struct sl_error *err) {
    struct revision before = {0}, after = {0};
    enum sl_status status = SL_OK;
    telling->at_step = sl_query_next(steps);
    while (status == SL_OK && sl_query_next(revisions)) {
        status = tell_steps(telling, steps, sl_query_get_int(revisions, 6), err);
        take_change(telling, revisions);
        if (status == SL_OK)
            status = take_revision(revisions, telling->tool, &after, err);
        if (status == SL_OK)
            status = tell_revision(telling, &before, &after, err);
        drop_revision(&before);
        before = after;
        after = (struct revision){0};
    }
    bool any = before.body_bytes != NULL;
    drop_revision(&before);
    if (status == SL_OK)
        status = revisions->status;
    if (status == SL_OK && !any)
        return sl_fail(err, SL_NOT_FOUND, "record", "there is no such record");
    return status == SL_OK ? tell_steps(telling, steps, INT64_MAX, err) : status;
}

enum sl_status sl_record_history(struct sl_store *store, int64_t record_no,
                                 const struct sl_tool *tool, sl_record_change_fn *each,
                                 void *context, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query revisions =
        sl_query_open(store,
                      "SELECT revision, saved_at, saved_by, why, body, head, trail_seq"
                      " FROM record_revision WHERE record_no = :record ORDER BY revision",
                      err);
    SL_AUTO(sl_query_close)
    struct sl_query steps =
        sl_query_open(store,
                      "SELECT revision, at, actor, why, state, coalesce(grade, ''), trail_seq"
                      " FROM record_move WHERE record_no = :record ORDER BY seq",
                      err);
    sl_query_int(&revisions, ":record", record_no);
    sl_query_int(&steps, ":record", record_no);
    struct telling telling = {.tool = tool, .each = each, .context = context};
    return tell_all(&telling, &revisions, &steps, err);
}
