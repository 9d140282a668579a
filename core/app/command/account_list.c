#include "app/command.h"

static enum sl_status add_line(void *context, const struct sl_account_line *line,
                               struct sl_error *err) {
    (void)err;
    json_array_append_new(context, json_pack("{sssssssbsbsbss}", "name", line->name, "os_user",
                                             line->os_user, "staff", line->staff, "password",
                                             line->has_password, "can_sign_in", line->can_sign_in,
                                             "disabled", line->disabled, "grants", line->grants));
    return SL_OK;
}

static void print_account(const json_t *account) {
    printf("%-20s %-12s %s%s\n", sl_json_text_or(account, "name", ""),
           sl_json_text_or(account, "os_user", ""), sl_json_text_or(account, "grants", ""),
           sl_json_true(account, "disabled")      ? "  (disabled)"
           : sl_json_true(account, "can_sign_in") ? ""
                                                  : "  (can't sign in)");
}

static enum sl_exit list_accounts(struct sl_app *app, const void *options) {
    (void)options;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    SL_AUTO(sl_json_drop) json_t *all = json_array();
    if (sl_app_enter(app, SL_VERB_ACCOUNT_CHANGE, NULL, &store, &user, &err) != SL_OK ||
        sl_account_each(store, add_line, all, &err) != SL_OK)
        return sl_app_fail(app, &err);
    if (sl_app_wants_json(app)) {
        sl_app_print_json(app, json_incref(all));
        return SL_DONE;
    }
    for (size_t i = 0; i < json_array_size(all); i++)
        print_account(json_array_get(all, i));
    return SL_DONE;
}

const struct sl_command sl_command_account_list = {
    .words = "account list",
    .json = true,
    .arguments = "",
    .summary = "Who may do what",
    .run = list_accounts,
};
