#include "practice/record_store.h"
#include <stdlib.h>
#include <string.h>

static enum sl_status not_there(const char *id, int64_t record_no, struct sl_error *err) {
    if (id != NULL)
        return sl_fail(err, SL_NOT_FOUND, "record", "There is no record '%s'", id);
    return sl_fail(err, SL_NOT_FOUND, "record", "There is no record %lld", (long long)record_no);
}

static enum sl_status fit_tool(struct sl_store *store, const struct sl_record_kept *kept,
                               struct sl_tool **tool, struct sl_error *err) {
    if (*tool == NULL)
        return sl_tool_load(store, kept->tool, kept->tool_version, tool, err);
    if (sl_tool_version(*tool) == kept->tool_version &&
        strcmp(sl_tool_code(*tool), kept->tool) == 0)
        return SL_OK;
    return sl_fail(err, SL_INVALID, "tool", "The record was made with version %lld of tool %s",
                   (long long)kept->tool_version, kept->tool);
}

static enum sl_status take_answers(struct sl_record *record, const uint8_t *bytes, size_t length,
                                   struct sl_error *err) {
    struct sl_body body;
    enum sl_status status = sl_body_open(bytes, length, &body, err);
    if (status != SL_OK)
        return status;
    const struct sl_tool *tool = sl_record_tool(record);
    if (memcmp(body.tool_hash, sl_tool_hash(tool)->bytes, 16) != 0 ||
        body.questions != sl_tool_questions(tool))
        return sl_fail(err, SL_INVALID, "tool",
                       "The record's answers don't fit tool %s, version %lld", sl_tool_code(tool),
                       (long long)sl_tool_version(tool));
    for (uint32_t question = 0; question < body.questions; question++) {
        const struct sl_question *asked = sl_tool_question(tool, question);
        int most = asked->in_rows ? sl_tool_section(tool, asked->section)->most_rows : 0;
        uint32_t from, to;
        sl_body_cells(&body, question, &from, &to);
        for (; from < to; from++) {
            struct sl_value value;
            uint16_t row = sl_body_value(&body, from, &value);
            if (row > most || (row == 0) == asked->in_rows)
                return sl_fail(err, SL_INVALID, asked->code,
                               "The record's answer to %s has a row that the tool doesn't have",
                               asked->code);
            sl_record_take(record, question, row, &value);
        }
    }
    return SL_OK;
}

/* The latest revision stands where the record has moved to since. */
static void take_standing(struct sl_record *record, const struct sl_record_kept *kept) {
    struct sl_record_head head = *sl_record_get_head(record);
    head.state = kept->state;
    head.grade = kept->grade;
    head.graded_on = kept->graded_on;
    sl_record_keep_head(record, &head);
}

static enum sl_status read_revision(struct sl_store *store, int64_t record_no, int64_t revision,
                                    struct sl_record *record, const char *id,
                                    struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "SELECT revision, head, body FROM record_revision"
                                      " WHERE record_no = :record AND revision = :revision",
                                      err);
    sl_query_int(&q, ":record", record_no);
    sl_query_int(&q, ":revision", revision);
    if (!sl_query_next(&q))
        return q.status != SL_OK ? q.status
                                 : sl_fail(err, SL_NOT_FOUND, "revision",
                                           "The record has no revision %lld", (long long)revision);
    size_t length;
    record->record_no = record_no;
    record->revision = sl_query_get_int(&q, 0);
    enum sl_status status = sl_record_take_head(record, id, sl_query_get_text(&q, 1), err);
    const void *body = sl_query_get_bytes(&q, 2, &length);
    return status == SL_OK ? take_answers(record, body, length, err) : status;
}

enum sl_status sl_record_load(struct sl_store *store, const char *id, int64_t record_no,
                              int64_t revision, struct sl_tool **tool, struct sl_record **out,
                              struct sl_error *err) {
    SL_AUTO(sl_record_kept_drop) struct sl_record_kept kept = {0};
    SL_AUTO(sl_tool_drop) struct sl_tool *loaded = NULL;
    SL_AUTO(sl_record_drop) struct sl_record *record = NULL;
    struct sl_tool *fitting = *tool;
    enum sl_status status = sl_record_find(store, id, record_no, &kept, err);
    if (status == SL_OK && !kept.found)
        return not_there(id, record_no, err);
    if (status == SL_OK)
        status = fit_tool(store, &kept, &fitting, err);
    if (status != SL_OK)
        return status;
    loaded = *tool == NULL ? fitting : NULL;
    record = sl_record_new(fitting);
    bool latest = revision == 0 || revision == kept.revision;
    status = read_revision(store, kept.record_no, latest ? kept.revision : revision, record,
                           kept.id, err);
    if (status != SL_OK)
        return status;
    if (latest)
        take_standing(record, &kept);
    *tool = fitting;
    *out = record;
    record = NULL;
    loaded = NULL;
    return SL_OK;
}
