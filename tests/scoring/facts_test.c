#include "sample.h"
#include "scoring/facts.h"
#include "support/suite.h"

struct read {
    struct sample sample;
    struct sl_rule *rule;
    struct sl_rule_forms *forms;
    struct sl_facts_batch batch;
};

static void read_open(struct read *read, const char *name) {
    struct sl_error err = {0};
    *read = (struct read){0};
    sample_open(&read->sample, name);
    read->rule = sample_rule(&read->sample, SAMPLE_RULE(SAMPLE_STEPS, SAMPLE_EXAMPLES));
    assert_ok(
        sl_rule_forms_load(read->sample.store, sl_rule_header(read->rule), &read->forms, &err),
        err);
}

static void read_close(struct read *read) {
    sl_facts_batch_drop(&read->batch);
    sl_rule_forms_free(read->forms);
    sl_rule_free(read->rule);
    sample_close(&read->sample);
}

/* The record numbers of a choice, as "1 2 5". The caller owns it. */
static char *numbers(struct read *read, const struct sl_facts_choice *choice) {
    struct sl_error err = {0};
    struct sl_buffer out = {0};
    SL_AUTO(sl_facts_drop)
    struct sl_facts_cursor *cursor =
        sl_facts_open(read->sample.store, sl_rule_header(read->rule), read->forms, choice);
    enum sl_status status;
    while ((status = sl_facts_next(cursor, &read->batch, &err)) == SL_OK)
        for (size_t i = 0; i < read->batch.count; i++)
            sl_buffer_format(&out, "%s%lld", out.length > 0 ? " " : "",
                             (long long)read->batch.facts[i].record_no);
    ck_assert_msg(status == SL_END, "%s", err.text);
    return sl_buffer_take(&out);
}

static void assert_numbers(struct read *read, struct sl_facts_choice choice, const char *expected) {
    SL_AUTO(sl_free) char *got = numbers(read, &choice);
    ck_assert_str_eq(got, expected);
    int64_t count = -1;
    struct sl_error err = {0};
    assert_ok(sl_facts_count(read->sample.store, sl_rule_header(read->rule), &choice, &count, &err),
              err);
    int64_t words = *expected != '\0';
    for (const char *c = expected; *c != '\0'; c++)
        words += *c == ' ';
    ck_assert_int_eq(count, words);
}

/* The one fact of a record, copied out of its batch. */
static struct sl_facts facts_of(struct read *read, int64_t record_no) {
    struct sl_facts_choice choice = sl_facts_of_all;
    choice.record_no = record_no;
    SL_AUTO(sl_free) char *one = numbers(read, &choice);
    ck_assert_uint_gt(strlen(one), 0);
    return read->batch.facts[0];
}

static void decide(struct sample *sample, const char *kind, const char *code, const char *outcome,
                   int at) {
    SL_AUTO(sl_free)
    char *sql = sl_format("INSERT INTO decision (id, record_no, kind, code, outcome, reason, "
                          "decided_by, decided_at) VALUES "
                          "('00000000-0000-4000-8000-0000000000%02d', 2, '%s', '%s', '%s', 'r', "
                          "'ann', %d)",
                          at, kind, code, outcome, at);
    test_write(sample->store, sql);
}

START_TEST(records_come_by_number_and_as_chosen)
{
    struct read read;
    read_open(&read, __func__);
    struct sl_packer *packer = sample_body(&read.sample);
    sample_grade(&read.sample, 1, "G");
    sample_save(&read.sample, packer,
                (struct sample_record){.record_no = 2, .team = "blue", .day = "2025-06-30"});
    sample_save(&read.sample, sample_body(&read.sample),
                (struct sample_record){.record_no = 4, .state = "withdrawn"});
    sample_grade(&read.sample, 3, "I");
    assert_numbers(&read, sl_facts_of_all, "1 2 3");
    struct sl_facts_choice choice = sl_facts_of_all;
    choice.team = "blue";
    assert_numbers(&read, choice, "2");
    choice = sl_facts_of_all;
    choice.to = sl_day_of(2025, 6, 29);
    assert_numbers(&read, choice, "1 3");
    choice.from = sl_day_of(2025, 3, 4);
    assert_numbers(&read, choice, "");
    choice = sl_facts_of_all;
    choice.record_no = 3;
    assert_numbers(&read, choice, "3");
    choice.record_no = 4;
    assert_numbers(&read, choice, "");
    read_close(&read);
}
END_TEST

START_TEST(a_case_holds_body_day_and_form)
{
    struct read read;
    read_open(&read, __func__);
    sample_grade(&read.sample, 1, "I");
    facts_of(&read, 1);
    const struct sl_scorer_case *given = &read.batch.cases[0];
    struct sl_body body;
    struct sl_value value;
    struct sl_error err = {0};
    assert_ok(sl_body_open(given->body.bytes, given->body.length, &body, &err), err);
    ck_assert(sl_body_find(&body, SAMPLE_SJ, 0, &value));
    ck_assert(sl_text_is(value.text, "I"));
    ck_assert_int_eq(given->basis_day, sl_day_of(2025, 3, 3));
    ck_assert_uint_eq(given->form, 0);
    ck_assert_uint_eq(given->decisions.length, 0);
    read_close(&read);
}
END_TEST

START_TEST(many_records_come_in_batches_without_loss)
{
    struct read read;
    read_open(&read, __func__);
    SL_AUTO(sl_buffer_drop) struct sl_buffer expected = {0};
    for (int i = 1; i <= SL_FACTS_MOST + 100; i++) {
        sample_grade(&read.sample, i, "G");
        sl_buffer_format(&expected, "%s%d", i > 1 ? " " : "", i);
    }
    assert_numbers(&read, sl_facts_of_all, expected.bytes);
    read_close(&read);
}
END_TEST

START_TEST(bodies_too_big_for_one_batch_wait_for_the_next)
{
    struct read read;
    read_open(&read, __func__);
    SL_AUTO(sl_free) char *words = sl_new(SL_TEXT_MOST, 1);
    memset(words, 'x', SL_TEXT_MOST - 1);
    for (int i = 1; i <= 6; i++) {
        struct sl_packer *packer = sample_body(&read.sample);
        words[0] = (char)('a' + i);
        sample_text(packer, SAMPLE_V9, 0, words);
        sample_save(&read.sample, packer, (struct sample_record){.record_no = i});
    }
    assert_numbers(&read, sl_facts_of_all, "1 2 3 4 5 6");
    ck_assert_uint_lt(read.batch.count, 6);
    read_close(&read);
}
END_TEST

START_TEST(decisions_are_given_newest_first_of_their_kind)
{
    struct read read;
    read_open(&read, __func__);
    for (int i = 1; i <= 3; i++)
        sample_grade(&read.sample, i, "G");
    decide(&read.sample, "flag", "S1", "raised", 10);
    decide(&read.sample, "flag", "S1", "confirmed", 20);
    decide(&read.sample, "flag", "SJ", "no_concern", 15);
    decide(&read.sample, "waiver", "L4", "waived", 12);
    assert_numbers(&read, sl_facts_of_all, "1 2 3");
    ck_assert_uint_eq(read.batch.cases[0].decisions.length, 0);
    ck_assert_uint_eq(read.batch.cases[2].decisions.length, 0);
    SL_AUTO(sl_free)
    char *given =
        sl_copy_bytes(read.batch.cases[1].decisions.bytes, read.batch.cases[1].decisions.length);
    ck_assert_str_eq(given,
                     "{\"flags\":[{\"class\":\"A\",\"outcome\":\"confirmed\",\"question\":\"S1\"},"
                     "{\"class\":\"\",\"outcome\":\"no_concern\",\"question\":\"SJ\"}],"
                     "\"waivers\":[\"L4\"]}");
    read_close(&read);
}
END_TEST

START_TEST(facts_have_another_name_when_anything_in_them_changes)
{
    struct read read;
    read_open(&read, __func__);
    sample_grade(&read.sample, 1, "G");
    sample_grade(&read.sample, 2, "G");
    sample_grade(&read.sample, 3, "I");
    struct sl_hash one = facts_of(&read, 1).hash, two = facts_of(&read, 2).hash;
    struct sl_hash other = facts_of(&read, 3).hash;
    ck_assert_mem_eq(one.bytes, two.bytes, SL_HASH_BYTES);
    ck_assert_mem_ne(one.bytes, other.bytes, SL_HASH_BYTES);
    decide(&read.sample, "flag", "S1", "confirmed", 1);
    struct sl_hash decided = facts_of(&read, 2).hash;
    ck_assert_mem_ne(two.bytes, decided.bytes, SL_HASH_BYTES);
    test_write(read.sample.store, "UPDATE record SET day = '2025-03-04' WHERE record_no = 1");
    struct sl_hash later = facts_of(&read, 1).hash;
    ck_assert_mem_ne(one.bytes, later.bytes, SL_HASH_BYTES);
    read_close(&read);
}
END_TEST

START_TEST(versions_of_a_tool_that_lack_a_question_are_left_out)
{
    struct read read;
    struct sl_error err = {0};
    read_open(&read, __func__);
    SL_AUTO(sl_json_drop) json_t *json = json_loads(sample_tool_json, 0, NULL);
    json_object_set_new(json, "version", json_integer(2));
    json_t *safe = json_array_get(json_object_get(json, "sections"), 0);
    json_array_remove(json_object_get(safe, "questions"), 0);
    SL_AUTO(sl_free) char *text = sl_json_canonical(json);
    SL_AUTO(sl_tool_drop) struct sl_tool *newer = NULL;
    assert_ok(sl_tool_parse("MINI", text, &newer, &err), err);
    assert_ok(sl_tool_add(read.sample.store, newer, "tests", &err), err);
    sample_grade(&read.sample, 1, "G");
    sample_grade(&read.sample, 2, "G");
    test_write(read.sample.store, "UPDATE record SET tool_version = 2 WHERE record_no = 1");
    sl_rule_forms_free(read.forms);
    assert_ok(sl_rule_forms_load(read.sample.store, sl_rule_header(read.rule), &read.forms, &err),
              err);
    ck_assert_uint_eq(sl_rule_forms_count(read.forms), 1);
    struct sl_facts_cursor *cursor =
        sl_facts_open(read.sample.store, sl_rule_header(read.rule), read.forms, &sl_facts_of_all);
    assert_ok(sl_facts_next(cursor, &read.batch, &err), err);
    ck_assert_uint_eq(read.batch.count, 1);
    ck_assert_int_eq(read.batch.facts[0].record_no, 2);
    ck_assert_int_eq(sl_facts_unfit(cursor), 1);
    sl_facts_close(cursor);
    read_close(&read);
}
END_TEST

SL_SUITE("facts", records_come_by_number_and_as_chosen, a_case_holds_body_day_and_form,
         many_records_come_in_batches_without_loss, bodies_too_big_for_one_batch_wait_for_the_next,
         decisions_are_given_newest_first_of_their_kind,
         facts_have_another_name_when_anything_in_them_changes,
         versions_of_a_tool_that_lack_a_question_are_left_out)
