#include "practice/record.h"
#include "practice/team.h"
#include "sample.h"
#include "scoring/coverage.h"
#include "scoring/smallest_change.h"
#include "support/suite.h"

/* Safety is the grade; a voice that isn't heard holds it at R. */
#define STEPS                                                                                      \
    "[{\"if\":[\"SJ\",\"O\"],\"do\":[[\"value\",\"grade\",\"O\"],[\"reason\",\"base\",\"SJ\"]]},"  \
    "{\"if\":[\"SJ\",\"G\"],\"do\":[[\"value\",\"grade\",\"G\"],[\"reason\",\"base\",\"SJ\"]]},"   \
    "{\"if\":[\"SJ\",\"R\"],\"do\":[[\"value\",\"grade\",\"R\"],[\"reason\",\"base\",\"SJ\"]]},"   \
    "{\"if\":[\"VJ\",\"I\"],\"do\":[[\"value\",\"grade\",\"R\"],[\"reason\",\"L1\",\"VJ\"]]}]"
#define EXAMPLES "[]"
/* A grade that nothing lifts. */
#define STUCK "[{\"do\":[[\"value\",\"grade\",\"R\"],[\"reason\",\"base\",\"SJ\"]]}]"

struct story {
    struct sample sample;
    struct sl_rule *rule;
};

static void save(struct story *story, int64_t record_no, const char *safe, const char *voice,
                 const char *state) {
    struct sl_packer *packer = sample_body(&story->sample);
    sample_token(packer, SAMPLE_SJ, safe);
    if (voice != NULL)
        sample_token(packer, SAMPLE_VJ, voice);
    sample_save(&story->sample, packer,
                (struct sample_record){.record_no = record_no, .state = state});
}

static void story_open(struct story *story, const char *name, const char *source) {
    sample_open(&story->sample, name);
    story->rule = sample_rule(&story->sample, source);
}

static void story_close(struct story *story) {
    sl_rule_free(story->rule);
    sample_close(&story->sample);
}

static enum sl_status try_covering(struct story *story, int64_t record_no, json_t **out,
                                   struct sl_error *err) {
    const struct sl_coverage_request request = {
        .store = story->sample.store,
        .engine = &story->sample.engine,
        .rule = story->rule,
        .choice = {.record_no = record_no, .from = SL_DAY_NONE, .to = SL_DAY_NONE}};
    return sl_coverage_run(&request, out, err);
}

static json_t *covered(struct story *story, int64_t record_no) {
    struct sl_error err = {0};
    json_t *coverage = NULL;
    assert_ok(try_covering(story, record_no, &coverage, &err), err);
    return coverage;
}

static const json_t *named(const json_t *list, const char *key, const char *name) {
    for (size_t i = 0; i < json_array_size(list); i++)
        if (strcmp(sl_json_text_or(json_array_get(list, i), key, ""), name) == 0)
            return json_array_get(list, i);
    ck_abort_msg("no %s", name);
    return NULL;
}

static int64_t at(const json_t *object, const char *key) {
    return sl_json_whole_or(object, key, -1);
}

static void gather(void *context, const char *line) {
    sl_buffer_format(context, "%s\n", line);
}

START_TEST(clauses_are_counted_and_those_that_never_fire_are_named)
{
    struct story story;
    story_open(&story, __func__, SAMPLE_RULE(STEPS, EXAMPLES));
    save(&story, 1, "G", NULL, NULL);
    save(&story, 2, "G", "G", NULL);
    save(&story, 3, "O", NULL, "withdrawn");
    SL_AUTO(sl_json_drop) json_t *coverage = covered(&story, 0);
    const json_t *clauses = json_object_get(coverage, "clauses");
    ck_assert_int_eq(at(coverage, "records"), 2);
    ck_assert_int_eq(at(named(clauses, "clause", "base"), "fired"), 2);
    ck_assert_int_eq(at(named(clauses, "clause", "L1"), "fired"), 0);
    ck_assert_uint_eq(json_array_size(json_object_get(coverage, "never")), 1);
    save(&story, 4, "G", "I", NULL);
    SL_AUTO(sl_json_drop) json_t *again = covered(&story, 0);
    ck_assert_uint_eq(json_array_size(json_object_get(again, "never")), 0);
    story_close(&story);
}
END_TEST

START_TEST(the_question_that_moves_most_comes_first)
{
    struct story story;
    story_open(&story, __func__, SAMPLE_RULE(STEPS, EXAMPLES));
    save(&story, 1, "G", "R", NULL); /* a step worse for the voice moves it */
    save(&story, 2, "G", "O", NULL); /* a step doesn't */
    SL_AUTO(sl_json_drop) json_t *coverage = covered(&story, 0);
    const json_t *questions = json_object_get(coverage, "questions");
    const json_t *moved = json_object_get(questions, "moved");
    ck_assert_int_eq(at(questions, "n"), 2);
    ck_assert_str_eq(sl_json_text_or(json_array_get(moved, 0), "question", ""), "SJ");
    ck_assert_int_eq(at(json_array_get(moved, 0), "moved"), 2);
    ck_assert_int_eq(at(named(moved, "question", "VJ"), "moved"), 1);
    ck_assert_int_eq(at(named(moved, "question", "VJ"), "answered"), 2);
    story_close(&story);
}
END_TEST

START_TEST(a_number_that_moves_nothing_is_idle)
{
    struct story story;
    story_open(&story, __func__, SAMPLE_RULE(STEPS, EXAMPLES));
    save(&story, 1, "G", NULL, NULL);
    SL_AUTO(sl_json_drop) json_t *coverage = covered(&story, 0);
    const json_t *settings = json_object_get(coverage, "settings");
    const json_t *good = named(json_object_get(settings, "numbers"), "setting", "good");
    ck_assert_int_eq(at(good, "value"), 250);
    ck_assert_int_eq(at(good, "without") + at(good, "doubled"), 0);
    ck_assert_uint_eq(json_array_size(json_object_get(settings, "idle")), 1);
    story_close(&story);
}
END_TEST

START_TEST(records_are_counted_by_how_few_answers_would_lift_them)
{
    struct story story;
    story_open(&story, __func__, SAMPLE_RULE(STEPS, EXAMPLES));
    save(&story, 1, "O", "G", NULL);          /* the best there is */
    save(&story, 2, "G", "G", NULL);          /* one */
    save(&story, 3, "R", "I", NULL);          /* two */
    save(&story, 4, "I", "G", NULL);          /* no grade */
    save(&story, 5, "R", "I", "in_progress"); /* still being answered */
    SL_AUTO(sl_json_drop) json_t *coverage = covered(&story, 0);
    const json_t *lift = json_object_get(coverage, "lift");
    const json_t *sizes = json_object_get(lift, "sizes");
    ck_assert_int_eq(at(lift, "n"), 5);
    ck_assert_int_eq(at(lift, "best"), 1);
    ck_assert_int_eq(at(sizes, "1"), 1);
    ck_assert_int_eq(at(sizes, "2"), 1);
    ck_assert_int_eq(at(sizes, "3"), 0);
    ck_assert_int_eq(at(lift, "blank"), 1);
    ck_assert_int_eq(at(lift, "answering"), 1);
    story_close(&story);
}
END_TEST

START_TEST(of_one_record_the_smallest_set_is_named_and_goes_no_further_than_it_must)
{
    struct story story;
    SL_AUTO(sl_buffer_drop) struct sl_buffer told = {0};
    story_open(&story, __func__, SAMPLE_RULE(STEPS, EXAMPLES));
    save(&story, 1, "R", "I", NULL);
    SL_AUTO(sl_json_drop) json_t *coverage = covered(&story, 1);
    const json_t *record = json_object_get(coverage, "record");
    ck_assert_str_eq(sl_json_text_or(record, "outcome", ""), "found");
    ck_assert_uint_eq(json_array_size(json_object_get(record, "changes")), 2);
    sl_coverage_lines(coverage, gather, &told);
    ck_assert_ptr_nonnull(strstr(told.bytes, "R would be G with"));
    ck_assert_ptr_nonnull(strstr(told.bytes, "  SJ: Good instead of Requires improvement"));
    ck_assert_ptr_nonnull(strstr(told.bytes, "  VJ: Requires improvement instead of Inadequate"));
    story_close(&story);
}
END_TEST

START_TEST(what_nothing_lifts_is_told_so)
{
    struct story story;
    story_open(&story, __func__, SAMPLE_RULE(STUCK, EXAMPLES));
    save(&story, 1, "R", "I", NULL);
    SL_AUTO(sl_json_drop) json_t *coverage = covered(&story, 1);
    const json_t *record = json_object_get(coverage, "record");
    ck_assert_str_eq(sl_json_text_or(record, "outcome", ""), "more");
    ck_assert_int_le(at(record, "tries"), SL_SMALLEST_TRIES);
    story_close(&story);
}
END_TEST

START_TEST(a_record_that_is_being_answered_is_refused)
{
    struct story story;
    struct sl_error err = {0};
    json_t *coverage = NULL;
    story_open(&story, __func__, SAMPLE_RULE(STEPS, EXAMPLES));
    save(&story, 1, "R", "I", "in_progress");
    assert_fails(try_covering(&story, 1, &coverage, &err), SL_REFUSED, err,
                 "shown once it is submitted");
    story_close(&story);
}
END_TEST

START_TEST(it_says_the_same_twice)
{
    struct story story;
    story_open(&story, __func__, SAMPLE_RULE(STEPS, EXAMPLES));
    for (int64_t i = 1; i <= 150; i++)
        save(&story, i, i % 3 == 0 ? "G" : "R", i % 4 == 0 ? "I" : "G", NULL);
    SL_AUTO(sl_json_drop) json_t *one = covered(&story, 0);
    SL_AUTO(sl_json_drop) json_t *two = covered(&story, 0);
    ck_assert(json_equal(one, two));
    ck_assert_int_eq(at(one, "scored"), 150);
    ck_assert_int_eq(at(json_object_get(one, "questions"), "n"), 100);
    story_close(&story);
}
END_TEST

START_TEST(shares_are_rounded_to_the_nearest_and_never_to_none_or_all)
{
    SL_AUTO(sl_buffer_drop) struct sl_buffer told = {0};
    SL_AUTO(sl_json_drop)
    json_t *coverage = json_pack("{sis[{sssi}{sssi}{sssi}]s[]}", "scored", 1000, "clauses",
                                 "clause", "few", "fired", 4, "clause", "some", "fired", 137,
                                 "clause", "most", "fired", 996, "never");
    ck_assert_ptr_nonnull(coverage);
    sl_coverage_lines(coverage, gather, &told);
    ck_assert_ptr_nonnull(strstr(told.bytes, "4   <1 %"));
    ck_assert_ptr_nonnull(strstr(told.bytes, "137   14 %"));
    ck_assert_ptr_nonnull(strstr(told.bytes, "996   99 %"));
}
END_TEST

SL_SUITE("coverage", clauses_are_counted_and_those_that_never_fire_are_named,
         the_question_that_moves_most_comes_first, a_number_that_moves_nothing_is_idle,
         records_are_counted_by_how_few_answers_would_lift_them,
         of_one_record_the_smallest_set_is_named_and_goes_no_further_than_it_must,
         what_nothing_lifts_is_told_so, a_record_that_is_being_answered_is_refused,
         it_says_the_same_twice, shares_are_rounded_to_the_nearest_and_never_to_none_or_all)
