#include "app/county.h"
#include "app/engines.h"
#include "app/tools.h"
#include "practice/account.h"
#include "practice/list.h"
#include "practice/tool.h"
#include "scoring/shipping.h"
#include "store/query.h"
#include "store/trail.h"
#include <pwd.h>
#include <unistd.h>

static enum sl_status add_authority(struct sl_store *store, void *context, struct sl_error *err) {
    const struct sl_county *county = context;
    char id[SL_ID_SIZE];
    if (county->is_demo)
        sl_id_from_name("authority", county->name, id);
    else
        sl_id_new(id);
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "INSERT INTO authority (id, name, is_demo, demo_seed, "
                                      "made_at) VALUES (:id, :name, :demo, :seed, :at)",
                                      err);
    sl_query_text(&q, ":id", id);
    sl_query_text(&q, ":name", county->name);
    sl_query_int(&q, ":demo", county->is_demo);
    if (county->is_demo)
        sl_query_int(&q, ":seed", county->seed);
    else
        sl_query_null(&q, ":seed");
    sl_query_int(&q, ":at", sl_store_now(store));
    const struct sl_trail_entry entry = {
        .actor = SL_ACCOUNT_SHIPPED, .verb = "store.init", .object = id};
    return sl_query_run(&q) == SL_OK ? sl_trail_add(store, &entry, err) : q.status;
}

static enum sl_status add_first_account(struct sl_store *store, const struct sl_county *county,
                                        struct sl_error *err) {
    const struct passwd *entry = getpwuid(geteuid());
    const char *os_user = entry ? entry->pw_name : "administrator";
    const struct sl_account account = {
        .name = county->first_account ? county->first_account : os_user, .os_user = os_user};
    enum sl_status status = sl_account_add(store, &account, SL_ACCOUNT_SHIPPED, err);
    for (int role = 0; status == SL_OK && role < SL_ROLES; role++) {
        const struct sl_grant grant = {.role = (enum sl_role)role, .reach = SL_REACH_ALL};
        status = sl_account_grant(store, account.name, &grant, SL_ACCOUNT_SHIPPED, err);
    }
    return status;
}

static enum sl_status ship_rules(struct sl_app *app, struct sl_store *store, struct sl_error *err) {
    struct sl_engines engines = sl_app_engines(app);
    struct sl_rule_shipping shipping = {0};
    enum sl_status status =
        sl_rule_ship(store, &engines, sl_app_scripts(app), sl_app_told, app, &shipping, err);
    if (status == SL_OK && shipping.shipped == 0)
        sl_app_say(app, "no rules were added, since no plugin reads them; records are kept all "
                        "the same and shown as not scored");
    return status;
}

static enum sl_status fill(struct sl_app *app, const struct sl_county *county,
                           struct sl_error *err) {
    struct sl_store *store = NULL;
    const char *home = sl_app_schema(app);
    enum sl_status status = sl_app_store(app, &store, err);
    if (status == SL_OK && county->clock != 0)
        sl_store_fix_clock(store, county->clock);
    if (status == SL_OK)
        status = sl_account_add_shipped(store, err);
    if (status == SL_OK)
        status = sl_store_write(store, add_authority, (void *)(uintptr_t)county, err);
    if (status == SL_OK)
        status = sl_list_add_all(store, home, SL_ACCOUNT_SHIPPED, err);
    if (status == SL_OK)
        status = sl_tool_add_all(store, home, SL_ACCOUNT_SHIPPED, err);
    if (status == SL_OK)
        status = add_first_account(store, county, err);
    return status == SL_OK ? ship_rules(app, store, err) : status;
}

enum sl_status sl_county_make(struct sl_app *app, const struct sl_county *county,
                              struct sl_error *err) {
    const char *path = sl_app_options(app)->store;
    enum sl_status status = sl_store_create(path, sl_app_schema(app), err);
    if (status != SL_OK)
        return status;
    status = fill(app, county, err);
    if (status != SL_OK)
        unlink(path);
    return status;
}
