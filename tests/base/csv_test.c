#include "base/csv.h"
#include "base/file.h"
#include "base/random.h"
#include "support/suite.h"
#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static struct sl_csv *open_text(struct sl_text text) {
    struct sl_csv *csv = NULL;
    struct sl_error err = {0};
    ck_assert_msg(sl_csv_open_text("in.csv", text, &csv, &err) == SL_OK, "%s", err.text);
    return csv;
}

static void expect_no_header(struct sl_text text, const char *sentence) {
    struct sl_csv *csv = NULL;
    struct sl_error err = {0};
    ck_assert_int_eq(sl_csv_open_text("in.csv", text, &csv, &err), SL_INVALID);
    ck_assert_msg(strstr(err.text, sentence) == err.text, "%s", err.text);
    ck_assert_ptr_null(csv);
}

/* The next row, its cells joined by bars. */
static void expect_row(struct sl_csv *csv, long line, const char *joined) {
    struct sl_csv_row row;
    struct sl_error err = {0};
    ck_assert_msg(sl_csv_next(csv, &row, &err) == SL_OK, "%s: %s", joined, err.text);
    SL_AUTO(sl_buffer_drop) struct sl_buffer cells = {0};
    for (size_t i = 0; i < row.count; i++)
        sl_buffer_format(&cells, "%s%s", i > 0 ? "|" : "", row.cells[i]);
    ck_assert_str_eq(cells.bytes, joined);
    ck_assert_int_eq(row.line, line);
}

static void expect_fault(struct sl_csv *csv, const char *field, const char *sentence) {
    struct sl_csv_row row = {.line = 99};
    struct sl_error err = {0};
    ck_assert_int_eq(sl_csv_next(csv, &row, &err), SL_INVALID);
    ck_assert_msg(strstr(err.text, sentence) == err.text, "%s", err.text);
    ck_assert_str_eq(err.field, field);
    ck_assert_int_eq(row.line, 99);
}

static void expect_end(struct sl_csv *csv) {
    struct sl_csv_row row;
    for (int i = 0; i < 3; i++)
        ck_assert_int_eq(sl_csv_next(csv, &row, NULL), SL_END);
}

START_TEST(rows_come_as_trimmed_cells_with_their_lines)
{
    SL_AUTO(sl_csv_drop)
    struct sl_csv *csv = open_text(SL_TEXT("id,who , action\n1, SW,\" Ring, then \"\"write\"\" \"\n"
                                           "\n2,\"two\nlines\",\n   \n3,,"));
    ck_assert_str_eq(sl_csv_name(csv), "in.csv");
    ck_assert_uint_eq(sl_csv_columns(csv), 3);
    ck_assert_str_eq(sl_csv_column(csv, 2), "action");
    expect_row(csv, 2, "1|SW|Ring, then \"write\"");
    expect_row(csv, 4, "2|two\nlines|");
    expect_row(csv, 7, "3||");
    expect_end(csv);
}
END_TEST

START_TEST(line_ends_of_every_system_are_read)
{
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    for (size_t i = 0; i < SL_COUNT(ends); i++) {
        SL_AUTO(sl_free)
        char *text = sl_format("a,b%s1,2%s%s3,4%s", ends[i], ends[i], ends[i], ends[i]);
        SL_AUTO(sl_csv_drop) struct sl_csv *csv = open_text(sl_text_of(text));
        expect_row(csv, 2, "1|2");
        expect_row(csv, 4, "3|4");
        expect_end(csv);
    }
    SL_AUTO(sl_csv_drop) struct sl_csv *csv = open_text(SL_TEXT("a,b\r\n\"x\r\ny\",2\r\n3,4"));
    expect_row(csv, 2, "x\ny|2");
    expect_row(csv, 4, "3|4");
}
END_TEST

START_TEST(the_header_chooses_the_delimiter)
{
    SL_AUTO(sl_csv_drop) struct sl_csv *semicolons = open_text(SL_TEXT("a;\"b,,,\"\n1,5;2\n"));
    expect_row(semicolons, 2, "1,5|2");
    SL_AUTO(sl_csv_drop) struct sl_csv *tabs = open_text(SL_TEXT("a\tb, c\td\n1\t\t3\n"));
    expect_row(tabs, 2, "1||3");
    SL_AUTO(sl_csv_drop) struct sl_csv *alone = open_text(SL_TEXT("\n\nnotes\nonly, one"));
    expect_fault(alone, "", "in.csv:4: The row has 2 cells where the header has 1.");
}
END_TEST

START_TEST(columns_are_found_whatever_their_case_and_spaces)
{
    SL_AUTO(sl_csv_drop)
    struct sl_csv *csv = open_text(SL_TEXT("\xef\xbb\xbf"
                                           "By when,WHO,\xc3\x89tat,,\n"));
    ck_assert_int_eq(sl_csv_find(csv, "by_when"), 0);
    ck_assert_int_eq(sl_csv_find(csv, "By When"), 0);
    ck_assert_int_eq(sl_csv_find(csv, "who"), 1);
    ck_assert_int_eq(sl_csv_find(csv, "\xc3\x89TAT"), 2);
    ck_assert_int_eq(sl_csv_find(csv, "by"), -1);
    ck_assert_str_eq(sl_csv_column(csv, 3), "");
    ck_assert_str_eq(sl_csv_column(csv, 99), "");
    expect_end(csv);
}
END_TEST

START_TEST(headers_that_cannot_be_read_are_refused)
{
    expect_no_header(SL_TEXT(""), "in.csv is empty");
    expect_no_header(SL_TEXT("\n \n\r\n"), "in.csv is empty");
    expect_no_header(SL_TEXT("\xef\xbb\xbf"), "in.csv is empty");
    expect_no_header(SL_TEXT("who,By when,by_WHEN\n"),
                     "in.csv:1:3: The column \"by_WHEN\" stands twice, first as cell 2.");
    expect_no_header(SL_TEXT("\xff\xfei\0d\0,\0"), "in.csv is UTF-16; save it as CSV UTF-8.");
    expect_no_header(SL_TEXT("\xfe\xff\0i\0d"), "in.csv is UTF-16");
    expect_no_header(SL_TEXT("i\0d\0,\0"),
                     "in.csv:1:1: In this cell: Line 1, character 2 holds a NUL");
    expect_no_header(SL_TEXT("id,caf\xe9\n"), "in.csv:1:2: The cell is not UTF-8; save the file");
    expect_no_header(SL_TEXT("id,\"who\n1,2\n"), "in.csv:1:2: A quote (\") opens this cell");
    SL_AUTO(sl_buffer_drop) struct sl_buffer wide = {0};
    for (int i = 0; i < 5000; i++)
        sl_buffer_char(&wide, ',');
    expect_no_header((struct sl_text){wide.bytes, wide.length}, "in.csv has 5001 columns");
}
END_TEST

START_TEST(ragged_rows_are_named_and_reading_goes_on)
{
    SL_AUTO(sl_csv_drop)
    struct sl_csv *csv = open_text(SL_TEXT("a,b\n1\n1,2,3\n1,2\n,,,,,,,\n3,4\n"));
    expect_fault(csv, "", "in.csv:2: The row has 1 cell where the header has 2.");
    expect_fault(csv, "", "in.csv:3: The row has 3 cells where the header has 2.");
    expect_row(csv, 4, "1|2");
    expect_fault(csv, "", "in.csv:5: The row has 8 cells");
    expect_row(csv, 6, "3|4");
    expect_end(csv);
}
END_TEST

START_TEST(bad_text_is_named_by_line_and_column_and_reading_goes_on)
{
    SL_AUTO(sl_csv_drop)
    struct sl_csv *csv = open_text(SL_TEXT("id,notes\n1,caf\xe9\n2,a\0b\n3,\xe2\x80\xae"
                                           "abc\n"
                                           "4,\"x\ny\x07\"\n5,cafe\xcc\x81\n"));
    expect_fault(csv, "notes", "in.csv:2:2: The cell is not UTF-8; save the file as CSV UTF-8.");
    expect_fault(csv, "notes", "in.csv:3:2: In this cell: Line 1, character 2 holds a NUL");
    expect_fault(csv, "notes", "in.csv:4:2: In this cell: Line 1, character 1 holds U+202E");
    expect_fault(csv, "notes", "in.csv:5:2: In this cell: Line 2, character 2 holds the control");
    expect_row(csv, 7, "5|caf\xc3\xa9");
    expect_end(csv);
}
END_TEST

START_TEST(stray_quotes_are_named_and_the_next_line_is_read)
{
    SL_AUTO(sl_csv_drop)
    struct sl_csv *csv = open_text(SL_TEXT("a,b\n1,the \"plan\"\n\"x\"y,2\n3,4\n"));
    expect_fault(csv, "b", "in.csv:2:2: A quote (\") stands inside a cell");
    expect_fault(csv, "a", "in.csv:3:1: A quote (\") stands inside a cell");
    expect_row(csv, 4, "3|4");
    expect_end(csv);
}
END_TEST

START_TEST(a_quote_left_open_is_named_where_it_begins)
{
    SL_AUTO(sl_csv_drop) struct sl_csv *csv = open_text(SL_TEXT("a,b\n1,2\n3,\"open\n5,6\n7,8\n"));
    expect_row(csv, 2, "1|2");
    expect_fault(csv, "b", "in.csv:3:2: A quote (\") opens this cell and is never closed.");
    expect_end(csv);
}
END_TEST

static const char *build_folder(void) {
    const char *build = getenv("SIGHTLINE_BUILD");
    return build != NULL ? build : "/tmp";
}

/* A file of the given text around size times x. */
static char *write_long_cell(const char *before, size_t size, const char *after) {
    char *path = sl_format("%s/csv-test-XXXXXX", build_folder());
    int descriptor = mkstemp(path);
    ck_assert_int_ge(descriptor, 0);
    FILE *file = fdopen(descriptor, "w");
    fputs(before, file);
    for (size_t i = 0; i < size; i++)
        putc(i % 61 == 60 && before[strlen(before) - 1] == '"' ? '\n' : 'x', file);
    fputs(after, file);
    ck_assert_int_eq(fclose(file), 0);
    return path;
}

static void expect_long_cell(const char *before, const char *after, long next_line) {
    SL_AUTO(sl_free) char *path = write_long_cell(before, 10 << 20, after);
    SL_AUTO(sl_csv_drop) struct sl_csv *csv = NULL;
    struct sl_csv_row row;
    struct sl_error err = {0};
    struct mallinfo2 memory = mallinfo2();
    ck_assert_int_eq(sl_csv_open(path, &csv, &err), SL_OK);
    ck_assert_int_eq(sl_csv_next(csv, &row, &err), SL_INVALID);
    size_t used = mallinfo2().uordblks + mallinfo2().hblkhd;
    ck_assert_uint_lt(used, memory.uordblks + memory.hblkhd + (4 << 20));
    ck_assert_msg(strstr(err.text, ":2:2: The cell is longer than 1048576 bytes"), "%s", err.text);
    ck_assert_str_eq(err.field, "b");
    expect_row(csv, next_line, "3|4");
    expect_end(csv);
    unlink(path);
}

START_TEST(a_cell_of_ten_megabytes_is_refused_without_keeping_it)
{
    expect_long_cell("a,b\n1,", "\n3,4\n", 3);
    expect_long_cell("a,b\n1,\"", "\"\n3,4\n", 3 + (10 << 20) / 61);
    expect_long_cell("a,b\n1,\"", "\"\"x,\"\n3,4\n", 3 + (10 << 20) / 61);
}
END_TEST

START_TEST(a_long_cell_with_a_quote_left_open_says_so)
{
    SL_AUTO(sl_free) char *path = write_long_cell("a,b\n1,\"", 3 << 20, "\n3,4\n");
    SL_AUTO(sl_csv_drop) struct sl_csv *csv = NULL;
    struct sl_csv_row row;
    struct sl_error err = {0};
    ck_assert_int_eq(sl_csv_open(path, &csv, &err), SL_OK);
    ck_assert_int_eq(sl_csv_next(csv, &row, &err), SL_INVALID);
    ck_assert_ptr_nonnull(strstr(err.text, "is a quote left open"));
    expect_end(csv);
    unlink(path);
}
END_TEST

START_TEST(a_row_has_a_longest_length_too)
{
    SL_AUTO(sl_buffer_drop) struct sl_buffer text = {0};
    SL_AUTO(sl_free) char *cell = sl_new(1000001, 1);
    memset(cell, 'x', 1000000);
    for (int i = 0; i < 20; i++)
        sl_buffer_format(&text, "c%d%s", i, i < 19 ? "," : "\n");
    for (int i = 0; i < 20; i++)
        sl_buffer_format(&text, "%s%s", cell, i < 19 ? "," : "\n");
    SL_AUTO(sl_csv_drop) struct sl_csv *csv = open_text((struct sl_text){text.bytes, text.length});
    expect_fault(csv, "c16", "in.csv:2:17: The row is longer than 16777216 bytes.");
    expect_end(csv);
}
END_TEST

START_TEST(missing_files_and_directories_are_named)
{
    struct sl_csv *csv = NULL;
    struct sl_error err = {0};
    ck_assert_int_eq(sl_csv_open("/nowhere/in.csv", &csv, &err), SL_IO);
    ck_assert_str_eq(err.text, "/nowhere/in.csv could not be read: it does not exist.");
    ck_assert_int_eq(sl_csv_open("/", &csv, &err), SL_IO);
    ck_assert_ptr_nonnull(strstr(err.text, "directory"));
    ck_assert_ptr_null(csv);
}
END_TEST

static void make_cell(struct sl_random *random, struct sl_buffer *cell) {
    static const char *const parts[] = {"a",  "plan", ",",  ";",  "\t", "\"",      "\"\"",
                                        "\n", " ",    "x'", "\n", "=1", "\xc3\xa9"};
    sl_buffer_clear(cell);
    sl_buffer_text(cell, "");
    for (uint64_t left = sl_random_below(random, 9); left > 0; left--)
        sl_buffer_text(cell, parts[sl_random_below(random, SL_COUNT(parts))]);
}

START_TEST(what_is_put_is_read_back_across_every_block)
{
    enum { ROWS = 12000, COLUMNS = 3 };
    SL_AUTO(sl_buffer_drop) struct sl_buffer text = {0}, cell = {0}, expected = {0};
    sl_buffer_text(&text, "one,two,three\r\n");
    struct sl_random random = sl_random_seeded(5);
    for (int i = 0; i < ROWS * COLUMNS; i++) {
        make_cell(&random, &cell);
        sl_csv_put(&text, cell.bytes);
        sl_buffer_text(&text, i % COLUMNS == COLUMNS - 1 ? "\r\n" : ",");
        struct sl_text trimmed = sl_text_trim((struct sl_text){cell.bytes, cell.length});
        sl_buffer_add(&expected, trimmed.bytes, trimmed.length);
        sl_buffer_char(&expected, '\0');
    }
    ck_assert_uint_gt(text.length, 4 << 16);
    SL_AUTO(sl_free) char *path = sl_format("%s/csv-test-blocks", build_folder());
    ck_assert_int_eq(sl_file_write(path, text.bytes, text.length, NULL), SL_OK);
    SL_AUTO(sl_csv_drop) struct sl_csv *csv = NULL;
    ck_assert_int_eq(sl_csv_open(path, &csv, NULL), SL_OK);
    const char *wanted = expected.bytes;
    for (int i = 0; i < ROWS; i++) {
        struct sl_csv_row row;
        struct sl_error err = {0};
        ck_assert_msg(sl_csv_next(csv, &row, &err) == SL_OK, "%s", err.text);
        for (int k = 0; k < COLUMNS; k++, wanted += strlen(wanted) + 1)
            ck_assert_str_eq(row.cells[k], wanted);
    }
    expect_end(csv);
    unlink(path);
}
END_TEST

START_TEST(only_cells_that_need_quotes_get_them)
{
    static const char *const pairs[][2] = {{"plain text", "plain text"},
                                           {"", ""},
                                           {"a,b", "\"a,b\""},
                                           {"a;b", "\"a;b\""},
                                           {"say \"no\"", "\"say \"\"no\"\"\""},
                                           {"a\nb", "\"a\nb\""},
                                           {" a", "\" a\""},
                                           {"a\t", "\"a\t\""},
                                           {"=1+1", "=1+1"}};
    for (size_t i = 0; i < SL_COUNT(pairs); i++) {
        SL_AUTO(sl_buffer_drop) struct sl_buffer out = {0};
        sl_csv_put(&out, pairs[i][0]);
        ck_assert_str_eq(out.bytes, pairs[i][1]);
    }
}
END_TEST

START_TEST(any_bytes_at_all_come_to_an_end)
{
    struct sl_random random = sl_random_seeded(11);
    static const char alphabet[] = "ab,,\"\"\"\n\n\r; \t\xc3\xa9\xff";
    for (int round = 0; round < 3000; round++) {
        char text[120];
        size_t length = sl_random_below(&random, sizeof text);
        for (size_t i = 0; i < length; i++)
            text[i] = alphabet[sl_random_below(&random, sizeof alphabet)];
        SL_AUTO(sl_csv_drop) struct sl_csv *csv = NULL;
        struct sl_csv_row row;
        size_t calls = 0;
        if (sl_csv_open_text("soup", (struct sl_text){text, length}, &csv, NULL) != SL_OK)
            continue;
        while (sl_csv_next(csv, &row, NULL) != SL_END)
            ck_assert_uint_le(++calls, length + 1);
    }
}
END_TEST

SL_SUITE("csv", rows_come_as_trimmed_cells_with_their_lines, line_ends_of_every_system_are_read,
         the_header_chooses_the_delimiter, columns_are_found_whatever_their_case_and_spaces,
         headers_that_cannot_be_read_are_refused, ragged_rows_are_named_and_reading_goes_on,
         bad_text_is_named_by_line_and_column_and_reading_goes_on,
         stray_quotes_are_named_and_the_next_line_is_read,
         a_quote_left_open_is_named_where_it_begins,
         a_cell_of_ten_megabytes_is_refused_without_keeping_it,
         a_long_cell_with_a_quote_left_open_says_so, a_row_has_a_longest_length_too,
         missing_files_and_directories_are_named, what_is_put_is_read_back_across_every_block,
         only_cells_that_need_quotes_get_them, any_bytes_at_all_come_to_an_end)
