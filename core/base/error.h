/*
 * base/error.h - how a function says that it failed: a status for the program and one sentence for
 * the person. The sentence is set once, where the fault is known, and passed up untouched. There is
 * no "last error" anywhere. A bug is an assert; a person's mistake never is.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>

enum sl_status {
    SL_OK,
    SL_NOT_FOUND, /* no such record, tool, rule, account ... */
    SL_INVALID,   /* bad data: a cell, a field, a file's content */
    SL_CONFLICT,  /* somebody else changed it first; nothing is lost, both are kept */
    SL_REFUSED,   /* this account, or this machine, may not do that */
    SL_RULE,      /* a rule or report script failed or was stopped by a limit */
    SL_STORE,     /* the store could not be read or written */
    SL_IO,        /* a file or directory could not be read or written */
    SL_END        /* nothing more to read; not a fault */
};

struct sl_error {
    enum sl_status status;
    char field[64]; /* form field, column or question at fault, "" when none */
    char text[480]; /* one sentence of clean UTF-8, fit to be shown; cut at a character */
};

/* Fills *err, if given, and returns status, so that callers can `return sl_fail(...)`. */
enum sl_status sl_fail(struct sl_error *err, enum sl_status status, const char *field,
                       const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Puts "where:line:column: " in front of the sentence of *err, for a place known further up;
 * column 0 is left out, and with line 0 both are. Returns err->status; without err, status. */
enum sl_status sl_fail_at(struct sl_error *err, enum sl_status status, const char *where, long line,
                          long column);
