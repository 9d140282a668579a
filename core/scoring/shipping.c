#include "scoring/shipping.h"
#include "base/file.h"
#include "scoring/rule_write.h"
#include "store/query.h"

static enum sl_status ship_version(struct sl_store *store, void *context, struct sl_error *err) {
    struct sl_rule_drafting *draft = context;
    enum sl_status status = sl_rule_write_draft(store, draft, err);
    if (status != SL_OK)
        return status;
    struct sl_rule_publishing p = {.rule = draft->rule,
                                   .publisher = SL_RULE_SHIPPED,
                                   .verb = "rule.ship",
                                   .why = draft->why,
                                   .version_no = draft->version_no,
                                   .in_force_from = SL_DAY_NONE};
    return sl_rule_write_publication(store, &p, err);
}

struct shipment {
    struct sl_store *store;
    const struct sl_engines *engines;
    struct sl_shelf shelf;
    const char *folder;
    void (*told)(void *context, const char *sentence);
    void *context;
    struct sl_rule_shipping *out;
};

static enum sl_status is_known(struct sl_store *store, const char *code, bool *out,
                               struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store, "SELECT code FROM rule WHERE code = :code", err);
    sl_query_text(&q, ":code", code);
    *out = sl_query_next(&q);
    return q.status;
}

static enum sl_status ship_rule(struct shipment *shipment, const struct sl_engine *engine,
                                const struct sl_rule *rule, struct sl_error *err) {
    bool known = false;
    enum sl_status status = is_known(shipment->store, sl_rule_header(rule)->code, &known, err);
    if (status != SL_OK)
        return status;
    if (known) {
        shipment->out->known++;
        return SL_OK;
    }
    struct sl_rule_drafting draft;
    status = sl_rule_check(rule, engine, &shipment->shelf, NULL, NULL, NULL, err);
    if (status == SL_OK)
        status = sl_rule_begin_draft(rule, SL_RULE_SHIPPED, "", &draft, err);
    if (status == SL_OK)
        status = sl_store_write(shipment->store, ship_version, &draft, err);
    if (status == SL_OK)
        shipment->out->shipped++;
    return status;
}

static enum sl_status ship_file(void *context, const char *name, struct sl_error *err) {
    struct shipment *shipment = context;
    SL_AUTO(sl_free) char *path = sl_format("%s/%s", shipment->folder, name);
    const char *language = shipment->engines->language_of(shipment->engines->context, path);
    if (language == NULL)
        return SL_OK;
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = NULL;
    struct sl_engine engine;
    struct sl_error fault = {0};
    enum sl_status status =
        shipment->engines->find(shipment->engines->context, language, &engine, &fault);
    if (status == SL_OK)
        status = sl_rule_from_file(&engine, &shipment->shelf, path, &rule, &fault);
    if (status == SL_OK)
        status = ship_rule(shipment, &engine, rule, &fault);
    if (status == SL_OK)
        return SL_OK;
    if (status == SL_STORE)
        return sl_fail(err, status, fault.field, "%s", fault.text);
    shipment->out->faulty++;
    if (shipment->told != NULL)
        shipment->told(shipment->context, fault.text);
    return SL_OK;
}

enum sl_status sl_rule_ship(struct sl_store *store, const struct sl_engines *engines,
                            const char *scripts_home,
                            void (*told)(void *context, const char *sentence), void *context,
                            struct sl_rule_shipping *out, struct sl_error *err) {
    SL_AUTO(sl_free) char *folder = sl_format("%s/rules", scripts_home);
    struct sl_rule_shipping counts = {0};
    struct shipment shipment = {.store = store,
                                .engines = engines,
                                .shelf = {.store = store, .scripts_home = scripts_home},
                                .folder = folder,
                                .told = told,
                                .context = context,
                                .out = &counts};
    enum sl_status status = sl_file_each(folder, ship_file, &shipment, err);
    if (status == SL_OK && out != NULL)
        *out = counts;
    return status;
}
