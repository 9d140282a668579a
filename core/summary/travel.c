#include "summary/travel.h"
#include "base/memory.h"
#include "base/round.h"
#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static const struct {
    const char *code;
    const char *label;
} names[] = {
    [SL_TRAVEL_TOO_FEW] = {"too_few", "Too few to say"},
    [SL_TRAVEL_IMPROVED] = {"improved", "Improved"},
    [SL_TRAVEL_POSSIBLY_IMPROVED] = {"possibly_improved", "Possibly improved"},
    [SL_TRAVEL_SIMILAR_SHOWN] = {"similar", "Similar"},
    [SL_TRAVEL_NO_CLEAR_CHANGE] = {"no_clear_change", "No clear change"},
    [SL_TRAVEL_POSSIBLY_DECLINED] = {"possibly_declined", "Possibly declined"},
    [SL_TRAVEL_DECLINED] = {"declined", "Declined"},
};
static_assert(SL_COUNT(names) == SL_TRAVELS, "one each");

const char *sl_travel_code(enum sl_travel travel) {
    return names[travel].code;
}

const char *sl_travel_label(enum sl_travel travel) {
    return names[travel].label;
}

/* 1 above zero, -1 below zero, 0 when zero can't be ruled out. */
static int side(struct sl_share before, struct sl_share now, enum sl_confidence confidence) {
    struct sl_interval interval = sl_proportion_difference(before, now, confidence).interval;
    return (interval.from > 0) - (interval.to < 0);
}

static bool shown_similar(struct sl_share before, struct sl_share now) {
    struct sl_interval interval = sl_proportion_difference(before, now, SL_CONFIDENCE_90).interval;
    double most = SL_TRAVEL_SIMILAR / 100.0;
    return interval.from > -most && interval.to < most;
}

enum sl_travel sl_travel_between(struct sl_share before, struct sl_share now) {
    if (before.of < SL_TRAVEL_LEAST || now.of < SL_TRAVEL_LEAST)
        return SL_TRAVEL_TOO_FEW;
    int surely = side(before, now, SL_CONFIDENCE_95);
    if (surely != 0)
        return surely > 0 ? SL_TRAVEL_IMPROVED : SL_TRAVEL_DECLINED;
    int possibly = side(before, now, SL_CONFIDENCE_80);
    if (possibly != 0)
        return possibly > 0 ? SL_TRAVEL_POSSIBLY_IMPROVED : SL_TRAVEL_POSSIBLY_DECLINED;
    return shown_similar(before, now) ? SL_TRAVEL_SIMILAR_SHOWN : SL_TRAVEL_NO_CLEAR_CHANGE;
}

int64_t sl_travel_smallest_rise(struct sl_share before) {
    for (int64_t rise = 1; before.n + rise <= before.of; rise++) {
        struct sl_share now = {before.n + rise, before.of};
        if (sl_travel_between(before, now) == SL_TRAVEL_IMPROVED)
            return rise;
    }
    return 0;
}

int sl_travel_smallest_points(int64_t of) {
    if (of < SL_TRAVEL_LEAST)
        return 0;
    int64_t rise = sl_travel_smallest_rise((struct sl_share){of / 2, of});
    return (int)sl_round_ratio(rise, of, 100, 0);
}

enum { POINTS_SIZE = 24 };

static char *signed_points(double share, int decimals, char out[POINTS_SIZE]) {
    int64_t scaled = sl_round_real(share * 100, decimals);
    const char *sign = scaled < 0 ? "\u2212" : scaled > 0 ? "+" : "";
    int64_t size = scaled < 0 ? -scaled : scaled;
    if (decimals == 0)
        snprintf(out, POINTS_SIZE, "%s%" PRId64, sign, size);
    else
        snprintf(out, POINTS_SIZE, "%s%" PRId64 ".%" PRId64, sign, size / 10, size % 10);
    return out;
}

/* In whole points, or in tenths where a whole point would show 0 as an end that leaves 0 out. */
static char *signed_interval(struct sl_share before, struct sl_share now,
                             enum sl_confidence confidence) {
    struct sl_interval interval = sl_proportion_difference(before, now, confidence).interval;
    struct sl_points whole = sl_interval_points(interval);
    bool leaves_out_0 = interval.from > 0 || interval.to < 0;
    int decimals = leaves_out_0 && (whole.from == 0 || whole.to == 0);
    char from[POINTS_SIZE], to[POINTS_SIZE];
    return sl_format("%s interval %s to %s points", sl_confidence_label(confidence),
                     signed_points(interval.from, decimals, from),
                     signed_points(interval.to, decimals, to));
}

static char *too_few_sentence(const char *counts, struct sl_share pooled) {
    if (pooled.of > 0)
        return sl_format("%s. A comparison needs at least %d in each period; the last 12 months "
                         "together hold %" PRId64 " of %" PRId64 ".",
                         counts, SL_TRAVEL_LEAST, pooled.n, pooled.of);
    return sl_format("%s. A comparison needs at least %d in each period; taking 12 months together "
                     "would help.",
                     counts, SL_TRAVEL_LEAST);
}

static char *no_clear_sentence(const char *counts, int change, const char *interval,
                               int64_t least) {
    return sl_format("%s, a difference of %d points. Chance alone gives as much (%s); with %" PRId64
                     " in a period, only a rise of about %d points or more would show.",
                     counts, abs(change), interval, least, sl_travel_smallest_points(least));
}

static char *moved_sentence(enum sl_travel travel, const char *counts, int change,
                            const char *interval) {
    bool sure = travel == SL_TRAVEL_IMPROVED || travel == SL_TRAVEL_DECLINED;
    return sl_format("%s, a %s of %d points. %s (%s).", counts, change < 0 ? "fall" : "rise",
                     abs(change),
                     sure ? "That is more than chance would explain"
                          : "It points one way but may still be chance",
                     interval);
}

static char *counts_of(struct sl_share share) {
    return share.of == 0 ? sl_copy("none")
                         : sl_format("%" PRId64 " of %" PRId64, share.n, share.of);
}

char *sl_travel_sentence(struct sl_share before, struct sl_share now, struct sl_share pooled) {
    enum sl_travel travel = sl_travel_between(before, now);
    SL_AUTO(sl_free) char *is = counts_of(now);
    SL_AUTO(sl_free) char *was = counts_of(before);
    SL_AUTO(sl_free)
    char *counts = sl_format("%s: %s now, %s before", names[travel].label, is, was);
    if (travel == SL_TRAVEL_TOO_FEW)
        return too_few_sentence(counts, pooled);
    bool similar = travel == SL_TRAVEL_SIMILAR_SHOWN;
    SL_AUTO(sl_free)
    char *interval = signed_interval(before, now, similar ? SL_CONFIDENCE_90 : SL_CONFIDENCE_95);
    if (similar)
        return sl_format("%s. Any real difference is smaller than %d points (%s).", counts,
                         SL_TRAVEL_SIMILAR, interval);
    int change = sl_proportion_change(before, now);
    if (travel == SL_TRAVEL_NO_CLEAR_CHANGE)
        return no_clear_sentence(counts, change, interval, now.of < before.of ? now.of : before.of);
    return moved_sentence(travel, counts, change, interval);
}
