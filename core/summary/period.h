/*
 * summary/period.h - the time a summary speaks about: from a day to a day, both included.
 */
#pragma once
#include "base/day.h"

struct sl_period {
    sl_day from, to; /* SL_DAY_NONE in from: no period */
};

bool sl_period_is(struct sl_period period);
/* "April to June 2025", "March 2025", "November 2024 to January 2025", or with days where it is not
 * whole months: "3 April to 17 June 2025". The caller owns the text. */
char *sl_period_words(struct sl_period period);
/* As many whole months, or days where it is not whole months, right before it. */
struct sl_period sl_period_before(struct sl_period period);
/* The twelve months that end with it. */
struct sl_period sl_period_year(struct sl_period period);
