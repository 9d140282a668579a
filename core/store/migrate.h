/*
 * store/migrate.h - numbered migrations, schema/migrations/NNNN_words.sql and, for what only SQLite
 * says, schema/migrations/sqlite/NNNN_words.sql (STRICT, WITHOUT ROWID, triggers). Both files of a
 * number and the new user_version are one transaction; a backup is taken first.
 */
#pragma once
#include "store/store.h"

/* The highest number found in schema_home/migrations. Errors: SL_IO, SL_INVALID (a gap, two of
 * one). */
enum sl_status sl_migrate_newest(const char *schema_home, int *out, struct sl_error *err);
/* The version of a store file. Errors: as sl_store_open(). */
enum sl_status sl_migrate_version(const char *path, int *out, struct sl_error *err);
