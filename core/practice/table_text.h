/*
 * practice/table_text.h - tables as they come out of a Word document, an e-mail or a web page when
 * they are copied as text: one line a row, tabs between cells. What is put right here:
 *  - header words vary ("Progress RAG", "Progress (RAG)", "Progress"): a column is known by any of
 *    its words, looked at without case and punctuation;
 *  - rules of dashes under a header are no rows;
 *  - a cell that holds a line break comes quoted (from Excel) or cuts its row in two (from Word):
 *    the pieces are joined again when together they make exactly the header's cells;
 *  - a row cut by a page break goes on in a row whose key cells are blank: the text of each cell is
 *    joined to the cell above with one space;
 *  - cells missing at the end of a row are blank; text in more cells than the header has is a
 *    fault.
 * Words are never changed, dropped or put in another order within a cell.
 */
#pragma once
#include "base/text.h"

enum { SL_TABLE_CELLS_MOST = 64, SL_TABLE_COLUMNS_MOST = 16 };

struct sl_table_text; /* the caller owns it and ends it with sl_table_text_free() */

enum sl_table_kind { SL_TABLE_BLANK, SL_TABLE_RULE, SL_TABLE_PROSE, SL_TABLE_CELLS };

struct sl_table_line {
    enum sl_table_kind kind;
    long line;                /* of the file, from 1 */
    size_t count;             /* cells; 1 for prose, 0 for blank lines and rules */
    const char *const *cells; /* trimmed, borrowed from the table text, never NULL */
};

/* text is clean (import_text.h). Errors: SL_INVALID for a cell over SL_TEXT_MOST bytes or a row of
 * more than SL_TABLE_CELLS_MOST cells, with line. */
enum sl_status sl_table_text_new(const char *name, struct sl_text text, struct sl_table_text **out,
                                 struct sl_error *err);
void sl_table_text_free(struct sl_table_text *table);
void sl_table_text_drop(struct sl_table_text **table); /* for SL_AUTO */
const char *sl_table_text_name(const struct sl_table_text *table);
size_t sl_table_text_lines(const struct sl_table_text *table);
const struct sl_table_line *sl_table_text_line(const struct sl_table_text *table, size_t index);

/* What a column may be called: phrases in lower case, ended by NULL. A phrase of one hyphen stands
 * for a blank header cell before all others. */
struct sl_table_column {
    const char *const *words;
};

struct sl_table_header {
    long line;
    size_t cells;
    int column[SL_TABLE_CELLS_MOST]; /* of each cell: index of its column, -1 when it has none */
    const char *word[SL_TABLE_CELLS_MOST]; /* of each cell, as written; borrowed */
    int cell[SL_TABLE_COLUMNS_MOST];       /* of each column: its cell, or -1 */
};

/* How many columns (blank ones not counted) the cells of this line name; *out is filled when it is
 * at least one. A column named twice counts once, the second cell has no column. */
size_t sl_table_header_read(const struct sl_table_line *line, const struct sl_table_column *columns,
                            size_t count, struct sl_table_header *out);

/* A row joined from its lines. Ends with sl_table_row_drop(). */
struct sl_table_row {
    long line; /* where it begins */
    size_t count;
    char *cells[SL_TABLE_CELLS_MOST];
};

/*
 * Reads the row that begins at line *at (kind SL_TABLE_CELLS) and moves *at behind it; count is the
 * header's. Errors: SL_INVALID for text beyond the header's last cell.
 */
enum sl_status sl_table_row_read(const struct sl_table_text *table,
                                 const struct sl_table_header *header, size_t *at,
                                 struct sl_table_row *out, struct sl_error *err);
void sl_table_row_drop(struct sl_table_row *row);
/* The cell of a column, "" when the header hasn't that column. Borrowed. */
const char *sl_table_row_cell(const struct sl_table_row *row, const struct sl_table_header *header,
                              size_t column);
/* Adds the text of a row that goes on after a page break to the row above it. */
void sl_table_row_join(struct sl_table_row *above, const struct sl_table_row *more);
bool sl_table_row_is_blank(const struct sl_table_row *row);

/* Lower case, punctuation as spaces, runs of spaces as one: how header words and wordings are
 * compared. The caller owns it. */
char *sl_table_fold(const char *text);
/* Words that two wordings share, in hundredths of the words that either has; 100 when equal. */
int sl_table_likeness(const char *one, const char *other);
