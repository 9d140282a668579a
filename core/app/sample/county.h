/*
 * app/sample/county.h - the sample county: an invented authority with 24 months of audits, themed
 * audits, practice days, feedback, plans, moderations and actions, made from one seed. The same
 * seed and size give the same store. Words and planted trends come from schema/county; what was
 * planted is told in docs/sample-county.md.
 */
#pragma once
#include "app/app.h"

enum { SL_SAMPLE_SEED = 20240701 };

struct sl_sample {
    uint64_t seed;
    int64_t reviews; /* standard audits; 0: 45 a month */
    bool (*progress)(void *context, int64_t done, int64_t total); /* false stops */
    void *context;
    int64_t records; /* out */
};

/* Into a store that sl_county_make() made. Errors: SL_IO, SL_INVALID (a file of schema/county),
 * SL_STORE, SL_END (stopped). */
enum sl_status sl_sample_make(struct sl_store *store, const char *schema_home,
                              struct sl_sample *sample, struct sl_error *err);
