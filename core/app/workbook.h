/*
 * app/workbook.h - a workbook as sheets of cells, for a plugin that knows a format of spreadsheets:
 * what core hands over to be written, and what it gets back from a file that people changed.
 *
 * Written from JSON:
 *   {"title","sheets":[{"name", "locked": true (for reading only),
 *     "columns":[{"title","width" (characters),"note" (shown beside the cell one is in),
 *       "kind": "text" | "whole" | "hundredths" (250 is shown as 2.50) | "yes_no" | "day",
 *       "choices": ["O","G"], or "from": {"sheet","column" (from 0),"rows"}: a list to choose
 *       from; "free": true: something else may be written too}],
 *     "rows":[[value or null, ...]]}]}
 * Values: texts, whole numbers, true and false, days as "2025-03-03". Row 1 holds the titles. No
 * text is ever taken for a formula. The same JSON gives the same bytes.
 *
 * Read as JSON:
 *   {"day_zero": -25569 (the number 0 as a day since 1970), "sheets":[{"name","rows":[{"row": 2,"cells":
 *     {"A": value, ...}}]}]}
 * Cells that are blank are left out. Values: texts as they stand, true and false, {"number":
 * "12.0"} as the file writes it, {"formula": true}, {"error": "#REF!"}.
 */
#pragma once
#include "base/buffer.h"
#include "base/error.h"
#include "base/text.h"
#include <jansson.h>

enum {
    SL_WORKBOOK_FILE_MOST = 8 << 20, /* bytes of a file that is read */
    SL_WORKBOOK_ROWS_MOST = 5000,
    SL_WORKBOOK_COLUMNS_MOST = 100,
    SL_WORKBOOK_CELL_MOST = 32767 /* characters, as Excel has it */
};

struct sl_workbook_api {
    const char *format;    /* "xlsx": the word behind -- */
    const char *extension; /* ".xlsx" */
    /* Adds the whole file to out. Errors: SL_IO, SL_INVALID. */
    enum sl_status (*write)(const json_t *book, struct sl_buffer *out, struct sl_error *err);
    /* name is what messages call the file. The caller owns *book. Errors: SL_INVALID with what is
     * wrong with the file, and with sheet and cell where it is a cell. */
    enum sl_status (*read)(const char *name, struct sl_text bytes, json_t **book,
                           struct sl_error *err);
};
