#include "frozen.h"
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define FROZEN_AT ((char *)0x1fd000000000)

enum { PAGE = 4096, PAGES_MOST = SL_FROZEN_MOST / PAGE };

/* At the beginning of the memory; the copy read-only, and the copy to be written, behind it. */
struct frozen {
    char *arena;
    size_t kept;     /* bytes of whole pages in the copy */
    size_t standing; /* bytes of it that stand in the arena; 0 or kept */
    size_t written_count;
    uint16_t written[PAGES_MOST]; /* pages of the arena that are plain again */
};

enum { HEAD = (sizeof(struct frozen) + PAGE - 1) / PAGE * PAGE };

static struct frozen *frozen(void) {
    return (struct frozen *)(void *)FROZEN_AT;
}

static const char *copy_read(void) {
    return FROZEN_AT + HEAD;
}

static char *copy_written(void) {
    return FROZEN_AT + HEAD + SL_FROZEN_MOST;
}

/* Plain memory of zeros; ends the program when there is none. */
static void make_plain(char *at, size_t length) {
    if (mmap(at, length, PROT_READ | PROT_WRITE,
             MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1, 0) != at)
        abort();
}

static void at_fault(int number, siginfo_t *info, void *context) {
    (void)number;
    (void)context;
    struct frozen *f = frozen();
    size_t offset = (size_t)((const char *)info->si_addr - f->arena);
    if (offset >= f->standing || f->written_count == PAGES_MOST)
        abort();
    size_t page = offset / PAGE;
    make_plain(f->arena + page * PAGE, PAGE);
    memcpy(f->arena + page * PAGE, copy_read() + page * PAGE, PAGE);
    f->written[f->written_count++] = (uint16_t)page;
}

static bool map_copy(int memory) {
    size_t size = SL_FROZEN_MOST;
    return ftruncate(memory, (off_t)size) == 0 &&
           mmap(FROZEN_AT + HEAD, size, PROT_READ, MAP_SHARED | MAP_FIXED_NOREPLACE, memory, 0) ==
               FROZEN_AT + HEAD &&
           mmap(copy_written(), size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED_NOREPLACE,
                memory, 0) == copy_written();
}

bool sl_frozen_open(char *arena) {
    struct sigaction action = {.sa_sigaction = at_fault, .sa_flags = SA_SIGINFO | SA_NODEFER};
    int memory = memfd_create("sightline-image", MFD_CLOEXEC);
    bool mapped = memory >= 0 && map_copy(memory) &&
                  mmap(FROZEN_AT, HEAD, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0) == FROZEN_AT;
    if (memory >= 0)
        close(memory);
    if (!mapped)
        return false;
    frozen()->arena = arena;
    sigemptyset(&action.sa_mask);
    sigaddset(&action.sa_mask, SIGPROF); /* the timer looks at pages that may be empty meanwhile */
    return sigaction(SIGSEGV, &action, NULL) == 0;
}

void sl_frozen_keep(size_t length) {
    struct frozen *f = frozen();
    f->kept = length <= SL_FROZEN_MOST ? length / PAGE * PAGE : 0;
    memcpy(copy_written(), f->arena, f->kept);
}

void sl_frozen_thaw(void) {
    struct frozen *f = frozen();
    if (f->standing > 0)
        make_plain(f->arena, f->standing);
    f->standing = f->written_count = 0;
}

/* A second view of the pages of the copy, in the arena's place. */
static void stand(struct frozen *f) {
    char *view = FROZEN_AT + HEAD;
    if (f->kept == 0)
        return;
    if (mremap(view, 0, f->kept, MREMAP_MAYMOVE | MREMAP_FIXED, f->arena) != f->arena)
        abort();
    f->standing = f->kept;
    f->written_count = 0;
}

size_t sl_frozen_restore(void) {
    struct frozen *f = frozen();
    if (f->standing == 0)
        stand(f);
    for (size_t i = 0; i < f->written_count; i++) {
        size_t at = (size_t)f->written[i] * PAGE;
        memcpy(f->arena + at, copy_read() + at, PAGE);
    }
    return f->standing;
}
