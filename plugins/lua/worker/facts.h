/*
 * worker/facts.h - the facts of one record, or of one row of it, as a script reads them. Only
 * questions that the rule declared can be read. Answered, not applicable, not evidenced and not yet
 * answered stay four different things: a value is given only for the first.
 */
#pragma once
#include "reading.h"

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

enum { SL_ROWS_MADE = 10, SL_SECTIONS_MADE = 2 };

/* In a protected call, once a state: the metatable and the facts of the record. */
void sl_facts_open(lua_State *L, const json_t *named);
/* Facts of the first rows of each section are made in advance. */
void sl_facts_make_rows(lua_State *L, int sections);
void sl_facts_push_row(lua_State *L, int section, uint16_t row);
/* What the facts before the colon look at; raises when something else stands there. */
const struct sl_seen *sl_facts_seen(lua_State *L);
/* The section whose rows are named at index; -1 when only another tool of the rule has them. Raises
 * when none has. */
int sl_facts_section(lua_State *L, int index);
/* Rows that needed questions of a section have answers in. */
uint16_t sl_facts_rows(const struct sl_worker *worker, int section);
