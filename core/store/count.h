/*
 * store/count.h - how many of each thing the store says it holds, kept in the saving transaction.
 * A row taken out by another program, or cut off the end of the trail, is noticed here.
 *
 * A file without its -wal is an earlier state of the store, counts and all, so one more thing is
 * counted: the row "wal" is 1 while a -wal belongs to the file (see log_mark.h). When it was not
 * there as the store was opened, the check says that the newest rows may be missing.
 */
#pragma once
#include "store/store.h"

/* Adds to the kept number of a table, inside a write function: n rows were added (or, n < 0, taken
 * away). name: the table's own, below 48 bytes. record, record_revision, score and trail must be
 * counted always; trail counts itself. Written down at the end of the write. */
enum sl_status sl_count_add(struct sl_store *store, const char *name, int64_t n,
                            struct sl_error *err);
/* Compares every kept number with the rows. Errors: SL_INVALID naming the table and both numbers.
 */
enum sl_status sl_count_check(struct sl_store *store, struct sl_error *err);
