/*
 * scoring/publication.h - how a draft comes into force, and how a rule goes back. Proposing freezes
 * the version and keeps what its preview said; its scores can then be inserted in small
 * transactions, seen by nobody, because nothing points at the version. A second person publishes in
 * one short write: state, pointer, move, notice, trail. No grade of record and no score changes.
 * Going back moves the pointer to an earlier version. Every move of a pointer is kept.
 */
#pragma once
#include "base/json.h"
#include "scoring/rule_version.h"

/*
 * Checks the version once more and freezes it. preview: counts of scoring/preview.h, taken just
 * now; NULL: it has none. A version that is proposed already gets the new preview and proposer.
 * consulted may be "". Errors: SL_CONFLICT (published or abandoned already), SL_INVALID (a check
 * doesn't hold), SL_NOT_FOUND.
 */
enum sl_status sl_rule_propose(struct sl_store *store, const struct sl_engine *engine,
                               const char *code, int64_t number, const char *proposer,
                               const char *consulted, const json_t *preview, struct sl_error *err);

/*
 * Publishes a proposed version. preview: taken just now; where it says other moves than the one the
 * version was proposed with, or holds against another version, that one is stale. NULL only for a
 * version that was proposed without one. in_force_from SL_DAY_NONE: today.
 * Errors: SL_REFUSED (author and proposer can't publish), SL_CONFLICT (not proposed, or published
 * or abandoned already; a stale preview, with what to do), SL_INVALID (a check doesn't hold, a day
 * that is still to come or before the version in force), SL_NOT_FOUND.
 */
enum sl_status sl_rule_publish(struct sl_store *store, const struct sl_engine *engine,
                               const char *code, int64_t number, const char *publisher,
                               const json_t *preview, sl_day in_force_from, struct sl_error *err);

/* Goes back to a version that was published before. number 0: the one in force before the newest
 * move. Errors: SL_INVALID (no reason), SL_CONFLICT (it is in force, was never published, or there
 * is none before, or number is 0 and the newest move went back already), SL_NOT_FOUND. *went_to may
 * be NULL. */
enum sl_status sl_rule_revert(struct sl_store *store, const char *code, int64_t number,
                              const char *actor, const char *why, int64_t *went_to,
                              struct sl_error *err);

/* Gives up a draft or proposal. Its scores are swept away in small transactions; *swept (may be
 * NULL): how many. Errors: SL_INVALID (no reason), SL_CONFLICT (published), SL_NOT_FOUND. */
enum sl_status sl_rule_abandon(struct sl_store *store, const char *code, int64_t number,
                               const char *actor, const char *why, int64_t *swept,
                               struct sl_error *err);

struct sl_rule_move { /* texts borrowed from whoever tells it */
    const char *rule;
    int64_t seq, number, before; /* versions; before 0: none */
    const char *day, *why, *actor;
    int64_t at;
};
/* Moves by rule and seq; rule NULL: of all. Stops at the first status that isn't SL_OK. */
enum sl_status sl_rule_move_each(struct sl_store *store, const char *rule,
                                 enum sl_status (*told)(void *context,
                                                        const struct sl_rule_move *move,
                                                        struct sl_error *err),
                                 void *context, struct sl_error *err);
