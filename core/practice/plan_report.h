/*
 * practice/plan_report.h - where an improvement plan stands at the end of a day, from what was
 * entered for days up to then: ratings by area, what is overdue, the history of each rating.
 *
 * Overdue at the end of a day: the line's timescale, as last told by then, comes out as a date on
 * or before that day (a month is its last day), and the rating in force is not rag1 (Achieved). A
 * line whose timescale is no date is never overdue; it is listed as undated.
 */
#pragma once
#include "base/id.h"
#include "base/json.h"
#include "practice/improvement_plan.h"
#include "store/store.h"

struct sl_plan_history {
    sl_day day;
    enum sl_progress progress;
    char *narrative, *reason, *evidence, *entered_by;
};

struct sl_plan_standing { /* one line as at the day */
    char id[SL_ID_SIZE];
    size_t area; /* index in areas */
    char *number, *issue, *wording, *provenance;
    char *timescale;       /* as last told by then */
    char *first_timescale; /* as first told; the same when it never moved */
    size_t times_moved;
    sl_day due_on;
    struct sl_plan_lead *leads;
    size_t lead_count;
    enum sl_progress progress; /* in force */
    enum sl_progress before;   /* at the end of `since`, or before the entry in force */
    bool overdue;
    int days_overdue;
    bool no_evidence;                /* Achieved, and nothing says what shows it */
    bool unreasoned;                 /* moved backwards with no reason */
    struct sl_plan_history *history; /* oldest first, up to the day */
    size_t history_count;
};

struct sl_plan_area_standing {
    char *number, *title;
    size_t lines, overdue;
    int progress[SL_PROGRESS_END];
};

struct sl_plan_report { /* the caller owns it and ends it with sl_plan_report_free() */
    char id[SL_ID_SIZE];
    char *title, *made_text;
    sl_day made_on, as_at, since;
    struct sl_plan_area_standing *areas;
    size_t area_count;
    struct sl_plan_standing *lines;
    size_t line_count;
    int progress[SL_PROGRESS_END];
    size_t overdue, undated;
    struct sl_plan_note *notes; /* what the plan says beside its lines, in order */
    size_t note_count;
};

/*
 * plan: id, NULL for the newest. since: the day to compare with, or SL_DAY_NONE. Lines that came
 * into the plan after as_at are left out. Errors: SL_NOT_FOUND; SL_INVALID when nothing had been
 * entered by as_at, naming the first day there is.
 */
enum sl_status sl_plan_report(struct sl_store *store, const char *plan, sl_day as_at, sl_day since,
                              struct sl_plan_report **out, struct sl_error *err);
void sl_plan_report_free(struct sl_plan_report *report);
void sl_plan_report_drop(struct sl_plan_report **report); /* for SL_AUTO */

/* {"plan":{...},"as_at":...,"areas":[{...,"lines":[...]}],"lines":[...],
 *  "progress":{"rag1":5,...},"overdue":["1.1",...],
 *  "notes":[{"kind":"glossary","label":"CP","wording":...},...]}. The caller owns it. */
json_t *sl_plan_report_json(const struct sl_plan_report *report);

/* Calls each for every kept plan, newest first. */
struct sl_plan_kept {
    const char *id, *title, *made_on, *made_text, *source_name;
    int64_t lines;
};
enum sl_status sl_plan_each(struct sl_store *store,
                            void (*each)(void *context, const struct sl_plan_kept *plan),
                            void *context, struct sl_error *err);
