#include "practice/record.h"
#include "practice/team.h"
#include "sample.h"
#include "scoring/confirmation.h"
#include "scoring/explain.h"
#include "support/suite.h"

#define WORDS "She said: \xe2\x80\x9cI want to stay with Nana\xe2\x80\x9d and smiled."
#define QUOTING                                                                                    \
    "[{\"if\":[\"SJ\",\"G\"],\"do\":[[\"value\",\"grade\",\"G\"],"                                 \
    "[\"quote\",\"base\",\"V9\",\"value\",13,37],[\"say\",\"L1\",\"2 of 3 hold\"]]}]"
#define QUOTING_EXAMPLES                                                                           \
    "[{\"name\":\"a\",\"given\":{\"SJ\":\"G\",\"V9\":\"" WORDS "\"},\"expect\":{\"grade\":\"G\"}}" \
    "]"

struct story {
    struct sample sample;
    int64_t record_no;
};

static void save_record(struct story *story) {
    struct sl_error err = {0};
    struct sl_staff auditor = {
        .code = "aud", .role = "auditor", .team = "", .from = SL_DAY_NONE, .to = SL_DAY_NONE};
    assert_ok(sl_staff_add(story->sample.store, &auditor, "tests", &err), err);
    SL_AUTO(sl_record_drop) struct sl_record *record = sl_record_new(story->sample.tool);
    struct sl_record_head head = {.id = "",
                                  .form = "",
                                  .case_ref = "C1",
                                  .family_group = "",
                                  .team = "red",
                                  .worker = "",
                                  .auditor = "aud",
                                  .day = sl_day_of(2025, 3, 3),
                                  .route = "random",
                                  .programme = "",
                                  .state = "",
                                  .grade = "",
                                  .graded_on = SL_DAY_NONE};
    assert_ok(sl_record_set_head(record, &head, &err), err);
    assert_ok(sl_record_answer(record, SAMPLE_SJ, 0, "G", 0, "", &err), err);
    assert_ok(sl_record_answer(record, SAMPLE_V9, 0, WORDS, 0, "", &err), err);
    struct sl_record_save save = {.record = record, .actor = "aud", .why = ""};
    assert_ok(sl_record_save(story->sample.store, &save, &err), err);
    story->record_no = save.record_no;
}

static void story_open(struct story *story, const char *name) {
    sample_open(&story->sample, name);
    save_record(story);
}

static void score(struct story *story) {
    struct sl_error err = {0};
    SL_AUTO(sl_live_drop) struct sl_live *live = sl_live_new(&story->sample.engines);
    assert_ok(sl_score_record(story->sample.store, live, story->record_no, NULL, &err), err);
}

static json_t *explained(struct story *story) {
    struct sl_error err = {0};
    json_t *out = NULL;
    assert_ok(sl_explain_record(story->sample.store, story->record_no, NULL, &out, &err), err);
    return out;
}

static void gather(void *context, const char *line) {
    sl_buffer_format(context, "%s\n", line);
}

/* All lines; owned by the caller. */
static char *lines(struct story *story) {
    SL_AUTO(sl_json_drop) json_t *explanation = explained(story);
    struct sl_buffer told = {0};
    sl_explain_lines(explanation, gather, &told);
    return sl_buffer_take(&told);
}

static void assert_says(struct story *story, const char *words) {
    SL_AUTO(sl_free) char *told = lines(story);
    ck_assert_msg(strstr(told, words) != NULL, "\"%s\" does not say \"%s\"", told, words);
}

START_TEST(the_sentence_the_answer_and_its_words_are_shown)
{
    struct story story;
    story_open(&story, __func__);
    SL_AUTO(sl_rule_drop)
    struct sl_rule *rule = sample_publish(&story.sample, SAMPLE_RULE(QUOTING, QUOTING_EXAMPLES));
    score(&story);
    SL_AUTO(sl_free) char *told = lines(&story);
    const char *expected = "  grade Good\n"
                           "    The safety judgement is the grade; 250 or more is Good (base)\n"
                           "      V9, What did the child say? -> She said: \xe2\x80\x9c\xc2\xbb"
                           "I want to stay with Nana\xc2\xab\xe2\x80\x9d and smiled.\n"
                           "    2 of 3 hold (L1)\n";
    ck_assert_msg(strstr(told, expected) != NULL, "%s", told);
    ck_assert_ptr_nonnull(strstr(told, "Overall grade (overall.mini version 1, in force from "));
    sample_close(&story.sample);
}
END_TEST

START_TEST(an_answer_without_a_quote_is_shown_by_its_label)
{
    struct story story;
    story_open(&story, __func__);
    SL_AUTO(sl_rule_drop)
    struct sl_rule *rule =
        sample_publish(&story.sample, SAMPLE_RULE(SAMPLE_STEPS, SAMPLE_EXAMPLES));
    score(&story);
    assert_says(&story, "      SJ, How safe is the child? -> Good\n");
    assert_says(&story, "      VJ, How well is the child heard? -> not yet answered\n");
    sample_close(&story.sample);
}
END_TEST

START_TEST(a_record_without_a_score_says_why)
{
    struct story story;
    struct sl_error err = {0};
    story_open(&story, __func__);
    assert_says(&story, "No published rule applies");
    SL_AUTO(sl_rule_drop)
    struct sl_rule *rule =
        sample_publish(&story.sample, SAMPLE_RULE(SAMPLE_STEPS, SAMPLE_EXAMPLES));
    assert_says(&story, "not scored: it hasn't been scored since it was last changed");
    assert_ok(sl_score_note_attempt(story.sample.store, story.record_no, sl_rule_version_no(rule),
                                    "the worker ran out of memory", &err),
              err);
    assert_says(&story, "not scored: the worker ran out of memory");
    sample_close(&story.sample);
}
END_TEST

START_TEST(a_new_decision_leaves_the_old_score_behind)
{
    struct story story;
    story_open(&story, __func__);
    SL_AUTO(sl_rule_drop)
    struct sl_rule *rule =
        sample_publish(&story.sample, SAMPLE_RULE(SAMPLE_STEPS, SAMPLE_EXAMPLES));
    score(&story);
    assert_says(&story, "  grade Good");
    SL_AUTO(sl_free)
    char *sql = sl_format("INSERT INTO decision (id, record_no, kind, code, outcome, reason, "
                          "decided_by, decided_at) VALUES ('00000000-0000-4000-8000-000000000001',"
                          " %lld, 'flag', 'S1', 'confirmed', 'r', 'ann', 1)",
                          (long long)story.record_no);
    test_write(story.sample.store, sql);
    assert_says(&story, "not scored: it hasn't been scored since");
    score(&story);
    assert_says(&story, "  grade Good");
    sample_close(&story.sample);
}
END_TEST

START_TEST(a_later_rule_is_only_compared_with_a_grade_of_record)
{
    struct story story;
    story_open(&story, __func__);
    test_write(story.sample.store,
               "UPDATE record SET state = 'graded', grade = 'G', graded_on = '2025-03-05'");
    SL_AUTO(sl_rule_drop)
    struct sl_rule *graded_under =
        sample_publish(&story.sample, SAMPLE_RULE(SAMPLE_STEPS, SAMPLE_EXAMPLES));
    score(&story);
    SL_AUTO(sl_rule_drop)
    struct sl_rule *rule =
        sample_publish(&story.sample, SAMPLE_RULE(SAMPLE_HARSH_STEPS, SAMPLE_HARSH_EXAMPLES));
    score(&story);
    assert_says(&story, "Grade of record: Good, fixed on 5 March 2025\n");
    assert_says(&story, "this would read:\n  grade Requires improvement\n");
    test_write(story.sample.store, "UPDATE record SET graded_rule_no = 2");
    SL_AUTO(sl_free) char *told = lines(&story);
    ck_assert_ptr_null(strstr(told, "this would read"));
    sample_close(&story.sample);
}
END_TEST

START_TEST(a_rule_that_is_not_there_is_named)
{
    struct story story;
    struct sl_error err = {0};
    json_t *out = NULL;
    story_open(&story, __func__);
    assert_fails(sl_explain_record(story.sample.store, story.record_no, "other", &out, &err),
                 SL_NOT_FOUND, err, "other");
    assert_fails(sl_explain_record(story.sample.store, 999, NULL, &out, &err), SL_NOT_FOUND, err,
                 "");
    sample_close(&story.sample);
}
END_TEST

static struct sl_confirmation confirmation_of(const struct story *story, const char *output,
                                              const char *value, const char *reason) {
    return (struct sl_confirmation){.record_no = story->record_no,
                                    .rule = "overall.mini",
                                    .output = output,
                                    .confirmed = value,
                                    .reason = reason,
                                    .actor = "mo"};
}

START_TEST(a_proposal_is_confirmed_or_changed_with_a_reason)
{
    struct story story;
    struct sl_error err = {0};
    story_open(&story, __func__);
    SL_AUTO(sl_rule_drop)
    struct sl_rule *rule =
        sample_publish(&story.sample, SAMPLE_RULE(SAMPLE_STEPS, SAMPLE_EXAMPLES));
    struct sl_confirmation early = confirmation_of(&story, "grade", "G", "");
    assert_fails(sl_confirmation_add(story.sample.store, &early, &err), SL_NOT_FOUND, err,
                 "nothing to confirm");
    score(&story);
    assert_ok(sl_confirmation_add(story.sample.store, &early, &err), err);
    assert_says(&story, "  grade Good (mo confirmed Good), mean 300\n");
    struct sl_confirmation other = confirmation_of(&story, "grade", "R", "");
    assert_fails(sl_confirmation_add(story.sample.store, &other, &err), SL_INVALID, err,
                 "give the reason");
    other.reason = "two visits were missed";
    assert_ok(sl_confirmation_add(story.sample.store, &other, &err), err);
    assert_says(&story, "  grade Good (mo confirmed Requires improvement: two visits were missed)");
    ck_assert_int_eq(test_number(story.sample.store, "SELECT count(*) FROM confirmation"), 2);
    ck_assert_int_eq(
        test_number(story.sample.store, "SELECT count(*) FROM trail WHERE verb = 'score.confirm'"),
        2);
    sample_close(&story.sample);
}
END_TEST

START_TEST(only_values_of_the_output_can_be_confirmed)
{
    struct story story;
    struct sl_error err = {0};
    story_open(&story, __func__);
    SL_AUTO(sl_rule_drop)
    struct sl_rule *rule =
        sample_publish(&story.sample, SAMPLE_RULE(SAMPLE_STEPS, SAMPLE_EXAMPLES));
    score(&story);
    struct sl_confirmation wrong = confirmation_of(&story, "grade", "Good", "r");
    assert_fails(sl_confirmation_add(story.sample.store, &wrong, &err), SL_INVALID, err,
                 "allowed: O G R I");
    wrong = confirmation_of(&story, "mean", "401", "r");
    assert_fails(sl_confirmation_add(story.sample.store, &wrong, &err), SL_INVALID, err,
                 "allowed: integer 0..400");
    wrong = confirmation_of(&story, "note", "x", "r");
    assert_fails(sl_confirmation_add(story.sample.store, &wrong, &err), SL_NOT_FOUND, err,
                 "proposes no note");
    wrong = confirmation_of(&story, "nothing", "x", "r");
    assert_fails(sl_confirmation_add(story.sample.store, &wrong, &err), SL_NOT_FOUND, err,
                 "no output nothing");
    sample_close(&story.sample);
}
END_TEST

SL_SUITE("explain", the_sentence_the_answer_and_its_words_are_shown,
         an_answer_without_a_quote_is_shown_by_its_label, a_record_without_a_score_says_why,
         a_new_decision_leaves_the_old_score_behind,
         a_later_rule_is_only_compared_with_a_grade_of_record, a_rule_that_is_not_there_is_named,
         a_proposal_is_confirmed_or_changed_with_a_reason,
         only_values_of_the_output_can_be_confirmed)
