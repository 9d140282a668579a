/*
 * store/migrate.h - numbered migrations, schema/migrations/NNNN_words.sql and, for what only SQLite
 * says, schema/migrations/sqlite/NNNN_words.sql (STRICT, WITHOUT ROWID, triggers). Both files of a
 * number and the new user_version are one transaction; a copy "NAME.before-NNNN" is made first.
 * Foreign keys are off while a migration runs, so that it can rebuild a table, and are checked
 * before it is committed. A migration can't begin, commit or attach.
 */
#pragma once
#include "store/store.h"

/* The highest number found in schema_home/migrations. Errors: SL_IO, SL_INVALID (a gap, two of
 * one). */
enum sl_status sl_migrate_newest(const char *schema_home, int *out, struct sl_error *err);
/* The version of a store file. Errors: as sl_store_open(). */
enum sl_status sl_migrate_version(const char *path, int *out, struct sl_error *err);
/* Brings the store at path to the newest version, holding the server lock. What sl_store_open()
 * does when it must. Errors: SL_CONFLICT (held by a server or another migration), SL_INVALID naming
 * file and line of a migration that failed, SL_STORE; the store is then of the last version that
 * was committed. */
enum sl_status sl_migrate_file(const char *path, const char *schema_home, struct sl_error *err);
