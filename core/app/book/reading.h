/*
 * app/book/reading.h - a workbook being read: what the files that read its sheets share.
 */
#pragma once
#include "app/book/inside.h"

struct sl_book_read {
    json_t *settings;
    json_t *sheets;   /* table -> name of its sheet */
    json_t *rows;     /* table -> rows of the sheet, in the order of the settings' */
    json_t *letters;  /* table -> column -> "B" */
    json_t *groups;   /* group -> rows of the sheet, in the order of its questions */
    json_t *examples; /* name -> row of the sheet */
};

struct sl_book_reading {
    const json_t *book;
    const struct sl_book_of *of;
    const struct sl_rule_header *header;
    const struct sl_columns *columns;
    sl_day day_zero;
    struct sl_book_read *read;
    void (*told)(void *context, const char *sentence);
    void *context;
    struct sl_error first;
    size_t faults;
};

/* One more fault, a sentence that begins with its cell. */
void sl_book_tell(struct sl_book_reading *r, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The sheet of that name; NULL after telling that it is missing. */
const json_t *sl_book_find(struct sl_book_reading *r, const char *name);
/* "at most" and "at_most" are the same title. */
bool sl_book_is_title(const json_t *cell, const char *name);
/* The letter of the column with this title; NULL: there is none. */
const char *sl_book_letter(const json_t *sheet, const char *name);
/* Letters of the columns, in their order; false after telling what is missing or too much. */
bool sl_book_letters(struct sl_book_reading *r, const json_t *sheet, const char *name,
                     const char *const *titles, const char **letters, size_t count);
bool sl_book_is_blank(const json_t *row);
/* The values of a row by kinds, blank ones null; NULL after telling faults, which also a cell
 * outside of the columns is. */
json_t *sl_book_values(struct sl_book_reading *r, const char *name, const json_t *row,
                       const char *const *letters, const char *const *kinds, size_t count);

/* Sheets of their own kind, into r->read. */
void sl_book_read_numbers(struct sl_book_reading *r);
void sl_book_read_examples(struct sl_book_reading *r);
