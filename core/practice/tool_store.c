#include "base/file.h"
#include "practice/tool.h"
#include "store/query.h"
#include "store/trail.h"
#include <string.h>

struct adding {
    const struct sl_tool *tool;
    const char *actor;
};

static bool differs_only_by_lists(const char *kept, const struct sl_tool *tool) {
    SL_AUTO(sl_json_drop) json_t *old = json_loads(kept, 0, NULL);
    SL_AUTO(sl_json_drop) json_t *new = json_loads(sl_tool_json(tool), 0, NULL);
    if (old == NULL || new == NULL)
        return false;
    json_object_del(old, "lists");
    json_object_del(new, "lists");
    return json_equal(old, new);
}

static enum sl_status conflict(const struct sl_tool *tool, const char *kept, struct sl_error *err) {
    long long version = sl_tool_version(tool);
    return sl_fail(
        err, SL_CONFLICT, "version", "Tool %s: version %lld is kept %s; give the tool version %lld",
        sl_tool_code(tool), version,
        differs_only_by_lists(kept, tool) ? "with earlier versions of the lists it chooses from"
                                          : "with other content",
        version + 1);
}

/* SL_END: that very version is kept already. */
static enum sl_status compare_with_kept(struct sl_store *store, const struct sl_tool *tool,
                                        int64_t *newest, struct sl_error *err) {
    char hash[SL_HASH_SIZE];
    *newest = 0;
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT version, hash, content FROM tool_version WHERE tool = :tool ORDER BY version", err);
    sl_query_text(&q, ":tool", sl_tool_code(tool));
    while (sl_query_next(&q)) {
        *newest = sl_query_get_int(&q, 0);
        if (*newest != sl_tool_version(tool))
            continue;
        if (strcmp(sl_query_get_text(&q, 1), sl_hash_hex(sl_tool_hash(tool), hash)) == 0)
            return SL_END;
        return conflict(tool, sl_query_get_text(&q, 2), err);
    }
    return q.status;
}

static enum sl_status insert_tool(struct sl_store *store, const struct sl_tool *tool,
                                  struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "INSERT INTO tool (code, title, version) VALUES (:code, :title, :version)"
        " ON CONFLICT (code) DO UPDATE SET title = excluded.title, version = excluded.version"
        " WHERE excluded.version > tool.version",
        err);
    sl_query_text(&q, ":code", sl_tool_code(tool));
    sl_query_text(&q, ":title", sl_tool_title(tool));
    sl_query_int(&q, ":version", sl_tool_version(tool));
    return sl_query_run(&q);
}

static enum sl_status insert_version(struct sl_store *store, const struct sl_tool *tool,
                                     struct sl_error *err) {
    char hash[SL_HASH_SIZE];
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "INSERT INTO tool_version (tool, version, content, hash, added_at)"
                      " VALUES (:tool, :version, :content, :hash, :at)",
                      err);
    sl_query_text(&q, ":tool", sl_tool_code(tool));
    sl_query_int(&q, ":version", sl_tool_version(tool));
    sl_query_text(&q, ":content", sl_tool_json(tool));
    sl_query_text(&q, ":hash", sl_hash_hex(sl_tool_hash(tool), hash));
    sl_query_int(&q, ":at", sl_store_now(store));
    return sl_query_run(&q);
}

static enum sl_status tell_trail(struct sl_store *store, const struct adding *adding,
                                 struct sl_error *err) {
    SL_AUTO(sl_free)
    char *object =
        sl_format("%s@%lld", sl_tool_code(adding->tool), (long long)sl_tool_version(adding->tool));
    struct sl_trail_entry entry = {.actor = adding->actor,
                                   .verb = "tool.add",
                                   .object = object,
                                   .after = sl_tool_hash(adding->tool)};
    return sl_trail_add(store, &entry, err);
}

static enum sl_status add_tool(struct sl_store *store, void *context, struct sl_error *err) {
    const struct adding *adding = context;
    int64_t newest;
    enum sl_status status = compare_with_kept(store, adding->tool, &newest, err);
    if (status == SL_END)
        return SL_OK;
    if (status == SL_OK && sl_tool_version(adding->tool) < newest)
        return sl_fail(err, SL_CONFLICT, "version",
                       "Tool %s: version %lld is older than version %lld, which is kept",
                       sl_tool_code(adding->tool), (long long)sl_tool_version(adding->tool),
                       (long long)newest);
    if (status == SL_OK)
        status = insert_tool(store, adding->tool, err);
    if (status == SL_OK)
        status = insert_version(store, adding->tool, err);
    if (status == SL_OK)
        status = tell_trail(store, adding, err);
    return status;
}

enum sl_status sl_tool_add(struct sl_store *store, const struct sl_tool *tool, const char *actor,
                           struct sl_error *err) {
    struct adding adding = {tool, actor};
    return sl_store_write(store, add_tool, &adding, err);
}

struct folder {
    struct sl_store *store;
    const char *home, *actor;
};

static enum sl_status add_file(void *context, const char *name, struct sl_error *err) {
    const struct folder *folder = context;
    if (!sl_is_data_file(name))
        return SL_OK;
    SL_AUTO(sl_free) char *path = sl_format("%s/tools/%s", folder->home, name);
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = NULL;
    enum sl_status status = sl_tool_check(path, folder->home, NULL, NULL, &tool, err);
    if (status == SL_OK)
        status = sl_tool_add(folder->store, tool, folder->actor, err);
    return status;
}

static enum sl_status add_folder(struct sl_store *store, void *context, struct sl_error *err) {
    struct folder *folder = context;
    folder->store = store;
    SL_AUTO(sl_free) char *path = sl_format("%s/tools", folder->home);
    return sl_file_each(path, add_file, folder, err);
}

enum sl_status sl_tool_add_all(struct sl_store *store, const char *home, const char *actor,
                               struct sl_error *err) {
    struct folder folder = {NULL, home, actor};
    return sl_store_write(store, add_folder, &folder, err);
}

static enum sl_status not_there(struct sl_store *store, const char *code, int64_t version,
                                struct sl_error *err) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer there = {0};
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store, "SELECT code, version FROM tool ORDER BY code", err);
    while (sl_query_next(&q)) {
        if (strcmp(sl_query_get_text(&q, 0), code) == 0)
            return sl_fail(err, SL_NOT_FOUND, "version",
                           "Tool %s has no version %lld; the newest is %lld", code,
                           (long long)version, (long long)sl_query_get_int(&q, 1));
        sl_buffer_format(&there, "%s%s", there.length > 0 ? ", " : "", sl_query_get_text(&q, 0));
    }
    if (q.status != SL_OK)
        return q.status;
    return sl_fail(err, SL_NOT_FOUND, "tool", "There is no tool '%s'; there are: %s", code,
                   there.length > 0 ? there.bytes : "none yet");
}

enum sl_status sl_tool_load(struct sl_store *store, const char *code, int64_t version,
                            struct sl_tool **out, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT content FROM tool_version WHERE tool = :tool AND (version = :version OR"
        " :version = 0) ORDER BY version DESC LIMIT 1",
        err);
    sl_query_text(&q, ":tool", code);
    sl_query_int(&q, ":version", version);
    if (sl_query_next(&q))
        return sl_tool_parse(code, sl_query_get_text(&q, 0), out, err);
    return q.status != SL_OK ? q.status : not_there(store, code, version, err);
}
