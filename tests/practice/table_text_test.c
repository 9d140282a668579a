#include "practice/import_text.h"
#include "practice/samples.h"
#include "practice/table_text.h"
#include "support/suite.h"

enum { NUMBER, ACTION, RATING, COLUMNS };
static const struct sl_table_column columns[COLUMNS] = {
    [NUMBER] = {(const char *const[]){"-", "no", NULL}},
    [ACTION] = {(const char *const[]){"action", "actions", NULL}},
    [RATING] = {(const char *const[]){"progress", "progress rag", NULL}},
};

static struct sl_table_text *table_of(const char *text) {
    struct sl_error err = {0};
    struct sl_table_text *table = NULL;
    assert_ok(sl_table_text_new("t.txt", sl_text_of(text), &table, &err), err);
    return table;
}

static struct sl_table_header header_of(const struct sl_table_text *table, size_t line) {
    struct sl_table_header header = {0};
    ck_assert_uint_gt(
        sl_table_header_read(sl_table_text_line(table, line), columns, COLUMNS, &header), 0);
    return header;
}

START_TEST(header_words_are_known_with_and_without_punctuation)
{
    SL_AUTO(sl_table_text_drop)
    struct sl_table_text *table = table_of("\tActions\tProgress (RAG)\n\tACTION\tProgress RAG:");
    for (size_t i = 0; i < 2; i++) {
        struct sl_table_header header = header_of(table, i);
        ck_assert_int_eq(header.cell[NUMBER], 0);
        ck_assert_int_eq(header.cell[ACTION], 1);
        ck_assert_int_eq(header.cell[RATING], 2);
    }
}
END_TEST

START_TEST(lines_are_blank_rules_prose_or_cells)
{
    SL_AUTO(sl_table_text_drop)
    struct sl_table_text *table = table_of("\t \t\n--\t----\nA sentence.\na\tb\n");
    ck_assert_uint_eq(sl_table_text_lines(table), 4);
    ck_assert_int_eq(sl_table_text_line(table, 0)->kind, SL_TABLE_BLANK);
    ck_assert_int_eq(sl_table_text_line(table, 1)->kind, SL_TABLE_RULE);
    ck_assert_int_eq(sl_table_text_line(table, 2)->kind, SL_TABLE_PROSE);
    ck_assert_int_eq(sl_table_text_line(table, 3)->kind, SL_TABLE_CELLS);
    ck_assert_int_eq(sl_table_text_line(table, 3)->line, 4);
    ck_assert_str_eq(sl_table_text_line(table, 3)->cells[1], "b");
}
END_TEST

static struct sl_table_row row_at(const struct sl_table_text *table, size_t *at) {
    struct sl_table_header header = header_of(table, 0);
    struct sl_table_row row = {0};
    struct sl_error err = {0};
    assert_ok(sl_table_row_read(table, &header, at, &row, &err), err);
    return row;
}

START_TEST(a_cell_cut_by_a_line_break_is_one_cell_again)
{
    SL_AUTO(sl_table_text_drop)
    struct sl_table_text *table = table_of("\tAction\tProgress\n1\tfirst part\nsecond part\t2\n");
    size_t at = 1;
    SL_AUTO(sl_table_row_drop) struct sl_table_row row = row_at(table, &at);
    ck_assert_str_eq(row.cells[1], "first part\nsecond part");
    ck_assert_str_eq(row.cells[2], "2");
    ck_assert_uint_eq(at, 3);
}
END_TEST

START_TEST(a_quoted_cell_of_a_spreadsheet_is_unquoted_and_counts_its_lines)
{
    SL_AUTO(sl_table_text_drop)
    struct sl_table_text *table = table_of(
        "\tAction\tProgress\n1\t\"say \"\"yes\"\"\nor no\"\t2\n2\t\"as spoken\" by her\t3");
    size_t at = 1;
    SL_AUTO(sl_table_row_drop) struct sl_table_row row = row_at(table, &at);
    ck_assert_str_eq(row.cells[1], "say \"yes\"\nor no");
    ck_assert_int_eq(sl_table_text_line(table, at)->line, 4);
    SL_AUTO(sl_table_row_drop) struct sl_table_row next = row_at(table, &at);
    ck_assert_str_eq(next.cells[1], "\"as spoken\" by her");
}
END_TEST

START_TEST(missing_cells_at_the_end_are_blank_and_extra_text_is_a_fault)
{
    SL_AUTO(sl_table_text_drop)
    struct sl_table_text *table = table_of("\tAction\tProgress\n1\tdo\n\n2\tdo\t3\tmore");
    size_t at = 1;
    SL_AUTO(sl_table_row_drop) struct sl_table_row row = row_at(table, &at);
    ck_assert_str_eq(row.cells[2], "");
    struct sl_table_header header = header_of(table, 0);
    struct sl_table_row wide = {0};
    struct sl_error err = {0};
    at = 3;
    assert_fails(sl_table_row_read(table, &header, &at, &wide, &err), SL_INVALID, err,
                 "t.txt:4:4: This row has 4 cells where the header on line 1 has 3");
}
END_TEST

START_TEST(a_row_after_a_page_break_joins_cell_by_cell)
{
    SL_AUTO(sl_table_text_drop)
    struct sl_table_text *table = table_of("\tAction\tProgress\n1\tfrom the\t2\n\tbeginning\t");
    size_t at = 1;
    SL_AUTO(sl_table_row_drop) struct sl_table_row row = row_at(table, &at);
    SL_AUTO(sl_table_row_drop) struct sl_table_row more = row_at(table, &at);
    sl_table_row_join(&row, &more);
    ck_assert_str_eq(row.cells[1], "from the beginning");
    ck_assert_str_eq(row.cells[2], "2");
}
END_TEST

START_TEST(a_cell_of_ten_megabytes_is_refused_with_its_line)
{
    size_t length = 10 << 20;
    SL_AUTO(sl_free) char *big = sl_new(length + 3, 1);
    memset(big, 'x', length);
    memcpy(big, "a\t", 2);
    struct sl_error err = {0};
    struct sl_table_text *table = NULL;
    assert_fails(sl_table_text_new("t.txt", (struct sl_text){big, length}, &table, &err),
                 SL_INVALID, err, "t.txt:1: A cell has 10485758 bytes; at most 1048576");
    ck_assert_ptr_null(table);
}
END_TEST

START_TEST(a_million_quotes_are_read_in_no_time)
{
    size_t length = 4 << 20;
    SL_AUTO(sl_free) char *quotes = sl_new(length + 1, 1);
    for (size_t i = 0; i < length; i += 4)
        memcpy(quotes + i, "\"a\t\n", 4);
    SL_AUTO(sl_table_text_drop) struct sl_table_text *table = table_of(quotes);
    ck_assert_uint_eq(sl_table_text_lines(table), length / 4);
}
END_TEST

START_TEST(likeness_counts_shared_words)
{
    ck_assert_int_eq(sl_table_likeness("Run four sessions.", "run FOUR sessions"), 100);
    ck_assert_int_eq(sl_table_likeness("a b c d", "a b c e"), 60);
    ck_assert_int_eq(sl_table_likeness("a b", "c d"), 0);
}
END_TEST

static enum sl_status take(const char *bytes, size_t length, struct sl_error *err) {
    SL_AUTO(sl_import_text_drop) struct sl_import_text text = {0};
    return sl_import_text_take("t.txt", bytes, length, &text, err);
}

START_TEST(other_encodings_and_hidden_characters_are_refused_with_their_place)
{
    struct sl_error err = {0};
    assert_fails(take("\xff\xfeP\0", 4, &err), SL_INVALID, err, "UTF-16");
    assert_fails(take("plan\nl\xe9gal", 10, &err), SL_INVALID, err, "t.txt:");
    assert_fails(take("a\0b", 3, &err), SL_INVALID, err, "t.txt:");
    assert_fails(take("a\x07"
                      "b",
                      3, &err),
                 SL_INVALID, err, "t.txt:");
    assert_fails(take("a\xe2\x80\xae"
                      "b",
                      5, &err),
                 SL_INVALID, err, "t.txt:");
}
END_TEST

START_TEST(byte_order_marks_and_words_own_breaks_are_put_right)
{
    SL_AUTO(sl_import_text_drop) struct sl_import_text text = {0};
    struct sl_error err = {0};
    assert_ok(sl_import_text_take("/a/t.txt",
                                  "\xef\xbb\xbf"
                                  "a\vb\fc\r\n",
                                  10, &text, &err),
              err);
    ck_assert_str_eq(text.bytes, "a\nb\nc\n");
    ck_assert_str_eq(text.name, "t.txt");
}
END_TEST

START_TEST(a_missing_file_and_a_directory_are_named)
{
    SL_AUTO(sl_import_text_drop) struct sl_import_text text = {0};
    struct sl_error err = {0};
    assert_fails(sl_import_text_read("/nowhere/plan.txt", 100, &text, &err), SL_IO, err,
                 "/nowhere/plan.txt");
    assert_fails(sl_import_text_read("/tmp", 100, &text, &err), SL_IO, err, "/tmp");
}
END_TEST

SL_SUITE("table_text", header_words_are_known_with_and_without_punctuation,
         lines_are_blank_rules_prose_or_cells, a_cell_cut_by_a_line_break_is_one_cell_again,
         a_quoted_cell_of_a_spreadsheet_is_unquoted_and_counts_its_lines,
         missing_cells_at_the_end_are_blank_and_extra_text_is_a_fault,
         a_row_after_a_page_break_joins_cell_by_cell,
         a_cell_of_ten_megabytes_is_refused_with_its_line, a_million_quotes_are_read_in_no_time,
         likeness_counts_shared_words,
         other_encodings_and_hidden_characters_are_refused_with_their_place,
         byte_order_marks_and_words_own_breaks_are_put_right,
         a_missing_file_and_a_directory_are_named)
