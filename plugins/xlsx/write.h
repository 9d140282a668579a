/*
 * xlsx/write.h - a workbook written by libxlsxwriter, as app/workbook.h describes it.
 */
#pragma once
#include "app/workbook.h"

enum sl_status xlsx_write(const json_t *book, struct sl_buffer *out, struct sl_error *err);
