#include "base/phrase_set.h"
#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { BLOCK = 16, CHUNK = 512 };

static unsigned char small(unsigned char c) {
    return (unsigned char)(c - 'A') < 26 ? c | 0x20 : c;
}

/* Folds 16 bytes; bits of letters and digits below, bits of bytes above ASCII from bit 16. */
static uint32_t fold_block(const char *from, char *to) {
#ifdef __SSE2__
    __m128i raw = _mm_loadu_si128((const __m128i *)(const void *)from);
    __m128i low = _mm_or_si128(raw, _mm_set1_epi8(0x20));
    __m128i letter = _mm_sub_epi8(low, _mm_set1_epi8('a'));
    __m128i digit = _mm_sub_epi8(raw, _mm_set1_epi8('0'));
    letter = _mm_cmpeq_epi8(_mm_min_epu8(letter, _mm_set1_epi8(25)), letter);
    digit = _mm_cmpeq_epi8(_mm_min_epu8(digit, _mm_set1_epi8(9)), digit);
    __m128i kept = _mm_or_si128(letter, digit);
    _mm_storeu_si128((__m128i *)(void *)to, _mm_and_si128(low, kept));
    return (uint32_t)_mm_movemask_epi8(kept) | (uint32_t)_mm_movemask_epi8(raw) << 16;
#else
    uint32_t bits = 0;
    for (unsigned i = 0; i < BLOCK; i++) {
        unsigned char c = (unsigned char)from[i];
        bool kept = sl_phrase_letter(c);
        to[i] = (char)(kept ? c | 0x20 : 0);
        bits |= (uint32_t)kept << i | (uint32_t)(c >> 7) << (16 + i);
    }
    return bits;
#endif
}

static bool is_letter_at(struct sl_text text, size_t at) {
    if (at >= text.length)
        return false;
    unsigned char c = (unsigned char)text.bytes[at];
    int32_t point;
    if (c < 0x80)
        return sl_phrase_letter(c);
    sl_text_point(text, at, &point);
    return sl_text_is_letter(point);
}

static bool is_letter_before(struct sl_text text, size_t at) {
    if (at == 0)
        return false;
    size_t from = at - 1;
    while (from > 0 && at - from < 4 && ((unsigned char)text.bytes[from] & 0xc0) == 0x80)
        from--;
    return is_letter_at(text, from);
}

static bool is_inner_apostrophe(struct sl_text text, size_t at) {
    return at < text.length && text.bytes[at] == '\'' && is_letter_before(text, at) &&
           is_letter_at(text, at + 1);
}

/* Does a word, or what is none, begin at at? */
static bool begins_free(struct sl_text text, size_t at) {
    return !is_letter_before(text, at) && !(at > 0 && is_inner_apostrophe(text, at - 1));
}

static size_t word_end(struct sl_text text, size_t at) {
    int32_t point;
    for (;;)
        if (is_inner_apostrophe(text, at))
            at++;
        else if (is_letter_at(text, at))
            at += sl_text_point(text, at, &point);
        else
            return at;
}

/* How the entry stands to the text at at: before it, begin of it (0; *end is set), behind it. */
static int compare(const struct sl_phrase_entry *entry, struct sl_text text, size_t at,
                   size_t *end) {
    for (uint32_t i = 0; i < entry->length; i++) {
        if (at >= text.length)
            return 1;
        unsigned char c = (unsigned char)text.bytes[at++];
        unsigned char wanted = (unsigned char)entry->text[i];
        c = sl_phrase_space(c) ? ' ' : small(c);
        if (c != wanted)
            return wanted < c ? -1 : 1;
        while (c == ' ' && at < text.length && sl_phrase_space((unsigned char)text.bytes[at]))
            at++;
    }
    *end = at;
    return 0;
}

/* The last entry of the bucket that does not stand behind the text: all that fit are among it and
 * the shorter ones it begins with. */
static int32_t last_fitting(const struct sl_phrases *phrases, uint32_t bucket, struct sl_text text,
                            size_t at) {
    uint32_t from = phrases->first[bucket], to = phrases->first[bucket + 1];
    uint32_t low = from;
    size_t end;
    if (to - from == 1)
        return (int32_t)from;
    while (low < to) {
        uint32_t middle = low + (to - low) / 2;
        if (compare(&phrases->entries[middle], text, at, &end) <= 0)
            low = middle + 1;
        else
            to = middle;
    }
    return low > from ? (int32_t)low - 1 : -1;
}

/* Does the entry stand at at, as whole words? *end is behind its last word then. */
static bool stands_at(const struct sl_phrase_entry *entry, struct sl_text text, size_t at,
                      size_t *end) {
    size_t behind;
    if (compare(entry, text, at, &behind) != 0)
        return false;
    size_t last = word_end(text, behind);
    if (last > behind && !entry->open)
        return false;
    *end = last;
    return true;
}

/* Gets each place where a phrase may begin; returns the first place it wants to see next. */
typedef size_t visitor(void *context, const struct sl_phrases *phrases, struct sl_text text,
                       size_t at, int32_t fitting);

struct scan {
    const struct sl_phrases *phrases;
    struct sl_text text;
    visitor *visit;
    void *context;
    size_t wanted; /* SIZE_MAX: nothing more */
};

static void offer(struct scan *scan, size_t at, uint32_t bucket) {
    if (at < scan->wanted || !begins_free(scan->text, at))
        return;
    int32_t fitting = last_fitting(scan->phrases, bucket, scan->text, at);
    if (fitting >= 0)
        scan->wanted = scan->visit(scan->context, scan->phrases, scan->text, at, fitting);
}

struct chunk {
    char folded[CHUNK + 2 * BLOCK];
    uint64_t letters[CHUNK / 64 + 1];
};

/* Folds the last bytes of a text, fewer than a block: again with those before them, if there are.
 */
static uint32_t fold_last(const char *bytes, size_t at, size_t length, char *folded) {
    if (at >= BLOCK) {
        size_t again = BLOCK - length;
        uint32_t bits = fold_block(bytes + at - again, folded + at - again);
        return (bits & 0xffff) >> again | (bits & 0xffff0000);
    }
    char padded[BLOCK] = {0};
    memcpy(padded, bytes + at, length);
    return fold_block(padded, folded + at);
}

/* Folds the chunk at from, the bytes of the next key behind it too, and zeros behind the text. Did
 * it hold bytes above ASCII? */
static bool fold_chunk(struct chunk *chunk, struct sl_text text, size_t from) {
    const char *bytes = text.bytes + from;
    size_t left = text.length - from, at = 0;
    uint32_t seen = 0;
    if (left > CHUNK + BLOCK)
        left = CHUNK + BLOCK;
    while (at < left) {
        uint64_t letters = 0;
        for (size_t word = at; at < left && at < word + 64; at += BLOCK) {
            uint32_t bits = left - at >= BLOCK ? fold_block(bytes + at, chunk->folded + at)
                                               : fold_last(bytes, at, left - at, chunk->folded);
            letters |= (uint64_t)(bits & 0xffff) << (at - word);
            seen |= bits;
        }
        chunk->letters[(at - 1) / 64] = letters;
    }
    memset(chunk->folded + left, 0, BLOCK);
    return seen >> 16 != 0;
}

static uint64_t bits_below(size_t count) {
    return count < 64 ? (UINT64_C(1) << count) - 1 : UINT64_MAX;
}

/* Offers the words of 64 folded bytes, given the bits of their first letters. */
static void scan_words(struct scan *scan, const char *folded, size_t at, uint64_t starts) {
    const struct sl_phrases *phrases = scan->phrases;
    const uint64_t *filter = phrases->filter, key_mask = phrases->key_mask;
    const unsigned filter_shift = 64 - phrases->filter_bits;
    for (; starts != 0; starts &= starts - 1) {
        unsigned i = (unsigned)__builtin_ctzll(starts);
        uint64_t key = sl_phrase_key(folded + i, key_mask), bit = key >> filter_shift;
        if (filter[bit / 64] >> bit % 64 & 1)
            offer(scan, at + i, (uint32_t)(key >> (64 - phrases->bucket_bits)));
    }
}

/* The same for a set in which a phrase may begin at any sign. */
static void scan_signs(struct scan *scan, const char *folded, size_t at, uint64_t starts) {
    for (; starts != 0; starts &= starts - 1) {
        unsigned i = (unsigned)__builtin_ctzll(starts);
        if (folded[i] != 0)
            scan_words(scan, folded + i, at + i, 1);
        else
            offer(scan, at + i, 0);
    }
}

static bool is_ascii(const char *bytes, size_t length) {
    uint64_t seen = 0, word;
    size_t at = 0;
    for (; at + sizeof word <= length; at += sizeof word) {
        memcpy(&word, bytes + at, sizeof word);
        seen |= word;
    }
    for (; at < length; at++)
        seen |= (unsigned char)bytes[at];
    return (seen & 0x8080808080808080) == 0;
}

/* May the text be looked at from at on as it stands? The two bytes before decide whether a word
 * begins there; what fits into one chunk is seen when it is folded. */
static bool may_be_ascii(struct sl_text text, size_t at) {
    size_t from = at > 2 ? at - 2 : 0;
    if (at >= text.length)
        return true;
    return is_ascii(text.bytes + from, text.length - at > CHUNK ? text.length - from : at - from);
}

/* The same for a text of at most 64 bytes, seen whole. */
static bool scan_short(struct scan *scan, bool plain) {
    struct sl_text text = scan->text;
    char folded[64 + BLOCK];
    uint64_t letters = 0;
    uint32_t seen = 0;
    for (size_t at = 0; at < text.length; at += BLOCK) {
        size_t left = text.length - at;
        uint32_t bits = left >= BLOCK ? fold_block(text.bytes + at, folded + at)
                                      : fold_last(text.bytes, at, left, folded);
        letters |= (uint64_t)(bits & 0xffff) << at;
        seen |= bits;
    }
    if (seen >> 16 != 0 && !plain)
        return false;
    memset(folded + text.length, 0, BLOCK);
    scan->wanted = 0;
    scan_words(scan, folded, 0, letters & ~(letters << 1));
    return true;
}

/* Stops and says false at bytes above ASCII, unless the text is a plain form. */
static bool scan_text(struct scan *scan, size_t from, bool plain) {
    struct sl_text text = scan->text;
    if (text.length <= 64 && from == 0 && !scan->phrases->odd)
        return scan_short(scan, plain);
    if (!plain && !may_be_ascii(text, from))
        return false;
    struct chunk chunk;
    uint64_t carry =
        from > 0 && from < text.length && sl_phrase_letter((unsigned char)text.bytes[from - 1]);
    scan->wanted = from;
    for (; from < text.length; from += CHUNK) {
        if (fold_chunk(&chunk, text, from) && !plain)
            return false;
        for (size_t word = 0; word < CHUNK && from + word < text.length; word += 64) {
            uint64_t letters = chunk.letters[word / 64], after = letters << 1 | carry;
            carry = letters >> 63;
            if (scan->phrases->odd)
                scan_signs(scan, chunk.folded + word, from + word,
                           ~after & bits_below(text.length - from - word));
            else
                scan_words(scan, chunk.folded + word, from + word, letters & ~after);
            if (scan->wanted == SIZE_MAX)
                return true;
        }
    }
    return true;
}

static size_t longest_end(const struct sl_phrases *phrases, struct sl_text text, size_t at,
                          int32_t fitting, uint32_t *phrase) {
    size_t longest = 0, end;
    for (int32_t i = fitting; i >= 0; i = phrases->entries[i].shorter) {
        const struct sl_phrase_entry *entry = &phrases->entries[i];
        if (stands_at(entry, text, at, &end) &&
            (end > longest || (end == longest && entry->phrase < *phrase))) {
            longest = end;
            *phrase = entry->phrase;
        }
    }
    return longest;
}

struct hits {
    struct sl_phrase_hit *hits; /* NULL: counted only */
    size_t count, most;
};

static size_t take_hit(void *context, const struct sl_phrases *phrases, struct sl_text text,
                       size_t at, int32_t fitting) {
    struct hits *hits = context;
    uint32_t phrase = 0;
    size_t end = longest_end(phrases, text, at, fitting, &phrase);
    if (end == 0)
        return at;
    if (hits->hits != NULL)
        hits->hits[hits->count] = (struct sl_phrase_hit){{at, end}, phrase};
    hits->count++;
    return hits->count < hits->most ? end : SIZE_MAX;
}

static size_t mark_all(void *context, const struct sl_phrases *phrases, struct sl_text text,
                       size_t at, int32_t fitting) {
    bool *found = context;
    size_t end;
    for (int32_t i = fitting; i >= 0; i = phrases->entries[i].shorter)
        if (stands_at(&phrases->entries[i], text, at, &end))
            found[phrases->entries[i].phrase] = true;
    return at;
}

/* Looks at the text as it stands, or at its plain form when it has more than ASCII. */
static size_t count_hits(const struct sl_phrases *phrases, struct sl_text text, size_t most) {
    struct hits hits = {.most = most};
    struct scan scan = {phrases, text, take_hit, &hits, 0};
    if (scan_text(&scan, 0, false))
        return hits.count;
    SL_AUTO(sl_buffer_drop) struct sl_buffer plain = {0};
    sl_text_plain(text, &plain, NULL);
    hits.count = 0;
    scan.text = (struct sl_text){plain.bytes, plain.length};
    scan_text(&scan, 0, true);
    return hits.count;
}

bool sl_phrases_any(const struct sl_phrases *phrases, struct sl_text text) {
    return count_hits(phrases, text, 1) > 0;
}

size_t sl_phrases_hits(const struct sl_phrases *phrases, struct sl_text text) {
    return count_hits(phrases, text, SIZE_MAX);
}

void sl_phrases_mark(const struct sl_phrases *phrases, struct sl_text text, bool *found) {
    struct scan scan = {phrases, text, mark_all, found, 0};
    if (scan_text(&scan, 0, false))
        return;
    SL_AUTO(sl_buffer_drop) struct sl_buffer plain = {0};
    sl_text_plain(text, &plain, NULL);
    scan.text = (struct sl_text){plain.bytes, plain.length};
    scan_text(&scan, 0, true);
}

/* The first plain byte that came from byte at of the original or from one behind it. */
static size_t plain_place(const size_t *map, size_t length, size_t at) {
    size_t low = 0, high = length;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (map[middle] < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static size_t find_hits(const struct sl_phrases *phrases, struct sl_text text, size_t at,
                        struct sl_phrase_hit *out, size_t most) {
    struct hits hits = {.hits = out, .most = most};
    struct scan scan = {phrases, text, take_hit, &hits, 0};
    if (most == 0 || scan_text(&scan, at, false))
        return hits.count;
    SL_AUTO(sl_buffer_drop) struct sl_buffer plain = {0};
    SL_AUTO(sl_free) size_t *map = NULL;
    sl_text_plain(text, &plain, &map);
    hits.count = 0;
    scan.text = (struct sl_text){plain.bytes, plain.length};
    scan_text(&scan, plain_place(map, plain.length, at), true);
    for (size_t i = 0; i < hits.count; i++)
        out[i].span = (struct sl_span){map[out[i].span.from], map[out[i].span.to]};
    return hits.count;
}

bool sl_phrases_find(const struct sl_phrases *phrases, struct sl_text text, size_t at,
                     struct sl_phrase_hit *hit) {
    struct sl_phrase_hit found;
    if (find_hits(phrases, text, at, &found, 1) == 0)
        return false;
    *hit = found;
    return true;
}

size_t sl_phrases_spans(const struct sl_phrases *phrases, struct sl_text text,
                        struct sl_phrase_hit *hits, size_t most) {
    return find_hits(phrases, text, 0, hits, most);
}
