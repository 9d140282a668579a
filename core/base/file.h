/*
 * base/file.h - whole files. Errors name the path and what is wrong with it (missing, a directory,
 * too long), SL_IO.
 */
#pragma once
#include "base/error.h"

/* At most limit bytes; *bytes is NUL-terminated and owned by the caller. "-" is standard input. */
enum sl_status sl_file_read(const char *path, size_t limit, char **bytes, size_t *length,
                            struct sl_error *err);
/* Written beside, synced and renamed: the file is the old one or the new one, never half of it. */
enum sl_status sl_file_write(const char *path, const char *bytes, size_t length,
                             struct sl_error *err);
bool sl_file_exists(const char *path);
/* Calls each(context, name) for the entries of a directory in byte order of their names; stops at
 * the first status that is not SL_OK and returns it. */
enum sl_status sl_file_each(const char *directory,
                            enum sl_status (*each)(void *context, const char *name,
                                                   struct sl_error *err),
                            void *context, struct sl_error *err);
