#include "app/plugin.h"
#include "scorer.h"

const struct sl_plugin sightline_plugin = {
    .api = SL_PLUGIN_API,
    .size = sizeof(struct sl_plugin),
    .name = "points",
    .scorer = &sl_points_scorer,
};
