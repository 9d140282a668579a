#include "bench.h"
#include "by_hand.h"
#include "store/query.h"

/* The latest body of every record, in one statement: the pages that a rescoring reads. */
static const char bodies_sql[] =
    "SELECT v.body FROM record r JOIN record_revision v ON v.revision_no = r.revision_no "
    "ORDER BY r.record_no";

int bench_c_packed(int count, char **words) {
    (void)count;
    struct sl_error err = {0};
    int64_t records = 0, checksum = 0;
    Rev review;
    Out out;
    score_init();
    struct bench_time start = bench_now();
    struct sl_store *store = bench_open(words[0]);
    struct sl_query q = sl_query_open(store, bodies_sql, &err);
    while (sl_query_next(&q)) {
        struct sl_text body;
        body.bytes = sl_query_get_bytes(&q, 0, &body.length);
        by_hand_read(body, &review);
        score_c(&review, &out);
        checksum += chk(&out);
        records++;
    }
    bench_must(q.status, &err);
    sl_query_close(&q);
    sl_store_close(store);
    struct bench_time took = bench_since(start);
    return bench_tell(json_pack(
        "{sIsIsfsf}", "n", (json_int_t)records, "checksum", (json_int_t)checksum, "wall_us",
        bench_microseconds(took.wall, records), "cpu_us", bench_microseconds(took.cpu, records)));
}
