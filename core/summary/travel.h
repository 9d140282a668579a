/*
 * summary/travel.h - direction of travel: did a share move between two periods by more than chance
 * would explain? Decided on the interval of the difference (summary/proportion.h), never by whether
 * two intervals overlap. The same cohort, tool and rule version on both sides is the caller's to
 * see to; where they differ the answer is "not comparable" and no label at all.
 *
 * In this order:
 *   too few to say            fewer than 10 in either period
 *   improved, declined        the 95 % interval of the difference leaves out 0
 *   possibly ...              the 80 % interval leaves out 0, the 95 % interval does not
 *   similar                   the 90 % interval lies wholly inside -10 to +10 points
 *   no clear change           none of these
 * More is better: counts are of what is wanted.
 */
#pragma once
#include "summary/proportion.h"

enum {
    SL_TRAVEL_LEAST = 10,  /* cases in a period before it is compared, or shown as a percentage */
    SL_TRAVEL_SIMILAR = 10 /* points within which two shares are similar */
};

enum sl_travel {
    SL_TRAVEL_TOO_FEW,
    SL_TRAVEL_IMPROVED,
    SL_TRAVEL_POSSIBLY_IMPROVED,
    SL_TRAVEL_SIMILAR_SHOWN,
    SL_TRAVEL_NO_CLEAR_CHANGE,
    SL_TRAVEL_POSSIBLY_DECLINED,
    SL_TRAVEL_DECLINED,
    SL_TRAVELS
};

enum sl_travel sl_travel_between(struct sl_share before, struct sl_share now);
const char *sl_travel_code(enum sl_travel travel);  /* "possibly_improved"; kept */
const char *sl_travel_label(enum sl_travel travel); /* "Possibly improved"; shown */

/*
 * One or two sentences with both counts, the change and its interval; for too few to say what would
 * help instead. pooled: the last 12 months together, of 0 when not known. The caller owns the text.
 */
char *sl_travel_sentence(struct sl_share before, struct sl_share now, struct sl_share pooled);

/* The smallest number of further cases of of, beside before.n of before.of == of, that would be
 * called improved; 0 when no rise would be. */
int64_t sl_travel_smallest_rise(struct sl_share before);
/* The same from half (rounded down) in whole points: what n a period can show at best. */
int sl_travel_smallest_points(int64_t of);
