/*
 * worker/arena.h - the memory of Lua states: one stretch at a fixed address, so that equal work
 * gives equal addresses in every process. Everything a rule sets up before its first record is kept
 * as an image, and before each record the arena is made that image again: pages that were written
 * to are copied, the others can't have changed (frozen.h). So no record can leave anything behind
 * for the next, whatever the script, or a fault in Lua, did to the heap, and no garbage collection
 * is needed between records.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>

enum { SL_ARENA_SIZE = 96 << 20, SL_ARENA_RECORD = 4 << 20 };

/* Maps it; once, at the start. False when the address is taken. */
bool sl_arena_open(void);
/* Forgets everything in it. */
void sl_arena_clear(void);
/* A lua_Alloc that never fails: it tells the watch when the heap is over its cap and leaves the
 * script when the arena is full. */
void *sl_arena_allocate(void *unused, void *block, size_t old_size, size_t new_size);
size_t sl_arena_used(void);

struct sl_stretch {
    size_t from, to; /* in the arena */
};

/* What is allocated next lies on a page of its own, away from what was freed before. */
void sl_arena_turn_page(void);

/* What is in use of it, as stretches; larger free blocks between them are left out. */
struct sl_image {
    char *bytes; /* of the stretches, one behind the other */
    struct sl_stretch *stretches;
    size_t count;
};

/* Ends with sl_image_drop(). What a record allocates begins at a place of its own, wherever the
 * image ends, and takes no block that was freed before. */
struct sl_image sl_arena_keep(void);
void sl_arena_restore(const struct sl_image *image);
void sl_image_drop(struct sl_image *image);
