/*
 * practice/decision.h - what people decided about a record: a critical flag is raised when its
 * answer is saved and stays until a person has confirmed it, resolved it or found no concern; a
 * ceiling of a rule may be waived. Decisions are appended; of each flag and each ceiling the newest
 * stands. Scorers are given them by scoring/decisions.h.
 *
 * Functions that write may be called inside or outside a write function.
 */
#pragma once
#include "practice/tool.h"

struct sl_decision {
    const char *kind;    /* flag, waiver */
    const char *code;    /* question of the flag, clause of the waived ceiling */
    const char *outcome; /* raised, confirmed, resolved, no_concern; waived */
    const char *reason;
    const char *decided_by; /* account name */
    int64_t decided_at;     /* instant; rises within one flag or ceiling */
};

/* Raises the flag of a question unless it stands as raised. Saving calls it for answers that have
 * become critical, so what was decided stands until the answer turns critical again. Inside a write
 * function. */
enum sl_status sl_flag_raise(struct sl_store *store, int64_t record_no, const char *question,
                             const char *actor, struct sl_error *err);

/*
 * A decision on a flag that was raised, or a waiver. A reason is always wanted. Errors:
 * SL_NOT_FOUND (record, flag), SL_INVALID (outcome, no reason), SL_REFUSED (the worker of the case
 * decides on its flag; the auditor waives a ceiling over the own grade).
 */
enum sl_status sl_decision_add(struct sl_store *store, int64_t record_no, const char *kind,
                               const char *code, const char *outcome, const char *reason,
                               const char *actor, struct sl_error *err);

/* All of a record, in order of kind, code and time; texts are borrowed for the call. */
typedef enum sl_status sl_decision_fn(void *context, const struct sl_decision *decision,
                                      struct sl_error *err);
enum sl_status sl_decision_each(struct sl_store *store, int64_t record_no, sl_decision_fn *each,
                                void *context, struct sl_error *err);
/* How many flags of a class ('A', 'B') stand as raised, undecided. */
enum sl_status sl_flag_count_open(struct sl_store *store, int64_t record_no,
                                  const struct sl_tool *tool, char class, size_t *out,
                                  struct sl_error *err);

/* What the trail holds of a decision, salted. For verifying. */
struct sl_hash sl_decision_hash(const char *salt, const struct sl_decision *decision);
