#include "store/count.h"
#include "store/handle.h"
#include "store/query.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Tables that may not have rows without a kept number; others are counted once they have one. */
static const char *const always_counted[] = {"record", "record_revision", "score", "trail"};

static enum sl_status settle_one(struct sl_store *handle, const char *name, int64_t n,
                                 struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query add =
        sl_query_open(handle,
                      "INSERT INTO store_count (name, n) VALUES (:name, :n) "
                      "ON CONFLICT (name) DO UPDATE SET n = store_count.n + excluded.n",
                      err);
    sl_query_text(&add, ":name", name);
    sl_query_int(&add, ":n", n);
    return sl_query_run(&add);
}

enum sl_status sl_counts_settle(struct sl_store *handle, struct sl_error *err) {
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < handle->counts_used && status == SL_OK; i++)
        if (handle->counts[i].n != 0)
            status = settle_one(handle, handle->counts[i].name, handle->counts[i].n, err);
    handle->counts_used = 0;
    return status;
}

static size_t place_of(struct sl_store *handle, const char *name) {
    for (size_t i = 0; i < handle->counts_used; i++)
        if (strcmp(handle->counts[i].name, name) == 0)
            return i;
    size_t at = handle->counts_used++;
    snprintf(handle->counts[at].name, SL_COUNT_NAME_SIZE, "%s", name);
    handle->counts[at].n = 0;
    return at;
}

enum sl_status sl_count_add(struct sl_store *store, const char *name, int64_t n,
                            struct sl_error *err) {
    if (!store->writes)
        return sl_fail(err, SL_STORE, "", "Counts are changed inside a write function only.");
    if (strlen(name) >= SL_COUNT_NAME_SIZE)
        return sl_fail(err, SL_STORE, "", "%s is too long for the name of a count.", name);
    if (store->counts_used == SL_COUNT_NAMES) {
        enum sl_status status = sl_counts_settle(store, err);
        if (status != SL_OK)
            return status;
    }
    store->counts[place_of(store, name)].n += n;
    return SL_OK;
}

static bool is_table_name(const char *name) {
    return *name != '\0' && name[strspn(name, "abcdefghijklmnopqrstuvwxyz_0123456789")] == '\0';
}

static enum sl_status count_rows(struct sl_store *store, const char *table, int64_t *rows,
                                 struct sl_error *err) {
    if (!is_table_name(table))
        return sl_fail(err, SL_INVALID, "", "A number is kept for \"%s\", which is no table.",
                       table);
    SL_AUTO(sl_free) char *sql = sl_format("SELECT count(*) FROM %s", table);
    SL_AUTO(sl_query_close) struct sl_query count = sl_query_open_once(store, sql, err);
    if (sl_query_next(&count))
        *rows = sl_query_get_int(&count, 0);
    return count.status;
}

static enum sl_status check_table(struct sl_store *store, const char *table, int64_t kept,
                                  struct sl_error *err) {
    int64_t rows = 0;
    enum sl_status status = count_rows(store, table, &rows, err);
    if (status == SL_OK && rows != kept)
        status = sl_fail(err, SL_INVALID, "",
                         "Table %s holds %" PRId64 " rows, and the store counted %" PRId64 ".",
                         table, rows, kept);
    return status;
}

static enum sl_status check_log(struct sl_store *store, struct sl_error *err) {
    if (!store->shared->log_missing)
        return SL_OK;
    return sl_fail(err, SL_INVALID, "",
                   "%s was in use when it was copied or moved, and its -wal file is not beside "
                   "it: the newest rows may be missing.",
                   sl_store_path(store));
}

static enum sl_status is_kept(struct sl_store *store, const char *table, bool *out,
                              struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query query =
        sl_query_open(store, "SELECT n FROM store_count WHERE name = :name", err);
    sl_query_text(&query, ":name", table);
    *out = sl_query_next(&query);
    return query.status;
}

static enum sl_status check_not_kept(struct sl_store *store, struct sl_error *err) {
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < SL_COUNT(always_counted) && status == SL_OK; i++) {
        bool kept = false;
        status = is_kept(store, always_counted[i], &kept, err);
        if (status == SL_OK && !kept)
            status = check_table(store, always_counted[i], 0, err);
    }
    return status;
}

static enum sl_status check_kept(struct sl_store *store, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query query = sl_query_open(
        store, "SELECT name, n FROM store_count WHERE name <> 'wal' ORDER BY name", err);
    while (sl_query_next(&query)) {
        enum sl_status status =
            check_table(store, sl_query_get_text(&query, 0), sl_query_get_int(&query, 1), err);
        if (status != SL_OK)
            return status;
    }
    return query.status;
}

enum sl_status sl_count_check(struct sl_store *store, struct sl_error *err) {
    enum sl_status status = store->writes ? sl_counts_settle(store, err) : SL_OK;
    if (status == SL_OK)
        status = check_log(store, err);
    if (status == SL_OK)
        status = check_not_kept(store, err);
    return status == SL_OK ? check_kept(store, err) : status;
}
