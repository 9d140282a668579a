#include "base/random.h"
#include <assert.h>

static uint64_t turned(uint64_t bits, int by) {
    return bits << by | bits >> (64 - by);
}

static uint64_t split_mix(uint64_t *state) {
    uint64_t z = *state += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

struct sl_random sl_random_seeded(uint64_t seed) {
    struct sl_random random;
    for (int i = 0; i < 4; i++)
        random.state[i] = split_mix(&seed);
    return random;
}

uint64_t sl_random_next(struct sl_random *random) {
    uint64_t *s = random->state;
    uint64_t result = turned(s[1] * 5, 7) * 9, kept = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= kept;
    s[3] = turned(s[3], 45);
    return result;
}

uint64_t sl_random_below(struct sl_random *random, uint64_t bound) {
    assert(bound > 0);
    uint64_t uneven = (0 - bound) % bound, drawn;
    do
        drawn = sl_random_next(random);
    while (drawn < uneven);
    return drawn % bound;
}

int sl_random_chance(struct sl_random *random, uint64_t parts, uint64_t whole) {
    return sl_random_below(random, whole) < parts;
}
