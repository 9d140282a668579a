#include "store/copy.h"
#include "store/connection.h"
#include "store/log_mark.h"

static enum sl_status vacuum_into(sqlite3 *connection, const char *to, struct sl_error *err) {
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(connection, "VACUUM INTO :to", -1, &statement, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_bind_text(statement, 1, to, -1, SQLITE_STATIC);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    enum sl_status status = code == SQLITE_DONE ? SL_OK : sl_connection_fail(connection, err);
    sqlite3_finalize(statement);
    return status;
}

static enum sl_status unset_mark(const char *copy, struct sl_error *err) {
    SL_AUTO(sl_connection_close) sqlite3 *connection = NULL;
    enum sl_status status = sl_connection_open(copy, SL_CONNECTION_WRITES, &connection, err);
    int64_t mark = 0;
    if (status == SL_OK)
        status = sl_log_mark_read(connection, &mark, err);
    if (status == SL_OK && mark != 0)
        status =
            sl_connection_run(connection, "UPDATE store_count SET n = 0 WHERE name = 'wal'", err);
    return status;
}

enum sl_status sl_copy_make(const char *from, const char *to, bool log_missing,
                            struct sl_error *err) {
    SL_AUTO(sl_connection_close) sqlite3 *connection = NULL;
    enum sl_status status = sl_connection_open(from, SL_CONNECTION_WRITES, &connection, err);
    if (status == SL_OK)
        status = vacuum_into(connection, to, err);
    return status == SL_OK && !log_missing ? unset_mark(to, err) : status;
}
