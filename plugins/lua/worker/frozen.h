/*
 * worker/frozen.h - pages of the arena that are the same before every record, held read-only by
 * the kernel. A page that is written to nevertheless, by whatever, becomes a page of its own with
 * the same bytes, and is written back before each record from then on. So what a record leaves
 * behind is undone exactly, and only what was ever written costs time.
 *
 * The copy lies in memory that is mapped twice: to be written when an image is taken, and
 * read-only. The read-only mapping is what stands in the arena. All of it is done by calls that the
 * worker's filter allows.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>

/* Images that are larger are not frozen. */
enum { SL_FROZEN_MOST = 2 << 20 };

/* Maps it and takes SIGSEGV for writes; once, before the limits and the filter. */
bool sl_frozen_open(char *arena);
/* Keeps a copy of the first length bytes of the arena. */
void sl_frozen_keep(size_t length);
/* Makes the arena plain memory that holds nothing. */
void sl_frozen_thaw(void);
/* Makes the first bytes of the arena those that were kept, and returns how many they are: whole
 * pages of what was kept. */
size_t sl_frozen_restore(void);
