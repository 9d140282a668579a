#include "practice/progress.h"
#include "practice/table_text.h"
#include <assert.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *code;
    const char *label;
} progress_names[] = {
    [SL_PROGRESS_NONE] = {"", "Not rated"},
    [SL_PROGRESS_ACHIEVED] = {"rag1", "Achieved"},
    [SL_PROGRESS_LARGELY] = {"rag2", "Largely achieved, some tasks outstanding"},
    [SL_PROGRESS_UNDER_WAY] = {"rag3", "In progress"},
    [SL_PROGRESS_NOT_STARTED] = {"rag4", "Not achieved, not started"},
};
static_assert(SL_COUNT(progress_names) == SL_PROGRESS_END, "one each");

/* How the words of a key begin; looked through in this order. */
static const struct {
    const char *start;
    enum sl_progress progress;
} key_words[] = {
    {"not ", SL_PROGRESS_NOT_STARTED},        {"no progress", SL_PROGRESS_NOT_STARTED},
    {"largely ", SL_PROGRESS_LARGELY},        {"mostly ", SL_PROGRESS_LARGELY},
    {"substantially ", SL_PROGRESS_LARGELY},  {"nearly ", SL_PROGRESS_LARGELY},
    {"partly ", SL_PROGRESS_UNDER_WAY},       {"partially ", SL_PROGRESS_UNDER_WAY},
    {"in progress", SL_PROGRESS_UNDER_WAY},   {"under way", SL_PROGRESS_UNDER_WAY},
    {"underway", SL_PROGRESS_UNDER_WAY},      {"started", SL_PROGRESS_UNDER_WAY},
    {"some progress", SL_PROGRESS_UNDER_WAY}, {"achieved", SL_PROGRESS_ACHIEVED},
    {"complete", SL_PROGRESS_ACHIEVED},       {"done", SL_PROGRESS_ACHIEVED},
    {"fully ", SL_PROGRESS_ACHIEVED},
};

const char *sl_progress_code(enum sl_progress progress) {
    return progress_names[progress].code;
}

const char *sl_progress_label(enum sl_progress progress) {
    return progress_names[progress].label;
}

enum sl_progress sl_progress_of_words(const char *words) {
    SL_AUTO(sl_free) char *folded = sl_table_fold(words);
    for (size_t i = 0; i < SL_COUNT(key_words); i++)
        if (strncmp(folded, key_words[i].start, strlen(key_words[i].start)) == 0)
            return key_words[i].progress;
    return SL_PROGRESS_NONE;
}

static enum sl_progress of_label(const char *folded) {
    for (int p = SL_PROGRESS_ACHIEVED; p < SL_PROGRESS_END; p++) {
        SL_AUTO(sl_free) char *label = sl_table_fold(progress_names[p].label);
        if (strcmp(folded, label) == 0)
            return (enum sl_progress)p;
    }
    return SL_PROGRESS_NONE;
}

enum sl_progress sl_progress_read(const char *text) {
    SL_AUTO(sl_free) char *folded = sl_table_fold(text);
    const char *digit = strncmp(folded, "rag", 3) == 0 ? folded + 3 : folded;
    digit += *digit == ' ';
    if (*digit < '1' || *digit > '4')
        return of_label(folded);
    enum sl_progress progress = (enum sl_progress)(*digit - '0');
    if (digit[1] == '\0')
        return progress;
    bool words_agree = digit[1] == ' ' && of_label(digit + 2) == progress;
    return words_agree ? progress : SL_PROGRESS_NONE;
}

bool sl_progress_is_backwards(enum sl_progress from, enum sl_progress to) {
    return from != SL_PROGRESS_NONE && to > from;
}
