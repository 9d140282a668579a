#include "practice/table_text.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { QUOTED_MOST = 1 << 16, QUOTE_MISSES_MOST = 1000, PIECES_MOST = 50, WORDS_MOST = 4096 };

struct sl_table_text {
    char *name;
    char *bytes; /* cells are cut out of it in place */
    const char **cells;
    size_t cell_count, cell_room;
    struct sl_table_line *lines;
    size_t line_count, line_room;
    size_t quote_misses;
};

void sl_table_text_free(struct sl_table_text *table) {
    if (table == NULL)
        return;
    free(table->name);
    free(table->bytes);
    free(table->cells);
    free(table->lines);
    free(table);
}

void sl_table_text_drop(struct sl_table_text **table) {
    sl_table_text_free(*table);
    *table = NULL;
}

const char *sl_table_text_name(const struct sl_table_text *table) {
    return table->name;
}

size_t sl_table_text_lines(const struct sl_table_text *table) {
    return table->line_count;
}

const struct sl_table_line *sl_table_text_line(const struct sl_table_text *table, size_t index) {
    return &table->lines[index];
}

/* The end of a quoted cell that begins at start: where its closing quote stands; 0 when it is not
 * quoted as spreadsheets do it, that is around a tab, a newline or a doubled quote. */
static size_t quoted_end(struct sl_table_text *table, size_t start, size_t length) {
    const char *bytes = table->bytes;
    if (bytes[start] != '"' || table->quote_misses >= QUOTE_MISSES_MOST)
        return 0;
    bool needed = false;
    size_t last = start + QUOTED_MOST < length ? start + QUOTED_MOST : length;
    for (size_t i = start + 1; i < last; i++) {
        if (bytes[i] == '\t' || bytes[i] == '\n')
            needed = true;
        if (bytes[i] != '"')
            continue;
        if (bytes[i + 1] == '"') {
            needed = true;
            i++;
        } else if (bytes[i + 1] == '\t' || bytes[i + 1] == '\n' || bytes[i + 1] == '\0')
            return needed ? i : 0;
        else
            break;
    }
    table->quote_misses++;
    return 0;
}

/* Takes the quotes off bytes[from, to); returns the new end. */
static size_t unquote(char *bytes, size_t from, size_t to) {
    size_t out = from;
    for (size_t i = from; i < to; i++) {
        bytes[out++] = bytes[i];
        if (bytes[i] == '"')
            i++;
    }
    return out;
}

static enum sl_status add_cell(struct sl_table_text *table, size_t from, size_t to, long line,
                               struct sl_error *err) {
    struct sl_text cell = sl_text_trim((struct sl_text){table->bytes + from, to - from});
    if (cell.length > SL_TEXT_MOST)
        return sl_fail(err, SL_INVALID, "",
                       "%s:%ld: A cell has %zu bytes; at most %d are allowed in one cell.",
                       table->name, line, cell.length, SL_TEXT_MOST);
    table->bytes[(size_t)(cell.bytes - table->bytes) + cell.length] = '\0';
    if (table->cell_count == table->cell_room) {
        table->cell_room = table->cell_room * 2 + 256;
        table->cells = sl_resize(table->cells, table->cell_room, sizeof *table->cells);
    }
    table->cells[table->cell_count++] = cell.bytes;
    return SL_OK;
}

/* Dashes, bars and the like with at least two of them: the rule under a header. */
static bool is_rule(const char *bytes, size_t length) {
    size_t dashes = 0;
    for (size_t i = 0; i < length; i++) {
        if (strchr("-=_", bytes[i]) != NULL)
            dashes++;
        else if (strchr("\t |+:", bytes[i]) == NULL)
            return false;
    }
    return dashes >= 2;
}

static enum sl_table_kind kind_of(const struct sl_table_text *table, size_t first, bool rule) {
    size_t filled = 0, count = table->cell_count - first;
    for (size_t i = first; i < table->cell_count; i++)
        filled += table->cells[i][0] != '\0';
    if (filled == 0)
        return SL_TABLE_BLANK;
    if (rule)
        return SL_TABLE_RULE;
    return count > 1 ? SL_TABLE_CELLS : SL_TABLE_PROSE;
}

static void add_line(struct sl_table_text *table, long line, size_t first, bool rule) {
    if (table->line_count == table->line_room) {
        table->line_room = table->line_room * 2 + 64;
        table->lines = sl_resize(table->lines, table->line_room, sizeof *table->lines);
    }
    enum sl_table_kind kind = kind_of(table, first, rule);
    bool has_cells = kind == SL_TABLE_PROSE || kind == SL_TABLE_CELLS;
    if (!has_cells)
        table->cell_count = first;
    table->lines[table->line_count++] = (struct sl_table_line){
        .kind = kind, .line = line, .count = table->cell_count - first, .cells = NULL};
}

/* Cuts the line that begins at *at into cells and moves *at behind it. */
static enum sl_status cut_line(struct sl_table_text *table, size_t length, size_t *at, long *line,
                               struct sl_error *err) {
    size_t first = table->cell_count, from = *at;
    long begins = *line;
    bool rule = is_rule(table->bytes + from, strcspn(table->bytes + from, "\n"));
    for (bool more = true; more;) {
        if (table->cell_count - first == SL_TABLE_CELLS_MOST)
            return sl_fail(err, SL_INVALID, "",
                           "%s:%ld: A row has more than %d cells; no table is that wide.",
                           table->name, begins, SL_TABLE_CELLS_MOST);
        size_t quote = quoted_end(table, from, length);
        size_t end = quote > 0 ? quote + 1 : from + strcspn(table->bytes + from, "\t\n");
        for (size_t i = from; i < end; i++)
            *line += table->bytes[i] == '\n';
        more = table->bytes[end] == '\t';
        size_t behind = quote > 0 ? unquote(table->bytes, from + 1, quote) : end;
        enum sl_status status = add_cell(table, quote > 0 ? from + 1 : from, behind, begins, err);
        if (status != SL_OK)
            return status;
        from = end + 1;
    }
    *at = from;
    *line += 1;
    add_line(table, begins, first, rule);
    return SL_OK;
}

static void lend_cells(struct sl_table_text *table) {
    size_t first = 0;
    for (size_t i = 0; i < table->line_count; i++) {
        table->lines[i].cells = table->cells + first;
        first += table->lines[i].count;
    }
}

enum sl_status sl_table_text_new(const char *name, struct sl_text text, struct sl_table_text **out,
                                 struct sl_error *err) {
    SL_AUTO(sl_table_text_drop) struct sl_table_text *table = sl_new(1, sizeof *table);
    table->name = sl_copy(name);
    table->bytes = sl_copy_bytes(text.bytes, text.length);
    long line = 1;
    for (size_t at = 0; at < text.length;) {
        enum sl_status status = cut_line(table, text.length, &at, &line, err);
        if (status != SL_OK)
            return status;
    }
    lend_cells(table);
    *out = table;
    table = NULL;
    return SL_OK;
}

char *sl_table_fold(const char *text) {
    struct sl_buffer plain = {0}, folded = {0};
    sl_text_plain(sl_text_of(text), &plain, NULL);
    for (size_t i = 0; i < plain.length; i++) {
        unsigned char c = (unsigned char)plain.bytes[i];
        if (isalnum(c) || c >= 0x80)
            sl_buffer_char(&folded, (char)c);
        else if (c != '\'' && folded.length > 0 && folded.bytes[folded.length - 1] != ' ')
            sl_buffer_char(&folded, ' ');
    }
    if (folded.length > 0 && folded.bytes[folded.length - 1] == ' ')
        folded.bytes[--folded.length] = '\0';
    sl_buffer_drop(&plain);
    return sl_buffer_take(&folded);
}

static bool is_called(const struct sl_table_column *column, const char *word) {
    for (const char *const *name = column->words; *name != NULL; name++)
        if (strcmp(*name, word) == 0)
            return true;
    return false;
}

/* The column a header cell names, or -1. */
static int column_of(const struct sl_table_column *columns, size_t count, const char *cell,
                     bool leading) {
    SL_AUTO(sl_free) char *word = sl_table_fold(cell);
    const char *wanted = word[0] == '\0' && leading ? "-" : word;
    for (size_t i = 0; i < count && wanted[0] != '\0'; i++)
        if (is_called(&columns[i], wanted))
            return (int)i;
    return -1;
}

size_t sl_table_header_read(const struct sl_table_line *line, const struct sl_table_column *columns,
                            size_t count, struct sl_table_header *out) {
    struct sl_table_header header = {.line = line->line, .cells = line->count};
    size_t named = 0;
    for (size_t i = 0; i < SL_TABLE_COLUMNS_MOST; i++)
        header.cell[i] = -1;
    for (size_t i = 0; i < line->count; i++) {
        int column = column_of(columns, count, line->cells[i], i == 0);
        if (column >= 0 && header.cell[column] >= 0)
            column = -1;
        header.column[i] = column;
        header.word[i] = line->cells[i];
        if (column >= 0)
            header.cell[column] = (int)i;
        named += column >= 0 && line->cells[i][0] != '\0';
    }
    if (named > 0)
        *out = header;
    return named;
}

void sl_table_row_drop(struct sl_table_row *row) {
    for (size_t i = 0; i < row->count; i++)
        free(row->cells[i]);
    row->count = 0;
}

static bool starts_with_number(const char *cell) {
    return isdigit((unsigned char)cell[0]);
}

/* How many further lines belong to a row that a line break inside a cell has cut: those that make
 * it exactly as wide as its header, or none. */
static size_t pieces_of(const struct sl_table_text *table, size_t at, size_t wanted) {
    size_t count = table->lines[at].count;
    for (size_t more = 1; count < wanted && more <= PIECES_MOST; more++) {
        if (at + more >= table->line_count)
            return 0;
        const struct sl_table_line *line = &table->lines[at + more];
        if (line->kind == SL_TABLE_BLANK || line->kind == SL_TABLE_RULE ||
            starts_with_number(line->cells[0]))
            return 0;
        count += line->count - 1;
        if (count == wanted)
            return more;
    }
    return 0;
}

static void join_text(char **cell, const char *more, const char *between) {
    if (more[0] == '\0')
        return;
    char *joined = (*cell)[0] == '\0' ? sl_copy(more) : sl_format("%s%s%s", *cell, between, more);
    free(*cell);
    *cell = joined;
}

static void add_piece(struct sl_table_row *row, const struct sl_table_line *line) {
    join_text(&row->cells[row->count - 1], line->cells[0], "\n");
    for (size_t i = 1; i < line->count; i++)
        row->cells[row->count++] = sl_copy(line->cells[i]);
}

static enum sl_status check_width(const struct sl_table_text *table,
                                  const struct sl_table_header *header,
                                  const struct sl_table_line *line, struct sl_error *err) {
    for (size_t i = header->cells; i < line->count; i++)
        if (line->cells[i][0] != '\0')
            return sl_fail(err, SL_INVALID, "",
                           "%s:%ld:%zu: This row has %zu cells where the header on line %ld has "
                           "%zu, and there is text in cell %zu.",
                           table->name, line->line, i + 1, line->count, header->line, header->cells,
                           i + 1);
    return SL_OK;
}

enum sl_status sl_table_row_read(const struct sl_table_text *table,
                                 const struct sl_table_header *header, size_t *at,
                                 struct sl_table_row *out, struct sl_error *err) {
    const struct sl_table_line *line = &table->lines[*at];
    enum sl_status status = check_width(table, header, line, err);
    if (status != SL_OK)
        return status;
    struct sl_table_row row = {.line = line->line};
    for (size_t i = 0; i < line->count && i < header->cells; i++)
        row.cells[row.count++] = sl_copy(line->cells[i]);
    size_t pieces = pieces_of(table, *at, header->cells);
    for (size_t i = 1; i <= pieces; i++)
        add_piece(&row, line + i);
    while (row.count < header->cells)
        row.cells[row.count++] = sl_copy("");
    *at += 1 + pieces;
    *out = row;
    return SL_OK;
}

const char *sl_table_row_cell(const struct sl_table_row *row, const struct sl_table_header *header,
                              size_t column) {
    int cell = header->cell[column];
    return cell >= 0 && (size_t)cell < row->count ? row->cells[cell] : "";
}

void sl_table_row_join(struct sl_table_row *above, const struct sl_table_row *more) {
    for (size_t i = 0; i < above->count && i < more->count; i++)
        join_text(&above->cells[i], more->cells[i], " ");
}

bool sl_table_row_is_blank(const struct sl_table_row *row) {
    for (size_t i = 0; i < row->count; i++)
        if (row->cells[i][0] != '\0')
            return false;
    return true;
}

static int compare_words(const void *one, const void *other) {
    return strcmp(*(char *const *)one, *(char *const *)other);
}

/* Cuts folded text into sorted words, in place. */
static size_t sort_words(char *folded, char **words) {
    size_t count = 0;
    for (char *state = NULL, *word = strtok_r(folded, " ", &state);
         word != NULL && count < WORDS_MOST; word = strtok_r(NULL, " ", &state))
        words[count++] = word;
    qsort(words, count, sizeof *words, compare_words);
    return count;
}

int sl_table_likeness(const char *one, const char *other) {
    SL_AUTO(sl_free) char *a = sl_table_fold(one);
    SL_AUTO(sl_free) char *b = sl_table_fold(other);
    if (strcmp(a, b) == 0)
        return 100;
    SL_AUTO(sl_free) char **words = sl_new(2 * (size_t)WORDS_MOST, sizeof *words);
    char **left = words, **right = words + WORDS_MOST;
    size_t lefts = sort_words(a, left), rights = sort_words(b, right), shared = 0;
    for (size_t i = 0, j = 0; i < lefts && j < rights;) {
        int order = strcmp(left[i], right[j]);
        shared += order == 0;
        i += order <= 0;
        j += order >= 0;
    }
    size_t either = lefts + rights - shared;
    return either == 0 ? 0 : (int)(shared * 100 / either);
}
