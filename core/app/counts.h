/*
 * app/counts.h - counts typed on the command line for the calculators.
 */
#pragma once
#include "app/app.h"
#include "summary/proportion.h"

/* The arguments at and at + 1 as "COUNT N". Errors: SL_INVALID naming what is allowed. */
enum sl_status sl_counts_read(const struct sl_app *app, int at, struct sl_share *out,
                              struct sl_error *err);
/* 0 leaves *out. Errors: SL_INVALID. */
enum sl_status sl_counts_level(int64_t percent, enum sl_confidence *out, struct sl_error *err);
