/*
 * worker/out.h - the result under construction. Everything a rule says goes through here and is
 * checked against what the rule declared; anything else raises, and the record's result is failed
 * with that sentence.
 */
#pragma once
#include "worker.h"

struct sl_making { /* of one record */
    uint32_t kind; /* SL_THING_OUT */
    uint16_t row;  /* of a rule on rows: the one being scored */
    int16_t section;
    bool not_enough, not_applicable; /* of this row or record */
    int grade, cap;                  /* places among the tokens of output grade; -1 none */
};

/* In a protected call, once a state. */
void sl_out_open(lua_State *L, const json_t *named);
/* Begins a record (row 0, section -1) or one of its rows; the maker was begun by the caller. */
void sl_out_begin(lua_State *L, int section, uint16_t row);
/* Settles grade and ceilings of it. NULL, or what is wrong. */
const char *sl_out_end(lua_State *L);
enum sl_result_status sl_out_status(lua_State *L);
