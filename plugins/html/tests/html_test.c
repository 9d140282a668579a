#include "app/plugin.h"
#include "support/suite.h"
#include <string.h>

static const char paper[] =
    "{\"kind\":\"themed\",\"title\":\"Plans & people\",\"subtitle\":\"April to June 2025\","
    "\"notice\":\"Not for publication\",\"basis\":[\"STD version <1>\"],\"blocks\":["
    "{\"block\":\"heading\",\"level\":1,\"text\":\"On a page\"},"
    "{\"block\":\"paragraph\",\"text\":\"64 % (16 of 25)\\n<script>alert('x')</script>\"},"
    "{\"block\":\"list\",\"numbered\":true,\"items\":[\"one\",\"two\"]},"
    "{\"block\":\"list\",\"items\":[]},"
    "{\"block\":\"heading\",\"level\":1,\"text\":\"Findings\"},"
    "{\"block\":\"heading\",\"level\":2,\"text\":\"By question\"},"
    "{\"block\":\"table\",\"caption\":\"Answers\",\"columns\":[\"Question\","
    "{\"title\":\"Yes\",\"number\":true}],\"rows\":[[\"Dates\",20],[\"\",\"3\"]]},"
    "{\"block\":\"chart\",\"kind\":\"stacked\",\"title\":\"Dates are weak\",\"text\":\"In words\","
    "\"unit\":\"audits\",\"rows\":[{\"label\":\"Dates\",\"n\":12}],\"series\":["
    "{\"label\":\"Yes\",\"token\":\"yes\",\"values\":[7]},"
    "{\"label\":\"No\",\"token\":\"no\",\"values\":[5]}]},"
    "{\"block\":\"chart\",\"kind\":\"intervals\",\"title\":\"Measures\",\"text\":\"In words\","
    "\"rows\":[{\"label\":\"Heard\",\"n\":12},{\"label\":\"Safer\",\"n\":4}],\"series\":["
    "{\"label\":\"Now\",\"token\":\"now\",\"values\":[5000,null],\"from\":[2538,null],"
    "\"to\":[7462,null]}]},"
    "{\"block\":\"box\",\"title\":\"Good practice\",\"blocks\":["
    "{\"block\":\"paragraph\",\"text\":\"Inside\"}]}]}";

static void write_page(struct sl_buffer *out) {
    struct sl_error err = {0};
    SL_AUTO(sl_document_drop) struct sl_document *document = NULL;
    ck_assert_msg(sl_document_parse("paper", SL_TEXT(paper), &document, &err) == SL_OK, "%s",
                  err.text);
    ck_assert_int_eq(sightline_plugin.exporter->write(document, out, &err), SL_OK);
}

static void assert_holds(const struct sl_buffer *page, const char *piece) {
    ck_assert_msg(strstr(page->bytes, piece) != NULL, "the page lacks %s", piece);
}

static size_t count_of(const struct sl_buffer *page, const char *piece) {
    size_t count = 0;
    for (const char *at = page->bytes; (at = strstr(at, piece)) != NULL; at += strlen(piece))
        count++;
    return count;
}

START_TEST(the_plugin_fits)
{
    ck_assert_uint_eq(sightline_plugin.api, SL_PLUGIN_API);
    ck_assert_uint_eq(sightline_plugin.size, sizeof(struct sl_plugin));
    ck_assert_str_eq(sightline_plugin.exporter->format, "html");
}
END_TEST

START_TEST(a_page_has_language_title_landmarks_and_a_skip_link)
{
    SL_AUTO(sl_buffer_drop) struct sl_buffer page = {0};
    write_page(&page);
    assert_holds(&page, "<!DOCTYPE html>\n<html lang=\"en-GB\">");
    assert_holds(&page, "<title>Plans &amp; people: April to June 2025</title>");
    assert_holds(&page, "<a class=\"skip\" href=\"#main\">");
    assert_holds(&page, "<header>\n<p class=\"notice\">Not for publication</p>");
    assert_holds(&page, "<main id=\"main\">");
    assert_holds(&page, "<nav aria-labelledby=\"contents\">");
    assert_holds(&page, "<li><a href=\"#part-2\">Findings</a></li>");
    assert_holds(&page, "<h2 id=\"part-2\">Findings</h2>");
    assert_holds(&page, "<h3 id=\"part-3\">By question</h3>");
    ck_assert_uint_eq(count_of(&page, "<h1"), 1);
}
END_TEST

START_TEST(what_people_wrote_cannot_become_markup)
{
    SL_AUTO(sl_buffer_drop) struct sl_buffer page = {0};
    write_page(&page);
    ck_assert_uint_eq(count_of(&page, "<script"), 0);
    assert_holds(&page, "64&nbsp;% (16 of 25)<br>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;");
    assert_holds(&page, "<li>STD version &lt;1&gt;</li>");
}
END_TEST

START_TEST(a_table_has_a_caption_and_scopes)
{
    SL_AUTO(sl_buffer_drop) struct sl_buffer page = {0};
    write_page(&page);
    assert_holds(&page, "<caption id=\"table-1\">Answers</caption>");
    assert_holds(&page,
                 "<th scope=\"col\">Question</th><th scope=\"col\" class=\"number\">Yes</th>");
    assert_holds(&page, "<tr><th scope=\"row\">Dates</th><td class=\"number\">20</td></tr>");
    assert_holds(&page, "<tr><td></td><td class=\"number\">3</td></tr>");
}
END_TEST

START_TEST(a_chart_has_its_figures_in_a_table)
{
    SL_AUTO(sl_buffer_drop) struct sl_buffer page = {0};
    write_page(&page);
    assert_holds(&page, "<figcaption>Dates are weak <span class=\"unit\">(audits)</span>");
    assert_holds(&page, "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"chart-1\"");
    assert_holds(&page, "<tr><th scope=\"row\">Dates</th><td class=\"number\">7</td><td "
                        "class=\"number\">5</td><td class=\"number\">12</td></tr>");
    assert_holds(&page, "<td class=\"number\">50&nbsp;% (25&nbsp;% to 75&nbsp;%)</td>");
    assert_holds(&page, "<th scope=\"row\">Safer</th><td class=\"number\">not shown</td>");
}
END_TEST

START_TEST(a_box_stands_one_heading_deeper)
{
    SL_AUTO(sl_buffer_drop) struct sl_buffer page = {0};
    write_page(&page);
    assert_holds(&page, "<div class=\"box\">\n<h4>Good practice</h4>\n<p>Inside</p>");
}
END_TEST

START_TEST(a_page_asks_for_nothing_from_outside)
{
    SL_AUTO(sl_buffer_drop) struct sl_buffer page = {0};
    write_page(&page);
    ck_assert_uint_eq(count_of(&page, "src="), 0);
    ck_assert_uint_eq(count_of(&page, "@import"), 0);
    ck_assert_uint_eq(count_of(&page, "url(http"), 0);
    ck_assert_uint_eq(count_of(&page, "http"), count_of(&page, "http://www.w3.org/2000/svg") +
                                                   count_of(&page, "http-equiv"));
    assert_holds(&page, "content=\"default-src 'none'; style-src 'unsafe-inline'\"");
}
END_TEST

START_TEST(the_same_document_gives_the_same_bytes)
{
    SL_AUTO(sl_buffer_drop) struct sl_buffer first = {0}, second = {0};
    write_page(&first);
    write_page(&second);
    ck_assert_uint_eq(first.length, second.length);
    ck_assert_str_eq(first.bytes, second.bytes);
}
END_TEST

SL_SUITE("html", the_plugin_fits, a_page_has_language_title_landmarks_and_a_skip_link,
         what_people_wrote_cannot_become_markup, a_table_has_a_caption_and_scopes,
         a_chart_has_its_figures_in_a_table, a_box_stands_one_heading_deeper,
         a_page_asks_for_nothing_from_outside, the_same_document_gives_the_same_bytes)
