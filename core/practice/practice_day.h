/*
 * practice/practice_day.h - a day on which senior people sit with one service: why now, the lines
 * of enquiry it must answer, and what was found. The forms filled on it are records of tool PD with
 * the day's programme.
 */
#pragma once
#include "base/day.h"
#include "base/id.h"
#include "store/store.h"

struct sl_enquiry_line {
    const char *question, *prompted_by;
};

struct sl_practice_day {
    const char *id;      /* NULL: made anew */
    const char *service; /* code */
    sl_day day;
    const char *why_now;                 /* data, previous finding, new team, request */
    const struct sl_enquiry_line *lines; /* at least one */
    size_t line_count;
};

/* id gets its id. Inside or outside a write function. Errors: SL_INVALID (no line of enquiry),
 * SL_STORE. */
enum sl_status sl_practice_day_add(struct sl_store *store, const struct sl_practice_day *day,
                                   const char *actor, char id[SL_ID_SIZE], struct sl_error *err);

/* What a finding rests on. */
struct sl_evidence {
    int64_t record_no;
    const char *question; /* "" for the whole record */
    const char *note;
};

struct sl_finding {
    const char *id;           /* NULL: made anew */
    const char *practice_day; /* id, or NULL */
    const char *service;
    sl_day day;
    const char *kind;     /* strength, improve, risk */
    const char *standing; /* one of the nine standing findings, or NULL */
    const char *theme;    /* or NULL */
    const char *wording;
    const struct sl_evidence *evidence;
    size_t evidence_count;
};

/* With fewer than two evidence items from two records it is kept as an "impression". */
enum sl_status sl_finding_add(struct sl_store *store, const struct sl_finding *finding,
                              const char *actor, struct sl_error *err);
