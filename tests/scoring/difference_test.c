#include "practice/record.h"
#include "sample.h"
#include "scoring/difference.h"
#include "support/suite.h"

/* Reasons as an explanation has them. */
#define RULES(reasons) "[{\"rule\":\"overall.mini\",\"reasons\":[" reasons "]}]"
#define REASON(clause, at_most, cites)                                                             \
    "{\"clause\":\"" clause "\"" at_most ",\"cites\":[" cites "]}"
#define CITE(question) "{\"question\":\"" question "\",\"row\":0}"
#define AT_MOST_R ",\"at_most\":\"R\""

struct story {
    struct sample sample;
    struct sl_record *record;
};

static void answer(struct story *story, size_t question, const char *value) {
    struct sl_error err = {0};
    assert_ok(sl_record_answer(story->record, question, 0, value, 0, "", &err), err);
}

static void story_open(struct story *story, const char *name) {
    sample_open(&story->sample, name);
    story->record = sl_record_new(story->sample.tool);
}

static void story_close(struct story *story) {
    sl_record_free(story->record);
    sample_close(&story->sample);
}

static json_t *found(struct story *story, const char *state, const char *rules) {
    struct sl_error err = {0};
    SL_AUTO(sl_json_drop) json_t *read = json_loads(rules, 0, NULL);
    json_t *difference = NULL;
    ck_assert_ptr_nonnull(read);
    assert_ok(
        sl_difference_find(story->sample.store, story->record, state, read, &difference, &err),
        err);
    return difference;
}

/* The questions in order, a space behind each; owned by the caller. */
static char *questions(struct story *story, const char *rules) {
    struct sl_buffer codes = {0};
    SL_AUTO(sl_json_drop) json_t *difference = found(story, "submitted", rules);
    const json_t *answers = json_object_get(difference, "answers");
    for (size_t i = 0; i < json_array_size(answers); i++)
        sl_buffer_format(&codes, "%s ",
                         sl_json_text_or(json_array_get(answers, i), "question", ""));
    return sl_buffer_take(&codes);
}

static void gather(void *context, const char *line) {
    sl_buffer_format(context, "%s\n", line);
}

START_TEST(nothing_is_shown_while_the_auditor_is_answering)
{
    static const char *const states[] = {"in_progress", "returned"};
    struct story story;
    story_open(&story, __func__);
    answer(&story, SAMPLE_SJ, "I");
    for (size_t i = 0; i < SL_COUNT(states); i++) {
        SL_AUTO(sl_buffer_drop) struct sl_buffer told = {0};
        SL_AUTO(sl_json_drop)
        json_t *difference = found(&story, states[i], RULES(REASON("L1", "", CITE("SJ"))));
        ck_assert(!sl_json_true(difference, "shown"));
        ck_assert_ptr_null(json_object_get(difference, "answers"));
        sl_difference_lines(difference, gather, &told);
        ck_assert_ptr_nonnull(strstr(told.bytes, "It is shown once the record is submitted."));
        ck_assert_ptr_null(strstr(told.bytes, "SJ"));
    }
    story_close(&story);
}
END_TEST

START_TEST(a_judgement_stands_for_the_answers_of_its_section)
{
    struct story story;
    story_open(&story, __func__);
    answer(&story, SAMPLE_SJ, "R");
    answer(&story, SAMPLE_S1, "no");
    SL_AUTO(sl_free) char *codes = questions(&story, RULES(REASON("L1", "", CITE("SJ"))));
    ck_assert_str_eq(codes, "S1 ");
    answer(&story, SAMPLE_S1, "yes");
    SL_AUTO(sl_free) char *alone = questions(&story, RULES(REASON("L1", "", CITE("SJ"))));
    ck_assert_str_eq(alone, "SJ ");
    story_close(&story);
}
END_TEST

START_TEST(safety_comes_before_voice_whatever_is_cited_first)
{
    struct story story;
    story_open(&story, __func__);
    answer(&story, SAMPLE_VJ, "I");
    answer(&story, SAMPLE_SJ, "R");
    SL_AUTO(sl_free)
    char *codes = questions(
        &story, RULES(REASON("L2", AT_MOST_R, CITE("VJ")) "," REASON("base", "", CITE("SJ"))));
    ck_assert_str_eq(codes, "SJ VJ ");
    story_close(&story);
}
END_TEST

START_TEST(what_is_good_not_applicable_or_unanswered_is_left_out)
{
    struct story story;
    story_open(&story, __func__);
    answer(&story, SAMPLE_SJ, "G");
    SL_AUTO(sl_free)
    char *codes = questions(&story, RULES(REASON("base", "", CITE("SJ") "," CITE("VJ"))));
    ck_assert_str_eq(codes, "");
    story_close(&story);
}
END_TEST

START_TEST(days_texts_and_counts_are_no_answers_to_change)
{
    struct story story;
    story_open(&story, __func__);
    answer(&story, SAMPLE_PLAN_DATE, "2024-01-01");
    answer(&story, SAMPLE_V9, "Nothing was asked.");
    SL_AUTO(sl_free)
    char *codes = questions(&story, RULES(REASON("base", "", CITE("plan_date") "," CITE("V9"))));
    ck_assert_str_eq(codes, "");
    story_close(&story);
}
END_TEST

START_TEST(it_says_what_good_looks_like_and_never_which_grade)
{
    struct story story;
    SL_AUTO(sl_buffer_drop) struct sl_buffer told = {0};
    story_open(&story, __func__);
    answer(&story, SAMPLE_S1, "no");
    SL_AUTO(sl_json_drop)
    json_t *difference = found(&story, "graded", RULES(REASON("L1", "", CITE("S1"))));
    sl_difference_lines(difference, gather, &told);
    ck_assert_str_eq(
        told.bytes,
        "\nWhat would make the biggest difference for this child\n"
        "  1. Is the child safe now? (S1: No)\n"
        "     What good looks like: Somebody who only reads the record would answer \"Yes\".\n");
    story_close(&story);
}
END_TEST

START_TEST(a_record_without_reasons_is_told_so)
{
    struct story story;
    story_open(&story, __func__);
    SL_AUTO(sl_json_drop) json_t *difference = found(&story, "submitted", "[]");
    ck_assert_str_eq(sl_json_text_or(difference, "why", ""), "shown once the record is scored");
    story_close(&story);
}
END_TEST

SL_SUITE("difference", nothing_is_shown_while_the_auditor_is_answering,
         a_judgement_stands_for_the_answers_of_its_section,
         safety_comes_before_voice_whatever_is_cited_first,
         what_is_good_not_applicable_or_unanswered_is_left_out,
         days_texts_and_counts_are_no_answers_to_change,
         it_says_what_good_looks_like_and_never_which_grade, a_record_without_reasons_is_told_so)
