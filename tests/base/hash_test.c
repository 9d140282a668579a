#include "base/hash.h"
#include "support/suite.h"
#include <string.h>

static void expect_hex(struct sl_hash hash, const char *hex) {
    char out[SL_HASH_SIZE];
    ck_assert_str_eq(sl_hash_hex(&hash, out), hex);
}

START_TEST(known_texts_have_their_published_hashes)
{
    expect_hex(sl_hash_of(NULL, 0),
               "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
    expect_hex(sl_hash_of("abc", 3),
               "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}
END_TEST

START_TEST(a_salt_changes_the_hash_and_repeats_it)
{
    uint8_t salt[SL_SALT_BYTES], other[SL_SALT_BYTES];
    sl_salt_new(salt);
    sl_salt_new(other);
    ck_assert_mem_ne(salt, other, sizeof salt);
    struct sl_hash plain = sl_hash_of("text", 4), salted = sl_hash_salted(salt, "text", 4);
    struct sl_hash again = sl_hash_salted(salt, "text", 4);
    struct sl_hash elsewhere = sl_hash_salted(other, "text", 4);
    ck_assert_mem_eq(salted.bytes, again.bytes, SL_HASH_BYTES);
    ck_assert_mem_ne(salted.bytes, plain.bytes, SL_HASH_BYTES);
    ck_assert_mem_ne(salted.bytes, elsewhere.bytes, SL_HASH_BYTES);
}
END_TEST

START_TEST(one_bit_makes_another_hash)
{
    unsigned char bytes[300] = {0};
    struct sl_hash before = sl_hash_of(bytes, sizeof bytes);
    bytes[299] ^= 1;
    struct sl_hash after = sl_hash_of(bytes, sizeof bytes);
    ck_assert_mem_ne(before.bytes, after.bytes, SL_HASH_BYTES);
    after = sl_hash_of(bytes, sizeof bytes - 1);
    ck_assert_mem_ne(before.bytes, after.bytes, SL_HASH_BYTES);
}
END_TEST

SL_SUITE("hash", known_texts_have_their_published_hashes, a_salt_changes_the_hash_and_repeats_it,
         one_bit_makes_another_hash)
