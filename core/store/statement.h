/*
 * store/statement.h - prepared statements kept per handle. A text is found by its address and then
 * compared, so that a text built at run time at an address used before is never mistaken; a name is
 * found the same way among the names its statement has seen. For files of core/store only.
 */
#pragma once
#include "base/error.h"
#include <sqlite3.h>
#include <stdint.h>

enum { SL_SEEN_NAME_SIZE = 36 /* longer names are looked up each time */ };

struct sl_statement {
    sqlite3_stmt *prepared;
    const char *literal; /* address it is found by; NULL: dropped when given back */
    bool taken, ended;
    uint64_t wanted, given; /* one bit a value; 0 when there are more than 63 */
    size_t slots;           /* a power of two */
    struct sl_seen_name {
        const char *name;
        int index;
        char text[SL_SEEN_NAME_SIZE]; /* what stood there */
    } seen[];
};

struct sl_statements { /* {0} at first */
    struct sl_statement **slots;
    size_t capacity, count;
};

/* A statement nobody else has taken. Errors: SL_STORE with the text at fault. */
enum sl_status sl_statement_take(struct sl_statements *kept, sqlite3 *connection, const char *sql,
                                 struct sl_statement **out, struct sl_error *err);
/* The same without keeping it. */
enum sl_status sl_statement_make(sqlite3 *connection, const char *sql, struct sl_statement **out,
                                 struct sl_error *err);
void sl_statement_give_back(struct sl_statement *statement);
/* 0 when the text has no such name. */
int sl_statement_index(struct sl_statement *statement, const char *name);
void sl_statements_drop(struct sl_statements *kept);
