/*
 * scoring/remembered.h - which phrase lists, at which versions, slim bodies of a tool's records
 * tell about: the union of what its published and proposed rules remember at the versions they
 * pinned, and of what the rule at hand does. A set that is kept never changes; when something is
 * needed that it lacks, a new one takes its place, so the slim bodies of the one before no longer
 * fit. What is no longer needed stays until the set has to change anyway.
 */
#pragma once
#include "base/slim.h"
#include "scoring/rule.h"
#include "store/store.h"

struct sl_remembered_list {
    char *name;
    int64_t version;
    struct sl_phrases *phrases; /* NULL until sl_remembered_prepare() */
};

struct sl_remembered { /* {0} at first, ends with sl_remembered_drop() */
    int64_t set_no;    /* 0: no set is in use */
    size_t count;
    struct sl_remembered_list lists[SL_SLIM_LISTS_MOST]; /* by name and version */
    bool prepared;
};
void sl_remembered_drop(struct sl_remembered *set);

/* The set in use; set_no 0 when there is none. Errors: SL_STORE. */
enum sl_status sl_remembered_load(struct sl_store *store, const char *tool,
                                  struct sl_remembered *out, struct sl_error *err);
/* The set in use, after a new one was kept where it was needed. rule: the one at hand, or NULL;
 * counted when it applies to the tool. Inside or outside a write function. Errors: SL_STORE,
 * SL_INVALID (a rule's header in the store can't be read). */
enum sl_status sl_remembered_settle(struct sl_store *store, const char *tool,
                                    const struct sl_rule *rule, struct sl_remembered *out,
                                    struct sl_error *err);
/* Builds the phrase sets that slim bodies are made with; nothing when they are built. Errors:
 * SL_NOT_FOUND, SL_INVALID (a list that holds no phrases), SL_STORE. */
enum sl_status sl_remembered_prepare(struct sl_store *store, struct sl_remembered *set,
                                     struct sl_error *err);

/* For struct sl_scorer_rule: the rule's own name of each list of the set that it declares at that
 * version, NULL for the others. Returns how many there are. */
size_t sl_remembered_names(const struct sl_remembered *set, const struct sl_rule *rule,
                           const char *names[SL_SLIM_LISTS_MOST]);
