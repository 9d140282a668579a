/*
 * scoring/outcome.h - what came of scoring records, gathered before it is written: scores, and
 * records that were tried and not scored, with the reason. For files of core/scoring only.
 */
#pragma once
#include "scoring/facts.h"
#include "scoring/result_json.h"
#include "scoring/rule.h"
#include "scoring/score.h"

enum sl_outcome_kind {
    SL_OUTCOME_SCORE,
    SL_OUTCOME_LIMIT,   /* stopped by a limit */
    SL_OUTCOME_REFUSED, /* the scorer gave what the rule may not */
    SL_OUTCOME_WANTS    /* the whole body is needed: nothing was added */
};

struct sl_outcomes {         /* {0} at first, ends with sl_outcomes_drop() */
    struct sl_score *scores; /* status SL_RESULT_LIMIT: not scored, result is the reason */
    size_t *from;            /* of their texts */
    size_t count, capacity;
    struct sl_buffer texts;
    int64_t version_no; /* they all have, or 0: of several */
    int64_t same;       /* scores the last write found kept already */
};

/* One rule at work on one engine. Borrows all. */
struct sl_outcome_source {
    const struct sl_rule *rule;
    const struct sl_rule_forms *forms;
    const struct sl_result_json *json;
    int engine;
};

void sl_outcomes_clear(struct sl_outcomes *outcomes); /* keeps the memory */
void sl_outcomes_drop(struct sl_outcomes *outcomes);

/* Checks a packed result: what it comes to. result is opened but for SL_OUTCOME_REFUSED, and then
 * lie says why. */
enum sl_outcome_kind sl_outcome_judge(const struct sl_outcome_source *source,
                                      const struct sl_scorer_case *given, struct sl_text packed,
                                      struct sl_result *result, struct sl_error *lie);
/* Adds what was judged to be a score or a limit. */
void sl_outcomes_add(struct sl_outcomes *outcomes, const struct sl_outcome_source *source,
                     const struct sl_facts *facts, const struct sl_scorer_case *given,
                     const struct sl_result *result);
/* Both: checks a packed result and adds what it comes to; *status is its status when it is a score.
 */
enum sl_outcome_kind sl_outcomes_take(struct sl_outcomes *outcomes,
                                      const struct sl_outcome_source *source,
                                      const struct sl_facts *facts,
                                      const struct sl_scorer_case *given, struct sl_text packed,
                                      enum sl_result_status *status);
/* Adds the score that is kept under another key, if there is one. */
enum sl_status sl_outcomes_carry(struct sl_outcomes *outcomes, struct sl_store *store,
                                 const struct sl_score *from, const struct sl_score *key,
                                 bool *found, struct sl_error *err);
/* Adds a record that couldn't be scored at all. */
void sl_outcomes_refuse(struct sl_outcomes *outcomes, const struct sl_score *key,
                        const char *reason);
/* After the last one was added: texts stand, and, of what is to be kept, hashes. */
void sl_outcomes_settle(struct sl_outcomes *outcomes, bool keep);
/* A write function (store/store.h); context is the settled outcomes. */
enum sl_status sl_outcomes_write(struct sl_store *store, void *context, struct sl_error *err);

struct sl_score sl_score_key(const struct sl_outcome_source *source, const struct sl_facts *facts,
                             sl_day basis_day);
