/*
 * worker/facts.h - the facts of one record, or of one row of it, as a script reads them. Only
 * questions that the rule declared can be read. Answered, not applicable, not evidenced and not yet
 * answered stay four different things: a value is given only for the first.
 */
#pragma once
#include "worker.h"

/* Kinds of things that are handed to scripts; the first member of each. */
enum sl_thing_kind { SL_THING_FACTS = 0x5346, SL_THING_OUT, SL_THING_DOCUMENT };

/* The thing before the colon; NULL when another kind of value stands there. Texts are light
 * userdata and always odd, things lie in the arena at even places. */
static inline void *sl_thing_at(lua_State *L, int index, enum sl_thing_kind kind) {
    void *thing = lua_touserdata(L, index);
    if (thing == NULL || ((uintptr_t)thing & 1) != 0 || *(uint32_t *)thing != kind)
        return NULL;
    return thing;
}

struct sl_seen { /* what facts look at */
    uint32_t kind;
    int16_t section; /* with rows, of the form; -1: the record */
    uint16_t row;    /* from 1; 0: the record */
};

enum { SL_ROWS_MADE = 12 };

/* In a protected call, once a state: the metatable and the facts of the record. */
void sl_facts_open(lua_State *L);
/* Facts of the first rows of each section are made in advance. */
void sl_facts_make_rows(lua_State *L, int sections);
void sl_facts_push_row(lua_State *L, int section, uint16_t row);
/* Rows that needed questions of a section have answers in. */
uint16_t sl_facts_rows(const struct sl_worker *worker, int section);

struct sl_named {     /* a question, as a script named it */
    int32_t question; /* SL_QUESTION_ABSENT: only another tool of the rule asks it */
    uint16_t row;
};

/* The question whose name stands at index, seen from a row (row 0: the record). row_index: where
 * its row may stand as a number; 0: nowhere. Raises for a question the rule didn't declare, and for
 * a row where there is none or none where there is one. */
struct sl_named sl_facts_named(lua_State *L, struct sl_worker *worker, const struct sl_seen *seen,
                               int index, int row_index);
