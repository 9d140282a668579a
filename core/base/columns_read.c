#include "base/columns_inside.h"
#include "base/memory.h"
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TABLES_MOST = 50, COLUMNS_MOST = 50, TOKENS_MOST = 64, NAME_MOST = 40, TYPE_MOST = 400 };

struct sl_columns {
    struct sl_column_table tables[TABLES_MOST];
    size_t count;
};

struct reading { /* where messages point */
    char *path;
    struct sl_error *err;
};

static bool is_name(const char *name) {
    for (const char *c = name; *c != '\0'; c++)
        if (!isalnum((unsigned char)*c) && *c != '_')
            return false;
    return isalpha((unsigned char)*name) && strlen(name) <= NAME_MOST;
}

static enum sl_status read_tokens(const struct reading *r, struct sl_column *column) {
    const char **tokens = sl_new(TOKENS_MOST + 1, sizeof *tokens);
    char *words = sl_copy(column->words), *rest = words;
    column->type = SL_COLUMN_TOKENS;
    column->tokens = tokens;
    tokens[TOKENS_MOST] = words;
    for (char *word; (word = strtok_r(rest, " ", &rest)) != NULL;) {
        if (column->token_count == TOKENS_MOST)
            return sl_fail(r->err, SL_INVALID, r->path, "%s has more than %d tokens", column->name,
                           TOKENS_MOST);
        tokens[column->token_count++] = word;
    }
    if (column->token_count > 1)
        return SL_OK;
    return sl_fail(r->err, SL_INVALID, r->path,
                   "%s: \"%s\" is no type; condition, question, clause, integer 0..100, "
                   "hundredths, yes_no, text and day are, and tokens such as O G R I",
                   column->name, column->words);
}

static enum sl_status read_integer(const struct reading *r, struct sl_column *column) {
    int used = 0;
    const char *words = column->words;
    column->type = SL_COLUMN_INTEGER;
    if (strcmp(words, "integer") == 0)
        return SL_OK;
    int found =
        sscanf(words, "integer %" SCNd64 "..%" SCNd64 "%n", &column->least, &column->most, &used);
    if (found == 2 && words[used] == '\0' && column->least <= column->most)
        return SL_OK;
    return sl_fail(r->err, SL_INVALID, r->path, "%s: \"%s\" is no type; \"integer 0..100\" is",
                   column->name, words);
}

static enum sl_status read_type(const struct reading *r, const char *type,
                                struct sl_column *column) {
    static const struct {
        const char *name;
        enum sl_column_type type;
    } plain[] = {{"condition", SL_COLUMN_CONDITION},
                 {"question", SL_COLUMN_QUESTION},
                 {"clause", SL_COLUMN_CLAUSE},
                 {"hundredths", SL_COLUMN_HUNDREDTHS},
                 {"yes_no", SL_COLUMN_YES_NO},
                 {"text", SL_COLUMN_TEXT},
                 {"day", SL_COLUMN_DAY}};
    size_t length = strlen(type);
    column->blank = length > 0 && type[length - 1] == '?';
    column->words = sl_copy_bytes(type, length - column->blank);
    column->least = INT32_MIN;
    column->most = INT32_MAX;
    for (size_t i = 0; i < SL_COUNT(plain); i++)
        if (strcmp(column->words, plain[i].name) == 0) {
            column->type = plain[i].type;
            return SL_OK;
        }
    if (strncmp(column->words, "integer", 7) == 0 && strchr(" ", column->words[7]) != NULL)
        return read_integer(r, column);
    return read_tokens(r, column);
}

static enum sl_status read_column(const struct reading *r, const json_t *entry,
                                  struct sl_column_table *table, struct sl_column *columns) {
    const char *name = json_string_value(json_array_get(entry, 0));
    const char *type = json_string_value(json_array_get(entry, 1));
    if (name == NULL || type == NULL || json_array_size(entry) != 2 || strlen(type) > TYPE_MOST)
        return sl_fail(r->err, SL_INVALID, r->path, "entry %zu must be a name and a type",
                       table->count + 1);
    if (!is_name(name))
        return sl_fail(r->err, SL_INVALID, r->path,
                       "\"%.60s\" isn't a name: letters, digits and _, at most %d", name,
                       NAME_MOST);
    for (size_t i = 0; i < table->count; i++)
        if (strcmp(columns[i].name, name) == 0)
            return sl_fail(r->err, SL_INVALID, r->path, "%s is named twice", name);
    struct sl_column *column = &columns[table->count++];
    column->name = sl_copy(name);
    return read_type(r, type, column);
}

static enum sl_status read_table(const struct reading *r, const char *name, const json_t *declared,
                                 struct sl_column_table *table) {
    size_t count = json_array_size(declared);
    if (!is_name(name))
        return sl_fail(r->err, SL_INVALID, "columns",
                       "\"%.60s\" isn't the name of a table: letters, digits and _", name);
    if (count == 0 || count > COLUMNS_MOST)
        return sl_fail(r->err, SL_INVALID, r->path,
                       "1 to %d columns are needed, each a name and a type", COLUMNS_MOST);
    struct sl_column *columns = sl_new(count, sizeof *columns);
    table->name = sl_copy(name);
    table->columns = columns;
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < count && status == SL_OK; i++)
        status = read_column(r, json_array_get(declared, i), table, columns);
    return status;
}

enum sl_status sl_columns_read(const json_t *declared, struct sl_columns **out,
                               struct sl_error *err) {
    SL_AUTO(sl_columns_drop) struct sl_columns *columns = sl_new(1, sizeof *columns);
    bool none = declared == NULL || (json_is_array(declared) && json_array_size(declared) == 0);
    if (!none && (!json_is_object(declared) || json_object_size(declared) > TABLES_MOST))
        return sl_fail(err, SL_INVALID, "columns",
                       "a table of at most %d tables is needed: ceilings = { { NAME, TYPE }, ... }",
                       TABLES_MOST);
    json_t *any = (json_t *)(uintptr_t)declared, *table;
    const char *name;
    enum sl_status status = SL_OK;
    json_object_foreach(any, name, table) {
        SL_AUTO(sl_free) char *path = sl_format("columns.%s", name);
        const struct reading r = {path, err};
        if (status == SL_OK)
            status = read_table(&r, name, table, &columns->tables[columns->count++]);
    }
    if (status != SL_OK)
        return status;
    *out = columns;
    columns = NULL;
    return SL_OK;
}

static void column_drop(const struct sl_column *column) {
    if (column->tokens != NULL)
        free((void *)(uintptr_t)column->tokens[TOKENS_MOST]);
    free((void *)(uintptr_t)column->tokens);
    free((void *)(uintptr_t)column->words);
    free((void *)(uintptr_t)column->name);
}

void sl_columns_free(struct sl_columns *columns) {
    if (columns == NULL)
        return;
    for (size_t t = 0; t < columns->count; t++) {
        const struct sl_column_table *table = &columns->tables[t];
        for (size_t i = 0; i < table->count; i++)
            column_drop(&table->columns[i]);
        free((void *)(uintptr_t)table->columns);
        free((void *)(uintptr_t)table->name);
    }
    free(columns);
}

void sl_columns_drop(struct sl_columns **columns) {
    sl_columns_free(*columns);
    *columns = NULL;
}

size_t sl_columns_tables(const struct sl_columns *columns) {
    return columns->count;
}

const struct sl_column_table *sl_columns_table(const struct sl_columns *columns, size_t index) {
    return &columns->tables[index];
}

const struct sl_column_table *sl_columns_find(const struct sl_columns *columns, const char *table) {
    for (size_t i = 0; i < columns->count; i++)
        if (strcmp(columns->tables[i].name, table) == 0)
            return &columns->tables[i];
    return NULL;
}

bool sl_columns_have(const struct sl_columns *columns, enum sl_column_type type) {
    for (size_t t = 0; t < columns->count; t++)
        for (size_t i = 0; i < columns->tables[t].count; i++)
            if (columns->tables[t].columns[i].type == type)
                return true;
    return false;
}
