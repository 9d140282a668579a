#include "app/command.h"
#include "app/county.h"
#include "app/progress.h"
#include "app/sample/county.h"
#include "app/sample/rules.h"

struct options {
    int64_t reviews, seed;
};

static const struct sl_option demo_options[] = {
    {"reviews", "N", "How many standard audits (45 a month)", SL_OPTION_NUMBER,
     offsetof(struct options, reviews)},
    {"seed", "N", "Another county", SL_OPTION_NUMBER, offsetof(struct options, seed)}};

static enum sl_exit demo(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    if (!sl_app_store_path(app))
        return SL_USAGE;
    struct sl_progress bar = sl_progress_begin("Making the sample county", 0);
    struct sl_sample sample = {.seed = options->seed ? (uint64_t)options->seed : SL_SAMPLE_SEED,
                               .reviews = options->reviews,
                               .progress = sl_progress_told,
                               .context = &bar};
    const struct sl_county county = {.name = "Sample County",
                                     .is_demo = true,
                                     .seed = (int64_t)sample.seed,
                                     .clock = (int64_t)sl_day_of(2024, 7, 1) * 86400000};
    if (sl_county_make(app, &county, &err) != SL_OK || sl_app_store(app, &store, &err) != SL_OK)
        return sl_app_fail(app, &err);
    enum sl_status status = sl_sample_make(store, sl_app_schema(app), &sample, &err);
    sl_progress_end(&bar);
    if (status == SL_OK)
        status = sl_sample_rules(app, store, &err);
    if (status != SL_OK)
        return sl_app_fail(app, &err);
    if (sl_app_wants_json(app))
        sl_app_print_json(app,
                          json_pack("{sssIsI}", "store", sl_app_store_path(app), "records",
                                    (json_int_t)sample.records, "seed", (json_int_t)sample.seed));
    else
        printf("%s is an invented county: %lld records of two years (seed %lld).\n",
               sl_app_store_path(app), (long long)sample.records, (long long)sample.seed);
    return SL_DONE;
}

const struct sl_command sl_command_demo = {
    .words = "demo",
    .json = true,
    .arguments = "",
    .summary = "Makes a store with the sample county, to try everything on",
    .options = demo_options,
    .option_count = SL_COUNT(demo_options),
    .options_size = sizeof(struct options),
    .run = demo,
};
