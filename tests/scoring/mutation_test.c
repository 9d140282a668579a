#include "sample.h"
#include "scoring/mutation.h"
#include "scoring/setting.h"
#include "support/suite.h"

/* Sentences told, one a line. */
static void gather(void *context, const char *path, const char *sentence) {
    sl_buffer_format(context, "%s: %s\n", path, sentence);
}

static enum sl_status gather_setting(void *context, const struct sl_setting *setting,
                                     struct sl_error *err) {
    (void)err;
    sl_buffer_format(context, "%s|%s\n", setting->path, setting->words);
    return SL_OK;
}

static json_t *settings_of(const char *text) {
    json_t *settings = json_loads(text, 0, NULL);
    ck_assert_ptr_nonnull(settings);
    return settings;
}

#define SETTINGS                                                                                   \
    "{\"good\":250,\"bands\":[{\"grade\":\"O\",\"from\":350,\"on\":true}],\"plain\":{\"share\":"   \
    "80}}"

START_TEST(every_number_yes_or_no_and_row_is_told_by_name)
{
    SL_AUTO(sl_json_drop) json_t *settings = settings_of(SETTINGS);
    SL_AUTO(sl_buffer_drop) struct sl_buffer told = {0};
    struct sl_error err = {0};
    assert_ok(sl_settings_walk(settings, gather_setting, &told, &err), err);
    ck_assert_str_eq(told.bytes, "good|good\n"
                                 "bands.1|bands, O\n"
                                 "bands.1.from|from of bands, O\n"
                                 "bands.1.on|on of bands, O\n"
                                 "plain.share|share of plain\n");
}
END_TEST

static enum sl_status change_and_restore(void *context, const struct sl_setting *setting,
                                         struct sl_error *err) {
    (void)err;
    json_t *kept = json_incref(setting->value);
    sl_setting_put(setting, setting->kind == SL_SETTING_ROW ? NULL : json_integer(7));
    *(int *)context += 1;
    sl_setting_restore(setting, kept);
    return SL_OK;
}

START_TEST(settings_stand_as_before_when_each_was_put_back)
{
    SL_AUTO(sl_json_drop) json_t *settings = settings_of(SETTINGS);
    SL_AUTO(sl_json_drop) json_t *before = settings_of(SETTINGS);
    struct sl_error err = {0};
    int changed = 0;
    assert_ok(sl_settings_walk(settings, change_and_restore, &changed, &err), err);
    ck_assert_int_eq(changed, 5);
    ck_assert(json_equal(settings, before));
}
END_TEST

/* The rule asks for a number that equals a setting: only its clause's sentence holds it. */
static char *survivors(struct sample *sample, const char *source, struct sl_mutations *counts) {
    struct sl_error err = {0};
    struct sl_buffer told = {0};
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_rule(sample, source);
    assert_ok(
        sl_mutation_try(rule, &sample->engine, &sample->shelf, gather, NULL, &told, counts, &err),
        err);
    return sl_buffer_take(&told);
}

START_TEST(a_setting_that_no_example_looks_at_survives)
{
    struct sample sample;
    struct sl_mutations counts = {0};
    sample_open(&sample, __func__);
    SL_AUTO(sl_free)
    char *told = survivors(&sample, SAMPLE_RULE(SAMPLE_STEPS, SAMPLE_EXAMPLES), &counts);
    ck_assert_str_eq(told, "good: no example notices when good goes from 250 to 251\n"
                           "good: no example notices when good goes from 250 to 249\n");
    ck_assert_uint_eq(counts.tried, 2);
    ck_assert_uint_eq(counts.noticed, 0);
    ck_assert_uint_eq(counts.examples, 2);
    ck_assert(counts.all);
    sample_close(&sample);
}
END_TEST

/* A rule whose sentence names a row of its settings. */
#define ROWS_RULE                                                                                  \
    "{\"code\":\"a.b\",\"title\":\"A\",\"kind\":\"check\",\"applies\":[\"MINI\"],"                 \
    "\"clauses\":{\"c\":\"{bands.1.from} or more\"},\"settings\":{\"bands\":[{\"from\":3}]},"      \
    "\"outputs\":[[\"mean\",\"integer\"]],\"steps\":[{\"do\":[[\"reason\",\"c\"]]}],"              \
    "\"examples\":[{\"name\":\"x\",\"expect\":{}}]}"

START_TEST(a_row_that_a_sentence_needs_is_missed)
{
    struct sample sample;
    struct sl_mutations counts = {0};
    sample_open(&sample, __func__);
    SL_AUTO(sl_free) char *told = survivors(&sample, ROWS_RULE, &counts);
    ck_assert_uint_eq(counts.tried, 3);
    ck_assert_uint_eq(counts.noticed, 1);
    ck_assert_ptr_null(strstr(told, "left out"));
    sample_close(&sample);
}
END_TEST

START_TEST(a_rule_that_fails_its_own_examples_is_not_tried)
{
    struct sample sample;
    struct sl_error err = {0};
    struct sl_mutations counts = {0};
    sample_open(&sample, __func__);
    SL_AUTO(sl_rule_drop)
    struct sl_rule *rule =
        sample_rule(&sample, SAMPLE_RULE(SAMPLE_STEPS, "[{\"name\":\"x\",\"given\":{\"SJ\":\"I\"},"
                                                       "\"expect\":{\"grade\":\"R\"}}]"));
    assert_fails(
        sl_mutation_try(rule, &sample.engine, &sample.shelf, gather, NULL, NULL, &counts, &err),
        SL_INVALID, err, "example \"x\": expected grade R, got I");
    sample_close(&sample);
}
END_TEST

SL_SUITE("mutation", every_number_yes_or_no_and_row_is_told_by_name,
         settings_stand_as_before_when_each_was_put_back,
         a_setting_that_no_example_looks_at_survives, a_row_that_a_sentence_needs_is_missed,
         a_rule_that_fails_its_own_examples_is_not_tried)
