#include "store/query.h"
#include "bench.h"
#include "practice/record.h"
#include "practice/record_list.h"
#include <stdio.h>

enum { TIMES = 200 };

struct asking {
    struct sl_store *store;
    struct sl_tool *tool; /* loaded with the first record */
};

static enum sl_status count_row(void *context, const struct sl_record_row *row,
                                struct sl_error *err) {
    (void)err;
    bench_use(row);
    ++*(int64_t *)context;
    return SL_OK;
}

static void load_one(struct asking *asking, int64_t record_no) {
    struct sl_error err = {0};
    struct sl_record *record = NULL;
    bench_must(sl_record_load(asking->store, NULL, record_no, 0, &asking->tool, &record, &err),
               &err);
    sl_record_free(record);
}

static void list_fifty(struct asking *asking, int64_t number) {
    struct sl_error err = {0};
    struct sl_record_choice choice = sl_record_choice_all;
    int64_t rows = 0;
    char team[16];
    snprintf(team, sizeof team, "team-%02d", (int)(1 + number % 20));
    choice.tool = "REVIEW";
    choice.team = team;
    choice.most = 50;
    bench_must(sl_record_list(asking->store, &choice, count_row, &rows, &err), &err);
}

/* What a summary reads: how many records gave which answer, from the cells. */
static void sum_cells(struct asking *asking, int64_t number) {
    (void)number;
    struct sl_error err = {0};
    struct sl_query q = sl_query_open(
        asking->store,
        "SELECT question, value, sum(n) FROM summary_cell WHERE tool = 'REVIEW' AND month "
        "BETWEEN '2020-04' AND '2021-03' GROUP BY question, value ORDER BY question, value",
        &err);
    while (sl_query_next(&q))
        bench_use(sl_query_get_text(&q, 0));
    bench_must(q.status, &err);
    sl_query_close(&q);
}

/* The same kind of figure by plain SQL over the answers. */
static void sum_answers(struct asking *asking, int64_t number) {
    (void)number;
    struct sl_error err = {0};
    struct sl_query q = sl_query_open(
        asking->store,
        "SELECT a.number, count(*) FROM record r JOIN answer a ON a.record_no = r.record_no AND "
        "a.question = 'q3' AND a.row_no = 0 WHERE r.tool = 'REVIEW' AND r.day BETWEEN "
        "'2020-04-01' AND '2021-03-31' GROUP BY a.number ORDER BY a.number",
        &err);
    while (sl_query_next(&q))
        bench_use(sl_query_get_text(&q, 0));
    bench_must(q.status, &err);
    sl_query_close(&q);
}

static json_t *time_query(struct asking *asking, const char *name, int times,
                          void (*run)(struct asking *asking, int64_t number)) {
    run(asking, 1);
    struct bench_time start = bench_now();
    for (int i = 1; i <= times; i++)
        run(asking, i);
    return json_pack("{sssf}", "query", name, "us",
                     bench_microseconds(bench_since(start).wall, times));
}

int bench_query(int count, char **words) {
    (void)count;
    struct asking asking = {.store = bench_open(words[0])};
    struct sl_error err = {0};
    int64_t records = 0;
    bench_must(sl_query_number(asking.store, "SELECT count(*) FROM record", &records, &err), &err);
    json_t *queries = json_array();
    json_array_append_new(queries, time_query(&asking, "one record, whole", TIMES, load_one));
    json_array_append_new(queries,
                          time_query(&asking, "fifty records of a team", TIMES, list_fifty));
    json_array_append_new(queries,
                          time_query(&asking, "a year's answers from cells", TIMES, sum_cells));
    json_array_append_new(
        queries, time_query(&asking, "a year of one question from answers", 5, sum_answers));
    sl_tool_free(asking.tool);
    sl_store_close(asking.store);
    return bench_tell(json_pack("{sIso}", "n", (json_int_t)records, "queries", queries));
}
