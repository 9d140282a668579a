#include "scoring/setting_table.h"
#include "base/buffer.h"
#include "scoring/rule_settings.h"
#include <stdlib.h>
#include <string.h>

enum { COLUMNS_MOST = 16, WIDTH_MOST = 44 };

struct table {
    const char *keys[COLUMNS_MOST];
    size_t widths[COLUMNS_MOST];
    size_t count;
};

struct telling {
    void (*told)(void *context, const char *line);
    void *context;
};

static bool is_table(const json_t *value) {
    return json_is_array(value) && json_is_object(json_array_get(value, 0));
}

static char *plain_name(const char *key) {
    char *name = sl_copy(key);
    for (char *c = name; *c != '\0'; c++)
        if (*c == '_')
            *c = ' ';
    return name;
}

static char *row_words(const json_t *row) {
    struct sl_buffer words = {0};
    json_t *walked = (json_t *)(uintptr_t)row;
    for (void *at = json_object_iter(walked); at != NULL; at = json_object_iter_next(walked, at)) {
        SL_AUTO(sl_free) char *name = plain_name(json_object_iter_key(at));
        SL_AUTO(sl_free) char *cell = sl_setting_words(json_object_iter_value(at));
        sl_buffer_format(&words, "%s%s %s", words.length > 0 ? ", " : "", name, cell);
    }
    return sl_buffer_take(&words);
}

char *sl_setting_words(const json_t *value) {
    if (value == NULL)
        return sl_copy("nothing");
    if (json_is_object(value))
        return row_words(value);
    if (json_is_string(value))
        return sl_copy(json_string_value(value));
    if (json_is_integer(value))
        return sl_format("%" JSON_INTEGER_FORMAT, json_integer_value(value));
    if (json_is_boolean(value))
        return sl_copy(json_is_true(value) ? "yes" : "no");
    struct sl_buffer words = {0};
    for (size_t i = 0; i < json_array_size(value); i++) {
        SL_AUTO(sl_free) char *one = sl_setting_words(json_array_get(value, i));
        sl_buffer_format(&words, "%s%s", i > 0 ? ", " : "", one);
    }
    return sl_buffer_take(&words);
}

/* A cell of a table; blank where the row has none. */
static char *cell_words(const json_t *value) {
    return value != NULL ? sl_setting_words(value) : sl_copy("");
}

static void add_column(struct table *table, const char *key) {
    for (size_t i = 0; i < table->count; i++)
        if (strcmp(table->keys[i], key) == 0)
            return;
    if (table->count < COLUMNS_MOST) {
        table->widths[table->count] = strlen(key);
        table->keys[table->count++] = key;
    }
}

static size_t width_of(const char *words) {
    size_t width = 0;
    for (const char *c = words; *c != '\0'; c++)
        width += ((unsigned char)*c & 0xc0) != 0x80;
    return width;
}

static bool is_used(const json_t *rows, const char *key) {
    for (size_t i = 0; i < json_array_size(rows); i++)
        if (json_object_get(json_array_get(rows, i), key) != NULL)
            return true;
    return false;
}

/* Declared columns in their order; then those that name a row, and those that rows have besides. */
static void find_columns(const struct sl_rule_header *header, const char *name, const json_t *rows,
                         struct table *table) {
    static const char *const first[] = {"domain", "question", "judgement", "kind",
                                        "name",   "grade",    "clause",    "when"};
    const struct sl_column_table *declared = sl_columns_find(header->columns, name);
    for (size_t i = 0; declared != NULL && i < declared->count; i++)
        if (is_used(rows, declared->columns[i].name))
            add_column(table, declared->columns[i].name);
    for (size_t i = 0; i < SL_COUNT(first); i++)
        if (json_object_get(json_array_get(rows, 0), first[i]) != NULL)
            add_column(table, first[i]);
    for (size_t i = 0; i < json_array_size(rows); i++) {
        json_t *row = json_array_get(rows, i);
        for (void *at = json_object_iter(row); at != NULL; at = json_object_iter_next(row, at))
            add_column(table, json_object_iter_key(at));
    }
    for (size_t i = 0; i < json_array_size(rows); i++)
        for (size_t c = 0; c < table->count; c++) {
            SL_AUTO(sl_free)
            char *cell = cell_words(json_object_get(json_array_get(rows, i), table->keys[c]));
            size_t width = width_of(cell) < WIDTH_MOST ? width_of(cell) : WIDTH_MOST;
            table->widths[c] = width > table->widths[c] ? width : table->widths[c];
        }
}

static void add_cell(struct sl_buffer *line, const char *words, size_t width) {
    sl_buffer_text(line, words);
    sl_buffer_text(line, "  ");
    for (size_t used = width_of(words); used < width; used++)
        sl_buffer_char(line, ' ');
}

static void tell_line(const struct telling *telling, struct sl_buffer *line) {
    while (line->length > 0 && line->bytes[line->length - 1] == ' ')
        line->bytes[--line->length] = '\0';
    telling->told(telling->context, line->length > 0 ? line->bytes : "");
    sl_buffer_clear(line);
}

static void tell_table(const struct telling *telling, const struct sl_rule_header *header,
                       const char *name, const json_t *rows) {
    struct table table = {0};
    SL_AUTO(sl_buffer_drop) struct sl_buffer line = {0};
    find_columns(header, name, rows, &table);
    sl_buffer_format(&line, "  %s", name);
    tell_line(telling, &line);
    sl_buffer_text(&line, "    ");
    for (size_t c = 0; c < table.count; c++)
        add_cell(&line, table.keys[c], table.widths[c]);
    tell_line(telling, &line);
    for (size_t i = 0; i < json_array_size(rows); i++) {
        sl_buffer_text(&line, "    ");
        for (size_t c = 0; c < table.count; c++) {
            SL_AUTO(sl_free)
            char *cell = cell_words(json_object_get(json_array_get(rows, i), table.keys[c]));
            add_cell(&line, cell, table.widths[c]);
        }
        tell_line(telling, &line);
    }
}

static void tell_plain(const struct telling *telling, const char *prefix, const char *key,
                       const json_t *value) {
    SL_AUTO(sl_free) char *name = sl_format("%s%s", prefix, key);
    SL_AUTO(sl_free) char *words = sl_setting_words(value);
    SL_AUTO(sl_free) char *line = sl_format("  %-20s %s", name, words);
    telling->told(telling->context, line);
}

void sl_setting_tables(const struct sl_rule_header *header,
                       void (*told)(void *context, const char *line), void *context) {
    const struct telling telling = {told, context};
    json_t *settings = (json_t *)(uintptr_t)header->settings;
    const char *key, *inner;
    json_t *value, *one;
    if (json_object_size(settings) == 0)
        told(context, "  none");
    json_object_foreach(settings, key, value) {
        if (strcmp(key, SL_RULE_EXAMPLES) == 0)
            continue;
        if (is_table(value)) {
            tell_table(&telling, header, key, value);
        } else if (json_is_object(value)) {
            SL_AUTO(sl_free) char *prefix = sl_format("%s ", key);
            json_object_foreach(value, inner, one) tell_plain(&telling, prefix, inner, one);
        } else {
            tell_plain(&telling, "", key, value);
        }
    }
}

struct saying {
    const struct sl_rule_header *header;
    const struct sl_rule_forms *forms;
    const char *table;
    const json_t *rows;
};

const char *sl_setting_grade(const struct sl_rule_forms *forms, const char *token) {
    for (size_t f = 0; f < sl_rule_forms_count(forms); f++) {
        const char *label = sl_tool_grade_label(sl_rule_forms_at(forms, f)->tool, token);
        if (label != NULL)
            return label;
    }
    return token;
}

/* Numbers of the same column and, where rows belong to a domain, of the same domain. */
static json_int_t sum_of(const struct saying *saying, const json_t *row, const char *column) {
    json_int_t sum = 0;
    const char *domain = sl_json_text_or(row, "domain", "");
    for (size_t i = 0; i < json_array_size(saying->rows); i++) {
        const json_t *other = json_array_get(saying->rows, i);
        if (strcmp(sl_json_text_or(other, "domain", ""), domain) == 0)
            sum += sl_json_whole_or(other, column, 0);
    }
    return sum;
}

static const char *question_in(const json_t *row) {
    const char *question = sl_json_text_or(row, "question", NULL);
    return question != NULL ? question : sl_json_text_or(row, "judgement", NULL);
}

static char *condition_words(const char *text) {
    SL_AUTO(sl_condition_drop) struct sl_condition *condition = NULL;
    if (sl_condition_parse(sl_text_of(text), &condition, NULL) != SL_OK)
        return sl_copy(text);
    return sl_condition_words(condition);
}

/* What is left of a row behind the cells that a sentence has said. */
static void add_rest(struct sl_buffer *sentence, const json_t *row, const char *const *said) {
    json_t *walked = (json_t *)(uintptr_t)row;
    for (void *at = json_object_iter(walked); at != NULL; at = json_object_iter_next(walked, at)) {
        const char *key = json_object_iter_key(at);
        const json_t *value = json_object_iter_value(at);
        bool skipped =
            json_is_false(value) || (json_is_string(value) && *json_string_value(value) == '\0');
        for (size_t i = 0; said[i] != NULL && !skipped; i++)
            skipped = strcmp(said[i], key) == 0;
        if (skipped)
            continue;
        SL_AUTO(sl_free) char *name = plain_name(key);
        SL_AUTO(sl_free) char *words = sl_setting_words(value);
        const char *gap = sentence->length > 0 ? "; " : "";
        if (json_is_true(value))
            sl_buffer_format(sentence, "%s%s", gap, name);
        else
            sl_buffer_format(sentence, "%s%s %s", gap, name, words);
    }
}

static void say_weight(const struct saying *saying, const json_t *row, struct sl_buffer *out) {
    static const char *const said[] = {"question", "judgement", "weight", "domain", NULL};
    sl_buffer_format(out, "%s counts %" JSON_INTEGER_FORMAT " of %" JSON_INTEGER_FORMAT,
                     question_in(row), (json_int_t)sl_json_whole_or(row, "weight", 0),
                     sum_of(saying, row, "weight"));
    add_rest(out, row, said);
}

static void say_ceiling(const struct saying *saying, const json_t *row, struct sl_buffer *out) {
    static const char *const said[] = {"when", "at_most", "clause", "on", NULL};
    const char *when = sl_json_text_or(row, "when", NULL);
    const char *id = sl_json_text_or(row, "clause", "");
    int clause = sl_rule_header_clause(saying->header, id);
    if (when != NULL) {
        SL_AUTO(sl_free) char *words = condition_words(when);
        sl_buffer_format(out, "When %s: ", words);
    }
    sl_buffer_format(out, "at most %s",
                     sl_setting_grade(saying->forms, sl_json_text_or(row, "at_most", "")));
    if (clause >= 0)
        sl_buffer_format(out, ". %s (%s)", saying->header->clauses[clause].sentence, id);
    add_rest(out, row, said);
    if (json_is_false(json_object_get(row, "on")))
        sl_buffer_text(out, "; switched off");
}

static bool is_hundredths(const struct saying *saying, const char *column) {
    const struct sl_column_table *table = sl_columns_find(saying->header->columns, saying->table);
    for (size_t i = 0; table != NULL && i < table->count; i++)
        if (strcmp(table->columns[i].name, column) == 0)
            return table->columns[i].type == SL_COLUMN_HUNDREDTHS;
    return false;
}

static void say_band(const struct saying *saying, const json_t *row, struct sl_buffer *out) {
    static const char *const said[] = {"grade", "from", NULL};
    json_int_t from = sl_json_whole_or(row, "from", 0);
    sl_buffer_format(out, "%s from ",
                     sl_setting_grade(saying->forms, sl_json_text_or(row, "grade", "")));
    if (is_hundredths(saying, "from") && from >= 0)
        sl_buffer_format(out, "%" JSON_INTEGER_FORMAT ".%02" JSON_INTEGER_FORMAT, from / 100,
                         from % 100);
    else
        sl_buffer_format(out, "%" JSON_INTEGER_FORMAT, from);
    add_rest(out, row, said);
}

static void say_limit(const json_t *row, struct sl_buffer *out) {
    static const char *const said[] = {"kind", "from", "to", "n", "unit", "source", NULL};
    json_int_t n = sl_json_whole_or(row, "n", 0);
    SL_AUTO(sl_free) char *unit = plain_name(sl_json_text_or(row, "unit", ""));
    const char *from = sl_json_text_or(row, "from", ""), *to = sl_json_text_or(row, "to", "");
    sl_buffer_format(out, "%s: ", sl_json_text_or(row, "kind", "limit"));
    if (n > 0)
        sl_buffer_format(out, "%" JSON_INTEGER_FORMAT " %s%s", n, unit, n == 1 ? "" : "s");
    else
        sl_buffer_text(out, "not set yet, so nothing is judged by it");
    if (*from != '\0')
        sl_buffer_format(out, ", from %s", from);
    if (*to != '\0')
        sl_buffer_format(out, ", up to %s", to);
    add_rest(out, row, said);
    if (*sl_json_text_or(row, "source", "") != '\0')
        sl_buffer_format(out, ". Source: %s", sl_json_text_or(row, "source", ""));
}

static void say_question(const json_t *row, struct sl_buffer *out) {
    static const char *const said[] = {"question", "judgement", NULL};
    SL_AUTO(sl_buffer_drop) struct sl_buffer rest = {0};
    add_rest(&rest, row, said);
    sl_buffer_format(out, "%s: %s", question_in(row), rest.length > 0 ? rest.bytes : "read");
}

static bool has_number(const json_t *row, const char *key) {
    return json_is_integer(json_object_get(row, key));
}

static void say_row(const struct saying *saying, const json_t *row, struct sl_buffer *out) {
    static const char *const nothing[] = {NULL};
    if (question_in(row) != NULL && has_number(row, "weight"))
        say_weight(saying, row, out);
    else if (sl_json_text_or(row, "at_most", NULL) != NULL)
        say_ceiling(saying, row, out);
    else if (sl_json_text_or(row, "grade", NULL) != NULL && has_number(row, "from"))
        say_band(saying, row, out);
    else if (sl_json_text_or(row, "unit", NULL) != NULL && has_number(row, "n"))
        say_limit(row, out);
    else if (question_in(row) != NULL)
        say_question(row, out);
    else
        add_rest(out, row, nothing);
}

static json_t *table_sentences(const struct saying *saying) {
    json_t *sentences = json_array();
    for (size_t i = 0; i < json_array_size(saying->rows); i++) {
        SL_AUTO(sl_buffer_drop) struct sl_buffer sentence = {0};
        say_row(saying, json_array_get(saying->rows, i), &sentence);
        json_array_append_new(sentences, json_string(sentence.length > 0 ? sentence.bytes : ""));
    }
    return sentences;
}

static void add_plain(json_t *sentences, const char *prefix, const char *key, const json_t *value) {
    SL_AUTO(sl_free) char *name = plain_name(key);
    SL_AUTO(sl_free) char *words = sl_setting_words(value);
    SL_AUTO(sl_free)
    char *sentence =
        sl_format("%s%s%s %s", prefix, name, json_is_array(value) ? ":" : " is", words);
    json_array_append_new(sentences, json_string(sentence));
}

json_t *sl_setting_sentences(const struct sl_rule_header *header,
                             const struct sl_rule_forms *forms) {
    json_t *all = json_array(), *plain = json_array();
    json_t *settings = (json_t *)(uintptr_t)header->settings;
    const char *key, *inner;
    json_t *value, *one;
    json_object_foreach(settings, key, value) {
        if (strcmp(key, SL_RULE_EXAMPLES) == 0)
            continue;
        const struct saying saying = {header, forms, key, value};
        if (is_table(value)) {
            SL_AUTO(sl_free) char *name = plain_name(key);
            json_array_append_new(
                all, json_pack("{s:s, s:o}", "name", name, "sentences", table_sentences(&saying)));
        } else if (json_is_object(value)) {
            SL_AUTO(sl_free) char *name = plain_name(key);
            SL_AUTO(sl_free) char *prefix = sl_format("%s ", name);
            json_object_foreach(value, inner, one) add_plain(plain, prefix, inner, one);
        } else {
            add_plain(plain, "", key, value);
        }
    }
    if (json_array_size(plain) > 0)
        json_array_append_new(
            all, json_pack("{s:s, s:O}", "name", "plain settings", "sentences", plain));
    json_decref(plain);
    return all;
}
