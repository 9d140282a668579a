/*
 * points/sheet.h - a table beside one tool version: where its questions stand in the flat list that
 * bodies count by.
 */
#pragma once
#include "table.h"

enum { SL_POINTS_ABSENT = -1 }; /* the tool version doesn't ask it */

struct sl_points_place { /* a name, by its address: conditions keep theirs */
    const char *name;
    int32_t question;
};

struct sl_points_sheet {
    int32_t *rows;       /* of each row of the table: its question; of a date limit: its start */
    int32_t *cites;      /* of each row: the question that reasons name */
    int32_t *ends;       /* of each row with a date limit: its end */
    int32_t *judgements; /* of each domain */
    uint64_t *asked;     /* of each row: the tool's forms that ask it, one bit each */
    struct sl_points_place *places; /* open addressing by address */
    size_t place_count;             /* a power of two */
    json_t *form;
};

/* form: as scoring/scorer.h gives it. Errors: SL_RULE. */
enum sl_status sl_points_sheet_make(const struct sl_points_table *table, struct sl_text form,
                                    struct sl_points_sheet *out, struct sl_error *err);
void sl_points_sheet_drop(struct sl_points_sheet *sheet);
/* The question of a name that stands in the table's conditions or groups. */
int32_t sl_points_sheet_find(const struct sl_points_sheet *sheet, const char *name);
