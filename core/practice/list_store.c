#include "base/file.h"
#include "practice/list.h"
#include "store/query.h"
#include "store/trail.h"
#include <string.h>

struct adding {
    const struct sl_list *list;
    const char *actor;
};

static const char *const kinds[] = {"entries", "phrases", "holidays"};

/* SL_END: that very version is kept already. */
static enum sl_status compare_with_kept(struct sl_store *store, const struct sl_list *list,
                                        struct sl_error *err) {
    char hash[SL_HASH_SIZE];
    int64_t newest = 0, version = sl_list_version(list);
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store, "SELECT version, hash FROM list_version WHERE list = :list ORDER BY version", err);
    sl_query_text(&q, ":list", sl_list_name(list));
    while (sl_query_next(&q)) {
        newest = sl_query_get_int(&q, 0);
        if (newest != version)
            continue;
        if (strcmp(sl_query_get_text(&q, 1), sl_hash_hex(sl_list_hash(list), hash)) == 0)
            return SL_END;
        return sl_fail(err, SL_CONFLICT, "version",
                       "List %s: version %lld is kept with other content; give the changed list "
                       "version %lld",
                       sl_list_name(list), (long long)version, (long long)version + 1);
    }
    if (q.status == SL_OK && version < newest)
        return sl_fail(err, SL_CONFLICT, "version",
                       "List %s: version %lld is older than version %lld, which is kept",
                       sl_list_name(list), (long long)version, (long long)newest);
    return q.status;
}

static enum sl_status insert_version(struct sl_store *store, const struct sl_list *list,
                                     struct sl_error *err) {
    char hash[SL_HASH_SIZE];
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "INSERT INTO list_version (list, version, kind, content, hash, added_at)"
                      " VALUES (:list, :version, :kind, :content, :hash, :at)",
                      err);
    sl_query_text(&q, ":list", sl_list_name(list));
    sl_query_int(&q, ":version", sl_list_version(list));
    sl_query_text(&q, ":kind", kinds[sl_list_kind(list)]);
    sl_query_text(&q, ":content", sl_list_json(list));
    sl_query_text(&q, ":hash", sl_hash_hex(sl_list_hash(list), hash));
    sl_query_int(&q, ":at", sl_store_now(store));
    return sl_query_run(&q);
}

static enum sl_status keep_entries(struct sl_store *store, const struct sl_list *list,
                                   struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "INSERT INTO list_entry (list, code, label, position, version)"
                      " VALUES (:list, :code, :label, :position, :version)"
                      " ON CONFLICT (list, code) DO UPDATE SET label = excluded.label,"
                      " position = excluded.position, version = excluded.version",
                      err);
    for (size_t i = 0; i < sl_list_count(list) && q.status == SL_OK; i++) {
        const struct sl_list_entry *entry = sl_list_at(list, i);
        sl_query_again(&q);
        sl_query_text(&q, ":list", sl_list_name(list));
        sl_query_text(&q, ":code", entry->code);
        sl_query_text(&q, ":label", entry->label);
        sl_query_int(&q, ":position", (int64_t)i + 1);
        sl_query_int(&q, ":version", sl_list_version(list));
        sl_query_run(&q);
    }
    return q.status;
}

static enum sl_status tell_trail(struct sl_store *store, const struct adding *adding,
                                 struct sl_error *err) {
    SL_AUTO(sl_free)
    char *object =
        sl_format("%s@%lld", sl_list_name(adding->list), (long long)sl_list_version(adding->list));
    struct sl_trail_entry entry = {.actor = adding->actor,
                                   .verb = "list.add",
                                   .object = object,
                                   .after = sl_list_hash(adding->list)};
    return sl_trail_add(store, &entry, err);
}

static enum sl_status add_list(struct sl_store *store, void *context, struct sl_error *err) {
    const struct adding *adding = context;
    enum sl_status status = compare_with_kept(store, adding->list, err);
    if (status == SL_END)
        return SL_OK;
    if (status == SL_OK)
        status = insert_version(store, adding->list, err);
    if (status == SL_OK && sl_list_kind(adding->list) == SL_LIST_ENTRIES)
        status = keep_entries(store, adding->list, err);
    if (status == SL_OK)
        status = tell_trail(store, adding, err);
    return status;
}

enum sl_status sl_list_add(struct sl_store *store, const struct sl_list *list, const char *actor,
                           struct sl_error *err) {
    struct adding adding = {list, actor};
    return sl_store_write(store, add_list, &adding, err);
}

struct folder {
    struct sl_store *store;
    const char *path, *actor;
};

static enum sl_status add_file(void *context, const char *name, struct sl_error *err) {
    const struct folder *folder = context;
    if (!sl_is_data_file(name))
        return SL_OK;
    SL_AUTO(sl_free) char *path = sl_format("%s/%s", folder->path, name);
    SL_AUTO(sl_list_drop) struct sl_list *list = NULL;
    enum sl_status status = sl_list_check(path, NULL, NULL, &list, err);
    if (status == SL_OK)
        status = sl_list_add(folder->store, list, folder->actor, err);
    return status;
}

static enum sl_status add_folder(struct sl_store *store, void *context, struct sl_error *err) {
    struct folder *folder = context;
    folder->store = store;
    return sl_file_each(folder->path, add_file, folder, err);
}

enum sl_status sl_list_add_all(struct sl_store *store, const char *home, const char *actor,
                               struct sl_error *err) {
    SL_AUTO(sl_free) char *path = sl_format("%s/lists", home);
    struct folder folder = {NULL, path, actor};
    return sl_store_write(store, add_folder, &folder, err);
}

static enum sl_status not_there(struct sl_store *store, const char *name, int64_t version,
                                struct sl_error *err) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer there = {0};
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store, "SELECT list, max(version) FROM list_version GROUP BY list ORDER BY list", err);
    while (sl_query_next(&q)) {
        if (strcmp(sl_query_get_text(&q, 0), name) == 0)
            return sl_fail(err, SL_NOT_FOUND, "version",
                           "List %s has no version %lld; the newest is %lld", name,
                           (long long)version, (long long)sl_query_get_int(&q, 1));
        sl_buffer_format(&there, "%s%s", there.length > 0 ? ", " : "", sl_query_get_text(&q, 0));
    }
    if (q.status != SL_OK)
        return q.status;
    return sl_fail(err, SL_NOT_FOUND, "list", "There is no list '%s'; there are: %s", name,
                   there.length > 0 ? there.bytes : "none yet");
}

enum sl_status sl_list_load(struct sl_store *store, const char *name, int64_t version,
                            struct sl_list **out, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT content FROM list_version WHERE list = :list AND (version = :version OR"
        " :version = 0) ORDER BY version DESC LIMIT 1",
        err);
    sl_query_text(&q, ":list", name);
    sl_query_int(&q, ":version", version);
    if (sl_query_next(&q))
        return sl_list_parse(name, sl_query_get_text(&q, 0), out, err);
    return q.status != SL_OK ? q.status : not_there(store, name, version, err);
}
