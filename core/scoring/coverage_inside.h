/*
 * scoring/coverage_inside.h - the parts of a coverage, for scoring/coverage*.c only.
 */
#pragma once
#include "scoring/coverage.h"
#include "scoring/specimen.h"

struct sl_covering {
    const struct sl_coverage_request *request;
    struct sl_case_run run;
    const struct sl_rule_header *header;
    int64_t *records; /* of the selection that were scored, by record_no */
    size_t count, capacity;
    int64_t not_scored;
    int64_t *fired; /* by clause */
};

void sl_covering_progress(const struct sl_covering *covering, const char *doing, int64_t done,
                          int64_t total);
/* At most so many records at equal distances, scored. */
enum sl_status sl_covering_take(const struct sl_covering *covering, size_t most,
                                struct sl_specimens *out, struct sl_error *err);
/* Each gives its part; the caller owns *out. */
enum sl_status sl_coverage_questions(const struct sl_covering *covering, json_t **out,
                                     struct sl_error *err);
enum sl_status sl_coverage_settings(const struct sl_covering *covering, json_t **out,
                                    struct sl_error *err);
/* *out NULL: the results have no order. */
enum sl_status sl_coverage_lift(const struct sl_covering *covering, json_t **out,
                                struct sl_error *err);
enum sl_status sl_coverage_record(const struct sl_covering *covering, json_t **out,
                                  struct sl_error *err);
