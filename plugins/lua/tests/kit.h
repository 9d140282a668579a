/*
 * lua/tests/kit.h - the plugin as core loads it, with a small tool to try rules on:
 *   TRY   A1 grade, A2 grade, A3 met, A4 count, A5 day, A6 text, A7 choices; section AREA
 *         section ACTS with rows "action": act.what text (what), act.who text (who),
 *         act.due text (due), act.on day
 *   OTHER B1 grade, B2 text; section AREA
 */
#pragma once
#include "app/plugin.h"
#include "base/json.h"
#include "base/pack.h"
#include "base/result.h"
#include "support/suite.h"

enum { KIT_RESULTS_MOST = 4096 };

/* The folder lua.so and the worker were built in. */
const char *kit_home(void);
const struct sl_plugin *kit_plugin(void);
const struct sl_scorer_api *kit_api(void);

/* Opened once for all tests of a program. */
struct sl_scorer *kit_scorer(void);

/* A body of TRY: "A1=G;A3=yes;A4=7;A5=2025-04-01;A6=words;A7=x y;act.what.1=...". After the value,
 * "|evidence". "n/a:reason" and "none" (not evidenced) are states. Owned by the caller. */
struct sl_text kit_body(const char *answers);
struct sl_text kit_other_body(const char *answers);
const struct sl_scorer_form *kit_forms(void); /* TRY, OTHER */

/* A whole rule around the body of its score function. */
char *kit_rule(const char *score);
/* The same with more declarations: what stands in place of kit_rule()'s own fields. */
char *kit_rule_with(const char *fields, const char *score);

/* With the kit's lists and libraries; as core gives it to a scorer. */
struct sl_scorer_rule kit_scorer_rule(const char *source, const char *settings);

struct kit_results {
    size_t count;
    struct sl_buffer bytes;
    struct {
        size_t from, length;
    } at[KIT_RESULTS_MOST];
};
void kit_results_drop(struct kit_results *results);
struct sl_text kit_result(const struct kit_results *results, size_t index);

/* Loads the rule and scores the bodies, all of form 0, on 1 April 2025. */
enum sl_status kit_load(const char *source, struct sl_error *err);
enum sl_status kit_score(const struct sl_text *bodies, size_t count, struct kit_results *out,
                         struct sl_error *err);

/* The same by another scorer, which has its rule already. */
enum sl_status kit_score_by(struct sl_scorer *scorer, const struct sl_text *bodies, size_t count,
                            struct kit_results *out, struct sl_error *err);

/* One body under one rule; asserts that it loads. The result as text:
 * "scored grade=G late=3 | base[A1,A6:0-4] L1 "own text" ". Owned by the caller. */
char *kit_try(const char *source, const char *answers);
char *kit_text_of(struct sl_text packed);
