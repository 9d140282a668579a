#include "app/book/reading.h"
#include "base/json.h"
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

void sl_book_tell(struct sl_book_reading *r, const char *format, ...) {
    struct sl_error fault = {0};
    char sentence[sizeof fault.text];
    va_list values;
    va_start(values, format);
    vsnprintf(sentence, sizeof sentence, format, values);
    va_end(values);
    sl_fail(&fault, SL_INVALID, "", "%s", sentence);
    if (r->faults++ == 0)
        r->first = fault;
    if (r->told != NULL)
        r->told(r->context, fault.text);
}

static const json_t *sheet_named(const json_t *book, const char *name) {
    const json_t *sheets = json_object_get(book, "sheets");
    for (size_t i = 0; i < json_array_size(sheets); i++) {
        const json_t *sheet = json_array_get(sheets, i);
        if (strcasecmp(sl_json_text_or(sheet, "name", ""), name) == 0)
            return sheet;
    }
    return NULL;
}

const json_t *sl_book_find(struct sl_book_reading *r, const char *name) {
    const json_t *sheet = sheet_named(r->book, name);
    if (sheet == NULL)
        sl_book_tell(r, "the sheet %s is missing", name);
    return sheet;
}

/* "at most" and "at_most" are the same title. */
bool sl_book_is_title(const json_t *cell, const char *name) {
    const char *text = json_string_value(cell);
    if (text == NULL)
        return false;
    struct sl_text title = sl_text_trim(sl_text_of(text));
    if (title.length != strlen(name))
        return false;
    for (size_t i = 0; i < title.length; i++) {
        char a = (char)tolower((unsigned char)title.bytes[i]);
        char b = (char)tolower((unsigned char)name[i]);
        if ((a == '_' ? ' ' : a) != (b == '_' ? ' ' : b))
            return false;
    }
    return true;
}

static const json_t *title_row(const json_t *sheet) {
    const json_t *first = json_array_get(json_object_get(sheet, "rows"), 0);
    return sl_json_whole_or(first, "row", 0) == 1 ? json_object_get(first, "cells") : NULL;
}

/* The letter of the column with this title; NULL: there is none. */
const char *sl_book_letter(const json_t *sheet, const char *name) {
    json_t *cells = (json_t *)(uintptr_t)title_row(sheet), *cell;
    const char *letter;
    json_object_foreach(cells, letter, cell) if (sl_book_is_title(cell, name)) return letter;
    return NULL;
}

/* Letters of the columns, in their order; false after telling what is missing or too much. */
bool sl_book_letters(struct sl_book_reading *r, const json_t *sheet, const char *name,
                     const char *const *titles, const char **letters, size_t count) {
    size_t before = r->faults;
    json_t *cells = (json_t *)(uintptr_t)title_row(sheet), *cell;
    const char *letter;
    for (size_t i = 0; i < count; i++)
        if ((letters[i] = sl_book_letter(sheet, titles[i])) == NULL)
            sl_book_tell(r, "%s!1: the column \"%s\" is missing", name, titles[i]);
    json_object_foreach(cells, letter, cell) {
        bool known = false;
        for (size_t i = 0; i < count; i++)
            known = known || (letters[i] != NULL && strcmp(letters[i], letter) == 0);
        if (!known)
            sl_book_tell(r, "%s!%s1: there is no such column", name, letter);
    }
    return r->faults == before;
}

static bool is_blank_cell(const json_t *cell) {
    return cell == NULL ||
           (json_is_string(cell) && sl_text_trim(sl_text_of(json_string_value(cell))).length == 0);
}

bool sl_book_is_blank(const json_t *row) {
    json_t *cells = json_object_get(row, "cells"), *cell;
    const char *letter;
    json_object_foreach(cells, letter, cell) if (!is_blank_cell(cell)) return false;
    return true;
}

/* The values of a row by kinds, blank ones null; NULL after telling faults, which also a cell
 * outside of the columns is. */
json_t *sl_book_values(struct sl_book_reading *r, const char *name, const json_t *row,
                       const char *const *letters, const char *const *kinds, size_t count) {
    json_t *cells = json_object_get(row, "cells"), *values = json_array(), *cell;
    json_int_t number = sl_json_whole_or(row, "row", 0);
    size_t before = r->faults, found = 0;
    const char *letter;
    for (size_t i = 0; i < count; i++) {
        struct sl_error fault = {0};
        json_t *value = NULL, *given = json_object_get(cells, letters[i]);
        if (given != NULL && sl_book_cell(given, kinds[i], r->day_zero, &value, &fault) != SL_OK)
            sl_book_tell(r, "%s!%s%lld: %s", name, letters[i], (long long)number, fault.text);
        json_array_append_new(values, value != NULL ? value : json_null());
        found += given != NULL;
    }
    json_object_foreach(cells, letter, cell) {
        bool known = is_blank_cell(cell) || found == json_object_size(cells);
        for (size_t i = 0; i < count; i++)
            known = known || strcmp(letters[i], letter) == 0;
        if (!known)
            sl_book_tell(r, "%s!%s%lld: it stands outside of the table", name, letter,
                         (long long)number);
    }
    if (r->faults == before)
        return values;
    json_decref(values);
    return NULL;
}

/* --- where it comes from --- */

/* What stands beside a label on the sheet "Read me". */
static const char *beside(const json_t *sheet, const char *label, char *number, size_t size) {
    const json_t *rows = json_object_get(sheet, "rows");
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *cells = json_object_get(json_array_get(rows, i), "cells");
        const json_t *value = json_object_get(cells, "B");
        if (!sl_book_is_title(json_object_get(cells, "A"), label))
            continue;
        if (json_is_string(value))
            return json_string_value(value);
        snprintf(number, size, "%s", sl_json_text_or(value, "number", ""));
        return number;
    }
    return NULL;
}

enum sl_status sl_book_origin(const char *name, const json_t *book, struct sl_book_origin *out,
                              struct sl_error *err) {
    char number[40];
    const json_t *sheet = sheet_named(book, SL_BOOK_READ_ME);
    if (sheet == NULL)
        return sl_fail(err, SL_INVALID, "",
                       "%s: the sheet %s is missing; export the rule again and bring your changes "
                       "over",
                       name, SL_BOOK_READ_ME);
    out->rule = beside(sheet, "rule", number, sizeof number);
    out->hash = beside(sheet, "made from", number, sizeof number);
    const char *version = beside(sheet, "version", number, sizeof number);
    out->version = version != NULL ? strtoll(version, NULL, 10) : 0;
    if (out->rule != NULL && out->hash != NULL && out->version > 0 && out->hash != number &&
        out->rule != number)
        return SL_OK;
    return sl_fail(err, SL_INVALID, "",
                   "%s: %s doesn't say which rule and version it was made from; export the rule "
                   "again and bring your changes over",
                   name, SL_BOOK_READ_ME);
}
