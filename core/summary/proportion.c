#include "summary/proportion.h"
#include "base/round.h"
#include <assert.h>
#include <math.h>
#include <stddef.h>

static const struct {
    int percent;
    double deviate;
    const char *label;
} levels[] = {
    [SL_CONFIDENCE_80] = {80, 1.2815515655446004, "80 %"},
    [SL_CONFIDENCE_90] = {90, 1.6448536269514722, "90 %"},
    [SL_CONFIDENCE_95] = {95, 1.9599639845400545, "95 %"},
    [SL_CONFIDENCE_99] = {99, 2.5758293035489004, "99 %"},
};

double sl_confidence_deviate(enum sl_confidence confidence) {
    return levels[confidence].deviate;
}

const char *sl_confidence_label(enum sl_confidence confidence) {
    return levels[confidence].label;
}

bool sl_confidence_of(int percent, enum sl_confidence *out) {
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        if (levels[i].percent != percent)
            continue;
        *out = (enum sl_confidence)i;
        return true;
    }
    return false;
}

static double ratio(struct sl_share share) {
    assert(share.n >= 0 && share.n <= share.of && share.of > 0);
    return (double)share.n / (double)share.of;
}

struct sl_interval sl_proportion_interval(struct sl_share share, enum sl_confidence confidence) {
    if (share.of == 0)
        return (struct sl_interval){0, 1};
    double p = ratio(share);
    double of = (double)share.of;
    double z = levels[confidence].deviate;
    double divisor = 1 + z * z / of;
    double middle = p + z * z / (2 * of);
    double half = z * sqrt(p * (1 - p) / of + z * z / (4 * of * of));
    struct sl_interval interval = {(middle - half) / divisor, (middle + half) / divisor};
    if (share.n == 0)
        interval.from = 0; /* what the formula gives but for the last bit */
    if (share.n == share.of)
        interval.to = 1;
    return interval;
}

struct sl_difference sl_proportion_difference(struct sl_share before, struct sl_share now,
                                              enum sl_confidence confidence) {
    struct sl_interval was = sl_proportion_interval(before, confidence);
    struct sl_interval is = sl_proportion_interval(now, confidence);
    double p1 = ratio(now);
    double p2 = ratio(before);
    double difference = p1 - p2;
    return (struct sl_difference){
        difference,
        {difference - hypot(p1 - is.from, was.to - p2),
         difference + hypot(is.to - p1, p2 - was.from)},
    };
}

struct sl_points sl_interval_points(struct sl_interval interval) {
    return (struct sl_points){(int)sl_round_real(interval.from * 100, 0),
                              (int)sl_round_real(interval.to * 100, 0)};
}

int sl_proportion_change(struct sl_share before, struct sl_share now) {
    assert(before.of > 0 && now.of > 0);
    return (int)sl_round_ratio(now.n * before.of - before.n * now.of, now.of * before.of, 100, 0);
}
