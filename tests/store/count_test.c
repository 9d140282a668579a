#include "base/memory.h"
#include "store/count.h"
#include "support/store.h"
#include "support/suite.h"
#include <stdlib.h>

struct step { /* counts n of name, then writes again, then ends as told */
    const char *name;
    int64_t n;
    struct step *inner;
    enum sl_status end;
};

static enum sl_status take_step(struct sl_store *store, void *context, struct sl_error *err) {
    struct step *step = context;
    enum sl_status status = sl_count_add(store, step->name, step->n, err);
    if (status == SL_OK && step->inner != NULL)
        sl_store_write(store, take_step, step->inner, NULL);
    if (status == SL_OK && step->end != SL_OK)
        status = sl_fail(err, step->end, "", "No.");
    return status;
}

static int64_t kept(struct sl_store *store, const char *name) {
    SL_AUTO(sl_free) char *sql = sl_format("SELECT n FROM store_count WHERE name = '%s'", name);
    return test_number(store, sql);
}

START_TEST(counts_add_up_over_writes)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct step two = {"team", 2, NULL, SL_OK}, three = {"team", 3, &two, SL_OK};
    struct step less = {"team", -1, NULL, SL_OK};
    struct sl_error err = {0};
    assert_ok(sl_store_write(store, take_step, &three, &err), err);
    ck_assert_int_eq(kept(store, "team"), 5);
    assert_ok(sl_store_write(store, take_step, &less, &err), err);
    ck_assert_int_eq(kept(store, "team"), 4);
}
END_TEST

START_TEST(what_is_undone_is_not_counted)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct step inner = {"team", 10, NULL, SL_INVALID}, outer = {"team", 1, &inner, SL_OK};
    struct step refused = {"team", 100, NULL, SL_REFUSED};
    struct sl_error err = {0};
    assert_ok(sl_store_write(store, take_step, &outer, &err), err);
    ck_assert_int_eq(sl_store_write(store, take_step, &refused, &err), SL_REFUSED);
    ck_assert_int_eq(kept(store, "team"), 1);
}
END_TEST

static enum sl_status count_many_names(struct sl_store *store, void *context,
                                       struct sl_error *err) {
    (void)context;
    enum sl_status status = SL_OK;
    for (int i = 0; i < 100 && status == SL_OK; i++) {
        SL_AUTO(sl_free) char *name = sl_format("name%d", i % 50);
        status = sl_count_add(store, name, 1, err);
    }
    return status;
}

START_TEST(more_names_than_a_batch_holds_are_counted_too)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct sl_error err = {0};
    assert_ok(sl_store_write(store, count_many_names, NULL, &err), err);
    ck_assert_int_eq(test_number(store, "SELECT count(*) FROM store_count WHERE n = 2"), 50);
}
END_TEST

START_TEST(counts_that_fit_the_rows_hold)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct step step = {"service", 2, NULL, SL_OK};
    struct sl_error err = {0};
    test_write(store, "INSERT INTO service (code, name) VALUES ('a', 'A'), ('b', 'B')");
    assert_ok(sl_store_write(store, take_step, &step, &err), err);
    assert_ok(sl_count_check(store, &err), err);
}
END_TEST

START_TEST(a_count_that_does_not_fit_names_the_table_and_both_numbers)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct step step = {"service", 3, NULL, SL_OK};
    struct sl_error err = {0};
    test_write(store, "INSERT INTO service (code, name) VALUES ('a', 'A'), ('b', 'B')");
    assert_ok(sl_store_write(store, take_step, &step, &err), err);
    assert_fails(sl_count_check(store, &err), SL_INVALID, err,
                 "Table service holds 2 rows, and the store counted 3");
}
END_TEST

START_TEST(rows_that_nobody_counted_are_found)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct sl_error err = {0};
    test_write(store, "INSERT INTO trail (seq, at, actor, verb, object, previous, hash) "
                      "VALUES (1, 1, 'a', 'v', 'o', x'00', x'00')");
    assert_fails(sl_count_check(store, &err), SL_INVALID, err,
                 "Table trail holds 1 rows, and the store counted 0");
}
END_TEST

START_TEST(counts_are_changed_inside_a_write_function_only)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct sl_error err = {0};
    assert_fails(sl_count_add(store, "team", 1, &err), SL_STORE, err, "inside a write function");
}
END_TEST

SL_SUITE("count", counts_add_up_over_writes, what_is_undone_is_not_counted,
         more_names_than_a_batch_holds_are_counted_too, counts_that_fit_the_rows_hold,
         a_count_that_does_not_fit_names_the_table_and_both_numbers,
         rows_that_nobody_counted_are_found, counts_are_changed_inside_a_write_function_only)
