/*
 * csv/pack.h - a document's tables and charts as one tidy table, a line for each value:
 *     block    place of the table or chart in the document: 3, or 5.2 inside a box
 *     caption  of the table, title of the chart; "About this paper" for title, period and basis
 *     row      number of the row, from 1
 *     label    what the row is: its first cell
 *     column   title of the column, label of the series, "n" for the base of a chart's row
 *     value    as printed; shares of charts as a percentage with two decimals, empty where not
 * shown Headings, paragraphs and lists are not in it.
 */
#pragma once
#include "base/error.h"
#include "summary/document.h"

/* For spreadsheets: UTF-8 with a byte order mark, CRLF, and an apostrophe before a cell that begins
 * with = + - @ tab or carriage return, so that no cell can be taken for a formula. */
enum sl_status pack_write(const struct sl_document *document, struct sl_buffer *out,
                          struct sl_error *err);
/* For machines: UTF-8, LF, cells as they are; nothing is lost. */
enum sl_status pack_write_raw(const struct sl_document *document, struct sl_buffer *out,
                              struct sl_error *err);
