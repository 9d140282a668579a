#include "base/memory.h"
#include "method.h"
#include <stdlib.h>

enum { INDICATOR, GRADE, COVERAGE, GAP, OUTPUTS }; /* of each domain, in this order */

struct total {
    int64_t points, weight, applicable;
    bool excellent; /* an answer with the most points is among them */
    bool asked;
};

/* What one question comes to. */
enum reading { COUNTS, COUNTS_NOTHING, NOT_YET, DOES_NOT_APPLY };

static enum reading read_limit(const struct sl_points_reading *reading, size_t row,
                               const struct sl_calendar *calendar, int *points,
                               struct sl_error *err) {
    const struct sl_points_table *table = reading->table;
    struct sl_value start = sl_points_answer(reading, reading->sheet->rows[row]);
    struct sl_value end = sl_points_answer(reading, reading->sheet->ends[row]);
    int taken = 0;
    if (end.state == SL_NOT_APPLICABLE)
        return DOES_NOT_APPLY;
    if (start.state != SL_ANSWERED || end.state != SL_ANSWERED)
        return NOT_YET;
    if (calendar == NULL) {
        sl_fail(err, SL_RULE, "", "the rule declares no list of holidays");
        return NOT_YET;
    }
    if (sl_calendar_between(calendar, start.number, end.number, &taken, err) != SL_OK)
        return NOT_YET;
    bool met = taken <= table->rows[row].limit;
    sl_points_of(table, met ? SL_TEXT("yes") : SL_TEXT("no"), points);
    return COUNTS;
}

static enum reading read_answer(const struct sl_points_reading *reading, size_t row, int *points) {
    const struct sl_points_table *table = reading->table;
    struct sl_text token;
    switch (sl_points_token(reading, reading->sheet->rows[row], &token)) {
    case SL_ANSWERED:
        return sl_points_of(table, token, points) ? COUNTS : COUNTS_NOTHING;
    case SL_NOT_EVIDENCED:
        return table->rows[row].record_only && sl_points_of(table, SL_TEXT("no"), points)
                   ? COUNTS
                   : DOES_NOT_APPLY;
    case SL_NOT_YET:
        return NOT_YET;
    default:
        return DOES_NOT_APPLY;
    }
}

static int most_points(const struct sl_points_table *table) {
    return table->bands[0].points;
}

static bool add_row(const struct sl_points_reading *reading, size_t row,
                    const struct sl_calendar *calendar, struct total *total, struct sl_error *err) {
    const struct sl_points_row *question = &reading->table->rows[row];
    int points = 0;
    if (reading->body.form >= 64 || !(reading->sheet->asked[row] >> reading->body.form & 1))
        return false;
    total->asked = true;
    enum reading came = question->limit > 0 ? read_limit(reading, row, calendar, &points, err)
                                            : read_answer(reading, row, &points);
    if (came != DOES_NOT_APPLY)
        total->applicable += question->weight;
    if (came != COUNTS)
        return false;
    total->points += (int64_t)points * question->weight;
    total->weight += question->weight;
    total->excellent = total->excellent || points == most_points(reading->table);
    return true;
}

/* Ticks alone never reach the best band. */
static const struct sl_points_band *band_of(const struct sl_points_table *table,
                                            const struct total *total) {
    for (size_t i = 0; i < table->band_count; i++) {
        const struct sl_points_band *band = &table->bands[i];
        bool open = band->points < most_points(table) || total->excellent;
        if (open && 100 * total->points >= band->from * total->weight)
            return band;
    }
    return &table->bands[table->band_count - 1];
}

static void judge_gap(const struct sl_points_reading *reading, size_t domain, int points) {
    const struct sl_points_table *table = reading->table;
    int32_t question = reading->sheet->judgements[domain];
    struct sl_text judged;
    int own = 0;
    if (sl_points_token(reading, question, &judged) != SL_ANSWERED ||
        !sl_points_of(table, judged, &own))
        return;
    int gap = own - points;
    sl_points_put_number(reading, domain * OUTPUTS + GAP, gap);
    if (abs(gap) >= table->gap_moderated)
        sl_points_say(reading, SL_SAID_GAP_MODERATED);
    else if (abs(gap) >= table->gap_explained)
        sl_points_say(reading, SL_SAID_GAP);
    else
        return;
    sl_points_cite(reading, question);
}

static void say_nothing(const struct sl_points_reading *reading, size_t domain, int said) {
    sl_points_say(reading, said);
    sl_points_cite(reading, reading->sheet->judgements[domain]);
}

static bool failed(const struct sl_error *err) {
    return err->status != SL_OK;
}

static void judge_domain(const struct sl_points_reading *reading, size_t domain,
                         const struct sl_calendar *calendar, struct sl_error *err) {
    const struct sl_points_table *table = reading->table;
    uint16_t cites[SL_POINTS_ROWS_MOST];
    size_t cite_count = 0;
    struct total total = {0};
    size_t end = table->domains[domain].first + table->domains[domain].count;
    for (size_t i = table->domains[domain].first; i < end && !failed(err); i++)
        if (add_row(reading, i, calendar, &total, err))
            cites[cite_count++] = (uint16_t)reading->sheet->cites[i];
    if (!total.asked || failed(err))
        return;
    if (total.applicable == 0) {
        say_nothing(reading, domain, SL_SAID_NOT_APPLICABLE);
        return;
    }
    sl_points_put_number(reading, domain * OUTPUTS + COVERAGE,
                         100 * total.weight / total.applicable);
    if (100 * total.weight < table->coverage * total.applicable) {
        say_nothing(reading, domain, SL_SAID_NOT_ENOUGH);
        return;
    }
    const struct sl_points_band *band = band_of(table, &total);
    sl_points_put_number(reading, domain * OUTPUTS + INDICATOR, 100 * total.points / total.weight);
    sl_points_put_token(reading, domain * OUTPUTS + GRADE, band->token);
    sl_points_say(reading, SL_SAID_INDICATOR);
    sl_points_cite_all(reading, cites, cite_count);
    judge_gap(reading, domain, band->points);
}

enum sl_result_status sl_points_indicators(const struct sl_points_reading *reading,
                                           const struct sl_calendar *calendar,
                                           struct sl_error *err) {
    for (size_t i = 0; i < reading->table->domain_count && !failed(err); i++)
        judge_domain(reading, i, calendar, err);
    return failed(err) ? SL_RESULT_FAILED : SL_RESULT_SCORED;
}
