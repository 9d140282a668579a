#include "base/due_words.h"
#include "base/memory.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static bool is_letter(char c) {
    return isalpha((unsigned char)c) || (unsigned char)c >= 0x80;
}

static size_t take_number(const char *plain, size_t length, size_t at, struct sl_due_word *word) {
    size_t end = at;
    int number = 0;
    while (end < length && isdigit((unsigned char)plain[end])) {
        number = end - at < 6 ? number * 10 + (plain[end] - '0') : -1;
        end++;
    }
    word->kind = SL_DUE_NUMBER_WORD;
    word->number = end - at > 6 ? -1 : number;
    word->digits = (int)(end - at);
    return end;
}

/* "14thOct": the ordinal ends, and a word begins. */
static bool is_ordinal_in_front(const char *plain, size_t at, size_t end) {
    static const char ordinals[] = "stndrdth";
    if (at == 0 || !isdigit((unsigned char)plain[at - 1]) || end - at < 5)
        return false;
    for (size_t i = 0; i < sizeof ordinals - 1; i += 2)
        if (memcmp(plain + at, ordinals + i, 2) == 0)
            return true;
    return false;
}

static size_t take_letters(const char *plain, size_t length, size_t at, struct sl_due_word *word) {
    size_t end = at;
    while (end < length && (is_letter(plain[end]) ||
                            (plain[end] == '\'' && end + 1 < length && is_letter(plain[end + 1]))))
        end++;
    word->kind = SL_DUE_LETTERS;
    return is_ordinal_in_front(plain, at, end) ? at + 2 : end;
}

static bool spelled(const char *word, const char *list, size_t length) {
    return strlen(word) == length && memcmp(word, list, length) == 0;
}

static void mend_spelling(char *letters) {
    static const char *const slips[][2] = {
        {"janurary", "january"},       {"febuary", "february"},
        {"feburary", "february"},      {"septemeber", "september"},
        {"setember", "september"},     {"septmber", "september"},
        {"octobor", "october"},        {"ocotber", "october"},
        {"novemeber", "november"},     {"decemeber", "december"},
        {"agust", "august"},           {"wensday", "wednesday"},
        {"wednseday", "wednesday"},    {"wedensday", "wednesday"},
        {"thrusday", "thursday"},      {"tuseday", "tuesday"},
        {"firday", "friday"},          {"tomorow", "tomorrow"},
        {"tommorow", "tomorrow"},      {"tommorrow", "tomorrow"},
        {"untill", "until"},           {"til", "till"},
        {"withn", "within"},           {"onging", "ongoing"},
        {"immediatly", "immediately"}, {"immediatley", "immediately"},
        {"fortnite", "fortnight"},     {"forthnight", "fortnight"},
        {"befor", "before"},           {"reveiw", "review"}};
    for (size_t i = 0; i < SL_COUNT(slips); i++)
        if (strcmp(letters, slips[i][0]) == 0)
            strcpy(letters, slips[i][1]);
}

static size_t take_word(const char *plain, size_t length, size_t at, struct sl_due_word *word) {
    size_t end = at + 1;
    word->kind = SL_DUE_MARK;
    if (isdigit((unsigned char)plain[at]))
        end = take_number(plain, length, at, word);
    else if (is_letter(plain[at]))
        end = take_letters(plain, length, at, word);
    size_t kept = end - at < SL_DUE_WORD_MOST ? end - at : SL_DUE_WORD_MOST - 1;
    memcpy(word->letters, plain + at, kept);
    mend_spelling(word->letters);
    return end;
}

void sl_due_words_read(struct sl_text text, struct sl_due_words *out) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer plain = {0};
    SL_AUTO(sl_free) size_t *map = NULL;
    if (text.length > SL_DUE_TEXT_MOST)
        text.length = SL_DUE_TEXT_MOST;
    *out = (struct sl_due_words){0};
    sl_text_plain(text, &plain, &map);
    bool glued = false;
    for (size_t at = 0; at < plain.length && out->count < SL_DUE_WORDS_MOST;) {
        if (isspace((unsigned char)plain.bytes[at])) {
            glued = false;
            at++;
            continue;
        }
        struct sl_due_word *word = &out->word[out->count++];
        word->glued = glued;
        size_t end = take_word(plain.bytes, plain.length, at, word);
        word->from = map[at];
        word->to = map[end];
        at = end;
        glued = true;
    }
}

bool sl_due_word_is(const struct sl_due_words *words, size_t i, const char *any_of) {
    if (i >= words->count)
        return false;
    while (*any_of) {
        size_t length = strcspn(any_of, " ");
        if (spelled(words->word[i].letters, any_of, length))
            return true;
        any_of += length + strspn(any_of + length, " ");
    }
    return false;
}

/* How many words the phrase has, which ends at "|" or the end; 0 when it doesn't stand at i. */
static size_t words_of_phrase(const struct sl_due_words *words, size_t i, const char *phrase) {
    size_t count = 0;
    while (*phrase && *phrase != '|') {
        size_t length = strcspn(phrase, " |");
        if (i + count >= words->count || !spelled(words->word[i + count].letters, phrase, length))
            return 0;
        count++;
        phrase += length + strspn(phrase + length, " ");
    }
    return count;
}

size_t sl_due_phrase_at(const struct sl_due_words *words, size_t i, const char *phrases) {
    size_t longest = 0;
    for (const char *phrase = phrases; phrase; phrase = strchr(phrase, '|')) {
        phrase += *phrase == '|';
        size_t count = words_of_phrase(words, i, phrase);
        longest = count > longest ? count : longest;
    }
    return longest;
}

static int place_in(const char *word, const char *const *rows, int count) {
    for (int i = 0; i < count; i++)
        for (const char *row = rows[i]; *row; row += strspn(row, " ")) {
            size_t length = strcspn(row, " ");
            if (spelled(word, row, length))
                return i;
            row += length;
        }
    return -1;
}

int sl_due_month_of(const struct sl_due_word *word) {
    static const char *const months[] = {"january jan ionawr",
                                         "february feb chwefror",
                                         "march mar mawrth",
                                         "april apr ebrill",
                                         "may mai",
                                         "june jun mehefin",
                                         "july jul gorffennaf",
                                         "august aug awst",
                                         "september sept sep medi",
                                         "october oct hydref",
                                         "november nov tachwedd",
                                         "december dec rhagfyr"};
    return word->kind == SL_DUE_LETTERS ? place_in(word->letters, months, 12) + 1 : 0;
}

int sl_due_weekday_of(const struct sl_due_word *word, bool *plural) {
    static const char *const days[] = {"monday mon mondays llun",
                                       "tuesday tue tues tuesdays",
                                       "wednesday wed weds wednesdays mercher",
                                       "thursday thu thur thurs thursdays iau",
                                       "friday fri fridays gwener",
                                       "saturday sat saturdays sadwrn",
                                       "sunday sun sundays sul"};
    if (word->kind != SL_DUE_LETTERS)
        return -1;
    size_t length = strlen(word->letters);
    *plural = length > 7 ? strcmp(word->letters + length - 4, "days") == 0
                         : length > 4 && strcmp(word->letters + length - 4, "days") == 0;
    return place_in(word->letters, days, 7);
}

int sl_due_amount_of(const struct sl_due_word *word) {
    static const char *const amounts[] = {"-",
                                          "one a an un",
                                          "two couple dau dwy",
                                          "three tri tair",
                                          "four pedwar pedair",
                                          "five pump pum",
                                          "six chwech chwe",
                                          "seven",
                                          "eight",
                                          "nine",
                                          "ten",
                                          "eleven",
                                          "twelve"};
    if (word->kind == SL_DUE_NUMBER_WORD)
        return word->number > 0 && word->number <= 1000 ? word->number : 0;
    int place =
        word->kind == SL_DUE_LETTERS ? place_in(word->letters, amounts, SL_COUNT(amounts)) : -1;
    return place > 0 ? place : 0;
}
