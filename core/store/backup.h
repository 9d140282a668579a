/*
 * store/backup.h - a copy that was checked before it got its name, and the way back. Files that are
 * copied by hand without their -wal open without complaint and lack the newest rows; so a backup is
 * made by VACUUM INTO, opened, verified (quick check, chain, counts), synced and renamed.
 */
#pragma once
#include "store/store.h"

/* Errors: SL_CONFLICT when the file exists, SL_IO, SL_STORE, SL_INVALID (the copy did not verify).
 */
enum sl_status sl_backup_make(struct sl_store *store, const char *to, struct sl_error *err);
/* Verifies the backup, then puts it at path and removes a stale -wal and -shm. A store that is at
 * path is kept beside it as "NAME.replaced". Errors: SL_CONFLICT while a server or writer holds the
 * store. */
enum sl_status sl_backup_restore(const char *from, const char *path, const char *schema_home,
                                 struct sl_error *err);
