#include "practice/list.h"
#include "sample.h"
#include "scoring/slim_row.h"
#include "support/suite.h"

/* A rule that counts phrases of the list soft in V9 and is Good or Inadequate by SJ. */
#define REMEMBERING(remembers, steps)                                                              \
    "{\"code\":\"soft.mini\",\"title\":\"Soft words\",\"kind\":\"check\",\"why\":\"First\","       \
    "\"applies\":[\"MINI\"],\"needs\":[\"SJ\",\"V9\"],\"lists\":[\"soft\",\"who\"],"               \
    "\"remembers\":[" remembers "],\"settings\":{},\"clauses\":{\"a\":\"A\"},"                     \
    "\"outputs\":[[\"soft\",\"integer 0..99\"],[\"who\",\"integer 0..99\"],"                       \
    "[\"grade\",\"G I\"]],\"steps\":" steps ",\"examples\":[{\"name\":\"e\",\"given\":"            \
    "{\"SJ\":\"I\"},\"expect\":{\"clauses\":[\"a\"]}}]}"
#define FIRES                                                                                      \
    "{\"if\":[\"SJ\",\"I\"],\"do\":[[\"value\",\"grade\",\"I\"],[\"reason\",\"a\",\"SJ\"]]}"
#define SOFT "{\"do\":[[\"found\",\"soft\",\"V9\",\"soft\"]]}"
#define WHO "{\"do\":[[\"found\",\"who\",\"V9\",\"who\"]]}"
#define QUOTE "{\"if\":[\"V9\"],\"do\":[[\"quote\",\"a\",\"V9\",\"value\",0,0]]}"

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
    add_list(sample, "who", 1, "\"mother\",\"social worker\"");
}

static const char *const texts[] = {
    "Consider a visit, and then consider it again with the mother.", "Short words.",
    "The social worker will try to see her mother before the next meeting.",
    "Nothing here was found by anyone who has looked for it so far."};

static void save_text(struct sample *sample, int64_t record_no, const char *grade) {
    struct sl_packer *packer = sample_body(sample);
    sample_token(packer, SAMPLE_SJ, grade);
    sample_text(packer, SAMPLE_V9, 0, texts[(size_t)record_no % SL_COUNT(texts)]);
    sample_save(sample, packer, (struct sample_record){.record_no = record_no});
}

struct told {
    struct sl_buffer json;
    int packed;
};

static void drop_told(struct told *told) {
    sl_buffer_drop(&told->json);
}

static enum sl_status note(void *context, const struct sl_score *score, struct sl_error *err) {
    struct told *told = context;
    (void)err;
    sl_buffer_format(&told->json, "%lld %d %.*s\n", (long long)score->record_no, (int)score->status,
                     (int)score->result.length, score->result.bytes);
    return SL_OK;
}

static enum sl_status count(void *context, const struct sl_rescore_one *one, struct sl_error *err) {
    struct told *told = context;
    (void)err;
    told->packed += one->result != NULL && one->status == one->result->status;
    return SL_OK;
}

static struct sl_rescore run_of(struct sample *sample, const struct sl_rule *rule, bool keep,
                                struct told *told) {
    return (struct sl_rescore){.store = sample->store,
                               .engine = &sample->engine,
                               .rule = rule,
                               .choice = sl_facts_of_all,
                               .keep = keep,
                               .each = note,
                               .each_packed = count,
                               .context = told};
}

static void run(struct sample *sample, const struct sl_rule *rule, bool keep, struct told *told) {
    struct sl_error err = {0};
    struct sl_rescore rescore = run_of(sample, rule, keep, told);
    sl_buffer_clear(&told->json);
    told->packed = 0;
    assert_ok(sl_rescore_run(&rescore, &err), err);
}

static int64_t rows(struct sample *sample) {
    return test_number(sample->store, "SELECT count(*) FROM record_slim");
}

static int64_t sets(struct sample *sample) {
    return test_number(sample->store, "SELECT count(*) FROM remembered_set");
}

static void assert_verified(struct sample *sample) {
    struct sl_error err = {0};
    assert_ok(sl_verify_run(sample->store, sl_slim_row_checks, NULL, NULL, &err), err);
}

START_TEST(scoring_to_keep_remembers_and_a_preview_reads_it)
{
    struct sample sample;
    SL_AUTO(drop_told) struct told whole = {0}, slim = {0};
    open_with_lists(&sample, __func__);
    for (int i = 1; i <= 12; i++)
        save_text(&sample, i, i % 3 == 0 ? "I" : "G");
    SL_AUTO(sl_rule_drop)
    struct sl_rule *rule =
        sample_publish(&sample, REMEMBERING("\"soft\"", "[" SOFT "," FIRES "," QUOTE "]"));
    run(&sample, rule, false, &whole);
    ck_assert_int_eq(rows(&sample) + sets(&sample), 0);
    ck_assert_int_eq(whole.packed, 12);
    run(&sample, rule, true, &whole);
    ck_assert_int_eq(rows(&sample), 12);
    ck_assert_int_eq(sets(&sample), 1);
    ck_assert_int_eq(test_engine_slim(&sample.engine), 0);
    assert_verified(&sample);
    run(&sample, rule, false, &slim);
    ck_assert_int_eq(test_engine_slim(&sample.engine), 12);
    ck_assert_str_eq(slim.json.bytes, whole.json.bytes);
    ck_assert_ptr_nonnull(strstr(slim.json.bytes, "\"soft\":2"));
    run(&sample, rule, true, &slim);
    ck_assert_int_eq(test_engine_slim(&sample.engine), 24);
    ck_assert_str_eq(slim.json.bytes, whole.json.bytes);
    sample_close(&sample);
}
END_TEST

START_TEST(a_new_version_of_a_list_makes_a_new_set)
{
    struct sample sample;
    SL_AUTO(drop_told) struct told told = {0}, whole = {0};
    open_with_lists(&sample, __func__);
    for (int i = 1; i <= 8; i++)
        save_text(&sample, i, "G");
    SL_AUTO(sl_rule_drop)
    struct sl_rule *rule = sample_publish(&sample, REMEMBERING("\"soft\"", "[" SOFT "," FIRES "]"));
    run(&sample, rule, true, &told);
    add_list(&sample, "soft", 2, "\"mother\",\"consider\"");
    SL_AUTO(sl_rule_drop)
    struct sl_rule *next = sample_rule(&sample, REMEMBERING("\"soft\"", "[" SOFT "," FIRES "]"));
    int before = test_engine_slim(&sample.engine);
    run(&sample, next, false, &told); /* its list isn't remembered: most want the whole body */
    ck_assert_int_eq(test_engine_slim(&sample.engine), before + 8);
    ck_assert_ptr_nonnull(strstr(told.json.bytes, "\"soft\":3"));
    ck_assert_int_eq(sets(&sample), 1);
    SL_AUTO(sl_rule_drop)
    struct sl_rule *published =
        sample_publish(&sample, REMEMBERING("\"soft\"", "[" SOFT "," FIRES "]"));
    run(&sample, published, true, &whole);
    ck_assert_str_eq(told.json.bytes, whole.json.bytes);
    ck_assert_int_eq(sets(&sample), 2);
    ck_assert_int_eq(test_number(sample.store, "SELECT count(*) FROM record_slim WHERE set_no = 2"),
                     8);
    assert_verified(&sample);
    run(&sample, rule, true, &told); /* an old version is no reason for a new set each time */
    ck_assert_int_eq(sets(&sample), 3);
    run(&sample, published, true, &told);
    ck_assert_int_eq(sets(&sample), 3);
    sample_close(&sample);
}
END_TEST

START_TEST(what_a_slim_body_lacks_is_read_from_the_whole_one)
{
    struct sample sample;
    SL_AUTO(drop_told) struct told whole = {0}, slim = {0};
    open_with_lists(&sample, __func__);
    const int records = 3 * SL_FACTS_MOST + 5;
    for (int i = 1; i <= records; i++)
        save_text(&sample, i, i % 10 == 0 ? "I" : "G");
    SL_AUTO(sl_rule_drop)
    struct sl_rule *kept = sample_publish(&sample, REMEMBERING("\"soft\"", "[" SOFT "," FIRES "]"));
    run(&sample, kept, true, &whole);
    /* One in ten asks a list that isn't remembered, of texts of which one in four is short. */
    static const char *const some = REMEMBERING(
        "\"soft\"", "[" SOFT ",{\"if\":[\"SJ\",\"I\"],\"do\":[[\"found\",\"who\",\"V9\",\"who\"]]},"
                    "{\"if\":[\"SJ\",\"I\"],\"do\":[[\"reason\",\"a\"]]}]");
    static const char *const all = REMEMBERING("\"soft\"", "[" SOFT "," WHO "," FIRES "]");
    const char *const rules[] = {some, all};
    for (size_t i = 0; i < SL_COUNT(rules); i++) {
        struct sl_error err = {0};
        SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_rule(&sample, rules[i]);
        struct sl_rescore rescore = run_of(&sample, rule, false, &whole);
        rescore.whole = true;
        sl_buffer_clear(&whole.json);
        assert_ok(sl_rescore_run(&rescore, &err), err);
        int before = test_engine_slim(&sample.engine), scored = test_engine_scored(&sample.engine);
        run(&sample, rule, false, &slim);
        ck_assert_str_eq(slim.json.bytes, whole.json.bytes);
        ck_assert_int_eq(slim.packed, records);
        int given = test_engine_slim(&sample.engine) - before;
        int again = test_engine_scored(&sample.engine) - scored - records;
        ck_assert_int_eq(given, i == 0 ? records : SL_FACTS_MOST);
        ck_assert_int_gt(again, 0);
        ck_assert_int_le(again, i == 0 ? records / 10 + 1 : SL_FACTS_MOST);
    }
    sample_close(&sample);
}
END_TEST

START_TEST(a_rule_that_asks_no_list_takes_slim_bodies_of_any_set)
{
    struct sample sample;
    SL_AUTO(drop_told) struct told told = {0};
    open_with_lists(&sample, __func__);
    for (int i = 1; i <= 4; i++)
        save_text(&sample, i, "G");
    SL_AUTO(sl_rule_drop)
    struct sl_rule *kept = sample_publish(&sample, REMEMBERING("\"soft\"", "[" SOFT "," FIRES "]"));
    run(&sample, kept, true, &told);
    test_write(sample.store, "INSERT INTO remembered_set (set_no, tool, lists) "
                             "VALUES (9, 'MINI', '[[\"who\",1]]')");
    int before = test_engine_slim(&sample.engine);
    run(&sample, kept, false, &told);
    ck_assert_int_eq(test_engine_slim(&sample.engine), before);
    SL_AUTO(sl_rule_drop)
    struct sl_rule *plain = sample_rule(&sample, SAMPLE_RULE(SAMPLE_STEPS, SAMPLE_EXAMPLES));
    run(&sample, plain, false, &told);
    ck_assert_int_eq(test_engine_slim(&sample.engine), before + 4);
    sample_close(&sample);
}
END_TEST

START_TEST(a_slim_body_of_an_earlier_revision_does_not_count)
{
    struct sample sample;
    SL_AUTO(drop_told) struct told told = {0};
    open_with_lists(&sample, __func__);
    save_text(&sample, 1, "G");
    save_text(&sample, 2, "G");
    SL_AUTO(sl_rule_drop)
    struct sl_rule *rule = sample_publish(&sample, REMEMBERING("\"soft\"", "[" SOFT "," FIRES "]"));
    run(&sample, rule, true, &told);
    test_write(sample.store, "INSERT INTO record_revision SELECT 77, 1, 2, head, (SELECT body FROM "
                             "record_revision WHERE record_no = 2), salt, saved_by, 2, why, 0 "
                             "FROM record_revision WHERE record_no = 1");
    test_write(sample.store, "UPDATE record SET revision = 2, revision_no = 77, body_hash = "
                             "(SELECT body_hash FROM record WHERE record_no = 2), saved_at = 2 "
                             "WHERE record_no = 1");
    run(&sample, rule, false, &told);
    ck_assert_int_eq(test_engine_slim(&sample.engine), 1);
    run(&sample, rule, true, &told);
    ck_assert_int_eq(
        test_number(sample.store, "SELECT revision_no FROM record_slim WHERE record_no = 1"), 77);
    assert_verified(&sample);
    sample_close(&sample);
}
END_TEST

START_TEST(a_damaged_slim_body_keeps_no_record_from_being_scored)
{
    struct sample sample;
    SL_AUTO(drop_told) struct told whole = {0}, damaged = {0};
    const int records = SL_FACTS_MOST + 9;
    open_with_lists(&sample, __func__);
    for (int i = 1; i <= records; i++)
        save_text(&sample, i, "G");
    SL_AUTO(sl_rule_drop)
    struct sl_rule *rule = sample_publish(&sample, REMEMBERING("\"soft\"", "[" SOFT "," FIRES "]"));
    run(&sample, rule, true, &whole);
    test_write(sample.store, "UPDATE record_slim SET slim = substr(slim, 1, 60) WHERE record_no = "
                             "100 OR record_no = 130");
    run(&sample, rule, false, &damaged);
    ck_assert_int_eq(damaged.packed, records);
    ck_assert_str_eq(damaged.json.bytes, whole.json.bytes);
    test_write(sample.store, "UPDATE record_slim SET slim = x'00'");
    run(&sample, rule, false, &damaged);
    ck_assert_str_eq(damaged.json.bytes, whole.json.bytes);
    sample_close(&sample);
}
END_TEST

START_TEST(what_is_rebuilt_is_what_was_kept)
{
    struct sample sample;
    struct sl_error err = {0};
    SL_AUTO(drop_told) struct told told = {0};
    int64_t made = 0;
    open_with_lists(&sample, __func__);
    for (int i = 1; i <= 9; i++)
        save_text(&sample, i, "G");
    SL_AUTO(sl_rule_drop)
    struct sl_rule *rule =
        sample_publish(&sample, REMEMBERING("\"soft\",\"who\"", "[" SOFT "," FIRES "]"));
    run(&sample, rule, true, &told);
    test_write(sample.store, "CREATE TABLE kept AS SELECT * FROM record_slim");
    assert_ok(sl_slim_rows_rebuild(sample.store, &made, &err), err);
    ck_assert_int_eq(made, 9);
    ck_assert_int_eq(sets(&sample), 1);
    ck_assert_int_eq(test_number(sample.store,
                                 "SELECT count(*) FROM kept k JOIN record_slim s ON "
                                 "s.record_no = k.record_no AND s.revision_no = k.revision_no AND "
                                 "s.set_no = k.set_no AND s.slim = k.slim"),
                     9);
    test_write(sample.store, "UPDATE record_slim SET slim = x'00' WHERE record_no = 4");
    assert_fails(sl_verify_run(sample.store, sl_slim_row_checks, NULL, NULL, &err), SL_INVALID, err,
                 "remembered of record 4 isn't what its body says");
    sample_close(&sample);
}
END_TEST

START_TEST(scoring_while_people_work_remembers_too)
{
    struct sample sample;
    struct sl_error err = {0};
    open_with_lists(&sample, __func__);
    save_text(&sample, 1, "G");
    SL_AUTO(sl_rule_drop)
    struct sl_rule *rule = sample_publish(&sample, REMEMBERING("\"soft\"", "[" SOFT "," FIRES "]"));
    SL_AUTO(sl_live_drop) struct sl_live *live = sl_live_new(&sample.engines);
    assert_ok(sl_score_record(sample.store, live, 1, NULL, &err), err);
    ck_assert_int_eq(rows(&sample), 1);
    save_text(&sample, 2, "I");
    assert_ok(sl_score_record(sample.store, live, 2, NULL, &err), err);
    ck_assert_int_eq(rows(&sample), 2);
    ck_assert_int_eq(sets(&sample), 1);
    add_list(&sample, "soft", 2, "\"mother\"");
    SL_AUTO(sl_rule_drop)
    struct sl_rule *next = sample_publish(
        &sample, REMEMBERING("\"soft\"", "[" SOFT "," FIRES ",{\"if\":[\"SJ\",\"O\"],\"do\":[]}]"));
    assert_ok(sl_score_record(sample.store, live, 2, NULL, &err), err);
    ck_assert_int_eq(sets(&sample), 2);
    ck_assert_int_eq(
        test_number(sample.store, "SELECT set_no FROM record_slim WHERE record_no = 2"), 2);
    assert_verified(&sample);
    sample_close(&sample);
}
END_TEST

START_TEST(only_lists_of_phrases_are_remembered)
{
    struct sample sample;
    struct sl_error err = {0};
    SL_AUTO(sl_list_drop) struct sl_list *list = NULL;
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = NULL;
    open_with_lists(&sample, __func__);
    assert_ok(sl_list_parse("who",
                            "{\"list\":\"who\",\"version\":2,\"title\":\"T\",\"about\":\"A\","
                            "\"source\":\"tests\",\"kind\":\"entries\",\"entries\":"
                            "[{\"code\":\"a\",\"label\":\"A\"}]}",
                            &list, &err),
              err);
    assert_ok(sl_list_add(sample.store, list, "tests", &err), err);
    assert_fails(sl_rule_from_source(&sample.engine, &sample.shelf, "soft.table.json",
                                     sl_text_of(REMEMBERING("\"who\"", "[" FIRES "]")), NULL, &rule,
                                     &err),
                 SL_INVALID, err, "who is no list of phrases");
    sample_close(&sample);
}
END_TEST

SL_SUITE("slim_row", scoring_to_keep_remembers_and_a_preview_reads_it,
         a_new_version_of_a_list_makes_a_new_set, what_a_slim_body_lacks_is_read_from_the_whole_one,
         a_rule_that_asks_no_list_takes_slim_bodies_of_any_set,
         a_slim_body_of_an_earlier_revision_does_not_count, what_is_rebuilt_is_what_was_kept,
         a_damaged_slim_body_keeps_no_record_from_being_scored,
         scoring_while_people_work_remembers_too, only_lists_of_phrases_are_remembered)
