/*
 * scoring/replay.h - every kept score made again: the body of that revision, the decisions as they
 * stood, that rule version, in workers that have seen no other rule, compared byte by byte. Nothing
 * is written. A score of another engine is made again too, but its bytes are only promised by the
 * engine that made it: differences are listed, not called faults.
 */
#pragma once
#include "scoring/engine.h"
#include "store/store.h"

struct sl_replay_counts {
    int64_t scores;       /* looked at */
    int64_t same;         /* to the byte */
    int64_t differ;       /* faults: the same engine says something else now */
    int64_t other_engine; /* made by another engine, and different now */
    int64_t unbuilt;      /* their facts can't be put together again */
    int64_t limited;      /* stopped by a limit this time: no verdict */
};

struct sl_replay_finding { /* texts borrowed for the call */
    const char *record;    /* id */
    const char *rule;
    int64_t number, revision;
    const char *what;       /* "differs", "other engine", "facts", "limit" */
    const char *kept, *now; /* status and result as one text; now "" where there is none */
};

struct sl_replay {
    struct sl_store *store;
    const struct sl_engines *engines;
    const char *rule; /* its versions only; NULL: of all */
    int64_t number;   /* that version only; 0: all */
    /* Told of everything that isn't the same. May be NULL. */
    void (*found)(void *context, const struct sl_replay_finding *finding);
    bool (*progress)(void *context, int64_t done, int64_t total); /* false stops (SL_END) */
    void *context;
    struct sl_replay_counts counts; /* out, also on failure */
};

/* Errors: SL_NOT_FOUND (no such rule or version, no plugin for its language), SL_RULE, SL_STORE,
 * SL_END. Differences are no error. */
enum sl_status sl_replay_run(struct sl_replay *replay, struct sl_error *err);
