#include "scoring/preview.h"
#include "bench.h"

/* What the newest version would do, beside the kept scores of the one in force: from a closed store
 * to a closed store, the start of the workers with it. */
int bench_preview(int count, char **words) {
    (void)count;
    struct sl_error err = {0};
    struct sl_preview *preview = NULL;
    struct bench_time start = bench_now();
    struct sl_store *store = bench_open(words[0]);
    struct bench_scorers scorers = bench_scorers_open();
    struct sl_engine engine = bench_engine(&scorers, "lua");
    struct sl_rule *rule = bench_rule(store, BENCH_RULE);
    const struct sl_preview_request request = {.store = store,
                                               .engine = &engine,
                                               .engines = &scorers.engines,
                                               .rule = rule,
                                               .choice = sl_facts_of_all};
    bench_must(sl_preview_run(&request, &preview, &err), &err);
    json_t *told = sl_preview_json(preview);
    int64_t records = sl_preview_records(preview);
    size_t cases = sl_preview_cases(preview);
    sl_preview_free(preview);
    sl_rule_free(rule);
    bench_scorers_close(&scorers);
    sl_store_close(store);
    struct bench_time took = bench_since(start);
    json_t *line = json_pack("{sIsIsOsfsf}", "n", (json_int_t)records, "cases", (json_int_t)cases,
                             "moved", json_object_get(told, "moved"), "wall_ms", took.wall * 1e3,
                             "cpu_ms", took.cpu * 1e3);
    json_decref(told);
    return bench_tell(line);
}
