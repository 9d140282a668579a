/*
 * bench/reviews.h - the reviews of the data set (review.h, beside the benchmarks' other sources)
 * as records of the tool REVIEW. A review is a function of its number, so the first thousand of ten
 * thousand are the thousand.
 */
#pragma once
#include "practice/record.h"
#include "review.h"

enum { REVIEW_TEXTS = 16384 }; /* bytes that one review's texts take at most */

/* Places of the questions in REVIEW.json. */
enum {
    REVIEW_POINTS = 0,
    REVIEW_DAYS = NG,
    REVIEW_PASSAGES = NG + ND,
    REVIEW_WHAT = NG + ND + NT,
    REVIEW_WHO,
    REVIEW_DUE,
    REVIEW_MEASURE,
    REVIEW_STATUS,
    REVIEW_QUESTIONS
};

/* The tool, checked; the caller frees it. */
struct sl_tool *reviews_tool(void);

/* What a record refers to: services, teams, auditors. */
void reviews_prepare(struct sl_store *store, const struct sl_tool *tool);

/* A tool of this folder by its file, checked; the caller frees it. */
struct sl_tool *reviews_tool_from(const char *name);
/* kind: what its id is made of, with its number. */
void reviews_fill_head(struct sl_record *record, const char *kind, const Rev *review);

/* Makes an empty store that knows the tool. */
struct sl_store *reviews_store(const char *path);

/* Fills an emptied record. */
void reviews_fill(struct sl_record *record, const Rev *review);

/* How many answers it gives. */
int64_t reviews_answers(const Rev *review);
