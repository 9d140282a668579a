#include "arena.h"
#include "base/memory.h"
#include "frozen.h"
#include "watch.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define ARENA_AT ((char *)0x200000000000)

/* Blocks of up to SMALL bytes come in steps of 16, larger ones four to each doubling. */
enum { STEP = 16, SMALL = 512, SMALL_CLASSES = SMALL / STEP, CLASSES = SMALL_CLASSES + 4 * 20 };

struct arena {
    size_t top;  /* first byte never given out */
    size_t used; /* bytes in blocks that are not free */
    void *free[CLASSES];
};

enum { PAGE = 4096 };
enum { FIRST = (sizeof(struct arena) + 63) / 64 * 64 };

static struct arena *arena(void) {
    return (struct arena *)(void *)ARENA_AT;
}

bool sl_arena_open(void) {
    void *at = mmap(ARENA_AT, SL_ARENA_SIZE, PROT_READ | PROT_WRITE,
                    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
    return at == ARENA_AT && sl_frozen_open(ARENA_AT);
}

void sl_arena_clear(void) {
    sl_frozen_thaw();
    memset(arena(), 0, sizeof *arena());
    arena()->top = FIRST;
}

size_t sl_arena_used(void) {
    return arena()->used;
}

struct size_class {
    unsigned index;
    size_t size;
};

static struct size_class class_of(size_t size) {
    if (size <= SMALL) {
        size_t steps = (size + STEP - 1) / STEP;
        return (struct size_class){(unsigned)steps - 1, steps * STEP};
    }
    if (size > SL_ARENA_SIZE)
        sl_watch_leave();
    unsigned doubling = 63u - (unsigned)__builtin_clzll(size - 1); /* 2^doubling < size */
    size_t quarter = (size_t)1 << (doubling - 2);
    size_t quarters = (size - ((size_t)1 << doubling) + quarter - 1) / quarter;
    unsigned index = SMALL_CLASSES + 4 * (doubling - 9) + (unsigned)quarters - 1;
    return (struct size_class){index, ((size_t)1 << doubling) + quarters * quarter};
}

static void *take(size_t wanted) {
    struct arena *a = arena();
    struct size_class class = class_of(wanted);
    void *block = a->free[class.index];
    if (block != NULL) {
        memcpy(&a->free[class.index], block, sizeof(void *));
    } else {
        if (class.size > SL_ARENA_SIZE - a->top)
            sl_watch_leave();
        block = ARENA_AT + a->top;
        a->top += class.size;
    }
    a->used += class.size;
    const struct sl_watch *watch = sl_watch_get();
    if (watch->running != NULL && a->used > watch->heap_most)
        sl_watch_heap_is_over();
    return block;
}

static void give_back(void *block, size_t size) {
    struct arena *a = arena();
    struct size_class class = class_of(size);
    memcpy(block, &a->free[class.index], sizeof(void *));
    a->free[class.index] = block;
    a->used -= class.size;
}

void *sl_arena_allocate(void *unused, void *block, size_t old_size, size_t new_size) {
    (void)unused;
    if (block == NULL)
        return new_size > 0 ? take(new_size) : NULL;
    if (new_size == 0) {
        give_back(block, old_size);
        return NULL;
    }
    if (class_of(old_size).size == class_of(new_size).size)
        return block;
    void *moved = take(new_size);
    memcpy(moved, block, old_size < new_size ? old_size : new_size);
    give_back(block, old_size);
    return moved;
}

/* Free stretches as large as this aren't worth copying. */
enum { HOLE_LEAST = 256 };

static size_t size_of_class(unsigned index) {
    if (index < SMALL_CLASSES)
        return (index + 1) * (size_t)STEP;
    unsigned doubling = 9 + (index - SMALL_CLASSES) / 4;
    size_t quarter = (size_t)1 << (doubling - 2);
    return ((size_t)1 << doubling) + ((index - SMALL_CLASSES) % 4 + 1) * quarter;
}

static int by_place(const void *a, const void *b) {
    const struct sl_stretch *left = a, *right = b;
    return left->from < right->from ? -1 : left->from > right->from;
}

/* All free blocks, in order. */
static struct sl_stretch *find_free(size_t *count) {
    struct sl_stretch *blocks = sl_new(1, sizeof *blocks);
    *count = 0;
    for (unsigned index = 0; index < CLASSES; index++) {
        for (char *block = arena()->free[index]; block != NULL;) {
            size_t from = (size_t)(block - ARENA_AT);
            if ((*count & (*count - 1)) == 0)
                blocks = sl_resize(blocks, *count > 0 ? 2 * *count : 1, sizeof *blocks);
            blocks[(*count)++] = (struct sl_stretch){from, from + size_of_class(index)};
            memcpy(&block, block, sizeof(void *));
        }
    }
    qsort(blocks, *count, sizeof *blocks, by_place);
    return blocks;
}

/* Free blocks that touch, as one; small ones are left out. */
static struct sl_stretch *find_holes(size_t *count) {
    size_t blocks, holes = 0;
    struct sl_stretch *block = find_free(&blocks);
    for (size_t i = 0; i < blocks;) {
        struct sl_stretch hole = block[i++];
        while (i < blocks && block[i].from == hole.to)
            hole.to = block[i++].to;
        if (hole.to - hole.from >= HOLE_LEAST)
            block[holes++] = hole;
    }
    *count = holes;
    return block;
}

static void keep_stretch(struct sl_image *image, size_t *kept, size_t from, size_t to) {
    memcpy(image->bytes + *kept, ARENA_AT + from, to - from);
    image->stretches[image->count++] = (struct sl_stretch){from, to};
    *kept += to - from;
}

void sl_arena_turn_page(void) {
    arena()->top = (arena()->top + PAGE - 1) / PAGE * PAGE;
}

struct sl_image sl_arena_keep(void) {
    size_t holes, kept = 0, from = 0, end = arena()->top;
    SL_AUTO(sl_free) struct sl_stretch *hole = find_holes(&holes);
    struct sl_image image = {.bytes = sl_new(end, 1),
                             .stretches = sl_new(holes + 1, sizeof *image.stretches)};
    memset(arena()->free, 0, sizeof arena()->free);
    arena()->top = (end + SL_ARENA_RECORD - 1) / SL_ARENA_RECORD * SL_ARENA_RECORD;
    for (size_t i = 0; i < holes; i++) {
        keep_stretch(&image, &kept, from, hole[i].from);
        from = hole[i].to;
    }
    keep_stretch(&image, &kept, from, end);
    sl_frozen_keep(end);
    return image;
}

void sl_arena_restore(const struct sl_image *image) {
    const char *bytes = image->bytes;
    size_t done = sl_frozen_restore();
    for (size_t i = 0; i < image->count; i++) {
        size_t from = image->stretches[i].from, to = image->stretches[i].to;
        size_t skipped = done <= from ? 0 : done < to ? done - from : to - from;
        memcpy(ARENA_AT + from + skipped, bytes + skipped, to - from - skipped);
        bytes += to - from;
    }
}

void sl_image_drop(struct sl_image *image) {
    free(image->bytes);
    free(image->stretches);
    *image = (struct sl_image){0};
}
