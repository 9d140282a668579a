#include "app/plugin.h"
#include "base/csv.h"
#include "support/suite.h"
#include <string.h>

static const char paper[] =
    "{\"kind\":\"themed\",\"title\":\"=cmd|'/c calc'!A1\",\"subtitle\":\"April to June 2025\","
    "\"basis\":[\"STD version 1\"],\"blocks\":["
    "{\"block\":\"heading\",\"level\":1,\"text\":\"On a page\"},"
    "{\"block\":\"table\",\"caption\":\"Answers\",\"columns\":[\"Question\",\"Yes\",\"Note\"],"
    "\"rows\":[[\"Dates, \\\"all\\\"\",20,\"+1\"],[\"Leads\",\"3\",\"two\\nlines\"],"
    "[\"Leads\",\"@x\",\"-4\"],[\"\\tTab\",\"1\",\"\"]]},"
    "{\"block\":\"box\",\"title\":\"B\",\"blocks\":[{\"block\":\"paragraph\",\"text\":\"x\"},"
    "{\"block\":\"chart\",\"kind\":\"intervals\",\"title\":\"Measures\",\"text\":\"D\",\"rows\":["
    "{\"label\":\"Heard\",\"n\":12},{\"label\":\"Safer\",\"n\":4}],\"series\":[{\"label\":\"Now\","
    "\"token\":\"now\",\"values\":[5005,null],\"from\":[2538,null],\"to\":[7462,null]}]}]},"
    "{\"block\":\"table\",\"caption\":\"One column\",\"columns\":[\"Name\"],\"rows\":[[\"a\"]]}]}";

static const struct sl_exporter_api *format(const char *name) {
    const struct sl_exporter_api *exporter = sightline_plugin.exporter;
    while (exporter != NULL && strcmp(exporter->format, name) != 0)
        exporter = exporter->also;
    ck_assert_ptr_nonnull(exporter);
    return exporter;
}

static void write_pack(const char *name, struct sl_buffer *out) {
    struct sl_error err = {0};
    SL_AUTO(sl_document_drop) struct sl_document *document = NULL;
    ck_assert_msg(sl_document_parse("paper", SL_TEXT(paper), &document, &err) == SL_OK, "%s",
                  err.text);
    ck_assert_int_eq(format(name)->write(document, out, &err), SL_OK);
}

START_TEST(the_raw_pack_is_one_tidy_table)
{
    SL_AUTO(sl_buffer_drop) struct sl_buffer pack = {0};
    write_pack("csv-raw", &pack);
    ck_assert_str_eq(pack.bytes, "block,caption,row,label,column,value\n"
                                 "0,About this paper,1,title,value,=cmd|'/c calc'!A1\n"
                                 "0,About this paper,2,subtitle,value,April to June 2025\n"
                                 "0,About this paper,4,basis,value,STD version 1\n"
                                 "2,Answers,1,\"Dates, \"\"all\"\"\",Yes,20\n"
                                 "2,Answers,1,\"Dates, \"\"all\"\"\",Note,+1\n"
                                 "2,Answers,2,Leads,Yes,3\n"
                                 "2,Answers,2,Leads,Note,\"two\nlines\"\n"
                                 "2,Answers,3,Leads,Yes,@x\n"
                                 "2,Answers,3,Leads,Note,-4\n"
                                 "2,Answers,4,\"\tTab\",Yes,1\n"
                                 "2,Answers,4,\"\tTab\",Note,\n"
                                 "3.2,Measures,1,Heard,Now,50.05\n"
                                 "3.2,Measures,1,Heard,\"Now, interval from\",25.38\n"
                                 "3.2,Measures,1,Heard,\"Now, interval to\",74.62\n"
                                 "3.2,Measures,1,Heard,n,12\n"
                                 "3.2,Measures,2,Safer,Now,\n"
                                 "3.2,Measures,2,Safer,\"Now, interval from\",\n"
                                 "3.2,Measures,2,Safer,\"Now, interval to\",\n"
                                 "3.2,Measures,2,Safer,n,4\n"
                                 "4,One column,1,a,Name,a\n");
}
END_TEST

START_TEST(the_pack_for_spreadsheets_has_a_mark_and_line_ends_of_two_bytes)
{
    SL_AUTO(sl_buffer_drop) struct sl_buffer pack = {0};
    write_pack("csv", &pack);
    ck_assert_int_eq(memcmp(pack.bytes,
                            "\xef\xbb\xbf"
                            "block,caption",
                            16),
                     0);
    for (const char *at = pack.bytes; (at = strchr(at, '\r')) != NULL; at++)
        ck_assert_int_eq(at[1], '\n');
    ck_assert_ptr_nonnull(strstr(pack.bytes, "Leads,Yes,3\r\n"));
}
END_TEST

START_TEST(no_cell_can_be_taken_for_a_formula)
{
    SL_AUTO(sl_buffer_drop) struct sl_buffer pack = {0};
    write_pack("csv", &pack);
    static const char *const harmless[] = {",'=cmd|'/c calc'!A1\r\n", ",Note,'+1\r\n",
                                           ",Yes,'@x\r\n", ",Note,'-4\r\n",
                                           ",\"'\tTab\",Yes,1\r\n"};
    for (size_t i = 0; i < SL_COUNT(harmless); i++)
        ck_assert_msg(strstr(pack.bytes, harmless[i]) != NULL, "%s", harmless[i]);
}
END_TEST

START_TEST(the_raw_pack_reads_back)
{
    SL_AUTO(sl_buffer_drop) struct sl_buffer pack = {0};
    write_pack("csv-raw", &pack);
    SL_AUTO(sl_csv_drop) struct sl_csv *csv = NULL;
    struct sl_error err = {0};
    struct sl_text text = {pack.bytes, pack.length};
    ck_assert_msg(sl_csv_open_text("pack", text, &csv, &err) == SL_OK, "%s", err.text);
    ck_assert_uint_eq(sl_csv_columns(csv), 6);
    struct sl_csv_row row;
    size_t rows = 0;
    enum sl_status status;
    while ((status = sl_csv_next(csv, &row, &err)) == SL_OK)
        rows++;
    ck_assert_int_eq(status, SL_END);
    ck_assert_uint_eq(rows, 20);
}
END_TEST

START_TEST(the_same_document_gives_the_same_bytes)
{
    SL_AUTO(sl_buffer_drop) struct sl_buffer first = {0}, second = {0};
    write_pack("csv", &first);
    write_pack("csv", &second);
    ck_assert_str_eq(first.bytes, second.bytes);
}
END_TEST

SL_SUITE("csv export", the_raw_pack_is_one_tidy_table,
         the_pack_for_spreadsheets_has_a_mark_and_line_ends_of_two_bytes,
         no_cell_can_be_taken_for_a_formula, the_raw_pack_reads_back,
         the_same_document_gives_the_same_bytes)
