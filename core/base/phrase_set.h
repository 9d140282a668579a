/*
 * base/phrase_set.h - how a phrase set is kept; for phrase_set.c, which makes it, and phrase.c,
 * which looks with it. A text is folded: letters and digits of ASCII small, all else 0. At each
 * start of a word a few folded bytes are the key, as many as are known of every phrase of the set
 * (a word that ends is known to have a 0 behind it). A bit filter tells nearly all keys of no
 * phrase apart, and only the rest is compared, in a bucket of sorted phrases.
 */
#pragma once
#include "base/phrase.h"
#include <endian.h>
#include <stdint.h>
#include <string.h>

enum { SL_PHRASE_KEY = 8 /* bytes at most */ };

struct sl_phrase_entry {
    const char *text; /* plain, words by one space; not NUL-terminated */
    uint32_t length;
    uint32_t bucket;
    uint32_t phrase; /* index in the list */
    int32_t shorter; /* the longest entry that this one begins with, -1 */
    bool open;       /* the last word may go on */
};

struct sl_phrases {
    size_t count;
    struct sl_phrase_entry *entries; /* sorted by bucket, text, index */
    uint32_t *first;                 /* of each bucket, and one more */
    uint64_t *filter;
    unsigned filter_bits, bucket_bits;
    uint64_t key_mask; /* of the bytes that make a key */
    bool odd;          /* a phrase begins with something else than a letter or digit of ASCII: it
                          has no key and is in bucket 0 */
    char *bytes;       /* of the entries */
};

static inline bool sl_phrase_letter(unsigned char c) {
    return (unsigned char)((c | 0x20) - 'a') < 26 || (unsigned char)(c - '0') < 10;
}

static inline bool sl_phrase_space(unsigned char c) {
    return c == ' ' || (unsigned char)(c - '\t') < 5;
}

/* The key of folded bytes, spread: the filter's bit and the bucket are its highest bits. */
static inline uint64_t sl_phrase_key(const char *folded, uint64_t mask) {
    uint64_t key;
    memcpy(&key, folded, sizeof key);
    return (le64toh(key) & mask) * 0x9e3779b97f4a7c15;
}
