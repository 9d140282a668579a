/*
 * practice/record_list.h - a selection of records: which tool, team, period, case ... The same
 * words everywhere a selection is asked for: lists, exports, summaries.
 */
#pragma once
#include "base/day.h"
#include "store/store.h"

struct sl_record_choice { /* {0} with SL_DAY_NONE for the days is every record */
    const char *tool, *form, *team, *service, *auditor, *case_ref, *route,
        *programme;    /* NULL: any */
    const char *state; /* NULL: every state but withdrawn */
    sl_day from, to;   /* of the record's own day, both included; SL_DAY_NONE: open */
    int64_t most;      /* 0: all */
    const char *basis; /* provisional or final: only what summaries count so; NULL: any */
    const char *theme; /* code of list themes that its auditor tagged it with; NULL: any */
};

extern const struct sl_record_choice sl_record_choice_all;

/* Texts are borrowed for the call. */
struct sl_record_row {
    int64_t record_no, revision;
    const char *id, *kind, *tool, *form, *case_ref, *team, *service, *auditor, *day, *route, *state;
    const char *grade; /* "" when none */
};

typedef enum sl_status sl_record_row_fn(void *context, const struct sl_record_row *row,
                                        struct sl_error *err);

/* In order of day, then record_no. Stops at the first status that is not SL_OK and returns it. */
enum sl_status sl_record_list(struct sl_store *store, const struct sl_record_choice *choice,
                              sl_record_row_fn *each, void *context, struct sl_error *err);
/* Their numbers alone, in that order; owned by the caller. */
enum sl_status sl_record_numbers(struct sl_store *store, const struct sl_record_choice *choice,
                                 int64_t **out, size_t *count, struct sl_error *err);
enum sl_status sl_record_count(struct sl_store *store, const struct sl_record_choice *choice,
                               int64_t *out, struct sl_error *err);
