/*
 * practice/record_cache.h - going over every record's latest body, to rebuild or verify what is
 * derived from it. For files of record*.c only.
 */
#pragma once
#include "practice/cell_count.h"
#include "practice/record_store.h"

struct sl_record_pass { /* one record of a pass; borrowed for the call */
    int64_t record_no, revision;
    const struct sl_tool *tool;
    struct sl_cell_place place;
    struct sl_body body;
};
typedef enum sl_status sl_record_pass_fn(void *context, const struct sl_record_pass *pass,
                                         struct sl_error *err);
/* Records from < record_no <= to, in order. */
enum sl_status sl_record_pass_over(struct sl_store *store, int64_t from, int64_t to,
                                   struct sl_record_tools *tools, sl_record_pass_fn *each,
                                   void *context, struct sl_error *err);
/* All cells, counted anew. */
enum sl_status sl_record_count_cells(struct sl_store *store, struct sl_cell_count *count,
                                     int64_t *records, struct sl_error *err);
