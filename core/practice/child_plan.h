/*
 * practice/child_plan.h - a child's written plan, pasted out of a case system or a Word document:
 * a table with headers such as Outcome, Action, Who, By when, How will we know, Contingency (the
 * words vary), or lines: bullets are actions, "Outcome: ..." heads those below it, and labelled
 * lines give the danger statement, safety goal, bottom lines, contingency, plan and review dates.
 *
 * First of all names are replaced by roles (child_plan_names.h): from there on nothing holds a
 * name, no message can. Wording is otherwise kept as written. Dates are recognised (base/due.h) and
 * stand beside the words for a person to correct. In a table, a blank outcome is the one above it
 * (cells are joined in Word); both are told.
 */
#pragma once
#include "base/due.h"
#include "practice/child_plan_names.h"
#include "practice/record.h"

enum { SL_CHILD_PLAN_MOST = 1 << 20, SL_CHILD_PLAN_ROWS = 200 };

struct sl_child_plan_action {
    long line; /* of the pasted text */
    char *outcome, *action, *who, *by_when, *measure, *contingency;
    sl_day due_on; /* SL_DAY_NONE when by_when is no date */
    bool doubtful; /* a weekday alone, two dates, an impossible date: look at it */
};

struct sl_child_plan { /* the caller owns it and ends it with sl_child_plan_free() */
    struct sl_child_plan_action *actions;
    size_t action_count;
    char *worry, *safety_goal, *bottom_lines, *contingency; /* "" when the text has none */
    sl_day plan_date, review_date;                          /* SL_DAY_NONE when unknown */
    size_t people;                                          /* names that were replaced */
    size_t warnings;                                        /* what the screen of privacy.h found */
    size_t unread; /* lines that are neither rows, bullets nor labelled */
};

struct sl_child_plan_reading {
    const struct sl_known_words *words; /* NULL: the ordinary ones */
    sl_who_fn *who;                     /* NULL: "person 1" ... */
    const struct sl_phrases *names;     /* locally held list for the screen; NULL: none */
    sl_day plan_date, review_date;      /* where the text says none; SL_DAY_NONE: unknown */
    const struct sl_calendar *calendar; /* for working days; NULL: they stay undated */
    /* Told what a person should look at, each with line; may be NULL. */
    void (*told)(void *context, const char *sentence);
    void *context; /* of who and told */
};

/* path "-" is standard input. Errors: SL_IO; SL_INVALID (bad text, longer than SL_CHILD_PLAN_MOST
 * bytes, no actions, more than SL_CHILD_PLAN_ROWS, too many names, a row wider than its header). */
enum sl_status sl_child_plan_read(const char *path, const struct sl_child_plan_reading *reading,
                                  struct sl_child_plan **out, struct sl_error *err);
/* The same for text in memory (a page); name is what messages call it. */
enum sl_status sl_child_plan_take(const char *name, struct sl_text text,
                                  const struct sl_child_plan_reading *reading,
                                  struct sl_child_plan **out, struct sl_error *err);
void sl_child_plan_free(struct sl_child_plan *plan);
void sl_child_plan_drop(struct sl_child_plan **plan); /* for SL_AUTO */

/*
 * Answers of a record made with the tool PLANREC (or another whose questions carry the same codes):
 * dates, worry, safety goal, bottom lines, contingency, one row an outcome, one row an action. The
 * head is the caller's. Errors: SL_INVALID (the tool lacks plan.action, an answer is refused).
 */
enum sl_status sl_child_plan_record(const struct sl_child_plan *plan, struct sl_record *record,
                                    struct sl_error *err);
