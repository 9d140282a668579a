#include "scoring/live.h"
#include "bench.h"
#include "reviews.h"
#include "store/query.h"
#include <stdlib.h>

struct sitting {
    struct sl_store *store;
    struct bench_scorers scorers;
    struct sl_live *live;
};

static struct sitting sit_down(const char *path) {
    struct sitting sitting = {.store = bench_open(path), .scorers = bench_scorers_open()};
    return sitting;
}

static void get_up(struct sitting *sitting) {
    sl_live_free(sitting->live);
    bench_scorers_close(&sitting->scorers);
    sl_store_close(sitting->store);
}

static enum sl_status take(void *context, const struct sl_live_result *result,
                           struct sl_error *err) {
    if (result->status != SL_RESULT_SCORED)
        return sl_fail(err, SL_RULE, "", "%.*s", (int)result->result.length, result->result.bytes);
    ++*(int64_t *)context;
    return SL_OK;
}

/* Another open form each time, in the store or not; the first one starts rule and worker. */
int bench_live(int count, char **words) {
    (void)count;
    struct sitting sitting = sit_down(words[0]);
    struct sl_error err = {0};
    struct sl_tool *tool = NULL;
    struct sl_record *record = NULL;
    struct bench_times times = {0};
    static char texts[REVIEW_TEXTS];
    int64_t scored = 0;
    double first = 0;
    Rev review;
    bench_must(sl_record_load(sitting.store, NULL, 1, 0, &tool, &record, &err), &err);
    sitting.live = sl_live_new(&sitting.scorers.engines);
    for (int i = 0; i <= atoi(words[1]); i++) {
        uint8_t *body = NULL;
        size_t length = 0;
        gen_review(20000000 + i, &review, texts);
        sl_record_clear(record);
        reviews_fill(record, &review);
        sl_record_body(record, &body, &length);
        struct bench_time start = bench_now();
        bench_must(sl_score_body(sitting.store, sitting.live, BENCH_RULE, tool,
                                 (struct sl_text){(const char *)body, length}, SL_TEXT(""),
                                 review.d[0], take, &scored, &err),
                   &err);
        double took = bench_since(start).wall;
        free(body);
        if (i == 0)
            first = took * 1e3;
        else
            bench_times_add(&times, took);
    }
    sl_record_free(record);
    sl_tool_free(tool);
    get_up(&sitting);
    json_t *line = bench_times_tell(&times);
    bench_times_drop(&times);
    json_object_set_new(line, "first_ms", json_real(first));
    return bench_tell(line);
}

static struct sl_value points(int points) {
    struct sl_value value = {
        .state = SL_NOT_APPLICABLE, .kind = SL_VALUE_TEXT, .text = SL_TEXT("plan_type")};
    if (points >= 0)
        value = (struct sl_value){.state = SL_ANSWERED, .kind = SL_VALUE_NUMBER, .number = points};
    return value;
}

/* One answer of a record changed; saved and scored. */
static void edit(struct sitting *sitting, struct sl_tool **tool, int64_t record_no,
                 const struct sl_value *put, struct bench_times *times) {
    struct sl_error err = {0};
    SL_AUTO(sl_record_drop) struct sl_record *record = NULL;
    bench_must(sl_record_load(sitting->store, NULL, record_no, 0, tool, &record, &err), &err);
    bench_must(sl_record_put(record, REVIEW_POINTS, 0, put, &err), &err);
    struct sl_record_save save = {.record = record,
                                  .base = sl_record_revision(record),
                                  .actor = "bench",
                                  .why = "another look"};
    struct sl_live_counts counts = {0};
    struct bench_time start = bench_now();
    bench_must(sl_record_save(sitting->store, &save, &err), &err);
    bench_must(sl_score_record(sitting->store, sitting->live, record_no, &counts, &err), &err);
    bench_times_add(times, bench_since(start).wall);
    if (save.saved != SL_SAVED_CHANGED || counts.scored != 1)
        bench_fail("an edit wasn't saved and scored");
}

/* Changes an answer of a record here and there and changes it back, so that the newest bodies are
 * again what they were; the first few aren't counted. */
int bench_edit(int count, char **words) {
    (void)count;
    enum { WARMING = 10 };
    struct sitting sitting = sit_down(words[0]);
    struct sl_error err = {0};
    struct sl_tool *tool = NULL;
    struct bench_times times = {0}, warming = {0};
    static char texts[REVIEW_TEXTS];
    int64_t records = 0;
    Rev review;
    sitting.live = sl_live_new(&sitting.scorers.engines);
    bench_must(sl_query_number(sitting.store, "SELECT max(record_no) FROM record", &records, &err),
               &err);
    for (int i = 0; i < WARMING + atoi(words[1]) / 2; i++) {
        int64_t record_no = 1 + (int64_t)i * 7919 % records;
        gen_review(record_no, &review, texts);
        const struct sl_value before = points(review.g[0]),
                              other = points(review.g[0] == 2 ? 3 : 2);
        edit(&sitting, &tool, record_no, &other, i < WARMING ? &warming : &times);
        edit(&sitting, &tool, record_no, &before, i < WARMING ? &warming : &times);
    }
    sl_tool_free(tool);
    get_up(&sitting);
    json_t *line = bench_times_tell(&times);
    json_object_set_new(line, "records", json_integer(records));
    bench_times_drop(&times);
    bench_times_drop(&warming);
    return bench_tell(line);
}
