#include "app/book/reading.h"
#include "base/json.h"
#include "scoring/rule_settings.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* --- a table --- */

/* In a table whose columns aren't declared a blank text is "" where every row has one. */
static bool is_always_there(const struct sl_book_reading *r, const struct sl_column_table *table,
                            const struct sl_column *column) {
    const json_t *rows = json_object_get(r->header->settings, table->name);
    bool there =
        column->type == SL_COLUMN_TEXT && sl_columns_find(r->header->columns, table->name) == NULL;
    for (size_t i = 0; i < json_array_size(rows) && there; i++)
        there = json_object_get(json_array_get(rows, i), column->name) != NULL;
    return there;
}

static json_t *row_from(const struct sl_book_reading *r, const struct sl_column_table *table,
                        const json_t *values) {
    json_t *row = json_object();
    for (size_t i = 0; i < table->count; i++) {
        const struct sl_column *column = &table->columns[i];
        json_t *value = json_array_get(values, i);
        if (!json_is_null(value))
            json_object_set(row, column->name, value);
        else if (is_always_there(r, table, column))
            json_object_set_new(row, column->name, json_string(""));
    }
    return row;
}

/* Tokens are found in any case. */
static void mend_tokens(const struct sl_column_table *table, json_t *row) {
    for (size_t i = 0; i < table->count; i++) {
        const struct sl_column *column = &table->columns[i];
        const char *word = sl_json_text_or(row, column->name, NULL), *other = NULL;
        size_t alike = 0;
        for (size_t k = 0; word != NULL && k < column->token_count; k++)
            if (strcasecmp(column->tokens[k], word) == 0) {
                other = column->tokens[k];
                alike++;
            }
        if (alike == 1)
            json_object_set_new(row, column->name, json_string(other));
    }
}

static void refuse_twin(struct sl_book_reading *r, const char *name, const json_t *rows,
                        const json_t *row, const json_t *numbers, json_int_t number) {
    for (size_t i = 0; i < json_array_size(rows); i++)
        if (json_equal(json_array_get(rows, i), (json_t *)(uintptr_t)row)) {
            sl_book_tell(r, "%s!A%lld: the same row stands in row %lld already", name,
                         (long long)number,
                         (long long)json_integer_value(json_array_get(numbers, i)));
            return;
        }
}

static void read_rows(struct sl_book_reading *r, const struct sl_column_table *table,
                      const char *name, const json_t *sheet, const char *const *letters) {
    const json_t *rows = json_object_get(sheet, "rows");
    SL_AUTO(sl_free) const char **kinds = sl_new(table->count, sizeof *kinds);
    json_t *made = json_array(), *numbers = json_array();
    json_object_set_new(r->read->settings, table->name, made);
    json_object_set_new(r->read->rows, table->name, numbers);
    for (size_t i = 0; i < table->count; i++)
        kinds[i] = sl_book_kind(table->columns[i].type);
    for (size_t i = 1; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        json_int_t number = sl_json_whole_or(row, "row", 0);
        if (sl_book_is_blank(row))
            continue;
        SL_AUTO(sl_json_drop)
        json_t *values = sl_book_values(r, name, row, letters, kinds, table->count);
        if (values == NULL)
            continue;
        json_t *one = row_from(r, table, values);
        mend_tokens(table, one);
        refuse_twin(r, name, made, one, numbers, number);
        json_array_append_new(made, one);
        json_array_append_new(numbers, json_integer(number));
    }
}

static void read_table(struct sl_book_reading *r, const struct sl_column_table *table) {
    SL_AUTO(sl_free) char *name = sl_book_sheet(table->name);
    SL_AUTO(sl_free) const char **titles = sl_new(table->count, sizeof *titles);
    SL_AUTO(sl_free) const char **letters = sl_new(table->count, sizeof *letters);
    const json_t *sheet = sl_book_find(r, name);
    if (sheet == NULL)
        return;
    for (size_t i = 0; i < table->count; i++)
        titles[i] = table->columns[i].name;
    if (!sl_book_letters(r, sheet, name, titles, letters, table->count))
        return;
    json_t *by_column = json_object();
    for (size_t i = 0; i < table->count; i++)
        json_object_set_new(by_column, titles[i], json_string(letters[i]));
    json_object_set_new(r->read->letters, table->name, by_column);
    json_object_set_new(r->read->sheets, table->name, json_string(name));
    read_rows(r, table, name, sheet, letters);
}

/* --- groups --- */

static void read_groups(struct sl_book_reading *r) {
    static const char *const titles[] = {"group", "question"}, *const kinds[] = {"text", "text"};
    const char *letters[2];
    if (!json_is_object(json_object_get(r->header->settings, "groups")))
        return;
    const json_t *sheet = sl_book_find(r, SL_BOOK_GROUPS);
    if (sheet == NULL || !sl_book_letters(r, sheet, SL_BOOK_GROUPS, titles, letters, 2))
        return;
    json_t *groups = json_object();
    json_object_set_new(r->read->settings, "groups", groups);
    const json_t *rows = json_object_get(sheet, "rows");
    for (size_t i = 1; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        long long number = (long long)sl_json_whole_or(row, "row", 0);
        SL_AUTO(sl_json_drop)
        json_t *values = sl_book_is_blank(row)
                             ? NULL
                             : sl_book_values(r, SL_BOOK_GROUPS, row, letters, kinds, 2);
        const char *name = json_string_value(json_array_get(values, 0));
        json_t *question = json_array_get(values, 1);
        if (values == NULL)
            continue;
        if (name == NULL || !json_is_string(question)) {
            sl_book_tell(r, "%s!A%lld: a group and a question are needed", SL_BOOK_GROUPS, number);
            continue;
        }
        if (json_object_get(groups, name) == NULL) {
            json_object_set_new(groups, name, json_array());
            json_object_set_new(r->read->groups, name, json_array());
        }
        json_array_append_new(json_object_get(r->read->groups, name), json_integer(number));
        json_array_append(json_object_get(groups, name), question);
    }
}

/* --- all together --- */

static void tell_place(void *context, const struct sl_column_place *place, const char *sentence) {
    struct sl_book_reading *r = context;
    SL_AUTO(sl_free) char *cell = sl_book_read_cell(r->read, place);
    SL_AUTO(sl_free) char *path = cell == NULL ? sl_column_path(place) : NULL;
    sl_book_tell(r, "%s: %s", cell != NULL ? cell : path, sentence);
}

static void read_all(struct sl_book_reading *r) {
    sl_book_read_numbers(r);
    for (size_t i = 0; i < sl_columns_tables(r->columns); i++)
        read_table(r, sl_columns_table(r->columns, i));
    read_groups(r);
    sl_book_read_examples(r);
    SL_AUTO(sl_json_drop) json_t *clauses = json_object();
    for (size_t i = 0; i < r->header->clauses_count; i++)
        json_object_set_new(clauses, r->header->clauses[i].id, json_true());
    sl_columns_check(r->columns, r->read->settings, clauses, tell_place, r);
}

enum sl_status sl_book_read(const json_t *book, const struct sl_book_of *of,
                            void (*told)(void *context, const char *sentence), void *context,
                            struct sl_book_read **out, struct sl_error *err) {
    const struct sl_rule_header *header = sl_rule_header(of->rule);
    SL_AUTO(sl_columns_drop) struct sl_columns *columns = sl_book_columns(header);
    SL_AUTO(sl_book_read_drop) struct sl_book_read *read = sl_new(1, sizeof *read);
    struct sl_book_reading r = {.book = book,
                                .of = of,
                                .header = header,
                                .columns = columns,
                                .day_zero = (sl_day)sl_json_whole_or(book, "day_zero", 0),
                                .read = read,
                                .told = told,
                                .context = context};
    read->settings = json_deep_copy(header->settings);
    read->sheets = json_object();
    read->rows = json_object();
    read->letters = json_object();
    read->groups = json_object();
    read->examples = json_object();
    read_all(&r);
    if (r.faults > 0)
        return sl_fail(err, SL_INVALID, "", "%s", r.first.text);
    *out = read;
    read = NULL;
    return SL_OK;
}

void sl_book_read_free(struct sl_book_read *read) {
    if (read == NULL)
        return;
    json_decref(read->settings);
    json_decref(read->sheets);
    json_decref(read->rows);
    json_decref(read->letters);
    json_decref(read->groups);
    json_decref(read->examples);
    free(read);
}

void sl_book_read_drop(struct sl_book_read **read) {
    sl_book_read_free(*read);
    *read = NULL;
}

const json_t *sl_book_read_settings(const struct sl_book_read *read) {
    return read->settings;
}

char *sl_book_read_group(const struct sl_book_read *read, const char *group, const char *question) {
    const json_t *rows = json_object_get(read->groups, group);
    const char *member;
    for (size_t i = 0; (member = sl_columns_group(read->settings, group, i)) != NULL; i++)
        if (question == NULL || strcmp(member, question) == 0)
            return sl_format(SL_BOOK_GROUPS "!B%lld",
                             (long long)json_integer_value(json_array_get(rows, i)));
    return NULL;
}

char *sl_book_read_cell(const struct sl_book_read *read, const struct sl_column_place *place) {
    const char *column = place->column != NULL ? place->column : "";
    if (strcmp(place->table, "groups") == 0)
        return sl_book_read_group(read, column, NULL);
    const char *sheet = sl_json_text_or(read->sheets, place->table, NULL);
    const json_t *rows = json_object_get(read->rows, place->table);
    const char *letter = sl_json_text_or(json_object_get(read->letters, place->table), column, "A");
    json_int_t row = place->row > 0 ? json_integer_value(json_array_get(rows, place->row - 1)) : 0;
    return sheet != NULL && row > 0 ? sl_format("%s!%s%lld", sheet, letter, (long long)row) : NULL;
}

char *sl_book_read_example(const struct sl_book_read *read, const char *name) {
    int64_t row = sl_json_whole_or(read->examples, name, 0);
    return row > 0 ? sl_format(SL_BOOK_EXAMPLES "!A%lld", (long long)row) : NULL;
}
