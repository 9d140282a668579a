#include "app/command.h"
#include "store/trail.h"

static enum sl_exit show_head(struct sl_app *app, const void *options) {
    (void)options;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    int64_t seq = 0;
    struct sl_hash head = {{0}};
    char hex[SL_HASH_SIZE];
    if (sl_app_enter(app, SL_VERB_TRAIL_READ, NULL, &store, &user, &err) != SL_OK ||
        sl_trail_head(store, &seq, &head, &err) != SL_OK)
        return sl_app_fail(app, &err);
    sl_hash_hex(&head, hex);
    if (sl_app_wants_json(app))
        sl_app_print_json(app, json_pack("{sIss}", "entries", (json_int_t)seq, "head", hex));
    else
        printf("%lld entries, head %s\n", (long long)seq, hex);
    return SL_DONE;
}

const struct sl_command sl_command_trail_head = {
    .words = "trail head",
    .json = true,
    .arguments = "",
    .summary = "The newest link of the trail's chain, to be printed or kept elsewhere",
    .run = show_head,
};
