/*
 * base/random.h - repeatable chance for draws, resamples and the sample county: xoshiro256**
 * (Blackman and Vigna 2018) seeded by SplitMix64. The algorithm's name is stored beside every seed.
 */
#pragma once
#include <stdint.h>

#define SL_RANDOM_NAME "xoshiro256**"

struct sl_random {
    uint64_t state[4];
};

struct sl_random sl_random_seeded(uint64_t seed);
uint64_t sl_random_next(struct sl_random *random);
/* 0 <= result < bound, unbiased; bound > 0. */
uint64_t sl_random_below(struct sl_random *random, uint64_t bound);
/* True in parts of whole cases, e.g. (12, 100); whole > 0. */
int sl_random_chance(struct sl_random *random, uint64_t parts, uint64_t whole);
