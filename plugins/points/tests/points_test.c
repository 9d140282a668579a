#include "../scorer.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/pack.h"
#include "base/result.h"
#include "base/slim.h"
#include "support/suite.h"
#include <string.h>

/* Questions of the form: VJ 0, SJ 1, V1 2, A2 3, A2.start 4, A2.end 5. */
static const char form_json[] =
    "{\"tool\":\"T\",\"version\":1,\"forms\":[\"core\",\"full\"],\"questions\":["
    "{\"code\":\"VJ\",\"section\":\"VOICE\",\"type\":\"grade\"},"
    "{\"code\":\"SJ\",\"section\":\"SAFE\",\"type\":\"grade\"},"
    "{\"code\":\"V1\",\"section\":\"VOICE\",\"type\":\"met\"},"
    "{\"code\":\"A2\",\"section\":\"VOICE\",\"type\":\"timely\"},"
    "{\"code\":\"A2.start\",\"section\":\"VOICE\",\"type\":\"day\"},"
    "{\"code\":\"A2.end\",\"section\":\"VOICE\",\"type\":\"day\"}]}";
enum { VJ, SJ, V1, A2, A2_START, A2_END, QUESTIONS };

#define HEAD                                                                                       \
    "{\"code\":\"x.y\",\"title\":\"X\",\"kind\":\"grade\",\"why\":\"First\",\"applies\":[\"T\"],"
#define GRADE_CLAUSES                                                                              \
    "\"clauses\":{\"gate\":\"g\",\"coverage\":\"c\",\"base\":\"b\",\"partial\":\"p\","             \
    "\"waived\":\"w\",\"own\":\"o\",\"L1\":\"l\"},"
#define SETTINGS(ceilings)                                                                         \
    "\"settings\":{\"points\":{\"O\":4,\"G\":3,\"R\":2,\"I\":1,\"yes\":3,\"no\":1},"               \
    "\"coverage\":60,\"domains\":[{\"judgement\":\"VOICE.VJ\",\"weight\":3,\"gate\":true},"        \
    "{\"judgement\":\"SAFE.SJ\",\"weight\":1,\"gate\":false}],"                                    \
    "\"bands\":[{\"grade\":\"O\",\"from\":350},{\"grade\":\"G\",\"from\":250},"                    \
    "{\"grade\":\"R\",\"from\":150},{\"grade\":\"I\",\"from\":0}],"                                \
    "\"groups\":{\"core\":[\"VJ\",\"SAFE.SJ\"]},\"ceilings\":[" ceilings "]}}"
#define GRADE(ceilings) HEAD "\"method\":\"grade\"," GRADE_CLAUSES SETTINGS(ceilings)
#define L1 "{\"clause\":\"L1\",\"when\":\"SAFE.SJ = I\",\"at_most\":\"I\",\"on\":true}"

static struct sl_scorer *scorer; /* open while a test runs */

static struct sl_scorer_rule rule_of(const char *source) {
    return (struct sl_scorer_rule){.path = "x.points.json", .source = sl_text_of(source)};
}

static enum sl_status load(struct sl_scorer_rule rule, struct sl_error *err) {
    const struct sl_scorer_form form = {sl_text_of(form_json)};
    if (scorer == NULL)
        ck_assert_int_eq(sl_points_scorer.open("", &scorer, err), SL_OK);
    return sl_points_scorer.load(scorer, &rule, &form, 1, err);
}

static void close_scorer(void) {
    sl_points_scorer.close(scorer);
    scorer = NULL;
}

static void put(struct sl_packer *packer, uint32_t question, struct sl_value value) {
    sl_packer_put(packer, question, 0, &value);
}

/* "VJ=G" and the like would hide what is put: tokens by question; NULL puts nothing, "-" not
 * applicable. */
static struct sl_packer *answers(const char *voice, const char *safe, const char *tick) {
    static const uint8_t hash[16] = {7};
    struct sl_packer *packer = sl_packer_new(hash, QUESTIONS);
    const char *tokens[] = {voice, safe, tick};
    for (uint32_t i = 0; i < SL_COUNT(tokens); i++) {
        if (tokens[i] == NULL)
            continue;
        bool applies = strcmp(tokens[i], "-") != 0;
        put(packer, i,
            (struct sl_value){.state = applies ? SL_ANSWERED : SL_NOT_APPLICABLE,
                              .kind = applies ? SL_VALUE_TOKEN : SL_VALUE_TEXT,
                              .text = sl_text_of(applies ? tokens[i] : "age")});
    }
    return packer;
}

static enum sl_status say(void *context, size_t index, struct sl_text packed,
                          struct sl_error *err) {
    (void)index;
    struct sl_buffer *out = context;
    struct sl_result result;
    ck_assert_int_eq(sl_result_open(packed.bytes, packed.length, &result, err), SL_OK);
    sl_buffer_format(out, "%d", result.status);
    for (uint16_t i = 0; i < result.values; i++) {
        struct sl_result_value v = sl_result_value_at(&result, i);
        if (v.kind == SL_RESULT_NUMBER)
            sl_buffer_format(out, " %d:%d", v.output, v.number);
        else
            sl_buffer_format(out, " %d:%.*s", v.output, (int)v.text.length, v.text.bytes);
    }
    for (uint16_t i = 0; i < result.reasons; i++) {
        struct sl_result_reason r = sl_result_reason_at(&result, i);
        sl_buffer_format(out, " [%d%s%.*s", r.clause, r.text.length > 0 ? " " : "",
                         (int)r.text.length, r.text.bytes);
        for (uint16_t c = 0; c < r.cites; c++)
            sl_buffer_format(out, " q%d",
                             sl_result_cite_at(&result, (uint16_t)(r.first_cite + c)).question);
        sl_buffer_char(out, ']');
    }
    return SL_OK;
}

static char *score_bytes(struct sl_text body, const char *decisions) {
    struct sl_buffer out = {0};
    struct sl_error err = {0};
    const struct sl_scorer_case given = {.body = body, .decisions = sl_text_of(decisions)};
    enum sl_status status = sl_points_scorer.score(scorer, &given, 1, say, &out, &err);
    ck_assert_msg(status == SL_OK, "%s", err.text);
    return sl_buffer_take(&out);
}

/* Status, values by output, reasons by place of the clause with the questions they cite. */
static void scores(struct sl_packer *packer, const char *decisions, const char *expected) {
    SL_AUTO(sl_free) uint8_t *bytes = NULL;
    size_t length;
    struct sl_body body;
    SL_AUTO(sl_buffer_drop) struct sl_buffer slim = {0};
    sl_packer_finish(packer, &bytes, &length);
    sl_packer_free(packer);
    SL_AUTO(sl_free)
    char *told = score_bytes((struct sl_text){(const char *)bytes, length}, decisions);
    ck_assert_str_eq(told, expected);
    ck_assert_int_eq(sl_body_open(bytes, length, &body, NULL), SL_OK);
    sl_slim_make(&body, NULL, 0, &slim);
    SL_AUTO(sl_free)
    char *again = score_bytes((struct sl_text){slim.bytes, slim.length}, decisions);
    ck_assert_str_eq(again, expected);
}

static void must_load(const char *source) {
    struct sl_error err = {0};
    enum sl_status status = load(rule_of(source), &err);
    ck_assert_msg(status == SL_OK, "%s", err.text);
}

/* Clauses by place: L1 0, base 1, coverage 2, gate 3, own 4, partial 5, waived 6. */
START_TEST(judgements_are_weighed_and_ceilings_hold_the_grade_down)
{
    must_load(GRADE(L1));
    scores(answers("G", "G", NULL), "", "0 0:G 1:G 2:300 3:100 4:no [1 q0 q1]");
    scores(answers("O", "R", NULL), "", "0 0:O 1:O 2:350 3:100 4:no [1 q0 q1]");
    scores(answers("O", "I", NULL), "", "0 0:I 1:G 2:325 3:100 4:no [1 q0 q1] [0 q1]");
    close_scorer();
}
END_TEST

START_TEST(a_mean_is_compared_before_it_is_rounded)
{
    must_load(GRADE(L1));
    scores(answers("G", "I", NULL), "", "0 0:I 1:G 2:250 3:100 4:no [1 q0 q1] [0 q1]");
    scores(answers("R", "G", NULL), "", "0 0:R 1:R 2:225 3:100 4:no [1 q0 q1]");
    close_scorer();
}
END_TEST

START_TEST(what_is_missing_is_not_enough_and_what_does_not_apply_is_left_out)
{
    must_load(GRADE(L1));
    scores(answers(NULL, "G", NULL), "", "2 [3 q0]");
    scores(answers("G", NULL, NULL), "", "0 0:G 1:G 2:300 3:75 4:yes [1 q0] [5]");
    scores(answers("G", "-", NULL), "", "0 0:G 1:G 2:300 3:100 4:no [1 q0]");
    scores(answers("-", NULL, NULL), "", "2 [2]");
    close_scorer();
}
END_TEST

START_TEST(decisions_of_people_count)
{
    must_load(GRADE(L1 ",{\"clause\":\"\",\"because\":\"A serious breach\",\"when\":\"flag B\","
                       "\"at_most\":\"R\",\"on\":true}"));
    const char *flag =
        "{\"flags\":[{\"class\":\"B\",\"outcome\":\"confirmed\",\"question\":\"P1\"}],"
        "\"waivers\":[]}";
    const char *raised =
        "{\"flags\":[{\"class\":\"B\",\"outcome\":\"raised\",\"question\":\"P1\"}],"
        "\"waivers\":[]}";
    const char *waiver = "{\"flags\":[],\"waivers\":[\"L1\"]}";
    scores(answers("G", "G", NULL), flag,
           "0 0:R 1:G 2:300 3:100 4:no [1 q0 q1] [4 A serious breach]");
    scores(answers("G", "G", NULL), raised, "0 0:G 1:G 2:300 3:100 4:no [1 q0 q1]");
    scores(answers("O", "I", NULL), waiver, "0 0:G 1:G 2:325 3:100 4:no [1 q0 q1] [6]");
    close_scorer();
}
END_TEST

START_TEST(conditions_count_answers_of_groups)
{
    must_load(GRADE("{\"clause\":\"L1\",\"when\":\"at least 2 of core < G and not V1 = yes\","
                    "\"at_most\":\"I\",\"on\":true}"));
    scores(answers("R", "R", "no"), "", "0 0:I 1:R 2:200 3:100 4:no [1 q0 q1] [0 q0 q1]");
    scores(answers("R", "R", "yes"), "", "0 0:R 1:R 2:200 3:100 4:no [1 q0 q1]");
    scores(answers("R", "G", "no"), "", "0 0:R 1:R 2:225 3:100 4:no [1 q0 q1]");
    close_scorer();
}
END_TEST

START_TEST(a_ceiling_that_is_off_holds_nothing_down)
{
    must_load(GRADE("{\"clause\":\"L1\",\"when\":\"SAFE.SJ = I\",\"at_most\":\"I\",\"on\":false}"));
    scores(answers("O", "I", NULL), "", "0 0:G 1:G 2:325 3:100 4:no [1 q0 q1]");
    close_scorer();
}
END_TEST

#define INDICATORS                                                                                 \
    HEAD "\"method\":\"indicators\",\"lists\":[\"days\"],\"clauses\":{\"indicator\":\"i\","        \
         "\"not_enough\":\"n\",\"not_applicable\":\"a\",\"gap\":\"g\",\"gap_moderated\":\"m\"},"   \
         "\"settings\":{\"points\":{\"O\":4,\"G\":3,\"R\":2,\"I\":1,\"yes\":3,\"no\":1},"          \
         "\"coverage\":50,\"gap_explained\":1,\"gap_moderated\":2,"                                \
         "\"domains\":[{\"name\":\"voice\",\"judgement\":\"VOICE.VJ\"}],"                          \
         "\"bands\":[{\"points\":4,\"from\":350},{\"points\":3,\"from\":250},"                     \
         "{\"points\":2,\"from\":150},{\"points\":1,\"from\":0}],"                                 \
         "\"questions\":[{\"domain\":\"VOICE\",\"question\":\"VOICE.V1\",\"weight\":3,"            \
         "\"record_only\":true},{\"domain\":\"VOICE\",\"question\":\"VOICE.A2\",\"weight\":1,"     \
         "\"limit\":10}]}}"

static void load_indicators(void) {
    static const struct sl_scorer_part days = {
        "days",
        {"{\"list\":\"days\",\"kind\":\"holidays\",\"from\":\"2025-01-01\","
         "\"to\":\"2025-12-31\",\"entries\":[{\"day\":\"2025-04-18\"}]}",
         0}};
    struct sl_scorer_part part = {days.name, sl_text_of(days.text.bytes)};
    struct sl_scorer_rule rule = rule_of(INDICATORS);
    struct sl_error err = {0};
    rule.lists = &part;
    rule.list_count = 1;
    enum sl_status status = load(rule, &err);
    ck_assert_msg(status == SL_OK, "%s", err.text);
}

static struct sl_packer *dated(struct sl_packer *packer, sl_day start, sl_day end) {
    const struct sl_value from = {.state = SL_ANSWERED, .kind = SL_VALUE_DAY, .number = start};
    const struct sl_value to = {.state = SL_ANSWERED, .kind = SL_VALUE_DAY, .number = end};
    put(packer, A2_START, from);
    put(packer, A2_END, to);
    return packer;
}

/* Clauses by place: gap 0, gap_moderated 1, indicator 2, not_applicable 3, not_enough 4. */
START_TEST(answers_of_a_domain_add_up_beside_its_judgement)
{
    load_indicators();
    sl_day start = sl_day_of(2025, 4, 10);
    scores(dated(answers("G", NULL, "yes"), start, sl_day_of(2025, 4, 25)), "",
           "0 0:300 1:G 2:100 3:0 [2 q2 q3]");
    scores(dated(answers("G", NULL, "yes"), start, sl_day_of(2025, 4, 28)), "",
           "0 0:250 1:G 2:100 3:0 [2 q2 q3]");
    scores(answers("O", NULL, "no"), "", "0 0:100 1:I 2:75 3:3 [2 q2] [1 q0]");
    scores(answers("R", NULL, "no"), "", "0 0:100 1:I 2:75 3:1 [2 q2] [0 q0]");
    scores(answers("G", NULL, NULL), "", "0 2:0 [4 q0]");
    close_scorer();
}
END_TEST

START_TEST(not_evidenced_counts_as_no_only_where_the_record_alone_can_show_it)
{
    load_indicators();
    struct sl_packer *packer = answers("I", NULL, NULL);
    put(packer, V1, (struct sl_value){.state = SL_NOT_EVIDENCED});
    scores(packer, "", "0 0:100 1:I 2:75 3:0 [2 q2]");
    close_scorer();
}
END_TEST

START_TEST(a_day_the_holidays_do_not_speak_for_fails_the_record)
{
    load_indicators();
    struct sl_packer *packer =
        dated(answers("G", NULL, "yes"), sl_day_of(2027, 1, 4), sl_day_of(2027, 1, 8));
    SL_AUTO(sl_free) uint8_t *bytes = NULL;
    size_t length;
    sl_packer_finish(packer, &bytes, &length);
    sl_packer_free(packer);
    SL_AUTO(sl_free) char *told = score_bytes((struct sl_text){(const char *)bytes, length}, "");
    ck_assert_msg(told[0] == '3' && strstr(told, "2025-12-31") != NULL, "%s", told);
    close_scorer();
}
END_TEST

static void refused(const char *source, const char *sentence) {
    struct sl_error err = {0};
    ck_assert_int_eq(load(rule_of(source), &err), SL_RULE);
    ck_assert_msg(strstr(err.text, sentence) != NULL, "%s", err.text);
    ck_assert_msg(strstr(err.text, "x.points.json") != NULL, "%s", err.text);
}

START_TEST(a_faulty_table_is_told_with_path_and_row_and_the_rule_before_stays)
{
    must_load(GRADE(L1));
    refused("{", "The text ends before it is complete");
    refused("[]", "a rule is an object");
    refused(HEAD "\"method\":\"magic\"," GRADE_CLAUSES SETTINGS(""),
            "neither grade nor indicators");
    refused(HEAD "\"surprise\":1," GRADE_CLAUSES SETTINGS(""), "there is no field surprise");
    refused(HEAD "\"method\":\"grade\",\"clauses\":{}," SETTINGS(""),
            "the sentence of gate is missing");
    refused(GRADE("{\"clause\":\"L7\",\"when\":\"VJ = I\",\"at_most\":\"I\",\"on\":true}"),
            "settings.ceilings row 1");
    refused(GRADE(L1 ",{\"clause\":\"L1\",\"when\":\"VJ is sad\",\"at_most\":\"I\",\"on\":true}"),
            "settings.ceilings row 2: when: \"sad\"");
    refused(GRADE("{\"clause\":\"L1\",\"when\":\"VJ = I\",\"at_most\":\"X\",\"on\":true}"),
            "at_most: X counts no points");
    refused(GRADE("{\"clause\":\"L1\",\"when\":\"at least 1 of crew = I\",\"at_most\":\"I\","
                  "\"on\":true}"),
            "there is no group crew");
    refused(GRADE("{\"when\":\"VJ = I\",\"at_most\":\"I\",\"on\":true}"), "say because");
    scores(answers("O", "I", NULL), "", "0 0:I 1:G 2:325 3:100 4:no [1 q0 q1] [0 q1]");
    close_scorer();
}
END_TEST

START_TEST(a_question_asked_in_each_row_of_a_section_adds_no_points)
{
    struct sl_error err = {0};
    const struct sl_scorer_rule rule = rule_of(GRADE(L1));
    const struct sl_scorer_form form = {
        SL_TEXT("{\"tool\":\"T\",\"version\":1,\"forms\":[\"core\"],\"questions\":["
                "{\"code\":\"VJ\",\"section\":\"VOICE\",\"type\":\"grade\"},"
                "{\"code\":\"SJ\",\"section\":\"SAFE\",\"type\":\"grade\",\"row\":\"agency\"}]}")};
    ck_assert_int_eq(sl_points_scorer.open("", &scorer, &err), SL_OK);
    ck_assert_int_eq(sl_points_scorer.load(scorer, &rule, &form, 1, &err), SL_RULE);
    ck_assert_str_eq(err.text,
                     "x.y: SAFE.SJ is asked in each row of its section, so it adds no points");
    close_scorer();
}
END_TEST

START_TEST(the_header_names_every_question_it_reads_and_what_it_returns)
{
    struct sl_error err = {0};
    SL_AUTO(sl_free) char *header = NULL;
    SL_AUTO(sl_json_drop) json_t *json = NULL;
    const struct sl_scorer_rule rule =
        rule_of(GRADE("{\"clause\":\"L1\",\"when\":\"V1 = no\",\"at_most\":\"I\",\"on\":true}"));
    ck_assert_int_eq(sl_points_scorer.open("", &scorer, &err), SL_OK);
    ck_assert_int_eq(sl_points_scorer.describe(scorer, &rule, &header, &err), SL_OK);
    ck_assert_int_eq(sl_json_parse("header", header, strlen(header), &json, &err), SL_OK);
    SL_AUTO(sl_free) char *needs = sl_json_canonical(json_object_get(json, "needs"));
    SL_AUTO(sl_free) char *outputs = sl_json_canonical(json_object_get(json, "outputs"));
    ck_assert_str_eq(needs, "[\"VOICE.VJ\",\"SAFE.SJ\",\"V1\"]");
    ck_assert_str_eq(outputs, "[[\"grade\",\"O G R I\"],[\"base\",\"O G R I\"],[\"mean\","
                              "\"hundredths\"],[\"coverage\",\"integer 0..100\"],[\"partial\","
                              "\"yes_no\"]]");
    close_scorer();
}
END_TEST

SL_SUITE("points", judgements_are_weighed_and_ceilings_hold_the_grade_down,
         a_mean_is_compared_before_it_is_rounded,
         what_is_missing_is_not_enough_and_what_does_not_apply_is_left_out,
         decisions_of_people_count, conditions_count_answers_of_groups,
         a_ceiling_that_is_off_holds_nothing_down, answers_of_a_domain_add_up_beside_its_judgement,
         not_evidenced_counts_as_no_only_where_the_record_alone_can_show_it,
         a_day_the_holidays_do_not_speak_for_fails_the_record,
         a_faulty_table_is_told_with_path_and_row_and_the_rule_before_stays,
         a_question_asked_in_each_row_of_a_section_adds_no_points,
         the_header_names_every_question_it_reads_and_what_it_returns)
