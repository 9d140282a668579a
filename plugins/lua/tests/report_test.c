#include "kit.h"
#include <string.h>

static struct sl_reporter *reporter(void) {
    static struct sl_reporter *opened;
    struct sl_error err = {0};
    if (opened == NULL && kit_plugin()->reporter->open(kit_home(), &opened, &err) != SL_OK)
        ck_abort_msg("%s", err.text);
    return opened;
}

/* The document as JSON, or the sentence it ended with. */
static char *write_with(const char *body) {
    SL_AUTO(sl_free)
    char *source = sl_format("return { code = \"themed\", title = \"Themed\", kind = \"report\",\n"
                             "write = function(figures, doc)\n%s\nend }",
                             body);
    const struct sl_text figures =
        SL_TEXT("{\"rows\":[{\"label\":\"Voice\",\"n\":12},{\"label\":\"Plan\",\"n\":30}],"
                "\"share\":0.5,\"title\":\"A theme\"}");
    struct sl_error err = {0};
    char *document = NULL;
    if (kit_plugin()->reporter->write(reporter(), "themed.lua", sl_text_of(source), figures,
                                      &document, &err) == SL_OK)
        return document;
    return sl_copy(err.text);
}

static void writes(const char *body, const char *expected) {
    SL_AUTO(sl_free) char *got = write_with(body);
    ck_assert_msg(strcmp(got, expected) == 0, "%s\n  gave     %s\n  expected %s", body, got,
                  expected);
}

START_TEST(a_report_writes_blocks_in_order)
{
    writes(
        "doc:title(figures.title) doc:subtitle(\"March\") doc:notice(\"Draft\")\n"
        "doc:heading(1, \"What we saw\") doc:paragraph(\"n is \" .. figures.rows[2].n)\n"
        "doc:list({ \"a\", \"b\" }, true)",
        "{\"blocks\":[{\"block\":\"heading\",\"level\":1,\"text\":\"What we saw\"},"
        "{\"block\":\"paragraph\",\"text\":\"n is 30\"},"
        "{\"block\":\"list\",\"items\":[\"a\",\"b\"],\"numbered\":true}],"
        "\"kind\":\"themed\",\"notice\":\"Draft\",\"subtitle\":\"March\",\"title\":\"A theme\"}");
}
END_TEST

START_TEST(tables_charts_and_boxes_are_written)
{
    writes(
        "doc:title(\"T\") doc:kind(\"clinic\") doc:basis(\"x\")\n"
        "local rows = {} for i, r in ipairs(figures.rows) do rows[i] = { r.label, r.n } end\n"
        "doc:box(\"Seen\", function(doc)\n"
        "  doc:table{ caption = \"C\", columns = { \"L\", { title = \"n\", number = true } }, "
        "rows = rows }\n"
        "end)\n"
        "doc:chart{ kind = \"run\", title = \"c\", text = \"t\", rows = { { label = \"May\", n = 3 "
        "} }, series = { { label = \"s\", values = { false } } } }",
        "{\"basis\":[\"x\"],\"blocks\":[{\"block\":\"box\",\"blocks\":[{\"block\":\"table\","
        "\"caption\":\"C\",\"columns\":[\"L\",{\"number\":true,\"title\":\"n\"}],\"rows\":["
        "[\"Voice\",12],[\"Plan\",30]]}],\"title\":\"Seen\"},{\"block\":\"chart\",\"kind\":"
        "\"run\",\"rows\":[{\"label\":\"May\",\"n\":3}],\"series\":[{\"label\":\"s\",\"values\":["
        "null]}],\"text\":\"t\",\"title\":\"c\"}],\"kind\":\"clinic\",\"title\":\"T\"}");
}
END_TEST

START_TEST(figures_are_read_not_changed)
{ writes("figures.rows[1].n = 99", "themed.lua:3: the figures can be read here, not changed"); }
END_TEST

START_TEST(faults_of_a_report_name_path_and_line)
{
    writes("doc:paragraph(\"x\")", "themed.lua: the report gave the document no title");
    writes("\ndoc:paragraph(7)", "themed.lua:4: a text is needed, not a number");
    writes("doc:heading(9, \"x\")",
           "themed.lua:3: bad argument #1 to 'heading' (a level is 1 to 4)");
    writes("doc:table{ caption = \"x\" }", "themed.lua:3: a table needs the field columns");
    writes("doc:table{ caption = \"x\", columns = {}, rows = { { 1.5 } } }",
           "themed.lua:3: table.rows.1.1: a number must be whole; write hundredths as whole "
           "numbers");
    writes("doc:picture()", "themed.lua:3: document has no picture");
    writes("while true do end", "themed.lua:3: the report took more than 500 ms");
    writes("doc:title(\"x\") for i = 1, 6000 do doc:paragraph(\"x\") end",
           "themed.lua:3: a document has at most 5000 blocks");
}
END_TEST

START_TEST(the_same_figures_give_the_same_bytes)
{
    const char *body = "doc:title(\"x\") for k, v in pairs(figures) do doc:paragraph(k) end";
    SL_AUTO(sl_free) char *one = write_with(body);
    SL_AUTO(sl_free) char *other = write_with(body);
    ck_assert_str_eq(one, other);
    ck_assert_ptr_nonnull(strstr(one, "rows"));
}
END_TEST

SL_SUITE("report", a_report_writes_blocks_in_order, tables_charts_and_boxes_are_written,
         figures_are_read_not_changed, faults_of_a_report_name_path_and_line,
         the_same_figures_give_the_same_bytes)
