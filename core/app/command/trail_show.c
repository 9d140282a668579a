#include "app/command.h"
#include "store/query.h"
#include <time.h>

struct options {
    const char *object, *actor, *verb;
    int64_t limit;
};

static const struct sl_option show_options[] = {
    {"object", "ID", "Only about this thing", SL_OPTION_TEXT, offsetof(struct options, object)},
    {"actor", "NAME", "Only by this account", SL_OPTION_TEXT, offsetof(struct options, actor)},
    {"verb", "VERB", "Only this deed, such as record.save", SL_OPTION_TEXT,
     offsetof(struct options, verb)},
    {"limit", "N", "The newest N entries (50)", SL_OPTION_NUMBER, offsetof(struct options, limit)}};

static const char *instant_words(int64_t instant, char out[32]) {
    time_t seconds = (time_t)(instant / 1000);
    struct tm parts;
    gmtime_r(&seconds, &parts);
    strftime(out, 32, "%Y-%m-%d %H:%M:%S", &parts);
    return out;
}

static enum sl_exit show_trail(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    if (sl_app_enter(app, SL_VERB_TRAIL_READ, NULL, &store, &user, &err) != SL_OK)
        return sl_app_fail(app, &err);
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT seq, at, actor, verb, object FROM trail WHERE (:object = '' OR object = :object) "
        "AND (:actor = '' OR actor = :actor) AND (:verb = '' OR verb = :verb) "
        "ORDER BY seq DESC LIMIT :limit",
        &err);
    sl_query_text(&q, ":object", options->object ? options->object : "");
    sl_query_text(&q, ":actor", options->actor ? options->actor : "");
    sl_query_text(&q, ":verb", options->verb ? options->verb : "");
    sl_query_int(&q, ":limit", options->limit > 0 ? options->limit : 50);
    SL_AUTO(sl_json_drop) json_t *all = json_array();
    char at[32];
    while (sl_query_next(&q)) {
        instant_words(sl_query_get_int(&q, 1), at);
        json_array_append_new(
            all, json_pack("{sIssssssss}", "seq", (json_int_t)sl_query_get_int(&q, 0), "at", at,
                           "actor", sl_query_get_text(&q, 2), "verb", sl_query_get_text(&q, 3),
                           "object", sl_query_get_text(&q, 4)));
        if (!sl_app_wants_json(app))
            printf("%8lld  %s  %-16s %-18s %s\n", (long long)sl_query_get_int(&q, 0), at,
                   sl_query_get_text(&q, 2), sl_query_get_text(&q, 3), sl_query_get_text(&q, 4));
    }
    if (q.status != SL_OK)
        return sl_app_fail(app, &err);
    if (sl_app_wants_json(app))
        sl_app_print_json(app, json_incref(all));
    return SL_DONE;
}

const struct sl_command sl_command_trail_show = {
    .words = "trail show",
    .json = true,
    .arguments = "",
    .summary = "Who did what, newest first",
    .options = show_options,
    .option_count = SL_COUNT(show_options),
    .options_size = sizeof(struct options),
    .run = show_trail,
};
