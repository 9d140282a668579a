#include "base/phrase.h"
#include "base/random.h"
#include "support/suite.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define LIST(...)                                                                                  \
    ((const char *const[]){__VA_ARGS__}), SL_COUNT(((const char *const[]){__VA_ARGS__}))

static struct sl_phrases *set_of(const char *const *list, size_t count) {
    struct sl_phrases *phrases = NULL;
    struct sl_error err = {0};
    ck_assert_msg(sl_phrases_new(list, count, &phrases, &err) == SL_OK, "%s", err.text);
    ck_assert_uint_eq(sl_phrases_count(phrases), count);
    return phrases;
}

/* All hits of the set in the text, as "text/phrase|". */
static void expect_hits(const struct sl_phrases *phrases, const char *text, const char *joined) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer found = {0};
    struct sl_phrase_hit hits[50];
    size_t count = sl_phrases_spans(phrases, sl_text_of(text), hits, SL_COUNT(hits));
    sl_buffer_text(&found, "");
    for (size_t i = 0; i < count; i++) {
        sl_buffer_add(&found, text + hits[i].span.from, hits[i].span.to - hits[i].span.from);
        sl_buffer_format(&found, "/%zu|", hits[i].phrase);
    }
    ck_assert_str_eq(found.bytes, joined);
    ck_assert_uint_eq(sl_phrases_hits(phrases, sl_text_of(text)), count);
    ck_assert_int_eq(sl_phrases_any(phrases, sl_text_of(text)), count > 0);
}

START_TEST(whole_words_are_found_whatever_their_case)
{
    SL_AUTO(sl_phrases_drop) struct sl_phrases *set = set_of(LIST("support", "Work with", "go"));
    expect_hits(set, "SUPPORT Mum; work With Dad to go.", "SUPPORT/0|work With/1|go/2|");
    expect_hits(set, "supporting, unsupported, workwith, ago, go2, 3go", "");
    expect_hits(set, "(support) 'go' -go- _go_", "support/0|go/2|go/2|go/2|");
    expect_hits(set, "support", "support/0|");
    expect_hits(set, "", "");
}
END_TEST

START_TEST(a_star_lets_the_last_word_go_on)
{
    SL_AUTO(sl_phrases_drop) struct sl_phrases *set = set_of(LIST("attend*", "take part*", "go*"));
    expect_hits(set, "Attendance and attend, attending's; take parts",
                "Attendance/0|attend/0|attending's/0|take parts/1|");
    expect_hits(set, "reattend take pa going", "going/2|");
}
END_TEST

START_TEST(the_apostrophe_of_a_word_is_a_letter_of_it)
{
    SL_AUTO(sl_phrases_drop)
    struct sl_phrases *set = set_of(LIST("don't", "don", "t", "mum", "mum's"));
    expect_hits(set, "don't", "don't/0|");
    expect_hits(set, "don\xe2\x80\x99t", "don\xe2\x80\x99t/0|");
    expect_hits(set, "'don' t'", "don/1|t/2|");
    expect_hits(set, "Mum's and mum' and mum", "Mum's/4|mum/3|mum/3|");
}
END_TEST

START_TEST(plain_forms_and_runs_of_white_space_count_alike)
{
    SL_AUTO(sl_phrases_drop)
    struct sl_phrases *set =
        set_of(LIST("  next \xc2\xa0 steps ", "follow-up", "caf\xc3\x89", "so\xe2\x80\x99s"));
    expect_hits(set, "next steps next\n\t steps nextsteps", "next steps/0|next\n\t steps/0|");
    expect_hits(set, "Next\xc2\xa0\xc2\xa0steps", "Next\xc2\xa0\xc2\xa0steps/0|");
    expect_hits(set, "follow\xe2\x80\x93up", "follow\xe2\x80\x93up/1|");
    expect_hits(set, "Caf\xc3\xa9 cafe caf\xc3\xa9s", "Caf\xc3\xa9/2|");
    expect_hits(set, "so's", "so's/3|");
    expect_hits(set, "fol\xc2\xadlow-up \xe2\x80\xa2next steps\xe2\x80\xa6",
                "fol\xc2\xadlow-up/1|next steps/0|");
}
END_TEST

START_TEST(letters_beyond_ascii_bound_words_too)
{
    SL_AUTO(sl_phrases_drop)
    struct sl_phrases *set = set_of(LIST("cole",
                                         "\xc3\xa9"
                                         "cole",
                                         "ann", "na\xc3\xaf*"));
    expect_hits(set,
                "\xc3\x89"
                "cole",
                "\xc3\x89"
                "cole/1|");
    expect_hits(set,
                "ann\xc3\xa9 ann\xe2\x82\xac e\xcc\x81"
                "ann",
                "ann/2|");
    expect_hits(set,
                "na\xc3\xaf"
                "f na nai",
                "na\xc3\xaf"
                "f/3|");
}
END_TEST

START_TEST(phrases_may_begin_and_end_with_signs)
{
    SL_AUTO(sl_phrases_drop)
    struct sl_phrases *set =
        set_of(LIST("e.g.", "(sic)", "\xc2\xa3", "'til", "#", "- none", "80 %"));
    expect_hits(set, "so (sic) e.g. this #1 #", "(sic)/1|e.g./0|#/4|");
    expect_hits(set,
                "\xc2\xa3 5, \xc2\xa3"
                "5, 'til",
                "\xc2\xa3/2|'til/3|");
    expect_hits(set, "x - none 80 %. 180 %", "- none/5|80 %/6|");
}
END_TEST

START_TEST(of_several_at_one_place_the_longest_is_found)
{
    SL_AUTO(sl_phrases_drop)
    struct sl_phrases *set =
        set_of(LIST("child", "child in need", "child in*", "child", "in need of", "need*"));
    expect_hits(set, "child in need of", "child in need/1|");
    expect_hits(set, "child in needs", "child in/2|needs/5|");
    expect_hits(set, "child indeed", "child indeed/2|");
    expect_hits(set, "the child", "child/0|");
    bool found[6] = {false};
    sl_phrases_mark(set, SL_TEXT("child in need of"), found);
    for (int i = 0; i < 6; i++)
        ck_assert_msg(found[i], "phrase %d", i);
}
END_TEST

START_TEST(marking_leaves_other_marks_as_they_are)
{
    SL_AUTO(sl_phrases_drop) struct sl_phrases *set = set_of(LIST("one", "two", "three"));
    bool found[3] = {false, false, true};
    sl_phrases_mark(set, SL_TEXT("two \xe2\x80\x93 four"), found);
    ck_assert(!found[0] && found[1] && found[2]);
}
END_TEST

START_TEST(looking_goes_on_from_a_byte_of_the_original)
{
    SL_AUTO(sl_phrases_drop) struct sl_phrases *set = set_of(LIST("plan", "an"));
    const char *const texts[] = {"plan plan plan", "plan \xe2\x80\x9cplan\xe2\x80\x9d plan"};
    for (size_t i = 0; i < 2; i++) {
        struct sl_text text = sl_text_of(texts[i]);
        struct sl_phrase_hit hit;
        size_t last = text.length - 4;
        ck_assert(sl_phrases_find(set, text, 0, &hit) && hit.span.from == 0);
        ck_assert(sl_phrases_find(set, text, 1, &hit));
        ck_assert_uint_eq(hit.span.from, i == 0 ? 5 : 8);
        ck_assert_uint_eq(hit.span.to, hit.span.from + 4);
        ck_assert(sl_phrases_find(set, text, hit.span.to, &hit) && hit.span.from == last);
        hit.phrase = 99;
        ck_assert(!sl_phrases_find(set, text, last + 1, &hit));
        ck_assert(!sl_phrases_find(set, text, text.length, &hit));
        ck_assert(!sl_phrases_find(set, text, SIZE_MAX, &hit));
        ck_assert_uint_eq(hit.phrase, 99);
    }
}
END_TEST

START_TEST(an_empty_list_finds_nothing)
{
    SL_AUTO(sl_phrases_drop) struct sl_phrases *set = set_of(NULL, 0);
    expect_hits(set, "anything at all", "");
    expect_hits(set, "", "");
    ck_assert(!sl_phrases_any(set, sl_text_of(NULL)));
}
END_TEST

static void expect_refused(const char *phrase, const char *part) {
    const char *const list[] = {"good", phrase};
    struct sl_phrases *set = NULL;
    struct sl_error err = {0};
    ck_assert_msg(sl_phrases_new(list, 2, &set, &err) == SL_INVALID, "taken: %s", phrase);
    ck_assert_msg(strstr(err.text, part) != NULL, "%s", err.text);
    ck_assert_ptr_null(set);
    ck_assert_int_eq(sl_phrases_new(list, 2, &set, NULL), SL_INVALID);
}

START_TEST(phrases_that_say_nothing_are_refused)
{
    expect_refused("", "Phrase 2 is empty");
    expect_refused(" \t\xc2\xa0", "Phrase 2 is empty");
    expect_refused("*", "Phrase 2 is empty");
    expect_refused("at*tend", "has a *");
    expect_refused("*attend", "has a *");
    expect_refused("attend *", "has a *");
    expect_refused("attend**", "has a *");
    expect_refused("attend-*", "has a *");
    expect_refused("caf\xe9", "Phrase 2: Line 1, character 4 is not UTF-8");
    expect_refused("a\xe2\x80\xae", "U+202E");
    SL_AUTO(sl_free) const char **many = sl_new(SL_PHRASES_MOST + 1, sizeof *many);
    for (size_t i = 0; i <= SL_PHRASES_MOST; i++)
        many[i] = "x";
    struct sl_phrases *set = NULL;
    ck_assert_int_eq(sl_phrases_new(many, SL_PHRASES_MOST + 1, &set, NULL), SL_INVALID);
    ck_assert_int_eq(sl_phrases_new(many, SL_PHRASES_MOST, &set, NULL), SL_OK);
    sl_phrases_free(set);
}
END_TEST

START_TEST(each_of_four_thousand_phrases_is_found)
{
    enum { MANY = SL_PHRASES_MOST };
    static char names[MANY][40];
    static const char *list[MANY];
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < MANY; i++) {
            const char *form = round == 0 ? "w%zux and more" : "child in need of number %04zu";
            snprintf(names[i], sizeof names[i], form, i);
            list[i] = names[i];
        }
        SL_AUTO(sl_phrases_drop) struct sl_phrases *set = set_of(list, MANY);
        for (size_t i = 0; i < MANY; i++) {
            SL_AUTO(sl_free) char *text = sl_format("so the %s.", names[i]);
            struct sl_phrase_hit hit;
            ck_assert(sl_phrases_find(set, sl_text_of(text), 0, &hit));
            ck_assert_uint_eq(hit.phrase, i);
        }
    }
}
END_TEST

/* ---- the plain way, one place and one phrase at a time ---- */

static bool naive_letter(struct sl_text text, size_t at) {
    int32_t point = 0;
    while (at > 0 && at < text.length && ((unsigned char)text.bytes[at] & 0xc0) == 0x80)
        at--;
    return at < text.length && (sl_text_point(text, at, &point), sl_text_is_letter(point));
}

static bool naive_inner(struct sl_text text, size_t at) {
    return at > 0 && at < text.length && text.bytes[at] == '\'' && naive_letter(text, at - 1) &&
           naive_letter(text, at + 1);
}

static bool naive_bound(struct sl_text text, size_t at) {
    return !naive_letter(text, at) && !naive_inner(text, at);
}

/* The end of the phrase (plain, words by one space) when it stands at at, else 0. */
static size_t naive_end(struct sl_text text, size_t at, const char *phrase) {
    bool open = phrase[strlen(phrase) - 1] == '*';
    size_t length = strlen(phrase) - open;
    if (at > 0 && !naive_bound(text, at - 1))
        return 0;
    for (size_t i = 0; i < length; i++) {
        if (at >= text.length)
            return 0;
        if (phrase[i] == ' ') {
            size_t spaces = 0;
            while (at + spaces < text.length && isspace((unsigned char)text.bytes[at + spaces]))
                spaces++;
            if (spaces == 0)
                return 0;
            at += spaces;
        } else if (text.bytes[at++] != phrase[i])
            return 0;
    }
    if (!open)
        return naive_bound(text, at) ? at : 0;
    while (!naive_bound(text, at))
        at++;
    return at;
}

struct naive {
    struct sl_text plain;
    const size_t *map;
    char (*phrases)[24];
    size_t count;
};

static bool naive_find(const struct naive *naive, size_t at, struct sl_phrase_hit *hit) {
    for (size_t from = 0; from < naive->plain.length; from++) {
        size_t longest = 0;
        bool continued = ((unsigned char)naive->plain.bytes[from] & 0xc0) == 0x80;
        for (size_t i = 0; i < naive->count && !continued && naive->map[from] >= at; i++) {
            size_t end = naive_end(naive->plain, from, naive->phrases[i]);
            if (end > longest) {
                longest = end;
                *hit = (struct sl_phrase_hit){{naive->map[from], naive->map[end]}, i};
            }
        }
        if (longest > 0)
            return true;
    }
    return false;
}

static void naive_mark(const struct naive *naive, bool *found) {
    for (size_t i = 0; i < naive->count; i++)
        for (size_t from = 0; from < naive->plain.length; from++)
            if (((unsigned char)naive->plain.bytes[from] & 0xc0) != 0x80 &&
                naive_end(naive->plain, from, naive->phrases[i]) > 0)
                found[i] = true;
}

static void check_against_naive(const struct sl_phrases *set, struct sl_text text,
                                const struct naive *naive) {
    struct sl_phrase_hit hit, wanted = {0}, spans[400];
    size_t count = sl_phrases_spans(set, text, spans, SL_COUNT(spans)), seen = 0, at = 0;
    while (naive_find(naive, at, &wanted)) {
        ck_assert_uint_lt(seen, count);
        ck_assert(sl_phrases_find(set, text, at, &hit));
        ck_assert_uint_eq(hit.span.from, wanted.span.from);
        ck_assert_uint_eq(hit.span.to, wanted.span.to);
        ck_assert_uint_eq(hit.phrase, wanted.phrase);
        ck_assert_mem_eq(&spans[seen].span, &hit.span, sizeof hit.span);
        at = hit.span.to;
        seen++;
    }
    ck_assert(!sl_phrases_find(set, text, at, &hit));
    ck_assert_uint_eq(seen, count);
    ck_assert_uint_eq(sl_phrases_hits(set, text), count);
    ck_assert_int_eq(sl_phrases_any(set, text), count > 0);
    bool found[16] = {false}, marked[16] = {false};
    naive_mark(naive, found);
    sl_phrases_mark(set, text, marked);
    ck_assert_mem_eq(found, marked, sizeof found);
}

static const char *pick(struct sl_random *random, const char *const *parts, size_t count) {
    return parts[sl_random_below(random, count)];
}

/* Words, signs and spaces of few letters, so that phrases meet texts often. */
static void add_random(struct sl_random *random, struct sl_buffer *out, bool phrase, bool ascii) {
    static const char *const letters[] = {"a",    "b",         "ab", "ba", "a1",
                                          "abab", "bbbbbbbbb", "A",  "B"};
    static const char *const signs[] = {"'", "-", ".", ",", "(", "'"};
    static const char *const wide[] = {"\xc3\xa9",     "\xe2\x80\x99", "\xe2\x80\x93", "\xc2\xa0",
                                       "\xe2\x80\xa6", "\xc3\x89",     "\xc2\xad"};
    uint64_t kind = sl_random_below(random, 12);
    if (kind < 6)
        sl_buffer_text(out, pick(random, letters, phrase ? 7 : 9));
    else if (kind < 8)
        sl_buffer_text(out, pick(random, signs, SL_COUNT(signs)));
    else if (kind == 8 && !ascii)
        sl_buffer_text(out, phrase ? "\xc3\xa9" : pick(random, wide, SL_COUNT(wide)));
    else
        sl_buffer_text(out, phrase || sl_random_chance(random, 3, 4) ? " " : " \n");
}

static void make_phrase(struct sl_random *random, char out[24], bool ascii) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer raw = {0};
    sl_buffer_text(&raw, pick(random, (const char *const[]){"a", "b", "ab", "b'a", "-", "\xc3\xa9"},
                              ascii ? 5 : 6));
    for (uint64_t left = sl_random_below(random, 5); left > 0; left--)
        add_random(random, &raw, true, ascii);
    size_t length = 0;
    for (size_t i = 0; i < raw.length && length < 20; i++)
        if (raw.bytes[i] != ' ' || (length > 0 && out[length - 1] != ' '))
            out[length++] = raw.bytes[i];
    while (length > 0 && (out[length - 1] == ' ' || (unsigned char)out[length - 1] == 0xc3))
        length--;
    if (isalnum((unsigned char)out[length - 1]) && sl_random_chance(random, 1, 3))
        out[length++] = '*';
    out[length] = '\0';
}

static void compare_at_random(uint64_t seed, int rounds, size_t longest, bool ascii) {
    struct sl_random random = sl_random_seeded(seed);
    for (int round = 0; round < rounds; round++) {
        char phrases[16][24];
        const char *list[16];
        size_t count = 1 + sl_random_below(&random, 16);
        for (size_t i = 0; i < count; i++) {
            make_phrase(&random, phrases[i], ascii);
            list[i] = phrases[i];
        }
        SL_AUTO(sl_phrases_drop) struct sl_phrases *set = set_of(list, count);
        SL_AUTO(sl_buffer_drop) struct sl_buffer text = {0}, plain = {0};
        SL_AUTO(sl_free) size_t *map = NULL;
        SL_AUTO(sl_free) char *exact = NULL; /* a sanitizer sees the end of it */
        for (size_t length = sl_random_below(&random, longest); text.length < length;)
            add_random(&random, &text, false, ascii);
        exact = memcpy(sl_new(text.length, 1), text.length > 0 ? text.bytes : "", text.length);
        struct sl_text looked = {exact, text.length};
        sl_text_plain(looked, &plain, &map);
        struct naive naive = {{plain.bytes, plain.length}, map, phrases, count};
        check_against_naive(set, looked, &naive);
    }
}

START_TEST(short_texts_agree_with_the_plain_way)
{
    compare_at_random(101, 6000, 40, true);
    compare_at_random(102, 6000, 40, false);
}
END_TEST

START_TEST(long_texts_agree_with_the_plain_way)
{
    compare_at_random(103, 60, 400, true);
    compare_at_random(104, 60, 400, false);
}
END_TEST

START_TEST(a_phrase_is_found_at_every_place_of_a_long_text)
{
    SL_AUTO(sl_phrases_drop) struct sl_phrases *set = set_of(LIST("wxyz and", "#"));
    SL_AUTO(sl_phrases_drop) struct sl_phrases *words = set_of(LIST("wxyz and"));
    SL_AUTO(sl_free) char *bytes = sl_new(1301, 1);
    for (size_t at = 0; at + 8 <= 1300; at++) {
        memset(bytes, '.', 1300);
        memcpy(bytes + at, "wxyz and", 8);
        struct sl_phrase_hit hit;
        ck_assert(sl_phrases_find(words, (struct sl_text){bytes, 1300}, 0, &hit));
        ck_assert_uint_eq(hit.span.from, at);
        ck_assert(sl_phrases_find(set, (struct sl_text){bytes, at + 8}, at, &hit));
        ck_assert_uint_eq(hit.span.from, at);
        ck_assert(!sl_phrases_any(set, (struct sl_text){bytes, at + 7}));
    }
}
END_TEST

START_TEST(an_apostrophe_beyond_the_block_is_seen)
{
    SL_AUTO(sl_phrases_drop) struct sl_phrases *set = set_of(LIST("the voice of the child today"));
    SL_AUTO(sl_free) char *bytes = sl_new(1301, 1);
    const char *inner = "the voice of the child today\xe2\x80\x99s";
    for (size_t at = 0; at + strlen(inner) <= 1300; at++) {
        memset(bytes, '.', 1300);
        memcpy(bytes + at, inner, strlen(inner));
        ck_assert(!sl_phrases_any(set, (struct sl_text){bytes, 1300}));
        ck_assert_uint_eq(sl_phrases_hits(set, (struct sl_text){bytes, at + strlen(inner) - 1}), 1);
    }
}
END_TEST

SL_SUITE("phrase", whole_words_are_found_whatever_their_case, a_star_lets_the_last_word_go_on,
         the_apostrophe_of_a_word_is_a_letter_of_it,
         plain_forms_and_runs_of_white_space_count_alike, letters_beyond_ascii_bound_words_too,
         phrases_may_begin_and_end_with_signs, of_several_at_one_place_the_longest_is_found,
         marking_leaves_other_marks_as_they_are, looking_goes_on_from_a_byte_of_the_original,
         an_empty_list_finds_nothing, phrases_that_say_nothing_are_refused,
         each_of_four_thousand_phrases_is_found, short_texts_agree_with_the_plain_way,
         long_texts_agree_with_the_plain_way, a_phrase_is_found_at_every_place_of_a_long_text,
         an_apostrophe_beyond_the_block_is_seen)
