/*
 * summary/wording.h - words for shares, bound to bands, so that "most" means the same in every
 * paper: all, almost all (at least 9 in 10), most (more than two thirds), more than half, half,
 * fewer than half, some (fewer than a third), few (at most 1 in 10), none. Below 10 cases there are
 * counts and no words. The bands are ours.
 */
#pragma once
#include "summary/proportion.h"

/* "most"; "" below 10 cases. */
const char *sl_wording_of(struct sl_share share);
/* One sentence that tells the bands, for the annex. */
const char *sl_wording_bands(void);
