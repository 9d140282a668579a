/*
 * scoring/replay_facts.h - the facts that a kept score was made of, put together again. For
 * replay.c only.
 */
#pragma once
#include "scoring/facts.h"
#include "scoring/kept_result.h"
#include "scoring/previous.h"

enum { SL_REPLAY_MOST = 128 };

struct sl_replay_score { /* one kept score and what it was made of; ends with sl_replay_score_drop()
                          */
    char *record;        /* id */
    struct sl_facts facts;       /* hash as kept */
    struct sl_scorer_case given; /* body and decisions are owned by this struct */
    int engine;
    char *kept; /* status and result as one text */
    bool built; /* the facts have the kept hash again */
    char *body, *decisions;
};
void sl_replay_score_drop(struct sl_replay_score *score);

/* The next scores of a version behind *after, which moves on; *count 0: no more. previous: NULL
 * when the rule reads no record before. */
enum sl_status sl_replay_scores(struct sl_store *store, int64_t version_no,
                                const struct sl_rule_forms *forms, struct sl_previous *previous,
                                int64_t *after, struct sl_replay_score scores[SL_REPLAY_MOST],
                                size_t *count, struct sl_error *err);
