/*
 * summary/document.h - a paper without a format: headings, paragraphs, lists, tables, charts and
 * boxes in order, no markup. Report scripts make it, core checks it, exporters write it. Figures
 * are whole counts with their n; texts are final (rounded by base/round.h). A document owns
 * everything in it.
 *
 * As JSON, where fields in brackets may be left out:
 *   {"kind":"themed", "title":"...", ["subtitle":"..."], ["notice":"..."], ["basis":["..."]],
 *    "blocks":[BLOCK...]}
 * and a BLOCK is one of
 *   {"block":"heading", "level":1, "text":"..."}
 *   {"block":"paragraph", "text":"..."}
 *   {"block":"list", ["numbered":true], "items":["..."]}
 *   {"block":"table", "caption":"...", "columns":[{"title":"...", ["number":true]}...],
 *    "rows":[["cell"...]...]}           a cell is a text or a whole number
 *   {"block":"chart", "kind":"grades|stacked|bars|intervals|run", "title":"...", "text":"...",
 *    ["unit":"..."], "rows":[{"label":"...", ["n":12]}...], "series":[{"label":"...",
 *    ["token":"yes"], "values":[1...], ["from":[0...], "to":[1...]]}...]}
 *   {"block":"box", "title":"...", "blocks":[BLOCK...]}
 * A column may be given as its title alone. Level 1 is the first level below the title of the
 * paper, and a heading goes at most one level deeper than the one before it. A box has a title of
 * its own and no headings.
 */
#pragma once
#include "base/text.h"
#include <jansson.h>
#include <stdint.h>

enum sl_block_kind {
    SL_BLOCK_HEADING,
    SL_BLOCK_PARAGRAPH,
    SL_BLOCK_LIST,
    SL_BLOCK_TABLE,
    SL_BLOCK_CHART,
    SL_BLOCK_BOX
};

enum sl_chart_kind {
    SL_CHART_GRADES,  /* grade strip: counts of each grade in order, best first; one row a period */
    SL_CHART_STACKED, /* counts drawn as shares of n, one row a question; they add up to n */
    SL_CHART_BARS,    /* plain bars of counts: one series */
    SL_CHART_INTERVALS, /* dot with interval, hundredths of a percent: one series, or now and then
                         */
    SL_CHART_RUN        /* hundredths of a percent with their median line: one series */
};

/* No value: null or false in the JSON (a Lua table can hold no null), on interval and run charts
 * only. Where n is below 10 an interval chart has none. */
#define SL_CHART_NONE (-1)

struct sl_series {
    char *label;
    char *token;        /* grade or answer token the colour follows; "" for none */
    int64_t *values;    /* one a row of the chart */
    int64_t *from, *to; /* ends of the intervals, one a row; NULL on other charts */
};

struct sl_chart {
    enum sl_chart_kind kind;
    char *title; /* short, active: says what is seen */
    char *text;  /* text alternative: the same in words */
    char **rows; /* labels */
    int64_t *n;  /* base of each row, or NULL; never NULL on stacked, interval and run charts */
    size_t row_count;
    struct sl_series *series;
    size_t series_count;
    char *unit; /* "audits", "% of audits" */
};

struct sl_table {
    char *caption;
    char **columns;
    bool *is_number; /* align right */
    size_t column_count;
    char **cells; /* row by row */
    size_t row_count;
};

struct sl_block {
    enum sl_block_kind kind;
    int level;    /* heading 1-4 */
    char *text;   /* heading, paragraph, box title */
    char **items; /* list */
    size_t item_count;
    bool numbered;
    struct sl_table table;
    struct sl_chart chart;
    struct sl_block *blocks; /* inside a box */
    size_t block_count;
};

struct sl_document {
    char *title;
    char *subtitle; /* period and cohort in words */
    char *kind;     /* "themed" */
    char *notice;   /* "Not for publication ...", or "" */
    char **basis;   /* lines of the annex: tool and rule versions, trail head ... */
    size_t basis_count;
    struct sl_block *blocks;
    size_t block_count;
};

enum {
    SL_DOCUMENT_DEPTH = 4,     /* boxes in boxes */
    SL_DOCUMENT_BLOCKS = 5000, /* all of them, those in boxes too */
    SL_DOCUMENT_CELLS = 20000, /* of one table */
    SL_DOCUMENT_COLUMNS = 64,
    SL_DOCUMENT_ROWS = 400,  /* of one chart */
    SL_DOCUMENT_SERIES = 8,  /* of one chart */
    SL_DOCUMENT_LINES = 1000 /* of the basis, or items of one list */
};

/* Takes what a reporter gave and checks it: kinds, depth, numbers of things, clean texts of at most
 * SL_TEXT_MOST bytes, whole tables, charts that add up. Errors: SL_RULE naming the block as
 * "block 3.1 (table)". The caller owns *out. */
enum sl_status sl_document_read(const json_t *json, struct sl_document **out, struct sl_error *err);
/* The same from JSON text; name is what messages call it. Errors: also SL_INVALID (no JSON). */
enum sl_status sl_document_parse(const char *name, struct sl_text text, struct sl_document **out,
                                 struct sl_error *err);
/* The same back; reading it again gives an equal document. Owned by the caller. */
json_t *sl_document_json(const struct sl_document *document);
void sl_document_free(struct sl_document *document);
void sl_document_drop(struct sl_document **document); /* for SL_AUTO */

/* "heading", "stacked": the word that stands in the JSON. */
const char *sl_block_kind_name(enum sl_block_kind kind);
const char *sl_chart_kind_name(enum sl_chart_kind kind);
