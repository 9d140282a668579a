/*
 * base/readability.h - Flesch reading ease and Flesch-Kincaid grade of English text.
 * Flesch, R. (1948) A new readability yardstick, Journal of Applied Psychology 32, 221-233:
 *     206.835 - 1.015 words/sentences - 84.6 syllables/words
 * Kincaid et al. (1975), Research Branch Report 8-75: 0.39 words/sentences + 11.8 syllables/words
 * - 15.59. Syllables are counted by vowel groups with the usual exceptions; results are hundredths,
 * exact.
 */
#pragma once
#include "base/text.h"

struct sl_readability {
    size_t words, sentences, syllables;
    int ease_hundredths;  /* higher is easier; 0 when there are no words */
    int grade_hundredths; /* school grade (US); reading age is about grade + 5 */
};

struct sl_readability sl_readability_of(struct sl_text text);
size_t sl_readability_syllables(struct sl_text word);
