#include "base/text.h"
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

static bool joins_letters(int32_t point) {
    return point == '\'' || point == '-' || point == 0x2018 || point == 0x2019 || point == 0x2010 ||
           point == 0x2011;
}

static int32_t point_at(struct sl_text text, size_t at, size_t *step) {
    int32_t point = 0;
    *step = at < text.length ? sl_text_point(text, at, &point) : 0;
    return point;
}

static bool is_letter_at(struct sl_text text, size_t at) {
    size_t step;
    return at < text.length && sl_text_is_letter(point_at(text, at, &step));
}

static size_t word_end(struct sl_text text, size_t at) {
    while (at < text.length) {
        size_t step;
        int32_t point = point_at(text, at, &step);
        bool inner = joins_letters(point) && is_letter_at(text, at + step);
        if (!sl_text_is_letter(point) && !inner)
            break;
        at += step;
    }
    return at;
}

bool sl_text_next_word(struct sl_text text, size_t *at, struct sl_span *word) {
    size_t from = *at, step;
    while (from < text.length && !sl_text_is_letter(point_at(text, from, &step)))
        from += step;
    if (from >= text.length) {
        *at = text.length;
        return false;
    }
    *at = word_end(text, from);
    *word = (struct sl_span){from, *at};
    return true;
}

static bool is_ascii_letter(unsigned char c) {
    return (unsigned char)((c | 0x20) - 'a') < 26 || (unsigned char)(c - '0') < 10;
}

/* The same count for a text of ASCII only, a byte at a time; false for others. */
static bool count_ascii_words(struct sl_text text, size_t *count) {
    const unsigned char *bytes = (const unsigned char *)text.bytes;
    size_t words = 0;
    bool inside = false;
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = bytes[i];
        if (c >= 0x80)
            return false;
        bool letter = is_ascii_letter(c);
        words += letter && !inside;
        inside = letter || (inside && joins_letters(c) && i + 1 < text.length &&
                            is_ascii_letter(bytes[i + 1]));
    }
    *count = words;
    return true;
}

size_t sl_text_words(struct sl_text text) {
    size_t count = 0, at = 0;
    struct sl_span word;
    if (count_ascii_words(text, &count))
        return count;
    while (sl_text_next_word(text, &at, &word))
        count++;
    return count;
}

static bool is_one_of(int32_t point, const int32_t *points, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (points[i] == point)
            return true;
    return false;
}

static size_t skip_spaces(struct sl_text text, size_t at) {
    size_t step;
    while (at < text.length && sl_text_is_space(point_at(text, at, &step)))
        at += step;
    return at;
}

static bool is_stop(int32_t point) {
    return point == '.' || point == '?' || point == '!';
}

static size_t skip_closing(struct sl_text text, size_t at) {
    static const int32_t closing[] = {'.', '?', '!', ')', ']', '"', '\'', 0x2019, 0x201d, 0x2026};
    size_t step;
    while (at < text.length && is_one_of(point_at(text, at, &step), closing, SL_COUNT(closing)))
        at += step;
    return at;
}

static size_t skip_opening(struct sl_text text, size_t at) {
    static const int32_t opening[] = {'(', '[', '"', '\'', 0x2018, 0x201c};
    size_t step;
    while (at < text.length && is_one_of(point_at(text, at, &step), opening, SL_COUNT(opening)))
        at += step;
    return at;
}

static bool is_bullet_at(struct sl_text text, size_t at) {
    static const int32_t bullets[] = {'-', '*', 0xb7, 0x2013, 0x2022, 0x25cf, 0x25e6, 0xf0b7};
    size_t step;
    bool bullet = is_one_of(point_at(text, at, &step), bullets, SL_COUNT(bullets));
    return bullet && skip_spaces(text, at + step) > at + step;
}

/* Capitals, letters of scripts without capitals, digits, and the end. */
static bool begins_sentence(struct sl_text text, size_t at) {
    size_t from = skip_opening(text, at), step;
    if (from >= text.length)
        return true;
    utf8proc_category_t category = utf8proc_category(point_at(text, from, &step));
    return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT ||
           category == UTF8PROC_CATEGORY_LO || category == UTF8PROC_CATEGORY_ND;
}

/* Does the full stop at stop belong to a short form (e.g., J. Smith, Mrs.) or to a list number? */
static bool is_short_form(struct sl_text text, size_t from, size_t stop) {
    static const char *const titles[] = {"mr", "mrs", "ms", "dr", "st", "no", "approx", "prof"};
    size_t begin = stop;
    while (begin > from && (unsigned char)text.bytes[begin - 1] < 0x80 &&
           sl_text_is_letter((unsigned char)text.bytes[begin - 1]))
        begin--;
    size_t length = stop - begin;
    const char *word = text.bytes + begin;
    bool number = length > 0 && strspn(word, "0123456789") >= length;
    if (number && begin == from)
        return true;
    if (length == 1 && !number)
        return true;
    for (size_t i = 0; i < SL_COUNT(titles); i++)
        if (strlen(titles[i]) == length && strncasecmp(word, titles[i], length) == 0)
            return true;
    return false;
}

/* Where the sentence that begins at from ends, its closing marks included. */
static size_t sentence_end(struct sl_text text, size_t from) {
    size_t step;
    for (size_t at = from; at < text.length; at += step) {
        int32_t point = point_at(text, at, &step);
        if (point == '\n') {
            size_t next = skip_spaces(text, at);
            if (begins_sentence(text, next) || is_bullet_at(text, next))
                return at;
            step = next - at;
        } else if (is_stop(point)) {
            size_t behind = skip_closing(text, at + step), next = skip_spaces(text, behind);
            bool lone_stop = point == '.' && behind == at + 1;
            if (next == text.length || (next > behind && begins_sentence(text, next) &&
                                        !(lone_stop && is_short_form(text, from, at))))
                return behind;
            step = behind - at;
        }
    }
    return text.length;
}

bool sl_text_next_sentence(struct sl_text text, size_t *at, struct sl_span *sentence) {
    while (*at < text.length) {
        size_t from = skip_spaces(text, *at), word_at = 0;
        size_t end = sentence_end(text, from);
        *at = end > from ? end : skip_spaces(text, from);
        struct sl_text inside = sl_text_trim((struct sl_text){text.bytes + from, end - from});
        struct sl_span word;
        if (sl_text_next_word(inside, &word_at, &word)) {
            *sentence = (struct sl_span){from, from + inside.length};
            return true;
        }
    }
    return false;
}

size_t sl_text_sentences(struct sl_text text) {
    size_t count = 0, at = 0;
    struct sl_span sentence;
    while (sl_text_next_sentence(text, &at, &sentence))
        count++;
    return count;
}

bool sl_text_has_digit(struct sl_text text) {
    size_t step;
    for (size_t at = 0; at < text.length; at += step) {
        int32_t point = point_at(text, at, &step);
        if (point < 0x80 ? point >= '0' && point <= '9'
                         : utf8proc_category(point) == UTF8PROC_CATEGORY_ND)
            return true;
    }
    return false;
}

struct token {
    struct sl_span span;
    size_t capitals, others;
    bool ends_in_s; /* one small s behind capitals: IROs */
};

/* A run of letters and digits, with & between them. */
static bool next_token(struct sl_text text, size_t *at, struct token *token) {
    size_t from = *at, step;
    while (from < text.length && !is_letter_at(text, from)) {
        point_at(text, from, &step);
        from += step;
    }
    *token = (struct token){.span = {from, from}};
    for (size_t i = from; i < text.length; i += step) {
        int32_t point = point_at(text, i, &step);
        bool joins = point == '&' && is_letter_at(text, i + step);
        if (!joins && !sl_text_is_letter(point))
            break;
        utf8proc_category_t category = utf8proc_category(point);
        bool fits = joins || category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_ND;
        token->ends_in_s = point == 's' && token->others == 0;
        token->capitals += category == UTF8PROC_CATEGORY_LU;
        token->others += !fits;
        token->span.to = i + step;
    }
    *at = token->span.to;
    return token->span.to > from;
}

static bool is_acronym(const struct token *token) {
    return token->capitals >= 2 && (token->others == 0 || (token->others == 1 && token->ends_in_s));
}

size_t sl_text_acronyms(struct sl_text text, const char *const *allowed, size_t allowed_count) {
    size_t count = 0, at = 0;
    struct token token;
    while (next_token(text, &at, &token)) {
        if (!is_acronym(&token))
            continue;
        struct sl_text word = {text.bytes + token.span.from,
                               token.span.to - token.span.from - token.ends_in_s};
        bool known = false;
        for (size_t i = 0; i < allowed_count && !known; i++)
            known = sl_text_is(word, allowed[i]);
        count += !known;
    }
    return count;
}
