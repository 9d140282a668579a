#include "store/trail.h"
#include "base/buffer.h"
#include "store/count.h"
#include "store/handle.h"
#include "store/query.h"
#include <inttypes.h>
#include <string.h>

struct link { /* one row, as it is hashed */
    int64_t seq, at;
    struct sl_text actor, verb, object;
    const struct sl_hash *before, *after;
    struct sl_hash previous;
};

static void put_number(struct sl_buffer *out, uint64_t number, int bytes) {
    uint8_t little[8];
    for (int i = 0; i < bytes; i++)
        little[i] = (uint8_t)(number >> (8 * i));
    sl_buffer_add(out, little, (size_t)bytes);
}

static void put_text(struct sl_buffer *out, struct sl_text text) {
    put_number(out, text.length, 4);
    sl_buffer_add(out, text.bytes, text.length);
}

static void put_hash(struct sl_buffer *out, const struct sl_hash *hash) {
    put_number(out, hash != NULL, 1);
    if (hash != NULL)
        sl_buffer_add(out, hash->bytes, SL_HASH_BYTES);
}

static struct sl_hash hash_of(const struct link *link) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer bytes = {0};
    sl_buffer_text(&bytes, "SLT1");
    put_number(&bytes, (uint64_t)link->seq, 8);
    put_number(&bytes, (uint64_t)link->at, 8);
    put_text(&bytes, link->actor);
    put_text(&bytes, link->verb);
    put_text(&bytes, link->object);
    put_hash(&bytes, link->before);
    put_hash(&bytes, link->after);
    sl_buffer_add(&bytes, link->previous.bytes, SL_HASH_BYTES);
    return sl_hash_of(bytes.bytes, bytes.length);
}

static bool get_hash(const struct sl_query *query, int column, struct sl_hash *out) {
    size_t length;
    const void *bytes = sl_query_get_bytes(query, column, &length);
    if (length != SL_HASH_BYTES)
        return false;
    memcpy(out->bytes, bytes, length);
    return true;
}

enum sl_status sl_trail_head(struct sl_store *store, int64_t *seq, struct sl_hash *head,
                             struct sl_error *err) {
    struct sl_hash hash = {0};
    int64_t newest = 0;
    SL_AUTO(sl_query_close)
    struct sl_query query =
        sl_query_open(store, "SELECT seq, hash FROM trail ORDER BY seq DESC LIMIT 1", err);
    if (sl_query_next(&query)) {
        newest = sl_query_get_int(&query, 0);
        if (!get_hash(&query, 1, &hash))
            return sl_fail(err, SL_INVALID, "", "Trail entry %" PRId64 " has no hash.", newest);
    }
    if (query.status == SL_OK) {
        *seq = newest;
        *head = hash;
    }
    return query.status;
}

/* Read once in each transaction: what another program added before it is seen. */
static enum sl_status find_head(struct sl_store *store, struct sl_error *err) {
    if (store->head.known)
        return SL_OK;
    enum sl_status status = sl_trail_head(store, &store->head.seq, &store->head.hash, err);
    store->head.known = status == SL_OK;
    return status;
}

static void bind_hash(struct sl_query *query, const char *name, const struct sl_hash *hash) {
    if (hash != NULL)
        sl_query_bytes(query, name, hash->bytes, SL_HASH_BYTES);
    else
        sl_query_null(query, name);
}

static enum sl_status insert(struct sl_store *store, const struct link *link,
                             const struct sl_hash *hash, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query add = sl_query_open(
        store,
        "INSERT INTO trail (seq, at, actor, verb, object, before, after, previous, hash) "
        "VALUES (:seq, :at, :actor, :verb, :object, :before, :after, :previous, :hash)",
        err);
    sl_query_int(&add, ":seq", link->seq);
    sl_query_int(&add, ":at", link->at);
    sl_query_slice(&add, ":actor", link->actor);
    sl_query_slice(&add, ":verb", link->verb);
    sl_query_slice(&add, ":object", link->object);
    bind_hash(&add, ":before", link->before);
    bind_hash(&add, ":after", link->after);
    bind_hash(&add, ":previous", &link->previous);
    bind_hash(&add, ":hash", hash);
    return sl_query_run(&add);
}

static enum sl_status check_entry(const struct sl_trail_entry *entry, struct sl_error *err) {
    if (entry->verb[strspn(entry->verb, "abcdefghijklmnopqrstuvwxyz_.")] != '\0')
        return sl_fail(err, SL_STORE, "verb", "\"%s\" is no verb of the trail: letters and dots.",
                       entry->verb);
    if (strlen(entry->object) > SL_TRAIL_OBJECT_MOST)
        return sl_fail(err, SL_STORE, "object",
                       "The trail names things by id or code, not by texts such as \"%s\".",
                       entry->object);
    return SL_OK;
}

enum sl_status sl_trail_add(struct sl_store *store, const struct sl_trail_entry *entry,
                            struct sl_error *err) {
    enum sl_status status =
        store->writes
            ? check_entry(entry, err)
            : sl_fail(err, SL_STORE, "", "The trail is written inside a write function only.");
    if (status == SL_OK)
        status = find_head(store, err);
    if (status != SL_OK)
        return status;
    struct link link = {
        .seq = store->head.seq + 1,
        .at = sl_store_now(store),
        .actor = sl_text_of(entry->actor != NULL ? entry->actor : "sightline"),
        .verb = sl_text_of(entry->verb),
        .object = sl_text_of(entry->object),
        .before = entry->before,
        .after = entry->after,
        .previous = store->head.hash,
    };
    struct sl_hash hash = hash_of(&link);
    status = insert(store, &link, &hash, err);
    if (status == SL_OK)
        status = sl_count_add(store, "trail", 1, err);
    if (status == SL_OK) {
        store->head.seq = link.seq;
        store->head.hash = hash;
    }
    return status;
}

/* A hash that may be NULL, but not of another size. */
static bool get_hash_or_null(const struct sl_query *query, int column, struct sl_hash *room,
                             const struct sl_hash **out) {
    *out = sl_query_is_null(query, column) ? NULL : room;
    return *out == NULL || get_hash(query, column, room);
}

static enum sl_status check_link(const struct sl_query *row, const struct sl_hash *previous,
                                 int64_t seq, struct sl_hash *out, struct sl_error *err) {
    struct sl_hash before, after, hash;
    struct link link = {
        .seq = sl_query_get_int(row, 0),
        .at = sl_query_get_int(row, 1),
        .actor = sl_query_get_slice(row, 2),
        .verb = sl_query_get_slice(row, 3),
        .object = sl_query_get_slice(row, 4),
    };
    if (link.seq != seq)
        return sl_fail(err, SL_INVALID, "", "Trail entry %" PRId64 " is missing.", seq);
    bool whole = get_hash_or_null(row, 5, &before, &link.before) &&
                 get_hash_or_null(row, 6, &after, &link.after) &&
                 get_hash(row, 7, &link.previous) && get_hash(row, 8, &hash);
    if (whole && memcmp(&link.previous, previous, sizeof *previous) != 0)
        return sl_fail(err, SL_INVALID, "",
                       "Trail entry %" PRId64 " does not follow from the one before it.", seq);
    if (whole)
        *out = hash_of(&link);
    if (!whole || memcmp(out, &hash, sizeof hash) != 0)
        return sl_fail(err, SL_INVALID, "", "Trail entry %" PRId64 " was altered.", seq);
    return SL_OK;
}

enum sl_status sl_trail_check(struct sl_store *store, int64_t *entries, struct sl_error *err) {
    struct sl_hash previous = {0};
    int64_t checked = 0;
    SL_AUTO(sl_query_close)
    struct sl_query rows = sl_query_open(
        store,
        "SELECT seq, at, actor, verb, object, before, after, previous, hash FROM trail "
        "ORDER BY seq",
        err);
    while (sl_query_next(&rows)) {
        enum sl_status status = check_link(&rows, &previous, checked + 1, &previous, err);
        if (status != SL_OK)
            return status;
        checked++;
    }
    if (rows.status == SL_OK)
        *entries = checked;
    return rows.status;
}
