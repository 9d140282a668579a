/*
 * summary/themed_inside.h - the parts of a themed summary, one file each, for summary/themed*.c
 * only. Each takes its figures out of the store and puts them into work->themed.
 */
#pragma once
#include "summary/themed.h"

struct sl_themed_work {
    struct sl_store *store;
    struct sl_themed *themed;
};

/* Records of a tool in one of the two periods, on the basis that was asked for. */
struct sl_scope sl_themed_scope(const struct sl_themed_work *work, const char *tool, int side);
/* The same; where the tool gives no grade its records count once they are submitted. */
struct sl_scope sl_themed_tool_scope(const struct sl_themed_work *work,
                                     const struct sl_themed_tool *tool, int side);
bool sl_themed_is_compared(const struct sl_themed *themed);
/* SL_PERIODS, or 1 without a comparison. */
int sl_themed_sides(const struct sl_themed *themed);

void sl_themed_counts_add(struct sl_themed_counts *counts, const char *code, const char *label,
                          int side, int64_t n);
void sl_themed_counts_sort(struct sl_themed_counts *counts);
void sl_themed_counts_drop(struct sl_themed_counts *counts);
void sl_themed_figures_drop(struct sl_themed_figures *figures);

/* Of one tool. */
enum sl_status sl_themed_take_cohort(struct sl_themed_work *work, struct sl_themed_tool *tool,
                                     struct sl_error *err);
enum sl_status sl_themed_take_grades(struct sl_themed_work *work, struct sl_themed_tool *tool,
                                     struct sl_error *err);
enum sl_status sl_themed_take_questions(struct sl_themed_work *work, struct sl_themed_tool *tool,
                                        struct sl_error *err);
enum sl_status sl_themed_take_moderation(struct sl_themed_work *work, struct sl_themed_tool *tool,
                                         struct sl_error *err);
/* Of the whole summary. */
enum sl_status sl_themed_take_measures(struct sl_themed_work *work, struct sl_error *err);
enum sl_status sl_themed_take_actions(struct sl_themed_work *work, struct sl_error *err);
/* code NULL: those beside no measure. */
enum sl_status sl_themed_take_figures(struct sl_themed_work *work, const char *code,
                                      struct sl_themed_figures *figures, struct sl_error *err);
enum sl_status sl_themed_take_basis(struct sl_themed_work *work, struct sl_error *err);

/* Of the figures for scripts; owned by the caller. */
json_t *sl_themed_part_tools(const struct sl_themed *themed);
json_t *sl_themed_part_measures(const struct sl_themed *themed);
json_t *sl_themed_part_figures(const struct sl_themed_figures *figures);
