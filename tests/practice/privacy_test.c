#include "practice/privacy.h"
#include "practice/samples.h"
#include "support/suite.h"

/* The kinds found in a text, as labels joined by "; ". */
static const char *found_in(const char *text) {
    static char joined[400];
    struct sl_privacy_hit hits[8];
    size_t count = sl_privacy_screen(sl_text_of(text), NULL, hits, 8);
    joined[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        strcat(joined, i > 0 ? "; " : "");
        strcat(joined, sl_privacy_label(hits[i].kind));
    }
    return joined;
}

START_TEST(dates_of_birth_are_found_and_other_dates_are_not)
{
    ck_assert_str_eq(found_in("DOB 03/04/2015"), "a date of birth");
    ck_assert_str_eq(found_in("date of birth: 3 April 2015"), "a date of birth");
    ck_assert_str_eq(found_in("born on the 3.4.15"), "a date of birth");
    ck_assert_str_eq(found_in("by 17 March 2025, born into a busy family"), "");
}
END_TEST

START_TEST(postcodes_addresses_and_numbers_are_found)
{
    ck_assert_str_eq(found_in("lives at NE61 1AA now"), "a postcode");
    ck_assert_str_eq(found_in("m1 2ab"), "a postcode");
    ck_assert_str_eq(found_in("12 Long Acre Road"), "an address");
    ck_assert_str_eq(found_in("NHS 943 476 5919"), "an NHS or other personal number");
    ck_assert_str_eq(found_in("9434765919"), "an NHS or other personal number");
    ck_assert_str_eq(found_in("QQ 12 34 56 C"), "a national insurance number");
    ck_assert_str_eq(found_in("A123456789012"), "a pupil number");
    ck_assert_str_eq(found_in("ring 07700 900123"), "a telephone number");
    ck_assert_str_eq(found_in("write to some.one@example.org today"), "an e-mail address");
}
END_TEST

START_TEST(titles_with_a_name_are_found)
{
    ck_assert_str_eq(found_in("Mrs Okafor said"), "the name of a person");
    ck_assert_str_eq(found_in("seen by Dr. Patel"), "the name of a person");
    ck_assert_str_eq(found_in("the doctor, Ms or Mr"), "");
}
END_TEST

START_TEST(plain_plan_words_are_left_alone)
{
    ck_assert_str_eq(found_in("Mum clears the back room by 17/03/2025; SW sees it on 18 March. "
                              "Section 47, s20, 2 of 3 visits, 90 % each week, 45 days."),
                     "");
}
END_TEST

START_TEST(names_of_a_local_list_are_found_as_whole_words)
{
    struct sl_error err = {0};
    SL_AUTO(sl_phrases_drop) struct sl_phrases *names = NULL;
    SL_AUTO(sl_free) char *path = sample_text("names.txt", "Quillon\n\nAda Marsh\n");
    assert_ok(sl_privacy_names_read(path, &names, &err), err);
    struct sl_privacy_hit hits[4];
    struct sl_text text = SL_TEXT("Quillon's bed, quillons, and ADA  Marsh");
    ck_assert_uint_eq(sl_privacy_screen(text, names, hits, 4), 2);
    ck_assert_int_eq(hits[0].kind, SL_PRIVACY_NAME);
    ck_assert_uint_eq(hits[0].span.from, 0);
    ck_assert_uint_eq(hits[1].span.from, 29);
}
END_TEST

START_TEST(a_megabyte_is_screened_quickly_and_within_bounds)
{
    size_t length = 1 << 20;
    SL_AUTO(sl_free) char *text = sl_new(length + 1, 1);
    for (size_t i = 0; i < length; i++)
        text[i] = "9a@. "[i % 5];
    struct sl_privacy_hit hits[4];
    ck_assert_uint_le(sl_privacy_screen((struct sl_text){text, length}, NULL, hits, 4), 4);
    memset(text, '9', length);
    ck_assert_uint_eq(sl_privacy_screen((struct sl_text){text, length}, NULL, hits, 4), 0);
}
END_TEST

SL_SUITE("privacy", dates_of_birth_are_found_and_other_dates_are_not,
         postcodes_addresses_and_numbers_are_found, titles_with_a_name_are_found,
         plain_plan_words_are_left_alone, names_of_a_local_list_are_found_as_whole_words,
         a_megabyte_is_screened_quickly_and_within_bounds)
