#include "app/book/inside.h"
#include "base/json.h"
#include "scoring/rule_diff.h"
#include <string.h>

struct writing {
    const struct sl_book_of *of;
    const struct sl_rule_header *header;
    const struct sl_columns *columns;
    json_t *sheets;
    size_t questions; /* rows of the sheet of questions */
};

static void add_row(json_t *rows, const char *first, const char *second, const char *third) {
    json_t *row = json_array();
    json_array_append_new(row, json_string(first));
    json_array_append_new(row, json_string(second));
    json_array_append_new(row, third != NULL ? json_string(third) : json_null());
    json_array_append_new(rows, row);
}

/* --- Read me --- */

static const char *const told[][2] = {
    {"What to change",
     "Numbers and words on the sheet Numbers; rows of the sheets with a table: change a cell, add "
     "a row below the last, or empty one. Groups are lists of questions that conditions may name."},
    {"What to leave",
     "The titles in the first row, the names of the sheets, and this sheet. Questions, Clauses and "
     "What changed are for reading. Formulas are not taken: type values."},
    {"A new ceiling",
     "On the sheet Ceilings (where the rule has one): add a row, with a condition, the best grade "
     "that is left, the reason as a sentence, the clause left blank, and on: yes."},
    {"Conditions",
     "A question, a comparison and an answer: V1 = no. Comparisons: = <> < <= > >=, in (R, I), is "
     "answered, is not applicable, is not evidenced, is not answered. Joined by and, or, not, and "
     "brackets. Grades compare by worth: SJ < G is below Good. Counts: at least 2 of core = I, at "
     "most, exactly. Confirmed flags: flag A, flag B, flag S1."},
    {"Examples",
     "Cases whose result is known. Add one for what you add: answers parted by semicolons (VJ = "
     "G; V1 = no; EJ = n/a: age), what is expected, and the clauses that fire. The rule is only "
     "taken when all of them come out as expected. An expected value of nothing means none."},
    {"Bring it back", "sightline rule import THIS-FILE.xlsx --why \"why it changes\""},
    {"Then", "sightline rule preview shows which cases would read otherwise, and why; sightline "
             "rule propose hands it to a second person, who publishes it."},
};

static void add_read_me(struct writing *w) {
    char hash[SL_HASH_SIZE];
    json_t *rows = json_array(), *columns = json_array();
    SL_AUTO(sl_free)
    char *version = sl_format("%lld", (long long)sl_rule_number(w->of->rule));
    json_array_append_new(columns, sl_book_column("A rule as a workbook", 22, "text"));
    json_array_append_new(columns, sl_book_column("what it says", 110, "text"));
    add_row(rows, "rule", w->header->code, NULL);
    add_row(rows, "title", w->header->title, NULL);
    add_row(rows, "version", version, NULL);
    add_row(rows, "made from", sl_hash_hex(sl_rule_hash(w->of->rule), hash), NULL);
    for (size_t i = 0; i < SL_COUNT(told); i++)
        add_row(rows, told[i][0], told[i][1], NULL);
    json_array_append_new(w->sheets, sl_book_sheet_of(SL_BOOK_READ_ME, columns, rows, true));
}

/* --- Numbers --- */

struct numbers {
    const struct writing *writing;
    json_t *rows;
};

/* The sentences that a setting stands in. */
static json_t *sentences_with(const struct sl_rule_header *header, const char *path) {
    SL_AUTO(sl_free) char *placeholder = sl_format("{%s}", path);
    SL_AUTO(sl_buffer_drop) struct sl_buffer out = {0};
    for (size_t i = 0; i < header->clauses_count; i++)
        if (strstr(header->clauses[i].wording, placeholder) != NULL)
            sl_buffer_format(&out, "%s%s", out.length > 0 ? "; " : "", header->clauses[i].sentence);
    return out.length > 0 ? json_string(out.bytes) : json_null();
}

static void add_number(void *context, const char *path, const json_t *value) {
    const struct numbers *n = context;
    json_t *row = json_array();
    json_array_append_new(row, json_string(path));
    json_array_append(row, (json_t *)(uintptr_t)value);
    json_array_append_new(row, sentences_with(n->writing->header, path));
    json_array_append_new(n->rows, row);
}

static void add_numbers(struct writing *w) {
    json_t *columns = json_array();
    struct numbers numbers = {w, json_array()};
    json_array_append_new(columns, sl_book_column("setting", 30, "text"));
    json_array_append_new(columns, sl_book_column("value", 30, "whole"));
    json_array_append_new(columns, sl_book_column("stands in the sentence", 90, "text"));
    sl_book_each_number(w->header->settings, w->columns, add_number, &numbers);
    json_array_append_new(w->sheets,
                          sl_book_sheet_of(SL_BOOK_NUMBERS, columns, numbers.rows, false));
}

/* --- tables --- */

static json_t *choices_of(const struct writing *w, const struct sl_column *column) {
    json_t *choices = json_array();
    for (size_t i = 0; i < column->token_count; i++)
        json_array_append_new(choices, json_string(column->tokens[i]));
    if (column->type == SL_COLUMN_YES_NO) {
        json_array_append_new(choices, json_string("yes"));
        json_array_append_new(choices, json_string("no"));
    }
    for (size_t i = 0; column->type == SL_COLUMN_CLAUSE && i < w->header->clauses_count; i++)
        json_array_append_new(choices, json_string(w->header->clauses[i].id));
    return choices;
}

static json_t *questions_to_choose(const struct writing *w) {
    return json_pack("{s:s, s:i, s:I}", "sheet", SL_BOOK_QUESTIONS, "column", 0, "rows",
                     (json_int_t)w->questions);
}

static json_t *column_of(const struct writing *w, const struct sl_column *column) {
    static const char *const notes[] = {
        [SL_COLUMN_CONDITION] = "A question, a comparison and an answer: V1 = no. Joined by and, "
                                "or, not. The sheet Read me tells more.",
        [SL_COLUMN_QUESTION] = "The code of a question; they stand on the sheet Questions.",
        [SL_COLUMN_CLAUSE] = "The sentence it cites; they stand on the sheet Clauses.",
        [SL_COLUMN_HUNDREDTHS] = "At most two decimals.",
        [SL_COLUMN_DAY] = "A day, such as 2025-03-03."};
    static const int widths[] = {[SL_COLUMN_CONDITION] = 50,
                                 [SL_COLUMN_QUESTION] = 20,
                                 [SL_COLUMN_TEXT] = 60,
                                 [SL_COLUMN_CLAUSE] = 12,
                                 [SL_COLUMN_DAY] = 14};
    bool wide = column->type == SL_COLUMN_CONDITION || column->type == SL_COLUMN_QUESTION ||
                column->type == SL_COLUMN_TEXT || column->type == SL_COLUMN_CLAUSE ||
                column->type == SL_COLUMN_DAY;
    json_t *made =
        sl_book_column(column->name, wide ? widths[column->type] : 12, sl_book_kind(column->type));
    const char *note = column->type <= SL_COLUMN_DAY ? notes[column->type] : NULL;
    if (note != NULL)
        json_object_set_new(made, "note", json_string(note));
    json_object_set_new(made, "choices", choices_of(w, column));
    if (column->type == SL_COLUMN_QUESTION) {
        json_object_set_new(made, "from", questions_to_choose(w));
        json_object_set_new(made, "free", json_true());
    }
    return made;
}

static json_t *row_of(const struct sl_column_table *table, const json_t *row) {
    json_t *cells = json_array();
    for (size_t i = 0; i < table->count; i++) {
        json_t *value = json_object_get(row, table->columns[i].name);
        json_array_append_new(cells, value != NULL ? json_incref(value) : json_null());
    }
    return cells;
}

static void add_table(struct writing *w, const struct sl_column_table *table) {
    const json_t *rows = json_object_get(w->header->settings, table->name);
    json_t *columns = json_array(), *cells = json_array();
    SL_AUTO(sl_free) char *name = sl_book_sheet(table->name);
    for (size_t i = 0; i < table->count; i++)
        json_array_append_new(columns, column_of(w, &table->columns[i]));
    for (size_t i = 0; i < json_array_size(rows); i++)
        json_array_append_new(cells, row_of(table, json_array_get(rows, i)));
    json_array_append_new(w->sheets, sl_book_sheet_of(name, columns, cells, false));
}

static void add_groups(struct writing *w) {
    json_t *groups = json_object_get(w->header->settings, "groups"), *group;
    json_t *columns = json_array(), *rows = json_array();
    const char *name;
    if (!json_is_object(groups)) {
        json_decref(columns);
        json_decref(rows);
        return;
    }
    json_object_foreach(groups, name, group) {
        for (size_t i = 0; i < json_array_size(group); i++)
            json_array_append_new(rows, json_pack("[s, O]", name, json_array_get(group, i)));
    }
    json_t *question = sl_book_column("question", 24, "text");
    json_object_set_new(question, "from", questions_to_choose(w));
    json_object_set_new(question, "free", json_true());
    json_array_append_new(columns, sl_book_column("group", 20, "text"));
    json_array_append_new(columns, question);
    json_array_append_new(w->sheets, sl_book_sheet_of(SL_BOOK_GROUPS, columns, rows, false));
}

static void add_examples(struct writing *w) {
    json_t *rows = json_array();
    for (size_t i = 0; i < json_array_size(w->of->examples); i++) {
        bool whole;
        json_array_append_new(
            rows, sl_book_example_row(w->header, json_array_get(w->of->examples, i), &whole));
    }
    json_array_append_new(
        w->sheets,
        sl_book_sheet_of(SL_BOOK_EXAMPLES, sl_book_example_columns(w->header), rows, false));
}

/* --- for reading --- */

static char *answers_of(const struct sl_question *question) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer out = {0};
    sl_buffer_text(&out, "");
    for (size_t i = 0; i < question->token_count; i++)
        sl_buffer_format(&out, "%s%s: %s", i > 0 ? "; " : "", question->tokens[i].token,
                         question->tokens[i].label);
    if (question->token_count == 0)
        sl_buffer_format(&out, "(%s)", sl_question_type_name(question->type));
    return sl_buffer_take(&out);
}

static void add_tool(const struct sl_tool *tool, json_t *rows) {
    for (size_t i = 0; i < sl_tool_questions(tool); i++) {
        const struct sl_question *question = sl_tool_question(tool, i);
        const struct sl_section *section = sl_tool_section(tool, question->section);
        SL_AUTO(sl_free) char *code = sl_format("%s.%s", section->code, question->code);
        SL_AUTO(sl_free) char *answers = answers_of(question);
        json_t *row = json_pack("[s, s, s, s]", code, question->text, answers, sl_tool_code(tool));
        json_array_append_new(rows, row);
    }
}

static json_t *question_rows(const struct sl_rule_forms *forms) {
    json_t *rows = json_array();
    for (size_t i = 0; i < sl_rule_forms_count(forms); i++)
        add_tool(sl_rule_forms_at(forms, i)->tool, rows);
    return rows;
}

static void add_questions(struct writing *w, json_t *rows) {
    json_t *columns = json_array();
    json_array_append_new(columns, sl_book_column("code", 22, "text"));
    json_array_append_new(columns, sl_book_column("question", 90, "text"));
    json_array_append_new(columns, sl_book_column("answers", 60, "text"));
    json_array_append_new(columns, sl_book_column("tool", 8, "text"));
    json_array_append_new(w->sheets, sl_book_sheet_of(SL_BOOK_QUESTIONS, columns, rows, true));
}

static void add_clauses(struct writing *w) {
    json_t *columns = json_array(), *rows = json_array();
    json_array_append_new(columns, sl_book_column("clause", 16, "text"));
    json_array_append_new(columns, sl_book_column("sentence", 110, "text"));
    for (size_t i = 0; i < w->header->clauses_count; i++)
        json_array_append_new(
            rows, json_pack("[s, s]", w->header->clauses[i].id, w->header->clauses[i].sentence));
    json_array_append_new(w->sheets, sl_book_sheet_of(SL_BOOK_CLAUSES, columns, rows, true));
}

static json_t *value_words(const json_t *value) {
    if (value == NULL)
        return json_null();
    if (!json_is_object(value) && !json_is_array(value))
        return json_incref((json_t *)(uintptr_t)value);
    SL_AUTO(sl_free) char *text = sl_json_canonical(value);
    return json_string(text);
}

static void add_changes(const struct writing *w, json_t *rows) {
    SL_AUTO(sl_json_drop)
    json_t *changes =
        sl_rule_diff_settings(sl_rule_header(w->of->in_force)->settings, w->header->settings);
    for (size_t i = 0; i < json_array_size(changes); i++) {
        const json_t *one = json_array_get(changes, i);
        json_array_append_new(rows, json_pack("[s, o, o]", sl_json_text_or(one, "path", ""),
                                              value_words(json_object_get(one, "was")),
                                              value_words(json_object_get(one, "now"))));
    }
}

static void add_changed(struct writing *w) {
    json_t *columns = json_array(), *rows = json_array();
    SL_AUTO(sl_free)
    char *was = w->of->in_force != NULL ? sl_format("in force: version %lld",
                                                    (long long)sl_rule_number(w->of->in_force))
                                        : sl_copy("in force: none");
    json_array_append_new(columns, sl_book_column("setting", 40, "text"));
    json_array_append_new(columns, sl_book_column(was, 50, "text"));
    json_array_append_new(columns, sl_book_column("here", 50, "text"));
    if (w->of->in_force != NULL)
        add_changes(w, rows);
    if (json_array_size(rows) == 0)
        add_row(rows, "nothing", "", "");
    json_array_append_new(w->sheets, sl_book_sheet_of(SL_BOOK_CHANGED, columns, rows, true));
}

json_t *sl_book_write(const struct sl_book_of *of) {
    const struct sl_rule_header *header = sl_rule_header(of->rule);
    SL_AUTO(sl_columns_drop) struct sl_columns *columns = sl_book_columns(header);
    json_t *questions = question_rows(of->forms);
    struct writing w = {of, header, columns, json_array(), json_array_size(questions)};
    add_read_me(&w);
    add_numbers(&w);
    for (size_t i = 0; i < sl_columns_tables(columns); i++)
        add_table(&w, sl_columns_table(columns, i));
    add_groups(&w);
    add_examples(&w);
    add_questions(&w, questions);
    add_clauses(&w);
    add_changed(&w);
    return json_pack("{s:s, s:o}", "title", header->title, "sheets", w.sheets);
}
