/*
 * worker/list.h - a list that a rule declared: words and phrases to look for, or the days of a
 * calendar.
 */
#pragma once
#include "base/calendar.h"
#include "base/phrase.h"
#include <jansson.h>

struct sl_list {
    char *name;
    json_t *json;
    const char **words; /* as written; "*" at the end of some */
    size_t word_count;
    bool *found; /* room for sl_phrases_mark(), one a word */
    struct sl_phrases *phrases;
    int remembered;               /* its place among the lists of slim bodies, -1: not among them */
    bool overlapping;             /* two of its phrases may stand across each other */
    struct sl_calendar *calendar; /* NULL unless it is one of holidays */
};

/* json: {"kind":"phrases","phrases":[...]}, {"kind":"entries","entries":[{"label"}...]} or
 * {"kind":"holidays","from","to","entries":[{"day"}...]}. Errors: SL_RULE naming the list. */
enum sl_status sl_list_read(const char *name, struct sl_text json, struct sl_list *out,
                            struct sl_error *err);
void sl_list_drop(struct sl_list *list);
