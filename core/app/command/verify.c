#include "store/verify.h"
#include "app/command.h"
#include "practice/record.h"
#include "scoring/score.h"
#include "scoring/slim_row.h"

struct telling {
    struct sl_app *app;
    json_t *checks;
    int faults;
};

static void told(void *context, const char *name, enum sl_status status, const char *note) {
    struct telling *telling = context;
    telling->faults += status != SL_OK;
    json_array_append_new(telling->checks, json_pack("{sssbss}", "check", name, "holds",
                                                     status == SL_OK, "note", note ? note : ""));
    if (!sl_app_wants_json(telling->app))
        printf("%-10s %-8s %s\n", name, status == SL_OK ? "holds" : "FAILS", note ? note : "");
}

static enum sl_exit verify(struct sl_app *app, const void *options) {
    (void)options;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    if (sl_app_enter(app, SL_VERB_STORE_VERIFY, NULL, &store, &user, &err) != SL_OK)
        return sl_app_fail(app, &err);
    struct telling telling = {.app = app, .checks = json_array()};
    const struct sl_verify_check *const all[] = {sl_store_checks, sl_record_checks, sl_score_checks,
                                                 sl_slim_row_checks};
    enum sl_status worst = SL_OK;
    for (size_t i = 0; i < SL_COUNT(all); i++) {
        enum sl_status status =
            sl_verify_run(store, all[i], told, &telling, worst == SL_OK ? &err : NULL);
        worst = worst == SL_OK ? status : worst;
    }
    if (sl_app_wants_json(app))
        sl_app_print_json(app,
                          json_pack("{sbsO}", "clean", worst == SL_OK, "checks", telling.checks));
    json_decref(telling.checks);
    if (worst != SL_OK && worst != SL_INVALID)
        return sl_app_fail(app, &err);
    if (worst != SL_OK)
        sl_app_say(app, "%s", err.text);
    else if (!sl_app_wants_json(app))
        puts("Everything holds.");
    return worst == SL_OK ? SL_DONE : SL_FINDINGS;
}

const struct sl_command sl_command_verify = {
    .words = "verify",
    .json = true,
    .arguments = "",
    .summary = "Is the store whole, its trail unbroken, its caches as rebuilt?",
    .run = verify,
};
