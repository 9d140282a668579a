/*
 * base/memory.h - memory that is always there and frees itself. When the system has none left the
 * program ends at once (abort): a save that was not committed has not happened, and the store
 * recovers by its own log, so nothing is gained by limping on.
 */
#pragma once
#include <stddef.h>

/* Runs drop(&variable) when the variable leaves its scope:
 *     SL_AUTO(sl_free) char *text = NULL; */
#define SL_AUTO(drop) __attribute__((cleanup(drop)))

#define SL_COUNT(array) (sizeof(array) / sizeof *(array))

/* Zeroed memory for count things of size bytes each; ends with free(). Never NULL. */
void *sl_new(size_t count, size_t size);
/* Grows or shrinks; new bytes are not zeroed. Never NULL. */
void *sl_resize(void *memory, size_t count, size_t size);
/* A copy of text (NULL gives NULL); ends with free(). */
char *sl_copy(const char *text);
/* A copy of length bytes with a NUL behind; ends with free(). */
char *sl_copy_bytes(const char *bytes, size_t length);
/* printf into new memory; ends with free(). */
char *sl_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* For SL_AUTO: takes the address of any pointer got from malloc. */
void sl_free(void *pointer_address);
