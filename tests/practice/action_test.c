#include "base/memory.h"
#include "practice/action.h"
#include "practice/team.h"
#include "support/store.h"
#include "support/suite.h"

static sl_day day(const char *text) {
    sl_day out = SL_DAY_NONE;
    sl_day_parse(text, &out, NULL);
    return out;
}

static struct sl_store *store_with_team(const char *name) {
    struct sl_store *store = test_store(name);
    struct sl_error err = {0};
    struct sl_service service = {"north", "North"};
    assert_ok(sl_service_add(store, &service, "admin", &err), err);
    struct sl_team team = {.code = "n1",
                           .name = "North 1",
                           .locality = "",
                           .service = "north",
                           .opened = day("2020-01-01"),
                           .closed = SL_DAY_NONE};
    assert_ok(sl_team_add(store, &team, "admin", &err), err);
    test_write(store, "INSERT INTO staff (code, role) VALUES ('W7', 'worker')");
    test_write(store, "INSERT INTO account (id, name, staff, can_sign_in, made_at) VALUES "
                      "('00000000-0000-4000-8000-000000000001', 'kim', 'W7', 1, 0)");
    return store;
}

static struct sl_action_new action_of(const char *wording, const char *due_on) {
    return (struct sl_action_new){.source = "clinic",
                                  .team = "n1",
                                  .theme = "voice",
                                  .wording = wording,
                                  .owner = "W7",
                                  .due_on = day(due_on),
                                  .raised_on = day("2024-01-10")};
}

static void add(struct sl_store *store, const char *wording, const char *due_on,
                char id[SL_ID_SIZE]) {
    struct sl_action_new action = action_of(wording, due_on);
    struct sl_error err = {0};
    assert_ok(sl_action_add(store, &action, "lead", id, &err), err);
}

static enum sl_status tell(struct sl_store *store, const char *id, const char *kind, const char *on,
                           const char *note, const char *actor, struct sl_error *err) {
    struct sl_action_event event = {.action = id,
                                    .kind = kind,
                                    .day = day(on),
                                    .due_on = SL_DAY_NONE,
                                    .note = note,
                                    .actor = actor};
    return sl_action_tell(store, &event, err);
}

static enum sl_status keep_json(void *context, const struct sl_action *action,
                                struct sl_error *err) {
    (void)err;
    json_array_append_new(context, sl_action_json(action));
    return SL_OK;
}

static json_t *list_at(struct sl_store *store, const char *as_at) {
    struct sl_action_filter filter = {.as_at = day(as_at), .raised_from = SL_DAY_NONE};
    json_t *list = json_array();
    struct sl_error err = {0};
    assert_ok(sl_action_each(store, &filter, keep_json, list, &err), err);
    return list;
}

static const char *text_of(json_t *list, size_t index, const char *key) {
    return json_string_value(json_object_get(json_array_get(list, index), key));
}

static json_int_t number_of(json_t *list, size_t index, const char *key) {
    return json_integer_value(json_object_get(json_array_get(list, index), key));
}

START_TEST(an_action_is_kept_with_its_first_event)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = store_with_team(__func__);
    char id[SL_ID_SIZE];
    add(store, "Ring the school", "2024-02-01", id);
    SL_AUTO(sl_json_drop) json_t *list = list_at(store, "2024-01-31");
    ck_assert_uint_eq(json_array_size(list), 1);
    ck_assert_str_eq(text_of(list, 0, "state"), "open");
    ck_assert_str_eq(text_of(list, 0, "action"), "Ring the school");
    ck_assert_int_eq(number_of(list, 0, "days_overdue"), 0);
}
END_TEST

START_TEST(overdue_counts_from_the_day_after_it_was_due)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = store_with_team(__func__);
    char id[SL_ID_SIZE];
    add(store, "Ring the school", "2024-02-01", id);
    SL_AUTO(sl_json_drop) json_t *due = list_at(store, "2024-02-01");
    SL_AUTO(sl_json_drop) json_t *late = list_at(store, "2024-02-15");
    ck_assert_int_eq(number_of(due, 0, "days_overdue"), 0);
    ck_assert_int_eq(number_of(late, 0, "days_overdue"), 14);
}
END_TEST

START_TEST(a_claimed_action_waits_and_is_not_overdue)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = store_with_team(__func__);
    struct sl_error err = {0};
    char id[SL_ID_SIZE];
    add(store, "Ring the school", "2024-02-01", id);
    assert_ok(tell(store, id, "claimed", "2024-02-05", "Note on file", "kim", &err), err);
    SL_AUTO(sl_json_drop) json_t *now = list_at(store, "2024-03-01");
    SL_AUTO(sl_json_drop) json_t *then = list_at(store, "2024-02-04");
    ck_assert_str_eq(text_of(now, 0, "state"), "claimed");
    ck_assert_int_eq(number_of(now, 0, "days_overdue"), 0);
    ck_assert_str_eq(text_of(now, 0, "evidence"), "Note on file");
    ck_assert_str_eq(text_of(then, 0, "state"), "open");
    ck_assert_int_eq(number_of(then, 0, "days_overdue"), 3);
}
END_TEST

START_TEST(nobody_verifies_an_action_of_their_own)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = store_with_team(__func__);
    struct sl_error err = {0};
    char id[SL_ID_SIZE];
    add(store, "Ring the school", "2024-02-01", id);
    assert_ok(tell(store, id, "claimed", "2024-02-05", "Note on file", "manager", &err), err);
    assert_fails(tell(store, id, "verified", "2024-02-06", "", "manager", &err), SL_REFUSED, err,
                 "somebody other than its owner");
    assert_fails(tell(store, id, "verified", "2024-02-06", "", "kim", &err), SL_REFUSED, err,
                 "somebody other than its owner");
    assert_ok(tell(store, id, "verified", "2024-02-06", "Read it", "lead", &err), err);
    SL_AUTO(sl_json_drop) json_t *list = list_at(store, "2024-02-06");
    ck_assert_str_eq(text_of(list, 0, "state"), "verified");
    ck_assert_str_eq(text_of(list, 0, "settled_by"), "lead");
}
END_TEST

START_TEST(steps_that_make_no_sense_are_refused_with_a_sentence)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = store_with_team(__func__);
    struct sl_error err = {0};
    char id[SL_ID_SIZE];
    add(store, "Ring the school", "2024-02-01", id);
    assert_fails(tell(store, id, "verified", "2024-02-06", "", "lead", &err), SL_CONFLICT, err,
                 "The action is open; it can't be verified from there.");
    assert_fails(tell(store, id, "claimed", "2024-02-06", " ", "kim", &err), SL_INVALID, err,
                 "what shows");
    assert_fails(tell(store, id, "claimed", "2024-01-09", "x", "kim", &err), SL_INVALID, err,
                 "10 January 2024");
    assert_fails(tell(store, id, "claimed", "2199-01-01", "x", "kim", &err), SL_INVALID, err,
                 "today or earlier");
    assert_fails(tell(store, id, "moved", "2024-02-06", "ill", "kim", &err), SL_INVALID, err,
                 "to which day");
    assert_fails(tell(store, id, "finished", "2024-02-06", "", "kim", &err), SL_INVALID, err,
                 "does not happen to actions");
    assert_fails(tell(store, "none", "dropped", "2024-02-06", "x", "kim", &err), SL_NOT_FOUND, err,
                 "no action none");
    ck_assert_int_eq(test_number(store, "SELECT count(*) FROM action_event"), 1);
}
END_TEST

START_TEST(a_moved_action_keeps_its_first_day_and_why)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = store_with_team(__func__);
    struct sl_error err = {0};
    char id[SL_ID_SIZE];
    add(store, "Ring the school", "2024-02-01", id);
    struct sl_action_event moved = {
        id, "moved", day("2024-01-20"), day("2024-03-01"), "School is closed", "kim"};
    assert_ok(sl_action_tell(store, &moved, &err), err);
    SL_AUTO(sl_json_drop) json_t *list = list_at(store, "2024-02-10");
    ck_assert_str_eq(text_of(list, 0, "due_on"), "2024-03-01");
    ck_assert_str_eq(text_of(list, 0, "first_due"), "2024-02-01");
    ck_assert_int_eq(number_of(list, 0, "moved"), 1);
    ck_assert_str_eq(text_of(list, 0, "moved_why"), "School is closed");
    ck_assert_int_eq(number_of(list, 0, "days_overdue"), 0);
}
END_TEST

START_TEST(a_rejected_action_is_to_be_done_again)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = store_with_team(__func__);
    struct sl_error err = {0};
    char id[SL_ID_SIZE];
    add(store, "Ring the school", "2024-02-01", id);
    assert_ok(tell(store, id, "claimed", "2024-01-30", "Rang", "kim", &err), err);
    assert_ok(tell(store, id, "rejected", "2024-02-02", "No note of it", "lead", &err), err);
    SL_AUTO(sl_json_drop) json_t *list = list_at(store, "2024-02-11");
    ck_assert_str_eq(text_of(list, 0, "state"), "rejected");
    ck_assert_int_eq(number_of(list, 0, "days_overdue"), 10);
    assert_ok(tell(store, id, "claimed", "2024-02-12", "Note 12 Feb", "kim", &err), err);
}
END_TEST

START_TEST(an_action_without_words_owner_source_or_team_is_refused)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = store_with_team(__func__);
    struct sl_error err = {0};
    struct sl_action_new action = action_of(" ", "2024-02-01");
    assert_fails(sl_action_add(store, &action, "lead", NULL, &err), SL_INVALID, err, "needs words");
    ck_assert_str_eq(err.field, "wording");
    action = action_of("Ring", "2024-02-01");
    action.owner = NULL;
    assert_fails(sl_action_add(store, &action, "lead", NULL, &err), SL_INVALID, err, "one owner");
    action = action_of("Ring", "2024-02-01");
    action.source = "dream";
    assert_fails(sl_action_add(store, &action, "lead", NULL, &err), SL_INVALID, err,
                 "'dream' is no source of actions");
    action = action_of("Ring", "2024-02-01");
    action.team = "n9";
    assert_fails(sl_action_add(store, &action, "lead", NULL, &err), SL_NOT_FOUND, err, "n9");
    action = action_of("Ring\x01", "2024-02-01");
    assert_fails(sl_action_add(store, &action, "lead", NULL, &err), SL_INVALID, err, "U+0001");
    ck_assert_int_eq(test_number(store, "SELECT count(*) FROM action"), 0);
}
END_TEST

START_TEST(lists_are_filtered_and_sorted_by_due_day)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = store_with_team(__func__);
    struct sl_error err = {0};
    char id[SL_ID_SIZE];
    add(store, "second", "2024-03-01", id);
    add(store, "first", "2024-02-01", id);
    add(store, "undated", "", id);
    SL_AUTO(sl_json_drop) json_t *all = list_at(store, "2024-02-10");
    ck_assert_str_eq(text_of(all, 0, "action"), "first");
    ck_assert_str_eq(text_of(all, 1, "action"), "second");
    ck_assert_str_eq(text_of(all, 2, "action"), "undated");
    struct sl_action_filter filter = {.as_at = day("2024-02-10"), .overdue = true, .team = "n1"};
    SL_AUTO(sl_json_drop) json_t *late = json_array();
    assert_ok(sl_action_each(store, &filter, keep_json, late, &err), err);
    ck_assert_uint_eq(json_array_size(late), 1);
    filter.state = "lost";
    assert_fails(sl_action_each(store, &filter, keep_json, late, &err), SL_INVALID, err, "'lost'");
}
END_TEST

START_TEST(the_report_counts_events_bands_and_days_to_verify)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = store_with_team(__func__);
    struct sl_error err = {0};
    char done[SL_ID_SIZE], other[SL_ID_SIZE], id[SL_ID_SIZE];
    add(store, "done", "2024-02-01", done);
    add(store, "done too", "2024-02-01", other);
    add(store, "a day late", "2024-02-28", id);
    add(store, "two months late", "2024-01-02", id);
    assert_ok(tell(store, done, "claimed", "2024-01-20", "seen", "kim", &err), err);
    assert_ok(tell(store, done, "verified", "2024-01-30", "", "lead", &err), err);
    assert_ok(tell(store, other, "claimed", "2024-02-20", "seen", "kim", &err), err);
    assert_ok(tell(store, other, "verified", "2024-02-20", "", "lead", &err), err);
    struct sl_action_report *report = NULL;
    assert_ok(sl_action_report(store, NULL, day("2024-01-01"), day("2024-02-29"), &report, &err),
              err);
    SL_AUTO(sl_action_report_drop) struct sl_action_report *kept = report;
    ck_assert_int_eq(kept->whole.opened, 4);
    ck_assert_int_eq(kept->whole.verified, 2);
    ck_assert_int_eq(kept->whole.open, 2);
    ck_assert_int_eq(kept->whole.overdue[0], 1);
    ck_assert_int_eq(kept->whole.overdue[3], 1);
    ck_assert_int_eq(kept->whole.median_days, 31); /* 20 and 41: 30.5, half away from zero */
    ck_assert_int_eq(kept->whole.repeats, 0);
    ck_assert_uint_eq(kept->team_count, 1);
    ck_assert_str_eq(kept->teams[0].team, "n1");
    assert_fails(sl_action_report(store, NULL, day("2024-03-01"), day("2024-02-29"), &report, &err),
                 SL_INVALID, err, "ends before it begins");
}
END_TEST

START_TEST(the_same_matter_again_within_six_months_is_a_repeat)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = store_with_team(__func__);
    struct sl_error err = {0};
    char id[SL_ID_SIZE];
    add(store, "first fix", "2024-02-01", id);
    assert_ok(tell(store, id, "claimed", "2024-01-20", "seen", "kim", &err), err);
    assert_ok(tell(store, id, "verified", "2024-01-30", "", "lead", &err), err);
    struct sl_action_new again = action_of("second fix", "2024-08-01");
    again.raised_on = day("2024-07-30");
    assert_ok(sl_action_add(store, &again, "lead", NULL, &err), err);
    struct sl_action_new later = action_of("third fix", "2024-10-01");
    later.raised_on = day("2024-07-31");
    assert_ok(sl_action_add(store, &later, "lead", NULL, &err), err);
    SL_AUTO(sl_action_report_drop) struct sl_action_report *report = NULL;
    assert_ok(sl_action_report(store, NULL, day("2024-01-01"), day("2024-12-31"), &report, &err),
              err);
    ck_assert_int_eq(report->whole.repeats, 1);
    ck_assert_int_eq(report->teams[0].repeats, 1);
}
END_TEST

SL_SUITE("action", an_action_is_kept_with_its_first_event,
         overdue_counts_from_the_day_after_it_was_due, a_claimed_action_waits_and_is_not_overdue,
         nobody_verifies_an_action_of_their_own,
         steps_that_make_no_sense_are_refused_with_a_sentence,
         a_moved_action_keeps_its_first_day_and_why, a_rejected_action_is_to_be_done_again,
         an_action_without_words_owner_source_or_team_is_refused,
         lists_are_filtered_and_sorted_by_due_day,
         the_report_counts_events_bands_and_days_to_verify,
         the_same_matter_again_within_six_months_is_a_repeat)
