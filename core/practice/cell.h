/*
 * practice/cell.h - how many records of a team and month gave which answer, kept in the saving
 * transaction, so that a summary needs no scan. Counted are single and several choices, grades and
 * met answers outside repeating sections, by token, and "not_applicable" and "not_evidenced";
 * question "" value "" counts the records themselves and question "" with a grade their grades of
 * record. A month is that of the record's own day. Drafts and returned records are in no cell;
 * basis says whether a record is provisional or final.
 */
#pragma once
#include "practice/tool.h"

struct sl_cell_place { /* where a record counts */
    const char *tool, *team;
    sl_day day;
    const char *basis; /* NULL: nowhere */
    const char *grade; /* of record, "" when none */
};

/* Takes what before says away and adds what after says; a body that is the same in both places
 * costs nothing where the answers are equal. Either body may be NULL. Inside a write function. */
enum sl_status sl_cell_change(struct sl_store *store, const struct sl_tool *tool,
                              const struct sl_cell_place *before, const struct sl_body *old,
                              const struct sl_cell_place *after, const struct sl_body *new,
                              struct sl_error *err);

/* Is the question one that cells count? */
bool sl_cell_counts(const struct sl_question *question);

/* Calls each for what a body counts: every question and value it adds one to. */
typedef enum sl_status sl_cell_value_fn(void *context, const char *question, struct sl_text value,
                                        struct sl_error *err);
enum sl_status sl_cell_values(const struct sl_tool *tool, const struct sl_body *body,
                              const char *grade, sl_cell_value_fn *each, void *context,
                              struct sl_error *err);

struct sl_cell {
    const char *tool, *question, *value, *team;
    const char *month; /* "YYYY-MM" */
    const char *basis;
    int64_t n;
};

struct sl_cell_choice {
    const char *tool;      /* NULL: any */
    const char *question;  /* NULL: any, "" for records and grades of record */
    const char *team;      /* NULL: any */
    const char *basis;     /* NULL: both */
    const char *from, *to; /* months, both included; NULL: open */
};

/* In order of tool, month, team, basis, question, value; texts are borrowed for the call. Stops at
 * the first status that is not SL_OK and returns it. */
typedef enum sl_status sl_cell_fn(void *context, const struct sl_cell *cell, struct sl_error *err);
enum sl_status sl_cell_each(struct sl_store *store, const struct sl_cell_choice *choice,
                            sl_cell_fn *each, void *context, struct sl_error *err);
