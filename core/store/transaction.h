/*
 * store/transaction.h - the writer's transaction and the savepoints in it. For files of core/store
 * only.
 */
#pragma once
#include "store/handle.h"

/* BEGIN IMMEDIATE. Errors: SL_STORE when another program keeps writing for 5 s. */
enum sl_status sl_transaction_begin(struct sl_store *writer, struct sl_error *err);
/* After a failure the transaction is rolled back. */
enum sl_status sl_transaction_commit(struct sl_store *writer, struct sl_error *err);
void sl_transaction_rollback(struct sl_store *writer);
/* SQLite leaves a transaction by itself when the disk is full or fails. */
bool sl_transaction_is_open(const struct sl_store *writer);

/* Runs fn in a savepoint: all of it or nothing. Savepoints may stand in one another. */
enum sl_status sl_transaction_run(struct sl_store *writer, sl_write_fn *fn, void *context,
                                  struct sl_error *err);
