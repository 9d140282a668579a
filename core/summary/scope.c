#include "summary/scope.h"

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
