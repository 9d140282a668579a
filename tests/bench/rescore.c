#include "scoring/rescore.h"
#include "bench.h"
#include "review.h"
#include "scoring/publication.h"
#include "scoring/slim_row.h"
#include "store/query.h"
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
    int64_t checksum, records, slim;
    struct bench_memory *memory; /* NULL: not looked at */
};

/* Outputs in the rule's order: overall, late, smart, good, themes, i1 to i6. */
enum { VALUES = 11 };

static enum sl_status take(void *context, const struct sl_rescore_one *one, struct sl_error *err) {
    struct reading *reading = context;
    int v[VALUES];
    if (one->status != SL_RESULT_SCORED || one->result->values != VALUES)
        return sl_fail(err, SL_RULE, "", "record %lld was not scored",
                       (long long)one->facts->record_no);
    for (uint16_t i = 0; i < VALUES; i++)
        v[i] = sl_result_value_at(one->result, i).number;
    const Out out = {.overall = v[0],
                     .late = v[1],
                     .smart = v[2],
                     .good = v[3],
                     .themes = (unsigned)v[4],
                     .ds = {v[5], v[6], v[7], v[8], v[9], v[10]}};
    reading->checksum += chk(&out);
    reading->records++;
    reading->slim += one->facts->slim;
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

/* What the published rule remembers, made for all records. */
int bench_remember(int count, char **words) {
    (void)count;
    struct sl_error err = {0};
    struct sl_rule *rule = NULL;
    struct sl_remembered set = {0};
    int64_t records = 0, bytes = 0;
    struct bench_time start = bench_now();
    struct sl_store *store = bench_open(words[0]);
    bench_must(sl_rule_from_store(store, BENCH_RULE, 0, &rule, &err), &err);
    const char *tool = sl_rule_header(rule)->applies[0].tool;
    bench_must(sl_remembered_settle(store, tool, rule, &set, &err), &err);
    bench_must(sl_slim_rows_rebuild(store, &records, &err), &err);
    struct bench_time took = bench_since(start);
    bench_must(sl_query_number(store, "SELECT coalesce(sum(length(slim)), 0) FROM record_slim",
                               &bytes, &err),
               &err);
    sl_remembered_drop(&set);
    sl_rule_free(rule);
    sl_store_close(store);
    return bench_tell(json_pack("{sIsIsfsf}", "n", (json_int_t)records, "bytes", (json_int_t)bytes,
                                "wall_us", bench_microseconds(took.wall, records), "cpu_us",
                                bench_microseconds(took.cpu, records)));
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
                                 .whole = strcmp(words[1], "dry") == 0,
                                 .each_packed = take,
                                 .progress = look,
                                 .context = &reading};
    bench_must(sl_rescore_run(&rescore, &err), &err);
    if (rescore.keep && rescore.counts.same > 0)
        bench_fail("the scores were there already, so nothing was kept");
    sl_rule_free(rule);
    bench_scorers_close(&scorers);
    sl_store_close(store);
    struct bench_time took = bench_since(start);
    return bench_tell(json_pack("{sIsIsIsfsfsisi}", "n", (json_int_t)reading.records, "slim",
                                (json_int_t)reading.slim, "checksum", (json_int_t)reading.checksum,
                                "wall_us", bench_microseconds(took.wall, reading.records), "cpu_us",
                                bench_microseconds(took.cpu, reading.records), "program_kib",
                                (int)memory.program, "worker_kib", (int)memory.worker));
}
