/*
 * store/store.h - one store is one authority: a SQLite file (WAL, synchronous=FULL, foreign keys,
 * recursive triggers, application_id "SLin") opened for reading by everyone and written by one
 * writer.
 *
 * A struct sl_store is a handle with one connection. What sl_store_open() gives reads only; the
 * handle that a write function is given reads and writes inside the writer's transaction. A handle
 * belongs to one thread and one process; further threads take sl_store_reader(). sqlite3.h appears
 * only in core/store.
 */
#pragma once
#include "base/error.h"
#include <stdint.h>

struct sl_store; /* the caller owns it and ends it with sl_store_close() */

enum { SL_STORE_APPLICATION = 0x534c696e };

/* Makes an empty store with all migrations applied, readable by its owner only: whole, or not at
 * all. schema_home: folder that holds migrations/. Errors: SL_CONFLICT when the file, or a -wal of
 * its name, exists; SL_IO, SL_INVALID (migrations), SL_STORE. */
enum sl_status sl_store_create(const char *path, const char *schema_home, struct sl_error *err);

/*
 * Opens and, when the file is of an earlier version, migrates it after taking a backup beside it
 * ("NAME.before-0002"). Errors: SL_NOT_FOUND (says how to make one), SL_INVALID (not a sightline
 * store, or of a newer version: nothing is touched), SL_CONFLICT (locked by restore or migration),
 * SL_STORE.
 */
enum sl_status sl_store_open(const char *path, const char *schema_home, struct sl_store **out,
                             struct sl_error *err);
/* A further reading handle on the same store, for another thread. */
enum sl_status sl_store_reader(struct sl_store *store, struct sl_store **out, struct sl_error *err);
void sl_store_close(struct sl_store *store);
void sl_store_drop(struct sl_store **store); /* for SL_AUTO */

const char *sl_store_path(const struct sl_store *store);

/*
 * Runs fn inside a savepoint of the writer's next group transaction and returns after the commit,
 * from any thread. fn gets a writing handle, valid inside it only; it never begins or commits. When
 * fn fails, its savepoint is rolled back and the others of the group are not touched. If COMMIT
 * fails, or SQLite has left the transaction, each request of the group is run again alone, so fn
 * may run twice: it must set what it hands out anew each time.
 *
 * SL_OK: it is on the disk. A failure: nothing of it is, but for one case nobody can know: the disk
 * breaks for good in the very moment of COMMIT; then the write may be found whole after a restart.
 * A write inside fn, through whichever handle, is a savepoint of its own inside it.
 * Errors: those of fn; SL_STORE (another program kept writing for 5 s, no room, disk failure).
 */
typedef enum sl_status sl_write_fn(struct sl_store *store, void *context, struct sl_error *err);
enum sl_status sl_store_write(struct sl_store *store, sl_write_fn *fn, void *context,
                              struct sl_error *err);

/* A steady view for long reading (preview, summary): everything read until the end is of one
 * moment, and each query costs a microsecond less. Views may stand in one another. */
enum sl_status sl_store_begin_reading(struct sl_store *store, struct sl_error *err);
void sl_store_end_reading(struct sl_store *store);

/* Only one `serve`, restore or migration at a time: an exclusive lock on "NAME.lock", given back by
 * closing the store. Errors: SL_CONFLICT naming the process that holds it. */
enum sl_status sl_store_lock_server(struct sl_store *store, struct sl_error *err);

/* Milliseconds since 1970 as the store's clock has it: sl_instant_now(), or a fixed one in tests
 * and in the sample county, whose stores must come out the same. */
int64_t sl_store_now(struct sl_store *store);
void sl_store_fix_clock(struct sl_store *store, int64_t instant); /* for all handles of the store */

/* Rows changed by the last statement of this handle. */
int64_t sl_store_changes(const struct sl_store *store);
