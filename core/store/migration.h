/*
 * store/migration.h - the numbered files of schema_home/migrations and their running, each number
 * in one transaction. For files of core/store only; see migrate.h.
 */
#pragma once
#include "base/error.h"
#include <sqlite3.h>

/* Errors: SL_IO, SL_INVALID (a gap, two of one number, a name of another form). */
enum sl_status sl_migration_newest(const char *schema_home, int *out, struct sl_error *err);
/* Brings the connection's file to the newest version. Errors: SL_INVALID naming file and line of
 * the one that failed, SL_STORE; the file is then of the last version that was committed. */
enum sl_status sl_migration_run(sqlite3 *connection, const char *schema_home, struct sl_error *err);
