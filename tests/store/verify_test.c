#include "base/memory.h"
#include "store/trail.h"
#include "store/verify.h"
#include "support/store.h"
#include "support/suite.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static enum sl_status add_service(struct sl_store *store, void *context, struct sl_error *err) {
    struct sl_trail_entry entry = {.verb = "service.add", .object = context};
    return sl_trail_add(store, &entry, err);
}

static struct sl_store *make_store(const char *name) {
    struct sl_store *store = test_store(name);
    struct sl_error err = {0};
    test_write(store, "INSERT INTO service (code, name) VALUES ('a', 'A'), ('b', 'B')");
    test_write(store, "INSERT INTO team (code, name, opened_on) VALUES ('t', 'T', '2020-01-01')");
    test_write(store, "INSERT INTO team_service (team, service, valid_from) "
                      "VALUES ('t', 'a', '2020-01-01')");
    test_write(store, "INSERT INTO store_count (name, n) VALUES ('service', 2)");
    for (int i = 0; i < 20; i++)
        assert_ok(sl_store_write(store, add_service, "thing", &err), err);
    return store;
}

struct told {
    int held, failed;
    char said[2048];
};

static void tell(void *context, const char *name, enum sl_status status, const char *note) {
    struct told *told = context;
    size_t used = strlen(told->said);
    status == SL_OK ? told->held++ : told->failed++;
    snprintf(told->said + used, sizeof told->said - used, "%s: %s\n", name, note);
}

START_TEST(a_whole_store_holds_and_says_what_was_looked_at)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = make_store(__func__);
    struct sl_error err = {0};
    struct told told = {0};
    assert_ok(sl_verify_run(store, sl_store_checks, tell, &told, &err), err);
    ck_assert_int_eq(told.held, 4);
    ck_assert_int_eq(told.failed, 0);
    ck_assert_ptr_nonnull(strstr(told.said, "pages are sound"));
    ck_assert_ptr_nonnull(strstr(told.said, "trail: 20 entries chain; head "));
    ck_assert_ptr_nonnull(strstr(told.said, "counts: 2 tables"));
}
END_TEST

static void expect_fault(struct sl_store *store, const char *words) {
    struct sl_error err = {0};
    struct told told = {0};
    assert_fails(sl_verify_run(store, sl_store_checks, tell, &told, &err), SL_INVALID, err, words);
    ck_assert_int_eq(told.held + told.failed, 4);
    ck_assert_ptr_nonnull(strstr(told.said, err.text));
}

static void expect_fault_after(const char *name, const char *sql, const char *words) {
    struct sl_store *store = make_store(name);
    SL_AUTO(sl_free) char *path = sl_copy(sl_store_path(store));
    struct sl_error err = {0};
    sl_store_close(store);
    test_raw(path, sql);
    assert_ok(sl_store_open(path, test_schema_home(), &store, &err), err);
    expect_fault(store, words);
    sl_store_close(store);
}

START_TEST(what_was_done_behind_the_stores_back_is_found_and_named)
{
    expect_fault_after(__func__, "UPDATE trail SET object = 'other' WHERE seq = 7",
                       "Trail entry 7 was altered");
    expect_fault_after(__func__, "DELETE FROM trail WHERE seq = 20",
                       "Table trail holds 19 rows, and the store counted 20");
    expect_fault_after(__func__, "UPDATE store_count SET n = n - 1 WHERE name = 'trail'",
                       "Table trail holds 20 rows, and the store counted 19");
    expect_fault_after(__func__, "DELETE FROM store_count WHERE name = 'trail'",
                       "Table trail holds 20 rows, and the store counted 0");
    expect_fault_after(__func__, "DELETE FROM service WHERE code = 'b'",
                       "Table service holds 1 rows, and the store counted 2");
    expect_fault_after(__func__, "UPDATE service SET code = 'c' WHERE code = 'a'",
                       "of table team_service refers to a row of service that is not there");
    expect_fault_after(__func__, "INSERT INTO store_count (name, n) VALUES ('x; --', 1)",
                       "is no table");
}
END_TEST

START_TEST(every_check_is_run_after_one_failed)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = make_store(__func__);
    struct sl_error err = {0};
    struct told told = {0};
    test_write(store, "DELETE FROM service WHERE code = 'b'");
    test_write(store, "UPDATE store_count SET n = 0 WHERE name = 'trail'");
    ck_assert_int_eq(sl_verify_run(store, sl_store_checks, tell, &told, &err), SL_INVALID);
    ck_assert_int_eq(told.held, 3);
    ck_assert_int_eq(told.failed, 1);
    assert_fails(sl_verify_run(store, sl_store_checks, NULL, NULL, &err), SL_INVALID, err,
                 "Table s");
}
END_TEST

/* Byte by byte where the newest rows lie: whatever is altered, the store never passes for whole
 * with other content. Bytes of unused space may differ, and then nothing differs that is read. */
START_TEST(no_altered_byte_of_the_trail_passes_for_whole)
{
    struct sl_store *store = make_store(__func__);
    SL_AUTO(sl_free) char *path = sl_copy(sl_store_path(store));
    struct sl_error err = {0};
    sl_store_close(store);
    SL_AUTO(sl_free)
    char *root = test_raw_text(path, "SELECT rootpage FROM sqlite_schema WHERE name = 'trail'");
    int missed = 0, found = 0;
    for (int at = 8192 - 2000; at < 8192; at += 37) {
        off_t place = (atoi(root) - 1) * (off_t)8192 + at;
        uint8_t byte, altered;
        int file = open(path, O_RDWR);
        ck_assert_int_eq(pread(file, &byte, 1, place), 1);
        altered = byte ^ 1;
        ck_assert_int_eq(pwrite(file, &altered, 1, place), 1);
        close(file);
        assert_ok(sl_store_open(path, test_schema_home(), &store, &err), err);
        if (sl_verify_run(store, sl_store_checks, NULL, NULL, NULL) == SL_OK)
            missed++;
        else
            found++;
        sl_store_close(store);
        file = open(path, O_RDWR);
        ck_assert_int_eq(pwrite(file, &byte, 1, place), 1);
        close(file);
    }
    ck_assert_int_gt(found, 50);
    ck_assert_int_eq(missed, 0);
}
END_TEST

static void copy_file(const char *from, const char *to) {
    SL_AUTO(sl_free) char *command = sl_format("cp '%s' '%s'", from, to);
    ck_assert_int_eq(system(command), 0);
}

/* The trap: a copy without its -wal opens, has fewer rows and passes SQLite's own check. */
START_TEST(a_copy_that_left_its_log_behind_is_found_by_its_count_of_logs)
{
    struct sl_store *store = make_store(__func__);
    SL_AUTO(sl_free) char *copy = test_path(__func__, "-copy.store");
    struct sl_error err = {0};
    store = test_store_again(store);
    for (int i = 0; i < 300; i++)
        assert_ok(sl_store_write(store, add_service, "thing", &err), err);
    copy_file(sl_store_path(store), copy);
    ck_assert_int_eq(test_number(store, "SELECT count(*) FROM trail"), 320);
    sl_store_close(store);

    SL_AUTO(sl_free) char *sound = test_raw_text(copy, "PRAGMA integrity_check");
    SL_AUTO(sl_free) char *rows = test_raw_text(copy, "SELECT count(*) FROM trail");
    ck_assert_str_eq(sound, "ok");
    ck_assert_int_lt(atoi(rows), 320);

    assert_ok(sl_store_open(copy, test_schema_home(), &store, &err), err);
    expect_fault(store, "-wal file is not beside it: the newest rows may be missing");
    store = test_store_again(store);
    expect_fault(store, "-wal file is not beside it");
    sl_store_close(store);
}
END_TEST

START_TEST(writing_after_a_lost_log_leaves_an_entry_in_the_trail)
{
    struct sl_store *store = make_store(__func__);
    SL_AUTO(sl_free) char *copy = test_path(__func__, "-copy.store");
    struct sl_error err = {0};
    copy_file(sl_store_path(store), copy);
    sl_store_close(store);
    assert_ok(sl_store_open(copy, test_schema_home(), &store, &err), err);
    assert_ok(sl_store_write(store, add_service, "thing", &err), err);
    store = test_store_again(store);
    ck_assert_int_eq(
        test_number(store, "SELECT count(*) FROM trail WHERE verb = 'store.log_missing'"), 1);
    assert_ok(sl_verify_run(store, sl_store_checks, NULL, NULL, &err), err);
    sl_store_close(store);
}
END_TEST

START_TEST(a_copy_together_with_its_log_is_whole)
{
    struct sl_store *store = make_store(__func__);
    SL_AUTO(sl_free) char *copy = test_path(__func__, "-copy.store");
    SL_AUTO(sl_free) char *log = sl_format("%s-wal", sl_store_path(store));
    SL_AUTO(sl_free) char *log_copy = sl_format("%s-wal", copy);
    struct sl_error err = {0};
    copy_file(sl_store_path(store), copy);
    copy_file(log, log_copy);
    sl_store_close(store);
    assert_ok(sl_store_open(copy, test_schema_home(), &store, &err), err);
    ck_assert_int_eq(test_number(store, "SELECT count(*) FROM trail"), 20);
    assert_ok(sl_verify_run(store, sl_store_checks, NULL, NULL, &err), err);
    sl_store_close(store);
}
END_TEST

START_TEST(a_copy_of_a_closed_store_is_whole)
{
    struct sl_store *store = make_store(__func__);
    SL_AUTO(sl_free) char *path = sl_copy(sl_store_path(store));
    SL_AUTO(sl_free) char *copy = test_path(__func__, "-copy.store");
    struct sl_error err = {0};
    sl_store_close(store);
    copy_file(path, copy);
    assert_ok(sl_store_open(copy, test_schema_home(), &store, &err), err);
    assert_ok(sl_verify_run(store, sl_store_checks, NULL, NULL, &err), err);
    sl_store_close(store);
}
END_TEST

START_TEST(a_writer_that_stays_marks_the_file_again_after_another_left)
{
    struct sl_store *store = make_store(__func__), *other = NULL;
    SL_AUTO(sl_free) char *copy = test_path(__func__, "-copy.store");
    struct sl_error err = {0};
    assert_ok(sl_store_open(sl_store_path(store), test_schema_home(), &other, &err), err);
    assert_ok(sl_store_write(other, add_service, "thing", &err), err);
    sl_store_close(other);
    ck_assert_int_eq(test_number(store, "SELECT n FROM store_count WHERE name = 'wal'"), 0);
    assert_ok(sl_store_write(store, add_service, "thing", &err), err);
    ck_assert_int_eq(test_number(store, "SELECT n FROM store_count WHERE name = 'wal'"), 1);
    copy_file(sl_store_path(store), copy);
    sl_store_close(store);
    assert_ok(sl_store_open(copy, test_schema_home(), &store, &err), err);
    expect_fault(store, "-wal file is not beside it");
    sl_store_close(store);
}
END_TEST

/* The other trap: rows of another store shown as one's own. */
START_TEST(a_store_beside_the_log_of_another_does_not_pass_for_whole)
{
    struct sl_store *other = test_store("another_store_with_a_log");
    struct sl_store *store = make_store(__func__);
    SL_AUTO(sl_free) char *path = sl_copy(sl_store_path(store));
    SL_AUTO(sl_free) char *theirs = sl_format("%s-wal", sl_store_path(other));
    SL_AUTO(sl_free) char *log = sl_format("%s-wal", path);
    struct sl_error err = {0};
    sl_store_close(store);
    assert_ok(sl_store_write(other, add_service, "theirs", &err), err);
    copy_file(theirs, log);
    sl_store_close(other);
    SL_AUTO(sl_free) char *sound = test_raw_text(path, "PRAGMA integrity_check");
    ck_assert_str_eq(sound, "ok");
    assert_ok(sl_store_open(path, test_schema_home(), &store, &err), err);
    struct told told = {0};
    ck_assert_int_eq(sl_verify_run(store, sl_store_checks, tell, &told, &err), SL_INVALID);
    sl_store_close(store);
}
END_TEST

/* Killed with a -wal: the next one to open it, even if it only reads, must not lose the mark. */
START_TEST(a_store_that_was_killed_is_whole_with_its_log_and_not_without)
{
    struct sl_store *store = make_store(__func__);
    SL_AUTO(sl_free) char *killed = test_path(__func__, "-killed.store");
    SL_AUTO(sl_free) char *log = sl_format("%s-wal", sl_store_path(store));
    SL_AUTO(sl_free) char *killed_log = sl_format("%s-wal", killed);
    struct sl_error err = {0};
    copy_file(sl_store_path(store), killed);
    copy_file(log, killed_log);
    sl_store_close(store);
    for (int i = 0; i < 2; i++) {
        assert_ok(sl_store_open(killed, test_schema_home(), &store, &err), err);
        assert_ok(sl_verify_run(store, sl_store_checks, NULL, NULL, &err), err);
        sl_store_close(store);
        ck_assert_int_eq(access(killed_log, F_OK), 0);
    }
    unlink(killed_log);
    assert_ok(sl_store_open(killed, test_schema_home(), &store, &err), err);
    expect_fault(store, "-wal file is not beside it");
    sl_store_close(store);
}
END_TEST

SL_SUITE("verify", a_whole_store_holds_and_says_what_was_looked_at,
         what_was_done_behind_the_stores_back_is_found_and_named,
         every_check_is_run_after_one_failed, no_altered_byte_of_the_trail_passes_for_whole,
         a_copy_that_left_its_log_behind_is_found_by_its_count_of_logs,
         writing_after_a_lost_log_leaves_an_entry_in_the_trail,
         a_writer_that_stays_marks_the_file_again_after_another_left,
         a_copy_together_with_its_log_is_whole, a_copy_of_a_closed_store_is_whole,
         a_store_beside_the_log_of_another_does_not_pass_for_whole,
         a_store_that_was_killed_is_whole_with_its_log_and_not_without)
