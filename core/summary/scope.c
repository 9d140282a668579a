#include "summary/scope.h"
#include <stdio.h>
#include <string.h>

bool sl_scope_counts_kind(const char *kind) {
    return strcmp(kind, "review") == 0 || strcmp(kind, "supervision") == 0 ||
           strcmp(kind, "panel") == 0;
}

void sl_scope_bind_all(struct sl_query *query, const struct sl_scope *scope) {
    sl_query_text(query, ":tool", scope->tool);
    sl_query_text(query, ":from", scope->from);
    sl_query_text(query, ":to", scope->to);
    sl_query_text(query, ":service", scope->service);
    sl_query_text(query, ":team", scope->team);
}

void sl_scope_bind(struct sl_query *query, const struct sl_scope *scope) {
    sl_scope_bind_all(query, scope);
    sl_query_int(query, ":final", (scope->basis & SL_BASIS_FINAL) != 0);
    sl_query_int(query, ":provisional", (scope->basis & SL_BASIS_PROVISIONAL) != 0);
}

bool sl_scope_is_months(const struct sl_scope *scope, char from[SL_MONTH_SIZE],
                        char to[SL_MONTH_SIZE]) {
    sl_day first = SL_DAY_NONE, last = SL_DAY_NONE;
    int year, month, day;
    if (scope->service[0] != '\0' || sl_day_parse(scope->from, &first, NULL) != SL_OK ||
        sl_day_parse(scope->to, &last, NULL) != SL_OK)
        return false;
    sl_day_parts(first, &year, &month, &day);
    if (day != 1)
        return false;
    sl_day_parts(last, &year, &month, &day);
    if (last != sl_day_month_end(year, month))
        return false;
    snprintf(from, SL_MONTH_SIZE, "%.7s", scope->from);
    snprintf(to, SL_MONTH_SIZE, "%.7s", scope->to);
    return true;
}

enum sl_status sl_scope_count(struct sl_store *store, const struct sl_scope *scope, int64_t *out,
                              struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store, "SELECT count(*) FROM record r WHERE" SL_SCOPE, err);
    sl_scope_bind(&q, scope);
    if (sl_query_next(&q))
        *out = sl_query_get_int(&q, 0);
    return q.status;
}

struct sl_scope sl_scope_in(struct sl_scope scope, struct sl_period period) {
    sl_day_format(period.from, scope.from);
    sl_day_format(period.to, scope.to);
    return scope;
}

struct sl_scope sl_scope_on(struct sl_scope scope, enum sl_basis basis) {
    scope.basis = basis;
    return scope;
}
