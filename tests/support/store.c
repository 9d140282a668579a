#include "support/store.h"
#include "base/memory.h"
#include "store/query.h"
#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Without meson's environment: this file's own name leads to the source tree. */
static const char *source_root(void) {
    static char root[4096];
    const char *given = getenv("SIGHTLINE_SOURCE");
    if (given != NULL)
        return given;
    snprintf(root, sizeof root, "%s", __FILE__);
    for (int up = 0; up < 3; up++) {
        char *slash = strrchr(root, '/');
        if (slash == NULL)
            return ".";
        *slash = '\0';
    }
    return root;
}

const char *test_schema_home(void) {
    static char home[4200];
    snprintf(home, sizeof home, "%s/schema", source_root());
    return home;
}

static char *stores_folder(void) {
    const char *build = getenv("SIGHTLINE_BUILD");
    SL_AUTO(sl_free) char *tests = sl_format("%s/tests", build != NULL ? build : ".");
    char *folder = sl_format("%s/stores", tests);
    mkdir(tests, 0755);
    if (mkdir(folder, 0755) != 0)
        ck_assert_msg(errno == EEXIST, "%s: %s", folder, strerror(errno));
    return folder;
}

char *test_path(const char *name, const char *suffix) {
    static const char *const beside[] = {"", "-wal", "-shm", "-journal", ".lock"};
    SL_AUTO(sl_free) char *folder = stores_folder();
    size_t length = strlen(name);
    if (length > 3 && strcmp(name + length - 3, "_fn") == 0) /* what Check makes of __func__ */
        length -= 3;
    char *path =
        sl_format("%s/%s-%.*s%s", folder, program_invocation_short_name, (int)length, name, suffix);
    for (size_t i = 0; i < SL_COUNT(beside); i++) {
        SL_AUTO(sl_free) char *old = sl_format("%s%s", path, beside[i]);
        unlink(old);
    }
    return path;
}

struct sl_store *test_store(const char *name) {
    SL_AUTO(sl_free) char *path = test_path(name, ".store");
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    assert_ok(sl_store_create(path, test_schema_home(), &err), err);
    assert_ok(sl_store_open(path, test_schema_home(), &store, &err), err);
    return store;
}

struct sl_store *test_store_again(struct sl_store *store) {
    SL_AUTO(sl_free) char *path = sl_copy(sl_store_path(store));
    struct sl_error err = {0};
    struct sl_store *again = NULL;
    sl_store_close(store);
    assert_ok(sl_store_open(path, test_schema_home(), &again, &err), err);
    return again;
}

static enum sl_status run_text(struct sl_store *store, void *context, struct sl_error *err) {
    SL_AUTO(sl_query_close) struct sl_query query = sl_query_open_once(store, context, err);
    return sl_query_run(&query);
}

void test_write(struct sl_store *store, const char *sql) {
    SL_AUTO(sl_free) char *text = sl_copy(sql);
    struct sl_error err = {0};
    assert_ok(sl_store_write(store, run_text, text, &err), err);
}

int64_t test_number(struct sl_store *store, const char *sql) {
    struct sl_error err = {0};
    int64_t number = -1;
    SL_AUTO(sl_query_close) struct sl_query query = sl_query_open_once(store, sql, &err);
    if (sl_query_next(&query))
        number = sl_query_get_int(&query, 0);
    assert_ok(query.status, err);
    return number;
}

static sqlite3 *open_raw(const char *path) {
    sqlite3 *raw = NULL;
    ck_assert_int_eq(sqlite3_open_v2(path, &raw, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
    return raw;
}

void test_raw(const char *path, const char *sql) {
    sqlite3 *raw = open_raw(path);
    char *fault = NULL;
    sqlite3_exec(raw, sql, NULL, NULL, &fault);
    ck_assert_msg(fault == NULL, "%s: %s", sql, fault);
    sqlite3_close(raw);
}

char *test_raw_text(const char *path, const char *sql) {
    sqlite3 *raw = open_raw(path);
    sqlite3_stmt *statement = NULL;
    ck_assert_int_eq(sqlite3_prepare_v2(raw, sql, -1, &statement, NULL), SQLITE_OK);
    char *text = NULL;
    if (sqlite3_step(statement) == SQLITE_ROW)
        text = sl_copy((const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    sqlite3_close(raw);
    return text;
}
