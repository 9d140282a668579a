#include "store/connection.h"
#include <pthread.h>
#include <string.h>
#include <unistd.h>

enum { CACHE_KIB = 8192, MMAP_BYTES = 0x7fff0000, LOG_BYTES = 64 << 20, NAP = 1000 };

/* Short even naps: growing ones let a busy writer keep its neighbours out for seconds. */
static int wait_a_little(void *context, int naps) {
    (void)context;
    if (naps >= SL_CONNECTION_PATIENCE * 1000 / NAP)
        return 0;
    usleep(NAP);
    return 1;
}

static enum sl_status fail_constraint(sqlite3 *connection, int code, struct sl_error *err) {
    const char *said = sqlite3_errmsg(connection);
    if (code == SQLITE_CONSTRAINT_TRIGGER)
        return sl_fail(err, SL_STORE, "", "The store refused: %s.", said);
    if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY ||
        code == SQLITE_CONSTRAINT_ROWID)
        return sl_fail(err, SL_CONFLICT, "", "There is one like it already (%s).", said);
    return sl_fail(err, SL_STORE, "", "The store refused a value: %s.", said);
}

enum sl_status sl_connection_fail(sqlite3 *connection, struct sl_error *err) {
    int code = sqlite3_extended_errcode(connection);
    const char *said = sqlite3_errmsg(connection);
    const char *name = sqlite3_db_filename(connection, "main");
    if (name == NULL || *name == '\0')
        name = "the store";
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return sl_fail(err, SL_STORE, "", "%s is busy: another program holds it; try again.", name);
    case SQLITE_FULL:
        return sl_fail(err, SL_STORE, "", "There is no room left on the disk for %s.", name);
    case SQLITE_IOERR:
        return sl_fail(err, SL_STORE, "", "%s could not be read or written: %s.", name, said);
    case SQLITE_READONLY:
        return sl_fail(err, SL_STORE, "", "%s cannot be written here: %s.", name, said);
    case SQLITE_CANTOPEN:
        return sl_fail(err, SL_STORE, "", "%s could not be opened: %s.", name, said);
    case SQLITE_CORRUPT:
        return sl_fail(err, SL_STORE, "", "%s is damaged (%s): restore a backup.", name, said);
    case SQLITE_NOTADB:
        return sl_fail(err, SL_INVALID, "", "%s is not a sightline store.", name);
    case SQLITE_CONSTRAINT:
        return fail_constraint(connection, code, err);
    default:
        return sl_fail(err, SL_STORE, "", "%s: %s.", name, said);
    }
}

enum sl_status sl_connection_run(sqlite3 *connection, const char *sql, struct sl_error *err) {
    if (sqlite3_exec(connection, sql, NULL, NULL, NULL) != SQLITE_OK)
        return sl_connection_fail(connection, err);
    return SL_OK;
}

enum sl_status sl_connection_number(sqlite3 *connection, const char *sql, int64_t *out,
                                    struct sl_error *err) {
    sqlite3_stmt *statement = NULL;
    enum sl_status status = SL_OK;
    int64_t number = *out;
    int code = sqlite3_prepare_v2(connection, sql, -1, &statement, NULL);
    if (code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW)
        number = sqlite3_column_int64(statement, 0);
    if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE)
        status = sl_connection_fail(connection, err);
    sqlite3_finalize(statement);
    if (status == SL_OK)
        *out = number;
    return status;
}

static enum sl_status set_up(sqlite3 *connection, enum sl_connection_use use,
                             struct sl_error *err) {
    static const struct {
        int what, value;
    } switches[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},   {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_DQS_DDL, 0},     {SQLITE_DBCONFIG_DQS_DML, 0},
        {SQLITE_DBCONFIG_ENABLE_FKEY, 1}, {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1},
    };
    for (size_t i = 0; i < SL_COUNT(switches); i++)
        if (sqlite3_db_config(connection, switches[i].what, switches[i].value, NULL) != SQLITE_OK)
            return sl_connection_fail(connection, err);
    sqlite3_busy_handler(connection, wait_a_little, NULL);
    char settings[256];
    sqlite3_snprintf(sizeof settings, settings,
                     "PRAGMA recursive_triggers = 1; PRAGMA synchronous = FULL;"
                     "PRAGMA cache_size = -%d; PRAGMA mmap_size = %d;"
                     "PRAGMA journal_size_limit = %d; PRAGMA query_only = %d",
                     CACHE_KIB, MMAP_BYTES, LOG_BYTES, use == SL_CONNECTION_READS);
    return sl_connection_run(connection, settings, err);
}

/* SQLite would take "file:..." and ":memory:" for something else than a name of a file. */
static char *plain_name(const char *file) {
    return sl_format("%s%s", *file == '/' || *file == '.' ? "" : "./", file);
}

/* SQLite counts its memory behind a mutex that every allocation takes; nobody reads the counts. */
static void count_no_memory(void) {
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

enum sl_status sl_connection_open(const char *file, enum sl_connection_use use, sqlite3 **out,
                                  struct sl_error *err) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, count_no_memory);
    SL_AUTO(sl_free) char *name = plain_name(file);
    SL_AUTO(sl_connection_close) sqlite3 *connection = NULL;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    if (sqlite3_open_v2(name, &connection, flags, NULL) != SQLITE_OK)
        return sl_connection_fail(connection, err);
    enum sl_status status = set_up(connection, use, err);
    if (status == SL_OK) {
        *out = connection;
        connection = NULL;
    }
    return status;
}

void sl_connection_hurry(sqlite3 *connection) {
    sqlite3_busy_handler(connection, NULL, NULL);
}

void sl_connection_tidy(sqlite3 *connection) {
    sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
}

void sl_connection_close(sqlite3 **connection) {
    if (*connection != NULL)
        sqlite3_close(*connection);
    *connection = NULL;
}
