/*
 * practice/record_history.h - who changed which answer of a record when, from what to what and why,
 * read from its revisions; who changed its head (question "head.team" and the like); and who took
 * which step of its life cycle (question "state", "grade"), with the reason. A record's first
 * revision is told as one line without a question.
 */
#pragma once
#include "practice/tool.h"

struct sl_record_change {
    int64_t revision;
    int64_t saved_at; /* instant */
    const char *saved_by, *why;
    const char *question; /* "" for the first revision */
    uint16_t row;
    struct sl_value before, after; /* SL_NOT_YET: none */
};

typedef enum sl_status sl_record_change_fn(void *context, const struct sl_record_change *change,
                                           struct sl_error *err);

/* In order of time, then question, row. Texts are borrowed for the call. Errors: SL_NOT_FOUND,
 * SL_STORE, SL_INVALID (a body that can't be read). */
enum sl_status sl_record_history(struct sl_store *store, int64_t record_no,
                                 const struct sl_tool *tool, sl_record_change_fn *each,
                                 void *context, struct sl_error *err);
