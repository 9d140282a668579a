#include "app/plugin.h"
#include "page.h"

static const struct sl_exporter_api exporter = {
    .format = "html",
    .extension = ".html",
    .media_type = "text/html; charset=utf-8",
    .write = html_write,
};

const struct sl_plugin sightline_plugin = {
    .api = SL_PLUGIN_API,
    .size = sizeof(struct sl_plugin),
    .name = "html",
    .exporter = &exporter,
};
