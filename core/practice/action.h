/*
 * practice/action.h - something that somebody agreed to do: from a record, a practice day, a
 * clinic, a theme, a flag, an inspection or an improvement plan, with one owner. What happens to it
 * is appended as events, never replaced:
 *
 *   opened -> claimed (done, with what shows it) -> verified (by somebody else) | rejected (why)
 *   moved (another day, why) and dropped (why) at any time before verified; a verified action can
 *   be rejected again when its verification is overturned.
 *
 * Overdue as at a day is worked out when asked, never stored: the action is open or rejected and
 * its due day, as last moved by then, lies before that day. An action claimed done is not overdue:
 * it waits for somebody to verify it. One with no due day is never overdue.
 *
 * Functions that write may be called inside or outside a write function.
 */
#pragma once
#include "base/day.h"
#include "base/id.h"
#include "base/json.h"
#include "store/store.h"

enum sl_action_state {
    SL_ACTION_OPEN,
    SL_ACTION_CLAIMED,
    SL_ACTION_VERIFIED,
    SL_ACTION_REJECTED, /* a claim was not accepted: still to be done */
    SL_ACTION_DROPPED,
    SL_ACTION_STATES
};
/* "open", "claimed", "verified", "rejected", "dropped" */
const char *sl_action_state_name(enum sl_action_state state);
/* -1 when there is no such state. */
int sl_action_state_find(const char *name);

/* NULL texts are none. */
struct sl_action_new {
    const char *id;        /* NULL: made anew */
    const char *source;    /* record, practice_day, clinic, theme, flag, inspection, plan */
    const char *source_id; /* id of the thing it comes from; not needed for clinic and theme */
    int64_t record_no;     /* 0: none */
    const char *team, *theme;
    const char *wording, *outcome;
    const char *owner; /* role token or staff */
    sl_day due_on;     /* SL_DAY_NONE: no day */
    const char *due_text;
    const char *expected_evidence;
    sl_day raised_on; /* not after today */
};

/* Keeps it with its event "opened"; id gets its id. Errors: SL_INVALID naming the field,
 * SL_CONFLICT (the id is there), SL_NOT_FOUND (team). */
enum sl_status sl_action_add(struct sl_store *store, const struct sl_action_new *action,
                             const char *actor, char id[SL_ID_SIZE], struct sl_error *err);

/*
 * Makes actions of the agreed actions of a record's latest revision (rows of its sections of
 * "agreed_action"), once: a row whose wording is, nearly, that of an action the record already gave
 * is passed over. Rows with no wording are none. added: how many were new.
 */
enum sl_status sl_action_from_record(struct sl_store *store, int64_t record_no, const char *actor,
                                     size_t *added, struct sl_error *err);

struct sl_action_event {
    const char *action; /* id */
    const char *kind;   /* moved, claimed, verified, rejected, dropped */
    sl_day day;         /* not after today, not before the last event */
    sl_day due_on;      /* of moved: the new day; else SL_DAY_NONE */
    const char *note;   /* moved, rejected, dropped: why; claimed: what shows it; verified: what was
                           seen */
    const char *actor;  /* account name */
};

/* Errors: SL_NOT_FOUND, SL_INVALID (kind, day, note, due_on), SL_CONFLICT (not from this state),
 * SL_REFUSED (verified by its owner or by whoever claimed it). */
enum sl_status sl_action_tell(struct sl_store *store, const struct sl_action_event *event,
                              struct sl_error *err);

/* An action as it stood at the end of a day; texts are borrowed for the call. */
struct sl_action {
    const char *id, *source, *source_id, *team, *theme, *wording, *outcome, *owner, *due_text;
    const char *expected_evidence;
    int64_t record_no;
    sl_day raised_on, first_due, due_on;
    int moved;             /* how often */
    const char *moved_why; /* the last time */
    enum sl_action_state state;
    sl_day since;           /* day of the event that made it so */
    const char *evidence;   /* of the last claim */
    const char *settled_by; /* who verified, rejected or dropped it */
    int days_overdue;       /* 0: not overdue */
};

/* NULL, 0 and SL_DAY_NONE: any. */
struct sl_action_filter {
    sl_day as_at; /* must be given; actions raised later are left out */
    const char *team, *theme, *source, *owner;
    int64_t record_no;
    const char *state; /* name; NULL: any */
    bool overdue;      /* overdue ones only */
    sl_day raised_from;
};

typedef enum sl_status sl_action_fn(void *context, const struct sl_action *action,
                                    struct sl_error *err);
/* In the order they are due (undated last), then raised, then id. Stops at the first status that is
 * not SL_OK and returns it. Errors: SL_INVALID (state). */
enum sl_status sl_action_each(struct sl_store *store, const struct sl_action_filter *filter,
                              sl_action_fn *each, void *context, struct sl_error *err);
json_t *sl_action_json(const struct sl_action *action);

enum { SL_ACTION_BANDS = 4 }; /* days overdue: 1-14, 15-28, 29-56, 57 and more */

struct sl_action_counts {
    char team[65]; /* "" in the whole */
    /* events in the period */
    int opened, claimed, verified, rejected, dropped;
    /* standing at its end */
    int open, waiting; /* waiting: claimed, not yet verified */
    int overdue[SL_ACTION_BANDS];
    int repeats; /* opened with the theme and team of an action verified up to 6 months before */
    int median_days; /* from opened to verified, of those verified in the period; -1: none */
};

struct sl_action_report { /* the caller owns it and ends it with sl_action_report_free() */
    sl_day from, to;
    struct sl_action_counts whole;
    struct sl_action_counts *teams; /* in order of code; actions of no team are under "" */
    size_t team_count;
};

/* team NULL: all. Errors: SL_INVALID (to before from). */
enum sl_status sl_action_report(struct sl_store *store, const char *team, sl_day from, sl_day to,
                                struct sl_action_report **out, struct sl_error *err);
void sl_action_report_free(struct sl_action_report *report);
void sl_action_report_drop(struct sl_action_report **report); /* for SL_AUTO */
json_t *sl_action_report_json(const struct sl_action_report *report);
