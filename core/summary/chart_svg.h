/*
 * summary/chart_svg.h - charts of a document as SVG, made once for every exporter: bars, stacked
 * bars, grade strips, dots with intervals, run charts. Best first, values written beside or inside
 * what they belong to, colour never the only signal; text 11 to 14 pixels at a width of 760.
 *
 * Colours: dark blue #12436D, turquoise #28A197, dark pink #801650 and orange #F46A25 (Government
 * Analysis Function), in an order in which neighbours on a scale differ by at least 3 to 1.
 */
#pragma once
#include "summary/document.h"

/* Adds one standalone SVG element with title and description. name: what its ids begin with
 * (letters, digits, hyphens), different for each chart of a page. The chart must have come from
 * sl_document_read(). */
void sl_chart_svg(const struct sl_chart *chart, const char *name, struct sl_buffer *out);
