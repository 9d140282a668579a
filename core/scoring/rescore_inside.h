/*
 * scoring/rescore_inside.h - a run of scoring/rescore.h: what its parts share. For rescore.c and
 * rescore_slim.c only.
 */
#pragma once
#include "scoring/outcome.h"
#include "scoring/rescore.h"
#include "scoring/slim_row.h"
#include "scoring/stage.h"
#include "scoring/touched.h"

struct sl_run {
    struct sl_rescore *rescore;
    const struct sl_rule_header *header;
    struct sl_rule_forms *forms;
    struct sl_result_json *json;
    struct sl_outcome_source source;
    struct sl_facts_cursor *cursor;
    int64_t total, done; /* total: about, for progress */
    struct sl_outcomes outcomes;
    struct sl_touched *touched; /* NULL: every record is */
    int64_t before_no;          /* the version that results of untouched ones are taken over from */
    struct sl_outcomes carried;
    struct sl_facts_slim slim;     /* as the cursor has it */
    struct sl_remembered *sets;    /* of the tools the rule applies to, in order; NULL: no slim */
    struct sl_slim_rows rows;      /* to be kept */
    struct sl_stage again;         /* records that wanted their whole bodies */
    size_t again_next, again_upto; /* results of it that were taken; index behind it in the batch */
};

/* Gives the rule to the engine, and decides which slim bodies the cursor gives. */
enum sl_status sl_run_load(struct sl_run *run, struct sl_error *err);
void sl_run_take_slim(struct sl_run *run);
void sl_run_end_slim(struct sl_run *run);

/* Takes results over for those of the batch that the change can't touch, and takes them out. */
enum sl_status sl_run_carry(struct sl_run *run, struct sl_facts_batch *batch, struct sl_error *err);

/* Makes the slim body of a record that lacks one, when it is to be kept. */
void sl_run_remember(struct sl_run *run, const struct sl_facts *facts,
                     const struct sl_scorer_case *given);

/* Does the result at index say that its slim body holds too little? */
bool sl_run_wants(const struct sl_stage *stage, size_t index);
/* Goes over to whole bodies when many of those given wanted them; true when it did now. */
bool sl_run_give_up_slim(struct sl_run *run, size_t wanted, size_t of);
/*
 * The result of the record at index of the stage, scored again with its whole body; asked for in
 * rising order while the thread is idle. *at -1: the record is no longer there. A failure of the
 * scorer is in run->again.status.
 */
enum sl_status sl_run_again(struct sl_run *run, struct sl_stage_thread *thread,
                            const struct sl_stage *stage, size_t index, long *at,
                            struct sl_error *err);
