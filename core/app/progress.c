#include "app/progress.h"
#include "base/day.h"
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

enum { QUIET_MS = 1000, EVERY_MS = 200 };

struct sl_progress sl_progress_begin(const char *doing, int64_t total) {
    return (struct sl_progress){.doing = doing, .total = total, .started = sl_instant_now()};
}

void sl_progress_at(struct sl_progress *progress, int64_t done) {
    int64_t now = sl_instant_now();
    if (now - progress->started < QUIET_MS || now - progress->told < EVERY_MS ||
        !isatty(STDERR_FILENO))
        return;
    progress->told = now;
    if (progress->total > 0)
        fprintf(stderr, "\r%s: %" PRId64 " of %" PRId64 "\033[K", progress->doing, done,
                progress->total);
    else
        fprintf(stderr, "\r%s: %" PRId64 "\033[K", progress->doing, done);
}

bool sl_progress_told(void *bar, int64_t done, int64_t total) {
    struct sl_progress *progress = bar;
    progress->total = total;
    sl_progress_at(progress, done);
    return true;
}

void sl_progress_end(struct sl_progress *progress) {
    if (progress->told > 0)
        fputs("\r\033[K", stderr);
}
