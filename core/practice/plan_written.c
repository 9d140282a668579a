#include "practice/plan_store.h"
#include "store/query.h"
#include <string.h>

static enum sl_status write_leads(struct sl_store *store, const char *line, struct sl_buffer *out,
                                  struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store, "SELECT lead FROM plan_lead WHERE line = :line ORDER BY position", err);
    sl_query_text(&q, ":line", line);
    for (bool first = true; sl_query_next(&q); first = false) {
        sl_buffer_text(out, first ? "\t" : "/");
        sl_buffer_text(out, sl_query_get_text(&q, 0));
    }
    return q.status;
}

/* The number of a rating as the file wrote it: rag2 is 2. */
static const char *rating_of(const char *progress) {
    return strncmp(progress, "rag", 3) == 0 ? progress + 3 : "";
}

static enum sl_status write_rows(struct sl_store *store, const char *area, struct sl_buffer *out,
                                 struct sl_error *err) {
    char issue[SL_ID_SIZE] = "";
    enum sl_status status = SL_OK;
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT i.id, i.wording, l.id, l.number, l.wording, l.timescale, e.progress, e.narrative "
        "FROM plan_issue i JOIN plan_line l ON l.issue = i.id "
        "LEFT JOIN progress_entry e ON e.line = l.id AND e.seq = 1 "
        "WHERE i.area = :area ORDER BY i.position, l.position",
        err);
    sl_query_text(&q, ":area", area);
    while (status == SL_OK && sl_query_next(&q)) {
        bool again = strcmp(issue, sl_query_get_text(&q, 0)) == 0;
        memcpy(issue, sl_query_get_text(&q, 0), SL_ID_SIZE);
        sl_buffer_format(out, "%s\t%s\t%s\t%s\t%s\t%s", sl_query_get_text(&q, 3),
                         again ? "" : sl_query_get_text(&q, 1), sl_query_get_text(&q, 4),
                         sl_query_get_text(&q, 5), rating_of(sl_query_get_text(&q, 6)),
                         sl_query_get_text(&q, 7));
        status = write_leads(store, sl_query_get_text(&q, 2), out, err);
        sl_buffer_char(out, '\n');
    }
    return status != SL_OK ? status : q.status;
}

/* Labels of headings and of other notes are ours, the rest are the file's. */
static void write_note(struct sl_buffer *out, const char *kind, const char *label,
                       const char *wording) {
    bool labelled = label[0] != '\0' && strcmp(kind, "heading") != 0 && strcmp(kind, "other") != 0;
    sl_buffer_format(out, "%s%s%s\n", labelled ? label : "", labelled ? "\t" : "", wording);
}

enum sl_status sl_plan_as_written(struct sl_store *store, const char *plan, char **out,
                                  struct sl_error *err) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer text = {0};
    enum sl_status status = SL_OK;
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT position, kind, label, wording, '' AS area FROM plan_note WHERE plan = :plan "
        "UNION ALL SELECT position, '', '', title, id FROM plan_area WHERE plan = :plan "
        "ORDER BY 1",
        err);
    sl_query_text(&q, ":plan", plan);
    /* the rows of an area come behind the header row that follows its heading */
    char waiting[SL_ID_SIZE] = "";
    while (status == SL_OK && sl_query_next(&q)) {
        const char *area = sl_query_get_text(&q, 4), *kind = sl_query_get_text(&q, 1);
        bool is_columns =
            strcmp(kind, "heading") == 0 && strcmp(sl_query_get_text(&q, 2), "columns") == 0;
        if (waiting[0] != '\0' && !is_columns) {
            status = write_rows(store, waiting, &text, err);
            waiting[0] = '\0';
        }
        write_note(&text, kind, sl_query_get_text(&q, 2), sl_query_get_text(&q, 3));
        if (area[0] != '\0')
            memcpy(waiting, area, SL_ID_SIZE);
    }
    if (status == SL_OK && q.status == SL_OK && waiting[0] != '\0')
        status = write_rows(store, waiting, &text, err);
    if (status != SL_OK || q.status != SL_OK)
        return status != SL_OK ? status : q.status;
    *out = sl_buffer_take(&text);
    return SL_OK;
}
