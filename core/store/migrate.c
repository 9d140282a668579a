#include "store/migrate.h"
#include "store/copy.h"
#include "store/handle.h"
#include "store/lock.h"
#include "store/migration.h"
#include "store/place.h"

enum sl_status sl_migrate_newest(const char *schema_home, int *out, struct sl_error *err) {
    return sl_migration_newest(schema_home, out, err);
}

enum sl_status sl_migrate_version(const char *path, int *out, struct sl_error *err) {
    SL_AUTO(sl_store_drop) struct sl_store *store = NULL;
    SL_AUTO(sl_free) char *file = NULL;
    int64_t version = 0;
    enum sl_status status = sl_place_find(path, &file, err);
    if (status == SL_OK)
        status = sl_handle_open(file, path, &store, err);
    if (status == SL_OK)
        status = sl_connection_number(store->connection, "PRAGMA user_version", &version, err);
    if (status == SL_OK)
        *out = (int)version;
    return status;
}

/* An earlier copy of the same number is of a migration that failed: it is replaced. */
static enum sl_status keep_copy(const char *file, bool log_missing, int next,
                                struct sl_error *err) {
    SL_AUTO(sl_place_drop) char *part = NULL;
    SL_AUTO(sl_free) char *kept = sl_format("%s.before-%04d", file, next);
    enum sl_status status = sl_place_temporary(kept, &part, err);
    if (status == SL_OK)
        status = sl_copy_make(file, part, log_missing, err);
    return status == SL_OK ? sl_place_replace(part, kept, err) : status;
}

/* The new version must stand in the file itself, where a look without SQLite finds it. */
static enum sl_status run(const char *file, const char *schema_home, struct sl_error *err) {
    SL_AUTO(sl_connection_close) sqlite3 *connection = NULL;
    enum sl_status status = sl_connection_open(file, SL_CONNECTION_WRITES, &connection, err);
    if (status == SL_OK)
        status = sl_migration_run(connection, schema_home, err);
    if (connection != NULL)
        sqlite3_wal_checkpoint_v2(connection, "main", SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    return status;
}

enum sl_status sl_migrate_file(const char *path, const char *schema_home, struct sl_error *err) {
    SL_AUTO(sl_store_drop) struct sl_store *store = NULL;
    SL_AUTO(sl_free) char *file = NULL;
    SL_AUTO(sl_lock_drop) int lock = -1;
    int64_t version = 0;
    int newest = 0;
    enum sl_status status = sl_migration_newest(schema_home, &newest, err);
    if (status == SL_OK)
        status = sl_place_find(path, &file, err);
    if (status == SL_OK)
        status = sl_lock_take(file, "migrate", &lock, err);
    if (status == SL_OK)
        status = sl_handle_open(file, path, &store, err);
    if (status == SL_OK)
        status = sl_connection_number(store->connection, "PRAGMA user_version", &version, err);
    if (status != SL_OK || version >= newest)
        return status;
    status = keep_copy(file, store->shared->log_missing, (int)version + 1, err);
    return status == SL_OK ? run(file, schema_home, err) : status;
}
