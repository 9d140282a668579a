/*
 * xlsx/read.h - a workbook that people changed, as app/workbook.h gives it to core. The file is
 * hostile until the contrary: parts are unpacked up to a size and a ratio, no document type is
 * read, nothing outside of the file is ever opened, formulas and macros are told and not run.
 */
#pragma once
#include "app/workbook.h"

enum sl_status xlsx_read(const char *name, struct sl_text bytes, json_t **book,
                         struct sl_error *err);
