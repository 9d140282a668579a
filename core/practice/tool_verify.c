#include "practice/tool_verify.h"
#include "base/hash.h"
#include "base/memory.h"
#include "store/query.h"
#include <stdlib.h>
#include <string.h>

/* The row of a version: content and its hash, as the verb's table keeps them. */
static struct sl_query open_version(struct sl_store *store, const char *verb,
                                    struct sl_error *err) {
    if (strcmp(verb, "tool.add") == 0)
        return sl_query_open(store,
                             "SELECT content, hash FROM tool_version WHERE tool = :name"
                             " AND version = :version",
                             err);
    return sl_query_open(
        store, "SELECT content, hash FROM list_version WHERE list = :name AND version = :version",
        err);
}

static bool is_sound(const struct sl_query *version, const void *after, size_t length) {
    char hex[SL_HASH_SIZE];
    struct sl_text content = sl_query_get_slice(version, 0);
    struct sl_hash hash = sl_hash_of(content.bytes, content.length);
    return length == sizeof hash.bytes && memcmp(after, hash.bytes, length) == 0 &&
           strcmp(sl_query_get_text(version, 1), sl_hash_hex(&hash, hex)) == 0;
}

/* The entry's object is "NAME@VERSION". */
static enum sl_status check_entry(struct sl_store *store, const struct sl_query *entry,
                                  struct sl_error *err) {
    SL_AUTO(sl_free) char *name = sl_copy(sl_query_get_text(entry, 1));
    char *at = strrchr(name, '@');
    int64_t number = at != NULL ? atoll(at + 1) : 0;
    size_t length;
    const void *after = sl_query_get_bytes(entry, 2, &length);
    if (at != NULL)
        *at = '\0';
    SL_AUTO(sl_query_close)
    struct sl_query version = open_version(store, sl_query_get_text(entry, 0), err);
    sl_query_text(&version, ":name", name);
    sl_query_int(&version, ":version", number);
    bool found = sl_query_next(&version);
    if (version.status != SL_OK || (found && is_sound(&version, after, length)))
        return version.status;
    return sl_fail(err, SL_INVALID, name, "%s, version %lld, is %s", name, (long long)number,
                   found ? "not what the trail says was added" : "gone");
}

enum sl_status sl_words_check(struct sl_store *store, char **note, struct sl_error *err) {
    int64_t kept = 0, told = 0;
    enum sl_status status =
        sl_query_number(store,
                        "SELECT (SELECT count(*) FROM tool_version) + (SELECT count(*) FROM"
                        " list_version)",
                        &kept, err);
    if (status != SL_OK)
        return status;
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "SELECT verb, object, after FROM trail"
                                      " WHERE verb IN ('tool.add', 'list.add') ORDER BY seq",
                                      err);
    for (; status == SL_OK && sl_query_next(&q); told++)
        status = check_entry(store, &q, err);
    if (status == SL_OK)
        status = q.status;
    if (status == SL_OK && told != kept)
        status = sl_fail(err, SL_INVALID, "",
                         "%lld versions of tools and lists are kept, the trail knows %lld",
                         (long long)kept, (long long)told);
    if (status == SL_OK)
        *note = sl_format("%lld versions of tools and lists", (long long)kept);
    return status;
}
