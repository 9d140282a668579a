/*
 * practice/plan_kept.h - a kept improvement plan in memory while a later file of it is compared
 * with it. Wordings, timescales and leads are those last told by the day of the file; ratings those
 * in force on it. For plan_store.c.
 */
#pragma once
#include "base/id.h"
#include "practice/improvement_plan.h"
#include "store/store.h"

struct sl_kept_area {
    char id[SL_ID_SIZE];
    char *folded; /* title, as sl_table_fold() */
    size_t next;  /* position of its next issue */
};

struct sl_kept_issue {
    char id[SL_ID_SIZE];
    size_t area;
    char *folded;
    size_t next; /* position of its next line */
};

struct sl_kept_line {
    char id[SL_ID_SIZE];
    char *number, *folded, *timescale, *leads;
    sl_day due_on;
    enum sl_progress progress; /* NONE: not rated by that day */
    char *narrative, *reason, *evidence;
    int64_t entries, changes; /* highest number of each */
    bool matched;
};

struct sl_kept_plan { /* ends with sl_kept_plan_drop() */
    char id[SL_ID_SIZE];
    size_t position; /* of the last area or note */
    struct sl_kept_area *areas;
    size_t area_count;
    struct sl_kept_issue *issues;
    size_t issue_count;
    struct sl_kept_line *lines;
    size_t line_count;
};

enum sl_status sl_kept_plan_load(struct sl_store *store, const char *id, sl_day day,
                                 struct sl_kept_plan *out, struct sl_error *err);
void sl_kept_plan_drop(struct sl_kept_plan *plan);

/* The kept line that a line of a file is, or NULL; which lines were taken is remembered. Ask first
 * with exact = true for every line, then with false for those that got none. */
struct sl_kept_line *sl_kept_plan_match(struct sl_kept_plan *plan, const struct sl_plan_line *line,
                                        bool exact);
/* Index, or -1. */
int sl_kept_plan_area(const struct sl_kept_plan *plan, const char *title);
int sl_kept_plan_issue(const struct sl_kept_plan *plan, size_t area, const char *wording);
/* Adds one that was just written; texts are copied. Returns its index. */
size_t sl_kept_plan_add_area(struct sl_kept_plan *plan, const char *id, const char *title);
size_t sl_kept_plan_add_issue(struct sl_kept_plan *plan, size_t area, const char *id,
                              const char *wording);
