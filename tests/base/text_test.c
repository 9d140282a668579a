#include "base/random.h"
#include "base/text.h"
#include "support/suite.h"
#include <stdint.h>
#include <string.h>

static void expect_composed(const char *from, const char *to) {
    SL_AUTO(sl_free) char *out = NULL;
    struct sl_error err = {0};
    ck_assert_msg(sl_text_compose(sl_text_of(from), &out, &err) == SL_OK, "%s", err.text);
    ck_assert_str_eq(out, to);
    ck_assert_int_eq(sl_text_check(sl_text_of(from), NULL), SL_OK);
}

static void expect_refused(struct sl_text text, const char *part) {
    char *out = NULL;
    struct sl_error err = {0};
    ck_assert_msg(sl_text_compose(text, &out, &err) == SL_INVALID, "taken: %s", part);
    ck_assert_msg(strstr(err.text, part) != NULL, "\"%s\" lacks \"%s\"", err.text, part);
    ck_assert_ptr_null(out);
    ck_assert_int_eq(sl_text_check(text, NULL), SL_INVALID);
}

START_TEST(a_text_is_compared_and_trimmed_by_its_bytes)
{
    ck_assert(sl_text_is(SL_TEXT("plan"), "plan"));
    ck_assert(!sl_text_is(SL_TEXT("plan"), "plans"));
    ck_assert(!sl_text_is(SL_TEXT("plans"), "plan"));
    ck_assert(sl_text_is(sl_text_of(NULL), ""));
    ck_assert(sl_text_is(sl_text_trim(SL_TEXT(" \t\n a b\xc2\xa0\xe2\x80\x83\r\n")), "a b"));
    ck_assert(sl_text_is(sl_text_trim(SL_TEXT("\xc2\xa0\xc2\xa0")), ""));
    ck_assert(sl_text_is(sl_text_trim(SL_TEXT("\xa0")), "\xa0"));
    ck_assert(sl_text_is(sl_text_trim(SL_TEXT("caf\xc3\xa9")), "caf\xc3\xa9"));
    ck_assert(sl_text_is(sl_text_trim(sl_text_of(NULL)), ""));
}
END_TEST

START_TEST(clean_text_passes_unchanged)
{
    expect_composed("", "");
    expect_composed("Mum\tsaid:\n\"no\" ~", "Mum\tsaid:\n\"no\" ~");
    expect_composed("caf\xc3\xa9 \xe2\x80\x9cquoted\xe2\x80\x9d \xe2\x80\xa2 \xe2\x82\xac"
                    "5",
                    "caf\xc3\xa9 \xe2\x80\x9cquoted\xe2\x80\x9d \xe2\x80\xa2 \xe2\x82\xac"
                    "5");
    expect_composed("\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7", /* joined family */
                    "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7");
    expect_composed("\xd9\x85\xe2\x80\x8c\xe2\x80\x8f", "\xd9\x85\xe2\x80\x8c\xe2\x80\x8f");
}
END_TEST

START_TEST(letters_and_their_marks_are_composed)
{
    expect_composed("cafe\xcc\x81", "caf\xc3\xa9");
    expect_composed("\xe2\x84\xa6 \xe2\x84\xab", "\xce\xa9 \xc3\x85");
    expect_composed("\xe1\x84\x80\xe1\x85\xa1", "\xea\xb0\x80");
    expect_composed("q\xcc\xa3\xcc\x87 q\xcc\x87\xcc\xa3", "q\xcc\xa3\xcc\x87 q\xcc\xa3\xcc\x87");
}
END_TEST

START_TEST(line_ends_become_newlines)
{
    expect_composed("one\r\ntwo\r\n\r\nthree", "one\ntwo\n\nthree");
    expect_composed("e\xcc\x81\r\n\r\n", "\xc3\xa9\n\n");
    expect_refused(SL_TEXT("one\rtwo"), "Line 1, character 4 holds the control character U+000D");
    expect_refused(SL_TEXT("one\r"), "U+000D");
    expect_refused(SL_TEXT("\r\r\n"), "Line 1, character 1");
}
END_TEST

START_TEST(bytes_that_are_not_utf_8_are_named_with_their_place)
{
    expect_refused(SL_TEXT("caf\xe9"), "Line 1, character 4 is not UTF-8 (byte E9)");
    expect_refused(SL_TEXT("a\n\xc3\xa9\xff"), "Line 2, character 2 is not UTF-8 (byte FF)");
    expect_refused(SL_TEXT("\xc0\xaf"), "not UTF-8");         /* overlong */
    expect_refused(SL_TEXT("\xed\xa0\x80"), "not UTF-8");     /* a lone surrogate */
    expect_refused(SL_TEXT("\xf4\x90\x80\x80"), "not UTF-8"); /* beyond U+10FFFF */
    expect_refused(SL_TEXT("a\xe2\x80"), "not UTF-8");        /* cut off */
}
END_TEST

START_TEST(nul_and_control_characters_are_refused)
{
    expect_refused(SL_TEXT("ab\0c"), "Line 1, character 3 holds a NUL (U+0000)");
    expect_refused(SL_TEXT("\x1b[31m"), "U+001B");
    expect_refused(SL_TEXT("ok\n\n\x7f"), "Line 3, character 1 holds the control character U+007F");
    expect_refused(SL_TEXT("\xc2\x85"), "U+0085");
    expect_refused(SL_TEXT("\x0b"), "U+000B");
}
END_TEST

START_TEST(what_turns_or_hides_letters_is_refused)
{
    expect_refused(SL_TEXT("abc \xe2\x80\xae txt"),
                   "Line 1, character 5 holds U+202E, which turns");
    expect_refused(SL_TEXT("\xe2\x80\xaa"), "U+202A");
    expect_refused(SL_TEXT("\xe2\x81\xa6"), "U+2066");
    expect_refused(SL_TEXT("\xe2\x81\xa9"), "U+2069");
    expect_refused(SL_TEXT("a\xef\xbb\xbf"), "invisible character U+FEFF");
    expect_refused(SL_TEXT("a\xf3\xa0\x81\xa1"), "invisible character U+E0061");
    expect_refused(SL_TEXT("\xef\xbf\xbe"), "U+FFFE");
}
END_TEST

START_TEST(the_flag_of_england_is_text)
{
    expect_composed("\xf0\x9f\x8f\xb4\xf3\xa0\x81\xa7\xf3\xa0\x81\xa2\xf3\xa0\x81\xa5",
                    "\xf0\x9f\x8f\xb4\xf3\xa0\x81\xa7\xf3\xa0\x81\xa2\xf3\xa0\x81\xa5");
    expect_refused(SL_TEXT("\xf0\x9f\x8f\xb4 \xf3\xa0\x81\xa7"), "U+E0067");
}
END_TEST

START_TEST(towers_of_marks_are_refused_quickly)
{
    SL_AUTO(sl_buffer_drop) struct sl_buffer tower = {0};
    sl_buffer_char(&tower, 'z');
    for (int i = 0; i < 30; i++)
        sl_buffer_text(&tower, i % 2 ? "\xcc\x81" : "\xcc\xa3");
    ck_assert_int_eq(sl_text_check((struct sl_text){tower.bytes, tower.length}, NULL), SL_OK);
    for (int i = 0; i < 200000; i++)
        sl_buffer_text(&tower, i % 2 ? "\xcc\x81" : "\xcc\xa3");
    expect_refused((struct sl_text){tower.bytes, tower.length}, "more than 30 marks");
}
END_TEST

START_TEST(a_text_has_a_longest_length)
{
    SL_AUTO(sl_free) char *bytes = sl_new(SL_TEXT_MOST + 1, 1);
    memset(bytes, 'a', SL_TEXT_MOST + 1);
    ck_assert_int_eq(sl_text_check((struct sl_text){bytes, SL_TEXT_MOST}, NULL), SL_OK);
    expect_refused((struct sl_text){bytes, SL_TEXT_MOST + 1}, "at most 1048576");
}
END_TEST

START_TEST(composing_into_a_buffer_adds_all_or_nothing)
{
    SL_AUTO(sl_buffer_drop) struct sl_buffer out = {0};
    ck_assert_int_eq(sl_text_compose_into(SL_TEXT("one "), &out, NULL), SL_OK);
    ck_assert_int_eq(sl_text_compose_into(SL_TEXT("\x01"), &out, NULL), SL_INVALID);
    ck_assert_int_eq(sl_text_compose_into(SL_TEXT("e\xcc\x81"), &out, NULL), SL_OK);
    ck_assert_str_eq(out.bytes, "one \xc3\xa9");
}
END_TEST

static void expect_words(const char *text, const char *joined) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer words = {0};
    size_t at = 0;
    struct sl_span word;
    sl_buffer_text(&words, "");
    while (sl_text_next_word(sl_text_of(text), &at, &word)) {
        sl_buffer_add(&words, text + word.from, word.to - word.from);
        sl_buffer_char(&words, '|');
    }
    ck_assert_str_eq(words.bytes, joined);
    ck_assert_uint_eq(at, strlen(text));
}

START_TEST(words_keep_inner_apostrophes_and_hyphens)
{
    expect_words("", "");
    expect_words(" ... ", "");
    expect_words("Don't stop - follow-up 9.00", "Don't|stop|follow-up|9|00|");
    expect_words("'quoted' -x- y'", "quoted|x|y|");
    expect_words("mum\xe2\x80\x99s co\xe2\x80\x90op \xe2\x80\x98x\xe2\x80\x99",
                 "mum\xe2\x80\x99s|co\xe2\x80\x90op|x|");
    expect_words("caf\xc3\xa9s na\xc3\xafve", "caf\xc3\xa9s|na\xc3\xafve|");
    expect_words("a--b a'-b", "a|b|a|b|");
    expect_words("bad\xff"
                 "byte",
                 "bad|byte|");
    ck_assert_uint_eq(sl_text_words(SL_TEXT("Mum rings school by 9")), 5);
}
END_TEST

static void expect_sentences(const char *text, const char *joined) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer sentences = {0};
    size_t at = 0;
    struct sl_span sentence;
    sl_buffer_text(&sentences, "");
    while (sl_text_next_sentence(sl_text_of(text), &at, &sentence)) {
        sl_buffer_add(&sentences, text + sentence.from, sentence.to - sentence.from);
        sl_buffer_char(&sentences, '|');
    }
    ck_assert_str_eq(sentences.bytes, joined);
}

START_TEST(sentences_end_before_a_capital_a_digit_or_the_end)
{
    expect_sentences("", "");
    expect_sentences("Seen alone. She was well.", "Seen alone.|She was well.|");
    expect_sentences("Why? Because! 3 visits", "Why?|Because!|3 visits|");
    expect_sentences("Line one\nLine two\nand more", "Line one|Line two\nand more|");
    expect_sentences("She said \"no.\" Then left.", "She said \"no.\"|Then left.|");
    expect_sentences("Wait... what? (Nothing.)", "Wait... what?|(Nothing.)|");
    expect_sentences("by 9.30 on 3.4.25. Done", "by 9.30 on 3.4.25.|Done|");
    expect_sentences("Actions:\n- ring\n- write", "Actions:|- ring|- write|");
    expect_sentences("one\n\n\n", "one|");
    expect_sentences("...\n!!", "");
}
END_TEST

START_TEST(short_forms_and_list_numbers_end_no_sentence)
{
    expect_sentences("Use a service, e.g. Early Help. Ask Dr. Jones.",
                     "Use a service, e.g. Early Help.|Ask Dr. Jones.|");
    expect_sentences("J. Smith came.", "J. Smith came.|");
    expect_sentences("1. Visit\n2. Ring Mum", "1. Visit|2. Ring Mum|");
    expect_sentences("Born 2019. Lives with Gran.", "Born 2019.|Lives with Gran.|");
}
END_TEST

START_TEST(looking_for_sentences_takes_one_pass)
{
    SL_AUTO(sl_free) char *text = sl_new(SL_TEXT_MOST, 1);
    for (size_t i = 0; i < SL_TEXT_MOST; i++)
        text[i] = i % 2 == 0 ? '.' : ' ';
    text[0] = 'a';
    ck_assert_uint_eq(sl_text_sentences((struct sl_text){text, SL_TEXT_MOST}), 1);
    memset(text + 1, '\n', SL_TEXT_MOST - 1);
    text[SL_TEXT_MOST - 1] = 'b';
    ck_assert_uint_eq(sl_text_sentences((struct sl_text){text, SL_TEXT_MOST}), 1);
}
END_TEST

START_TEST(a_digit_of_any_script_is_a_digit)
{
    ck_assert(sl_text_has_digit(SL_TEXT("by 9")));
    ck_assert(sl_text_has_digit(SL_TEXT("\xd9\xa3")));
    ck_assert(!sl_text_has_digit(SL_TEXT("nine \xc2\xbd")));
    ck_assert(!sl_text_has_digit(sl_text_of(NULL)));
}
END_TEST

START_TEST(the_plain_copy_is_for_looking)
{
    SL_AUTO(sl_buffer_drop) struct sl_buffer plain = {0};
    SL_AUTO(sl_free) size_t *map = NULL;
    sl_buffer_text(&plain, "left over");
    const char *text = "Mum\xe2\x80\x99s \xe2\x80\x9cPlan\xe2\x80\x9d\xc2\xa0\xe2\x80\x93 \xc3\x89 "
                       "sup\xc2\xadport\xe2\x80\xa2x";
    sl_text_plain(sl_text_of(text), &plain, &map);
    ck_assert_str_eq(plain.bytes, "mum's \"plan\" - \xc3\xa9 support x");
    for (size_t i = 0; i < plain.length; i++)
        ck_assert_uint_le(map[i], map[i + 1]);
    ck_assert_uint_eq(map[plain.length], strlen(text));
    const char *found = strstr(plain.bytes, "support");
    ck_assert_ptr_eq(text + map[found - plain.bytes], strstr(text, "sup"));
    ck_assert_ptr_eq(text + map[found + 7 - plain.bytes], strstr(text, "\xe2\x80\xa2"));
}
END_TEST

START_TEST(a_plain_copy_may_be_longer_than_the_text)
{
    SL_AUTO(sl_buffer_drop) struct sl_buffer plain = {0}, text = {0};
    SL_AUTO(sl_free) size_t *map = NULL;
    for (int i = 0; i < 101; i++)
        sl_buffer_text(&text, "\xc8\xba"); /* U+023A, whose small letter has three bytes */
    sl_text_plain((struct sl_text){text.bytes, text.length}, &plain, &map);
    ck_assert_uint_eq(plain.length, 303);
    ck_assert_uint_eq(map[303], 202);
    ck_assert_uint_eq(map[300], 200);
}
END_TEST

START_TEST(every_plain_byte_leads_back_to_its_character)
{
    static const char *const parts[] = {
        "A",    "b",        "Z[@`{z",          " 9", "\xc3\x89", "\xe2\x80\x99", "\xc2\xad",
        "\xff", "\xc8\xba", "\xf0\x9f\x91\xa9"};
    struct sl_random random = sl_random_seeded(77);
    for (int round = 0; round < 2000; round++) {
        SL_AUTO(sl_buffer_drop) struct sl_buffer text = {0}, plain = {0}, alone = {0}, joined = {0};
        SL_AUTO(sl_free) size_t *map = NULL;
        while (text.length < (size_t)round % 50)
            sl_buffer_text(&text,
                           parts[sl_random_below(&random, SL_COUNT(parts) + 2) % SL_COUNT(parts)]);
        sl_text_plain((struct sl_text){text.bytes, text.length}, &plain, &map);
        sl_buffer_text(&joined, "");
        for (size_t at = 0, step; at < text.length; at += step) {
            int32_t point;
            step = sl_text_point((struct sl_text){text.bytes, text.length}, at, &point);
            sl_text_plain((struct sl_text){text.bytes + at, step}, &alone, NULL);
            for (size_t i = 0; i < alone.length; i++)
                ck_assert_uint_eq(map[joined.length + i], at);
            sl_buffer_add(&joined, alone.bytes, alone.length);
        }
        ck_assert_str_eq(plain.bytes, joined.bytes);
        ck_assert_uint_eq(map[plain.length], text.length);
    }
}
END_TEST

START_TEST(acronyms_have_two_capitals_and_are_not_on_the_list)
{
    static const char *const allowed[] = {"GP", "A&E"};
    struct sl_text text =
        SL_TEXT("CAMHS and A&E rang the GP, IROs, an IRO's MAPPA2 and S47 Mum OK");
    ck_assert_uint_eq(sl_text_acronyms(text, NULL, 0), 7);
    ck_assert_uint_eq(sl_text_acronyms(text, allowed, 2), 5);
    ck_assert_uint_eq(sl_text_acronyms(SL_TEXT("Anna rang McDonald at No 10 & B"), NULL, 0), 0);
    ck_assert_uint_eq(sl_text_acronyms(sl_text_of(NULL), NULL, 0), 0);
}
END_TEST

/* Bytes of few kinds, so that marks between letters come in every order. */
START_TEST(words_of_ascii_are_counted_as_those_of_other_texts)
{
    static const char kinds[] = "ab1'-- .\n_";
    struct sl_random random = sl_random_seeded(5);
    char text[48];
    for (int round = 0; round < 5000; round++) {
        size_t length = sl_random_below(&random, 40), at = 0, words = 0;
        for (size_t i = 0; i < length; i++)
            text[i] = kinds[sl_random_below(&random, sizeof kinds - 1)];
        struct sl_text ascii = {text, length};
        struct sl_span word;
        while (sl_text_next_word(ascii, &at, &word))
            words++;
        ck_assert_uint_eq(sl_text_words(ascii), words);
        memcpy(text + length, " \xc3\xa9", 3);
        ck_assert_uint_eq(sl_text_words((struct sl_text){text, length + 3}), words + 1);
    }
}
END_TEST

SL_SUITE("text", words_of_ascii_are_counted_as_those_of_other_texts,
         a_text_is_compared_and_trimmed_by_its_bytes, clean_text_passes_unchanged,
         letters_and_their_marks_are_composed, line_ends_become_newlines,
         bytes_that_are_not_utf_8_are_named_with_their_place,
         nul_and_control_characters_are_refused, what_turns_or_hides_letters_is_refused,
         the_flag_of_england_is_text, towers_of_marks_are_refused_quickly,
         a_text_has_a_longest_length, composing_into_a_buffer_adds_all_or_nothing,
         words_keep_inner_apostrophes_and_hyphens,
         sentences_end_before_a_capital_a_digit_or_the_end,
         short_forms_and_list_numbers_end_no_sentence, looking_for_sentences_takes_one_pass,
         a_digit_of_any_script_is_a_digit, the_plain_copy_is_for_looking,
         a_plain_copy_may_be_longer_than_the_text, every_plain_byte_leads_back_to_its_character,
         acronyms_have_two_capitals_and_are_not_on_the_list)
