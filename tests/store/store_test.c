#include "base/memory.h"
#include "store/query.h"
#include "store/store.h"
#include "support/store.h"
#include "support/suite.h"
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static int64_t setting(struct sl_store *store, const char *pragma) {
    return test_number(store, pragma);
}

static void write_bytes(const char *path, const char *bytes) {
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(bytes, file);
    fclose(file);
}

static int64_t size_of(const char *path, const char *suffix) {
    SL_AUTO(sl_free) char *name = sl_format("%s%s", path, suffix);
    struct stat there;
    return stat(name, &there) == 0 ? (int64_t)there.st_size : -1;
}

START_TEST(a_new_store_is_set_up_as_the_house_says)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    ck_assert_int_eq(setting(store, "PRAGMA application_id"), SL_STORE_APPLICATION);
    ck_assert_int_eq(setting(store, "PRAGMA page_size"), 8192);
    ck_assert_int_eq(setting(store, "PRAGMA synchronous"), 2);
    ck_assert_int_eq(setting(store, "PRAGMA foreign_keys"), 1);
    ck_assert_int_eq(setting(store, "PRAGMA recursive_triggers"), 1);
    ck_assert_int_eq(setting(store, "PRAGMA trusted_schema"), 0);
    ck_assert_int_eq(setting(store, "PRAGMA query_only"), 1);
    ck_assert_int_eq(setting(store, "PRAGMA cache_size"), -8192);
    ck_assert_int_gt(setting(store, "PRAGMA user_version"), 0);
    ck_assert_int_eq(setting(store, "SELECT count(*) FROM pragma_journal_mode WHERE "
                                    "journal_mode = 'wal'"),
                     1);
    ck_assert_int_eq(setting(store, "SELECT count(*) FROM record"), 0);
}
END_TEST

START_TEST(only_its_owner_may_read_a_store)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct stat there;
    ck_assert_int_eq(stat(sl_store_path(store), &there), 0);
    ck_assert_int_eq(there.st_mode & 0777, 0600);
}
END_TEST

START_TEST(a_store_is_never_made_over_a_file_that_is_there)
{
    SL_AUTO(sl_free) char *path = test_path(__func__, ".store");
    struct sl_error err = {0};
    write_bytes(path, "mine");
    assert_fails(sl_store_create(path, test_schema_home(), &err), SL_CONFLICT, err,
                 "there already");
    ck_assert_int_eq(size_of(path, ""), 4);
}
END_TEST

START_TEST(a_store_is_not_made_beside_the_log_of_another)
{
    SL_AUTO(sl_free) char *path = test_path(__func__, ".store");
    SL_AUTO(sl_free) char *log = sl_format("%s-wal", path);
    struct sl_error err = {0};
    write_bytes(log, "rows of another store");
    assert_fails(sl_store_create(path, test_schema_home(), &err), SL_CONFLICT, err, "-wal lies");
    ck_assert_int_eq(size_of(path, ""), -1);
    ck_assert_int_gt(size_of(log, ""), 0);
    unlink(log);
}
END_TEST

START_TEST(a_store_that_is_not_there_says_how_to_make_one)
{
    SL_AUTO(sl_free) char *path = test_path(__func__, ".store");
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    assert_fails(sl_store_open(path, test_schema_home(), &store, &err), SL_NOT_FOUND, err,
                 "sightline init");
    ck_assert_ptr_null(store);
    ck_assert_int_eq(size_of(path, ""), -1);
}
END_TEST

static void refuse(const char *path, const char *words) {
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    int64_t before = size_of(path, "");
    assert_fails(sl_store_open(path, test_schema_home(), &store, &err), SL_INVALID, err, words);
    ck_assert_ptr_null(store);
    ck_assert_int_eq(size_of(path, ""), before);
    ck_assert_int_eq(size_of(path, "-wal"), -1);
    ck_assert_int_eq(size_of(path, "-shm"), -1);
}

START_TEST(a_text_file_is_refused_and_not_touched)
{
    SL_AUTO(sl_free) char *path = test_path(__func__, ".store");
    write_bytes(path, "case_ref,day\n");
    refuse(path, "not a sightline store");
    write_bytes(path, "");
    refuse(path, "not a sightline store");
}
END_TEST

START_TEST(a_folder_is_refused)
{
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    assert_fails(sl_store_open("/tmp", test_schema_home(), &store, &err), SL_INVALID, err,
                 "folder");
}
END_TEST

static void make_database(const char *path, const char *sql) {
    sqlite3 *made = NULL;
    ck_assert_int_eq(sqlite3_open(path, &made), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(made, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(made);
}

START_TEST(a_database_of_another_program_is_refused_and_not_touched)
{
    SL_AUTO(sl_free) char *path = test_path(__func__, ".store");
    make_database(path, "CREATE TABLE mine (x); PRAGMA application_id = 77");
    refuse(path, "another program");
}
END_TEST

START_TEST(a_store_of_a_newer_version_is_refused_and_not_touched)
{
    SL_AUTO(sl_free) char *path = test_path(__func__, ".store");
    make_database(path, "CREATE TABLE record (x); PRAGMA application_id = 0x534c696e;"
                        "PRAGMA user_version = 4711");
    refuse(path, "newer sightline (store version 4711");
}
END_TEST

START_TEST(a_name_that_sqlite_would_take_for_something_else_is_a_file)
{
    static const char *const names[] = {"file:odd.store", ":memory:"};
    SL_AUTO(sl_free) char *folder = test_path(__func__, ".folder");
    SL_AUTO(sl_free) char *back = getcwd(NULL, 0);
    struct sl_error err = {0};
    mkdir(folder, 0755);
    ck_assert_int_eq(chdir(folder), 0);
    for (size_t i = 0; i < SL_COUNT(names); i++) {
        struct sl_store *store = NULL;
        unlink(names[i]);
        assert_ok(sl_store_create(names[i], test_schema_home(), &err), err);
        assert_ok(sl_store_open(names[i], test_schema_home(), &store, &err), err);
        ck_assert_int_gt(size_of(names[i], ""), 8192);
        sl_store_close(store);
    }
    ck_assert_int_eq(chdir(back), 0);
}
END_TEST

START_TEST(a_reading_handle_cannot_write)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct sl_error err = {0};
    SL_AUTO(sl_query_close)
    struct sl_query query =
        sl_query_open(store, "INSERT INTO service (code, name) VALUES ('a', 'A')", &err);
    assert_fails(sl_query_run(&query), SL_STORE, err, "cannot be written here");
    ck_assert_int_eq(test_number(store, "SELECT count(*) FROM service"), 0);
}
END_TEST

START_TEST(a_reader_sees_one_moment_until_it_ends)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    SL_AUTO(sl_store_drop) struct sl_store *reader = NULL;
    struct sl_error err = {0};
    assert_ok(sl_store_reader(store, &reader, &err), err);
    assert_ok(sl_store_begin_reading(reader, &err), err);
    test_write(store, "INSERT INTO service (code, name) VALUES ('a', 'A')");
    ck_assert_int_eq(test_number(reader, "SELECT count(*) FROM service"), 0);
    assert_ok(sl_store_begin_reading(reader, &err), err);
    sl_store_end_reading(reader);
    ck_assert_int_eq(test_number(reader, "SELECT count(*) FROM service"), 0);
    ck_assert_int_eq(test_number(store, "SELECT count(*) FROM service"), 1);
    sl_store_end_reading(reader);
    ck_assert_int_eq(test_number(reader, "SELECT count(*) FROM service"), 1);
}
END_TEST

START_TEST(the_clock_can_be_fixed_for_all_handles)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    SL_AUTO(sl_store_drop) struct sl_store *reader = NULL;
    struct sl_error err = {0};
    assert_ok(sl_store_reader(store, &reader, &err), err);
    ck_assert_int_gt(sl_store_now(reader), INT64_C(1700000000000));
    sl_store_fix_clock(store, 12345);
    ck_assert_int_eq(sl_store_now(store), 12345);
    ck_assert_int_eq(sl_store_now(reader), 12345);
}
END_TEST

START_TEST(a_closed_store_is_one_file_and_keeps_what_was_written)
{
    struct sl_store *store = test_store(__func__);
    SL_AUTO(sl_free) char *path = sl_copy(sl_store_path(store));
    test_write(store, "INSERT INTO service (code, name) VALUES ('a', 'A')");
    ck_assert_int_gt(size_of(path, "-wal"), 0);
    sl_store_close(store);
    ck_assert_int_eq(size_of(path, "-wal"), -1);
    ck_assert_int_eq(size_of(path, "-shm"), -1);
    SL_AUTO(sl_free) char *name = test_raw_text(path, "SELECT name FROM service");
    ck_assert_str_eq(name, "A");
}
END_TEST

START_TEST(there_is_one_server_at_a_time)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    SL_AUTO(sl_store_drop) struct sl_store *beside = NULL;
    struct sl_error err = {0};
    SL_AUTO(sl_free) char *said = sl_format("process %d (serve)", (int)getpid());
    assert_ok(sl_store_lock_server(store, &err), err);
    assert_ok(sl_store_lock_server(store, &err), err);
    assert_ok(sl_store_open(sl_store_path(store), test_schema_home(), &beside, &err), err);
    assert_fails(sl_store_lock_server(beside, &err), SL_CONFLICT, err, said);
    sl_store_drop(&store);
    assert_ok(sl_store_lock_server(beside, &err), err);
}
END_TEST

SL_SUITE("store", a_new_store_is_set_up_as_the_house_says, only_its_owner_may_read_a_store,
         a_store_is_never_made_over_a_file_that_is_there,
         a_store_is_not_made_beside_the_log_of_another,
         a_store_that_is_not_there_says_how_to_make_one, a_text_file_is_refused_and_not_touched,
         a_folder_is_refused, a_database_of_another_program_is_refused_and_not_touched,
         a_store_of_a_newer_version_is_refused_and_not_touched,
         a_name_that_sqlite_would_take_for_something_else_is_a_file, a_reading_handle_cannot_write,
         a_reader_sees_one_moment_until_it_ends, the_clock_can_be_fixed_for_all_handles,
         a_closed_store_is_one_file_and_keeps_what_was_written, there_is_one_server_at_a_time)
