/*
 * points/reading.h - the record that is being scored: its answers, and what people decided about
 * it.
 */
#pragma once
#include "base/pack_peek.h"
#include "base/result.h"
#include "sheet.h"

struct sl_points_reading { /* start with {0} and end with sl_points_reading_drop() */
    const struct sl_points_table *table;
    const struct sl_points_sheet *sheet;
    struct sl_body body;
    json_t *decisions; /* NULL: none */
    struct sl_result_maker *maker;
};

/* Takes up a case. Errors: SL_INVALID (the body). */
enum sl_status sl_points_reading_begin(struct sl_points_reading *reading,
                                       const struct sl_scorer_case *given, struct sl_error *err);
void sl_points_reading_drop(struct sl_points_reading *reading);

/* The answer at a place of the flat list, not yet answered where there is none. */
struct sl_value sl_points_answer(const struct sl_points_reading *reading, int32_t question);
/* Its state, and the token it was answered with. */
static inline enum sl_answer_state sl_points_token(const struct sl_points_reading *reading,
                                                   int32_t question, struct sl_text *token) {
    return sl_peek_answer(&reading->body, (uint32_t)question, token);
}
bool sl_points_waived(const struct sl_points_reading *reading, const char *clause);
/* How conditions look at it. */
struct sl_condition_facts sl_points_facts(struct sl_points_reading *reading);

/* Parts of its result. */
void sl_points_put_token(const struct sl_points_reading *reading, size_t output,
                         struct sl_text token);
void sl_points_put_number(const struct sl_points_reading *reading, size_t output, int64_t number);
void sl_points_reason(const struct sl_points_reading *reading, uint16_t clause, const char *text);
/* One of the method's own sentences. */
void sl_points_say(const struct sl_points_reading *reading, int said);
/* They belong to the reason before. */
void sl_points_cite(const struct sl_points_reading *reading, int32_t question);
void sl_points_cite_all(const struct sl_points_reading *reading, const uint16_t *questions,
                        size_t count);
