/*
 * scoring/force.h - a version coming into force, as part of a write function. For files of
 * core/scoring only.
 */
#pragma once
#include "scoring/rule.h"
#include "scoring/standing.h"

struct sl_move {
    const char *rule, *why, *actor;
    int64_t version_no, before_no;
    sl_day day;
    int64_t seq; /* out */
};

/* Moves the pointer to rule, keeps the move and its notice, and tells the trail. before: the
 * version in force, NULL: none. */
enum sl_status sl_rule_come_into_force(struct sl_store *store, const struct sl_rule *rule,
                                       const struct sl_standing *standing,
                                       const struct sl_rule *before, struct sl_move *move,
                                       const char *verb, struct sl_error *err);
/* The version in force; *before stays NULL when there is none. */
enum sl_status sl_rule_load_current(struct sl_store *store, const char *code,
                                    struct sl_rule **before, struct sl_error *err);
