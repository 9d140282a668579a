#include "base/readability.h"
#include "base/memory.h"
#include "base/round.h"
#include <ctype.h>
#include <string.h>

static bool is_vowel(char c) {
    return strchr("aeiouy", tolower((unsigned char)c)) != NULL && c != '\0';
}

static bool ends(struct sl_text word, const char *ending) {
    size_t length = strlen(ending);
    return word.length > length &&
           strncasecmp(word.bytes + word.length - length, ending, length) == 0;
}

static size_t vowel_groups(struct sl_text word) {
    size_t groups = 0;
    for (size_t i = 0; i < word.length; i++)
        if (is_vowel(word.bytes[i]) && (i == 0 || !is_vowel(word.bytes[i - 1])))
            groups++;
    return groups;
}

/* How often one of the groups of letters stands in the word, from the second letter on. */
static size_t count_groups(struct sl_text word, const char *const *groups, size_t count) {
    size_t found = 0;
    for (size_t k = 0; k < count; k++) {
        size_t length = strlen(groups[k]);
        for (size_t i = 1; i + length <= word.length; i++)
            found += strncasecmp(word.bytes + i, groups[k], length) == 0;
    }
    return found;
}

/* Two vowels that are spoken apart: li-on, ide-a, cre-ate, go-ing. */
static size_t split_vowels(struct sl_text word) {
    static const char *const apart[] = {"ia", "io", "eo", "iu", "ua", "uo", "ying", "oing", "eing"};
    return count_groups(word, apart, SL_COUNT(apart)) +
           (ends(word, "rea") || ends(word, "dea") ? 1 : 0);
}

static bool is_silent_before_ment(struct sl_text word) {
    return ends(word, "ement") && word.length > 6 && !ends(word, "lement") &&
           !is_vowel(word.bytes[word.length - 6]);
}

static size_t silent_ends(struct sl_text word) {
    static const char *const spoken_together[] = {"tion",  "sion",  "cian", "cial",  "tial",
                                                  "cious", "tious", "gion", "gious", "quate",
                                                  "guage", "eople", "geon"};
    size_t silent = count_groups(word, spoken_together, SL_COUNT(spoken_together));
    silent += ends(word, "lian") || ends(word, "lians") ? 1 : 0;
    silent += is_silent_before_ment(word) ? 1 : 0;
    char before = word.length > 2 ? word.bytes[word.length - 2] : 'a';
    char further = word.length > 3 ? word.bytes[word.length - 3] : 'a';
    if (ends(word, "e") && !is_vowel(before) && !(before == 'l' && !is_vowel(further)))
        silent++;
    else if (ends(word, "ed") && !is_vowel(further) && further != 't' && further != 'd')
        silent++;
    else if (ends(word, "es") && !is_vowel(further) &&
             (ends(word, "thes") || !strchr("scxzgh", tolower(further))))
        silent++;
    return silent;
}

size_t sl_readability_syllables(struct sl_text word) {
    size_t groups = vowel_groups(word) + split_vowels(word), silent = silent_ends(word);
    return groups > silent ? groups - silent : 1;
}

static int hundredths(int64_t numerator, int64_t denominator) {
    return (int)sl_round_ratio(numerator, denominator, 1, 0);
}

struct sl_readability sl_readability_of(struct sl_text text) {
    struct sl_readability r = {.sentences = sl_text_sentences(text)};
    struct sl_span word;
    for (size_t at = 0; sl_text_next_word(text, &at, &word);) {
        r.words++;
        r.syllables +=
            sl_readability_syllables((struct sl_text){text.bytes + word.from, word.to - word.from});
    }
    if (r.words == 0 || r.sentences == 0)
        return r;
    int64_t w = (int64_t)r.words, s = (int64_t)r.sentences, y = (int64_t)r.syllables;
    r.ease_hundredths = hundredths(206835 * s * w - 1015 * w * w - 84600 * s * y, 10 * s * w);
    r.grade_hundredths = hundredths(39 * w * w + 1180 * y * s - 1559 * s * w, s * w);
    return r;
}
