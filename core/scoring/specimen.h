/*
 * scoring/specimen.h - some records held in memory, so that a rule can be asked again and again
 * what it would say if an answer, or a setting, were another. Nothing is kept of what it says.
 *
 * What a rule says that people act on: of a rule that grades, the grade; of others every output of
 * tokens and of yes or no, and where there is none the first one; and whether it says anything at
 * all. Figures beside these don't count.
 */
#pragma once
#include "scoring/case_run.h"
#include "scoring/facts.h"

struct sl_specimen {
    int64_t record_no;
    struct sl_scorer_case given; /* whole body */
    char *body, *decisions;
    char *said; /* under the rule as it is; NULL: stopped by a limit, or refused */
};

struct sl_specimens { /* {0} at first, ends with sl_specimens_drop() */
    struct sl_specimen *specimens;
    size_t count;
};
void sl_specimens_drop(struct sl_specimens *specimens);

/* Reads these records, in the order given; withdrawn ones are passed over. Errors: SL_STORE. */
enum sl_status sl_specimens_read(struct sl_store *store, const struct sl_case_run *run,
                                 const int64_t *record_nos, size_t count, struct sl_specimens *out,
                                 struct sl_error *err);
/* Has the rule say what it says of each; loads it. Errors: SL_RULE. */
enum sl_status sl_specimens_score(struct sl_specimens *specimens, const struct sl_case_run *run,
                                  struct sl_error *err);
/* How many of them the rule would now say something else of, when it is another version of itself.
 * Loads it. Errors: SL_RULE. */
enum sl_status sl_specimens_moved(const struct sl_specimens *specimens,
                                  const struct sl_case_run *run, size_t *moved,
                                  struct sl_error *err);

/* What people act on, as a text to be compared; the caller owns it. */
char *sl_specimen_said(const struct sl_rule_header *header, const struct sl_result *result);

/* Every so-manieth of count things, so that at most so many are taken: the place of the i-th. */
size_t sl_specimen_place(size_t count, size_t taken, size_t i);
