#include "practice/child_plan_names.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* One place in the text where a name stands, possessive left out. */
struct place {
    struct sl_span span;
    size_t person;
};

struct person {
    char *name; /* as first written; overwritten at the end */
    size_t times, words;
    size_t is; /* the person this short form belongs to; itself otherwise */
    bool replaced;
    char role[SL_ROLE_SIZE];
};

struct search {
    struct sl_text text;
    const struct sl_known_words *words;
    struct place *places;
    size_t place_count;
    struct person *people;
    size_t person_count;
};

static void search_drop(struct search *search) {
    for (size_t i = 0; i < search->person_count; i++) {
        explicit_bzero(search->people[i].name, strlen(search->people[i].name));
        free(search->people[i].name);
    }
    free(search->people);
    free(search->places);
}

static utf8proc_int32_t first_point(struct sl_text word) {
    utf8proc_int32_t point = 0;
    utf8proc_iterate((const utf8proc_uint8_t *)word.bytes, (utf8proc_ssize_t)word.length, &point);
    return point;
}

static bool is_capitalised(struct sl_text word) {
    return utf8proc_isupper(first_point(word));
}

static bool has_small_letter(struct sl_text word) {
    for (size_t i = 0; i < word.length; i++)
        if (islower((unsigned char)word.bytes[i]) || (unsigned char)word.bytes[i] >= 0x80)
            return true;
    return false;
}

/* Without 's or a plain apostrophe at its end, straight or curly. */
static struct sl_text bare(struct sl_text word) {
    static const char *const endings[] = {"'s", "\xe2\x80\x99s", "'", "\xe2\x80\x99"};
    for (size_t i = 0; i < SL_COUNT(endings); i++) {
        size_t size = strlen(endings[i]);
        if (word.length > size && memcmp(word.bytes + word.length - size, endings[i], size) == 0)
            return (struct sl_text){word.bytes, word.length - size};
    }
    return word;
}

static struct sl_text part(const struct search *search, struct sl_span span) {
    return (struct sl_text){search->text.bytes + span.from, span.to - span.from};
}

/* Does the word begin a sentence, a line, a cell or a bracket? */
static bool begins(const struct search *search, size_t from) {
    size_t i = from;
    while (i > 0 && strchr(" \"'*-", search->text.bytes[i - 1]) != NULL)
        i--;
    return i == 0 || strchr(".?!:;()\t\n", search->text.bytes[i - 1]) != NULL ||
           (unsigned char)search->text.bytes[i - 1] >= 0x80;
}

static bool is_title(struct sl_text word) {
    static const char *const titles[] = {"Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof"};
    for (size_t i = 0; i < SL_COUNT(titles); i++)
        if (sl_text_is(word, titles[i]))
            return true;
    return false;
}

/* A month when a figure follows or a word of time stands before: in May, May 2025, 3 June. */
static bool is_month_here(const struct search *search, struct sl_span span) {
    static const char *const before[] = {"in",    "by",   "of",   "until", "end",   "from",  "mid",
                                         "early", "late", "next", "last",  "since", "during"};
    size_t behind = span.to;
    while (behind < search->text.length && strchr(" ,", search->text.bytes[behind]) != NULL)
        behind++;
    if (behind < search->text.length && isdigit((unsigned char)search->text.bytes[behind]))
        return true;
    size_t end = span.from;
    while (end > 0 && search->text.bytes[end - 1] == ' ')
        end--;
    size_t from = end;
    while (from > 0 && isalnum((unsigned char)search->text.bytes[from - 1]))
        from--;
    struct sl_text word = {search->text.bytes + from, end - from};
    for (size_t i = 0; i < SL_COUNT(before); i++)
        if (word.length == strlen(before[i]) &&
            strncasecmp(word.bytes, before[i], word.length) == 0)
            return true;
    return word.length > 0 && isdigit((unsigned char)word.bytes[0]);
}

enum { ACRONYM_MOST = 5 };

static bool looks_like_name(const struct search *search, struct sl_span span) {
    struct sl_text word = bare(part(search, span));
    if (!is_capitalised(word) || word.length < 2 || is_title(word))
        return false;
    if (!has_small_letter(word) && word.length <= ACRONYM_MOST)
        return false;
    if (!sl_known_words_have(search->words, word))
        return true;
    return sl_known_words_also_names(word) && !begins(search, span.from) &&
           !is_month_here(search, span);
}

/* One space between them; behind a title also a full stop: Dr. Singh. */
static bool follows_closely(const struct search *search, size_t end, size_t from, bool titled) {
    size_t stop = titled && search->text.bytes[end] == '.' ? 1 : 0;
    return from == end + stop + 1 && search->text.bytes[end + stop] == ' ';
}

static char *lower(const char *name) {
    struct sl_buffer plain = {0};
    sl_text_plain(sl_text_of(name), &plain, NULL);
    return sl_buffer_take(&plain);
}

static bool same_name(const char *one, const char *other) {
    SL_AUTO(sl_free) char *a = lower(one);
    SL_AUTO(sl_free) char *b = lower(other);
    bool same = strcmp(a, b) == 0;
    explicit_bzero(a, strlen(a));
    explicit_bzero(b, strlen(b));
    return same;
}

static size_t person_of(struct search *search, struct sl_span span, size_t words) {
    char *name = sl_copy_bytes(search->text.bytes + span.from, span.to - span.from);
    for (size_t i = 0; i < search->person_count; i++)
        if (same_name(search->people[i].name, name)) {
            explicit_bzero(name, strlen(name));
            free(name);
            return i;
        }
    search->people = sl_resize(search->people, search->person_count + 1, sizeof *search->people);
    search->people[search->person_count] =
        (struct person){.name = name, .words = words, .is = search->person_count};
    return search->person_count++;
}

static void add_place(struct search *search, struct sl_span span, size_t words) {
    struct sl_text named = bare(part(search, span));
    span.to = span.from + named.length;
    size_t person = person_of(search, span, words);
    search->people[person].times++;
    search->places = sl_resize(search->places, search->place_count + 1, sizeof *search->places);
    search->places[search->place_count++] = (struct place){span, person};
}

/* Names of one or more words in a row: with the title before, with the place behind. */
static void find_places(struct search *search) {
    struct sl_span name = {0, 0}, span, title = {0, 0};
    size_t words = 0, at = 0;
    while (search->person_count <= SL_NAMES_MOST && sl_text_next_word(search->text, &at, &span)) {
        struct sl_text word = part(search, span);
        bool close = words > 0 && follows_closely(search, name.to, span.from, false) &&
                     bare(part(search, name)).length == name.to - name.from;
        bool titled = title.to > 0 && follows_closely(search, title.to, span.from, true) &&
                      is_capitalised(word);
        bool belongs = close && is_capitalised(word) && sl_known_words_belong(word);
        bool is_name = titled || belongs || looks_like_name(search, span);
        if (words > 0 && (!is_name || !close)) {
            add_place(search, name, words);
            words = 0;
        }
        if (is_name && words == 0)
            name.from = titled ? title.from : span.from;
        if (is_name) {
            name.to = span.to;
            words++;
        }
        title = is_title(word) ? span : (struct sl_span){0, 0};
    }
    if (words > 0)
        add_place(search, name, words);
}

static bool holds_word(const char *name, const char *word) {
    size_t at = 0;
    for (struct sl_span span; sl_text_next_word(sl_text_of(name), &at, &span);)
        if (span.to - span.from == strlen(word) &&
            strncasecmp(name + span.from, word, span.to - span.from) == 0)
            return true;
    return false;
}

/* A single name that only one full name holds is that person. */
static void join_short_forms(struct search *search) {
    for (size_t i = 0; i < search->person_count; i++) {
        size_t found = 0, whose = i;
        for (size_t j = 0; j < search->person_count && search->people[i].words == 1; j++)
            if (search->people[j].words > 1 &&
                holds_word(search->people[j].name, search->people[i].name)) {
                found++;
                whose = j;
            }
        if (found != 1)
            continue;
        search->people[i].is = whose;
        search->people[whose].times += search->people[i].times;
    }
}

static bool repeats_name(const char *role, const char *name) {
    size_t at = 0;
    for (struct sl_span span; sl_text_next_word(sl_text_of(name), &at, &span);) {
        SL_AUTO(sl_free) char *word = sl_copy_bytes(name + span.from, span.to - span.from);
        bool repeated = !is_title(sl_text_of(word)) && holds_word(role, word);
        explicit_bzero(word, strlen(word));
        if (repeated)
            return true;
    }
    return false;
}

static size_t ask(struct search *search, sl_who_fn *who, void *context) {
    size_t replaced = 0;
    for (size_t i = 0; i < search->person_count; i++) {
        struct person *person = &search->people[i];
        if (person->is != i)
            continue;
        person->replaced = who == NULL || who(context, person->name, person->times, person->role);
        replaced += person->replaced;
        person->role[SL_ROLE_SIZE - 1] = '\0';
        if (person->role[0] == '\0' || sl_text_check(sl_text_of(person->role), NULL) != SL_OK ||
            repeats_name(person->role, person->name))
            snprintf(person->role, sizeof person->role, "person %zu", replaced);
    }
    return replaced;
}

static char *write_roles(const struct search *search) {
    struct sl_buffer out = {0};
    size_t at = 0;
    for (size_t i = 0; i < search->place_count; i++) {
        const struct place *place = &search->places[i];
        const struct person *person = &search->people[search->people[place->person].is];
        if (!person->replaced)
            continue;
        sl_buffer_add(&out, search->text.bytes + at, place->span.from - at);
        sl_buffer_text(&out, person->role);
        at = place->span.to;
    }
    sl_buffer_add(&out, search->text.bytes + at, search->text.length - at);
    return sl_buffer_take(&out);
}

char *sl_names_to_roles(struct sl_text text, const struct sl_known_words *words, sl_who_fn *who,
                        void *context, size_t *replaced) {
    SL_AUTO(search_drop) struct search search = {.text = text, .words = words};
    find_places(&search);
    if (search.person_count > SL_NAMES_MOST)
        return NULL;
    join_short_forms(&search);
    *replaced = ask(&search, who, context);
    return write_roles(&search);
}
