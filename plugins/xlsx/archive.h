/*
 * xlsx/archive.h - the parts of a workbook's file: a zip archive in memory, unpacked within limits.
 */
#pragma once
#include "base/buffer.h"
#include "base/error.h"
#include "base/text.h"

enum {
    XLSX_PARTS_MOST = 1000,
    XLSX_PART_MOST = 16 << 20, /* bytes of one part, unpacked */
    XLSX_RATIO_MOST = 100      /* times of its packed size, where it is larger than 1 MB */
};

struct xlsx_archive; /* ends with xlsx_archive_close() */

/* Borrows the bytes. Errors: SL_INVALID "NAME isn't a workbook ...". */
enum sl_status xlsx_archive_open(const char *name, struct sl_text bytes, struct xlsx_archive **out,
                                 struct sl_error *err);
void xlsx_archive_close(struct xlsx_archive *archive);
void xlsx_archive_drop(struct xlsx_archive **archive); /* for SL_AUTO */

/* Adds the part to out. Errors: SL_NOT_FOUND, SL_INVALID (too large, damaged, encrypted). */
enum sl_status xlsx_archive_part(struct xlsx_archive *archive, const char *path,
                                 struct sl_buffer *out, struct sl_error *err);
const char *xlsx_archive_name(const struct xlsx_archive *archive);
