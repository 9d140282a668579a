/*
 * scoring/rule_version.h - versions of rules in the store: draft, published, superseded. A version
 * that was proposed or published never changes; a new text is a new version. A second person
 * publishes. Publishing moves the pointer of the rule to the version and changes nothing else: no
 * grade of record, no score. What shipped is version 1; the file it came from may be edited
 * afterwards, and nothing happens until the new text is published.
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
 * Errors: SL_INVALID (no author or why), SL_CONFLICT (the same text is the newest version already).
 */
enum sl_status sl_rule_draft(struct sl_store *store, const struct sl_rule *rule, const char *author,
                             const char *why, int64_t *number, struct sl_error *err);

/*
 * Checks a draft or proposed version once more, then publishes it: state, publisher, day, pointer
 * and trail in one write. in_force_from SL_DAY_NONE: today.
 * Errors: SL_REFUSED (the author can't publish), SL_CONFLICT (it was published or abandoned
 * already), SL_INVALID (a check doesn't hold, a day that
 * is still to come), SL_NOT_FOUND.
 */
enum sl_status sl_rule_publish(struct sl_store *store, const struct sl_engine *engine,
                               const char *code, int64_t number, const char *publisher,
                               sl_day in_force_from, struct sl_error *err);

struct sl_rule_shipping {
    int64_t shipped; /* rules that are new in the store */
    int64_t known;   /* were there already, whatever the file says now */
    int64_t faulty;  /* told and left out */
};

/*
 * Imports each scripts/rules file that a scorer reads, and that the store has no rule for, as
 * version 1, published. told (may be NULL) gets a sentence for each file that was left out.
 * Errors: SL_IO, SL_STORE.
 */
enum sl_status sl_rule_ship(struct sl_store *store, const struct sl_engines *engines,
                            const char *scripts_home,
                            void (*told)(void *context, const char *sentence), void *context,
                            struct sl_rule_shipping *out, struct sl_error *err);
