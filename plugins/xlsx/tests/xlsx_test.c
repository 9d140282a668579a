#include "base/json.h"
#include "read.h"
#include "support/suite.h"
#include "write.h"
#include <string.h>
#include <zip.h>

static const char book_text[] =
    "{\"title\":\"A rule\",\"sheets\":[{\"name\":\"Ceilings\",\"columns\":["
    "{\"title\":\"when\",\"width\":40,\"note\":\"V1 = no\"},"
    "{\"title\":\"at "
    "most\",\"choices\":[\"O\",\"G\"]},{\"title\":\"from\",\"kind\":\"hundredths\"},"
    "{\"title\":\"on\",\"kind\":\"yes_no\",\"choices\":[\"yes\",\"no\"]},"
    "{\"title\":\"day\",\"kind\":\"day\"},{\"title\":\"n\",\"kind\":\"whole\"},"
    "{\"title\":\"question\",\"from\":{\"sheet\":\"Questions\",\"column\":0,\"rows\":1},"
    "\"free\":true}],"
    "\"rows\":[[\"=1+1\",\"O\",250,true,\"2025-03-03\",12,\"V1\"],[null,\"\",254,false,null,-1,"
    "\" x \"]]},"
    "{\"name\":\"Questions\",\"locked\":true,\"columns\":[{\"title\":\"code\"}],"
    "\"rows\":[[\"V1\"]]}]}";

static void write_book(struct sl_buffer *out) {
    struct sl_error err = {0};
    SL_AUTO(sl_json_drop) json_t *book = NULL;
    ck_assert_int_eq(sl_json_parse("book", book_text, strlen(book_text), &book, &err), SL_OK);
    ck_assert_msg(xlsx_write(book, out, &err) == SL_OK, "%s", err.text);
}

static struct sl_text bytes_of(const struct sl_buffer *buffer) {
    return (struct sl_text){buffer->bytes, buffer->length};
}

START_TEST(what_is_written_is_read_again)
{
    struct sl_error err = {0};
    SL_AUTO(sl_buffer_drop) struct sl_buffer file = {0};
    SL_AUTO(sl_json_drop) json_t *book = NULL;
    write_book(&file);
    ck_assert_msg(xlsx_read("a.xlsx", bytes_of(&file), &book, &err) == SL_OK, "%s", err.text);
    SL_AUTO(sl_free) char *text = sl_json_canonical(book);
    ck_assert_str_eq(
        text,
        "{\"day_zero\":-25569,\"sheets\":[{\"name\":\"Ceilings\",\"rows\":["
        "{\"cells\":{\"A\":\"when\",\"B\":\"at most\",\"C\":\"from\",\"D\":\"on\",\"E\":\"day\","
        "\"F\":\"n\",\"G\":\"question\"},\"row\":1},"
        "{\"cells\":{\"A\":\"=1+1\",\"B\":\"O\",\"C\":{\"number\":\"2.5\"},\"D\":\"yes\","
        "\"E\":{\"number\":\"45719\"},\"F\":{\"number\":\"12\"},\"G\":\"V1\"},\"row\":2},"
        "{\"cells\":{\"C\":{\"number\":\"2.54\"},\"D\":\"no\",\"F\":{\"number\":\"-1\"},"
        "\"G\":\" x \"},\"row\":3}]},"
        "{\"name\":\"Questions\",\"rows\":[{\"cells\":{\"A\":\"code\"},\"row\":1},"
        "{\"cells\":{\"A\":\"V1\"},\"row\":2}]}]}");
}
END_TEST

START_TEST(the_same_workbook_is_the_same_bytes)
{
    SL_AUTO(sl_buffer_drop) struct sl_buffer one = {0};
    SL_AUTO(sl_buffer_drop) struct sl_buffer two = {0};
    write_book(&one);
    write_book(&two);
    ck_assert_uint_eq(one.length, two.length);
    ck_assert(memcmp(one.bytes, two.bytes, one.length) == 0);
}
END_TEST

/* --- files that people or their enemies made --- */

#define TYPES                                                                                      \
    "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"                 \
    "<Override PartName='/xl/workbook.xml' ContentType='application/"                              \
    "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/></Types>"
#define MAIN "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define WORKBOOK                                                                                   \
    "<workbook " MAIN " xmlns:r='" OFFICE "'><workbookPr date1904='1'/><sheets>"                   \
    "<sheet name='A' sheetId='1' r:id='r1'/></sheets></workbook>"
#define RELATIONS                                                                                  \
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"         \
    "<Relationship Id='r1' Type='" OFFICE "/worksheet' Target='worksheets/sheet1.xml'/>"           \
    "<Relationship Id='r2' Type='" OFFICE "/sharedStrings' Target='/xl/texts.xml'/>"               \
    "</Relationships>"
#define TEXTS                                                                                      \
    "<sst " MAIN "><si><t>one</t></si><si><r><t>t</t></r><r><t>wo</t></r><rPh><t>xx</t></rPh>"     \
    "</si></sst>"
#define SHEET(rows)                                                                                \
    "<x:worksheet xmlns:x='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"            \
    "<x:sheetData>" rows "</x:sheetData></x:worksheet>"

static void add_part(zip_t *zip, const char *path, const char *text, size_t length) {
    zip_source_t *source = zip_source_buffer(zip, text, length, 0);
    ck_assert_ptr_nonnull(source);
    ck_assert_int_ge(zip_file_add(zip, path, source, ZIP_FL_OVERWRITE), 0);
}

/* The bytes of an archive of these parts; a NULL part is left out. */
static char *archive_of(const char *types, const char *workbook, const char *texts,
                        struct sl_text sheet, size_t *length) {
    zip_error_t error;
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_source_keep(source);
    zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
    ck_assert_ptr_nonnull(zip);
    if (types != NULL)
        add_part(zip, "[Content_Types].xml", types, strlen(types));
    if (workbook != NULL)
        add_part(zip, "xl/workbook.xml", workbook, strlen(workbook));
    add_part(zip, "xl/_rels/workbook.xml.rels", RELATIONS, strlen(RELATIONS));
    if (texts != NULL)
        add_part(zip, "xl/texts.xml", texts, strlen(texts));
    if (sheet.bytes != NULL)
        add_part(zip, "xl/worksheets/sheet1.xml", sheet.bytes, sheet.length);
    ck_assert_int_eq(zip_close(zip), 0);
    zip_stat_t stat;
    zip_source_open(source);
    zip_source_stat(source, &stat);
    char *bytes = sl_new(stat.size, 1);
    zip_source_read(source, bytes, stat.size);
    zip_source_close(source);
    zip_source_free(source);
    *length = stat.size;
    return bytes;
}

static enum sl_status read_archive(const char *types, const char *workbook, const char *texts,
                                   struct sl_text sheet, json_t **book, struct sl_error *err) {
    size_t length;
    SL_AUTO(sl_free) char *bytes = archive_of(types, workbook, texts, sheet, &length);
    return xlsx_read("a.xlsx", (struct sl_text){bytes, length}, book, err);
}

START_TEST(other_programs_workbooks_are_read)
{
    struct sl_error err = {0};
    SL_AUTO(sl_json_drop) json_t *book = NULL;
    const char *sheet = SHEET(
        "<x:row><x:c t='s'><x:v>1</x:v></x:c><x:c t='inlineStr'><x:is><x:t>in</x:t></x:is></x:c>"
        "<x:c t='b'><x:v>1</x:v></x:c></x:row>"
        "<x:row r='7'><x:c r='AB7'><x:v>12.0</x:v></x:c><x:c r='AC7' t='str'><x:f>A1</x:f>"
        "<x:v>x</x:v></x:c><x:c r='AD7' t='e'><x:v>#REF!</x:v></x:c><x:c r='AE7'/><x:c "
        "r='XFD7'/></x:row>"
        "<x:row r='1048576'><x:c r='A1048576' s='1'/></x:row>");
    enum sl_status status = read_archive(TYPES, WORKBOOK, TEXTS, sl_text_of(sheet), &book, &err);
    ck_assert_msg(status == SL_OK, "%s", err.text);
    SL_AUTO(sl_free) char *text = sl_json_canonical(book);
    ck_assert_str_eq(text, "{\"day_zero\":-24107,\"sheets\":[{\"name\":\"A\",\"rows\":["
                           "{\"cells\":{\"A\":\"two\",\"B\":\"in\",\"C\":true},\"row\":1},"
                           "{\"cells\":{\"AB\":{\"number\":\"12.0\"},\"AC\":{\"formula\":true},"
                           "\"AD\":{\"error\":\"#REF!\"}},\"row\":7}]}]}");
}
END_TEST

static void refuses(const char *types, const char *workbook, const char *texts,
                    struct sl_text sheet, const char *words) {
    struct sl_error err = {0};
    json_t *book = NULL;
    ck_assert_int_eq(read_archive(types, workbook, texts, sheet, &book, &err), SL_INVALID);
    ck_assert_msg(strstr(err.text, words) != NULL, "\"%s\" does not say \"%s\"", err.text, words);
    ck_assert_ptr_null(book);
}

START_TEST(what_is_no_workbook_is_refused)
{
    struct sl_error err = {0};
    json_t *book = NULL;
    const struct sl_text sheet = SL_TEXT(SHEET(""));
    ck_assert_int_eq(xlsx_read("a.xlsx", SL_TEXT("PK no archive"), &book, &err), SL_INVALID);
    ck_assert_str_eq(err.text, "a.xlsx: it isn't a workbook (.xlsx), or it is damaged");
    ck_assert_int_eq(xlsx_read("a.xlsx", SL_TEXT("\xd0\xcf\x11\xe0\xa1\xb1"), &book, &err),
                     SL_INVALID);
    ck_assert_ptr_nonnull(strstr(err.text, "or has a password"));
    refuses(NULL, WORKBOOK, TEXTS, sheet, "it is an archive, but no workbook");
    refuses("<Types/>", WORKBOOK, TEXTS, sheet, "it is an archive, but no workbook");
    refuses("<Types><Override PartName='/xl/workbook.xml' ContentType='application/"
            "vnd.ms-excel.sheet.macroEnabled.main+xml'/></Types>",
            WORKBOOK, TEXTS, sheet, "it has macros; save it as .xlsx");
    refuses(TYPES, NULL, TEXTS, sheet, "it has no part xl/workbook.xml");
    refuses(TYPES, WORKBOOK, NULL, sheet, "it has no part xl/texts.xml");
    refuses(TYPES, WORKBOOK, TEXTS, (struct sl_text){NULL, 0}, "it has no part xl/worksheets/");
}
END_TEST

START_TEST(hostile_xml_is_refused)
{
    const struct sl_text empty = SL_TEXT(SHEET(""));
    refuses(TYPES, WORKBOOK, TEXTS,
            SL_TEXT("<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet>&a;</worksheet>"),
            "has a document type, which no workbook needs");
    refuses(TYPES, WORKBOOK, "<!DOCTYPE x SYSTEM 'file:///etc/passwd'><sst/>", empty,
            "has a document type");
    refuses(TYPES, WORKBOOK, TEXTS, SL_TEXT("<worksheet><row>"), "no element found");
    SL_AUTO(sl_buffer_drop) struct sl_buffer deep = {0};
    for (int i = 0; i < 5000; i++)
        sl_buffer_text(&deep, "<row>");
    refuses(TYPES, WORKBOOK, TEXTS, bytes_of(&deep), "is nested too deep");
}
END_TEST

START_TEST(a_bomb_is_not_unpacked)
{
    SL_AUTO(sl_buffer_drop) struct sl_buffer sheet = {0};
    sl_buffer_text(&sheet, "<worksheet>");
    while (sheet.length < 20 << 20)
        sl_buffer_text(&sheet, "                                                                ");
    sl_buffer_text(&sheet, "</worksheet>");
    refuses(TYPES, WORKBOOK, TEXTS, bytes_of(&sheet),
            "a part of it unpacks to more than 100 times its size");
}
END_TEST

START_TEST(cells_out_of_bounds_are_told_with_their_place)
{
    refuses(TYPES, WORKBOOK, TEXTS,
            SL_TEXT(SHEET("<x:row r='5001'><x:c r='A5001'><x:v>1</x:v></x:c></x:row>")),
            "a.xlsx: A: a cell lies beyond row 5000 or column 100");
    refuses(TYPES, WORKBOOK, TEXTS,
            SL_TEXT(SHEET("<x:row r='1'><x:c r='XFD1'><x:f>1</x:f></x:c></x:row>")),
            "a.xlsx: A: a cell lies beyond row 5000 or column 100");
    refuses(TYPES, WORKBOOK, TEXTS, SL_TEXT(SHEET("<x:row r='1'><x:c r='B2'/></x:row>")),
            "the place of a cell can't be read");
    refuses(TYPES, WORKBOOK, TEXTS,
            SL_TEXT(SHEET("<x:row r='1'><x:c r='B1' t='s'><x:v>9</x:v></x:c></x:row>")),
            "a.xlsx: A!B1: the text of a cell is not there");
    refuses(TYPES, WORKBOOK, TEXTS,
            SL_TEXT(SHEET("<x:row r='1'><x:c r='B1'><x:v>9</x:v></x:c><x:c r='B1'><x:v>8</x:v>"
                          "</x:c></x:row>")),
            "A!B1: the cell stands in the file twice");
    SL_AUTO(sl_buffer_drop) struct sl_buffer sheet = {0};
    sl_buffer_text(&sheet, "<worksheet><row r='3'><c r='C3' t='str'><v>");
    for (int i = 0; i < 140000; i++)
        sl_buffer_char(&sheet, (char)('a' + i * 7 % 26));
    sl_buffer_text(&sheet, "</v></c></row></worksheet>");
    refuses(TYPES, WORKBOOK, TEXTS, bytes_of(&sheet),
            "A!C3: a cell holds at most 32767 characters");
}
END_TEST

START_TEST(a_damaged_file_never_does_harm)
{
    size_t length;
    SL_AUTO(sl_free)
    char *bytes = archive_of(
        TYPES, WORKBOOK, TEXTS,
        SL_TEXT(SHEET("<x:row r='1'><x:c r='A1' t='s'><x:v>0</x:v></x:c></x:row>")), &length);
    for (size_t i = 0; i < length; i++) {
        SL_AUTO(sl_json_drop) json_t *book = NULL;
        char kept = bytes[i];
        bytes[i] = (char)(kept ^ 0x55);
        struct sl_error err = {0};
        if (xlsx_read("a.xlsx", (struct sl_text){bytes, length}, &book, &err) != SL_OK)
            ck_assert_uint_gt(strlen(err.text), 10);
        bytes[i] = kept;
        SL_AUTO(sl_json_drop) json_t *cut = NULL;
        xlsx_read("a.xlsx", (struct sl_text){bytes, i}, &cut, &err);
    }
}
END_TEST

SL_SUITE("xlsx", what_is_written_is_read_again, the_same_workbook_is_the_same_bytes,
         other_programs_workbooks_are_read, what_is_no_workbook_is_refused, hostile_xml_is_refused,
         a_bomb_is_not_unpacked, cells_out_of_bounds_are_told_with_their_place,
         a_damaged_file_never_does_harm)
