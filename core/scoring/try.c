#include "scoring/try.h"
#include "practice/record.h"
#include "scoring/expectation.h"
#include "scoring/result_check.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_MOST = 512 };

struct column {
    int cell; /* of the CSV */
    size_t question;
    uint16_t row;
};

/* One row of the CSV on its way. */
struct line {
    char *id;
    long number;
    uint8_t *body;
    bool faulty;
};

struct trial {
    const struct sl_rule *rule;
    const struct sl_rule_header *header;
    const struct sl_engine *engine;
    struct sl_csv *csv;
    struct sl_rule_forms *forms;
    const struct sl_tool *tool;
    struct sl_record *record;
    struct column *columns;
    size_t column_count;
    int id_cell, day_cell;
    struct line lines[ROWS_MOST];
    struct sl_scorer_case cases[ROWS_MOST]; /* of those that aren't faulty */
    size_t places[ROWS_MOST];               /* case -> line */
    size_t line_count, case_count, written;
    struct sl_buffer *out, words;
    void (*told)(void *context, const char *sentence);
    void *context;
    struct sl_try_counts counts;
};

static void end_lines(struct trial *trial) {
    for (size_t i = 0; i < trial->line_count; i++) {
        free(trial->lines[i].id);
        free(trial->lines[i].body);
    }
    trial->line_count = trial->case_count = trial->written = 0;
}

static void trial_free(struct trial *trial) {
    end_lines(trial);
    sl_record_free(trial->record);
    sl_rule_forms_free(trial->forms);
    free(trial->columns);
    sl_buffer_drop(&trial->words);
    free(trial);
}

static void trial_drop(struct trial **trial) {
    trial_free(*trial);
}

static void tell(struct trial *trial, long line, const char *what, const char *sentence) {
    if (trial->told == NULL)
        return;
    SL_AUTO(sl_free)
    char *whole = sl_format("%s:%ld: %s%s%s", sl_csv_name(trial->csv), line, what,
                            *what != '\0' ? ": " : "", sentence);
    trial->told(trial->context, whole);
}

static enum sl_status name_columns(const struct trial *trial, struct sl_error *err) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer names = {0};
    for (size_t i = 0; i < sl_tool_questions(trial->tool); i++) {
        const char *name = sl_tool_question(trial->tool, i)->column;
        if (*name != '\0')
            sl_buffer_format(&names, "%s%s", names.length > 0 ? ", " : "", name);
    }
    return sl_fail(err, SL_INVALID, "", "%s: none of its columns is one of %s, which has: %s",
                   sl_csv_name(trial->csv), sl_tool_code(trial->tool),
                   names.length > 0 ? names.bytes : "none");
}

static enum sl_status find_columns(struct trial *trial, struct sl_error *err) {
    size_t count = sl_tool_questions(trial->tool);
    trial->columns = sl_new(count, sizeof *trial->columns);
    for (size_t i = 0; i < count; i++) {
        const struct sl_question *question = sl_tool_question(trial->tool, i);
        int cell = *question->column == '\0' ? -1 : sl_csv_find(trial->csv, question->column);
        bool repeats = sl_tool_section(trial->tool, question->section)->rows != NULL;
        if (cell >= 0)
            trial->columns[trial->column_count++] = (struct column){cell, i, repeats ? 1 : 0};
    }
    trial->id_cell = sl_csv_find(trial->csv, "id");
    trial->day_cell = sl_csv_find(trial->csv, "day");
    if (trial->day_cell < 0)
        trial->day_cell = sl_csv_find(trial->csv, "plan_date");
    if (trial->id_cell < 0)
        return sl_fail(err, SL_INVALID, "id", "%s: there is no column id", sl_csv_name(trial->csv));
    return trial->column_count > 0 ? SL_OK : name_columns(trial, err);
}

static enum sl_status find_tool(struct trial *trial, const struct sl_shelf *shelf,
                                struct sl_error *err) {
    struct sl_tool *tool = NULL;
    enum sl_status status = sl_shelf_tool(shelf, trial->header->applies[0].tool, &tool, err);
    if (status != SL_OK)
        return status;
    trial->forms = sl_rule_forms_new();
    status = sl_rule_forms_add(trial->forms, trial->header, tool, err);
    if (status != SL_OK)
        return status;
    trial->tool = sl_rule_forms_at(trial->forms, 0)->tool;
    trial->record = sl_record_new(trial->tool);
    return SL_OK;
}

static void add_fault(struct trial *trial, struct line *line, const char *what,
                      const char *sentence) {
    tell(trial, line->number, what, sentence);
    line->faulty = true;
    trial->counts.faulty++;
}

static sl_day read_day(struct trial *trial, struct line *line, const char *cell) {
    sl_day day = SL_DAY_NONE;
    struct sl_error fault = {0};
    if (*cell == '\0' || sl_day_parse(cell, &day, NULL) == SL_OK)
        return day;
    if (sl_day_parse_uk(cell, &day, &fault) != SL_OK)
        add_fault(trial, line, sl_csv_column(trial->csv, (size_t)trial->day_cell), fault.text);
    return day;
}

/* A line of the CSV is a row of the rule also when all its cells there are blank: the first of its
 * questions that can be looked for in vain stands for it. */
static void keep_blank_row(struct trial *trial) {
    int section = sl_rule_forms_at(trial->forms, 0)->section;
    if (section < 0 || sl_record_rows(trial->record, (size_t)section) > 0)
        return;
    const struct sl_value nothing = {
        .state = SL_NOT_EVIDENCED, .text = {"", 0}, .evidence = {"", 0}};
    for (size_t i = 0; i < trial->column_count; i++) {
        const struct column *column = &trial->columns[i];
        if (sl_tool_question(trial->tool, column->question)->section == (size_t)section &&
            sl_record_put(trial->record, column->question, column->row, &nothing, NULL) == SL_OK)
            return;
    }
}

static void read_row(struct trial *trial, const struct sl_csv_row *row) {
    struct line *line = &trial->lines[trial->line_count];
    *line = (struct line){.id = sl_copy(row->cells[trial->id_cell]), .number = row->line};
    sl_record_clear(trial->record);
    for (size_t i = 0; i < trial->column_count && !line->faulty; i++) {
        const struct column *column = &trial->columns[i];
        struct sl_error fault = {0};
        const char *cell = row->cells[column->cell];
        if (*cell != '\0' && sl_record_answer(trial->record, column->question, column->row, cell, 0,
                                              "", &fault) != SL_OK)
            add_fault(trial, line, sl_csv_column(trial->csv, (size_t)column->cell), fault.text);
    }
    sl_day day = SL_DAY_NONE;
    if (trial->day_cell >= 0 && !line->faulty)
        day = read_day(trial, line, row->cells[trial->day_cell]);
    if (!line->faulty) {
        keep_blank_row(trial);
        struct sl_scorer_case *given = &trial->cases[trial->case_count];
        *given = (struct sl_scorer_case){.decisions = SL_TEXT(""), .basis_day = day};
        sl_record_body(trial->record, &line->body, &given->body.length);
        given->body.bytes = (const char *)line->body;
        trial->places[trial->case_count++] = trial->line_count;
    }
    trial->line_count++;
    trial->counts.rows++;
}

/* Up to ROWS_MOST rows; SL_END when the file is at its end. */
static enum sl_status read_rows(struct trial *trial, struct sl_error *err) {
    while (trial->line_count < ROWS_MOST) {
        struct sl_csv_row row;
        struct sl_error fault = {0};
        enum sl_status status = sl_csv_next(trial->csv, &row, &fault);
        if (status == SL_END)
            return SL_END;
        if (status != SL_OK)
            return sl_fail(err, status, fault.field, "%s", fault.text);
        read_row(trial, &row);
    }
    return SL_OK;
}

static void write_cell(struct trial *trial, const struct sl_rule_output *output,
                       const struct sl_result_value *value) {
    sl_buffer_char(trial->out, ',');
    if (output->type == SL_OUTPUT_YES_NO) {
        sl_buffer_char(trial->out, sl_text_is(value->text, "yes") ? '1' : '0');
        return;
    }
    if (output->type == SL_OUTPUT_HUNDREDTHS) {
        int32_t part = value->number < 0 ? -value->number : value->number;
        sl_buffer_format(trial->out, "%s%" PRId32 ".%02" PRId32, value->number < 0 ? "-" : "",
                         part / 100, part % 100);
        return;
    }
    sl_result_value_words(output, value, &trial->words);
    sl_csv_put(trial->out, trial->words.length > 0 ? trial->words.bytes : "");
}

static void write_line(struct trial *trial, size_t place, const struct sl_result *result) {
    sl_csv_put(trial->out, trial->lines[place].id);
    for (size_t i = 0; i < trial->header->outputs_count; i++) {
        struct sl_result_value value;
        bool found = result != NULL && (sl_result_find_value(result, i, 1, &value) ||
                                        sl_result_find_value(result, i, 0, &value));
        if (found)
            write_cell(trial, &trial->header->outputs[i], &value);
        else
            sl_buffer_char(trial->out, ',');
    }
    sl_buffer_char(trial->out, '\n');
}

/* The faulty lines before this one, which no scorer saw. */
static void write_blanks(struct trial *trial, size_t before) {
    while (trial->written < before)
        write_line(trial, trial->written++, NULL);
}

static void count_result(struct trial *trial, size_t place, const struct sl_result *result) {
    struct sl_try_counts *counts = &trial->counts;
    if (result->status == SL_RESULT_SCORED) {
        counts->scored++;
    } else if (result->status < SL_RESULT_FAILED) {
        counts->no_result++;
    } else {
        struct sl_text why = sl_result_reason_at(result, 0).text;
        SL_AUTO(sl_free) char *sentence = sl_copy_bytes(why.bytes, why.length);
        counts->not_scored++;
        tell(trial, trial->lines[place].number, "not scored", sentence);
    }
}

/* The sink of the scorer. */
static enum sl_status take_result(void *context, size_t index, struct sl_text packed,
                                  struct sl_error *err) {
    struct trial *trial = context;
    struct sl_result result;
    struct sl_error lie = {0};
    if (index >= trial->case_count)
        return sl_fail(err, SL_RULE, "", "The scorer gave more results than there are rows");
    size_t place = trial->places[index];
    write_blanks(trial, place);
    trial->written = place + 1;
    const struct sl_rule_form *form = sl_rule_forms_at(trial->forms, 0);
    if (sl_result_check(trial->header, form, trial->cases[index].body, packed, &result, &lie) !=
        SL_OK) {
        trial->counts.not_scored++;
        tell(trial, trial->lines[place].number, "not scored", lie.text);
        write_line(trial, place, NULL);
        return SL_OK;
    }
    count_result(trial, place, &result);
    write_line(trial, place, &result);
    return SL_OK;
}

static enum sl_status try_batch(struct trial *trial, struct sl_error *err) {
    enum sl_status status = SL_OK;
    if (trial->case_count > 0)
        status = trial->engine->api->score(trial->engine->scorer, trial->cases, trial->case_count,
                                           take_result, trial, err);
    if (status == SL_OK)
        write_blanks(trial, trial->line_count);
    end_lines(trial);
    return status;
}

static void write_header(struct trial *trial) {
    sl_buffer_text(trial->out, "id");
    for (size_t i = 0; i < trial->header->outputs_count; i++)
        sl_buffer_format(trial->out, ",%s", trial->header->outputs[i].name);
    sl_buffer_char(trial->out, '\n');
}

enum sl_status sl_try_rows(const struct sl_rule *rule, const struct sl_engine *engine,
                           const struct sl_shelf *shelf, struct sl_csv *csv, struct sl_buffer *out,
                           void (*told)(void *context, const char *sentence), void *context,
                           struct sl_try_counts *counts, struct sl_error *err) {
    SL_AUTO(trial_drop) struct trial *trial = sl_new(1, sizeof *trial);
    trial->rule = rule;
    trial->header = sl_rule_header(rule);
    trial->engine = engine;
    trial->csv = csv;
    trial->out = out;
    trial->told = told;
    trial->context = context;
    enum sl_status status = find_tool(trial, shelf, err);
    if (status == SL_OK)
        status = find_columns(trial, err);
    if (status == SL_OK)
        status = sl_rule_load(rule, engine, trial->forms, err);
    if (status == SL_OK)
        write_header(trial);
    while (status == SL_OK) {
        enum sl_status more = read_rows(trial, err);
        status = more == SL_OK || more == SL_END ? try_batch(trial, err) : more;
        if (more == SL_END)
            break;
    }
    if (counts != NULL)
        *counts = trial->counts;
    return status;
}
