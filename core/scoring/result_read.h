/*
 * scoring/result_read.h - a kept result (scoring/result_json.h) read where it lies, without a tree:
 * for holding many beside one another. The text is our own canonical JSON, so equal values have
 * equal bytes. What is handed out borrows the text.
 */
#pragma once
#include "base/text.h"

struct sl_read_value {
    uint16_t row; /* 0: the record */
    struct sl_text name;
    struct sl_text raw; /* as JSON: "G" with its quotes, 254, true */
};

struct sl_read_reason {
    uint16_t row;
    struct sl_text clause; /* "" of a failure */
    struct sl_text text;   /* as JSON, quotes included; empty when the clause's sentence says it */
    struct sl_text whole;
};

struct sl_result_read { /* {0} at first, used again and again, ends with sl_result_read_drop() */
    struct sl_read_value *values; /* by row, then name */
    size_t value_count, value_capacity;
    struct sl_read_reason *reasons;
    size_t reason_count, reason_capacity;
};

/* Errors: SL_INVALID when it isn't such a text. */
enum sl_status sl_result_read(struct sl_result_read *read, struct sl_text json,
                              struct sl_error *err);
void sl_result_read_drop(struct sl_result_read *read);

/* A JSON string without quotes and escapes; other values as they stand, true as "yes", false as
 * "no". The caller owns it. */
char *sl_result_read_plain(struct sl_text raw);
