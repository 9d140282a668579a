#include "practice/import.h"
#include "practice/samples.h"
#include "support/practice.h"
#include "support/suite.h"

#define COUNTY(name) SL_AUTO(test_county_drop) struct test_county county = test_county(__func__)

struct heard {
    size_t refused, calls;
    bool stop;
    char text[6000];
};

static void hear(struct heard *heard, const char *sentence) {
    size_t used = strlen(heard->text);
    snprintf(heard->text + used, sizeof heard->text - used, "%s\n", sentence);
}

static void hear_refusal(void *context, long line, const char *column, const char *sentence) {
    struct heard *heard = context;
    (void)line, (void)column;
    heard->refused++;
    hear(heard, sentence);
}

static void hear_remark(void *context, const char *sentence) {
    hear(context, sentence);
}

static bool count_calls(void *context, size_t done, size_t total) {
    struct heard *heard = context;
    heard->calls++;
    return !heard->stop || done == 0 || total == 0;
}

static struct sl_import import_for(struct heard *heard) {
    return (struct sl_import){.actor = "tester",
                              .refused = hear_refusal,
                              .remark = hear_remark,
                              .progress = count_calls,
                              .context = heard};
}

static enum sl_status import_sample(struct sl_store *store, const char *name,
                                    struct sl_import *import, struct sl_error *err) {
    SL_AUTO(sl_free) char *path = sample_path(name);
    return sl_import_records(store, path, import, err);
}

static enum sl_status import_text(struct sl_store *store, const char *name, const char *text,
                                  struct sl_import *import, struct sl_error *err) {
    SL_AUTO(sl_free) char *path = sample_text(name, text);
    return sl_import_records(store, path, import, err);
}

static int64_t records_in(struct sl_store *store) {
    return test_number(store, "SELECT count(*) FROM record");
}

START_TEST(a_csv_of_one_row_a_record_is_read_in_whole)
{
    COUNTY();
    struct heard heard = {0};
    struct sl_import import = import_for(&heard);
    struct sl_error err = {0};
    assert_ok(import_sample(county.store, "records/audits.csv", &import, &err), err);
    ck_assert_uint_eq(import.records, 3);
    ck_assert_uint_eq(import.added, 3);
    ck_assert_uint_eq(import.answers, 17);
    ck_assert_uint_eq(heard.refused, 0);
    ck_assert_ptr_nonnull(strstr(heard.text, "The column 'Colour' is no question of any tool"));
    ck_assert_int_eq(test_number(county.store, "SELECT count(*) FROM answer WHERE question = 'V1' "
                                               "AND value = 'partly' AND sources = 9"),
                     1);
    ck_assert_int_eq(test_number(county.store, "SELECT count(*) FROM answer WHERE question = "
                                               "'act.owner' AND row_no = 1"),
                     1);
    ck_assert_int_eq(
        test_number(county.store,
                    "SELECT count(*) FROM record WHERE day IN ('2025-06-11', '2025-06-12')"),
        2);
    ck_assert_ptr_null(test_verify_records(county.store));
}
END_TEST

START_TEST(the_same_file_twice_changes_nothing)
{
    COUNTY();
    struct heard heard = {0};
    struct sl_import import = import_for(&heard);
    struct sl_error err = {0};
    assert_ok(import_sample(county.store, "records/audits.csv", &import, &err), err);
    int64_t trail = test_number(county.store, "SELECT count(*) FROM trail");
    struct sl_import again = import_for(&heard);
    assert_ok(import_sample(county.store, "records/audits.csv", &again, &err), err);
    ck_assert(again.known);
    ck_assert_uint_eq(again.same, 3);
    ck_assert_int_eq(test_number(county.store, "SELECT count(*) FROM trail"), trail);
}
END_TEST

START_TEST(the_same_rows_in_another_file_are_the_same_records)
{
    COUNTY();
    struct heard heard = {0};
    struct sl_import import = import_for(&heard);
    struct sl_error err = {0};
    const char *rows = "tool,form,case_ref,team,auditor,day,SJ\n"
                       "STD,full,K-5,N1,AUD1,2025-06-10,G\nSTD,full,K-6,N1,AUD1,2025-06-10,R\n";
    assert_ok(import_text(county.store, "one.csv", rows, &import, &err), err);
    SL_AUTO(sl_free) char *more = sl_format("%sSTD,full,K-7,N1,AUD1,2025-06-10,G\n", rows);
    struct sl_import again = import_for(&heard);
    assert_ok(import_text(county.store, "two.csv", more, &again, &err), err);
    ck_assert(!again.known);
    ck_assert_uint_eq(again.same, 2);
    ck_assert_uint_eq(again.added, 1);
    ck_assert_int_eq(test_number(county.store, "SELECT count(*) FROM record_revision"), 3);
}
END_TEST

START_TEST(a_csv_of_one_row_an_answer_is_read_in)
{
    COUNTY();
    struct heard heard = {0};
    struct sl_import import = import_for(&heard);
    struct sl_error err = {0};
    assert_ok(import_sample(county.store, "records/answers.csv", &import, &err), err);
    ck_assert_uint_eq(import.records, 2);
    ck_assert_uint_eq(import.answers, 6);
    ck_assert_int_eq(test_number(county.store, "SELECT count(*) FROM answer WHERE question = "
                                               "'act.action' AND row_no IN (1, 2)"),
                     2);
    ck_assert_ptr_null(test_verify_records(county.store));
}
END_TEST

START_TEST(json_as_it_is_exported_is_read_in)
{
    COUNTY();
    struct heard heard = {0};
    struct sl_import import = import_for(&heard);
    struct sl_error err = {0};
    assert_ok(import_sample(county.store, "records/audits.json", &import, &err), err);
    ck_assert_uint_eq(import.records, 2);
    ck_assert_uint_eq(import.answers, 6);
    ck_assert_int_eq(test_number(county.store, "SELECT count(*) FROM answer WHERE state = "
                                               "'not_applicable' AND question = 'V4'"),
                     1);
}
END_TEST

START_TEST(an_exported_record_imports_as_the_same_record)
{
    COUNTY();
    struct heard heard = {0};
    struct sl_error err = {0};
    SL_AUTO(sl_record_drop)
    struct sl_record *record =
        test_record(county.std, "K-9", "V1=no|seen twice only\nSJ=G\nplan.action#2=Call Gran");
    struct sl_record_save save = test_save(county.store, record, 0);
    struct sl_tool *tool = county.std;
    SL_AUTO(sl_record_drop) struct sl_record *loaded = NULL;
    assert_ok(sl_record_load(county.store, save.id, 0, 0, &tool, &loaded, &err), err);
    SL_AUTO(sl_json_drop) json_t *json = json_array();
    json_array_append_new(json, sl_record_json(loaded));
    SL_AUTO(sl_free) char *text = sl_json_canonical(json);
    struct sl_import import = import_for(&heard);
    assert_ok(import_text(county.store, "export.json", text, &import, &err), err);
    ck_assert_uint_eq(import.same, 1);
    ck_assert_int_eq(test_number(county.store, "SELECT count(*) FROM record_revision"), 1);
}
END_TEST

static void import_again(struct test_county *county, const char *id) {
    struct heard heard = {0};
    struct sl_error err = {0};
    struct sl_tool *tool = county->std;
    SL_AUTO(sl_record_drop) struct sl_record *loaded = NULL;
    assert_ok(sl_record_load(county->store, id, 0, 0, &tool, &loaded, &err), err);
    SL_AUTO(sl_json_drop) json_t *json = sl_record_json(loaded);
    SL_AUTO(sl_free) char *text = sl_json_canonical(json);
    struct sl_import import = import_for(&heard);
    assert_ok(import_text(county->store, "graded.json", text, &import, &err), err);
    ck_assert_uint_eq(import.same, 1);
    ck_assert_int_eq(test_number(county->store, "SELECT count(*) FROM record_revision"), 1);
}

START_TEST(a_record_exported_after_it_was_graded_is_the_same_record)
{
    COUNTY();
    struct sl_error err = {0};
    SL_AUTO(sl_record_drop) struct sl_record *record = test_record(county.std, "K-9", "SJ=G");
    struct sl_record_save save = test_save(county.store, record, 0);
    assert_ok(sl_record_move(county.store, save.record_no, "graded", "G", test_day("2025-07-01"),
                             "lea", "", &err),
              err);
    import_again(&county, save.id);
}
END_TEST

START_TEST(what_no_reader_of_json_records_knows_is_a_fault)
{
    COUNTY();
    static const char *const faults[][2] = {
        {"\"colour\": \"red\"", "there is no field \"colour\" in a record"},
        {"\"answers\": []", "\"answers\" is an object"},
        {"\"worker\": 5", "\"worker\" is a text"},
        {"\"version\": \"1\"", "\"version\" is a whole number"},
        {"\"answers\": {\"SJ\": {\"valeu\": \"G\"}}", "SJ: there is no field \"valeu\" here"},
        {"\"answers\": {\"SJ\": {\"value\": \"G\", \"evidence\": 5}}",
         "SJ: \"evidence\" is a text"},
        {"\"answers\": {\"V1\": {\"value\": \"no\", \"sources\": \"record\"}}",
         "V1: \"sources\" is an"},
        {"\"answers\": {\"V1\": {\"value\": \"no\", \"sources\": [5]}}",
         "V1: there is no such evidence"},
        {"\"rows\": {\"act.action\": {}}", "act.action: under \"rows\" stands an array"},
        {"\"answers\": {\"SJ\": {\"value\": \"G\", \"evidence\": \"a\xe2\x80\xae\"}}",
         "SJ.evidence: Line 1"},
    };
    for (size_t i = 0; i < SL_COUNT(faults); i++) {
        struct heard heard = {0};
        struct sl_error err = {0};
        struct sl_import import = import_for(&heard);
        SL_AUTO(sl_free)
        char *text = sl_format(
            "{\"tool\": \"STD\", \"form\": \"full\", \"case_ref\": \"K-1\", \"team\": \"N1\", "
            "\"auditor\": \"AUD1\", \"day\": \"2025-06-10\", %s}",
            faults[i][0]);
        assert_fails(import_text(county.store, "faulty.json", text, &import, &err), SL_INVALID, err,
                     faults[i][1]);
        ck_assert_int_eq(records_in(county.store), 0);
    }
}
END_TEST

START_TEST(a_trial_counts_and_writes_nothing)
{
    COUNTY();
    struct heard heard = {0};
    struct sl_import import = import_for(&heard);
    struct sl_error err = {0};
    import.dry_run = true;
    assert_ok(import_sample(county.store, "records/audits.csv", &import, &err), err);
    ck_assert_uint_eq(import.added, 3);
    ck_assert_uint_eq(import.incomplete, 2);
    ck_assert_int_eq(records_in(county.store), 0);
    ck_assert_int_eq(test_number(county.store, "SELECT count(*) FROM import_file"), 0);
}
END_TEST

#define HEAD "id,tool,form,case_ref,team,auditor,day,V1,V1.due,V1.evidence,voices\n"

START_TEST(every_fault_is_told_with_its_line_and_nothing_is_stored)
{
    COUNTY();
    struct heard heard = {0};
    struct sl_import import = import_for(&heard);
    struct sl_error err = {0};
    assert_fails(import_text(county.store, "bad.csv",
                             HEAD "1,STD,full,K-1,N1,AUD1,2025-06-10,yes,6,,child\n"
                                  "2,STD,full,K-2,N1,AUD1,31/06/2025,yes,6,,\n"
                                  "3,STD,full,K-3,N9,AUD1,2025-06-10,yes,6,,\n"
                                  "4,STD,full,K-4,N1,NOBODY,2025-06-10,yes,6,,\n"
                                  "5,STD,full,K-5,N1,AUD1,2025-06-10,maybe,1000,,martian\n"
                                  "6,ABC,full,K-6,N1,AUD1,2025-06-10,yes,6,,\n"
                                  "7,STD,huge,K-7,N1,AUD1,2025-06-10,yes,6,,\n"
                                  "8,STD,full,K-8,N1,AUD1,2025-06-10,,6,seen,\n"
                                  "9,STD,full,K-9,N1,AUD1,2199-01-01,yes,6,,\n"
                                  "1,STD,full,K-1,N1,AUD1,2025-06-10,no,6,,\n",
                             &import, &err),
                 SL_INVALID, err, "bad.csv:3: day");
    ck_assert_uint_eq(import.records, 10);
    ck_assert_uint_eq(import.refusals, 9);
    ck_assert_uint_eq(import.added, 1);
    ck_assert_int_eq(records_in(county.store), 0);
    static const char *const sentences[] = {
        "bad.csv:4: ",         "bad.csv:5: ",
        "bad.csv:6: V1",       "bad.csv:6: voices",
        "bad.csv:6: V1.due",   "bad.csv:7: ",
        "bad.csv:8: Tool STD", "bad.csv:9: V1: there is evidence",
        "bad.csv:10: ",        "bad.csv:11: This record stands on line 2"};
    for (size_t i = 0; i < SL_COUNT(sentences); i++)
        ck_assert_msg(strstr(heard.text, sentences[i]) != NULL, "no \"%s\" in: %s", sentences[i],
                      heard.text);
}
END_TEST

START_TEST(the_good_records_can_be_kept_when_that_is_asked_for)
{
    COUNTY();
    struct heard heard = {0};
    struct sl_import import = import_for(&heard);
    struct sl_error err = {0};
    import.keep_good = true;
    const char *rows = HEAD "1,STD,full,K-1,N1,AUD1,2025-06-10,yes,6,,\n"
                            "2,STD,full,K-2,N9,AUD1,2025-06-10,yes,6,,\n"
                            "3,STD,full,K-3,N1,AUD1,2025-06-10,often,6,,\n"
                            "4,STD,full,K-4,N1,AUD1,2025-06-10,no,6,,\n";
    assert_ok(import_text(county.store, "some.csv", rows, &import, &err), err);
    ck_assert_uint_eq(import.added, 2);
    ck_assert_uint_eq(import.refusals, 2);
    ck_assert_int_eq(records_in(county.store), 2);
    ck_assert_int_eq(test_number(county.store, "SELECT count(*) FROM import_file"), 0);
    ck_assert_int_eq(
        test_number(county.store, "SELECT count(*) FROM record WHERE case_ref IN ('K-1', 'K-4')"),
        2);
}
END_TEST

START_TEST(other_answers_under_a_kept_id_are_a_fault_unless_a_change_is_wanted)
{
    COUNTY();
    struct heard heard = {0};
    struct sl_import import = import_for(&heard);
    struct sl_error err = {0};
    assert_ok(import_text(county.store, "a.csv", HEAD "1,STD,full,K-1,N1,AUD1,2025-06-10,yes,6,,\n",
                          &import, &err),
              err);
    const char *other = HEAD "1,STD,full,K-1,N1,AUD1,2025-06-10,no,6,,\n";
    assert_fails(import_text(county.store, "b.csv", other, &import, &err), SL_INVALID, err,
                 "b.csv:2: The record is there already with other answers");
    import.change = true;
    import.why = "Corrected export";
    assert_ok(import_text(county.store, "b.csv", other, &import, &err), err);
    ck_assert_uint_eq(import.changed, 1);
    ck_assert_int_eq(test_number(county.store, "SELECT count(*) FROM record_revision "
                                               "WHERE why = 'Corrected export'"),
                     1);
}
END_TEST

/* A CSV of so many records with one answer each. */
static char *many_records(size_t count) {
    struct sl_buffer text = {0};
    sl_buffer_text(&text, "id,tool,form,case_ref,team,auditor,day,V1\n");
    for (size_t i = 0; i < count; i++)
        sl_buffer_format(&text, "R%zu,STD,full,K-%zu,N1,AUD1,2025-06-10,yes\n", i, i);
    return sl_buffer_take(&text);
}

START_TEST(a_big_file_goes_in_in_groups_and_goes_on_after_a_stop)
{
    COUNTY();
    struct heard heard = {.stop = true};
    struct sl_import import = import_for(&heard);
    struct sl_error err = {0};
    SL_AUTO(sl_free) char *rows = many_records(300);
    assert_fails(import_text(county.store, "many.csv", rows, &import, &err), SL_END, err,
                 "Stopped after 256 records; run the same import again to go on.");
    ck_assert_int_eq(records_in(county.store), 256);
    heard.stop = false;
    struct sl_import again = import_for(&heard);
    assert_ok(import_text(county.store, "many.csv", rows, &again, &err), err);
    ck_assert(!again.known);
    ck_assert_uint_eq(again.same, 256);
    ck_assert_uint_eq(again.added, 44);
    ck_assert_int_eq(records_in(county.store), 300);
    ck_assert_uint_gt(heard.calls, 3);
}
END_TEST

START_TEST(a_fault_in_the_last_row_of_a_big_file_stores_nothing)
{
    COUNTY();
    struct heard heard = {0};
    struct sl_import import = import_for(&heard);
    struct sl_error err = {0};
    SL_AUTO(sl_free) char *rows = many_records(300);
    SL_AUTO(sl_free)
    char *bad = sl_format("%sR300,STD,full,K-300,N1,AUD1,2025-06-10,sometimes\n", rows);
    assert_fails(import_text(county.store, "many.csv", bad, &import, &err), SL_INVALID, err,
                 "many.csv:302: V1");
    ck_assert_int_eq(records_in(county.store), 0);
}
END_TEST

static void assert_refused(struct sl_store *store, const char *name, const char *bytes,
                           size_t length, enum sl_status expected, const char *words) {
    struct heard heard = {0};
    struct sl_import import = import_for(&heard);
    struct sl_error err = {0};
    SL_AUTO(sl_free) char *path = sample_file(name, bytes, length);
    assert_fails(sl_import_records(store, path, &import, &err), expected, err, words);
    ck_assert_int_eq(records_in(store), 0);
}

START_TEST(bad_bytes_and_shapes_are_refused_with_file_and_line)
{
    COUNTY();
    struct sl_store *s = county.store;
    static const char row[] = "id,tool,case_ref\n1,STD";
    assert_refused(s, "ragged.csv", row, sizeof row - 1, SL_INVALID, "ragged.csv:2");
    assert_refused(s, "empty.csv", "", 0, SL_INVALID, "empty.csv");
    assert_refused(s, "latin.csv", "id,tool\n1,caf\xe9\n", 15, SL_INVALID, "latin.csv:2:2");
    assert_refused(s, "nul.csv", "id,tool\n1,a\0b\n", 14, SL_INVALID, "nul.csv:2:2");
    assert_refused(s, "bidi.csv",
                   "id,tool\n1,a\xe2\x80\xae"
                   "b\n",
                   15, SL_INVALID, "bidi.csv:2:2");
    assert_refused(s, "utf16.csv", "\xff\xfei\0d\0\n\0", 8, SL_INVALID, "utf16.csv");
    assert_refused(s, "twice.csv", "id,ID\n1,2\n", 10, SL_INVALID, "twice.csv:1");
    assert_refused(s, "quote.csv", "id,tool\n1,\"open\n", 16, SL_INVALID, "quote.csv:2");
    assert_refused(s, "notool.csv", "id\n1\n", 5, SL_INVALID,
                   "notool.csv:2: The row names no tool");
    struct heard heard = {0};
    struct sl_import import = import_for(&heard);
    struct sl_error err = {0};
    assert_fails(sl_import_records(s, "/nowhere/a.csv", &import, &err), SL_IO, err, "/nowhere");
    assert_fails(sl_import_records(s, "/tmp", &import, &err), SL_IO, err, "/tmp");
}
END_TEST

START_TEST(a_cell_of_ten_megabytes_is_refused)
{
    COUNTY();
    size_t length = 10 << 20;
    struct sl_buffer text = {0};
    SL_AUTO(sl_free) char *big = sl_new(length + 1, 1);
    memset(big, 'x', length);
    sl_buffer_text(&text, "id,tool,form,case_ref,team,auditor,day,I2\n"
                          "1,STD,full,K-1,N1,AUD1,2025-06-10,");
    sl_buffer_add(&text, big, length);
    assert_refused(county.store, "big.csv", text.bytes, text.length, SL_INVALID, "big.csv:2:8");
    sl_buffer_drop(&text);
}
END_TEST

START_TEST(json_that_is_cut_too_deep_or_of_other_things_is_refused)
{
    COUNTY();
    struct sl_store *s = county.store;
    static const char cut[] = "[{\"tool\": \"STD\",\n \"case_ref\": ";
    assert_refused(s, "cut.json", cut, sizeof cut - 1, SL_INVALID, "cut.json:2");
    SL_AUTO(sl_free) char *deep = sl_new(100001, 1);
    memset(deep, '[', 100000);
    assert_refused(s, "deep.json", deep, 100000, SL_INVALID, "deep.json:1");
    static const char twice[] = "[{\"tool\": \"STD\", \"tool\": \"PD\"}]";
    assert_refused(s, "twice.json", twice, sizeof twice - 1, SL_INVALID, "twice.json:1");
    static const char other[] = "[1, \"two\"]";
    assert_refused(s, "other.json", other, sizeof other - 1, SL_INVALID,
                   "Entry 1 of the array is no record");
    static const char wrong[] =
        "[\n{\"tool\":\"STD\",\"form\":\"full\",\"case_ref\":\"K\",\"team\":\"N1\","
        "\"auditor\":\"AUD1\",\"day\":\"2025-06-10\",\n\"answers\":{\"V1\":{\"value\":\"{often\"}}}"
        ",\n"
        "{\"tool\":\"STD\",\"form\":\"full\",\"team\":\"N1\",\"case_ref\":\"L\",\"auditor\":"
        "\"AUD1\","
        "\"day\":\"2025-06-10\",\"answers\":{\"V1.due\":{\"value\":99999999999},\"Q\":{\"value\":1}"
        "}}]";
    struct heard heard = {0};
    struct sl_import import = import_for(&heard);
    struct sl_error err = {0};
    assert_fails(import_text(s, "wrong.json", wrong, &import, &err), SL_INVALID, err,
                 "wrong.json:2: V1");
    ck_assert_ptr_nonnull(strstr(heard.text, "wrong.json:4: V1.due"));
    ck_assert_ptr_nonnull(strstr(heard.text, "wrong.json:4: Q: the tool has no such question"));
}
END_TEST

START_TEST(rows_of_a_record_that_disagree_or_stand_apart_are_refused)
{
    COUNTY();
    struct heard heard = {0};
    struct sl_import import = import_for(&heard);
    struct sl_error err = {0};
    assert_fails(import_text(county.store, "apart.csv",
                             "record,tool,form,case_ref,team,auditor,day,question,value\n"
                             "1,STD,full,K-1,N1,AUD1,2025-06-10,V1,yes\n"
                             "1,STD,full,K-2,N1,AUD1,2025-06-10,SJ,G\n"
                             "2,STD,full,K-3,N1,AUD1,2025-06-10,V99,yes\n"
                             "3,STD,full,K-4,N1,AUD1,2025-06-10,act.action,do\n"
                             "2,STD,full,K-3,N1,AUD1,2025-06-10,V3,yes\n"
                             "4,STD,full,K-5,N1,AUD1,2025-06-10,V1,yes\n"
                             "5,STD,full,K-6,N1,AUD1,2025-06-10,V1,yes\n"
                             "4,STD,full,K-5,N1,AUD1,2025-06-10,V3,yes\n",
                             &import, &err),
                 SL_INVALID, err,
                 "apart.csv:3: case_ref is 'K-2' here and 'K-1' on line 2 of the same record.");
    ck_assert_ptr_nonnull(strstr(heard.text, "apart.csv:4: V99 is no question of STD."));
    ck_assert_ptr_nonnull(strstr(heard.text, "apart.csv:5: act.action stands in rows"));
    ck_assert_ptr_nonnull(strstr(heard.text, "apart.csv:9: This record stands on line 7 already"));
    ck_assert_int_eq(records_in(county.store), 0);
}
END_TEST

START_TEST(rows_without_a_tool_take_the_one_that_was_given)
{
    COUNTY();
    struct heard heard = {0};
    struct sl_import import = import_for(&heard);
    struct sl_error err = {0};
    import.tool = "STD";
    import.form = "core";
    import.state = "in_progress";
    assert_ok(import_text(county.store, "plain.csv",
                          "Case Ref,Team,Auditor,Day,V1\nK-1,N1,AUD1,2025-06-10,yes\n", &import,
                          &err),
              err);
    ck_assert_int_eq(test_number(county.store, "SELECT count(*) FROM record WHERE form = 'core' "
                                               "AND state = 'in_progress'"),
                     1);
}
END_TEST

SL_SUITE("import", a_csv_of_one_row_a_record_is_read_in_whole, the_same_file_twice_changes_nothing,
         the_same_rows_in_another_file_are_the_same_records, a_csv_of_one_row_an_answer_is_read_in,
         json_as_it_is_exported_is_read_in, an_exported_record_imports_as_the_same_record,
         a_record_exported_after_it_was_graded_is_the_same_record,
         what_no_reader_of_json_records_knows_is_a_fault, a_trial_counts_and_writes_nothing,
         every_fault_is_told_with_its_line_and_nothing_is_stored,
         the_good_records_can_be_kept_when_that_is_asked_for,
         other_answers_under_a_kept_id_are_a_fault_unless_a_change_is_wanted,
         a_big_file_goes_in_in_groups_and_goes_on_after_a_stop,
         a_fault_in_the_last_row_of_a_big_file_stores_nothing,
         bad_bytes_and_shapes_are_refused_with_file_and_line, a_cell_of_ten_megabytes_is_refused,
         json_that_is_cut_too_deep_or_of_other_things_is_refused,
         rows_of_a_record_that_disagree_or_stand_apart_are_refused,
         rows_without_a_tool_take_the_one_that_was_given)
