/*
 * base/hash.h - BLAKE2b-256 (RFC 7693, libsodium), written as 64 lower-case hex digits. The first
 * call in a process starts libsodium, which asks the system for random bytes: a program that gives
 * up system calls makes one call before. Any thread may call.
 */
#pragma once
#include <stddef.h>
#include <stdint.h>

enum { SL_HASH_BYTES = 32, SL_HASH_SIZE = 65, SL_SALT_BYTES = 16 };

struct sl_hash {
    uint8_t bytes[SL_HASH_BYTES];
};

struct sl_hash sl_hash_of(const void *bytes, size_t length);
/* Keyed with a salt, for content whose hash must say nothing once the salt is gone. */
struct sl_hash sl_hash_salted(const uint8_t salt[SL_SALT_BYTES], const void *bytes, size_t length);
/* Returns out. */
char *sl_hash_hex(const struct sl_hash *hash, char out[SL_HASH_SIZE]);
/* Random bytes. */
void sl_salt_new(uint8_t salt[SL_SALT_BYTES]);
