#include "scoring/rescore.h"
#include "bench.h"
#include "review.h"
#include "scoring/publication.h"
#include <string.h>

int bench_publish(int count, char **words) {
    (void)count;
    SL_AUTO(sl_free) char *path = bench_file("review.lua");
    struct sl_store *store = bench_open(words[0]);
    struct bench_scorers scorers = bench_scorers_open();
    const struct sl_shelf shelf = {.store = store};
    struct sl_rule *rule = NULL;
    struct sl_error err = {0};
    int64_t number = 0;
    bench_must(sl_rule_from_file(&scorers.engine, &shelf, path, &rule, &err), &err);
    enum sl_status status = sl_rule_draft(store, rule, "author", "", &number, &err);
    if (status == SL_OK)
        status =
            sl_rule_propose(store, &scorers.engine, BENCH_RULE, number, "author", "", NULL, &err);
    if (status == SL_OK)
        status = sl_rule_publish(store, &scorers.engine, BENCH_RULE, number, "publisher", NULL,
                                 SL_DAY_NONE, &err);
    if (status != SL_CONFLICT)
        bench_must(status, &err);
    sl_rule_free(rule);
    bench_scorers_close(&scorers);
    sl_store_close(store);
    return bench_tell(json_pack("{sI}", "version", (json_int_t)number));
}

struct reading {
    int64_t checksum, records;
    struct bench_memory *memory; /* NULL: not looked at */
};

enum { VALUES = 11 };

static const char *read_number(const char *at, int *number) {
    bool negative = *at == '-';
    *number = 0;
    for (at += negative; *at >= '0' && *at <= '9'; at++)
        *number = 10 * *number + (*at - '0');
    *number = negative ? -*number : *number;
    return at;
}

/* The whole numbers of a result's "values", which stand last, in byte order of their names: good,
 * i1 to i6, late, overall, smart, themes. */
static void read_values(struct sl_text result, int values[VALUES]) {
    const char *at = memrchr(result.bytes, '{', result.length);
    for (int i = 0; i < VALUES; i++) {
        while (at != NULL && *at != ':' && *at != '\0')
            at++;
        if (at == NULL || *at == '\0')
            bench_fail("a result lacks a value");
        at = read_number(at + 1, &values[i]);
    }
}

static enum sl_status take(void *context, const struct sl_score *score, struct sl_error *err) {
    struct reading *reading = context;
    int v[VALUES];
    if (score->status != SL_RESULT_SCORED)
        return sl_fail(err, SL_RULE, "", "record %lld was not scored: %.*s",
                       (long long)score->record_no, (int)score->result.length, score->result.bytes);
    read_values(score->result, v);
    const Out out = {.good = v[0],
                     .ds = {v[1], v[2], v[3], v[4], v[5], v[6]},
                     .late = v[7],
                     .overall = v[8],
                     .smart = v[9],
                     .themes = (unsigned)v[10]};
    reading->checksum += chk(&out);
    reading->records++;
    return SL_OK;
}

static bool look(void *context, int64_t done, int64_t total) {
    (void)done;
    (void)total;
    struct reading *reading = context;
    if (reading->memory != NULL)
        bench_look_at_memory(reading->memory);
    return true;
}

/* Everything from a closed store to a closed store, the start of the workers with it. */
int bench_rescore(int count, char **words) {
    (void)count;
    struct bench_memory memory = {0};
    struct reading reading = {0};
    struct sl_error err = {0};
    if (strcmp(words[1], "memory") == 0)
        reading.memory = &memory;
    struct bench_time start = bench_now();
    struct sl_store *store = bench_open(words[0]);
    struct bench_scorers scorers = bench_scorers_open();
    struct sl_rule *rule = NULL;
    bench_must(sl_rule_from_store(store, BENCH_RULE, 0, &rule, &err), &err);
    struct sl_rescore rescore = {.store = store,
                                 .engine = &scorers.engine,
                                 .rule = rule,
                                 .choice = sl_facts_of_all,
                                 .keep = strcmp(words[1], "keep") == 0,
                                 .each = take,
                                 .progress = look,
                                 .context = &reading};
    bench_must(sl_rescore_run(&rescore, &err), &err);
    if (rescore.keep && rescore.counts.same > 0)
        bench_fail("the scores were there already, so nothing was kept");
    sl_rule_free(rule);
    bench_scorers_close(&scorers);
    sl_store_close(store);
    struct bench_time took = bench_since(start);
    return bench_tell(json_pack("{sIsIsfsfsisi}", "n", (json_int_t)reading.records, "checksum",
                                (json_int_t)reading.checksum, "wall_us",
                                bench_microseconds(took.wall, reading.records), "cpu_us",
                                bench_microseconds(took.cpu, reading.records), "program_kib",
                                (int)memory.program, "worker_kib", (int)memory.worker));
}
