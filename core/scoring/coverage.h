/*
 * scoring/coverage.h - what of a rule does any work, over a selection of records: which clauses
 * fire and which never do; which questions move what it says, when one answer is a step better or
 * worse; which numbers of its settings are idle, because nothing it says changes when they are
 * nought or twice as much; and how few answers would have to be otherwise for a better grade
 * (scoring/smallest_change.h). Nothing is written. Clauses are counted over every record; the rest
 * over records taken at equal distances in the order of the store, never by chance, and n is told.
 * What counts as moved is told in scoring/specimen.h.
 *
 * JSON: {"rule","title","version" (0: a file),"records","scored","not_scored",
 *   "clauses":[{"clause","sentence","fired"}],"never":[clause],
 *   "questions":{"n","moved":[{"question","wording","answered","moved"}]}: of n records those where
 *     it was answered, and those a step of it moved, most first,
 *   "settings":{"n","numbers":[{"setting","words","value","without","doubled"}],"idle":[setting]}:
 *     without and doubled count records that move,
 *   "lift": absent where results have no order; {"n","answering","blank","best","sizes":{"1","2",
 *     "3","more"}}: of n records,
 *   "record": only for one, {"record","outcome": found, more, best, blank,"from","to","changes":
 *     [{"question","wording","row","from","to"}],"tries"}}
 */
#pragma once
#include "scoring/rescore.h"

struct sl_coverage_request { /* all borrowed */
    struct sl_store *store;
    const struct sl_engine *engine;
    const struct sl_rule *rule;
    struct sl_facts_choice choice; /* of one record: only what would lift it is looked for */
    const char *tool;              /* only records of this tool; NULL: any */
    int64_t sample;                /* records taken for all but the clauses; 0: as is fast */
    /* doing: "Records", "Answers" ...; may be NULL. */
    void (*progress)(void *context, const char *doing, int64_t done, int64_t total);
    void *context;
};

/* The caller owns *out. Errors: as sl_rescore_run(); SL_REFUSED for one record that is still being
 * answered, SL_NOT_FOUND for one that the rule doesn't read. */
enum sl_status sl_coverage_run(const struct sl_coverage_request *request, json_t **out,
                               struct sl_error *err);
/* The same for people, line by line; without newlines. */
void sl_coverage_lines(const json_t *coverage, void (*told)(void *context, const char *line),
                       void *context);
