#include "bench.h"
#include "reviews.h"

enum { SAVES_A_WRITE = 500 };

struct batch {
    struct sl_record *record;
    int64_t from, to; /* numbers of reviews, both included */
    int64_t answers;
};

static enum sl_status save_batch(struct sl_store *store, void *context, struct sl_error *err) {
    struct batch *batch = context;
    static char texts[REVIEW_TEXTS];
    enum sl_status status = SL_OK;
    Rev review;
    batch->answers = 0;
    for (int64_t i = batch->from; i <= batch->to && status == SL_OK; i++) {
        gen_review(i, &review, texts);
        sl_record_clear(batch->record);
        reviews_fill(batch->record, &review);
        struct sl_record_save save = {.record = batch->record, .actor = "bench", .why = ""};
        status = sl_record_save(store, &save, err);
        batch->answers += reviews_answers(&review);
    }
    return status;
}

int bench_make(int count, char **words) {
    (void)count;
    int64_t n = strtoll(words[1], NULL, 10), answers = 0;
    struct sl_error err = {0};
    struct sl_store *store = reviews_store(words[0]);
    struct sl_tool *tool = reviews_tool();
    struct sl_record *record = sl_record_new(tool);
    struct bench_time start = bench_now();
    for (int64_t from = 1; from <= n; from += SAVES_A_WRITE) {
        struct batch batch = {record, from, from + SAVES_A_WRITE - 1, 0};
        batch.to = batch.to < n ? batch.to : n;
        bench_must(sl_store_write(store, save_batch, &batch, &err), &err);
        answers += batch.answers;
    }
    struct bench_time took = bench_since(start);
    sl_record_free(record);
    sl_tool_free(tool);
    sl_store_close(store);
    return bench_tell(json_pack("{sIsIsfsfsf}", "n", (json_int_t)n, "answers", (json_int_t)answers,
                                "wall", took.wall, "cpu", took.cpu, "answers_per_second",
                                (double)answers / took.wall));
}
