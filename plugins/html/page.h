/*
 * html/page.h - a document as one accessible page that needs nothing but itself: landmarks, skip
 * link, headings in order, tables with captions and scopes, charts as SVG with their figures in a
 * table. The same document gives the same bytes.
 */
#pragma once
#include "base/error.h"
#include "summary/document.h"

/* A page under way. The numbers make ids. */
struct page {
    struct sl_buffer *out;
    int level; /* of the last heading, 2 to 6 */
    int headings, tables, charts;
};

enum sl_status html_write(const struct sl_document *document, struct sl_buffer *out,
                          struct sl_error *err);
void html_blocks(struct page *page, const struct sl_block *blocks, size_t count);
/* Escaped; a number and its % stay on one line, a newline is kept. */
void html_text(struct page *page, const char *text);
