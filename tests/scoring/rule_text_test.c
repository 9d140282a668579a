#include "sample.h"
#include "scoring/rule_start.h"
#include "scoring/rule_text.h"
#include "scoring/setting_table.h"
#include "support/suite.h"

/* A header with settings of every shape. */
#define RULE                                                                                       \
    "{\"code\":\"overall.mini\",\"title\":\"Overall grade\",\"kind\":\"grade\",\"why\":\"New\","   \
    "\"applies\":[\"MINI\"],\"needs\":[\"SAFE.SJ\",\"VJ\"],\"lists\":{},"                          \
    "\"columns\":{\"bands\":[[\"grade\",\"O G R I\"],[\"from\",\"hundredths\"]]},"                 \
    "\"settings\":{\"good\":250,\"domains\":[{\"judgement\":\"SAFE.SJ\",\"weight\":18},"           \
    "{\"judgement\":\"VOICE.VJ\",\"weight\":12}],\"bands\":[{\"grade\":\"G\",\"from\":250}],"      \
    "\"ceilings\":[{\"when\":\"SAFE.SJ = I\",\"at_most\":\"I\",\"clause\":\"L1\",\"on\":true},"    \
    "{\"when\":\"VJ = I\",\"at_most\":\"R\",\"clause\":\"\",\"on\":false}],"                       \
    "\"limits\":[{\"kind\":\"visit\",\"n\":10,\"unit\":\"working_day\",\"from\":\"2011-04-01\","   \
    "\"source\":\"Local\"}]},"                                                                     \
    "\"clauses\":{\"base\":\"Safety is the grade; {good} or more is Good\","                       \
    "\"L1\":\"Inadequate safety makes the case Inadequate\"},"                                     \
    "\"outputs\":[[\"grade\",\"O G R I\"]],\"lines\":{\"clauses.base\":1,\"clauses.L1\":2},"       \
    "\"steps\":[{\"if\":[\"SJ\",\"I\"],\"do\":[[\"value\",\"grade\",\"I\"],"                       \
    "[\"reason\",\"L1\",\"SJ\"]]},{\"if\":[\"SJ\",\"G\"],\"do\":[[\"value\",\"grade\",\"G\"],"     \
    "[\"reason\",\"base\",\"SJ\"]]}],"                                                             \
    "\"examples\":[{\"name\":\"unsafe\",\"given\":{\"SJ\":\"I\",\"VJ\":\"G\"},"                    \
    "\"expect\":{\"grade\":\"I\"}},"                                                               \
    "{\"name\":\"far off\",\"given\":{\"SJ\":\"G\",\"VJ\":\"R\",\"V9\":\"words\"},"                \
    "\"expect\":{\"grade\":\"G\"}},"                                                               \
    "{\"name\":\"safe\",\"given\":{\"SJ\":\"G\",\"VJ\":\"G\"},\"expect\":{\"grade\":" GRADE "}}]}"

static json_t *text_of(struct sample *sample, const char *source) {
    struct sl_error err = {0};
    json_t *text = NULL;
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_rule(sample, source);
    assert_ok(sl_rule_text(rule, &sample->engine, &sample->shelf, &text, &err), err);
    return text;
}

static void assert_holds(const char *page, const char *words) {
    ck_assert_msg(strstr(page, words) != NULL, "\"%s\" does not say \"%s\"", page, words);
}

#define GRADE "\"G\""

START_TEST(every_sentence_stands_with_the_nearest_two_examples_at_its_edge)
{
    struct sample sample;
    sample_open(&sample, __func__);
    SL_AUTO(sl_json_drop) json_t *text = text_of(&sample, RULE);
    const json_t *sentences = json_object_get(text, "sentences");
    ck_assert_uint_eq(json_array_size(sentences), 2);
    const json_t *base = json_array_get(sentences, 0), *L1 = json_array_get(sentences, 1);
    ck_assert_str_eq(sl_json_text_or(base, "clause", ""), "base");
    ck_assert_str_eq(sl_json_text_or(base, "sentence", ""),
                     "Safety is the grade; 250 or more is Good");
    ck_assert_str_eq(sl_json_text_or(L1, "fires", ""), "unsafe");
    ck_assert_str_eq(sl_json_text_or(L1, "not", ""), "safe");
    const json_t *differs = json_object_get(L1, "differs");
    ck_assert_uint_eq(json_array_size(differs), 1);
    ck_assert_str_eq(sl_json_text_or(json_array_get(differs, 0), "question", ""), "SJ");
    ck_assert_str_eq(sl_json_text_or(json_array_get(differs, 0), "fires", ""), "Inadequate");
    ck_assert_str_eq(sl_json_text_or(json_array_get(differs, 0), "not", ""), "Good");
    sample_close(&sample);
}
END_TEST

START_TEST(the_page_says_what_is_read_weighed_and_held)
{
    struct sample sample;
    sample_open(&sample, __func__);
    SL_AUTO(sl_json_drop) json_t *text = text_of(&sample, RULE);
    SL_AUTO(sl_free) char *page = sl_rule_text_markdown(text);
    assert_holds(page, "# Overall grade\n\n`overall.mini`. It gives a grade.");
    assert_holds(page, "- Small audit (`MINI`)\n");
    assert_holds(page, "- How safe is the child? (`SAFE.SJ`)\n");
    assert_holds(page, "- SAFE.SJ counts 18 of 30\n");
    assert_holds(page, "- Good from 2.50\n");
    assert_holds(page, "1. When SAFE.SJ is I: at most Inadequate. Inadequate safety makes the case "
                       "Inadequate (L1)\n");
    assert_holds(page, "2. When VJ is I: at most Requires improvement; switched off\n");
    assert_holds(page, "- visit: 10 working days, from 2011-04-01. Source: Local\n");
    assert_holds(page, "  - Holds for: unsafe\n  - Just doesn't for: safe\n"
                       "  - Between them: SJ Inadequate against Good\n");
    assert_holds(page, "- good is 250\n");
    sample_close(&sample);
}
END_TEST

static void gather(void *context, const char *line) {
    sl_buffer_format(context, "%s\n", line);
}

START_TEST(settings_are_shown_as_small_tables)
{
    struct sample sample;
    SL_AUTO(sl_buffer_drop) struct sl_buffer told = {0};
    sample_open(&sample, __func__);
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_rule(&sample, RULE);
    sl_setting_tables(sl_rule_header(rule), gather, &told);
    assert_holds(told.bytes, "  good                 250\n");
    assert_holds(told.bytes, "  domains\n"
                             "    judgement  weight\n"
                             "    SAFE.SJ    18\n"
                             "    VOICE.VJ   12\n");
    sample_close(&sample);
}
END_TEST

#undef GRADE
#define GRADE "\"R\""

START_TEST(a_rule_that_does_not_do_what_it_says_has_no_text)
{
    struct sample sample;
    struct sl_error err = {0};
    json_t *text = NULL;
    sample_open(&sample, __func__);
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_rule(&sample, RULE);
    assert_fails(sl_rule_text(rule, &sample.engine, &sample.shelf, &text, &err), SL_INVALID, err,
                 "doesn't do what its examples say: example \"safe\"");
    sample_close(&sample);
}
END_TEST

START_TEST(a_start_takes_its_words_from_the_tool)
{
    struct sample sample;
    struct sl_error err = {0};
    char *text = NULL;
    sample_open(&sample, __func__);
    assert_ok(sl_rule_start(sample.tool, "check.mini", "Title",
                            "@CODE@ @TITLE@ @TOOL@ @FORM@ @QUESTION@ @GOOD@ @BAD@ @JUDGEMENT@ @x",
                            &text, &err),
              err);
    ck_assert_str_eq(text, "check.mini Title MINI core SAFE.S1 yes no SAFE.SJ @x");
    free(text);
    assert_fails(sl_rule_start(sample.tool, "Check", "Title", "", &text, &err), SL_INVALID, err,
                 "no code of a rule");
    assert_fails(sl_rule_start(sample.tool, "check", "A \"title\"", "", &text, &err), SL_INVALID,
                 err, "no quotes");
    assert_fails(sl_rule_start(sample.tool, "check", "Title", "@START@", &text, &err), SL_NOT_FOUND,
                 err, "MINI has no limit in time");
    ck_assert_str_eq(sl_rule_start_name(sample.tool, "check"), "check");
    sample_close(&sample);
}
END_TEST

SL_SUITE("rule_text", every_sentence_stands_with_the_nearest_two_examples_at_its_edge,
         the_page_says_what_is_read_weighed_and_held, settings_are_shown_as_small_tables,
         a_rule_that_does_not_do_what_it_says_has_no_text, a_start_takes_its_words_from_the_tool)
