#include "base/memory.h"
#include "store/backup.h"
#include "store/count.h"
#include "store/migrate.h"
#include "store/query.h"
#include "store/trail.h"
#include "store/verify.h"
#include "support/store.h"
#include "support/suite.h"
#include "support/test_vfs.h"
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOMENTS_MOST = 2000, SAVES = 3, ROWS = 4 };

static void shell(const char *format, const char *a, const char *b) {
    SL_AUTO(sl_free) char *command = sl_format("set -e; a='%s'; b='%s'; %s", a, b, format);
    ck_assert_int_eq(system(command), 0);
}

static void copy_store(const char *from, const char *to) {
    shell("rm -f \"$b\" \"$b\"[-.]*; cp \"$a\" \"$b\"", from, to);
}

/* A save of several rows over several pages: all of it, or nothing. */
static enum sl_status save(struct sl_store *store, void *context, struct sl_error *err) {
    const int *number = context;
    char text[6000];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    for (int i = 0; i < ROWS; i++) {
        char code[32];
        snprintf(code, sizeof code, "%d.%d", *number, i);
        SL_AUTO(sl_query_close)
        struct sl_query query =
            sl_query_open(store, "INSERT INTO service (code, name) VALUES (:code, :name)", err);
        sl_query_text(&query, ":code", code);
        sl_query_text(&query, ":name", text);
        if (sl_query_run(&query) != SL_OK)
            return query.status;
    }
    struct sl_trail_entry entry = {.verb = "service.add", .object = "service"};
    enum sl_status status = sl_trail_add(store, &entry, err);
    return status == SL_OK ? sl_count_add(store, "service", ROWS, err) : status;
}

static char *make_template(const char *name) {
    struct sl_store *store = test_store(name);
    char *path = sl_copy(sl_store_path(store));
    struct sl_error err = {0};
    int number = 100;
    assert_ok(sl_store_write(store, save, &number, &err), err);
    sl_store_close(store);
    return path;
}

/* Opens, saves, closes. Bit n of *answered: save n was answered with success. */
static void work(const char *path, int *answered) {
    struct sl_store *store = NULL;
    if (sl_store_open(path, test_schema_home(), &store, NULL) != SL_OK)
        return;
    for (int number = 0; number < SAVES; number++)
        if (sl_store_write(store, save, &number, NULL) == SL_OK)
            *answered |= 1 << number;
    sl_store_close(store);
}

static struct sl_store *open_whole(const char *path) {
    struct sl_store *store = NULL;
    struct sl_error err = {0};
    assert_ok(sl_store_open(path, test_schema_home(), &store, &err), err);
    assert_ok(sl_verify_run(store, sl_store_checks, NULL, NULL, &err), err);
    return store;
}

static int rows_of(struct sl_store *store, int number) {
    SL_AUTO(sl_free)
    char *sql = sl_format("SELECT count(*) FROM service WHERE code LIKE '%d.%%'", number);
    return (int)test_number(store, sql);
}

/* Whole or nothing, and what was answered is there. Returns how many saves are there. */
static int expect_whole(const char *path, int answered, bool unanswered_may_be_there) {
    SL_AUTO(sl_store_drop) struct sl_store *store = open_whole(path);
    int there = 0;
    for (int number = 0; number < SAVES; number++) {
        int rows = rows_of(store, number);
        if (answered & 1 << number)
            ck_assert_int_eq(rows, ROWS);
        else if (!unanswered_may_be_there)
            ck_assert_int_eq(rows, 0);
        ck_assert(rows == 0 || rows == ROWS);
        there += rows == ROWS;
    }
    return there;
}

/* A disk that breaks for good at COMMIT leaves it open whether the last save reached it. */
static void fail_at_every_moment(const char *name, enum test_fault fault) {
    SL_AUTO(sl_free) char *template = make_template(name);
    SL_AUTO(sl_free) char *path = test_path(name, "-tried.store");
    int moment = 1, answered;
    bool happened;
    do {
        copy_store(template, path);
        answered = 0;
        test_vfs_on(fault, moment);
        work(path, &answered);
        happened = test_vfs_off();
        expect_whole(path, answered, fault == TEST_FAULT_BROKEN);
    } while (happened && ++moment < MOMENTS_MOST);
    ck_assert_int_eq(answered, (1 << SAVES) - 1);
    ck_assert_int_gt(moment, 20);
}

START_TEST(a_save_is_whole_or_nothing_when_one_thing_fails_on_the_disk)
{ fail_at_every_moment(__func__, TEST_FAULT_ERROR); }
END_TEST

START_TEST(a_save_is_whole_or_nothing_when_the_disk_breaks)
{ fail_at_every_moment(__func__, TEST_FAULT_BROKEN); }
END_TEST

START_TEST(a_save_is_whole_or_nothing_when_the_disk_is_full)
{ fail_at_every_moment(__func__, TEST_FAULT_FULL); }
END_TEST

typedef void worker(const char *path, int *answered);

/* Runs work in a process of its own that ends at that moment; false when it came to its end. */
static bool die_at(enum test_fault fault, int moment, worker *does, const char *path,
                   int *answered) {
    int *shared =
        mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    ck_assert(shared != MAP_FAILED);
    pid_t child = fork();
    if (child == 0) {
        test_vfs_on(fault, moment);
        does(path, shared);
        _exit(0);
    }
    int status;
    waitpid(child, &status, 0);
    ck_assert(WIFEXITED(status));
    ck_assert(WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == TEST_FAULT_EXIT);
    *answered = *shared;
    munmap(shared, sizeof *shared);
    return WEXITSTATUS(status) == TEST_FAULT_EXIT;
}

static void die_at_every_moment(const char *name, enum test_fault fault) {
    SL_AUTO(sl_free) char *template = make_template(name);
    SL_AUTO(sl_free) char *path = test_path(name, "-tried.store");
    int moment = 1, answered, partial = 0;
    bool died;
    do {
        copy_store(template, path);
        died = die_at(fault, moment, work, path, &answered);
        int there = expect_whole(path, answered, true);
        partial += there > 0 && there < SAVES;
    } while (died && ++moment < MOMENTS_MOST);
    ck_assert_int_eq(answered, (1 << SAVES) - 1);
    ck_assert_int_gt(partial, 5);
}

START_TEST(a_store_whose_process_was_killed_has_what_was_answered)
{ die_at_every_moment(__func__, TEST_FAULT_KILLED); }
END_TEST

START_TEST(a_store_whose_process_was_killed_while_writing_has_what_was_answered)
{ die_at_every_moment(__func__, TEST_FAULT_TORN); }
END_TEST

START_TEST(a_store_has_what_was_answered_after_the_power_went)
{ die_at_every_moment(__func__, TEST_FAULT_POWER); }
END_TEST

START_TEST(a_store_has_what_was_answered_after_the_power_went_in_the_middle)
{ die_at_every_moment(__func__, TEST_FAULT_POWER_PARTLY); }
END_TEST

/* The harness must be able to find a save that was answered too early. */
static void work_carelessly(const char *path, int *answered) {
    sqlite3 *store = NULL;
    sqlite3_open(path, &store);
    sqlite3_exec(store, "PRAGMA synchronous = NORMAL", NULL, NULL, NULL);
    for (int number = 0; number < SAVES; number++) {
        char sql[256];
        snprintf(sql, sizeof sql,
                 "INSERT INTO service SELECT '%d.' || value, '' FROM json_each('[0,1,2,3]')",
                 number);
        if (sqlite3_exec(store, sql, NULL, NULL, NULL) == SQLITE_OK)
            *answered |= 1 << number;
    }
    sqlite3_close(store);
}

START_TEST(a_save_that_was_not_synced_is_lost_on_this_disk)
{
    SL_AUTO(sl_free) char *template = make_template(__func__);
    SL_AUTO(sl_free) char *path = test_path(__func__, "-tried.store");
    int moment = 1, answered, lost = 0;
    bool died;
    do {
        copy_store(template, path);
        died = die_at(TEST_FAULT_POWER, moment, work_carelessly, path, &answered);
        struct sl_store *store = NULL;
        if (sl_store_open(path, test_schema_home(), &store, NULL) != SL_OK)
            continue;
        for (int number = 0; number < SAVES; number++)
            lost += answered & 1 << number && rows_of(store, number) == 0;
        sl_store_close(store);
    } while (died && ++moment < MOMENTS_MOST);
    ck_assert_int_gt(lost, 0);
}
END_TEST

static void make_new(const char *path, int *answered) {
    *answered = sl_store_create(path, test_schema_home(), NULL) == SL_OK;
}

START_TEST(a_store_is_made_whole_or_not_at_all)
{
    SL_AUTO(sl_free) char *path = test_path(__func__, ".store");
    int moment = 1, answered;
    while (die_at(TEST_FAULT_KILLED, moment, make_new, path, &answered)) {
        ck_assert_int_ne(access(path, F_OK), 0);
        moment += 7; /* of some hundreds */
    }
    ck_assert_int_gt(moment, 50);
    ck_assert_int_eq(answered, 1);
    sl_store_close(open_whole(path));
    shell("rm -f \"$a\".part-*", path, "");
}
END_TEST

static char *make_newer_home(const char *name) {
    char *home = test_path(name, ".schema");
    shell("rm -rf \"$a\"; cp -r \"$b\" \"$a\"", home, test_schema_home());
    int newest = 0;
    struct sl_error err = {0};
    assert_ok(sl_migrate_newest(home, &newest, &err), err);
    SL_AUTO(sl_free) char *next = sl_format("%s/migrations/%04d_next.sql", home, newest + 1);
    FILE *file = fopen(next, "w");
    fputs("CREATE TABLE fruit (name TEXT NOT NULL PRIMARY KEY);\n"
          "INSERT INTO fruit (name) SELECT code FROM service;\n"
          "ALTER TABLE service ADD COLUMN colour TEXT;\n"
          "UPDATE service SET colour = 'green';\n",
          file);
    fclose(file);
    return home;
}

static void migrate(const char *both, int *answered) {
    SL_AUTO(sl_free) char *home = sl_copy(strchr(both, '|') + 1);
    SL_AUTO(sl_free) char *path = sl_copy_bytes(both, (size_t)(strchr(both, '|') - both));
    struct sl_store *store = NULL;
    *answered = sl_store_open(path, home, &store, NULL) == SL_OK;
    sl_store_close(store);
}

static void migrate_and_die(const char *name, enum test_fault fault) {
    SL_AUTO(sl_free) char *template = make_template(name);
    SL_AUTO(sl_free) char *home = make_newer_home(name);
    SL_AUTO(sl_free) char *path = test_path(name, "-tried.store");
    SL_AUTO(sl_free) char *both = sl_format("%s|%s", path, home);
    int moment = 1, answered, old = 0, version = 0, newest = 0;
    struct sl_error err = {0};
    assert_ok(sl_migrate_newest(home, &newest, &err), err);
    bool died;
    do {
        copy_store(template, path);
        died = die_at(fault, moment, migrate, both, &answered);
        assert_ok(sl_migrate_version(path, &version, &err), err);
        ck_assert(version == newest || (version == newest - 1 && !answered));
        old += version < newest;
        struct sl_store *store = NULL;
        assert_ok(sl_store_open(path, home, &store, &err), err);
        assert_ok(sl_verify_run(store, sl_store_checks, NULL, NULL, &err), err);
        ck_assert_int_eq(test_number(store, "SELECT count(*) FROM fruit"), ROWS);
        sl_store_close(store);
    } while (died && (moment += 3) < MOMENTS_MOST);
    ck_assert_int_gt(old, 10);
    ck_assert_int_eq(answered, 1);
    shell("rm -f \"$a\".*", path, "");
}

START_TEST(a_migration_that_was_killed_left_the_old_store_or_the_new_one)
{ migrate_and_die(__func__, TEST_FAULT_KILLED); }
END_TEST

START_TEST(a_migration_that_lost_its_power_left_the_old_store_or_the_new_one)
{ migrate_and_die(__func__, TEST_FAULT_POWER); }
END_TEST

static void back_up(const char *path, int *answered) {
    struct sl_store *store = NULL;
    SL_AUTO(sl_free) char *to = sl_format("%s.backup", path);
    if (sl_store_open(path, test_schema_home(), &store, NULL) == SL_OK)
        *answered = sl_backup_make(store, to, NULL) == SL_OK;
    sl_store_close(store);
}

START_TEST(a_backup_that_was_killed_has_no_name)
{
    SL_AUTO(sl_free) char *template = make_template(__func__);
    SL_AUTO(sl_free) char *path = test_path(__func__, "-tried.store");
    SL_AUTO(sl_free) char *to = sl_format("%s.backup", path);
    int moment = 1, answered, none = 0;
    bool died;
    do {
        copy_store(template, path);
        died = die_at(TEST_FAULT_KILLED, moment, back_up, path, &answered);
        none += access(to, F_OK) != 0;
        if (access(to, F_OK) == 0)
            sl_store_close(open_whole(to));
        sl_store_close(open_whole(path));
    } while (died && (moment += 5) < MOMENTS_MOST);
    ck_assert_int_eq(answered, 1);
    ck_assert_int_gt(none, 10);
    shell("rm -f \"$a\".*", path, "");
}
END_TEST

static void restore(const char *path, int *answered) {
    SL_AUTO(sl_free) char *from = sl_format("%s.backup", path);
    *answered = sl_backup_restore(from, path, test_schema_home(), NULL) == SL_OK;
}

START_TEST(a_restore_that_was_killed_left_the_old_store_or_the_backup)
{
    SL_AUTO(sl_free) char *template = make_template(__func__);
    SL_AUTO(sl_free) char *path = test_path(__func__, "-tried.store");
    SL_AUTO(sl_free) char *from = sl_format("%s.backup", path);
    int moment = 1, answered, saved, kept = 0;
    bool died;
    do {
        copy_store(template, path);
        shell("cp \"$a\" \"$b\"", template, from);
        die_at(TEST_FAULT_KILLED, 90, work, path, &saved);
        died = die_at(TEST_FAULT_KILLED, moment, restore, path, &answered);
        if (answered)
            ck_assert_int_eq(expect_whole(path, 0, true), 0);
        else
            kept += expect_whole(path, saved, true) > 0;
    } while (died && (moment += 5) < MOMENTS_MOST);
    ck_assert_int_eq(answered, 1);
    ck_assert_int_gt(kept, 10);
    shell("rm -f \"$a\".*", path, "");
}
END_TEST

SL_SUITE("vfs_fault", a_save_is_whole_or_nothing_when_one_thing_fails_on_the_disk,
         a_save_is_whole_or_nothing_when_the_disk_breaks,
         a_save_is_whole_or_nothing_when_the_disk_is_full,
         a_store_whose_process_was_killed_has_what_was_answered,
         a_store_whose_process_was_killed_while_writing_has_what_was_answered,
         a_store_has_what_was_answered_after_the_power_went,
         a_store_has_what_was_answered_after_the_power_went_in_the_middle,
         a_save_that_was_not_synced_is_lost_on_this_disk, a_store_is_made_whole_or_not_at_all,
         a_migration_that_was_killed_left_the_old_store_or_the_new_one,
         a_migration_that_lost_its_power_left_the_old_store_or_the_new_one,
         a_backup_that_was_killed_has_no_name,
         a_restore_that_was_killed_left_the_old_store_or_the_backup)
