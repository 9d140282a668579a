#include "base/buffer.h"
#include "base/json.h"
#include "support/suite.h"
#include <string.h>

static void expect_refused(const char *text, size_t length, const char *sentence) {
    json_t *out = NULL;
    struct sl_error err = {0};
    ck_assert_msg(sl_json_parse("tool.json", text, length, &out, &err) == SL_INVALID, "taken: %s",
                  text);
    ck_assert_msg(strstr(err.text, sentence) == err.text, "%s", err.text);
    ck_assert_ptr_null(out);
}

static void refuse(const char *text, const char *sentence) {
    expect_refused(text, strlen(text), sentence);
}

static json_t *parse(const char *text) {
    json_t *out = NULL;
    struct sl_error err = {0};
    ck_assert_msg(sl_json_parse("t", text, strlen(text), &out, &err) == SL_OK, "%s", err.text);
    return out;
}

START_TEST(faults_are_named_with_file_line_and_column)
{
    refuse("{\"a\": 1,\n \"a\": 2}", "tool.json:2:4: A key stands twice in the same object");
    refuse("[1,\n 2,", "tool.json:2:3: The text ends before it is complete.");
    refuse("", "tool.json:1: The text ends before it is complete.");
    refuse("[\"\xff\"]", "tool.json:1:2: The text is not UTF-8 here");
    refuse("{}\n{}", "tool.json:2:1: There is more text behind the end");
    refuse("[99999999999999999999]", "tool.json:1:21: A number is too large");
    refuse("[\"\\u0000\"]", "tool.json:1:9: A text holds a NUL");
    refuse("{\"a\": 1,}", "tool.json:1:9: This is not proper JSON");
    refuse("{'a': 1}", "tool.json:1:2: This is not proper JSON");
    refuse("7", "tool.json:1:1: This is not proper JSON");
    refuse("\xff\xfe[\0", "tool.json:1");
    expect_refused("[1]\0", 4, "tool.json:1:");
}
END_TEST

static void expect_depth(int depth, const char *open, const char *close, bool allowed) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer text = {0};
    for (int i = 0; i < depth; i++)
        sl_buffer_text(&text, open);
    sl_buffer_text(&text, "1");
    for (int i = 0; i < depth; i++)
        sl_buffer_text(&text, close);
    SL_AUTO(sl_json_drop) json_t *out = NULL;
    struct sl_error err = {0};
    enum sl_status status = sl_json_parse("deep.json", text.bytes, text.length, &out, &err);
    ck_assert_int_eq(status, allowed ? SL_OK : SL_INVALID);
    if (!allowed)
        ck_assert_ptr_nonnull(strstr(err.text, "more than 32 deep"));
}

START_TEST(more_than_32_levels_are_refused_at_any_size)
{
    expect_depth(32, "[", "]", true);
    expect_depth(33, "[", "]", false);
    expect_depth(32, "{\"a\":", "}", true);
    expect_depth(33, "{\"a\":", "}", false);
    expect_depth(3000000, "[", "]", false);
    expect_depth(100000, "{\"a\":[", "]}", false);
}
END_TEST

START_TEST(brackets_in_texts_are_not_levels)
{
    SL_AUTO(sl_json_drop)
    json_t *out = parse("[\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\\"{{{{\\\\\"]");
    ck_assert(json_is_array(out));
    expect_depth(31, "[\"\\\\\", {\"a\": ", "}]", false);
    expect_depth(16, "[\"\\\\\", {\"a\": ", "}]", true);
}
END_TEST

START_TEST(a_byte_order_mark_is_passed_over)
{
    SL_AUTO(sl_json_drop) json_t *out = parse("\xef\xbb\xbf{\"a\":1}");
    ck_assert_int_eq(sl_json_whole_or(out, "a", 0), 1);
}
END_TEST

START_TEST(equal_values_have_equal_canonical_bytes)
{
    SL_AUTO(sl_json_drop) json_t *one = parse("{\"b\": [1, 2.5, null], \"a\": \"caf\\u00e9\"}");
    SL_AUTO(sl_json_drop) json_t *two = parse("{\"a\":\"caf\xc3\xa9\",\n\"b\":[1,2.50,null]}");
    SL_AUTO(sl_free) char *first = sl_json_canonical(one);
    SL_AUTO(sl_free) char *second = sl_json_canonical(two);
    ck_assert_str_eq(first, "{\"a\":\"caf\xc3\xa9\",\"b\":[1,2.5,null]}");
    ck_assert_str_eq(first, second);
}
END_TEST

START_TEST(text_for_people_keeps_the_order_of_keys)
{
    SL_AUTO(sl_json_drop) json_t *value = parse("{\"b\":1,\"a\":[2]}");
    SL_AUTO(sl_free) char *text = sl_json_pretty(value);
    ck_assert_str_eq(text, "{\n  \"b\": 1,\n  \"a\": [\n    2\n  ]\n}");
}
END_TEST

START_TEST(a_missing_or_mistyped_field_names_where_and_which)
{
    SL_AUTO(sl_json_drop)
    json_t *object = parse("{\"n\": 1.5, \"t\": [1], \"s\": \"x\", \"i\": 3}");
    struct sl_error err = {0};
    const char *text = "kept";
    int64_t number = 42;
    ck_assert_int_eq(sl_json_text(object, "question V1", "label", &text, &err), SL_INVALID);
    ck_assert_str_eq(err.text, "question V1: \"label\" is missing; it must be a text in quotes.");
    ck_assert_str_eq(err.field, "label");
    ck_assert_int_eq(sl_json_text(object, "V1", "t", &text, &err), SL_INVALID);
    ck_assert_str_eq(err.text, "V1: \"t\" must be a text in quotes, not [1].");
    ck_assert_str_eq(text, "kept");
    ck_assert_int_eq(sl_json_whole(object, "V1", "n", &number, &err), SL_INVALID);
    ck_assert_str_eq(err.text, "V1: \"n\" must be a whole number, not 1.5.");
    ck_assert_int_eq(number, 42);
    ck_assert_int_eq(sl_json_text(object, "V1", "s", &text, &err), SL_OK);
    ck_assert_str_eq(text, "x");
    ck_assert_int_eq(sl_json_whole(object, "V1", "i", &number, &err), SL_OK);
    ck_assert_int_eq(number, 3);
    ck_assert_int_eq(sl_json_text(NULL, "V1", "s", &text, &err), SL_INVALID);
}
END_TEST

START_TEST(fields_may_have_a_fallback)
{
    SL_AUTO(sl_json_drop) json_t *object = parse("{\"t\": true, \"s\": \"x\", \"i\": -3}");
    ck_assert_str_eq(sl_json_text_or(object, "s", "y"), "x");
    ck_assert_str_eq(sl_json_text_or(object, "i", "y"), "y");
    ck_assert_ptr_null(sl_json_text_or(object, "none", NULL));
    ck_assert_int_eq(sl_json_whole_or(object, "i", 9), -3);
    ck_assert_int_eq(sl_json_whole_or(object, "s", 9), 9);
    ck_assert(sl_json_true(object, "t"));
    ck_assert(!sl_json_true(object, "i"));
    ck_assert(!sl_json_true(NULL, "t"));
}
END_TEST

START_TEST(a_missing_file_or_a_directory_is_no_json)
{
    json_t *out = NULL;
    struct sl_error err = {0};
    ck_assert_int_eq(sl_json_read("/nowhere/tool.json", 100, &out, &err), SL_IO);
    ck_assert_ptr_nonnull(strstr(err.text, "/nowhere/tool.json"));
    ck_assert_int_eq(sl_json_read("/", 100, &out, &err), SL_IO);
    ck_assert_ptr_nonnull(strstr(err.text, "is a directory"));
    ck_assert_ptr_null(out);
}
END_TEST

START_TEST(every_cut_of_a_good_text_is_refused)
{
    const char *text = "{\"tool\": \"STD\", \"sections\": [{\"code\": \"V\\u00e9\", \"n\": -1e2}]}";
    for (size_t length = 0; length < strlen(text); length++)
        expect_refused(text, length, "tool.json:1");
}
END_TEST

SL_SUITE("json", faults_are_named_with_file_line_and_column,
         more_than_32_levels_are_refused_at_any_size, brackets_in_texts_are_not_levels,
         a_byte_order_mark_is_passed_over, equal_values_have_equal_canonical_bytes,
         text_for_people_keeps_the_order_of_keys, a_missing_or_mistyped_field_names_where_and_which,
         fields_may_have_a_fallback, a_missing_file_or_a_directory_is_no_json,
         every_cut_of_a_good_text_is_refused)
