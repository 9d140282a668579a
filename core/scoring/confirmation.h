/*
 * scoring/confirmation.h - what a rule read out of wording is a proposal until a person confirms
 * it. A confirmation keeps what was proposed, what the person said, who and why; a later one is
 * added, never put in its place. Measures and papers use confirmed values only.
 */
#pragma once
#include "scoring/rule_header.h"
#include "store/store.h"

struct sl_confirmation { /* texts borrowed */
    int64_t record_no;
    const char *rule;
    uint16_t row; /* 0: the record */
    const char *output;
    const char *confirmed; /* token, number, day, "yes" or "no", text */
    const char *reason;    /* needed when it isn't what was proposed */
    const char *actor;     /* account name */
};

/*
 * Against the score of the record as it is now, under the rule's published version. Inside or
 * outside a write function. Errors: SL_NOT_FOUND (no such rule, record or output, or nothing was
 * proposed), SL_INVALID (not a value of the output, a reason is missing).
 */
enum sl_status sl_confirmation_add(struct sl_store *store,
                                   const struct sl_confirmation *confirmation,
                                   struct sl_error *err);

/* The newest one. proposed: what the rule said then; when it says something else now, the
 * confirmation is old. */
struct sl_confirmed {
    bool found;
    char *proposed, *confirmed, *reason, *confirmed_by; /* owned; sl_confirmed_drop() */
    int64_t confirmed_at;
};
void sl_confirmed_drop(struct sl_confirmed *confirmed);
enum sl_status sl_confirmation_find(struct sl_store *store, int64_t record_no, const char *rule,
                                    uint16_t row, const char *output, struct sl_confirmed *out,
                                    struct sl_error *err);
