#include "base/pack.h"
#include "base/random.h"
#include "support/suite.h"
#include <stdio.h>
#include <string.h>

static const uint8_t tool_hash[16] = "tool version 1..";

struct packed {
    uint8_t *bytes;
    size_t length;
};

static void drop_packed(struct packed *packed) {
    free(packed->bytes);
}

static struct sl_value token(const char *text) {
    return (struct sl_value){
        .state = SL_ANSWERED, .kind = SL_VALUE_TOKEN, .text = sl_text_of(text)};
}

static struct sl_value number(int32_t value) {
    return (struct sl_value){.state = SL_ANSWERED, .kind = SL_VALUE_NUMBER, .number = value};
}

static struct sl_value with_evidence(struct sl_value value, const char *evidence,
                                     uint16_t sources) {
    value.evidence = sl_text_of(evidence);
    value.sources = sources;
    return value;
}

static void put(struct sl_packer *packer, uint32_t question, uint16_t row, struct sl_value value) {
    sl_packer_put(packer, question, row, &value);
}

static struct packed finish(struct sl_packer *packer) {
    struct packed packed;
    sl_packer_finish(packer, &packed.bytes, &packed.length);
    return packed;
}

static struct sl_body open_body(const struct packed *packed) {
    struct sl_body body;
    struct sl_error err = {0};
    ck_assert_msg(sl_body_open(packed->bytes, packed->length, &body, &err) == SL_OK, "%s",
                  err.text);
    return body;
}

START_TEST(every_kind_of_answer_comes_back_as_it_was)
{
    SL_AUTO(sl_packer_drop) struct sl_packer *packer = sl_packer_new(tool_hash, 8);
    put(packer, 0, 0, with_evidence(token("met"), "Seen alone twice.", SL_SOURCE_RECORD));
    put(packer, 1, 0, number(-7));
    put(packer, 2, 0,
        (struct sl_value){.state = SL_ANSWERED, .kind = SL_VALUE_DAY, .number = 20000});
    put(packer, 3, 0,
        (struct sl_value){.state = SL_NOT_APPLICABLE, .text = SL_TEXT("other: she is two")});
    put(packer, 4, 0, (struct sl_value){.state = SL_NOT_EVIDENCED, .sources = SL_SOURCE_DATA});
    put(packer, 6, 2, token("late"));
    put(packer, 6, 1, token("done"));
    SL_AUTO(drop_packed) struct packed packed = finish(packer);
    struct sl_body body = open_body(&packed);
    struct sl_value value;
    ck_assert_uint_eq(body.questions, 8);
    ck_assert_uint_eq(body.cells, 7);
    ck_assert_mem_eq(body.tool_hash, tool_hash, 16);
    ck_assert(sl_body_find(&body, 0, 0, &value));
    ck_assert(value.state == SL_ANSWERED && value.kind == SL_VALUE_TOKEN);
    ck_assert_str_eq(value.text.bytes, "met");
    ck_assert_str_eq(value.evidence.bytes, "Seen alone twice.");
    ck_assert_uint_eq(value.evidence.length, 17);
    ck_assert_uint_eq(value.sources, SL_SOURCE_RECORD);
    ck_assert(sl_body_find(&body, 1, 0, &value));
    ck_assert(value.kind == SL_VALUE_NUMBER && value.number == -7);
    ck_assert(sl_body_find(&body, 2, 0, &value));
    ck_assert(value.kind == SL_VALUE_DAY && value.number == 20000);
    ck_assert(sl_body_find(&body, 3, 0, &value));
    ck_assert(value.state == SL_NOT_APPLICABLE && value.kind == SL_VALUE_TEXT);
    ck_assert_str_eq(value.text.bytes, "other: she is two");
    ck_assert(sl_body_find(&body, 4, 0, &value));
    ck_assert(value.state == SL_NOT_EVIDENCED && value.kind == SL_VALUE_NONE);
    ck_assert_uint_eq(value.sources, SL_SOURCE_DATA);
    uint32_t from, to;
    sl_body_cells(&body, 6, &from, &to);
    ck_assert_uint_eq(to - from, 2);
    ck_assert_uint_eq(sl_body_value(&body, from, &value), 1);
    ck_assert_str_eq(value.text.bytes, "done");
    ck_assert_uint_eq(sl_body_value(&body, from + 1, &value), 2);
}
END_TEST

START_TEST(what_has_no_cell_is_not_yet_answered)
{
    SL_AUTO(sl_packer_drop) struct sl_packer *packer = sl_packer_new(tool_hash, 3);
    put(packer, 1, 4, number(1));
    SL_AUTO(drop_packed) struct packed packed = finish(packer);
    struct sl_body body = open_body(&packed);
    static const struct {
        uint32_t question;
        uint16_t row;
    } absent[] = {{0, 0}, {1, 0}, {1, 3}, {1, 5}, {2, 0}, {3, 0}, {UINT32_MAX, 0}};
    for (size_t i = 0; i < SL_COUNT(absent); i++) {
        struct sl_value value = number(9);
        ck_assert(!sl_body_find(&body, absent[i].question, absent[i].row, &value));
        ck_assert_int_eq(value.state, SL_NOT_YET);
        ck_assert_str_eq(value.text.bytes, "");
        ck_assert_str_eq(value.evidence.bytes, "");
    }
    uint32_t from = 1, to = 2;
    sl_body_cells(&body, 77, &from, &to);
    ck_assert_uint_eq(from, to);
}
END_TEST

START_TEST(a_body_of_nothing_is_a_body)
{
    SL_AUTO(sl_packer_drop) struct sl_packer *packer = sl_packer_new(tool_hash, 0);
    SL_AUTO(drop_packed) struct packed packed = finish(packer);
    struct sl_body body = open_body(&packed);
    ck_assert_uint_eq(packed.length, 40);
    ck_assert_uint_eq(body.cells, 0);
}
END_TEST

START_TEST(the_bytes_are_those_of_the_layout)
{
    SL_AUTO(sl_packer_drop) struct sl_packer *packer = sl_packer_new(tool_hash, 2);
    sl_packer_set_form(packer, 1);
    put(packer, 1, 3, with_evidence(token("no"), "why", 258));
    put(packer, 0, 0, token("why"));
    SL_AUTO(drop_packed) struct packed packed = finish(packer);
    static const uint8_t expected[] = "SLB1\2\0\0\0\2\0\0\0\17\0\0\0\1\0\0\0tool version 1.."
                                      "\0\0\0\0\1\0\0\0\2\0\0\0"
                                      "\0\0\1\3\0\0\0\0\1\0\0\0\0\0\0\0"
                                      "\3\0\1\3\2\1\0\0\11\0\0\0\1\0\0\0"
                                      "\3\0\0\0why\0\2\0\0\0no";
    ck_assert_uint_eq(open_body(&packed).form, 1);
    ck_assert_uint_eq(packed.length, sizeof expected);
    ck_assert_mem_eq(packed.bytes, expected, sizeof expected);
}
END_TEST

START_TEST(the_last_value_put_stays_and_not_yet_takes_away)
{
    SL_AUTO(sl_packer_drop) struct sl_packer *packer = sl_packer_new(tool_hash, 3);
    put(packer, 2, 0, token("first"));
    put(packer, 0, 0, with_evidence(token("gone"), "gone too", 1));
    put(packer, 2, 0, token("second"));
    put(packer, 0, 0, (struct sl_value){.state = SL_NOT_YET, .text = SL_TEXT("left over")});
    put(packer, 2, 0, token("third"));
    SL_AUTO(drop_packed) struct packed packed = finish(packer);
    put(packer, 2, 0, token("third"));
    SL_AUTO(drop_packed) struct packed direct = finish(packer);
    ck_assert_uint_eq(packed.length, direct.length);
    ck_assert_mem_eq(packed.bytes, direct.bytes, packed.length);
}
END_TEST

START_TEST(what_a_state_or_kind_has_no_use_for_is_left_out)
{
    SL_AUTO(sl_packer_drop) struct sl_packer *packer = sl_packer_new(tool_hash, 4);
    struct sl_value untidy = token("met"), none = {.state = SL_NOT_EVIDENCED};
    untidy.number = 99;
    put(packer, 0, 0, untidy);
    put(packer, 1, 0,
        (struct sl_value){.state = SL_NOT_EVIDENCED, .kind = SL_VALUE_TEXT, .text = SL_TEXT("x")});
    put(packer, 2, 0,
        (struct sl_value){
            .state = SL_NOT_APPLICABLE, .kind = SL_VALUE_TOKEN, .text = SL_TEXT("age")});
    untidy = number(3);
    untidy.text = SL_TEXT("three");
    put(packer, 3, 0, untidy);
    SL_AUTO(drop_packed) struct packed untidy_bytes = finish(packer);
    put(packer, 0, 0, token("met"));
    put(packer, 1, 0, none);
    put(packer, 2, 0,
        (struct sl_value){
            .state = SL_NOT_APPLICABLE, .kind = SL_VALUE_TEXT, .text = SL_TEXT("age")});
    put(packer, 3, 0, number(3));
    SL_AUTO(drop_packed) struct packed tidy = finish(packer);
    ck_assert_uint_eq(untidy_bytes.length, tidy.length);
    ck_assert_mem_eq(untidy_bytes.bytes, tidy.bytes, tidy.length);
    open_body(&tidy);
}
END_TEST

enum { QUESTIONS = 30, CELLS = 200 };

struct answer {
    uint32_t question;
    uint16_t row;
    struct sl_value value;
    char text[24], evidence[24];
};

static void make_answer(struct sl_random *random, uint32_t number_of, struct answer *answer) {
    static const enum sl_value_kind kinds[] = {SL_VALUE_NUMBER, SL_VALUE_TOKEN, SL_VALUE_TEXT};
    answer->question = number_of % QUESTIONS;
    answer->row = (uint16_t)(number_of / QUESTIONS);
    snprintf(answer->text, sizeof answer->text, "text %u", (unsigned)sl_random_below(random, 40));
    snprintf(answer->evidence, sizeof answer->evidence, "text %u",
             (unsigned)sl_random_below(random, 40));
    answer->value = (struct sl_value){
        .state = 1 + (enum sl_answer_state)sl_random_below(random, 3),
        .kind = kinds[sl_random_below(random, 3)],
        .number = (int32_t)sl_random_next(random),
        .text = sl_text_of(answer->text),
        .sources = (uint16_t)sl_random_below(random, 256),
        .evidence = sl_text_of(sl_random_chance(random, 1, 2) ? answer->evidence : "")};
}

static struct packed pack_in_order(struct sl_packer *packer, const struct answer *answers,
                                   const size_t *order) {
    for (size_t i = 0; i < CELLS; i++)
        sl_packer_put(packer, answers[order[i]].question, answers[order[i]].row,
                      &answers[order[i]].value);
    return finish(packer);
}

START_TEST(equal_answers_make_equal_bytes_in_any_order)
{
    static struct answer answers[CELLS];
    size_t order[CELLS];
    struct sl_random random = sl_random_seeded(3);
    SL_AUTO(sl_packer_drop) struct sl_packer *packer = sl_packer_new(tool_hash, QUESTIONS);
    for (size_t i = 0; i < CELLS; i++) {
        make_answer(&random, (uint32_t)i, &answers[i]);
        order[i] = i;
    }
    SL_AUTO(drop_packed) struct packed reference = pack_in_order(packer, answers, order);
    open_body(&reference);
    for (int round = 0; round < 50; round++) {
        for (size_t i = CELLS - 1; i > 0; i--) {
            size_t other = sl_random_below(&random, i + 1), kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        SL_AUTO(drop_packed) struct packed shuffled = pack_in_order(packer, answers, order);
        ck_assert_uint_eq(shuffled.length, reference.length);
        ck_assert_mem_eq(shuffled.bytes, reference.bytes, reference.length);
    }
}
END_TEST

START_TEST(many_texts_are_all_kept_and_equal_ones_once)
{
    SL_AUTO(sl_packer_drop) struct sl_packer *packer = sl_packer_new(tool_hash, 2);
    char text[32];
    for (uint16_t row = 1; row <= 5000; row++) {
        snprintf(text, sizeof text, "line %05d", row % 2500);
        put(packer, 1, row, token(text));
    }
    SL_AUTO(drop_packed) struct packed packed = finish(packer);
    struct sl_body body = open_body(&packed);
    ck_assert_uint_eq(body.text_bytes, 2500 * (10 + 5));
    for (uint16_t row = 1; row <= 5000; row++) {
        struct sl_value value;
        snprintf(text, sizeof text, "line %05d", row % 2500);
        ck_assert(sl_body_find(&body, 1, row, &value));
        ck_assert_str_eq(value.text.bytes, text);
    }
}
END_TEST

static struct packed sample(void) {
    SL_AUTO(sl_packer_drop) struct sl_packer *packer = sl_packer_new(tool_hash, 4);
    put(packer, 0, 0, with_evidence(token("met"), "seen", 1));
    put(packer, 1, 1, token("late"));
    put(packer, 1, 2, with_evidence(number(4), "met", 3));
    put(packer, 3, 0, (struct sl_value){.state = SL_NOT_APPLICABLE, .text = SL_TEXT("age")});
    return finish(packer);
}

static bool opens(const uint8_t *bytes, size_t length) {
    struct sl_body body = {.cells = 77};
    struct sl_error err = {0};
    enum sl_status status = sl_body_open(bytes, length, &body, &err);
    if (status == SL_OK)
        return true;
    ck_assert_int_eq(status, SL_INVALID);
    ck_assert_uint_eq(body.cells, 77);
    ck_assert_str_ne(err.text, "");
    return false;
}

enum { FIRST = 36, CELL = FIRST + 20, TEXTS = CELL + 4 * 16 };

START_TEST(bytes_that_break_the_layout_are_refused)
{
    static const struct {
        size_t at;
        uint8_t value;
    } faults[] = {{0, 'X'},
                  {4, 5},
                  {8, 3},
                  {12, 0},
                  {FIRST, 1},
                  {FIRST + 4, 5},
                  {FIRST + 8, 0},
                  {FIRST + 16, 3},
                  {CELL + 2, 0},
                  {CELL + 2, 4},
                  {CELL + 3, 6},
                  {CELL + 6, 1},
                  {CELL + 8, 2},
                  {CELL + 8, 255},
                  {CELL + 12, 255},
                  {CELL + 15, 1},
                  {CELL + 32, 1},
                  {CELL + 48 + 3, 1},
                  {CELL + 48 + 2, 3},
                  {TEXTS, 0},
                  {TEXTS, 255},
                  {TEXTS + 3, 255},
                  {TEXTS + 7, 'x'}};
    SL_AUTO(drop_packed) struct packed packed = sample();
    ck_assert(opens(packed.bytes, packed.length));
    for (size_t i = 0; i < SL_COUNT(faults); i++) {
        uint8_t kept = packed.bytes[faults[i].at];
        packed.bytes[faults[i].at] = faults[i].value;
        ck_assert_msg(!opens(packed.bytes, packed.length), "fault %zu was taken", i);
        packed.bytes[faults[i].at] = kept;
    }
}
END_TEST

START_TEST(every_cut_and_every_addition_is_refused)
{
    SL_AUTO(drop_packed) struct packed packed = sample();
    for (size_t length = 0; length < packed.length; length++) {
        SL_AUTO(sl_free) uint8_t *cut = (uint8_t *)sl_copy_bytes((char *)packed.bytes, length);
        ck_assert(!opens(cut, length));
    }
    packed.bytes = sl_resize(packed.bytes, packed.length + 1, 1);
    packed.bytes[packed.length] = 0;
    ck_assert(!opens(packed.bytes, packed.length + 1));
}
END_TEST

START_TEST(a_text_that_no_cell_uses_is_refused)
{
    SL_AUTO(drop_packed) struct packed packed = sample();
    packed.bytes = sl_resize(packed.bytes, packed.length + 6, 1);
    memcpy(packed.bytes + packed.length, "\1\0\0\0x", 6);
    packed.bytes[12] = (uint8_t)(packed.bytes[12] + 6);
    ck_assert(!opens(packed.bytes, packed.length + 6));
}
END_TEST

/* Reads all that an accepted body offers; a sanitizer sees a bound that was missed. */
static size_t read_all(const struct sl_body *body) {
    size_t sum = 0;
    for (uint32_t question = 0; question < body->questions; question++) {
        uint32_t from, to;
        sl_body_cells(body, question, &from, &to);
        for (uint32_t cell = from; cell < to; cell++) {
            struct sl_value value;
            sl_body_value(body, cell, &value);
            for (size_t i = 0; i <= value.text.length; i++)
                sum += (unsigned char)value.text.bytes[i];
            for (size_t i = 0; i <= value.evidence.length; i++)
                sum += (unsigned char)value.evidence.bytes[i];
        }
    }
    return sum;
}

START_TEST(no_change_of_bytes_leads_a_reader_astray)
{
    SL_AUTO(drop_packed) struct packed packed = sample();
    struct sl_random random = sl_random_seeded(21);
    size_t opened = 0;
    for (int round = 0; round < 200000; round++) {
        SL_AUTO(sl_free)
        uint8_t *changed = (uint8_t *)sl_copy_bytes((char *)packed.bytes, packed.length);
        for (uint64_t left = 1 + sl_random_below(&random, 3); left > 0; left--)
            changed[sl_random_below(&random, packed.length)] =
                (uint8_t)(sl_random_chance(&random, 1, 2) ? sl_random_below(&random, 8)
                                                          : sl_random_next(&random));
        struct sl_body body;
        if (sl_body_open(changed, packed.length, &body, NULL) == SL_OK)
            opened += read_all(&body) > 0;
    }
    ck_assert_uint_gt(opened, 1000);
}
END_TEST

SL_SUITE("pack", every_kind_of_answer_comes_back_as_it_was, what_has_no_cell_is_not_yet_answered,
         a_body_of_nothing_is_a_body, the_bytes_are_those_of_the_layout,
         the_last_value_put_stays_and_not_yet_takes_away,
         what_a_state_or_kind_has_no_use_for_is_left_out,
         equal_answers_make_equal_bytes_in_any_order, many_texts_are_all_kept_and_equal_ones_once,
         bytes_that_break_the_layout_are_refused, every_cut_and_every_addition_is_refused,
         a_text_that_no_cell_uses_is_refused, no_change_of_bytes_leads_a_reader_astray)
