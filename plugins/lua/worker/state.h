/*
 * worker/state.h - a Lua state that is the same in every process. Lua 5.4 seeds its string hashes
 * with the time, the address of the state, of a variable on the stack and of lua_newstate; tables
 * with holes show the seed. Here the time is wrapped to 0 (clock.c), the state lies in the arena,
 * the stack is one of our own at a fixed address, and the program is not position independent.
 */
#pragma once
#include <lua.h>
#include <stdbool.h>

/* Maps the stack; once, at the start. False when the address is taken. */
bool sl_state_open(void);
/* Clears the arena and makes a state in it, without any library and with its collector stopped.
 * worker is what lies in its extra space. */
lua_State *sl_state_new(void *worker);
