#include "scoring/rescore.h"
#include "bench.h"
#include "review.h"
#include "scoring/slim_row.h"
#include "store/query.h"
#include <string.h>

struct reading {
    int64_t checksum, records, slim;
    struct bench_memory *memory; /* NULL: not looked at */
};

/* Outputs in the rules' order: overall, late, smart, good, themes, i1 to i6; the plain rule has no
 * smart, good and themes. */
enum { VALUES = 11, PLAIN = 8, TEXT_VALUES = VALUES - PLAIN };

static Out values_of(const struct sl_result *result) {
    int v[VALUES] = {0};
    int skipped = result->values == PLAIN ? TEXT_VALUES : 0;
    for (uint16_t i = 0; i < result->values; i++)
        v[i < 2 ? i : i + skipped] = sl_result_value_at(result, i).number;
    return (Out){.overall = v[0],
                 .late = v[1],
                 .smart = v[2],
                 .good = v[3],
                 .themes = (unsigned)v[4],
                 .ds = {v[5], v[6], v[7], v[8], v[9], v[10]}};
}

static enum sl_status take(void *context, const struct sl_rescore_one *one, struct sl_error *err) {
    struct reading *reading = context;
    if (one->status != SL_RESULT_SCORED ||
        (one->result->values != VALUES && one->result->values != PLAIN))
        return sl_fail(err, SL_RULE, "", "record %lld was not scored",
                       (long long)one->facts->record_no);
    const Out out = values_of(one->result);
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

/* What rules remember of the texts, made anew for all records. */
int bench_remember(int count, char **words) {
    (void)count;
    struct sl_error err = {0};
    int64_t records = 0, bytes = 0;
    struct bench_time start = bench_now();
    struct sl_store *store = bench_open(words[0]);
    bench_must(sl_slim_rows_rebuild(store, &records, &err), &err);
    struct bench_time took = bench_since(start);
    bench_must(sl_query_number(store, "SELECT coalesce(sum(length(slim)), 0) FROM record_slim",
                               &bytes, &err),
               &err);
    sl_store_close(store);
    return bench_tell(json_pack("{sIsfsfsf}", "n", (json_int_t)records, "bytes_a_record",
                                (double)bytes / (double)records, "wall_us",
                                bench_microseconds(took.wall, records), "cpu_us",
                                bench_microseconds(took.cpu, records)));
}

/* Everything from a closed store to a closed store, the start of the workers with it. */
int bench_rescore(int count, char **words) {
    (void)count;
    struct bench_memory memory = {0};
    struct reading reading = {0};
    struct sl_error err = {0};
    if (strncmp(words[2], "memory", 6) == 0)
        reading.memory = &memory;
    struct bench_time start = bench_now();
    struct sl_store *store = bench_open(words[0]);
    struct bench_scorers scorers = bench_scorers_open();
    struct sl_rule *rule = bench_rule(store, words[1]);
    struct sl_engine engine = bench_engine(&scorers, sl_rule_language(rule));
    struct sl_rescore rescore = {.store = store,
                                 .engine = &engine,
                                 .rule = rule,
                                 .choice = sl_facts_of_all,
                                 .keep = strcmp(words[2], "keep") == 0,
                                 .whole = strstr(words[2], "warm") == NULL,
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
                                (int)memory.program, "workers_kib", (int)memory.workers));
}
