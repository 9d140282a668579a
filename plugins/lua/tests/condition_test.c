#include "kit.h"
#include <string.h>

/* Declares ceilings of two columns; each row is { when = ..., most = ... }. */
#define SHAPE                                                                                      \
    "applies = { \"TRY\", \"OTHER\" }, needs = { \"A1\" },\n"                                      \
    "clauses = { base = \"Base\", L1 = \"First\", L2 = \"Second\" }, outputs = { { \"grade\", "    \
    "\"O G R I\" } },\n"
#define FIELDS(rows, groups)                                                                       \
    SHAPE "columns = { ceilings = { { \"when\", \"condition\" }, { \"most\", \"O G R I\" } } },\n" \
          "settings = { groups = " groups ", ceilings = { " rows " } }"

#define ASK                                                                                        \
    "out:grade(\"O\", \"base\")\n"                                                                 \
    "for _, c in ipairs(s.ceilings) do\n"                                                          \
    "  local holds, questions = f:holds(c.when)\n"                                                 \
    "  if holds then out:cap(c.most, { \"L1\", c.when }, table.unpack(questions)) end\n"           \
    "end\n"

static void says(const char *row, const char *answers, const char *expected) {
    SL_AUTO(sl_free)
    char *fields = sl_format(FIELDS("%s", "{ both = { \"A1\", \"AREA.A2\" } }"), row);
    SL_AUTO(sl_free) char *rule = kit_rule_with(fields, ASK);
    SL_AUTO(sl_free) char *said = kit_try(rule, answers);
    ck_assert_str_eq(said, expected);
}

START_TEST(a_condition_reads_what_the_rule_never_named)
{
    says("{ when = \"A3 = no\", most = \"R\" }", "A3=no",
         "scored grade=R | base L1 \"A3 = no\"[A3]");
    says("{ when = \"A3 = no\", most = \"R\" }", "A3=yes", "scored grade=O | base");
    says("{ when = \"A3 = no\", most = \"R\" }", "A1=G", "scored grade=O | base");
    says("{ when = \"A3 is not applicable\", most = \"R\" }", "A3=n/a:age",
         "scored grade=R | base L1 \"A3 is not applicable\"[A3]");
}
END_TEST

START_TEST(grades_compare_by_their_rank_and_counts_cite_what_counted)
{
    says("{ when = \"A1 < G\", most = \"R\" }", "A1=R", "scored grade=R | base L1 \"A1 < G\"[A1]");
    says("{ when = \"A1 < G\", most = \"R\" }", "A1=G", "scored grade=O | base");
    says("{ when = \"at least 1 of both < G\", most = \"I\" }", "A1=O;A2=I",
         "scored grade=I | base L1 \"at least 1 of both < G\"[A2]");
    says("{ when = \"A1 < G and at least 1 of both < G\", most = \"I\" }", "A1=R;A2=G",
         "scored grade=I | base L1 \"A1 < G and at least 1 of both < G\"[A1]");
    says("{ when = \"A4 >= 3 and A5 < 2025-05-01 and A7 = x\", most = \"G\" }",
         "A4=3;A5=2025-04-01;A7=x y",
         "scored grade=G | base L1 \"A4 >= 3 and A5 < 2025-05-01 and A7 = x\"[A4,A5,A7]");
}
END_TEST

START_TEST(a_blank_cell_is_nothing_to_the_script)
{
    SL_AUTO(sl_free)
    char *rule = kit_rule_with(
        SHAPE
        "columns = { rows = { { \"x\", \"text?\" } } }, settings = { rows = { { x = \"\" } } }",
        "out:grade(s.rows[1].x == nil and \"G\" or \"I\", \"base\")");
    SL_AUTO(sl_free) char *said = kit_try(rule, "A1=G");
    ck_assert_str_eq(said, "scored grade=G | base");
}
END_TEST

START_TEST(one_tool_may_lack_the_question)
{
    says("{ when = \"B1 = G or A3 = no\", most = \"R\" }", "A3=no",
         "scored grade=R | base L1 \"B1 = G or A3 = no\"[A3]");
}
END_TEST

START_TEST(only_conditions_of_the_settings_are_asked)
{
    SL_AUTO(sl_free)
    char *rule =
        kit_rule_with(FIELDS("{ when = \"A1 = I\", most = \"I\" }", "{}"),
                      "if f:holds(\"A1 \" .. \"= G\") then out:grade(\"O\", \"base\") end");
    SL_AUTO(sl_free) char *said = kit_try(rule, "A1=G");
    ck_assert_msg(strstr(said, "\"A1 = G\" stands in no column of conditions") != NULL, "%s", said);
    SL_AUTO(sl_free)
    char *joined =
        kit_rule_with(FIELDS("{ when = \"A1 = I\", most = \"I\" }", "{}"),
                      "out:grade(f:holds(\"A1 \" .. \"= I\") and \"I\" or \"O\", \"base\")");
    SL_AUTO(sl_free) char *found = kit_try(joined, "A1=I");
    ck_assert_str_eq(found, "scored grade=I | base");
    SL_AUTO(sl_free) char *number = kit_rule_with(FIELDS("", "{}"), "f:holds(7)");
    SL_AUTO(sl_free) char *refused = kit_try(number, "A1=G");
    ck_assert_msg(strstr(refused, "string expected") != NULL, "%s", refused);
}
END_TEST

static void refuses(const char *fields, const char *words) {
    struct sl_error err = {0};
    SL_AUTO(sl_free) char *rule = kit_rule_with(fields, ASK);
    ck_assert_int_eq(kit_load(rule, &err), SL_RULE);
    ck_assert_msg(strstr(err.text, words) != NULL, "%s", err.text);
}

START_TEST(a_faulty_cell_keeps_the_rule_from_being_loaded)
{
    refuses(FIELDS("{ when = \"A1 =\", most = \"R\" }", "{}"),
            "settings.ceilings row 1, when: the condition ends where an answer");
    refuses(FIELDS("{ when = \"A1 = G\", most = \"X\" }", "{}"),
            "settings.ceilings row 1, most: X is none of O G R I");
    refuses(FIELDS("{ when = \"A99 = G\", most = \"R\" }", "{}"), "no tool of this rule asks A99");
    refuses(SHAPE "settings = { examples = {} }",
            "this name is kept for cases that a workbook adds");
    refuses(SHAPE "columns = { t = { { \"x\", \"colour\" } } }, settings = { t = {} }",
            "x: \"colour\" is no type");
}
END_TEST

SL_SUITE("lua_condition", a_condition_reads_what_the_rule_never_named,
         grades_compare_by_their_rank_and_counts_cite_what_counted,
         a_blank_cell_is_nothing_to_the_script, one_tool_may_lack_the_question,
         only_conditions_of_the_settings_are_asked, a_faulty_cell_keeps_the_rule_from_being_loaded)
