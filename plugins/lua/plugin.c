#include "app/plugin.h"
#include "reporter.h"
#include "scorer.h"

__attribute__((visibility("default"))) const struct sl_plugin sightline_plugin = {
    .api = SL_PLUGIN_API,
    .size = sizeof(struct sl_plugin),
    .name = "lua",
    .scorer = &sl_lua_scorer,
    .reporter = &sl_lua_reporter,
};
