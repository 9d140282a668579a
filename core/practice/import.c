#include "practice/import.h"
#include "base/file.h"
#include "practice/import_source.h"
#include "store/query.h"
#include "store/trail.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TOLD_EVERY = 64 };

/* Records met in the file, by the 128 bits of their ids, to find one that stands there twice. */
struct met {
    uint64_t high, low;
    long line; /* 0: a free slot */
};

struct pass {
    struct sl_import_context context;
    struct sl_import_source source;
    struct sl_import_bytes bytes;
    struct sl_hash hash;
    struct met *met;
    size_t met_count, met_slots;
    uint8_t *refused; /* a bit for each record of the file, from the first pass */
    size_t refused_room;
    size_t total;
    /* the group under way */
    struct sl_record *group[SL_IMPORT_GROUP];
    long lines[SL_IMPORT_GROUP];
    size_t group_count;
    size_t added, changed, same;
    bool last;
    long failed_line;
};

static void pass_drop(struct pass *pass) {
    if (pass->source.close != NULL)
        pass->source.close(pass->source.self);
    sl_import_context_drop(&pass->context);
    free(pass->met);
    free(pass->refused);
}

static uint64_t bits_of(const char *id, int from) {
    uint64_t bits = 0;
    for (int i = from, digits = 0; digits < 16; i++) {
        char c = id[i];
        if (c == '-')
            continue;
        bits = bits << 4 | (uint64_t)(c <= '9' ? c - '0' : c - 'a' + 10);
        digits++;
    }
    return bits;
}

static void grow(struct pass *pass) {
    struct met *old = pass->met;
    size_t slots = pass->met_slots;
    pass->met_slots = slots == 0 ? 1024 : slots * 2;
    pass->met = sl_new(pass->met_slots, sizeof *pass->met);
    for (size_t i = 0; i < slots; i++) {
        if (old[i].line == 0)
            continue;
        size_t at = old[i].low & (pass->met_slots - 1);
        while (pass->met[at].line != 0)
            at = (at + 1) & (pass->met_slots - 1);
        pass->met[at] = old[i];
    }
    free(old);
}

/* The line on which a record with that id stood before; 0 when it is new. */
static long meet(struct pass *pass, const char *id, long line) {
    if (2 * (pass->met_count + 1) > pass->met_slots)
        grow(pass);
    uint64_t high = bits_of(id, 0), low = bits_of(id, 19);
    size_t at = low & (pass->met_slots - 1);
    for (; pass->met[at].line != 0; at = (at + 1) & (pass->met_slots - 1))
        if (pass->met[at].high == high && pass->met[at].low == low)
            return pass->met[at].line;
    pass->met[at] = (struct met){high, low, line};
    pass->met_count++;
    return 0;
}

static void note_refusal(struct pass *pass, size_t record) {
    size_t byte = record / 8;
    if (byte >= pass->refused_room) {
        size_t room = byte * 2 + 64;
        pass->refused = sl_resize(pass->refused, room, 1);
        memset(pass->refused + pass->refused_room, 0, room - pass->refused_room);
        pass->refused_room = room;
    }
    pass->refused[byte] = (uint8_t)(pass->refused[byte] | 1u << record % 8);
}

static bool was_refused(const struct pass *pass, size_t record) {
    return record / 8 < pass->refused_room && (pass->refused[record / 8] >> record % 8 & 1) != 0;
}

static enum sl_status open_source(struct pass *pass, struct sl_error *err) {
    const char *text = pass->bytes.bytes;
    size_t at = 0;
    if (pass->bytes.length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
        at = 3;
    while (at < pass->bytes.length && strchr(" \t\r\n", text[at]) != NULL)
        at++;
    bool is_json = at < pass->bytes.length && (text[at] == '[' || text[at] == '{');
    if (pass->source.close != NULL)
        pass->source.close(pass->source.self);
    pass->source = (struct sl_import_source){0};
    struct sl_import_bytes json = {text + at, pass->bytes.length - at};
    return is_json ? sl_import_open_json(&pass->context, json, &pass->source, err)
                   : sl_import_open_csv(&pass->context, pass->bytes, &pass->source, err);
}

static enum sl_status read_revision(struct sl_store *store, const char *id, int64_t *out,
                                    struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store, "SELECT revision FROM record WHERE id = :id", err);
    sl_query_text(&q, ":id", id);
    *out = sl_query_next(&q) ? sl_query_get_int(&q, 0) : 0;
    return q.status;
}

static enum sl_status prepare_save(struct sl_store *store, const struct sl_import *import,
                                   const struct sl_record *record, struct sl_record_save *save,
                                   struct sl_error *err) {
    *save = (struct sl_record_save){.record = record, .actor = import->actor, .why = ""};
    if (!import->change)
        return SL_OK;
    enum sl_status status = read_revision(store, sl_record_get_head(record)->id, &save->base, err);
    if (save->base > 0)
        save->why = import->why != NULL && import->why[0] != '\0' ? import->why : "imported";
    return status;
}

static void count_saved(struct pass *pass, enum sl_saved saved) {
    pass->added += saved == SL_SAVED_NEW;
    pass->changed += saved == SL_SAVED_CHANGED;
    pass->same += saved == SL_SAVED_SAME;
}

/* Would the store take it? */
static void try_record(struct pass *pass, struct sl_import_item *item) {
    struct sl_import_context *context = &pass->context;
    struct sl_record_save save;
    struct sl_error err = {0};
    const char *id = sl_record_get_head(item->record)->id;
    long before = meet(pass, id, item->line);
    if (before > 0) {
        sl_import_refuse(context, item, item->line, "id",
                         "This record stands on line %ld already; the rows of a record stand "
                         "together, and each record once.",
                         before);
        return;
    }
    if (prepare_save(context->store, context->import, item->record, &save, &err) != SL_OK ||
        sl_record_try(context->store, &save, &err) != SL_OK)
        sl_import_refuse(context, item, item->line, err.field, "%s", err.text);
    else
        count_saved(pass, save.saved);
}

static bool is_told(struct pass *pass, size_t done, size_t total) {
    const struct sl_import *import = pass->context.import;
    return import->progress == NULL || import->progress(import->context, done, total);
}

static enum sl_status stop(size_t done, struct sl_error *err) {
    return sl_fail(err, SL_END, "",
                   "Stopped after %zu records; run the same import again to go on.", done);
}

static void check_item(struct pass *pass, struct sl_import_item *item) {
    struct sl_import *import = pass->context.import;
    if (!item->refused)
        try_record(pass, item);
    if (item->refused) {
        note_refusal(pass, pass->total);
        import->refusals++;
    } else {
        const char *state = sl_record_get_head(item->record)->state;
        import->incomplete +=
            strcmp(state, "in_progress") != 0 && sl_record_missing(item->record, NULL, NULL) > 0;
    }
    import->answers += item->answers;
    pass->total++;
}

/* The first pass: everything is read and tried, nothing written. */
static enum sl_status check_all(struct pass *pass, struct sl_error *err) {
    enum sl_status status = open_source(pass, err);
    while (status == SL_OK) {
        struct sl_import_item item;
        sl_import_take_back(&pass->context);
        status = pass->source.next(pass->source.self, &item, err);
        if (status != SL_OK)
            break;
        check_item(pass, &item);
        if (pass->total % TOLD_EVERY == 0 && !is_told(pass, pass->total, 0))
            return stop(0, err);
    }
    if (status != SL_END)
        return status;
    pass->context.import->records = pass->total;
    if (pass->context.import->incomplete > 0)
        sl_import_remark(&pass->context,
                         "Answers that the form asks for are missing in %zu of %zu records.",
                         pass->context.import->incomplete, pass->total);
    return SL_OK;
}

static enum sl_status remember_file(struct sl_store *store, struct pass *pass,
                                    struct sl_error *err) {
    char hash[SL_HASH_SIZE];
    sl_hash_hex(&pass->hash, hash);
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "INSERT INTO import_file (hash, kind, name, things, imported_by, imported_at) "
        "VALUES (:hash, 'records', :name, :things, :by, :at) ON CONFLICT (hash) DO NOTHING",
        err);
    sl_query_text(&q, ":hash", hash);
    sl_query_text(&q, ":name", pass->context.name);
    sl_query_int(&q, ":things", (int64_t)pass->total);
    sl_query_text(&q, ":by", pass->context.import->actor);
    sl_query_int(&q, ":at", sl_store_now(store));
    if (sl_query_run(&q) != SL_OK)
        return q.status;
    struct sl_trail_entry entry = {pass->context.import->actor, "record.import", hash, NULL,
                                   &pass->hash};
    return sl_trail_add(store, &entry, err);
}

static enum sl_status save_group(struct sl_store *store, void *memory, struct sl_error *err) {
    struct pass *pass = memory;
    pass->added = pass->changed = pass->same = 0;
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < pass->group_count && status == SL_OK; i++) {
        struct sl_record_save save;
        pass->failed_line = pass->lines[i];
        status = prepare_save(store, pass->context.import, pass->group[i], &save, err);
        if (status == SL_OK)
            status = sl_record_save_within(store, &save, err);
        if (status == SL_OK)
            count_saved(pass, save.saved);
    }
    if (status == SL_OK && pass->last && pass->context.import->refusals == 0) {
        pass->failed_line = 0;
        status = remember_file(store, pass, err);
    }
    return status;
}

static enum sl_status write_group(struct pass *pass, size_t done, struct sl_error *err) {
    struct sl_import *import = pass->context.import;
    enum sl_status status = sl_store_write(pass->context.store, save_group, pass, err);
    if (status != SL_OK) {
        sl_fail_at(err, status, pass->context.name, pass->failed_line, 0);
        return status;
    }
    import->added += pass->added;
    import->changed += pass->changed;
    import->same += pass->same;
    pass->group_count = 0;
    sl_import_take_back(&pass->context);
    return pass->last || is_told(pass, done, pass->total) ? SL_OK : stop(done, err);
}

static void join_group(struct pass *pass, const struct sl_import_item *item) {
    pass->group[pass->group_count] = item->record;
    pass->lines[pass->group_count++] = item->line;
}

/* The second pass: groups of records, each one write. */
static enum sl_status write_all(struct pass *pass, struct sl_error *err) {
    pass->context.quiet = true;
    sl_import_take_back(&pass->context);
    enum sl_status status = open_source(pass, err);
    for (size_t i = 0; i < pass->total && status == SL_OK; i++) {
        struct sl_import_item item;
        status = pass->source.next(pass->source.self, &item, err);
        pass->last = i + 1 == pass->total;
        if (status == SL_OK && !item.refused && !was_refused(pass, i))
            join_group(pass, &item);
        if (status == SL_OK && (pass->group_count == SL_IMPORT_GROUP || pass->last))
            status = write_group(pass, i + 1, err);
    }
    return status;
}

static enum sl_status find_file(struct pass *pass, bool *known, struct sl_error *err) {
    char hash[SL_HASH_SIZE];
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(pass->context.store,
                      "SELECT things FROM import_file WHERE hash = :hash AND kind = 'records'",
                      err);
    sl_query_text(&q, ":hash", sl_hash_hex(&pass->hash, hash));
    *known = sl_query_next(&q);
    if (*known) {
        pass->context.import->records = (size_t)sl_query_get_int(&q, 0);
        pass->context.import->same = pass->context.import->records;
    }
    return q.status;
}

static enum sl_status refuse_all(const struct pass *pass, struct sl_error *err) {
    if (err != NULL)
        *err = pass->context.first;
    return SL_INVALID;
}

static enum sl_status run(struct pass *pass, struct sl_error *err) {
    struct sl_import *import = pass->context.import;
    enum sl_status status = find_file(pass, &import->known, err);
    if (status != SL_OK || import->known)
        return status;
    status = check_all(pass, err);
    if (status != SL_OK)
        return status;
    bool stands = import->refusals == 0 || (import->keep_good && import->refusals < pass->total);
    if (import->dry_run || !stands) {
        import->added = pass->added;
        import->changed = pass->changed;
        import->same = pass->same;
    }
    if (!stands)
        return refuse_all(pass, err);
    return import->dry_run ? SL_OK : write_all(pass, err);
}

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return strcmp(path, "-") == 0 ? "standard input" : slash != NULL ? slash + 1 : path;
}

static void reset(struct sl_import *import) {
    import->known = false;
    import->records = import->answers = import->added = import->changed = import->same = 0;
    import->refusals = import->incomplete = 0;
}

enum sl_status sl_import_records(struct sl_store *store, const char *path, struct sl_import *import,
                                 struct sl_error *err) {
    SL_AUTO(sl_free) char *bytes = NULL;
    size_t length = 0;
    reset(import);
    enum sl_status status = sl_file_read(path, SL_IMPORT_MOST, &bytes, &length, err);
    if (status != SL_OK)
        return status;
    SL_AUTO(pass_drop)
    struct pass pass = {.context = {.store = store, .import = import, .name = base_name(path)},
                        .bytes = {bytes, length},
                        .hash = sl_hash_of(bytes, length)};
    return run(&pass, err);
}
