#include "practice/import.h"
#include "bench.h"
#include "reviews.h"
#include <stdio.h>
#include <string.h>

static void put_head(FILE *out) {
    fputs("id,tool,form,case_ref,team,auditor,day,route", out);
    for (int i = 1; i <= NG; i++)
        fprintf(out, ",q%d", i);
    for (int i = 1; i <= ND; i++)
        fprintf(out, ",d%d", i);
    for (int i = 1; i <= NT; i++)
        fprintf(out, ",t%d", i);
    for (int i = 1; i <= NA_ACT; i++)
        fprintf(out, ",what[%d],who[%d],due[%d],measure[%d],status[%d]", i, i, i, i, i);
    fputc('\n', out);
}

/* The data set's texts hold no quotes. */
static void put_text(FILE *out, Str text) {
    fprintf(out, ",\"%.*s\"", text.n, text.p);
}

static void put_day(FILE *out, sl_day day) {
    char text[SL_DAY_SIZE];
    sl_day_format(day, text);
    fprintf(out, "%s", text);
}

static void put_row(FILE *out, const Rev *review) {
    fprintf(out, "%lld,REVIEW,full,case-%lld,team-%02d,auditor-%02d,", (long long)review->id,
            (long long)review->id, review->team, review->auditor);
    put_day(out, review->d[0]);
    fputs(",random", out);
    for (int i = 0; i < NG; i++) {
        if (review->g[i] >= 0)
            fprintf(out, ",%d", review->g[i]);
        else
            fputs(",n/a: plan_type", out);
    }
    for (int i = 0; i < ND; i++) {
        fputc(',', out);
        put_day(out, review->d[i]);
    }
    for (int i = 0; i < NT; i++)
        put_text(out, review->t[i]);
    for (int i = 0; i < NA_ACT; i++) {
        put_text(out, review->a[i].what);
        put_text(out, review->a[i].who);
        put_text(out, review->a[i].due);
        put_text(out, review->a[i].measure);
        fprintf(out, ",%d", review->a[i].status);
    }
    fputc('\n', out);
}

int bench_csv(int count, char **words) {
    (void)count;
    int64_t from = strtoll(words[1], NULL, 10), to = strtoll(words[2], NULL, 10);
    static char texts[REVIEW_TEXTS];
    Rev review;
    FILE *out = fopen(words[0], "w");
    if (out == NULL)
        bench_fail("the file to import can't be written");
    put_head(out);
    for (int64_t i = from; i <= to; i++) {
        gen_review(i, &review, texts);
        put_row(out, &review);
    }
    long bytes = ftell(out);
    if (fclose(out) != 0)
        bench_fail("the file to import can't be written");
    return bench_tell(
        json_pack("{sIsI}", "n", (json_int_t)(to - from + 1), "bytes", (json_int_t)bytes));
}

static void refused(void *context, long line, const char *column, const char *sentence) {
    (void)context;
    (void)line;
    (void)column;
    fprintf(stderr, "%s\n", sentence);
}

int bench_import(int count, char **words) {
    (void)count;
    struct sl_error err = {0};
    bool anew = strcmp(words[2], "new") == 0;
    struct sl_store *store = anew ? reviews_store(words[0]) : bench_open(words[0]);
    struct sl_import import = {.actor = "bench", .refused = refused};
    struct bench_time start = bench_now();
    bench_must(sl_import_records(store, words[1], &import, &err), &err);
    struct bench_time took = bench_since(start);
    sl_store_close(store);
    return bench_tell(json_pack("{sIsIsfsfsf}", "n", (json_int_t)import.added, "answers",
                                (json_int_t)import.answers, "wall", took.wall, "cpu", took.cpu,
                                "answers_per_second", (double)import.answers / took.wall));
}
