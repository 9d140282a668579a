#include "app/command.h"
#include "app/tools.h"
#include "store/query.h"

static enum sl_exit list_tools(struct sl_app *app, const void *options) {
    (void)options;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    if (sl_app_store(app, &store, &err) != SL_OK)
        return sl_app_fail(app, &err);
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "SELECT t.code, t.version, t.title, (SELECT count(*) FROM "
                                      "record r WHERE r.tool = t.code) FROM tool t ORDER BY t.code",
                                      &err);
    SL_AUTO(sl_json_drop) json_t *all = json_array();
    while (sl_query_next(&q)) {
        json_array_append_new(all, json_pack("{sssIsssI}", "code", sl_query_get_text(&q, 0),
                                             "version", (json_int_t)sl_query_get_int(&q, 1),
                                             "title", sl_query_get_text(&q, 2), "records",
                                             (json_int_t)sl_query_get_int(&q, 3)));
        if (!sl_app_wants_json(app))
            printf("%-8s version %lld  %7lld records  %s\n", sl_query_get_text(&q, 0),
                   (long long)sl_query_get_int(&q, 1), (long long)sl_query_get_int(&q, 3),
                   sl_query_get_text(&q, 2));
    }
    if (q.status != SL_OK)
        return sl_app_fail(app, &err);
    if (sl_app_wants_json(app))
        sl_app_print_json(app, json_incref(all));
    return SL_DONE;
}

const struct sl_command sl_command_tool_list = {
    .words = "tool list",
    .json = true,
    .arguments = "",
    .summary = "The audit tools of the store",
    .run = list_tools,
};
