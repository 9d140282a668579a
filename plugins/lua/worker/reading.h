/*
 * worker/reading.h - one answer, found by the name a script gave its question.
 */
#pragma once
#include "cell.h"
#include "worker.h"

struct sl_seen {     /* what facts look at */
    uint32_t kind;   /* SL_THING_FACTS */
    int16_t section; /* with rows, of the form; -1: the record */
    uint16_t row;    /* from 1; 0: the record */
};

struct sl_named {
    int32_t question; /* SL_QUESTION_ABSENT: only another tool of the rule asks it */
    uint16_t row;
};

struct sl_reading {
    struct sl_worker *worker;
    int32_t place; /* of the cell; -1: not yet answered */
    struct sl_cell cell;
};

/* The question whose name stands at index, seen from a row (row 0: the record). row_index: where
 * its row may stand as a number; 0: nowhere. Raises for a question the rule didn't declare, and for
 * a row where there is none or none where there is one. */
struct sl_named sl_reading_named(lua_State *L, struct sl_worker *worker, const struct sl_seen *seen,
                                 int index, int row_index);
/* The same by its code alone for a question of just these rows, or of the record; never raises:
 * SL_NAME_NONE for any other. */
int32_t sl_reading_known(lua_State *L, const struct sl_worker *worker, const struct sl_seen *seen,
                         int index);
/* The same for the question in all rows; SL_QUESTION_ABSENT as above. */
int32_t sl_reading_question(lua_State *L, const struct sl_worker *worker, int index);
/* reading->worker is set by the caller. */
void sl_reading_find(struct sl_reading *reading, struct sl_named named);

bool sl_reading_holds_text(const struct sl_reading *reading);
/* Raises when only the body has it. */
struct sl_text sl_reading_text(lua_State *L, const struct sl_reading *reading);
/* The answer as scripts get it, nil unless it is answered; returns 1. */
int sl_reading_push(lua_State *L, const struct sl_reading *reading);
void sl_reading_push_text(lua_State *L, const struct sl_reading *reading);
