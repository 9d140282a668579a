#include "app/command.h"
#include "practice/list.h"
#include <string.h>

static enum sl_exit show_list(struct sl_app *app, const void *options) {
    (void)options;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    SL_AUTO(sl_list_drop) struct sl_list *list = NULL;
    if (sl_app_store(app, &store, &err) != SL_OK ||
        sl_list_load(store, sl_app_argument(app, 0), 0, &list, &err) != SL_OK)
        return sl_app_fail(app, &err);
    json_t *json = NULL;
    const char *text = sl_list_json(list);
    if (sl_json_parse(sl_list_name(list), text, strlen(text), &json, &err) != SL_OK)
        return sl_app_fail(app, &err);
    if (sl_app_wants_json(app) || sl_list_kind(list) != SL_LIST_ENTRIES) {
        sl_app_print_json(app, json);
        return SL_DONE;
    }
    json_decref(json);
    printf("%s, version %lld: %s\n", sl_list_name(list), (long long)sl_list_version(list),
           sl_list_title(list));
    for (size_t i = 0; i < sl_list_count(list); i++)
        printf("  %-28s %s\n", sl_list_at(list, i)->code, sl_list_at(list, i)->label);
    return SL_DONE;
}

const struct sl_command sl_command_list_show = {
    .words = "list show",
    .json = true,
    .arguments = "LIST",
    .summary = "The entries of a list",
    .least = 1,
    .most = 1,
    .run = show_list,
};
