/*
 * base/csv.h - CSV by libcsv, read strictly and as a stream: UTF-8 with or without a BOM, comma (or
 * semicolon or tab, when the header line has more of them), quoted cells, one header row. Every row
 * has as many cells as the header; messages name file, line and column. Cells are checked and
 * composed text. Writing neutralises nothing here: that is the exporter's choice.
 */
#pragma once
#include "base/text.h"

struct sl_csv; /* the caller owns it and ends it with sl_csv_close() */

struct sl_csv_row {
    long line; /* of the file, from 1, where the row begins */
    size_t count;
    const char *const *cells; /* borrowed until the next call; trimmed; never NULL */
};

/* Reads the header. Errors: SL_IO (missing, a directory), SL_INVALID (empty, encoding, a column
 * named twice). */
enum sl_status sl_csv_open(const char *path, struct sl_csv **out, struct sl_error *err);
enum sl_status sl_csv_open_text(const char *name, struct sl_text text, struct sl_csv **out,
                                struct sl_error *err);
void sl_csv_close(struct sl_csv *csv);
void sl_csv_drop(struct sl_csv **csv); /* for SL_AUTO */

const char *sl_csv_name(const struct sl_csv *csv);
size_t sl_csv_columns(const struct sl_csv *csv);
const char *sl_csv_column(const struct sl_csv *csv, size_t index);
/* -1 when there is no such column; case-blind, spaces and underscores alike. */
int sl_csv_find(const struct sl_csv *csv, const char *column);

/* SL_END after the last row. SL_INVALID for a ragged row or bad text: reading may go on with the
 * next row, so that a report can name every fault. A cell over SL_TEXT_MOST bytes is SL_INVALID. */
enum sl_status sl_csv_next(struct sl_csv *csv, struct sl_csv_row *row, struct sl_error *err);

/* Adds one cell, quoted when it must be; the caller adds commas and newlines. */
void sl_csv_put(struct sl_buffer *out, const char *cell);
