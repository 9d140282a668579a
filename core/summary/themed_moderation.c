#include "store/query.h"
#include "summary/themed_inside.h"
#include <string.h>

/* One group of equal moderations. */
struct seen {
    const char *route;
    bool blind, paired, same;
    int64_t n;
};

static void add_pair(struct sl_share *exact, const struct seen *seen) {
    if (!seen->paired)
        return;
    exact->of += seen->n;
    exact->n += seen->same ? seen->n : 0;
}

static void add_seen(struct sl_themed_moderation *moderation, const struct seen *seen) {
    bool random = strcmp(seen->route, "random") == 0;
    moderation->n += seen->n;
    if (random)
        moderation->random += seen->n;
    else if (strcmp(seen->route, "forced") == 0)
        moderation->forced += seen->n;
    else
        moderation->group += seen->n;
    add_pair(&moderation->exact, seen);
    if (random)
        add_pair(&moderation->exact_random, seen);
    if (!seen->blind)
        return;
    moderation->blind += seen->n;
    add_pair(&moderation->exact_blind, seen);
}

static enum sl_status count_records(struct sl_themed_work *work, const struct sl_scope *scope,
                                    int64_t *records, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(work->store,
                      "SELECT count(DISTINCT m.record_no) FROM record r"
                      " JOIN moderation m ON m.record_no = r.record_no WHERE" SL_SCOPE,
                      err);
    sl_scope_bind(&q, scope);
    if (sl_query_next(&q))
        *records = sl_query_get_int(&q, 0);
    return q.status;
}

enum sl_status sl_themed_take_moderation(struct sl_themed_work *work, struct sl_themed_tool *tool,
                                         struct sl_error *err) {
    struct sl_scope scope = sl_themed_tool_scope(work, tool, SL_NOW);
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        work->store,
        "SELECT m.route, m.blind,"
        " CASE WHEN m.grade_before IS NOT NULL AND m.grade_after IS NOT NULL THEN 1 ELSE 0 END,"
        " CASE WHEN m.grade_before = m.grade_after THEN 1 ELSE 0 END, count(*)"
        " FROM record r JOIN moderation m ON m.record_no = r.record_no WHERE" SL_SCOPE
        " GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4",
        err);
    sl_scope_bind(&q, &scope);
    while (sl_query_next(&q)) {
        struct seen seen = {sl_query_get_text(&q, 0), sl_query_get_int(&q, 1) != 0,
                            sl_query_get_int(&q, 2) != 0, sl_query_get_int(&q, 3) != 0,
                            sl_query_get_int(&q, 4)};
        add_seen(&tool->moderation, &seen);
    }
    return q.status == SL_OK ? count_records(work, &scope, &tool->moderation.records, err)
                             : q.status;
}
