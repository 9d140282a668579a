/*
 * app/book/inside.h - what the files of app/book share.
 */
#pragma once
#include "app/book/book.h"
#include "base/columns.h"
#include "base/day.h"

#define SL_BOOK_READ_ME "Read me"
#define SL_BOOK_NUMBERS "Numbers"
#define SL_BOOK_GROUPS "Groups"
#define SL_BOOK_EXAMPLES "Examples"
#define SL_BOOK_QUESTIONS "Questions"
#define SL_BOOK_CLAUSES "Clauses"
#define SL_BOOK_CHANGED "What changed"

enum { SL_BOOK_TEXT_MOST = 2000 }; /* bytes of one cell that is taken over */

/* Declared tables, and those whose rows all look alike. The caller owns it. */
struct sl_columns *sl_book_columns(const struct sl_rule_header *header);
/* "Ceilings" for ceilings; the caller owns it. */
char *sl_book_sheet(const char *table);
/* Settings that are one value, by their path ("weights.SAFE"); lists of words are one text. */
void sl_book_each_number(const json_t *settings, const struct sl_columns *columns,
                         void (*told)(void *context, const char *path, const json_t *value),
                         void *context);

/* "text", "whole", "hundredths", "yes_no" or "day" */
const char *sl_book_kind(enum sl_column_type type);
/* {"title","width","kind"}; width in characters. */
json_t *sl_book_column(const char *title, int width, const char *kind);
json_t *sl_book_sheet_of(const char *name, json_t *columns, json_t *rows, bool locked);

/* Examples: the columns of their sheet, and a case as its row. *whole is false when the row can't
 * hold all of it: it stays in the rule's text. */
json_t *sl_book_example_columns(const struct sl_rule_header *header);
json_t *sl_book_example_row(const struct sl_rule_header *header, const json_t *example,
                            bool *whole);
/* Back again; *column: the one at fault. Errors: SL_INVALID. */
enum sl_status sl_book_example_of(const struct sl_rule_header *header, const json_t *row,
                                  json_t **example, size_t *column, struct sl_error *err);

/* A cell as its column wants it: text, whole number, true or false, day as text; *value is NULL
 * when it is blank. Errors: SL_INVALID. */
enum sl_status sl_book_cell(const json_t *cell, const char *kind, sl_day day_zero, json_t **value,
                            struct sl_error *err);
