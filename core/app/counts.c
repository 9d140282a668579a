#include "app/counts.h"
#include <stdlib.h>

static enum sl_status whole(const char *text, int64_t *out, struct sl_error *err) {
    char *end = NULL;
    long long number = strtoll(text, &end, 10);
    if (end == text || *end || number < 0 || number > 1000000000000)
        return sl_fail(err, SL_INVALID, "count", "\"%.40s\" is no whole number from 0", text);
    *out = number;
    return SL_OK;
}

enum sl_status sl_counts_read(const struct sl_app *app, int at, struct sl_share *out,
                              struct sl_error *err) {
    struct sl_share share = {0};
    enum sl_status status = whole(sl_app_argument(app, at), &share.n, err);
    if (status == SL_OK)
        status = whole(sl_app_argument(app, at + 1), &share.of, err);
    if (status == SL_OK && share.n > share.of)
        return sl_fail(err, SL_INVALID, "count", "%lld of %lld is more than all of them",
                       (long long)share.n, (long long)share.of);
    if (status == SL_OK)
        *out = share;
    return status;
}

enum sl_status sl_counts_level(int64_t percent, enum sl_confidence *out, struct sl_error *err) {
    if (percent != 0 && !sl_confidence_of((int)percent, out))
        return sl_fail(err, SL_INVALID, "level", "the level is 80, 90, 95 or 99, not %lld",
                       (long long)percent);
    return SL_OK;
}
