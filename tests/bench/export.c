#include "bench.h"
#include "by_hand.h"
#include "reviews.h"
#include "store/query.h"
#include <stdio.h>

static void put_string(FILE *out, const char *key, Str text) {
    SL_AUTO(sl_json_drop) json_t *string = json_stringn(text.p, (size_t)text.n);
    fprintf(out, ",\"%s\":", key);
    json_dumpf(string, out, JSON_ENCODE_ANY);
}

static void put_answers(FILE *out, const Rev *review) {
    char key[8];
    for (int i = 0; i < NG; i++) {
        fprintf(out, "%s\"q%d\":", i > 0 ? "," : "", i + 1);
        if (review->g[i] >= 0)
            fprintf(out, "%d", review->g[i]);
        else
            fputs("null", out);
    }
    for (int i = 0; i < ND; i++)
        fprintf(out, ",\"d%d\":%d", i + 1, review->d[i]);
    for (int i = 0; i < NT; i++) {
        snprintf(key, sizeof key, "t%d", i + 1);
        put_string(out, key, review->t[i]);
    }
}

static void put_action(FILE *out, const Act *action) {
    fprintf(out, "{\"status\":%d", action->status);
    put_string(out, "what", action->what);
    put_string(out, "who", action->who);
    put_string(out, "due", action->due);
    put_string(out, "measure", action->measure);
    fputc('}', out);
}

/* One line a record, as peers.mjs reads it. */
static void put_review(FILE *out, int64_t number, const Rev *review) {
    fprintf(out, "{\"id\":%lld,\"a\":{", (long long)number);
    put_answers(out, review);
    fputs("},\"plan\":[", out);
    for (int i = 0; i < NA_ACT; i++) {
        if (i > 0)
            fputc(',', out);
        put_action(out, &review->a[i]);
    }
    fputs("]}\n", out);
}

int bench_export(int count, char **words) {
    (void)count;
    struct sl_error err = {0};
    int64_t records = 0;
    struct sl_store *store = bench_open(words[0]);
    FILE *out = fopen(words[1], "w");
    if (out == NULL)
        bench_fail("the file for the other engines can't be written");
    struct sl_query q = sl_query_open(
        store,
        "SELECT r.record_no, v.body FROM record r JOIN record_revision v ON v.revision_no = "
        "r.revision_no ORDER BY r.record_no",
        &err);
    while (sl_query_next(&q)) {
        struct sl_text body;
        Rev review = {0};
        body.bytes = sl_query_get_bytes(&q, 1, &body.length);
        by_hand_read(body, &review);
        put_review(out, sl_query_get_int(&q, 0), &review);
        records++;
    }
    bench_must(q.status, &err);
    sl_query_close(&q);
    sl_store_close(store);
    if (fclose(out) != 0)
        bench_fail("the file for the other engines can't be written");
    return bench_tell(json_pack("{sI}", "n", (json_int_t)records));
}
