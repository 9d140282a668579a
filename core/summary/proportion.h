/*
 * summary/proportion.h - what a share of a sample can and cannot say: intervals of one proportion
 * and of the difference of two. Counts go in, real numbers between 0 and 1 come out; rounding
 * happens once, at the end, in whole percentage points.
 *
 * Wilson, E.B. (1927) Probable inference, the law of succession, and statistical inference. Journal
 * of the American Statistical Association 22, 209-212: the score interval, without continuity
 * correction.
 * Newcombe, R.G. (1998) Interval estimation for the difference between independent proportions:
 * comparison of eleven methods. Statistics in Medicine 17, 873-890: method 10, built from the two
 * Wilson intervals.
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

/* n of of; 0 <= n <= of. */
struct sl_share {
    int64_t n, of;
};

enum sl_confidence { SL_CONFIDENCE_80, SL_CONFIDENCE_90, SL_CONFIDENCE_95, SL_CONFIDENCE_99 };

struct sl_interval {
    double from, to; /* 0 to 1 for a share, -1 to 1 for a difference */
};

struct sl_difference {
    double difference;           /* the second share minus the first */
    struct sl_interval interval; /* of it */
};

/* Whole percentage points, half away from zero. */
struct sl_points {
    int from, to;
};

/* The normal deviate of a two-sided interval, exact to the last digit of a double: qnorm(0.90),
 * qnorm(0.95), qnorm(0.975), qnorm(0.995). */
double sl_confidence_deviate(enum sl_confidence confidence);
/* "95 %". */
const char *sl_confidence_label(enum sl_confidence confidence);
/* 80, 90, 95 or 99; false for another number, and *out stays. */
bool sl_confidence_of(int percent, enum sl_confidence *out);

/* 0 to 1 when of is 0: nothing is known. */
struct sl_interval sl_proportion_interval(struct sl_share share, enum sl_confidence confidence);
/* Both of at least 1. */
struct sl_difference sl_proportion_difference(struct sl_share before, struct sl_share now,
                                              enum sl_confidence confidence);

struct sl_points sl_interval_points(struct sl_interval interval);
/* now minus before in whole points, from the exact ratio of counts. */
int sl_proportion_change(struct sl_share before, struct sl_share now);
