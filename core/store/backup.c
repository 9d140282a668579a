#include "store/backup.h"
#include "store/copy.h"
#include "store/count.h"
#include "store/handle.h"
#include "store/header.h"
#include "store/lock.h"
#include "store/migrate.h"
#include "store/place.h"
#include "store/verify.h"

static enum sl_status verify_file(const char *file, const char *path, struct sl_error *err) {
    SL_AUTO(sl_store_drop) struct sl_store *store = NULL;
    enum sl_status status = sl_handle_open(file, path, &store, err);
    if (status != SL_OK)
        return status;
    status = sl_verify_run(store, sl_store_checks, NULL, NULL, err);
    if (status != SL_OK)
        return sl_fail_at(err, status, path, 0, 0);
    return SL_OK;
}

/* A copy beside file, verified; the caller owns its name. */
static enum sl_status copy_beside(const char *from, const char *path, bool log_missing,
                                  const char *file, char **out, struct sl_error *err) {
    SL_AUTO(sl_place_drop) char *part = NULL;
    enum sl_status status = sl_place_temporary(file, &part, err);
    if (status == SL_OK)
        status = sl_copy_make(from, part, log_missing, err);
    if (status == SL_OK)
        status = verify_file(part, path, err);
    if (status == SL_OK) {
        *out = part;
        part = NULL;
    }
    return status;
}

enum sl_status sl_backup_make(struct sl_store *store, const char *to, struct sl_error *err) {
    SL_AUTO(sl_free) char *file = NULL;
    SL_AUTO(sl_place_drop) char *part = NULL;
    const struct sl_shared *shared = store->shared;
    enum sl_status status = sl_place_find(to, &file, err);
    if (status == SL_OK && sl_place_size(file, "") >= 0)
        status = sl_fail(err, SL_CONFLICT, "", "%s is there already.", to);
    if (status == SL_OK)
        status = copy_beside(shared->file, shared->path, shared->log_missing, file, &part, err);
    return status == SL_OK ? sl_place_settle(part, file, err) : status;
}

/* Leaving WAL is allowed to the only connection there is, and brings all of the -wal into the file.
 * A file too damaged for that can still be replaced. */
static enum sl_status hold_alone(const char *file, const char *path, sqlite3 **out,
                                 struct sl_error *err) {
    if (sl_place_size(file, "") < 0)
        return SL_OK;
    if (sqlite3_open_v2(file, out, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK)
        sqlite3_exec(*out, "PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE", NULL, NULL, NULL);
    int code = sqlite3_errcode(*out) & 0xff;
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
        return sl_fail(err, SL_CONFLICT, "",
                       "%s is open in another program; close it before restoring over it.", path);
    return SL_OK;
}

static enum sl_status put_in_place(const char *part, const char *file, const char *path,
                                   struct sl_error *err) {
    SL_AUTO(sl_lock_drop) int lock = -1;
    SL_AUTO(sl_connection_close) sqlite3 *replaced = NULL;
    enum sl_status status = sl_lock_take(file, "restore", &lock, err);
    if (status == SL_OK)
        status = hold_alone(file, path, &replaced, err);
    if (status == SL_OK)
        status = sl_place_keep(file, ".replaced", err);
    return status == SL_OK ? sl_place_replace(part, file, err) : status;
}

static enum sl_status check_known(const char *file, const char *path, const char *schema_home,
                                  struct sl_error *err) {
    struct sl_header header;
    int newest = 0;
    enum sl_status status = sl_migrate_newest(schema_home, &newest, err);
    if (status == SL_OK)
        status = sl_header_read(file, path, &header, err);
    if (status == SL_OK && header.version > newest)
        status = sl_fail(err, SL_INVALID, "",
                         "%s was made by a newer sightline (store version %d; this one knows up "
                         "to %d).",
                         path, header.version, newest);
    return status;
}

/* Whether the file that is restored lacks its -wal is asked of itself, not of the copy. */
static enum sl_status check_whole(const char *file, const char *path, struct sl_error *err) {
    SL_AUTO(sl_store_drop) struct sl_store *store = NULL;
    enum sl_status status = sl_handle_open(file, path, &store, err);
    if (status == SL_OK && store->shared->log_missing)
        status = sl_count_check(store, err);
    return status;
}

enum sl_status sl_backup_restore(const char *from, const char *path, const char *schema_home,
                                 struct sl_error *err) {
    SL_AUTO(sl_free) char *source = NULL;
    SL_AUTO(sl_free) char *file = NULL;
    SL_AUTO(sl_place_drop) char *part = NULL;
    enum sl_status status = sl_place_find(from, &source, err);
    if (status == SL_OK)
        status = sl_place_find(path, &file, err);
    if (status == SL_OK)
        status = check_known(source, from, schema_home, err);
    if (status == SL_OK)
        status = check_whole(source, from, err);
    if (status == SL_OK)
        status = copy_beside(source, from, false, file, &part, err);
    return status == SL_OK ? put_in_place(part, file, path, err) : status;
}
