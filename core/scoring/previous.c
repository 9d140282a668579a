#include "scoring/previous.h"
#include "base/memory.h"
#include "store/query.h"
#include <stdlib.h>
#include <string.h>

struct sl_previous {
    struct sl_store *store;
    const struct sl_rule_header *header;
    struct sl_tool **tools; /* versions met so far */
    size_t tool_count;
    char *text; /* given last */
};

struct sl_previous *sl_previous_new(struct sl_store *store, const struct sl_rule_header *header) {
    if (!header->history)
        return NULL;
    struct sl_previous *previous = sl_new(1, sizeof *previous);
    previous->store = store;
    previous->header = header;
    return previous;
}

void sl_previous_free(struct sl_previous *previous) {
    if (previous == NULL)
        return;
    for (size_t i = 0; i < previous->tool_count; i++)
        sl_tool_free(previous->tools[i]);
    free(previous->tools);
    free(previous->text);
    free(previous);
}

void sl_previous_drop(struct sl_previous **previous) {
    sl_previous_free(*previous);
    *previous = NULL;
}

static json_t *value_json(const struct sl_value *value) {
    if (value->state != SL_ANSWERED)
        return NULL;
    if (value->kind == SL_VALUE_NUMBER || value->kind == SL_VALUE_DAY)
        return json_integer(value->number);
    return json_stringn(value->text.bytes, value->text.length);
}

static json_t *rows_json(const struct sl_body *body, uint32_t question) {
    uint32_t from, to;
    json_t *list = json_array();
    sl_body_cells(body, question, &from, &to);
    for (uint32_t cell = from; cell < to; cell++) {
        struct sl_value value;
        size_t row = sl_body_value(body, cell, &value);
        json_t *answer = value_json(&value);
        while (json_array_size(list) + 1 < row)
            json_array_append_new(list, json_false());
        json_array_append_new(list, answer != NULL ? answer : json_false());
    }
    return list;
}

static json_t *answer_json(const struct sl_tool *tool, const struct sl_body *body, int place) {
    struct sl_value value;
    if (sl_tool_question(tool, (size_t)place)->in_rows)
        return rows_json(body, (uint32_t)place);
    return sl_body_find(body, (uint32_t)place, 0, &value) ? value_json(&value) : NULL;
}

json_t *sl_previous_json(const struct sl_rule_header *header, const struct sl_tool *tool,
                         const struct sl_body *body, sl_day day) {
    json_t *answers = json_object();
    for (size_t i = 0; i < header->needs_count; i++) {
        int place = sl_tool_find(tool, header->needs[i]);
        json_t *answer = place >= 0 ? answer_json(tool, body, place) : NULL;
        if (answer != NULL)
            json_object_set_new(answers, header->needs[i], answer);
    }
    return json_pack("{s:o, s:i}", "answers", answers, "day", (int)day);
}

static enum sl_status tool_of(struct sl_previous *previous, const char *code, int64_t version,
                              const struct sl_tool **out, struct sl_error *err) {
    for (size_t i = 0; i < previous->tool_count; i++) {
        const struct sl_tool *tool = previous->tools[i];
        if (sl_tool_version(tool) == version && strcmp(sl_tool_code(tool), code) == 0) {
            *out = tool;
            return SL_OK;
        }
    }
    struct sl_tool *tool = NULL;
    enum sl_status status = sl_tool_load(previous->store, code, version, &tool, err);
    if (status != SL_OK)
        return status;
    previous->tools =
        sl_resize(previous->tools, previous->tool_count + 1, sizeof(struct sl_tool *));
    previous->tools[previous->tool_count++] = tool;
    *out = tool;
    return SL_OK;
}

/* q: day, tool, version and body of the record before. */
static enum sl_status add(struct sl_previous *previous, const struct sl_query *q,
                          struct sl_text *decisions, struct sl_error *err) {
    const struct sl_tool *tool = NULL;
    struct sl_text bytes = {0};
    struct sl_body body;
    sl_day day = SL_DAY_NONE;
    SL_AUTO(sl_json_drop) json_t *whole = NULL;
    bytes.bytes = sl_query_get_bytes(q, 3, &bytes.length);
    enum sl_status status =
        tool_of(previous, sl_query_get_text(q, 1), sl_query_get_int(q, 2), &tool, err);
    if (status == SL_OK)
        status = sl_body_open(bytes.bytes, bytes.length, &body, err);
    if (status == SL_OK)
        status = sl_day_parse(sl_query_get_text(q, 0), &day, err);
    if (status == SL_OK && decisions->length > 0)
        status = sl_json_parse("decisions", decisions->bytes, decisions->length, &whole, err);
    if (status != SL_OK)
        return status;
    if (whole == NULL)
        whole = json_object();
    json_object_set_new(whole, "previous", sl_previous_json(previous->header, tool, &body, day));
    free(previous->text);
    previous->text = sl_json_canonical(whole);
    *decisions = sl_text_of(previous->text);
    return SL_OK;
}

enum sl_status sl_previous_now(struct sl_previous *previous, int64_t record_no,
                               struct sl_text *decisions, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        previous->store,
        "SELECT p.day, p.tool, p.tool_version, v.body FROM record r "
        "JOIN record p ON p.case_ref = r.case_ref AND p.day < r.day AND p.tool = r.tool "
        "JOIN record_revision v ON v.revision_no = p.revision_no "
        "WHERE r.record_no = :record AND r.case_ref <> '' AND p.state <> 'withdrawn' "
        "ORDER BY p.day DESC, p.record_no DESC LIMIT 1",
        err);
    sl_query_int(&q, ":record", record_no);
    if (!sl_query_next(&q))
        return q.status;
    return add(previous, &q, decisions, err);
}

enum sl_status sl_previous_at(struct sl_previous *previous, const struct sl_previous_then *then,
                              struct sl_text *decisions, bool *found, struct sl_error *err) {
    char day[SL_DAY_SIZE];
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(previous->store,
                      "SELECT p.day, p.tool, p.tool_version, v.body FROM record r "
                      "JOIN record p ON p.case_ref = r.case_ref AND p.tool = r.tool "
                      "JOIN record_revision v ON v.record_no = p.record_no AND v.revision = "
                      "(SELECT max(w.revision) FROM record_revision w "
                      "WHERE w.record_no = p.record_no AND w.saved_at <= :instant) "
                      "WHERE r.record_no = :record AND r.case_ref <> '' AND p.day < :day "
                      "ORDER BY p.day DESC, p.record_no DESC LIMIT 1 OFFSET :skip",
                      err);
    sl_query_int(&q, ":record", then->record_no);
    sl_query_int(&q, ":instant", then->instant);
    sl_query_int(&q, ":skip", then->skip);
    sl_query_text(&q, ":day", sl_day_format(then->day, day));
    *found = sl_query_next(&q);
    return *found ? add(previous, &q, decisions, err) : q.status;
}

enum sl_status sl_previous_successors(struct sl_store *store, int64_t record_no,
                                      enum sl_status (*each)(void *context, int64_t record_no,
                                                             int64_t revision,
                                                             struct sl_error *err),
                                      void *context, struct sl_error *err) {
    enum sl_status status = SL_OK;
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT n.record_no, n.revision FROM record r "
        "JOIN record n ON n.case_ref = r.case_ref AND n.day > r.day AND n.tool = r.tool "
        "WHERE r.record_no = :record AND r.case_ref <> '' AND n.state <> 'withdrawn' "
        "AND n.day = (SELECT min(m.day) FROM record m WHERE m.case_ref = r.case_ref "
        "AND m.day > r.day AND m.tool = r.tool AND m.state <> 'withdrawn') ORDER BY n.record_no",
        err);
    sl_query_int(&q, ":record", record_no);
    while (status == SL_OK && sl_query_next(&q))
        status = each(context, sl_query_get_int(&q, 0), sl_query_get_int(&q, 1), err);
    return status != SL_OK ? status : q.status;
}
