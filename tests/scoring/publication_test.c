#include "sample.h"
#include "scoring/publication.h"
#include "scoring/rule_notice.h"
#include "support/suite.h"

#define RULE SAMPLE_RULE(SAMPLE_STEPS, SAMPLE_EXAMPLES)
#define HARSH SAMPLE_RULE(SAMPLE_HARSH_STEPS, SAMPLE_HARSH_EXAMPLES)

static struct sl_error err; /* of the last call */

/* A published first version, and a harsher draft by ann. */
static void open_with_draft(struct sample *sample, const char *name) {
    sample_open(sample, name);
    SL_AUTO(sl_rule_drop) struct sl_rule *first = sample_publish(sample, RULE);
    SL_AUTO(sl_rule_drop) struct sl_rule *harsh = sample_rule(sample, HARSH);
    assert_ok(sl_rule_draft(sample->store, harsh, "ann", "Too mild so far", NULL, &err), err);
}

static json_t *counts(int64_t against, int64_t moved, int64_t failed) {
    return json_pack("{sss{ssss}sIsIsIsIs[{sssssssI}{sssssssI}]}", "output", "grade", "words", "G",
                     "Good", "R", "Requires improvement", "against", (json_int_t)against,
                     "compared", (json_int_t)40, "moved", (json_int_t)moved, "failed",
                     (json_int_t)failed, "moves", "output", "grade", "from", "G", "to", "R", "n",
                     (json_int_t)moved, "output", "base", "from", "G", "to", "I", "n",
                     (json_int_t)moved);
}

static enum sl_status propose(struct sample *sample, const json_t *preview) {
    return sl_rule_propose(sample->store, &sample->engine, "overall.mini", 2, "ann",
                           "The moderation group", preview, &err);
}

static enum sl_status publish(struct sample *sample, const char *who, const json_t *preview) {
    return sl_rule_publish(sample->store, &sample->engine, "overall.mini", 2, who, preview,
                           SL_DAY_NONE, &err);
}

static int64_t number_in_force(struct sample *sample) {
    return test_number(sample->store, "SELECT v.number FROM rule u JOIN rule_version v "
                                      "ON v.version_no = u.current_no");
}

START_TEST(a_version_is_published_while_its_preview_holds)
{
    struct sample sample;
    SL_AUTO(sl_json_drop) json_t *then = counts(1, 7, 0);
    open_with_draft(&sample, __func__);
    assert_ok(propose(&sample, then), err);
    assert_ok(publish(&sample, "ben", then), err);
    ck_assert_int_eq(number_in_force(&sample), 2);
    sample_close(&sample);
}
END_TEST

static void refuses(struct sample *sample, json_t *now, const char *what) {
    SL_AUTO(sl_json_drop) json_t *owned = now;
    assert_fails(publish(sample, "ben", owned), SL_CONFLICT, err, what);
    ck_assert_int_eq(number_in_force(sample), 1);
}

START_TEST(a_stale_preview_is_refused_and_the_pointer_stays)
{
    struct sample sample;
    SL_AUTO(sl_json_drop) json_t *then = counts(1, 7, 0);
    open_with_draft(&sample, __func__);
    assert_ok(propose(&sample, then), err);
    refuses(&sample, counts(1, 8, 0), "other reviews would move now");
    refuses(&sample, counts(3, 7, 0), "another version has come into force");
    refuses(&sample, counts(1, 7, 2), "fails on another number of records");
    assert_fails(publish(&sample, "ben", NULL), SL_INVALID, err, "take a new one");
    ck_assert_int_eq(number_in_force(&sample), 1);
    sample_close(&sample);
}
END_TEST

START_TEST(a_version_comes_into_force_neither_before_the_last_one_nor_in_time_to_come)
{
    struct sample sample;
    open_with_draft(&sample, __func__);
    assert_ok(propose(&sample, NULL), err);
    assert_fails(sl_rule_publish(sample.store, &sample.engine, "overall.mini", 2, "ben", NULL,
                                 sl_day_of(2000, 1, 1), &err),
                 SL_INVALID, err, "another can't come into force before that");
    assert_fails(sl_rule_publish(sample.store, &sample.engine, "overall.mini", 2, "ben", NULL,
                                 sl_day_of(2199, 1, 1), &err),
                 SL_INVALID, err, "publish it again on that day");
    ck_assert_int_eq(number_in_force(&sample), 1);
    sample_close(&sample);
}
END_TEST

START_TEST(a_proposal_can_be_renewed_with_a_newer_preview)
{
    struct sample sample;
    SL_AUTO(sl_json_drop) json_t *then = counts(1, 7, 0);
    SL_AUTO(sl_json_drop) json_t *now = counts(1, 8, 0);
    open_with_draft(&sample, __func__);
    assert_ok(propose(&sample, then), err);
    assert_ok(propose(&sample, now), err);
    assert_ok(publish(&sample, "ben", now), err);
    sample_close(&sample);
}
END_TEST

START_TEST(who_proposed_a_version_does_not_publish_it)
{
    struct sample sample;
    open_with_draft(&sample, __func__);
    assert_ok(
        sl_rule_propose(sample.store, &sample.engine, "overall.mini", 2, "cat", "", NULL, &err),
        err);
    assert_fails(publish(&sample, "cat", NULL), SL_REFUSED, err, "cat proposed overall.mini");
    assert_fails(publish(&sample, "ann", NULL), SL_REFUSED, err, "ann wrote overall.mini");
    assert_ok(publish(&sample, "ben", NULL), err);
    sample_close(&sample);
}
END_TEST

START_TEST(a_proposed_version_is_frozen)
{
    struct sample sample;
    open_with_draft(&sample, __func__);
    assert_ok(propose(&sample, NULL), err);
    struct sl_query q = sl_query_open(
        sample.store, "UPDATE rule_version SET settings = '{}' WHERE number = 2", &err);
    ck_assert_int_ne(sl_query_run(&q), SL_OK);
    sl_query_close(&q);
    sample_close(&sample);
}
END_TEST

START_TEST(going_back_moves_the_pointer_and_keeps_every_move)
{
    struct sample sample;
    int64_t went_to = 0;
    open_with_draft(&sample, __func__);
    assert_ok(propose(&sample, NULL), err);
    assert_ok(publish(&sample, "ben", NULL), err);
    assert_fails(sl_rule_revert(sample.store, "overall.mini", 0, "ben", "", &went_to, &err),
                 SL_INVALID, err, "Say why");
    assert_fails(sl_rule_revert(sample.store, "overall.mini", 2, "ben", "why", &went_to, &err),
                 SL_CONFLICT, err, "is in force already");
    assert_ok(
        sl_rule_revert(sample.store, "overall.mini", 0, "ben", "It was too harsh", &went_to, &err),
        err);
    ck_assert_int_eq(went_to, 1);
    ck_assert_int_eq(number_in_force(&sample), 1);
    ck_assert_int_eq(test_number(sample.store, "SELECT count(*) FROM rule_move"), 3);
    ck_assert_int_eq(test_number(sample.store, "SELECT count(*) FROM rule_move WHERE seq = 3 AND "
                                               "why = 'It was too harsh' AND actor = 'ben'"),
                     1);
    ck_assert_int_eq(
        test_number(sample.store, "SELECT count(*) FROM trail WHERE verb = 'rule.revert'"), 1);
    assert_fails(sl_rule_revert(sample.store, "overall.mini", 0, "ben", "Again", NULL, &err),
                 SL_CONFLICT, err, "went back from version 2 to 1 already");
    assert_ok(sl_rule_revert(sample.store, "overall.mini", 2, "ben", "It was right", NULL, &err),
              err);
    ck_assert_int_eq(number_in_force(&sample), 2);
    sample_close(&sample);
}
END_TEST

START_TEST(a_draft_is_not_gone_back_to)
{
    struct sample sample;
    open_with_draft(&sample, __func__);
    assert_fails(sl_rule_revert(sample.store, "overall.mini", 2, "ben", "why", NULL, &err),
                 SL_CONFLICT, err, "was never published");
    assert_fails(sl_rule_revert(sample.store, "overall.mini", 0, "ben", "why", NULL, &err),
                 SL_CONFLICT, err, "No version of overall.mini was in force before");
    sample_close(&sample);
}
END_TEST

static void score_all(struct sample *sample, int64_t number) {
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = NULL;
    assert_ok(sl_rule_from_store(sample->store, "overall.mini", number, &rule, &err), err);
    struct sl_rescore run = {.store = sample->store,
                             .engine = &sample->engine,
                             .rule = rule,
                             .choice = sl_facts_of_all,
                             .keep = true};
    assert_ok(sl_rescore_run(&run, &err), err);
}

START_TEST(scores_of_a_proposal_are_unseen_and_swept_away_when_it_is_given_up)
{
    struct sample sample;
    int64_t swept = 0;
    open_with_draft(&sample, __func__);
    struct sl_packer *packer = sample_body(&sample);
    sample_token(packer, SAMPLE_SJ, "G");
    sample_save(&sample, packer, (struct sample_record){.record_no = 1});
    assert_ok(propose(&sample, NULL), err);
    score_all(&sample, 1);
    score_all(&sample, 2);
    ck_assert_int_eq(test_number(sample.store, "SELECT count(*) FROM score"), 2);
    ck_assert_int_eq(test_number(sample.store, "SELECT count(*) FROM score_current"), 1);
    assert_ok(sl_rule_abandon(sample.store, "overall.mini", 2, "ann", "Not needed", &swept, &err),
              err);
    ck_assert_int_eq(swept, 1);
    ck_assert_int_eq(test_number(sample.store, "SELECT count(*) FROM score"), 1);
    assert_fails(publish(&sample, "ben", NULL), SL_CONFLICT, err, "is abandoned already");
    assert_fails(sl_rule_abandon(sample.store, "overall.mini", 1, "ann", "why", NULL, &err),
                 SL_CONFLICT, err, "is published already");
    sample_close(&sample);
}
END_TEST

static void gather(void *context, const char *line) {
    sl_buffer_format(context, "%s\n", line);
}

START_TEST(the_notice_tells_of_the_change_without_small_numbers)
{
    struct sample sample;
    SL_AUTO(sl_json_drop) json_t *then = counts(1, 3, 0);
    SL_AUTO(sl_json_drop) json_t *notice = NULL;
    SL_AUTO(sl_buffer_drop) struct sl_buffer lines = {0};
    open_with_draft(&sample, __func__);
    assert_ok(propose(&sample, then), err);
    assert_ok(publish(&sample, "ben", then), err);
    assert_ok(sl_rule_notice_find(sample.store, "overall.mini", 0, &notice, &err), err);
    ck_assert_int_eq(sl_json_whole_or(notice, "version", 0), 2);
    ck_assert_int_eq(sl_json_whole_or(notice, "before", 0), 1);
    ck_assert(json_is_null(json_object_get(notice, "moved")));
    sl_rule_notice_lines(notice, gather, &lines);
    ck_assert_ptr_nonnull(strstr(lines.bytes, "Why: Too mild so far"));
    ck_assert_ptr_nonnull(strstr(lines.bytes, "Asked before: The moderation group"));
    ck_assert_ptr_nonnull(strstr(lines.bytes, "fewer than 6 would read otherwise"));
    ck_assert_ptr_nonnull(
        strstr(lines.bytes, "Good would read Requires improvement: fewer than 6"));
    ck_assert_ptr_null(strstr(lines.bytes, "Good would read I"));
    ck_assert_ptr_nonnull(strstr(lines.bytes, "Grades that were given stay as they are."));
    assert_fails(sl_rule_notice_find(sample.store, "overall.mini", 9, &notice, &err), SL_NOT_FOUND,
                 err, "no notice");
    sample_close(&sample);
}
END_TEST

START_TEST(the_notice_tells_of_settings_that_changed)
{
    struct sample sample;
    sample_open(&sample, __func__);
    SL_AUTO(sl_rule_drop) struct sl_rule *first = sample_publish(&sample, RULE);
    SL_AUTO(sl_rule_drop) struct sl_rule *changed = NULL;
    SL_AUTO(sl_json_drop)
    json_t *settings = json_pack("{sisss[{sssb}]}", "good", 260, "examples", "own", "rows", "when",
                                 "VJ = I", "on", true);
    SL_AUTO(sl_json_drop) json_t *unmoved = counts(1, 0, 0);
    json_object_set_new(unmoved, "moves", json_array());
    SL_AUTO(sl_free) char *preview = sl_json_canonical(unmoved);
    SL_AUTO(sl_buffer_drop) struct sl_buffer lines = {0};
    assert_ok(sl_rule_with_settings(first, settings, &changed, &err), err);
    const struct sl_notice_facts facts = {changed, first, 3,  "2026-05-04", "Why",
                                          "ben",   "ann", "", preview};
    SL_AUTO(sl_json_drop) json_t *notice = sl_rule_notice_make(&facts);
    sl_rule_notice_lines(notice, gather, &lines);
    ck_assert_ptr_nonnull(strstr(lines.bytes, "version 3 is in force"));
    ck_assert_ptr_nonnull(strstr(lines.bytes, "Settings:\n  good: 260 (before: 250)\n"));
    ck_assert_ptr_nonnull(strstr(lines.bytes, "rows is new: "));
    ck_assert_ptr_nonnull(strstr(lines.bytes, "when VJ = I, on yes"));
    ck_assert_ptr_null(strstr(lines.bytes, "own"));
    ck_assert_ptr_nonnull(strstr(lines.bytes, "none would read otherwise under it.\n"));
    sample_close(&sample);
}
END_TEST

START_TEST(what_shipped_is_version_1_in_its_notice)
{
    struct sample sample;
    SL_AUTO(sl_json_drop) json_t *notice = NULL;
    sample_open(&sample, __func__);
    SL_AUTO(sl_rule_drop) struct sl_rule *first = sample_publish(&sample, RULE);
    assert_ok(sl_rule_notice_find(sample.store, "overall.mini", 0, &notice, &err), err);
    ck_assert_int_eq(sl_json_whole_or(notice, "version", 0), 1);
    sample_close(&sample);
}
END_TEST

START_TEST(a_text_that_was_given_up_is_drafted_again)
{
    struct sample sample;
    int64_t number = 0;
    open_with_draft(&sample, __func__);
    SL_AUTO(sl_rule_drop) struct sl_rule *first = sample_rule(&sample, RULE);
    SL_AUTO(sl_rule_drop) struct sl_rule *harsh = sample_rule(&sample, HARSH);
    assert_fails(sl_rule_draft(sample.store, harsh, "ann", "Again", NULL, &err), SL_CONFLICT, err,
                 "Version 2 of overall.mini is the same text already");
    assert_ok(sl_rule_abandon(sample.store, "overall.mini", 2, "ann", "Not yet", NULL, &err), err);
    assert_fails(sl_rule_draft(sample.store, first, "ann", "Again", NULL, &err), SL_CONFLICT, err,
                 "Version 1 of overall.mini is the same text already");
    assert_ok(sl_rule_draft(sample.store, harsh, "ann", "Now it is", &number, &err), err);
    ck_assert_int_eq(number, 3);
    sample_close(&sample);
}
END_TEST

SL_SUITE("publication", a_version_is_published_while_its_preview_holds,
         a_stale_preview_is_refused_and_the_pointer_stays,
         a_version_comes_into_force_neither_before_the_last_one_nor_in_time_to_come,
         a_proposal_can_be_renewed_with_a_newer_preview, who_proposed_a_version_does_not_publish_it,
         a_proposed_version_is_frozen, going_back_moves_the_pointer_and_keeps_every_move,
         a_draft_is_not_gone_back_to,
         scores_of_a_proposal_are_unseen_and_swept_away_when_it_is_given_up,
         the_notice_tells_of_the_change_without_small_numbers,
         the_notice_tells_of_settings_that_changed, what_shipped_is_version_1_in_its_notice,
         a_text_that_was_given_up_is_drafted_again)
