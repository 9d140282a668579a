/*
 * summary/reading.h - one figure as report scripts get it: counts, and everything that may be said
 * about them, worked out here so that no script divides. Below 10 cases there is no percentage, no
 * interval and no word.
 */
#pragma once
#include "base/json.h"
#include "summary/proportion.h"

struct sl_reading {
    struct sl_share now;
    struct sl_share before; /* of the comparison period; of 0 when there was nothing */
    struct sl_share year;   /* of the twelve months up to the end of the period; of 0: not known */
    bool is_compared;       /* a comparison was asked for */
    /* What the comparison rests on where it isn't now and before themselves, e.g. grades read by
     * one rule version; on says so in words, "" when it is now and before. Owned. */
    struct sl_share was, is;
    char *on;
    char *why_not; /* why the periods can't be compared, "" when they can; owned */
};

/* Start with {0}. */
void sl_reading_drop(struct sl_reading *reading);

/*
 * {"label","n","of","counts":"16 of 25","text":"16 of 25 (64 %)","few":false,"most":true,
 *  "percent":"64 %","interval":"45 to 80 %","word":"more than half",
 *  "hundredths":6400,"from":4452,"to":7975,      of a percent; for charts
 *  "before":{the same},                          when there was something
 *  "travel":{"code","label","sentence"}}         when a comparison was asked for
 * text is "none counted" where of is 0. few: fewer than 10, and then percent, interval, word,
 * hundredths, from and to are absent. most: more than half. code is that of summary/travel.h or
 * "not_comparable". The caller owns it.
 */
json_t *sl_reading_json(const char *label, const struct sl_reading *reading);
