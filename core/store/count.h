/*
 * store/count.h - how many of each thing the store says it holds, kept in the saving transaction,
 * so that a file whose last month is missing with its -wal can't pass for whole.
 */
#pragma once
#include "store/store.h"

/* Adds to the kept number of a table. name: "record", "record_revision", "score", "trail" ... */
enum sl_status sl_count_add(struct sl_store *store, const char *name, int64_t n,
                            struct sl_error *err);
/* Compares every kept number with the rows. Errors: SL_INVALID naming the table and both numbers.
 */
enum sl_status sl_count_check(struct sl_store *store, struct sl_error *err);
