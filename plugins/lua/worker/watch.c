#include "watch.h"
#include "arena.h"
#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>

#define WATCH_AT ((void *)0x1fe000000000)

const struct sl_allowance sl_allowance_of_record = {25, 16 << 20, "rule"};
const struct sl_allowance sl_allowance_of_header = {50, 16 << 20, "rule"};
const struct sl_allowance sl_allowance_of_report = {50, 64 << 20, "report"};

bool sl_watch_open(void) {
    return mmap(WATCH_AT, sizeof(struct sl_watch), PROT_READ | PROT_WRITE,
                MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0) == WATCH_AT;
}

struct sl_watch *sl_watch_get(void) {
    return WATCH_AT;
}

const char *sl_watch_sentence(enum sl_stop stop, char out[80]) {
    const struct sl_watch *watch = sl_watch_get();
    const struct sl_allowance *allowed = watch->allowance;
    if (stop == SL_STOP_TIME)
        snprintf(out, 80, "the %s took more than %d ms", allowed->what,
                 SL_TICK_MS * (int)watch->ticks_most);
    else
        snprintf(out, 80, "the %s used more than %zu MiB of memory", allowed->what,
                 watch->heap_most >> 20);
    return out;
}

/* The line of the script, also from inside a function of ours. */
static void push_place(lua_State *L) {
    luaL_where(L, 0);
    for (int level = 1; level < 8 && lua_rawlen(L, -1) == 0; level++) {
        lua_pop(L, 1);
        luaL_where(L, level);
    }
}

static void stop_script(lua_State *L, enum sl_stop stop) {
    char sentence[80];
    sl_watch_get()->stop = stop;
    luaL_checkstack(L, 4, NULL);
    push_place(L);
    lua_pushstring(L, sl_watch_sentence(stop, sentence));
    lua_concat(L, 2);
    lua_error(L);
}

/* Runs at an instruction of the script, where an error may be raised and garbage collected. */
static void at_instruction(lua_State *L, lua_Debug *at) {
    (void)at;
    struct sl_watch *watch = sl_watch_get();
    if (watch->ticks >= watch->ticks_most)
        stop_script(L, SL_STOP_TIME);
    if (!watch->collecting)
        return;
    lua_gc(L, LUA_GCCOLLECT);
    if (sl_arena_used() > watch->heap_most)
        stop_script(L, SL_STOP_MEMORY);
    watch->collecting = false;
    lua_sethook(L, NULL, 0, 0);
}

void sl_watch_look(lua_State *L) {
    const struct sl_watch *watch = sl_watch_get();
    if (watch->ticks >= watch->ticks_most || watch->collecting)
        at_instruction(L, NULL);
}

static void tick(int number) {
    (void)number;
    struct sl_watch *watch = sl_watch_get();
    watch->ticks = watch->ticks + 1;
    lua_State *L = watch->running;
    if (L != NULL && watch->ticks >= watch->ticks_most)
        lua_sethook(L, at_instruction, LUA_MASKCOUNT, 1);
}

bool sl_watch_arm(void) {
    const struct timeval each = {0, SL_TICK_MS * 1000};
    const struct itimerval timer = {each, each};
    struct sigaction action = {.sa_handler = tick, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    return sigaction(SIGPROF, &action, NULL) == 0 && setitimer(ITIMER_PROF, &timer, NULL) == 0;
}

void sl_watch_heap_is_over(void) {
    struct sl_watch *watch = sl_watch_get();
    if (watch->running == NULL || watch->collecting)
        return;
    watch->collecting = true;
    lua_sethook(watch->running, at_instruction, LUA_MASKCOUNT, 1);
}

void sl_watch_leave(void) {
    struct sl_watch *watch = sl_watch_get();
    if (watch->running == NULL)
        abort();
    watch->running = NULL;
    watch->stop = SL_STOP_MEMORY;
    longjmp(watch->way_out, 1);
}

void sl_watch_limit(int cpu_ms, int heap_mib) {
    sl_watch_get()->cpu_ms = cpu_ms;
    sl_watch_get()->heap_mib = heap_mib;
}

static void set_most(struct sl_watch *watch, const struct sl_allowance *allowance) {
    int record_ms = SL_TICK_MS * sl_allowance_of_record.ticks;
    size_t record_mib = sl_allowance_of_record.heap >> 20;
    watch->ticks_most = allowance->ticks * watch->cpu_ms / record_ms;
    watch->heap_most = allowance->heap / record_mib * (size_t)watch->heap_mib;
}

int sl_watch_call(lua_State *L, int arguments, int results, const struct sl_allowance *allowance) {
    struct sl_watch *watch = sl_watch_get();
    watch->allowance = allowance;
    set_most(watch, allowance);
    watch->ticks = 0;
    watch->stop = SL_STOP_NONE;
    watch->collecting = false;
    if (setjmp(watch->way_out) != 0)
        return LUA_ERRMEM;
    watch->running = L;
    int status = lua_pcall(L, arguments, results, 0);
    watch->running = NULL;
    return status;
}

enum sl_stop sl_watch_stopped(void) {
    return (enum sl_stop)sl_watch_get()->stop;
}
