#include "practice/list.h"
#include "store/query.h"
#include "summary/themed_inside.h"
#include <string.h>

static void add_figure(struct sl_themed_figures *figures, const struct sl_query *q) {
    figures->figures = sl_resize(figures->figures, figures->count + 1, sizeof *figures->figures);
    struct sl_themed_figure *figure = &figures->figures[figures->count++];
    *figure = (struct sl_themed_figure){
        .code = sl_copy(sl_query_get_text(q, 0)),
        .unit = sl_copy(sl_query_get_text(q, 1)),
        .source = sl_copy(sl_query_get_text(q, 6)),
        .share = {sl_query_get_int(q, 4), sl_query_get_int(q, 5)},
    };
    sl_day from = SL_DAY_NONE, to = SL_DAY_NONE, drawn_on = SL_DAY_NONE;
    sl_day_parse(sl_query_get_text(q, 2), &from, NULL);
    sl_day_parse(sl_query_get_text(q, 3), &to, NULL);
    sl_day_parse(sl_query_get_text(q, 7), &drawn_on, NULL);
    sl_day_format(from, figure->from);
    sl_day_format(to, figure->to);
    sl_day_format(drawn_on, figure->drawn_on);
}

static bool names(const json_t *codes, const char *code) {
    for (size_t i = 0; i < json_array_size(codes); i++)
        if (strcmp(json_string_value(json_array_get(codes, i)), code) == 0)
            return true;
    return false;
}

/* Is the figure the data strand of a measure? */
static bool is_strand(const struct sl_list *strands, const char *code) {
    for (size_t i = 0; strands != NULL && i < sl_list_count(strands); i++)
        if (names(json_object_get(sl_list_at(strands, i)->fields, "data"), code))
            return true;
    return false;
}

/* Of each code the figure of the newest span that ends inside the period; of two that end on one
 * day the longer. */
static const char figures_sql[] =
    "SELECT f.code, f.unit, f.period_from, f.period_to, f.numerator, f.denominator, f.source,"
    " f.drawn_on FROM figure f WHERE f.unit = :unit AND (:code = '' OR f.code = :code)"
    " AND f.period_to >= :from AND f.period_to <= :to AND f.numerator <= f.denominator"
    " AND f.numerator >= 0 ORDER BY f.code, f.period_to DESC, f.period_from";

enum sl_status sl_themed_take_figures(struct sl_themed_work *work, const char *code,
                                      struct sl_themed_figures *figures, struct sl_error *err) {
    SL_AUTO(sl_list_drop) struct sl_list *strands = NULL;
    enum sl_status status = sl_list_load(work->store, "measure_strands", 0, &strands, err);
    if (status != SL_OK && status != SL_NOT_FOUND)
        return status;
    struct sl_scope scope = sl_themed_scope(work, "", SL_NOW);
    const char *unit = scope.team[0] != '\0'      ? scope.team
                       : scope.service[0] != '\0' ? scope.service
                                                  : "all";
    SL_AUTO(sl_query_close) struct sl_query q = sl_query_open(work->store, figures_sql, err);
    sl_query_text(&q, ":unit", unit);
    sl_query_text(&q, ":code", code == NULL ? "" : code);
    sl_query_text(&q, ":from", scope.from);
    sl_query_text(&q, ":to", scope.to);
    size_t first = figures->count;
    while (sl_query_next(&q)) {
        const char *found = sl_query_get_text(&q, 0);
        bool again =
            figures->count > first && strcmp(figures->figures[figures->count - 1].code, found) == 0;
        if (!again && (code != NULL || !is_strand(strands, found)))
            add_figure(figures, &q);
    }
    return q.status;
}
