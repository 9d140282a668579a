#include "bench.h"
#include "reviews.h"
#include <pthread.h>

enum { THREADS_MOST = 200, SAVES_MOST = 100000 };

/* One person who saves new reviews one after the other. */
struct saver {
    pthread_t thread;
    struct sl_store *store;
    const struct sl_tool *tool;
    int64_t first, step; /* numbers of its reviews */
    double seconds;
    float *milliseconds;
    size_t saves;
};

static void *save_for_a_while(void *context) {
    struct saver *saver = context;
    struct sl_record *record = sl_record_new(saver->tool);
    char *texts = sl_new(REVIEW_TEXTS, 1);
    struct bench_time start = bench_now();
    Rev review;
    while (bench_since(start).wall < saver->seconds && saver->saves < SAVES_MOST) {
        struct sl_error err = {0};
        gen_review(saver->first + (int64_t)saver->saves * saver->step, &review, texts);
        sl_record_clear(record);
        reviews_fill(record, &review);
        struct sl_record_save save = {.record = record, .actor = "bench", .why = ""};
        struct bench_time before = bench_now();
        bench_must(sl_record_save(saver->store, &save, &err), &err);
        saver->milliseconds[saver->saves++] = (float)(bench_since(before).wall * 1e3);
    }
    free(texts);
    sl_record_free(record);
    return NULL;
}

static json_t *tell(const struct saver *savers, int threads, double wall) {
    struct bench_times all = {0};
    for (int i = 0; i < threads; i++)
        for (size_t s = 0; s < savers[i].saves; s++)
            bench_times_add(&all, (double)savers[i].milliseconds[s] * 1e-3);
    size_t count = all.count;
    json_t *line = bench_times_tell(&all);
    bench_times_drop(&all);
    json_object_set_new(line, "threads", json_integer(threads));
    json_object_set_new(line, "saves_per_second", json_real((double)count / wall));
    return line;
}

int bench_save(int count, char **words) {
    (void)count;
    int threads = atoi(words[1]);
    if (threads < 1 || threads > THREADS_MOST)
        bench_fail("between 1 and 200 threads");
    int64_t first = strtoll(words[3], NULL, 10);
    struct sl_store *store = first == 1 ? reviews_store(words[0]) : bench_open(words[0]);
    struct sl_tool *tool = reviews_tool();
    struct saver *savers = sl_new((size_t)threads, sizeof *savers);
    struct bench_time start = bench_now();
    for (int i = 0; i < threads; i++) {
        savers[i] = (struct saver){.tool = tool,
                                   .first = first + i,
                                   .step = threads,
                                   .seconds = atof(words[2]),
                                   .milliseconds = sl_new(SAVES_MOST, sizeof(float))};
        struct sl_error err = {0};
        bench_must(sl_store_reader(store, &savers[i].store, &err), &err);
        if (pthread_create(&savers[i].thread, NULL, save_for_a_while, &savers[i]) != 0)
            bench_fail("a thread could not be started");
    }
    for (int i = 0; i < threads; i++) {
        pthread_join(savers[i].thread, NULL);
        sl_store_close(savers[i].store);
    }
    json_t *line = tell(savers, threads, bench_since(start).wall);
    for (int i = 0; i < threads; i++)
        free(savers[i].milliseconds);
    free(savers);
    sl_tool_free(tool);
    sl_store_close(store);
    return bench_tell(line);
}
