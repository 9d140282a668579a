#include "base/csv.h"
#include "base/file.h"
#include <csv.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 1 << 16, CELL_STEP = 4096 };

enum mode {
    READING,
    SKIPPING_LINE, /* to the next newline: a stray quote left no sense in the row */
    SKIPPING_ROW   /* to the next newline outside of quotes: the row is too long */
};

struct sl_csv {
    char *name;
    int descriptor; /* -1: the whole text is in the window */
    char *block;
    const char *window;
    size_t length, at;
    long line;        /* of the byte at at */
    bool return_seen; /* the byte before at was a carriage return */

    struct csv_parser parser;
    unsigned char delimiter;
    enum mode mode;
    bool quoted; /* an odd number of quotes since the row began */
    bool begun;  /* row_line is set */
    bool done;   /* the row is complete */
    bool ended;  /* the end was met, or the file could not be read on */
    bool faulty;
    struct sl_error fault; /* the first of the row */

    long row_line;
    size_t count;           /* cells met, kept or not */
    struct sl_buffer bytes; /* of the kept cells, each with its NUL */
    size_t *places;         /* in bytes */
    const char **cells;

    size_t columns; /* 0 while the header is read */
    char **names;
};

static void *resize(void *memory, size_t size) {
    return sl_resize(memory, size, 1);
}

static void start_parser(struct sl_csv *csv) {
    csv_init(&csv->parser, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_delim(&csv->parser, csv->delimiter);
    csv_set_realloc_func(&csv->parser, resize);
    csv_set_blk_size(&csv->parser, CELL_STEP);
}

/* Keeps the first fault of a row; sets its place. */
__attribute__((format(printf, 3, 4))) static void find_fault(struct sl_csv *csv, size_t cell,
                                                             const char *format, ...) {
    if (csv->faulty)
        return;
    SL_AUTO(sl_free) char *sentence = NULL;
    va_list values;
    va_start(values, format);
    if (vasprintf(&sentence, format, values) < 0)
        abort();
    va_end(values);
    csv->faulty = true;
    sl_fail(&csv->fault, SL_INVALID, cell > 0 ? sl_csv_column(csv, cell - 1) : "", "%s", sentence);
    sl_fail_at(&csv->fault, SL_INVALID, csv->name, csv->row_line, (long)cell);
}

static size_t cells_most(const struct sl_csv *csv) {
    return csv->columns > 0 ? csv->columns : SL_CSV_COLUMNS_MOST;
}

static bool is_utf_8(struct sl_text text) {
    int32_t point = 0;
    for (size_t at = 0; at < text.length && point >= 0;)
        at += sl_text_point(text, at, &point);
    return point >= 0;
}

static void keep_cell(struct sl_csv *csv, struct sl_text cell) {
    struct sl_error err = {0};
    size_t place = csv->bytes.length;
    if (cell.length > SL_TEXT_MOST)
        find_fault(csv, csv->count, "The cell is longer than %d bytes.", SL_TEXT_MOST);
    else if (place + cell.length > SL_CSV_ROW_MOST)
        find_fault(csv, csv->count, "The row is longer than %d bytes.", SL_CSV_ROW_MOST);
    else if (sl_text_compose_into(cell, &csv->bytes, &err) == SL_OK) {
        sl_buffer_add(&csv->bytes, "", 1);
        csv->places[csv->count - 1] = place;
    } else if (!is_utf_8(cell))
        find_fault(csv, csv->count, "The cell is not UTF-8; save the file as CSV UTF-8.");
    else
        find_fault(csv, csv->count, "In this cell: %s", err.text);
}

static void take_cell(void *bytes, size_t length, void *context) {
    struct sl_csv *csv = context;
    csv->count++;
    if (!csv->faulty && csv->count <= cells_most(csv))
        keep_cell(csv, sl_text_trim((struct sl_text){bytes, length}));
}

static void take_row(int end, void *context) {
    struct sl_csv *csv = context;
    (void)end;
    csv->done = true;
}

static enum sl_status fill(struct sl_csv *csv, struct sl_error *err) {
    csv->at = csv->length = 0;
    size_t got = csv->descriptor >= 0 ? 1 : 0;
    while (got > 0 && csv->length < BLOCK) {
        enum sl_status status = sl_file_take(csv->descriptor, csv->name, csv->block + csv->length,
                                             BLOCK - csv->length, &got, err);
        if (status != SL_OK) {
            csv->ended = true;
            return status;
        }
        csv->length += got;
    }
    return SL_OK;
}

/* The rest of the line in the window, its end included; follows lines and quotes. */
static struct sl_text next_piece(struct sl_csv *csv, bool *line_end) {
    const char *from = csv->window + csv->at;
    size_t most = csv->length - csv->at, i = 0;
    *line_end = false;
    while (i < most && !*line_end) {
        char c = from[i++];
        if (c == '"')
            csv->quoted = !csv->quoted;
        *line_end = c == '\n' || c == '\r';
    }
    if (*line_end && !(from[i - 1] == '\n' && i == 1 && csv->return_seen))
        csv->line++;
    csv->return_seen = from[i - 1] == '\r';
    csv->at += i;
    return (struct sl_text){from, i};
}

static void parse_piece(struct sl_csv *csv, struct sl_text piece) {
    size_t parsed = csv_parse(&csv->parser, piece.bytes, piece.length, take_cell, take_row, csv);
    if (parsed < piece.length) {
        find_fault(csv, csv->count + 1,
                   "A quote (\") stands inside a cell; write it twice and put the whole cell "
                   "in quotes.");
        csv->mode = SKIPPING_LINE;
    } else if (!csv->done && csv->parser.entry_pos > SL_TEXT_MOST) {
        find_fault(csv, csv->count + 1, "The cell is longer than %d bytes%s.", SL_TEXT_MOST,
                   csv->quoted ? "; is a quote left open" : "");
        csv->mode = SKIPPING_ROW;
    }
}

static void feed(struct sl_csv *csv) {
    bool line_end;
    if (!csv->begun)
        csv->row_line = csv->line;
    csv->begun = true;
    struct sl_text piece = next_piece(csv, &line_end);
    if (csv->mode == READING)
        parse_piece(csv, piece);
    if (csv->mode != READING && line_end && (csv->mode == SKIPPING_LINE || !csv->quoted)) {
        csv_free(&csv->parser);
        start_parser(csv);
        csv->mode = READING;
        csv->quoted = false;
        csv->done = true;
    }
    if (csv->done || (line_end && !csv->quoted))
        csv->begun = false;
}

static void finish(struct sl_csv *csv) {
    csv->ended = true;
    if (csv->mode == READING && csv_fini(&csv->parser, take_cell, take_row, csv) != 0)
        find_fault(csv, csv->count + 1, "A quote (\") opens this cell and is never closed.");
}

/* SL_END when there was neither a row nor a fault. */
static enum sl_status read_row(struct sl_csv *csv, struct sl_error *err) {
    csv->count = 0;
    csv->done = csv->faulty = csv->quoted = csv->begun = false;
    sl_buffer_clear(&csv->bytes);
    while (!csv->done && !csv->ended) {
        enum sl_status status = csv->at == csv->length ? fill(csv, err) : SL_OK;
        if (status != SL_OK)
            return status;
        if (csv->length > 0)
            feed(csv);
        else
            finish(csv);
    }
    if (csv->faulty && err != NULL)
        *err = csv->fault;
    return csv->faulty ? SL_INVALID : csv->done ? SL_OK : SL_END;
}

static enum sl_status check_count(struct sl_csv *csv, struct sl_error *err) {
    if (csv->count == csv->columns)
        return SL_OK;
    sl_fail(err, SL_INVALID, "", "The row has %zu cell%s where the header has %zu.", csv->count,
            csv->count == 1 ? "" : "s", csv->columns);
    return sl_fail_at(err, SL_INVALID, csv->name, csv->row_line, 0);
}

enum sl_status sl_csv_next(struct sl_csv *csv, struct sl_csv_row *row, struct sl_error *err) {
    enum sl_status status = read_row(csv, err);
    if (status == SL_OK)
        status = check_count(csv, err);
    if (status != SL_OK)
        return status;
    for (size_t i = 0; i < csv->count; i++)
        csv->cells[i] = csv->bytes.bytes + csv->places[i];
    *row = (struct sl_csv_row){csv->row_line, csv->count, csv->cells};
    return SL_OK;
}

static bool is_same_name(const char *one, const char *other) {
    for (;; one++, other++) {
        char a = *one == ' ' ? '_' : *one, b = *other == ' ' ? '_' : *other;
        if (a >= 'A' && a <= 'Z')
            a = (char)(a + ('a' - 'A'));
        if (b >= 'A' && b <= 'Z')
            b = (char)(b + ('a' - 'A'));
        if (a != b)
            return false;
        if (a == '\0')
            return true;
    }
}

int sl_csv_find(const struct sl_csv *csv, const char *column) {
    for (size_t i = 0; i < csv->columns; i++)
        if (is_same_name(csv->names[i], column))
            return (int)i;
    return -1;
}

static enum sl_status add_column(struct sl_csv *csv, const char *name, struct sl_error *err) {
    int before = name[0] != '\0' ? sl_csv_find(csv, name) : -1;
    if (before >= 0) {
        sl_fail(err, SL_INVALID, name, "The column \"%s\" stands twice, first as cell %d.", name,
                before + 1);
        return sl_fail_at(err, SL_INVALID, csv->name, csv->row_line, (long)csv->columns + 1);
    }
    csv->names[csv->columns++] = sl_copy(name);
    return SL_OK;
}

static enum sl_status read_header(struct sl_csv *csv, struct sl_error *err) {
    csv->places = sl_new(SL_CSV_COLUMNS_MOST, sizeof *csv->places);
    enum sl_status status = read_row(csv, err);
    if (status == SL_END)
        return sl_fail(err, SL_INVALID, "", "%s is empty; its first row must name the columns.",
                       csv->name);
    if (status != SL_OK)
        return status;
    if (csv->count > SL_CSV_COLUMNS_MOST)
        return sl_fail(err, SL_INVALID, "", "%s has %zu columns; at most %d are read.", csv->name,
                       csv->count, SL_CSV_COLUMNS_MOST);
    csv->names = sl_new(csv->count, sizeof *csv->names);
    csv->cells = sl_new(csv->count, sizeof *csv->cells);
    for (size_t i = 0; i < csv->count && status == SL_OK; i++)
        status = add_column(csv, csv->bytes.bytes + csv->places[i], err);
    return status;
}

/* The commonest of the three in the first line, quoted cells left out; a comma when none leads. */
static unsigned char find_delimiter(const char *bytes, size_t length) {
    static const char marks[] = {',', ';', '\t'};
    size_t counts[3] = {0}, best = 0;
    bool quoted = false, begun = false;
    for (size_t i = 0; i < length; i++) {
        char c = bytes[i];
        bool line_end = c == '\n' || c == '\r';
        if (line_end && !quoted && begun)
            break;
        begun = begun || !line_end;
        quoted = quoted != (c == '"');
        for (size_t k = 0; k < 3 && !quoted; k++)
            counts[k] += c == marks[k];
    }
    for (size_t k = 1; k < 3; k++)
        if (counts[k] > counts[best])
            best = k;
    return (unsigned char)marks[best];
}

static enum sl_status skip_mark(struct sl_csv *csv, struct sl_error *err) {
    const char *bytes = csv->window;
    if (csv->length >= 2 &&
        (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0))
        return sl_fail(err, SL_INVALID, "", "%s is UTF-16; save it as CSV UTF-8.", csv->name);
    if (csv->length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
        csv->at = 3;
    return SL_OK;
}

static enum sl_status start(struct sl_csv *csv, struct sl_csv **out, struct sl_error *err) {
    enum sl_status status = skip_mark(csv, err);
    csv->line = 1;
    csv->delimiter = find_delimiter(csv->window + csv->at, csv->length - csv->at);
    start_parser(csv);
    if (status == SL_OK)
        status = read_header(csv, err);
    if (status == SL_OK)
        *out = csv;
    else
        sl_csv_close(csv);
    return status;
}

enum sl_status sl_csv_open(const char *path, struct sl_csv **out, struct sl_error *err) {
    int descriptor = -1;
    enum sl_status status = sl_file_open(path, &descriptor, err);
    if (status != SL_OK)
        return status;
    struct sl_csv *csv = sl_new(1, sizeof *csv);
    csv->name = sl_copy(path);
    csv->descriptor = descriptor;
    csv->block = sl_new(BLOCK, 1);
    csv->window = csv->block;
    status = fill(csv, err);
    if (status == SL_OK)
        return start(csv, out, err);
    sl_csv_close(csv);
    return status;
}

enum sl_status sl_csv_open_text(const char *name, struct sl_text text, struct sl_csv **out,
                                struct sl_error *err) {
    struct sl_csv *csv = sl_new(1, sizeof *csv);
    csv->name = sl_copy(name);
    csv->descriptor = -1;
    csv->window = text.length > 0 ? text.bytes : "";
    csv->length = text.length;
    return start(csv, out, err);
}

void sl_csv_close(struct sl_csv *csv) {
    if (csv == NULL)
        return;
    sl_file_close(&csv->descriptor);
    csv_free(&csv->parser);
    for (size_t i = 0; i < csv->columns; i++)
        free(csv->names[i]);
    free(csv->names);
    free(csv->cells);
    free(csv->places);
    sl_buffer_drop(&csv->bytes);
    free(csv->block);
    free(csv->name);
    free(csv);
}

void sl_csv_drop(struct sl_csv **csv) {
    sl_csv_close(*csv);
}

const char *sl_csv_name(const struct sl_csv *csv) {
    return csv->name;
}

size_t sl_csv_columns(const struct sl_csv *csv) {
    return csv->columns;
}

const char *sl_csv_column(const struct sl_csv *csv, size_t index) {
    return index < csv->columns ? csv->names[index] : "";
}

void sl_csv_put(struct sl_buffer *out, const char *cell) {
    size_t length = strlen(cell);
    bool edges = length > 0 && (strchr(" \t", cell[0]) || strchr(" \t", cell[length - 1]));
    if (!edges && cell[strcspn(cell, ",;\t\"\n\r")] == '\0') {
        sl_buffer_add(out, cell, length);
        return;
    }
    sl_buffer_char(out, '"');
    for (; *cell != '\0'; cell++) {
        if (*cell == '"')
            sl_buffer_char(out, '"');
        sl_buffer_char(out, *cell);
    }
    sl_buffer_char(out, '"');
}
