#include "base/memory.h"
#include "store/query.h"
#include "support/store.h"
#include "support/suite.h"
#include <stdio.h>
#include <stdlib.h>

static void add_services(struct sl_store *store) {
    test_write(store, "INSERT INTO service (code, name) VALUES ('a', 'Alpha'), ('b', 'Beta'), "
                      "('c', 'Gamma')");
}

static char *name_of(struct sl_store *store, const char *code) {
    struct sl_error err = {0};
    char *name = NULL;
    SL_AUTO(sl_query_close)
    struct sl_query query =
        sl_query_open(store, "SELECT name FROM service WHERE code = :code", &err);
    sl_query_text(&query, ":code", code);
    if (sl_query_next(&query))
        name = sl_copy(sl_query_get_text(&query, 0));
    assert_ok(query.status, err);
    return name;
}

START_TEST(a_statement_is_found_again_with_other_values)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    add_services(store);
    for (int i = 0; i < 3; i++) {
        SL_AUTO(sl_free) char *alpha = name_of(store, "a");
        SL_AUTO(sl_free) char *gamma = name_of(store, "c");
        ck_assert_str_eq(alpha, "Alpha");
        ck_assert_str_eq(gamma, "Gamma");
        ck_assert_ptr_null(name_of(store, "none"));
    }
}
END_TEST

START_TEST(every_kind_of_value_comes_back_as_it_went_in)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct sl_error err = {0};
    size_t length = 0;
    static const char with_nul[] = {'a', '\0', 'b'};
    SL_AUTO(sl_query_close)
    struct sl_query query = sl_query_open(
        store, "SELECT :text, :slice, :int, :real, :bytes, :null, :no_text, :no_bytes", &err);
    sl_query_text(&query, ":text", "words");
    sl_query_slice(&query, ":slice", (struct sl_text){"wordsmith", 5});
    sl_query_int(&query, ":int", INT64_MIN);
    sl_query_real(&query, ":real", 0.5);
    sl_query_bytes(&query, ":bytes", with_nul, sizeof with_nul);
    sl_query_null(&query, ":null");
    sl_query_text(&query, ":no_text", NULL);
    sl_query_bytes(&query, ":no_bytes", "", 0);
    ck_assert(sl_query_next(&query));
    ck_assert_str_eq(sl_query_get_text(&query, 0), "words");
    ck_assert(sl_text_is(sl_query_get_slice(&query, 1), "words"));
    ck_assert_int_eq(sl_query_get_int(&query, 2), INT64_MIN);
    ck_assert_double_eq(sl_query_get_real(&query, 3), 0.5);
    ck_assert_mem_eq(sl_query_get_bytes(&query, 4, &length), with_nul, 3);
    ck_assert_uint_eq(length, 3);
    ck_assert(sl_query_is_null(&query, 5));
    ck_assert(sl_query_is_null(&query, 6));
    ck_assert_str_eq(sl_query_get_text(&query, 6), "");
    ck_assert(!sl_query_is_null(&query, 7));
    ck_assert_uint_eq(sl_query_get_slice(&query, 5).length, 0);
    ck_assert(!sl_query_next(&query));
    assert_ok(query.status, err);
}
END_TEST

START_TEST(the_first_failure_sticks_and_is_said_once)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct sl_error err = {0};
    SL_AUTO(sl_query_close)
    struct sl_query query =
        sl_query_open(store, "SELECT name FROM nowhere WHERE code = :code", &err);
    ck_assert_int_eq(query.status, SL_STORE);
    sl_query_text(&query, ":code", "a");
    ck_assert(!sl_query_next(&query));
    ck_assert_str_eq(sl_query_get_text(&query, 0), "");
    ck_assert_int_eq(sl_query_get_int(&query, 0), 0);
    assert_fails(sl_query_run(&query), SL_STORE, err, "no such table: nowhere");
}
END_TEST

START_TEST(a_name_that_is_not_in_the_text_is_named)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct sl_error err = {0};
    SL_AUTO(sl_query_close) struct sl_query query = sl_query_open(store, "SELECT :code", &err);
    sl_query_text(&query, ":kode", "a");
    assert_fails(query.status, SL_STORE, err, "no value :kode in: SELECT");
}
END_TEST

START_TEST(a_value_that_was_forgotten_is_named)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct sl_error err = {0};
    SL_AUTO(sl_query_close)
    struct sl_query query = sl_query_open(store, "SELECT :one, :two, :three", &err);
    sl_query_int(&query, ":one", 1);
    sl_query_int(&query, ":three", 3);
    ck_assert(!sl_query_next(&query));
    assert_fails(query.status, SL_STORE, err, "No value was given for :two");
}
END_TEST

START_TEST(a_value_of_the_round_before_is_forgotten_too)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct sl_error err = {0};
    SL_AUTO(sl_query_close) struct sl_query query = sl_query_open(store, "SELECT :one", &err);
    sl_query_int(&query, ":one", 1);
    ck_assert(sl_query_next(&query));
    sl_query_again(&query);
    ck_assert(!sl_query_next(&query));
    assert_fails(query.status, SL_STORE, err, ":one");
}
END_TEST

START_TEST(a_query_that_ended_stays_ended_until_values_are_given_anew)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct sl_error err = {0};
    SL_AUTO(sl_query_close) struct sl_query query = sl_query_open(store, "SELECT :one", &err);
    for (int64_t round = 1; round <= 3; round++) {
        sl_query_int(&query, ":one", round);
        ck_assert(sl_query_next(&query));
        ck_assert_int_eq(sl_query_get_int(&query, 0), round);
        ck_assert(!sl_query_next(&query));
        ck_assert(!sl_query_next(&query));
    }
    assert_ok(query.status, err);
}
END_TEST

static int64_t sum_below(struct sl_store *store, int64_t n) {
    struct sl_error err = {0};
    SL_AUTO(sl_query_close)
    struct sl_query query =
        sl_query_open(store, "SELECT :n UNION ALL SELECT 0 ORDER BY 1 DESC", &err);
    sl_query_int(&query, ":n", n);
    ck_assert(sl_query_next(&query));
    int64_t below = n > 0 ? sum_below(store, n - 1) : 0;
    ck_assert_int_eq(sl_query_get_int(&query, 0), n);
    return n + below;
}

START_TEST(one_text_can_be_open_several_times)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    ck_assert_int_eq(sum_below(store, 10), 55);
    ck_assert_int_eq(sum_below(store, 10), 55);
}
END_TEST

START_TEST(another_text_at_the_same_address_is_not_mistaken)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct sl_error err = {0};
    char text[64];
    for (int64_t i = 0; i < 3; i++) {
        int64_t number = -1;
        snprintf(text, sizeof text, "SELECT %d", (int)i);
        assert_ok(sl_query_number(store, text, &number, &err), err);
        ck_assert_int_eq(number, i);
    }
}
END_TEST

START_TEST(another_name_at_the_same_address_is_not_mistaken)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct sl_error err = {0};
    char name[16];
    SL_AUTO(sl_query_close)
    struct sl_query query = sl_query_open(store, "SELECT :v0, :v1, :v2, :v3", &err);
    for (int i = 3; i >= 0; i--) {
        snprintf(name, sizeof name, ":v%d", i);
        sl_query_int(&query, name, i);
    }
    ck_assert(sl_query_next(&query));
    for (int i = 0; i < 4; i++)
        ck_assert_int_eq(sl_query_get_int(&query, i), i);
}
END_TEST

START_TEST(more_texts_than_are_kept_still_work)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct sl_error err = {0};
    enum { TEXTS = 1500, SIZE = 32 };
    SL_AUTO(sl_free) char *texts = sl_new(TEXTS, SIZE);
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < TEXTS; i++) {
            int64_t number = -1;
            snprintf(texts + i * SIZE, SIZE, "SELECT %d", i);
            assert_ok(sl_query_number(store, texts + i * SIZE, &number, &err), err);
            ck_assert_int_eq(number, i);
        }
}
END_TEST

START_TEST(a_text_of_many_values_takes_them_all)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct sl_error err = {0};
    SL_AUTO(sl_buffer_drop) struct sl_buffer sql = {0};
    sl_buffer_text(&sql, "SELECT 0");
    for (int i = 0; i < 100; i++)
        sl_buffer_format(&sql, " + :v%d", i);
    SL_AUTO(sl_query_close) struct sl_query query = sl_query_open_once(store, sql.bytes, &err);
    for (int i = 0; i < 100; i++) {
        SL_AUTO(sl_free) char *name = sl_format(":v%d", i);
        sl_query_int(&query, name, i);
    }
    ck_assert(sl_query_next(&query));
    ck_assert_int_eq(sl_query_get_int(&query, 0), 4950);
}
END_TEST

START_TEST(two_statements_in_one_text_are_refused)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct sl_error err = {0};
    SL_AUTO(sl_query_close)
    struct sl_query query = sl_query_open(store, "SELECT 1; SELECT 2", &err);
    assert_fails(query.status, SL_STORE, err, "One statement at a time");
}
END_TEST

START_TEST(a_number_that_is_not_there_keeps_the_fallback)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct sl_error err = {0};
    int64_t number = 7;
    assert_ok(sl_query_number(store, "SELECT 1 WHERE 0", &number, &err), err);
    ck_assert_int_eq(number, 7);
}
END_TEST

static enum sl_status add_service_a(struct sl_store *store, void *context, struct sl_error *err) {
    (void)context;
    SL_AUTO(sl_query_close)
    struct sl_query query =
        sl_query_open(store, "INSERT INTO service (code, name) VALUES ('a', 'A')", err);
    return sl_query_run(&query);
}

START_TEST(a_row_that_is_there_already_is_a_conflict)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct sl_error err = {0};
    assert_ok(sl_store_write(store, add_service_a, NULL, &err), err);
    assert_fails(sl_store_write(store, add_service_a, NULL, &err), SL_CONFLICT, err,
                 "service.code");
}
END_TEST

static enum sl_status alter_trail(struct sl_store *store, void *context, struct sl_error *err) {
    (void)context;
    SL_AUTO(sl_query_close)
    struct sl_query add =
        sl_query_open(store,
                      "INSERT INTO trail (seq, at, actor, verb, object, previous, hash) "
                      "VALUES (1, 1, 'a', 'v', 'o', x'00', x'00')",
                      err);
    sl_query_run(&add);
    SL_AUTO(sl_query_close)
    struct sl_query alter = sl_query_open(store, "UPDATE trail SET verb = 'w' WHERE seq = 1", err);
    return sl_query_run(&alter);
}

START_TEST(what_the_schema_forbids_is_said_in_its_own_words)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct sl_error err = {0};
    assert_fails(sl_store_write(store, alter_trail, NULL, &err), SL_STORE, err,
                 "the trail cannot be changed");
}
END_TEST

static enum sl_status rename_services(struct sl_store *store, void *context, struct sl_error *err) {
    int64_t *changed = context;
    SL_AUTO(sl_query_close)
    struct sl_query query =
        sl_query_open(store, "UPDATE service SET name = :name WHERE code > :code", err);
    sl_query_text(&query, ":name", "renamed");
    sl_query_text(&query, ":code", "a");
    enum sl_status status = sl_query_run(&query);
    *changed = sl_store_changes(store);
    return status;
}

START_TEST(a_change_says_how_many_rows_it_changed)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct sl_error err = {0};
    int64_t changed = -1;
    add_services(store);
    assert_ok(sl_store_write(store, rename_services, &changed, &err), err);
    ck_assert_int_eq(changed, 2);
}
END_TEST

SL_SUITE("query", a_statement_is_found_again_with_other_values,
         every_kind_of_value_comes_back_as_it_went_in, the_first_failure_sticks_and_is_said_once,
         a_name_that_is_not_in_the_text_is_named, a_value_that_was_forgotten_is_named,
         a_value_of_the_round_before_is_forgotten_too,
         a_query_that_ended_stays_ended_until_values_are_given_anew,
         one_text_can_be_open_several_times, another_text_at_the_same_address_is_not_mistaken,
         another_name_at_the_same_address_is_not_mistaken, more_texts_than_are_kept_still_work,
         a_text_of_many_values_takes_them_all, two_statements_in_one_text_are_refused,
         a_number_that_is_not_there_keeps_the_fallback, a_row_that_is_there_already_is_a_conflict,
         what_the_schema_forbids_is_said_in_its_own_words, a_change_says_how_many_rows_it_changed)
