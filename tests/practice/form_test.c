#include "practice/form.h"
#include "practice/samples.h"
#include "support/suite.h"

static struct sl_tool *tool_of(const char *code) {
    SL_AUTO(sl_free) char *path = sl_format("%s/tools/%s.json", test_schema_home(), code);
    struct sl_tool *tool = NULL;
    struct sl_error err = {0};
    assert_ok(sl_tool_check(path, test_schema_home(), NULL, NULL, &tool, &err), err);
    return tool;
}

static size_t question_of(const struct sl_tool *tool, const char *code) {
    int question = sl_tool_find(tool, code);
    ck_assert_msg(question >= 0, "no question %s", code);
    return (size_t)question;
}

static void put(struct sl_record *record, const char *code, uint16_t row, const char *value,
                uint16_t sources, const char *evidence) {
    struct sl_error err = {0};
    size_t question = question_of(sl_record_tool(record), code);
    assert_ok(sl_record_answer(record, question, row, value, sources, evidence, &err), err);
}

static void set_head(struct sl_record *record, const char *form) {
    struct sl_record_head head = {.form = form,
                                  .case_ref = "K-17",
                                  .team = "n1",
                                  .auditor = "A3",
                                  .day = sl_day_of(2024, 3, 4),
                                  .state = "in_progress"};
    struct sl_error err = {0};
    assert_ok(sl_record_set_head(record, &head, &err), err);
}

static struct sl_record *filled(const struct sl_tool *tool) {
    struct sl_record *record = sl_record_new(tool);
    set_head(record, "full");
    put(record, "V1", 0, "partly", SL_SOURCE_RECORD | SL_SOURCE_CHILD,
        "Seen twice.\n\nNot alone in May.");
    put(record, "V1.due", 0, "6", 0, "");
    put(record, "V4", 0, "n/a: age", 0, "");
    put(record, "SJ", 0, "R", 0, "Two risks had nobody on them: Tuesday nights, and school.");
    put(record, "voices", 0, "child; parent", 0, "");
    put(record, "period_from", 0, "1 September 2023", 0, "");
    put(record, "act.action", 1, "Ring the school\nand write it down", 0, "");
    put(record, "act.owner", 1, "social worker", 0, "");
    put(record, "act.action", 4, "Fourth row", 0, "");
    return record;
}

static char *written(const struct sl_record *record) {
    char *text = NULL;
    struct sl_error err = {0};
    assert_ok(sl_form_write(record, "", &text, &err), err);
    return text;
}

static char *json_of(const struct sl_record *record) {
    SL_AUTO(sl_json_drop) json_t *json = sl_record_json(record);
    return sl_json_canonical(json);
}

START_TEST(a_filled_form_comes_back_as_it_went_out)
{
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = tool_of("STD");
    SL_AUTO(sl_record_drop) struct sl_record *record = filled(tool);
    SL_AUTO(sl_record_drop) struct sl_record *again = sl_record_new(tool);
    SL_AUTO(sl_free) char *text = written(record);
    struct sl_error err = {0};
    assert_ok(sl_form_read("f.txt", sl_text_of(text), again, false, NULL, NULL, &err), err);
    SL_AUTO(sl_free) char *before = json_of(record);
    SL_AUTO(sl_free) char *after = json_of(again);
    ck_assert_str_eq(after, before);
    SL_AUTO(sl_free) char *rewritten = written(again);
    ck_assert_str_eq(rewritten, text);
}
END_TEST

START_TEST(a_template_asks_every_question_of_its_form_and_no_other)
{
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = tool_of("STD");
    SL_AUTO(sl_record_drop) struct sl_record *record = sl_record_new(tool);
    struct sl_error err = {0};
    char *core = NULL, *full = NULL;
    assert_ok(sl_form_write(record, "core", &core, &err), err);
    assert_ok(sl_form_write(record, "full", &full, &err), err);
    SL_AUTO(sl_free) char *kept_core = core;
    SL_AUTO(sl_free) char *kept_full = full;
    ck_assert_ptr_nonnull(strstr(kept_core, "\nV1:\n"));
    ck_assert_ptr_null(strstr(kept_core, "\nV7:\n"));
    ck_assert_ptr_nonnull(strstr(kept_full, "\nV7:\n"));
    ck_assert_ptr_nonnull(strstr(kept_full, "yes (Yes) | partly (Partly) | no (No)"));
    ck_assert_ptr_nonnull(strstr(kept_full, "\nact.owner[2]:\n"));
    assert_fails(sl_form_write(record, "short", &core, &err), SL_INVALID, err,
                 "has no form 'short'; it has: core, full");
}
END_TEST

static enum sl_status add_tool(void *context, const char *name, struct sl_error *err) {
    (void)err;
    size_t length = strlen(name);
    if (length < 6 || strcmp(name + length - 5, ".json") != 0 || strstr(name, "schema") != NULL)
        return SL_OK;
    json_array_append_new(context, json_stringn(name, length - 5));
    return SL_OK;
}

/* Head fields that a template leaves blank. */
static char *with_head(const char *template) {
    static const char *const fields[][2] = {
        {"\ncase_ref:", " K-1"}, {"\nteam:", " n1"}, {"\nday:", " 2024-03-04"}};
    char *text = sl_copy(template);
    for (size_t i = 0; i < SL_COUNT(fields); i++) {
        char *at = strstr(text, fields[i][0]);
        ck_assert_ptr_nonnull(at);
        size_t before = (size_t)(at - text) + strlen(fields[i][0]);
        char *more = sl_format("%.*s%s%s", (int)before, text, fields[i][1], text + before);
        free(text);
        text = more;
    }
    return text;
}

START_TEST(the_templates_of_all_tools_can_be_read)
{
    SL_AUTO(sl_free) char *folder = sl_format("%s/tools", test_schema_home());
    SL_AUTO(sl_json_drop) json_t *codes = json_array();
    struct sl_error err = {0};
    assert_ok(sl_file_each(folder, add_tool, codes, &err), err);
    ck_assert_uint_ge(json_array_size(codes), 15);
    for (size_t i = 0; i < json_array_size(codes); i++) {
        SL_AUTO(sl_tool_drop)
        struct sl_tool *tool = tool_of(json_string_value(json_array_get(codes, i)));
        SL_AUTO(sl_record_drop) struct sl_record *record = sl_record_new(tool);
        for (size_t f = 0; f < sl_tool_forms(tool); f++) {
            SL_AUTO(sl_free) char *template = NULL;
            sl_record_clear(record);
            assert_ok(sl_form_write(record, sl_tool_form(tool, f)->code, &template, &err), err);
            SL_AUTO(sl_free) char *text = with_head(template);
            assert_ok(sl_form_read("t.txt", sl_text_of(text), record, false, NULL, NULL, &err),
                      err);
        }
    }
}
END_TEST

#define HEAD                                                                                       \
    "tool: STD\nversion: 1\nform: core\ncase_ref: K-1\nteam: n1\nday: 2024-03-04\nstate: "         \
    "in_progress\n"

static enum sl_status read_with(const char *answers, char **marked, size_t *faults,
                                struct sl_error *err) {
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = tool_of("STD");
    SL_AUTO(sl_record_drop) struct sl_record *record = sl_record_new(tool);
    SL_AUTO(sl_free) char *text = sl_format(HEAD "%s", answers);
    return sl_form_read("f.txt", sl_text_of(text), record, false, marked, faults, err);
}

START_TEST(faults_are_marked_above_their_lines_and_nothing_typed_is_lost)
{
    SL_AUTO(sl_free) char *marked = NULL;
    size_t faults = 0;
    struct sl_error err = {0};
    assert_fails(read_with("V1: maybe\nV1.evidence: Seen twice\n  and once\nV1.due: 1000\n",
                           &marked, &faults, &err),
                 SL_INVALID, err, "f.txt:8: V1");
    ck_assert_uint_eq(faults, 2);
    ck_assert_ptr_nonnull(strstr(marked, "\n# ! V1"));
    ck_assert_ptr_nonnull(strstr(marked, "\nV1: maybe\nV1.evidence: Seen twice\n  and once\n"));
    char *first = strstr(marked, "# ! V1"), *answer = strstr(marked, "V1: maybe");
    ck_assert(first != NULL && first < answer);
}
END_TEST

START_TEST(marks_of_an_earlier_reading_are_taken_out)
{
    SL_AUTO(sl_free) char *once = NULL;
    SL_AUTO(sl_free) char *twice = NULL;
    struct sl_error err = {0};
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = tool_of("STD");
    SL_AUTO(sl_record_drop) struct sl_record *record = sl_record_new(tool);
    read_with("V1: maybe\n", &once, NULL, &err);
    ck_assert_int_eq(sl_form_read("f.txt", sl_text_of(once), record, false, &twice, NULL, &err),
                     SL_INVALID);
    ck_assert_str_eq(once, twice);
}
END_TEST

START_TEST(keys_that_are_no_questions_are_faults_with_advice)
{
    SL_AUTO(sl_free) char *marked = NULL;
    struct sl_error err = {0};
    size_t faults = 0;
    assert_fails(read_with("V99: yes\n", NULL, &faults, &err), SL_INVALID, err,
                 "f.txt:8: V99 is no question of STD. If this line belongs to the answer above, "
                 "put a space before it.");
    assert_fails(read_with("V1[2]: yes\n", NULL, &faults, &err), SL_INVALID, err, "V1 has no rows");
    assert_fails(read_with("act.action: do\n", NULL, &faults, &err), SL_INVALID, err,
                 "act.action stands in rows, from act.action[1]");
    assert_fails(read_with("act.action[999]: do\n", NULL, &faults, &err), SL_INVALID, err,
                 "act.action stands in rows");
    assert_fails(read_with("V1: yes\nV1: no\n", &marked, &faults, &err), SL_INVALID, err,
                 "f.txt:9: V1 is answered on line 8 already.");
    assert_fails(read_with("V1.evidence: seen\n", NULL, &faults, &err), SL_INVALID, err,
                 "there is evidence here but no answer");
    assert_fails(read_with("V1: yes\nV1.source: rumour\n", NULL, &faults, &err), SL_INVALID, err,
                 "V1");
}
END_TEST

START_TEST(longer_answers_keep_their_lines)
{
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = tool_of("STD");
    SL_AUTO(sl_record_drop) struct sl_record *record = sl_record_new(tool);
    struct sl_error err = {0};
    assert_ok(sl_form_read("f.txt",
                           SL_TEXT(HEAD "I2: First line\n  second: line\nthird line\n\n    after a "
                                        "gap\n\n# a comment\n\nV1: yes\n"),
                           record, false, NULL, NULL, &err),
              err);
    struct sl_value value;
    ck_assert(sl_record_value(record, question_of(tool, "I2"), 0, &value));
    ck_assert(sl_text_is(value.text, "First line\nsecond: line\nthird line\n\nafter a gap"));
}
END_TEST

START_TEST(what_is_missing_is_marked_when_completeness_is_asked_for)
{
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = tool_of("STD");
    SL_AUTO(sl_record_drop) struct sl_record *record = sl_record_new(tool);
    SL_AUTO(sl_free) char *marked = NULL;
    struct sl_error err = {0};
    size_t faults = 0;
    ck_assert_int_eq(
        sl_form_read("f.txt", SL_TEXT(HEAD "V1:\nV3: yes\n"), record, true, &marked, &faults, &err),
        SL_INVALID);
    ck_assert_uint_gt(faults, 5);
    ck_assert_ptr_nonnull(strstr(marked, "# ! V1: not yet answered\nV1:\n"));
}
END_TEST

START_TEST(faults_of_the_head_stand_at_their_field)
{
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = tool_of("STD");
    SL_AUTO(sl_record_drop) struct sl_record *record = sl_record_new(tool);
    struct sl_error err = {0};
    assert_fails(sl_form_read("f.txt",
                              SL_TEXT("tool: STD\nform: core\nteam: n1\nday: 31 June 2024"), record,
                              false, NULL, NULL, &err),
                 SL_INVALID, err, "f.txt:4: day");
    assert_fails(sl_form_read("f.txt", SL_TEXT("tool: STD\nform: huge\nteam: n1\nday: 1/6/24"),
                              record, false, NULL, NULL, &err),
                 SL_INVALID, err, "f.txt:2: Tool STD has no form 'huge'");
    assert_fails(sl_form_read("f.txt", SL_TEXT("tool: PD\n"), record, false, NULL, NULL, &err),
                 SL_INVALID, err, "f.txt:1: tool: this form is read with STD");
}
END_TEST

START_TEST(the_tool_is_found_before_the_text_is_read)
{
    char tool[64];
    int64_t version = -1;
    struct sl_error err = {0};
    assert_ok(sl_form_tool("f.txt", SL_TEXT("# x\ntool: STD\nversion: 3\nV1: yes\nfree line\n"),
                           tool, &version, &err),
              err);
    ck_assert_str_eq(tool, "STD");
    ck_assert_int_eq(version, 3);
    assert_fails(sl_form_tool("f.txt", SL_TEXT("V1: yes\n"), tool, &version, &err), SL_INVALID, err,
                 "does not say with which tool");
    assert_fails(sl_form_tool("f.txt", SL_TEXT("tool: STD\nversion: two"), tool, &version, &err),
                 SL_INVALID, err, "f.txt:2: 'two' is no version");
}
END_TEST

START_TEST(bad_text_is_refused_before_anything_is_read)
{
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = tool_of("FB");
    SL_AUTO(sl_record_drop) struct sl_record *record = sl_record_new(tool);
    struct sl_error err = {0};
    static const struct {
        const char *bytes;
        size_t length;
    } bad[] = {{"tool: F\0B", 9}, {"tool: \xff", 7}, {"\xfe\xfft\0o", 6}, {"a\xe2\x80\xae: x", 7}};
    for (size_t i = 0; i < SL_COUNT(bad); i++)
        assert_fails(sl_form_read("f.txt", (struct sl_text){bad[i].bytes, bad[i].length}, record,
                                  false, NULL, NULL, &err),
                     SL_INVALID, err, "f.txt");
    size_t length = SL_FORM_MOST + 1;
    SL_AUTO(sl_free) char *big = sl_new(length + 1, 1);
    memset(big, 'x', length);
    assert_fails(
        sl_form_read("f.txt", (struct sl_text){big, length}, record, false, NULL, NULL, &err),
        SL_INVALID, err, "at most 4194304 bytes");
}
END_TEST

START_TEST(a_spreadsheet_header_has_a_column_for_each_answer)
{
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = tool_of("STD");
    SL_AUTO(sl_free) char *header = NULL;
    struct sl_error err = {0};
    assert_ok(sl_form_csv(tool, "full", 2, &header, &err), err);
    ck_assert(strncmp(header, "id,tool,form,case_ref,", 22) == 0);
    ck_assert_ptr_nonnull(strstr(header, ",V1,V1.evidence,"));
    ck_assert_ptr_nonnull(strstr(header, ",act.action[1],"));
    ck_assert_ptr_nonnull(strstr(header, ",act.action[2],"));
    ck_assert_ptr_null(strstr(header, "act.action[3]"));
    ck_assert_ptr_null(strstr(header, ",O1,")); /* a heading over its parts */
}
END_TEST

SL_SUITE("form", a_filled_form_comes_back_as_it_went_out,
         a_template_asks_every_question_of_its_form_and_no_other,
         the_templates_of_all_tools_can_be_read,
         faults_are_marked_above_their_lines_and_nothing_typed_is_lost,
         marks_of_an_earlier_reading_are_taken_out,
         keys_that_are_no_questions_are_faults_with_advice, longer_answers_keep_their_lines,
         what_is_missing_is_marked_when_completeness_is_asked_for,
         faults_of_the_head_stand_at_their_field, the_tool_is_found_before_the_text_is_read,
         bad_text_is_refused_before_anything_is_read,
         a_spreadsheet_header_has_a_column_for_each_answer)
