#include "store/query.h"
#include "store/handle.h"
#include <string.h>

static bool is_ready(const struct sl_query *query) {
    return query->status == SL_OK && query->statement != NULL;
}

static sqlite3_stmt *prepared(const struct sl_query *query) {
    const struct sl_statement *statement = query->statement;
    return statement->prepared;
}

struct sl_query sl_query_open(struct sl_store *store, const char *sql, struct sl_error *err) {
    struct sl_query query = {store, NULL, err, SL_OK};
    struct sl_statement *statement = NULL;
    query.status = sl_statement_take(&store->statements, store->connection, sql, &statement, err);
    query.statement = statement;
    return query;
}

struct sl_query sl_query_open_once(struct sl_store *store, const char *sql, struct sl_error *err) {
    struct sl_query query = {store, NULL, err, SL_OK};
    struct sl_statement *statement = NULL;
    query.status = sl_statement_make(store->connection, sql, &statement, err);
    query.statement = statement;
    return query;
}

/* The place of a named value, 0 after a failure. */
static int place_of(struct sl_query *query, const char *name) {
    if (!is_ready(query))
        return 0;
    struct sl_statement *statement = query->statement;
    if (statement->ended)
        sl_query_again(query);
    int index = sl_statement_index(statement, name);
    if (index == 0)
        query->status = sl_fail(query->err, SL_STORE, name, "There is no value %s in: %s", name,
                                sqlite3_sql(statement->prepared));
    else if (statement->wanted != 0)
        statement->given |= UINT64_C(1) << index;
    return index;
}

static void check_bound(struct sl_query *query, int code) {
    if (code != SQLITE_OK)
        query->status = sl_connection_fail(query->store->connection, query->err);
}

void sl_query_text(struct sl_query *query, const char *name, const char *value) {
    int at = place_of(query, name);
    if (at > 0)
        check_bound(query, sqlite3_bind_text(prepared(query), at, value, -1, SQLITE_STATIC));
}

void sl_query_slice(struct sl_query *query, const char *name, struct sl_text value) {
    const char *bytes = value.bytes != NULL ? value.bytes : "";
    int at = place_of(query, name);
    if (at > 0)
        check_bound(query, sqlite3_bind_text64(prepared(query), at, bytes, value.length,
                                               SQLITE_STATIC, SQLITE_UTF8));
}

void sl_query_int(struct sl_query *query, const char *name, int64_t value) {
    int at = place_of(query, name);
    if (at > 0)
        check_bound(query, sqlite3_bind_int64(prepared(query), at, value));
}

void sl_query_real(struct sl_query *query, const char *name, double value) {
    int at = place_of(query, name);
    if (at > 0)
        check_bound(query, sqlite3_bind_double(prepared(query), at, value));
}

void sl_query_bytes(struct sl_query *query, const char *name, const void *bytes, size_t length) {
    int at = place_of(query, name);
    if (at > 0)
        check_bound(query, sqlite3_bind_blob64(prepared(query), at, bytes, length, SQLITE_STATIC));
}

void sl_query_null(struct sl_query *query, const char *name) {
    int at = place_of(query, name);
    if (at > 0)
        check_bound(query, sqlite3_bind_null(prepared(query), at));
}

static void check_given(struct sl_query *query) {
    const struct sl_statement *statement = query->statement;
    if (statement->given == statement->wanted)
        return;
    int index = __builtin_ctzll(statement->wanted & ~statement->given);
    const char *name = sqlite3_bind_parameter_name(statement->prepared, index);
    query->status =
        sl_fail(query->err, SL_STORE, name != NULL ? name : "", "No value was given for %s in: %s",
                name != NULL ? name : "?", sqlite3_sql(statement->prepared));
}

/* Without it the rest of a write function would be committed piece by piece. */
static void check_transaction(struct sl_query *query) {
    if (!sl_handle_may_write(query->store))
        query->status =
            sl_fail(query->err, SL_STORE, "", "%s has given up the transaction; nothing was saved.",
                    sl_store_path(query->store));
}

/* SQLITE_ROW, SQLITE_DONE, or 0 after a failure. */
static int step(struct sl_query *query) {
    if (is_ready(query))
        check_given(query);
    if (is_ready(query))
        check_transaction(query);
    if (!is_ready(query))
        return 0;
    int code = sqlite3_step(prepared(query));
    if (code == SQLITE_ROW || code == SQLITE_DONE)
        return code;
    query->status = sl_connection_fail(query->store->connection, query->err);
    return 0;
}

bool sl_query_next(struct sl_query *query) {
    struct sl_statement *statement = query->statement;
    if (statement == NULL || statement->ended)
        return false;
    int code = step(query);
    if (code == SQLITE_ROW)
        return true;
    statement->ended = true;
    sqlite3_reset(statement->prepared);
    return false;
}

enum sl_status sl_query_run(struct sl_query *query) {
    while (sl_query_next(query))
        continue;
    sl_query_again(query);
    return query->status;
}

void sl_query_again(struct sl_query *query) {
    struct sl_statement *statement = query->statement;
    if (statement == NULL)
        return;
    sqlite3_reset(statement->prepared);
    sqlite3_clear_bindings(statement->prepared);
    statement->given = 0;
    statement->ended = false;
}

const char *sl_query_get_text(const struct sl_query *query, int column) {
    const char *text = NULL;
    if (is_ready(query))
        text = (const char *)sqlite3_column_text(prepared(query), column);
    return text != NULL ? text : "";
}

struct sl_text sl_query_get_slice(const struct sl_query *query, int column) {
    const char *text = sl_query_get_text(query, column);
    size_t length = is_ready(query) ? (size_t)sqlite3_column_bytes(prepared(query), column) : 0;
    return (struct sl_text){text, length};
}

int64_t sl_query_get_int(const struct sl_query *query, int column) {
    return is_ready(query) ? sqlite3_column_int64(prepared(query), column) : 0;
}

double sl_query_get_real(const struct sl_query *query, int column) {
    return is_ready(query) ? sqlite3_column_double(prepared(query), column) : 0;
}

const void *sl_query_get_bytes(const struct sl_query *query, int column, size_t *length) {
    const void *bytes = is_ready(query) ? sqlite3_column_blob(prepared(query), column) : NULL;
    *length = bytes != NULL ? (size_t)sqlite3_column_bytes(prepared(query), column) : 0;
    return bytes != NULL ? bytes : "";
}

bool sl_query_is_null(const struct sl_query *query, int column) {
    return !is_ready(query) || sqlite3_column_type(prepared(query), column) == SQLITE_NULL;
}

void sl_query_close(struct sl_query *query) {
    if (query->statement != NULL)
        sl_statement_give_back(query->statement);
    query->statement = NULL;
}

enum sl_status sl_query_number(struct sl_store *store, const char *sql, int64_t *out,
                               struct sl_error *err) {
    SL_AUTO(sl_query_close) struct sl_query query = sl_query_open(store, sql, err);
    if (sl_query_next(&query))
        *out = sl_query_get_int(&query, 0);
    return query.status;
}
