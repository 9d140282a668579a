/*
 * scoring/standing.h - what the store says of a rule version now. For files of core/scoring only.
 */
#pragma once
#include "base/id.h"
#include "store/store.h"

struct sl_standing { /* {0} at first, ends with sl_standing_drop() */
    int64_t version_no, number;
    char id[SL_ID_SIZE];
    char *state, *author, *proposer, *consulted, *why, *preview;
};

void sl_standing_drop(struct sl_standing *standing);

/* Errors: SL_NOT_FOUND. */
enum sl_status sl_standing_read(struct sl_store *store, int64_t version_no, struct sl_standing *out,
                                struct sl_error *err);
/* Is it a draft or a proposal? Errors: SL_CONFLICT. */
enum sl_status sl_standing_check_open(const struct sl_standing *standing, const char *name,
                                      struct sl_error *err);
