#include "base/phrase_set.h"
#include <stdlib.h>

enum {
    FILTER_BITS_LEAST = 12, /* log2 of bits: 4096 */
    FILTER_SPARE = 6,       /* log2 of bits for each phrase */
    BUCKET_SPARE = 1
};

/* Adds the plain form, words by one space, none at the ends, and a NUL. */
static void add_squeezed(struct sl_buffer *bytes, struct sl_text plain) {
    plain = sl_text_trim(plain);
    bool spaced = false;
    for (size_t i = 0; i < plain.length; i++) {
        bool space = sl_phrase_space((unsigned char)plain.bytes[i]);
        if (!space)
            sl_buffer_char(bytes, plain.bytes[i]);
        else if (!spaced)
            sl_buffer_char(bytes, ' ');
        spaced = space;
    }
    sl_buffer_char(bytes, '\0');
}

static bool ends_in_letter(struct sl_text text) {
    int32_t point = 0;
    for (size_t at = 0; at < text.length;)
        at += sl_text_point(text, at, &point);
    return sl_text_is_letter(point);
}

static enum sl_status check_phrase(const char *phrase, const struct sl_phrase_entry *entry,
                                   size_t number, struct sl_error *err) {
    if (sl_text_check(sl_text_of(phrase), err) != SL_OK)
        return sl_fail(err, SL_INVALID, "", "Phrase %zu: %s", number, err != NULL ? err->text : "");
    if (entry->length == 0)
        return sl_fail(err, SL_INVALID, "", "Phrase %zu is empty.", number);
    bool inner = memchr(entry->text, '*', entry->length) != NULL;
    struct sl_text text = {entry->text, entry->length};
    if (inner || (entry->open && !ends_in_letter(text)))
        return sl_fail(
            err, SL_INVALID, "",
            "Phrase %zu (\"%.60s\") has a * that is not at the end of a word at its end.", number,
            phrase);
    return SL_OK;
}

static size_t first_run(const struct sl_phrase_entry *entry) {
    size_t run = 0;
    while (run < entry->length && sl_phrase_letter((unsigned char)entry->text[run]))
        run++;
    return run;
}

static enum sl_status read_phrase(struct sl_phrases *phrases, struct sl_buffer *bytes,
                                  const char *phrase, size_t index, struct sl_error *err) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer plain = {0};
    struct sl_phrase_entry *entry = &phrases->entries[index];
    size_t from = bytes->length;
    sl_text_plain(sl_text_of(phrase), &plain, NULL);
    add_squeezed(bytes, (struct sl_text){plain.bytes, plain.length});
    *entry = (struct sl_phrase_entry){.text = bytes->bytes + from,
                                      .length = (uint32_t)(bytes->length - from - 1),
                                      .phrase = (uint32_t)index,
                                      .shorter = -1};
    entry->open = entry->length > 0 && entry->text[entry->length - 1] == '*';
    entry->length -= entry->open;
    return check_phrase(phrase, entry, index + 1, err);
}

static enum sl_status read_phrases(struct sl_phrases *phrases, const char *const *list,
                                   struct sl_error *err) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer bytes = {0};
    enum sl_status status = SL_OK;
    for (size_t i = 0; status == SL_OK && i < phrases->count; i++)
        status = read_phrase(phrases, &bytes, list[i], i, err);
    if (status != SL_OK)
        return status;
    phrases->bytes = sl_buffer_take(&bytes);
    const char *text = phrases->bytes;
    for (size_t i = 0; i < phrases->count; i++, text += strlen(text) + 1)
        phrases->entries[i].text = text;
    return SL_OK;
}

/* What holds for the whole set: how many bytes make a key, and whether all phrases have one. */
static void find_limits(struct sl_phrases *phrases) {
    size_t shortest = SL_PHRASE_KEY;
    for (size_t i = 0; i < phrases->count; i++) {
        const struct sl_phrase_entry *entry = &phrases->entries[i];
        size_t run = first_run(entry);
        size_t known = entry->open && run == entry->length ? run : run + 1;
        if (run == 0)
            phrases->odd = true;
        else if (known < shortest)
            shortest = known;
    }
    phrases->key_mask = UINT64_MAX >> (8 * (SL_PHRASE_KEY - shortest));
}

static unsigned bits_for(size_t count, unsigned least) {
    unsigned bits = least;
    while (count >> bits > 0)
        bits++;
    return bits;
}

static int by_bucket_and_text(const void *a, const void *b) {
    const struct sl_phrase_entry *one = a, *other = b;
    if (one->bucket != other->bucket)
        return one->bucket < other->bucket ? -1 : 1;
    size_t both = one->length < other->length ? one->length : other->length;
    int order = memcmp(one->text, other->text, both);
    if (order != 0)
        return order;
    if (one->length != other->length)
        return one->length < other->length ? -1 : 1;
    return one->phrase < other->phrase ? -1 : 1;
}

static bool begins_with(const struct sl_phrase_entry *entry,
                        const struct sl_phrase_entry *shorter) {
    return shorter->length <= entry->length &&
           memcmp(entry->text, shorter->text, shorter->length) == 0;
}

/* Phrases without a key are in bucket 0. */
static void fill_filter(struct sl_phrases *phrases) {
    phrases->filter_bits = bits_for(phrases->count << FILTER_SPARE, FILTER_BITS_LEAST);
    phrases->bucket_bits = bits_for(phrases->count << BUCKET_SPARE, 1);
    phrases->filter = sl_new((size_t)1 << (phrases->filter_bits - 6), sizeof *phrases->filter);
    for (size_t i = 0; i < phrases->count; i++) {
        struct sl_phrase_entry *entry = &phrases->entries[i];
        size_t run = first_run(entry);
        if (run == 0)
            continue;
        char folded[SL_PHRASE_KEY] = {0};
        memcpy(folded, entry->text, run < SL_PHRASE_KEY ? run : SL_PHRASE_KEY);
        uint64_t key = sl_phrase_key(folded, phrases->key_mask),
                 bit = key >> (64 - phrases->filter_bits);
        phrases->filter[bit / 64] |= UINT64_C(1) << bit % 64;
        entry->bucket = (uint32_t)(key >> (64 - phrases->bucket_bits));
    }
}

static void sort_entries(struct sl_phrases *phrases) {
    size_t buckets = (size_t)1 << phrases->bucket_bits;
    phrases->first = sl_new(buckets + 1, sizeof *phrases->first);
    if (phrases->count > 0)
        qsort(phrases->entries, phrases->count, sizeof *phrases->entries, by_bucket_and_text);
    for (size_t i = 0; i < phrases->count; i++)
        phrases->first[phrases->entries[i].bucket + 1] = (uint32_t)i + 1;
    for (size_t bucket = 0; bucket < buckets; bucket++)
        if (phrases->first[bucket + 1] < phrases->first[bucket])
            phrases->first[bucket + 1] = phrases->first[bucket];
    for (size_t i = 0; i < phrases->count; i++) {
        struct sl_phrase_entry *entry = &phrases->entries[i];
        int32_t shorter = i > phrases->first[entry->bucket] ? (int32_t)i - 1 : -1;
        while (shorter >= 0 && !begins_with(entry, &phrases->entries[shorter]))
            shorter = phrases->entries[shorter].shorter;
        entry->shorter = shorter;
    }
}

enum sl_status sl_phrases_new(const char *const *phrases, size_t count, struct sl_phrases **out,
                              struct sl_error *err) {
    if (count > SL_PHRASES_MOST)
        return sl_fail(err, SL_INVALID, "", "The list has %zu phrases; at most %d are allowed.",
                       count, SL_PHRASES_MOST);
    SL_AUTO(sl_phrases_drop) struct sl_phrases *made = sl_new(1, sizeof *made);
    made->count = count;
    made->entries = sl_new(count, sizeof *made->entries);
    enum sl_status status = read_phrases(made, phrases, err);
    if (status != SL_OK)
        return status;
    find_limits(made);
    fill_filter(made);
    sort_entries(made);
    *out = made;
    made = NULL;
    return SL_OK;
}

void sl_phrases_free(struct sl_phrases *phrases) {
    if (phrases == NULL)
        return;
    free(phrases->entries);
    free(phrases->first);
    free(phrases->filter);
    free(phrases->bytes);
    free(phrases);
}

void sl_phrases_drop(struct sl_phrases **phrases) {
    sl_phrases_free(*phrases);
}

size_t sl_phrases_count(const struct sl_phrases *phrases) {
    return phrases->count;
}
