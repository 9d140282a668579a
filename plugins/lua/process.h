/*
 * lua/process.h - one worker program: started with nothing but its socket and two shared memories,
 * watched while it works, killed when it stands still.
 */
#pragma once
#include "base/error.h"
#include "bounds.h"
#include "protocol.h"

enum { SL_LUA_START_MS = 10000 }; /* until it is ready */

enum sl_lua_outcome {
    SL_LUA_ANSWERED,
    SL_LUA_STILL, /* killed: it made no progress */
    SL_LUA_LATE,  /* killed: the request took too long */
    SL_LUA_DIED   /* it ended itself, or the filter killed it */
};

struct sl_lua_process; /* the caller owns it and ends it with sl_lua_process_free() */

/* confined: behind the system call filter. Errors: SL_RULE naming the program and what failed. */
enum sl_status sl_lua_process_start(const char *program, bool confined,
                                    const struct sl_lua_limits *limits, struct sl_lua_process **out,
                                    struct sl_error *err);
/* Ends the worker. */
void sl_lua_process_free(struct sl_lua_process *process);

/* Where the next request is laid; SL_LUA_INPUT_SLOT bytes, writable. */
uint8_t *sl_lua_process_input(struct sl_lua_process *process, uint32_t slot);
/* False when the worker is gone. */
bool sl_lua_process_send(struct sl_lua_process *process, const struct sl_lua_message *message);
/* Waits for the answer to the oldest request. After another outcome than ANSWERED the worker is
 * dead. An answer that isn't one to expected counts as DIED. */
enum sl_lua_outcome sl_lua_process_wait(struct sl_lua_process *process,
                                        const struct sl_lua_message *expected,
                                        struct sl_lua_message *answer);
/* What the worker wrote, copied into memory of the caller's (free()), with a NUL behind; length is
 * what the answer says, within the slot. */
char *sl_lua_process_copy(const struct sl_lua_process *process,
                          const struct sl_lua_message *answer);
/* The signal that ended it; 0: none, or it still runs. */
int sl_lua_process_signal(const struct sl_lua_process *process);
