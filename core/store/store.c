#include "store/store.h"
#include "base/day.h"
#include "store/handle.h"
#include "store/header.h"
#include "store/lock.h"
#include "store/migrate.h"
#include "store/migration.h"
#include "store/place.h"
#include "store/query.h"
#include "store/transaction.h"
#include "store/writer.h"

enum { PAGE_BYTES = 8192 };

static enum sl_status build(const char *part, const char *schema_home, struct sl_error *err) {
    SL_AUTO(sl_connection_close) sqlite3 *connection = NULL;
    enum sl_status status = sl_connection_open(part, SL_CONNECTION_WRITES, &connection, err);
    char settings[128];
    sqlite3_snprintf(sizeof settings, settings,
                     "PRAGMA page_size = %d; PRAGMA synchronous = OFF; PRAGMA application_id = %d",
                     PAGE_BYTES, SL_STORE_APPLICATION);
    if (status == SL_OK)
        status = sl_connection_run(connection, settings, err);
    return status == SL_OK ? sl_migration_run(connection, schema_home, err) : status;
}

enum sl_status sl_store_create(const char *path, const char *schema_home, struct sl_error *err) {
    SL_AUTO(sl_free) char *file = NULL;
    SL_AUTO(sl_place_drop) char *part = NULL;
    enum sl_status status = sl_place_find(path, &file, err);
    if (status == SL_OK && sl_place_size(file, "") >= 0)
        status = sl_fail(err, SL_CONFLICT, "", "%s is there already.", path);
    if (status == SL_OK)
        status = sl_place_temporary(file, &part, err);
    if (status == SL_OK)
        status = build(part, schema_home, err);
    return status == SL_OK ? sl_place_settle(part, file, err) : status;
}

static enum sl_status check_version(const char *path, int version, int newest,
                                    struct sl_error *err) {
    if (version <= newest)
        return SL_OK;
    return sl_fail(err, SL_INVALID, "",
                   "%s was made by a newer sightline (store version %d; this one knows up to %d): "
                   "use that one.",
                   path, version, newest);
}

/* A store that was closed by a backup or moved by VACUUM says that it keeps no -wal. Who may only
 * read it reads it so. */
static void begin_logging(const char *file) {
    SL_AUTO(sl_connection_close) sqlite3 *connection = NULL;
    if (sl_connection_open(file, SL_CONNECTION_WRITES, &connection, NULL) == SL_OK)
        sl_connection_run(connection, "PRAGMA journal_mode = WAL", NULL);
}

/* From the first read on, restore can't replace the file; before it, it may have. */
static enum sl_status check_in_place(struct sl_store *store, struct sl_error *err) {
    int moved = 0;
    enum sl_status status = sl_lock_check(store->shared->file, err);
    sqlite3_file_control(store->connection, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    if (status == SL_OK && moved)
        status = sl_fail(err, SL_CONFLICT, "", "%s has just been replaced; try again.",
                         sl_store_path(store));
    return status;
}

static enum sl_status open_now(const char *file, const char *path, struct sl_store **out,
                               int *version, struct sl_error *err) {
    SL_AUTO(sl_store_drop) struct sl_store *store = NULL;
    int64_t number = 0;
    enum sl_status status = sl_handle_open(file, path, &store, err);
    if (status == SL_OK)
        status = check_in_place(store, err);
    if (status == SL_OK)
        status = sl_connection_number(store->connection, "PRAGMA user_version", &number, err);
    if (status != SL_OK)
        return status;
    *version = (int)number;
    *out = store;
    store = NULL;
    return SL_OK;
}

/* Nothing is touched before the first bytes say that it is a store this program knows. */
static enum sl_status look_at(const char *file, const char *path, int newest,
                              struct sl_error *err) {
    struct sl_header header;
    enum sl_status status = sl_header_read(file, path, &header, err);
    if (status == SL_OK)
        status = check_version(path, header.version, newest, err);
    if (status == SL_OK && !header.logs)
        begin_logging(file);
    return status;
}

enum sl_status sl_store_open(const char *path, const char *schema_home, struct sl_store **out,
                             struct sl_error *err) {
    SL_AUTO(sl_free) char *file = NULL;
    SL_AUTO(sl_store_drop) struct sl_store *store = NULL;
    int newest = 0, version = 0;
    enum sl_status status = sl_migrate_newest(schema_home, &newest, err);
    if (status == SL_OK)
        status = sl_place_find(path, &file, err);
    if (status == SL_OK)
        status = look_at(file, path, newest, err);
    if (status == SL_OK)
        status = open_now(file, path, &store, &version, err);
    if (status == SL_OK && version < newest) {
        sl_store_drop(&store);
        status = sl_migrate_file(path, schema_home, err);
        if (status == SL_OK)
            status = open_now(file, path, &store, &version, err);
    }
    if (status == SL_OK)
        status = check_version(path, version, newest, err);
    if (status == SL_OK) {
        *out = store;
        store = NULL;
    }
    return status;
}

enum sl_status sl_store_reader(struct sl_store *store, struct sl_store **out,
                               struct sl_error *err) {
    struct sl_shared *shared = store->shared;
    enum sl_status status = sl_handle_new(shared, SL_CONNECTION_READS, out, err);
    if (status != SL_OK)
        return status;
    pthread_mutex_lock(&shared->mutex);
    shared->handles++;
    pthread_mutex_unlock(&shared->mutex);
    return SL_OK;
}

const char *sl_store_path(const struct sl_store *store) {
    return store->shared->path;
}

static enum sl_status find_writer(struct sl_shared *shared, struct sl_writer **out,
                                  struct sl_error *err) {
    enum sl_status status = SL_OK;
    pthread_mutex_lock(&shared->mutex);
    if (shared->writer == NULL)
        status = sl_writer_start(shared, &shared->writer, err);
    *out = shared->writer;
    pthread_mutex_unlock(&shared->mutex);
    return status;
}

enum sl_status sl_store_write(struct sl_store *store, sl_write_fn *fn, void *context,
                              struct sl_error *err) {
    if (store->writes)
        return sl_transaction_run(store, fn, context, err);
    struct sl_writer *writer = NULL;
    enum sl_status status = find_writer(store->shared, &writer, err);
    return status == SL_OK ? sl_writer_run(writer, fn, context, err) : status;
}

enum sl_status sl_store_begin_reading(struct sl_store *store, struct sl_error *err) {
    if (store->writes || store->views > 0) {
        store->views++;
        return SL_OK;
    }
    enum sl_status status = sl_connection_run(
        store->connection, "BEGIN; SELECT count(*) FROM sqlite_schema LIMIT 1", err);
    if (status == SL_OK)
        store->views = 1;
    else if (sqlite3_get_autocommit(store->connection) == 0)
        sl_connection_run(store->connection, "ROLLBACK", NULL);
    return status;
}

void sl_store_end_reading(struct sl_store *store) {
    if (store->views == 0 || --store->views > 0 || store->writes)
        return;
    sl_connection_run(store->connection, "ROLLBACK", NULL);
}

enum sl_status sl_store_lock_server(struct sl_store *store, struct sl_error *err) {
    struct sl_shared *shared = store->shared;
    enum sl_status status = SL_OK;
    pthread_mutex_lock(&shared->mutex);
    if (shared->server_lock < 0)
        status = sl_lock_take(shared->file, "serve", &shared->server_lock, err);
    pthread_mutex_unlock(&shared->mutex);
    return status;
}

int64_t sl_store_now(struct sl_store *store) {
    struct sl_shared *shared = store->shared;
    return atomic_load(&shared->clock_fixed) ? atomic_load(&shared->clock) : sl_instant_now();
}

void sl_store_fix_clock(struct sl_store *store, int64_t instant) {
    atomic_store(&store->shared->clock, instant);
    atomic_store(&store->shared->clock_fixed, true);
}

int64_t sl_store_changes(const struct sl_store *store) {
    return sqlite3_changes64(store->connection);
}
