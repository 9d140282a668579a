#include "app/sample/rules.h"
#include "app/engines.h"
#include "base/memory.h"
#include "scoring/publication.h"

static const char changed_rule[] = "overall.standard";
enum { COVERAGE = 75 };

enum sl_status sl_sample_rules(struct sl_app *app, struct sl_store *store, struct sl_error *err) {
    struct sl_engine engine;
    struct sl_error none = {0};
    int64_t number = 0;
    SL_AUTO(sl_rule_drop) struct sl_rule *first = NULL;
    SL_AUTO(sl_rule_drop) struct sl_rule *second = NULL;
    if (sl_app_rule(app, changed_rule, 0, &first, &engine, &none) != SL_OK)
        return SL_OK;
    struct sl_shelf shelf = sl_app_shelf(app, store);
    SL_AUTO(sl_json_drop) json_t *settings = json_deep_copy(sl_rule_header(first)->settings);
    json_object_set_new(settings, "coverage", json_integer(COVERAGE));
    enum sl_status status = sl_rule_from_source(
        &engine, &shelf, changed_rule, sl_rule_for_scorer(first)->source, settings, &second, err);
    if (status == SL_OK)
        status = sl_rule_draft(store, second, "demo.lead",
                               "Short audits leave small domains out; agreed at moderation",
                               &number, err);
    if (status == SL_OK)
        status = sl_rule_propose(store, &engine, changed_rule, number, "demo.lead",
                                 "The moderation group of August 2025", NULL, err);
    if (status == SL_OK)
        status = sl_rule_publish(store, &engine, changed_rule, number, "demo.publisher", NULL,
                                 sl_day_of(2025, 9, 1), err);
    return status;
}
