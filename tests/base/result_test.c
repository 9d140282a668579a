#include "base/random.h"
#include "base/result.h"
#include "support/suite.h"
#include <string.h>

static struct sl_result_value token(uint16_t output, uint16_t row, const char *word) {
    return (struct sl_result_value){output, row, SL_RESULT_TOKEN, 0, sl_text_of(word)};
}

static struct sl_result_value number(uint16_t output, uint16_t row, int32_t value) {
    return (struct sl_result_value){output, row, SL_RESULT_NUMBER, value, {NULL, 0}};
}

static void put(struct sl_result_maker *maker, struct sl_result_value value) {
    sl_result_put(maker, &value);
}

/* A copy that a test may spoil; length is set. */
static uint8_t *finished(struct sl_result_maker *maker, enum sl_result_status status,
                         const char *text, size_t *length) {
    const uint8_t *bytes = NULL;
    ck_assert(sl_result_finish(maker, status, sl_text_of(text), &bytes, length));
    return (uint8_t *)sl_copy_bytes((const char *)bytes, *length);
}

static void make_graded(struct sl_result_maker *maker) {
    sl_result_begin(maker);
    put(maker, number(1, 0, -272));
    put(maker, token(0, 0, "G"));
    sl_result_reason_add(maker, 2, 0, SL_TEXT(""));
    sl_result_cite_add(maker, &(struct sl_result_cite){7, 0, SL_CITE_VALUE, 0, 0});
    sl_result_reason_add(maker, 0, 3, SL_TEXT("5 of 6 were held"));
    sl_result_cite_add(maker, &(struct sl_result_cite){8, 3, SL_CITE_EVIDENCE, 4, 9});
    sl_result_cite_add(maker, &(struct sl_result_cite){0xffff, 0, SL_CITE_VALUE, 0, 0});
}

START_TEST(what_goes_in_comes_out_in_output_order)
{
    struct sl_result_maker *maker = sl_result_maker_new();
    make_graded(maker);
    size_t length;
    uint8_t *bytes = finished(maker, SL_RESULT_SCORED, "", &length);
    struct sl_result result;
    ck_assert_int_eq(sl_result_open(bytes, length, &result, NULL), SL_OK);
    ck_assert_int_eq(result.status, SL_RESULT_SCORED);
    ck_assert_uint_eq(result.values, 2);
    struct sl_result_value grade = sl_result_value_at(&result, 0);
    ck_assert(grade.output == 0 && grade.kind == SL_RESULT_TOKEN && sl_text_is(grade.text, "G"));
    ck_assert_int_eq(sl_result_value_at(&result, 1).number, -272);
    struct sl_result_reason reason = sl_result_reason_at(&result, 1);
    ck_assert(reason.clause == 0 && reason.row == 3 && reason.first_cite == 1 && reason.cites == 2);
    ck_assert(sl_text_is(reason.text, "5 of 6 were held"));
    ck_assert_uint_eq(sl_result_reason_at(&result, 0).text.length, 0);
    struct sl_result_cite cite = sl_result_cite_at(&result, 1);
    ck_assert(cite.question == 8 && cite.row == 3 && cite.part == SL_CITE_EVIDENCE);
    ck_assert(cite.from == 4 && cite.to == 9);
    ck_assert_uint_eq(sl_result_cite_at(&result, 2).question, SL_RESULT_NO_QUESTION);
    free(bytes);
    sl_result_maker_free(maker);
}
END_TEST

START_TEST(the_order_of_putting_leaves_no_trace)
{
    struct sl_result_maker *maker = sl_result_maker_new();
    size_t length, other_length;
    put(maker, token(0, 1, "R"));
    put(maker, token(1, 2, "yes"));
    put(maker, token(0, 1, "I"));
    uint8_t *bytes = finished(maker, SL_RESULT_SCORED, "", &length);
    sl_result_begin(maker);
    put(maker, token(1, 2, "yes"));
    put(maker, token(0, 1, "I"));
    uint8_t *other = finished(maker, SL_RESULT_SCORED, "", &other_length);
    ck_assert_uint_eq(length, other_length);
    ck_assert_mem_eq(bytes, other, length);
    free(bytes);
    free(other);
    sl_result_maker_free(maker);
}
END_TEST

START_TEST(equal_texts_stand_once)
{
    struct sl_result_maker *maker = sl_result_maker_new();
    size_t once, often;
    put(maker, token(0, 1, "2"));
    uint8_t *bytes = finished(maker, SL_RESULT_SCORED, "", &once);
    free(bytes);
    for (uint16_t row = 1; row <= 40; row++)
        put(maker, token(0, row, "2"));
    bytes = finished(maker, SL_RESULT_SCORED, "", &often);
    ck_assert_uint_eq(often - once, 39 * 12);
    free(bytes);
    sl_result_maker_free(maker);
}
END_TEST

START_TEST(a_failure_is_one_sentence)
{
    struct sl_result_maker *maker = sl_result_maker_new();
    make_graded(maker);
    size_t length;
    uint8_t *bytes = finished(maker, SL_RESULT_FAILED, "the rule failed (line 4)", &length);
    struct sl_result result;
    ck_assert_int_eq(sl_result_open(bytes, length, &result, NULL), SL_OK);
    ck_assert(result.status == SL_RESULT_FAILED && result.values == 0 && result.reasons == 1);
    struct sl_result_reason reason = sl_result_reason_at(&result, 0);
    ck_assert(reason.clause == 0xffff && sl_text_is(reason.text, "the rule failed (line 4)"));
    free(bytes);
    sl_result_maker_free(maker);
}
END_TEST

START_TEST(one_that_wants_the_whole_body_holds_nothing)
{
    struct sl_result_maker *maker = sl_result_maker_new();
    make_graded(maker);
    size_t length;
    uint8_t *bytes = finished(maker, SL_RESULT_WANTS, "", &length);
    struct sl_result result;
    ck_assert_int_eq(sl_result_open(bytes, length, &result, NULL), SL_OK);
    ck_assert(result.status == SL_RESULT_WANTS && result.values == 0 && result.reasons == 0);
    free(bytes);
    make_graded(maker);
    bytes = finished(maker, SL_RESULT_SCORED, "", &length);
    bytes[4] = SL_RESULT_WANTS;
    ck_assert_int_eq(sl_result_open(bytes, length, &result, NULL), SL_INVALID);
    free(bytes);
    sl_result_maker_free(maker);
}
END_TEST

START_TEST(a_result_too_big_is_told)
{
    struct sl_result_maker *maker = sl_result_maker_new();
    const uint8_t *bytes;
    size_t length;
    static char longest[SL_RESULT_TEXT_MOST + 1];
    memset(longest, 'a', sizeof longest);
    for (uint16_t i = 0; i < 20; i++) {
        longest[0] = (char)('a' + i);
        sl_result_reason_add(maker, i, 0, (struct sl_text){longest, SL_RESULT_TEXT_MOST});
    }
    ck_assert(!sl_result_finish(maker, SL_RESULT_SCORED, SL_TEXT(""), &bytes, &length));
    ck_assert(sl_result_finish(maker, SL_RESULT_LIMIT, SL_TEXT("too long"), &bytes, &length));
    sl_result_begin(maker);
    sl_result_reason_add(maker, 0, 0, (struct sl_text){longest, sizeof longest});
    ck_assert(!sl_result_finish(maker, SL_RESULT_SCORED, SL_TEXT(""), &bytes, &length));
    sl_result_begin(maker);
    for (uint32_t i = 0; i < 70000; i++) {
        put(maker, number((uint16_t)i, (uint16_t)(i >> 16), 1));
        sl_result_reason_add(maker, 0, 0, SL_TEXT(""));
        sl_result_cite_add(maker, &(struct sl_result_cite){0});
    }
    ck_assert(!sl_result_finish(maker, SL_RESULT_SCORED, SL_TEXT(""), &bytes, &length));
    sl_result_maker_free(maker);
}
END_TEST

static bool opens(const uint8_t *bytes, size_t length) {
    struct sl_result result;
    struct sl_error err = {0};
    bool opened = sl_result_open(bytes, length, &result, &err) == SL_OK;
    ck_assert(opened || err.text[0] != '\0');
    for (uint16_t i = 0; opened && i < result.values; i++)
        ck_assert_ptr_nonnull(sl_result_value_at(&result, i).text.bytes);
    for (uint16_t i = 0; opened && i < result.reasons; i++) {
        struct sl_text text = sl_result_reason_at(&result, i).text;
        ck_assert(text.bytes[text.length] == '\0');
    }
    return opened;
}

START_TEST(every_cut_and_every_addition_is_refused)
{
    struct sl_result_maker *maker = sl_result_maker_new();
    make_graded(maker);
    size_t length;
    uint8_t *bytes = finished(maker, SL_RESULT_SCORED, "", &length);
    for (size_t cut = 0; cut < length; cut++) {
        uint8_t *part = (uint8_t *)sl_copy_bytes((const char *)bytes, cut);
        ck_assert(!opens(part, cut));
        free(part);
    }
    bytes = sl_resize(bytes, length + 1, 1);
    bytes[length] = 0;
    ck_assert(!opens(bytes, length + 1));
    free(bytes);
    sl_result_maker_free(maker);
}
END_TEST

/* Head 0, values 16 and 28, reasons 40 and 52, cites from 64, texts from 112 ("G", then words). */
START_TEST(lies_about_what_is_in_it_are_refused)
{
    static const struct {
        const char *what;
        size_t at;
        uint8_t byte;
    } lies[] = {{"another beginning", 0, 'X'},
                {"an unknown status", 4, 9},
                {"a status of two bytes", 5, 1},
                {"more values", 6, 3},
                {"fewer reasons", 8, 1},
                {"fewer cites", 10, 2},
                {"fewer text bytes", 12, 0},
                {"outputs out of order", 16, 1},
                {"an output twice", 28, 0},
                {"no kind", 20, 0},
                {"an unknown kind", 20, 5},
                {"a kind of two bytes", 21, 1},
                {"no text", 24, 0},
                {"a text inside a text", 24, 2},
                {"a text behind the end", 25, 1},
                {"a first cite too far", 48, 1},
                {"cites of another reason", 50, 2},
                {"an unknown part", 68, 2},
                {"a span backwards", 72, 1},
                {"a longer text", 112, 2},
                {"a text of 2^24 bytes", 115, 1},
                {"no UTF-8", 116, 0xc3},
                {"a control character", 116, 1},
                {"no end", 117, 'x'}};
    struct sl_result_maker *maker = sl_result_maker_new();
    make_graded(maker);
    size_t length;
    uint8_t *bytes = finished(maker, SL_RESULT_SCORED, "", &length);
    ck_assert(opens(bytes, length));
    for (size_t i = 0; i < SL_COUNT(lies); i++) {
        uint8_t before = bytes[lies[i].at];
        bytes[lies[i].at] = lies[i].byte;
        ck_assert_msg(!opens(bytes, length), "%s was believed", lies[i].what);
        bytes[lies[i].at] = before;
    }
    bytes[40] = bytes[41] = 0xff;
    ck_assert_msg(!opens(bytes, length), "a reason without a clause was believed");
    free(bytes);
    sl_result_maker_free(maker);
}
END_TEST

START_TEST(random_damage_is_never_read_past_the_end)
{
    struct sl_result_maker *maker = sl_result_maker_new();
    make_graded(maker);
    size_t length;
    uint8_t *bytes = finished(maker, SL_RESULT_SCORED, "", &length);
    struct sl_random random = sl_random_seeded(20250401);
    for (int round = 0; round < 20000; round++) {
        uint8_t *spoiled = (uint8_t *)sl_copy_bytes((const char *)bytes, length);
        for (int i = 0; i < 3; i++)
            spoiled[sl_random_below(&random, length)] = (uint8_t)sl_random_next(&random);
        opens(spoiled, length);
        free(spoiled);
    }
    free(bytes);
    sl_result_maker_free(maker);
}
END_TEST

SL_SUITE("result", what_goes_in_comes_out_in_output_order, the_order_of_putting_leaves_no_trace,
         equal_texts_stand_once, a_failure_is_one_sentence,
         one_that_wants_the_whole_body_holds_nothing, a_result_too_big_is_told,
         every_cut_and_every_addition_is_refused, lies_about_what_is_in_it_are_refused,
         random_damage_is_never_read_past_the_end)
