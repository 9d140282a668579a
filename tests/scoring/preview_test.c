#include "practice/list.h"
#include "sample.h"
#include "scoring/preview.h"
#include "support/suite.h"

#define RULE SAMPLE_RULE(SAMPLE_STEPS, SAMPLE_EXAMPLES)
#define HARSH SAMPLE_RULE(SAMPLE_HARSH_STEPS, SAMPLE_HARSH_EXAMPLES)

/* The same values, cited otherwise. */
#define RECITED                                                                                    \
    SAMPLE_RULE("[{\"if\":[\"SAFE.SJ\",\"I\"],\"do\":[[\"value\",\"grade\",\"I\"],"                \
                "[\"reason\",\"L1\",\"SAFE.SJ\"]]},"                                               \
                "{\"if\":[\"SJ\",\"G\"],\"do\":[[\"value\",\"grade\",\"G\"],"                      \
                "[\"number\",\"mean\",300],[\"reason\",\"base\",\"SJ\"]]},"                        \
                "{\"if\":[\"SJ\",\"O\"],\"do\":[[\"value\",\"grade\",\"O\"],"                      \
                "[\"reason\",\"base\",\"SJ\"]]}]",                                                 \
                SAMPLE_EXAMPLES)

static const char groups_json[] =
    "{\"list\":\"theme_groups\",\"version\":1,\"title\":\"Groups\",\"about\":\"For tests.\","
    "\"kind\":\"entries\",\"entries\":["
    "{\"code\":\"safety\",\"label\":\"Safety\",\"themes\":[],\"sections\":[\"SAFE\"]},"
    "{\"code\":\"voice\",\"label\":\"Voice\",\"themes\":[],\"sections\":[\"VOICE\"]}]}";

static void add_groups(struct sample *sample) {
    struct sl_error err = {0};
    SL_AUTO(sl_list_drop) struct sl_list *list = NULL;
    assert_ok(sl_list_parse("theme_groups", groups_json, &list, &err), err);
    assert_ok(sl_list_add(sample->store, list, "tests", &err), err);
}

static void add(struct sample *sample, int64_t record_no, const char *team, const char *safe,
                const char *voice) {
    struct sl_packer *packer = sample_body(sample);
    sample_token(packer, SAMPLE_SJ, safe);
    if (voice != NULL)
        sample_token(packer, SAMPLE_VJ, voice);
    sample_save(sample, packer, (struct sample_record){.record_no = record_no, .team = team});
}

static void keep_scores(struct sample *sample, const struct sl_rule *rule) {
    struct sl_error err = {0};
    struct sl_rescore run = {.store = sample->store,
                             .engine = &sample->engine,
                             .rule = rule,
                             .choice = sl_facts_of_all,
                             .keep = true};
    assert_ok(sl_rescore_run(&run, &err), err);
}

static struct sl_preview_request request_of(struct sample *sample, const struct sl_rule *rule) {
    return (struct sl_preview_request){.store = sample->store,
                                       .engine = &sample->engine,
                                       .engines = &sample->engines,
                                       .rule = rule,
                                       .choice = sl_facts_of_all};
}

static struct sl_preview *preview_of(const struct sl_preview_request *request) {
    struct sl_error err = {0};
    struct sl_preview *preview = NULL;
    assert_ok(sl_preview_run(request, &preview, &err), err);
    return preview;
}

static char *part(const struct sl_preview *preview, const char *key) {
    SL_AUTO(sl_json_drop) json_t *json = sl_preview_json(preview);
    json_t *value = json_object_get(json, key);
    ck_assert_msg(value != NULL, "there is no %s", key);
    if (!json_is_integer(value))
        return sl_json_canonical(value);
    return sl_format("%" JSON_INTEGER_FORMAT, json_integer_value(value));
}

#define assert_part(preview, key, expected)                                                        \
    do {                                                                                           \
        SL_AUTO(sl_free) char *assert_part_text = part(preview, key);                              \
        ck_assert_str_eq(assert_part_text, expected);                                              \
    } while (0)

/* Six records of two teams under the first version, and what the harsher one would do. */
static struct sl_rule *six_records(struct sample *sample) {
    add_groups(sample);
    add(sample, 1, "red", "G", "G");
    add(sample, 2, "red", "G", "R");
    add(sample, 3, "red", "I", "G");
    add(sample, 4, "blue", "G", "R");
    add(sample, 5, "blue", "O", NULL);
    add(sample, 6, "blue", "R", NULL);
    return sample_publish(sample, RULE);
}

START_TEST(moves_are_counted_by_grade_team_theme_and_clause)
{
    struct sample sample;
    sample_open(&sample, __func__);
    SL_AUTO(sl_rule_drop) struct sl_rule *old = six_records(&sample);
    keep_scores(&sample, old);
    SL_AUTO(sl_rule_drop) struct sl_rule *harsh = sample_rule(&sample, HARSH);
    struct sl_preview_request request = request_of(&sample, harsh);
    SL_AUTO(sl_preview_drop) struct sl_preview *preview = preview_of(&request);
    assert_part(preview, "records", "6");
    assert_part(preview, "compared", "6");
    assert_part(preview, "moved", "4");
    assert_part(preview, "same", "2");
    assert_part(preview, "worse", "3");
    assert_part(preview, "better", "0");
    assert_part(preview, "against", "1");
    assert_part(preview, "version", "0");
    assert_part(preview, "moves",
                "[{\"from\":\"G\",\"n\":3,\"output\":\"grade\",\"to\":\"R\"},"
                "{\"from\":\"O\",\"n\":1,\"output\":\"grade\",\"to\":\"\"}]");
    assert_part(preview, "teams",
                "[{\"better\":0,\"moved\":2,\"n\":3,\"name\":\"Blue team\",\"team\":\"blue\","
                "\"worse\":1},{\"better\":0,\"moved\":2,\"n\":3,\"name\":\"Red "
                "team\",\"team\":\"red\",\"worse\":2}]");
    assert_part(preview, "themes",
                "[{\"moved\":0,\"n\":2,\"name\":\"Safety\",\"theme\":\"safety\"},"
                "{\"moved\":2,\"n\":2,\"name\":\"Voice\",\"theme\":\"voice\"}]");
    assert_part(preview, "clauses",
                "[{\"clause\":\"L1\",\"fired\":1,\"fires\":1,\"moved\":0,\"sentence\":\"An "
                "Inadequate judgement on safety makes the case Inadequate\",\"starts\":0,"
                "\"stops\":0},{\"clause\":\"base\",\"fired\":4,\"fires\":3,\"moved\":4,"
                "\"sentence\":\"The safety judgement is the grade; 250 or more is Good\","
                "\"starts\":0,\"stops\":1}]");
    assert_part(preview, "words",
                "{\"G\":\"Good\",\"I\":\"Inadequate\",\"O\":\"Outstanding\",\"R\":\"Requires "
                "improvement\"}");
    ck_assert_int_eq(test_engine_loaded(&sample.engine), 4);
    sample_close(&sample);
}
END_TEST

START_TEST(each_case_says_what_did_it_and_what_stood_before)
{
    struct sample sample;
    sample_open(&sample, __func__);
    SL_AUTO(sl_rule_drop) struct sl_rule *old = six_records(&sample);
    keep_scores(&sample, old);
    SL_AUTO(sl_rule_drop) struct sl_rule *harsh = sample_rule(&sample, HARSH);
    struct sl_preview_request request = request_of(&sample, harsh);
    SL_AUTO(sl_preview_drop) struct sl_preview *preview = preview_of(&request);
    ck_assert_uint_eq(sl_preview_cases(preview), 4);
    struct sl_preview_case first = sl_preview_case_at(preview, 0);
    ck_assert_int_eq(first.record_no, 1);
    ck_assert_str_eq(first.id, "00000000-0000-4000-8000-000000000001");
    ck_assert_str_eq(first.team, "red");
    ck_assert_str_eq(first.day, "2025-03-03");
    ck_assert_str_eq(first.from, "G");
    ck_assert_str_eq(first.to, "R");
    ck_assert_str_eq(sl_preview_word(preview, first.to), "Requires improvement");
    ck_assert_str_eq(first.clause, "base");
    ck_assert_str_eq(first.because, "The safety judgement is the grade; 250 or more is Good");
    ck_assert_ptr_null(first.why_not);
    ck_assert_ptr_nonnull(strstr(first.was, "\"grade\":\"G\""));
    ck_assert_ptr_nonnull(strstr(first.now, "\"grade\":\"R\""));
    struct sl_preview_case blank = sl_preview_case_at(preview, 3);
    ck_assert_int_eq(blank.record_no, 5);
    ck_assert_str_eq(blank.because,
                     "No longer: The safety judgement is the grade; 250 or more is Good");
    sample_close(&sample);
}
END_TEST

START_TEST(without_kept_scores_the_version_in_force_is_scored_too)
{
    struct sample sample;
    sample_open(&sample, __func__);
    SL_AUTO(sl_rule_drop) struct sl_rule *old = six_records(&sample);
    SL_AUTO(sl_rule_drop) struct sl_rule *harsh = sample_rule(&sample, HARSH);
    struct sl_preview_request request = request_of(&sample, harsh);
    SL_AUTO(sl_preview_drop) struct sl_preview *unkept = preview_of(&request);
    keep_scores(&sample, old);
    SL_AUTO(sl_preview_drop) struct sl_preview *kept = preview_of(&request);
    SL_AUTO(sl_json_drop) json_t *one = sl_preview_json(unkept);
    SL_AUTO(sl_json_drop) json_t *other = sl_preview_json(kept);
    ck_assert(json_equal(one, other));
    ck_assert_uint_eq(sl_preview_cases(unkept), sl_preview_cases(kept));
    add(&sample, 7, "red", "G", NULL);
    SL_AUTO(sl_preview_drop) struct sl_preview *mixed = preview_of(&request);
    assert_part(mixed, "moved", "5");
    ck_assert_int_eq(sl_preview_case_at(mixed, 4).record_no, 7);
    sample_close(&sample);
}
END_TEST

START_TEST(other_reasons_alone_are_no_move)
{
    struct sample sample;
    sample_open(&sample, __func__);
    SL_AUTO(sl_rule_drop) struct sl_rule *old = six_records(&sample);
    keep_scores(&sample, old);
    SL_AUTO(sl_rule_drop) struct sl_rule *recited = sample_rule(&sample, RECITED);
    struct sl_preview_request request = request_of(&sample, recited);
    SL_AUTO(sl_preview_drop) struct sl_preview *preview = preview_of(&request);
    assert_part(preview, "moved", "0");
    assert_part(preview, "reasons_only", "3");
    assert_part(preview, "same", "3");
    ck_assert_int_eq(sl_preview_case_at(preview, 0).kind, SL_PREVIEW_REASONS);
    ck_assert_str_eq(sl_preview_case_at(preview, 0).from, "");
    sample_close(&sample);
}
END_TEST

START_TEST(a_figure_beside_the_grade_is_told_apart)
{
    struct sample sample;
    sample_open(&sample, __func__);
    SL_AUTO(sl_rule_drop) struct sl_rule *old = six_records(&sample);
    keep_scores(&sample, old);
    SL_AUTO(sl_rule_drop)
    struct sl_rule *rule = sample_rule(
        &sample, SAMPLE_RULE("[{\"if\":[\"SAFE.SJ\",\"I\"],\"do\":[[\"value\",\"grade\",\"I\"],"
                             "[\"reason\",\"L1\",\"SAFE.SJ\"]]},"
                             "{\"if\":[\"SJ\",\"G\"],\"do\":[[\"value\",\"grade\",\"G\"],"
                             "[\"number\",\"mean\",290],[\"reason\",\"base\",\"SJ\",\"VJ\"]]},"
                             "{\"if\":[\"SJ\",\"O\"],\"do\":[[\"value\",\"grade\",\"O\"],"
                             "[\"number\",\"half\",254],[\"reason\",\"base\",\"SJ\"]]}]",
                             SAMPLE_EXAMPLES));
    struct sl_preview_request request = request_of(&sample, rule);
    SL_AUTO(sl_preview_drop) struct sl_preview *preview = preview_of(&request);
    assert_part(preview, "moved", "0");
    assert_part(preview, "figures_only", "4");
    assert_part(preview, "moves", "[]");
    assert_part(preview, "shifts",
                "[{\"higher\":0,\"lower\":3,\"n\":3,\"output\":\"mean\"},"
                "{\"higher\":0,\"lower\":0,\"n\":1,\"output\":\"half\"}]");
    ck_assert_str_eq(sl_preview_case_at(preview, 3).to, "2.54");
    sample_close(&sample);
}
END_TEST

START_TEST(a_status_is_moved_to_and_a_failure_is_not_compared)
{
    struct sample sample;
    sample_open(&sample, __func__);
    SL_AUTO(sl_rule_drop) struct sl_rule *old = six_records(&sample);
    keep_scores(&sample, old);
    SL_AUTO(sl_rule_drop)
    struct sl_rule *rule = sample_rule(
        &sample, SAMPLE_RULE("[{\"if\":[\"SJ\",\"G\"],\"do\":[[\"status\",\"not_enough\"]]},"
                             "{\"if\":[\"SJ\",\"I\"],\"do\":[[\"fail\",\"no such band\"]]},"
                             "{\"if\":[\"SJ\",\"O\"],\"do\":[[\"limit\",\"took too long\"]]},"
                             "{\"if\":[\"SJ\",\"R\"],\"do\":[[\"put\",17,0,2,5]]}]",
                             "[]"));
    struct sl_preview_request request = request_of(&sample, rule);
    SL_AUTO(sl_preview_drop) struct sl_preview *preview = preview_of(&request);
    assert_part(preview, "compared", "3");
    assert_part(preview, "failed", "1");
    assert_part(preview, "limited", "2");
    assert_part(preview, "moves",
                "[{\"from\":\"G\",\"n\":3,\"output\":\"grade\",\"to\":\"(not_enough)\"}]");
    assert_part(preview, "worse", "0");
    ck_assert_int_eq(sl_preview_failed(preview), 3);
    struct sl_preview_case failed = sl_preview_case_at(preview, 2);
    ck_assert_int_eq(failed.record_no, 3);
    ck_assert_str_eq(failed.why_not, "no such band");
    SL_AUTO(sl_free) char *refusals = part(preview, "refusals");
    ck_assert_ptr_nonnull(strstr(refusals, "{\"n\":1,\"why\":\"took too long\"}"));
    sample_close(&sample);
}
END_TEST

START_TEST(a_theme_is_chosen_and_counted_by_answers_below_good)
{
    struct sample sample;
    sample_open(&sample, __func__);
    SL_AUTO(sl_rule_drop) struct sl_rule *old = six_records(&sample);
    keep_scores(&sample, old);
    SL_AUTO(sl_rule_drop) struct sl_rule *harsh = sample_rule(&sample, HARSH);
    struct sl_preview_request request = request_of(&sample, harsh);
    request.theme = "voice";
    SL_AUTO(sl_preview_drop) struct sl_preview *voice = preview_of(&request);
    assert_part(voice, "records", "2");
    assert_part(voice, "moved", "2");
    request.theme = NULL;
    request.choice.team = "blue";
    SL_AUTO(sl_preview_drop) struct sl_preview *blue = preview_of(&request);
    assert_part(blue, "records", "3");
    request.tool = "OTHER";
    SL_AUTO(sl_preview_drop) struct sl_preview *none = preview_of(&request);
    ck_assert_int_eq(sl_preview_records(none), 0);
    request.theme = "weather";
    struct sl_error err = {0};
    struct sl_preview *missing = NULL;
    assert_fails(sl_preview_run(&request, &missing, &err), SL_NOT_FOUND, err, "weather");
    ck_assert_ptr_null(missing);
    sample_close(&sample);
}
END_TEST

START_TEST(a_first_version_has_nothing_to_be_held_against)
{
    struct sample sample;
    sample_open(&sample, __func__);
    add(&sample, 1, "red", "G", NULL);
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_rule(&sample, RULE);
    struct sl_preview_request request = request_of(&sample, rule);
    SL_AUTO(sl_preview_drop) struct sl_preview *preview = preview_of(&request);
    assert_part(preview, "against", "0");
    assert_part(preview, "moves",
                "[{\"from\":\"(none)\",\"n\":1,\"output\":\"grade\",\"to\":\"G\"}]");
    sample_close(&sample);
}
END_TEST

START_TEST(records_a_version_cannot_read_are_listed_with_why)
{
    struct sample sample;
    sample_open(&sample, __func__);
    SL_AUTO(sl_rule_drop) struct sl_rule *old = six_records(&sample);
    keep_scores(&sample, old);
    SL_AUTO(sl_free) char *newer = sl_copy(sample_tool_json);
    memcpy(strstr(newer, "\"version\":1"), "\"version\":2", 11);
    memcpy(strstr(newer, "\"V9\""), "\"V8\"", 4);
    struct sl_error err = {0};
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = NULL;
    assert_ok(sl_tool_parse("MINI", newer, &tool, &err), err);
    assert_ok(sl_tool_add(sample.store, tool, "tests", &err), err);
    test_write(sample.store, "UPDATE record SET tool_version = 2 WHERE record_no = 2");
    SL_AUTO(sl_rule_drop) struct sl_rule *harsh = sample_rule(&sample, HARSH);
    struct sl_preview_request request = request_of(&sample, harsh);
    SL_AUTO(sl_preview_drop) struct sl_preview *preview = preview_of(&request);
    assert_part(preview, "unfit", "1");
    assert_part(preview, "compared", "5");
    ck_assert_ptr_nonnull(strstr(sl_preview_case_at(preview, 1).why_not, "V9"));
    sample_close(&sample);
}
END_TEST

START_TEST(a_preview_changes_no_byte_of_the_store)
{
    struct sample sample;
    sample_open(&sample, __func__);
    SL_AUTO(sl_rule_drop) struct sl_rule *old = six_records(&sample);
    keep_scores(&sample, old);
    int64_t scores = test_number(sample.store, "SELECT count(*) FROM score");
    int64_t trail = test_number(sample.store, "SELECT count(*) FROM trail");
    SL_AUTO(sl_rule_drop) struct sl_rule *harsh = sample_rule(&sample, HARSH);
    struct sl_preview_request request = request_of(&sample, harsh);
    SL_AUTO(sl_preview_drop) struct sl_preview *preview = preview_of(&request);
    ck_assert_int_eq(test_number(sample.store, "SELECT count(*) FROM score"), scores);
    ck_assert_int_eq(test_number(sample.store, "SELECT count(*) FROM trail"), trail);
    ck_assert_int_eq(test_number(sample.store, "SELECT count(*) FROM score_attempt"), 0);
    sample_close(&sample);
}
END_TEST

START_TEST(the_counts_say_nothing_about_a_single_record)
{
    struct sample sample;
    sample_open(&sample, __func__);
    struct sl_packer *packer = sample_body(&sample);
    sample_token(packer, SAMPLE_SJ, "G");
    sample_text(packer, SAMPLE_V9, 0, "Zebedee misses his nan");
    sample_save(&sample, packer, (struct sample_record){.record_no = 1});
    SL_AUTO(sl_rule_drop)
    struct sl_rule *old = sample_publish(
        &sample, SAMPLE_RULE("[{\"if\":[\"SJ\",\"I\"],\"do\":[[\"reason\",\"L1\"]]},"
                             "{\"do\":[[\"text\",\"note\",\"Zebedee\"],[\"say\",\"base\","
                             "\"Zebedee said so\"]]}]",
                             "[{\"name\":\"a\",\"given\":{\"SJ\":\"I\"},\"expect\":{}}]"));
    keep_scores(&sample, old);
    SL_AUTO(sl_rule_drop)
    struct sl_rule *rule = sample_rule(
        &sample, SAMPLE_RULE("[{\"do\":[[\"value\",\"grade\",\"R\"],[\"text\",\"note\",\"Zeb\"],"
                             "[\"quote\",\"base\",\"V9\",0,0,7],[\"say\",\"L1\",\"Zebedee\"]]}]",
                             "[]"));
    struct sl_preview_request request = request_of(&sample, rule);
    SL_AUTO(sl_preview_drop) struct sl_preview *preview = preview_of(&request);
    SL_AUTO(sl_json_drop) json_t *json = sl_preview_json(preview);
    SL_AUTO(sl_free) char *text = sl_json_canonical(json);
    ck_assert_ptr_null(strstr(text, "Zeb"));
    ck_assert_ptr_null(strstr(text, "00000000-"));
    ck_assert_str_eq(sl_preview_case_at(preview, 0).because, "Zebedee");
    ck_assert_str_eq(sl_preview_case_at(preview, 0).before, "Zebedee said so");
    sample_close(&sample);
}
END_TEST

SL_SUITE("preview", moves_are_counted_by_grade_team_theme_and_clause,
         each_case_says_what_did_it_and_what_stood_before,
         without_kept_scores_the_version_in_force_is_scored_too, other_reasons_alone_are_no_move,
         a_figure_beside_the_grade_is_told_apart,
         a_status_is_moved_to_and_a_failure_is_not_compared,
         a_theme_is_chosen_and_counted_by_answers_below_good,
         a_first_version_has_nothing_to_be_held_against,
         records_a_version_cannot_read_are_listed_with_why, a_preview_changes_no_byte_of_the_store,
         the_counts_say_nothing_about_a_single_record)
