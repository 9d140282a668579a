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
    struct sl_engines engines; /* borrows plugins */
};
struct bench_scorers bench_scorers_open(void);
void bench_scorers_close(struct bench_scorers *scorers);
struct sl_engine bench_engine(const struct bench_scorers *scorers, const char *language);

#define BENCH_RULE "bench.review"

/* The newest version of a rule, whether or not it is in force; 0: there is none. */
int64_t bench_newest(struct sl_store *store, const char *code);
struct sl_rule *bench_rule(struct sl_store *store, const char *code); /* that one; the caller's */

/* KiB of Private_Dirty of this process and of all its workers, the most seen so far. */
struct bench_memory {
    long program, workers;
};
void bench_look_at_memory(struct bench_memory *most);

/* Milliseconds that single pieces of work took. */
struct bench_times {
    float *milliseconds;
    size_t count;
};
void bench_times_add(struct bench_times *times, double seconds);
/* {"n","p50_ms","p99_ms","most_ms"}; sorts them. */
json_t *bench_times_tell(struct bench_times *times);
void bench_times_drop(struct bench_times *times);

/* What "bench NAME ..." runs; each prints its line and returns the exit status. */
/* STORE: the rules of this folder; the review's first version, with another setting, is published
 * and its scores are kept, its second one is a draft. Nothing when that is so already. */
int bench_prepare(int count, char **words);
int bench_propose(int count, char **words);  /* STORE SECONDS: keeps scores of ever new proposals */
int bench_rescore(int count, char **words);  /* STORE RULE (memory-)cold|warm, keep */
int bench_remember(int count, char **words); /* STORE: makes what warm rescoring reads anew */
int bench_preview(int count, char **words);  /* STORE: of the newest version */
int bench_live(int count, char **words);     /* STORE TIMES */
int bench_edit(int count, char **words);     /* STORE TIMES */
int bench_c_packed(int count, char **words); /* STORE cold|plain|known|slim */
int bench_ticks(int count, char **words);    /* STORE N: makes the store of the table of weights */
int bench_points(int count, char **words);   /* STORE: in the scorer, by hand, from the store */
int bench_export(int count, char **words);   /* STORE JSONL */
int bench_csv(int count, char **words);      /* CSV FROM TO */
int bench_import(int count, char **words);   /* STORE CSV new|more */
int bench_phrase(int count, char **words);
int bench_pack(int count, char **words);
int bench_save(int count, char **words);  /* STORE THREADS SECONDS FIRST; FIRST 1: a new store */
int bench_query(int count, char **words); /* STORE */

/* Prints the line and releases it. */
int bench_tell(json_t *line);
