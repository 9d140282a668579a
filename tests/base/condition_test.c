#include "base/condition.h"
#include "base/memory.h"
#include "base/text.h"
#include "support/suite.h"
#include <string.h>

/* V3 no, V1 not applicable, SJ R, P2.smart 2, d 2025-03-03, X "a c"; all else not yet answered. */
static void answer(void *context, const char *question, struct sl_value *out) {
    (void)context;
    *out = (struct sl_value){.state = SL_ANSWERED, .kind = SL_VALUE_TOKEN};
    if (strcmp(question, "V3") == 0)
        out->text = sl_text_of("no");
    else if (strcmp(question, "SAFE.SJ") == 0)
        out->text = sl_text_of("R");
    else if (strcmp(question, "X") == 0)
        *out = (struct sl_value){
            .state = SL_ANSWERED, .kind = SL_VALUE_TOKENS, .text = SL_TEXT("a c")};
    else if (strcmp(question, "P2.smart") == 0)
        *out = (struct sl_value){.state = SL_ANSWERED, .kind = SL_VALUE_NUMBER, .number = 2};
    else if (strcmp(question, "d") == 0)
        *out = (struct sl_value){
            .state = SL_ANSWERED, .kind = SL_VALUE_DAY, .number = sl_day_of(2025, 3, 3)};
    else
        *out = (struct sl_value){.state =
                                     strcmp(question, "V1") == 0 ? SL_NOT_APPLICABLE : SL_NOT_YET};
}

static bool rank(void *context, const char *question, struct sl_text token, int *out) {
    (void)context;
    (void)question;
    const char *place = token.length == 1 ? strchr("IRGO", token.bytes[0]) : NULL;
    *out = place != NULL ? (int)(place - "IRGO") : 0;
    return place != NULL;
}

static bool flag(void *context, const char *class_or_question) {
    (void)context;
    return strcmp(class_or_question, "B") == 0;
}

static const char *group(void *context, const char *name, size_t index) {
    static const char *const core[] = {"V3", "SAFE.SJ", "V9"};
    (void)context;
    return strcmp(name, "core") == 0 && index < SL_COUNT(core) ? core[index] : NULL;
}

static bool holds(const char *text) {
    const struct sl_condition_facts facts = {answer, rank, flag, group, NULL};
    SL_AUTO(sl_condition_drop) struct sl_condition *condition = NULL;
    struct sl_error err = {0};
    ck_assert_int_eq(sl_condition_parse(sl_text_of(text), &condition, &err), SL_OK);
    return sl_condition_holds(condition, &facts);
}

START_TEST(answers_are_compared_as_people_write_it)
{
    static const char *const true_ones[] = {"V3 = no",
                                            "V3 = \"no\"",
                                            "V3 = \xe2\x80\x9cno\xe2\x80\x9d",
                                            "V3 = no OR V9 = no",
                                            "V3 <> yes",
                                            "SAFE.SJ in (R, I)",
                                            "SAFE.SJ < G",
                                            "SAFE.SJ <= R",
                                            "SAFE.SJ > I",
                                            "P2.smart < 3",
                                            "P2.smart >= 2",
                                            "d = 2025-03-03",
                                            "d < 2025-04-01",
                                            "flag B",
                                            "not flag A",
                                            "V1 is not applicable",
                                            "V9 is not answered",
                                            "V3 is answered",
                                            "X = c",
                                            "X in (b, a)",
                                            "V3 = yes or V3 = no and flag B",
                                            "(V3 = yes or V3 = no) and not (flag A or flag C)"};
    static const char *const false_ones[] = {"V3 = yes",
                                             "V9 <> yes",
                                             "V9 = no",
                                             "V1 <> yes",
                                             "SAFE.SJ < R",
                                             "SAFE.SJ > G",
                                             "P2.smart > 2",
                                             "P2.smart = two",
                                             "d > 2025-03-03",
                                             "flag A",
                                             "V3 is not answered",
                                             "V1 is answered",
                                             "V3 is not evidenced",
                                             "X = b",
                                             "V3 = no and V3 = yes",
                                             "V3 = yes and flag A or flag A"};
    for (size_t i = 0; i < SL_COUNT(true_ones); i++)
        ck_assert_msg(holds(true_ones[i]), "%s", true_ones[i]);
    for (size_t i = 0; i < SL_COUNT(false_ones); i++)
        ck_assert_msg(!holds(false_ones[i]), "%s", false_ones[i]);
}
END_TEST

START_TEST(and_binds_closer_than_or)
{
    ck_assert(holds("V3 = no or V3 = yes and V3 = yes"));
    ck_assert(!holds("(V3 = no or V3 = yes) and V3 = yes"));
}
END_TEST

START_TEST(answers_of_several_questions_are_counted)
{
    ck_assert(holds("at least 1 of core < G"));
    ck_assert(!holds("at least 2 of core < G"));
    ck_assert(holds("exactly 1 of core = R and not V3 = yes"));
    ck_assert(!holds("exactly 0 of core = R"));
    ck_assert(holds("at most 1 of (V3, SAFE.SJ, V9) = no"));
    ck_assert(holds("at least 2 of (V3, SAFE.SJ, V9) is answered"));
    ck_assert(!holds("at least 1 of nobody = no"));
}
END_TEST

static void gather_one(void *context, const char *question) {
    sl_buffer_format(context, "%s ", question);
}

static void cites(const char *text, const char *expected) {
    const struct sl_condition_facts facts = {answer, rank, flag, group, NULL};
    SL_AUTO(sl_condition_drop) struct sl_condition *condition = NULL;
    SL_AUTO(sl_buffer_drop) struct sl_buffer told = {0};
    ck_assert_int_eq(sl_condition_parse(sl_text_of(text), &condition, NULL), SL_OK);
    sl_buffer_text(&told, "");
    sl_condition_cites(condition, &facts, gather_one, &told);
    ck_assert_str_eq(told.bytes, expected);
}

START_TEST(a_reason_cites_what_the_condition_rests_on)
{
    cites("V3 = no", "V3 ");
    cites("V3 = yes or SAFE.SJ < G", "SAFE.SJ ");
    cites("V3 = no and not V9 = yes and flag B", "V3 ");
    cites("not V9 = yes and flag B", "V9 ");
    cites("exactly 1 of core = no and not SAFE.SJ = I", "V3 ");
    cites("at least 1 of core < G", "SAFE.SJ ");
    cites("V3 = yes", "");
}
END_TEST

START_TEST(a_fault_is_told_with_its_place_and_what_is_expected)
{
    static const struct {
        const char *text, *sentence;
    } rows[] = {{"", "the condition ends where a question is expected"},
                {"V3", "the condition ends where =, <>, <, <=, >, >=, in or is is expected"},
                {"V3 =", "the condition ends where an answer, number or day is expected"},
                {"V3 = no and", "the condition ends where a question is expected"},
                {"V3 = no V5 = no", "\"V5\" at character 9 stands where and, or, or the end"},
                {"(V3 = no", "the condition ends where ) is expected"},
                {"V3 in R", "\"R\" at character 7 stands where ( is expected"},
                {"V3 = \"no", "the quote at character 6 isn't closed"},
                {"at least two of core = I", "\"two\" at character 10 stands where a whole number"},
                {"at 2 of core = I", "\"2\" at character 4 stands where least or most"},
                {"exactly 2 of = I", "\"=\" at character 14 stands where a group of questions"},
                {"V3 ; no", "character 4 isn't part of a condition"},
                {"V3 is happy", "\"happy\" at character 7 stands where answered, not answered"},
                {"= no", "\"=\" at character 1 stands where a question is expected"}};
    for (size_t i = 0; i < SL_COUNT(rows); i++) {
        struct sl_condition *condition = NULL;
        struct sl_error err = {0};
        ck_assert_int_eq(sl_condition_parse(sl_text_of(rows[i].text), &condition, &err),
                         SL_INVALID);
        ck_assert_ptr_nonnull(strstr(err.text, rows[i].sentence));
        ck_assert_ptr_null(condition);
    }
}
END_TEST

START_TEST(endless_conditions_are_refused)
{
    struct sl_error err = {0};
    struct sl_condition *condition = NULL;
    SL_AUTO(sl_buffer_drop) struct sl_buffer deep = {0};
    SL_AUTO(sl_buffer_drop) struct sl_buffer wide = {0};
    for (int i = 0; i < 100000; i++) {
        sl_buffer_text(&deep, "not (");
        sl_buffer_text(&wide, "V3 = no and ");
    }
    ck_assert_int_eq(sl_condition_parse(sl_text_of(deep.bytes), &condition, &err), SL_INVALID);
    ck_assert_ptr_nonnull(strstr(err.text, "too long"));
    ck_assert_int_eq(sl_condition_parse(sl_text_of(wide.bytes), &condition, &err), SL_INVALID);
    ck_assert_ptr_nonnull(strstr(err.text, "too long"));
}
END_TEST

static void gather(void *context, const char *question, const char *value, bool ordered) {
    sl_buffer_format(context, "%s%s%s ", question, ordered ? "<" : "=", value);
}

START_TEST(questions_and_values_can_be_checked_before_anything_is_scored)
{
    SL_AUTO(sl_condition_drop) struct sl_condition *condition = NULL;
    SL_AUTO(sl_buffer_drop) struct sl_buffer values = {0};
    struct sl_error err = {0};
    ck_assert_int_eq(
        sl_condition_parse(SL_TEXT("V3 in (no, partly) and SJ < G or V3 = yes and flag S1"),
                           &condition, &err),
        SL_OK);
    ck_assert_uint_eq(sl_condition_questions(condition), 2);
    ck_assert_str_eq(sl_condition_question(condition, 0), "V3");
    ck_assert_str_eq(sl_condition_question(condition, 1), "SJ");
    sl_condition_each_value(condition, gather, &values);
    ck_assert_str_eq(values.bytes, "V3=no V3=partly SJ<G V3=yes ");
}
END_TEST

START_TEST(a_condition_reads_as_a_sentence)
{
    SL_AUTO(sl_condition_drop) struct sl_condition *condition = NULL;
    struct sl_error err = {0};
    ck_assert_int_eq(
        sl_condition_parse(
            SL_TEXT("(V3 in (no,partly) or V5 is not applicable) and not (SJ >= G) and flag A"),
            &condition, &err),
        SL_OK);
    SL_AUTO(sl_free) char *words = sl_condition_words(condition);
    ck_assert_str_eq(words, "(V3 is no or partly or V5 is not applicable) and not SJ is at least G "
                            "and flag A is confirmed");
    struct sl_condition *counted = NULL;
    ck_assert_int_eq(
        sl_condition_parse(SL_TEXT("at least 2 of core in (R,I) or exactly 1 of (V1, V3) = no"),
                           &counted, &err),
        SL_OK);
    SL_AUTO(sl_free) char *more = sl_condition_words(counted);
    ck_assert_str_eq(more, "at least 2 of core is R or I or exactly 1 of V1, V3 is no");
    sl_condition_free(counted);
}
END_TEST

SL_SUITE("condition", answers_are_compared_as_people_write_it, and_binds_closer_than_or,
         answers_of_several_questions_are_counted, a_reason_cites_what_the_condition_rests_on,
         a_fault_is_told_with_its_place_and_what_is_expected, endless_conditions_are_refused,
         questions_and_values_can_be_checked_before_anything_is_scored,
         a_condition_reads_as_a_sentence)
