#include "base/round.h"
#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { PERCENT_SIZE = 24, DECIMALS_MOST = 9 };

__extension__ typedef __int128 wide;

static int64_t power_of_ten(int decimals) {
    assert(decimals >= 0 && decimals <= DECIMALS_MOST);
    int64_t power = 1;
    while (decimals-- > 0)
        power *= 10;
    return power;
}

int64_t sl_round_ratio(int64_t numerator, int64_t denominator, int64_t unit, int decimals) {
    assert(denominator > 0);
    wide scaled;
    bool too_big = __builtin_mul_overflow((wide)numerator * unit, power_of_ten(decimals), &scaled);
    assert(!too_big);
    (void)too_big;
    wide whole = scaled / denominator, rest = scaled % denominator;
    if (rest < 0)
        rest = -rest;
    if (2 * rest >= denominator)
        whole += scaled < 0 ? -1 : 1;
    assert(whole >= INT64_MIN && whole <= INT64_MAX);
    return (int64_t)whole;
}

int64_t sl_round_real(double value, int decimals) {
    double scaled = value * (double)power_of_ten(decimals);
    assert(fabs(scaled) < 0x1p63);
    return llround(scaled);
}

char *sl_percent(int64_t numerator, int64_t denominator, int decimals, char *out) {
    if (denominator == 0)
        return strcpy(out, "-");
    int64_t parts = sl_round_ratio(numerator, denominator, 100, decimals);
    uint64_t left = parts < 0 ? 0 - (uint64_t)parts : (uint64_t)parts;
    char backwards[PERCENT_SIZE];
    size_t count = 0;
    for (int digit = 0; left > 0 || digit <= decimals; digit++, left /= 10) {
        if (digit == decimals && decimals > 0)
            backwards[count++] = '.';
        backwards[count++] = (char)('0' + left % 10);
    }
    if (parts < 0)
        backwards[count++] = '-';
    for (size_t i = 0; i < count; i++)
        out[i] = backwards[count - 1 - i];
    strcpy(out + count, " %");
    return out;
}
