#include "practice/tool.h"
#include "store/query.h"
#include "support/practice.h"
#include "support/suite.h"

#define HEAD                                                                                       \
    "{\"tool\": \"TX\", \"version\": 1, \"title\": \"A test\", \"about\": \"For tests.\", "        \
    "\"source\": \"Made up.\",\n"                                                                  \
    "\"scales\": {\"yes_no\": [{\"token\": \"yes\", \"label\": \"Yes\", \"rank\": 3, \"good\": "   \
    "true}, {\"token\": \"no\", \"label\": \"No\", \"rank\": 1, \"good\": false}]},\n"             \
    "\"forms\": [{\"code\": \"full\", \"title\": \"Full\", \"kind\": \"review\", \"minutes\": "    \
    "10, "                                                                                         \
    "\"graded\": false}],\n"                                                                       \
    "\"sections\": [{\"code\": \"ONE\", \"title\": \"One\", \"questions\": [\n"
#define TAIL "]}]}\n"

static enum sl_status check_text(const char *name, const char *text, struct test_told *told,
                                 struct sl_tool **out, struct sl_error *err) {
    SL_AUTO(sl_free) char *home = test_home(name);
    SL_AUTO(sl_free) char *path = sl_format("%s/tools/TX.json", home);
    test_home_add(home, "tools/TX.json", text);
    return sl_tool_check(path, home, test_tell, told, out, err);
}

/* Checks questions (from line 5 of the file); the first fault has to say words. */
static void assert_fault(const char *name, const char *questions, const char *words) {
    SL_AUTO(test_told_drop) struct test_told told = {0};
    struct sl_error err = {0};
    SL_AUTO(sl_free) char *text = sl_format("%s%s%s", HEAD, questions, TAIL);
    assert_fails(check_text(name, text, &told, NULL, &err), SL_INVALID, err, words);
}

START_TEST(every_tool_that_ships_is_sound)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    struct sl_error err = {0};
    assert_ok(sl_tool_add_all(store, test_schema_home(), "tester", &err), err);
    ck_assert_int_ge(test_number(store, "SELECT count(*) FROM tool"), 15);
    int64_t entries = test_number(store, "SELECT count(*) FROM trail");
    assert_ok(sl_tool_add_all(store, test_schema_home(), "tester", &err), err);
    ck_assert_int_eq(test_number(store, "SELECT count(*) FROM trail"), entries);
}
END_TEST

START_TEST(faults_name_file_line_question_and_mistake)
{
    const char *name = __func__;
    assert_fault(name, "{\"code\": \"A\", \"type\": \"txet\", \"text\": \"?\"}",
                 "TX.json:5: question A: unknown type 'txet'");
    assert_fault(name,
                 "{\"code\": \"A\", \"type\": \"text\", \"text\": \"?\"},\n"
                 "{\"code\": \"A\", \"type\": \"text\", \"text\": \"?\"}",
                 "TX.json:6: question A: the code A stands twice");
    assert_fault(name, "{\"code\": \"A\", \"type\": \"met\", \"text\": \"?\"}", "needs a scale");
    assert_fault(name, "{\"code\": \"A\", \"type\": \"met\", \"text\": \"?\", \"scale\": \"met9\"}",
                 "there is no scale 'met9'");
    assert_fault(name,
                 "{\"code\": \"A\", \"type\": \"choice\", \"text\": \"?\", \"list\": \"nope\"}",
                 "there is no list 'nope'");
    assert_fault(name,
                 "{\"code\": \"A\", \"type\": \"text\", \"text\": \"?\", \"themes\": [\"voyce\"]}",
                 "'voyce' is not in the list themes");
    assert_fault(name,
                 "{\"code\": \"A\", \"type\": \"text\", \"text\": \"?\", \"na\": {\"reasons\": "
                 "[\"tired\"]}}",
                 "'tired' is not in the list na_reasons");
    assert_fault(name,
                 "{\"code\": \"A\", \"type\": \"text\", \"text\": \"?\",\n \"mandatry\": true}",
                 "TX.json:5: question A: unknown key 'mandatry'");
    assert_fault(name,
                 "{\"code\": \"A\", \"type\": \"text\", \"text\": \"?\", \"mandatory\": \"yes\"}",
                 "'mandatory' is not true or false");
    assert_fault(
        name,
        "{\"code\": \"A\", \"type\": \"yes_no\", \"scale\": \"yes_no\", \"text\": \"?\", "
        "\"critical\": {\"class\": \"A\", \"on\": \"maybe\", \"route\": \"safeguarding\"}}",
        "critical: there is no answer 'maybe'");
    assert_fault(name,
                 "{\"code\": \"A\", \"type\": \"text\", \"text\": \"?\", \"hide_until\": \"B\"}",
                 "hide_until: there is no question 'B'");
}
END_TEST

START_TEST(bad_parts_are_told)
{
    const char *name = __func__;
    assert_fault(name,
                 "{\"code\": \"A\", \"type\": \"group\", \"text\": \"?\", \"parts\": [\n{\"code\": "
                 "\"B.one\", \"type\": \"text\", \"text\": \"?\"}]}",
                 "TX.json:6: question B.one: a part's code begins with");
    assert_fault(name, "{\"code\": \"A\", \"type\": \"group\", \"text\": \"?\"}", "needs parts");
    assert_fault(name,
                 "{\"code\": \"A\", \"type\": \"timely\", \"text\": \"?\", \"limit\": {\"n\": 5, "
                 "\"unit\": \"weeks\"}, \"parts\": [{\"code\": \"A.start\", \"type\": \"day\", "
                 "\"text\": \"?\"}]}",
                 "one as part .end");
    assert_fault(
        name,
        "{\"code\": \"A\", \"type\": \"timely\", \"text\": \"?\", \"limit\": {\"n\": 5, "
        "\"unit\": \"fortnights\"}, \"parts\": [{\"code\": \"A.start\", \"type\": \"day\", "
        "\"text\": \"?\"}, {\"code\": \"A.end\", \"type\": \"day\", \"text\": \"?\"}]}",
        "fortnights");
}
END_TEST

START_TEST(names_that_lead_nowhere_and_rings_are_told)
{
    const char *name = __func__;
    assert_fault(name, "{\"code\": \"A\", \"same_as\": \"STD.V99\"}",
                 "same_as STD.V99: there is no such question");
    assert_fault(name, "{\"code\": \"A\", \"same_as\": \"NONE.V1\"}", "NONE");
    assert_fault(name, "{\"code\": \"A\", \"same_as\": \"nothing\"}", "not TOOL.CODE");
    assert_fault(name,
                 "{\"code\": \"A\", \"same_as\": \"TX.B\"},\n{\"code\": \"B\", \"same_as\": "
                 "\"TX.A\"}",
                 "ring");
    assert_fault(name, "{\"code\": \"A\", \"same_as\": \"TX.A\"}", "ring");
}
END_TEST

START_TEST(broken_json_names_line_and_column)
{
    SL_AUTO(test_told_drop) struct test_told told = {0};
    struct sl_error err = {0};
    assert_fails(check_text(__func__, "{\"tool\": \"TX\",\n \"version\" 1}", &told, NULL, &err),
                 SL_INVALID, err, "TX.json:2:");
    ck_assert_uint_eq(told.count, 1);
}
END_TEST

START_TEST(a_question_takes_over_what_it_does_not_say)
{
    SL_AUTO(test_told_drop) struct test_told told = {0};
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = NULL;
    struct sl_error err = {0};
    assert_ok(check_text(__func__,
                         HEAD "{\"code\": \"D3\", \"same_as\": \"STD.V1\", \"text\": \"Seen?\"},\n"
                              "{\"code\": \"V2\", \"same_as\": \"STD.V2\"}" TAIL,
                         &told, &tool, &err),
              err);
    const struct sl_question *seen = sl_tool_question(tool, test_question(tool, "D3"));
    ck_assert_str_eq(seen->text, "Seen?");
    ck_assert_str_eq(seen->same_as, "STD.V1");
    ck_assert_int_eq(seen->type, SL_MET);
    ck_assert_int_eq(seen->critical, 'B');
    const struct sl_question *due = sl_tool_question(tool, test_question(tool, "D3.due"));
    ck_assert_str_eq(due->same_as, "STD.V1.due");
    ck_assert_int_eq(due->parent, (int)test_question(tool, "D3"));
    const struct sl_question *day = sl_tool_question(tool, test_question(tool, "ONE.V2"));
    ck_assert_uint_eq(day->token_count, 4);
    ck_assert_str_eq(day->tokens[0].token, "O");
    ck_assert_uint_eq(day->forms, 1);
}
END_TEST

START_TEST(a_scale_of_the_same_name_has_to_be_the_same)
{
    SL_AUTO(test_told_drop) struct test_told told = {0};
    struct sl_error err = {0};
    SL_AUTO(sl_free) char *text = sl_copy(HEAD "{\"code\": \"X5\", \"same_as\": \"STD.X5\"}" TAIL);
    char *label = strstr(text, "\"Yes\"");
    memcpy(label, "\"Aye\"", 5);
    assert_fails(check_text(__func__, text, &told, NULL, &err), SL_INVALID, err,
                 "can't be compared");
}
END_TEST

START_TEST(a_question_set_is_added_by_its_name)
{
    SL_AUTO(sl_free) char *home = test_home(__func__);
    SL_AUTO(sl_free) char *path = sl_format("%s/tools/TX.json", home);
    SL_AUTO(sl_free) char *set = sl_format("%s/tools/SOS.json", test_schema_home());
    SL_AUTO(sl_tool_drop) struct sl_tool *sos = NULL;
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = NULL;
    struct sl_error err = {0};
    assert_ok(sl_tool_check(set, test_schema_home(), NULL, NULL, &sos, &err), err);
    ck_assert(sl_tool_is_question_set(sos));
    test_home_add(home, "tools/SOS.json", sl_tool_json(sos));
    SL_AUTO(sl_free)
    char *text = sl_copy(HEAD "{\"code\": \"A\", \"type\": \"text\", \"text\": \"?\"}]}],"
                              "\"sets\": [\"SOS\"]}");
    test_home_add(home, "tools/TX.json", text);
    json_t *whole = NULL;
    assert_ok(sl_json_parse("SOS", sl_tool_json(sos), strlen(sl_tool_json(sos)), &whole, &err),
              err);
    json_object_del(whole, "lists");
    SL_AUTO(sl_free) char *plain = sl_json_canonical(whole);
    json_decref(whole);
    test_home_add(home, "tools/SOS.json", plain);
    assert_ok(sl_tool_check(path, home, NULL, NULL, &tool, &err), err);
    ck_assert_int_ge(sl_tool_find(tool, "SOS.SoS8"), 0);
    ck_assert_str_eq(sl_tool_question(tool, test_question(tool, "SoS8"))->same_as, "SOS.SoS8");
    test_home_add(home, "tools/SOS.json",
                  "{\"tool\": \"SOS\", \"question_set\": false, \"sections\": []}");
    assert_fails(sl_tool_check(path, home, NULL, NULL, &tool, &err), SL_INVALID, err,
                 "not a question set");
}
END_TEST

START_TEST(a_version_that_is_kept_never_changes)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    SL_AUTO(test_told_drop) struct test_told told = {0};
    SL_AUTO(sl_tool_drop) struct sl_tool *one = NULL;
    SL_AUTO(sl_tool_drop) struct sl_tool *other = NULL;
    struct sl_error err = {0};
    const char *name = __func__;
    assert_ok(check_text(name, HEAD "{\"code\": \"A\", \"type\": \"text\", \"text\": \"?\"}" TAIL,
                         &told, &one, &err),
              err);
    assert_ok(check_text(name, HEAD "{\"code\": \"A\", \"type\": \"text\", \"text\": \"!\"}" TAIL,
                         &told, &other, &err),
              err);
    assert_ok(sl_tool_add(store, one, "tester", &err), err);
    assert_fails(sl_tool_add(store, other, "tester", &err), SL_CONFLICT, err,
                 "kept with other content; give the tool version 2");
    SL_AUTO(sl_tool_drop) struct sl_tool *loaded = NULL;
    assert_ok(sl_tool_load(store, "TX", 0, &loaded, &err), err);
    ck_assert_str_eq(sl_tool_json(loaded), sl_tool_json(one));
    ck_assert_mem_eq(sl_tool_hash(loaded)->bytes, sl_tool_hash(one)->bytes, SL_HASH_BYTES);
    struct sl_tool *none = NULL;
    assert_fails(sl_tool_load(store, "TY", 0, &none, &err), SL_NOT_FOUND, err, "there are: TX");
    assert_fails(sl_tool_load(store, "TX", 3, &none, &err), SL_NOT_FOUND, err, "newest is 1");
}
END_TEST

START_TEST(a_changed_list_is_told_as_such)
{
    SL_AUTO(sl_store_drop) struct sl_store *store = test_store(__func__);
    SL_AUTO(sl_free) char *home = test_home(__func__);
    SL_AUTO(sl_free) char *path = sl_format("%s/tools/TX.json", home);
    SL_AUTO(sl_tool_drop) struct sl_tool *one = NULL;
    SL_AUTO(sl_tool_drop) struct sl_tool *other = NULL;
    struct sl_error err = {0};
    test_home_add(home, "tools/TX.json",
                  HEAD "{\"code\": \"A\", \"type\": \"choice\", \"list\": \"voices\", \"text\": "
                       "\"?\"}" TAIL);
    assert_ok(sl_tool_check(path, home, NULL, NULL, &one, &err), err);
    assert_ok(sl_tool_add(store, one, "tester", &err), err);
    test_home_add(home, "lists/voices.json",
                  "{\"list\": \"voices\", \"version\": 2, \"title\": \"V\", \"kind\": \"entries\", "
                  "\"entries\": [{\"code\": \"child\", \"label\": \"Child\"}]}");
    assert_ok(sl_tool_check(path, home, NULL, NULL, &other, &err), err);
    assert_fails(sl_tool_add(store, other, "tester", &err), SL_CONFLICT, err,
                 "earlier versions of");
    ck_assert_uint_gt(sl_tool_question(one, 0)->token_count, 5);
}
END_TEST

START_TEST(questions_are_found_by_code_with_or_without_section)
{
    struct sl_error err = {0};
    SL_AUTO(sl_tool_drop) struct sl_tool *std = NULL;
    SL_AUTO(sl_free) char *path = sl_format("%s/tools/STD.json", test_schema_home());
    assert_ok(sl_tool_check(path, test_schema_home(), NULL, NULL, &std, &err), err);
    for (size_t i = 0; i < sl_tool_questions(std); i++) {
        const struct sl_question *question = sl_tool_question(std, i);
        const char *section = sl_tool_section(std, question->section)->code;
        SL_AUTO(sl_free) char *whole = sl_format("%s.%s", section, question->code);
        ck_assert_int_eq(sl_tool_find(std, question->code), (int)i);
        ck_assert_int_eq(sl_tool_find(std, whole), (int)i);
    }
    ck_assert_int_eq(sl_tool_find(std, "V99"), -1);
    ck_assert_int_eq(sl_tool_find(std, "SAFE.V1"), -1);
    ck_assert_int_eq(sl_tool_find(std, ""), -1);
    ck_assert_int_eq(sl_tool_find_column(std, "action", "who"), sl_tool_find(std, "plan.who"));
    ck_assert_int_eq(sl_tool_overall(std), sl_tool_find(std, "X6"));
    ck_assert_int_eq(sl_tool_most_rows(std, (size_t)sl_tool_find_section(std, "PLANACT"),
                                       (size_t)sl_tool_find_form(std, "core")),
                     4);
}
END_TEST

START_TEST(scorers_are_told_types_tokens_and_rows)
{
    SL_AUTO(test_told_drop) struct test_told told = {0};
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = NULL;
    struct sl_error err = {0};
    assert_ok(check_text(__func__,
                         HEAD "{\"code\": \"A\", \"type\": \"yes_no\", \"scale\": \"yes_no\", "
                              "\"text\": \"?\"}" TAIL,
                         &told, &tool, &err),
              err);
    ck_assert_str_eq(sl_tool_for_scorers(tool),
                     "{\"forms\":[\"full\"],\"questions\":[{\"code\":\"A\",\"column\":\"\","
                     "\"core\":false,\"judgement\":"
                     "false,\"ranked\":true,\"row\":null,\"section\":\"ONE\",\"tokens\":[\"yes\","
                     "\"no\"],\"type\":"
                     "\"yes_no\"}],\"tool\":\"TX\",\"version\":1}");
}
END_TEST

START_TEST(damaged_json_of_a_kept_tool_is_refused)
{
    struct sl_error err = {0};
    struct sl_tool *tool = NULL;
    assert_fails(sl_tool_parse("X", "{}", &tool, &err), SL_INVALID, err, "X");
    assert_fails(sl_tool_parse("X", "[1,2]", &tool, &err), SL_INVALID, err, "X");
    assert_fails(
        sl_tool_parse("X", "{\"sections\":[{\"questions\":[{\"code\":\"A\"}]}]}", &tool, &err),
        SL_INVALID, err, "A");
    ck_assert_ptr_null(tool);
}
END_TEST

SL_SUITE("tool", every_tool_that_ships_is_sound, faults_name_file_line_question_and_mistake,
         bad_parts_are_told, names_that_lead_nowhere_and_rings_are_told,
         broken_json_names_line_and_column, a_question_takes_over_what_it_does_not_say,
         a_scale_of_the_same_name_has_to_be_the_same, a_question_set_is_added_by_its_name,
         a_version_that_is_kept_never_changes, a_changed_list_is_told_as_such,
         questions_are_found_by_code_with_or_without_section,
         scorers_are_told_types_tokens_and_rows, damaged_json_of_a_kept_tool_is_refused)
