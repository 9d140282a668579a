#include "parts.h"
#include "base/json.h"
#include "read.h"
#include <expat.h>
#include <stdlib.h>
#include <string.h>

/* Day 0 of a workbook in days since 1970: 1 January 1904, or 30 December 1899. */
enum { SINCE_1904 = -24107, SINCE_1900 = -25569 };
enum { DEPTH_MOST = 60, SHEETS_MOST = 100, TEXTS_MOST = 200000 };

/* --- XML --- */

struct parsing {
    const struct xlsx_reader *reader;
    XML_Parser parser;
    int depth;
    const char *why; /* it was stopped */
};

/* Names come as NAMESPACE|NAME. */
static const char *local(const char *name) {
    const char *bar = strrchr(name, '|');
    return bar != NULL ? bar + 1 : name;
}

const char *xlsx_attribute(const char *const *attributes, const char *name) {
    for (size_t i = 0; attributes[i] != NULL; i += 2)
        if (strcmp(local(attributes[i]), name) == 0)
            return attributes[i + 1];
    return NULL;
}

static void stop(struct parsing *p, const char *why) {
    if (p->why == NULL)
        p->why = why;
    XML_StopParser(p->parser, XML_FALSE);
}

static void stop_on_fault(struct parsing *p) {
    if (p->reader->err->status != SL_OK)
        XML_StopParser(p->parser, XML_FALSE);
}

static void on_begin(void *context, const char *name, const char **attributes) {
    struct parsing *p = context;
    if (++p->depth > DEPTH_MOST)
        stop(p, "is nested too deep");
    else if (p->reader->begin != NULL)
        p->reader->begin(p->reader->context, local(name), (const char *const *)attributes);
    stop_on_fault(p);
}

static void on_end(void *context, const char *name) {
    struct parsing *p = context;
    p->depth--;
    if (p->reader->end != NULL)
        p->reader->end(p->reader->context, local(name));
    stop_on_fault(p);
}

static void on_text(void *context, const char *bytes, int length) {
    struct parsing *p = context;
    if (p->reader->text != NULL)
        p->reader->text(p->reader->context, bytes, (size_t)length);
    stop_on_fault(p);
}

static void on_doctype(void *context, const char *name, const char *system, const char *public,
                       int internal) {
    (void)name;
    (void)system;
    (void)public;
    (void)internal;
    stop(context, "has a document type, which no workbook needs");
}

enum sl_status xlsx_parse(const struct xlsx_archive *archive, const char *path,
                          const struct sl_buffer *part, const struct xlsx_reader *reader) {
    XML_Parser parser = XML_ParserCreateNS(NULL, '|');
    if (parser == NULL)
        abort();
    struct parsing p = {reader, parser, 0, NULL};
    XML_SetUserData(parser, &p);
    XML_SetElementHandler(parser, on_begin, on_end);
    XML_SetCharacterDataHandler(parser, on_text);
    XML_SetStartDoctypeDeclHandler(parser, on_doctype);
    enum XML_Status read =
        XML_Parse(parser, part->bytes != NULL ? part->bytes : "", (int)part->length, XML_TRUE);
    long line = (long)XML_GetCurrentLineNumber(parser);
    const char *why = p.why != NULL ? p.why : XML_ErrorString(XML_GetErrorCode(parser));
    XML_ParserFree(parser);
    if (read == XML_STATUS_OK && reader->err->status == SL_OK)
        return SL_OK;
    if (reader->err->status != SL_OK)
        return reader->err->status;
    return sl_fail(reader->err, SL_INVALID, "", "%s: its part %.80s, line %ld: %s",
                   xlsx_archive_name(archive), path, line, why);
}

/* --- what kind of file it is --- */

struct kinds {
    char *workbook; /* path of the part that lists the sheets */
    bool macros;
    struct sl_error err;
};

static bool ends_with(const char *text, const char *tail) {
    size_t length = strlen(text), end = strlen(tail);
    return length >= end && strcmp(text + length - end, tail) == 0;
}

static void begin_kind(void *context, const char *name, const char *const *attributes) {
    struct kinds *k = context;
    const char *type = xlsx_attribute(attributes, "ContentType");
    const char *part = xlsx_attribute(attributes, "PartName");
    if (strcmp(name, "Override") != 0 || type == NULL || part == NULL)
        return;
    k->macros =
        k->macros || strstr(type, "macroEnabled") != NULL || strstr(type, "vbaProject") != NULL;
    if (k->workbook == NULL && ends_with(type, "spreadsheetml.sheet.main+xml"))
        k->workbook = sl_copy(*part == '/' ? part + 1 : part);
}

static enum sl_status find_workbook(struct xlsx_archive *archive, char **path,
                                    struct sl_error *err) {
    static const char types[] = "[Content_Types].xml";
    SL_AUTO(sl_buffer_drop) struct sl_buffer part = {0};
    struct kinds k = {0};
    const struct xlsx_reader reader = {begin_kind, NULL, NULL, &k, &k.err};
    enum sl_status status = xlsx_archive_part(archive, types, &part, &k.err);
    if (status == SL_OK)
        status = xlsx_parse(archive, types, &part, &reader);
    SL_AUTO(sl_free) char *found = k.workbook;
    if (status == SL_NOT_FOUND)
        return sl_fail(err, SL_INVALID, "", "%s: it is an archive, but no workbook (.xlsx)",
                       xlsx_archive_name(archive));
    if (status != SL_OK)
        return sl_fail(err, SL_INVALID, "", "%s", k.err.text);
    if (k.macros)
        return sl_fail(err, SL_INVALID, "", "%s: it has macros; save it as .xlsx",
                       xlsx_archive_name(archive));
    if (found == NULL)
        return sl_fail(err, SL_INVALID, "", "%s: it is an archive, but no workbook (.xlsx)",
                       xlsx_archive_name(archive));
    *path = found;
    found = NULL;
    return SL_OK;
}

/* --- its sheets --- */

struct listing {
    const struct xlsx_archive *archive;
    json_t *targets; /* id -> path, of parts inside of the file */
    json_t *sheets;  /* [name, id] */
    char *folder, *shared;
    bool since_1904;
    struct sl_error err;
};

static void begin_relation(void *context, const char *name, const char *const *attributes) {
    struct listing *l = context;
    const char *id = xlsx_attribute(attributes, "Id");
    const char *type = xlsx_attribute(attributes, "Type");
    const char *target = xlsx_attribute(attributes, "Target");
    const char *mode = xlsx_attribute(attributes, "TargetMode");
    bool outside = mode != NULL && strcmp(mode, "External") == 0;
    if (strcmp(name, "Relationship") != 0 || id == NULL || type == NULL || target == NULL ||
        outside || strstr(target, "..") != NULL)
        return;
    SL_AUTO(sl_free)
    char *path = *target == '/' ? sl_copy(target + 1) : sl_format("%s%s", l->folder, target);
    if (ends_with(type, "/sharedStrings") && l->shared == NULL)
        l->shared = sl_copy(path);
    else if (ends_with(type, "/worksheet"))
        json_object_set_new(l->targets, id, json_string(path));
}

static void begin_sheet(void *context, const char *name, const char *const *attributes) {
    struct listing *l = context;
    const char *sheet = xlsx_attribute(attributes, "name");
    const char *since = xlsx_attribute(attributes, "date1904");
    const char *id = NULL;
    if (strcmp(name, "workbookPr") == 0 && since != NULL)
        l->since_1904 = strcmp(since, "1") == 0 || strcmp(since, "true") == 0;
    if (strcmp(name, "sheet") != 0 || sheet == NULL)
        return;
    for (size_t i = 0; attributes[i] != NULL; i += 2)
        if (ends_with(attributes[i], "relationships|id"))
            id = attributes[i + 1];
    if (json_array_size(l->sheets) >= SHEETS_MOST)
        sl_fail(&l->err, SL_INVALID, "", "%s: it has more than %d sheets",
                xlsx_archive_name(l->archive), SHEETS_MOST);
    else
        json_array_append_new(l->sheets, json_pack("[s, s]", sheet, id != NULL ? id : ""));
}

static enum sl_status read_part(struct xlsx_archive *archive, const char *path,
                                void (*begin)(void *context, const char *name,
                                              const char *const *attributes),
                                struct listing *l) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer part = {0};
    const struct xlsx_reader reader = {begin, NULL, NULL, l, &l->err};
    enum sl_status status = xlsx_archive_part(archive, path, &part, &l->err);
    return status == SL_OK ? xlsx_parse(archive, path, &part, &reader) : status;
}

/* --- texts that cells name by number --- */

struct texts {
    const struct xlsx_archive *archive;
    json_t *list;
    struct sl_buffer text;
    bool in_text, in_phonetic;
    struct sl_error err;
};

static void begin_text(void *context, const char *name, const char *const *attributes) {
    struct texts *t = context;
    (void)attributes;
    if (strcmp(name, "si") == 0)
        sl_buffer_clear(&t->text);
    else if (strcmp(name, "rPh") == 0)
        t->in_phonetic = true;
    else if (strcmp(name, "t") == 0)
        t->in_text = !t->in_phonetic;
}

static void end_text(void *context, const char *name) {
    struct texts *t = context;
    if (strcmp(name, "t") == 0)
        t->in_text = false;
    else if (strcmp(name, "rPh") == 0)
        t->in_phonetic = false;
    if (strcmp(name, "si") != 0)
        return;
    sl_buffer_text(&t->text, "");
    json_t *text = json_stringn(t->text.bytes, t->text.length);
    if (text == NULL || json_array_size(t->list) >= TEXTS_MOST)
        sl_fail(&t->err, SL_INVALID, "", "%s: its texts can't be read",
                xlsx_archive_name(t->archive));
    json_array_append_new(t->list, text);
}

static void add_text(void *context, const char *bytes, size_t length) {
    struct texts *t = context;
    if (!t->in_text)
        return;
    sl_buffer_add(&t->text, bytes, length);
    if (t->text.length > SL_WORKBOOK_CELL_MOST * 4)
        sl_fail(&t->err, SL_INVALID, "", "%s: a cell holds more than 32767 characters",
                xlsx_archive_name(t->archive));
}

static enum sl_status read_texts(struct xlsx_archive *archive, const char *path, json_t *list,
                                 struct sl_error *err) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer part = {0};
    struct texts t = {.archive = archive, .list = list};
    const struct xlsx_reader reader = {begin_text, end_text, add_text, &t, &t.err};
    enum sl_status status = xlsx_archive_part(archive, path, &part, &t.err);
    if (status == SL_OK)
        status = xlsx_parse(archive, path, &part, &reader);
    sl_buffer_drop(&t.text);
    return status == SL_OK ? SL_OK : sl_fail(err, SL_INVALID, "", "%s", t.err.text);
}

/* --- all together --- */

static enum sl_status read_listing(struct xlsx_archive *archive, const char *workbook,
                                   struct listing *l) {
    const char *slash = strrchr(workbook, '/');
    int length = slash != NULL ? (int)(slash - workbook) + 1 : 0;
    l->folder = sl_format("%.*s", length, workbook);
    SL_AUTO(sl_free)
    char *relations = sl_format("%s_rels/%s.rels", l->folder, workbook + length);
    enum sl_status status = read_part(archive, relations, begin_relation, l);
    return status == SL_OK ? read_part(archive, workbook, begin_sheet, l) : status;
}

static enum sl_status read_sheets(struct xlsx_archive *archive, const struct listing *l,
                                  json_t *sheets, struct sl_error *err) {
    SL_AUTO(sl_json_drop) json_t *shared = json_array();
    enum sl_status status = SL_OK;
    if (l->shared != NULL)
        status = read_texts(archive, l->shared, shared, err);
    for (size_t i = 0; i < json_array_size(l->sheets) && status == SL_OK; i++) {
        const json_t *entry = json_array_get(l->sheets, i);
        const char *name = json_string_value(json_array_get(entry, 0));
        const char *path = json_string_value(
            json_object_get(l->targets, json_string_value(json_array_get(entry, 1))));
        if (path == NULL) /* a chart, or what lies outside */
            continue;
        json_t *rows = json_array();
        json_array_append_new(sheets, json_pack("{s:s, s:o}", "name", name, "rows", rows));
        status = xlsx_cells(archive, path, name, shared, rows, err);
    }
    return status;
}

static enum sl_status read_book(struct xlsx_archive *archive, struct listing *l, json_t *book,
                                struct sl_error *err) {
    SL_AUTO(sl_free) char *workbook = NULL;
    enum sl_status status = find_workbook(archive, &workbook, err);
    if (status != SL_OK)
        return status;
    if (read_listing(archive, workbook, l) != SL_OK)
        return sl_fail(err, SL_INVALID, "", "%s", l->err.text);
    json_object_set_new(book, "day_zero", json_integer(l->since_1904 ? SINCE_1904 : SINCE_1900));
    return read_sheets(archive, l, json_object_get(book, "sheets"), err);
}

enum sl_status xlsx_read(const char *name, struct sl_text bytes, json_t **book,
                         struct sl_error *err) {
    SL_AUTO(xlsx_archive_drop) struct xlsx_archive *archive = NULL;
    SL_AUTO(sl_json_drop) json_t *made = json_pack("{s:[]}", "sheets");
    enum sl_status status = xlsx_archive_open(name, bytes, &archive, err);
    if (status != SL_OK)
        return status;
    struct listing l = {.archive = archive, .targets = json_object(), .sheets = json_array()};
    status = read_book(archive, &l, made, err);
    json_decref(l.targets);
    json_decref(l.sheets);
    free(l.folder);
    free(l.shared);
    if (status == SL_OK)
        *book = json_incref(made);
    return status;
}
