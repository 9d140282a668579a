/*
 * bench/bench.h - what the benchmarks share. The program "bench" does one piece of work a call and
 * prints what it found as one line of JSON; the script run calls it, in turn with the other
 * contenders, and makes the table. Any failure ends the program with its sentence and status 2.
 */
#pragma once
#include "app/plugin.h"
#include "base/json.h"
#include "base/memory.h"
#include "scoring/rule.h"
#include "store/store.h"

/* Seconds. cpu is of this process and of its ended children. */
struct bench_time {
    double wall, cpu;
};
struct bench_time bench_now(void);
struct bench_time bench_since(struct bench_time then);
double bench_microseconds(double seconds, int64_t count);

/* Ends the program with the sentence unless status is SL_OK. */
void bench_must(enum sl_status status, const struct sl_error *err);
_Noreturn void bench_fail(const char *sentence);

/* Keeps the compiler from leaving work out whose result nobody reads. */
void bench_use(const void *value);

const char *bench_schema(void);                /* the folder schema of the source tree */
char *bench_file(const char *name);            /* in tests/bench; owned by the caller */
struct sl_store *bench_open(const char *path); /* the caller closes it */

/* Scorers, from the plugins of the build. */
struct bench_scorers {
    struct sl_plugins *plugins;
    struct sl_engine engine; /* of the language lua */
};
struct bench_scorers bench_scorers_open(void);
void bench_scorers_close(struct bench_scorers *scorers);

#define BENCH_RULE "bench.review"

/* KiB of Private_Dirty of this process and of its largest worker, the most seen so far. */
struct bench_memory {
    long program, worker;
};
void bench_look_at_memory(struct bench_memory *most);

/* What "bench NAME ..." runs; each prints its line and returns the exit status. */
int bench_publish(int count, char **words);  /* STORE: review.lua, unless it is the newest there */
int bench_rescore(int count, char **words);  /* STORE dry|warm|keep|memory */
int bench_remember(int count, char **words); /* STORE: what warm rescoring reads */
int bench_c_packed(int count, char **words); /* STORE */
int bench_export(int count, char **words);   /* STORE JSONL */
int bench_csv(int count, char **words);      /* CSV N */
int bench_import(int count, char **words);   /* STORE CSV */
int bench_phrase(int count, char **words);
int bench_pack(int count, char **words);
int bench_save(int count, char **words);  /* STORE THREADS SECONDS */
int bench_query(int count, char **words); /* STORE */

/* Prints the line and releases it. */
int bench_tell(json_t *line);
