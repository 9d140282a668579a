/*
 * base/id.h - ids of things that leave the store: 36 characters, lower case, UUID version 4
 * (random, libuuid), or version 8 made from a name where the same input must give the same id.
 */
#pragma once
#include <stdbool.h>

enum { SL_ID_SIZE = 37 }; /* with the NUL */

/* Random, version 4. */
void sl_id_new(char id[SL_ID_SIZE]);
/* The same space and name give the same id on every machine (BLAKE2b of both). */
void sl_id_from_name(const char *space, const char *name, char id[SL_ID_SIZE]);
/* Is it 36 characters of lower-case hex and hyphens in their places? NULL is not. */
bool sl_id_is(const char *text);
