/*
 * scoring/rescore.h - scores a selection of records under one rule version. Reading, scoring and
 * writing overlap: while the scorer works on one batch the ones before are written and the next one
 * is read. Writes are small, so saves get their turn between them. A record that a limit stops is
 * noted as tried, never scored; a run that was stopped says how many were not tried.
 *
 * Where the engine takes slim bodies and the store keeps one that fits, it is given in the place of
 * the whole one; a record whose slim body holds too little is scored again with its whole one, and
 * when many are, the run goes over to whole ones. The results are the same. A run that keeps its
 * scores also keeps the slim bodies that are missing.
 */
#pragma once
#include "scoring/facts.h"
#include "scoring/rule.h"
#include "scoring/score.h"

enum { SL_RESCORE_REFUSED_MOST = 20 };

struct sl_rescore_counts {
    int64_t scored, not_applicable, not_enough, failed; /* results that are scores */
    int64_t same;                                       /* of those: kept already, to the byte */
    int64_t kept;    /* not tried, because their score is there (missing) */
    int64_t carried; /* not tried: the change can't touch them, so they read as before (missing) */
    int64_t limited; /* stopped by a limit: not scored */
    int64_t refused; /* the scorer gave what the rule may not: not scored */
    int64_t unfit;   /* made with a tool version that lacks a question the rule needs */
    int64_t not_tried; /* behind the point where the run was stopped */
};

/* What one record came to, checked, before any JSON is made of it. All borrowed for the call. */
struct sl_rescore_one {
    const struct sl_facts *facts; /* with their hash when hashed was asked for, or keep, each */
    const struct sl_scorer_case *given;
    const struct sl_rule_form *form;
    enum sl_result_status status;   /* SL_RESULT_LIMIT: not scored, why says the reason */
    const struct sl_result *result; /* NULL when it had to be refused */
    struct sl_text why;
};

struct sl_rescore {
    struct sl_store *store;
    const struct sl_engine *engine;
    const struct sl_rule *rule; /* from the store, unless nothing is kept */
    struct sl_facts_choice choice;
    bool keep; /* insert scores and attempts; false: for previews, nothing is written */
    bool
        missing; /* only records that have no score under this key; with keep, results that the
                    change can't touch (scoring/touched.h) are taken over from the version before */
    /* Told of every result in order, on the calling thread; limits have status SL_RESULT_LIMIT and
     * their sentence as result. May be NULL. The run stops with what it returns. */
    enum sl_status (*each)(void *context, const struct sl_score *score, struct sl_error *err);
    /* The same, packed; what nobody keeps is made into JSON for each only. May be NULL. */
    enum sl_status (*each_packed)(void *context, const struct sl_rescore_one *one,
                                  struct sl_error *err);
    bool hashed; /* each_packed reads the hashes of facts */
    bool whole;  /* no slim bodies are given, whether or not the engine takes them */
    /* Told after every batch scored; false stops the run (SL_END). May be NULL. */
    bool (*progress)(void *context, int64_t done, int64_t total);
    void *context;
    struct sl_rescore_counts counts; /* out, also on failure */
};

/*
 * Errors: SL_INVALID (keep, and the rule isn't from the store), SL_RULE (the rule can't be loaded,
 * or the run was stopped), SL_NOT_FOUND (no tool to read by), SL_CONFLICT (the alarm of
 * scoring/score.h), SL_STORE, SL_END (progress said stop). What was written before stays.
 */
enum sl_status sl_rescore_run(struct sl_rescore *rescore, struct sl_error *err);
