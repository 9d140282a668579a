#include "store/handle.h"
#include "store/header.h"
#include "store/lock.h"
#include "store/log_mark.h"
#include "store/place.h"
#include "store/writer.h"
#include <assert.h>
#include <stdlib.h>

static struct sl_shared *new_shared(const char *file, const char *path) {
    struct sl_shared *shared = sl_new(1, sizeof *shared);
    shared->file = sl_copy(file);
    shared->path = sl_copy(path);
    shared->server_lock = -1;
    pthread_mutex_init(&shared->mutex, NULL);
    return shared;
}

static void free_shared(struct sl_shared *shared) {
    sl_writer_end(shared->writer);
    sl_lock_drop(&shared->server_lock);
    pthread_mutex_destroy(&shared->mutex);
    free(shared->file);
    free(shared->path);
    free(shared);
}

enum sl_status sl_handle_new(struct sl_shared *shared, enum sl_connection_use use,
                             struct sl_store **out, struct sl_error *err) {
    sqlite3 *connection = NULL;
    enum sl_status status = sl_connection_open(shared->file, use, &connection, err);
    if (status != SL_OK)
        return status;
    struct sl_store *handle = sl_new(1, sizeof *handle);
    handle->shared = shared;
    handle->connection = connection;
    handle->writes = use == SL_CONNECTION_WRITES;
    *out = handle;
    return SL_OK;
}

void sl_handle_free(struct sl_store *handle) {
    sl_statements_drop(&handle->statements);
    sl_connection_close(&handle->connection);
    free(handle);
}

void sl_handle_forget(struct sl_store *handle) {
    handle->head.known = false;
    handle->counts_used = 0;
}

bool sl_handle_may_write(const struct sl_store *handle) {
    return !handle->writes || sqlite3_get_autocommit(handle->connection) == 0;
}

/* A -wal without anything in it is one that opening the file has just made. */
static bool has_log(const struct sl_shared *shared) {
    return sl_place_size(shared->file, "-wal") > 0;
}

static enum sl_status look_for_log(struct sl_store *handle, bool had_log, struct sl_error *err) {
    int64_t mark = 0;
    enum sl_status status = sl_log_mark_read(handle->connection, &mark, err);
    handle->shared->log_missing = mark == 1 && !had_log && !has_log(handle->shared);
    return status;
}

enum sl_status sl_handle_open(const char *file, const char *path, struct sl_store **out,
                              struct sl_error *err) {
    struct sl_header header;
    enum sl_status status = sl_header_read(file, path, &header, err);
    if (status != SL_OK)
        return status;
    struct sl_shared *shared = new_shared(file, path);
    bool had_log = has_log(shared);
    struct sl_store *handle = NULL;
    status = sl_handle_new(shared, SL_CONNECTION_READS, &handle, err);
    if (status != SL_OK) {
        free_shared(shared);
        return status;
    }
    shared->handles = 1;
    status = look_for_log(handle, had_log, err);
    if (status == SL_OK)
        *out = handle;
    else
        sl_store_close(handle);
    return status;
}

/* While the mark is set, its -wal stays beside the file, even if there is nothing left in it. */
static void tidy(struct sl_store *handle) {
    int64_t mark = 1;
    if (handle->shared->writer == NULL &&
        sl_log_mark_read(handle->connection, &mark, NULL) == SL_OK && mark == 0)
        sl_connection_tidy(handle->connection);
}

void sl_store_close(struct sl_store *store) {
    if (store == NULL)
        return;
    assert(!store->writes);
    struct sl_shared *shared = store->shared;
    while (store->views > 0)
        sl_store_end_reading(store);
    pthread_mutex_lock(&shared->mutex);
    bool last = --shared->handles == 0;
    pthread_mutex_unlock(&shared->mutex);
    if (last)
        tidy(store);
    sl_handle_free(store);
    if (last)
        free_shared(shared);
}

void sl_store_drop(struct sl_store **store) {
    sl_store_close(*store);
    *store = NULL;
}
