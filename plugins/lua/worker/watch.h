/*
 * worker/watch.h - what stops a script. A profiling timer, armed once, counts ticks of CPU time; at
 * the limit its handler asks for a count hook, which raises an error in the script at its next
 * instruction. The heap works likewise: above its cap it asks for the hook, which first collects
 * garbage and raises only if that doesn't help. Where no error can be raised any more (one block
 * larger than the whole arena) the script is left by a jump and its state is thrown away; Lua never
 * sees an allocation fail, because 5.4.4 can use freed memory in the collection it then makes.
 *
 * The watch lies at a fixed address, since a signal handler has no arguments of ours.
 */
#pragma once
#include <lua.h>
#include <setjmp.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

enum { SL_TICK_MS = 10 };

enum sl_stop {
    SL_STOP_NONE,
    SL_STOP_TIME,  /* CPU time of one record, header or report */
    SL_STOP_MEMORY /* heap */
};

struct sl_allowance {
    int ticks;        /* of SL_TICK_MS */
    size_t heap;      /* bytes */
    const char *what; /* "rule", "report": whom the sentence blames */
};

extern const struct sl_allowance sl_allowance_of_record; /* 250 ms, 16 MiB */
extern const struct sl_allowance sl_allowance_of_header; /* describe, examples, load */
extern const struct sl_allowance sl_allowance_of_report;

struct sl_watch {
    volatile sig_atomic_t ticks, ticks_most;
    size_t heap_most;
    int cpu_ms, heap_mib;       /* of a record; other allowances grow and shrink with them */
    volatile sig_atomic_t stop; /* enum sl_stop */
    lua_State *volatile running;
    bool collecting; /* the hook was asked for because of the heap */
    const struct sl_allowance *allowance;
    jmp_buf way_out;
};

/* Maps it; once, at the start. False when the address is taken. */
bool sl_watch_open(void);
struct sl_watch *sl_watch_get(void);
/* What a record may take, where that is less than the allowance of a record says. */
void sl_watch_limit(int cpu_ms, int heap_mib);
/* Arms the timer; before the filter. */
bool sl_watch_arm(void);

/* lua_pcall under an allowance, started afresh. sl_watch_stopped() says which limit fired, if any;
 * after a limit the state must not be used again but be restored or made anew. */
int sl_watch_call(lua_State *L, int arguments, int results, const struct sl_allowance *allowance);
enum sl_stop sl_watch_stopped(void);
/* "the rule took more than 250 ms" */
const char *sl_watch_sentence(enum sl_stop stop, char out[80]);

/* For functions that may work long without an instruction of the script: raises what a limit says.
 * They call it now and then where an error may be raised and garbage collected. */
void sl_watch_look(lua_State *L);

/* For the allocator. */
void sl_watch_heap_is_over(void);
void sl_watch_leave(void) __attribute__((noreturn));
