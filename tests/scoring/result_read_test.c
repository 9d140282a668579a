#include "base/memory.h"
#include "scoring/result_read.h"
#include "support/suite.h"
#include <check.h>
#include <string.h>

static const char sample[] =
    "{\"reasons\":[{\"cites\":[{\"from\":4,\"part\":\"evidence\",\"question\":\"a]b\",\"to\":9},"
    "{\"question\":\"SJ\"}],\"clause\":\"L1\",\"row\":2,\"text\":\"said \\\"no\\\" {twice}\"},"
    "{\"cites\":[],\"clause\":\"base\"}],\"rows\":[{\"row\":1,\"values\":{\"S\":\"2\"}},"
    "{\"row\":3,\"values\":{\"S\":\"0\",\"due\":\"2025-03-03\"}}],"
    "\"values\":{\"grade\":\"G\",\"mean\":-254,\"partial\":true}}";

START_TEST(values_and_reasons_are_found_where_they_lie)
{
    struct sl_result_read read = {0};
    ck_assert_int_eq(sl_result_read(&read, sl_text_of(sample), NULL), SL_OK);
    ck_assert_uint_eq(read.value_count, 6);
    static const struct {
        uint16_t row;
        const char *name, *raw;
    } expected[] = {{0, "grade", "\"G\""}, {0, "mean", "-254"}, {0, "partial", "true"},
                    {1, "S", "\"2\""},     {3, "S", "\"0\""},   {3, "due", "\"2025-03-03\""}};
    for (size_t i = 0; i < SL_COUNT(expected); i++) {
        ck_assert_uint_eq(read.values[i].row, expected[i].row);
        ck_assert(sl_text_is(read.values[i].name, expected[i].name));
        ck_assert(sl_text_is(read.values[i].raw, expected[i].raw));
    }
    ck_assert_uint_eq(read.reason_count, 2);
    ck_assert(sl_text_is(read.reasons[0].clause, "L1"));
    ck_assert_uint_eq(read.reasons[0].row, 2);
    SL_AUTO(sl_free) char *text = sl_result_read_plain(read.reasons[0].text);
    ck_assert_str_eq(text, "said \"no\" {twice}");
    ck_assert(sl_text_is(read.reasons[1].whole, "{\"cites\":[],\"clause\":\"base\"}"));
    ck_assert_uint_eq(read.reasons[1].text.length, 0);
    sl_result_read_drop(&read);
}
END_TEST

START_TEST(every_cut_is_refused)
{
    struct sl_result_read read = {0};
    for (size_t cut = 0; cut < sizeof sample - 1; cut++) {
        SL_AUTO(sl_free) char *part = sl_copy_bytes(sample, cut);
        ck_assert_int_eq(sl_result_read(&read, (struct sl_text){part, cut}, NULL), SL_INVALID);
    }
    ck_assert_int_eq(sl_result_read(&read, sl_text_of("{\"reasons\":[]}"), NULL), SL_INVALID);
    ck_assert_int_eq(sl_result_read(&read, sl_text_of("[]"), NULL), SL_INVALID);
    sl_result_read_drop(&read);
}
END_TEST

START_TEST(plain_values_are_as_people_write_them)
{
    static const char *const pairs[][2] = {{"true", "yes"}, {"false", "no"},       {"254", "254"},
                                           {"\"G\"", "G"},  {"\"a\\nb\"", "a\nb"}, {"", ""}};
    for (size_t i = 0; i < SL_COUNT(pairs); i++) {
        SL_AUTO(sl_free) char *plain = sl_result_read_plain(sl_text_of(pairs[i][0]));
        ck_assert_str_eq(plain, pairs[i][1]);
    }
}
END_TEST

SL_SUITE("result_read", values_and_reasons_are_found_where_they_lie, every_cut_is_refused,
         plain_values_are_as_people_write_them)
