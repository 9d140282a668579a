/*
 * store/trail.h - who did what, when, to which thing, chained by hashes. Written in the same
 * transaction as what it tells of. It holds no content: before and after are salted hashes, so
 * content and its salt can be destroyed by retention while the chain still verifies. A chain is
 * evidence only when its head has left the machine: print it on issued papers. Whoever can write
 * the file can forge anything in it, chain and all, but not a head that others hold.
 *
 * Entry n has seq n. Its hash is BLAKE2b-256 of these bytes, numbers little-endian:
 *   "SLT1"  i64 seq  i64 at (milliseconds since 1970 UTC)
 *   actor, verb, object     each u32 length and as many bytes of UTF-8
 *   before, after           each u8 0 (nothing), or u8 1 and 32 bytes
 *   previous                32 bytes: the hash of entry n - 1, zeroes for entry 1
 */
#pragma once
#include "base/hash.h"
#include "store/store.h"

enum { SL_TRAIL_OBJECT_MOST = 128 };

struct sl_trail_entry {
    const char *actor;            /* account name; NULL: "sightline" itself */
    const char *verb;             /* "record.save", "rule.publish" ... a-z, underscores, dots */
    const char *object;           /* id or code of the thing; never a case reference or text */
    const struct sl_hash *before; /* NULL: nothing before */
    const struct sl_hash *after;  /* NULL: nothing after */
};

/* Inside a write function; kept in the count "trail" too. The head is read in that transaction,
 * never cached beyond it. Errors: SL_STORE. */
enum sl_status sl_trail_add(struct sl_store *store, const struct sl_trail_entry *entry,
                            struct sl_error *err);
/* The newest entry's hash; zeroes for an empty trail. */
enum sl_status sl_trail_head(struct sl_store *store, int64_t *seq, struct sl_hash *head,
                             struct sl_error *err);
/* Recomputes the chain. Errors: SL_INVALID naming the first entry that was altered, does not follow
 * or is missing; entries cut off its end are noticed by sl_count_check(). */
enum sl_status sl_trail_check(struct sl_store *store, int64_t *entries, struct sl_error *err);
