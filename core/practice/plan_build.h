/*
 * practice/plan_build.h - an improvement plan while a file is read: rows and notes are added in the
 * order of the file, faults and remarks are told as they are met. For plan_text.c and plan_csv.c.
 */
#pragma once
#include "practice/improvement_plan.h"
#include "practice/table_text.h"

enum sl_plan_column {
    SL_PLAN_NUMBER,
    SL_PLAN_AREA,
    SL_PLAN_ISSUE,
    SL_PLAN_ACTION,
    SL_PLAN_TIMESCALE,
    SL_PLAN_PROGRESS,
    SL_PLAN_NARRATIVE,
    SL_PLAN_LEAD,
    SL_PLAN_REASON,
    SL_PLAN_EVIDENCE,
    SL_PLAN_PROVENANCE,
    SL_PLAN_TITLE,
    SL_PLAN_MADE_ON,
    SL_PLAN_COLUMNS
};
extern const struct sl_table_column sl_plan_columns[SL_PLAN_COLUMNS];

struct sl_plan_builder {
    const char *name; /* of the file, as messages call it */
    struct sl_plan_reading reading;
    struct sl_improvement_plan *plan;
    struct sl_error first; /* the first fault; status SL_OK while there is none */
};

/* A row of a table, cells by column; "" where the table hasn't the column. */
struct sl_plan_row {
    long line;
    const char *cells[SL_PLAN_COLUMNS];
};

struct sl_plan_builder sl_plan_build(const char *name, const struct sl_plan_reading *reading);
void sl_plan_builder_drop(struct sl_plan_builder *builder); /* for SL_AUTO */
void sl_plan_fault(struct sl_plan_builder *builder, long line, const char *field,
                   const char *format, ...) __attribute__((format(printf, 4, 5)));
/* A fault whose sentence already names file and line. */
void sl_plan_fault_is(struct sl_plan_builder *builder, const struct sl_error *fault);
void sl_plan_remark(struct sl_plan_builder *builder, long line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

void sl_plan_add_note(struct sl_plan_builder *builder, const char *kind, const char *label,
                      const char *wording);
void sl_plan_add_area(struct sl_plan_builder *builder, const char *number, const char *title);
void sl_plan_add_row(struct sl_plan_builder *builder, const struct sl_plan_row *row);

/* Is this a table header of a plan: does it name at least action and progress? */
bool sl_plan_is_header(const struct sl_table_line *line, struct sl_table_header *out);
/* Looks over the whole and hands the plan out, or the first fault. */
enum sl_status sl_plan_finish(struct sl_plan_builder *builder, struct sl_improvement_plan **out,
                              struct sl_error *err);
/* One date as a plan writes it ("June 2020", "as at 3 July 2020"); SL_DAY_NONE when the text is
 * more or other than that. */
sl_day sl_plan_date_of(const char *text);
