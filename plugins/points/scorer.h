/*
 * points/scorer.h - the plugin's scorer, as scoring/scorer.h asks for it.
 */
#pragma once
#include "scoring/scorer.h"

extern const struct sl_scorer_api sl_points_scorer;
