/*
 * scoring/rule_version.h - versions of rules in the store: draft, proposed, published, abandoned. A
 * version that was proposed or published never changes; a new text is a new version. How a draft
 * comes into force is told in scoring/publication.h. What shipped is version 1; the file it came
 * from may be edited afterwards, and nothing happens until the new text is published.
 */
#pragma once
#include "scoring/rule_check.h"

#define SL_RULE_SHIPPED "shipped" /* author and publisher of what came with the program */

struct sl_rule_version { /* texts borrowed from whoever tells it */
    int64_t version_no, number;
    const char *id;
    const char *rule, *title, *kind, *language;
    const char *author, *publisher; /* publisher "" before it is published */
    const char *why, *state;        /* draft, proposed, published, abandoned */
    const char *hash;
    const char *in_force_from;     /* a day, "" before it is published */
    int64_t made_at, published_at; /* published_at 0: not yet */
    bool current;                  /* the rule's pointer is on it */
    const char *stopped;           /* of the current one: why it rests (scoring/halt.h), or "" */
    const char *proposed_by;       /* "" before it is proposed */
    int64_t proposed_at;
    const char *consulted; /* who was asked, in words */
    const char *preview;   /* canonical JSON of scoring/preview.h, "" when it has none */
};

/* Versions by rule and number; rule NULL: of all. Stops at the first status that isn't SL_OK. */
enum sl_status sl_rule_version_each(struct sl_store *store, const char *rule,
                                    enum sl_status (*told)(void *context,
                                                           const struct sl_rule_version *version,
                                                           struct sl_error *err),
                                    void *context, struct sl_error *err);

/*
 * Keeps a rule read from a file or text as a draft with the next number. Inside or outside a write
 * function. why "": the why of its header. *number may be NULL.
 * Errors: SL_INVALID (no author or why), SL_CONFLICT (the same text is the newest version already,
 * of those that weren't given up).
 */
enum sl_status sl_rule_draft(struct sl_store *store, const struct sl_rule *rule, const char *author,
                             const char *why, int64_t *number, struct sl_error *err);
