#include "app/command.h"
#include "app/counts.h"

struct options {
    int64_t level;
};

static const struct sl_option newcombe_options[] = {{"level", "PERCENT", "80, 90, 95 or 99 (95)",
                                                     SL_OPTION_NUMBER,
                                                     offsetof(struct options, level)}};

static enum sl_exit newcombe(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    struct sl_share first, second;
    enum sl_confidence confidence = SL_CONFIDENCE_95;
    if (sl_counts_level(options->level, &confidence, &err) != SL_OK ||
        sl_counts_read(app, 0, &first, &err) != SL_OK ||
        sl_counts_read(app, 2, &second, &err) != SL_OK)
        return sl_app_fail(app, &err);
    if (first.of == 0 || second.of == 0) {
        sl_app_say(app, "a difference needs at least one case on each side");
        return SL_BAD_DATA;
    }
    struct sl_difference difference = sl_proportion_difference(second, first, confidence);
    if (sl_app_wants_json(app))
        sl_app_print_json(app, json_pack("{sfsfsf}", "difference", difference.difference, "low",
                                         difference.interval.from, "high", difference.interval.to));
    else
        printf("%lld of %lld less %lld of %lld: %.6f, %s interval %.6f to %.6f\n",
               (long long)first.n, (long long)first.of, (long long)second.n, (long long)second.of,
               difference.difference, sl_confidence_label(confidence), difference.interval.from,
               difference.interval.to);
    return SL_DONE;
}

const struct sl_command sl_command_stat_newcombe = {
    .words = "stat newcombe",
    .json = true,
    .arguments = "COUNT N COUNT N",
    .summary = "Newcombe interval of the difference of two shares, first less second",
    .least = 4,
    .most = 4,
    .options = newcombe_options,
    .option_count = SL_COUNT(newcombe_options),
    .options_size = sizeof(struct options),
    .run = newcombe,
};
