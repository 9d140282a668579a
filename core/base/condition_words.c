#include "base/condition_words.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>

static bool is_name(char c) {
    return isalnum((unsigned char)c) || c == '_' || c == '.' || c == '-';
}

static size_t skip_space(struct sl_text text, size_t at) {
    int32_t point;
    while (at < text.length) {
        size_t step = sl_text_point(text, at, &point);
        if (!sl_text_is_space(point))
            break;
        at += step;
    }
    return at;
}

static struct sl_text part(struct sl_text text, size_t from, size_t to) {
    return (struct sl_text){text.bytes + from, to - from};
}

/* Length of the quote at a place: straight or curly; 0 when there is none. */
static size_t quote_at(struct sl_text text, size_t at) {
    int32_t point = 0;
    if (at >= text.length)
        return 0;
    size_t step = sl_text_point(text, at, &point);
    bool quote = point == '"' || point == '\'' || (point >= 0x2018 && point <= 0x201d);
    return quote ? step : 0;
}

static enum sl_status take_quoted(struct sl_text text, size_t *at, struct sl_condition_word *word,
                                  struct sl_error *err) {
    size_t from = *at + quote_at(text, *at), to = from;
    while (to < text.length && quote_at(text, to) == 0)
        to++;
    if (to >= text.length)
        return sl_fail(err, SL_INVALID, "", "the quote at character %zu isn't closed", *at + 1);
    word->sort = SL_WORD_QUOTED;
    word->text = part(text, from, to);
    *at = to + quote_at(text, to);
    return SL_OK;
}

static size_t sign_length(struct sl_text text, size_t at) {
    static const char *const signs[] = {"<>", "<=", ">=", "!=", "==", "=", "<", ">", "(", ")", ","};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t length = strlen(signs[i]);
        if (text.length - at >= length && memcmp(text.bytes + at, signs[i], length) == 0)
            return length;
    }
    return 0;
}

enum sl_status sl_condition_next_word(struct sl_text text, size_t *at,
                                      struct sl_condition_word *word, struct sl_error *err) {
    size_t from = skip_space(text, *at), to = from;
    *word = (struct sl_condition_word){.sort = SL_WORD_END, .at = from};
    *at = from;
    if (from >= text.length)
        return SL_OK;
    if (quote_at(text, from) > 0)
        return take_quoted(text, at, word, err);
    while (to < text.length && is_name(text.bytes[to]))
        to++;
    word->sort = to > from ? SL_WORD_NAME : SL_WORD_SIGN;
    to = to > from ? to : from + sign_length(text, from);
    if (to == from)
        return sl_fail(err, SL_INVALID, "",
                       "character %zu isn't part of a condition; write question, comparison and "
                       "answer, such as V3 = no",
                       from + 1);
    word->text = part(text, from, to);
    *at = to;
    return SL_OK;
}

bool sl_condition_word_is(const struct sl_condition_word *word, const char *keyword) {
    size_t length = strlen(keyword);
    return word->sort != SL_WORD_QUOTED && word->sort != SL_WORD_END &&
           word->text.length == length && strncasecmp(word->text.bytes, keyword, length) == 0;
}
