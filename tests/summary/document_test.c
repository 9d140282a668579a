#include "base/json.h"
#include "summary/document.h"
#include "support/suite.h"
#include <string.h>

static struct sl_document *parse(const char *json) {
    struct sl_error err = {0};
    struct sl_document *document = NULL;
    enum sl_status status = sl_document_parse("paper", sl_text_of(json), &document, &err);
    ck_assert_msg(status == SL_OK, "%s", err.text);
    return document;
}

static void assert_refused(const char *json, const char *sentence) {
    struct sl_error err = {0};
    struct sl_document *document = NULL;
    ck_assert_int_eq(sl_document_parse("paper", sl_text_of(json), &document, &err), SL_RULE);
    ck_assert_str_eq(err.text, sentence);
    ck_assert_ptr_null(document);
}

#define PAPER(blocks) "{\"kind\":\"themed\",\"title\":\"Plans\",\"blocks\":[" blocks "]}"
#define CHART(kind, rows, series)                                                                  \
    PAPER("{\"block\":\"chart\",\"kind\":\"" kind "\",\"title\":\"T\",\"text\":\"D\","             \
          "\"rows\":[" rows "],\"series\":[" series "]}")

static const char whole_paper[] =
    "{\"kind\":\"themed\",\"title\":\"Written plans\",\"subtitle\":\"April to June 2025\","
    "\"notice\":\"Not for publication\",\"basis\":[\"STD version 1\"],\"blocks\":["
    "{\"block\":\"heading\",\"level\":1,\"text\":\"On a page\"},"
    "{\"block\":\"heading\",\"level\":2,\"text\":\"Detail\"},"
    "{\"block\":\"paragraph\",\"text\":\"16 of 25.\"},"
    "{\"block\":\"list\",\"numbered\":true,\"items\":[\"one\",\"two\"]},"
    "{\"block\":\"table\",\"caption\":\"Answers\",\"columns\":[\"Question\","
    "{\"title\":\"Yes\",\"number\":true}],\"rows\":[[\"P5\",20],[\"P6\",\"3\"]]},"
    "{\"block\":\"chart\",\"kind\":\"intervals\",\"title\":\"T\",\"text\":\"D\",\"unit\":\"%\","
    "\"rows\":[{\"label\":\"A\",\"n\":12},{\"label\":\"B\",\"n\":4}],\"series\":[{\"label\":"
    "\"now\",\"token\":\"now\",\"values\":[5000,null],\"from\":[2538,null],\"to\":[7462,null]}]},"
    "{\"block\":\"box\",\"title\":\"Good practice\",\"blocks\":["
    "{\"block\":\"paragraph\",\"text\":\"Inside\"},"
    "{\"block\":\"box\",\"title\":\"Deeper\",\"blocks\":[]}]}]}";

START_TEST(a_whole_paper_is_read)
{
    SL_AUTO(sl_document_drop) struct sl_document *document = parse(whole_paper);
    ck_assert_str_eq(document->title, "Written plans");
    ck_assert_str_eq(document->notice, "Not for publication");
    ck_assert_uint_eq(document->basis_count, 1);
    ck_assert_uint_eq(document->block_count, 7);
    ck_assert_int_eq(document->blocks[1].level, 2);
    ck_assert(document->blocks[3].numbered);
    const struct sl_table *table = &document->blocks[4].table;
    ck_assert_uint_eq(table->row_count, 2);
    ck_assert(!table->is_number[0] && table->is_number[1]);
    ck_assert_str_eq(table->cells[1], "20");
    const struct sl_chart *chart = &document->blocks[5].chart;
    ck_assert_int_eq(chart->series[0].values[0], 5000);
    ck_assert_int_eq(chart->series[0].values[1], SL_CHART_NONE);
    ck_assert_int_eq(chart->n[1], 4);
    ck_assert_str_eq(document->blocks[6].blocks[1].text, "Deeper");
}
END_TEST

START_TEST(what_was_left_out_is_empty)
{
    SL_AUTO(sl_document_drop)
    struct sl_document *document = parse(PAPER("{\"block\":\"list\",\"items\":[]}"));
    ck_assert_str_eq(document->subtitle, "");
    ck_assert_str_eq(document->notice, "");
    ck_assert_uint_eq(document->basis_count, 0);
    ck_assert(!document->blocks[0].numbered);
}
END_TEST

START_TEST(what_is_written_back_reads_the_same)
{
    SL_AUTO(sl_document_drop) struct sl_document *document = parse(whole_paper);
    SL_AUTO(sl_json_drop) json_t *json = sl_document_json(document);
    struct sl_document *again = NULL;
    ck_assert_int_eq(sl_document_read(json, &again, NULL), SL_OK);
    SL_AUTO(sl_json_drop) json_t *json_again = sl_document_json(again);
    ck_assert(json_equal(json, json_again));
    ck_assert_uint_eq(json_array_size(json_object_get(json, "blocks")), 7);
    sl_document_free(again);
}
END_TEST

START_TEST(a_fault_names_its_block)
{
    assert_refused("[]", "document: a document is an object with kind, title and blocks");
    assert_refused("{\"kind\":\"themed\",\"blocks\":[]}", "document: \"title\" is missing");
    assert_refused("{\"kind\":\"themed\",\"title\":\"\",\"blocks\":[]}",
                   "document: \"title\" is empty; every paper has a title");
    assert_refused(PAPER("{\"block\":\"picture\"}"),
                   "block 1: \"picture\" is no kind of block; there are heading, paragraph, list, "
                   "table, chart, box");
    assert_refused(PAPER("{\"block\":\"paragraph\",\"text\":\"x\"},{\"block\":\"paragraph\"}"),
                   "block 2 (paragraph): \"text\" is missing");
    assert_refused(PAPER("{\"block\":\"box\",\"title\":\"B\",\"blocks\":[{\"block\":\"list\","
                         "\"items\":[7]}]}"),
                   "block 1.1 (list): \"items\" must be a text");
}
END_TEST

START_TEST(headings_go_down_one_level_at_a_time_and_stay_out_of_boxes)
{
    assert_refused(PAPER("{\"block\":\"heading\",\"level\":2,\"text\":\"H\"}"),
                   "block 1 (heading): level 2 can't follow level 0");
    assert_refused(PAPER("{\"block\":\"heading\",\"level\":5,\"text\":\"H\"}"),
                   "block 1 (heading): \"level\" must be from 1 to 4");
    assert_refused(PAPER("{\"block\":\"box\",\"title\":\"B\",\"blocks\":[{\"block\":\"heading\","
                         "\"level\":1,\"text\":\"H\"}]}"),
                   "block 1.1 (heading): a box holds no headings; its title is one");
}
END_TEST

START_TEST(a_table_is_whole)
{
    assert_refused(PAPER("{\"block\":\"table\",\"caption\":\"C\",\"columns\":[],\"rows\":[]}"),
                   "block 1 (table): a table needs at least one column");
    assert_refused(PAPER("{\"block\":\"table\",\"caption\":\"C\",\"columns\":[\"a\",\"b\"],"
                         "\"rows\":[[\"1\",\"2\"],[\"3\"]]}"),
                   "block 1 (table): row 2 has 1 cells; the table has 2 columns");
    assert_refused(PAPER("{\"block\":\"table\",\"caption\":\"C\",\"columns\":[\"a\"],"
                         "\"rows\":[[1.5]]}"),
                   "block 1 (table): \"rows\" must be a text");
}
END_TEST

START_TEST(a_chart_adds_up)
{
    assert_refused(CHART("stacked", "{\"label\":\"A\",\"n\":10}",
                         "{\"label\":\"Yes\",\"values\":[6]},{\"label\":\"No\",\"values\":[3]}"),
                   "block 1 (chart): row 1 adds up to 9, not to its n of 10");
    assert_refused(CHART("stacked", "{\"label\":\"A\"}", "{\"label\":\"Yes\",\"values\":[6]}"),
                   "block 1 (chart): every row of a chart of kind \"stacked\" needs its n");
    assert_refused(CHART("bars", "{\"label\":\"A\"}", "{\"label\":\"Yes\",\"values\":[6,7]}"),
                   "block 1 (chart): \"values\" has 2 numbers; the chart has 1 rows");
    assert_refused(CHART("bars", "{\"label\":\"A\",\"n\":1},{\"label\":\"B\"}",
                         "{\"label\":\"Yes\",\"values\":[6,7]}"),
                   "block 1 (chart): \"n\" must stand in every row or in none");
    assert_refused(CHART("bars", "", ""),
                   "block 1 (chart): a chart needs at least one row and one series");
    assert_refused(CHART("pie", "{\"label\":\"A\"}", "{\"label\":\"Yes\",\"values\":[6]}"),
                   "block 1 (chart): \"pie\" is no kind of chart; there are grades, stacked, bars, "
                   "intervals, run");
    assert_refused(CHART("bars", "{\"label\":\"A\"}", "{\"label\":\"Yes\",\"values\":[-1]}"),
                   "block 1 (chart): \"values\" must hold whole numbers from 0 to 1000000000000");
}
END_TEST

START_TEST(below_ten_cases_no_percentage_can_be_drawn)
{
    assert_refused(CHART("intervals", "{\"label\":\"A\",\"n\":9}",
                         "{\"label\":\"now\",\"values\":[5000],\"from\":[2000],\"to\":[8000]}"),
                   "block 1 (chart): row 1 rests on 9 cases; below 10 counts are given, no "
                   "percentage");
    SL_AUTO(sl_document_drop)
    struct sl_document *document =
        parse(CHART("intervals", "{\"label\":\"A\",\"n\":10}",
                    "{\"label\":\"now\",\"values\":[5000],\"from\":[2000],\"to\":[8000]}"));
    ck_assert_int_eq(document->blocks[0].chart.series[0].to[0], 8000);
}
END_TEST

START_TEST(an_interval_holds_its_value)
{
    assert_refused(CHART("intervals", "{\"label\":\"A\",\"n\":20}",
                         "{\"label\":\"now\",\"values\":[1000],\"from\":[2000],\"to\":[8000]}"),
                   "block 1 (chart): the interval of row 1 does not hold its value");
    assert_refused(CHART("intervals", "{\"label\":\"A\",\"n\":20}",
                         "{\"label\":\"now\",\"values\":[null],\"from\":[2000],\"to\":[8000]}"),
                   "block 1 (chart): row 1 has only part of its value and interval");
}
END_TEST

/* depth boxes in each other. */
static char *boxes(int depth) {
    struct sl_buffer json = {0};
    sl_buffer_text(&json, "{\"kind\":\"k\",\"title\":\"t\",\"blocks\":[");
    for (int i = 0; i < depth; i++)
        sl_buffer_text(&json, "{\"block\":\"box\",\"title\":\"b\",\"blocks\":[");
    for (int i = 0; i < depth; i++)
        sl_buffer_text(&json, "]}");
    sl_buffer_text(&json, "]}");
    return sl_buffer_take(&json);
}

START_TEST(boxes_lie_at_most_four_deep)
{
    SL_AUTO(sl_free) char *four = boxes(4);
    SL_AUTO(sl_free) char *five = boxes(5);
    SL_AUTO(sl_document_drop) struct sl_document *document = parse(four);
    ck_assert_uint_eq(document->block_count, 1);
    assert_refused(five, "block 1.1.1.1.1 (box): boxes lie at most 4 deep");
}
END_TEST

static json_t *paper_with(json_t *block, int times) {
    json_t *blocks = json_array();
    for (int i = 0; i < times; i++)
        json_array_append(blocks, block);
    json_decref(block);
    return json_pack("{s:s, s:s, s:o}", "kind", "k", "title", "t", "blocks", blocks);
}

START_TEST(papers_and_tables_have_a_size)
{
    struct sl_error err = {0};
    struct sl_document *document = NULL;
    SL_AUTO(sl_json_drop)
    json_t *long_paper = paper_with(json_pack("{s:s, s:s}", "block", "paragraph", "text", "x"),
                                    SL_DOCUMENT_BLOCKS + 1);
    ck_assert_int_eq(sl_document_read(long_paper, &document, &err), SL_RULE);
    json_t *rows = json_array();
    for (int i = 0; i <= SL_DOCUMENT_CELLS; i++)
        json_array_append_new(rows, json_pack("[i]", i));
    SL_AUTO(sl_json_drop)
    json_t *long_table = paper_with(json_pack("{s:s, s:s, s:[s], s:o}", "block", "table", "caption",
                                              "c", "columns", "a", "rows", rows),
                                    1);
    ck_assert_int_eq(sl_document_read(long_table, &document, &err), SL_RULE);
    ck_assert_str_eq(err.text,
                     "block 1 (table): \"rows\" has 20001 entries; at most 20000 are allowed");
}
END_TEST

START_TEST(unclean_text_is_refused)
{
    struct sl_error err = {0};
    struct sl_document *document = NULL;
    struct sl_text json = SL_TEXT(PAPER("{\"block\":\"paragraph\",\"text\":\"a\\u202eb\"}"));
    ck_assert_int_eq(sl_document_parse("paper", json, &document, &err), SL_RULE);
    ck_assert_ptr_eq(strstr(err.text, "block 1 (paragraph): \"text\": "), err.text);
}
END_TEST

SL_SUITE("document", a_whole_paper_is_read, what_was_left_out_is_empty,
         what_is_written_back_reads_the_same, a_fault_names_its_block,
         headings_go_down_one_level_at_a_time_and_stay_out_of_boxes, a_table_is_whole,
         a_chart_adds_up, below_ten_cases_no_percentage_can_be_drawn, an_interval_holds_its_value,
         boxes_lie_at_most_four_deep, papers_and_tables_have_a_size, unclean_text_is_refused)
