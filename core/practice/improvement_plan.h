/*
 * practice/improvement_plan.h - a strategic improvement plan as a file gives it: areas, issues,
 * lines (an action with timescale, rating, narrative and leads) and everything else the file says
 * (title, key, glossary, how we will know, monitoring), in order. Every word is kept as written,
 * misspellings too. Reading changes nothing in a store; practice/plan_store.h keeps a plan,
 * practice/plan_report.h tells where it stands on a day.
 *
 * A timescale is kept as written; where it comes out as one date (base/due.h: a month is its last
 * day) that is due_on. Of several leads the first is accountable, unless another is marked
 * "(lead)", "(accountable)" or with a star. A row with a blank issue belongs to the issue above.
 * A file's own key must mean what this scale means (practice/progress.h), or it is refused.
 */
#pragma once
#include "base/day.h"
#include "base/hash.h"
#include "practice/progress.h"

enum { SL_PLAN_LINES_MOST = 2000 };

struct sl_plan_lead {
    char *name;
    bool accountable;
};

struct sl_plan_line {
    long at;          /* line of the file it stands on */
    char *number;     /* as written, never a key */
    char *wording;    /* the action */
    char *timescale;  /* as written */
    sl_day due_on;    /* SL_DAY_NONE when the timescale is no date */
    char *provenance; /* inspection, verbal, own_audit, feedback, unstated */
    enum sl_progress progress;
    char *narrative, *reason, *evidence;
    char *lead_text; /* as written */
    struct sl_plan_lead *leads;
    size_t lead_count;
};

struct sl_plan_issue {
    char *wording;
    struct sl_plan_line *lines;
    size_t line_count;
};

struct sl_plan_area {
    size_t position; /* among areas and notes together, from 1: the order of the file */
    char *number;    /* as written, "" when it has none */
    char *title;
    struct sl_plan_issue *issues;
    size_t issue_count;
};

/* What is no line: kind is title, key, glossary, heading, assurance, monitoring or other. A heading
 * keeps the words around an area's title (label "area"), a table's header row (label "columns") or
 * the heading of a part (label: the kind of the notes that follow). */
struct sl_plan_note {
    size_t position;
    const char *kind; /* a literal */
    char *label, *wording;
};

struct sl_improvement_plan { /* the caller owns it and ends it with sl_plan_free() */
    char *title;
    char *made_text; /* the plan's own date as written: "June 2020" */
    sl_day made_on;  /* a month is its last day */
    char *source_name;
    struct sl_hash source_hash;
    struct sl_plan_area *areas;
    size_t area_count;
    struct sl_plan_note *notes;
    size_t note_count;
};

void sl_plan_free(struct sl_improvement_plan *plan);
void sl_plan_drop(struct sl_improvement_plan **plan); /* for SL_AUTO */
size_t sl_plan_count_lines(const struct sl_improvement_plan *plan);
size_t sl_plan_count_issues(const struct sl_improvement_plan *plan);
/* How many lines have each rating; counts[SL_PROGRESS_NONE] those with none. */
void sl_plan_count_progress(const struct sl_improvement_plan *plan, int counts[SL_PROGRESS_END]);

struct sl_plan_reading {
    const char *title;      /* NULL: the file's own */
    sl_day made_on;         /* SL_DAY_NONE: the file's own */
    const char *provenance; /* of lines that don't name their own; NULL: unstated */
    /* Told every fault, and every remark on what a person may want to look at: a lead that is
     * missing, a timescale that is no date, a number used twice. May be NULL. */
    void (*told)(void *context, bool fault, const char *sentence);
    void *context;
};

/*
 * Text copied from a Word document; path "-" is standard input. reading may be NULL.
 * Errors: SL_IO; SL_INVALID with file, line and cell: bad text, no table of actions, a row without
 * action or rating, a rating outside the key, a date that does not exist, the same line twice, no
 * date of the plan, a key that means something else. Every fault is told, the first is in *err.
 */
enum sl_status sl_plan_read_text(const char *path, const struct sl_plan_reading *reading,
                                 struct sl_improvement_plan **out, struct sl_error *err);
/*
 * The same as CSV, one row a line: columns area, number, issue, action, timescale, progress,
 * narrative, lead, reason, evidence, source (blank area and issue: as above), and plan and made_on,
 * which the first row may carry. Header words vary as in text. Errors: as above.
 */
enum sl_status sl_plan_read_csv(const char *path, const struct sl_plan_reading *reading,
                                struct sl_improvement_plan **out, struct sl_error *err);
/* Either: CSV when the name of the file ends in .csv, else text. */
enum sl_status sl_plan_read(const char *path, const struct sl_plan_reading *reading,
                            struct sl_improvement_plan **out, struct sl_error *err);

/* "KM/ AW" in its parts; returns how many. *out (names too) is the caller's. */
size_t sl_plan_leads_read(const char *text, struct sl_plan_lead **out);
void sl_plan_leads_free(struct sl_plan_lead *leads, size_t count);
