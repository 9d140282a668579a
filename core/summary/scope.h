/*
 * summary/scope.h - which records a figure counts: case reviews of one tool in a period, of all
 * services or one service or team (as they stood on the day of each record), final or provisional
 * ones. Drafts, returned and withdrawn records are in no figure.
 */
#pragma once
#include "store/query.h"
#include "summary/period.h"

enum sl_basis {
    SL_BASIS_FINAL = 1,       /* graded onward */
    SL_BASIS_PROVISIONAL = 2, /* submitted, or being moderated */
    SL_BASIS_BOTH = 3
};

struct sl_scope {
    const char *tool;
    char from[SL_DAY_SIZE], to[SL_DAY_SIZE];
    const char *service, *team; /* "" is all */
    enum sl_basis basis;
};

/* For WHERE, with the record as r; values are bound by sl_scope_bind_all(). */
#define SL_SCOPE_ALL                                                                               \
    " r.tool = :tool AND r.day >= :from AND r.day <= :to"                                          \
    " AND (:service = '' OR r.service = :service) AND (:team = '' OR r.team = :team)"              \
    " AND r.kind IN ('review', 'supervision', 'panel')"
bool sl_scope_counts_kind(const char *kind); /* those kinds */

/* The same, only records that summaries count; values are bound by sl_scope_bind(). */
#define SL_SCOPE                                                                                   \
    SL_SCOPE_ALL                                                                                   \
    " AND ((:final = 1 AND r.state IN ('graded', 'shared', 'actions_agreed', 'closing', "          \
    "'closed'))"                                                                                   \
    " OR (:provisional = 1 AND r.state IN ('submitted', 'moderating')))"

/* Queries borrow the scope they are bound to until they are closed. */
void sl_scope_bind_all(struct sl_query *query, const struct sl_scope *scope);
void sl_scope_bind(struct sl_query *query, const struct sl_scope *scope);

/* Is it whole months of all services (or one team)? from and to are then months, "YYYY-MM". */
enum { SL_MONTH_SIZE = 8 };
bool sl_scope_is_months(const struct sl_scope *scope, char from[SL_MONTH_SIZE],
                        char to[SL_MONTH_SIZE]);

/* How many records it holds. */
enum sl_status sl_scope_count(struct sl_store *store, const struct sl_scope *scope, int64_t *out,
                              struct sl_error *err);
/* The same scope in another period, on another basis. */
struct sl_scope sl_scope_in(struct sl_scope scope, struct sl_period period);
struct sl_scope sl_scope_on(struct sl_scope scope, enum sl_basis basis);
