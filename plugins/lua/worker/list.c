#include "list.h"
#include "base/json.h"
#include "base/memory.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static enum sl_status read_words(struct sl_list *list, const json_t *entries, const char *key,
                                 struct sl_error *err) {
    list->words = sl_new(json_array_size(entries), sizeof *list->words);
    for (size_t i = 0; i < json_array_size(entries); i++) {
        const json_t *entry = json_array_get(entries, i);
        const char *word = json_string_value(key != NULL ? json_object_get(entry, key) : entry);
        if (word == NULL)
            return sl_fail(err, SL_RULE, "", "The list %s has an entry without words.", list->name);
        list->words[list->word_count++] = word;
    }
    list->found = sl_new(list->word_count, sizeof *list->found);
    return sl_phrases_new(list->words, list->word_count, &list->phrases, err);
}

static enum sl_status read_days(struct sl_list *list, struct sl_error *err) {
    const json_t *entries = json_object_get(list->json, "entries");
    size_t count = json_array_size(entries);
    SL_AUTO(sl_free) sl_day *days = sl_new(count, sizeof *days);
    sl_day from = SL_DAY_NONE, to = SL_DAY_NONE;
    enum sl_status status = sl_day_parse(sl_json_text_or(list->json, "from", ""), &from, err);
    if (status == SL_OK)
        status = sl_day_parse(sl_json_text_or(list->json, "to", ""), &to, err);
    for (size_t i = 0; i < count && status == SL_OK; i++)
        status =
            sl_day_parse(sl_json_text_or(json_array_get(entries, i), "day", ""), &days[i], err);
    if (status == SL_OK)
        list->calendar = sl_calendar_new(from, to, days, count);
    return status;
}

static enum sl_status read_kind(struct sl_list *list, struct sl_error *err) {
    const char *kind = sl_json_text_or(list->json, "kind", "");
    if (strcmp(kind, "holidays") == 0)
        return read_days(list, err);
    if (strcmp(kind, "entries") == 0)
        return read_words(list, json_object_get(list->json, "entries"), "label", err);
    if (strcmp(kind, "phrases") == 0)
        return read_words(list, json_object_get(list->json, "phrases"), NULL, err);
    return sl_fail(err, SL_RULE, "", "The list %s is of no known kind.", list->name);
}

/* A word of a phrase, for finding out which of them share one. */
struct word {
    const char *bytes;
    size_t length;
    bool open;
};

static int by_bytes(const void *a, const void *b) {
    const struct word *left = a, *right = b;
    size_t least = left->length < right->length ? left->length : right->length;
    int order = strncasecmp(left->bytes, right->bytes, least);
    return order != 0 ? order : (left->length > right->length) - (left->length < right->length);
}

/* Other signs could stand across each other too; so could phrases without a word. */
static bool is_plain(const char *phrase) {
    bool letters = false;
    for (const char *c = phrase; *c != '\0'; c++) {
        letters = letters || isalnum((unsigned char)*c);
        if (!isalnum((unsigned char)*c) && strchr(" -'*", *c) == NULL)
            return false;
    }
    return letters;
}

static size_t add_words(const char *phrase, struct word *words) {
    size_t count = 0;
    for (const char *at = phrase; *at != '\0';) {
        size_t length = strcspn(at, " -'*");
        if (length > 0)
            words[count++] = (struct word){at, length, at[length] == '*'};
        at += length + (at[length] != '\0');
    }
    return count;
}

/* Two phrases can stand across each other only when they share a word. */
static bool share_a_word(const struct sl_list *list) {
    size_t count = 0, bytes = 1;
    for (size_t i = 0; i < list->word_count; i++)
        bytes += strlen(list->words[i]);
    SL_AUTO(sl_free) struct word *words = sl_new(bytes, sizeof *words);
    bool shared = false;
    for (size_t i = 0; i < list->word_count; i++) {
        shared = shared || !is_plain(list->words[i]);
        count += add_words(list->words[i], words + count);
    }
    qsort(words, count, sizeof *words, by_bytes);
    for (size_t i = 1; i < count && !shared; i++) {
        const struct word *before = &words[i - 1], *word = &words[i];
        bool begins = before->length <= word->length &&
                      strncasecmp(before->bytes, word->bytes, before->length) == 0;
        shared = begins && (before->open || before->length == word->length);
    }
    return shared;
}

enum sl_status sl_list_read(const char *name, struct sl_text json, struct sl_list *out,
                            struct sl_error *err) {
    struct sl_list list = {.name = sl_copy(name), .remembered = -1};
    enum sl_status status = sl_json_parse(name, json.bytes, json.length, &list.json, err);
    if (status == SL_OK)
        status = read_kind(&list, err);
    list.overlapping = status == SL_OK && share_a_word(&list);
    if (status == SL_OK)
        *out = list;
    else
        sl_list_drop(&list);
    return status == SL_OK ? SL_OK : SL_RULE;
}

void sl_list_drop(struct sl_list *list) {
    sl_phrases_free(list->phrases);
    sl_calendar_free(list->calendar);
    free(list->words);
    free(list->found);
    free(list->name);
    json_decref(list->json);
    *list = (struct sl_list){0};
}
