#include "store/verify.h"
#include "store/count.h"
#include "store/handle.h"
#include "store/query.h"
#include "store/trail.h"
#include <inttypes.h>
#include <string.h>

static enum sl_status check_file(struct sl_store *store, char **note, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query check = sl_query_open(store, "PRAGMA quick_check(1)", err);
    if (sl_query_next(&check) && strcmp(sl_query_get_text(&check, 0), "ok") != 0)
        return sl_fail(err, SL_INVALID, "", "%s is damaged: %s.", sl_store_path(store),
                       sl_query_get_text(&check, 0));
    int64_t pages = 0;
    if (check.status == SL_OK && sl_query_number(store, "PRAGMA page_count", &pages, err) == SL_OK)
        *note = sl_format("%" PRId64 " pages are sound", pages);
    return check.status;
}

static enum sl_status check_references(struct sl_store *store, char **note, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query broken =
        sl_query_open(store,
                      "SELECT \"table\", \"parent\", rowid FROM pragma_foreign_key_check "
                      "ORDER BY \"table\", rowid LIMIT 1",
                      err);
    if (sl_query_next(&broken))
        return sl_fail(err, SL_INVALID, "",
                       "Row %" PRId64 " of table %s refers to a row of %s that is not there.",
                       sl_query_get_int(&broken, 2), sl_query_get_text(&broken, 0),
                       sl_query_get_text(&broken, 1));
    if (broken.status == SL_OK)
        *note = sl_copy("every reference finds its row");
    return broken.status;
}

static enum sl_status check_trail(struct sl_store *store, char **note, struct sl_error *err) {
    int64_t entries = 0, seq = 0;
    struct sl_hash head;
    char hex[SL_HASH_SIZE];
    enum sl_status status = sl_trail_check(store, &entries, err);
    if (status == SL_OK)
        status = sl_trail_head(store, &seq, &head, err);
    if (status == SL_OK)
        *note = sl_format("%" PRId64 " entries chain; head %s", entries, sl_hash_hex(&head, hex));
    return status;
}

static enum sl_status check_counts(struct sl_store *store, char **note, struct sl_error *err) {
    int64_t tables = 0;
    enum sl_status status = sl_count_check(store, err);
    if (status == SL_OK)
        status = sl_query_number(store, "SELECT count(*) FROM store_count WHERE name <> 'wal'",
                                 &tables, err);
    if (status == SL_OK)
        *note = sl_format("%" PRId64 " tables hold as many rows as were counted", tables);
    return status;
}

const struct sl_verify_check sl_store_checks[] = {
    {"file", check_file},   {"references", check_references},
    {"trail", check_trail}, {"counts", check_counts},
    {NULL, NULL},
};

struct verification {
    void (*told)(void *context, const char *name, enum sl_status status, const char *note);
    void *context;
    struct sl_error first; /* of the checks that did not hold */
};

static void run_check(struct verification *to, struct sl_store *store,
                      const struct sl_verify_check *check) {
    SL_AUTO(sl_free) char *note = NULL;
    struct sl_error fault = {0};
    enum sl_status status = check->run(store, &note, &fault);
    if (status != SL_OK && to->first.status == SL_OK) {
        to->first = fault;
        to->first.status = SL_INVALID;
    }
    if (to->told != NULL)
        to->told(to->context, check->name, status, status == SL_OK ? note : fault.text);
}

enum sl_status sl_verify_run(struct sl_store *store, const struct sl_verify_check *checks,
                             void (*told)(void *context, const char *name, enum sl_status status,
                                          const char *note),
                             void *context, struct sl_error *err) {
    struct verification to = {told, context, {0}};
    enum sl_status status = sl_store_begin_reading(store, err);
    if (status != SL_OK)
        return status;
    for (; checks->name != NULL; checks++)
        run_check(&to, store, checks);
    sl_store_end_reading(store);
    if (to.first.status != SL_OK && err != NULL)
        *err = to.first;
    return to.first.status;
}
