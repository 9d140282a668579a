#include "base/error.h"
#include "support/suite.h"
#include <string.h>

START_TEST(a_failure_carries_status_field_and_sentence)
{
    struct sl_error err = {0};
    ck_assert_int_eq(sl_fail(&err, SL_INVALID, "who", "%s has %d owners.", "Row 3", 0), SL_INVALID);
    ck_assert_int_eq(err.status, SL_INVALID);
    ck_assert_str_eq(err.field, "who");
    ck_assert_str_eq(err.text, "Row 3 has 0 owners.");
}
END_TEST

START_TEST(nobody_has_to_listen)
{
    ck_assert_int_eq(sl_fail(NULL, SL_IO, "", "unheard"), SL_IO);
    ck_assert_int_eq(sl_fail_at(NULL, SL_IO, "a.csv", 1, 1), SL_IO);
}
END_TEST

START_TEST(a_long_sentence_is_cut_between_characters)
{
    char letters[2001];
    for (size_t i = 0; i < 2000; i += 2)
        memcpy(letters + i, "\xc3\xa9", 2); /* é */
    letters[2000] = '\0';
    for (int shift = 0; shift < 2; shift++) {
        struct sl_error err = {0};
        sl_fail(&err, SL_INVALID, letters + 1000, "%s%s", shift ? "x" : "", letters);
        ck_assert_uint_eq(strlen(err.text) % 2, (unsigned)shift);
        ck_assert_uint_ge(strlen(err.text), sizeof err.text - 3);
        ck_assert_uint_eq((unsigned char)err.text[strlen(err.text) - 1], 0xa9);
        ck_assert_uint_eq(strlen(err.field) % 2, 0);
    }
}
END_TEST

START_TEST(bytes_that_nobody_can_read_never_reach_the_sentence)
{
    struct sl_error err = {0};
    sl_fail(&err, SL_INVALID, "a\xff", "%s", "one\xe9two\nthree\x1b[31m\xc2\x85 caf\xc3\xa9");
    ck_assert_str_eq(err.text, "one?two three?[31m? caf\xc3\xa9");
    ck_assert_str_eq(err.field, "a?");
}
END_TEST

START_TEST(a_sentence_may_be_made_from_itself)
{
    struct sl_error err = {0};
    sl_fail(&err, SL_INVALID, "day", "no such day.");
    sl_fail(&err, SL_RULE, err.field, "Rule 7: %s", err.text);
    ck_assert_str_eq(err.text, "Rule 7: no such day.");
    ck_assert_str_eq(err.field, "day");
}
END_TEST

START_TEST(a_place_is_put_in_front_without_what_is_unknown)
{
    struct sl_error err = {0};
    sl_fail(&err, SL_INVALID, "who", "nobody is named.");
    ck_assert_int_eq(sl_fail_at(&err, SL_IO, "plan.csv", 12, 4), SL_INVALID);
    ck_assert_str_eq(err.text, "plan.csv:12:4: nobody is named.");
    ck_assert_str_eq(err.field, "who");
    sl_fail(&err, SL_INVALID, "", "it is empty.");
    sl_fail_at(&err, SL_INVALID, "plan.csv", 12, 0);
    ck_assert_str_eq(err.text, "plan.csv:12: it is empty.");
    sl_fail(&err, SL_INVALID, "", "it is empty.");
    sl_fail_at(&err, SL_INVALID, "plan.csv", 0, 7);
    ck_assert_str_eq(err.text, "plan.csv: it is empty.");
}
END_TEST

SL_SUITE("error", a_failure_carries_status_field_and_sentence, nobody_has_to_listen,
         a_long_sentence_is_cut_between_characters,
         bytes_that_nobody_can_read_never_reach_the_sentence, a_sentence_may_be_made_from_itself,
         a_place_is_put_in_front_without_what_is_unknown)
