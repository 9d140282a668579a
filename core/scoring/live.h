/*
 * scoring/live.h - scoring while people work: a record that was just saved, and a form that is
 * still open. The published rules are kept ready between calls. Whatever happens here, the record
 * stays saved: a rule that can't be run, a limit, a result that had to be refused leave it "not
 * scored", with the reason in score_attempt.
 */
#pragma once
#include "scoring/rule.h"
#include "scoring/score.h"

struct sl_live; /* used by one thread; the caller owns it and ends it with sl_live_free() */

/* Borrows engines. */
struct sl_live *sl_live_new(const struct sl_engines *engines);
void sl_live_free(struct sl_live *live);
void sl_live_drop(struct sl_live **live); /* for SL_AUTO */

struct sl_live_counts {
    int64_t scored; /* results kept, whatever their status */
    int64_t not_scored;
};

/*
 * Scores the latest revision of a record under every published rule that applies to its tool; all
 * results are one write. Errors: SL_STORE, SL_CONFLICT (the alarm of scoring/score.h). out may be
 * NULL.
 */
enum sl_status sl_score_record(struct sl_store *store, struct sl_live *live, int64_t record_no,
                               struct sl_live_counts *out, struct sl_error *err);

/* What one rule says of a body that isn't kept anywhere. */
struct sl_live_result { /* borrowed for the call */
    const struct sl_rule_header *rule;
    const struct sl_rule_form *form;
    enum sl_result_status status; /* SL_RESULT_LIMIT: not scored */
    struct sl_text result;        /* JSON of scoring/result_json.h; the reason when not scored */
};

/*
 * Scores a packed body of a tool version of the store, such as that of an open form, under every
 * published rule that applies; rule: only that one, NULL: all. decisions may be empty. Nothing is
 * written. Errors: SL_STORE, SL_NOT_FOUND (no published rule of that code), what told returned.
 */
enum sl_status sl_score_body(struct sl_store *store, struct sl_live *live, const char *rule,
                             const struct sl_tool *tool, struct sl_text body,
                             struct sl_text decisions, sl_day basis_day,
                             enum sl_status (*told)(void *context,
                                                    const struct sl_live_result *result,
                                                    struct sl_error *err),
                             void *context, struct sl_error *err);
