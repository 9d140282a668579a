/*
 * support/store.h - a fresh store for a test, in the build folder, with the real migrations, named
 * after program and test. A failure of any of these ends the test with the error's sentence.
 *
 *     START_TEST(a_saved_record_is_found) {
 *         SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
 */
#pragma once
#include "store/store.h"
#include <check.h>
#include <stdint.h>
#include <string.h>

/* Is call SL_OK? If not, says what stands in err (a struct, not its address). */
#define assert_ok(call, err)                                                                       \
    do {                                                                                           \
        enum sl_status assert_ok_status = (call);                                                  \
        ck_assert_msg(assert_ok_status == SL_OK, "%s: status %d: %s", #call,                       \
                      (int)assert_ok_status, (err).text);                                          \
    } while (0)

/* Is call that failure, with these words in the sentence? */
#define assert_fails(call, expected, err, words)                                                   \
    do {                                                                                           \
        enum sl_status assert_fails_status = (call);                                               \
        ck_assert_msg(assert_fails_status == (expected), "%s: status %d, not %d: %s", #call,       \
                      (int)assert_fails_status, (int)(expected), (err).text);                      \
        ck_assert_msg(strstr((err).text, (words)) != NULL, "\"%s\" does not say \"%s\"",           \
                      (err).text, (words));                                                        \
    } while (0)

/* The folder schema/ of the source tree. */
const char *test_schema_home(void);
/* "BUILD/tests/stores/PROGRAM-NAME" and suffix, owned by the caller; what lay there (with -wal,
 * -shm, -journal, -lock beside it) is removed. */
char *test_path(const char *name, const char *suffix);

/* Made anew and opened; the caller closes it. */
struct sl_store *test_store(const char *name);
/* Closes a store and opens it again. */
struct sl_store *test_store_again(struct sl_store *store);

/* One statement inside a write; and the number a query gives, -1 when there is no row. */
void test_write(struct sl_store *store, const char *sql);
int64_t test_number(struct sl_store *store, const char *sql);
/* Statements behind the store's back, with triggers and foreign keys off, as with a tool of
 * somebody else. Close the store before, where it matters. */
void test_raw(const char *path, const char *sql);
/* The first column of the first row as text, read the same way; owned by the caller. */
char *test_raw_text(const char *path, const char *sql);
