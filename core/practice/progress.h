/*
 * practice/progress.h - the rating of an improvement-plan line, in the four steps of the council's
 * key; 1 is best. It is kept as a token (rag1 ... rag4), never as a number.
 */
#pragma once
#include <stdbool.h>

enum sl_progress {
    SL_PROGRESS_NONE, /* not rated by that day */
    SL_PROGRESS_ACHIEVED,
    SL_PROGRESS_LARGELY,
    SL_PROGRESS_UNDER_WAY,
    SL_PROGRESS_NOT_STARTED,
    SL_PROGRESS_END
};

/* What a rating may be written as, for messages. */
#define SL_PROGRESS_ALLOWED                                                                        \
    "1 (Achieved), 2 (Largely achieved, some tasks outstanding), 3 (In progress) and "             \
    "4 (Not achieved, not started) are allowed"

/* "rag1"; "" for SL_PROGRESS_NONE. */
const char *sl_progress_code(enum sl_progress progress);
/* "Largely achieved, some tasks outstanding"; "Not rated" for SL_PROGRESS_NONE. */
const char *sl_progress_label(enum sl_progress progress);
/* As people write it: "2", "rag2", "2 - Largely Achieved, Some Tasks Outstanding", "Largely
 * achieved". SL_PROGRESS_NONE for anything else. */
enum sl_progress sl_progress_read(const char *text);
/* What words alone say in a plan's own key ("Complete", "Not started"); SL_PROGRESS_NONE when they
 * say nothing that this scale knows. */
enum sl_progress sl_progress_of_words(const char *words);
/* Has the rating moved away from Achieved? */
bool sl_progress_is_backwards(enum sl_progress from, enum sl_progress to);
