#include "base/memory.h"
#include "store/backup.h"
#include "store/migrate.h"
#include "store/trail.h"
#include "store/verify.h"
#include "support/store.h"
#include "support/suite.h"
#include <fcntl.h>
#include <glob.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static enum sl_status add_entry(struct sl_store *store, void *context, struct sl_error *err) {
    struct sl_trail_entry entry = {.verb = "test.write", .object = context};
    return sl_trail_add(store, &entry, err);
}

static struct sl_store *make_store(const char *name, int entries) {
    struct sl_store *store = test_store(name);
    struct sl_error err = {0};
    for (int i = 0; i < entries; i++)
        assert_ok(sl_store_write(store, add_entry, "thing", &err), err);
    return store;
}

static int64_t entries_of(const char *path) {
    SL_AUTO(sl_store_drop) struct sl_store *store = NULL;
    struct sl_error err = {0};
    int64_t entries = -1;
    assert_ok(sl_store_open(path, test_schema_home(), &store, &err), err);
    assert_ok(sl_verify_run(store, sl_store_checks, NULL, NULL, &err), err);
    assert_ok(sl_trail_check(store, &entries, &err), err);
    return entries;
}

static size_t files_like(const char *path, const char *pattern) {
    SL_AUTO(sl_free) char *whole = sl_format("%s%s", path, pattern);
    glob_t found = {0};
    glob(whole, 0, NULL, &found);
    size_t count = found.gl_pathc;
    globfree(&found);
    return count;
}

static void remove_like(const char *path, const char *pattern) {
    SL_AUTO(sl_free) char *command = sl_format("rm -f '%s'%s", path, pattern);
    ck_assert_int_eq(system(command), 0);
}

START_TEST(a_backup_holds_every_row_and_needs_no_other_file)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = make_store(__func__, 30);
    SL_AUTO(sl_free) char *to = test_path(__func__, "-backup.store");
    struct sl_error err = {0};
    struct stat there;
    assert_ok(sl_backup_make(store, to, &err), err);
    ck_assert_uint_eq(files_like(to, "*"), 1);
    ck_assert_int_eq(stat(to, &there), 0);
    ck_assert_int_eq(there.st_mode & 0777, 0600);
    ck_assert_int_eq(entries_of(to), 30);
    ck_assert_int_eq(test_number(store, "SELECT count(*) FROM trail"), 30);
}
END_TEST

START_TEST(a_backup_never_replaces_a_file)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = make_store(__func__, 1);
    SL_AUTO(sl_free) char *to = test_path(__func__, "-backup.store");
    struct sl_error err = {0};
    assert_ok(sl_backup_make(store, to, &err), err);
    assert_ok(sl_store_write(store, add_entry, "thing", &err), err);
    assert_fails(sl_backup_make(store, to, &err), SL_CONFLICT, err, "there already");
    ck_assert_int_eq(entries_of(to), 1);
    ck_assert_uint_eq(files_like(to, ".part*"), 0);
}
END_TEST

START_TEST(a_store_that_does_not_verify_gives_no_backup)
{
    struct sl_store *store = make_store(__func__, 5);
    SL_AUTO(sl_free) char *path = sl_copy(sl_store_path(store));
    SL_AUTO(sl_free) char *to = test_path(__func__, "-backup.store");
    struct sl_error err = {0};
    sl_store_close(store);
    test_raw(path, "UPDATE trail SET object = 'other' WHERE seq = 2");
    assert_ok(sl_store_open(path, test_schema_home(), &store, &err), err);
    assert_fails(sl_backup_make(store, to, &err), SL_INVALID, err, "Trail entry 2 was altered");
    ck_assert_uint_eq(files_like(to, "*"), 0);
    sl_store_close(store);
}
END_TEST

struct busy {
    struct sl_store *store;
    atomic_bool enough;
    int written;
};

static void *keep_writing(void *context) {
    struct busy *busy = context;
    while (!atomic_load(&busy->enough))
        busy->written += sl_store_write(busy->store, add_entry, "thing", NULL) == SL_OK;
    return NULL;
}

START_TEST(a_backup_is_of_one_moment_while_others_write)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = make_store(__func__, 50);
    SL_AUTO(sl_free) char *to = test_path(__func__, "-backup.store");
    struct busy busy = {.store = store};
    struct sl_error err = {0};
    pthread_t thread;
    pthread_create(&thread, NULL, keep_writing, &busy);
    enum sl_status status = sl_backup_make(store, to, &err);
    atomic_store(&busy.enough, true);
    pthread_join(thread, NULL);
    assert_ok(status, err);
    ck_assert_int_ge(entries_of(to), 50);
    ck_assert_int_le(entries_of(to), 50 + busy.written);
}
END_TEST

START_TEST(a_restored_store_is_the_backup_and_the_old_one_is_kept)
{
    struct sl_store *store = make_store(__func__, 3);
    SL_AUTO(sl_free) char *path = sl_copy(sl_store_path(store));
    SL_AUTO(sl_free) char *to = test_path(__func__, "-backup.store");
    SL_AUTO(sl_free) char *replaced = sl_format("%s.replaced", path);
    SL_AUTO(sl_free) char *again = sl_format("%s.replaced-2", path);
    struct sl_error err = {0};
    remove_like(path, ".replaced*");
    assert_ok(sl_backup_make(store, to, &err), err);
    assert_ok(sl_store_write(store, add_entry, "later", &err), err);
    sl_store_close(store);
    assert_ok(sl_backup_restore(to, path, test_schema_home(), &err), err);
    ck_assert_int_eq(entries_of(path), 3);
    ck_assert_int_eq(entries_of(replaced), 4);
    ck_assert_int_eq(entries_of(to), 3);
    assert_ok(sl_backup_restore(to, path, test_schema_home(), &err), err);
    ck_assert_int_eq(entries_of(replaced), 4);
    ck_assert_int_eq(entries_of(again), 3);
    ck_assert_uint_eq(files_like(path, ".part*"), 0);
}
END_TEST

START_TEST(a_backup_is_restored_where_nothing_is)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = make_store(__func__, 3);
    SL_AUTO(sl_free) char *to = test_path(__func__, "-backup.store");
    SL_AUTO(sl_free) char *new_path = test_path(__func__, "-new.store");
    struct sl_error err = {0};
    assert_ok(sl_backup_make(store, to, &err), err);
    assert_ok(sl_backup_restore(to, new_path, test_schema_home(), &err), err);
    ck_assert_int_eq(entries_of(new_path), 3);
    ck_assert_uint_eq(files_like(new_path, ".replaced*"), 0);
}
END_TEST

/* What a crash of the old store left would be played into the restored one. */
START_TEST(a_stale_log_is_not_played_into_a_restored_store)
{
    struct sl_store *store = make_store(__func__, 3);
    SL_AUTO(sl_free) char *path = sl_copy(sl_store_path(store));
    SL_AUTO(sl_free) char *to = test_path(__func__, "-backup.store");
    SL_AUTO(sl_free) char *new_path = test_path(__func__, "-new.store");
    struct sl_error err = {0};
    remove_like(new_path, ".replaced*");
    assert_ok(sl_backup_make(store, to, &err), err);
    assert_ok(sl_store_write(store, add_entry, "later", &err), err);
    SL_AUTO(sl_free) char *command = sl_format("cp '%s-wal' '%s-wal'", path, new_path);
    ck_assert_int_eq(system(command), 0);
    sl_store_close(store);
    assert_ok(sl_backup_restore(to, new_path, test_schema_home(), &err), err);
    ck_assert_int_eq(entries_of(new_path), 3);
    ck_assert_uint_eq(files_like(new_path, ".replaced-wal"), 1);
}
END_TEST

START_TEST(a_damaged_store_can_be_restored_over)
{
    struct sl_store *store = make_store(__func__, 3);
    SL_AUTO(sl_free) char *path = sl_copy(sl_store_path(store));
    SL_AUTO(sl_free) char *to = test_path(__func__, "-backup.store");
    struct sl_error err = {0};
    remove_like(path, ".replaced*");
    assert_ok(sl_backup_make(store, to, &err), err);
    sl_store_close(store);
    ck_assert_int_eq(truncate(path, 20000), 0);
    int file = open(path, O_WRONLY);
    ck_assert_int_eq(pwrite(file, "nothing that SQLite would know", 30, 0), 30);
    close(file);
    assert_ok(sl_backup_restore(to, path, test_schema_home(), &err), err);
    ck_assert_int_eq(entries_of(path), 3);
    ck_assert_uint_eq(files_like(path, ".replaced"), 1);
}
END_TEST

START_TEST(a_store_that_is_open_is_not_restored_over)
{
    struct sl_store *store = make_store(__func__, 3);
    SL_AUTO(sl_free) char *path = sl_copy(sl_store_path(store));
    SL_AUTO(sl_free) char *to = test_path(__func__, "-backup.store");
    struct sl_error err = {0};
    assert_ok(sl_backup_make(store, to, &err), err);
    assert_fails(sl_backup_restore(to, path, test_schema_home(), &err), SL_CONFLICT, err,
                 "open in another program");
    store = test_store_again(store);
    assert_fails(sl_backup_restore(to, path, test_schema_home(), &err), SL_CONFLICT, err,
                 "open in another program");
    assert_ok(sl_store_lock_server(store, &err), err);
    assert_fails(sl_backup_restore(to, path, test_schema_home(), &err), SL_CONFLICT, err,
                 "(serve)");
    assert_ok(sl_store_write(store, add_entry, "later", &err), err);
    ck_assert_int_eq(test_number(store, "SELECT count(*) FROM trail"), 4);
    sl_store_close(store);
}
END_TEST

START_TEST(a_backup_that_does_not_verify_is_not_restored)
{
    struct sl_store *store = make_store(__func__, 3);
    SL_AUTO(sl_free) char *path = sl_copy(sl_store_path(store));
    SL_AUTO(sl_free) char *to = test_path(__func__, "-backup.store");
    struct sl_error err = {0};
    remove_like(path, ".replaced*");
    assert_ok(sl_backup_make(store, to, &err), err);
    sl_store_close(store);
    test_raw(to, "DELETE FROM trail WHERE seq = 3");
    assert_fails(sl_backup_restore(to, path, test_schema_home(), &err), SL_INVALID, err,
                 "Table trail holds 2 rows");
    ck_assert_int_eq(entries_of(path), 3);
    ck_assert_uint_eq(files_like(path, ".replaced*"), 0);
    ck_assert_uint_eq(files_like(path, ".part*"), 0);
}
END_TEST

START_TEST(a_hand_made_copy_without_its_log_is_not_restored)
{
    struct sl_store *store = make_store(__func__, 3);
    SL_AUTO(sl_free) char *path = sl_copy(sl_store_path(store));
    SL_AUTO(sl_free) char *copy = test_path(__func__, "-copy.store");
    SL_AUTO(sl_free) char *command = sl_format("cp '%s' '%s'", path, copy);
    struct sl_error err = {0};
    ck_assert_int_eq(system(command), 0);
    sl_store_close(store);
    assert_fails(sl_backup_restore(copy, path, test_schema_home(), &err), SL_INVALID, err,
                 "newest rows may be missing");
    ck_assert_int_eq(entries_of(path), 3);
}
END_TEST

START_TEST(a_backup_of_a_newer_version_is_not_restored)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = make_store(__func__, 3);
    SL_AUTO(sl_free) char *to = test_path(__func__, "-backup.store");
    SL_AUTO(sl_free) char *new_path = test_path(__func__, "-new.store");
    struct sl_error err = {0};
    assert_ok(sl_backup_make(store, to, &err), err);
    test_raw(to, "PRAGMA user_version = 4711");
    assert_fails(sl_backup_restore(to, new_path, test_schema_home(), &err), SL_INVALID, err,
                 "newer sightline");
    ck_assert_uint_eq(files_like(new_path, "*"), 0);
}
END_TEST

SL_SUITE("backup", a_backup_holds_every_row_and_needs_no_other_file, a_backup_never_replaces_a_file,
         a_store_that_does_not_verify_gives_no_backup, a_backup_is_of_one_moment_while_others_write,
         a_restored_store_is_the_backup_and_the_old_one_is_kept,
         a_backup_is_restored_where_nothing_is, a_stale_log_is_not_played_into_a_restored_store,
         a_damaged_store_can_be_restored_over, a_store_that_is_open_is_not_restored_over,
         a_backup_that_does_not_verify_is_not_restored,
         a_hand_made_copy_without_its_log_is_not_restored,
         a_backup_of_a_newer_version_is_not_restored)
