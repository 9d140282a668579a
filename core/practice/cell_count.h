/*
 * practice/cell_count.h - cells counted anew in memory, to rebuild the kept ones or to compare with
 * them. About 20 bytes a cell.
 */
#pragma once
#include "practice/cell.h"

struct sl_cell_count; /* the caller owns it and ends it with sl_cell_count_free() */

struct sl_cell_count *sl_cell_count_new(void);
void sl_cell_count_free(struct sl_cell_count *count);
void sl_cell_count_drop(struct sl_cell_count **count); /* for SL_AUTO */

/* Adds n to every cell that the body counts in at place. */
enum sl_status sl_cell_count_add(struct sl_cell_count *count, const struct sl_tool *tool,
                                 const struct sl_cell_place *place, const struct sl_body *body,
                                 int64_t n, struct sl_error *err);
size_t sl_cell_count_size(const struct sl_cell_count *count); /* cells that aren't empty */

/* Puts all of them into the empty table. Inside a write function. */
enum sl_status sl_cell_count_keep(const struct sl_cell_count *count, struct sl_store *store,
                                  struct sl_error *err);
/* Errors: SL_INVALID naming the first kept cell that differs, or that one is missing. */
enum sl_status sl_cell_count_compare(const struct sl_cell_count *count, struct sl_store *store,
                                     struct sl_error *err);
