/*
 * summary/document.h - a paper without a format: headings, paragraphs, lists, tables, charts and
 * boxes in order, no markup. Report scripts make it, core checks it, exporters write it. Figures
 * are whole counts with their n; texts are final (rounded by base/round.h). A document owns
 * everything in it.
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
    SL_CHART_STACKED, /* stacked bars of shares, one row a question, n at the right */
    SL_CHART_BARS,    /* plain bars of counts */
    SL_CHART_INTERVALS, /* dot with interval, in hundredths of a percent */
    SL_CHART_RUN        /* run chart with its median line */
};

struct sl_series {
    char *label;
    char *token;     /* grade or answer token the colour follows; "" for none */
    int64_t *values; /* one a row of the chart */
};

struct sl_chart {
    enum sl_chart_kind kind;
    char *title; /* short, active: says what is seen */
    char *text;  /* text alternative: the same in words */
    char **rows; /* labels */
    int64_t *n;  /* base of each row, or NULL */
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

/* From the canonical JSON a reporter gives; checks kinds, depth 4, text lengths (SL_TEXT_MOST), at
 * most 5 000 blocks and 20 000 cells a table. Errors: SL_RULE naming the block. The caller owns
 * *out. */
enum sl_status sl_document_read(const json_t *json, struct sl_document **out, struct sl_error *err);
/* The same back, canonical order; owned by the caller. */
json_t *sl_document_json(const struct sl_document *document);
void sl_document_free(struct sl_document *document);
void sl_document_drop(struct sl_document **document); /* for SL_AUTO */
