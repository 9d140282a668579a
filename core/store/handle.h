/*
 * store/handle.h - inside of a store: what one handle has of its own, and what all handles of one
 * opened store share. For files of core/store only.
 */
#pragma once
#include "base/hash.h"
#include "store/connection.h"
#include "store/statement.h"
#include "store/store.h"
#include <pthread.h>
#include <stdatomic.h>

struct sl_writer;

struct sl_shared {
    char *path, *file; /* as given, and whole */
    pthread_mutex_t mutex;
    int handles;
    struct sl_writer *writer; /* NULL until the first write */
    int server_lock;          /* descriptor, -1 when not held */
    bool log_missing;         /* a -wal belongs to the file and was not beside it */
    atomic_bool clock_fixed;
    _Atomic int64_t clock;
};

enum { SL_COUNT_NAMES = 16, SL_COUNT_NAME_SIZE = 48 };

struct sl_store {
    struct sl_shared *shared;
    sqlite3 *connection;
    struct sl_statements statements;
    bool writes;
    int views; /* sl_store_begin_reading() not yet ended */
    struct {   /* of the trail, as this transaction knows it */
        bool known;
        int64_t seq;
        struct sl_hash hash;
    } head;
    struct { /* of this savepoint, not yet in store_count */
        char name[SL_COUNT_NAME_SIZE];
        int64_t n;
    } counts[SL_COUNT_NAMES];
    size_t counts_used;
};

/* A handle on a file as it stands, of whatever version, for looking at: nothing is migrated and no
 * -wal is begun. path is what messages call it. */
enum sl_status sl_handle_open(const char *file, const char *path, struct sl_store **out,
                              struct sl_error *err);
/* Another connection of the same store. */
enum sl_status sl_handle_new(struct sl_shared *shared, enum sl_connection_use use,
                             struct sl_store **out, struct sl_error *err);
void sl_handle_free(struct sl_store *handle);
/* Forgets what was known of a transaction that is gone. */
void sl_handle_forget(struct sl_store *handle);
/* False when SQLite has left the writer's transaction behind its back. */
bool sl_handle_may_write(const struct sl_store *handle);

/* Writes the batch of counts down, at the end of each savepoint. */
enum sl_status sl_counts_settle(struct sl_store *handle, struct sl_error *err);
