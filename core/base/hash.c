#include "base/hash.h"
#include <sodium.h>
#include <stdlib.h>

static void make_ready(void) {
    if (sodium_init() < 0)
        abort();
}

struct sl_hash sl_hash_of(const void *bytes, size_t length) {
    struct sl_hash hash;
    make_ready();
    crypto_generichash(hash.bytes, sizeof hash.bytes, bytes, length, NULL, 0);
    return hash;
}

struct sl_hash sl_hash_salted(const uint8_t salt[SL_SALT_BYTES], const void *bytes, size_t length) {
    struct sl_hash hash;
    make_ready();
    crypto_generichash(hash.bytes, sizeof hash.bytes, bytes, length, salt, SL_SALT_BYTES);
    return hash;
}

char *sl_hash_hex(const struct sl_hash *hash, char out[SL_HASH_SIZE]) {
    return sodium_bin2hex(out, SL_HASH_SIZE, hash->bytes, sizeof hash->bytes);
}

void sl_salt_new(uint8_t salt[SL_SALT_BYTES]) {
    make_ready();
    randombytes_buf(salt, SL_SALT_BYTES);
}
