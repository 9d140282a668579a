/*
 * store/backup.h - a copy that was checked before it got its name, and the way back. Files that are
 * copied by hand without their -wal open without complaint and lack the newest rows; so a backup is
 * made by VACUUM INTO, opened, verified (quick check, chain, counts), synced and renamed.
 */
#pragma once
#include "store/store.h"

/* The store may be in use; the copy is of one moment. Errors: SL_CONFLICT when the file, or a -wal
 * of its name, is there; SL_IO, SL_STORE, SL_INVALID (the copy did not verify). */
enum sl_status sl_backup_make(struct sl_store *store, const char *to, struct sl_error *err);
/* Verifies the backup, then puts it at path, without a stale -wal, -shm or -journal. What is at
 * path is kept beside it as "NAME.replaced" ("NAME.replaced-2" and so on), with what lay beside.
 * Errors: SL_CONFLICT while anybody has the store open, SL_INVALID (does not verify, lacks its
 * -wal, of a newer version), SL_IO, SL_STORE. */
enum sl_status sl_backup_restore(const char *from, const char *path, const char *schema_home,
                                 struct sl_error *err);
