#include "write.h"
#include "base/day.h"
#include "base/file.h"
#include "base/json.h"
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <xlsxwriter.h>

/* libxlsxwriter 1.1.4 never releases one of its copies of a formula. */
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#define EXCUSE_LEAKS(call)                                                                         \
    do {                                                                                           \
        __lsan_disable();                                                                          \
        call;                                                                                      \
        __lsan_enable();                                                                           \
    } while (0)
#else
#define EXCUSE_LEAKS(call) call
#endif

enum { FURTHER_ROWS = 500, FILE_MOST = 64 << 20, LONGEST_CHOICES = 250, LONGEST_TITLE = 32 };

enum look { LOOK_TITLE, LOOK_TEXT, LOOK_WHOLE, LOOK_HUNDREDTHS, LOOK_DAY, LOOKS };

struct writing {
    lxw_workbook *book;
    lxw_format *looks[LOOKS][2]; /* [1]: in sheets for reading only */
    lxw_error fault;             /* the first */
};

static void note(struct writing *w, lxw_error error) {
    if (w->fault == LXW_NO_ERROR)
        w->fault = error;
}

static void make_look(struct writing *w, enum look look, int locked) {
    static const char *const numbers[LOOKS] = {[LOOK_TITLE] = "@",
                                               [LOOK_TEXT] = "@",
                                               [LOOK_WHOLE] = "0",
                                               [LOOK_HUNDREDTHS] = "0.00",
                                               [LOOK_DAY] = "yyyy-mm-dd"};
    lxw_format *format = workbook_add_format(w->book);
    format_set_num_format(format, numbers[look]);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    format_set_text_wrap(format);
    if (look == LOOK_TITLE) {
        format_set_bold(format);
        format_set_bg_color(format, 0xDCE6F1);
        format_set_bottom(format, LXW_BORDER_THIN);
    } else if (locked) {
        format_set_bg_color(format, 0xF2F2F2);
    }
    w->looks[look][locked] = format;
}

static enum look look_of(const char *kind) {
    if (strcmp(kind, "whole") == 0)
        return LOOK_WHOLE;
    if (strcmp(kind, "hundredths") == 0)
        return LOOK_HUNDREDTHS;
    return strcmp(kind, "day") == 0 ? LOOK_DAY : LOOK_TEXT;
}

static void write_day(struct writing *w, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                      sl_day day, lxw_format *format) {
    static const int epoch = 25569; /* 1 January 1970 in days since the end of 1899 */
    note(w, worksheet_write_number(sheet, row, column, (double)day + epoch, format));
}

static void write_cell(struct writing *w, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                       const json_t *value, const char *kind, int locked) {
    enum look look = look_of(kind);
    lxw_format *format = w->looks[look][locked];
    sl_day day;
    if (json_is_integer(value)) {
        double number = (double)json_integer_value(value);
        double shown = look == LOOK_HUNDREDTHS ? number / 100 : number;
        note(w, worksheet_write_number(sheet, row, column, shown, format));
    } else if (json_is_boolean(value)) {
        note(w, worksheet_write_string(sheet, row, column, json_is_true(value) ? "yes" : "no",
                                       format));
    } else if (json_string_length(value) == 0) {
        note(w, worksheet_write_blank(sheet, row, column, format));
    } else if (look == LOOK_DAY && sl_day_parse(json_string_value(value), &day, NULL) == SL_OK) {
        write_day(w, sheet, row, column, day, format);
    } else {
        note(w, worksheet_write_string(sheet, row, column, json_string_value(value),
                                       w->looks[LOOK_TEXT][locked]));
    }
}

/* --- what can be chosen --- */

/* The library takes texts without const and only reads them. */
static char *lent(const char *text) {
    return (char *)(uintptr_t)text;
}

static void note_beside(lxw_data_validation *validation, const json_t *column) {
    const char *text = sl_json_text_or(column, "note", "");
    if (*text == '\0')
        return;
    const char *title = sl_json_text_or(column, "title", "");
    validation->input_title = strlen(title) <= LONGEST_TITLE ? lent(title) : NULL;
    validation->input_message = lent(text);
}

static void choose_from_list(lxw_data_validation *validation, const json_t *choices, char **words) {
    for (size_t i = 0; i < json_array_size(choices); i++)
        words[i] = lent(json_string_value(json_array_get(choices, i)));
    validation->validate = LXW_VALIDATION_TYPE_LIST;
    validation->value_list = words;
}

static void choose_from_sheet(lxw_data_validation *validation, const json_t *from, char **formula) {
    int letter = 'A' + (int)sl_json_whole_or(from, "column", 0);
    *formula = sl_format("='%s'!$%c$2:$%c$%d", sl_json_text_or(from, "sheet", ""), letter, letter,
                         (int)sl_json_whole_or(from, "rows", 0) + 1);
    validation->validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
    validation->value_formula = *formula;
}

static size_t length_of(const json_t *choices) {
    size_t length = 0;
    for (size_t i = 0; i < json_array_size(choices); i++)
        length += json_string_length(json_array_get(choices, i)) + 1;
    return length;
}

static void offer_choices(struct writing *w, lxw_worksheet *sheet, const json_t *column,
                          lxw_col_t place, size_t rows) {
    const json_t *choices = json_object_get(column, "choices");
    const json_t *from = json_object_get(column, "from");
    SL_AUTO(sl_free) char **words = sl_new(json_array_size(choices) + 1, sizeof *words);
    SL_AUTO(sl_free) char *formula = NULL;
    bool free_words = sl_json_true(column, "free");
    lxw_data_validation validation = {.validate = LXW_VALIDATION_TYPE_ANY,
                                      .ignore_blank = LXW_VALIDATION_ON,
                                      .show_input = LXW_VALIDATION_ON,
                                      .show_error = LXW_VALIDATION_ON,
                                      .dropdown = LXW_VALIDATION_ON,
                                      .error_title = "Not in the list",
                                      .error_message = "Please choose one of the list."};
    validation.error_type =
        free_words ? LXW_VALIDATION_ERROR_TYPE_INFORMATION : LXW_VALIDATION_ERROR_TYPE_STOP;
    note_beside(&validation, column);
    if (json_array_size(choices) > 0 && length_of(choices) < LONGEST_CHOICES)
        choose_from_list(&validation, choices, words);
    else if (from != NULL)
        choose_from_sheet(&validation, from, &formula);
    else if (validation.input_message == NULL)
        return;
    EXCUSE_LEAKS(
        note(w, worksheet_data_validation_range(sheet, 1, place, (lxw_row_t)(rows + FURTHER_ROWS),
                                                place, &validation)));
}

/* --- sheets --- */

static void write_titles(struct writing *w, lxw_worksheet *sheet, const json_t *columns,
                         int locked) {
    for (size_t i = 0; i < json_array_size(columns); i++) {
        const json_t *column = json_array_get(columns, i);
        enum look look = look_of(sl_json_text_or(column, "kind", "text"));
        double width = (double)sl_json_whole_or(column, "width", 14);
        note(w, worksheet_set_column(sheet, (lxw_col_t)i, (lxw_col_t)i, width,
                                     w->looks[look][locked]));
        note(w, worksheet_write_string(sheet, 0, (lxw_col_t)i, sl_json_text_or(column, "title", ""),
                                       w->looks[LOOK_TITLE][0]));
    }
}

static void write_sheet(struct writing *w, const json_t *json) {
    const json_t *columns = json_object_get(json, "columns"), *rows = json_object_get(json, "rows");
    bool locked = sl_json_true(json, "locked");
    lxw_worksheet *sheet = workbook_add_worksheet(w->book, sl_json_text_or(json, "name", NULL));
    if (sheet == NULL) {
        note(w, LXW_ERROR_PARAMETER_VALIDATION);
        return;
    }
    write_titles(w, sheet, columns, locked);
    worksheet_freeze_panes(sheet, 1, 0);
    for (size_t r = 0; r < json_array_size(rows); r++)
        for (size_t i = 0; i < json_array_size(columns); i++)
            write_cell(w, sheet, (lxw_row_t)(r + 1), (lxw_col_t)i,
                       json_array_get(json_array_get(rows, r), i),
                       sl_json_text_or(json_array_get(columns, i), "kind", "text"), locked);
    for (size_t i = 0; i < json_array_size(columns) && !locked; i++)
        offer_choices(w, sheet, json_array_get(columns, i), (lxw_col_t)i, json_array_size(rows));
    if (locked)
        worksheet_protect(sheet, NULL, NULL);
}

/* The day a file says it was made on is always the same, so that two exports are. */
static void write_properties(struct writing *w, const json_t *json) {
    SL_AUTO(sl_free) char *title = sl_copy(sl_json_text_or(json, "title", ""));
    lxw_doc_properties properties = {.title = title, .created = 946684800}; /* 1 January 2000 */
    note(w, workbook_set_properties(w->book, &properties));
}

static enum sl_status write_file(const json_t *json, const char *path, struct sl_error *err) {
    struct writing w = {.book = workbook_new(path), .fault = LXW_NO_ERROR};
    const json_t *sheets = json_object_get(json, "sheets");
    if (w.book == NULL)
        return sl_fail(err, SL_IO, "", "%s could not be written", path);
    for (int look = 0; look < LOOKS; look++)
        for (int locked = 0; locked < 2; locked++)
            make_look(&w, (enum look)look, locked);
    write_properties(&w, json);
    for (size_t i = 0; i < json_array_size(sheets); i++)
        write_sheet(&w, json_array_get(sheets, i));
    lxw_error fault = w.fault, closed = workbook_close(w.book);
    if (fault == LXW_NO_ERROR && closed == LXW_NO_ERROR)
        return SL_OK;
    return sl_fail(err, fault != LXW_NO_ERROR ? SL_INVALID : SL_IO, "",
                   "The workbook could not be written: %s",
                   lxw_strerror(fault != LXW_NO_ERROR ? fault : closed));
}

enum sl_status xlsx_write(const json_t *book, struct sl_buffer *out, struct sl_error *err) {
    const char *folder = getenv("TMPDIR");
    SL_AUTO(sl_free) char *path = sl_format("%s/sightline-XXXXXX", folder ? folder : "/tmp");
    SL_AUTO(sl_free) char *bytes = NULL;
    size_t length = 0;
    int file = mkstemp(path);
    if (file < 0)
        return sl_fail(err, SL_IO, "", "%s: no file could be made there for the workbook",
                       folder ? folder : "/tmp");
    close(file);
    enum sl_status status = write_file(book, path, err);
    if (status == SL_OK)
        status = sl_file_read(path, FILE_MOST, &bytes, &length, err);
    unlink(path);
    if (status == SL_OK)
        sl_buffer_add(out, bytes, length);
    return status;
}
