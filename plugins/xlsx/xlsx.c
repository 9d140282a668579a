#include "app/plugin.h"
#include "read.h"
#include "write.h"

static const struct sl_workbook_api workbook = {
    .format = "xlsx",
    .extension = ".xlsx",
    .write = xlsx_write,
    .read = xlsx_read,
};

const struct sl_plugin sightline_plugin = {
    .api = SL_PLUGIN_API,
    .size = sizeof(struct sl_plugin),
    .name = "xlsx",
    .workbook = &workbook,
};
