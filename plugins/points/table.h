/*
 * points/table.h - a rule written as a table: weights, bands, gates and caps as JSON, for quality
 * leads who don't write code. A file NAME.points.json:
 *
 *   {"code","title","kind","why","applies":["STD"],"lists":["holidays.england"],
 *    "method": "grade" or "indicators", "settings": {...}, "clauses": {...}, "examples": [...]}
 *
 * Examples are as scoring/scorer.h has them. Questions are read where a setting names them, so
 * there is no needs to keep in step.
 *
 * Settings of both: "points": {TOKEN: whole number}, what each answer counts;
 *   "coverage": per cent of the weight that applies that must be answered.
 * Of "grade": the weighted mean of judgements decides a grade, and ceilings hold it down.
 *   "domains": [{"judgement","weight","gate"}]   gate: without it there is no grade
 *   "bands": [{"grade","from"}]                  best first, from in hundredths of points
 *   "groups": {NAME: [question, ...]}            for conditions that count
 *   "ceilings": [{"clause","when","at_most","because","on"}]   when: base/condition.h; a row
 * without a clause is the authority's own: it cites the clause "own" and says its because outputs:
 * grade, base, mean (hundredths), coverage (0 to 100), partial (yes_no) clauses: gate, coverage,
 * base, partial, waived and those of the ceilings Of "indicators": what the answers of each domain
 * add up to, beside its judgement. "domains": [{"name","judgement"}] "questions":
 * [{"domain","question","weight","record_only","limit"}]   domain: section code; record_only: not
 * evidenced counts as "no"; limit: of working days between .start and .end "bands":
 * [{"points","from"}], "gap_explained", "gap_moderated": whole grades outputs: NAME, NAME_grade,
 * NAME_coverage, NAME_gap of each domain clauses: indicator, not_enough, not_applicable, gap,
 * gap_moderated
 */
#pragma once
#include "base/condition.h"
#include "base/json.h"
#include "scoring/scorer.h"
#include <string.h>

enum { SL_POINTS_TOKENS_MOST = 32, SL_POINTS_ROWS_MOST = 400, SL_POINTS_BANDS_MOST = 16 };

/* Sentences that the methods themselves say, in the order of read_grade() and read_indicators(). */
enum { SL_POINTS_SAID_MOST = 5 };
enum { SL_SAID_GATE, SL_SAID_COVERAGE, SL_SAID_BASE, SL_SAID_PARTIAL, SL_SAID_WAIVED };
enum {
    SL_SAID_INDICATOR,
    SL_SAID_NOT_ENOUGH,
    SL_SAID_NOT_APPLICABLE,
    SL_SAID_GAP,
    SL_SAID_GAP_MODERATED
};

enum sl_points_method { SL_POINTS_GRADE, SL_POINTS_INDICATORS };

struct sl_points_token {
    struct sl_text token;
    int points;
    uint8_t next; /* the next one with the same first byte, from 1; 0: none */
};

struct sl_points_band {
    const char *grade; /* token of it */
    struct sl_text token;
    int points, from;
};

/* A question that counts: a judgement of "grade", an answer of "indicators". */
struct sl_points_row {
    const char *question;
    int weight, limit; /* limit 0: no date limit */
    bool gate, record_only;
    size_t domain; /* of "indicators" */
};

struct sl_points_domain {
    const char *name, *judgement;
    size_t first, count; /* its rows, which stand together */
};

struct sl_points_ceiling {
    const char *clause, *because; /* because "": the clause's own sentence */
    uint16_t place;               /* of the clause */
    const char *at_most;
    struct sl_condition *when;
};

struct sl_points_table { /* texts are borrowed from file and settings */
    json_t *file, *settings;
    const char *code;
    enum sl_points_method method;
    struct sl_points_token tokens[SL_POINTS_TOKENS_MOST];
    size_t token_count;
    uint8_t token_first[256]; /* by first byte, from 1; 0: none */
    struct sl_points_band bands[SL_POINTS_BANDS_MOST];
    size_t band_count;
    struct sl_points_row *rows;
    size_t row_count;
    struct sl_points_domain *domains;
    size_t domain_count;
    struct sl_points_ceiling *ceilings; /* those that are on */
    size_t ceiling_count;
    int coverage, gap_explained, gap_moderated;
    const char **clauses; /* ids in byte order: their places in results */
    size_t clause_count;
    uint16_t said[SL_POINTS_SAID_MOST]; /* places of the method's own clauses */
};

/* settings: what takes the place of the file's own, or empty. The caller owns *out. Errors:
 * SL_RULE, one sentence with path and field. */
enum sl_status sl_points_table_read(const struct sl_scorer_rule *rule, struct sl_points_table **out,
                                    struct sl_error *err);
void sl_points_table_free(struct sl_points_table *table);
void sl_points_table_drop(struct sl_points_table **table); /* for SL_AUTO */

/* What a token counts; false: nothing. */
static inline bool sl_points_of(const struct sl_points_table *table, struct sl_text token,
                                int *points) {
    uint8_t at = token.length > 0 ? table->token_first[(unsigned char)*token.bytes] : 0;
    for (; at > 0; at = table->tokens[at - 1].next) {
        const struct sl_points_token *one = &table->tokens[at - 1];
        if (one->token.length != token.length ||
            (token.length > 1 && memcmp(one->token.bytes, token.bytes, token.length) != 0))
            continue;
        *points = one->points;
        return true;
    }
    return false;
}
/* The first band whose from the weighted mean reaches, compared without division; the last one when
 * it reaches none. */
const struct sl_points_band *sl_points_band(const struct sl_points_table *table, int64_t sum,
                                            int64_t weight);
/* The header as describe() gives it; owned by the caller. */
char *sl_points_describe(const struct sl_points_table *table);
