#include "app/command.h"
#include "practice/record.h"
#include "scoring/slim_row.h"

static enum sl_exit rebuild(struct sl_app *app, const void *options) {
    (void)options;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    int64_t records = 0, slim = 0;
    if (sl_app_enter(app, SL_VERB_STORE_VERIFY, NULL, &store, &user, &err) != SL_OK ||
        sl_record_rebuild(store, &records, &err) != SL_OK ||
        sl_slim_rows_rebuild(store, &slim, &err) != SL_OK)
        return sl_app_fail(app, &err);
    printf("Answers and summary cells of %lld records are rebuilt.\n", (long long)records);
    if (slim > 0)
        printf("What rules remember of %lld records is made anew.\n", (long long)slim);
    return SL_DONE;
}

const struct sl_command sl_command_caches_rebuild = {
    .words = "caches rebuild",
    .arguments = "",
    .summary = "Makes the answer rows and summary cells anew from the records",
    .run = rebuild,
};
