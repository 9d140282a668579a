/*
 * base/file.h - whole files, and files read block by block. Errors name the path and what is wrong
 * with it: missing, a directory, SL_IO. "-" is standard input when reading.
 */
#pragma once
#include "base/error.h"

/* *bytes is NUL-terminated and owned by the caller. Errors: also SL_INVALID, more than limit bytes.
 */
enum sl_status sl_file_read(const char *path, size_t limit, char **bytes, size_t *length,
                            struct sl_error *err);
/* Written beside, synced and renamed: the file is the old one or the new one, never half of it. The
 * mode of an old file is kept and links are followed; a terminal, pipe or device is written to
 * instead. */
enum sl_status sl_file_write(const char *path, const char *bytes, size_t length,
                             struct sl_error *err);
bool sl_file_exists(const char *path);
/* Calls each(context, name) for the entries of a directory in byte order of their names; stops at
 * the first status that is not SL_OK and returns it. */
enum sl_status sl_file_each(const char *directory,
                            enum sl_status (*each)(void *context, const char *name,
                                                   struct sl_error *err),
                            void *context, struct sl_error *err);

/* For reading block by block: the caller ends *descriptor with sl_file_close(). */
enum sl_status sl_file_open(const char *path, int *descriptor, struct sl_error *err);
/* At most size bytes into bytes; *length is 0 at the end. path is for messages. */
enum sl_status sl_file_take(int descriptor, const char *path, char *bytes, size_t size,
                            size_t *length, struct sl_error *err);
/* Also for SL_AUTO. Standard input and -1 are left alone. */
void sl_file_close(int *descriptor);
