#include "kit.h"
#include <string.h>

#define TICKS(checks, enough)                                                                      \
    "local ticks, rows = f:ticks(\"action\", " checks enough ")\n"                                 \
    "out:values(\"n\", ticks, \"m\", rows)"

static const char actions[] =
    "act.what.1=Visit twice and support her;act.who.1=Social worker;act.due.1=31/12/2025;"
    "act.what.2=Book three places;act.who.2=tbc;act.due.2=soon;"
    "act.what.4=Monitor;act.who.4= ALL ;act.due.4=4 weeks";

static void gives(const char *score, const char *answers, const char *expected) {
    SL_AUTO(sl_free) char *source = kit_rule(score);
    SL_AUTO(sl_free) char *said = kit_try(source, answers);
    ck_assert_msg(strcmp(said, expected) == 0, "%s\ngives %s\nnot   %s", score, said, expected);
}

START_TEST(a_checklist_counts_ticks_and_rows)
{
    gives(TICKS("{ { question = \"what\", length = 8 } }", ""), actions, "scored n=2 m=2");
    gives(TICKS("{ { question = \"what\", lacks = \"soft_verbs\" } }", ""), actions,
          "scored n=1 m=1");
    gives(TICKS("{ { question = \"what\", has = { \"soft_verbs\", \"words\" } } }", ""), actions,
          "scored n=2 m=2");
    gives(TICKS("{ { question = \"who\", is_not = { \"all\", \"tbc\" } } }", ""), actions,
          "scored n=1 m=1");
    gives(TICKS("{ { question = \"who\", is = \"all\" } }", ""), actions, "scored n=1 m=1");
    gives(TICKS("{ { question = \"due\", has = \"date\" } }", ""), actions, "scored n=1 m=1");
    gives(TICKS("{ { question = \"due\", has = \"digit\" } }", ""), actions, "scored n=2 m=2");
    gives(TICKS("{ { question = \"due\", lacks = { \"date\", \"words\" } } }", ""), actions,
          "scored n=2 m=2");
}
END_TEST

START_TEST(rows_need_enough_ticks)
{
#define THREE                                                                                      \
    "{ { question = \"what\", length = 8 }, { question = \"who\", is_not = \"tbc\" }, "            \
    "{ question = \"act.due\", has = \"digit\" } }"
    gives(TICKS(THREE, ""), actions, "scored n=6 m=1");
    gives(TICKS(THREE, ", 2"), actions, "scored n=6 m=2");
    gives(TICKS(THREE, ", 1"), actions, "scored n=6 m=3");
    gives(TICKS(THREE, ", 0"), actions, "scored n=6 m=4");
    gives(TICKS(THREE, ""), "A1=G", "scored n=0 m=0");
    gives(TICKS("{}", ""), actions, "scored n=0 m=4");
}
END_TEST

START_TEST(each_condition_of_a_check_must_hold)
{
    gives(TICKS("{ { question = \"what\", length = 8, has = \"soft_verbs\" } }", ""), actions,
          "scored n=1 m=1");
    gives(TICKS("{ { question = \"due\", has = \"digit\", lacks = \"date\" } }", ""), actions,
          "scored n=1 m=1");
    gives(TICKS("{ { question = \"who\", is = { \"tbc\", \"all\" }, is_not = \"all\" } }", ""),
          actions, "scored n=1 m=1");
}
END_TEST

/* Seventy rows, of which every third is specific. */
START_TEST(many_rows_are_counted)
{
    struct sl_buffer answers = {0};
    for (int row = 1; row <= 70; row++)
        sl_buffer_format(&answers, "%sact.what.%d=%s", row > 1 ? ";" : "", row,
                         row % 3 == 0 ? "Visit the school twice" : "Go");
    SL_AUTO(sl_free) char *text = sl_buffer_take(&answers);
    gives(TICKS("{ { question = \"what\", has = \"words\" } }", ""), text, "scored n=23 m=23");
}
END_TEST

START_TEST(a_checklist_that_makes_no_sense_is_told)
{
    static const char *const wrong[][2] = {
        {"{ { length = 8 } }", "a check needs a question"},
        {"{ { question = \"what\", size = 8 } }",
         "a check has a question, length, has, lacks, is and is_not, and no size"},
        {"{ { question = \"what\", has = \"sheep\" } }", "the list sheep isn't declared in lists"},
        {"{ { question = \"A6\", length = 8 } }", "A6 isn't a question of these rows"},
        {"{ { question = \"act.on\", length = 8 } }",
         "act.on isn't a text, so it has no length and no words"},
        {"{ { question = \"what\", length = \"long\" } }",
         "length is a whole number of characters"},
        {"{ { question = \"what\", is = { 4 } } }", "a check compares with words in quotes"},
        {"{ 7 }", "bad argument #2 to 'ticks' (table expected, got number)"},
    };
    for (size_t i = 0; i < SL_COUNT(wrong); i++) {
        SL_AUTO(sl_free) char *score = sl_format("f:ticks(\"action\", %s)", wrong[i][0]);
        SL_AUTO(sl_free) char *source = kit_rule(score);
        SL_AUTO(sl_free) char *said = kit_try(source, "act.what.1=a;act.on.1=2025-01-01");
        ck_assert_msg(strstr(said, "failed") == said &&
                          (strstr(said, wrong[i][1]) != NULL || wrong[i][0][2] == '7'),
                      "%s gives %s", wrong[i][0], said);
    }
}
END_TEST

#define FIELDS                                                                                     \
    "applies = { \"TRY\" }, needs = { \"A4\", \"A6\", \"ACTS.*\" }, lists = { \"soft_verbs\", "    \
    "\"words\" },\n"                                                                               \
    "settings = { checks = { { question = \"what\", has = \"soft_verbs\" } }, asked = { \"A4\", "  \
    "\"A6\" }, numbers = { \"A4\" }, weights = { 3, 1 } },\n"                                      \
    "clauses = { base = \"Base\" }, outputs = { { \"grade\", \"O G\" }, { \"n\", \"integer\" }, "  \
    "{ \"m\", \"integer\" } }"

/* What stands in the settings is read once a load; later records see the same. */
START_TEST(settings_give_the_same_record_after_record)
{
    SL_AUTO(sl_free)
    char *source = kit_rule_with(FIELDS, "local sum, weight = f:weigh(s.numbers, s.weights)\n"
                                         "local ticks = f:ticks(\"action\", s.checks)\n"
                                         "out:values(\"n\", ticks, \"m\", 10 * sum + weight)");
    struct sl_text bodies[3] = {kit_body(actions), kit_body("A4=7;act.what.9=support"),
                                kit_body("A4=2")};
    static const char *const expected[] = {"scored n=2 m=0", "scored n=1 m=213", "scored n=0 m=63"};
    struct kit_results results = {0};
    struct sl_error err = {0};
    ck_assert_msg(kit_load(source, &err) == SL_OK, "%s", err.text);
    ck_assert_int_eq(kit_score(bodies, 3, &results, NULL), SL_OK);
    for (size_t i = 0; i < 3; i++) {
        SL_AUTO(sl_free) char *said = kit_text_of(kit_result(&results, i));
        ck_assert_str_eq(said, expected[i]);
        free((void *)(uintptr_t)bodies[i].bytes);
    }
    kit_results_drop(&results);
}
END_TEST

/* A text among the questions is told, whether or not the list stands in the settings. */
START_TEST(what_cannot_be_weighed_is_told_each_time)
{
    SL_AUTO(sl_free) char *source = kit_rule_with(FIELDS, "f:weigh(s.asked, s.weights)");
    for (int time = 0; time < 2; time++) {
        SL_AUTO(sl_free) char *said = kit_try(source, "A4=7;A6=words");
        ck_assert_ptr_nonnull(strstr(said, "only numbers, and tokens that a table gives points"));
        SL_AUTO(sl_free) char *fine = kit_try(source, "A4=7");
        ck_assert_str_eq(fine, "scored");
    }
}
END_TEST

START_TEST(phrases_are_found_in_several_texts)
{
    static const char which[] = "local found = f:which({ \"A6\", \"act.what\" }, \"soft_verbs\")\n"
                                "local said = \"\"\n"
                                "for phrase in pairs(found) do said = said .. phrase .. \";\" end\n"
                                "out:value(\"words\", said)";
    gives(which, "A6=They attended;act.what.1=nothing;act.what.2=Support her",
          "scored words=attend*;support;");
    gives(which, "A1=G", "scored words=");
    gives("f:which({ \"A1\" }, \"soft_verbs\")", "A1=G", "failed | \"A1 isn't a text (line 11)\"");
    gives("f:which({ \"C9\" }, \"soft_verbs\")", "A1=G",
          "failed | \"no tool of this rule asks C9 (line 11)\"");
}
END_TEST

#define MENTIONS(points)                                                                           \
    "out:values(\"n\", f:mentions({ \"A6\", \"act.what\" }, \"soft_verbs\", " points "))"

START_TEST(what_is_mentioned_has_points)
{
    gives(
        "local sum, count = f:mentions({ \"A6\", \"act.what\" }, \"soft_verbs\", "
        "{ support = 5, [\"attend*\"] = 20, monitor = 100 }) out:values(\"n\", sum, \"m\", count)",
        "A6=They attended;act.what.1=support;act.what.2=Support her and engage with them",
        "scored n=25 m=2");
    gives(MENTIONS("{ support = true }"), "A6=support",
          "failed | \"points are whole numbers (line 11)\"");
    gives("f:mentions({ \"A1\" }, \"soft_verbs\", {})", "A1=G",
          "failed | \"A1 isn't a text (line 11)\"");
}
END_TEST

#define SHARES(groups, more)                                                                       \
    "local share = f:shares(" groups ", " more ")\n"                                               \
    "out:values(\"n\", share[1] or -1, \"m\", share[2] or -1)"

START_TEST(shares_of_groups_are_weighted)
{
    gives(
        SHARES("{ { asked = { \"A4\" }, weights = { 3 } }, { asked = { \"A4\", \"A4\" }, weights = "
               "{ 1, 2 } } }",
               "8"),
        "A4=2", "scored n=250 m=250");
    gives(
        SHARES("{ { asked = { \"A1\", \"A2\" }, weights = { 3, 1 } } }", "3, 1, { O = 3, R = 1 }"),
        "A1=O;A2=R", "scored n=833 m=-1");
    gives(
        SHARES("{ { asked = { \"A1\", \"A2\" }, weights = { 3, 1 } } }", "3, 2, { O = 3, R = 1 }"),
        "A1=O;A2=n/a:age", "scored n=-1 m=-1");
    gives(SHARES("{ { asked = { \"A4\" } } }", "8"), "A4=2",
          "failed | \"a group is { asked = questions, weights = weights } (line 11)\"");
    gives(SHARES("{ { asked = { \"A4\" }, weights = { 1 } } }", "0"), "A4=2",
          "failed | \"most and least are whole numbers from 1 (line 11)\"");
    gives(SHARES("{ { asked = { \"A6\" }, weights = { 1 } } }", "8"), "A6=words",
          "failed | \"only numbers, and tokens that a table gives points, can be added up (line "
          "11)\"");
}
END_TEST

#define SETTLED                                                                                    \
    "applies = { \"TRY\" }, needs = { \"AREA.*\" }, lists = { \"soft_verbs\" },\n"                 \
    "settings = { groups = { { asked = { \"A4\", \"A1\" }, weights = { 1, 2 } } }, texts = { "     \
    "\"A6\" },\n points = { support = 7, monitor = 9 }, grades = { O = 4 } },\n"                   \
    "clauses = { base = \"Base\" }, outputs = { { \"grade\", \"O G\" }, { \"n\", \"integer\" }, "  \
    "{ \"m\", \"integer\" } }"

/* The same from settings, record after record; with tokens among the numbers and without. */
START_TEST(settings_are_shares_and_points)
{
    SL_AUTO(sl_free)
    char *source = kit_rule_with(
        SETTLED, "local share = f:shares(s.groups, 4, 1, s.grades)\n"
                 "out:values(\"n\", share[1] or -1, \"m\", (f:mentions(s.texts, \"soft_verbs\", "
                 "s.points)))");
    static const char *const records[][2] = {
        {"A4=4;A6=support and monitor", "scored n=1000 m=16"},
        {"A4=4;A1=O", "scored n=1000 m=0"},
        {"A4=0;A1=O;A6=monitors", "scored n=666 m=0"},
        {"A4=1;A1=n/a:age;A6=monitor", "scored n=250 m=9"},
        {"A6=support", "scored n=-1 m=7"},
    };
    struct kit_results results = {0};
    struct sl_text bodies[SL_COUNT(records)];
    struct sl_error err = {0};
    ck_assert_msg(kit_load(source, &err) == SL_OK, "%s", err.text);
    for (size_t i = 0; i < SL_COUNT(records); i++)
        bodies[i] = kit_body(records[i][0]);
    ck_assert_int_eq(kit_score(bodies, SL_COUNT(records), &results, NULL), SL_OK);
    for (size_t i = 0; i < SL_COUNT(records); i++) {
        SL_AUTO(sl_free) char *said = kit_text_of(kit_result(&results, i));
        ck_assert_str_eq(said, records[i][1]);
        free((void *)(uintptr_t)bodies[i].bytes);
    }
    kit_results_drop(&results);
}
END_TEST

START_TEST(several_values_are_given_at_once)
{
    gives("out:values(\"n\", 4, \"yes\", true, \"grade\", nil, \"n\", 5)", "A1=G",
          "scored n=5 yes=yes");
    gives("out:values(\"n\", 4, \"m\")", "A1=G",
          "failed | \"each output needs a value behind it (line 11)\"");
    gives("out:values(\"n\", 4, \"sheep\", 5)", "A1=G",
          "failed | \"sheep isn't declared in outputs (line 11)\"");
}
END_TEST

SL_SUITE("bulk", a_checklist_counts_ticks_and_rows, rows_need_enough_ticks,
         each_condition_of_a_check_must_hold, many_rows_are_counted,
         a_checklist_that_makes_no_sense_is_told, settings_give_the_same_record_after_record,
         what_cannot_be_weighed_is_told_each_time, phrases_are_found_in_several_texts,
         what_is_mentioned_has_points, shares_of_groups_are_weighted,
         settings_are_shares_and_points, several_values_are_given_at_once)
