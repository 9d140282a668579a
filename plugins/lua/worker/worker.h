/*
 * worker/worker.h - what the parts of the worker program share: the two memories, the rule that is
 * loaded, and the record that is being scored. One of it for the life of the program.
 */
#pragma once
#include "../bounds.h"
#include "base/pack.h"
#include "base/result.h"
#include "said.h"
#include "state.h"
#include <jansson.h>
#include <stdatomic.h>

struct sl_loaded; /* loaded.h */
struct sl_form;   /* form.h */

/* Slots of the registry that hold what a script is made of. */
enum sl_slot {
    SL_SLOT_ENVIRONMENT = 3, /* the table behind a script's names */
    SL_SLOT_LIBRARIES,       /* name -> function, then name -> value */
    SL_SLOT_SCRIPT,          /* the table that the script returned */
    SL_SLOT_NAMES,           /* strings that struct sl_names point at */
    SL_SLOT_FACTS_META,
    SL_SLOT_FACTS,
    SL_SLOT_ROWS, /* facts of rows made so far: section << 16 | row -> facts */
    SL_SLOT_SCORE,
    SL_SLOT_SETTINGS,
    SL_SLOT_OUT,
    SL_SLOT_END
};

/* The text that was looked at last; methods of one text mostly follow one another. */
struct sl_looked {
    uint64_t bits;       /* of the passage; 0 none */
    struct sl_said said; /* its words, or what is remembered of them */
    size_t from;         /* of the cell's text, where it begins */
};

/* The record being scored. Bodies lie in the input, which the worker can't write. */
struct sl_scored {
    struct sl_body body;
    const struct sl_form *form;
    sl_day basis_day;
    bool wants; /* more than its slim body holds */
    struct sl_looked looked;
    struct sl_text decisions_text;
    json_t *decisions; /* parsed when first asked for */
};

struct sl_worker {
    struct sl_lua_limits limits;
    const uint8_t *input;
    uint8_t *output;
    _Atomic uint64_t *progress;
    struct sl_loaded *loaded; /* NULL before the first load */
    struct sl_scored scored;
    struct sl_result_maker *maker;
    struct sl_buffer scratch; /* of bindings, which own no memory of their own */
    json_t *document;         /* of a report being written */
};

static inline struct sl_worker *sl_worker_of(lua_State *L) {
    return *(struct sl_worker **)lua_getextraspace(L);
}

static inline void sl_worker_progress(struct sl_worker *worker) {
    if (worker->progress != NULL)
        atomic_fetch_add_explicit(worker->progress, 1, memory_order_relaxed);
}
