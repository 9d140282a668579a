#include "scoring/decisions.h"
#include <stdlib.h>
#include <string.h>

struct sl_decisions sl_decisions_open(struct sl_store *store, int64_t after, struct sl_error *err) {
    struct sl_decisions decisions = {0};
    decisions.query = sl_query_open(store,
                                    "SELECT record_no, kind, code, outcome FROM decision "
                                    "WHERE record_no > :after "
                                    "ORDER BY record_no, kind, code, decided_at, id",
                                    err);
    sl_query_int(&decisions.query, ":after", after);
    decisions.at_row = sl_query_next(&decisions.query);
    return decisions;
}

/* A flag that doesn't limit the grade has no class here. */
static json_t *flag_of(const struct sl_query *q, const struct sl_tool *tool) {
    const char *code = sl_query_get_text(q, 2);
    int place = sl_tool_find(tool, code);
    const struct sl_question *question = place < 0 ? NULL : sl_tool_question(tool, (size_t)place);
    char class[2] = {question != NULL && question->caps ? question->critical : '\0', 0};
    return json_pack("{s:s, s:s, s:s}", "class", class, "outcome", sl_query_get_text(q, 3),
                     "question", code);
}

/* Is what the new one is about what the last one was about? Then it takes its place. */
static void add_newest(json_t *list, const char *key, json_t *one) {
    size_t count = json_array_size(list);
    json_t *last = json_array_get(list, count == 0 ? 0 : count - 1);
    bool plain = json_is_string(one);
    const char *before = json_string_value(plain ? last : json_object_get(last, key));
    const char *now = json_string_value(plain ? one : json_object_get(one, key));
    if (before != NULL && now != NULL && strcmp(before, now) == 0)
        json_array_set_new(list, count - 1, one);
    else
        json_array_append_new(list, one);
}

static void take_row(const struct sl_query *q, const struct sl_tool *tool, json_t *flags,
                     json_t *waivers) {
    if (strcmp(sl_query_get_text(q, 1), "flag") == 0)
        add_newest(flags, "question", flag_of(q, tool));
    else
        add_newest(waivers, "", json_string(sl_query_get_text(q, 2)));
}

/* Takes both over. */
static char *text_of(json_t *flags, json_t *waivers) {
    SL_AUTO(sl_json_drop)
    json_t *whole = json_pack("{s:o, s:o}", "flags", flags, "waivers", waivers);
    return sl_json_canonical(whole);
}

enum sl_status sl_decisions_of(struct sl_decisions *decisions, int64_t record_no,
                               const struct sl_tool *tool, struct sl_text *out) {
    struct sl_query *q = &decisions->query;
    while (decisions->at_row && sl_query_get_int(q, 0) < record_no)
        decisions->at_row = sl_query_next(q);
    *out = (struct sl_text){"", 0};
    if (!decisions->at_row || sl_query_get_int(q, 0) != record_no)
        return q->status;
    json_t *flags = json_array(), *waivers = json_array();
    while (decisions->at_row && sl_query_get_int(q, 0) == record_no) {
        take_row(q, tool, flags, waivers);
        decisions->at_row = sl_query_next(q);
    }
    free(decisions->text);
    decisions->text = text_of(flags, waivers);
    *out = sl_text_of(decisions->text);
    return q->status;
}

void sl_decisions_close(struct sl_decisions *decisions) {
    sl_query_close(&decisions->query);
    free(decisions->text);
    decisions->text = NULL;
}

enum sl_status sl_decisions_at(struct sl_store *store, int64_t record_no,
                               const struct sl_tool *tool, int64_t instant, char **out,
                               struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "SELECT record_no, kind, code, outcome FROM decision "
                                      "WHERE record_no = :record AND decided_at <= :instant "
                                      "ORDER BY kind, code, decided_at, id",
                                      err);
    sl_query_int(&q, ":record", record_no);
    sl_query_int(&q, ":instant", instant);
    json_t *flags = json_array(), *waivers = json_array();
    while (sl_query_next(&q))
        take_row(&q, tool, flags, waivers);
    bool any = json_array_size(flags) + json_array_size(waivers) > 0;
    char *text = text_of(flags, waivers);
    *out = any ? text : sl_copy("");
    if (!any)
        free(text);
    return q.status;
}

enum sl_status sl_decisions_before(struct sl_store *store, int64_t record_no, int64_t instant,
                                   int64_t *out, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "SELECT coalesce(max(decided_at), 0) FROM decision "
                                      "WHERE record_no = :record AND decided_at < :instant",
                                      err);
    sl_query_int(&q, ":record", record_no);
    sl_query_int(&q, ":instant", instant);
    if (sl_query_next(&q))
        *out = sl_query_get_int(&q, 0);
    return q.status;
}
