#include "base/columns.h"
#include "base/json.h"
#include "support/suite.h"
#include <string.h>

#define DECLARED                                                                                   \
    "{\"ceilings\":[[\"when\",\"condition\"],[\"at_most\",\"O G R I\"],[\"because\",\"text?\"],"   \
    "[\"clause\",\"clause?\"],[\"on\",\"yes_no\"]],\"limits\":[[\"question\",\"question\"],"       \
    "[\"n\",\"integer 1..50\"],[\"from\",\"hundredths\"],[\"to\",\"day?\"]]}"
#define GROUPS "\"groups\":{\"core\":[\"SAFE.SJ\",\"V2\"]}"
#define CEILING                                                                                    \
    "{\"when\":\"at least 2 of core = I or V1 = no\",\"at_most\":\"I\",\"clause\":\"L1\","         \
    "\"on\":true}"
#define LIMIT "{\"question\":\"V9\",\"n\":3,\"from\":250,\"to\":\"\"}"

static json_t *parsed(const char *text) {
    json_t *json = NULL;
    struct sl_error err = {0};
    enum sl_status status = sl_json_parse("test", text, strlen(text), &json, &err);
    ck_assert_msg(status == SL_OK, "%s", err.text);
    return json;
}

static struct sl_columns *declared(const char *text) {
    struct sl_columns *columns = NULL;
    struct sl_error err = {0};
    SL_AUTO(sl_json_drop) json_t *json = parsed(text);
    ck_assert_msg(sl_columns_read(json, &columns, &err) == SL_OK, "%s", err.text);
    return columns;
}

static void gather_fault(void *context, const struct sl_column_place *place, const char *sentence) {
    SL_AUTO(sl_free) char *path = sl_column_path(place);
    sl_buffer_format(context, "%s: %s\n", path, sentence);
}

/* The faults of the settings, one a line. */
static void faults(const char *settings, const char *expected) {
    SL_AUTO(sl_columns_drop) struct sl_columns *columns = declared(DECLARED);
    SL_AUTO(sl_json_drop) json_t *json = parsed(settings);
    SL_AUTO(sl_json_drop) json_t *clauses = json_pack("{s:s}", "L1", "An unsafe child");
    SL_AUTO(sl_buffer_drop) struct sl_buffer told = {0};
    sl_buffer_text(&told, "");
    size_t count = sl_columns_check(columns, json, clauses, gather_fault, &told);
    ck_assert_str_eq(told.bytes, expected);
    ck_assert_uint_eq(count > 0, told.length > 0);
}

START_TEST(rows_that_keep_to_their_columns_have_no_fault)
{
    faults("{" GROUPS ",\"ceilings\":[" CEILING "],\"limits\":[" LIMIT "]}", "");
    faults("{\"ceilings\":{},\"limits\":[]}", "");
}
END_TEST

START_TEST(a_fault_names_table_row_and_column)
{
    static const struct {
        const char *row, *told;
    } rows[] = {
        {"{\"when\":\"V1 = no\",\"at_most\":\"X\",\"on\":true}",
         "settings.ceilings row 2, at_most: X is none of O G R I\n"},
        {"{\"when\":\"V1 =\",\"at_most\":\"R\",\"on\":true}",
         "settings.ceilings row 2, when: the condition ends where an answer, number or day is "
         "expected\n"},
        {"{\"when\":\"V1 = no\",\"at_most\":\"R\"}",
         "settings.ceilings row 2, on: a value is needed here\n"},
        {"{\"when\":\"\",\"at_most\":\"R\",\"on\":true}",
         "settings.ceilings row 2, when: a value is needed here\n"},
        {"{\"when\":\"V1 = no\",\"at_most\":\"R\",\"on\":\"yes\"}",
         "settings.ceilings row 2, on: yes or no is needed (true or false)\n"},
        {"{\"when\":\"V1 = no\",\"at_most\":\"R\",\"on\":true,\"clause\":\"L7\"}",
         "settings.ceilings row 2, clause: the rule has no clause L7\n"},
        {"{\"when\":\"V1 = no\",\"at_most\":\"R\",\"on\":true,\"colour\":1}",
         "settings.ceilings row 2: there is no column colour\n"},
        {"{\"when\":\"at least 1 of rest = no\",\"at_most\":\"R\",\"on\":true}",
         "settings.ceilings row 2, when: there is no group rest; there are: core\n"},
        {"7", "settings.ceilings row 2: a row with named columns is needed\n"},
    };
    for (size_t i = 0; i < SL_COUNT(rows); i++) {
        SL_AUTO(sl_free)
        char *settings = sl_format(
            "{" GROUPS ",\"ceilings\":[" CEILING ",%s],\"limits\":[" LIMIT "]}", rows[i].row);
        faults(settings, rows[i].told);
    }
}
END_TEST

START_TEST(numbers_days_and_groups_are_checked)
{
    faults("{\"ceilings\":[],\"limits\":[{\"question\":\"V9\",\"n\":51,\"from\":\"2.5\",\"to\":"
           "\"31/02/2025\"}]}",
           "settings.limits row 1, n: a whole number from 1 to 50 is needed\n"
           "settings.limits row 1, from: hundredths are needed: 250 is 2.5\n"
           "settings.limits row 1, to: \"31/02/2025\" is no day; a day is written 2025-03-03\n");
    faults("{\"ceilings\":[],\"limits\":7}",
           "settings.limits: its columns are declared, so a list of at most 2000 rows is needed\n");
    faults("{\"groups\":{\"core\":[1]},\"ceilings\":[],\"limits\":[]}",
           "settings.groups.core: a group is a list of questions\n");
}
END_TEST

START_TEST(declarations_are_refused_with_their_place)
{
    static const struct {
        const char *text, *field, *told;
    } rows[] = {
        {"[1]", "columns", "a table of at most 50 tables is needed"},
        {"{\"a b\":[[\"x\",\"text\"]]}", "columns", "\"a b\" isn't the name of a table"},
        {"{\"t\":[]}", "columns.t", "1 to 50 columns are needed"},
        {"{\"t\":[[\"x\"]]}", "columns.t", "entry 1 must be a name and a type"},
        {"{\"t\":[[\"x\",\"text\"],[\"x\",\"text\"]]}", "columns.t", "x is named twice"},
        {"{\"t\":[[\"1x\",\"text\"]]}", "columns.t", "\"1x\" isn't a name"},
        {"{\"t\":[[\"x\",\"txt\"]]}", "columns.t", "x: \"txt\" is no type; condition, question"},
        {"{\"t\":[[\"x\",\"integer 9..1\"]]}", "columns.t", "\"integer 0..100\" is"},
        {"{\"t\":[[\"x\",\"\"]]}", "columns.t", "is no type"},
    };
    for (size_t i = 0; i < SL_COUNT(rows); i++) {
        struct sl_columns *columns = NULL;
        struct sl_error err = {0};
        SL_AUTO(sl_json_drop) json_t *json = parsed(rows[i].text);
        ck_assert_int_eq(sl_columns_read(json, &columns, &err), SL_INVALID);
        ck_assert_str_eq(err.field, rows[i].field);
        ck_assert_msg(strstr(err.text, rows[i].told) != NULL, "%s", err.text);
        ck_assert_ptr_null(columns);
    }
}
END_TEST

static void gather_question(void *context, const struct sl_column_place *place,
                            const char *question) {
    sl_buffer_format(context, "%s %s, ", place->table, question);
}

START_TEST(every_question_that_cells_read_is_told)
{
    SL_AUTO(sl_columns_drop) struct sl_columns *columns = declared(DECLARED);
    SL_AUTO(sl_json_drop)
    json_t *settings = parsed("{" GROUPS ",\"ceilings\":[" CEILING "],\"limits\":[" LIMIT "]}");
    SL_AUTO(sl_buffer_drop) struct sl_buffer told = {0};
    sl_columns_each_question(columns, settings, gather_question, &told);
    ck_assert_str_eq(told.bytes, "ceilings V1, groups SAFE.SJ, groups V2, limits V9, ");
}
END_TEST

START_TEST(blank_cells_are_taken_out)
{
    SL_AUTO(sl_columns_drop) struct sl_columns *columns = declared(DECLARED);
    SL_AUTO(sl_json_drop)
    json_t *settings = parsed("{\"ceilings\":[{\"because\":\"\",\"when\":\"V1 = no\"}]}");
    sl_columns_clear_blanks(columns, settings);
    SL_AUTO(sl_free) char *left = sl_json_canonical(settings);
    ck_assert_str_eq(left, "{\"ceilings\":[{\"when\":\"V1 = no\"}]}");
}
END_TEST

START_TEST(a_rule_may_declare_no_columns)
{
    SL_AUTO(sl_columns_drop) struct sl_columns *none = NULL;
    ck_assert_int_eq(sl_columns_read(NULL, &none, NULL), SL_OK);
    ck_assert_uint_eq(sl_columns_tables(none), 0);
    ck_assert_ptr_null(sl_columns_find(none, "ceilings"));
    SL_AUTO(sl_columns_drop) struct sl_columns *some = declared(DECLARED);
    ck_assert_uint_eq(sl_columns_find(some, "ceilings")->count, 5);
    ck_assert_str_eq(sl_columns_find(some, "limits")->columns[1].words, "integer 1..50");
}
END_TEST

SL_SUITE("columns", rows_that_keep_to_their_columns_have_no_fault,
         a_fault_names_table_row_and_column, numbers_days_and_groups_are_checked,
         declarations_are_refused_with_their_place, every_question_that_cells_read_is_told,
         blank_cells_are_taken_out, a_rule_may_declare_no_columns)
