#include "said.h"
#include "worker.h"
#include <stdlib.h>
#include <string.h>

void sl_said_want(lua_State *L) {
    sl_worker_of(L)->scored.wants = true;
    lua_pushnil(L);
    lua_error(L);
    abort();
}

enum {
    HEAD = 14, /* bytes of a stub before its finds */
    FIND = 8   /* of a find, of which the first is its list */
};

/* Of a remembered text; wants when nothing is told of it. */
static struct sl_slim_stub told(lua_State *L, const struct sl_said *said) {
    const struct sl_body *body = &sl_worker_of(L)->scored.body;
    struct sl_slim_stub stub = {.signs = SL_SLIM_UNTOLD};
    struct sl_text words;
    size_t left = body->text_bytes - (said->place - 1);
    if (!said->part && left >= HEAD)
        sl_slim_text(body, said->place, &words, &stub);
    if ((stub.signs & SL_SLIM_UNTOLD) != 0 || HEAD + (size_t)FIND * stub.finds > left)
        sl_said_want(L);
    return stub;
}

/* The finds of the list: from the one returned on, as many as *count says. */
static uint16_t finds_of(lua_State *L, const struct sl_slim_stub *stub, const struct sl_list *list,
                         uint16_t *count) {
    uint16_t first = 0, last;
    if (list->remembered < 0)
        sl_said_want(L);
    while (first < stub->finds && stub->find[FIND * first] < list->remembered)
        first++;
    for (last = first; last < stub->finds; last++)
        if (stub->find[FIND * last] != list->remembered)
            break;
    *count = (uint16_t)(last - first);
    return first;
}

bool sl_said_has_any(lua_State *L, const struct sl_said *said, const struct sl_list *list) {
    uint16_t count;
    if (!said->remembered)
        return sl_phrases_any(list->phrases, said->words);
    struct sl_slim_stub stub = told(L, said);
    finds_of(L, &stub, list, &count);
    return count > 0;
}

size_t sl_said_count_of(lua_State *L, const struct sl_said *said, const struct sl_list *list) {
    uint16_t count;
    if (!said->remembered)
        return sl_phrases_hits(list->phrases, said->words);
    struct sl_slim_stub stub = told(L, said);
    finds_of(L, &stub, list, &count);
    return count;
}

struct sl_span_found sl_said_find(lua_State *L, const struct sl_said *said,
                                  const struct sl_list *list) {
    struct sl_span_found found = {.found = false};
    struct sl_phrase_hit hit;
    uint16_t count;
    if (!said->remembered) {
        found.found = sl_phrases_find(list->phrases, said->words, 0, &hit);
        if (found.found)
            found.span = hit.span;
        return found;
    }
    struct sl_slim_stub stub = told(L, said);
    uint16_t first = finds_of(L, &stub, list, &count);
    found.found = count > 0;
    if (found.found) {
        struct sl_slim_find find = sl_slim_find_at(&stub, first);
        found.span = (struct sl_span){find.from, find.to};
    }
    return found;
}

/* Finds don't overlap; phrases that may do so aren't all among them. */
void sl_said_mark(lua_State *L, const struct sl_said *said, const struct sl_list *list) {
    uint16_t count;
    if (!said->remembered) {
        sl_phrases_mark(list->phrases, said->words, list->found);
        return;
    }
    struct sl_slim_stub stub = told(L, said);
    uint16_t first = finds_of(L, &stub, list, &count);
    if (list->overlapping && count > 0)
        sl_said_want(L);
    for (uint16_t i = first; i < first + count; i++) {
        uint16_t phrase = sl_slim_find_at(&stub, i).phrase;
        if (phrase < list->word_count)
            list->found[phrase] = true;
    }
}

size_t sl_said_word_count(lua_State *L, const struct sl_said *said) {
    return said->remembered ? told(L, said).words : sl_text_words(said->words);
}

size_t sl_said_sentence_count(lua_State *L, const struct sl_said *said) {
    return said->remembered ? told(L, said).sentences : sl_text_sentences(said->words);
}

/* Bytes that begin a character, eight at a time: those that are not 10xxxxxx. */
static size_t characters(struct sl_text words) {
    const uint64_t ones = 0x0101010101010101;
    size_t count = words.length, at = 0;
    for (; at + 8 <= words.length; at += 8) {
        uint64_t eight;
        memcpy(&eight, words.bytes + at, sizeof eight);
        uint64_t inner = (eight >> 7 & ~(eight >> 6)) & ones;
        count -= inner * ones >> 56;
    }
    for (; at < words.length; at++)
        count -= ((unsigned char)words.bytes[at] & 0xc0) == 0x80;
    return count;
}

size_t sl_said_length(lua_State *L, const struct sl_said *said) {
    return said->remembered ? told(L, said).characters : characters(said->words);
}

/* Of eight bytes: the high bit of each that is a digit of ASCII. */
static uint64_t digits_among(uint64_t eight) {
    const uint64_t high = 0x8080808080808080;
    uint64_t digit = eight ^ 0x3030303030303030; /* 0 to 9 */
    return ~(((digit & ~high) + 0x7676767676767676) | digit) & high;
}

/* Most texts are plain ASCII, whose digits are found faster here than by their categories. */
static bool has_digit(struct sl_text words) {
    uint64_t seen = 0, eight;
    for (size_t at = 0; at < words.length; at += sizeof eight) {
        size_t left = words.length - at;
        eight = 0;
        memcpy(&eight, words.bytes + at, left < sizeof eight ? left : sizeof eight);
        if (digits_among(eight) != 0)
            return true;
        seen |= eight;
    }
    return (seen & 0x8080808080808080) != 0 && sl_text_has_digit(words);
}

bool sl_said_has_digit(lua_State *L, const struct sl_said *said) {
    return said->remembered ? (told(L, said).signs & SL_SLIM_DIGIT) != 0 : has_digit(said->words);
}

bool sl_said_has_date(lua_State *L, const struct sl_said *said) {
    return said->remembered ? (told(L, said).signs & SL_SLIM_DATE) != 0
                            : sl_slim_has_date(said->words);
}

bool sl_said_is_blank(lua_State *L, const struct sl_said *said) {
    return said->remembered ? (told(L, said).signs & SL_SLIM_BLANK) != 0
                            : sl_text_trim(said->words).length == 0;
}

static char small(char c) {
    return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static bool same_words(struct sl_text words, struct sl_text literal) {
    if (words.length != literal.length)
        return false;
    for (size_t i = 0; i < words.length; i++)
        if (small(words.bytes[i]) != small(literal.bytes[i]))
            return false;
    return true;
}

static bool is_visible(char c) {
    return c > ' ' && (unsigned char)c < 0x80;
}

/* Most texts have nothing around them. */
static struct sl_text trimmed(struct sl_text words) {
    if (words.length > 0 && is_visible(words.bytes[0]) && is_visible(words.bytes[words.length - 1]))
        return words;
    return sl_text_trim(words);
}

/* A remembered text may have white space around; the number of its words tells it apart from
 * nearly everything a script compares it with. */
bool sl_said_is(lua_State *L, const struct sl_said *said, struct sl_text literal) {
    if (!said->remembered && literal.length > said->words.length)
        return false;
    if (!said->remembered)
        return same_words(trimmed(said->words), literal);
    struct sl_slim_stub stub = told(L, said);
    if (literal.length > stub.length || sl_text_words(literal) != stub.words)
        return false;
    sl_said_want(L);
}
