/*
 * base/columns.h - tables of a rule's settings whose columns are declared: rows that people change
 * in a workbook or a form, checked cell by cell before a script sees one of them.
 *
 * Declared as {"ceilings": [["when", "condition"], ["at_most", "O G R I"], ["because", "text?"]]},
 * settings beside it as {"ceilings": [{"when": "V1 = no", "at_most": "R"}]}. Types:
 *   condition      base/condition.h; groups it names are lists of questions in settings.groups
 *   question       CODE or SECTION.CODE
 *   clause         id of one of the rule's clauses
 *   O G R I        one of these tokens; at least two are named
 *   integer a..b   a whole number, also without limits
 *   hundredths     2.5 kept as 250
 *   yes_no         true or false
 *   text, day      day: "2025-03-03"
 * A ? behind the type lets the cell be left out; "" is the same as left out. A row has no columns
 * but those declared.
 */
#pragma once
#include "base/condition.h"
#include <jansson.h>

enum { SL_COLUMN_ROWS_MOST = 2000 };

enum sl_column_type {
    SL_COLUMN_CONDITION,
    SL_COLUMN_QUESTION,
    SL_COLUMN_CLAUSE,
    SL_COLUMN_TOKENS,
    SL_COLUMN_INTEGER,
    SL_COLUMN_HUNDREDTHS,
    SL_COLUMN_YES_NO,
    SL_COLUMN_TEXT,
    SL_COLUMN_DAY
};

struct sl_column {
    const char *name;
    const char *words; /* the type as declared, without ? */
    enum sl_column_type type;
    bool blank; /* may be left out */
    const char *const *tokens;
    size_t token_count;
    int64_t least, most; /* of whole numbers */
};

struct sl_column_table {
    const char *name;
    const struct sl_column *columns;
    size_t count;
};

struct sl_columns; /* immutable; the caller owns it and ends it with sl_columns_free() */

/* declared may be NULL or empty: no tables. Errors: SL_INVALID; err->field is "columns.ceilings",
 * where the fault is. */
enum sl_status sl_columns_read(const json_t *declared, struct sl_columns **out,
                               struct sl_error *err);
void sl_columns_free(struct sl_columns *columns);
void sl_columns_drop(struct sl_columns **columns); /* for SL_AUTO */
size_t sl_columns_tables(const struct sl_columns *columns);
const struct sl_column_table *sl_columns_table(const struct sl_columns *columns, size_t index);
/* NULL: that table's columns aren't declared. */
const struct sl_column_table *sl_columns_find(const struct sl_columns *columns, const char *table);

struct sl_column_place {
    const char *table;
    size_t row;         /* from 1; 0: the table as a whole, or a group */
    const char *column; /* of groups the group; NULL: the row as a whole */
};
/* "settings.ceilings row 10, at_most"; the caller owns it. */
char *sl_column_path(const struct sl_column_place *place);

/* Tells each fault of the settings; clauses: an object whose keys are their ids. Whether a tool
 * asks the questions isn't known here. told may be NULL. Returns how many faults there are. */
size_t sl_columns_check(const struct sl_columns *columns, const json_t *settings,
                        const json_t *clauses,
                        void (*told)(void *context, const struct sl_column_place *place,
                                     const char *sentence),
                        void *context);
/* One cell: value is NULL when left out. Errors: SL_INVALID "X is none of O G R I". */
enum sl_status sl_column_check(const struct sl_column *column, const json_t *value,
                               struct sl_error *err);

/* Takes out the cells that hold "", so that a script finds nothing there. */
void sl_columns_clear_blanks(const struct sl_columns *columns, json_t *settings);
/* Of settings that were checked. */
void sl_columns_each_condition(const struct sl_columns *columns, const json_t *settings,
                               void (*told)(void *context, const struct sl_column_place *place,
                                            const char *text, const struct sl_condition *condition),
                               void *context);
/* Every question that cells read: of conditions, of the groups they name, and of question columns.
 * One question may be told often. */
void sl_columns_each_question(const struct sl_columns *columns, const json_t *settings,
                              void (*told)(void *context, const struct sl_column_place *place,
                                           const char *question),
                              void *context);
/* The index-th question of a group in settings.groups; NULL behind the last, or without one. */
const char *sl_columns_group(const json_t *settings, const char *name, size_t index);
