#include "practice/import_text.h"
#include "practice/plan_build.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum part { TITLE, KEY, GLOSSARY, AREA_TITLE, AREA, ASSURANCE, MONITORING };

struct reader {
    struct sl_plan_builder *builder;
    const struct sl_table_text *table;
    enum part part;
    char area_number[16]; /* of the heading that waits for its title */
    struct sl_table_header header;
    bool has_header;
    struct sl_table_row pending; /* the row that may go on after a page break */
    bool has_pending;
};

static const struct {
    const char *start; /* folded */
    enum part part;
    const char *label;
} part_headings[] = {
    {"progress rating key", KEY, "key"},
    {"progress key", KEY, "key"},
    {"rating key", KEY, "key"},
    {"rag key", KEY, "key"},
    {"key", KEY, "key"},
    {"glossary", GLOSSARY, "glossary"},
    {"abbreviations", GLOSSARY, "glossary"},
    {"how will we know", ASSURANCE, "assurance"},
    {"how we will know", ASSURANCE, "assurance"},
    {"quality assurance", ASSURANCE, "assurance"},
    {"monitoring", MONITORING, "monitoring"},
    {"governance", MONITORING, "monitoring"},
};

enum { HEADING_WORDS_MOST = 7 };

/* A short line that begins as the heading of a part does; its index, or -1. */
static int part_heading_of(const char *prose) {
    if (sl_text_words(sl_text_of(prose)) > HEADING_WORDS_MOST)
        return -1;
    SL_AUTO(sl_free) char *folded = sl_table_fold(prose);
    for (size_t i = 0; i < SL_COUNT(part_headings); i++) {
        size_t size = strlen(part_headings[i].start);
        if (strncmp(folded, part_headings[i].start, size) == 0 &&
            (folded[size] == '\0' || folded[size] == ' '))
            return (int)i;
    }
    return -1;
}

static const char *skip(const char *text, const char *any_of) {
    return text + strspn(text, any_of);
}

/* "2." or "2.1)" at text; returns the end of it, text itself when there is none. */
static const char *skip_number(const char *text, char *out, size_t size) {
    const char *end = text + strspn(text, "0123456789.");
    if (!isdigit((unsigned char)*text))
        return text;
    size_t length = (size_t)(end - text);
    while (length > 0 && text[length - 1] == '.')
        length--;
    snprintf(out, size, "%.*s", (int)length, text);
    return skip(end, ").: ");
}

/* The phrase that makes a line the heading of an area; its length, 0 when there is none. */
static size_t area_phrase_at(const char *text) {
    static const char *const phrases[] = {"area of improvement", "area for improvement",
                                          "areas for improvement", "improvement area",
                                          "priority area"};
    for (size_t i = 0; i < SL_COUNT(phrases); i++)
        if (strncasecmp(text, phrases[i], strlen(phrases[i])) == 0)
            return strlen(phrases[i]);
    bool numbered = strncasecmp(text, "priority ", 9) == 0 && isdigit((unsigned char)text[9]);
    return numbered ? strlen("priority") : 0;
}

static void flush_row(struct reader *reader);

/* Is this the heading of an area? If so it is kept, and the area begun when its title stands here
 * too. */
static bool take_area_heading(struct reader *reader, const char *prose) {
    char number[sizeof reader->area_number] = "";
    const char *phrase = skip_number(skip(prose, "*# "), number, sizeof number);
    phrase = skip(phrase, "* ");
    size_t length = area_phrase_at(phrase);
    if (length == 0)
        return false;
    const char *title = skip(phrase + length, ":*- ");
    if (number[0] == '\0')
        title = skip_number(title, number, sizeof number);
    title = skip(title, "* ");
    flush_row(reader);
    SL_AUTO(sl_free) char *before = sl_copy_bytes(prose, (size_t)(title - prose));
    struct sl_text kept = sl_text_trim(sl_text_of(before));
    before[kept.bytes - before + (ptrdiff_t)kept.length] = '\0';
    sl_plan_add_note(reader->builder, "heading", "area", kept.bytes);
    SL_AUTO(sl_free) char *bare = sl_copy(title);
    size_t end = strlen(bare);
    while (end > 0 && strchr("* ", bare[end - 1]) != NULL)
        bare[--end] = '\0';
    memcpy(reader->area_number, number, sizeof number);
    reader->part = AREA_TITLE;
    if (bare[0] != '\0') {
        sl_plan_add_area(reader->builder, number, bare);
        reader->part = AREA;
    }
    return true;
}

static bool take_part_heading(struct reader *reader, const char *prose) {
    int heading = part_heading_of(prose);
    if (heading < 0)
        return false;
    flush_row(reader);
    sl_plan_add_note(reader->builder, "heading", part_headings[heading].label, prose);
    reader->part = part_headings[heading].part;
    return true;
}

/* One entry of the plan's key: "1 - Achieved". Its words must mean what they mean here. */
static void take_key(struct reader *reader, long line, const char *entry) {
    if (entry[0] < '1' || entry[0] > '4' || isalnum((unsigned char)entry[1])) {
        sl_plan_add_note(reader->builder, "other", "", entry);
        return;
    }
    char label[2] = {entry[0], '\0'};
    const char *words = skip(entry + 1, " -:.=)");
    if (strncmp(words, "\xe2\x80\x93", 3) == 0)
        words = skip(words + 3, " ");
    enum sl_progress here = sl_progress_read(label), there = sl_progress_of_words(words);
    if (there != SL_PROGRESS_NONE && there != here)
        sl_plan_fault(reader->builder, line, "key",
                      "The key says that %s means '%.60s'; here %s means '%s', so its ratings "
                      "would be read wrongly.",
                      label, words, label, sl_progress_label(here));
    sl_plan_add_note(reader->builder, "key", label, words);
}

/* "ASYE: Assessed and Supported Year in Employment" */
static void take_glossary(struct reader *reader, const char *entry) {
    const char *colon = strchr(entry, ':');
    if (colon == NULL) {
        sl_plan_add_note(reader->builder, "glossary", "", entry);
        return;
    }
    SL_AUTO(sl_free) char *label = sl_copy_bytes(entry, (size_t)(colon - entry));
    sl_plan_add_note(reader->builder, "glossary", label, skip(colon + 1, " "));
}

static const char *without_bullet(const char *prose) {
    static const char *const bullets[] = {"- ", "* ", "\xe2\x80\xa2", "\xe2\x80\x93 ", "\xc2\xb7"};
    for (size_t i = 0; i < SL_COUNT(bullets); i++)
        if (strncmp(prose, bullets[i], strlen(bullets[i])) == 0)
            return skip(prose + strlen(bullets[i]), " ");
    return prose;
}

static void take_prose(struct reader *reader, const struct sl_table_line *line) {
    const char *prose = line->cells[0];
    if (take_area_heading(reader, prose) || take_part_heading(reader, prose))
        return;
    switch (reader->part) {
    case TITLE:
        sl_plan_add_note(reader->builder, "title", "", prose);
        break;
    case KEY:
        take_key(reader, line->line, prose);
        break;
    case GLOSSARY:
        take_glossary(reader, prose);
        break;
    case AREA_TITLE:
        sl_plan_add_area(reader->builder, reader->area_number, prose);
        reader->part = AREA;
        break;
    case AREA:
        flush_row(reader);
        sl_plan_add_note(reader->builder, "other", "", prose);
        break;
    case ASSURANCE:
        sl_plan_add_note(reader->builder, "assurance", "", without_bullet(prose));
        break;
    case MONITORING:
        sl_plan_add_note(reader->builder, "monitoring", "", without_bullet(prose));
        break;
    }
}

static char *join_cells(const struct sl_table_line *line, size_t from) {
    struct sl_buffer joined = {0};
    for (size_t i = from; i < line->count; i++) {
        if (line->cells[i][0] == '\0')
            continue;
        if (joined.length > 0)
            sl_buffer_char(&joined, '\t');
        sl_buffer_text(&joined, line->cells[i]);
    }
    return sl_buffer_take(&joined);
}

static void take_header(struct reader *reader, const struct sl_table_line *line) {
    flush_row(reader);
    if (reader->part == AREA_TITLE) {
        sl_plan_remark(reader->builder, line->line, "The area above has no title.");
        sl_plan_add_area(reader->builder, reader->area_number, "");
    }
    SL_AUTO(sl_free) char *words = join_cells(line, 0);
    sl_plan_add_note(reader->builder, "heading", "columns", words);
    reader->has_header = true;
    reader->part = AREA;
}

/* Text in a column that a plan doesn't have is kept as a note of the row. */
static void keep_strange_cells(struct reader *reader) {
    const char *number = sl_table_row_cell(&reader->pending, &reader->header, SL_PLAN_NUMBER);
    for (size_t i = 0; i < reader->pending.count; i++) {
        if (reader->header.column[i] >= 0 || reader->pending.cells[i][0] == '\0')
            continue;
        SL_AUTO(sl_free) char *label = sl_format("%s %s", number, reader->header.word[i]);
        sl_plan_add_note(reader->builder, "other", label, reader->pending.cells[i]);
    }
}

static void flush_row(struct reader *reader) {
    if (!reader->has_pending)
        return;
    struct sl_plan_row row = {.line = reader->pending.line};
    for (size_t i = 0; i < SL_PLAN_COLUMNS; i++)
        row.cells[i] = sl_table_row_cell(&reader->pending, &reader->header, i);
    sl_plan_add_row(reader->builder, &row);
    keep_strange_cells(reader);
    sl_table_row_drop(&reader->pending);
    reader->has_pending = false;
}

static bool goes_on(const struct reader *reader, const struct sl_table_row *row) {
    return sl_table_row_cell(row, &reader->header, SL_PLAN_NUMBER)[0] == '\0' &&
           sl_table_row_cell(row, &reader->header, SL_PLAN_PROGRESS)[0] == '\0';
}

static enum sl_status take_row(struct reader *reader, size_t *at, struct sl_error *err) {
    struct sl_table_row row;
    enum sl_status status = sl_table_row_read(reader->table, &reader->header, at, &row, err);
    if (status != SL_OK)
        return status;
    if (reader->has_pending && goes_on(reader, &row)) {
        sl_table_row_join(&reader->pending, &row);
        sl_table_row_drop(&row);
        return SL_OK;
    }
    flush_row(reader);
    reader->pending = row;
    reader->has_pending = true;
    return SL_OK;
}

static void take_other_cells(struct reader *reader, const struct sl_table_line *line) {
    static const char *const kinds[] = {
        [TITLE] = "title",          [KEY] = "key",    [GLOSSARY] = "glossary",
        [AREA_TITLE] = "other",     [AREA] = "other", [ASSURANCE] = "assurance",
        [MONITORING] = "monitoring"};
    for (size_t i = 0; reader->part == KEY && i < line->count; i++)
        if (line->cells[i][0] != '\0')
            take_key(reader, line->line, line->cells[i]);
    if (reader->part == KEY)
        return;
    bool has_label = reader->part != AREA && reader->part != AREA_TITLE;
    SL_AUTO(sl_free) char *rest = join_cells(line, has_label ? 1 : 0);
    sl_plan_add_note(reader->builder, kinds[reader->part], has_label ? line->cells[0] : "", rest);
}

/* The text of a row with one filled cell, which may be a heading inside the table. */
static const char *only_cell(const struct sl_table_line *line) {
    const char *only = NULL;
    for (size_t i = 0; i < line->count; i++) {
        if (line->cells[i][0] == '\0')
            continue;
        if (only != NULL)
            return NULL;
        only = line->cells[i];
    }
    return only;
}

static enum sl_status take_cells(struct reader *reader, const struct sl_table_line *line,
                                 size_t *at, struct sl_error *err) {
    const char *only = only_cell(line);
    struct sl_table_header header;
    if (only != NULL && take_area_heading(reader, only))
        *at += 1;
    else if (sl_plan_is_header(line, &header)) {
        take_header(reader, line);
        reader->header = header;
        *at += 1;
    } else if (reader->part == AREA && reader->has_header)
        return take_row(reader, at, err);
    else {
        if (reader->part == AREA || reader->part == AREA_TITLE)
            sl_plan_fault(reader->builder, line->line, "",
                          "This row stands before a header; a header names at least Action and "
                          "Progress.");
        take_other_cells(reader, line);
        *at += 1;
    }
    return SL_OK;
}

/* A row that can't be taken apart is told and passed over, so that every fault is named. */
static void read_lines(struct reader *reader) {
    size_t lines = sl_table_text_lines(reader->table);
    for (size_t at = 0; at < lines;) {
        const struct sl_table_line *line = sl_table_text_line(reader->table, at);
        struct sl_error err = {0};
        size_t before = at;
        if (line->kind == SL_TABLE_PROSE)
            take_prose(reader, line);
        else if (line->kind == SL_TABLE_CELLS && take_cells(reader, line, &at, &err) != SL_OK)
            sl_plan_fault_is(reader->builder, &err);
        at += at == before;
    }
    flush_row(reader);
}

enum sl_status sl_plan_read_text(const char *path, const struct sl_plan_reading *reading,
                                 struct sl_improvement_plan **out, struct sl_error *err) {
    SL_AUTO(sl_import_text_drop) struct sl_import_text text = {0};
    SL_AUTO(sl_table_text_drop) struct sl_table_text *table = NULL;
    enum sl_status status = sl_import_text_read(path, SL_IMPORT_TEXT_MOST, &text, err);
    if (status == SL_OK)
        status =
            sl_table_text_new(text.name, (struct sl_text){text.bytes, text.length}, &table, err);
    if (status != SL_OK)
        return status;
    SL_AUTO(sl_plan_builder_drop)
    struct sl_plan_builder builder = sl_plan_build(text.name, reading);
    builder.plan->source_name = sl_copy(text.name);
    builder.plan->source_hash = text.hash;
    struct reader reader = {.builder = &builder, .table = table};
    read_lines(&reader);
    return sl_plan_finish(&builder, out, err);
}
