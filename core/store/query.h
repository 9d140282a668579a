/*
 * store/query.h - one prepared statement with named values. The first failure sticks in it and
 * turns later calls into no-ops, so the caller checks once:
 *
 *     SL_AUTO(sl_query_close) struct sl_query q = sl_query_open(store,
 *         "SELECT title FROM tool WHERE code = :code", err);
 *     sl_query_text(&q, ":code", code);
 *     if (sl_query_next(&q))
 *         puts(sl_query_get_text(&q, 0));
 *     return q.status;
 *
 * Statements are kept prepared per handle, found by the address of their text: give literals. Every
 * named value must be given before the first step, NULL too. A row that is there already is
 * SL_CONFLICT; everything else that goes wrong is SL_STORE.
 */
#pragma once
#include "base/text.h"
#include "store/store.h"

struct sl_query {
    struct sl_store *store;
    void *statement;
    struct sl_error *err;
    enum sl_status status;
};

struct sl_query sl_query_open(struct sl_store *store, const char *sql, struct sl_error *err);
/* Once per text built at run time (filters): prepared anew and dropped on close. */
struct sl_query sl_query_open_once(struct sl_store *store, const char *sql, struct sl_error *err);

/* name with its colon. Texts and bytes are borrowed until the query is stepped past or closed. */
void sl_query_text(struct sl_query *query, const char *name, const char *value); /* NULL is NULL */
void sl_query_slice(struct sl_query *query, const char *name, struct sl_text value);
void sl_query_int(struct sl_query *query, const char *name, int64_t value);
void sl_query_real(struct sl_query *query, const char *name, double value);
void sl_query_bytes(struct sl_query *query, const char *name, const void *bytes, size_t length);
void sl_query_null(struct sl_query *query, const char *name);

/* The next row; false at the end or after a failure (look at query.status). */
bool sl_query_next(struct sl_query *query);
/* For statements that give no rows. Ready for other values afterwards. */
enum sl_status sl_query_run(struct sl_query *query);
/* Makes a statement ready for other values before its end, keeping nothing bound. Giving a value
 * after the end does the same. */
void sl_query_again(struct sl_query *query);

/* Borrowed until the next step; "" for NULL (sl_query_is_null tells). Columns count from 0. */
const char *sl_query_get_text(const struct sl_query *query, int column);
struct sl_text sl_query_get_slice(const struct sl_query *query, int column);
int64_t sl_query_get_int(const struct sl_query *query, int column);
double sl_query_get_real(const struct sl_query *query, int column);
const void *sl_query_get_bytes(const struct sl_query *query, int column, size_t *length);
bool sl_query_is_null(const struct sl_query *query, int column);

void sl_query_close(struct sl_query *query); /* for SL_AUTO */

/* One number from a query without values; *out keeps its value when there is no row. */
enum sl_status sl_query_number(struct sl_store *store, const char *sql, int64_t *out,
                               struct sl_error *err);
