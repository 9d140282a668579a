#include "practice/record_history.h"
#include "support/practice.h"
#include "support/suite.h"
#include <string.h>

struct told {
    struct sl_buffer lines;
};

static enum sl_status tell(void *context, const struct sl_record_change *change,
                           struct sl_error *err) {
    (void)err;
    struct told *told = context;
    sl_buffer_format(&told->lines, "%lld %s %.*s>%.*s %s\n", (long long)change->revision,
                     change->question, (int)change->before.text.length, change->before.text.bytes,
                     (int)change->after.text.length, change->after.text.bytes, change->why);
    return SL_OK;
}

START_TEST(each_changed_answer_is_told_with_who_and_why)
{
    SL_AUTO(test_county_drop) struct test_county county = test_county(__func__);
    struct told told = {0};
    struct sl_error err = {0};
    SL_AUTO(sl_record_drop)
    struct sl_record *record = test_record(county.std, "C-1", "VJ=G\nSJ=G");
    struct sl_record_save saved = test_save(county.store, record, 0);
    struct sl_record_head head = *sl_record_get_head(record);
    head.id = saved.id;
    assert_ok(sl_record_set_head(record, &head, &err), err);
    test_answers(record, "SJ=R|Two risks had nobody on them");
    saved.record = record;
    saved.base = saved.revision;
    saved.why = "Read the police note";
    assert_ok(sl_record_save(county.store, &saved, &err), err);
    assert_ok(sl_record_history(county.store, saved.record_no, county.std, tell, &told, &err), err);
    ck_assert_ptr_nonnull(strstr(told.lines.bytes, "1  > "));
    ck_assert_ptr_nonnull(strstr(told.lines.bytes, "2 SJ G>R Read the police note"));
    ck_assert_ptr_null(strstr(told.lines.bytes, "VJ"));
    sl_buffer_drop(&told.lines);
}
END_TEST

START_TEST(a_record_that_is_not_there_has_no_history)
{
    SL_AUTO(test_county_drop) struct test_county county = test_county(__func__);
    struct told told = {0};
    ck_assert_int_eq(sl_record_history(county.store, 99, county.std, tell, &told, NULL),
                     SL_NOT_FOUND);
    ck_assert_uint_eq(told.lines.length, 0);
}
END_TEST

START_TEST(a_changed_head_and_the_steps_are_told_too)
{
    SL_AUTO(test_county_drop) struct test_county county = test_county(__func__);
    struct told told = {0};
    struct sl_error err = {0};
    SL_AUTO(sl_record_drop) struct sl_record *record = test_record(county.std, "C-1", "X6=G");
    struct sl_record_save saved = test_save(county.store, record, 0);
    struct sl_record_head head = *sl_record_get_head(record);
    head.id = saved.id;
    head.team = "N2";
    assert_ok(sl_record_move(county.store, saved.record_no, "returned", "", test_day("2025-07-01"),
                             "lea", "wrong team", &err),
              err);
    assert_ok(sl_record_set_head(record, &head, &err), err);
    test_save(county.store, record, 1);
    assert_ok(sl_record_move(county.store, saved.record_no, "graded", "", test_day("2025-07-02"),
                             "lea", "", &err),
              err);
    assert_ok(sl_record_history(county.store, saved.record_no, county.std, tell, &told, &err), err);
    ck_assert_str_eq(told.lines.bytes, "1  > \n"
                                       "1 state submitted>returned wrong team\n"
                                       "2 head.team N1>N2 corrected\n"
                                       "2 head.service CS>EH corrected\n"
                                       "2 state returned>submitted corrected\n"
                                       "2 state submitted>graded \n"
                                       "2 grade >G \n");
    sl_buffer_drop(&told.lines);
}
END_TEST

SL_SUITE("record_history", a_changed_head_and_the_steps_are_told_too,
         each_changed_answer_is_told_with_who_and_why, a_record_that_is_not_there_has_no_history)
