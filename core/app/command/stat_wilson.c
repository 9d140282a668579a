#include "app/command.h"
#include "app/counts.h"

struct options {
    int64_t level;
};

static const struct sl_option wilson_options[] = {{"level", "PERCENT", "80, 90, 95 or 99 (95)",
                                                   SL_OPTION_NUMBER,
                                                   offsetof(struct options, level)}};

static enum sl_exit wilson(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    struct sl_share share;
    enum sl_confidence confidence = SL_CONFIDENCE_95;
    if (sl_counts_level(options->level, &confidence, &err) != SL_OK ||
        sl_counts_read(app, 0, &share, &err) != SL_OK)
        return sl_app_fail(app, &err);
    struct sl_interval interval = sl_proportion_interval(share, confidence);
    if (sl_app_wants_json(app))
        sl_app_print_json(app, json_pack("{sIsIsfsf}", "n", (json_int_t)share.n, "of",
                                         (json_int_t)share.of, "low", interval.from, "high",
                                         interval.to));
    else
        printf("%lld of %lld, %s interval %.6f to %.6f\n", (long long)share.n, (long long)share.of,
               sl_confidence_label(confidence), interval.from, interval.to);
    return SL_DONE;
}

const struct sl_command sl_command_stat_wilson = {
    .words = "stat wilson",
    .json = true,
    .arguments = "COUNT N",
    .summary = "Wilson interval of a share",
    .least = 2,
    .most = 2,
    .options = wilson_options,
    .option_count = SL_COUNT(wilson_options),
    .options_size = sizeof(struct options),
    .run = wilson,
};
