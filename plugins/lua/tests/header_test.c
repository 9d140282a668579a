#include "kit.h"
#include <string.h>

static enum sl_status describe(const char *source, char **header, struct sl_error *err) {
    struct sl_scorer_rule rule = kit_scorer_rule(source, "");
    return kit_api()->describe(kit_scorer(), &rule, header, err);
}

static void refuses(const char *source, const char *sentence) {
    struct sl_error err = {0};
    SL_AUTO(sl_free) char *header = NULL;
    ck_assert_int_eq(describe(source, &header, &err), SL_RULE);
    ck_assert_msg(strcmp(err.text, sentence) == 0, "said     %s\nexpected %s", err.text, sentence);
    ck_assert_ptr_null(header);
}

static const char whole[] =
    "--- A rule.\n"
    "local sums = use \"lib/deep\"\n"
    "return {\n"
    "  code = \"try.whole\", title = \"Whole\",\n"
    "  kind = \"grade\",\n"
    "  applies = { \"TRY\", { tool = \"OTHER\", rows = \"action\" } },\n"
    "  needs = { \"AREA.A1\",\n"
    "    \"A2\" },\n"
    "  why = \"Because\",\n"
    "  settings = { good = 250, [\"a b\"] = { 1, 2 }, deep = { x = {} },\n"
    "    yes = true },\n"
    "  clauses = {\n"
    "    z = \"Below {good}\", -- the last\n"
    "    b = [[{a b.2} of {yes}]],\n"
    "  },\n"
    "  outputs = { { \"grade\", \"O G R I\" }, { \"n\", \"integer 0..9\" } },\n"
    "  score = function(f) if f == { 1 } then return { code = 2 } end end,\n"
    "  examples = function() return {\n"
    "    { name = \"one\", given = { A1 = \"G\" }, expect = { n = 3 } },\n"
    "  } end,\n"
    "}\n";

START_TEST(a_header_comes_as_canonical_json)
{
    SL_AUTO(sl_free) char *header = NULL;
    struct sl_error err = {0};
    ck_assert_msg(describe(whole, &header, &err) == SL_OK, "%s", err.text);
    const char *lines = strstr(header, "\"lines\":");
    ck_assert_ptr_nonnull(lines);
    ck_assert(strncmp(header,
                      "{\"applies\":[\"TRY\",{\"rows\":\"action\",\"tool\":\"OTHER\"}],"
                      "\"clauses\":{\"b\":\"{a b.2} of {yes}\",\"z\":\"Below {good}\"},"
                      "\"code\":\"try.whole\",\"columns\":{},\"kind\":\"grade\",",
                      (size_t)(lines - header)) == 0);
    ck_assert_ptr_nonnull(strstr(
        header,
        "\"lists\":[],\"needs\":[\"AREA.A1\",\"A2\"],\"outputs\":[[\"grade\",\"O G R I\"],"
        "[\"n\",\"integer 0..9\"]],\"remembers\":[],\"settings\":{\"a "
        "b\":[1,2],\"deep\":{\"x\":[]},"
        "\"good\":250,\"yes\":true},\"title\":\"Whole\",\"uses\":[\"lib/deep\",\"lib/sums\"],"
        "\"why\":\"Because\"}"));
}
END_TEST

static int64_t line_of(const json_t *lines, const char *path) {
    return sl_json_whole_or(lines, path, 0);
}

START_TEST(each_field_has_its_line)
{
    SL_AUTO(sl_free) char *text = NULL;
    SL_AUTO(sl_json_drop) json_t *header = NULL;
    ck_assert_int_eq(describe(whole, &text, NULL), SL_OK);
    ck_assert_int_eq(sl_json_parse("header", text, strlen(text), &header, NULL), SL_OK);
    const json_t *lines = json_object_get(header, "lines");
    ck_assert_int_eq(line_of(lines, "code"), 4);
    ck_assert_int_eq(line_of(lines, "title"), 4);
    ck_assert_int_eq(line_of(lines, "needs.2"), 8);
    ck_assert_int_eq(line_of(lines, "clauses.b"), 14);
    ck_assert_int_eq(line_of(lines, "settings.a b.1"), 10);
    ck_assert_int_eq(line_of(lines, "settings.yes"), 11);
    ck_assert_int_eq(line_of(lines, "outputs.2.1"), 16);
    ck_assert_int_eq(line_of(lines, "examples"), 18);
    ck_assert_int_eq(line_of(lines, "examples.1"), 0);
    ck_assert_int_eq(line_of(lines, "code.2"), 0);
}
END_TEST

START_TEST(examples_come_as_json)
{
    struct sl_scorer_rule rule = kit_scorer_rule(whole, "");
    SL_AUTO(sl_free) char *cases = NULL;
    ck_assert_int_eq(kit_api()->examples(kit_scorer(), &rule, &cases, NULL), SL_OK);
    ck_assert_str_eq(cases, "[{\"expect\":{\"n\":3},\"given\":{\"A1\":\"G\"},\"name\":\"one\"}]");
}
END_TEST

/* A header whose second line is the given field. */
static void refuses_field(const char *field, const char *sentence) {
    SL_AUTO(sl_free)
    char *source = sl_format("return { code = \"a\", title = \"A\", kind = \"check\", applies = { "
                             "\"TRY\" }, needs = {}, clauses = {}, score = function() end,\n%s }",
                             field);
    refuses(source, sentence);
}

START_TEST(faults_of_a_header_name_path_and_line)
{
    refuses_field("outputs = { { \"n\", \"integer 5..1\" } }",
                  "try.lua:2: outputs.1: \"integer 5..1\" isn't a type; \"integer 0..100\" is");
    refuses_field("outputs = { { \"n\" } }",
                  "try.lua:2: outputs.1: a name and a type are needed: { \"grade\", \"O G\" }");
    refuses_field("outputs = { { \"n\", \"day\" }, { \"n\", \"day\" } }",
                  "try.lua:2: outputs.2: n is named twice");
    refuses_field("outputs = {}", "try.lua:2: outputs: 1 to 64 outputs are needed");
    refuses_field("", "try.lua: outputs: this field is missing");
    refuses_field("outputs = { { \"n\", \"day\" } }, colour = 1",
                  "try.lua:2: colour: a rule has no such field");
    refuses_field("outputs = { { \"n\", \"day\" } }, settings = { a = 1.5 }",
                  "try.lua:2: settings.a: a number must be whole; write hundredths as whole "
                  "numbers");
    refuses_field("outputs = { { \"n\", \"day\" } }, settings = { a = tostring }",
                  "try.lua:2: settings.a: a function can't stand here");
    refuses_field("outputs = { { \"n\", \"day\" } }, settings = { a = { 1, x = 2 } }",
                  "try.lua:2: settings.a: a table must be a list without holes or have only names "
                  "as keys");
    refuses_field("outputs = { { \"n\", \"day\" } }, clauses = { a = \"{x} of it\" }",
                  "try.lua:2: clauses.a: the settings have no number or text {x}");
    refuses_field("outputs = { { \"n\", \"day\" } }, clauses = { a = 1 }",
                  "try.lua:2: clauses.a: a sentence is needed here");
    refuses_field("outputs = { { \"n\", \"day\" } }, kind = \"rule\"",
                  "try.lua:2: kind: grade, points, measure, check or timeliness is needed here");
    refuses_field("outputs = { { \"n\", \"day\" } }, applies = {}",
                  "try.lua:2: applies: at least one tool is needed here");
    refuses_field("outputs = { { \"n\", \"day\" } }, needs = \"A1\"",
                  "try.lua:2: needs: a list of names is needed here");
    refuses_field("outputs = { { \"n\", \"day\" } }, code = \"A b\"",
                  "try.lua:2: code: a code is small letters, digits, dots and _, at most 60");
    refuses_field("outputs = { { \"n\", \"day\" } }, score = 1",
                  "try.lua:2: score: a function is needed here");
}
END_TEST

START_TEST(faults_of_a_script_name_path_and_line)
{
    refuses("return {\n  code = \n}", "try.lua:3: unexpected symbol near '}'");
    refuses("\nlocal x = nothing.here\nreturn {}", "try.lua:2: there is no name nothing here");
    refuses("return 7", "try.lua: a script returns one table: return { code = ..., ... }");
    refuses("local x <close> = nil return {}", "try.lua:1: <close> isn't available in rules");
    refuses("-- _ENV is not used here\nlocal s = \"_ENV\"\nlocal _ENV = {}\nreturn {}",
            "try.lua:3: _ENV isn't available in rules");
    refuses("local x = use \"lib/broken\" return {}",
            "try.lua: lib/broken:4: unexpected symbol near '}'");
    refuses(
        "\x1bLua",
        "try.lua: Line 1, character 1 holds the control character U+001B; only tab and newline are "
        "allowed.");
    refuses("local x = \"\xff\"",
            "try.lua: Line 1, character 12 is not UTF-8 (byte FF); save the text as UTF-8.");
    refuses("while true do end", "try.lua:1: the rule took more than 500 ms");
    refuses("local t = {} for i = 1, 1e9 do t[i] = i end",
            "try.lua: the rule used more than 16 MiB of memory");
    refuses("local s = \"x\" for i = 1, 60 do s = s .. s end",
            "try.lua: the rule used more than 16 MiB of memory");
    SL_AUTO(sl_free) char *long_one = sl_new(70000, 1);
    memset(long_one, ' ', 69999);
    refuses(long_one, "try.lua: a script has at most 65536 bytes, this one has 69999");
}
END_TEST

START_TEST(what_is_loaded_must_fit_the_tools)
{
    struct sl_error err = {0};
    SL_AUTO(sl_free)
    char *need =
        kit_rule_with("applies = { \"TRY\" },\n needs = { \"A1\",\n\"C9\" }, clauses = {},\n"
                      "  outputs = { { \"n\", \"day\" } }",
                      "");
    ck_assert_int_eq(kit_load(need, &err), SL_RULE);
    ck_assert_str_eq(err.text, "try.lua:5: needs.2: no tool of this rule asks C9");
    SL_AUTO(sl_free)
    char *list = kit_rule_with("applies = { \"TRY\" }, needs = {}, clauses = {},\n"
                               "  lists = { \"sheep\" }, outputs = { { \"n\", \"day\" } }",
                               "");
    ck_assert_int_eq(kit_load(list, &err), SL_RULE);
    ck_assert_str_eq(err.text, "try.lua:4: lists.1: there is no list sheep");
    SL_AUTO(sl_free)
    char *rows = kit_rule_with("applies = { tool = \"TRY\", rows = \"sheep\" }, needs = {},\n"
                               "  clauses = {}, outputs = { { \"n\", \"day\" } }",
                               "");
    ck_assert_int_eq(kit_load(rows, &err), SL_RULE);
    ck_assert_str_eq(err.text, "try.lua:3: applies: TRY has no rows called sheep");
    SL_AUTO(sl_free)
    char *tool = kit_rule_with("applies = { \"STD\" }, needs = {},\n"
                               "  clauses = {}, outputs = { { \"n\", \"day\" } }",
                               "");
    ck_assert_int_eq(kit_load(tool, &err), SL_RULE);
    ck_assert_str_eq(err.text, "try.lua:3: applies: the rule doesn't apply to TRY");
}
END_TEST

static char *score_with(const char *settings) {
    SL_AUTO(sl_free)
    char *source = kit_rule("out:value(\"n\", s.good + s.weights.A1 + #s.names)");
    struct sl_scorer_rule rule = kit_scorer_rule(source, settings);
    struct sl_error err = {0};
    struct kit_results results = {0};
    if (kit_api()->load(kit_scorer(), &rule, kit_forms(), 2, &err) != SL_OK)
        return sl_copy(err.text);
    struct sl_text body = kit_body("");
    ck_assert_int_eq(kit_score(&body, 1, &results, &err), SL_OK);
    char *text = kit_text_of(kit_result(&results, 0));
    kit_results_drop(&results);
    free((void *)(uintptr_t)body.bytes);
    return text;
}

START_TEST(given_settings_take_the_place_of_the_scripts_own)
{
    SL_AUTO(sl_free) char *changed = score_with("{\"good\":100,\"names\":[]}");
    ck_assert_str_eq(changed, "scored n=103");
    SL_AUTO(sl_free) char *unknown = score_with("{\"best\":100}");
    ck_assert_str_eq(unknown, "try.lua:5: settings.best: the rule has no such setting");
    SL_AUTO(sl_free) char *mistyped = score_with("{\"good\":\"100\"}");
    ck_assert_str_eq(mistyped, "try.lua:5: settings.good: another kind of value is needed here");
}
END_TEST

SL_SUITE("header", a_header_comes_as_canonical_json, each_field_has_its_line, examples_come_as_json,
         faults_of_a_header_name_path_and_line, faults_of_a_script_name_path_and_line,
         what_is_loaded_must_fit_the_tools, given_settings_take_the_place_of_the_scripts_own)
