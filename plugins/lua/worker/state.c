#include "state.h"
#include "arena.h"
#include <stdlib.h>
#include <sys/mman.h>
#include <ucontext.h>

#define STACK_AT ((char *)0x1ff000000000)
enum { STACK_SIZE = 256 << 10, CALLS_MADE = 16 };

/* At the low end of the stack, which grows down towards it and never gets there. */
struct making {
    lua_State *made;
    ucontext_t caller, maker;
};

static struct making *making(void) {
    return (struct making *)(void *)STACK_AT;
}

bool sl_state_open(void) {
    return mmap(STACK_AT, STACK_SIZE, PROT_READ | PROT_WRITE,
                MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0) == STACK_AT;
}

static int panic(lua_State *L) {
    (void)L;
    abort();
}

static void make(void) {
    making()->made = lua_newstate(sl_arena_allocate, NULL);
}

/* Calls itself, so that Lua makes what it notes of each call now, beside the state: every record
 * writes to it, and what is written lies on few pages then (frozen.h). */
static int call_deep(lua_State *L) {
    lua_Integer depth = lua_tointeger(L, 1);
    if (depth > 0) {
        lua_pushcfunction(L, call_deep);
        lua_pushinteger(L, depth - 1);
        lua_call(L, 1, 0);
    }
    return 0;
}

lua_State *sl_state_new(void *worker) {
    sl_arena_clear();
    struct making *m = making();
    getcontext(&m->maker);
    m->maker.uc_stack.ss_sp = STACK_AT + sizeof *m;
    m->maker.uc_stack.ss_size = STACK_SIZE - sizeof *m;
    m->maker.uc_link = &m->caller;
    makecontext(&m->maker, make, 0);
    swapcontext(&m->caller, &m->maker);
    lua_State *L = m->made;
    *(void **)lua_getextraspace(L) = worker;
    lua_atpanic(L, panic);
    lua_gc(L, LUA_GCSTOP);
    lua_pushcfunction(L, call_deep);
    lua_pushinteger(L, CALLS_MADE);
    lua_call(L, 1, 0);
    return L;
}
