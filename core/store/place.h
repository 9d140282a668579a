/*
 * store/place.h - a store's file and what lies beside it: NAME-wal, NAME-shm, NAME-journal. A
 * stale one beside another file would be taken for its own, so the four are made, moved and removed
 * together. For files of core/store only. Texts returned are owned by the caller.
 */
#pragma once
#include "base/error.h"
#include "base/memory.h"
#include <stdint.h>

/* The whole name of a file, links followed; the file need not exist, its folder must. Errors: SL_IO
 * (no such folder), SL_INVALID (a folder itself). */
enum sl_status sl_place_find(const char *path, char **out, struct sl_error *err);
/* Bytes of "FILEsuffix", -1 when there is none. */
int64_t sl_place_size(const char *file, const char *suffix);
/* An empty file of its own in the folder of file, readable by its owner only. Errors: SL_IO. */
enum sl_status sl_place_temporary(const char *file, char **out, struct sl_error *err);
/* Removes a file with all that lies beside it. */
void sl_place_remove(const char *file);
/* For SL_AUTO: removes a temporary file that was not moved away, and frees its name. */
void sl_place_drop(char **file);
/* Syncs from, then gives it the name to, replacing nothing. Errors: SL_CONFLICT when to or a -wal
 * or -journal of it is there, SL_IO. */
enum sl_status sl_place_settle(const char *from, const char *to, struct sl_error *err);
/* Syncs from, then gives it the name to, whatever is there. Errors: SL_IO. */
enum sl_status sl_place_replace(const char *from, const char *to, struct sl_error *err);
/* Gives what is at file, with all beside it, a further name "FILEsuffix", or "FILEsuffix-2" and so
 * on when that is taken; what lay beside is moved, the file itself stays until it is replaced.
 * Errors: SL_IO. */
enum sl_status sl_place_keep(const char *file, const char *suffix, struct sl_error *err);
