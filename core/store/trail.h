/*
 * store/trail.h - who did what, when, to which thing, chained by hashes. Written in the same
 * transaction as what it tells of. It holds no content: before and after are salted hashes, so
 * content and its salt can be destroyed by retention while the chain still verifies. A chain is
 * evidence only when its head has left the machine: print it on issued papers. Whoever can write
 * the file can forge anything in it, chain and all, but not a head that others hold.
 */
#pragma once
#include "base/hash.h"
#include "store/store.h"

struct sl_trail_entry {
    const char *actor;            /* account name; NULL: "sightline" itself */
    const char *verb;             /* "record.save", "rule.publish" ... letters, dots */
    const char *object;           /* id or code of the thing; never a case reference or text */
    const struct sl_hash *before; /* NULL: nothing before */
    const struct sl_hash *after;  /* NULL: nothing after */
};

/* Inside a write function. The head is read in that transaction, never cached. */
enum sl_status sl_trail_add(struct sl_store *store, const struct sl_trail_entry *entry,
                            struct sl_error *err);
/* The newest entry's hash; zeroes for an empty trail. */
enum sl_status sl_trail_head(struct sl_store *store, int64_t *seq, struct sl_hash *head,
                             struct sl_error *err);
/* Recomputes the chain. Errors: SL_INVALID naming the first entry that does not follow. */
enum sl_status sl_trail_check(struct sl_store *store, int64_t *entries, struct sl_error *err);
