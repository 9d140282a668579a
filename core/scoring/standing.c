#include "scoring/standing.h"
#include "base/memory.h"
#include "store/query.h"
#include <string.h>

void sl_standing_drop(struct sl_standing *standing) {
    sl_free(&standing->state);
    sl_free(&standing->author);
    sl_free(&standing->proposer);
    sl_free(&standing->consulted);
    sl_free(&standing->why);
    sl_free(&standing->preview);
}

enum sl_status sl_standing_read(struct sl_store *store, int64_t version_no, struct sl_standing *out,
                                struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "SELECT id, state, author, proposed_by, consulted, why, preview, "
                      "number FROM rule_version WHERE version_no = :version",
                      err);
    sl_query_int(&q, ":version", version_no);
    if (!sl_query_next(&q))
        return q.status != SL_OK ? q.status
                                 : sl_fail(err, SL_NOT_FOUND, "", "The rule version has gone");
    out->version_no = version_no;
    memcpy(out->id, sl_query_get_text(&q, 0), SL_ID_SIZE);
    out->state = sl_copy(sl_query_get_text(&q, 1));
    out->author = sl_copy(sl_query_get_text(&q, 2));
    out->proposer = sl_copy(sl_query_get_text(&q, 3));
    out->consulted = sl_copy(sl_query_get_text(&q, 4));
    out->why = sl_copy(sl_query_get_text(&q, 5));
    out->preview = sl_copy(sl_query_get_text(&q, 6));
    out->number = sl_query_get_int(&q, 7);
    return SL_OK;
}

enum sl_status sl_standing_check_open(const struct sl_standing *standing, const char *name,
                                      struct sl_error *err) {
    if (strcmp(standing->state, "draft") == 0 || strcmp(standing->state, "proposed") == 0)
        return SL_OK;
    return sl_fail(err, SL_CONFLICT, "state", "%s is %s already", name, standing->state);
}
