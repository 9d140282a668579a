#include "app/command.h"
#include "scoring/publication.h"

static enum sl_status add_move(void *context, const struct sl_rule_move *move,
                               struct sl_error *err) {
    (void)err;
    json_array_append_new(context,
                          json_pack("{ss sI sI ss ss ss}", "rule", move->rule, "version",
                                    (json_int_t)move->number, "before", (json_int_t)move->before,
                                    "day", move->day, "why", move->why, "by", move->actor));
    return SL_OK;
}

static void print_move(const json_t *move) {
    char words[32];
    sl_day day = SL_DAY_NONE;
    int64_t before = sl_json_whole_or(move, "before", 0);
    int64_t version = sl_json_whole_or(move, "version", 0);
    sl_day_parse(sl_json_text_or(move, "day", ""), &day, NULL);
    printf("%s: version %lld %s, by %s. %s\n", sl_day_words(day, words, sizeof words),
           (long long)version, before > version ? "again, the rule went back" : "came into force",
           sl_json_text_or(move, "by", ""), sl_json_text_or(move, "why", ""));
}

static enum sl_exit show_history(struct sl_app *app, const void *options) {
    (void)options;
    const char *code = sl_app_argument(app, 0);
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = NULL;
    SL_AUTO(sl_json_drop) json_t *moves = json_array();
    if (sl_app_store(app, &store, &err) != SL_OK ||
        sl_rule_from_store(store, code, 0, &rule, &err) != SL_OK ||
        sl_rule_move_each(store, code, add_move, moves, &err) != SL_OK)
        return sl_app_fail(app, &err);
    if (sl_app_wants_json(app)) {
        sl_app_print_json(app, json_incref(moves));
        return SL_DONE;
    }
    for (size_t i = 0; i < json_array_size(moves); i++)
        print_move(json_array_get(moves, i));
    return SL_DONE;
}

const struct sl_command sl_command_rule_history = {
    .words = "rule history",
    .json = true,
    .arguments = "RULE",
    .summary = "When which version of a rule came into force, why, and who decided",
    .least = 1,
    .most = 1,
    .run = show_history,
};
