/*
 * store/log_mark.h - a store file whose -wal was left behind opens without complaint, as it was at
 * the last checkpoint, counts and chain and all. So the main file itself says whether a -wal
 * belongs to it: the row "wal" of store_count is 1 from a writer's first commit, by a checkpoint
 * that brings it into the main file, until the last writer closes. 1 and no -wal: rows are missing.
 * For files of core/store only.
 */
#pragma once
#include "store/handle.h"

/* In the writer's transaction: sets the mark when it isn't; *owed says that it must still get into
 * the main file. */
enum sl_status sl_log_mark_set(struct sl_store *writer, bool *owed, struct sl_error *err);
/* After a commit, while owed. */
void sl_log_mark_bring(struct sl_store *writer, bool *owed);
/* When the writer ends: unset, with everything brought into the main file. Another writer that is
 * still at work sets it again. */
void sl_log_mark_unset(sqlite3 *connection);
/* 1, 0, or 0 when the file has no counts yet. */
enum sl_status sl_log_mark_read(sqlite3 *connection, int64_t *out, struct sl_error *err);
