#include "app/plugin.h"
#include "pack.h"

static const struct sl_exporter_api raw_exporter = {
    .format = "csv-raw",
    .extension = ".csv",
    .media_type = "text/csv; charset=utf-8",
    .write = pack_write_raw,
};

static const struct sl_exporter_api exporter = {
    .format = "csv",
    .extension = ".csv",
    .media_type = "text/csv; charset=utf-8",
    .write = pack_write,
    .also = &raw_exporter,
};

const struct sl_plugin sightline_plugin = {
    .api = SL_PLUGIN_API,
    .size = sizeof(struct sl_plugin),
    .name = "csv",
    .exporter = &exporter,
};
