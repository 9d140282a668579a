#include "scoring/stage.h"
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>

struct sl_stage_thread {
    struct sl_engine engine;
    bool running;
    pthread_t thread;
    pthread_mutex_t mutex; /* of what follows */
    pthread_cond_t changed;
    struct sl_stage *given;
    bool ending;
};

void sl_stage_drop(struct sl_stage *stage) {
    sl_facts_batch_drop(&stage->batch);
    sl_buffer_drop(&stage->bytes);
    free(stage->results);
    *stage = (struct sl_stage){0};
}

struct sl_text sl_stage_result(const struct sl_stage *stage, size_t index) {
    struct sl_span span = stage->results[index];
    return (struct sl_text){stage->bytes.bytes + span.from, span.to - span.from};
}

/* The sink of the scorer. */
static enum sl_status keep_result(void *context, size_t index, struct sl_text result,
                                  struct sl_error *err) {
    struct sl_stage *stage = context;
    if (index != stage->count || index >= stage->batch.count)
        return sl_fail(err, SL_RULE, "", "The scorer gave results out of order");
    if (stage->bytes.length + result.length > SL_STAGE_BYTES)
        return SL_END;
    size_t from = stage->bytes.length;
    sl_buffer_add(&stage->bytes, result.bytes, result.length);
    stage->results[stage->count++] = (struct sl_span){from, stage->bytes.length};
    return SL_OK;
}

static void score_stage(const struct sl_engine *engine, struct sl_stage *stage) {
    if (stage->results == NULL)
        stage->results = sl_new(SL_FACTS_MOST, sizeof *stage->results);
    sl_buffer_clear(&stage->bytes);
    stage->count = 0;
    stage->error = (struct sl_error){0};
    stage->status = engine->api->score(engine->scorer, stage->batch.cases, stage->batch.count,
                                       keep_result, stage, &stage->error);
    if (stage->status == SL_OK && stage->count < stage->batch.count)
        stage->status =
            sl_fail(&stage->error, SL_RULE, "", "The scorer gave %zu results for %zu records",
                    stage->count, stage->batch.count);
}

static void *serve(void *context) {
    struct sl_stage_thread *thread = context;
    pthread_mutex_lock(&thread->mutex);
    while (!thread->ending) {
        struct sl_stage *stage = thread->given;
        if (stage == NULL) {
            pthread_cond_wait(&thread->changed, &thread->mutex);
            continue;
        }
        pthread_mutex_unlock(&thread->mutex);
        score_stage(&thread->engine, stage);
        pthread_mutex_lock(&thread->mutex);
        thread->given = NULL;
        pthread_cond_broadcast(&thread->changed);
    }
    pthread_mutex_unlock(&thread->mutex);
    return NULL;
}

static bool has_one_core(void) {
    cpu_set_t cores;
    return sched_getaffinity(0, sizeof cores, &cores) == 0 && CPU_COUNT(&cores) == 1;
}

struct sl_stage_thread *sl_stage_thread_start(const struct sl_engine *engine) {
    struct sl_stage_thread *thread = sl_new(1, sizeof *thread);
    thread->engine = *engine;
    pthread_mutex_init(&thread->mutex, NULL);
    pthread_cond_init(&thread->changed, NULL);
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    thread->running = !has_one_core() && pthread_create(&thread->thread, NULL, serve, thread) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return thread;
}

void sl_stage_give(struct sl_stage_thread *thread, struct sl_stage *stage) {
    if (!thread->running) {
        score_stage(&thread->engine, stage);
        return;
    }
    pthread_mutex_lock(&thread->mutex);
    thread->given = stage;
    pthread_cond_broadcast(&thread->changed);
    pthread_mutex_unlock(&thread->mutex);
}

void sl_stage_wait(struct sl_stage_thread *thread) {
    pthread_mutex_lock(&thread->mutex);
    while (thread->given != NULL)
        pthread_cond_wait(&thread->changed, &thread->mutex);
    pthread_mutex_unlock(&thread->mutex);
}

void sl_stage_thread_end(struct sl_stage_thread *thread) {
    if (thread == NULL)
        return;
    sl_stage_wait(thread);
    pthread_mutex_lock(&thread->mutex);
    thread->ending = true;
    pthread_cond_broadcast(&thread->changed);
    pthread_mutex_unlock(&thread->mutex);
    if (thread->running)
        pthread_join(thread->thread, NULL);
    pthread_cond_destroy(&thread->changed);
    pthread_mutex_destroy(&thread->mutex);
    free(thread);
}
