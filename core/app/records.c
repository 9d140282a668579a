#include "app/records.h"
#include "base/memory.h"
#include "store/query.h"
#include <string.h>

static enum sl_status not_there(const char *word, struct sl_error *err) {
    return sl_fail(
        err, SL_NOT_FOUND, "record",
        "there is no record \"%.40s\" that you may see; record list shows the ones there "
        "are",
        word);
}

static enum sl_status find(struct sl_store *store, const char *word, int64_t *record_no,
                           struct sl_error *err) {
    bool last = strcmp(word, "last") == 0;
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "SELECT record_no FROM record WHERE :last = 1 OR (id >= :from AND id < :to) "
                      "ORDER BY record_no DESC LIMIT 2",
                      err);
    SL_AUTO(sl_free) char *to = sl_format("%s~", word);
    sl_query_int(&q, ":last", last);
    sl_query_text(&q, ":from", word);
    sl_query_text(&q, ":to", to);
    if (!sl_query_next(&q))
        return q.status != SL_OK ? q.status : not_there(word, err);
    int64_t found = sl_query_get_int(&q, 0);
    if (!last && sl_query_next(&q))
        return sl_fail(err, SL_INVALID, "record", "several records begin with \"%.40s\"", word);
    if (q.status == SL_OK)
        *record_no = found;
    return q.status;
}

enum sl_status sl_app_record(struct sl_app *app, const char *word, enum sl_verb verb,
                             struct sl_store **store, int64_t *record_no, struct sl_error *err) {
    const struct sl_user *user = NULL;
    int64_t found = 0;
    enum sl_status status = sl_app_store(app, store, err);
    if (status == SL_OK)
        status = sl_app_user(app, &user, err);
    if (status == SL_OK)
        status = find(*store, word, &found, err);
    if (status != SL_OK)
        return status;
    status = sl_authorise_record(*store, user, verb, found, err);
    if (status == SL_REFUSED &&
        sl_authorise_record(*store, user, SL_VERB_RECORD_READ, found, NULL) != SL_OK)
        return not_there(word, err);
    if (status == SL_OK)
        *record_no = found;
    return status;
}

static enum sl_status check_word(struct sl_store *store, const char *sql, const char *what,
                                 const char *list, const char *word, struct sl_error *err) {
    if (!word)
        return SL_OK;
    SL_AUTO(sl_query_close) struct sl_query q = sl_query_open(store, sql, err);
    sl_query_text(&q, ":code", word);
    if (sl_query_next(&q) || q.status != SL_OK)
        return q.status;
    return sl_fail(err, SL_NOT_FOUND, what, "there is no %s \"%.40s\"; %s shows what there is",
                   what, word, list);
}

enum sl_status sl_app_check_words(struct sl_store *store, const char *tool, const char *team,
                                  const char *service, struct sl_error *err) {
    enum sl_status status =
        check_word(store, "SELECT 1 FROM tool WHERE code = :code", "tool", "tool list", tool, err);
    if (status == SL_OK)
        status = check_word(store, "SELECT 1 FROM team WHERE code = :code", "team", "team list",
                            team, err);
    if (status == SL_OK)
        status = check_word(store, "SELECT 1 FROM service WHERE code = :code", "service",
                            "team list", service, err);
    return status;
}
