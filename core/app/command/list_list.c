#include "app/command.h"
#include "store/query.h"

static enum sl_exit list_lists(struct sl_app *app, const void *options) {
    (void)options;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    if (sl_app_store(app, &store, &err) != SL_OK)
        return sl_app_fail(app, &err);
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT list, max(version), kind FROM list_version GROUP BY list, kind ORDER BY list",
        &err);
    json_t *all = json_array();
    while (sl_query_next(&q)) {
        json_array_append_new(all, json_pack("{sssIss}", "list", sl_query_get_text(&q, 0),
                                             "version", (json_int_t)sl_query_get_int(&q, 1), "kind",
                                             sl_query_get_text(&q, 2)));
        if (!sl_app_wants_json(app))
            printf("%-24s version %lld  %s\n", sl_query_get_text(&q, 0),
                   (long long)sl_query_get_int(&q, 1), sl_query_get_text(&q, 2));
    }
    if (sl_app_wants_json(app) && q.status == SL_OK)
        sl_app_print_json(app, json_incref(all));
    json_decref(all);
    return q.status == SL_OK ? SL_DONE : sl_app_fail(app, &err);
}

const struct sl_command sl_command_list_list = {
    .words = "list list",
    .json = true,
    .arguments = "",
    .summary = "The lists of the store: themes, reasons, phrase sets, holidays",
    .run = list_lists,
};
