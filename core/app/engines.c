#include "app/engines.h"
#include "base/file.h"

static enum sl_status find(void *context, const char *language, struct sl_engine *out,
                           struct sl_error *err) {
    return sl_plugins_scorer(sl_app_plugins(context), language, &out->api, &out->scorer, err);
}

static enum sl_status fresh(void *context, const char *language, struct sl_engine *out,
                            struct sl_error *err) {
    return sl_plugins_fresh_scorer(sl_app_plugins(context), language, &out->api, &out->scorer, err);
}

static const char *language_of(void *context, const char *path) {
    return sl_plugins_language(sl_app_plugins(context), path);
}

struct sl_engines sl_app_engines(struct sl_app *app) {
    return (struct sl_engines){
        .find = find, .fresh = fresh, .language_of = language_of, .context = app};
}

bool sl_app_has_store(struct sl_app *app) {
    const char *store = sl_app_options(app)->store;
    return store != NULL && sl_file_exists(store);
}

struct sl_shelf sl_app_shelf(struct sl_app *app, struct sl_store *store) {
    return (struct sl_shelf){.store = store,
                             .schema_home = store ? NULL : sl_app_schema(app),
                             .scripts_home = sl_app_scripts(app)};
}

enum sl_status sl_app_rule(struct sl_app *app, const char *word, int64_t number,
                           struct sl_rule **rule, struct sl_engine *engine, struct sl_error *err) {
    const char *language = language_of(app, word);
    struct sl_store *store = NULL;
    enum sl_status status = SL_OK;
    if (!language || sl_app_has_store(app))
        status = sl_app_store(app, &store, err);
    if (status != SL_OK)
        return status;
    if (!language) {
        status = sl_rule_from_store(store, word, number, rule, err);
        if (status == SL_NOT_FOUND && sl_file_exists(word))
            return sl_fail(err, SL_NOT_FOUND, "rule", "%s: no plugin reads such a rule", word);
        return status == SL_OK && engine ? find(app, sl_rule_language(*rule), engine, err) : status;
    }
    struct sl_shelf shelf = sl_app_shelf(app, store);
    struct sl_engine reader;
    status = find(app, language, &reader, err);
    if (status == SL_OK && engine)
        *engine = reader;
    return status == SL_OK ? sl_rule_from_file(&reader, &shelf, word, rule, err) : status;
}
