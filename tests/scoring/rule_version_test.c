#include "base/file.h"
#include "sample.h"
#include "scoring/rule_version.h"
#include "support/suite.h"
#include <sys/stat.h>
#include <unistd.h>

#define RULE SAMPLE_RULE(SAMPLE_STEPS, SAMPLE_EXAMPLES)
#define HARSH SAMPLE_RULE(SAMPLE_HARSH_STEPS, SAMPLE_HARSH_EXAMPLES)

static struct sl_error err; /* of the last call */

static enum sl_status propose(struct sample *sample, int64_t number, const char *who) {
    return sl_rule_propose(sample->store, &sample->engine, "overall.mini", number, who, "", NULL,
                           &err);
}

static enum sl_status publish(struct sample *sample, int64_t number, const char *who) {
    return sl_rule_publish(sample->store, &sample->engine, "overall.mini", number, who, NULL,
                           SL_DAY_NONE, &err);
}

START_TEST(a_draft_changes_nothing_until_a_second_person_publishes_it)
{
    struct sample sample;
    int64_t number = 0;
    sample_open(&sample, __func__);
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_rule(&sample, RULE);
    SL_AUTO(sl_rule_drop) struct sl_rule *current = NULL;
    assert_ok(sl_rule_draft(sample.store, rule, "ann", "", &number, &err), err);
    ck_assert_int_eq(number, 1);
    assert_fails(sl_rule_from_store(sample.store, "overall.mini", 0, &current, &err), SL_NOT_FOUND,
                 err, "No version of the rule overall.mini is published");
    assert_fails(publish(&sample, 1, "ben"), SL_CONFLICT, err,
                 "propose it, before it is published");
    assert_ok(propose(&sample, 1, "ann"), err);
    assert_fails(publish(&sample, 1, "ann"), SL_REFUSED, err, "a second person");
    assert_ok(sl_rule_publish(sample.store, &sample.engine, "overall.mini", 1, "ben", NULL,
                              sl_day_of(2025, 4, 1), &err),
              err);
    assert_ok(sl_rule_from_store(sample.store, "overall.mini", 0, &current, &err), err);
    ck_assert_int_eq(sl_rule_number(current), 1);
    ck_assert_mem_eq(sl_rule_hash(current)->bytes, sl_rule_hash(rule)->bytes, SL_HASH_BYTES);
    ck_assert_int_eq(test_number(sample.store,
                                 "SELECT count(*) FROM rule_version WHERE state = 'published' AND "
                                 "publisher = 'ben' AND in_force_from = '2025-04-01' AND "
                                 "why = 'First version'"),
                     1);
    ck_assert_int_eq(test_number(sample.store, "SELECT count(*) FROM trail WHERE verb IN "
                                               "('rule.draft', 'rule.propose', "
                                               "'rule.publish')"),
                     3);
    sample_close(&sample);
}
END_TEST

START_TEST(a_published_version_is_final)
{
    struct sample sample;
    sample_open(&sample, __func__);
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_publish(&sample, RULE);
    assert_fails(publish(&sample, 1, "cat"), SL_CONFLICT, err, "is published already");
    assert_fails(sl_rule_draft(sample.store, rule, "ann", "", NULL, &err), SL_CONFLICT, err,
                 "Version 1 of overall.mini is the same text already");
    SL_AUTO(sl_rule_drop) struct sl_rule *harsh = sample_publish(&sample, HARSH);
    ck_assert_int_eq(sl_rule_number(harsh), 2);
    SL_AUTO(sl_rule_drop) struct sl_rule *first = NULL;
    assert_ok(sl_rule_from_store(sample.store, "overall.mini", 1, &first, &err), err);
    ck_assert_mem_eq(sl_rule_hash(first)->bytes, sl_rule_hash(rule)->bytes, SL_HASH_BYTES);
    sample_close(&sample);
}
END_TEST

START_TEST(a_rule_whose_example_fails_is_not_published)
{
    struct sample sample;
    sample_open(&sample, __func__);
    SL_AUTO(sl_rule_drop)
    struct sl_rule *rule = sample_rule(&sample, SAMPLE_RULE(SAMPLE_HARSH_STEPS, SAMPLE_EXAMPLES));
    assert_ok(sl_rule_draft(sample.store, rule, "ann", "", NULL, &err), err);
    assert_fails(propose(&sample, 1, "ann"), SL_INVALID, err,
                 "example \"all good\": expected grade G, got R");
    ck_assert_int_eq(
        test_number(sample.store, "SELECT count(*) FROM rule WHERE current_no IS NOT NULL"), 0);
    sample_close(&sample);
}
END_TEST

START_TEST(a_draft_needs_an_author_and_a_reason)
{
    struct sample sample;
    sample_open(&sample, __func__);
    SL_AUTO(sl_rule_drop)
    struct sl_rule *rule =
        sample_rule(&sample, "{\"code\":\"a\",\"title\":\"A\",\"kind\":\"check\","
                             "\"applies\":[\"MINI\"],\"outputs\":[[\"n\",\"integer\"]],"
                             "\"steps\":[]}");
    assert_fails(sl_rule_draft(sample.store, rule, "", "why", NULL, &err), SL_INVALID, err,
                 "author");
    assert_fails(sl_rule_draft(sample.store, rule, "ann", "", NULL, &err), SL_INVALID, err,
                 "why the rule changes");
    assert_ok(sl_rule_draft(sample.store, rule, "ann", "to begin with", NULL, &err), err);
    sample_close(&sample);
}
END_TEST

START_TEST(rules_and_versions_there_are_are_named)
{
    struct sample sample;
    struct sl_rule *none = NULL;
    sample_open(&sample, __func__);
    assert_fails(sl_rule_from_store(sample.store, "overall", 0, &none, &err), SL_NOT_FOUND, err,
                 "the store has no rules");
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = sample_publish(&sample, RULE);
    assert_fails(sl_rule_from_store(sample.store, "overall", 0, &none, &err), SL_NOT_FOUND, err,
                 "there are: overall.mini");
    assert_fails(sl_rule_from_store(sample.store, "overall.mini", 7, &none, &err), SL_NOT_FOUND,
                 err, "the last is 1");
    sample_close(&sample);
}
END_TEST

START_TEST(settings_over_the_source_are_another_version)
{
    struct sample sample;
    sample_open(&sample, __func__);
    SL_AUTO(sl_rule_drop) struct sl_rule *own = sample_publish(&sample, RULE);
    SL_AUTO(sl_json_drop) json_t *settings = json_pack("{s:i}", "good", 260);
    SL_AUTO(sl_rule_drop) struct sl_rule *changed = NULL;
    SL_AUTO(sl_rule_drop) struct sl_rule *kept = NULL;
    assert_ok(sl_rule_from_source(&sample.engine, &sample.shelf, "mini.table.json",
                                  sl_text_of(RULE), settings, &changed, &err),
              err);
    assert_ok(sl_rule_draft(sample.store, changed, "ann", "a higher bar", NULL, &err), err);
    assert_ok(sl_rule_from_store(sample.store, "overall.mini", 2, &kept, &err), err);
    ck_assert_str_eq(sl_rule_settings_json(kept), "{\"good\":260}");
    ck_assert_str_eq(sl_rule_header(kept)->clauses[1].sentence,
                     "The safety judgement is the grade; 260 or more is Good");
    ck_assert_mem_ne(sl_rule_hash(kept)->bytes, sl_rule_hash(own)->bytes, SL_HASH_BYTES);
    ck_assert_mem_eq(sl_rule_hash(kept)->bytes, sl_rule_hash(changed)->bytes, SL_HASH_BYTES);
    sample_close(&sample);
}
END_TEST

START_TEST(publishing_a_harsher_rule_moves_no_grade_of_record)
{
    struct sample sample;
    sample_open(&sample, __func__);
    struct sl_packer *packer = sample_body(&sample);
    sample_token(packer, SAMPLE_SJ, "G");
    sample_save(&sample, packer,
                (struct sample_record){.record_no = 1, .state = "graded", .grade = "G"});
    SL_AUTO(sl_rule_drop) struct sl_rule *mild = sample_publish(&sample, RULE);
    struct sl_rescore run = {.store = sample.store,
                             .engine = &sample.engine,
                             .rule = mild,
                             .choice = sl_facts_of_all,
                             .keep = true};
    assert_ok(sl_rescore_run(&run, &err), err);
    SL_AUTO(sl_rule_drop) struct sl_rule *harsh = sample_publish(&sample, HARSH);
    run.rule = harsh;
    assert_ok(sl_rescore_run(&run, &err), err);
    ck_assert_int_eq(test_number(sample.store, "SELECT count(*) FROM record WHERE grade = 'G'"), 1);
    ck_assert_int_eq(test_number(sample.store, "SELECT count(*) FROM score"), 2);
    ck_assert_int_eq(test_number(sample.store,
                                 "SELECT count(*) FROM score_current WHERE number = 2 "
                                 "AND result LIKE '%\"grade\":\"R\"%'"),
                     1);
    sample_close(&sample);
}
END_TEST

static void write_rule(const char *home, const char *name, const char *source) {
    SL_AUTO(sl_free) char *folder = sl_format("%s/rules", home);
    SL_AUTO(sl_free) char *path = sl_format("%s/%s", folder, name);
    mkdir(home, 0755);
    mkdir(folder, 0755);
    assert_ok(sl_file_write(path, source, strlen(source), &err), err);
}

static void gather(void *context, const char *sentence) {
    sl_buffer_format(context, "%s\n", sentence);
}

START_TEST(shipped_files_become_version_1_and_are_not_looked_at_again)
{
    struct sample sample;
    struct sl_rule_shipping counts = {0};
    SL_AUTO(sl_buffer_drop) struct sl_buffer told = {0};
    sample_open(&sample, __func__);
    SL_AUTO(sl_free) char *home = test_path(__func__, ".scripts");
    write_rule(home, "mini.table.json", RULE);
    write_rule(home, "broken.table.json", "{\"code\":");
    write_rule(home, "notes.txt", "not a rule");
    assert_ok(sl_rule_ship(sample.store, &sample.engines, home, gather, &told, &counts, &err), err);
    ck_assert_int_eq(counts.shipped, 1);
    ck_assert_int_eq(counts.faulty, 1);
    ck_assert_ptr_nonnull(strstr(told.bytes, "broken.table.json"));
    ck_assert_int_eq(test_number(sample.store,
                                 "SELECT number FROM rule_version WHERE author = 'shipped' AND "
                                 "publisher = 'shipped' AND state = 'published'"),
                     1);
    write_rule(home, "mini.table.json", HARSH);
    assert_ok(sl_rule_ship(sample.store, &sample.engines, home, NULL, NULL, &counts, &err), err);
    ck_assert_int_eq(counts.shipped, 0);
    ck_assert_int_eq(counts.known, 1);
    SL_AUTO(sl_rule_drop) struct sl_rule *kept = NULL;
    assert_ok(sl_rule_from_store(sample.store, "overall.mini", 0, &kept, &err), err);
    ck_assert_str_eq(sl_rule_for_scorer(kept)->source.bytes, RULE);
    sample_close(&sample);
}
END_TEST

static enum sl_status list(void *context, const struct sl_rule_version *version,
                           struct sl_error *fault) {
    (void)fault;
    sl_buffer_format(context, "%s %lld %s by %s%s\n", version->rule, (long long)version->number,
                     version->state, version->author, version->current ? ", current" : "");
    return SL_OK;
}

START_TEST(versions_are_listed_with_the_one_in_force)
{
    struct sample sample;
    SL_AUTO(sl_buffer_drop) struct sl_buffer told = {0};
    sample_open(&sample, __func__);
    SL_AUTO(sl_rule_drop) struct sl_rule *first = sample_publish(&sample, RULE);
    SL_AUTO(sl_rule_drop) struct sl_rule *harsh = sample_rule(&sample, HARSH);
    assert_ok(sl_rule_draft(sample.store, harsh, "cat", "", NULL, &err), err);
    assert_ok(sl_rule_version_each(sample.store, NULL, list, &told, &err), err);
    ck_assert_str_eq(told.bytes, "overall.mini 1 published by ann, current\n"
                                 "overall.mini 2 draft by cat\n");
    sl_buffer_clear(&told);
    assert_ok(sl_rule_version_each(sample.store, "other", list, &told, &err), err);
    ck_assert_uint_eq(told.length, 0);
    sample_close(&sample);
}
END_TEST

SL_SUITE("rule_version", a_draft_changes_nothing_until_a_second_person_publishes_it,
         a_published_version_is_final, a_rule_whose_example_fails_is_not_published,
         a_draft_needs_an_author_and_a_reason, rules_and_versions_there_are_are_named,
         settings_over_the_source_are_another_version,
         publishing_a_harsher_rule_moves_no_grade_of_record,
         shipped_files_become_version_1_and_are_not_looked_at_again,
         versions_are_listed_with_the_one_in_force)
