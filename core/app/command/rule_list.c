#include "app/command.h"
#include "scoring/rule_version.h"

static enum sl_status add_version(void *context, const struct sl_rule_version *version,
                                  struct sl_error *err) {
    (void)err;
    if (!version->current)
        return SL_OK;
    json_array_append_new(context, json_pack("{sssssssIssssss}", "rule", version->rule, "title",
                                             version->title, "kind", version->kind, "version",
                                             (json_int_t)version->number, "publisher",
                                             version->publisher, "in_force_from",
                                             version->in_force_from, "hash", version->hash));
    return SL_OK;
}

static enum sl_exit list_rules(struct sl_app *app, const void *options) {
    (void)options;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    SL_AUTO(sl_json_drop) json_t *all = json_array();
    if (sl_app_store(app, &store, &err) != SL_OK ||
        sl_rule_version_each(store, NULL, add_version, all, &err) != SL_OK)
        return sl_app_fail(app, &err);
    if (sl_app_wants_json(app)) {
        sl_app_print_json(app, json_incref(all));
        return SL_DONE;
    }
    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *rule = json_array_get(all, i);
        printf("%-20s version %lld, in force from %s  %s\n", sl_json_text_or(rule, "rule", ""),
               (long long)sl_json_whole_or(rule, "version", 0),
               sl_json_text_or(rule, "in_force_from", ""), sl_json_text_or(rule, "title", ""));
    }
    return SL_DONE;
}

const struct sl_command sl_command_rule_list = {
    .words = "rule list",
    .json = true,
    .arguments = "",
    .summary = "The published rules",
    .run = list_rules,
};
