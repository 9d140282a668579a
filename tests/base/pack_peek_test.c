#include "base/pack_peek.h"
#include "base/slim.h"
#include "support/suite.h"
#include <check.h>
#include <stdlib.h>
#include <string.h>

static void put(struct sl_packer *packer, uint32_t question, uint16_t row, enum sl_value_kind kind,
                const char *words) {
    struct sl_value value = {.state = SL_ANSWERED, .kind = kind, .text = sl_text_of(words)};
    sl_packer_put(packer, question, row, &value);
}

static uint8_t *sample(size_t *length) {
    static const uint8_t tool[16] = {7};
    uint8_t *bytes = NULL;
    SL_AUTO(sl_packer_drop) struct sl_packer *packer = sl_packer_new(tool, 6);
    put(packer, 0, 0, SL_VALUE_TOKEN, "G");
    put(packer, 1, 0, SL_VALUE_TEXT,
        "words of more than thirty-two bytes, which slim bodies leave out");
    put(packer, 2, 1, SL_VALUE_TOKEN, "in a row");
    struct sl_value none = {.state = SL_NOT_EVIDENCED};
    sl_packer_put(packer, 3, 0, &none);
    put(packer, 5, 0, SL_VALUE_TOKEN, "partly");
    sl_packer_finish(packer, &bytes, length);
    return bytes;
}

static void check_tokens(struct sl_text bytes) {
    struct sl_body body;
    struct sl_text token;
    ck_assert(sl_peek_open(bytes, &body));
    ck_assert(sl_peek_token(&body, 0, &token) && sl_text_is(token, "G"));
    ck_assert(sl_peek_token(&body, 5, &token) && sl_text_is(token, "partly"));
    for (uint32_t q = 1; q < 5; q++)
        ck_assert(!sl_peek_token(&body, q, &token));
    ck_assert(!sl_peek_token(&body, 6, &token));
}

START_TEST(tokens_are_read_from_whole_and_slim_bodies)
{
    size_t length = 0;
    struct sl_body body;
    SL_AUTO(sl_free) uint8_t *bytes = sample(&length);
    SL_AUTO(sl_buffer_drop) struct sl_buffer slim = {0};
    check_tokens((struct sl_text){(const char *)bytes, length});
    ck_assert_int_eq(sl_body_open(bytes, length, &body, NULL), SL_OK);
    sl_slim_make(&body, NULL, 0, &slim);
    check_tokens((struct sl_text){slim.bytes, slim.length});
}
END_TEST

START_TEST(no_change_of_bytes_leads_it_astray)
{
    size_t length = 0;
    SL_AUTO(sl_free) uint8_t *bytes = sample(&length);
    for (size_t i = 0; i < length; i++) {
        for (int flip = 0; flip < 8; flip++) {
            SL_AUTO(sl_free) char *copy = sl_copy_bytes((const char *)bytes, length);
            copy[i] = (char)(copy[i] ^ (1 << flip));
            struct sl_body body;
            struct sl_text token;
            if (!sl_peek_open((struct sl_text){copy, length}, &body))
                continue;
            for (uint32_t q = 0; q < 8; q++)
                if (sl_peek_token(&body, q, &token))
                    ck_assert(token.bytes >= copy && token.bytes + token.length < copy + length);
        }
    }
    struct sl_body body;
    for (size_t cut = 0; cut < length; cut++)
        ck_assert(!sl_peek_open((struct sl_text){(const char *)bytes, cut}, &body));
}
END_TEST

SL_SUITE("pack_peek", tokens_are_read_from_whole_and_slim_bodies,
         no_change_of_bytes_leads_it_astray)
