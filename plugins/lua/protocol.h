/*
 * lua/protocol.h - what the plugin and its worker program say to each other. The plugin starts the
 * worker with a socket (descriptor 3) and two shared memories: the input (4), which the worker can
 * only read, and the output (5), of which the plugin copies before it believes a byte. Each memory
 * has two slots, so that one request can be filled while the one before is worked on. A message on
 * the socket says what lies in a slot; every request gets one answer, in order.
 *
 * Nothing here is kept or sent to another machine: both sides are built together.
 */
#pragma once
#include <stdint.h>

enum sl_lua_operation {
    SL_LUA_READY = 1, /* the worker's first message; status: 1 behind its filter, 0 without one */
    SL_LUA_PROVE,     /* call socket(): the filter must kill */
    SL_LUA_DESCRIBE,
    SL_LUA_EXAMPLES,
    SL_LUA_LOAD,
    SL_LUA_SCORE,
    SL_LUA_REPORT,
    SL_LUA_QUIT
};

enum { SL_LUA_SOCKET = 3, SL_LUA_INPUT, SL_LUA_OUTPUT, SL_LUA_DESCRIPTORS };

enum {
    SL_LUA_SLOTS = 2,
    SL_LUA_BATCH = 128, /* cases a request, at most */
    SL_LUA_INPUT_SLOT = 16 << 20,
    SL_LUA_OUTPUT_SLOT = 9 << 20, /* SL_LUA_BATCH results of SL_RESULT_MOST bytes and their table */
    SL_LUA_OUTPUT_HEAD = 4096,    /* before the slots: the progress counter, eight bytes */
    SL_LUA_PARTS_MOST = 512
};

struct sl_lua_message {
    uint32_t operation;
    uint32_t slot;
    uint32_t count;  /* parts or cases in the slot */
    uint32_t status; /* of an answer: 1 done, 0 failed and the slot holds the sentence */
    uint64_t length; /* bytes used in the slot */
};

/* A rule or report travels as parts: this head, the name, a NUL, the text, and zeros up to a
 * multiple of eight. */
enum sl_lua_part_kind {
    SL_LUA_SOURCE = 1, /* name: what messages call it */
    SL_LUA_SETTINGS,
    SL_LUA_LIBRARY,
    SL_LUA_LIST,
    SL_LUA_FORM,
    SL_LUA_FIGURES,
    SL_LUA_REMEMBERED /* a list that slim bodies tell of; an empty name: one of no concern */
};

struct sl_lua_part {
    uint32_t kind, name_length, text_length, zero;
};

/* Cases travel as a table of these at the start of the slot; places count from the slot's start. */
struct sl_lua_case {
    uint32_t body, body_length, decisions, decisions_length;
    int32_t basis_day;
    uint32_t form;
};

/* Results come back as a table of these, one a case, in order. After a case that took too long the
 * others are not scored: their length is 0. */
struct sl_lua_result {
    uint32_t place, length;
};
