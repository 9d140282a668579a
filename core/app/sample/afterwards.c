#include "app/sample/inside.h"
#include "practice/account.h"
#include "practice/figure.h"

static const char actor[] = "shipped";

static enum sl_status add_figures(struct sl_sample_world *world, struct sl_error *err) {
    SL_AUTO(sl_free) char *path = sl_format("%s/county/figures.csv", world->schema_home);
    struct sl_figure_import import = {.path = path, .actor = actor};
    return sl_figure_import(world->store, &import, err);
}

static enum sl_status add_accounts(struct sl_sample_world *world, struct sl_error *err) {
    static const struct {
        const char *name, *staff;
        enum sl_role role;
    } accounts[] = {{"demo.auditor", "A001", SL_AUDITOR},
                    {"demo.lead", "", SL_QUALITY_LEAD},
                    {"demo.publisher", "", SL_PUBLISHER}};
    enum sl_status status = SL_OK;
    for (size_t i = 0; status == SL_OK && i < SL_COUNT(accounts); i++) {
        const struct sl_account account = {
            .name = accounts[i].name, .password = "sample-county", .staff = accounts[i].staff};
        const struct sl_grant grant = {.role = accounts[i].role, .reach = SL_REACH_ALL};
        status = sl_account_add(world->store, &account, actor, err);
        if (status == SL_OK)
            status = sl_account_grant(world->store, account.name, &grant, actor, err);
    }
    return status;
}

enum sl_status sl_sample_afterwards(struct sl_sample_world *world, struct sl_error *err) {
    enum sl_status status = add_accounts(world, err);
    if (status == SL_OK)
        status = sl_sample_flags(world, err);
    if (status == SL_OK)
        status = sl_sample_graded(world, err);
    if (status == SL_OK)
        status = sl_sample_actions(world, err);
    if (status == SL_OK)
        status = sl_sample_days(world, err);
    return status == SL_OK ? add_figures(world, err) : status;
}
