/*
 * scoring/try.h - a rule over the rows of a spreadsheet, before it is anybody's rule: each row of a
 * CSV is one record, with one row in each repeating section it says something in. Columns are those
 * that questions of the tool declare ("column"); a blank cell is no answer, other columns are
 * passed over. The record's day is the column day or, without it, plan_date. The declared outputs
 * come out as columns beside id: days as 2025-03-03, yes_no as 1 and 0, hundredths as 2.54, nothing
 * for no value.
 */
#pragma once
#include "base/csv.h"
#include "scoring/rule.h"

struct sl_try_counts {
    int64_t rows;
    int64_t scored;     /* status scored */
    int64_t no_result;  /* not applicable, not enough */
    int64_t not_scored; /* failed, stopped by a limit, refused: told, and left blank */
    int64_t faulty;     /* cells that can't be read: told, and the row left blank */
};

/*
 * csv: opened, its header read. out: the CSV text is added to it. told (may be NULL) gets a
 * sentence with file and line for every row that was left blank. Errors: SL_INVALID (no id column,
 * none of the columns is the tool's), SL_NOT_FOUND (no tool), SL_RULE (the run can't go on), SL_IO.
 */
enum sl_status sl_try_rows(const struct sl_rule *rule, const struct sl_engine *engine,
                           const struct sl_shelf *shelf, struct sl_csv *csv, struct sl_buffer *out,
                           void (*told)(void *context, const char *sentence), void *context,
                           struct sl_try_counts *counts, struct sl_error *err);
