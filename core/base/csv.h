/*
 * base/csv.h - CSV by libcsv, read strictly and as a stream: UTF-8 with or without a BOM, comma (or
 * semicolon or tab, when the header line has more of them), quoted cells, one header row. Every row
 * has as many cells as the header; empty lines are passed over. Messages begin "file:line:cell: ",
 * the line being where the row begins and the cell counted from 1, and err->field is the column's
 * name. Cells are checked and composed text. Writing neutralises nothing here: that is the
 * exporter's choice.
 */
#pragma once
#include "base/text.h"

enum { SL_CSV_COLUMNS_MOST = 4096, SL_CSV_ROW_MOST = 16 << 20 /* bytes */ };

struct sl_csv; /* the caller owns it and ends it with sl_csv_close() */

struct sl_csv_row {
    long line; /* of the file, from 1, where the row begins */
    size_t count;
    const char *const *cells; /* borrowed until the next call; trimmed; never NULL */
};

/* Reads the header; "-" is standard input. Errors: SL_IO (missing, a directory), SL_INVALID (empty,
 * encoding, a column named twice). Columns may have no name. */
enum sl_status sl_csv_open(const char *path, struct sl_csv **out, struct sl_error *err);
/* text is borrowed until the end; name is copied. */
enum sl_status sl_csv_open_text(const char *name, struct sl_text text, struct sl_csv **out,
                                struct sl_error *err);
void sl_csv_close(struct sl_csv *csv); /* NULL is fine */
void sl_csv_drop(struct sl_csv **csv); /* for SL_AUTO */

const char *sl_csv_name(const struct sl_csv *csv);
size_t sl_csv_columns(const struct sl_csv *csv);
const char *sl_csv_column(const struct sl_csv *csv, size_t index);
/* -1 when there is no such column; case-blind, spaces and underscores alike. */
int sl_csv_find(const struct sl_csv *csv, const char *column);

/* SL_END after the last row. SL_INVALID for a ragged row, a stray quote, bad text, a cell over
 * SL_TEXT_MOST or a row over SL_CSV_ROW_MOST bytes: reading may go on with the next row, so that a
 * report can name every fault. A quote that is never closed ends the file. SL_IO ends it too. */
enum sl_status sl_csv_next(struct sl_csv *csv, struct sl_csv_row *row, struct sl_error *err);

/* Adds one cell, quoted when it must be; the caller adds commas and newlines. */
void sl_csv_put(struct sl_buffer *out, const char *cell);
