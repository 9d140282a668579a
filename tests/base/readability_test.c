#include "base/memory.h"
#include "base/readability.h"
#include "support/suite.h"
#include <stdio.h>
#include <string.h>

static size_t syllables(const char *word) {
    return sl_readability_syllables(sl_text_of(word));
}

START_TEST(published_examples_have_their_published_values)
{
    static const struct {
        const char *text;
        int ease; /* rounded, as published */
    } rows[] = {
        {"The cat sat on the mat.", 116},
        {"This sentence, taken as a reading passage unto itself, is being used to prove a point.",
         69}};
    for (size_t i = 0; i < SL_COUNT(rows); i++) {
        struct sl_readability r = sl_readability_of(sl_text_of(rows[i].text));
        ck_assert_msg((r.ease_hundredths + 50) / 100 == rows[i].ease, "%s: %d", rows[i].text,
                      r.ease_hundredths);
    }
    struct sl_readability r = sl_readability_of(SL_TEXT(
        "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."));
    ck_assert_uint_eq(r.words, 13);
    ck_assert_uint_eq(r.syllables, 24);
    ck_assert_int_eq((r.ease_hundredths + 5) / 10, 375);
    ck_assert_int_eq((r.grade_hundredths + 5) / 10, 113);
}
END_TEST

START_TEST(the_formulas_are_exact_to_the_hundredth)
{
    struct sl_readability r =
        sl_readability_of(SL_TEXT("Mum rings the school. We meet on Monday."));
    ck_assert_uint_eq(r.words, 8);
    ck_assert_uint_eq(r.sentences, 2);
    ck_assert_uint_eq(r.syllables, 9);
    /* 206.835 - 1.015 * 4 - 84.6 * 9 / 8 and 0.39 * 4 + 11.8 * 9 / 8 - 15.59 */
    ck_assert_int_eq(r.ease_hundredths, 10760);
    ck_assert_int_eq(r.grade_hundredths, -76);
}
END_TEST

START_TEST(a_text_without_words_has_no_reading_ease)
{
    struct sl_readability r = sl_readability_of(SL_TEXT(" ... "));
    ck_assert_uint_eq(r.words, 0);
    ck_assert_int_eq(r.ease_hundredths, 0);
    ck_assert_int_eq(r.grade_hundredths, 0);
}
END_TEST

START_TEST(syllables_of_words_in_plans_are_counted)
{
    static const struct {
        const char *words;
        size_t syllables;
    } rows[] = {
        {"school mum dad home plan child worked asked helped weeks times taught through changed "
         "phoned clothes nurse safe weighed nights month baths",
         1},
        {"family? parents referral? attend weekly carer placement social? wanted children sessions "
         "clinic being going ended classes houses table little people written adult",
         2},
        {"visitor assessment attendance conference paperwork? important September together "
         "permanence agency neglected idea period medicine bicycle area",
         3},
        {"independent education immediately? independence situation community? available "
         "relationship? January",
         4},
    };
    size_t words = 0, right = 0;
    for (size_t i = 0; i < SL_COUNT(rows); i++) {
        SL_AUTO(sl_free) char *list = sl_copy(rows[i].words);
        for (char *word = strtok(list, " "); word; word = strtok(NULL, " ")) {
            if (strchr(word, '?'))
                continue; /* spoken in more than one way */
            words++;
            right += syllables(word) == rows[i].syllables;
            if (syllables(word) != rows[i].syllables)
                fprintf(stderr, "# %s: %zu\n", word, syllables(word));
        }
    }
    ck_assert_uint_ge(100 * right, 95 * words);
}
END_TEST

SL_SUITE("readability", published_examples_have_their_published_values,
         the_formulas_are_exact_to_the_hundredth, a_text_without_words_has_no_reading_ease,
         syllables_of_words_in_plans_are_counted)
