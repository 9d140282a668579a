#include "arena.h"
#include "base/memory.h"
#include "watch.h"
#include <stdint.h>
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

enum { FIRST = (sizeof(struct arena) + 63) / 64 * 64 };

static struct arena *arena(void) {
    return (struct arena *)(void *)ARENA_AT;
}

bool sl_arena_open(void) {
    void *at = mmap(ARENA_AT, SL_ARENA_SIZE, PROT_READ | PROT_WRITE,
                    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
    return at == ARENA_AT;
}

void sl_arena_clear(void) {
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
        memcpy(&a->free[class.index], block, sizeof block);
    } else {
        if (class.size > SL_ARENA_SIZE - a->top)
            sl_watch_leave();
        block = ARENA_AT + a->top;
        a->top += class.size;
    }
    a->used += class.size;
    const struct sl_watch *watch = sl_watch_get();
    if (watch->running != NULL && a->used > watch->allowance->heap)
        sl_watch_heap_is_over();
    return block;
}

static void give_back(void *block, size_t size) {
    struct arena *a = arena();
    struct size_class class = class_of(size);
    memcpy(block, &a->free[class.index], sizeof block);
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

struct sl_image sl_arena_keep(void) {
    struct sl_image image = {NULL, arena()->top};
    image.bytes = sl_copy_bytes(ARENA_AT, image.length);
    return image;
}

void sl_arena_restore(const struct sl_image *image) {
    memcpy(ARENA_AT, image->bytes, image->length);
}
