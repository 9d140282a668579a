/*
 * app/book/book.h - a rule as a workbook for people who know spreadsheets and no code: its settings
 * as sheets, its examples one row a case, and for reading the questions, the sentences and what
 * changed. The JSON of it is app/workbook.h's; the rule's text never stands in it.
 *
 * Sheets: "Read me", "Numbers" (settings that are one number or word), one for each table of rows
 * ("Ceilings" for settings.ceilings, a column for each that the rule declares), "Groups" (group and
 * question), "Examples", and for reading "Questions", "Clauses", "What changed".
 */
#pragma once
#include "app/workbook.h"
#include "scoring/golden.h"

struct sl_book_of { /* what a workbook is made of, and read against; all borrowed */
    const struct sl_rule *rule;
    const struct sl_rule_forms *forms; /* the tools it applies to */
    const json_t *examples;            /* all golden cases, those that settings bring too */
    const struct sl_rule *in_force;    /* to tell what changed; NULL: nothing is */
};

/* The caller owns it. */
json_t *sl_book_write(const struct sl_book_of *of);

/* Where a workbook comes from, as its sheet "Read me" says. Texts are borrowed from the book. */
struct sl_book_origin {
    const char *rule, *hash;
    int64_t version;
};
/* name: of the file, for messages. Errors: SL_INVALID. */
enum sl_status sl_book_origin(const char *name, const json_t *book, struct sl_book_origin *out,
                              struct sl_error *err);

struct sl_book_read; /* what a workbook says; the caller ends it with sl_book_read_free() */

/* Each fault is told as "Ceilings!B12: X is none of O G R I"; told may be NULL. Errors: SL_INVALID
 * with the first fault. */
enum sl_status sl_book_read(const json_t *book, const struct sl_book_of *of,
                            void (*told)(void *context, const char *sentence), void *context,
                            struct sl_book_read **out, struct sl_error *err);
void sl_book_read_free(struct sl_book_read *read);
void sl_book_read_drop(struct sl_book_read **read); /* for SL_AUTO */
/* The whole settings, examples that were changed or added under their reserved key. Borrowed. */
const json_t *sl_book_read_settings(const struct sl_book_read *read);
/* The cell of a place in the settings, "Ceilings!B12"; of an example, by its name. NULL: it has
 * none. The caller owns it. */
char *sl_book_read_cell(const struct sl_book_read *read, const struct sl_column_place *place);
/* Of a question in a group. */
char *sl_book_read_group(const struct sl_book_read *read, const char *group, const char *question);
char *sl_book_read_example(const struct sl_book_read *read, const char *name);
