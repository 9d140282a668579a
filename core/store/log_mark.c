#include "store/log_mark.h"
#include "store/query.h"

enum sl_status sl_log_mark_read(sqlite3 *connection, int64_t *out, struct sl_error *err) {
    int64_t tables = 0, mark = 0;
    enum sl_status status = sl_connection_number(
        connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'store_count'", &tables, err);
    if (status == SL_OK && tables > 0)
        status = sl_connection_number(connection, "SELECT n FROM store_count WHERE name = 'wal'",
                                      &mark, err);
    if (status == SL_OK)
        *out = mark;
    return status;
}

enum sl_status sl_log_mark_set(struct sl_store *writer, bool *owed, struct sl_error *err) {
    int64_t mark = 0;
    enum sl_status status =
        sl_query_number(writer, "SELECT n FROM store_count WHERE name = 'wal'", &mark, err);
    if (status != SL_OK || mark == 1)
        return status;
    *owed = true;
    SL_AUTO(sl_query_close)
    struct sl_query set = sl_query_open(writer,
                                        "INSERT INTO store_count (name, n) VALUES ('wal', 1) "
                                        "ON CONFLICT (name) DO UPDATE SET n = 1",
                                        err);
    return sl_query_run(&set);
}

void sl_log_mark_bring(struct sl_store *writer, bool *owed) {
    int frames = -1, brought = -1;
    int code = sqlite3_wal_checkpoint_v2(writer->connection, "main", SQLITE_CHECKPOINT_PASSIVE,
                                         &frames, &brought);
    *owed = code != SQLITE_OK || frames < 0 || brought < frames;
}

void sl_log_mark_unset(sqlite3 *connection) {
    sl_connection_hurry(connection);
    if (sl_connection_run(connection, "BEGIN IMMEDIATE", NULL) != SL_OK)
        return; /* another writer is at work, and unsets it when it ends */
    if (sl_connection_run(connection, "UPDATE store_count SET n = 0 WHERE name = 'wal'; COMMIT",
                          NULL) != SL_OK)
        return;
    sqlite3_wal_checkpoint_v2(connection, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    sl_connection_tidy(connection);
}
