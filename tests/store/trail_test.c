#include "base/memory.h"
#include "store/query.h"
#include "store/trail.h"
#include "support/store.h"
#include "support/suite.h"
#include <stdio.h>
#include <stdlib.h>

static enum sl_status add_entry(struct sl_store *store, void *context, struct sl_error *err) {
    return sl_trail_add(store, context, err);
}

static void add(struct sl_store *store, const char *verb, const char *object) {
    struct sl_hash after = sl_hash_of(object, strlen(object));
    struct sl_trail_entry entry = {
        .actor = "aud1", .verb = verb, .object = object, .after = &after};
    struct sl_error err = {0};
    assert_ok(sl_store_write(store, add_entry, &entry, &err), err);
}

static int64_t check(struct sl_store *store) {
    struct sl_error err = {0};
    int64_t entries = -1;
    assert_ok(sl_trail_check(store, &entries, &err), err);
    return entries;
}

START_TEST(an_empty_trail_has_a_head_of_zeroes)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct sl_error err = {0};
    struct sl_hash head = sl_hash_of("x", 1), zeroes = {0};
    int64_t seq = 7;
    assert_ok(sl_trail_head(store, &seq, &head, &err), err);
    ck_assert_int_eq(seq, 0);
    ck_assert_mem_eq(&head, &zeroes, sizeof head);
    ck_assert_int_eq(check(store), 0);
}
END_TEST

START_TEST(entries_follow_from_one_another)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct sl_error err = {0};
    struct sl_hash first, second;
    int64_t seq = 0;
    add(store, "record.save", "one");
    assert_ok(sl_trail_head(store, &seq, &first, &err), err);
    add(store, "record.save", "two");
    assert_ok(sl_trail_head(store, &seq, &second, &err), err);
    ck_assert_int_eq(seq, 2);
    ck_assert_mem_ne(&first, &second, sizeof first);
    ck_assert_int_eq(check(store), 2);
}
END_TEST

/* The layout that the header documents, written down by hand. */
START_TEST(the_hash_is_of_the_documented_bytes)
{
    static const char bytes[] = "SLT1"
                                "\1\0\0\0\0\0\0\0"
                                "\x15\xcd\x5b\x07\0\0\0\0"
                                "\x09\0\0\0sightline"
                                "\x04\0\0\0rule"
                                "\x02\0\0\0r1"
                                "\0"
                                "\0"
                                "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                                "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct sl_error err = {0};
    struct sl_trail_entry entry = {.verb = "rule", .object = "r1"};
    struct sl_hash expected = sl_hash_of(bytes, sizeof bytes - 1), head;
    int64_t seq = 0;
    sl_store_fix_clock(store, 123456789);
    assert_ok(sl_store_write(store, add_entry, &entry, &err), err);
    assert_ok(sl_trail_head(store, &seq, &head, &err), err);
    ck_assert_mem_eq(&head, &expected, sizeof head);
}
END_TEST

static enum sl_status add_then_fail(struct sl_store *store, void *context, struct sl_error *err) {
    enum sl_status status = sl_trail_add(store, context, err);
    return status == SL_OK ? sl_fail(err, SL_INVALID, "", "After all not.") : status;
}

static enum sl_status add_around_a_failure(struct sl_store *store, void *context,
                                           struct sl_error *err) {
    enum sl_status status = sl_trail_add(store, context, err);
    ck_assert_int_eq(sl_store_write(store, add_then_fail, context, NULL), SL_INVALID);
    return status == SL_OK ? sl_trail_add(store, context, err) : status;
}

START_TEST(an_entry_of_a_write_that_failed_is_no_link)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct sl_trail_entry entry = {.verb = "test.write", .object = "x"};
    struct sl_error err = {0};
    add(store, "record.save", "one");
    ck_assert_int_eq(sl_store_write(store, add_then_fail, &entry, NULL), SL_INVALID);
    assert_ok(sl_store_write(store, add_around_a_failure, &entry, &err), err);
    add(store, "record.save", "two");
    ck_assert_int_eq(check(store), 4);
}
END_TEST

START_TEST(the_trail_is_written_inside_a_write_function_only)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct sl_trail_entry entry = {.verb = "test.write", .object = "x"};
    struct sl_error err = {0};
    assert_fails(sl_trail_add(store, &entry, &err), SL_STORE, err, "inside a write function");
}
END_TEST

START_TEST(a_text_is_no_object_and_a_sentence_no_verb)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    char words[SL_TRAIL_OBJECT_MOST + 2];
    memset(words, 'w', sizeof words);
    words[sizeof words - 1] = '\0';
    struct sl_trail_entry wordy = {.verb = "test.write", .object = words};
    struct sl_trail_entry sentence = {.verb = "Saved it", .object = "x"};
    struct sl_error err = {0};
    assert_fails(sl_store_write(store, add_entry, &wordy, &err), SL_STORE, err, "id or code");
    assert_fails(sl_store_write(store, add_entry, &sentence, &err), SL_STORE, err, "no verb");
}
END_TEST

/* Does one change behind the store's back make the check name the entry? */
static void expect_fault(const char *name, const char *sql, const char *words) {
    struct sl_store *store = test_store(name);
    SL_AUTO(sl_free) char *path = sl_copy(sl_store_path(store));
    struct sl_error err = {0};
    int64_t entries = 7;
    for (int i = 0; i < 5; i++)
        add(store, "record.save", "thing");
    sl_store_close(store);
    test_raw(path, sql);
    assert_ok(sl_store_open(path, test_schema_home(), &store, &err), err);
    assert_fails(sl_trail_check(store, &entries, &err), SL_INVALID, err, words);
    ck_assert_int_eq(entries, 7);
    sl_store_close(store);
}

START_TEST(any_altered_field_is_found)
{
    static const char *const alterations[] = {
        "UPDATE trail SET at = at + 1 WHERE seq = 3",
        "UPDATE trail SET actor = 'aud2' WHERE seq = 3",
        "UPDATE trail SET verb = 'record.load' WHERE seq = 3",
        "UPDATE trail SET object = 'thong' WHERE seq = 3",
        "UPDATE trail SET before = zeroblob(32) WHERE seq = 3",
        "UPDATE trail SET after = NULL WHERE seq = 3",
        "UPDATE trail SET after = zeroblob(31) WHERE seq = 3",
        "UPDATE trail SET hash = zeroblob(32) WHERE seq = 3",
        "UPDATE trail SET actor = actor || char(0) || 'x' WHERE seq = 3",
    };
    for (size_t i = 0; i < SL_COUNT(alterations); i++)
        expect_fault(__func__, alterations[i], "Trail entry 3 was altered");
}
END_TEST

START_TEST(a_missing_or_inserted_entry_is_found)
{
    expect_fault(__func__, "DELETE FROM trail WHERE seq = 3", "Trail entry 3 is missing");
    expect_fault(__func__, "DELETE FROM trail WHERE seq = 1", "Trail entry 1 is missing");
    expect_fault(__func__, "UPDATE trail SET previous = zeroblob(32) WHERE seq = 3",
                 "Trail entry 3 does not follow");
    expect_fault(__func__,
                 "INSERT INTO trail SELECT 0, at, actor, verb, object, before, after, previous, "
                 "hash FROM trail WHERE seq = 1",
                 "Trail entry 1 is missing");
}
END_TEST

SL_SUITE("trail", an_empty_trail_has_a_head_of_zeroes, entries_follow_from_one_another,
         the_hash_is_of_the_documented_bytes, an_entry_of_a_write_that_failed_is_no_link,
         the_trail_is_written_inside_a_write_function_only,
         a_text_is_no_object_and_a_sentence_no_verb, any_altered_field_is_found,
         a_missing_or_inserted_entry_is_found)
