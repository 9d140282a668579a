/*
 * store/lock.h - who may do what nobody else may do at the same time: serve, restore, migrate. An
 * exclusive flock on "NAME.lock", which goes with the process that holds it, however it ends; its
 * text says which one that is. For files of core/store only.
 */
#pragma once
#include "base/error.h"

/* what: "serve", "restore" or "migrate". file is the store's whole name; the caller gives *out back
 * with sl_lock_drop(). Errors: SL_CONFLICT naming the holder, SL_IO. */
enum sl_status sl_lock_take(const char *file, const char *what, int *out, struct sl_error *err);
/* Is the store free to be opened, that is, not held by restore or migrate? Errors: SL_CONFLICT. */
enum sl_status sl_lock_check(const char *file, struct sl_error *err);
void sl_lock_drop(int *descriptor); /* for SL_AUTO; -1 is fine */
