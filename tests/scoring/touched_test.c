#include "practice/list.h"
#include "sample.h"
#include "scoring/touched.h"
#include "support/suite.h"

#define RULE(settings, steps)                                                                      \
    "{\"code\":\"soft.mini\",\"title\":\"Soft words\",\"kind\":\"check\",\"why\":\"First\","       \
    "\"applies\":[\"MINI\"],\"needs\":[\"SJ\",\"V9\"],\"lists\":[\"soft\",\"who\"],"               \
    "\"remembers\":[\"soft\"],\"settings\":{" settings "},\"clauses\":{\"a\":\"A\"},"              \
    "\"outputs\":[[\"soft\",\"integer 0..99\"],[\"who\",\"integer 0..99\"]],\"steps\":[" steps     \
    "{\"if\":[\"SJ\",\"I\"],\"do\":[[\"reason\",\"a\",\"SJ\"]]},"                                  \
    "{\"do\":[[\"found\",\"soft\",\"V9\",\"soft\"],[\"found\",\"who\",\"V9\",\"who\"]]}],"         \
    "\"examples\":[{\"name\":\"e\",\"given\":{\"SJ\":\"I\"},\"expect\":{\"clauses\":[\"a\"]}}]}"
#define PLAIN RULE("", "")

static void add_list(struct sample *sample, const char *name, int version, const char *phrases) {
    struct sl_error err = {0};
    SL_AUTO(sl_list_drop) struct sl_list *list = NULL;
    SL_AUTO(sl_free)
    char *json = sl_format("{\"list\":\"%s\",\"version\":%d,\"title\":\"T\",\"about\":\"A\","
                           "\"source\":\"tests\",\"kind\":\"phrases\",\"phrases\":[%s]}",
                           name, version, phrases);
    assert_ok(sl_list_parse(name, json, &list, &err), err);
    assert_ok(sl_list_add(sample->store, list, "tests", &err), err);
}

static void open_with_lists(struct sample *sample, const char *name) {
    sample_open(sample, name);
    add_list(sample, "soft", 1, "\"consider\",\"try to\"");
    add_list(sample, "who", 1, "\"mother\"");
}

/* The change between the rule as the lists are now and as they are after the new one. */
static struct sl_touched *change(struct sample *sample, const char *phrases, const char *rule) {
    struct sl_error err = {0};
    struct sl_touched *touched = NULL;
    SL_AUTO(sl_rule_drop) struct sl_rule *before = sample_rule(sample, PLAIN);
    add_list(sample, "soft", 2, phrases);
    SL_AUTO(sl_rule_drop) struct sl_rule *after = sample_rule(sample, rule);
    assert_ok(sl_touched_between(sample->store, before, after, &touched, &err), err);
    return touched;
}

START_TEST(only_phrases_may_differ)
{
    static const struct {
        const char *phrases, *rule;
        int differ; /* -1: every record is touched */
    } changes[] = {{"\"consider\",\"try to\"", PLAIN, 0},
                   {"\"consider\",\"ask\",\"try to\"", PLAIN, 1},
                   {"\"try to\",\"explore\"", PLAIN, 2},
                   {"\"try to\",\"consider\"", PLAIN, -1},
                   {"\"consider\",\"try to\"", RULE("\"n\":1", ""), -1},
                   {"\"consider\",\"ask\"", RULE("", "{\"if\":[\"SJ\",\"O\"],\"do\":[]},"), -1}};
    for (size_t i = 0; i < SL_COUNT(changes); i++) {
        struct sample sample;
        open_with_lists(&sample, __func__);
        SL_AUTO(sl_touched_drop)
        struct sl_touched *touched = change(&sample, changes[i].phrases, changes[i].rule);
        int differ = touched != NULL ? (int)sl_touched_phrases(touched) : -1;
        ck_assert_msg(differ == changes[i].differ, "change %zu: %d", i, differ);
        sample_close(&sample);
    }
}
END_TEST

static bool is_touched(struct sample *sample, struct sl_touched *touched, const char *text,
                       const char *evidence) {
    SL_AUTO(sl_free) uint8_t *bytes = NULL;
    size_t length = 0;
    struct sl_packer *packer = sample_body(sample);
    struct sl_value value = {.state = SL_ANSWERED,
                             .kind = SL_VALUE_TEXT,
                             .text = sl_text_of(text),
                             .evidence = sl_text_of(evidence)};
    sl_packer_put(packer, SAMPLE_V9, 0, &value);
    sl_packer_finish(packer, &bytes, &length);
    sl_packer_free(packer);
    return sl_touched_is(touched, (struct sl_text){(const char *)bytes, length});
}

START_TEST(a_phrase_touches_wherever_its_letters_stand)
{
    struct sample sample;
    open_with_lists(&sample, __func__);
    SL_AUTO(sl_touched_drop)
    struct sl_touched *touched =
        change(&sample, "\"consider\",\"don't  ask\",\"attend*\",\"try to\"", PLAIN);
    ck_assert_uint_eq(sl_touched_phrases(touched), 2);
    ck_assert(!is_touched(&sample, touched, "Consider it, and try to.", "Nothing."));
    ck_assert(is_touched(&sample, touched, "We DON\xe2\x80\x99T\n ask.", ""));
    ck_assert(is_touched(&sample, touched, "x", "He don't ask"));
    ck_assert(is_touched(&sample, touched, "unattended", ""));
    ck_assert(!is_touched(&sample, touched, "at tend, don't bask", ""));
    ck_assert(sl_touched_is(touched, SL_TEXT("no body")));
    sample_close(&sample);
}
END_TEST

static void save_text(struct sample *sample, int64_t record_no, const char *text) {
    struct sl_packer *packer = sample_body(sample);
    sample_token(packer, SAMPLE_SJ, record_no % 2 == 0 ? "I" : "G");
    sample_text(packer, SAMPLE_V9, 0, text);
    sample_save(sample, packer, (struct sample_record){.record_no = record_no});
}

static enum sl_status compare_kept(void *context, const struct sl_score *score,
                                   struct sl_error *err) {
    struct sample *sample = context;
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(sample->store,
                                      "SELECT result, hash FROM score WHERE record_no = :record "
                                      "AND version_no = :version AND facts_hash = :facts",
                                      err);
    struct sl_hash hash = sl_score_hash(score->status, score->result);
    size_t length = 0;
    sl_query_int(&q, ":record", score->record_no);
    sl_query_int(&q, ":version", score->version_no);
    sl_query_bytes(&q, ":facts", score->facts.bytes, SL_HASH_BYTES);
    ck_assert(sl_query_next(&q));
    ck_assert_str_eq(sl_query_get_text(&q, 0), score->result.bytes);
    ck_assert_mem_eq(sl_query_get_bytes(&q, 1, &length), hash.bytes, SL_HASH_BYTES);
    return SL_OK;
}

static struct sl_rescore run_of(struct sample *sample, const struct sl_rule *rule) {
    return (struct sl_rescore){.store = sample->store,
                               .engine = &sample->engine,
                               .rule = rule,
                               .choice = sl_facts_of_all,
                               .keep = true,
                               .missing = true,
                               .context = sample};
}

START_TEST(results_that_cannot_change_are_taken_over)
{
    enum { RECORDS = 2000, EVERY = 50 };
    struct sample sample;
    struct sl_error err = {0};
    open_with_lists(&sample, __func__);
    for (int i = 1; i <= RECORDS; i++)
        save_text(&sample, i,
                  i % EVERY == 0 ? "Explore this with the mother, and try to."
                                 : "Consider this with the mother and the school.");
    SL_AUTO(sl_rule_drop) struct sl_rule *first = sample_publish(&sample, PLAIN);
    struct sl_rescore run = run_of(&sample, first);
    assert_ok(sl_rescore_run(&run, &err), err);
    ck_assert_int_eq(run.counts.scored, RECORDS);
    add_list(&sample, "soft", 2, "\"consider\",\"explore\",\"try to\"");
    SL_AUTO(sl_rule_drop) struct sl_rule *second = sample_publish(&sample, PLAIN);
    int before = test_engine_scored(&sample.engine);
    run = run_of(&sample, second);
    assert_ok(sl_rescore_run(&run, &err), err);
    ck_assert_int_eq(run.counts.carried, RECORDS - RECORDS / EVERY);
    ck_assert_int_eq(run.counts.scored, RECORDS / EVERY);
    ck_assert_int_eq(test_engine_scored(&sample.engine) - before, RECORDS / EVERY);
    ck_assert_int_eq(test_number(sample.store, "SELECT count(*) FROM score"), 2 * RECORDS);
    run = run_of(&sample, second);
    run.keep = run.missing = false;
    run.whole = true;
    run.each = compare_kept;
    assert_ok(sl_rescore_run(&run, &err), err);
    ck_assert_int_eq(run.counts.scored, RECORDS);
    run = run_of(&sample, second);
    assert_ok(sl_rescore_run(&run, &err), err);
    ck_assert_int_eq(run.counts.kept, RECORDS);
    ck_assert_int_eq(run.counts.carried + run.counts.scored, 0);
    sample_close(&sample);
}
END_TEST

START_TEST(without_a_score_before_a_record_is_scored)
{
    struct sample sample;
    struct sl_error err = {0};
    open_with_lists(&sample, __func__);
    save_text(&sample, 1, "Consider this.");
    SL_AUTO(sl_rule_drop) struct sl_rule *first = sample_publish(&sample, PLAIN);
    struct sl_rescore run = run_of(&sample, first);
    assert_ok(sl_rescore_run(&run, &err), err);
    save_text(&sample, 2, "Consider that.");
    add_list(&sample, "soft", 2, "\"consider\",\"explore\",\"try to\"");
    SL_AUTO(sl_rule_drop) struct sl_rule *second = sample_publish(&sample, PLAIN);
    run = run_of(&sample, second);
    assert_ok(sl_rescore_run(&run, &err), err);
    ck_assert_int_eq(run.counts.carried, 1);
    ck_assert_int_eq(run.counts.scored, 1);
    SL_AUTO(sl_rule_drop)
    struct sl_rule *third = sample_publish(&sample, RULE("\"n\":1", ""));
    run = run_of(&sample, third);
    assert_ok(sl_rescore_run(&run, &err), err);
    ck_assert_int_eq(run.counts.carried, 0);
    ck_assert_int_eq(run.counts.scored, 2);
    sample_close(&sample);
}
END_TEST

SL_SUITE("touched", only_phrases_may_differ, a_phrase_touches_wherever_its_letters_stand,
         results_that_cannot_change_are_taken_over, without_a_score_before_a_record_is_scored)
