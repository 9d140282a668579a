#include "base/memory.h"
#include "method.h"
#include <string.h>

enum { GRADE, BASE, MEAN, COVERAGE, PARTIAL }; /* places of its outputs */

struct stock {
    int64_t sum, judged, applicable;
    bool missing; /* a gate isn't judged */
    uint16_t cites[SL_POINTS_ROWS_MOST];
    size_t cite_count; /* judgements; where missing, the gates */
};

static void take_judgement(struct sl_points_reading *reading, size_t row, struct stock *stock) {
    const struct sl_points_row *domain = &reading->table->rows[row];
    int32_t question = reading->sheet->rows[row];
    struct sl_text token;
    enum sl_answer_state state = sl_points_token(reading, question, &token);
    int points = 0;
    if (state == SL_NOT_APPLICABLE)
        return;
    stock->applicable += domain->weight;
    if (state == SL_ANSWERED && sl_points_of(reading->table, token, &points)) {
        stock->sum += (int64_t)points * domain->weight;
        stock->judged += domain->weight;
        stock->cites[stock->cite_count++] = (uint16_t)question;
    } else if (domain->gate) {
        stock->missing = true;
    }
}

static void cite_missing_gates(struct sl_points_reading *reading) {
    for (size_t i = 0; i < reading->table->row_count; i++) {
        struct sl_value value = sl_points_answer(reading, reading->sheet->rows[i]);
        if (reading->table->rows[i].gate && value.state != SL_ANSWERED &&
            value.state != SL_NOT_APPLICABLE)
            sl_points_cite(reading, reading->sheet->rows[i]);
    }
}

/* Questions that a ceiling rests on, each once. */
struct citing {
    struct sl_points_reading *reading;
    int32_t cited[SL_POINTS_ROWS_MOST];
    size_t count;
};

static void cite_once(void *context, const char *name) {
    struct citing *citing = context;
    int32_t question = sl_points_sheet_find(citing->reading->sheet, name);
    for (size_t i = 0; i < citing->count; i++)
        if (citing->cited[i] == question)
            return;
    if (citing->count < SL_COUNT(citing->cited))
        citing->cited[citing->count++] = question;
    sl_points_cite(citing->reading, question);
}

/* The grade that is left under a ceiling whose condition holds. */
static const char *hold_down(struct sl_points_reading *reading,
                             const struct sl_points_ceiling *ceiling, const char *grade) {
    struct citing citing = {.reading = reading};
    const struct sl_condition_facts facts = sl_points_facts(reading);
    int most = 0, now = 0;
    if (!sl_condition_holds(ceiling->when, &facts))
        return grade;
    if (sl_points_waived(reading, ceiling->clause)) {
        sl_points_say(reading, SL_SAID_WAIVED);
        return grade;
    }
    sl_points_reason(reading, ceiling->place, ceiling->because);
    sl_condition_cites(ceiling->when, &facts, cite_once, &citing);
    sl_points_of(reading->table, sl_text_of(ceiling->at_most), &most);
    sl_points_of(reading->table, sl_text_of(grade), &now);
    return most < now ? ceiling->at_most : grade;
}

static void put_base(struct sl_points_reading *reading, const struct stock *stock,
                     const char *base) {
    sl_points_put_token(reading, BASE, sl_text_of(base));
    sl_points_put_number(reading, MEAN, 100 * stock->sum / stock->judged);
    sl_points_put_number(reading, COVERAGE, 100 * stock->judged / stock->applicable);
    sl_points_put_token(reading, PARTIAL,
                        stock->judged < stock->applicable ? SL_TEXT("yes") : SL_TEXT("no"));
    sl_points_say(reading, SL_SAID_BASE);
    sl_points_cite_all(reading, stock->cites, stock->cite_count);
    if (stock->judged < stock->applicable)
        sl_points_say(reading, SL_SAID_PARTIAL);
}

enum sl_result_status sl_points_grade(struct sl_points_reading *reading) {
    const struct sl_points_table *table = reading->table;
    struct stock stock;
    stock.sum = stock.judged = stock.applicable = 0;
    stock.missing = false;
    stock.cite_count = 0;
    for (size_t i = 0; i < table->row_count; i++)
        take_judgement(reading, i, &stock);
    if (stock.missing) {
        sl_points_say(reading, SL_SAID_GATE);
        cite_missing_gates(reading);
        return SL_RESULT_NOT_ENOUGH;
    }
    if (stock.judged == 0 || 100 * stock.judged < table->coverage * stock.applicable) {
        sl_points_say(reading, SL_SAID_COVERAGE);
        return SL_RESULT_NOT_ENOUGH;
    }
    const char *grade = sl_points_band(table, stock.sum, stock.judged)->grade;
    put_base(reading, &stock, grade);
    for (size_t i = 0; i < table->ceiling_count; i++)
        grade = hold_down(reading, &table->ceilings[i], grade);
    sl_points_put_token(reading, GRADE, sl_text_of(grade));
    return SL_RESULT_SCORED;
}
