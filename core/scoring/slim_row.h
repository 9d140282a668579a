/*
 * scoring/slim_row.h - slim bodies (base/slim.h) as the store keeps them beside the records, one
 * for each, of its latest revision: a cache that rescoring reads and that is made where a record is
 * scored to be kept. A row counts only for the revision and the set of lists it was made with.
 */
#pragma once
#include "scoring/remembered.h"
#include "store/verify.h"

struct sl_slim_row {
    int64_t record_no, revision_no, set_no;
    struct sl_span slim; /* in the bytes */
};

struct sl_slim_rows { /* gathered for a write; {0} at first, ends with sl_slim_rows_drop() */
    struct sl_slim_row *rows;
    size_t count, capacity;
    struct sl_buffer bytes;
};
void sl_slim_rows_clear(struct sl_slim_rows *rows); /* keeps the memory */
void sl_slim_rows_drop(struct sl_slim_rows *rows);

/* body: packed and whole; one that is damaged is passed over. set: prepared. */
void sl_slim_rows_add(struct sl_slim_rows *rows, const struct sl_remembered *set, int64_t record_no,
                      int64_t revision_no, struct sl_text body);
/* Inside a write function. A row of a later revision stays. Errors: SL_STORE. */
enum sl_status sl_slim_rows_write(struct sl_store *store, const struct sl_slim_rows *rows,
                                  struct sl_error *err);

/* Makes all rows of the tools that have a set anew, in small writes; *records: how many. Errors:
 * SL_STORE, those of sl_remembered_settle(). */
enum sl_status sl_slim_rows_rebuild(struct sl_store *store, int64_t *records, struct sl_error *err);
/* Verify step: every row that counts is what would be made now. */
extern const struct sl_verify_check sl_slim_row_checks[];
