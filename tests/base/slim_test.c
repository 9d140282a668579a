#include "base/random.h"
#include "base/slim.h"
#include "support/suite.h"
#include <stdio.h>
#include <string.h>

static const uint8_t tool_hash[16] = "tool version 1..";

struct made {
    uint8_t *bytes; /* the body */
    size_t length;
    struct sl_body body, slim;
    struct sl_buffer buffer; /* the slim one */
};

static void drop_made(struct made *made) {
    free(made->bytes);
    sl_buffer_drop(&made->buffer);
}

struct lists {
    struct sl_phrases *sets[2];
};

static void drop_lists(struct lists *lists) {
    sl_phrases_free(lists->sets[0]);
    sl_phrases_free(lists->sets[1]);
}

static struct lists new_lists(void) {
    static const char *const soft[] = {"consider", "try to", "consider asking", "support*"};
    static const char *const who[] = {"mother", "social worker", "try"};
    struct lists lists;
    struct sl_error err = {0};
    ck_assert_int_eq(sl_phrases_new(soft, SL_COUNT(soft), &lists.sets[0], &err), SL_OK);
    ck_assert_int_eq(sl_phrases_new(who, SL_COUNT(who), &lists.sets[1], &err), SL_OK);
    return lists;
}

static struct sl_value answer(enum sl_value_kind kind, struct sl_text text) {
    return (struct sl_value){.state = SL_ANSWERED, .kind = kind, .text = text};
}

/* What the packer holds, made slim and opened. */
static void make(struct made *made, struct sl_packer *packer, const struct lists *lists) {
    struct sl_error err = {0};
    sl_packer_finish(packer, &made->bytes, &made->length);
    ck_assert_int_eq(sl_body_open(made->bytes, made->length, &made->body, &err), SL_OK);
    sl_buffer_clear(&made->buffer);
    sl_slim_make(&made->body, (const struct sl_phrases *const *)lists->sets, 2, &made->buffer);
    ck_assert_msg(sl_slim_open(made->buffer.bytes, made->buffer.length, &made->slim, &err) == SL_OK,
                  "%s", err.text);
}

static void one_text(struct made *made, const struct lists *lists, struct sl_text text) {
    SL_AUTO(sl_packer_drop) struct sl_packer *packer = sl_packer_new(tool_hash, 1);
    struct sl_value value = answer(SL_VALUE_TEXT, text);
    sl_packer_put(packer, 0, 0, &value);
    make(made, packer, lists);
}

static void assert_stub_tells(const struct sl_slim_stub *stub, struct sl_text text,
                              const struct lists *lists) {
    struct sl_phrase_hit hits[SL_SLIM_FINDS_MOST];
    uint16_t next = 0;
    ck_assert_uint_eq(stub->length, text.length);
    ck_assert_uint_eq(stub->words, sl_text_words(text));
    ck_assert_uint_eq(stub->sentences, sl_text_sentences(text));
    ck_assert_int_eq((stub->signs & SL_SLIM_DIGIT) != 0, sl_text_has_digit(text));
    ck_assert_int_eq((stub->signs & SL_SLIM_DATE) != 0, sl_slim_has_date(text));
    for (size_t list = 0; list < 2; list++) {
        size_t count = sl_phrases_spans(lists->sets[list], text, hits, SL_SLIM_FINDS_MOST);
        for (size_t i = 0; i < count; i++) {
            ck_assert_uint_lt(next, stub->finds);
            struct sl_slim_find find = sl_slim_find_at(stub, next++);
            ck_assert(find.list == list && find.phrase == hits[i].phrase &&
                      find.from == hits[i].span.from && find.to == hits[i].span.to);
        }
    }
    ck_assert_uint_eq(next, stub->finds);
}

static void assert_text_is_told(const struct made *made, uint32_t cell, bool evidence,
                                const struct lists *lists) {
    struct sl_value value;
    sl_body_value(&made->body, cell, &value);
    struct sl_text text = evidence ? value.evidence : value.text, short_text;
    bool token = !evidence && (value.kind == SL_VALUE_TOKEN || value.kind == SL_VALUE_TOKENS);
    struct sl_slim_stub stub;
    if (!sl_slim_text(&made->slim, sl_slim_place(&made->slim, cell, evidence), &short_text,
                      &stub)) {
        ck_assert(text.length > SL_SLIM_SHORT && !token);
        assert_stub_tells(&stub, text, lists);
        return;
    }
    ck_assert_uint_eq(short_text.length, text.length);
    ck_assert_mem_eq(short_text.bytes, text.bytes, text.length + 1);
}

static void assert_told(const struct made *made, const struct lists *lists) {
    ck_assert(sl_slim_is(&made->slim) && !sl_slim_is(&made->body));
    ck_assert_uint_eq(made->slim.questions, made->body.questions);
    ck_assert_uint_eq(made->slim.cells, made->body.cells);
    ck_assert_uint_eq(made->slim.form, made->body.form);
    ck_assert_mem_eq(made->slim.tool_hash, made->body.tool_hash, 16);
    for (uint32_t cell = 0; cell < made->body.cells; cell++) {
        struct sl_value value, slim;
        ck_assert_uint_eq(sl_body_value(&made->body, cell, &value),
                          sl_body_value(&made->slim, cell, &slim));
        ck_assert(value.state == slim.state && value.kind == slim.kind &&
                  value.number == slim.number && value.sources == slim.sources);
        assert_text_is_told(made, cell, false, lists);
        assert_text_is_told(made, cell, true, lists);
    }
}

START_TEST(short_texts_and_tokens_stand_long_texts_are_told)
{
    SL_AUTO(drop_lists) struct lists lists = new_lists();
    SL_AUTO(drop_made) struct made made = {0};
    SL_AUTO(sl_packer_drop) struct sl_packer *packer = sl_packer_new(tool_hash, 4);
    sl_packer_set_form(packer, 3);
    struct sl_value value =
        answer(SL_VALUE_TEXT, SL_TEXT("Consider asking the mother by 03/04/2025. Try to help; "
                                      "supporting her. Two social workers try."));
    value.sources = SL_SOURCE_RECORD;
    sl_packer_put(packer, 0, 1, &value);
    value = answer(SL_VALUE_TEXT, SL_TEXT("consider it, try to see her now"));
    sl_packer_put(packer, 0, 2, &value);
    value = answer(SL_VALUE_TOKENS, SL_TEXT("mother father grandmother neighbour teacher"));
    value.evidence = SL_TEXT("mother father grandmother neighbour teacher");
    sl_packer_put(packer, 1, 0, &value);
    value = (struct sl_value){
        .state = SL_ANSWERED, .kind = SL_VALUE_NUMBER, .number = -7, .evidence = SL_TEXT("x")};
    sl_packer_put(packer, 3, 0, &value);
    make(&made, packer, &lists);
    assert_told(&made, &lists);
    struct sl_text text;
    struct sl_slim_stub stub;
    ck_assert(!sl_slim_text(&made.slim, sl_slim_place(&made.slim, 0, false), &text, &stub));
    ck_assert_uint_eq(stub.finds, 6);
    ck_assert_uint_eq(stub.signs, SL_SLIM_DIGIT | SL_SLIM_DATE);
    ck_assert(sl_slim_text(&made.slim, sl_slim_place(&made.slim, 1, false), &text, &stub));
    ck_assert(sl_slim_text(&made.slim, sl_slim_place(&made.slim, 2, false), &text, &stub));
    ck_assert(sl_slim_text(&made.slim, sl_slim_place(&made.slim, 2, true), &text, &stub));
}
END_TEST

static struct sl_text any_text(struct sl_random *random, char *room) {
    static const char *const bits[] = {"consider ",  "try to ",
                                       "mother, ",   "é ",
                                       "2025-12-31", "\xe2\x80\x9csocial worker\xe2\x80\x9d ",
                                       "support",    "Then. ",
                                       "\n",         "7 "};
    size_t length = 0, count = sl_random_below(random, 12);
    for (size_t i = 0; i < count; i++) {
        const char *bit = bits[sl_random_below(random, SL_COUNT(bits))];
        memcpy(room + length, bit, strlen(bit));
        length += strlen(bit);
    }
    return (struct sl_text){room, length};
}

START_TEST(any_body_becomes_a_slim_one_that_tells_the_same)
{
    SL_AUTO(drop_lists) struct lists lists = new_lists();
    struct sl_random random = sl_random_seeded(77);
    char text[400], evidence[400];
    for (int round = 0; round < 300; round++) {
        SL_AUTO(drop_made) struct made made = {0};
        SL_AUTO(sl_packer_drop) struct sl_packer *packer = sl_packer_new(tool_hash, 9);
        for (size_t i = 0; i < 40; i++) {
            struct sl_value value = {.state = (enum sl_answer_state)sl_random_below(&random, 4),
                                     .kind = (enum sl_value_kind)sl_random_below(&random, 6),
                                     .number = (int32_t)i,
                                     .text = any_text(&random, text),
                                     .evidence = any_text(&random, evidence)};
            sl_packer_put(packer, (uint32_t)sl_random_below(&random, 9),
                          (uint16_t)sl_random_below(&random, 4), &value);
        }
        make(&made, packer, &lists);
        assert_told(&made, &lists);
    }
}
END_TEST

START_TEST(what_is_too_much_to_remember_is_untold)
{
    SL_AUTO(drop_lists) struct lists lists = new_lists();
    SL_AUTO(sl_buffer_drop) struct sl_buffer text = {0};
    struct sl_text whole;
    struct sl_slim_stub stub;
    for (int i = 0; i < SL_SLIM_FINDS_MOST; i++)
        sl_buffer_text(&text, "mother ");
    SL_AUTO(drop_made) struct made most = {0}, many = {0}, longest = {0}, too_long = {0};
    one_text(&most, &lists, (struct sl_text){text.bytes, text.length});
    ck_assert(!sl_slim_text(&most.slim, 1, &whole, &stub));
    ck_assert(stub.finds == SL_SLIM_FINDS_MOST && (stub.signs & SL_SLIM_UNTOLD) == 0);
    sl_buffer_text(&text, "try");
    one_text(&many, &lists, (struct sl_text){text.bytes, text.length});
    ck_assert(!sl_slim_text(&many.slim, 1, &whole, &stub));
    ck_assert(stub.finds == 0 && stub.signs == SL_SLIM_UNTOLD && stub.length == text.length);
    sl_buffer_clear(&text);
    for (int i = 0; i < 65535 / 5; i++)
        sl_buffer_text(&text, "abcd ");
    one_text(&longest, &lists, (struct sl_text){text.bytes, text.length});
    ck_assert(!sl_slim_text(&longest.slim, 1, &whole, &stub));
    ck_assert(stub.signs == 0 && stub.words == 13107 && stub.length == 65535);
    sl_buffer_text(&text, "x");
    one_text(&too_long, &lists, (struct sl_text){text.bytes, text.length});
    ck_assert(!sl_slim_text(&too_long.slim, 1, &whole, &stub));
    ck_assert(stub.signs == SL_SLIM_UNTOLD && stub.length == 65536);
}
END_TEST

START_TEST(a_blank_text_is_known_and_characters_are_counted)
{
    SL_AUTO(drop_lists) struct lists lists = new_lists();
    SL_AUTO(drop_made) struct made blank = {0}, wide = {0};
    struct sl_text whole;
    struct sl_slim_stub stub;
    one_text(&blank, &lists, SL_TEXT("                                        "));
    ck_assert(!sl_slim_text(&blank.slim, 1, &whole, &stub));
    ck_assert_uint_eq(stub.signs, SL_SLIM_BLANK);
    one_text(&wide, &lists,
             SL_TEXT("\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3"
                     "\xa9\xc3\xa9\xc3\xa9\xc3\xa9 and 12 more to be seen"));
    ck_assert(!sl_slim_text(&wide.slim, 1, &whole, &stub));
    ck_assert_uint_eq(stub.characters, 11 + 23);
    ck_assert_uint_eq(stub.signs, SL_SLIM_DIGIT);
}
END_TEST

static bool opens(const void *bytes, size_t length) {
    struct sl_body body;
    return sl_slim_open(bytes, length, &body, NULL) == SL_OK;
}

/* In memory of its own size, so that a sanitizer sees every read behind it. */
static void read_damaged(const struct made *made, size_t length, size_t at, int bits) {
    SL_AUTO(sl_free) char *bytes = sl_copy_bytes(made->buffer.bytes, length);
    struct sl_body body;
    bytes[at] = (char)(bytes[at] ^ bits);
    if (sl_slim_open(bytes, length, &body, NULL) != SL_OK)
        return;
    for (uint32_t i = 0; i < 2 * body.cells; i++) {
        struct sl_text text = {"", 0};
        struct sl_slim_stub stub;
        if (sl_slim_text(&body, sl_slim_place(&body, i / 2, i % 2), &text, &stub))
            ck_assert_int_eq(text.bytes[text.length], '\0');
        else
            for (uint16_t find = 0; find < stub.finds; find++)
                ck_assert_uint_le(sl_slim_find_at(&stub, find).to, stub.length);
    }
}

START_TEST(damage_is_found)
{
    SL_AUTO(drop_lists) struct lists lists = new_lists();
    SL_AUTO(drop_made) struct made made = {0};
    one_text(&made, &lists, SL_TEXT("Consider it. The mother will try to come in by herself."));
    char *bytes = made.buffer.bytes;
    size_t length = made.buffer.length, stub = length - 14 - 4 * 8;
    ck_assert(opens(bytes, length));
    ck_assert(!opens(made.bytes, made.length));
    for (size_t shorter = 0; shorter < length; shorter++)
        ck_assert(!opens(bytes, shorter));
    static const struct {
        size_t at;
        char byte;
    } damages[] = {{10, 0x40}, {11, 1},  {12, 5}, {14, 1}, {15, 1},
                   {18, 0},    {20, 60}, {10, 4}, {22, 0}, {30, 0}};
    for (size_t i = 0; i < SL_COUNT(damages); i++) {
        char before = bytes[stub + damages[i].at];
        bytes[stub + damages[i].at] = damages[i].byte;
        ck_assert_msg(before == damages[i].byte || !opens(bytes, length), "damage %zu", i);
        bytes[stub + damages[i].at] = before;
    }
    for (size_t at = 0; at < length; at++)
        for (int bit = 0; bit < 8; bit++)
            read_damaged(&made, length, at, 1 << bit);
}
END_TEST

START_TEST(a_token_that_is_missing_is_damage)
{
    SL_AUTO(drop_lists) struct lists lists = new_lists();
    SL_AUTO(drop_made) struct made made = {0};
    one_text(&made, &lists, SL_TEXT("a text that is long enough to be left out"));
    uint8_t *cell = (uint8_t *)made.buffer.bytes + 36 + 8;
    ck_assert_int_eq(cell[3], SL_VALUE_TEXT);
    cell[3] = SL_VALUE_TOKEN;
    ck_assert(!opens(made.buffer.bytes, made.buffer.length));
}
END_TEST

SL_SUITE("slim", short_texts_and_tokens_stand_long_texts_are_told,
         any_body_becomes_a_slim_one_that_tells_the_same, what_is_too_much_to_remember_is_untold,
         a_blank_text_is_known_and_characters_are_counted, damage_is_found,
         a_token_that_is_missing_is_damage)
