/*
 * practice/plan_store.h - an improvement plan kept in the store. What was kept is never changed:
 * a later file of the same plan, or a person, appends. A plan is the same plan when its title is
 * the same (without case and punctuation).
 *
 * A line of a later file is the line kept before when number and wording agree, when the wording is
 * the same under another number, or when the number is the same and half of the words are. Then
 *  - a progress entry is appended for the file's day when rating, narrative, evidence or reason
 *    differ from what was in force on that day (so files may come in any order);
 *  - another wording, timescale or lead is appended to plan_change;
 *  - what moves backwards or to a later date without a reason is told.
 * New areas, issues, lines and notes are added; lines the file lacks are told and stay. The file
 * itself is remembered by its hash: the same file twice changes nothing.
 */
#pragma once
#include "base/id.h"
#include "practice/improvement_plan.h"
#include "store/store.h"

enum { SL_PLAN_NARRATIVE_WORDS = 80 }; /* of an entry that a person types */

enum sl_plan_saved { SL_PLAN_NEW, SL_PLAN_CHANGED, SL_PLAN_SAME };

struct sl_plan_import {
    const struct sl_improvement_plan *plan;
    const char *plan_id; /* the kept plan it continues; NULL: the newest of the same title */
    bool as_new;         /* keep it as a plan of its own, though the title is known */
    bool dry_run;        /* say what would change, write nothing */
    const char *reason;  /* of every line that moves back or slips and has none of its own; NULL */
    const char *actor;   /* account name */
    void (*told)(void *context, const char *sentence); /* after the commit; may be NULL */
    void *context;
    /* out */
    enum sl_plan_saved saved;
    char id[SL_ID_SIZE];
    size_t lines_added, entries_added, changes_added, notes_added;
    size_t absent;     /* kept lines that the file lacks */
    size_t unreasoned; /* moved back or slipped with no reason */
};

/* One write. Errors: SL_NOT_FOUND (no plan plan_id), SL_CONFLICT (no action of the file is in the
 * kept plan of that title: say plan_id or as_new), SL_STORE. */
enum sl_status sl_plan_import(struct sl_store *store, struct sl_plan_import *import,
                              struct sl_error *err);

/* What a person reports about a line. */
struct sl_plan_entry {
    const char *line; /* id */
    sl_day day;       /* it speaks for; not after today, not before the plan's date */
    enum sl_progress progress;
    const char *narrative; /* at most SL_PLAN_NARRATIVE_WORDS words, not blank */
    const char *reason;    /* needed when it moves backwards */
    const char *evidence;  /* needed for Achieved */
    const char *actor;
};

/* Appends it. Errors: SL_NOT_FOUND, SL_INVALID (day, progress, narrative, reason, evidence). */
enum sl_status sl_plan_add_entry(struct sl_store *store, const struct sl_plan_entry *entry,
                                 struct sl_error *err);

/* The newest plan with that title (without case and punctuation), or any when title is NULL.
 * Errors: SL_NOT_FOUND. */
enum sl_status sl_plan_find(struct sl_store *store, const char *title, char id[SL_ID_SIZE],
                            struct sl_error *err);
/* Id of the line with that number; of several the first in the plan's order. Errors: SL_NOT_FOUND.
 */
enum sl_status sl_plan_find_line(struct sl_store *store, const char *plan, const char *number,
                                 char id[SL_ID_SIZE], struct sl_error *err);

/* The plan as its file said it, one part a line in the file's order: notes, areas, and rows with
 * tabs between their cells, from the first entry of each line. Owned by the caller. */
enum sl_status sl_plan_as_written(struct sl_store *store, const char *plan, char **out,
                                  struct sl_error *err);
