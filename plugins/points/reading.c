#include "reading.h"
#include "base/memory.h"
#include "base/pack_peek.h"
#include <string.h>

enum sl_status sl_points_reading_begin(struct sl_points_reading *reading,
                                       const struct sl_scorer_case *given, struct sl_error *err) {
    json_decref(reading->decisions);
    reading->decisions = NULL;
    if (!sl_peek_open(given->body, &reading->body))
        return sl_fail(err, SL_INVALID, "", "These bytes are no packed answers.");
    if (given->decisions.length == 0)
        return SL_OK;
    return sl_json_parse("decisions", given->decisions.bytes, given->decisions.length,
                         &reading->decisions, err);
}

void sl_points_reading_drop(struct sl_points_reading *reading) {
    json_decref(reading->decisions);
    *reading = (struct sl_points_reading){0};
}

struct sl_value sl_points_answer(const struct sl_points_reading *reading, int32_t question) {
    struct sl_value value;
    sl_peek_value(&reading->body, (uint32_t)question, &value);
    return value;
}

bool sl_points_waived(const struct sl_points_reading *reading, const char *clause) {
    const json_t *waivers = json_object_get(reading->decisions, "waivers");
    for (size_t i = 0; i < json_array_size(waivers); i++) {
        const char *one = json_string_value(json_array_get(waivers, i));
        if (one != NULL && strcmp(one, clause) == 0)
            return true;
    }
    return false;
}

/* --- for conditions --- */

static void answer(void *context, const char *question, struct sl_value *out) {
    const struct sl_points_reading *reading = context;
    *out = sl_points_answer(reading, sl_points_sheet_find(reading->sheet, question));
}

static bool rank(void *context, const char *question, struct sl_text token, int *out) {
    (void)question;
    const struct sl_points_reading *reading = context;
    return sl_points_of(reading->table, token, out);
}

static bool flag(void *context, const char *class_or_question) {
    const struct sl_points_reading *reading = context;
    const json_t *flags = json_object_get(reading->decisions, "flags");
    for (size_t i = 0; i < json_array_size(flags); i++) {
        const json_t *one = json_array_get(flags, i);
        bool confirmed = strcmp(sl_json_text_or(one, "outcome", ""), "confirmed") == 0;
        if (confirmed && (strcmp(sl_json_text_or(one, "class", ""), class_or_question) == 0 ||
                          strcmp(sl_json_text_or(one, "question", ""), class_or_question) == 0))
            return true;
    }
    return false;
}

static const char *group(void *context, const char *name, size_t index) {
    const struct sl_points_reading *reading = context;
    const json_t *groups = json_object_get(reading->table->settings, "groups");
    return json_string_value(json_array_get(json_object_get(groups, name), index));
}

struct sl_condition_facts sl_points_facts(struct sl_points_reading *reading) {
    return (struct sl_condition_facts){answer, rank, flag, group, reading};
}

/* --- of its result --- */

void sl_points_put_token(const struct sl_points_reading *reading, size_t output,
                         struct sl_text token) {
    const struct sl_result_value value = {
        .output = (uint16_t)output, .kind = SL_RESULT_TOKEN, .text = token};
    sl_result_put(reading->maker, &value);
}

void sl_points_put_number(const struct sl_points_reading *reading, size_t output, int64_t number) {
    const struct sl_result_value value = {
        .output = (uint16_t)output, .kind = SL_RESULT_NUMBER, .number = (int32_t)number};
    sl_result_put(reading->maker, &value);
}

void sl_points_reason(const struct sl_points_reading *reading, uint16_t clause, const char *text) {
    sl_result_reason_add(reading->maker, clause, 0, sl_text_of(text));
}

void sl_points_say(const struct sl_points_reading *reading, int said) {
    sl_result_reason_add(reading->maker, reading->table->said[said], 0, SL_TEXT(""));
}

void sl_points_cite(const struct sl_points_reading *reading, int32_t question) {
    const struct sl_result_cite cite = {.question = (uint16_t)question, .part = SL_CITE_VALUE};
    if (question >= 0)
        sl_result_cite_add(reading->maker, &cite);
}

void sl_points_cite_all(const struct sl_points_reading *reading, const uint16_t *questions,
                        size_t count) {
    sl_result_cites_add(reading->maker, questions, count);
}
