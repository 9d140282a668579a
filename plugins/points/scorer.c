#include "scorer.h"
#include "base/memory.h"
#include "holidays.h"
#include "method.h"
#include <stdlib.h>

struct sl_scorer {
    struct sl_points_table *table;
    struct sl_calendar *calendar;
    struct sl_points_sheet *sheets; /* one for each form */
    size_t sheet_count;
    struct sl_result_maker *maker;
};

static enum sl_status open_scorer(const char *beside, struct sl_scorer **out,
                                  struct sl_error *err) {
    (void)beside;
    (void)err;
    *out = sl_new(1, sizeof **out);
    (*out)->maker = sl_result_maker_new();
    return SL_OK;
}

static void unload(struct sl_scorer *scorer) {
    for (size_t i = 0; i < scorer->sheet_count; i++)
        sl_points_sheet_drop(&scorer->sheets[i]);
    free(scorer->sheets);
    sl_calendar_free(scorer->calendar);
    sl_points_table_free(scorer->table);
    *scorer = (struct sl_scorer){.maker = scorer->maker};
}

static void close_scorer(struct sl_scorer *scorer) {
    if (scorer == NULL)
        return;
    unload(scorer);
    sl_result_maker_free(scorer->maker);
    free(scorer);
}

static enum sl_status describe(struct sl_scorer *scorer, const struct sl_scorer_rule *rule,
                               char **header, struct sl_error *err) {
    (void)scorer;
    SL_AUTO(sl_points_table_drop) struct sl_points_table *table = NULL;
    enum sl_status status = sl_points_table_read(rule, &table, err);
    if (status == SL_OK)
        *header = sl_points_describe(table);
    return status;
}

static enum sl_status examples(struct sl_scorer *scorer, const struct sl_scorer_rule *rule,
                               char **cases, struct sl_error *err) {
    (void)scorer;
    SL_AUTO(sl_points_table_drop) struct sl_points_table *table = NULL;
    enum sl_status status = sl_points_table_read(rule, &table, err);
    if (status != SL_OK)
        return status;
    json_t *list = json_object_get(table->file, "examples");
    *cases = json_is_array(list) ? sl_json_canonical(list) : sl_copy("[]");
    return SL_OK;
}

static enum sl_status load_into(struct sl_scorer *next, const struct sl_scorer_rule *rule,
                                const struct sl_scorer_form *forms, size_t form_count,
                                struct sl_error *err) {
    enum sl_status status = sl_points_table_read(rule, &next->table, err);
    if (status == SL_OK)
        status = sl_points_holidays(rule, &next->calendar, err);
    next->sheets = sl_new(form_count + 1, sizeof *next->sheets);
    for (size_t i = 0; status == SL_OK && i < form_count; i++) {
        status = sl_points_sheet_make(next->table, forms[i].text, &next->sheets[i], err);
        next->sheet_count = i + 1;
    }
    return status;
}

static enum sl_status load(struct sl_scorer *scorer, const struct sl_scorer_rule *rule,
                           const struct sl_scorer_form *forms, size_t form_count,
                           struct sl_error *err) {
    struct sl_scorer next = {.maker = scorer->maker};
    enum sl_status status = load_into(&next, rule, forms, form_count, err);
    if (status != SL_OK) {
        unload(&next);
        return status;
    }
    unload(scorer);
    *scorer = next;
    return SL_OK;
}

static enum sl_result_status judge(struct sl_points_reading *reading,
                                   const struct sl_calendar *calendar, struct sl_error *why) {
    if (reading->table->method == SL_POINTS_GRADE)
        return sl_points_grade(reading);
    return sl_points_indicators(reading, calendar, why);
}

static enum sl_status score_case(struct sl_scorer *scorer, struct sl_points_reading *reading,
                                 const struct sl_scorer_case *given, struct sl_text *result,
                                 struct sl_error *err) {
    struct sl_error why = {0};
    const uint8_t *bytes = NULL;
    enum sl_status status = sl_points_reading_begin(reading, given, err);
    if (status != SL_OK)
        return status;
    reading->sheet = &scorer->sheets[given->form];
    sl_result_begin(scorer->maker);
    enum sl_result_status came = judge(reading, scorer->calendar, &why);
    if (!sl_result_finish(scorer->maker, came, sl_text_of(why.text), &bytes, &result->length))
        return sl_fail(err, SL_RULE, "", "The result of a table is too large");
    result->bytes = (const char *)bytes;
    return SL_OK;
}

static enum sl_status score(struct sl_scorer *scorer, const struct sl_scorer_case *cases,
                            size_t count, sl_scorer_sink *sink, void *context,
                            struct sl_error *err) {
    struct sl_points_reading reading = {.table = scorer->table, .maker = scorer->maker};
    enum sl_status status = SL_OK;
    if (scorer->table == NULL)
        return sl_fail(err, SL_RULE, "", "No rule is loaded.");
    for (size_t i = 0; i < count && status == SL_OK; i++) {
        struct sl_text result = {0};
        status = score_case(scorer, &reading, &cases[i], &result, err);
        if (status == SL_OK)
            status = sink(context, i, result, err);
    }
    sl_points_reading_drop(&reading);
    return status;
}

const struct sl_scorer_api sl_points_scorer = {
    .language = "points",
    .extension = ".points.json",
    .engine = 1,
    .slim = true,
    .open = open_scorer,
    .close = close_scorer,
    .describe = describe,
    .examples = examples,
    .load = load,
    .score = score,
};
