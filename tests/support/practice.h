/*
 * support/practice.h - a small county for tests: services EH (early help) and CS (children's
 * social care); teams N1 and N2, open from 2019-01-01, N2 moved from CS to EH on 2025-04-01; the
 * auditor AUD1, the worker WRK1; the lists and the tool STD of schema/. The store's clock stands at
 * noon of 1 September 2025.
 */
#pragma once
#include "practice/record.h"
#include "support/store.h"

struct test_county {
    struct sl_store *store;
    struct sl_tool *std;
};

/* Made anew in the build folder. The caller ends it with test_county_drop(). */
struct test_county test_county(const char *name);
void test_county_drop(struct test_county *county); /* for SL_AUTO */

/* A day from "YYYY-MM-DD". */
sl_day test_day(const char *text);
/* The place of a question; the test fails when there is none. */
size_t test_question(const struct sl_tool *tool, const char *code);

/* A head of a submitted review by AUD1 of team N1 on 2025-06-10, form core. */
struct sl_record_head test_head(const char *case_ref);
/* A record of the tool with that head; answers as "V1=yes" lines, evidence behind "|":
 * "V1=no|seen twice only\nSJ=G". The caller frees it. */
struct sl_record *test_record(const struct sl_tool *tool, const char *case_ref,
                              const char *answers);
void test_answers(struct sl_record *record, const char *answers);
/* Saves it as actor "tester" with that base; the test fails when it can't be. */
struct sl_record_save test_save(struct sl_store *store, const struct sl_record *record,
                                int64_t base);
/* Runs sl_record_checks; NULL when all hold, else the name of the first that doesn't. */
const char *test_verify_records(struct sl_store *store);

/* A folder of its own with lists/ (the real ones) and tools/ (STD and what is added). Owned. */
char *test_home(const char *name);
void test_home_add(const char *home, const char *path, const char *text);

/* Gathers told sentences, one a line. */
struct test_told {
    struct sl_buffer sentences;
    size_t count;
};
void test_tell(void *context, const char *sentence);
void test_told_drop(struct test_told *told); /* for SL_AUTO */
