#include "bench.h"
#include "by_hand.h"
#include "scoring/remembered.h"
#include "store/query.h"
#include <stdlib.h>
#include <string.h>

/* The latest body of every record, in one statement: the pages that a rescoring reads. */
static const char bodies_sql[] =
    "SELECT v.body FROM record r JOIN record_revision v ON v.revision_no = r.revision_no "
    "ORDER BY r.record_no";
/* The same without long texts. */
static const char slim_sql[] =
    "SELECT s.slim FROM record r JOIN record_slim s ON s.record_no = r.record_no AND "
    "s.revision_no = r.revision_no ORDER BY r.record_no";

enum way { WHOLE, PLAIN, KNOWN, SLIM };
static const char *const ways[] = {"cold", "plain", "known", "slim"};

static enum way way_of(const char *word) {
    for (size_t i = 0; i < SL_COUNT(ways); i++)
        if (strcmp(word, ways[i]) == 0)
            return (enum way)i;
    bench_fail("there is no such way of scoring by hand");
}

static struct by_hand_lists lists_of(struct sl_store *store) {
    struct sl_error err = {0};
    struct sl_remembered set = {0};
    struct by_hand_lists lists = {UINT8_MAX, UINT8_MAX, UINT8_MAX};
    bench_must(sl_remembered_load(store, "REVIEW", &set, &err), &err);
    for (size_t i = 0; i < set.count; i++) {
        const char *name = set.lists[i].name;
        uint8_t *place = strcmp(name, "bench_vague") == 0      ? &lists.vague
                         : strcmp(name, "bench_measured") == 0 ? &lists.measured
                         : strcmp(name, "bench_themes") == 0   ? &lists.themes
                                                               : NULL;
        if (place != NULL)
            *place = (uint8_t)i;
    }
    sl_remembered_drop(&set);
    return lists;
}

/* What slim bodies tell of the long texts of every record, in memory. */
static struct by_hand_known *known_of(struct sl_store *store, int64_t *count) {
    struct sl_error err = {0};
    const struct by_hand_lists lists = lists_of(store);
    struct by_hand_known *all = NULL;
    size_t capacity = 0, used = 0;
    Rev review;
    struct sl_query q = sl_query_open(store, slim_sql, &err);
    while (sl_query_next(&q)) {
        struct sl_text slim;
        slim.bytes = sl_query_get_bytes(&q, 0, &slim.length);
        if (used == capacity) {
            capacity = capacity > 0 ? 2 * capacity : 1024;
            all = sl_resize(all, capacity, sizeof *all);
        }
        by_hand_read_slim(slim, &lists, &review, &all[used++]);
    }
    bench_must(q.status, &err);
    sl_query_close(&q);
    *count = (int64_t)used;
    return all;
}

struct by_hand {
    enum way way;
    const struct by_hand_known *all; /* of KNOWN, in the order of records */
    int64_t known;                   /* how many of them */
    int64_t records, checksum;
};

static void score_all(struct sl_store *store, struct by_hand *work) {
    struct sl_error err = {0};
    struct by_hand_lists lists = {0};
    struct by_hand_known known;
    Rev review;
    Out out;
    if (work->way == SLIM)
        lists = lists_of(store);
    struct sl_query q = sl_query_open(store, work->way == SLIM ? slim_sql : bodies_sql, &err);
    while (sl_query_next(&q)) {
        struct sl_text body;
        body.bytes = sl_query_get_bytes(&q, 0, &body.length);
        if (work->way == KNOWN && work->records == work->known)
            bench_fail("some records have no slim body that fits");
        if (work->way == SLIM)
            by_hand_read_slim(body, &lists, &review, &known);
        else
            by_hand_read(body, &review);
        if (work->way == WHOLE)
            by_hand_score(&review, &out);
        else if (work->way == PLAIN)
            by_hand_score_plain(&review, &out);
        else
            by_hand_score_known(&review, work->way == SLIM ? &known : &work->all[work->records],
                                &out);
        work->checksum += chk(&out);
        work->records++;
    }
    bench_must(q.status, &err);
    sl_query_close(&q);
}

/* From a closed store to a closed store; what KNOWN knows is in memory before the clock starts. */
int bench_c_packed(int count, char **words) {
    (void)count;
    struct by_hand work = {.way = way_of(words[1])};
    struct by_hand_known *all = NULL;
    int64_t known = 0;
    by_hand_begin();
    if (work.way == KNOWN) {
        struct sl_store *before = bench_open(words[0]);
        work.all = all = known_of(before, &known);
        sl_store_close(before);
        work.known = known;
    }
    struct bench_time start = bench_now();
    struct sl_store *store = bench_open(words[0]);
    score_all(store, &work);
    sl_store_close(store);
    struct bench_time took = bench_since(start);
    free(all);
    return bench_tell(json_pack("{sIsIsfsf}", "n", (json_int_t)work.records, "checksum",
                                (json_int_t)work.checksum, "wall_us",
                                bench_microseconds(took.wall, work.records), "cpu_us",
                                bench_microseconds(took.cpu, work.records)));
}
