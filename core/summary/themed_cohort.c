#include "practice/list.h"
#include "store/query.h"
#include "summary/themed_inside.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void count_state(struct sl_themed_cohort *cohort, const char *state, int64_t n) {
    static const struct {
        const char *state;
        size_t place;
    } places[] = {
        {"submitted", offsetof(struct sl_themed_cohort, provisional)},
        {"moderating", offsetof(struct sl_themed_cohort, provisional)},
        {"in_progress", offsetof(struct sl_themed_cohort, in_progress)},
        {"returned", offsetof(struct sl_themed_cohort, returned)},
        {"withdrawn", offsetof(struct sl_themed_cohort, withdrawn)},
    };
    size_t place = offsetof(struct sl_themed_cohort, final);
    for (size_t i = 0; i < SL_COUNT(places); i++)
        if (strcmp(places[i].state, state) == 0)
            place = places[i].place;
    *(int64_t *)(void *)((char *)cohort + place) += n;
}

static enum sl_status take_states(struct sl_themed_work *work, struct sl_themed_tool *tool,
                                  int side, struct sl_error *err) {
    struct sl_scope scope = sl_themed_tool_scope(work, tool, side);
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(work->store,
                                      "SELECT r.state, count(*) FROM record r WHERE" SL_SCOPE_ALL
                                      " GROUP BY r.state ORDER BY r.state",
                                      err);
    sl_scope_bind_all(&q, &scope);
    struct sl_themed_cohort *cohort = &tool->cohort[side];
    while (sl_query_next(&q))
        count_state(cohort, sl_query_get_text(&q, 0), sl_query_get_int(&q, 1));
    if (tool->graded)
        return q.status;
    cohort->final += cohort->provisional; /* no grade to wait for */
    cohort->provisional = 0;
    return q.status;
}

static enum sl_status take_versions(struct sl_themed_work *work, struct sl_themed_tool *tool,
                                    int side, struct sl_error *err) {
    struct sl_scope scope = sl_themed_tool_scope(work, tool, side);
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(work->store,
                                      "SELECT r.tool_version, count(*) FROM record r WHERE" SL_SCOPE
                                      " GROUP BY r.tool_version ORDER BY r.tool_version",
                                      err);
    sl_scope_bind(&q, &scope);
    while (sl_query_next(&q)) {
        char number[24];
        snprintf(number, sizeof number, "%" PRId64, sl_query_get_int(&q, 0));
        SL_AUTO(sl_free) char *label = sl_format("version %s", number);
        sl_themed_counts_add(&tool->versions, number, label, side, sl_query_get_int(&q, 1));
    }
    return q.status;
}

static enum sl_status take_routes(struct sl_themed_work *work, struct sl_themed_tool *tool,
                                  int side, const struct sl_list *labels, struct sl_error *err) {
    struct sl_scope scope = sl_themed_tool_scope(work, tool, side);
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(work->store,
                                      "SELECT r.route, count(*) FROM record r WHERE" SL_SCOPE
                                      " GROUP BY r.route ORDER BY r.route",
                                      err);
    sl_scope_bind(&q, &scope);
    while (sl_query_next(&q)) {
        const char *route = sl_query_get_text(&q, 0);
        const char *label = route[0] == '\0' ? "Not stated"
                            : labels != NULL ? sl_list_label(labels, route)
                                             : route;
        sl_themed_counts_add(&tool->routes, route, label, side, sl_query_get_int(&q, 1));
    }
    return q.status;
}

/* tokens: joined by one space, n records say all of them. */
static void count_voices(struct sl_themed_tool *tool, const struct sl_question *voices,
                         struct sl_text tokens, int side, int64_t n) {
    size_t from = 0;
    while (from < tokens.length) {
        const char *space = memchr(tokens.bytes + from, ' ', tokens.length - from);
        size_t to = space == NULL ? tokens.length : (size_t)(space - tokens.bytes);
        struct sl_text token = {tokens.bytes + from, to - from};
        const struct sl_token *known = sl_question_token(voices, token);
        if (known != NULL)
            sl_themed_counts_add(&tool->voices, known->token, known->label, side, n);
        from = to + 1;
    }
}

static enum sl_status take_voices(struct sl_themed_work *work, struct sl_themed_tool *tool,
                                  int side, struct sl_error *err) {
    int place = sl_tool_find(tool->tool, "voices");
    if (place < 0)
        return SL_OK;
    const struct sl_question *voices = sl_tool_question(tool->tool, (size_t)place);
    struct sl_scope scope = sl_themed_tool_scope(work, tool, side);
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        work->store,
        "SELECT a.value, count(*) FROM record r JOIN answer a ON a.record_no = r.record_no"
        " AND a.question = 'voices' AND a.row_no = 0 AND a.state = 'answered' WHERE" SL_SCOPE
        " GROUP BY a.value ORDER BY a.value",
        err);
    sl_scope_bind(&q, &scope);
    while (sl_query_next(&q))
        count_voices(tool, voices, sl_query_get_slice(&q, 0), side, sl_query_get_int(&q, 1));
    return q.status;
}

enum sl_status sl_themed_take_cohort(struct sl_themed_work *work, struct sl_themed_tool *tool,
                                     struct sl_error *err) {
    SL_AUTO(sl_list_drop) struct sl_list *labels = NULL;
    enum sl_status status = sl_list_load(work->store, "sample_routes", 0, &labels, err);
    if (status == SL_NOT_FOUND)
        status = SL_OK;
    for (int side = 0; status == SL_OK && side < sl_themed_sides(work->themed); side++) {
        status = take_states(work, tool, side, err);
        if (status == SL_OK)
            status = take_versions(work, tool, side, err);
        if (status == SL_OK)
            status = take_routes(work, tool, side, labels, err);
        if (status == SL_OK)
            status = take_voices(work, tool, side, err);
    }
    sl_themed_counts_sort(&tool->routes);
    sl_themed_counts_sort(&tool->voices);
    return status;
}
