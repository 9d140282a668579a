/*
 * app/progress.h - says on a terminal how far long work has come, from its second second on; silent
 * elsewhere. {0} of total is "so far".
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

struct sl_progress {
    const char *doing; /* "Scoring" */
    int64_t total;
    int64_t started, told; /* milliseconds */
};

struct sl_progress sl_progress_begin(const char *doing, int64_t total);
void sl_progress_at(struct sl_progress *progress, int64_t done);
/* The same for functions that tell how far they are; bar: struct sl_progress. Never stops them. */
bool sl_progress_told(void *bar, int64_t done, int64_t total);
/* Takes the line away. */
void sl_progress_end(struct sl_progress *progress);
