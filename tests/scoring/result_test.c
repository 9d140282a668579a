#include "base/random.h"
#include "base/slim.h"
#include "sample.h"
#include "scoring/result_json.h"
#include "support/suite.h"

/* A rule's header beside the small tool, and a result in the making. */
struct bench {
    struct sl_rule_header *header;
    struct sl_rule_forms *forms;
    const struct sl_rule_form *form;
    struct sl_result_maker *maker;
    uint8_t *body;
    size_t body_length;
};

#define OUTPUTS                                                                                    \
    "\"outputs\":[[\"grade\",\"O G R I\"],[\"mean\",\"integer "                                    \
    "0..400\"],[\"half\",\"hundredths\"],"                                                         \
    "[\"due\",\"day\"],[\"partial\",\"yes_no\"],[\"note\",\"text\"]]"
#define CLAUSES "\"clauses\":{\"L1\":\"One\",\"base\":\"Two\"}"
#define OF_RECORD                                                                                  \
    "{\"code\":\"a\",\"title\":\"A\",\"kind\":\"check\",\"applies\":[\"MINI\"],"                   \
    "\"needs\":[\"SJ\",\"V9\",\"plan.action\"]," CLAUSES "," OUTPUTS "}"
#define OF_ROWS                                                                                    \
    "{\"code\":\"a\",\"title\":\"A\",\"kind\":\"check\","                                          \
    "\"applies\":{\"tool\":\"MINI\",\"rows\":\"action\"},\"needs\":[\"plan.action\"]," CLAUSES     \
    "," OUTPUTS "}"

static void bench_open(struct bench *bench, const char *header) {
    struct sl_error err = {0};
    struct sl_tool *tool = NULL;
    assert_ok(sl_rule_header_parse("a", sl_text_of(header), NULL, &bench->header, &err), err);
    assert_ok(sl_tool_parse("MINI", sample_tool_json, &tool, &err), err);
    bench->forms = sl_rule_forms_new();
    assert_ok(sl_rule_forms_add(bench->forms, bench->header, tool, &err), err);
    bench->form = sl_rule_forms_at(bench->forms, 0);
    struct sl_packer *packer =
        sl_packer_new(sl_tool_hash(tool)->bytes, (uint32_t)sl_tool_questions(tool));
    sample_token(packer, SAMPLE_SJ, "G");
    sample_text(packer, SAMPLE_V9, 0, "caf\xc3\xa9 please");
    sample_text(packer, SAMPLE_ACTION, 1, "Visit");
    sample_text(packer, SAMPLE_ACTION, 3, "Ring");
    sl_packer_finish(packer, &bench->body, &bench->body_length);
    sl_packer_free(packer);
    bench->maker = sl_result_maker_new();
    sl_result_begin(bench->maker);
}

static void bench_close(struct bench *bench) {
    sl_result_maker_free(bench->maker);
    sl_rule_forms_free(bench->forms);
    sl_rule_header_free(bench->header);
    free(bench->body);
}

static void put(struct bench *bench, uint16_t output, uint16_t row, enum sl_result_kind kind,
                int32_t number, const char *text) {
    struct sl_result_value value = {output, row, kind, number, sl_text_of(text)};
    sl_result_put(bench->maker, &value);
}

static void cite(struct bench *bench, uint16_t question, uint16_t row, uint32_t from, uint32_t to) {
    struct sl_result_cite made = {question, row, SL_CITE_VALUE, from, to};
    sl_result_cite_add(bench->maker, &made);
}

static enum sl_status check(struct bench *bench, enum sl_result_status status, const char *words,
                            struct sl_result *out, struct sl_error *err) {
    const uint8_t *bytes;
    size_t length;
    ck_assert(sl_result_finish(bench->maker, status, sl_text_of(words), &bytes, &length));
    return sl_result_check(bench->header, bench->form,
                           (struct sl_text){(const char *)bench->body, bench->body_length},
                           (struct sl_text){(const char *)bytes, length}, out, err);
}

static void assert_refused(struct bench *bench, const char *words) {
    struct sl_error err = {0};
    struct sl_result result;
    assert_fails(check(bench, SL_RESULT_SCORED, "", &result, &err), SL_RULE, err, words);
    sl_result_begin(bench->maker);
}

/* The JSON of the result, which must also be what the JSON library would write. */
static void assert_json(struct bench *bench, const char *expected) {
    struct sl_error err = {0};
    struct sl_result result;
    SL_AUTO(sl_buffer_drop) struct sl_buffer json = {0};
    SL_AUTO(sl_result_json_drop)
    struct sl_result_json *writer = sl_result_json_new(bench->header);
    assert_ok(check(bench, SL_RESULT_SCORED, "", &result, &err), err);
    sl_result_json_write(writer, bench->form, &result, &json);
    ck_assert_str_eq(json.bytes, expected);
    SL_AUTO(sl_json_drop) json_t *parsed = NULL;
    assert_ok(sl_json_parse("result", json.bytes, json.length, &parsed, &err), err);
    SL_AUTO(sl_free) char *canonical = sl_json_canonical(parsed);
    ck_assert_str_eq(json.bytes, canonical);
}

START_TEST(values_of_every_type_are_written_by_name)
{
    struct bench bench;
    bench_open(&bench, OF_RECORD);
    put(&bench, 0, 0, SL_RESULT_TOKEN, 0, "G");
    put(&bench, 1, 0, SL_RESULT_NUMBER, 300, "");
    put(&bench, 2, 0, SL_RESULT_NUMBER, -254, "");
    put(&bench, 3, 0, SL_RESULT_DAY, sl_day_of(2025, 3, 3), "");
    put(&bench, 4, 0, SL_RESULT_TOKEN, 0, "yes");
    put(&bench, 5, 0, SL_RESULT_TEXT, 0, "two\nlines, a \"quote\", caf\xc3\xa9 \\");
    assert_json(&bench, "{\"reasons\":[],\"rows\":[],\"values\":{\"due\":\"2025-03-03\","
                        "\"grade\":\"G\",\"half\":-254,\"mean\":300,"
                        "\"note\":\"two\\nlines, a \\\"quote\\\", caf\xc3\xa9 \\\\\","
                        "\"partial\":true}}");
    bench_close(&bench);
}
END_TEST

START_TEST(reasons_keep_their_order_and_their_cites)
{
    struct bench bench;
    bench_open(&bench, OF_RECORD);
    sl_result_reason_add(bench.maker, 1, 0, SL_TEXT("2 of 3"));
    cite(&bench, SAMPLE_SJ, 0, 0, 0);
    cite(&bench, SAMPLE_V9, 0, 0, 5);
    sl_result_reason_add(bench.maker, 0, 0, SL_TEXT(""));
    assert_json(&bench, "{\"reasons\":[{\"cites\":[{\"question\":\"SJ\"},"
                        "{\"from\":0,\"question\":\"V9\",\"to\":5}],"
                        "\"clause\":\"base\",\"text\":\"2 of 3\"},"
                        "{\"cites\":[],\"clause\":\"L1\"}],\"rows\":[],\"values\":{}}");
    bench_close(&bench);
}
END_TEST

START_TEST(values_of_rows_are_gathered_row_by_row)
{
    struct bench bench;
    bench_open(&bench, OF_ROWS);
    put(&bench, 1, 3, SL_RESULT_NUMBER, 3, "");
    put(&bench, 0, 3, SL_RESULT_TOKEN, 0, "I");
    put(&bench, 1, 1, SL_RESULT_NUMBER, 1, "");
    put(&bench, 1, 0, SL_RESULT_NUMBER, 9, "");
    sl_result_reason_add(bench.maker, 0, 3, SL_TEXT(""));
    cite(&bench, SAMPLE_ACTION, 3, 0, 4);
    assert_json(&bench,
                "{\"reasons\":[{\"cites\":[{\"from\":0,\"question\":\"plan.action\",\"row\":3,"
                "\"to\":4}],\"clause\":\"L1\",\"row\":3}],"
                "\"rows\":[{\"row\":1,\"values\":{\"mean\":1}},"
                "{\"row\":3,\"values\":{\"grade\":\"I\",\"mean\":3}}],\"values\":{\"mean\":9}}");
    bench_close(&bench);
}
END_TEST

START_TEST(a_failure_is_written_as_its_sentence)
{
    struct bench bench;
    struct sl_error err = {0};
    struct sl_result result;
    SL_AUTO(sl_buffer_drop) struct sl_buffer json = {0};
    bench_open(&bench, OF_RECORD);
    assert_ok(check(&bench, SL_RESULT_FAILED, "no day (line 3)", &result, &err), err);
    struct sl_result_json *writer = sl_result_json_new(bench.header);
    sl_result_json_write(writer, bench.form, &result, &json);
    ck_assert_str_eq(json.bytes, "{\"reasons\":[{\"cites\":[],\"text\":\"no day (line "
                                 "3)\"}],\"rows\":[],\"values\":{}}");
    sl_result_json_free(writer);
    bench_close(&bench);
}
END_TEST

START_TEST(outputs_that_were_not_declared_are_refused)
{
    struct bench bench;
    bench_open(&bench, OF_RECORD);
    put(&bench, 6, 0, SL_RESULT_NUMBER, 1, "");
    assert_refused(&bench, "output 7, but the rule declares 6");
    bench_close(&bench);
}
END_TEST

START_TEST(values_of_another_type_are_refused)
{
    struct bench bench;
    bench_open(&bench, OF_RECORD);
    put(&bench, 0, 0, SL_RESULT_TOKEN, 0, "Q");
    assert_refused(&bench, "grade is \"Q\", which isn't one of: O G R I");
    put(&bench, 0, 0, SL_RESULT_TEXT, 0, "G");
    assert_refused(&bench, "grade");
    put(&bench, 1, 0, SL_RESULT_NUMBER, 401, "");
    assert_refused(&bench, "mean is 401, which isn't of type: integer 0..400");
    put(&bench, 1, 0, SL_RESULT_DAY, 300, "");
    assert_refused(&bench, "mean");
    put(&bench, 4, 0, SL_RESULT_TOKEN, 0, "maybe");
    assert_refused(&bench, "partial is \"maybe\", which isn't one of: yes no");
    put(&bench, 4, 0, SL_RESULT_NUMBER, 1, "");
    assert_refused(&bench, "partial is 1");
    put(&bench, 3, 0, SL_RESULT_DAY, SL_DAY_NONE, "");
    assert_refused(&bench, "due");
    put(&bench, 3, 0, SL_RESULT_DAY, 9999999, "");
    assert_refused(&bench, "due");
    bench_close(&bench);
}
END_TEST

START_TEST(rows_the_record_does_not_have_are_refused)
{
    struct bench bench;
    bench_open(&bench, OF_RECORD);
    put(&bench, 1, 1, SL_RESULT_NUMBER, 1, "");
    assert_refused(&bench, "row 1 in mean, but the rule speaks of whole records");
    bench_close(&bench);
    bench_open(&bench, OF_ROWS);
    put(&bench, 1, 4, SL_RESULT_NUMBER, 1, "");
    assert_refused(&bench, "row 4 in mean, but the record has 3");
    sl_result_reason_add(bench.maker, 0, 9, SL_TEXT(""));
    assert_refused(&bench, "row 9 in a reason");
    bench_close(&bench);
}
END_TEST

START_TEST(clauses_and_questions_outside_the_rule_are_refused)
{
    struct bench bench;
    bench_open(&bench, OF_RECORD);
    sl_result_reason_add(bench.maker, 2, 0, SL_TEXT(""));
    assert_refused(&bench, "clause 3, but the rule declares 2");
    sl_result_reason_add(bench.maker, 0, 0, SL_TEXT(""));
    cite(&bench, 7, 0, 0, 0);
    assert_refused(&bench, "question 8 of a form that has 7");
    sl_result_reason_add(bench.maker, 0, 0, SL_TEXT(""));
    cite(&bench, SAMPLE_VJ, 0, 0, 0);
    assert_refused(&bench, "\"VJ\", which the rule's needs don't name");
    bench_close(&bench);
}
END_TEST

START_TEST(a_rule_on_whole_records_may_cite_the_rows_there_are)
{
    struct bench bench;
    bench_open(&bench, OF_RECORD);
    sl_result_reason_add(bench.maker, 1, 0, SL_TEXT(""));
    cite(&bench, SAMPLE_ACTION, 3, 0, 4);
    assert_json(&bench,
                "{\"reasons\":[{\"cites\":[{\"from\":0,\"question\":\"plan.action\",\"row\":3,"
                "\"to\":4}],\"clause\":\"base\"}],\"rows\":[],\"values\":{}}");
    sl_result_reason_add(bench.maker, 1, 0, SL_TEXT(""));
    cite(&bench, SAMPLE_ACTION, 4, 0, 0);
    assert_refused(&bench, "row 4 in a cite, but the record has 3");
    sl_result_reason_add(bench.maker, 1, 0, SL_TEXT(""));
    cite(&bench, SAMPLE_SJ, 1, 0, 0);
    assert_refused(&bench, "row 1 in a cite, but the rule speaks of whole records");
    sl_result_reason_add(bench.maker, 1, 3, SL_TEXT(""));
    assert_refused(&bench, "row 3 in a reason, but the rule speaks of whole records");
    bench_close(&bench);
}
END_TEST

START_TEST(spans_outside_the_text_or_inside_a_character_are_refused)
{
    struct bench bench;
    bench_open(&bench, OF_RECORD);
    sl_result_reason_add(bench.maker, 0, 0, SL_TEXT(""));
    cite(&bench, SAMPLE_V9, 0, 6, 13);
    assert_refused(&bench, "bytes 6 to 13 of \"V9\", which has 12");
    sl_result_reason_add(bench.maker, 0, 0, SL_TEXT(""));
    cite(&bench, SAMPLE_V9, 0, 5, 4);
    assert_refused(&bench, "can't be read");
    sl_result_reason_add(bench.maker, 0, 0, SL_TEXT(""));
    cite(&bench, SAMPLE_V9, 0, 0, 4);
    assert_refused(&bench, "half a character");
    bench_close(&bench);
}
END_TEST

/* The bench's body made slim, with a long text in V9 that "please" and "asked" were found in. */
static void make_slim(struct bench *bench) {
    static const char *const phrases[] = {"please", "asked"};
    struct sl_error err = {0};
    struct sl_body body;
    struct sl_buffer slim = {0};
    SL_AUTO(sl_phrases_drop) struct sl_phrases *list = NULL;
    ck_assert_int_eq(sl_phrases_new(phrases, 2, &list, &err), SL_OK);
    assert_ok(sl_body_open(bench->body, bench->body_length, &body, &err), err);
    struct sl_packer *packer = sl_packer_new(body.tool_hash, body.questions);
    sample_text(packer, SAMPLE_V9, 0, "caf\xc3\xa9 please, as she was asked to come by");
    free(bench->body);
    sl_packer_finish(packer, &bench->body, &bench->body_length);
    sl_packer_free(packer);
    assert_ok(sl_body_open(bench->body, bench->body_length, &body, &err), err);
    const struct sl_phrases *lists[] = {list};
    sl_slim_make(&body, lists, 1, &slim);
    free(bench->body);
    bench->body = (uint8_t *)slim.bytes;
    bench->body_length = slim.length;
}

START_TEST(of_a_text_left_out_only_finds_can_be_cited)
{
    static const struct {
        uint32_t from, to;
        bool known;
    } spans[] = {{0, 0, true},   {6, 12, true},  {0, 6, true},   {12, 25, true}, {25, 30, true},
                 {30, 41, true}, {5, 12, false}, {6, 13, false}, {4, 12, false}, {6, 42, false}};
    struct bench bench;
    struct sl_error err = {0};
    struct sl_result result;
    bench_open(&bench, OF_RECORD);
    make_slim(&bench);
    for (size_t i = 0; i < SL_COUNT(spans); i++) {
        sl_result_reason_add(bench.maker, 0, 0, SL_TEXT(""));
        cite(&bench, SAMPLE_V9, 0, spans[i].from, spans[i].to);
        if (spans[i].known)
            assert_ok(check(&bench, SL_RESULT_SCORED, "", &result, &err), err);
        else
            assert_refused(&bench, "of \"V9\", which weren't found");
        sl_result_begin(bench.maker);
    }
    bench_close(&bench);
}
END_TEST

START_TEST(only_a_slim_body_may_be_too_little)
{
    struct bench bench;
    struct sl_error err = {0};
    struct sl_result result;
    bench_open(&bench, OF_RECORD);
    assert_fails(check(&bench, SL_RESULT_WANTS, "", &result, &err), SL_RULE, err,
                 "given the whole body");
    make_slim(&bench);
    assert_ok(check(&bench, SL_RESULT_WANTS, "", &result, &err), err);
    ck_assert_int_eq(result.status, SL_RESULT_WANTS);
    bench_close(&bench);
}
END_TEST

START_TEST(bytes_that_are_no_result_are_refused)
{
    struct bench bench;
    struct sl_error err = {0};
    struct sl_result result;
    bench_open(&bench, OF_RECORD);
    struct sl_text body = {(const char *)bench.body, bench.body_length};
    assert_fails(sl_result_check(bench.header, bench.form, body, SL_TEXT("SLR1"), &result, &err),
                 SL_RULE, err, "can't be read");
    assert_fails(sl_result_check(bench.header, bench.form, body, SL_TEXT(""), &result, &err),
                 SL_RULE, err, "can't be read");
    bench_close(&bench);
}
END_TEST

/* Checks bytes and, when they pass, writes them: the text must be JSON. */
static void look_at(struct bench *bench, struct sl_text packed, struct sl_buffer *json) {
    struct sl_error err = {0};
    struct sl_result result;
    struct sl_text body = {(const char *)bench->body, bench->body_length};
    if (sl_result_check(bench->header, bench->form, body, packed, &result, &err) != SL_OK)
        return;
    SL_AUTO(sl_result_json_drop)
    struct sl_result_json *writer = sl_result_json_new(bench->header);
    SL_AUTO(sl_json_drop) json_t *parsed = NULL;
    sl_buffer_clear(json);
    sl_result_json_write(writer, bench->form, &result, json);
    assert_ok(sl_json_parse("result", json->bytes, json->length, &parsed, &err), err);
}

START_TEST(damaged_results_are_refused_or_still_sound)
{
    struct bench bench;
    struct sl_random random = sl_random_seeded(7);
    SL_AUTO(sl_buffer_drop) struct sl_buffer json = {0};
    const uint8_t *bytes;
    size_t length;
    bench_open(&bench, OF_ROWS);
    put(&bench, 0, 1, SL_RESULT_TOKEN, 0, "I");
    put(&bench, 1, 3, SL_RESULT_NUMBER, 3, "");
    put(&bench, 5, 0, SL_RESULT_TEXT, 0, "two words");
    sl_result_reason_add(bench.maker, 1, 3, SL_TEXT("because"));
    cite(&bench, SAMPLE_ACTION, 3, 0, 4);
    ck_assert(sl_result_finish(bench.maker, SL_RESULT_SCORED, SL_TEXT(""), &bytes, &length));
    SL_AUTO(sl_free) char *damaged = sl_new(length, 1);
    for (int i = 0; i < 20000; i++) {
        memcpy(damaged, bytes, length);
        for (uint64_t n = 1 + sl_random_below(&random, 3); n > 0; n--)
            damaged[sl_random_below(&random, length)] = (char)sl_random_next(&random);
        SL_AUTO(sl_free) char *exact = sl_copy_bytes(damaged, length); /* ends where it ends */
        look_at(&bench, (struct sl_text){exact, length - sl_random_below(&random, 2)}, &json);
    }
    bench_close(&bench);
}
END_TEST

SL_SUITE("result", damaged_results_are_refused_or_still_sound,
         values_of_every_type_are_written_by_name, reasons_keep_their_order_and_their_cites,
         values_of_rows_are_gathered_row_by_row, a_failure_is_written_as_its_sentence,
         outputs_that_were_not_declared_are_refused, values_of_another_type_are_refused,
         rows_the_record_does_not_have_are_refused,
         clauses_and_questions_outside_the_rule_are_refused,
         a_rule_on_whole_records_may_cite_the_rows_there_are,
         spans_outside_the_text_or_inside_a_character_are_refused,
         of_a_text_left_out_only_finds_can_be_cited, only_a_slim_body_may_be_too_little,
         bytes_that_are_no_result_are_refused)
