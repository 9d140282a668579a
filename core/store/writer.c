#include "store/writer.h"
#include "store/log_mark.h"
#include "store/query.h"
#include "store/trail.h"
#include "store/transaction.h"
#include <signal.h>
#include <stdlib.h>
#include <string.h>

struct request {
    sl_write_fn *fn;
    void *context;
    enum sl_status status;
    struct sl_error error;
    bool answered;
    pthread_cond_t woken;
    struct request *next;
};

struct sl_writer {
    pthread_t thread;
    pthread_mutex_t mutex; /* of the four below */
    pthread_cond_t filled;
    struct request *first, **end;
    bool ending;
    struct sl_store *handle; /* used by the thread only */
    bool mark_owed, loss_told;
};

/* With the first commit the -wal is there again; that it was missing stays in the trail. */
static enum sl_status tell_loss(struct sl_writer *writer, struct sl_error *err) {
    if (writer->loss_told || !writer->handle->shared->log_missing)
        return SL_OK;
    struct sl_trail_entry entry = {.verb = "store.log_missing", .object = "wal"};
    enum sl_status status = sl_trail_add(writer->handle, &entry, err);
    return status == SL_OK ? sl_counts_settle(writer->handle, err) : status;
}

static enum sl_status begin(struct sl_writer *writer, struct sl_error *err) {
    enum sl_status status = sl_transaction_begin(writer->handle, err);
    if (status != SL_OK)
        return status;
    status = sl_log_mark_set(writer->handle, &writer->mark_owed, err);
    if (status == SL_OK)
        status = tell_loss(writer, err);
    if (status != SL_OK)
        sl_transaction_rollback(writer->handle);
    return status;
}

static enum sl_status commit(struct sl_writer *writer, struct sl_error *err) {
    enum sl_status status = sl_transaction_commit(writer->handle, err);
    if (status != SL_OK)
        return status;
    writer->loss_told = true;
    if (writer->mark_owed)
        sl_log_mark_bring(writer->handle, &writer->mark_owed);
    return SL_OK;
}

static void run_request(struct sl_writer *writer, struct request *request) {
    request->error = (struct sl_error){0};
    request->status =
        sl_transaction_run(writer->handle, request->fn, request->context, &request->error);
}

static void refuse_group(struct request *group, const struct sl_error *error) {
    for (struct request *each = group; each != NULL; each = each->next) {
        each->status = error->status;
        each->error = *error;
    }
}

/* False when the transaction was lost, and with it every request of the group. */
static bool run_together(struct sl_writer *writer, struct request *group) {
    struct sl_error error = {0};
    if (begin(writer, &error) != SL_OK) {
        refuse_group(group, &error);
        return true;
    }
    for (struct request *each = group; each != NULL; each = each->next) {
        run_request(writer, each);
        if (!sl_transaction_is_open(writer->handle))
            return false;
    }
    return commit(writer, NULL) == SL_OK;
}

static void run_alone(struct sl_writer *writer, struct request *request) {
    request->error = (struct sl_error){0};
    request->status = begin(writer, &request->error);
    if (request->status != SL_OK)
        return;
    run_request(writer, request);
    if (request->status != SL_OK)
        sl_transaction_rollback(writer->handle);
    else
        request->status = commit(writer, &request->error);
}

static void run_group(struct sl_writer *writer, struct request *group) {
    if (run_together(writer, group))
        return;
    for (struct request *each = group; each != NULL; each = each->next)
        run_alone(writer, each);
}

/* Takes up to a group from the queue; NULL when the writer ends. */
static struct request *wait_for_group(struct sl_writer *writer) {
    while (writer->first == NULL && !writer->ending)
        pthread_cond_wait(&writer->filled, &writer->mutex);
    struct request *group = writer->first, **last = &group;
    for (int n = 0; *last != NULL && n < SL_WRITER_GROUP_MOST; n++)
        last = &(*last)->next;
    writer->first = *last;
    *last = NULL;
    if (writer->first == NULL)
        writer->end = &writer->first;
    return group;
}

/* A request belongs to its caller again as soon as it is answered. */
static void answer_group(struct request *group) {
    while (group != NULL) {
        struct request *next = group->next;
        group->answered = true;
        pthread_cond_signal(&group->woken);
        group = next;
    }
}

static void *serve(void *context) {
    struct sl_writer *writer = context;
    pthread_mutex_lock(&writer->mutex);
    for (struct request *group; (group = wait_for_group(writer)) != NULL;) {
        pthread_mutex_unlock(&writer->mutex);
        run_group(writer, group);
        pthread_mutex_lock(&writer->mutex);
        answer_group(group);
    }
    pthread_mutex_unlock(&writer->mutex);
    return NULL;
}

/* Signals are for the program's own threads. */
static int start_thread(struct sl_writer *writer) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int fault = pthread_create(&writer->thread, NULL, serve, writer);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return fault;
}

/* Readers must never wait for the writer, nor it for them. */
static enum sl_status check_logging(struct sl_store *handle, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query mode = sl_query_open_once(handle, "PRAGMA journal_mode = WAL", err);
    const struct sl_statement *statement = mode.statement;
    if (mode.status != SL_OK || sqlite3_step(statement->prepared) != SQLITE_ROW)
        return sl_connection_fail(handle->connection, err);
    if (strcmp(sl_query_get_text(&mode, 0), "wal") != 0)
        return sl_fail(err, SL_STORE, "", "%s cannot be written: no -wal can be kept beside it.",
                       sl_store_path(handle));
    return SL_OK;
}

enum sl_status sl_writer_start(struct sl_shared *shared, struct sl_writer **out,
                               struct sl_error *err) {
    struct sl_store *handle = NULL;
    enum sl_status status = sl_handle_new(shared, SL_CONNECTION_WRITES, &handle, err);
    if (status != SL_OK)
        return status;
    status = check_logging(handle, err);
    if (status != SL_OK) {
        sl_handle_free(handle);
        return status;
    }
    struct sl_writer *writer = sl_new(1, sizeof *writer);
    writer->handle = handle;
    writer->end = &writer->first;
    writer->mark_owed = true;
    pthread_mutex_init(&writer->mutex, NULL);
    pthread_cond_init(&writer->filled, NULL);
    int fault = start_thread(writer);
    if (fault != 0) {
        sl_handle_free(handle);
        free(writer);
        return sl_fail(err, SL_STORE, "", "The writer could not be started: %s.", strerror(fault));
    }
    *out = writer;
    return SL_OK;
}

static void wait_for_answer(struct sl_writer *writer, struct request *request) {
    pthread_mutex_lock(&writer->mutex);
    *writer->end = request;
    writer->end = &request->next;
    pthread_cond_signal(&writer->filled);
    while (!request->answered)
        pthread_cond_wait(&request->woken, &writer->mutex);
    pthread_mutex_unlock(&writer->mutex);
}

enum sl_status sl_writer_run(struct sl_writer *writer, sl_write_fn *fn, void *context,
                             struct sl_error *err) {
    if (pthread_equal(pthread_self(), writer->thread)) /* a write function that writes again */
        return sl_transaction_run(writer->handle, fn, context, err);
    struct request request = {.fn = fn, .context = context};
    pthread_cond_init(&request.woken, NULL);
    wait_for_answer(writer, &request);
    pthread_cond_destroy(&request.woken);
    if (request.status != SL_OK && err != NULL) {
        *err = request.error;
        err->status = request.status;
    }
    return request.status;
}

void sl_writer_end(struct sl_writer *writer) {
    if (writer == NULL)
        return;
    pthread_mutex_lock(&writer->mutex);
    writer->ending = true;
    pthread_cond_signal(&writer->filled);
    pthread_mutex_unlock(&writer->mutex);
    pthread_join(writer->thread, NULL);
    sl_log_mark_unset(writer->handle->connection);
    sl_handle_free(writer->handle);
    pthread_cond_destroy(&writer->filled);
    pthread_mutex_destroy(&writer->mutex);
    free(writer);
}
