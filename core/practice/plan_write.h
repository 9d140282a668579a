/*
 * practice/plan_write.h - the rows of an improvement plan, written one at a time inside a write
 * function. Every function takes a NULL store for a trial: nothing is written, SL_OK. For
 * plan_store.c and plan_entry.c.
 */
#pragma once
#include "practice/plan_store.h"

enum sl_status sl_plan_write_plan(struct sl_store *store, const char *id,
                                  const struct sl_improvement_plan *plan, struct sl_error *err);
enum sl_status sl_plan_write_note(struct sl_store *store, const char *plan, size_t position,
                                  const struct sl_plan_note *note, struct sl_error *err);
enum sl_status sl_plan_write_area(struct sl_store *store, const char *id, const char *plan,
                                  size_t position, const struct sl_plan_area *area,
                                  struct sl_error *err);
enum sl_status sl_plan_write_issue(struct sl_store *store, const char *id, const char *area,
                                   size_t position, const char *wording, struct sl_error *err);
/* With its leads. */
enum sl_status sl_plan_write_line(struct sl_store *store, const char *id, const char *issue,
                                  size_t position, const struct sl_plan_line *line,
                                  struct sl_error *err);
enum sl_status sl_plan_write_entry(struct sl_store *store, const struct sl_plan_entry *entry,
                                   int64_t seq, struct sl_error *err);

struct sl_plan_change {
    const char *line;
    int64_t seq;
    sl_day day;
    const char *part; /* wording, timescale, lead */
    const char *wording;
    sl_day due_on;
};
enum sl_status sl_plan_write_change(struct sl_store *store, const struct sl_plan_change *change,
                                    struct sl_error *err);
/* Remembers the file and tells the trail. */
enum sl_status sl_plan_write_file(struct sl_store *store, const char *id,
                                  const struct sl_improvement_plan *plan, const char *actor,
                                  struct sl_error *err);
