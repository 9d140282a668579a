/*
 * scoring/stage.h - a batch of facts on its way through a scorer, on a thread of its own, so that
 * the caller can read the next batch and write the one before meanwhile. For files of core/scoring
 * only.
 */
#pragma once
#include "scoring/engine.h"
#include "scoring/facts.h"

enum { SL_STAGE_BYTES = 8 << 20 }; /* of results; a batch that fills it is ended early */

struct sl_stage { /* {0} at first, ends with sl_stage_drop() */
    struct sl_facts_batch batch;
    struct sl_buffer bytes;
    struct sl_span *results; /* in bytes, one for each case that was scored */
    size_t count;
    /* SL_OK: all cases have results. SL_END: there was no room for more; the rest has to be read
     * again. Else the scorer's failure; cases behind count were not tried. */
    enum sl_status status;
    struct sl_error error;
};

void sl_stage_drop(struct sl_stage *stage);
struct sl_text sl_stage_result(const struct sl_stage *stage, size_t index);

struct sl_stage_thread; /* the caller owns it and ends it with sl_stage_thread_end() */
/* Without a thread to be had, stages are scored when they are given. */
struct sl_stage_thread *sl_stage_thread_start(const struct sl_engine *engine);
/* One stage at a time; it must not be touched before sl_stage_wait(). */
void sl_stage_give(struct sl_stage_thread *thread, struct sl_stage *stage);
/* Returns at once when none was given. */
void sl_stage_wait(struct sl_stage_thread *thread);
void sl_stage_thread_end(struct sl_stage_thread *thread); /* waits first */
