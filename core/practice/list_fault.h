/*
 * practice/list_fault.h - telling what is wrong with a file that people wrote: every fault as one
 * sentence that begins with file and line ("STD.json:120: question V3: ..."), so that all of them
 * can be mended in one go. The JSON library keeps no lines of values, so a file's objects are
 * marked with the line they begin on.
 */
#pragma once
#include "base/csv.h"
#include "base/day.h"
#include "base/json.h"

enum { SL_FAULTS_MOST = 50 };

typedef void sl_told(void *context, const char *sentence);

struct sl_faults {
    const char *file; /* as messages call it; borrowed */
    sl_told *told;    /* may be NULL */
    void *context;
    size_t count; /* all of them, also those behind SL_FAULTS_MOST, which aren't told */
    struct sl_error first;
};

struct sl_faults sl_faults_of(const char *path, sl_told *told, void *context);
/* line 0: the file alone. */
void sl_faults_tell(struct sl_faults *faults, long line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* SL_OK, or SL_INVALID with the first sentence and how many more there are. */
enum sl_status sl_faults_end(const struct sl_faults *faults, struct sl_error *err);

/* A sentence that names its place already. */
void sl_faults_pass(struct sl_faults *faults, const char *sentence);

/*
 * Calls each for every row of a CSV that can be read, and tells the others. Errors: SL_IO,
 * SL_INVALID (no such file content, a column of columns is missing: NULL ends them). What is wrong
 * in rows is told to faults and is no error here.
 */
typedef void sl_row_fn(void *context, const struct sl_csv *csv, const struct sl_csv_row *row);
enum sl_status sl_rows_each(const char *path, const char *const *columns, struct sl_faults *faults,
                            sl_row_fn *each, void *context, struct sl_error *err);
/* Borrowed from the row; "" when there is no such column. */
const char *sl_row_cell(const struct sl_csv *csv, const struct sl_csv_row *row, const char *column);
/* ISO or day first; SL_DAY_NONE when it is empty or, told, no day. */
sl_day sl_row_day(struct sl_faults *faults, const struct sl_csv *csv, const struct sl_csv_row *row,
                  const char *column);

/* Tells every text of the file that isn't clean (sl_text_check()), with its key. root: marked. */
void sl_faults_check_texts(struct sl_faults *faults, const json_t *root);

/* A name such as "themes.json"; not of a grammar ("list.schema.json"). */
bool sl_is_data_file(const char *name);

/* Puts the line each object of root begins on into it as "@line", and beside an array of texts the
 * lines of its members as "@" and the array's key. text is what root was parsed from. */
void sl_lines_mark(json_t *root, const char *text);
long sl_line_of(const json_t *object); /* 0 when it wasn't marked */
/* The line of member index of the texts under key. */
long sl_line_of_text(const json_t *object, const char *key, size_t index);
/* Takes every key that begins with @ away again. */
void sl_lines_strip(json_t *root);
