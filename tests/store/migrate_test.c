#include "base/memory.h"
#include "store/migrate.h"
#include "support/store.h"
#include "support/suite.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static void write_text(const char *folder, const char *name, const char *text) {
    SL_AUTO(sl_free) char *path = sl_format("%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
}

static void empty_folder(const char *folder) {
    SL_AUTO(sl_free) char *command = sl_format("rm -rf '%s'", folder);
    ck_assert_int_eq(system(command), 0);
}

/* A folder of migrations of its own: 0001 as its first version had it. */
static char *make_home(const char *name) {
    char *home = test_path(name, ".schema");
    SL_AUTO(sl_free) char *migrations = sl_format("%s/migrations", home);
    SL_AUTO(sl_free) char *native = sl_format("%s/sqlite", migrations);
    empty_folder(home);
    mkdir(home, 0755);
    mkdir(migrations, 0755);
    mkdir(native, 0755);
    write_text(migrations, "0001_first.sql",
               "CREATE TABLE store_count (name TEXT NOT NULL PRIMARY KEY, n BIGINT NOT NULL);\n"
               "CREATE TABLE fruit (name TEXT NOT NULL PRIMARY KEY);\n"
               "INSERT INTO fruit (name) VALUES ('apple'), ('pear');\n");
    write_text(native, "0001_first.sql",
               "CREATE TABLE basket (no INTEGER PRIMARY KEY, fruit TEXT NOT NULL REFERENCES fruit "
               "(name)) STRICT;\nINSERT INTO basket (fruit) VALUES ('pear');\n");
    return home;
}

static void add_migration(const char *home, const char *name, const char *text) {
    SL_AUTO(sl_free) char *migrations = sl_format("%s/migrations", home);
    write_text(migrations, name, text);
}

static struct sl_store *make_old_store(const char *name, const char *home) {
    SL_AUTO(sl_free) char *path = test_path(name, ".store");
    SL_AUTO(sl_free) char *copy = sl_format("%s.before-0002", path);
    struct sl_store *store = NULL;
    struct sl_error err = {0};
    unlink(copy);
    assert_ok(sl_store_create(path, home, &err), err);
    assert_ok(sl_store_open(path, home, &store, &err), err);
    return store;
}

static int version_of(const char *path) {
    struct sl_error err = {0};
    int version = -1;
    assert_ok(sl_migrate_version(path, &version, &err), err);
    return version;
}

START_TEST(a_new_store_has_every_migration_and_no_copy)
{
    SL_AUTO(sl_free) char *home = make_home(__func__);
    add_migration(home, "0002_colour.sql", "ALTER TABLE fruit ADD COLUMN colour TEXT;");
    SL_AUTO(sl_store_drop) struct sl_store *store = make_old_store(__func__, home);
    SL_AUTO(sl_free) char *copy = sl_format("%s.before-0001", sl_store_path(store));
    ck_assert_int_eq(version_of(sl_store_path(store)), 2);
    ck_assert_int_eq(test_number(store, "SELECT count(colour) FROM fruit"), 0);
    ck_assert_int_ne(access(copy, F_OK), 0);
}
END_TEST

START_TEST(an_earlier_store_is_migrated_and_its_copy_kept)
{
    SL_AUTO(sl_free) char *home = make_home(__func__);
    struct sl_store *store = make_old_store(__func__, home);
    SL_AUTO(sl_free) char *path = sl_copy(sl_store_path(store));
    SL_AUTO(sl_free) char *copy = sl_format("%s.before-0002", path);
    struct sl_error err = {0};
    test_write(store, "INSERT INTO fruit (name) VALUES ('plum')");
    sl_store_close(store);
    add_migration(home, "0002_colour.sql", "ALTER TABLE fruit ADD COLUMN colour TEXT;");
    add_migration(home, "0003_green.sql", "UPDATE fruit SET colour = 'green';\n");
    assert_ok(sl_store_open(path, home, &store, &err), err);
    ck_assert_int_eq(test_number(store, "SELECT count(*) FROM fruit WHERE colour = 'green'"), 3);
    ck_assert_int_eq(version_of(path), 3);
    ck_assert_int_eq(version_of(copy), 1);
    SL_AUTO(sl_free) char *count = test_raw_text(copy, "SELECT count(*) FROM fruit");
    ck_assert_str_eq(count, "3");
    sl_store_close(store);
}
END_TEST

/* Opens with a migration that fails, and expects the old store. */
static void fail_with(const char *name, const char *migration, const char *words) {
    SL_AUTO(sl_free) char *home = make_home(name);
    struct sl_store *store = make_old_store(name, home);
    SL_AUTO(sl_free) char *path = sl_copy(sl_store_path(store));
    SL_AUTO(sl_free) char *copy = sl_format("%s.before-0002", path);
    struct sl_error err = {0};
    sl_store_close(store);
    store = NULL;
    add_migration(home, "0002_bad.sql", migration);
    assert_fails(sl_store_open(path, home, &store, &err), SL_INVALID, err, words);
    ck_assert_ptr_null(store);
    ck_assert_int_eq(version_of(path), 1);
    ck_assert_int_eq(version_of(copy), 1);
    SL_AUTO(sl_free)
    char *tables = test_raw_text(
        path, "SELECT group_concat(name, ' ') FROM sqlite_schema WHERE type = 'table'");
    ck_assert_str_eq(tables, "store_count fruit basket");
    SL_AUTO(sl_free) char *left = test_raw_text(path, "SELECT count(*) FROM fruit");
    ck_assert_str_eq(left, "2");
}

START_TEST(a_migration_that_fails_names_its_line_and_leaves_the_old_store)
{
    fail_with(__func__, "CREATE TABLE tree (x);\n\n-- words\nDELETE FROM nowhere;\n",
              "0002_bad.sql:4: no such table: nowhere");
}
END_TEST

START_TEST(a_migration_cannot_leave_its_transaction)
{
    fail_with(__func__, "CREATE TABLE tree (x);\nCOMMIT;\n", "0002_bad.sql:2: not authorized");
    fail_with(__func__, "CREATE TABLE tree (x);\nATTACH 'x' AS y;\n", "0002_bad.sql:2:");
}
END_TEST

START_TEST(a_migration_that_breaks_references_is_undone)
{ fail_with(__func__, "DELETE FROM fruit;\n", "leaves 1 rows that refer to nothing"); }
END_TEST

START_TEST(a_migration_may_rebuild_a_table_that_others_refer_to)
{
    SL_AUTO(sl_free) char *home = make_home(__func__);
    struct sl_store *store = make_old_store(__func__, home);
    SL_AUTO(sl_free) char *path = sl_copy(sl_store_path(store));
    struct sl_error err = {0};
    sl_store_close(store);
    add_migration(home, "0002_rebuilt.sql",
                  "CREATE TABLE fruit_new (name TEXT NOT NULL PRIMARY KEY, n BIGINT NOT NULL);\n"
                  "INSERT INTO fruit_new SELECT name, 1 FROM fruit;\n"
                  "DROP TABLE fruit;\nALTER TABLE fruit_new RENAME TO fruit;\n");
    assert_ok(sl_store_open(path, home, &store, &err), err);
    ck_assert_int_eq(test_number(store, "SELECT sum(n) FROM fruit"), 2);
    ck_assert_int_eq(test_number(store, "PRAGMA foreign_keys"), 1);
    sl_store_close(store);
}
END_TEST

START_TEST(a_store_that_a_server_holds_is_not_migrated)
{
    SL_AUTO(sl_free) char *home = make_home(__func__);
    SL_AUTO(sl_store_drop) struct sl_store *store = make_old_store(__func__, home);
    struct sl_store *second = NULL;
    struct sl_error err = {0};
    assert_ok(sl_store_lock_server(store, &err), err);
    add_migration(home, "0002_colour.sql", "ALTER TABLE fruit ADD COLUMN colour TEXT;");
    assert_fails(sl_store_open(sl_store_path(store), home, &second, &err), SL_CONFLICT, err,
                 "(serve)");
    ck_assert_int_eq(version_of(sl_store_path(store)), 1);
}
END_TEST

START_TEST(a_store_that_is_being_restored_is_not_opened)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    SL_AUTO(sl_free) char *lock = sl_format("%s.lock", sl_store_path(store));
    struct sl_store *second = NULL;
    struct sl_error err = {0};
    int held = open(lock, O_RDWR | O_CREAT, 0600);
    ck_assert_int_eq(flock(held, LOCK_EX), 0);
    ck_assert_int_eq(write(held, "4711 restore\n", 13), 13);
    assert_fails(sl_store_open(sl_store_path(store), test_schema_home(), &second, &err),
                 SL_CONFLICT, err, "process 4711 (restore)");
    close(held);
    assert_ok(sl_store_open(sl_store_path(store), test_schema_home(), &second, &err), err);
    sl_store_close(second);
}
END_TEST

static void refuse_home(const char *name, const char *file, const char *words) {
    SL_AUTO(sl_free) char *home = make_home(name);
    struct sl_error err = {0};
    int newest = 7;
    add_migration(home, file, "SELECT 1;");
    assert_fails(sl_migrate_newest(home, &newest, &err), SL_INVALID, err, words);
    ck_assert_int_eq(newest, 7);
}

START_TEST(a_gap_two_of_one_number_and_other_names_are_refused)
{
    refuse_home(__func__, "0003_third.sql", "has no migration 0002");
    refuse_home(__func__, "0001_again.sql", "two migrations of one number");
    refuse_home(__func__, "2_second.sql", "is no name of a migration");
    refuse_home(__func__, "0000_none.sql", "is no name of a migration");
}
END_TEST

START_TEST(a_folder_without_migrations_is_refused)
{
    SL_AUTO(sl_free) char *home = test_path(__func__, ".schema");
    struct sl_error err = {0};
    int newest = 0;
    ck_assert_int_eq(sl_migrate_newest(home, &newest, &err), SL_IO);
    ck_assert_ptr_nonnull(strstr(err.text, home));
}
END_TEST

SL_SUITE("migrate", a_new_store_has_every_migration_and_no_copy,
         an_earlier_store_is_migrated_and_its_copy_kept,
         a_migration_that_fails_names_its_line_and_leaves_the_old_store,
         a_migration_cannot_leave_its_transaction, a_migration_that_breaks_references_is_undone,
         a_migration_may_rebuild_a_table_that_others_refer_to,
         a_store_that_a_server_holds_is_not_migrated, a_store_that_is_being_restored_is_not_opened,
         a_gap_two_of_one_number_and_other_names_are_refused,
         a_folder_without_migrations_is_refused)
