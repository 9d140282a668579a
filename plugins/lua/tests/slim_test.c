#include "base/slim.h"
#include "kit.h"
#include <string.h>

enum { TEXTS = 400 };

/* The kit's lists of phrases, in the order of the remembered set. */
static const char *const soft_verbs[] = {"support", "monitor", "engage with", "attend*"};
static const char *const acronyms[] = {"GP", "NHS"};

static uint32_t chance(uint32_t *seed, uint32_t most) {
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % most;
}

/* Some 0 to 40 words, some of which the lists name, with signs and letters of all kinds. */
static char *make_text(uint32_t seed) {
    static const char *const words[] = {"the",
                                        "child",
                                        "was seen",
                                        "support",
                                        "monitor",
                                        "Engage  with",
                                        "attended",
                                        "GP",
                                        "NHS",
                                        "31/12/2025",
                                        "2025-02-01",
                                        "7",
                                        "na\xc3\xafve",
                                        "don\xe2\x80\x99t",
                                        "\xe2\x80\x94",
                                        "all.",
                                        "Yes.",
                                        "So?",
                                        "\n",
                                        "  ",
                                        "school",
                                        "supported",
                                        "\xc2\xa0support",
                                        "attend"};
    struct sl_buffer text = {0};
    uint32_t count = chance(&seed, 40);
    for (uint32_t i = 0; i < count; i++)
        sl_buffer_format(&text, "%s%s", i > 0 ? " " : "", words[chance(&seed, SL_COUNT(words))]);
    if (chance(&seed, 9) == 0)
        sl_buffer_text(&text, "                                          ");
    return sl_buffer_take(&text);
}

static struct sl_text slim_of(struct sl_text whole) {
    struct sl_phrases *lists[2] = {NULL, NULL};
    struct sl_body body;
    struct sl_buffer out = {0};
    sl_phrases_new(soft_verbs, SL_COUNT(soft_verbs), &lists[0], NULL);
    sl_phrases_new(acronyms, SL_COUNT(acronyms), &lists[1], NULL);
    ck_assert_int_eq(sl_body_open(whole.bytes, whole.length, &body, NULL), SL_OK);
    sl_slim_make(&body, (const struct sl_phrases *const *)lists, 2, &out);
    sl_phrases_free(lists[0]);
    sl_phrases_free(lists[1]);
    return (struct sl_text){out.bytes, out.length};
}

struct bodies {
    size_t count;
    struct sl_text whole[TEXTS], slim[TEXTS];
};

static const struct bodies *bodies(void) {
    static struct bodies made;
    for (; made.count < TEXTS; made.count++) {
        uint32_t seed = (uint32_t)made.count * 77;
        SL_AUTO(sl_free) char *one = make_text(seed + 1), *two = make_text(seed + 2);
        SL_AUTO(sl_free) char *three = make_text(seed + 3), *four = make_text(seed + 4);
        SL_AUTO(sl_free)
        char *answers = sl_format("A1=G;A4=3;A6=%s|%s;act.what.1=%s;act.what.2=x;act.who.1=%s",
                                  *one != '\0' ? one : "-", two, *three != '\0' ? three : "-",
                                  *four != '\0' ? four : "-");
        made.whole[made.count] = kit_body(answers);
        made.slim[made.count] = slim_of(made.whole[made.count]);
    }
    return &made;
}

static void load(const char *score) {
    SL_AUTO(sl_free) char *source = kit_rule(score);
    static const char *const remembered[] = {"soft_verbs", NULL};
    struct sl_scorer_rule rule = kit_scorer_rule(source, "");
    struct sl_error err = {0};
    rule.remembered = remembered;
    rule.remembered_count = SL_COUNT(remembered);
    ck_assert_msg(kit_api()->load(kit_scorer(), &rule, kit_forms(), 2, &err) == SL_OK, "%s",
                  err.text);
}

/* How many slim bodies were enough; their results are those of the whole ones, byte by byte. */
static size_t count_answered(const char *score) {
    const struct bodies *b = bodies();
    struct kit_results whole = {0}, slim = {0};
    size_t answered = 0;
    load(score);
    ck_assert_int_eq(kit_score(b->whole, b->count, &whole, NULL), SL_OK);
    ck_assert_int_eq(kit_score(b->slim, b->count, &slim, NULL), SL_OK);
    for (size_t i = 0; i < b->count; i++) {
        struct sl_text one = kit_result(&whole, i), other = kit_result(&slim, i);
        ck_assert_int_ne(sl_result_status_of(one.bytes, one.length), SL_RESULT_WANTS);
        if (sl_result_status_of(other.bytes, other.length) == SL_RESULT_WANTS)
            continue;
        SL_AUTO(sl_free) char *said = kit_text_of(one), *said_slim = kit_text_of(other);
        ck_assert_msg(one.length == other.length && memcmp(one.bytes, other.bytes, one.length) == 0,
                      "%s\nbody %zu: %s\nslim: %s", score, i, said, said_slim);
        answered++;
    }
    kit_results_drop(&whole);
    kit_results_drop(&slim);
    return answered;
}

#define T "local t = f:text(\"A6\") "

START_TEST(what_is_remembered_answers_alike)
{
    static const char *const told[] = {
        T "out:value(\"n\", t:length())",
        T "out:value(\"n\", t:words())",
        T "out:value(\"n\", t:sentences())",
        T "out:value(\"yes\", t:has_digit())",
        T "out:value(\"yes\", t:has_date())",
        T "out:value(\"yes\", t:blank())",
        T "out:value(\"yes\", t:has_any(\"soft_verbs\"))",
        T "out:value(\"n\", t:count_of(\"soft_verbs\"))",
        T "local p = t:find(\"soft_verbs\") if p then out:reason(\"L1\", nil, p) end",
        T "local p = t:find(\"soft_verbs\") if p then out:reason(\"L1\", nil, t:before(p), "
          "t:after(p), t) end",
        T "local n = 0 for _ in pairs(t:which(\"soft_verbs\")) do n = n + 1 end "
          "out:value(\"n\", n)",
        "local n = 0 for _ in pairs(f:which({ \"A6\", \"act.what\" }, \"soft_verbs\")) do n = n + "
        "1 end out:value(\"n\", n)",
        "local t = f:evidence(\"A6\") if t then out:values(\"n\", t:count_of(\"soft_verbs\"), "
        "\"m\", t:length()) out:reason(\"L1\", nil, t) end",
        "out:values(\"n\", f:ticks(\"action\", { { question = \"what\", length = 30, has = { "
        "\"digit\", \"soft_verbs\" } }, { question = \"who\", lacks = \"date\" } }))",
        "out:value(\"words\", f:grade(\"A1\") .. f:count(\"A4\") .. f:state(\"A6\"))",
    };
    for (size_t i = 0; i < SL_COUNT(told); i++)
        ck_assert_msg(count_answered(told[i]) == TEXTS, "%s wants bodies", told[i]);
}
END_TEST

START_TEST(what_is_not_remembered_wants_the_body)
{
    static const char *const untold[] = {
        T "out:value(\"yes\", t:has_any(\"words\"))",
        T "out:value(\"n\", t:count_of(\"acronyms\"))",
        T "out:value(\"n\", t:acronyms(\"acronyms\"))",
        T "out:value(\"yes\", t:matches(\"seen\") ~= nil)",
        T "out:value(\"words\", t:lower())",
        T "out:value(\"words\", t:string())",
        T "out:value(\"m\", (t:readability()))",
        T "local n = 0 for p in t:each_sentence() do n = n + p:words() end out:value(\"n\", n)",
        T "local p = t:find(\"soft_verbs\") if p then out:value(\"n\", t:after(p):length()) else "
          "t:lower() end",
        T "out:value(\"words\", day.resolve(t, {}).kind)",
    };
    for (size_t i = 0; i < SL_COUNT(untold); i++) {
        size_t answered = count_answered(untold[i]);
        ck_assert_msg(answered > 0 && answered < TEXTS / 2, "%s: %zu", untold[i], answered);
    }
}
END_TEST

/* Only a text of as many words as those it is compared with needs to be read. */
START_TEST(a_long_text_is_no_short_word)
{
    ck_assert_uint_gt(count_answered(T "out:value(\"yes\", t:is(\"all\", \"tbc\", \"-\"))"),
                      TEXTS * 9 / 10);
}
END_TEST

/* A rule can't go on without what it asked for, whatever it tries. */
START_TEST(no_rule_hides_what_it_wants)
{
    static const char sorts[] =
        "local t = f:text(\"A6\") local list = { 3, 2, 1 }\n"
        "table.sort(list, function(a, b) t:lower() return a < b end) out:value(\"n\", 1)";
    ck_assert_uint_lt(count_answered(sorts), TEXTS / 2);
}
END_TEST

/* In phrases that share words only the longest is remembered. */
START_TEST(phrases_that_overlap_want_the_body)
{
    static const char list[] =
        "{\"kind\":\"phrases\",\"phrases\":[\"child was\",\"was seen\",\"the child was seen\"]}";
    static const char *const phrases[] = {"child was", "was seen", "the child was seen"};
    SL_AUTO(sl_free)
    char *source = kit_rule(
        T
        "local n = 0 for _ in pairs(t:which(\"soft_verbs\")) do n = n + 1 end out:value(\"n\", n)");
    struct sl_scorer_rule rule = kit_scorer_rule(source, "");
    struct sl_scorer_part lists[8];
    static const char *const remembered[] = {"soft_verbs"};
    for (size_t i = 0; i < rule.list_count; i++) {
        lists[i] = rule.lists[i];
        if (strcmp(lists[i].name, "soft_verbs") == 0)
            lists[i].text = sl_text_of(list);
    }
    rule.lists = lists;
    rule.remembered = remembered;
    rule.remembered_count = 1;
    ck_assert_int_eq(kit_api()->load(kit_scorer(), &rule, kit_forms(), 2, NULL), SL_OK);
    struct sl_text whole = kit_body("A6=It is written that the child was seen there");
    struct sl_phrases *set = NULL;
    struct sl_body body;
    struct sl_buffer out = {0};
    struct kit_results results = {0};
    sl_phrases_new(phrases, 3, &set, NULL);
    sl_body_open(whole.bytes, whole.length, &body, NULL);
    sl_slim_make(&body, (const struct sl_phrases *const *)&set, 1, &out);
    struct sl_text both[2] = {whole, {out.bytes, out.length}};
    ck_assert_int_eq(kit_score(both, 2, &results, NULL), SL_OK);
    SL_AUTO(sl_free) char *said = kit_text_of(kit_result(&results, 0));
    ck_assert_str_eq(said, "scored n=3");
    struct sl_text slim = kit_result(&results, 1);
    ck_assert_int_eq(sl_result_status_of(slim.bytes, slim.length), SL_RESULT_WANTS);
    kit_results_drop(&results);
    sl_phrases_free(set);
    sl_buffer_drop(&out);
    free((void *)(uintptr_t)whole.bytes);
}
END_TEST

SL_SUITE("slim", what_is_remembered_answers_alike, what_is_not_remembered_wants_the_body,
         a_long_text_is_no_short_word, no_rule_hides_what_it_wants,
         phrases_that_overlap_want_the_body)
