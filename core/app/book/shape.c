#include "app/book/inside.h"
#include "base/json.h"
#include "scoring/rule_settings.h"
#include <ctype.h>
#include <string.h>

/* --- tables that the rule didn't declare --- */

/* The type that all values of a column share; NULL: they don't, or it is a table itself. */
static const char *type_shared(const json_t *rows, const char *name) {
    const char *shared = NULL;
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *value = json_object_get(json_array_get(rows, i), name);
        if (value == NULL)
            continue;
        const char *type = json_is_integer(value)   ? "integer?"
                           : json_is_boolean(value) ? "yes_no?"
                           : json_is_string(value)  ? "text?"
                                                    : NULL;
        if (type == NULL || (shared != NULL && strcmp(shared, type) != 0))
            return NULL;
        shared = type;
    }
    return shared;
}

static bool has_column(const json_t *columns, const char *name) {
    for (size_t i = 0; i < json_array_size(columns); i++)
        if (strcmp(json_string_value(json_array_get(json_array_get(columns, i), 0)), name) == 0)
            return true;
    return false;
}

/* Columns of rows that look alike; NULL when they don't. */
static json_t *infer_columns(const json_t *rows) {
    json_t *columns = json_array(), *value;
    const char *name;
    for (size_t i = 0; i < json_array_size(rows); i++) {
        json_t *row = json_array_get(rows, i);
        bool fits = json_is_object(row);
        json_object_foreach(row, name, value) {
            const char *type = type_shared(rows, name);
            fits = fits && type != NULL;
            if (fits && !has_column(columns, name))
                json_array_append_new(columns, json_pack("[s, s]", name, type));
        }
        if (!fits) {
            json_decref(columns);
            return NULL;
        }
    }
    if (json_array_size(columns) > 0)
        return columns;
    json_decref(columns);
    return NULL;
}

static json_t *declared_of(const struct sl_rule_header *header) {
    json_t *whole = NULL;
    const char *text = sl_rule_header_json(header);
    sl_json_parse("header", text, strlen(text), &whole, NULL);
    json_t *declared = json_incref(json_object_get(whole, "columns"));
    json_decref(whole);
    return json_is_object(declared) ? declared : json_object();
}

struct sl_columns *sl_book_columns(const struct sl_rule_header *header) {
    struct sl_columns *columns = NULL;
    SL_AUTO(sl_json_drop) json_t *declared = declared_of(header);
    SL_AUTO(sl_json_drop) json_t *all = json_deep_copy(declared);
    json_t *settings = (json_t *)(uintptr_t)header->settings, *rows;
    const char *name;
    json_object_foreach(settings, name, rows) {
        json_t *inferred = NULL;
        if (json_object_get(declared, name) == NULL && strcmp(name, SL_RULE_EXAMPLES) != 0)
            inferred = infer_columns(rows);
        if (inferred != NULL)
            json_object_set_new(all, name, inferred);
    }
    if (sl_columns_read(all, &columns, NULL) != SL_OK)
        sl_columns_read(declared, &columns, NULL);
    return columns;
}

/* --- names --- */

char *sl_book_sheet(const char *table) {
    static const char *const taken[] = {SL_BOOK_READ_ME,  SL_BOOK_NUMBERS,   SL_BOOK_GROUPS,
                                        SL_BOOK_EXAMPLES, SL_BOOK_QUESTIONS, SL_BOOK_CLAUSES,
                                        SL_BOOK_CHANGED};
    SL_AUTO(sl_free) char *name = sl_copy(table);
    if (strlen(name) > 24)
        name[24] = '\0';
    name[0] = (char)toupper((unsigned char)name[0]);
    for (char *c = name; *c != '\0'; c++)
        *c = *c == '_' ? ' ' : *c;
    for (size_t i = 0; i < SL_COUNT(taken); i++)
        if (strcmp(taken[i], name) == 0)
            return sl_format("%s table", name);
    return sl_copy(name);
}

json_t *sl_book_column(const char *title, int width, const char *kind) {
    SL_AUTO(sl_free) char *words = sl_copy(title);
    for (char *c = words; *c != '\0'; c++)
        *c = *c == '_' ? ' ' : *c;
    return json_pack("{s:s, s:i, s:s}", "title", words, "width", width, "kind", kind);
}

json_t *sl_book_sheet_of(const char *name, json_t *columns, json_t *rows, bool locked) {
    return json_pack("{s:s, s:o, s:o, s:b}", "name", name, "columns", columns, "rows", rows,
                     "locked", locked);
}

/* --- settings that are one value --- */

struct walk {
    void (*told)(void *context, const char *path, const json_t *value);
    void *context;
};

static json_t *joined(const json_t *list) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer words = {0};
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *word = json_string_value(json_array_get(list, i));
        if (word == NULL || strchr(word, ';') != NULL || sl_text_trim(sl_text_of(word)).length == 0)
            return NULL;
        sl_buffer_format(&words, "%s%s", i > 0 ? "; " : "", word);
    }
    return words.length > 0 ? json_string(words.bytes) : NULL;
}

static void walk_value(const struct walk *walk, const char *path, const json_t *value) {
    json_t *any = (json_t *)(uintptr_t)value, *inner;
    const char *key;
    if (json_is_integer(value) || json_is_boolean(value) || json_is_string(value)) {
        walk->told(walk->context, path, value);
        return;
    }
    if (json_is_array(value)) {
        SL_AUTO(sl_json_drop) json_t *text = joined(value);
        if (text != NULL)
            walk->told(walk->context, path, text);
        return;
    }
    json_object_foreach(any, key, inner) {
        SL_AUTO(sl_free) char *below = sl_format("%s.%s", path, key);
        if (strchr(key, '.') == NULL)
            walk_value(walk, below, inner);
    }
}

void sl_book_each_number(const json_t *settings, const struct sl_columns *columns,
                         void (*told)(void *context, const char *path, const json_t *value),
                         void *context) {
    const struct walk walk = {told, context};
    json_t *any = (json_t *)(uintptr_t)settings, *value;
    const char *key;
    json_object_foreach(any, key, value) {
        bool apart = strcmp(key, "groups") == 0 || strcmp(key, SL_RULE_EXAMPLES) == 0 ||
                     strchr(key, '.') != NULL;
        if (!apart && sl_columns_find(columns, key) == NULL)
            walk_value(&walk, key, value);
    }
}
