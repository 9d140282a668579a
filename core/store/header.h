/*
 * store/header.h - what the first 100 bytes of a file say (sqlite.org/fileformat2.html, section
 * 1.3), read before SQLite looks, so that a file of somebody else is refused and nothing is
 * touched. Read through SQLite's own files: closing a file of this process by itself would let go
 * of every lock that SQLite holds on it. For files of core/store only.
 */
#pragma once
#include "base/error.h"

struct sl_header {
    int version; /* of the last migration; newer ones may still be in the -wal */
    bool logs;   /* changes go to a -wal */
};

/* path is what messages call the file. Errors: SL_NOT_FOUND, SL_IO, SL_INVALID (no sightline
 * store). */
enum sl_status sl_header_read(const char *file, const char *path, struct sl_header *out,
                              struct sl_error *err);
