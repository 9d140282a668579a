#include "base/file.h"
#include "summary/chart_svg.h"
#include "support/suite.h"
#include <stdio.h>
#include <string.h>

/*
 * The drawings are kept whole beside this file: golden/NAME.json is a document of one chart,
 * golden/NAME.svg what it must look like. After a change that is wanted, look at the new drawing
 * in a browser and put it there: SIGHTLINE_GOLDEN=write runs the test and writes the files.
 */
static char *golden_path(const char *name, const char *extension) {
    const char *source = getenv("SIGHTLINE_SOURCE");
    return sl_format("%s/tests/summary/golden/%s%s", source == NULL ? "." : source, name,
                     extension);
}

static char *read_golden(const char *name, const char *extension, size_t *length) {
    SL_AUTO(sl_free) char *path = golden_path(name, extension);
    struct sl_error err = {0};
    char *bytes = NULL;
    ck_assert_msg(sl_file_read(path, 1 << 20, &bytes, length, &err) == SL_OK, "%s", err.text);
    return bytes;
}

static struct sl_document *golden_document(const char *name) {
    size_t length;
    struct sl_error err = {0};
    struct sl_document *document = NULL;
    SL_AUTO(sl_free) char *json = read_golden(name, ".json", &length);
    ck_assert_msg(sl_document_parse(name, (struct sl_text){json, length}, &document, &err) == SL_OK,
                  "%s", err.text);
    return document;
}

static void draw(const char *name, struct sl_buffer *out) {
    SL_AUTO(sl_document_drop) struct sl_document *document = golden_document(name);
    ck_assert_int_eq(document->blocks[0].kind, SL_BLOCK_CHART);
    sl_chart_svg(&document->blocks[0].chart, name, out);
}

static void write_golden(const char *name, const struct sl_buffer *svg) {
    SL_AUTO(sl_free) char *path = golden_path(name, ".svg");
    ck_assert_int_eq(sl_file_write(path, svg->bytes, svg->length, NULL), SL_OK);
}

static void assert_golden(const char *name) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer svg = {0};
    draw(name, &svg);
    const char *mode = getenv("SIGHTLINE_GOLDEN");
    if (mode != NULL && strcmp(mode, "write") == 0)
        write_golden(name, &svg);
    size_t length;
    SL_AUTO(sl_free) char *wanted = read_golden(name, ".svg", &length);
    ck_assert_str_eq(svg.bytes, wanted);
}

START_TEST(a_grade_strip_stands_best_first_with_the_period_before_beneath)
{ assert_golden("grades"); }
END_TEST

START_TEST(stacked_bars_carry_counts_and_n_and_draw_few_cases_one_by_one)
{ assert_golden("stacked"); }
END_TEST

START_TEST(bars_carry_their_counts)
{ assert_golden("bars"); }
END_TEST

START_TEST(intervals_carry_their_figures_and_leave_out_few_cases)
{ assert_golden("intervals"); }
END_TEST

START_TEST(a_run_chart_has_its_median_and_gaps_where_nothing_was_audited)
{ assert_golden("run"); }
END_TEST

START_TEST(words_of_a_chart_cannot_become_markup)
{
    SL_AUTO(sl_buffer_drop) struct sl_buffer svg = {0};
    draw("stacked", &svg);
    ck_assert_ptr_null(strstr(svg.bytes, "<why"));
    ck_assert_ptr_nonnull(strstr(svg.bytes, "&lt;why not&gt; &amp; who"));
}
END_TEST

START_TEST(every_chart_has_a_title_a_description_and_no_outside_reference)
{
    static const char *const names[] = {"grades", "stacked", "bars", "intervals", "run"};
    for (size_t i = 0; i < SL_COUNT(names); i++) {
        SL_AUTO(sl_buffer_drop) struct sl_buffer svg = {0};
        draw(names[i], &svg);
        ck_assert_ptr_nonnull(strstr(svg.bytes, "role=\"img\" aria-labelledby="));
        ck_assert_ptr_nonnull(strstr(svg.bytes, "</title>\n<desc id="));
        ck_assert_ptr_null(strstr(svg.bytes, "href"));
        ck_assert_ptr_null(strstr(svg.bytes + strlen("<svg xmlns=\"http://"), "http://"));
    }
}
END_TEST

START_TEST(the_same_chart_gives_the_same_bytes)
{
    SL_AUTO(sl_buffer_drop) struct sl_buffer first = {0}, second = {0};
    draw("intervals", &first);
    draw("intervals", &second);
    ck_assert_str_eq(first.bytes, second.bytes);
}
END_TEST

SL_SUITE("chart_svg", a_grade_strip_stands_best_first_with_the_period_before_beneath,
         stacked_bars_carry_counts_and_n_and_draw_few_cases_one_by_one, bars_carry_their_counts,
         intervals_carry_their_figures_and_leave_out_few_cases,
         a_run_chart_has_its_median_and_gaps_where_nothing_was_audited,
         words_of_a_chart_cannot_become_markup,
         every_chart_has_a_title_a_description_and_no_outside_reference,
         the_same_chart_gives_the_same_bytes)
