/*
 * practice/moderation.h - a second look at a completed review: why it was chosen, whether the
 * moderator saw the first grade, what came of it. Both grades stay. Agreement figures from cases
 * that were not drawn at random, or not looked at blind, say little about the rest, so route and
 * blind are always kept.
 */
#pragma once
#include "base/day.h"
#include "base/id.h"
#include "store/store.h"

struct sl_moderation {
    const char *id; /* NULL: made anew */
    int64_t record_no;
    const char *moderator;  /* staff */
    const char *route;      /* forced, random, group */
    const char *chosen_why; /* "Inadequate", "drawn", "new auditor" ... */
    bool blind;
    const char *grade_before, *grade_after; /* tokens */
    const char *outcome;                    /* confirmed, changed, returned */
    const char *reason;                     /* of a change or return */
    sl_day decided_on;
};

/* Keeps it; the grade of record is changed by sl_record_move(), not here. Inside or outside a write
 * function. Errors: SL_NOT_FOUND (record), SL_INVALID (a change without another grade or a reason).
 */
enum sl_status sl_moderation_add(struct sl_store *store, const struct sl_moderation *moderation,
                                 const char *actor, struct sl_error *err);
