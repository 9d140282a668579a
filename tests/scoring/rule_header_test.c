#include "scoring/rule_header.h"
#include "support/store.h"
#include "support/suite.h"

#define HEAD "\"code\":\"a.b\",\"title\":\"A\",\"kind\":\"check\","
#define OUTPUTS "\"outputs\":[[\"grade\",\"O G R I\"]]"

static enum sl_status parse(const char *json, struct sl_rule_header **out, struct sl_error *err) {
    return sl_rule_header_parse("a.lua", sl_text_of(json), NULL, out, err);
}

static struct sl_rule_header *parsed(const char *json) {
    struct sl_error err = {0};
    struct sl_rule_header *header = NULL;
    assert_ok(parse(json, &header, &err), err);
    return header;
}

START_TEST(one_tool_may_stand_alone_and_name_its_rows)
{
    SL_AUTO(sl_rule_header_drop)
    struct sl_rule_header *header =
        parsed("{" HEAD "\"applies\":{\"tool\":\"PLANREC\",\"rows\":\"action\"}," OUTPUTS "}");
    ck_assert_uint_eq(header->applies_count, 1);
    ck_assert_str_eq(header->applies[0].tool, "PLANREC");
    ck_assert_str_eq(header->applies[0].rows, "action");
    ck_assert_ptr_null(sl_rule_header_applies(header, "STD"));
}
END_TEST

START_TEST(empty_tables_may_be_objects)
{
    SL_AUTO(sl_rule_header_drop)
    struct sl_rule_header *header = parsed("{" HEAD "\"applies\":[\"STD\"],\"needs\":{},"
                                           "\"lists\":{},\"uses\":[],\"clauses\":[]," OUTPUTS "}");
    ck_assert_uint_eq(header->needs_count + header->lists_count + header->clauses_count, 0);
}
END_TEST

START_TEST(clauses_come_in_byte_order_and_sentences_take_settings)
{
    SL_AUTO(sl_rule_header_drop)
    struct sl_rule_header *header = parsed(
        "{" HEAD "\"applies\":[\"STD\"],\"settings\":{\"good\":250,\"w\":{\"SAFE\":18},"
        "\"bands\":[{\"from\":350}],\"on\":true},"
        "\"clauses\":{\"b\":\"{w.SAFE} of {good}, {bands.1.from}, {on}\",\"L1\":\"Plain\"}," OUTPUTS
        "}");
    ck_assert_str_eq(header->clauses[0].id, "L1");
    ck_assert_str_eq(header->clauses[1].sentence, "18 of 250, 350, yes");
    ck_assert_str_eq(header->clauses[1].wording, "{w.SAFE} of {good}, {bands.1.from}, {on}");
    ck_assert_int_eq(sl_rule_header_clause(header, "b"), 1);
}
END_TEST

START_TEST(changed_settings_take_the_place_of_the_rules_own)
{
    struct sl_error err = {0};
    SL_AUTO(sl_rule_header_drop) struct sl_rule_header *header = NULL;
    SL_AUTO(sl_json_drop) json_t *settings = json_pack("{s:i}", "good", 260);
    const char *json = "{" HEAD "\"applies\":[\"STD\"],\"settings\":{\"good\":250},"
                       "\"clauses\":{\"b\":\"{good} or more\"}," OUTPUTS "}";
    assert_ok(sl_rule_header_parse("a.lua", sl_text_of(json), settings, &header, &err), err);
    ck_assert_str_eq(header->clauses[0].sentence, "260 or more");
}
END_TEST

START_TEST(a_sentence_that_names_no_setting_is_refused_with_its_line)
{
    struct sl_error err = {0};
    struct sl_rule_header *header = NULL;
    assert_fails(parse("{" HEAD "\"applies\":[\"STD\"],\"clauses\":{\"b\":\"{godo} or more\"},"
                       "\"lines\":{\"clauses.b\":17}," OUTPUTS "}",
                       &header, &err),
                 SL_INVALID, err, "a.lua:17: clauses.b: there is no setting {godo}");
    ck_assert_str_eq(err.field, "clauses.b");
}
END_TEST

START_TEST(the_line_of_the_field_above_serves_where_its_own_is_unknown)
{
    SL_AUTO(sl_rule_header_drop)
    struct sl_rule_header *header = parsed("{" HEAD "\"applies\":[\"STD\"],"
                                           "\"lines\":{\"clauses\":8}," OUTPUTS "}");
    ck_assert_int_eq(sl_rule_header_line(header, "clauses.L1"), 8);
    ck_assert_int_eq(sl_rule_header_line(header, "outputs"), 0);
}
END_TEST

START_TEST(all_output_types_are_read)
{
    SL_AUTO(sl_rule_header_drop)
    struct sl_rule_header *header =
        parsed("{" HEAD "\"applies\":[\"STD\"],\"outputs\":[[\"S\",\"2 1 0 U\"],"
               "[\"n\",\"integer -5..100\"],[\"h\",\"hundredths\"],[\"d\",\"day\"],"
               "[\"y\",\"yes_no\"],[\"t\",\"text\"],[\"free\",\"integer\"]]}");
    char type[128];
    ck_assert_uint_eq(header->outputs_count, 7);
    ck_assert(sl_rule_output_allows(&header->outputs[0], SL_TEXT("U")));
    ck_assert(!sl_rule_output_allows(&header->outputs[0], SL_TEXT("3")));
    ck_assert_int_eq(header->outputs[1].least, -5);
    ck_assert_int_eq(header->outputs[1].most, 100);
    ck_assert_int_eq(header->outputs[6].most, INT32_MAX);
    ck_assert_str_eq(sl_rule_output_type_text(&header->outputs[0], type, sizeof type), "2 1 0 U");
    ck_assert_str_eq(sl_rule_output_type_text(&header->outputs[1], type, sizeof type),
                     "integer -5..100");
    ck_assert_int_eq(sl_rule_header_output(header, "t"), 5);
}
END_TEST

START_TEST(what_is_remembered_is_of_the_lists)
{
    SL_AUTO(sl_rule_header_drop)
    struct sl_rule_header *header = parsed("{" HEAD "\"applies\":[\"STD\"],\"lists\":[\"a\",\"b\"],"
                                           "\"remembers\":[\"b\"]," OUTPUTS "}");
    ck_assert_uint_eq(header->remembers_count, 1);
    ck_assert_str_eq(header->remembers[0], "b");
    struct sl_error err = {0};
    struct sl_rule_header *refused = NULL;
    assert_fails(parse("{" HEAD
                       "\"applies\":[\"STD\"],\"lists\":[\"a\"],\"remembers\":[\"b\"]," OUTPUTS "}",
                       &refused, &err),
                 SL_INVALID, err, "b isn't declared in lists");
    assert_fails(parse("{" HEAD "\"applies\":[\"STD\"],\"lists\":[\"a\"],"
                       "\"remembers\":[\"a\",\"a\"]," OUTPUTS "}",
                       &refused, &err),
                 SL_INVALID, err, "a is named twice");
}
END_TEST

START_TEST(what_is_missing_or_mistyped_is_named)
{
    static const struct {
        const char *json, *words;
    } wrong[] = {
        {"[]", "must be a table"},
        {"{\"title\":\"A\",\"kind\":\"check\"}", "code: a text is needed"},
        {"{\"code\":\"a\",\"title\":\"A\",\"kind\":\"grde\"}", "not \"grde\""},
        {"{" HEAD "\"applies\":[]," OUTPUTS "}", "applies: at least one tool"},
        {"{" HEAD "\"applies\":[{\"rows\":\"action\"}]," OUTPUTS "}", "applies: a tool's code"},
        {"{" HEAD "\"applies\":[\"STD\"]}", "outputs: 1 to 64 outputs"},
        {"{" HEAD "\"applies\":[\"STD\"],\"outputs\":[[\"a b\",\"day\"]]}", "isn't a name"},
        {"{" HEAD "\"applies\":[\"STD\"],\"outputs\":[[\"a\",\"day\"],[\"a\",\"day\"]]}", "twice"},
        {"{" HEAD "\"applies\":[\"STD\"],\"outputs\":[[\"a\",\"O G O\"]]}", "token O twice"},
        {"{" HEAD "\"applies\":[\"STD\"],\"outputs\":[[\"a\",\"integer 9..1\"]]}", "isn't a type"},
        {"{" HEAD "\"applies\":[\"STD\"],\"outputs\":[[\"a\"]]}", "a name and a type"},
        {"{" HEAD "\"applies\":[\"STD\"],\"needs\":[3]," OUTPUTS "}", "needs: entry 1"},
        {"{" HEAD "\"applies\":[\"STD\"],\"clauses\":{\"L1\":7}," OUTPUTS "}", "clauses.L1: a sen"},
    };
    for (size_t i = 0; i < SL_COUNT(wrong); i++) {
        struct sl_error err = {0};
        struct sl_rule_header *header = NULL;
        assert_fails(parse(wrong[i].json, &header, &err), SL_INVALID, err, wrong[i].words);
        ck_assert_ptr_null(header);
    }
}
END_TEST

#define CEILINGS "\"columns\":{\"ceilings\":[[\"when\",\"condition\"],[\"at_most\",\"O G R I\"]]},"
#define CEILED(at_most)                                                                            \
    "{" HEAD "\"applies\":[\"STD\"],\"needs\":[\"SJ\"]," CEILINGS                                  \
    "\"lines\":{\"settings\":7,\"settings.ceilings.2\":9},"                                        \
    "\"settings\":{\"groups\":{\"core\":[\"VJ\",\"SJ\"]},\"ceilings\":["                           \
    "{\"when\":\"V1 = no or V1 = partly\",\"at_most\":\"R\"},"                                     \
    "{\"when\":\"at least 1 of core = I\",\"at_most\":\"" at_most "\"}]}," OUTPUTS "}"

START_TEST(cells_of_declared_columns_are_checked_and_what_they_read_is_needed)
{
    struct sl_error err = {0};
    struct sl_rule_header *none = NULL;
    SL_AUTO(sl_rule_header_drop) struct sl_rule_header *header = parsed(CEILED("I"));
    ck_assert_uint_eq(header->needs_named, 1);
    ck_assert_uint_eq(header->needs_count, 3);
    ck_assert_str_eq(header->needs[1], "V1");
    ck_assert_str_eq(header->needs[2], "VJ");
    sl_rule_header_need_fault(header, &err, 1, "STD doesn't ask V1");
    ck_assert_str_eq(err.text, "a.lua:7: settings.ceilings row 1, when: STD doesn't ask V1");
    sl_rule_header_need_fault(header, &err, 2, "STD doesn't ask VJ");
    ck_assert_str_eq(err.text, "a.lua:7: settings.groups.core: STD doesn't ask VJ");
    ck_assert_int_eq(parse(CEILED("X"), &none, &err), SL_INVALID);
    ck_assert_str_eq(err.text, "a.lua:9: settings.ceilings row 2, at_most: X is none of O G R I");
}
END_TEST

START_TEST(cells_that_take_the_place_of_the_rules_own_are_checked_too)
{
    struct sl_error err = {0};
    struct sl_rule_header *header = NULL;
    SL_AUTO(sl_json_drop)
    json_t *settings = json_pack("{s:[{s:s, s:s}]}", "ceilings", "when", "V9 = no", "at_most", "Q");
    const char *json = CEILED("I");
    ck_assert_int_eq(sl_rule_header_parse("a.lua", sl_text_of(json), settings, &header, &err),
                     SL_INVALID);
    ck_assert_str_eq(err.text, "a.lua: settings.ceilings row 1, at_most: Q is none of O G R I");
    json_t *row = json_array_get(json_object_get(settings, "ceilings"), 0);
    json_object_set_new(row, "at_most", json_string("G"));
    assert_ok(sl_rule_header_parse("a.lua", sl_text_of(json), settings, &header, &err), err);
    ck_assert_str_eq(header->needs[1], "V9");
    ck_assert_ptr_nonnull(json_object_get(header->settings, "groups"));
    sl_rule_header_free(header);
}
END_TEST

SL_SUITE("rule_header", what_is_remembered_is_of_the_lists,
         one_tool_may_stand_alone_and_name_its_rows, empty_tables_may_be_objects,
         clauses_come_in_byte_order_and_sentences_take_settings,
         changed_settings_take_the_place_of_the_rules_own,
         a_sentence_that_names_no_setting_is_refused_with_its_line,
         the_line_of_the_field_above_serves_where_its_own_is_unknown, all_output_types_are_read,
         what_is_missing_or_mistyped_is_named,
         cells_of_declared_columns_are_checked_and_what_they_read_is_needed,
         cells_that_take_the_place_of_the_rules_own_are_checked_too)
