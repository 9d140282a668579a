/*
 * store/connection.h - one SQLite connection, set up as every connection here is: foreign keys,
 * recursive triggers, synchronous=FULL, defensive, trusted_schema off, 5 s of patience. For files
 * of core/store only.
 */
#pragma once
#include "base/error.h"
#include "base/memory.h"
#include <sqlite3.h>
#include <stdint.h>

enum sl_connection_use { SL_CONNECTION_READS, SL_CONNECTION_WRITES };

enum { SL_CONNECTION_PATIENCE = 5000 /* milliseconds a lock is waited for */ };

/* file must exist. Errors: SL_INVALID (no SQLite file), SL_STORE. */
enum sl_status sl_connection_open(const char *file, enum sl_connection_use use, sqlite3 **out,
                                  struct sl_error *err);
void sl_connection_close(sqlite3 **connection); /* for SL_AUTO */
/* Closing brings the -wal into the file and removes it, when nobody else has the file open; without
 * this it stays (see log_mark.h). */
void sl_connection_tidy(sqlite3 *connection);
/* A lock that is held fails at once from now on. */
void sl_connection_hurry(sqlite3 *connection);

/* Says in one sentence what the connection's last call complained of. Returns SL_CONFLICT for a row
 * that is there already, SL_INVALID for no SQLite file, else SL_STORE. */
enum sl_status sl_connection_fail(sqlite3 *connection, struct sl_error *err);

/* Text of one or more statements without values. */
enum sl_status sl_connection_run(sqlite3 *connection, const char *sql, struct sl_error *err);
/* The first column of the first row; *out keeps its value when there is none. */
enum sl_status sl_connection_number(sqlite3 *connection, const char *sql, int64_t *out,
                                    struct sl_error *err);
