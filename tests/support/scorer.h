/*
 * support/scorer.h - a scorer in C for tests, so that core/scoring is tested without any plugin.
 * Its rules are JSON: a header as scoring/scorer.h has it, "examples", and "steps", done in order
 * for the record, or for each row when the rule applies to rows:
 *
 *     {"if": ["SAFE.SJ", "I"], "do": [["value", "grade", "I"], ["reason", "L1", "SAFE.SJ"]]}
 *
 * It takes slim bodies: a condition on a long text, or a list that isn't remembered, wants the
 * whole one. "if" is absent, or a question and, optionally, a token it must have; "flag" a class of
 * confirmed flag instead of it. What can be done:
 *     ["value", OUTPUT, token]  ["number", OUTPUT, n]  ["day", OUTPUT, "2025-03-03"]
 *     ["text", OUTPUT, words]   ["count", OUTPUT, QUESTION]: its number as a number
 *     ["reason", CLAUSE, QUESTION...]   ["quote", CLAUSE, QUESTION, part, from, to]
 *     ["found", OUTPUT, QUESTION, LIST]: how often phrases of a list stand in its text
 *     ["say", CLAUSE, words]    ["status", "not_enough"]
 *     ["fail", words]  ["limit", words]  ["fill", CLAUSE, times]: so many reasons of 4 000 bytes
 * and lies: ["put", output, row, kind, number]  ["because", clause, row, first cite question, row,
 *     part, from, to]  ["bytes", words]: no result at all
 */
#pragma once
#include "scoring/engine.h"

extern const struct sl_scorer_api test_scorer_api; /* language "table", files *.table.json */

/* Opened; ended with test_engine_close(). */
struct sl_engine test_engine(void);
void test_engine_close(struct sl_engine *engine);
/* Finds that engine for "table", nothing for other languages. Borrows it. */
struct sl_engines test_engines(struct sl_engine *engine);

/* Adds to every "number" from now on: an engine that isn't repeatable. */
void test_engine_twist(struct sl_engine *engine, int by);
/* Cases scored and rules loaded since it was opened. */
int test_engine_scored(const struct sl_engine *engine);
/* Of those scored: with slim bodies, whether or not they did. */
int test_engine_slim(const struct sl_engine *engine);
int test_engine_loaded(const struct sl_engine *engine);
