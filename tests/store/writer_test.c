#include "base/memory.h"
#include "store/query.h"
#include "store/trail.h"
#include "support/store.h"
#include "support/suite.h"
#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct service {
    const char *code;
    enum sl_status end; /* what the function returns when all went well */
};

static enum sl_status add_service(struct sl_store *store, void *context, struct sl_error *err) {
    const struct service *service = context;
    SL_AUTO(sl_query_close)
    struct sl_query query =
        sl_query_open(store, "INSERT INTO service (code, name) VALUES (:code, :code)", err);
    sl_query_text(&query, ":code", service->code);
    enum sl_status status = sl_query_run(&query);
    if (status == SL_OK && service->end != SL_OK)
        status = sl_fail(err, service->end, "code", "%s was added, and then not.", service->code);
    return status;
}

static int64_t services(struct sl_store *store) {
    return test_number(store, "SELECT count(*) FROM service");
}

static double seconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

START_TEST(a_write_that_succeeds_is_kept)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct service service = {"a", SL_OK};
    struct sl_error err = {0};
    assert_ok(sl_store_write(store, add_service, &service, &err), err);
    ck_assert_int_eq(services(store), 1);
    store = test_store_again(store);
    ck_assert_int_eq(services(store), 1);
}
END_TEST

START_TEST(a_write_that_fails_leaves_everything_and_says_why)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct service service = {"a", SL_REFUSED};
    struct sl_error err = {0};
    assert_fails(sl_store_write(store, add_service, &service, &err), SL_REFUSED, err,
                 "a was added, and then not");
    ck_assert_str_eq(err.field, "code");
    ck_assert_int_eq(err.status, SL_REFUSED);
    ck_assert_int_eq(sl_store_write(store, add_service, &service, NULL), SL_REFUSED);
    ck_assert_int_eq(services(store), 0);
}
END_TEST

enum { THREADS = 100, ROUNDS = 10 };

struct crowd {
    struct sl_store *store;
    int number;
    atomic_int *kept, *refused;
};

/* Every seventh write of each fails on purpose. */
static void *write_often(void *context) {
    struct crowd *one = context;
    for (int round = 0; round < ROUNDS; round++) {
        char code[32];
        snprintf(code, sizeof code, "%d.%d", one->number, round);
        bool fails = (one->number + round) % 7 == 0;
        struct service service = {code, fails ? SL_INVALID : SL_OK};
        struct sl_error err = {0};
        enum sl_status status = sl_store_write(one->store, add_service, &service, &err);
        if (status == SL_OK)
            atomic_fetch_add(one->kept, 1);
        else if (status == SL_INVALID && strncmp(err.text, code, strlen(code)) == 0)
            atomic_fetch_add(one->refused, 1);
    }
    return NULL;
}

START_TEST(a_hundred_threads_save_and_those_that_fail_hurt_nobody)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    pthread_t threads[THREADS];
    struct crowd crowd[THREADS];
    atomic_int kept = 0, refused = 0;
    for (int i = 0; i < THREADS; i++) {
        crowd[i] = (struct crowd){store, i, &kept, &refused};
        ck_assert_int_eq(pthread_create(&threads[i], NULL, write_often, &crowd[i]), 0);
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    ck_assert_int_eq(kept + refused, THREADS * ROUNDS);
    ck_assert_int_gt(refused, THREADS);
    ck_assert_int_eq(services(store), kept);
}
END_TEST

/* Holds the writer until the gate opens, so that what comes behind it is one group. */
struct gate {
    pthread_mutex_t mutex;
    pthread_cond_t moved;
    bool entered, open;
};

static enum sl_status wait_at_gate(struct sl_store *store, void *context, struct sl_error *err) {
    struct gate *gate = context;
    (void)store, (void)err;
    pthread_mutex_lock(&gate->mutex);
    gate->entered = true;
    pthread_cond_broadcast(&gate->moved);
    while (!gate->open)
        pthread_cond_wait(&gate->moved, &gate->mutex);
    pthread_mutex_unlock(&gate->mutex);
    return SL_OK;
}

struct job {
    struct sl_store *store;
    sl_write_fn *fn;
    void *context;
    enum sl_status status;
    struct sl_error err;
};

static void *run_job(void *context) {
    struct job *job = context;
    job->status = sl_store_write(job->store, job->fn, job->context, &job->err);
    return NULL;
}

static void run_as_group(struct sl_store *store, struct job *jobs, size_t count) {
    struct gate gate = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false, false};
    struct job first = {store, wait_at_gate, &gate, SL_END, {0}};
    pthread_t keeper, threads[8];
    pthread_create(&keeper, NULL, run_job, &first);
    pthread_mutex_lock(&gate.mutex);
    while (!gate.entered)
        pthread_cond_wait(&gate.moved, &gate.mutex);
    pthread_mutex_unlock(&gate.mutex);
    for (size_t i = 0; i < count; i++) {
        jobs[i].store = store;
        pthread_create(&threads[i], NULL, run_job, &jobs[i]);
        usleep(20000); /* so that they queue in this order */
    }
    pthread_mutex_lock(&gate.mutex);
    gate.open = true;
    pthread_cond_broadcast(&gate.moved);
    pthread_mutex_unlock(&gate.mutex);
    pthread_join(keeper, NULL);
    for (size_t i = 0; i < count; i++)
        pthread_join(threads[i], NULL);
    ck_assert_int_eq(first.status, SL_OK);
}

/* Found out at COMMIT only. */
static enum sl_status refer_to_nothing(struct sl_store *store, void *context,
                                       struct sl_error *err) {
    (void)context;
    SL_AUTO(sl_query_close)
    struct sl_query later = sl_query_open(store, "PRAGMA defer_foreign_keys = 1", err);
    sl_query_run(&later);
    SL_AUTO(sl_query_close)
    struct sl_query query =
        sl_query_open(store,
                      "INSERT INTO account_grant (account, role, reach, reach_code) "
                      "VALUES ('nobody', 'auditor', 'all', '')",
                      err);
    return sl_query_run(&query);
}

START_TEST(when_a_commit_fails_each_is_tried_alone)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct service a = {"a", SL_OK}, b = {"b", SL_OK};
    struct job jobs[] = {{.fn = add_service, .context = &a},
                         {.fn = refer_to_nothing},
                         {.fn = add_service, .context = &b}};
    run_as_group(store, jobs, SL_COUNT(jobs));
    assert_ok(jobs[0].status, jobs[0].err);
    assert_fails(jobs[1].status, SL_STORE, jobs[1].err, "FOREIGN KEY");
    assert_ok(jobs[2].status, jobs[2].err);
    ck_assert_int_eq(services(store), 2);
    ck_assert_int_eq(test_number(store, "SELECT count(*) FROM account_grant"), 0);
}
END_TEST

/* What SQLite does by itself when the disk is full. */
static enum sl_status lose_transaction(struct sl_store *store, void *context,
                                       struct sl_error *err) {
    struct service c = {"c", SL_OK}, *after = context;
    enum sl_status status = add_service(store, &c, err);
    SL_AUTO(sl_query_close) struct sl_query query = sl_query_open(store, "ROLLBACK", err);
    sl_query_run(&query);
    if (after != NULL)
        add_service(store, after, NULL);
    return status;
}

START_TEST(when_the_transaction_is_lost_each_is_tried_alone)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct service a = {"a", SL_OK}, b = {"b", SL_OK}, after = {"after", SL_OK};
    struct job jobs[] = {{.fn = add_service, .context = &a},
                         {.fn = lose_transaction, .context = &after},
                         {.fn = add_service, .context = &b}};
    run_as_group(store, jobs, SL_COUNT(jobs));
    assert_ok(jobs[0].status, jobs[0].err);
    assert_fails(jobs[1].status, SL_STORE, jobs[1].err, "given up the transaction");
    assert_ok(jobs[2].status, jobs[2].err);
    ck_assert_int_eq(services(store), 2);
    ck_assert_int_eq(test_number(store, "SELECT count(*) FROM service WHERE code = 'after'"), 0);
}
END_TEST

struct nest {
    struct sl_store *reading; /* NULL: the inner write uses the writing handle */
    struct service outer, inner;
    enum sl_status inner_status;
};

static enum sl_status add_two(struct sl_store *store, void *context, struct sl_error *err) {
    struct nest *nest = context;
    enum sl_status status = add_service(store, &nest->outer, err);
    struct sl_store *used = nest->reading != NULL ? nest->reading : store;
    nest->inner_status = sl_store_write(used, add_service, &nest->inner, err);
    return status;
}

START_TEST(a_write_inside_a_write_is_part_of_it)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct nest nest = {NULL, {"a", SL_OK}, {"b", SL_OK}, SL_END};
    struct sl_error err = {0};
    assert_ok(sl_store_write(store, add_two, &nest, &err), err);
    assert_ok(nest.inner_status, err);
    ck_assert_int_eq(services(store), 2);
}
END_TEST

START_TEST(a_write_inside_a_write_through_the_reading_handle_does_not_wait_for_itself)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct nest nest = {store, {"a", SL_OK}, {"b", SL_OK}, SL_END};
    struct sl_error err = {0};
    assert_ok(sl_store_write(store, add_two, &nest, &err), err);
    ck_assert_int_eq(services(store), 2);
}
END_TEST

START_TEST(an_inner_write_that_fails_undoes_itself_only)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct nest nest = {NULL, {"a", SL_OK}, {"b", SL_INVALID}, SL_END};
    struct sl_error err = {0};
    assert_ok(sl_store_write(store, add_two, &nest, &err), err);
    ck_assert_int_eq(nest.inner_status, SL_INVALID);
    ck_assert_int_eq(services(store), 1);
}
END_TEST

START_TEST(an_outer_write_that_fails_undoes_the_inner_one)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct nest nest = {NULL, {"a", SL_CONFLICT}, {"b", SL_OK}, SL_END};
    struct sl_error err = {0};
    ck_assert_int_eq(sl_store_write(store, add_two, &nest, &err), SL_CONFLICT);
    ck_assert_int_eq(nest.inner_status, SL_OK);
    ck_assert_int_eq(services(store), 0);
}
END_TEST

static enum sl_status keep_handle(struct sl_store *store, void *context, struct sl_error *err) {
    struct sl_store **kept = context;
    (void)err;
    *kept = store;
    return SL_OK;
}

START_TEST(a_writing_handle_that_was_kept_writes_nothing)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct sl_store *kept = NULL;
    struct service service = {"a", SL_OK};
    struct sl_error err = {0};
    assert_ok(sl_store_write(store, keep_handle, &kept, &err), err);
    assert_fails(add_service(kept, &service, &err), SL_STORE, err, "transaction");
    ck_assert_int_eq(services(store), 0);
}
END_TEST

static enum sl_status fail_with_open_query(struct sl_store *store, void *context,
                                           struct sl_error *err) {
    (void)context;
    SL_AUTO(sl_query_close)
    struct sl_query query = sl_query_open(
        store, "INSERT INTO service (code, name) VALUES ('a', 'A'), ('b', 'B') RETURNING code",
        err);
    ck_assert(sl_query_next(&query));
    return sl_fail(err, SL_INVALID, "", "Enough.");
}

START_TEST(a_write_that_fails_between_two_rows_leaves_everything)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct sl_error err = {0};
    assert_fails(sl_store_write(store, fail_with_open_query, NULL, &err), SL_INVALID, err,
                 "Enough");
    ck_assert_int_eq(services(store), 0);
}
END_TEST

START_TEST(a_store_that_somebody_keeps_writing_to_is_busy_after_five_seconds)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct service service = {"a", SL_OK};
    struct sl_error err = {0};
    sqlite3 *other = NULL;
    sqlite3_open(sl_store_path(store), &other);
    ck_assert_int_eq(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    double began = seconds_now();
    assert_fails(sl_store_write(store, add_service, &service, &err), SL_STORE, err, "busy");
    ck_assert_double_ge(seconds_now() - began, 4.5);
    ck_assert_double_lt(seconds_now() - began, 9);
    sqlite3_close(other);
    assert_ok(sl_store_write(store, add_service, &service, &err), err);
}
END_TEST

static enum sl_status add_entry(struct sl_store *store, void *context, struct sl_error *err) {
    struct sl_trail_entry entry = {.verb = "test.write", .object = context};
    return sl_trail_add(store, &entry, err);
}

/* A process of its own, with no thread of ours in it: writes entries as fast as it can. */
static void write_entries(const char *path, int count) {
    struct sl_store *store = NULL;
    int failed = sl_store_open(path, test_schema_home(), &store, NULL) != SL_OK;
    for (int i = 0; i < count && !failed; i++)
        failed = sl_store_write(store, add_entry, "object", NULL) != SL_OK;
    sl_store_close(store);
    _exit(failed);
}

START_TEST(processes_that_write_in_turn_make_one_chain)
{
    enum { PROCESSES = 3, ENTRIES = 100 };
    struct sl_store *store = test_store(__func__);
    SL_AUTO(sl_free) char *path = sl_copy(sl_store_path(store));
    struct sl_error err = {0};
    int64_t entries = 0;
    sl_store_close(store);
    for (int i = 0; i < PROCESSES; i++)
        if (fork() == 0)
            write_entries(path, ENTRIES);
    for (int i = 0, status; i < PROCESSES; i++) {
        wait(&status);
        ck_assert_int_eq(status, 0);
    }
    assert_ok(sl_store_open(path, test_schema_home(), &store, &err), err);
    assert_ok(sl_trail_check(store, &entries, &err), err);
    ck_assert_int_eq(entries, PROCESSES * ENTRIES);
    sl_store_close(store);
}
END_TEST

SL_SUITE("writer", a_write_that_succeeds_is_kept, a_write_that_fails_leaves_everything_and_says_why,
         a_hundred_threads_save_and_those_that_fail_hurt_nobody,
         when_a_commit_fails_each_is_tried_alone, when_the_transaction_is_lost_each_is_tried_alone,
         a_write_inside_a_write_is_part_of_it,
         a_write_inside_a_write_through_the_reading_handle_does_not_wait_for_itself,
         an_inner_write_that_fails_undoes_itself_only,
         an_outer_write_that_fails_undoes_the_inner_one,
         a_writing_handle_that_was_kept_writes_nothing,
         a_write_that_fails_between_two_rows_leaves_everything,
         a_store_that_somebody_keeps_writing_to_is_busy_after_five_seconds,
         processes_that_write_in_turn_make_one_chain)
