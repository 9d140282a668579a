/*
 * practice/figure.h - performance figures of the whole caseload, drawn elsewhere and imported,
 * never typed: the data strand beside what audits and families say. A figure is a numerator and a
 * denominator for a unit (team or service code, or "all") and a period.
 */
#pragma once
#include "practice/list_fault.h"
#include "store/store.h"

struct sl_figure {
    const char *code, *unit;
    sl_day from, to; /* of the period, both included */
    int64_t numerator, denominator;
    const char *source;
    sl_day drawn_on;
};

struct sl_figure_import {
    const char *path;
    const char *actor;
    bool dry_run;  /* read and check, write nothing */
    sl_told *told; /* of each fault; may be NULL */
    void *context;
    size_t rows, added, changed; /* out */
};

/*
 * CSV with columns code,unit,period_from,period_to,numerator,denominator,source,drawn_on. One
 * write, all or nothing; every fault is told with file and line. unit is the code of a team or a
 * service, or "all". A figure that is there is changed only by one drawn later; an earlier drawing
 * changes nothing, other numbers of the same drawing are a fault. Errors: SL_IO, SL_INVALID (the
 * first fault), SL_STORE.
 */
enum sl_status sl_figure_import(struct sl_store *store, struct sl_figure_import *import,
                                struct sl_error *err);

/* Figures of a code (NULL: all) whose period lies in from..to, by code, unit, period; texts are
 * borrowed for the call. Stops at the first status that is not SL_OK and returns it. */
typedef enum sl_status sl_figure_fn(void *context, const struct sl_figure *figure,
                                    struct sl_error *err);
enum sl_status sl_figure_each(struct sl_store *store, const char *code, sl_day from, sl_day to,
                              sl_figure_fn *each, void *context, struct sl_error *err);
