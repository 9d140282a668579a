/*
 * base/round.h - the one place where a count becomes a rounded figure: half away from zero, on
 * whole numbers. 30 of 48 is 63 %.
 */
#pragma once
#include <stdint.h>

/* numerator / denominator times 10^decimals times unit, rounded; denominator > 0, decimals 0-9.
 * sl_round_ratio(30, 48, 100, 0) = 63; sl_round_ratio(30, 48, 100, 1) = 625. */
int64_t sl_round_ratio(int64_t numerator, int64_t denominator, int64_t unit, int decimals);
/* A real number (not NaN) to whole 10^-decimals, half away from zero; for interval bounds. */
int64_t sl_round_real(double value, int decimals);
/* "63 %" or "62.5 %", "-" when the denominator is 0; size of out at least 24. Returns out. */
char *sl_percent(int64_t numerator, int64_t denominator, int decimals, char *out);
