#include "reporter.h"
#include "crew.h"
#include <stdlib.h>

struct sl_reporter {
    struct sl_lua_crew crew;
};

static enum sl_status open_reporter(const char *beside, struct sl_reporter **out,
                                    struct sl_error *err) {
    struct sl_reporter *reporter = sl_new(1, sizeof *reporter);
    enum sl_status status = sl_lua_crew_open(&reporter->crew, beside, err);
    if (status == SL_OK)
        *out = reporter;
    else
        free(reporter);
    return status;
}

static void close_reporter(struct sl_reporter *reporter) {
    if (reporter == NULL)
        return;
    sl_lua_crew_close(&reporter->crew);
    free(reporter);
}

static enum sl_status write_report(struct sl_reporter *reporter, const char *path,
                                   struct sl_text source, struct sl_text figures, char **document,
                                   struct sl_error *err) {
    SL_AUTO(sl_lua_request_drop) struct sl_lua_request request = {0};
    sl_lua_request_add(&request, SL_LUA_SOURCE, path, source);
    sl_lua_request_add(&request, SL_LUA_FIGURES, "", figures);
    return sl_lua_member_ask(&reporter->crew, &reporter->crew.members[0], SL_LUA_REPORT, &request,
                             path, document, err);
}

const struct sl_reporter_api sl_lua_reporter = {
    .language = "lua",
    .extension = ".lua",
    .open = open_reporter,
    .close = close_reporter,
    .write = write_report,
};
