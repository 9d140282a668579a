#include "base/columns.h"
#include "base/columns_inside.h"
#include "base/day.h"
#include "base/json.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

char *sl_column_path(const struct sl_column_place *place) {
    if (place->row > 0 && place->column != NULL)
        return sl_format("settings.%s row %zu, %s", place->table, place->row, place->column);
    if (place->row > 0)
        return sl_format("settings.%s row %zu", place->table, place->row);
    if (place->column != NULL)
        return sl_format("settings.%s.%s", place->table, place->column);
    return sl_format("settings.%s", place->table);
}

const char *sl_columns_group(const json_t *settings, const char *name, size_t index) {
    const json_t *group = json_object_get(json_object_get(settings, "groups"), name);
    return json_string_value(json_array_get(group, index));
}

/* --- one cell --- */

static bool is_blank(const json_t *value) {
    return value == NULL || json_is_null(value) ||
           (json_is_string(value) && json_string_length(value) == 0);
}

static bool is_token(const struct sl_column *column, const char *word) {
    for (size_t i = 0; i < column->token_count; i++)
        if (strcmp(column->tokens[i], word) == 0)
            return true;
    return false;
}

static enum sl_status check_whole(const struct sl_column *column, const json_t *value,
                                  struct sl_error *err) {
    json_int_t number = json_integer_value(value);
    bool whole = json_is_integer(value);
    if (column->type == SL_COLUMN_HUNDREDTHS)
        return whole ? SL_OK : sl_fail(err, SL_INVALID, "", "hundredths are needed: 250 is 2.5");
    if (whole && number >= column->least && number <= column->most)
        return SL_OK;
    if (column->least == INT32_MIN && column->most == INT32_MAX)
        return sl_fail(err, SL_INVALID, "", "a whole number is needed");
    return sl_fail(err, SL_INVALID, "", "a whole number from %" PRId64 " to %" PRId64 " is needed",
                   column->least, column->most);
}

static enum sl_status check_condition(struct sl_text text, struct sl_error *err) {
    SL_AUTO(sl_condition_drop) struct sl_condition *condition = NULL;
    return sl_condition_parse(text, &condition, err);
}

static enum sl_status check_words(const struct sl_column *column, const char *word,
                                  struct sl_error *err) {
    sl_day day;
    switch (column->type) {
    case SL_COLUMN_TOKENS:
        if (is_token(column, word))
            return SL_OK;
        return sl_fail(err, SL_INVALID, "", "%.60s is none of %s", word, column->words);
    case SL_COLUMN_DAY:
        if (sl_day_parse(word, &day, NULL) == SL_OK)
            return SL_OK;
        return sl_fail(err, SL_INVALID, "", "\"%.40s\" is no day; a day is written 2025-03-03",
                       word);
    case SL_COLUMN_CONDITION:
        return check_condition(sl_text_of(word), err);
    default:
        return SL_OK;
    }
}

enum sl_status sl_column_check(const struct sl_column *column, const json_t *value,
                               struct sl_error *err) {
    if (is_blank(value))
        return column->blank ? SL_OK : sl_fail(err, SL_INVALID, "", "a value is needed here");
    if (column->type == SL_COLUMN_INTEGER || column->type == SL_COLUMN_HUNDREDTHS)
        return check_whole(column, value, err);
    if (column->type == SL_COLUMN_YES_NO)
        return json_is_boolean(value)
                   ? SL_OK
                   : sl_fail(err, SL_INVALID, "", "yes or no is needed (true or false)");
    if (!json_is_string(value))
        return sl_fail(err, SL_INVALID, "", "a text is needed here");
    return check_words(column, json_string_value(value), err);
}

/* --- whole tables --- */

struct checking {
    const json_t *settings, *clauses;
    void (*told)(void *context, const struct sl_column_place *place, const char *sentence);
    void *context;
    size_t faults;
};

static void tell(struct checking *c, const struct sl_column_place *place, const char *sentence) {
    c->faults++;
    if (c->told != NULL)
        c->told(c->context, place, sentence);
}

static const struct sl_column *column_named(const struct sl_column_table *table, const char *name) {
    for (size_t i = 0; i < table->count; i++)
        if (strcmp(table->columns[i].name, name) == 0)
            return &table->columns[i];
    return NULL;
}

/* "core, others"; the caller owns it. */
static char *names_of(json_t *groups) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer names = {0};
    const char *name;
    json_t *group;
    sl_buffer_text(&names, "");
    json_object_foreach(groups, name, group)
        sl_buffer_format(&names, "%s%s", names.length > 0 ? ", " : "", name);
    return sl_buffer_take(&names);
}

static void check_groups_of(struct checking *c, const struct sl_column_place *place,
                            const char *text) {
    SL_AUTO(sl_condition_drop) struct sl_condition *condition = NULL;
    if (sl_condition_parse(sl_text_of(text), &condition, NULL) != SL_OK)
        return;
    for (size_t i = 0; i < sl_condition_groups(condition); i++) {
        const char *group = sl_condition_group(condition, i);
        if (sl_columns_group(c->settings, group, 0) != NULL)
            continue;
        SL_AUTO(sl_free) char *names = names_of(json_object_get(c->settings, "groups"));
        SL_AUTO(sl_free)
        char *sentence = sl_format("there is no group %.60s; there are: %.200s", group, names);
        tell(c, place, sentence);
    }
}

static void check_cell(struct checking *c, const struct sl_column_place *place,
                       const struct sl_column *column, const json_t *value) {
    struct sl_error fault = {0};
    const char *word = json_string_value(value);
    if (sl_column_check(column, value, &fault) != SL_OK) {
        tell(c, place, fault.text);
        return;
    }
    if (word == NULL || *word == '\0')
        return;
    if (column->type == SL_COLUMN_CONDITION)
        check_groups_of(c, place, word);
    if (column->type == SL_COLUMN_CLAUSE && json_object_get(c->clauses, word) == NULL) {
        SL_AUTO(sl_free) char *sentence = sl_format("the rule has no clause %.60s", word);
        tell(c, place, sentence);
    }
}

static void refuse_unknown(struct checking *c, const struct sl_column_table *table, size_t number,
                           const json_t *row) {
    for (void *at = json_object_iter((json_t *)(uintptr_t)row); at != NULL;
         at = json_object_iter_next((json_t *)(uintptr_t)row, at)) {
        const char *name = json_object_iter_key(at);
        if (column_named(table, name) != NULL)
            continue;
        SL_AUTO(sl_free) char *sentence = sl_format("there is no column %.60s", name);
        tell(c, &(struct sl_column_place){table->name, number, NULL}, sentence);
    }
}

static void check_row(struct checking *c, const struct sl_column_table *table, size_t number,
                      const json_t *row) {
    if (!json_is_object(row)) {
        tell(c, &(struct sl_column_place){table->name, number, NULL},
             "a row with named columns is needed");
        return;
    }
    refuse_unknown(c, table, number, row);
    for (size_t i = 0; i < table->count; i++) {
        const struct sl_column *column = &table->columns[i];
        const struct sl_column_place place = {table->name, number, column->name};
        check_cell(c, &place, column, json_object_get(row, column->name));
    }
}

static void check_table(struct checking *c, const struct sl_column_table *table) {
    const json_t *rows = json_object_get(c->settings, table->name);
    const struct sl_column_place whole = {table->name, 0, NULL};
    if (json_is_object(rows) && json_object_size(rows) == 0)
        return;
    if (!json_is_array(rows) || json_array_size(rows) > SL_COLUMN_ROWS_MOST) {
        tell(c, &whole, "its columns are declared, so a list of at most 2000 rows is needed");
        return;
    }
    for (size_t i = 0; i < json_array_size(rows); i++)
        check_row(c, table, i + 1, json_array_get(rows, i));
}

static void check_group(struct checking *c, const char *name, const json_t *group) {
    const struct sl_column_place place = {"groups", 0, name};
    bool whole = json_array_size(group) > 0;
    for (size_t i = 0; i < json_array_size(group); i++)
        whole = whole && json_string_length(json_array_get(group, i)) > 0;
    if (!whole)
        tell(c, &place, "a group is a list of questions");
}

size_t sl_columns_check(const struct sl_columns *columns, const json_t *settings,
                        const json_t *clauses,
                        void (*told)(void *context, const struct sl_column_place *place,
                                     const char *sentence),
                        void *context) {
    struct checking c = {settings, clauses, told, context, 0};
    json_t *groups = json_object_get(settings, "groups"), *group;
    const char *name;
    bool conditions = sl_columns_have(columns, SL_COLUMN_CONDITION);
    for (size_t i = 0; i < sl_columns_tables(columns); i++)
        check_table(&c, sl_columns_table(columns, i));
    if (conditions)
        json_object_foreach(groups, name, group) check_group(&c, name, group);
    return c.faults;
}

void sl_columns_clear_blanks(const struct sl_columns *columns, json_t *settings) {
    for (size_t t = 0; t < sl_columns_tables(columns); t++) {
        const struct sl_column_table *table = sl_columns_table(columns, t);
        const json_t *rows = json_object_get(settings, table->name);
        for (size_t r = 0; r < json_array_size(rows); r++)
            for (size_t i = 0; i < table->count; i++) {
                json_t *row = json_array_get(rows, r);
                if (is_blank(json_object_get(row, table->columns[i].name)))
                    json_object_del(row, table->columns[i].name);
            }
    }
}

/* --- what cells read --- */

/* Every cell of a type that holds words. */
static void
each_cell(const struct sl_columns *columns, const json_t *settings, enum sl_column_type type,
          void (*visit)(void *context, const struct sl_column_place *place, const char *text),
          void *context) {
    for (size_t t = 0; t < sl_columns_tables(columns); t++) {
        const struct sl_column_table *table = sl_columns_table(columns, t);
        const json_t *rows = json_object_get(settings, table->name);
        for (size_t r = 0; r < json_array_size(rows); r++)
            for (size_t i = 0; i < table->count; i++) {
                const struct sl_column *column = &table->columns[i];
                const char *text = sl_json_text_or(json_array_get(rows, r), column->name, "");
                const struct sl_column_place place = {table->name, r + 1, column->name};
                if (column->type == type && *text != '\0')
                    visit(context, &place, text);
            }
    }
}

struct conditions {
    void (*told)(void *context, const struct sl_column_place *place, const char *text,
                 const struct sl_condition *condition);
    void *context;
};

static void tell_condition(void *context, const struct sl_column_place *place, const char *text) {
    const struct conditions *c = context;
    SL_AUTO(sl_condition_drop) struct sl_condition *condition = NULL;
    if (sl_condition_parse(sl_text_of(text), &condition, NULL) == SL_OK)
        c->told(c->context, place, text, condition);
}

void sl_columns_each_condition(const struct sl_columns *columns, const json_t *settings,
                               void (*told)(void *context, const struct sl_column_place *place,
                                            const char *text, const struct sl_condition *condition),
                               void *context) {
    struct conditions c = {told, context};
    each_cell(columns, settings, SL_COLUMN_CONDITION, tell_condition, &c);
}

struct questions {
    const json_t *settings;
    void (*told)(void *context, const struct sl_column_place *place, const char *question);
    void *context;
};

static void tell_questions(void *context, const struct sl_column_place *place, const char *text,
                           const struct sl_condition *condition) {
    const struct questions *q = context;
    const char *member;
    (void)text;
    for (size_t i = 0; i < sl_condition_questions(condition); i++)
        q->told(q->context, place, sl_condition_question(condition, i));
    for (size_t i = 0; i < sl_condition_groups(condition); i++) {
        const char *group = sl_condition_group(condition, i);
        const struct sl_column_place of_group = {"groups", 0, group};
        for (size_t k = 0; (member = sl_columns_group(q->settings, group, k)) != NULL; k++)
            q->told(q->context, &of_group, member);
    }
}

void sl_columns_each_question(const struct sl_columns *columns, const json_t *settings,
                              void (*told)(void *context, const struct sl_column_place *place,
                                           const char *question),
                              void *context) {
    struct questions q = {settings, told, context};
    sl_columns_each_condition(columns, settings, tell_questions, &q);
    each_cell(columns, settings, SL_COLUMN_QUESTION, told, context);
}
