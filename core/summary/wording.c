#include "summary/wording.h"
#include "summary/travel.h"

const char *sl_wording_of(struct sl_share share) {
    int64_t n = share.n, of = share.of;
    if (of < SL_TRAVEL_LEAST)
        return "";
    if (n == of)
        return "all";
    if (10 * n >= 9 * of)
        return "almost all";
    if (3 * n > 2 * of)
        return "most";
    if (2 * n >= of)
        return 2 * n == of ? "half" : "more than half";
    if (3 * n >= of)
        return "fewer than half";
    if (n == 0)
        return "none";
    return 10 * n <= of ? "few" : "some";
}

const char *sl_wording_bands(void) {
    return "Words for shares: almost all is at least 9 in 10, most more than two thirds, fewer "
           "than "
           "half at least one third, some fewer than a third, few at most 1 in 10; below 10 cases "
           "only counts are given.";
}
