/*
 * scoring/rule_write.h - steps of a rule version's life as parts of a write function. For files of
 * core/scoring only.
 */
#pragma once
#include "base/id.h"
#include "scoring/rule_version.h"

/* A version on its way into the store. */
struct sl_rule_drafting {
    const struct sl_rule *rule;
    const char *author, *why;
    int64_t version_no, number;
    char id[SL_ID_SIZE];
};

/* Errors: SL_INVALID (no author, no reason). */
enum sl_status sl_rule_begin_draft(const struct sl_rule *rule, const char *author, const char *why,
                                   struct sl_rule_drafting *draft, struct sl_error *err);
/* context: struct sl_rule_drafting. Errors: SL_CONFLICT (as for sl_rule_draft). */
enum sl_status sl_rule_write_draft(struct sl_store *store, void *context, struct sl_error *err);

/* A version that comes into force. */
struct sl_rule_publishing {
    const struct sl_rule *rule;
    const char *publisher, *verb, *why;
    int64_t version_no;
    sl_day in_force_from; /* SL_DAY_NONE: today */
};
/* context: struct sl_rule_publishing. State, publisher, day, pointer, move, notice and trail. */
enum sl_status sl_rule_write_publication(struct sl_store *store, void *context,
                                         struct sl_error *err);
